"""The verdict: what an answer to a question is worth.

Owns :class:`Feedback` and ``check``. The rules are those of the kinds' modules;
the front end implements the same ones, and one table of cases holds both to them.
"""

from dataclasses import dataclass
from typing import Any, Literal, Protocol, Self

from coursekit.questions.reading import Table

Status = Literal["correct", "not_yet", "not_attempted", "saved"]
_USUAL_CREDIT = {"correct": 1.0, "not_yet": 0.0}


@dataclass(frozen=True)
class Feedback:
    """What the learner is told.

    Attributes
    ----------
    status : str
        ``correct``, ``not_yet`` or ``not_attempted``; a wrong answer is not an error.
        ``saved`` where nothing is marked: predictions, plans, free texts.
    code : str
        Which rule spoke, for instance ``missing``; the interface words hang on it.
    message : str
        The author's words on this very answer, possibly empty. Where several parts are
        wrong, each has its remark, and each remark a line.
    count, total : int or None
        The numbers that go with the code, for instance 3 of 5 in place.
    credit : float or None
        Share of the answer that is right, 0 to 1; by default 1 for a correct answer
        and 0 for a wrong one, ``None`` where nothing is marked.
    misconception : str
        Id of the belief that the answer betrays, from the register; possibly empty.
        Of several the first.
    """

    status: Status
    code: str
    message: str = ""
    count: int | None = None
    total: int | None = None
    credit: float | None = None
    misconception: str = ""

    def __post_init__(self) -> None:
        if self.credit is None:
            object.__setattr__(self, "credit", _USUAL_CREDIT.get(self.status))


class Told(Protocol):
    """A row of a question with the author's words on a wrong answer."""

    @property
    def feedback(self) -> str:
        """The author's words."""

    @property
    def misconception(self) -> str:
        """Id of the belief behind the answer, possibly empty."""


@dataclass(frozen=True)
class Wrong:
    """A part of an answer that is wrong: a chosen option, a pair, a card in a bin."""

    text: str
    feedback: str = ""
    misconception: str = ""


def remarks(wrong: list[Wrong], general: str = "") -> tuple[str, str]:
    r"""Return what is said of the wrong parts of an answer, and the first belief behind them.

    Parameters
    ----------
    wrong : list of Wrong
        The parts, in the order in which they are shown.
    general : str
        The author's words for parts that have none of their own; said once, at the end.

    Examples
    --------
    >>> remarks([Wrong("A", "Not A."), Wrong("B", "Not B.", "b-is-right"), Wrong("C")], "Look again.")
    ('A: Not A.\nB: Not B.\nLook again.', 'b-is-right')
    >>> remarks([Wrong("A", "Not A.")])
    ('Not A.', '')
    """
    own = [part for part in wrong if part.feedback]
    # With one wrong part it is clear what the remark is about.
    lines = [part.feedback if len(wrong) == 1 else f"{part.text}: {part.feedback}" for part in own]
    if len(own) < len(wrong):
        lines.append(general)
    return "\n".join(line for line in lines if line), next((p.misconception for p in wrong if p.misconception), "")


def feedback_keys(row: Told) -> dict[str, str]:
    """Return feedback and, where there is one, misconception, as a specification has them."""
    belief = {"misconception": row.misconception} if row.misconception else {}
    return {"feedback": row.feedback, **belief}


class Body(Protocol):
    """What every kind of question can do."""

    @classmethod
    def read(cls, table: Table) -> Self:
        """Read the kind's own keys of a question; raises ExerciseError."""

    def check(self, answer: Any, explain: str) -> Feedback:
        """Return the verdict on an answer."""

    def specification(self) -> dict[str, Any]:
        """Return what the front end needs, as JSON-ready values."""

    def asked(self) -> dict[str, Any]:
        """Return the same without any key or feedback, for graded questions."""

    def solution(self) -> Any:
        """Return an answer that is correct, or that is saved where nothing is marked."""

    def lines(self) -> list[str]:
        """Return the readable form below the prompt, for print and plain text."""

    def solution_lines(self) -> list[str]:
        """Return the right answer in words."""

    def key_of(self, text: str) -> str | None:
        """Return the key of what is shown with this text."""


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
    answer : str, list, dict or None
        What the kind asks for: the key of an option, the keys of options or items in
        order, a text or number as typed, or keys by key (pairs, bins, places).

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
