"""The kind ``predict``: commit an estimate before the figure is shown."""

import re
from dataclasses import dataclass
from typing import Any

from coursekit.data.package import index, rows
from coursekit.questions.number import SLACK, parse_number, written
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback

_YEAR = re.compile(r"\d{4}", re.ASCII)
_MOST_STEPS = 1000


@dataclass(frozen=True)
class Series:
    """What the data say: the values over the years, and the one to be estimated."""

    entity: str
    x: int
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Predict:
    """An axis to estimate on, and the figure that stands there.

    The kind is never marked: an estimate is given to be compared, and a wrong one
    is the better start for learning.

    Attributes
    ----------
    low, high, step : float
        The axis, in the bank ``from``, ``to`` and ``step``.
    unit, label : str
        The unit, and in words what is estimated.
    answer, close : float
        The figure, and how far from it an estimate still counts as close.
    source, source_url : str
        Where the figure is from.
    series : Series or None
        Years and values, if the figure is one of a series in the data.
    """

    low: float
    high: float
    step: float
    unit: str
    label: str
    answer: float
    close: float
    source: str
    source_url: str
    series: Series | None = None

    @classmethod
    def read(cls, table: Table) -> "Predict":
        """Read the kind's own keys; a series is looked up in the data, never typed."""
        low, high, step = table.number("from"), table.number("to"), table.number("step")
        _require_axis(table, low, high, step)
        label, unit = table.text("label"), table.text("unit", required=False)
        close = table.number("close")
        if not 0 <= close < high - low:
            table.fail("close", "a distance from 0 to less than the length of the axis", close)
        name = table.text("indicator", required=False)
        if name:
            series, row = _series(table, name)
            answer = float(row["value"])
            origin = index("sources", "id")[row["source"]]
            unit = unit or index("indicators", "id")[name]["unit"]
            source, source_url = f"{origin['title']}, {origin['publisher']}", origin["url"]
        else:
            series, answer = None, table.number("answer")
            source, source_url = table.text("source"), table.url("source_url")
        if not low <= answer <= high:
            table.fail("x" if name else "answer", f"a figure on the axis from {low:g} to {high:g}", answer)
        return cls(low, high, step, unit, label, answer, close, source, source_url, series)

    def check(self, answer: Any, explain: str) -> Feedback:
        """Compare the text as typed with the figure; not a mark, but where the estimate lies."""
        if not isinstance(answer, str) or not answer:
            return Feedback("not_attempted", "predict_first")
        estimate = parse_number(answer)
        if estimate is None:
            return Feedback("not_attempted", "predict_number")
        if not self.low <= estimate <= self.high:
            return Feedback("not_attempted", "predict_range")
        if abs(estimate - self.answer) <= self.close + SLACK:
            return Feedback("saved", "predict_close", explain)
        return Feedback("saved", "predict_low" if estimate < self.answer else "predict_high", explain)

    def specification(self) -> dict[str, Any]:
        """Return the axis, the figure, its series and source."""
        known = {
            **self.asked(),
            "answer": self.answer,
            "close": self.close,
            "source": self.source,
            "source_url": self.source_url,
        }
        if self.series:
            known |= {"entity": self.series.entity, "points": [list(point) for point in self.series.points]}
        return known

    def asked(self) -> dict[str, Any]:
        """Return the axis alone."""
        return {
            "from": self.low,
            "to": self.high,
            "step": self.step,
            "unit": self.unit,
            "label": self.label,
            "x": self.series.x if self.series else None,
        }

    def solution(self) -> str:
        """Return the figure as one would type it."""
        return written(self.answer)

    def lines(self) -> list[str]:
        """Return the axis to put a mark on, and a line to write on."""
        axis = f"{written(self.low)} |{' · ' * 9}| {written(self.high)} {self.unit}"
        return [f"{self.label}: __________ {self.unit}".rstrip(), axis.rstrip()]

    def solution_lines(self) -> list[str]:
        """Return the figure in words, with its source."""
        return [f"{self.label}: {written(self.answer)} {self.unit}".rstrip(), self.source]

    def key_of(self, text: str) -> str | None:  # noqa: ARG002
        """Return nothing: an estimate has no keys."""
        return None


def _require_axis(table: Table, low: float, high: float, step: float) -> None:
    if low >= high:
        table.fail("to", f"a number above 'from' ({low:g})", high)
    if step <= 0:
        table.fail("step", "a number above 0", step)
    steps = (high - low) / step
    if abs(steps - round(steps)) > 1e-6 or not 2 <= round(steps) <= _MOST_STEPS:
        table.fail("step", f"a step that divides the axis into 2 to {_MOST_STEPS} equal parts", step)


def _series(table: Table, name: str) -> tuple[Series, dict[str, str]]:
    """Return the series that a question names, and the row of the value to be estimated."""
    indicators = index("indicators", "id")
    if name not in indicators:
        table.fail("indicator", "an indicator of the data", name)
    entity, x = table.text("entity"), table.number("x")
    partner = table.text("partner", required=False)
    found = [row for row in rows(indicators[name]["resource"]) if (row["indicator"], row["entity"]) == (name, entity)]
    if not found:
        table.fail("entity", f"an entity for which there are values of {name!r}", entity)
    partners = sorted({row["partner"] for row in found})
    if not partner and len(partners) == 1:
        partner = partners[0]
    if partner not in partners:
        table.fail("partner", "one of " + ", ".join(partners), partner or None)
    yearly = [row for row in found if row["partner"] == partner and _YEAR.fullmatch(row["period"])]
    by_year = {int(row["period"]): row for row in yearly}
    if len(by_year) < len(yearly):
        table.fail("indicator", "a series with one value a year", f"{name}: {len(yearly)} values")
    if x not in by_year:
        table.fail("x", "one of the years " + ", ".join(map(str, sorted(by_year))), x)
    points = tuple((year, float(by_year[year]["value"])) for year in sorted(by_year))
    return Series(entity, int(x), points), by_year[int(x)]
