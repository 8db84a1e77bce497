"""Groups of nodes that are linked among themselves more than chance would have it.

Owns the search for communities, their steadiness from run to run, and the comparison
with random networks. The search (Louvain) always finds groups, in noise too, and another
seed may find others: a division is worth reporting only with both comparisons beside it.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from coursekit.errors import MethodError
from coursekit.systems.columns import require_columns, require_count
from coursekit.systems.projection import Matrix, memberships, projector
from coursekit.waiting import steps

#: Tries of an exchange per link; enough to forget where a random network began.
_TRIES = 10


def communities(graph: nx.Graph, seed: int = 0, *, resolution: float = 1.0) -> pd.DataFrame:
    """Divide a network into communities: the Louvain method, which looks for high modularity.

    Source: V. D. Blondel and others, Fast unfolding of communities in large networks,
    Journal of Statistical Mechanics, 2008, P10008; computed by networkx. Weights count.

    Parameters
    ----------
    graph : networkx.Graph
        A network of one kind, such as a projection.
    seed : int
        Sets the order in which nodes are tried; another seed may give another division.
    resolution : float
        Above 1 for smaller communities, below 1 for larger ones.

    Returns
    -------
    pandas.DataFrame
        ``node``, ``label``, ``kind``, ``community`` (1 is the largest) and ``size``.

    Raises
    ------
    MethodError
        If the network has no link.

    Examples
    --------
    >>> two = nx.Graph([("A", "B"), ("B", "C"), ("A", "C"), ("C", "D"), ("D", "E"), ("E", "F"), ("D", "F")])
    >>> communities(two).groupby("community")["node"].agg(list).tolist()
    [['A', 'B', 'C'], ['D', 'E', 'F']]
    """
    found = _divided(graph, seed, resolution)
    rows = [
        (node, graph.nodes[node].get("label", node), graph.nodes[node].get("kind"), number, len(members))
        for number, members in enumerate(found, start=1)
        for node in members
    ]
    return pd.DataFrame(rows, columns=["node", "label", "kind", "community", "size"])


def _divided(graph: nx.Graph, seed: int, resolution: float = 1.0) -> list[list[Any]]:
    """Return communities, the largest first, each in the order of the graph."""
    if not graph.number_of_edges():
        raise MethodError("The network has no link, so there is nothing to divide.")
    # Numbers instead of names: the order of a set of names differs from one start of Python to the next.
    numbered = nx.convert_node_labels_to_integers(graph)
    found = nx.community.louvain_communities(numbered, weight="weight", resolution=resolution, seed=seed)
    names = list(graph)
    ordered = sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))
    return [[names[number] for number in members] for members in ordered]


def modularity(graph: nx.Graph, found: pd.DataFrame) -> float:
    """Return the modularity of a division: links within communities beyond what degrees alone would give.

    Parameters
    ----------
    graph : networkx.Graph
        The network.
    found : pandas.DataFrame
        Columns ``node`` and ``community``, each node once.

    Returns
    -------
    float
        0 if everything is one community; at most 1, at least -0.5 (below 0 there are fewer
        links within communities than degrees alone would give).

    Raises
    ------
    MethodError
        If nodes are missing or doubled.

    Examples
    --------
    >>> two = nx.Graph([("A", "B"), ("C", "D")])
    >>> modularity(two, communities(two))
    0.5
    """
    require_columns(found, ["node", "community"], "communities")
    if sorted(found["node"], key=str) != sorted(graph, key=str):
        raise MethodError("The communities do not hold each node of the network exactly once.")
    groups = [set(members) for _, members in found.groupby("community")["node"]]
    value: float = nx.community.modularity(graph, groups, weight="weight")
    return round(value, 10)


def community_runs(graph: nx.Graph, *, runs: int = 50, seed: int = 0) -> pd.DataFrame:
    """Repeat the search with other seeds.

    Returns
    -------
    pandas.DataFrame
        One row per run: ``run``, ``seed``, ``communities`` (how many) and ``modularity``.

    Raises
    ------
    MethodError
        If the network has no link or ``runs`` is below 1.

    Examples
    --------
    >>> community_runs(nx.karate_club_graph(), runs=3)["communities"].between(3, 5).all().item()
    True
    """
    rows = [
        (run, one, len(found), _modularity(graph, found)) for run, (one, found) in enumerate(_runs(graph, runs, seed))
    ]
    return pd.DataFrame(rows, columns=["run", "seed", "communities", "modularity"])


def community_stability(graph: nx.Graph, *, runs: int = 50, seed: int = 0) -> pd.DataFrame:
    """Count in how many runs with other seeds two nodes fall into the same community.

    Returns
    -------
    pandas.DataFrame
        One row per pair of nodes: ``first``, ``second``, ``together`` (share of the runs).
        Near 1 or 0 the division is steady, near 0.5 the seed decides.

    Raises
    ------
    MethodError
        If the network has no link or ``runs`` is below 1.

    Examples
    --------
    >>> two = nx.Graph([("A", "B"), ("C", "D")])
    >>> community_stability(two, runs=5)["together"].tolist()
    [1.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    """
    names = list(graph)
    counted = np.zeros((len(names), len(names)))
    for _, found in _runs(graph, runs, seed):
        number = {node: place for place, members in enumerate(found) for node in members}
        label = np.array([number[node] for node in names])
        counted += label[:, None] == label[None, :]
    rows = [
        (names[first], names[second], counted[first, second] / runs)
        for first, second in combinations(range(len(names)), 2)
    ]
    return pd.DataFrame(rows, columns=["first", "second", "together"])


def _runs(graph: nx.Graph, runs: int, seed: int) -> list[tuple[int, list[list[Any]]]]:
    require_count(runs, "runs")
    seeds = range(seed, seed + runs)
    return [(one, _divided(graph, one)) for one in steps(seeds, "Dividing the network again")]


def modularity_test(  # noqa: PLR0913  the network, three choices of the projection, two of the test
    graph: nx.Graph,
    *,
    kind: str | None = None,
    through: str | None = None,
    weight: str = "count",
    replicates: int = 100,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the modularity with that of random networks with the same degrees.

    A projection is full of triangles because every event makes one of its actors: compared
    with random links it always looks divided. Give the network of two kinds and the kind to
    project, and what is random is who takes part in what: every actor keeps its number of
    events and every event its number of actors, and only then it is projected.

    Parameters
    ----------
    graph : networkx.Graph
        A network of one kind (its links are exchanged, weights left aside), or with ``kind``
        one of two kinds.
    kind, through, weight : str, optional
        As for :func:`coursekit.systems.projection`.
    replicates : int
        How many random networks.
    seed : int
        Of the exchanges and of the searches.

    Returns
    -------
    pandas.DataFrame
        One row: ``modularity`` and ``communities`` found; ``random_mean``, ``random_low`` and
        ``random_high`` (5 and 95 percent) of the random networks; ``as_high``: share of them
        with a modularity at least as high; ``replicates``.

    Raises
    ------
    MethodError
        If the network has no link, or an option is unknown or out of range.

    Examples
    --------
    >>> modularity_test(nx.karate_club_graph(), replicates=20)["as_high"].item()
    0.0
    """
    require_count(replicates, "replicates")
    generator = np.random.default_rng(seed)
    if kind is None:
        # 0 and 1 in place of weights: an exchange of links leaves no weight in its place.
        names = list(graph)
        whole = (nx.to_numpy_array(graph, nodelist=names, weight=None) > 0).astype(float)
    else:
        names, _, whole = memberships(graph, kind, through)
    found = _searched(whole, weight, seed, one_mode=kind is None)
    random = []
    for place in steps(range(replicates), "Comparing with random networks"):
        mixed = exchanged(whole, generator, symmetric=kind is None)
        random.append(_searched(mixed, weight, seed + place, one_mode=kind is None)[0])
    low, high = np.quantile(random, [0.05, 0.95])
    row = {
        "modularity": found[0],
        "communities": found[1],
        "random_mean": float(np.mean(random)),
        "random_low": float(low),
        "random_high": float(high),
        "as_high": float(np.mean([value >= found[0] for value in random])),
        "replicates": replicates,
    }
    return pd.DataFrame([row])


def _searched(matrix: Matrix, weight: str, seed: int, *, one_mode: bool) -> tuple[float, int]:
    weights = matrix if one_mode else projector(matrix, weight)(np.ones(matrix.shape[1]))
    graph = nx.from_numpy_array(weights)
    found = _divided(graph, seed)
    return _modularity(graph, found), len(found)


def _modularity(graph: nx.Graph, found: Sequence[Sequence[Any]]) -> float:
    value: float = nx.community.modularity(graph, [set(members) for members in found], weight="weight")
    return round(value, 10)


def exchanged(matrix: Matrix, generator: np.random.Generator, *, symmetric: bool = False) -> Matrix:
    """Return a random matrix of 0 and 1 with the same row and column sums.

    Two links at a time exchange their ends, where that makes no double link: a-x and b-y
    become a-y and b-x.

    Parameters
    ----------
    matrix : numpy.ndarray
        0 and 1; of two kinds, or symmetric without a diagonal.
    generator : numpy.random.Generator
        Decides which.
    symmetric : bool
        Whether the matrix is one of a network of one kind and must stay symmetric.

    Examples
    --------
    >>> mixed = exchanged(np.eye(4), np.random.default_rng(1))
    >>> mixed.sum(axis=0).tolist(), mixed.sum(axis=1).tolist()
    ([1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0])
    """
    rows, columns = np.nonzero(np.triu(matrix)) if symmetric else np.nonzero(matrix)
    ends = [[int(row), int(column)] for row, column in zip(rows, columns, strict=True)]
    linked = {(row, column) for row, column in ends}
    linked |= {(column, row) for row, column in ends} if symmetric else set()
    for first, second in generator.integers(0, len(ends), (_TRIES * len(ends), 2)).tolist():
        one, two = ends[first], ends[second]
        if symmetric and generator.random() < 0.5:
            two.reverse()
        new = {(one[0], two[1]), (two[0], one[1])}
        if len(new) < 2 or new & linked or (symmetric and any(row == column for row, column in new)):
            continue
        _swap(linked, one, two, symmetric=symmetric)
    mixed = np.zeros_like(matrix)
    mixed[tuple(np.array(sorted(linked)).T)] = 1
    return mixed


def _swap(linked: set[tuple[int, int]], one: list[int], two: list[int], *, symmetric: bool) -> None:
    old, new = [tuple(one), tuple(two)], [(one[0], two[1]), (two[0], one[1])]
    for pairs, change in ((old, linked.discard), (new, linked.add)):
        for row, column in pairs:
            change((row, column))
            if symmetric:
                change((column, row))
    one[1], two[1] = two[1], one[1]
