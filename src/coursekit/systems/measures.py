"""Who stands where in a network: five measures, and how far they agree.

Owns the centralities. The order of the nodes depends on the measure and on the register
from which the links come: show more than one, and with them the intervals of
:mod:`coursekit.systems.uncertainty`.
"""

from fractions import Fraction
from itertools import combinations
from math import lcm
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from coursekit.errors import MethodError
from coursekit.systems.columns import require_columns, require_known

#: The measures, as the columns ``measure`` name them.
MEASURES = ("degree", "strength", "betweenness", "closeness", "eigenvector")
#: What a step along a link costs.
LENGTHS = ("links", "weights")
#: Measures closer than this are ties: the rest is dust of the arithmetic.
_DIGITS = 10


def centralities(graph: nx.Graph, *, lengths: str = "links") -> pd.DataFrame:
    """Measure how central each node is, in five ways.

    - *degree*: number of nodes it is linked with.
    - *strength*: sum of the weights of its links.
    - *betweenness*: share of the shortest paths between two others that lead through it
      (Freeman, divided by the number of pairs of others).
    - *closeness*: (nodes it reaches) / (sum of the distances), times the share of the
      other nodes that it reaches (Wasserman and Faust), so that a node in a small
      corner does not come out on top.
    - *eigenvector*: central is who is linked with the central; the weights count. Defined
      in the largest connected part only, missing outside it. It is solved exactly, not by
      repetition, which need not settle on a network of two kinds.

    A rank says nothing about power. It says how often the register puts a name beside others.

    Parameters
    ----------
    graph : networkx.Graph
        A network with weights above 0.
    lengths : str
        What a path costs, for betweenness and closeness: ``links`` counts its links,
        ``weights`` adds 1/weight of each, so that strong links are short.

    Returns
    -------
    pandas.DataFrame
        One row per node and measure: ``node``, ``label``, ``kind``, ``measure``, ``value``
        and ``rank`` (1 is the highest; equals share the better rank; missing where the
        measure is not defined).

    Raises
    ------
    MethodError
        If the network has no node, its links have a direction, or ``lengths`` is unknown.

    Examples
    --------
    >>> from coursekit.systems import network_from_links
    >>> path = pd.DataFrame({"first": ["A", "B"], "second": ["B", "C"]})
    >>> table = centralities(network_from_links(path))
    >>> table.loc[table["measure"] == "betweenness", ["node", "value", "rank"]].values.tolist()
    [['A', 0.0, 2], ['B', 1.0, 1], ['C', 0.0, 2]]
    """
    require_known(lengths, LENGTHS, "length")
    if not graph:
        raise MethodError("The network has no node, so there is nothing to measure.")
    if graph.is_directed():
        raise MethodError(
            "The links of the network have a direction, and these measures know none. "
            "Give graph.to_undirected(), if the direction does not matter."
        )
    parts = [_measured(graph, measure, lengths) for measure in MEASURES]
    return pd.concat(parts, ignore_index=True)


def _measured(graph: nx.Graph, measure: str, lengths: str) -> pd.DataFrame:
    values = measure_values(graph, measure, lengths=lengths)
    described = [(node, data.get("label", node), data.get("kind")) for node, data in graph.nodes(data=True)]
    table = pd.DataFrame(described, columns=["node", "label", "kind"])
    table["measure"] = measure
    table["value"] = table["node"].map(values).astype("float64")
    table["rank"] = ranks(table["value"])
    return table


def measure_values(graph: nx.Graph, measure: str, *, lengths: str = "links") -> "pd.Series[float]":
    """Return one measure, node -> value.

    Raises
    ------
    MethodError
        If there is no such measure.

    Examples
    --------
    >>> measure_values(nx.path_graph(3), "degree").tolist()
    [1.0, 2.0, 1.0]
    """
    require_known(measure, MEASURES, "measure")
    found: dict[Any, float]
    if measure == "degree":
        found = dict(graph.degree())
    elif measure == "strength":
        found = dict(graph.degree(weight="weight"))
    elif measure == "eigenvector":
        found = _eigenvector(graph)
    else:
        found = _along_paths(graph, measure, lengths)
    return pd.Series(found, dtype="float64").reindex(list(graph)).round(_DIGITS)


def _along_paths(graph: nx.Graph, measure: str, lengths: str) -> dict[Any, float]:
    length = None
    if lengths == "weights":
        graph, length = with_lengths(graph, exact=measure == "betweenness"), "length"
    if measure == "betweenness":
        found: dict[Any, float] = nx.betweenness_centrality(graph, weight=length)
    else:
        found = nx.closeness_centrality(graph, distance=length)
    return found


def with_lengths(graph: nx.Graph, *, exact: bool) -> nx.Graph:
    """Return a copy whose links have a ``length`` of 1/weight.

    Exact lengths are whole numbers in proportion to 1/weight: sums of 1/3 differ in the
    last digit, and of two paths of equal length only one would count as shortest.

    Examples
    --------
    >>> graph = nx.Graph([("A", "B", {"weight": 2}), ("B", "C", {"weight": 3})])
    >>> [length for *_, length in with_lengths(graph, exact=True).edges(data="length")]
    [3, 2]
    """
    copy = nx.Graph(graph)
    if not exact:
        plain = {pair: 1 / graph.edges[pair].get("weight", 1) for pair in graph.edges}
        nx.set_edge_attributes(copy, plain, "length")
        return copy
    weights = {
        (first, second): Fraction(data.get("weight", 1)).limit_denominator(10**6)
        for first, second, data in graph.edges(data=True)
    }
    common = lcm(*(weight.numerator for weight in weights.values()))
    # 1/weight = denominator/numerator, times the common multiple of all numerators.
    scaled = {pair: common // weight.numerator * weight.denominator for pair, weight in weights.items()}
    nx.set_edge_attributes(copy, scaled, "length")
    return copy


def _eigenvector(graph: nx.Graph) -> dict[Any, float]:
    parts: list[set[Any]] = list(nx.connected_components(graph))
    parts.sort(key=len, reverse=True)
    part = sorted(parts[0], key=list(graph).index)
    matrix = nx.to_numpy_array(graph, nodelist=part, weight="weight")
    _, vectors = np.linalg.eigh(matrix)
    # In a connected part the vector of the largest eigenvalue has one sign throughout.
    return dict(zip(part, np.abs(vectors[:, -1]).tolist(), strict=True))


def ranks(values: "pd.Series[float]") -> "pd.Series[Any]":
    """Return ranks, 1 for the highest; equals share the better rank.

    Examples
    --------
    >>> ranks(pd.Series([5.0, 7.0, 5.0])).tolist()
    [2, 1, 2]
    """
    return values.round(_DIGITS).rank(method="min", ascending=False).astype("Int64")


def measure_agreement(measured: pd.DataFrame) -> pd.DataFrame:
    """Compare the orders that two measures give: Spearman's rank correlation.

    Parameters
    ----------
    measured : pandas.DataFrame
        From :func:`centralities`: columns ``node``, ``measure``, ``value``.

    Returns
    -------
    pandas.DataFrame
        ``first``, ``second``: two measures; ``correlation``: 1 if they order the nodes
        alike, -1 if in reverse, missing if one gives all nodes the same value. Nodes for which
        one of the two is missing do not count.

    Raises
    ------
    MethodError
        If a column is missing.

    Examples
    --------
    >>> from coursekit.systems import network, projection
    >>> table = measure_agreement(centralities(projection(network(), "actor")))
    >>> table.columns.tolist(), len(table)
    (['first', 'second', 'correlation'], 10)
    """
    require_columns(measured, ["node", "measure"], "measures")
    wide = measured.pivot_table(index="node", columns="measure", values="value", dropna=False)
    names = list(dict.fromkeys(measured["measure"]))
    between = wide.corr(method="spearman")
    rows = [(first, second, between.loc[first, second]) for first, second in combinations(names, 2)]
    return pd.DataFrame(rows, columns=["first", "second", "correlation"])
