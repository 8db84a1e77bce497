"""Answers worked out in a cell: what was meant, and the feedback in words.

Owns the step from Python values to the answers that ``check`` reads.
"""

from typing import Any

from coursekit.language import words
from coursekit.questions import Feedback, Question


class Checked:
    """The verdict on an answer, printed in words."""

    def __init__(self, feedback: Feedback, hints: tuple[str, ...], available: int) -> None:
        self.feedback = feedback
        self.hints = hints
        self.available = available

    def __repr__(self) -> str:
        said = words()
        lines = [said["lab_" + self.feedback.status]]
        if self.feedback.total is not None:
            lines.append(said["lab_count"].format(n=self.feedback.count, total=self.feedback.total))
        elif self.feedback.status == "not_yet" and self.feedback.credit:
            lines.append(said["lab_credit"].format(n=f"{self.feedback.credit:.0%}"))
        if self.feedback.message:
            lines.append(self.feedback.message)
        lines += [f"{said['hint']} {n}: {hint}" for n, hint in enumerate(self.hints, start=1)]
        if self.feedback.status != "correct" and len(self.hints) < self.available:
            lines.append(said["lab_more_hints"].format(n=len(self.hints) + 1))
        return "\n".join(lines)


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
