"""People who are reported to have left for Syria and Iraq, as a number and as a rate: figure of chapter 3.

Owns the rates, and the figure ``03-fighters``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.style import colour

#: Year of the population: the flow came to a virtual standstill in late 2015, as the report says.
YEAR = "2015"
STATES = (*FIVE, "RUS")
#: What the reader can show -> its words, its axis, its column and unit.
MEASURES = {
    "people": ("People", "People reported to have left", "people", "people"),
    "million": ("Per million inhabitants", "Per million inhabitants", "million", "per million"),
}


@computed_once
def left_for_syria() -> pd.DataFrame:
    """Return the people reported to have left, and their rate among the inhabitants of 2015.

    Returns
    -------
    pandas.DataFrame
        A row for each of the five and for Russia, with ``people``, ``inhabitants`` and ``million``, the rate.

    Examples
    --------
    >>> left_for_syria()["million"].round(0).astype(int).to_dict()
    {'KAZ': 28, 'KGZ': 83, 'TJK': 150, 'TKM': 64, 'UZB': 49, 'RUS': 24}
    """
    reported = load("governance").query("indicator == 'foreign_fighters_reported' and period == '2017'")
    counted = reported.set_index("entity")["value"].reindex(list(STATES))
    people = load("economy").query("indicator == 'population' and period == @YEAR").set_index("entity")["value"]
    inhabitants = people.reindex(counted.index)
    return pd.DataFrame(
        {"people": counted, "inhabitants": inhabitants, "million": counted / inhabitants * 1_000_000}
    ).rename_axis("state")


def of_a_hundred_thousand() -> float:
    """Return how many of 100,000 inhabitants of the five states are reported to have left.

    Examples
    --------
    >>> round(of_a_hundred_thousand(), 1)
    6.0
    """
    five = left_for_syria().loc[list(FIVE)]
    return float(five["people"].sum() / five["inhabitants"].sum() * 100_000)


@figure("03-fighters")
def fighters() -> Figure:
    """Show six states by people or by rate; the measure is the reader's choice."""
    table = left_for_syria().sort_values("million", ascending=False)
    origin = source(str(load("governance").query("indicator == 'foreign_fighters_reported'")["source"].iloc[0]))
    return Figure(
        title="By number Russia and Uzbekistan come first, by rate Tajikistan; everywhere it is a very small part",
        subtitle="People reported to have left for Syria and Iraq, all years, per million inhabitants of 2015",
        source=f"{origin.publisher}: {origin.title}; population: World Bank",
        source_url=origin.url,
        alt=(
            "Six bars per million inhabitants: Tajikistan 150, Kyrgyzstan 83, Turkmenistan 64, Uzbekistan 49, "
            "Kazakhstan 28, Russia 24. By number of people the order is Russia 3,417, Uzbekistan 1,500, Tajikistan "
            "1,300, Kazakhstan and Kyrgyzstan 500 each, Turkmenistan 400."
        ),
        table=pd.DataFrame(
            {
                "State": table.index.map(name_of),
                "People": table["people"].astype(int),
                "Inhabitants of 2015, million": (table["inhabitants"] / 1e6).round(1),
                "Per million": table["million"].round(0).astype(int),
            }
        ),
        draw=lambda ax: _draw(ax, table["million"]),
        explore=_explorer(),
        height=3.0,
        narrow_height=3.2,
    )


def _draw(ax: Axes, rates: "pd.Series[float]") -> Axes:
    for row, (state, rate) in enumerate(rates.items()):
        ax.barh(row, rate, height=0.6, color=colour(str(state)))
        ax.text(rate + 2, row, f"{rate:.0f}", va="center", fontsize=9.5, color=colour("ink"))
    ax.set_yticks(range(len(rates)), [name_of(str(state)) for state in rates.index])
    ax.invert_yaxis()
    ax.set_xlim(0, 170)
    ax.set_xticks([0, 50, 100, 150])
    ax.set_xlabel("Per million inhabitants of 2015")
    ax.grid(visible=False, axis="y")
    return ax


def _explorer() -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {}
    for measure, (_, _, column, unit) in MEASURES.items():
        shown = left_for_syria()[column].sort_values(ascending=False)
        points = [(name_of(str(state)), round(float(number))) for state, number in shown.items()]
        states[(measure,)] = [Series(measure, unit, points, "accent")]
    controls = [Control("measure", "Count", [(measure, words[0]) for measure, words in MEASURES.items()])]
    return Explorer("bar", "State", "People, or per million inhabitants", "", controls, states, axis_by=("measure",))
