"""The drawing of a network, with a label on every node.

Owns :func:`network_figure` and the table that stands beside it.
"""

import textwrap
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from coursekit.data.actors import COLOURED, GROUPS
from coursekit.errors import FigureError
from coursekit.language import front_end_words
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour, course_style
from coursekit.plots.systems.axes import axes_of
from coursekit.systems import KINDS, links
from coursekit.systems.columns import require_known

_SHAPES = ("o", "s", "D", "^", "v", "P", "h")
_KIND_SHAPES = dict(zip(KINDS, ("o", "s", "D", "^", "h"), strict=True))
_KIND_COLOURS = {"actor": "ink", "event": "phase1", "document": "accent", "theme": "phase3", "interest": "phase2"}
_LEFT_GROUPS, _RIGHT_GROUPS = GROUPS[:2], GROUPS[2:]
#: More labels than this on one side do not fit in the narrow form.
_MOST_ROWS = 30
Places = dict[Any, tuple[float, float]]


def network_figure(
    graph: nx.Graph, *, ax: Axes | None = None, least: float = 0, chosen: str | None = None, language: str = "en"
) -> Axes:
    """Draw a network with a label on every node.

    Nodes of one kind stand on two arcs (actors: states on the left, organisations on the right);
    nodes of two or three kinds in columns. Places carry no meaning: they only keep labels apart,
    and the same data give the same drawing. Shapes tell the kinds (or groups) of nodes apart,
    the width of a line is the weight.

    See ``CAVEATS["network"]``, and :func:`network_table` for the numbers and rows behind.

    Parameters
    ----------
    graph : networkx.Graph
        A network of :mod:`coursekit.systems` with one to three kinds of node.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.
    least : float
        Draw links of this weight or more; nodes without such a link are left out.
    chosen : str, optional
        A node whose links stand out.
    language : str
        Of the legend.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    FigureError
        If nothing is left to draw, there are too many nodes for their labels or too many kinds.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from coursekit.systems import network, projection
    >>> axes = network_figure(projection(network(), "actor"), ax=Figure().subplots(), least=5)
    >>> "Kazakhstan" in [text.get_text() for text in axes.texts]
    True
    """
    drawn = _thinned(graph, least)
    if chosen is not None:
        require_known(chosen, list(drawn), "node drawn:")
    kinds = sorted({data["kind"] for _, data in drawn.nodes(data=True)}, key=[*KINDS, "node"].index)
    places, sides = _on_arcs(drawn) if len(kinds) == 1 else _in_columns(drawn, kinds)
    with course_style():
        ax = axes_of(ax)
        _draw_links(ax, drawn, places, chosen)
        _draw_nodes(ax, drawn, places, _types(drawn, kinds))
        _draw_labels(ax, drawn, places, sides)
        _draw_key(ax, _types(drawn, kinds), kinds, language)
        ax.set_axis_off()
    return ax


def network_table(graph: nx.Graph, *, least: float = 0) -> pd.DataFrame:
    """Return what a network figure shows: who with whom, how much, and the rows it rests on.

    Examples
    --------
    >>> from coursekit.systems import network, projection
    >>> network_table(projection(network(), "actor"), least=5).columns.tolist()
    ['First', 'Second', 'Weight', 'Rests on']
    """
    drawn = _thinned(graph, least)
    table = links(drawn)
    label = {node: _short(drawn, node) for node in drawn}
    return pd.DataFrame(
        {
            "First": table["first"].map(label),
            "Second": table["second"].map(label),
            "Weight": table["weight"],
            "Rests on": table["evidence"].str.replace(";", ", "),
        }
    )


def _thinned(graph: nx.Graph, least: float) -> nx.Graph:
    kept = [(one, two) for one, two, weight in graph.edges(data="weight", default=1.0) if weight >= least]
    if not kept:
        raise FigureError(f"No link has a weight of {least:g} or more: lower 'least'.")
    thinned = nx.Graph()
    linked = {node for pair in kept for node in pair}
    thinned.add_nodes_from((node, {"kind": "node", **data}) for node, data in graph.nodes(data=True) if node in linked)
    thinned.add_edges_from((one, two, graph.edges[one, two]) for one, two in kept)
    return thinned


def _short(graph: nx.Graph, node: Any) -> str:
    data = graph.nodes[node]
    return str(data.get("short") or data.get("label") or node)


def _spread(count: int) -> list[float]:
    return [1 - (place + 0.5) / count for place in range(count)]


def _require_room(count: int) -> None:
    if count > _MOST_ROWS:
        raise FigureError(f"{count} labels stand on one side, {_MOST_ROWS} fit: draw a part, or raise 'least'.")


def _on_arcs(graph: nx.Graph) -> tuple[Places, dict[Any, int]]:
    """Place nodes on two arcs, the most linked in the middle of each, labels outside."""
    order = sorted(graph, key=lambda node: (-graph.degree(node, weight="weight"), str(node)))
    groups = [graph.nodes[node].get("group") for node in order]
    if set(groups) <= {*_LEFT_GROUPS, *_RIGHT_GROUPS}:
        left = [node for name in _LEFT_GROUPS for node, group in zip(order, groups, strict=True) if group == name]
        right = [node for name in _RIGHT_GROUPS for node, group in zip(order, groups, strict=True) if group == name]
    else:
        left, right = order[::2], order[1::2]
    places: Places = {}
    for side, half in ((-1, left), (1, right)):
        _require_room(len(half))
        # The most linked in the middle, the others outwards from there.
        outwards = half[1::2][::-1] + half[::2]
        for node, height in zip(outwards, _spread(len(half)), strict=True):
            places[node] = (side * sqrt(max(0.04, 0.25 - (height - 0.5) ** 2)), height)
    return places, {node: -1 if place[0] < 0 else 1 for node, place in places.items()}


def _in_columns(graph: nx.Graph, kinds: Sequence[str]) -> tuple[Places, dict[Any, int]]:
    """Place each kind in a column, nodes near those they are linked with."""
    if len(kinds) > 3:
        raise FigureError(f"The network has {len(kinds)} kinds of node, three fit side by side: choose with 'kinds'.")
    columns = [[node for node in graph if graph.nodes[node]["kind"] == kind] for kind in kinds]
    for column in columns:
        _require_room(len(column))
    height = {node: place for column in columns for node, place in zip(column, _spread(len(column)), strict=True)}
    # A few sweeps: each node to the middle of its neighbours, and lines cross less.
    for column in [*columns[1:], *columns[:-1][::-1]] * 4:
        column.sort(key=lambda node: (-_middle(graph, node, height), str(node)))
        height.update(zip(column, _spread(len(column)), strict=True))
    step = 1 / (len(columns) - 1)
    places = {node: (number * step, height[node]) for number, column in enumerate(columns) for node in column}
    sides = {node: (-1 if x == 0 else 1 if x == 1 else 0) for node, (x, _) in places.items()}
    return places, sides


def _middle(graph: nx.Graph, node: Any, height: Mapping[Any, float]) -> float:
    near = [(height[other], graph.edges[node, other].get("weight", 1.0)) for other in graph[node]]
    return float(sum(place * weight for place, weight in near) / sum(weight for _, weight in near))


def _types(graph: nx.Graph, kinds: Sequence[str]) -> dict[Any, str]:
    """Return what a node's shape stands for: its kind, or in a network of one kind its group."""
    if len(kinds) > 1:
        return {node: data["kind"] for node, data in graph.nodes(data=True)}
    groups = {node: str(data.get("group") or data["kind"]) for node, data in graph.nodes(data=True)}
    return groups if len(set(groups.values())) <= len(_SHAPES) else dict.fromkeys(groups, kinds[0])


def _order(types: Mapping[Any, str]) -> list[str]:
    known = [*KINDS, *_LEFT_GROUPS, *_RIGHT_GROUPS]
    return sorted(set(types.values()), key=lambda name: (known.index(name) if name in known else len(known), name))


def _colour_of(node: Any, graph: nx.Graph) -> str:
    if node in COLOURED:
        return colour(str(node))
    if graph.nodes[node].get("group") == "union":
        return colour("EU")
    return colour(_KIND_COLOURS.get(graph.nodes[node]["kind"], "ink"))


def _draw_links(ax: Axes, graph: nx.Graph, places: Places, chosen: str | None) -> None:
    heaviest = max(weight for *_, weight in graph.edges(data="weight", default=1.0))
    # On arcs lines bow towards the middle: links along one side would lie on top of each other.
    bend = 0.55 if min(x for x, _ in places.values()) < 0 else 0.0
    for is_chosen in (False, True):
        pairs = [pair for pair in graph.edges if (chosen in pair) is is_chosen]
        lines = PatchCollection([PathPatch(_bowed(places[one], places[two], bend)) for one, two in pairs])
        lines.set(
            linewidths=[0.5 + 2.7 * graph.edges[pair].get("weight", 1.0) / heaviest for pair in pairs],
            edgecolor=colour("accent") if is_chosen else colour("muted"),
            facecolor="none",
            alpha=0.8 if is_chosen else (0.15 if chosen else 0.32),
            zorder=1,
        )
        ax.add_collection(lines)


def _bowed(one: tuple[float, float], two: tuple[float, float], bend: float) -> Path:
    middle = ((one[0] + two[0]) / 2 * (1 - bend), 0.5 + ((one[1] + two[1]) / 2 - 0.5) * (1 - bend))
    return Path([one, middle, two], [Path.MOVETO, Path.CURVE3, Path.CURVE3])


def _shape(name: str, order: Sequence[str]) -> str:
    return _KIND_SHAPES.get(name) or _SHAPES[order.index(name)]


def _draw_nodes(ax: Axes, graph: nx.Graph, places: Places, types: Mapping[Any, str]) -> None:
    order = _order(types)
    for node, (x, y) in places.items():
        shape = _shape(types[node], order)
        ax.plot(x, y, shape, color=_colour_of(node, graph), markersize=6.5, zorder=3, clip_on=False)


def _draw_labels(ax: Axes, graph: nx.Graph, places: Places, sides: Mapping[Any, int]) -> None:
    narrow = is_narrow(ax)
    for node, place in places.items():
        side = sides[node]
        is_crowded = list(sides.values()).count(side) > 14
        letters = (25 if is_crowded else 19) if narrow else 34
        words = textwrap.shorten(_short(graph, node), letters * (1 if is_crowded else 2), placeholder=" …")
        ax.annotate(
            textwrap.fill(words, letters),
            place,
            xytext=(7 * (side or 1), 0),
            textcoords="offset points",
            ha="right" if side < 0 else "left",
            va="center",
            fontsize=(7.0 if is_crowded else 7.8) if narrow else 9.0,
            color=colour("ink"),
            linespacing=0.95,
            zorder=4,
            # In the middle column lines pass behind the label.
            bbox=None if side else {"facecolor": colour("paper"), "edgecolor": "none", "alpha": 0.8, "pad": 0.6},
        )


def _draw_key(ax: Axes, types: Mapping[Any, str], kinds: Sequence[str], language: str) -> None:
    order = _order(types)
    if len(order) < 2:
        return
    said = front_end_words(language, ["network"])
    many = len(kinds) > 1
    handles = [
        Line2D([], [], linestyle="", marker=_shape(name, order), markersize=6,
               color=colour(_KIND_COLOURS.get(name, "ink") if many else "ink"),
               label=said.get(f"network_type_{name}", name.replace("_", " ").capitalize()))
        for name in order
    ]  # fmt: skip
    ax.legend(
        handles=handles,
        loc="upper center",
        bbox_to_anchor=(0.5, 0.0),
        ncols=2 if is_narrow(ax) else min(4, len(handles)),
        fontsize=8,
        handletextpad=0.2,
        columnspacing=1.0,
    )
