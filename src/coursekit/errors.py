"""Everything that can go wrong with the course's own material.

Owns the exception tree and the wording "did you mean"; imports nothing of coursekit.

::

    CourseError
    ├── DatasetError      a data file, a row, a lookup in the data
    ├── ExerciseError     a question bank or a question
    ├── ChapterError      a chapter page that breaks its contract
    ├── MethodError       material that a method cannot work on: codings, ratings, counts, links
    ├── CorpusError       a document of the student's own that cannot be read or stored
    ├── FigureError       a figure that does not exist or cannot be drawn
    ├── NotebookError     an assignment notebook that cannot be read or released
    └── AnswersError      a file of a learner's answers that is damaged or of another origin
        └── NewerAnswersError  one that a newer version of the course wrote

A learner's wrong answer is not an error: see :class:`coursekit.questions.Feedback`.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from importlib import import_module
from typing import Any


class CourseError(Exception):
    """Base of every error about the course's material."""


class DatasetError(CourseError):
    """A dataset is missing, malformed or asked for something it does not hold."""


class ExerciseError(CourseError):
    """A question bank or a question is malformed or unknown."""


class ChapterError(CourseError):
    """A chapter page breaks the chapter contract."""


class FigureError(CourseError):
    """A figure is unknown or cannot be drawn."""


class MethodError(CourseError):
    """A method was given material it cannot work on."""


class CorpusError(CourseError):
    """A document of the student's own cannot be read or stored."""


class NotebookError(CourseError):
    """An assignment notebook cannot be read or released."""


class AnswersError(CourseError):
    """A file of answers is not there, damaged, or not one of this course."""


class NewerAnswersError(AnswersError):
    """A file of answers was written by a newer version of the course: sound, but not to be read here."""


def library(name: str) -> Any:
    """Import a library that only the methods need.

    Parameters
    ----------
    name : str
        Name of the module, such as ``"networkx"``.

    Returns
    -------
    module
        The library.

    Raises
    ------
    MethodError
        If it is not installed; says how to install it.

    Examples
    --------
    >>> library("json").dumps([1])
    '[1]'
    >>> library("no_such_library")
    Traceback (most recent call last):
        ...
    coursekit.errors.MethodError: The library 'no_such_library' is not installed. Run: pip install "coursekit[methods]"
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        msg = f'The library {name!r} is not installed. Run: pip install "coursekit[methods]"'
        raise MethodError(msg) from error


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> str:
    """Return a sentence that names what was probably meant.

    Parameters
    ----------
    name : str
        What was asked for.
    known : iterable of str
        What exists.
    most : int
        How many suggestions at the most.

    Returns
    -------
    str
        ``"Did you mean 'events'?"``, or a list of what there is when nothing is near.

    Examples
    --------
    >>> nearest("event", ["events", "claims"])
    "Did you mean 'events'?"
    >>> nearest("zzz", ["events", "claims"])
    "There are: 'claims', 'events'."
    """
    names = sorted(known)
    close = get_close_matches(name, names, n=most, cutoff=0.6)
    if close:
        return f"Did you mean {' or '.join(map(repr, close))}?"
    shown = ", ".join(map(repr, names[:12]))
    return f"There are: {shown}{' …' if len(names) > 12 else '.'}"
