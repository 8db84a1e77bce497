"""The kind ``categorise``: put each card where it belongs."""

from dataclasses import dataclass
from hashlib import sha256
from string import ascii_lowercase
from typing import Any

from coursekit.questions.answers import chosen_of
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback, Wrong, remarks

_LEAST_CARDS = 3
_MOST_CARDS = 16
_LEAST_BINS = 2
_MOST_BINS = 5


@dataclass(frozen=True)
class Card:
    """One card, the key of its bin, and why it belongs there."""

    key: str
    text: str
    bin: str
    feedback: str = ""
    misconception: str = ""


@dataclass(frozen=True)
class Categorise:
    """Bins in the author's order and cards in the order they are shown."""

    bins: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...]
    wrong: str

    @classmethod
    def read(cls, table: Table) -> "Categorise":
        """Read the kind's own keys; the order of the cards is the same on every machine."""
        names = table.texts("bins", least=_LEAST_BINS)
        bins = dict(zip(names, ascii_lowercase, strict=False))
        if len(bins) < len(names) or len(names) > _MOST_BINS or not all(name.strip() for name in names):
            table.fail("bins", f"up to {_MOST_BINS} texts that differ from one another", names)
        rows = table.tables("cards", least=_LEAST_CARDS, most=_MOST_CARDS)
        read = sorted((_card(row, bins) for row in rows), key=lambda card: sha256(card.text.encode()).hexdigest())
        texts = [card.text for card in read]
        if len(set(texts)) < len(texts) or set(texts) & set(names):
            table.fail("cards", "cards that differ from one another and from the bins", texts)
        cards = tuple(
            Card(key, card.text, card.bin, card.feedback, card.misconception)
            for key, card in zip(ascii_lowercase, read, strict=False)
        )
        return cls(bins=tuple((key, name) for name, key in bins.items()), cards=cards, wrong=table.text("wrong"))

    def check(self, answer: Any, explain: str) -> Feedback:
        """Judge a table of card keys with bin keys; cards may still be open."""
        chosen = chosen_of(answer, self.solution(), dict(self.bins))
        if not chosen:
            return Feedback("not_attempted", "categorise_place")
        total = len(self.cards)
        count = sum(chosen.get(card.key) == card.bin for card in self.cards)
        if count == total:
            return Feedback("correct", "correct", explain, credit=1)
        misplaced = [card for card in self.cards if chosen.get(card.key, card.bin) != card.bin]
        # As long as nothing is wrong, something is only missing: the count says so.
        parts = [Wrong(card.text, card.feedback, card.misconception) for card in misplaced]
        message, misconception = remarks(parts, self.wrong)
        return Feedback("not_yet", "categorise_cards", message, count, total, count / total, misconception)

    def specification(self) -> dict[str, Any]:
        """Return bins, cards with their bins, and the feedback."""
        return {
            **self.asked(),
            "cards": [
                {
                    "key": card.key,
                    "text": card.text,
                    "bin": card.bin,
                    "feedback": card.feedback,
                    "misconception": card.misconception,
                }
                for card in self.cards
            ],
            "wrong": self.wrong,
        }

    def asked(self) -> dict[str, Any]:
        """Return bins and cards as they are shown."""
        return {
            "bins": [{"key": key, "text": text} for key, text in self.bins],
            "cards": [{"key": card.key, "text": card.text} for card in self.cards],
        }

    def solution(self) -> dict[str, str]:
        """Return the key of the right bin for each card."""
        return {card.key: card.bin for card in self.cards}

    def lines(self) -> list[str]:
        """Return the cards with room for a letter, then the lettered bins."""
        return [f"__ {card.text}" for card in self.cards] + [f"{key}) {text}" for key, text in self.bins]

    def solution_lines(self) -> list[str]:
        """Return each bin with the cards that belong to it."""
        return [
            f"{text}: " + "; ".join(card.text for card in self.cards if card.bin == key)
            for key, text in self.bins
            if any(card.bin == key for card in self.cards)
        ]

    def key_of(self, text: str) -> str | None:
        """Return the key of the card or bin with this text; no text is both."""
        cards = ((card.key, card.text) for card in self.cards)
        return next((key for key, shown in (*cards, *self.bins) if shown == text), None)


def _card(row: Table, bins: dict[str, str]) -> Card:
    card = Card(
        key="",
        text=row.text("text"),
        bin=bins[row.word("bin", list(bins))],
        feedback=row.text("feedback", required=False),
        misconception=row.text("misconception", required=False),
    )
    row.done()
    return card
