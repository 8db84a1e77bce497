"""How often each state voted like four outside actors in the UN General Assembly.

Owns the figure ``01-votes``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE
from coursekit.data.package import index
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.style import DASHES, colour

STATES = ("UZB", *(code for code in FIVE if code != "UZB"))
PARTNERS = {"EU27": "majority of the present 27 EU members", "RUS": "Russia", "CHN": "China", "USA": "United States"}
_SHORT = {"EU27": "EU majority", "RUS": "Russia", "CHN": "China", "USA": "United States"}
_TONES = {"EU27": "EU"}
_SIMPLE_DASHES = {"EU27": "solid", "RUS": "dashed", "CHN": "dotted", "USA": "dotted"}
#: Where the drawn labels stand: year and height.
_LABELS = {"EU27": (1995.2, 85), "RUS": (2008.6, 74), "CHN": (2005.2, 95.5), "USA": (2004.2, 36)}


@computed_once
def agreement(state: str) -> pd.DataFrame:
    """Return agreement in per cent: a row per year, a column per outside actor.

    Examples
    --------
    >>> agreement("UZB").loc[2019].to_dict()
    {'EU27': 48.8, 'RUS': 74.1, 'CHN': 84.3, 'USA': 15.5}
    """
    rows = load("votes")
    rows = rows[rows["entity"] == state].assign(year=rows["period"].astype(int))
    return rows.pivot_table(index="year", columns="partner", values="value")[list(PARTNERS)]


def nearest_to_the_union(year: int) -> list[str]:
    """Return the states that agreed more with the Union's majority than with either Russia or China in a year.

    Examples
    --------
    >>> nearest_to_the_union(1998), nearest_to_the_union(2019)
    (['UZB', 'KAZ', 'KGZ', 'TKM'], [])
    """
    rows = {state: agreement(state).loc[[year]] for state in STATES if year in agreement(state).index}
    return [state for state, row in rows.items() if (row["EU27"] > row[["RUS", "CHN"]].max(axis="columns")).all()]


@figure("01-votes")
def votes() -> Figure:
    """Show with whom a state agreed, year by year; Uzbekistan first."""
    names = {state: index("entities", "code")[state]["name_en"] for state in STATES}
    origin = source(str(load("votes")["source"].iloc[0]))
    tables = {names[state]: agreement(state).rename(columns=PARTNERS) for state in STATES}
    table = pd.concat(tables, names=["State", "Year"]).reset_index()

    def draw(ax: Axes) -> Axes:
        for partner in PARTNERS:
            tone = colour(_TONES.get(partner, partner))
            line = agreement("UZB")[partner]
            ax.plot(line.index, line, color=tone, linestyle=DASHES[_TONES.get(partner, partner)])
            ax.text(*_LABELS[partner], _SHORT[partner], color=colour("ink"), fontsize=9.5)
        ax.set_ylim(0, 100)
        ax.set_yticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 %"])
        ax.set_xlim(1993.5, 2019.5)
        ax.set_xticks([1994, 1999, 2004, 2009, 2014, 2019])
        return ax

    return Figure(
        title="In UN votes four of the five stood nearest to Europe's majority in 1998, and none since 2004",
        subtitle="Same choice in votes of the UN General Assembly, per cent of joint votes, to 2019; first Uzbekistan",
        source=f"{origin.publisher}: {origin.title}; agreement computed by the course",
        source_url=origin.url,
        alt=(
            "Four lines for Uzbekistan. Agreement with the majority of EU members lies near 70 per cent until 2003 and "
            "falls to about 49 in 2019. Agreement with Russia rises from below 60 to above 80 in 2005, with China from "
            "about 50 to 91 in 2006. Agreement with the United States falls from about 40 to below 20."
        ),
        table=table,
        draw=draw,
        explore=_explorer(names),
        height=3.6,
    )


def _explorer(names: dict[str, str]) -> Explorer:
    return Explorer(
        mark="line",
        x_label="Year",
        y_label="Same choice as the state, per cent of joint votes",
        unit="%",
        controls=[Control("state", "State", [(state, names[state]) for state in STATES])],
        states={(state,): [_line(state, partner) for partner in PARTNERS] for state in STATES},
        top=100,
    )


def _line(state: str, partner: str) -> Series:
    line = agreement(state)[partner]
    points = [(int(year), float(share)) for year, share in zip(line.index, line, strict=True)]
    tone = _TONES.get(partner, partner)
    return Series(partner, _SHORT[partner], points, tone, _SIMPLE_DASHES[partner])  # type: ignore[arg-type]
