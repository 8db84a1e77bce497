"""Four measures of openness and the order of states that each gives: figure of chapter 7.

Owns the measures that the chapter sets beside the article's three open states, and the figure
``07-open``.
"""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.plots.chapters.twelve_years_of_practice.meetings import below, listed_meetings
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import MARKERS, colour

#: Measure -> its name, and unit.
MEASURES = {
    "table": ("Minister at the table", "meetings of eight"),
    "rights": ("Rounds on human rights, to 2010", "rounds"),
    "aid": ("EU aid per head, 2007–2013", "USD"),
    "index": ("Liberal democracy, 2012", "index, 0 to 1"),
}
#: The states that the article calls most open.
ARTICLE = ("KGZ", "TJK", "KAZ")
#: Years over which aid is summed, the year of the population, and that of the index.
AID_YEARS, PEOPLE_YEAR, INDEX_YEAR = (2007, 2013), "2010", "2012"


@computed_once
def measured() -> pd.DataFrame:
    """Return the four measures of the five states; in each a higher value is more open.

    Returns
    -------
    pandas.DataFrame
        Index state; columns of :data:`MEASURES`.

    Examples
    --------
    >>> measured()["table"].astype(int).to_dict()
    {'KAZ': 7, 'KGZ': 8, 'TJK': 7, 'TKM': 2, 'UZB': 5}
    """
    governance = load("governance")
    people = load("economy").query("indicator == 'population' and period == @PEOPLE_YEAR").set_index("entity")["value"]
    flows = load("assistance").query("indicator == 'oda_bilateral_net' and partner == 'EU'")
    aid = flows[flows["period"].astype(int).between(*AID_YEARS)].groupby("entity")["value"].sum()
    rounds = governance.query("indicator == 'human_rights_dialogue_rounds'").set_index("entity")["value"]
    index = governance.query("indicator == 'vdem_liberal_democracy' and period == @INDEX_YEAR").set_index("entity")
    return pd.DataFrame(
        {
            "table": len(listed_meetings()) - below(),
            "rights": rounds,
            "aid": aid * 1e6 / people,
            "index": index["value"],
        }
    ).loc[list(FIVE)]


def first_three(measure: str) -> set[str]:
    """Return the states that no more than two others exceed in a measure.

    With ties these may be more than three.

    Examples
    --------
    >>> first_three("index") == {*ARTICLE}, "UZB" in first_three("rights")
    (True, True)
    """
    values = measured()[measure]
    return {str(state) for state in values.index if (values > values[state]).sum() < len(ARTICLE)}


@figure("07-open")
def four_measures() -> Figure:
    """Show the places of the five states in four measures; one measure at a time is the reader's choice."""
    fitting = sum(first_three(measure) == {*ARTICLE} for measure in MEASURES)
    return Figure(
        title=f"In {_WORDS[fitting]} measures of four the article's three stand first, and each counts something else",
        subtitle="Place among the five states, 1 = most open by the measure; equal values share a place",
        source="Tables attendance, governance (EUCAM; V-Dem), assistance and economy (World Bank, OECD DAC)",
        alt=(
            "Places in four columns. A minister at the table: Kyrgyzstan 1, Kazakhstan and Tajikistan share 2, "
            "Uzbekistan 4, Turkmenistan 5. Rounds on human rights by 2010: Uzbekistan 1, Kazakhstan and Turkmenistan "
            "share 2, Kyrgyzstan and Tajikistan share 4. EU aid per head: Kyrgyzstan, Tajikistan, Kazakhstan, "
            "Turkmenistan, Uzbekistan. Liberal democracy 2012: Kyrgyzstan, Kazakhstan, Tajikistan, Uzbekistan, "
            "Turkmenistan."
        ),
        table=_table(),
        draw=_draw,
        explore=_frames(),
        height=3.6,
        narrow_height=4.2,
    )


#: Names of the measures as they fit under a column, and under a narrow one.
_COLUMNS = ("Minister\nat the table", "Rounds on\nhuman rights", "EU aid\nper head", "Liberal\ndemocracy")
_NARROW_COLUMNS = ("Table", "Rights", "Aid", "Index")
_READING = "Kyrgyzstan stands first in three measures; in rounds on human rights it shares the last place."
_WORDS = {0: "no", 1: "one", 2: "two", 3: "three", 4: "four"}


def _table() -> pd.DataFrame:
    rows = measured()
    return pd.DataFrame(
        {
            "State": rows.index.map(name_of),
            "Minister at the table, meetings of eight": rows["table"].astype(int).to_numpy(),
            "Rights rounds to 2010": rows["rights"].astype(int).to_numpy(),
            "EU aid 2007–2013, USD per head": rows["aid"].round(1).to_numpy(),
            "Liberal democracy 2012": rows["index"].round(2).to_numpy(),
        }
    )


def _draw(ax: Axes) -> Axes:
    places = measured().rank(ascending=False, method="min")
    shared: dict[tuple[int, float], int] = {}
    for state in FIVE:
        heights = []
        for column, measure in enumerate(MEASURES):
            place = float(places[measure].loc[state])
            nudge = shared.get((column, place), 0)
            shared[column, place] = nudge + 1
            heights.append(place + 0.34 * nudge)
        bold = state in ARTICLE
        ax.plot(range(len(heights)), heights, color=colour(state), lw=2.4 if bold else 1.2, alpha=0.85, zorder=2)
        ax.plot(range(len(heights)), heights, MARKERS[state], ms=8, color=colour(state), linestyle="", zorder=3)
        ax.annotate(
            name_of(state),
            (len(heights) - 1, heights[-1]),
            xytext=(10, 0),
            textcoords="offset points",
            va="center",
            fontsize=9.5,
            fontweight="bold" if bold else "normal",
            color=colour("ink"),
        )
    ax.set_xticks(range(len(MEASURES)), _NARROW_COLUMNS if is_narrow(ax) else _COLUMNS)
    ax.grid(visible=False)
    ax.tick_params(axis="x", colors=colour("ink"), length=0)
    ax.set_xlim(-0.3, 5.1 if is_narrow(ax) else 4.1)
    ax.set_ylim(5.5, 0.5)
    ax.set_yticks([1, 2, 3, 4, 5])
    ax.set_ylabel("Place")
    return ax


def _frames() -> Frames:
    """Return all places together first, then the values of each measure."""
    states: dict[tuple[str, ...], Frame] = {("all",): Frame(draw=_draw, reading=_READING, table=_table())}
    for measure, (name, unit) in MEASURES.items():
        values = dict(zip(FIVE, measured()[measure].tolist(), strict=True))
        said = ", ".join(f"{name_of(state)} {_written(value)}" for state, value in values.items())
        states[(measure,)] = Frame(draw=_drawing(measure), reading=f"{name} ({unit}): {said}.", table=_table())
    shown = [("all", "Places in all four"), *[(key, f"{name}, {unit}") for key, (name, unit) in MEASURES.items()]]
    return Frames([Control("measure", "Show", shown)], states, height=3.8)


def _written(value: float) -> str:
    """Return a whole number as such, and others with two digits."""
    return f"{value:.0f}" if value == round(value) else f"{value:.2f}"


def _drawing(measure: str) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        values = dict(zip(FIVE, measured()[measure].tolist(), strict=True))
        order = sorted(FIVE, key=lambda state: values[state])
        top = max(values.values())
        for row, state in enumerate(order):
            ax.plot([0, values[state]], [row, row], color=colour(state), lw=1.6, zorder=1)
            ax.plot(values[state], row, MARKERS[state], ms=9, color=colour(state), zorder=2)
            ax.text(
                values[state] + top * 0.04, row, _written(values[state]), va="center", fontsize=9.5, color=colour("ink")
            )
        ax.set_yticks(range(len(order)), [name_of(state) for state in order], color=colour("ink"))
        ax.set_xlim(0, top * 1.2)
        ax.set_ylim(-0.6, len(order) - 0.4)
        ax.set_xlabel(MEASURES[measure][1])
        ax.grid(visible=False, axis="y")
        return ax

    return draw
