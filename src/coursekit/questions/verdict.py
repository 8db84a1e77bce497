"""The verdict: what an answer to a question is worth.

Owns :class:`Feedback` and ``check``. The rules are those of the kinds' modules;
the front end implements the same ones, and one table of cases holds both to them.
"""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

Status = Literal["correct", "not_yet", "not_attempted"]


@dataclass(frozen=True)
class Feedback:
    """What the learner is told.

    Attributes
    ----------
    status : str
        ``correct``, ``not_yet`` or ``not_attempted``; a wrong answer is not an error.
    code : str
        Which rule spoke, for instance ``missing``; the interface words hang on it.
    message : str
        The author's words on this very answer, possibly empty.
    count : int or None
        The number that goes with the code, for instance how many are missing.
    """

    status: Status
    code: str
    message: str = ""
    count: int | None = None


class Body(Protocol):
    """What every kind of question can do."""

    def check(self, answer: Any, explain: str) -> Feedback:
        """Return the verdict on an answer."""

    def specification(self) -> dict[str, Any]:
        """Return what the front end needs, as JSON-ready values."""

    def lines(self) -> list[str]:
        """Return the readable form below the prompt, for print and plain text."""


class Asked(Protocol):
    """A question as far as the verdict needs it."""

    @property
    def body(self) -> Body:
        """The part that depends on the kind."""

    @property
    def explain(self) -> str:
        """Why the right answer is right."""


def check(question: Asked, answer: Any) -> Feedback:
    """Judge an answer.

    Parameters
    ----------
    question : Question
        From :func:`coursekit.questions.find` or :func:`coursekit.questions.read_bank`.
    answer : str, list of str or None
        The key of an option, the keys of options or items, or the number as typed.

    Returns
    -------
    Feedback
        Never an exception: an answer of a wrong shape counts as not attempted.

    Examples
    --------
    >>> from coursekit.questions import find
    >>> check(find("06-new-partnership/adoption-date"), "").status
    'not_attempted'
    """
    return question.body.check(answer, question.explain)
