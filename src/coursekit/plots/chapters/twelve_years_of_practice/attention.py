"""Acts of the Union towards Central Asia in the twelve years: figure of chapter 7.

Owns the three periods of the chapter, which acts are regional, and the figure ``07-attention``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, UNION
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

#: First and last year of the strategy's practice.
FIRST, LAST = 2007, 2018
#: Periods of the chapter, with the phase whose tint they take.
PERIODS = {(2007, 2009): "phase3", (2010, 2014): "phase2", (2015, 2018): "phase4"}
#: An act is regional if at least so many of the five take part.
REGIONAL = 4
KINDS = {"all": "All acts", "regional": "Acts with four or five of the states", "others": "Acts with fewer states"}


@computed_once
def acts() -> pd.DataFrame:
    """Return the acts of the Union from 2007 to 2018, with ``year`` and ``regional``.

    Rows of the register that are context are no acts.

    Examples
    --------
    >>> bool(acts().set_index("id").loc["E092", "regional"])
    True
    """
    events = load("events")
    codes = events["actors"].str.split(";").map(set)
    year = events["date"].str[:4].astype(int)
    chosen = codes.map(lambda found: bool(found & {*UNION})) & (events["category"] != "context")
    regional = codes.map(lambda found: len(found & {*FIVE}) >= REGIONAL)
    return events.assign(year=year, regional=regional)[chosen & year.between(FIRST, LAST)]


def by_year(kind: str = "all") -> "pd.Series[int]":
    """Return the number of acts in each year.

    Parameters
    ----------
    kind : {"all", "regional", "others"}
        Which acts.

    Examples
    --------
    >>> int(by_year().loc[2013]), int(by_year("regional").loc[2010])
    (2, 0)
    """
    table = acts()
    chosen = table if kind == "all" else table[table["regional"] == (kind == "regional")]
    counted = chosen["year"].value_counts().to_dict()
    return pd.Series({year: counted.get(year, 0) for year in range(FIRST, LAST + 1)})


def a_year(kind: str = "all") -> dict[tuple[int, int], float]:
    """Return the mean number of acts a year in each of the three periods.

    Examples
    --------
    >>> [round(mean, 1) for mean in a_year().values()]
    [7.3, 3.2, 7.8]
    """
    counted = by_year(kind)
    return {(first, last): float(counted.loc[first:last].mean()) for first, last in PERIODS}


@figure("07-attention")
def waves() -> Figure:
    """Show acts by year, and the mean of each period; which acts count is the reader's choice."""
    counted = by_year()
    early, low, late = a_year().values()
    return Figure(
        title=f"Acts came in waves: {early:.1f} a year at first, {low:.1f} in the middle, {late:.1f} at the end",
        subtitle="Rows of the register in which a body of the Union takes part, by year, 2007–2018",
        source="The course's register of events, which the course's own team collected and which lacks meetings",
        alt=(
            "Columns by year. 2007 to 2009: eight, eight and six acts. 2010 to 2014: between two and five a year. "
            "2015 to 2018: ten, five, six and ten. Three lines show the means of the periods."
        ),
        table=pd.DataFrame({"Year": counted.index, **{name: by_year(kind).to_numpy() for kind, name in KINDS.items()}}),
        draw=_draw,
        explore=_explorer(),
        height=3.4,
    )


def _draw(ax: Axes) -> Axes:
    counted = by_year()
    for (first, last), tint in PERIODS.items():
        mean = counted.loc[first:last].mean()
        ax.bar(range(first, last + 1), counted.loc[first:last], width=0.72, color=colour(tint), alpha=0.85, zorder=2)
        ax.plot([first - 0.45, last + 0.45], [mean, mean], color=colour("ink"), lw=1.6, zorder=3)
        ax.text(
            (first + last) / 2,
            max(mean, counted.loc[first:last].max()) + 0.3,
            f"{mean:.1f} a year",
            ha="center",
            fontsize=9.5,
            color=colour("ink"),
        )
    ax.set_ylim(0, 12)
    ax.set_yticks([0, 3, 6, 9])
    ax.set_xticks([2007, 2010, 2015, 2018] if is_narrow(ax) else [2007, 2009, 2010, 2012, 2014, 2015, 2018])
    ax.set_ylabel("Acts")
    return ax


def _explorer() -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {
        (kind,): [Series("acts", "Acts", [(str(year), int(count)) for year, count in by_year(kind).items()], "accent")]
        for kind in KINDS
    }
    return Explorer(
        mark="bar",
        x_label="Year",
        y_label="Acts",
        unit="",
        controls=[Control("kind", "Count", list(KINDS.items()))],
        states=states,
    )
