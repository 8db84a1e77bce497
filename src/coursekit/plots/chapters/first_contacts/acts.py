"""Acts of the Union towards Central Asia by year, with its enlargements above them: figure of chapter 4.

Owns which rows of the register count as an act, the four periods, and the figure ``04-acts``.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import UNION
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

#: First and last year that is drawn.
FIRST, LAST = 1991, 2009
#: Years that are compared: the first decade, the eve of enlargement, enlargement, the years of the strategy.
PERIODS = ((1992, 2001), (2002, 2003), (2004, 2006), (2007, 2009))
#: Entry into force -> signature of the same treaty.
SAME_TREATY = {"E017": "E009", "E018": "E013", "E019": "E010", "E060": "E029"}
#: Members of the Union from that year on: from 12 to 15, then ten states, then two.
MEMBERS = {1991: 12, 1995: 15, 2004: 25, 2007: 27}
#: Kind that the reader can choose -> its name, and categories of the register.
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "all": ("Everything", ()),
    "law": ("Agreements and trade rules", ("agreement", "trade")),
    "means": ("Programmes, energy and money", ("programme", "energy", "funding")),
    "politics": ("Meetings, strategies, envoys", ("institution", "strategy", "ministerial", "dialogue")),
    "security": ("Security and sanctions", ("security",)),
}
_TINTS = ("phase1", "phase2", "phase3", "phase4")


@computed_once
def acts() -> pd.DataFrame:
    """Return the rows of the register in which the Union takes part, with ``year`` and ``context``.

    ``context`` marks rows of that category, such as the enlargement of the Union itself.

    Examples
    --------
    >>> table = acts().set_index("id")
    >>> bool(table.loc["E028", "context"]), int(table.loc["E009", "year"])
    (True, 1995)
    """
    events = load("events")
    chosen = events[events["actors"].str.split(";").map(lambda codes: bool({*codes} & {*UNION}))]
    return chosen.assign(year=chosen["date"].str[:4].astype(int), context=chosen["category"] == "context")


def counted(kind: str = "all", *, treaties_once: bool = False, with_context: bool = False) -> "pd.Series[int]":
    """Return the number of acts in each year drawn.

    Parameters
    ----------
    kind : str
        A key of :data:`KINDS`.
    treaties_once : bool
        Count a treaty at its signature only.
    with_context : bool
        Keep rows that are context and no act towards the region.

    Examples
    --------
    >>> int(counted().loc[1999]), int(counted(treaties_once=True).loc[1999])
    (4, 1)
    """
    table = acts()
    chosen = table["year"].between(FIRST, LAST)
    if KINDS[kind][1]:
        chosen &= table["category"].isin(KINDS[kind][1]) | (table["context"] & with_context)
    if not with_context:
        chosen &= ~table["context"]
    if treaties_once:
        chosen &= ~table["id"].isin([*SAME_TREATY])
    years = range(FIRST, LAST + 1)
    return table.loc[chosen, "year"].value_counts().reindex(years, fill_value=0).sort_index()


def a_year(by_year: "pd.Series[int]") -> dict[tuple[int, int], float]:
    """Return the mean number of acts a year in each of the four periods.

    Examples
    --------
    >>> [round(mean, 1) for mean in a_year(counted()).values()][:3]
    [1.4, 1.0, 3.3]
    """
    return {(first, last): float(by_year.loc[first:last].mean()) for first, last in PERIODS}


@figure("04-acts")
def acts_under_enlargement() -> Figure:
    """Lay acts a year under the steps of enlargement; what counts is the reader's choice."""
    frames: dict[tuple[str, ...], Frame] = {}
    for kind in KINDS:
        for once in ("no", "yes"):
            for context in ("no", "yes"):
                by_year = counted(kind, treaties_once=once == "yes", with_context=context == "yes")
                frames[kind, once, context] = Frame(
                    draw=_drawing(by_year), reading=_reading(by_year), table=_table(by_year)
                )
    controls = [
        Control("kind", "Kind of act", [(kind, name) for kind, (name, _) in KINDS.items()]),
        Control("once", "Count a treaty once", [("no", "no"), ("yes", "yes")], form="tick"),
        Control("context", "Count enlargement itself too", [("no", "no"), ("yes", "yes")], form="tick"),
    ]
    return Figure(
        title="In the register, acts towards Central Asia grow denser in the years of eastern enlargement",
        subtitle="Rows a year in which the Union takes part, 1991–2009, and number of its members above",
        source="The course's register of events, which lacks the yearly meetings under the agreements",
        alt=(
            "Columns by year under a band that shows 12 members to 1994, 15 from 1995, 25 from 2004 and 27 from 2007. "
            "From 1992 to 2001 there are 14 acts, 1.4 a year, with four in 1999; one each in 2002 and 2003; ten from "
            "2004 to 2006, 3.3 a year; and more than twice as many a year from 2007 to 2009."
        ),
        table=_table(counted()),
        draw=_drawing(counted()),
        explore=Frames(controls, frames, height=3.9),
        height=3.7,
        narrow_height=4.0,
    )


def _reading(by_year: "pd.Series[int]") -> str:
    means = [f"{first}–{last} {mean:.1f}" for (first, last), mean in a_year(by_year).items()]
    return "Acts a year: " + ", ".join(means) + "."


def _table(by_year: "pd.Series[int]") -> pd.DataFrame:
    members = pd.Series(MEMBERS).reindex(by_year.index).ffill().astype(int)
    return pd.DataFrame({"Year": by_year.index, "Acts": by_year.to_numpy(), "Members": members.to_numpy()})


def _drawing(by_year: "pd.Series[int]") -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        top = max(10, int(by_year.max()) + 1)
        for tint, ((first, last), mean) in zip(_TINTS, a_year(by_year).items(), strict=True):
            years = list(range(first, last + 1))
            ax.bar(years, by_year.loc[first:last], width=0.72, color=colour(tint), alpha=0.85, zorder=2)
            ax.plot([first - 0.45, last + 0.45], [mean, mean], color=colour("ink"), lw=1.6, zorder=3)
            _write(ax, (first + last) / 2, max(mean, by_year.loc[first:last].max()) + 0.25, f"{mean:.1f}")
        ax.bar([FIRST], by_year.loc[FIRST], width=0.72, color=colour("kept"), alpha=0.85, zorder=2)
        _draw_members(ax, top)
        ax.set_xlim(FIRST - 0.7, LAST + 0.7)
        ax.set_ylim(0, top * 1.24)
        ax.set_yticks(range(0, top, 3))
        ax.set_xticks([1992, 1995, 2001, 2004, 2009] if is_narrow(ax) else [1991, 1995, 1999, 2001, 2004, 2007, 2009])
        ax.set_ylabel("Acts")
        return ax

    return draw


def _write(ax: Axes, x: float, y: float, words: str, **how: Any) -> None:
    ax.text(x, y, words, ha="center", va="bottom", fontsize=9.5, color=colour("ink"), **how)


def _draw_members(ax: Axes, top: int) -> None:
    """Draw the band of members above the columns, and a line down at each enlargement."""
    starts = [*MEMBERS, LAST + 1]
    for first, following in pairwise(starts):
        left, right = first - 0.5, following - 0.5
        ax.fill_between([left, right], top * 1.09, top * 1.21, color=colour("EU"), alpha=MEMBERS[first] / 60, lw=0)
        words = f"{MEMBERS[first]} members" if first == FIRST else f"{MEMBERS[first]}"
        size = 8.5 if is_narrow(ax) else 9.5
        ax.text((left + right) / 2, top * 1.15, words, ha="center", va="center", fontsize=size, color=colour("ink"))
        if first != FIRST:
            ax.plot([left, left], [0, top * 1.21], color=colour("EU"), lw=0.9, ls=(0, (3, 2)), zorder=1)
