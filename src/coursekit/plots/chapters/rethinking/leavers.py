"""Which states crossed the upper-middle line, and what became of their aid: figure of chapter 8.

Owns aid beside income class by state and year, the windows that are compared, and the figure ``08-leavers``.
"""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import event, source
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import DASHES, colour

FIRST, LAST = 2004, 2019
#: Windows whose means are compared: the budget before, the years until the fall, the years after it.
WINDOWS = ((2007, 2013), (2014, 2017), (2018, 2019))
#: The announcement that named who would have bilateral funds.
ANNOUNCED = "E076"
GROUPS = {
    "crossed": ("The two that crossed the line", ("KAZ", "TKM")),
    "below": ("The three that stayed below it", ("KGZ", "TJK", "UZB")),
}
CLASSES = {1: "low", 2: "lower middle", 3: "upper middle"}
_UPPER = 3


def aid_and_class() -> pd.DataFrame:
    """Return net aid of the EU institutions and the World Bank's class, by state and year.

    The class of a year is the one given for the income of that year, in the middle of the next.

    Returns
    -------
    pandas.DataFrame
        ``million`` (USD, net, prices of the year) and ``group`` (1 low, 2 lower middle,
        3 upper middle), by ``state`` and ``year``.

    Examples
    --------
    >>> table = aid_and_class()
    >>> table.loc[("KAZ", 2017)].tolist(), int(table.loc[("TJK", 2017), "group"])
    ([12.07, 3.0], 1)
    """
    assistance, economy = load("assistance"), load("economy")
    given = assistance.query("indicator == 'oda_bilateral_net' and partner == 'EU' and entity in @FIVE")
    groups = economy.query("indicator == 'wb_income_group' and entity in @FIVE")
    columns = {
        name: rows.assign(year=rows["period"].astype(int)).set_index(["entity", "year"])["value"]
        for name, rows in (("million", given), ("group", groups))
    }
    table = pd.DataFrame(columns).dropna()
    table.index = table.index.set_names(["state", "year"])
    return table[table.index.get_level_values("year").to_series().between(FIRST, LAST).to_numpy()]


def means() -> pd.DataFrame:
    """Return the mean aid a year in each window, a row per state, in USD million.

    Examples
    --------
    >>> means().loc["KAZ"].round(1).tolist()
    [14.6, 12.2, 3.4]
    """
    wide = aid_and_class().pivot_table(index="state", columns="year", values="million")
    windows = {f"{first}–{last}": wide.loc[:, first:last].mean(axis=1) for first, last in WINDOWS}
    return pd.DataFrame(windows).loc[list(FIVE)]


@figure("08-leavers")
def leavers() -> Figure:
    """Show aid of the states that crossed the upper-middle line, and of the others."""
    frames: dict[tuple[str, ...], Frame] = {
        (group,): Frame(draw=_drawing(states), reading=_reading(states), table=_table(states))
        for group, (_, states) in GROUPS.items()
    }
    origin = source(load("assistance").query("indicator == 'oda_bilateral_net'")["source"].iloc[0])
    states = GROUPS["crossed"][1]
    return Figure(
        title="Two states crossed the line; EU payments fell clearly in one of them, and only from 2018 on",
        subtitle=f"Net aid of the EU institutions, USD million a year, {FIRST}–{LAST}; filled: upper-middle income",
        source=f"{origin.publisher}: {origin.title}; income groups: World Bank. Aid of single members is left out",
        source_url=origin.url,
        alt=(
            "Two lines from 2004 to 2019 and a dashed line at November 2013, when bilateral funds were announced "
            "for four states without Kazakhstan. Kazakhstan has filled marks from 2006, lies between 7 and 20 million "
            "until 2017 and falls to 4 in 2018 and 3 in 2019. Turkmenistan has filled marks from 2011 and lies "
            "between 3 and 8 million from 2008 on, up and down."
        ),
        table=_table(states),
        draw=_drawing(states),
        explore=Frames([Control("group", "States", [(key, name) for key, (name, _) in GROUPS.items()])], frames, 3.5),
        height=3.5,
        narrow_height=3.6,
    )


def _reading(states: tuple[str, ...]) -> str:
    table = means()
    parts = [f"{name_of(state)} " + ", ".join(f"{mean:.1f}" for mean in table.loc[state]) for state in states]
    windows = ", ".join(table.columns)
    return f"Mean a year in {windows}, USD million: {'; '.join(parts)}."


def _table(states: tuple[str, ...]) -> pd.DataFrame:
    table = aid_and_class()
    wide = {}
    for state in states:
        rows = table.loc[state]
        wide[f"{name_of(state)}, aid, USD million"] = rows["million"].round(1)
        wide[f"{name_of(state)}, class"] = rows["group"].map(lambda group: CLASSES[int(group)])
    return pd.DataFrame(wide).reset_index(names="Year")


def _drawing(states: tuple[str, ...]) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        table = aid_and_class()
        announced = pd.Timestamp(event(ANNOUNCED).date)
        # A flow of a year is drawn in the middle of its year, so that the day falls where it belongs.
        ax.axvline(announced.year + announced.day_of_year / 365, color=colour("dropped"), lw=1.2, ls="--", zorder=1)
        top = float(table.loc[list(states), "million"].max())
        for state in states:
            rows = table.loc[state]
            tone = colour(state)
            ax.plot(rows.index + 0.5, rows["million"], color=tone, ls=DASHES[state], lw=1.8, zorder=2)
            for year, (million, group) in rows.iterrows():
                inside = tone if group == _UPPER else colour("paper")
                ax.plot(float(str(year)) + 0.5, million, "o", ms=6, mec=tone, mfc=inside, mew=1.6, zorder=3)
        for state, height in _name_places(table, states, top):
            ax.text(LAST + 1.2, height, name_of(state), va="center", fontsize=10, color=colour(state))
        ax.text(announced.year + 1.0, top * 1.17, "announcement", fontsize=9.5, color=colour("dropped"), va="center")
        ax.set_ylim(0, top * 1.25)
        ax.set_yticks([tick for tick in ax.get_yticks() if 0 <= tick <= top * 1.25])
        ax.set_xlim(FIRST, LAST + (7.4 if is_narrow(ax) else 4.2))
        step = 5 if is_narrow(ax) else 3
        years = range(FIRST, LAST + 1, step)
        ax.set_xticks([year + 0.5 for year in years], [str(year) for year in years])
        return ax

    return draw


def _name_places(table: pd.DataFrame, states: tuple[str, ...], top: float) -> list[tuple[str, float]]:
    """Return where the names stand: beside the ends of their lines, from below, and apart."""
    places: list[tuple[str, float]] = []
    for state in sorted(states, key=lambda code: float(table.loc[(code, LAST), "million"])):  # type: ignore[arg-type]
        least = places[-1][1] + top * 0.1 if places else top * 0.06
        places.append((state, max(float(table.loc[(state, LAST), "million"]), least)))  # type: ignore[arg-type]
    return places
