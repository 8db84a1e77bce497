"""Everything that can go wrong with the course's own material.

Owns the exception tree and the wording "did you mean"; imports nothing of coursekit.

::

    CourseError
    ├── DatasetError      a data file, a row, a lookup in the data
    ├── ExerciseError     a question bank or a question
    ├── ChapterError      a chapter page that breaks its contract
    ├── FigureError       a figure that does not exist or cannot be drawn
    ├── NotebookError     an assignment notebook that cannot be read or released
    └── AnswersError      a file of a learner's answers that is damaged or of another origin
        └── NewerAnswersError  one that a newer version of the course wrote

A learner's wrong answer is not an error: see :class:`coursekit.questions.Feedback`.
"""

from collections.abc import Iterable
from difflib import get_close_matches


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


class NotebookError(CourseError):
    """An assignment notebook cannot be read or released."""


class AnswersError(CourseError):
    """A file of answers is not there, damaged, or not one of this course."""


class NewerAnswersError(AnswersError):
    """A file of answers was written by a newer version of the course: sound, but not to be read here."""


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
