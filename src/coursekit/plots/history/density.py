"""Density as a figure: events per year, by period, in one row per kind or actor.

Owns the drawing of what :func:`coursekit.history.density` counts. The area of a bar is
the number of events: its height is the rate, its width the period.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.errors import MethodError
from coursekit.history.dates import dated
from coursekit.history.density import density, extent
from coursekit.plots.figure import FRAME
from coursekit.plots.history.lanes import names_of, phases_of
from coursekit.plots.history.layout import ticks
from coursekit.plots.rows import bare, is_narrow
from coursekit.plots.style import colour, course_style, palette

#: Rows drawn at most; the table holds the others too.
_MOST = 14
#: Of a row: what its bars take, the rest is for its name.
_BARS = 0.52
#: Inches of a row.
_ROW = 0.48
#: A period of which the register covers less than this is drawn hollow.
_WHOLE = 0.98
#: Length in years of a period that is whole; a phase is as long as it is.
_DUE = {"year": 1, "decade": 10, "phase": 0}


def density_figure(
    by: str = "category",
    period: str = "phase",
    *,
    events: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> tuple[Axes, pd.DataFrame]:
    """Draw how many events a year the register has, by period, one row per group.

    Made for :func:`coursekit.explore`, which takes a list of ``by`` and of ``period``.

    Parameters
    ----------
    by : str
        As in :func:`coursekit.history.density`.
    period : {"phase", "year", "decade"}
        Months would be too thin to be seen.
    events : pandas.DataFrame, optional
        The course's events by default.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a figure of its own.

    Returns
    -------
    ax : matplotlib.axes.Axes
        The fourteen groups with most events, the fullest above, with their sum. All rows
        have one scale; the number on the highest bar of a row is events per year. A period
        that the register covers in part is hollow, and cut off where its rate would leave
        the row. The last period is taken to end with the last event, so its rate is the
        highest that it can be; ``density`` without ``until`` leaves it out.
    table : pandas.DataFrame
        Columns ``Period``, ``Group``, ``Events``, ``Per year``; all groups, without zeros.

    Raises
    ------
    MethodError
        If there is no such period, or as :func:`coursekit.history.density`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax, table = density_figure("recorded", "phase", ax=Figure().subplots())
    >>> table.columns.tolist()
    ['Period', 'Group', 'Events', 'Per year']
    """
    if period not in _DUE:
        msg = f"A figure cannot show density by {period!r}: expected one of {', '.join(_DUE)}."
        raise MethodError(msg)
    shown = load("events") if events is None else events
    # Where the register ends is not known: the figure takes the day of its last event.
    until = f"{dated(shown)['latest'].max():%Y-%m-%d}"
    counted = density(shown, by=by, period=period, until=until).dropna(subset="years")
    spans = extent(shown, period, until=until).dropna(subset="years")
    spans = spans.assign(whole=spans["years"] >= _DUE[period] * _WHOLE)
    tones = list(phases_of(shown)["colour"]) if period == "phase" else ["accent"] * len(spans)
    totals = counted.groupby("group")["events"].sum().sort_values(ascending=False, kind="stable")
    names = names_of(totals.index.to_series(), by)
    rows = [_row(str(group), counted, spans.assign(tone=tones)) for group in totals.index[:_MOST]]
    bars = [bar for row in rows for bar in row if bar.rate > 0]
    top = max((bar.rate for bar in bars if bar.whole), default=max(bar.rate for bar in bars))
    with course_style():
        drawn = ax if ax is not None else _own_axes(len(rows))
        for base, row, group in zip(reversed(range(len(rows))), rows, totals.index[:_MOST], strict=True):
            _draw_row(drawn, row, base, top)
            _name_row(drawn, f"{names[group]}, {totals[group]}", base)
        _finish(drawn, spans, len(rows))
    return drawn, _table(counted, names)


def _own_axes(rows: int) -> Axes:
    # Late: only a figure of its own is one that a notebook shows by itself.
    import matplotlib.pyplot as plt

    return plt.figure(figsize=(FRAME, rows * _ROW + 0.5), layout="constrained").subplots()


@dataclass(frozen=True)
class Bar:
    """One period of one group: first and last day as ordinals, events per year, colour."""

    start: int
    end: int
    rate: float
    tone: str
    whole: bool


def _row(group: str, counted: pd.DataFrame, spans: pd.DataFrame) -> list[Bar]:
    """Return the bars of a group in order of time; an actor keeps its own colour."""
    rates = counted[counted["group"] == group].set_index("period")["rate"].reindex(spans.index)
    columns = zip(spans["start"], spans["end"], rates, spans["tone"], spans["whole"], strict=True)
    return [
        Bar(start.toordinal(), end.toordinal(), float(rate), group if group in palette() else str(tone), bool(whole))
        for start, end, rate, tone, whole in columns
    ]


def _draw_row(ax: Axes, row: list[Bar], base: float, top: float) -> None:
    """Draw the bars of a row; what the register covers in part is hollow."""
    for bar in row:
        height = min(bar.rate / top * _BARS, _BARS)
        if height > 0:
            look: dict[str, Any] = {"fill": True, "alpha": 0.85, "lw": 0} if bar.whole else {"lw": 0.9}
            ax.stairs([base + height], [bar.start, bar.end], baseline=base, color=colour(bar.tone), zorder=2, **look)
    ax.axhline(base, color=colour("muted"), lw=0.6, alpha=0.6, zorder=3)
    best = max((bar for bar in row if bar.whole and bar.rate > 0), key=lambda bar: bar.rate, default=None)
    if best is not None:
        place = (best.start + best.end) / 2, base + best.rate / top * _BARS + 0.03
        words = f"{best.rate:.1f}".removesuffix(".0")
        ax.text(*place, words, ha="center", va="bottom", fontsize=8.5, color=colour("muted"))


def _name_row(ax: Axes, words: str, base: float) -> None:
    place = (0, base + 0.95)
    ax.annotate(words, place, xycoords=("axes fraction", "data"), fontsize=9.5, va="top", color=colour("ink"))


def _finish(ax: Axes, spans: pd.DataFrame, rows: int) -> None:
    first, last = spans["start"].iloc[0], spans["end"].iloc[-1]
    ax.set_xlim(first.toordinal(), last.toordinal())
    ax.set_ylim(-0.02, rows + 0.05)
    bare(ax)
    ax.grid(visible=False)
    places, years = ticks(first.date(), last.date(), 5 if is_narrow(ax) else 9)
    ax.set_xticks(places, years)
    ax.tick_params(axis="x", labelsize=9.5, colors=colour("muted"), length=3)


def _table(counted: pd.DataFrame, names: "pd.Series[str]") -> pd.DataFrame:
    filled = counted[counted["events"] > 0]
    return pd.DataFrame(
        {
            "Period": filled["period"],
            "Group": filled["group"].map(names),
            "Events": filled["events"],
            "Per year": filled["rate"].round(2),
        }
    ).reset_index(drop=True)
