"""The kind ``allocate``: divide a fixed budget, then compare with the real one."""

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from coursekit.questions.answers import LETTERS
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback

# Published shares are rounded; a real envelope may miss its total by so much.
_ROUNDING = 0.01
#: From so many steps of difference on, the trade-off is told.
TELLING = 2
_HIGHEST = 10**12


@dataclass(frozen=True)
class Aim:
    """One aim of a budget: the real amount, and what less or more of it costs."""

    key: str
    text: str
    real: float
    less: str
    more: str


@dataclass(frozen=True)
class Allocate:
    """A budget and its aims.

    The kind is never marked: a budget is a choice among goods. What teaches is the
    comparison with what was decided, and the price of deciding otherwise.
    """

    total: int
    unit: str
    step: int
    aims: tuple[Aim, ...]
    source: str
    source_url: str

    @classmethod
    def read(cls, table: Table) -> "Allocate":
        """Read the kind's own keys; aims keep their order, which gives nothing away."""
        total = table.whole("total", 1, _HIGHEST)
        step = table.whole("step", 1, total)
        rows = table.tables("aims", least=2, most=LETTERS)
        if total % step or total < step * len(rows):
            table.fail("step", "a step that divides the total and leaves one for each aim", step)
        aims = tuple(_aim(row, key, total, step) for key, row in zip(ascii_lowercase, rows, strict=False))
        table.require_different("aims", [aim.text for aim in aims])
        spent = sum(aim.real for aim in aims)
        if abs(spent - total) > _ROUNDING * total:
            table.fail("aims", f"real amounts that add up to the total, {total}", f"{spent:g}")
        return cls(
            total=total,
            unit=table.text("unit"),
            step=step,
            aims=aims,
            source=table.text("source"),
            source_url=table.url("source_url"),
        )

    def check(self, answer: Any, explain: str) -> Feedback:
        """Judge amounts by the keys of the aims: they only have to add up."""
        given = [_amount(answer, aim.key, self.total) for aim in self.aims]
        amounts = [amount for amount in given if amount is not None]
        if len(amounts) < len(given):
            return Feedback("not_attempted", "allocate_first")
        left = self.total - sum(amounts)
        if left > 0:
            return Feedback("not_attempted", "allocate_left", count=left, total=self.total)
        if left < 0:
            return Feedback("not_attempted", "allocate_over", count=-left, total=self.total)
        return Feedback("saved", "allocate_done", explain)

    def specification(self) -> dict[str, Any]:
        """Return the budget, its aims with the real amounts, and the source."""
        return {
            **self.asked(),
            "aims": [
                {"key": aim.key, "text": aim.text, "real": aim.real, "less": aim.less, "more": aim.more}
                for aim in self.aims
            ],
            "telling": TELLING,
            "source": self.source,
            "source_url": self.source_url,
        }

    def asked(self) -> dict[str, Any]:
        """Return the budget and the aims without any amount."""
        return {
            "total": self.total,
            "unit": self.unit,
            "step": self.step,
            "aims": [{"key": aim.key, "text": aim.text} for aim in self.aims],
        }

    def solution(self) -> dict[str, int]:
        """Return the real amounts in whole units that add up."""
        amounts = {aim.key: int(aim.real) for aim in self.aims}
        largest = max(self.aims, key=lambda aim: aim.real).key
        amounts[largest] += self.total - sum(amounts.values())
        return amounts

    def lines(self) -> list[str]:
        """Return a line to write on for each aim, and what they must add up to."""
        return [*(f"__________ {self.unit}: {aim.text}" for aim in self.aims), f"= {self.total} {self.unit}"]

    def solution_lines(self) -> list[str]:
        """Return the real amounts, with their source."""
        return [*(f"{aim.text}: {aim.real:.12g} {self.unit}" for aim in self.aims), self.source]

    def key_of(self, text: str) -> str | None:
        """Return the key of the aim with this text."""
        return next((aim.key for aim in self.aims if aim.text == text), None)


def _amount(answer: Any, key: str, total: int) -> int | None:
    """Return what is given to an aim: a whole number that the budget allows."""
    found = answer.get(key) if isinstance(answer, dict) else None
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= total:
        return None
    return int(found) if found == int(found) else None


def _aim(row: Table, key: str, total: int, step: int) -> Aim:
    real = row.number("real")
    if not 0 <= real <= total:
        row.fail("real", f"a number from 0 to the total, {total}", real)
    aim = Aim(
        key=key,
        text=row.text("text"),
        real=real,
        # What nobody can do needs no words.
        less=row.text("less", required=real >= TELLING * step),
        more=row.text("more", required=total - real >= TELLING * step),
    )
    row.done()
    return aim
