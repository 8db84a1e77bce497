"""What becomes of a network when a node is taken out.

Owns the comparison before and after, for one node and for all, and with random others.
Taking a node out of the picture says what the register would look like without it. It does
not say what would have happened without it: others would have filled the place.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.errors import MethodError, library
from coursekit.systems.columns import require_count, require_known
from coursekit.systems.network import by_kind, label_of
from coursekit.waiting import steps

#: What is compared before and after.
EFFECTS = ("links", "weight", "components", "alone", "reachable pairs", "mean distance")

_Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Whole:
    """A network as matrices, in the order of its nodes."""

    names: list[Any]
    weights: _Numbers
    distances: _Numbers


def without(graph: nx.Graph, node: str | Collection[str], *, replicates: int = 200, seed: int = 0) -> pd.DataFrame:
    """Compare a network with and without a node, and with what taking out another would do.

    Everything is counted over the nodes that remain: that the removed node itself has no
    links any more is not an effect on the others, except for ``links`` and ``weight``.

    Parameters
    ----------
    graph : networkx.Graph
        Any network of :mod:`coursekit.systems`.
    node : str or collection of str
        What is taken out: a node, or several at once.
    replicates : int
        With how many random choices of as many nodes of the same kinds to compare; for a
        single node with all others of its kind, if there are no more than that.
    seed : int
        Of the random choices.

    Returns
    -------
    pandas.DataFrame
        One row per effect.

        - ``effect``: ``links``, ``weight`` (sum), ``components`` (connected parts), ``alone``
          (nodes without any link), ``reachable pairs`` (pairs of nodes with a path between
          them), ``mean distance`` (in links, over the pairs that still have a path).
        - ``before``, ``after``, ``change``.
        - ``random_mean``, ``random_low``, ``random_high``: the change that others make (mean, 5
          and 95 percent); missing if there is no other node of the kind.
        - ``as_large``: share of the others with a change at least as large.

    Raises
    ------
    MethodError
        If there is no such node, or nothing would remain.

    Examples
    --------
    >>> table = without(nx.star_graph(["hub", "A", "B", "C"]), "hub").set_index("effect")
    >>> table.loc["reachable pairs", ["before", "after"]].tolist()
    [3.0, 0.0]
    """
    require_count(replicates, "replicates")
    out, whole = _named(graph, node), _whole(graph)
    effects = _effects(whole, out)
    choices = steps(_others(graph, out, replicates, seed), "Taking out others")
    others = [_effects(whole, choice)["change"].to_numpy() for choice in choices]
    random = np.array(others).reshape(-1, len(EFFECTS)).T
    compared = [_compared(change, many) for change, many in zip(effects["change"], random, strict=True)]
    names = ["random_mean", "random_low", "random_high", "as_large"]
    return effects.join(pd.DataFrame(compared, index=EFFECTS, columns=names)).rename_axis("effect").reset_index()


def _named(graph: nx.Graph, node: str | Collection[str]) -> list[Any]:
    is_one = isinstance(node, str) or not isinstance(node, Collection)
    out: list[Any] = [node] if is_one else list(dict.fromkeys(node))
    for name in out:
        require_known(name, list(graph), "node")
    if not out or len(out) >= len(graph):
        raise MethodError(f"Taking out {len(out)} of {len(graph)} nodes compares nothing: leave at least one.")
    return out


def _whole(graph: nx.Graph) -> _Whole:
    names = list(graph)
    weights = nx.to_numpy_array(graph, nodelist=names, weight="weight")
    return _Whole(names, weights, _distances(weights))


def _distances(weights: _Numbers) -> _Numbers:
    """Return the number of links between any two nodes, infinite where there is no path."""
    # Late: scipy is heavy, and only distances need it.
    paths = library("scipy.sparse.csgraph")
    found: _Numbers = paths.shortest_path(weights > 0, directed=False, unweighted=True)
    return found


def _rest(whole: _Whole, out: Sequence[Any]) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Return weights, former distances and distances of the nodes that remain."""
    stays = [place for place, name in enumerate(whole.names) if name not in set(out)]
    weights = whole.weights[np.ix_(stays, stays)]
    return weights, whole.distances[np.ix_(stays, stays)], _distances(weights)


def _effects(whole: _Whole, out: Sequence[Any]) -> pd.DataFrame:
    weights, former, still = _rest(whole, out)
    stays = [place for place, name in enumerate(whole.names) if name not in set(out)]
    pairs = np.triu_indices_from(still, 1)
    kept = np.isfinite(still[pairs])
    rows = {
        "links": ((whole.weights > 0).sum() / 2, (weights > 0).sum() / 2),
        "weight": (whole.weights.sum() / 2, weights.sum() / 2),
        "components": (_parts(former), _parts(still)),
        "alone": ((~(whole.weights[stays] > 0).any(axis=1)).sum(), (~(weights > 0).any(axis=1)).sum()),
        "reachable pairs": (np.isfinite(former[pairs]).sum(), kept.sum()),
        "mean distance": (_mean(former[pairs][kept]), _mean(still[pairs][kept])),
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["before", "after"]).astype("float64")
    return table.assign(change=table["after"] - table["before"])


def _parts(distances: _Numbers) -> int:
    """Return how many connected parts there are: nodes of one part reach the same nodes."""
    return len(np.unique(np.isfinite(distances), axis=0))


def _mean(numbers: _Numbers) -> float:
    return float(numbers.mean()) if numbers.size else np.nan


def _others(graph: nx.Graph, out: Sequence[Any], replicates: int, seed: int) -> list[list[Any]]:
    """Return random choices of as many nodes of each kind, other than the nodes taken out."""
    kinds = dict(graph.nodes(data="kind"))
    generator = np.random.default_rng(seed)
    pools = {kind: [node for node in graph if kinds[node] == kind and node not in set(out)] for kind in kinds.values()}
    needed = [kinds[node] for node in out]
    if any(needed.count(kind) > len(pools[kind]) for kind in needed):
        return []
    if len(out) == 1 and len(pools[needed[0]]) <= replicates:
        return [[node] for node in pools[needed[0]]]
    return [
        [
            pools[kind][place]
            for kind in dict.fromkeys(needed)
            for place in generator.choice(len(pools[kind]), needed.count(kind), replace=False)
        ]
        for _ in range(replicates)
    ]


def _compared(change: float, random: _Numbers) -> tuple[float, float, float, float]:
    known = random[~np.isnan(random)]
    if not known.size or np.isnan(change):
        return (np.nan, np.nan, np.nan, np.nan)
    low, high = np.quantile(known, [0.05, 0.95])
    # A hair of slack: means that are equal on paper differ in the last digit.
    return float(known.mean()), float(low), float(high), float((np.abs(known) >= abs(change) - 1e-9).mean())


def lost_pairs(graph: nx.Graph, node: str | Collection[str]) -> pd.DataFrame:
    """Return the pairs of nodes that lose their last path when a node is taken out.

    Returns
    -------
    pandas.DataFrame
        ``first``, ``second`` (keys), ``first_label``, ``second_label`` and ``distance`` (their
        distance before, in links).

    Raises
    ------
    MethodError
        If there is no such node, or nothing would remain.

    Examples
    --------
    >>> lost_pairs(nx.path_graph(["A", "B", "C"]), "B")[["first", "second", "distance"]].values.tolist()
    [['A', 'C', 2]]
    """
    out, whole, label = _named(graph, node), _whole(graph), label_of(graph)
    _, former, still = _rest(whole, out)
    names = [name for name in whole.names if name not in set(out)]
    lost = np.isfinite(former) & ~np.isfinite(still)
    rows = [
        (names[one], names[two], label(names[one]), label(names[two]), int(former[one, two]))
        for one, two in combinations(range(len(names)), 2)
        if lost[one, two]
    ]
    return pd.DataFrame(rows, columns=["first", "second", "first_label", "second_label", "distance"])


def removals(graph: nx.Graph, *, kind: str | None = None) -> pd.DataFrame:
    """Take out each node in turn, to see which ones hold the network together.

    Parameters
    ----------
    graph : networkx.Graph
        Any network of :mod:`coursekit.systems`.
    kind : str, optional
        Take out nodes of this kind only.

    Returns
    -------
    pandas.DataFrame
        One row per node, the most consequential first: ``node``, ``label``, ``kind``, ``links``
        (it has), ``weight_share`` (of all weight, lost with it), ``pairs_lost`` (pairs of others
        that lose their last path), ``parts`` (additional connected parts), ``alone`` (nodes left
        without any link) and ``farther`` (rise of the mean distance of the pairs that still
        have a path, in links).

    Raises
    ------
    MethodError
        If the network has no such kind, or fewer than two nodes.

    Examples
    --------
    >>> from coursekit.systems import network
    >>> removals(network(kinds=["theme", "interest"]))["pairs_lost"].iloc[0].item()
    21
    """
    chosen = list(graph) if kind is None else by_kind(graph, kind)
    whole, rows = _whole(graph), []
    all_weight = whole.weights.sum() / 2
    for node in steps(chosen, "Taking out one at a time"):
        change = _effects(whole, _named(graph, [node]))["change"]
        share = -change["weight"] / all_weight if all_weight else 0.0
        counts = (-change["reachable pairs"], change["components"], change["alone"])
        described = graph.nodes[node]
        rows.append(
            (
                node,
                described.get("label", node),
                described.get("kind"),
                graph.degree(node),
                share,
                *map(int, counts),
                change["mean distance"],
            )
        )
    names = ["node", "label", "kind", "links", "weight_share", "pairs_lost", "parts", "alone", "farther"]
    order = ["pairs_lost", "farther", "weight_share"]
    return pd.DataFrame(rows, columns=names).sort_values(order, ascending=False, kind="stable", ignore_index=True)
