"""The file ``coursekit-answers.json``: how it is checked and how it is written.

The page writes the same file (``front_end/saving/saved.js``); the tests hold both to one
form.
"""

import json
import re
from pathlib import Path
from typing import Any

from coursekit.errors import AnswersError, NewerAnswersError
from coursekit.progress.states import State, is_state

FORMAT = "coursekit-progress"
VERSION = 1
#: A slug, which begins with a number or a primer's letter, and the name of a question.
_ID = re.compile(r"[A-Za-z0-9-]+/[a-z0-9-]+")


def saved_answers(path: Path | str) -> dict[str, State]:
    """Read a file of answers and check it.

    Errors are those of :func:`answers_file`.

    Parameters
    ----------
    path : pathlib.Path or str
        What *Download my answers* wrote, or the file beside a notebook.

    Returns
    -------
    dict
        Question id -> saved state.
    """
    answers: dict[str, State] = answers_file(path)["answers"]
    return answers


def answers_file(path: Path | str) -> dict[str, Any]:
    """Read a file of answers and check it, with what it says about itself.

    Parameters
    ----------
    path : pathlib.Path or str
        What *Download my answers* wrote, what was handed in, or the file beside a notebook.

    Returns
    -------
    dict
        ``answers``: question id -> saved state; ``saved``: the time. What was handed in
        has ``assignment`` and, if the student wrote it, ``student``: number or name.

    Raises
    ------
    AnswersError
        Names the file and what is wrong with it; a :class:`~coursekit.errors.NewerAnswersError`
        if only this copy of the course is too old for it.
    """
    file = Path(path)
    try:
        # Some programs put a byte order mark in front.
        content = json.loads(file.read_text("utf-8-sig"), parse_constant=_refuse)
    except FileNotFoundError as error:
        raise AnswersError(f"{file}: there is no such file.") from error
    except OSError as error:
        raise AnswersError(f"{file}: the file cannot be opened: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise AnswersError(f"{file}: the file is damaged: it is not valid JSON ({error}).") from error
    return _checked(content, file)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _checked(content: Any, file: Path) -> dict[str, Any]:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise AnswersError(f"{file}: this is not a file of answers from this course: expected format {FORMAT!r}.")
    version = content.get("version")
    if isinstance(version, int | float) and version > VERSION:
        msg = f"{file}: written by a newer version of the course (format {version}); update coursekit."
        raise NewerAnswersError(msg)
    if isinstance(version, bool) or version != VERSION:
        raise AnswersError(f"{file}: the file is damaged: expected version {VERSION}, got {version!r}.")
    answers = content.get("answers")
    if not isinstance(answers, dict):
        raise AnswersError(f"{file}: the file is damaged: expected answers by question, got {answers!r}.")
    for identifier, state in answers.items():
        if not _ID.fullmatch(identifier):
            raise AnswersError(f"{file}: the file is damaged: {identifier!r} is no id of a question.")
        if not is_state(state):
            raise AnswersError(f"{file}: the file is damaged: the answer to {identifier!r} cannot be read.")
    return {**content, **{key: text_or_none(content.get(key)) for key in ("saved", "assignment", "student")}}


def text_or_none(value: Any) -> str | None:
    """Return a text; ``None`` for anything else that a file may hold in its place."""
    return value if isinstance(value, str) else None


def answers_text(answers: dict[str, State], *, saved: str, course: str) -> str:
    """Return the text of a file of answers, with the time of saving and the course's version."""
    content = {"format": FORMAT, "version": VERSION, "course": course, "saved": saved, "answers": answers}
    # Plain ASCII, as a learner may have typed half a character, which no encoding takes.
    return json.dumps(content, indent=1, allow_nan=False) + "\n"
