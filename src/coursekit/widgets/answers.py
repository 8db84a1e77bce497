"""Answers worked out in a cell: what was meant, and the feedback in words.

Owns the step from Python values to the answers that ``check`` reads.
"""

from typing import Any

from coursekit.language import words
from coursekit.questions import Feedback, Question

#: Letters of a wrong answer that are shown.
_MOST_LETTERS = 60


class Checked:
    """The verdict on an answer, printed in words."""

    def __init__(
        self, feedback: Feedback, hints: tuple[str, ...], available: int, unreadable: tuple[str, str] | None = None
    ) -> None:
        self.feedback = feedback
        self.hints = hints
        self.available = available
        self.unreadable = unreadable

    def __repr__(self) -> str:
        said = words()
        lines = [said["lab_" + self.feedback.status]]
        if self.feedback.status == "not_attempted" and self.unreadable:
            got, need = self.unreadable
            lines = [said["lab_unreadable"].format(got=said.get(got, got), need=said[need])]
        if self.feedback.total is not None:
            lines.append(said["lab_count"].format(n=self.feedback.count, total=self.feedback.total))
        elif self.feedback.status == "not_yet" and self.feedback.credit:
            lines.append(said["lab_credit"].format(n=f"{self.feedback.credit:.0%}"))
        if self.feedback.message:
            lines.append(self.feedback.message)
        lines += [f"{said['lab_hint'].format(n=n)}: {hint}" for n, hint in enumerate(self.hints, start=1)]
        if self.feedback.status != "correct" and len(self.hints) < self.available:
            lines.append(said["lab_more_hints"].format(n=len(self.hints) + 1))
        return "\n".join(lines)


def unreadable(question: Question, answer: Any) -> tuple[str, str] | None:
    """Return what was handed in and what is needed, in case it cannot be read; nothing if nothing was handed in.

    Parameters
    ----------
    question : Question
        The question asked.
    answer : Any
        What the learner put in place of the dots.

    Returns
    -------
    tuple of str or None
        What came: a key of the words, or the value itself; what is needed: a key of the words.

    Examples
    --------
    >>> from coursekit.questions import find
    >>> unreadable(find("06-new-partnership/lab-1"), "many")
    ("'many'", 'lab_need_number')
    """
    if answer is ... or answer is None:
        return None
    kind = "choices" if getattr(question.body, "many", False) else question.kind
    need = f"lab_need_{kind if kind in ('number', 'choice', 'choices') else 'other'}"
    is_table = hasattr(answer, "index") and hasattr(answer, "to_numpy")
    return ("lab_got_table" if is_table else _shortened(repr(answer))), need


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]} …"


def answer_as_typed(question: Question, answer: Any) -> Any:
    """Return a Python value as the answer that the question expects.

    Parameters
    ----------
    question : Question
        The question asked.
    answer : Any
        A number, a text, a list of texts, a dictionary of texts (pairs, bins, places),
        ``...`` or ``None``.

    Examples
    --------
    >>> from coursekit.questions import find
    >>> answer_as_typed(find("06-new-partnership/lab-1"), ...) is None
    True
    """
    if answer is ... or answer is None:
        return None
    if question.kind == "number":
        return _number_text(answer)
    if isinstance(answer, str):
        return question.body.key_of(answer) or answer
    if isinstance(answer, dict):
        return {_key(question, left): _key(question, right) for left, right in answer.items()}
    if hasattr(answer, "__iter__"):
        return [_key(question, item) for item in answer]
    return None


def _key(question: Question, shown: Any) -> Any:
    """Return the key of what is shown with this text; numbers stay numbers."""
    return (question.body.key_of(shown) or shown) if isinstance(shown, str) else shown


def _number_text(answer: Any) -> str:
    if isinstance(answer, str):
        return answer
    try:
        return f"{float(answer):.9f}"
    except (TypeError, ValueError):
        return repr(answer)
