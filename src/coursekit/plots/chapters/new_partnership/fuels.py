"""Fuels in the exports of the five states: what chapter 6 sets beside the word resource base.

Owns the figure ``06-fuels``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import source
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import DASHES, PAGE_DASHES, colour

_INDICATOR = "fuel_share_of_exports"
#: Where the drawn labels stand: year and height.
_LABELS = {"KAZ": (2012.2, 81), "KGZ": (2001.2, 19), "TJK": (2012.6, 17), "TKM": (2000.5, 81), "UZB": (2018.2, 28)}


@figure("06-fuels")
def fuels() -> Figure:
    """Show the share of fuels in each state's goods exports, before and after the two strategies."""
    shares = _shares()
    origin = source(_first_source())
    table = shares.rename(columns={state: name_of(state) for state in FIVE}).round(1)

    def draw(ax: Axes) -> Axes:
        for state in FIVE:
            ax.plot(shares.index, shares[state], color=colour(state), linestyle=DASHES[state])
            # Single years would leave no line at all.
            ax.plot(shares.index, shares[state], color=colour(state), linestyle="", marker="o", markersize=3)
            ax.text(*_LABELS[state], name_of(state), color=colour("ink"), fontsize=9.5)
        return _frame(ax)

    return Figure(
        title="Fuels are half or more of Kazakhstan's exports since 2000; in three states a quarter at most",
        subtitle="Fuels in goods exports, per cent, 1995–2025; for Turkmenistan no value after 2000",
        source=f"{origin.publisher}: {origin.title}",
        source_url=origin.url,
        alt=(
            "Lines from 1995 to 2025. Kazakhstan rises from 25 to about 70 per cent by 2005, then 57 to 76. "
            "Kyrgyzstan stays below 17, Tajikistan below 14. Uzbekistan, known from 2017, rises from 16 to 25 "
            "and is below 8 from 2020 on. "
            "Turkmenistan has four values between 59 and 81 before 2001 and none after."
        ),
        table=table.reset_index(names="Year"),
        draw=draw,
        explore=_explorer(shares),
        height=3.7,
    )


def _shares() -> pd.DataFrame:
    """Return one column per state, one row per year; a year without a value is missing."""
    energy = load("energy")
    found = energy[(energy["indicator"] == _INDICATOR) & energy["entity"].isin(FIVE)]
    wide = found.assign(year=found["period"].astype(int)).pivot_table(index="year", columns="entity", values="value")
    return wide.reindex(columns=list(FIVE))


def _first_source() -> str:
    energy = load("energy")
    return str(energy.loc[energy["indicator"] == _INDICATOR, "source"].iloc[0])


def _explorer(shares: pd.DataFrame) -> Explorer:
    years = [int(year) for year in shares.index]
    series = {
        state: Series(
            key=state,
            label=name_of(state),
            points=[(year, None if pd.isna(y) else round(y, 1)) for year, y in zip(years, shares[state], strict=True)],
            colour=state,
            dash=PAGE_DASHES[state],
        )
        for state in FIVE
    }
    choices = [("all", "All five"), *[(state, name_of(state)) for state in FIVE]]
    return Explorer(
        mark="line",
        x_label="Year",
        y_label="Fuels in goods exports, per cent",
        unit="%",
        controls=[Control("state", "State", choices)],
        states={("all",): list(series.values()), **{(state,): [series[state]] for state in FIVE}},
        top=100,
    )


def _frame(ax: Axes) -> Axes:
    ax.set_ylim(0, 100)
    ax.set_xlim(1994.5, 2026)
    ax.set_yticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 %"])
    ax.set_xticks([1995, 2007, 2019] if is_narrow(ax) else [1995, 2000, 2007, 2013, 2019, 2025])
    return ax
