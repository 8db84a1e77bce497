"""What the EU institutions paid, by state and year: the series that several figures of chapter 11 share.

Owns the table of payments and its form per head and per thousand of the economy; and the figure ``11-after``.
"""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import MARKERS, PAGE_DASHES, colour

#: Years that the figure draws, and the first year without a bilateral programme for Kazakhstan.
FIRST, LAST, LEFT = 2005, 2019, 2014
MEASURES = {
    "total": ("USD million", "USD million"),
    "head": ("Dollars per head", "USD per head"),
    "economy": ("Dollars per 1,000 dollars of GDP", "USD per 1,000 of GDP"),
}
SOURCE = "World Bank, from OECD DAC: net aid of EU institutions, without that of member states"
SOURCE_URL = "https://data.worldbank.org/indicator/DC.DAC.CECL.CD"


@computed_once
def paid() -> pd.DataFrame:
    """Return net payments of the EU institutions, a row a year, a column a state, USD million.

    Examples
    --------
    >>> paid().loc[2014:2017, "KAZ"].mean().round(1).item()
    12.2
    """
    rows = load("assistance").query("indicator == 'oda_bilateral_net' and partner == 'EU'")
    rows = rows.assign(year=rows["period"].astype(int))
    return rows.pivot_table(index="year", columns="entity", values="value")[list(FIVE)]


@computed_once
def measured(measure: str) -> pd.DataFrame:
    """Return the payments in one of three measures.

    Parameters
    ----------
    measure : {"total", "head", "economy"}
        In millions, per head, or per thousand dollars of gross domestic product.

    Examples
    --------
    >>> measured("head").loc[2019, ["KAZ", "KGZ"]].round(1).tolist()
    [0.1, 5.6]
    """
    if measure == "total":
        return paid()
    base = _by_year("population") / 1e6 if measure == "head" else _by_year("gdp_current_usd") / 1000
    return paid() / base.loc[paid().index]


def _by_year(indicator: str) -> pd.DataFrame:
    rows = load("economy")
    rows = rows[(rows["indicator"] == indicator) & rows["entity"].isin(FIVE)]
    rows = rows.assign(year=rows["period"].astype(int))
    return rows.pivot_table(index="year", columns="entity", values="value")[list(FIVE)]


def a_year(state: str, first: int, last: int) -> float:
    """Return the mean payment a year to a state, USD million.

    Examples
    --------
    >>> [round(a_year("TKM", *years), 1) for years in ((2010, 2013), (2014, 2017))]
    [4.5, 5.2]
    """
    return float(paid().loc[first:last, state].mean())


@figure("11-after")
def after_the_decision() -> Figure:
    """Follow payments to the state that left and to the others, in three measures."""
    return Figure(
        title="Payments to Kazakhstan went on for four years after its bilateral programme had ended",
        subtitle="Net payments of the EU institutions, USD million; no new programme for Kazakhstan from 2014 on",
        source=SOURCE,
        source_url=SOURCE_URL,
        alt=(
            "Lines from 2005 to 2019. Kazakhstan lies between 7 and 20 million dollars to 2013, stays at 10 to 14 from "
            "2014 to 2017 and falls to 4.3 and 2.6 in 2018 and 2019. Turkmenistan stays between 1 and 8 throughout. "
            "Kyrgyzstan and Tajikistan lie far above, Uzbekistan rises from 2017."
        ),
        table=_table(),
        draw=_drawing(),
        explore=Explorer(
            "line",
            "Year",
            "Paid",
            "",
            [Control("measure", "Measure", [(key, name) for key, (name, _) in MEASURES.items()])],
            {(measure,): _lines(measure) for measure in MEASURES},
            axis_by=("measure",),
        ),
        height=3.3,
        narrow_height=3.6,
    )


def _table() -> pd.DataFrame:
    years = paid().loc[FIRST:LAST]
    columns = {name_of(state): years[state].round(1).to_numpy() for state in FIVE}
    return pd.DataFrame({"Year": years.index, **columns})


def _lines(measure: str) -> list[Series]:
    table = measured(measure).loc[FIRST:LAST]
    return [
        Series(
            state,
            name_of(state),
            [(year, round(value, 2)) for year, value in zip(table.index.tolist(), table[state].tolist(), strict=True)],
            state,
            PAGE_DASHES[state],
        )
        for state in FIVE
    ]


def _drawing() -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        years = paid().loc[FIRST:LAST]
        for state in FIVE:
            shown = state in ("KAZ", "TKM")
            look = colour(state) if shown else colour("kept")
            ax.plot(years.index, years[state], color=look, lw=2.4 if shown else 1, zorder=3 if shown else 2)
            last = float(years[state].iloc[-1])
            ax.plot(LAST, last, marker=MARKERS[state], ms=6, color=look, zorder=4)
            ax.annotate(
                name_of(state),
                (LAST, last),
                xytext=(8, {"KAZ": -5, "TKM": 6}.get(state, 0)),
                textcoords="offset points",
                va="center",
                fontsize=9.5,
                color=colour("ink"),
            )
        ax.axvline(LEFT - 0.5, color=colour("accent"), lw=1, ls=(0, (3, 2)), zorder=1)
        words = "no new programme\nfor Kazakhstan" if is_narrow(ax) else "no new bilateral programme for Kazakhstan"
        ax.text(LEFT - 0.7, 59, words, ha="right", va="top", fontsize=9, color=colour("ink"))
        ax.set_xlim(FIRST - 0.3, LAST + (5.4 if is_narrow(ax) else 3.2))
        ax.set_ylim(0, 61)
        ax.set_xticks([2005, 2010, 2014, 2019])
        ax.set_yticks([0, 20, 40, 60])
        ax.set_ylabel("USD million")
        return ax

    return draw
