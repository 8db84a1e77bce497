"""Fall and recovery of five economies after 1990: growth rates chained to a level.

Owns the figure ``01-recovery`` and the chaining.
"""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE
from coursekit.data.package import index
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.style import DASHES, colour

STATES = FIVE
BASE, LAST = 1990, 2019
_SIMPLE_DASHES = {"KAZ": "solid", "KGZ": "dashed", "TJK": "dotted", "TKM": "dashed", "UZB": "solid"}
#: Where the drawn labels stand: year, height, and the side that holds still.
_LABELS = {
    "KAZ": (2019.3, 222, "left"),
    "KGZ": (2019.3, 140, "left"),
    "TJK": (2019.3, 162, "left"),
    "TKM": (2014.4, 242, "left"),
    "UZB": (2012.4, 242, "right"),
}


def chained(rates: Sequence[float], base: float = 100) -> list[float]:
    """Return levels from growth rates in per cent: each year grows from the year before.

    Examples
    --------
    >>> chained([-50, 100])
    [100, 50.0, 100.0]
    """
    levels = [base]
    for rate in rates:
        levels.append(levels[-1] * (1 + rate / 100))
    return levels


@computed_once
def levels() -> pd.DataFrame:
    """Return real output with 1990 as 100: a row per year, a column per state.

    Examples
    --------
    >>> levels().loc[1995].round(1).to_dict()
    {'KAZ': 61.4, 'KGZ': 50.7, 'TJK': 38.0, 'TKM': 63.2, 'UZB': 81.1}
    """
    rows = load("economy")
    rows = rows[(rows["indicator"] == "gdp_growth") & rows["entity"].isin(STATES)]
    rates = rows.assign(year=rows["period"].astype(int)).pivot_table(index="year", columns="entity", values="value")
    rates = rates.loc[BASE + 1 :, list(STATES)]
    return pd.DataFrame({state: chained(rates[state].tolist()) for state in STATES}, index=[BASE, *rates.index])


def back_at_base() -> dict[str, int]:
    """Return the first year in which each economy was again as large as in 1990.

    Examples
    --------
    >>> back_at_base()["TJK"]
    2013
    """
    return {state: int(next(year for year in _after_low(state) if levels()[state][year] >= 100)) for state in STATES}


def _after_low(state: str) -> list[int]:
    return [year for year in levels().index if year > levels()[state].idxmin()]


@figure("01-recovery")
def recovery() -> Figure:
    """Show how deep each economy fell and when it was back at the level of 1990."""
    shown = levels().loc[:LAST]
    names = {state: index("entities", "code")[state]["name_en"] for state in STATES}
    back = back_at_base()
    waited = sorted(year - BASE for year in back.values())
    origin = source(str(load("economy").query("indicator == 'gdp_growth'")["source"].iloc[0]))

    def draw(ax: Axes) -> Axes:
        ax.axhline(100, color=colour("muted"), linewidth=1)
        for state in STATES:
            ax.plot(shown.index, shown[state], color=colour(state), linestyle=DASHES[state])
            ax.plot(back[state], shown[state][back[state]], "o", ms=6, color=colour(state))
            year, height, side = _LABELS[state]
            words = f"{names[state]}: {back[state]}"
            ax.text(year, height, words, ha=side, va="center", fontsize=9.5, color=colour("ink"))
        ax.set_ylim(0, 250)
        ax.set_xlim(BASE - 0.5, LAST + 6.5)
        ax.set_yticks([0, 50, 100, 150, 200, 250])
        ax.set_xticks([1990, 1995, 2000, 2005, 2010, 2015, 2019])
        return ax

    return Figure(
        title=f"It took {waited[0]} years in Uzbekistan and {waited[-1]} in Tajikistan to be as large as in {BASE}",
        subtitle=f"Real output, {BASE}–{LAST}; {BASE} is 100, so above 100 an economy is larger than it was",
        source=f"{origin.publisher}: {origin.title}; growth rates chained by the course",
        source_url=origin.url,
        alt=(
            "Five lines from 100 in 1990. Tajikistan falls to 32 in 1996, Kyrgyzstan to 51 in 1995, Turkmenistan to 60 "
            "in 1997, Kazakhstan to 61 in 1995, Uzbekistan to 81 in 1995. Back at 100: Uzbekistan 2001, Kazakhstan "
            "2004, Turkmenistan 2005, Kyrgyzstan 2009, Tajikistan 2013."
        ),
        table=shown.rename(columns=names).round(1).reset_index(names="Year"),
        draw=draw,
        explore=_explorer(shown, names),
        height=3.8,
    )


def _explorer(shown: pd.DataFrame, names: dict[str, str]) -> Explorer:
    lines = {
        state: Series(
            state,
            names[state],
            [(int(year), round(float(level), 1)) for year, level in zip(shown.index, shown[state], strict=True)],
            state,
            _SIMPLE_DASHES[state],  # type: ignore[arg-type]
        )
        for state in STATES
    }
    return Explorer(
        mark="line",
        x_label="Year",
        y_label=f"Real output, {BASE} = 100",
        unit="",
        controls=[Control("state", "State", [("all", "All five"), *names.items()])],
        states={("all",): list(lines.values()), **{(state,): [lines[state]] for state in STATES}},
    )
