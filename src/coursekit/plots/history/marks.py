"""What a timeline figure is drawn with: lanes, phases, marks, labels, key.

Owns the drawing of one lane and of the phases behind all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from coursekit.plots.figure import WIDE
from coursekit.plots.history.lanes import ends_of
from coursekit.plots.history.layout import Placed
from coursekit.plots.style import colour

#: Size of the labels in points.
WORDS = 9.0
#: Lines of text that marks take.
MARKS = 0.9
#: Points: the size of a mark; a time that would be drawn shorter gets a hollow mark.
SIZE = 5.5
_SEEN = 5.0


@dataclass(frozen=True)
class Lane:
    """One row of the figure: name, events, labels, and the line on which its marks stand."""

    name: str
    top: float
    mark: float
    bottom: float
    events: pd.DataFrame
    labels: Sequence[Placed]


class Scale:
    """Axes, and days to points on them and back; the limits of time are set when it is made."""

    def __init__(self, ax: Axes, table: pd.DataFrame) -> None:
        self.ax = ax
        first, last = table["earliest"].min().toordinal(), table["latest"].max().toordinal()
        # What ends later runs out of the figure: it is about beginnings.
        room = max(last - first, 30) * 0.012
        self.first, self.last = first - room, last + room
        ax.set_xlim(self.first, self.last)
        canvas = ax.get_figure(root=True)
        self.width = 72 * ax.get_position().width * (canvas.get_figwidth() if canvas is not None else WIDE)

    def points(self, day: pd.Timestamp) -> float:
        """Return where a day stands."""
        return float(self.width * (day.toordinal() - self.first) / (self.last - self.first))

    def day(self, points: float) -> float:
        """Return the day that stands there, as an ordinal number."""
        return float(self.first + points / self.width * (self.last - self.first))


def draw_bands(phases: pd.DataFrame, bands: Sequence[Placed], scale: Scale, bottom: float) -> None:
    """Tint the phases, with a bar above each and a line from the bar up to its name."""
    for start, end, tone in zip(phases["start"], phases["end"], phases["colour"], strict=True):
        days, shade = [start.toordinal(), end.toordinal()], colour(tone)
        scale.ax.fill_between(days, bottom, 0, color=shade, alpha=0.1, lw=0, zorder=0)
        scale.ax.plot(days, [0, 0], color=shade, lw=3, solid_capstyle="butt", zorder=1)
    for band in bands:
        _lead(band, scale, 0, 0, colour(band.label.key))
    _write(bands, scale, 0)


def _lead(one: Placed, scale: Scale, start: float, base: float, tone: str) -> None:
    """Lead a line from a mark up along the words, or to their foot if they stand over it."""
    x, end = scale.day(one.label.x), base - (one.level if one.moved else one.top - 0.25)
    scale.ax.plot([x, x], [start, end], color=tone, lw=0.8, zorder=2, solid_capstyle="butt")


def _write(labels: Sequence[Placed], scale: Scale, base: float) -> None:
    """Write the words; where a line leads through some, all have a ground of paper."""
    ground = {"facecolor": colour("paper"), "alpha": 0.8, "edgecolor": "none", "pad": 0.5}
    covering = any(one.crosses for one in labels)
    for one in labels:
        x, side = (one.left, "left") if one.begins else (one.right, "right")
        scale.ax.text(
            scale.day(x),
            base - one.level - 0.12,
            one.label.words,
            fontsize=WORDS,
            color=colour("ink"),
            ha=side,
            va="bottom",
            multialignment=side,
            linespacing=1.2,
            bbox=ground if covering else None,
            zorder=6,
        )


def draw_lane(row: Lane, scale: Scale) -> None:
    """Draw the marks and labels of a lane."""
    scale.ax.axhline(row.mark, color=colour("muted"), lw=0.5, alpha=0.4, zorder=1)
    for tone, events in row.events.groupby("colour", sort=False):
        _draw_ends(scale.ax, row.mark, events, colour(str(tone)))
        _draw_marks(row.mark, events, scale, colour(str(tone)))
    base = row.mark - MARKS / 2
    for one in row.labels:
        _lead(one, scale, row.mark, base, colour("muted"))
    _write(row.labels, scale, base)


def _draw_ends(ax: Axes, y: float, events: pd.DataFrame, tone: str) -> None:
    """Lead a line to the end of what has one, dotted over the days on which it may have ended."""
    ends = ends_of(events)
    begins = events.loc[ends.index, "earliest"]
    for begin, sure, last in zip(begins, ends["earliest"], ends["latest"], strict=True):
        days = [day.toordinal() for day in (begin, sure, last)]
        ax.plot(days[:2], [y, y], color=tone, lw=2.2, alpha=0.45, solid_capstyle="butt", zorder=2)
        ax.plot(days[1:], [y, y], color=tone, lw=1.6, alpha=0.7, linestyle=(0, (1, 1.2)), zorder=2)


def _draw_marks(y: float, events: pd.DataFrame, scale: Scale, tone: str) -> None:
    """Draw bars for what is long enough to be seen, and dots for the rest."""
    lengths = [scale.points(last) - scale.points(first) for first, last in _spans(events)]
    bars = [exact != "day" and length >= _SEEN for exact, length in zip(events["precision"], lengths, strict=True)]
    for first, last in _spans(events[bars]):
        box = Rectangle((first.toordinal(), y - 0.2), (last - first).days + 1, 0.4)
        box.set(facecolor=colour("paper"), edgecolor=tone, linewidth=1.2, zorder=3)
        scale.ax.add_patch(box)
    for exact, alike in events[[not bar for bar in bars]].groupby("precision"):
        places = [first.toordinal() + (last - first).days / 2 for first, last in _spans(alike)]
        scale.ax.plot(places, [y] * len(places), **_mark(str(exact), tone))


def _spans(events: pd.DataFrame) -> Iterator[tuple[pd.Timestamp, pd.Timestamp]]:
    return zip(events["earliest"], events["latest"], strict=True)


def _mark(exact: str, tone: str) -> dict[str, Any]:
    """Return the look of a mark: filled for a day, hollow for what is known less exactly."""
    common = {"linestyle": "", "marker": "s" if exact == "year" else "o", "markersize": SIZE, "zorder": 4}
    if exact == "day":
        return {**common, "markerfacecolor": tone, "markeredgecolor": colour("paper"), "markeredgewidth": 0.5}
    return {**common, "markerfacecolor": colour("paper"), "markeredgecolor": tone, "markeredgewidth": 1.2}


def key_of(table: pd.DataFrame) -> list[Artist]:
    """Return what the marks mean, as far as they are there."""
    muted = colour("muted")
    words = {"day": "day known", "month": "month known", "year": "year known"}
    there = [exact for exact in words if exact in set(table["precision"])]
    key: list[Artist] = [Line2D([], [], **_mark(exact, muted), label=words[exact]) for exact in there]
    if "year" in there:
        key[-1] = Patch(facecolor=colour("paper"), edgecolor=muted, linewidth=1.2, label=words["year"])
    if len(ends_of(table)):
        key.append(Line2D([], [], color=muted, lw=2.2, alpha=0.6, label="until it ended"))
    return key
