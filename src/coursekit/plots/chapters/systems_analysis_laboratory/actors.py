"""Figures of chapter 15 on actors: what two names share, and who stands in the middle.

Owns the registered figures ``15-copresence`` and ``15-centrality``, and the register in
which the institutions of the Union are one actor. Reads the course's data and
:mod:`coursekit.systems`; draws marks, labels and axes only, because the page sets title,
subtitle and source.
"""

from collections.abc import Hashable
from itertools import combinations, product
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, UNION
from coursekit.facts import lacking
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import bare, label_above
from coursekit.plots.style import colour, palette
from coursekit.systems import network, rank_intervals
from coursekit.systems.boundary import as_one

#: A count of its rows says what it lacks.
REGISTER = f"Register of events, compiled for this course. {lacking('ministerial')}"
TIMELINE = "timeline.html"


@computed_once
def actor_names() -> dict[str, str]:
    """Return code -> name; of organisations known by their acronym the acronym."""
    entities = load("entities")
    short = ("EBRD", "EAEU", "NATO", "OSCE", "SCO", "WTO")
    pairs = zip(entities["code"].astype(str), entities["name_en"].astype(str), strict=True)
    return {code: code if code in short else name for code, name in pairs}


def one_union(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events with the Union's institutions written as one actor.

    Parameters
    ----------
    events : pandas.DataFrame
        Column ``actors``: codes separated by ``;``.

    Examples
    --------
    >>> one_union(pd.DataFrame({"actors": ["COUNCIL;EC;KAZ"]}))["actors"].item()
    'EU;KAZ'
    """
    return as_one(events, "EU", UNION)


# --- 15-copresence ----------------------------------------------------------

#: Part of a bar: column, what it says, palette key.
PARTS = (
    ("five_union", "all five states and the EU", "EU"),
    ("five_alone", "all five states without the EU", "muted"),
    ("fewer", "fewer than five states", "dropped"),
)


def shared_events() -> pd.DataFrame:
    """Return, for each pair of Central Asian states, the events that name both.

    Returns
    -------
    pandas.DataFrame
        ``first``, ``second`` (codes), ``five_union`` and ``five_alone`` (events that name all
        five states, with and without an institution of the Union), ``fewer`` (events that
        name fewer than five) and ``together`` (their sum).

    Examples
    --------
    >>> pairs = shared_events()
    >>> len(pairs), bool((pairs["fewer"] < pairs["five_alone"]).all())
    (10, True)
    """
    named = [set(row.split(";")) for row in load("events")["actors"]]
    rows = []
    for pair in combinations(FIVE, 2):
        both = [codes for codes in named if set(pair) <= codes]
        five = [codes for codes in both if set(FIVE) <= codes]
        union = sum(bool(codes & set(UNION)) for codes in five)
        rows.append((*pair, union, len(five) - union, len(both) - len(five), len(both)))
    return pd.DataFrame(rows, columns=["first", "second", "five_union", "five_alone", "fewer", "together"])


@figure("15-copresence")
def copresence() -> Figure:
    """Show what the events are that any two of the five states share."""
    pairs = shared_events().sort_values(["together", "first"], ascending=[False, True], ignore_index=True)
    names = actor_names()
    table = pairs.assign(first=pairs["first"].map(names), second=pairs["second"].map(names))
    table.columns = ["State", "Other state", "All five, with the EU", "All five, without the EU", "Fewer", "Together"]
    five = int(pairs["five_union"].iloc[0] + pairs["five_alone"].iloc[0])
    least, most = int(pairs["together"].min()), int(pairs["together"].max())

    def draw(ax: Axes) -> Axes:
        _write_parts(ax, pairs)
        for row, pair in enumerate(pairs.to_dict("records")):
            label_above(ax, row, f"{names[pair['first']]} and {names[pair['second']]}")
            _draw_bar(ax, row, pair)
        return _bar_axis(ax, len(pairs), most)

    return Figure(
        title=f"Any two of the five share {least} to {most} events, and {five} of these name all five",
        subtitle="Events of the register that name both states, 1989–2026, by who else is named",
        source=REGISTER,
        source_url=TIMELINE,
        alt=(
            f"Ten bars, one for each pair of Central Asian states. Each begins with the same {five} events that name "
            f"all five, {pairs['five_union'].iloc[0]} of them with the EU. What is left, events that name fewer than "
            f"five, is between {pairs['fewer'].min()} and {pairs['fewer'].max()} events long."
        ),
        table=table,
        draw=draw,
        height=5.4,
        narrow_height=5.8,
    )


def _draw_bar(ax: Axes, row: int, pair: dict[Hashable, Any]) -> None:
    left = 0
    for column, _, key in PARTS:
        ax.barh(row, pair[column], left=left, height=0.34, color=colour(key), zorder=2)
        left += pair[column]
    ax.text(left + 0.8, row, str(pair["fewer"]), va="center", fontsize=10, fontweight="bold", color=colour("dropped"))


def _write_parts(ax: Axes, pairs: pd.DataFrame) -> None:
    """Name the parts above the bars, each in its colour."""
    for line, (column, words, key) in enumerate(PARTS):
        least, most = pairs[column].min(), pairs[column].max()
        count = f"{least}" if least == most else f"{least} to {most}"
        ax.text(0, -2.75 + 0.62 * line, f"{count}: {words}", fontsize=10, color=colour(key), fontweight="bold")


def _bar_axis(ax: Axes, rows: int, most: int) -> Axes:
    bare(ax)
    ax.set_xlim(0, most * 1.09)
    ax.set_ylim(rows - 0.6, -3.2)
    ax.set_xticks([0, 20, 40, 60, 80, 100])
    ax.set_xlabel("events")
    ax.grid(axis="y", visible=False)
    return ax


# --- 15-centrality ----------------------------------------------------------

#: Key of the choice, what it says, measure and weight.
MEASURES = (
    ("partners", "number of partners", "degree", "count"),
    ("joint", "events with a partner", "strength", "newman"),
    ("between", "being between others", "betweenness", "count"),
)
#: Key, label, first and last year.
PERIODS = (
    ("all", "whole register", 1989, 2026),
    ("first", "2007–2018", 2007, 2018),
    ("second", "2019–2026", 2019, 2026),
)
ACTORS = (("one", "as one actor"), ("apart", "as five actors"))
#: How often the register is drawn again, and the share of the draws between the ends of a bar.
DRAWS, CONFIDENCE, SEED = 100, 0.9, 15
_SHOWN = 8


@computed_once
def ranked(measure: str, actors: str, period: str) -> pd.DataFrame:
    """Return the ranks of the actors with their intervals, for one state of the figure.

    Parameters
    ----------
    measure, actors, period : str
        Keys of :data:`MEASURES`, :data:`ACTORS` and :data:`PERIODS`.

    Returns
    -------
    pandas.DataFrame
        As :func:`coursekit.systems.rank_intervals`.

    Examples
    --------
    >>> ranked("partners", "one", "all").set_index("node").loc[["KAZ", "EU"], "rank"].tolist()
    [1, 6]
    """
    _, _, name, weight = next(row for row in MEASURES if row[0] == measure)
    _, _, since, until = next(row for row in PERIODS if row[0] == period)
    events = load("events")
    events = events[events["date"].str[:4].astype(int).between(since, until)]
    graph = network(kinds=["actor", "event"], events=one_union(events) if actors == "one" else events)
    return rank_intervals(
        graph, "actor", measure=name, weight=weight, replicates=DRAWS, confidence=CONFIDENCE, seed=SEED
    )


@figure("15-centrality")
def centrality() -> Figure:
    """Let the reader rank the actors by several measures, with intervals."""
    states: dict[tuple[str, ...], Frame] = {
        (measure[0], actors, period[0]): _ranks_frame(measure, actors, period)
        for measure, (actors, _), period in product(MEASURES, ACTORS, PERIODS)
    }
    first = ranked("partners", "one", "all")
    place = int(first.loc[first["node"] == "EU", "rank"].item())
    events = sum("EU" in row.split(";") for row in one_union(load("events"))["actors"])
    return Figure(
        title=f"The EU is named most often, in {events} events, and is {_ordinal(place)} by number of partners",
        subtitle=f"Rank in the register; bar: where it lies in {CONFIDENCE * DRAWS:.0f} of {DRAWS} new draws of events",
        source=REGISTER,
        source_url=TIMELINE,
        alt=(
            "A dot for the rank of each actor and a bar for the ranks it takes when the register is drawn again. "
            "By number of partners Kazakhstan is first, with a short bar; Kyrgyzstan, Tajikistan, Turkmenistan and "
            "Uzbekistan follow with bars that overlap, and the European Union is sixth in nearly every draw."
        ),
        table=_ranks_table(first),
        draw=lambda ax: _draw_ranks(ax, first),
        explore=Frames(
            controls=[
                Control("measure", "Ranked by", [(key, words) for key, words, *_ in MEASURES]),
                Control("actors", "The EU", ACTORS),
                Control("period", "Events of", [(key, words) for key, words, *_ in PERIODS]),
            ],
            states=states,
            height=3.2,
        ),
        height=3.4,
    )


def _ordinal(place: int) -> str:
    words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
    return words[place - 1]


def _ranks_frame(measure: tuple[str, ...], actors: str, period: tuple[str, str, int, int]) -> Frame:
    found = ranked(measure[0], actors, period[0])
    top = found.head(_SHOWN)
    said = ", ".join(
        f"{actor_names()[row['node']]} {row['rank']} ({row['low']} to {row['high']})" for row in top.to_dict("records")
    )
    counted = "one actor" if actors == "one" else "five actors"
    reading = f"By {measure[1]}, {period[1]}, the EU as {counted}. Rank, and in brackets where it may lie: {said}."
    return Frame(draw=lambda ax: _draw_ranks(ax, found), reading=reading, table=_ranks_table(found))


def _ranks_table(found: pd.DataFrame) -> pd.DataFrame:
    found = found.head(_SHOWN)
    return pd.DataFrame(
        {
            "Actor": found["node"].map(actor_names()),
            "Rank": found["rank"],
            "From": found["low"],
            "To": found["high"],
            "Value": found["value"].round(2),
        }
    )


def _draw_ranks(ax: Axes, found: pd.DataFrame) -> Axes:
    top = found.head(_SHOWN).reset_index(drop=True)
    for row, actor in enumerate(top.to_dict("records")):
        tone = colour(actor["node"] if actor["node"] in palette() else "EU" if actor["node"] in UNION else "muted")
        ax.plot([actor["low"], actor["high"]], [row, row], color=tone, lw=5, alpha=0.35, solid_capstyle="round")
        ax.plot([actor["rank"]], [row], "o", ms=8, color=tone, zorder=3)
    ax.set_yticks(range(len(top)), [_short(actor_names()[code]) for code in top["node"]], color=colour("ink"))
    ax.set_ylim(len(top) - 0.4, -0.6)
    ax.set_xlim(0.4, 20)
    ax.set_xticks([1, 5, 10, 15, 20])
    ax.set_xlabel("rank (1: first)")
    ax.grid(axis="y", visible=False)
    return ax


def _short(name: str) -> str:
    shorter = {
        "Council of the European Union": "Council of the EU",
        "European Investment Bank": "EU's bank (EIB)",
    }
    return shorter.get(name, name)
