"""Where things stand in a timeline figure: labels that do not touch, ticks that fit.

Owns the arithmetic of places, in points and days; draws nothing.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

#: The page sets the figure in its own type, which may run a little wider.
_WIDER = 1.06
#: Points between two labels, and beside a leader.
_GAP, _BESIDE = 6.0, 3.0
_Room = list[tuple[float, float]]
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


@dataclass(frozen=True)
class Label:
    """Words, on one line or several, that belong to a point of the time axis, in points."""

    x: float
    words: str
    key: str = ""

    @property
    def lines(self) -> int:
        """How many lines the words take."""
        return self.words.count("\n") + 1


@dataclass(frozen=True)
class Placed:
    """A label with the ends of its room, in points, and its lowest line, 0 nearest to the marks.

    It stands on one side of its point: words that begin there, or end there.
    """

    label: Label
    left: float
    right: float
    level: int
    #: Whether the line up to it passes through the words of another label.
    crosses: bool = False
    #: Whether the words had to leave their side, since the figure ends there.
    moved: bool = False

    @property
    def top(self) -> int:
        """First line above the label."""
        return self.level + self.label.lines

    @property
    def begins(self) -> bool:
        """Whether the words begin at their point."""
        return self.left >= self.label.x


@cache
def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of words in points, of the longest line if there are several.

    Examples
    --------
    >>> width_of("strategy", 9) < width_of("strategy", 18)
    True
    """
    font = FontProperties(weight="bold" if bold else "normal")
    lines = [line for line in words.split("\n") if line.strip()]
    lengths = [TextPath((0, 0), line, size=size, prop=font).get_extents().width for line in lines]
    return _WIDER * float(max(lengths, default=0))


def placed(labels: Sequence[Label], width: float, size: float) -> list[Placed]:
    """Give each label a side and a line, so that no two touch and few are crossed.

    A line leads from the mark up to words that do not stand directly above it. Early events
    have their words at the right of this line and late ones at the left; where one side
    changes into the other is tried out.

    Parameters
    ----------
    labels : sequence of Label
        In any order.
    width : float
        Width of the axes in points.
    size : float
        Size of the type in points.

    Returns
    -------
    list of Placed
        In order of time.

    Examples
    --------
    >>> here = [Label(10, "first event"), Label(20, "second event"), Label(190, "last event")]
    >>> [(one.label.words, one.level, one.begins) for one in placed(here, 200, 9)]
    [('first event', 1, True), ('second event', 0, True), ('last event', 0, False)]
    """
    ordered = sorted(labels, key=lambda one: one.x)
    lengths = [width_of(label.words, size) for label in ordered]
    sided = [_Sided(label, length) for label, length in zip(ordered, lengths, strict=True)]
    tries = [_arranged([(one, None) for one in order], width) for order in (sided, sided[::-1])]
    for split in range(len(sided) + 1):
        early, late = [(one, True) for one in reversed(sided[:split])], [(one, False) for one in sided[split:]]
        tries += [_arranged([*early, *late], width), _arranged([*late, *early], width)]
    best: list[Placed] = min(tries, key=_cost)
    return sorted(best, key=lambda one: one.label.x)


@dataclass(frozen=True)
class _Sided:
    """A label and the length of its words."""

    label: Label
    length: float


def _cost(tried: Sequence[Placed]) -> float:
    """Return how bad an arrangement is: lines through words above all, then height."""
    bad = sum(2 * one.crosses + one.moved for one in tried)
    return 100 * bad + 3 * max((one.top for one in tried), default=0) + sum(one.level for one in tried)


def _arranged(labels: Sequence[tuple[_Sided, bool | None]], width: float) -> list[Placed]:
    """Place one label after the other, at its side (or the better one), on the lowest line with room."""
    taken: list[_Room] = []
    found = []
    for one, begins in labels:
        sides = [True, False] if begins is None else [begins]
        best = min((_choice(one, width, taken, begins=side) for side in sides), key=lambda choice: _cost([choice]))
        _take(best, taken)
        found.append(best)
    return found


def _choice(one: _Sided, width: float, taken: list[_Room], *, begins: bool) -> Placed:
    """Return where a label would stand at one side of its point."""
    x, lines = one.label.x, one.label.lines
    wanted = x + _BESIDE if begins else x - _BESIDE - one.length
    left = max(0.0, min(wanted, width - one.length))
    room, leader = (left - _GAP, left + one.length + _GAP), _leader(one.label)
    roomy = [level for level in range(len(taken) + 1) if _is_free(room, taken[level : level + lines])]
    level = next((level for level in roomy if _is_free(leader, taken[:level])), roomy[0])
    crosses = not _is_free(leader, taken[:level])
    return Placed(one.label, left, left + one.length, level, crosses=crosses, moved=left != wanted)


def _leader(label: Label) -> tuple[float, float]:
    return label.x - _BESIDE / 2, label.x + _BESIDE / 2


def _take(one: Placed, taken: list[_Room]) -> None:
    """Mark the room of a label, and of the line up to it, as taken."""
    taken.extend([] for _ in range(one.top - len(taken)))
    for line in taken[: one.level]:
        line.append(_leader(one.label))
    for line in taken[one.level : one.top]:
        line.append((one.left, one.right))


def _is_free(room: tuple[float, float], lines: list[_Room]) -> bool:
    return all(room[1] <= used[0] or used[1] <= room[0] for line in lines for used in line)


def wrapped(words: str, letters: int) -> str:
    """Break words into as few lines as so many letters allow, of about the same length.

    Examples
    --------
    >>> print(wrapped("strategy for a new partnership", 28))
    strategy for a
    new partnership
    """
    lines = len(_lines(words, letters))
    widths = (width for width in range(1, letters + 1) if len(_lines(words, width)) <= lines)
    return "\n".join(_lines(words, next(widths, letters)))


def _lines(words: str, letters: int) -> list[str]:
    return textwrap.wrap(words, letters, break_long_words=False, break_on_hyphens=False)


def ticks(first: date, last: date, most: int) -> tuple[list[int], list[str]]:
    """Return places (ordinals) and names of at most so many ticks on a time axis.

    Examples
    --------
    >>> ticks(date(1989, 1, 1), date(2026, 3, 3), 9)[1]
    ['1990', '1995', '2000', '2005', '2010', '2015', '2020', '2025']
    >>> ticks(date(2007, 3, 1), date(2007, 8, 31), 6)[1][:2]
    ['Mar 2007', 'Apr 2007']
    """
    for step in _MONTHS:
        days = _days(first, last, step)
        if len(days) <= most:
            break
    form = "%Y" if step >= 12 else "%b %Y"
    return [day.toordinal() for day in days], [day.strftime(form) for day in days]


def _days(first: date, last: date, step: int) -> list[date]:
    """Return the first days of every so many months between two days."""
    months = range(first.year * 12 // step * step, last.year * 12 + 12, step)
    days = [date(month // 12, month % 12 + 1, 1) for month in months]
    return [day for day in days if first <= day <= last]
