"""Figures of chapter 15 on causes: loops by the basis of their arrows, and a grid of judgements.

Owns the registered figures ``15-loops`` and ``15-cross-impact``. The drawing itself is that
of :mod:`coursekit.plots.systems`; here stand which arrows are shown, where the factors stand,
and what is marked as asserted or evidenced.
"""

from collections.abc import Hashable
from itertools import pairwise
from typing import Any

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from coursekit.data import load
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour
from coursekit.plots.systems import cross_impact_figure, cross_impact_table, loop_figure
from coursekit.systems import causal_diagram, cross_impact, loops
from coursekit.systems.causal_loops import loop_links

LINKS = "Causal links of this course: the article's statements, documents, and the course's assumptions"
JUDGEMENTS = "Judgements of this course, each with its reason in the dataset; the article suggests the signs of a few"
CLAIMS = "claims.html"
#: Factor -> its place in the wide form and in the narrow one, so that arrows come and go and factors stay.
PLACES = {
    "regional cooperation": ((0.667, 0.333), (0.5, 0.5)),
    "regional programme results": ((0.833, 0.667), (0.5, 1.0)),
    "readiness to reform": ((0.667, 1.0), (0.25, 0.75)),
    "turn to bilateral work": ((0.5, 0.667), (0.94, 0.72)),
    "EU country priorities": ((0.333, 1.0), (1.0, 1.0)),
    "EU engagement": ((0.333, 0.333), (0.75, 0.25)),
    "weight of Russia and China": ((0.167, 0.0), (0.25, 0.25)),
    "EU trade and investment": ((0.5, 0.0), (0.5, 0.0)),
    "EU funds": ((0.167, 0.667), (1.0, 0.0)),
    "strain among EU aims": ((0.0, 0.333), (1.0, 0.5)),
    "depth of agreements": ((1.0, 1.0), (0.0, 1.0)),
}
#: What can be shown: key, words, bases of the arrows.
SHOWN = (
    ("all", "all arrows", ("evidenced", "asserted", "assumed")),
    ("known", "without the assumed ones", ("evidenced", "asserted")),
    ("evidenced", "the evidenced ones only", ("evidenced",)),
)

# --- 15-loops ----------------------------------------------------------------


@computed_once
def diagram(bases: tuple[str, ...] = SHOWN[0][2]) -> nx.DiGraph:
    """Return the course's causal diagram, with the arrows of these bases only.

    Examples
    --------
    >>> diagram(("evidenced",)).number_of_edges() < diagram().number_of_edges()
    True
    """
    links = load("causal_links")
    return causal_diagram(links[links["basis"].isin(bases)])


@figure("15-loops")
def feedback() -> Figure:
    """Let the reader take away what is assumed, or follow one loop."""
    whole, known = loops(diagram()), loops(diagram(SHOWN[1][2]))
    states: dict[tuple[str, ...], Frame] = {(key,): _part_frame(words, bases) for key, words, bases in SHOWN}
    states |= {(row["loop"],): _loop_frame(row) for row in whole.to_dict("records")}
    named = [(row["loop"], f"loop {row['loop']}") for row in whole.to_dict("records")]
    counts = load("causal_links")["basis"].value_counts()
    return Figure(
        title=f"{_in_words(len(whole))} loops close with all arrows, {_in_words(len(known)).lower()} without the "
        "assumed ones",
        subtitle="+: moves with the cause; −: against it; bars: with delay; thick: evidenced; thin: asserted; "
        "broken: assumed",
        source=LINKS,
        source_url=CLAIMS,
        alt=(
            f"Diagram of {diagram().number_of_nodes()} factors and {diagram().number_of_edges()} arrows: "
            f"{counts['evidenced']} evidenced, {counts['asserted']} asserted, {counts['assumed']} assumed. The loops: "
            + "; ".join(f"{row['loop']}, {row['path']}" for row in whole.to_dict("records"))
            + "."
        ),
        table=_links_table(load("causal_links")),
        draw=lambda ax: _draw_loops(ax, diagram()),
        explore=Frames(
            controls=[Control("shown", "Show", [*((key, words) for key, words, _ in SHOWN), *named])],
            states=states,
            height=6.0,
        ),
        height=5.2,
        narrow_height=6.4,
    )


def _in_words(count: int) -> str:
    return ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"][count]


def closed(drawn: nx.DiGraph) -> pd.DataFrame:
    """Return the loops of the whole diagram that a part of it closes, under the names they have there.

    Examples
    --------
    >>> closed(diagram(("asserted", "evidenced")))["loop"].tolist()
    ['R1', 'B2']
    """
    whole = loops(diagram())
    return whole[[set(loop_links(path)) <= set(drawn.edges) for path in whole["path"]]]


def _part_frame(words: str, bases: tuple[str, ...]) -> Frame:
    drawn = diagram(bases)
    found = closed(drawn)
    said = "; ".join(f"{row['loop']}: {row['path']}" for row in found.to_dict("records")) or "none"
    links = load("causal_links")
    return Frame(
        draw=lambda ax: _draw_loops(ax, drawn),
        reading=f"{words.capitalize()}: {drawn.number_of_edges()}. Loops: {said}.",
        table=_links_table(links[links["basis"].isin(bases)]),
    )


def _loop_frame(row: dict[Hashable, Any]) -> Frame:
    around = row["path"].split(" → ")
    links = load("causal_links").set_index(["cause", "effect"])
    pairs = list(pairwise(around))
    return Frame(
        draw=lambda ax: _draw_loops(ax, diagram(), loop=row["loop"]),
        reading=f"Loop {row['loop']}, weakest arrow {row['weakest']}. {row['words']}",
        table=_links_table(links.loc[pairs].reset_index()),
    )


def _links_table(links: pd.DataFrame) -> pd.DataFrame:
    names = {"cause": "Cause", "effect": "Effect", "sign": "Sign", "basis": "Basis", "claim": "Claim"}
    return links[list(names)].rename(columns=names).fillna("").replace({"Sign": {"-": "−"}})


def _draw_loops(ax: Axes, drawn: nx.DiGraph, loop: str | None = None) -> Axes:
    places = {factor: place[1 if is_narrow(ax) else 0] for factor, place in PLACES.items()}
    loop_figure(drawn, ax=ax, places=places, loop=loop, named=closed(drawn))
    return _without_ticks(ax)


# --- 15-cross-impact -----------------------------------------------------------


@figure("15-cross-impact")
def judgements() -> Figure:
    """Show the matrix of judgements, with the cells framed whose direction the article suggests."""
    impacts = load("cross_impacts")
    sums = cross_impact(impacts).set_index("factor")
    gives, receives = str(sums["active"].idxmax()), str(sums["passive"].idxmax())
    asserted = int((impacts["basis"] == "asserted").sum())
    return Figure(
        title=f"In {len(impacts)} judgements of ours, {asserted} of them suggested by the article, {gives} gives most "
        f"and {receives} receive most",
        subtitle="Impact of the factor in the row on that in the column, −3 to 3; framed: suggested; sums: strengths",
        source=JUDGEMENTS,
        source_url=CLAIMS,
        alt=(
            f"Grid of {len(sums)} factors. Largest sum of impacts given: {gives}, {sums['active'].max():g}. Largest "
            f"sum received: {receives}, {sums['passive'].max():g}. {asserted} cells are framed: the article "
            "suggests their direction; all others are assumptions of the course."
        ),
        table=_judgements_table(impacts),
        draw=lambda ax: _draw_judgements(ax, impacts),
        height=4.6,
        narrow_height=3.6,
    )


def _judgements_table(impacts: pd.DataFrame) -> pd.DataFrame:
    names = {"row": "Factor", "column": "acts on", "impact": "Impact", "basis": "Basis", "claim": "Claim"}
    return impacts[list(names)].rename(columns=names).fillna("")


def _draw_judgements(ax: Axes, impacts: pd.DataFrame) -> Axes:
    cross_impact_figure(impacts, ax=ax)
    order = cross_impact_table(impacts)["Factor"].tolist()
    for cell in impacts[impacts["basis"] == "asserted"].to_dict("records"):
        x, y = order.index(cell["column"]), order.index(cell["row"])
        ax.add_patch(
            Rectangle((x - 0.44, y - 0.44), 0.88, 0.88, facecolor="none", edgecolor=colour("ink"), linewidth=1.8)
        )
    return _without_ticks(ax)


def _without_ticks(ax: Axes) -> Axes:
    """Leave no tick labels behind the axes that are switched off."""
    ax.set_xticks([])
    ax.set_yticks([])
    return ax
