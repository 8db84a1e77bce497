"""The kind ``choice``: pick one option, or all that are right."""

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from coursekit.questions.answers import LETTERS
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback, Wrong, feedback_keys, remarks


@dataclass(frozen=True)
class Option:
    """One option; a wrong one says why it tempts and why it fails."""

    key: str
    text: str
    right: bool
    feedback: str
    misconception: str = ""


@dataclass(frozen=True)
class Choice:
    """Options of which one is right, or with ``many`` one or more."""

    many: bool
    options: tuple[Option, ...]

    @classmethod
    def read(cls, table: Table) -> "Choice":
        """Read the kind's own keys of a question."""
        rows = table.tables("options", least=2, most=LETTERS)
        options = tuple(_option(row, key) for key, row in zip(ascii_lowercase, rows, strict=False))
        table.require_different("options", [option.text for option in options])
        many = table.truth("many")
        right = sum(option.right for option in options)
        if not right or (right > 1 and not many):
            table.fail("options", "at least one right option" if many else "exactly one right option", right)
        return cls(many=many, options=options)

    def check(self, answer: Any, explain: str) -> Feedback:
        """Judge a key, or a list of keys where several may be right.

        Where several are right, a wrong option takes away the credit of a right one.
        """
        chosen = self._chosen(answer)
        if not chosen:
            return Feedback("not_attempted", "choose")
        right = sum(option.right for option in self.options if option.key in chosen)
        every = sum(option.right for option in self.options)
        credit = max(0, right - (len(chosen) - right)) / every if self.many else 0.0
        wrong = [option for option in self.options if option.key in chosen and not option.right]
        if wrong:
            parts = [Wrong(option.text, option.feedback, option.misconception) for option in wrong]
            message, misconception = remarks(parts)
            return Feedback("not_yet", "wrong", message, credit=credit, misconception=misconception)
        if right < every:
            return Feedback("not_yet", "missing", count=every - right, credit=credit)
        return Feedback("correct", "correct", explain)

    def _chosen(self, answer: Any) -> set[str]:
        keys = answer if self.many and isinstance(answer, list) else [answer]
        known = {option.key for option in self.options}
        return {key for key in keys if isinstance(key, str) and key in known}

    def specification(self) -> dict[str, Any]:
        """Return options with keys, texts, truth and feedback."""
        return {
            "many": self.many,
            "options": [
                {"key": option.key, "text": option.text, "right": option.right, **feedback_keys(option)}
                for option in self.options
            ],
        }

    def asked(self) -> dict[str, Any]:
        """Return options with keys and texts."""
        return {
            "many": self.many,
            "options": [{"key": option.key, "text": option.text} for option in self.options],
        }

    def solution(self) -> Any:
        """Return the right key, or the list of them."""
        right = [option.key for option in self.options if option.right]
        return right if self.many else right[0]

    def lines(self) -> list[str]:
        """Return the options as lettered lines."""
        return [f"{option.key}) {option.text}" for option in self.options]

    def solution_lines(self) -> list[str]:
        """Return the right options."""
        return [option.text for option in self.options if option.right]

    def key_of(self, text: str) -> str | None:
        """Return the key of the option with this text."""
        return next((option.key for option in self.options if option.text == text), None)


def _option(row: Table, key: str) -> Option:
    right = row.truth("right")
    feedback = row.text("feedback", required=not right)
    misconception = row.text("misconception", required=False)
    option = Option(key=key, text=row.text("text"), right=right, feedback=feedback, misconception=misconception)
    row.done()
    return option
