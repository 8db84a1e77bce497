"""The kind ``number``: type a number, read as people write numbers."""

import re
from dataclasses import dataclass
from typing import Any

from coursekit.questions.answers import SPACES
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback, feedback_keys

_SPACES = re.compile(f"[{SPACES}]+")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
#: Room for the rounding of binary fractions, far below any tolerance in use.
SLACK = 1e-9


@dataclass(frozen=True)
class Near:
    """A range of answers that betrays a particular mistake, both ends included."""

    low: float
    high: float
    feedback: str
    misconception: str = ""


@dataclass(frozen=True)
class Number:
    """A number with its tolerance, unit, and feedback on telling mistakes."""

    answer: float
    tolerance: float
    unit: str
    fact: str
    near: tuple[Near, ...]
    wrong: str

    @classmethod
    def read(cls, table: Table) -> "Number":
        """Read the kind's own keys of a question."""
        tolerance = table.number("tolerance", default=0.0)
        if tolerance < 0:
            table.fail("tolerance", "a number not below 0", tolerance)
        return cls(
            answer=table.number("answer"),
            tolerance=tolerance,
            unit=table.text("unit", required=False),
            fact=table.text("fact", required=False),
            near=tuple(_near(row) for row in table.tables("near", least=0)),
            wrong=table.text("wrong"),
        )

    def check(self, answer: Any, explain: str) -> Feedback:
        """Judge the text as typed."""
        if not isinstance(answer, str) or not answer.strip():
            return Feedback("not_attempted", "empty")
        typed = parse_number(answer)
        if typed is None:
            return Feedback("not_attempted", "not_a_number")
        if abs(typed - self.answer) <= self.tolerance + SLACK:
            return Feedback("correct", "correct", explain)
        for near in self.near:
            if near.low <= typed <= near.high:
                return Feedback("not_yet", "near", near.feedback, misconception=near.misconception)
        return Feedback("not_yet", "wrong", self.wrong)

    def specification(self) -> dict[str, Any]:
        """Return answer, tolerance, unit and feedback."""
        return {
            "answer": self.answer,
            "tolerance": self.tolerance,
            "unit": self.unit,
            "near": [{"from": near.low, "to": near.high, **feedback_keys(near)} for near in self.near],
            "wrong": self.wrong,
        }

    def asked(self) -> dict[str, Any]:
        """Return the unit."""
        return {"unit": self.unit}

    def solution(self) -> str:
        """Return the number as one may type it."""
        return written(self.answer)

    def lines(self) -> list[str]:
        """Return a line to write on."""
        return [f"__________ {self.unit}".rstrip()]

    def solution_lines(self) -> list[str]:
        """Return the number with its unit."""
        return [f"{self.solution()} {self.unit}".rstrip()]

    def key_of(self, text: str) -> str | None:
        """Return the text itself: a number has no keys."""
        return text


def parse_number(typed: str) -> float | None:
    """Read a number as people write it.

    Parameters
    ----------
    typed : str
        Spaces of any kind and a per cent sign at the end are ignored and ``−`` is a minus. Where both ``,`` and
        ``.`` occur the last is the decimal mark. One kind alone is a thousands mark
        if it occurs more than once, or is a comma before exactly three last digits
        with one to three digits in front of it that do not begin with zero;
        otherwise it is the decimal mark.

    Returns
    -------
    float or None
        ``None`` if it is not a number.

    Examples
    --------
    >>> [parse_number(text) for text in ("1 000", "1,000", "1,5", "0,675", "1.234,5", "one")]
    [1000.0, 1000.0, 1.5, 0.675, 1234.5, None]
    """
    text = _SPACES.sub("", typed).replace("\u2212", "-").removesuffix("%")
    if "," in text and "." in text:
        grouping = "." if text.rfind(",") > text.rfind(".") else ","
        text = text.replace(grouping, "").replace(",", ".")
    elif text.count(",") > 1 or text.count(".") > 1 or _THOUSANDS.fullmatch(text):
        text = re.sub("[,.]", "", text)
    else:
        text = text.replace(",", ".")
    return float(text) if _PLAIN.fullmatch(text) else None


def written(number: float) -> str:
    """Return a number as digits only, never as a power of ten: as people write it.

    Examples
    --------
    >>> [written(number) for number in (12345678901.0, 0.00001, 1.5, -0.0)]
    ['12345678901', '0.00001', '1.5', '0']
    """
    text = f"{number:.9f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _near(row: Table) -> Near:
    near = Near(
        low=row.number("from"),
        high=row.number("to"),
        feedback=row.text("feedback"),
        misconception=row.text("misconception", required=False),
    )
    if near.low > near.high:
        row.fail("to", f"a number not below 'from' ({near.low:g})", near.high)
    row.done()
    return near
