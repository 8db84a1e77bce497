"""The Logistics Performance Index in its survey years, with the announcements above it: figure of chapter 10.

Owns the mean over states that are there in every survey, and the figure ``10-scores``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import event, source
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import DASHES, PAGE_DASHES, colour

#: States that each survey has; Turkmenistan is missing in three.
ALWAYS = tuple(state for state in FIVE if state != "TKM")
#: Announcements that are marked -> words.
MARKED = {"E074": "Belt", "E110": "EU 2018", "E148": "Gateway"}


def scores() -> pd.DataFrame:
    """Return the index by survey year: a column per state of the five.

    Examples
    --------
    >>> scores().loc[2022, "KAZ"].item(), bool(scores()["TKM"].isna()[2022])
    (2.7, True)
    """
    rows = load("logistics").query("indicator == 'logistics_performance_index' and entity in @FIVE")
    table = rows.assign(year=rows["period"].astype(int)).pivot_table(index="year", columns="entity", values="value")
    return table[list(FIVE)]


def like_for_like() -> "pd.Series[float]":
    """Return the mean over the four states that every survey has.

    Examples
    --------
    >>> like_for_like().round(2).to_dict()
    {2007: 2.14, 2010: 2.65, 2012: 2.45, 2014: 2.46, 2016: 2.34, 2018: 2.57, 2022: 2.52}
    """
    return scores()[list(ALWAYS)].mean(axis=1)


def over_all() -> "pd.Series[float]":
    """Return the mean over the states that happen to be there, from survey to survey others.

    Examples
    --------
    >>> over_all().loc[[2018, 2022]].round(3).tolist()
    [2.538, 2.525]
    """
    return scores().mean(axis=1)


@figure("10-scores")
def index_of_logistics() -> Figure:
    """Show the index of each state and the mean of four; the state is the reader's choice."""
    origin = source(str(load("logistics").query("indicator == 'logistics_performance_index'")["source"].iloc[0]))
    table = scores().assign(mean=like_for_like())
    return Figure(
        title="The logistics score made its largest step before the announcements, between 2007 and 2010",
        subtitle="Logistics Performance Index, 1 to 5, in seven surveys, and the mean of the four always there",
        source=f"{origin.publisher}: {origin.title}; Turkmenistan, missing in three surveys, is in the table",
        source_url=origin.url,
        alt=(
            "Thin lines of four states between 1.9 and 2.9 and a thick line of the mean of four: 2.14 in 2007, 2.65 "
            "in 2010, 2.45 in 2012, 2.46 in 2014, 2.34 in 2016, 2.57 in 2018 and 2.52 in 2022. Marks stand at 2013, "
            "2018 and 2021."
        ),
        table=table.rename(columns={**{state: name_of(state) for state in FIVE}, "mean": "Mean of four"})
        .round(2)
        .reset_index(names="Year"),
        draw=lambda ax: _draw(ax, table),
        explore=_explorer(table),
        height=3.5,
    )


def _draw(ax: Axes, table: pd.DataFrame) -> Axes:
    for place, (identifier, words) in enumerate(MARKED.items()):
        year = int(event(identifier).date[:4])
        ax.axvline(year, color=colour("muted"), lw=1, ls=(0, (3, 2)))
        shift, height, side = (-0.2, 3.13, "right") if place == 1 else (0.2, 3.28, "left")
        ax.text(year + shift, height, words, ha=side, fontsize=9.5, color=colour("muted"))
    for state in ALWAYS:
        line = table[state].dropna()
        ax.plot(line.index, line, color=colour(state), ls=DASHES[state], lw=1.2)
    mean = table["mean"]
    ax.plot(mean.index, mean, color=colour("ink"), lw=2.8, marker="o", ms=5)
    for at, height, side in ((2007.3, 2.06, "left"), (2010, 2.9, "center")):
        ax.text(at, height, f"{float(mean.loc[int(at)]):.2f}", ha=side, fontsize=9.5, color=colour("ink"))
    for words, height in {"Kazakhstan": 2.74, "Uzbekistan": 2.63, "Kyrgyzstan": 2.29}.items():
        ax.text(2022.3, height, words, va="center", fontsize=9.5, color=colour("ink"))
    ax.text(2022.3, 2.5, "Mean of four", va="center", fontsize=9.5, fontweight="bold", color=colour("ink"))
    ax.text(2007, 1.86, "Tajikistan", va="center", fontsize=9.5, color=colour("ink"))
    ax.set_ylim(1.8, 3.4)
    ax.set_yticks([2, 2.5, 3])
    ax.set_xlim(2006.5, 2031 if is_narrow(ax) else 2026)
    ax.set_xticks([2007, 2012, 2016, 2022] if is_narrow(ax) else table.index.tolist())
    ax.set_ylabel("Index, 1 to 5")
    return ax


def _explorer(table: pd.DataFrame) -> Explorer:
    def series(column: str, label: str, tone: str) -> Series:
        points = [(int(year), None if pd.isna(y) else round(float(y), 2)) for year, y in table[column].items()]  # type: ignore[call-overload]
        return Series(column, label, points, tone, PAGE_DASHES.get(column, "solid"))

    mean = series("mean", "Mean of four", "ink")
    single = {state: series(state, name_of(state), state) for state in FIVE}
    states: dict[tuple[str, ...], list[Series]] = {
        ("all",): [*single.values(), mean],
        **{(state,): [line, mean] for state, line in single.items()},
    }
    control = Control("state", "State", [("all", "All five"), *((state, name_of(state)) for state in FIVE)])
    return Explorer("line", "Survey", "Index, 1 to 5", "", [control], states)
