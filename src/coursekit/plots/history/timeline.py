"""A timeline as a figure for print: lanes, phases, labels, and dates as exact as they are.

Owns the drawing of events in time. A day is a filled dot, a month a hollow one, and a
year a hollow bar as long as the year: what is not known is not drawn as if it were.
Draws marks, labels and axes only; title and source are set where the figure is shown.
"""

import re
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import offset_copy

from coursekit.plots.figure import WIDE
from coursekit.plots.history.lanes import laned, named, phases_of
from coursekit.plots.history.layout import Label, Placed, placed, ticks, width_of, wrapped
from coursekit.plots.history.marks import MARKS, SIZE, WORDS, Lane, Scale, draw_bands, draw_lane, key_of
from coursekit.plots.rows import bare, is_narrow
from coursekit.plots.style import colour, course_style

_NAME = 9.5
#: Inches of one line of text; heights are counted in lines, downwards from the first lane.
_LINE = 0.185
#: Lines between two lanes.
_BETWEEN = 0.4
#: Inches: below the axis for years and key, and at the other sides.
_BELOW, _BELOW_NARROW, _MARGIN, _RIGHT = 0.58, 0.76, 0.06, 0.1
#: Letters in a line of a label or a name.
_WRAP, _WRAP_NARROW, _WRAP_NAME = 46, 32, 22
_WRAP_PHASE = 20


def timeline_figure(  # noqa: PLR0913  what is shown, and how
    events: pd.DataFrame,
    *,
    ax: Axes | None = None,
    lanes: str = "category",
    only: Sequence[str] | None = None,
    labels: Sequence[str] | Mapping[str, str] = (),
    width: float = WIDE,
) -> Axes:
    """Draw events in time, in lanes, with the phases behind them.

    Parameters
    ----------
    events : pandas.DataFrame
        Events with ``date`` and the column of the lanes; ``end_date``, ``phase``, ``id`` and
        ``title`` are used where they are there. Timelines (``date``, ``label``, ``series``)
        are drawn with ``lanes="series"``, one above the other.
    ax : matplotlib.axes.Axes, optional
        Where to draw. By default on a figure of its own, as high as the lanes need.
    lanes : str
        ``"category"``, ``"actor"`` (an event stands in the lane of each of its actors),
        ``"phase"``, or another column.
    only : sequence of str, optional
        The lanes to draw, in this order; by default all, in the order of their first event.
    labels : sequence of str, or mapping of str to str
        Ids or titles of the events to be named, or words for each of them.
    width : float
        Width of a figure of its own in inches: 7.2 for a page, 3.7 for a phone.

    Returns
    -------
    matplotlib.axes.Axes
        ``ax.figure.savefig("timeline.pdf")`` writes it as a vector drawing for print.

    Raises
    ------
    MethodError
        If a column is missing, a date is none, or a lane or label is not among the events.

    Notes
    -----
    Filled dot: the day is known; hollow dot: the month; hollow bar: the year. A line leads
    to the end of what has one, dotted where the end is not known to the day. The figure
    shows what the register holds, see :func:`coursekit.history.density`.

    Examples
    --------
    >>> import coursekit
    >>> from matplotlib.figure import Figure
    >>> ax = Figure(figsize=(7.2, 2)).subplots()
    >>> lanes = ["strategy", "summit"]
    >>> ax = timeline_figure(coursekit.load("events"), ax=ax, only=lanes, labels={"E044": "first strategy"})
    >>> "first strategy" in [text.get_text() for text in ax.texts]
    True
    """
    table = laned(events, lanes, only)
    table = table.assign(words=named(table, labels))
    phases = phases_of(events)
    with course_style():
        drawn = ax if ax is not None else _own_axes(width, table)
        scale, narrow = Scale(drawn, table), is_narrow(drawn)
        rows = _rows(table, scale, narrow=narrow)
        bands = _bands(phases, scale, narrow=narrow)
        bottom = rows[-1].bottom
        top = -max((band.top for band in bands), default=0) - 0.2
        if ax is None:
            _fit(drawn, bottom - top, narrow=narrow)
        drawn.set_ylim(bottom, top)
        draw_bands(phases, bands, scale, bottom)
        for row in rows:
            draw_lane(row, scale)
        _finish(table, rows, scale, narrow=narrow)
    return drawn


def _own_axes(width: float, table: pd.DataFrame) -> Axes:
    """Return axes on a figure of their own, with room at the left for the names of the lanes."""
    # Late: only a figure of its own is one that a notebook shows by itself.
    import matplotlib.pyplot as plt

    canvas = plt.figure(figsize=(width, 3))
    ax = canvas.subplots()
    names = [width_of(wrapped(name, _WRAP_NAME), _NAME) / 72 + 0.1 for name in table["name"].unique()]
    gutter = _MARGIN if is_narrow(ax) else max(names)
    canvas.subplots_adjust(left=gutter / width, right=1 - _RIGHT / width)
    return ax


def _rows(table: pd.DataFrame, scale: Scale, *, narrow: bool) -> list[Lane]:
    """Return the lanes from top to bottom, each as high as its name and labels need."""
    rows: list[Lane] = []
    top = _BETWEEN / 2
    for name, events in table.groupby("name", sort=False):
        labels = placed(_labels(events, scale, narrow=narrow), scale.width, WORDS)
        # Beside the marks, a name of several lines reaches above and below them.
        half = MARKS / 2 if narrow else max(MARKS, wrapped(str(name), _WRAP_NAME).count("\n") + 1) / 2
        above = _with_name(str(name), labels) if narrow else _levels(labels)
        mark = top + max(above + MARKS / 2, half)
        bottom = mark + half + _BETWEEN
        rows.append(Lane(str(name), top, mark, bottom, events, labels))
        top = bottom
    return rows


def _levels(labels: Sequence[Placed]) -> int:
    return max((one.top for one in labels), default=0)


def _with_name(name: str, labels: Sequence[Placed]) -> int:
    """Return the lines above the marks where the name of the lane stands there too, at the left."""
    levels = _levels(labels)
    beside = [one.left for one in labels if one.top == levels]
    fits = beside and min(beside) > width_of(name, _NAME) + _NAME
    return levels if fits else levels + 1


def _labels(events: pd.DataFrame, scale: Scale, *, narrow: bool) -> list[Label]:
    letters = _WRAP_NARROW if narrow else _WRAP
    chosen = events[events["words"] != ""]
    middles = chosen["earliest"] + (chosen["latest"] - chosen["earliest"]) / 2
    pairs = zip(middles, chosen["words"], strict=True)
    return [Label(scale.points(day), wrapped(words, letters)) for day, words in pairs]


def _bands(phases: pd.DataFrame, scale: Scale, *, narrow: bool) -> list[Placed]:
    """Return the names of the phases, each over the middle of its time, without the years in them."""
    letters = _WRAP_PHASE if narrow else _WRAP
    names = [wrapped(re.sub(r"^\d{4}(-\d{4})? ", "", name), letters) for name in phases["period"]]
    middles = phases["start"] + (phases["end"] - phases["start"]) / 2
    labels = [
        Label(min(max(0.0, scale.points(day)), scale.width), name, tone)
        for day, name, tone in zip(middles, names, phases["colour"], strict=True)
    ]
    return placed(labels, scale.width, WORDS)


def _fit(ax: Axes, lines: float, *, narrow: bool) -> None:
    """Make a figure of its own as high as its lines."""
    canvas = ax.get_figure(root=True)
    below = _BELOW_NARROW if narrow else _BELOW
    height = lines * _LINE + below + _MARGIN
    if canvas is not None:
        canvas.set_figheight(height)
        canvas.subplots_adjust(bottom=below / height, top=1 - _MARGIN / height)


def _finish(table: pd.DataFrame, rows: Sequence[Lane], scale: Scale, *, narrow: bool) -> None:
    """Set the axes, the names of the lanes and the key."""
    ax = bare(scale.ax)
    ax.grid(visible=False)
    _name_years(scale, narrow=narrow)
    if narrow:
        for row in rows:
            ax.text(scale.day(0), row.top + 0.85, row.name, fontsize=_NAME, color=colour("muted"), va="bottom")
    else:
        names = [wrapped(row.name, _WRAP_NAME) for row in rows]
        ax.set_yticks([row.mark for row in rows], names, fontsize=_NAME, color=colour("ink"))
    ax.legend(
        handles=key_of(table),
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=offset_copy(ax.transAxes, ax.get_figure(root=True), y=-21, units="points"),
        borderaxespad=0,
        ncols=2 if narrow else 4,
        fontsize=WORDS,
        handletextpad=0.4,
        columnspacing=1.4,
        borderpad=0,
        labelcolor=colour("muted"),
    )


def _name_years(scale: Scale, *, narrow: bool) -> None:
    """Write years or months below the axis, but none that would run out of the figure."""
    first, last = (pd.Timestamp.fromordinal(round(day)).date() for day in (scale.first, scale.last))
    places, names = ticks(first, last, 5 if narrow else 8)
    halves = [width_of(name, _NAME) / 2 for name in names]
    points = [scale.points(pd.Timestamp.fromordinal(place)) for place in places]
    kept = [
        (place, name)
        for place, name, point, half in zip(places, names, points, halves, strict=True)
        if half - SIZE <= point + (0 if narrow else scale.width) and point + half <= scale.width + SIZE
    ]
    scale.ax.set_xticks([place for place, _ in kept], [name for _, name in kept])
    scale.ax.tick_params(axis="x", labelsize=_NAME, colors=colour("muted"), length=3)
