"""The kind ``order``: bring items into the right order."""

from dataclasses import dataclass
from hashlib import sha256
from string import ascii_lowercase
from typing import Any

from coursekit.questions.answers import LETTERS
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback


@dataclass(frozen=True)
class Order:
    """Items in the order they are shown, with the keys of the right order."""

    items: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]
    wrong: str

    @classmethod
    def read(cls, table: Table) -> "Order":
        """Read the kind's own keys; the shown order is the same on every machine."""
        right = table.texts("items", least=3, most=LETTERS)
        table.require_different("items", right)
        shown = sorted(right, key=lambda text: sha256(text.encode()).hexdigest())
        if shown == right:
            shown = [*right[1:], right[0]]
        keys = dict(zip(shown, ascii_lowercase, strict=False))
        return cls(
            items=tuple((keys[text], text) for text in shown),
            keys=tuple(keys[text] for text in right),
            wrong=table.text("wrong"),
        )

    def check(self, answer: Any, explain: str) -> Feedback:
        """Judge a list of all keys in the learner's order; each in its place is a share of the credit."""
        if not isinstance(answer, list) or not all(isinstance(key, str) for key in answer):
            return Feedback("not_attempted", "move")
        if sorted(answer) != sorted(self.keys):
            return Feedback("not_attempted", "move")
        total = len(self.keys)
        placed = sum(mine == right for mine, right in zip(answer, self.keys, strict=True))
        if placed == total:
            return Feedback("correct", "correct", explain)
        return Feedback("not_yet", "in_place", self.wrong, count=placed, total=total, credit=placed / total)

    def specification(self) -> dict[str, Any]:
        """Return the items as shown and the keys in the right order."""
        return {
            "items": [{"key": key, "text": text} for key, text in self.items],
            "solution": list(self.keys),
            "wrong": self.wrong,
        }

    def asked(self) -> dict[str, Any]:
        """Return the items as shown."""
        return {"items": [{"key": key, "text": text} for key, text in self.items]}

    def solution(self) -> list[str]:
        """Return the keys in the right order."""
        return list(self.keys)

    def lines(self) -> list[str]:
        """Return the items as shown, each with room for its place."""
        return [f"__ {text}" for _, text in self.items]

    def solution_lines(self) -> list[str]:
        """Return the items in the right order."""
        texts = dict(self.items)
        return [f"{place}. {texts[key]}" for place, key in enumerate(self.keys, start=1)]

    def key_of(self, text: str) -> str | None:
        """Return the key of the item with this text."""
        return next((key for key, shown in self.items if shown == text), None)
