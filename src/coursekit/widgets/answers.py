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
        A number, a text, a list of texts, ``...`` or ``None``.

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
    if hasattr(answer, "__iter__"):
        return [question.body.key_of(str(item)) or str(item) for item in answer]
    return None


def _number_text(answer: Any) -> str:
    if isinstance(answer, str):
        return answer
    try:
        return f"{float(answer):.9f}"
    except (TypeError, ValueError):
        return repr(answer)
