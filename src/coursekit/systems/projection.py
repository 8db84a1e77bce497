"""From a network of two kinds of node to one of a single kind.

Owns the weights of a projection: who shares how much with whom.
"""

from collections.abc import Callable
from itertools import combinations

import networkx as nx
import numpy as np
import numpy.typing as npt

from coursekit.errors import MethodError
from coursekit.systems.columns import require_known
from coursekit.systems.network import by_kind

#: How the weight of a link between two nodes is counted.
WEIGHTS = ("count", "newman")
#: What two nodes of a kind share, if nothing else is said.
_THROUGH = {"actor": "event", "event": "actor", "document": "theme", "theme": "document", "interest": "theme"}

Matrix = npt.NDArray[np.float64]


def projection(graph: nx.Graph, kind: str, *, through: str | None = None, weight: str = "count") -> nx.Graph:
    """Link nodes of one kind that share a node of another.

    One event with six actors makes fifteen links. ``weight="newman"`` takes that back:
    every actor of an event gets 1/(k-1) with each of the k-1 others, so that a meeting of
    two counts more for the two than a meeting of thirty for any pair (M. E. J. Newman,
    Scientific collaboration networks II, Physical Review E 64, 2001, 016132).

    Standing together in a row of the register is not meeting, still less agreeing.

    Parameters
    ----------
    graph : networkx.Graph
        A typed network, such as :func:`coursekit.systems.network` returns it.
    kind : str
        The kind of node to link.
    through : str, optional
        The kind of node they share; for actors ``event``, for documents ``theme``,
        for themes ``document`` by default.
    weight : str
        ``count``: how many they share; ``newman``: the sum of 1/(k-1) over what they share.

    Returns
    -------
    networkx.Graph
        All nodes of the kind, linked with ``weight``, ``shared`` (a tuple of the nodes
        they share) and ``evidence`` (the rows behind).

    Raises
    ------
    MethodError
        If there is no such kind or weight, or it is not clear through what to project.

    Examples
    --------
    >>> from coursekit.systems import network
    >>> actors = projection(network(), "actor")
    >>> actors.edges["EU", "KAZ"]["weight"] > actors.edges["EU", "RUS"]["weight"]
    True
    """
    require_known(weight, WEIGHTS, "weight")
    between = kind_between(graph, kind, through)
    projected = nx.Graph(projected="true")
    projected.add_nodes_from((node, graph.nodes[node]) for node in by_kind(graph, kind))
    for shared in by_kind(graph, between):
        members = sorted(node for node in graph[shared] if graph.nodes[node].get("kind") == kind)
        share = 1.0 if weight == "count" else 1 / max(1, len(members) - 1)
        for first, second in combinations(members, 2):
            _share(graph, projected, (first, second), shared, share)
    for *_, link in projected.edges(data=True):
        link["evidence"] = tuple(dict.fromkeys(link["evidence"]))
        # Thirds and fifths leave dust in the last digits.
        link["weight"] = round(link["weight"], 10)
    return projected


def _share(graph: nx.Graph, projected: nx.Graph, pair: tuple[str, str], shared: str, share: float) -> None:
    evidence = graph.edges[pair[0], shared].get("evidence", ()) + graph.edges[pair[1], shared].get("evidence", ())
    if not projected.has_edge(*pair):
        relation = f"share {graph.nodes[shared]['kind']}"
        projected.add_edge(*pair, weight=0.0, shared=(), evidence=(), relation=relation)
    link = projected.edges[pair]
    link["weight"] += share
    link["shared"] += (shared,)
    link["evidence"] += evidence


def kind_between(graph: nx.Graph, kind: str, through: str | None) -> str:
    """Return the kind through which nodes of a kind are linked.

    Raises
    ------
    MethodError
        If there is no such kind, or several would do.
    """
    members = by_kind(graph, kind)
    near = sorted({str(graph.nodes[other]["kind"]) for node in members for other in graph[node]} - {kind})
    if through is not None:
        require_known(through, near, f"kind of node linked with {kind!r}:")
        return through
    if _THROUGH.get(kind) in near:
        return _THROUGH[kind]
    if len(near) == 1:
        return near[0]
    choice = ", ".join(map(repr, near)) or "none"
    raise MethodError(f"Nodes of the kind {kind!r} are linked with these kinds: {choice}. Say which with through=….")


def memberships(graph: nx.Graph, kind: str, through: str | None = None) -> tuple[list[str], list[str], Matrix]:
    """Return who takes part in what as a matrix of 0 and 1.

    Returns
    -------
    nodes : list of str
        The nodes of the kind, one per row.
    shared : list of str
        What they share, one per column.
    matrix : numpy.ndarray
        1 where the node has a link with what is shared.

    Raises
    ------
    MethodError
        As :func:`projection`.

    Examples
    --------
    >>> from coursekit.systems import network
    >>> actors, events, matrix = memberships(network(), "actor")
    >>> matrix.shape == (len(actors), len(events))
    True
    """
    rows, columns = by_kind(graph, kind), by_kind(graph, kind_between(graph, kind, through))
    matrix = np.array([[float(graph.has_edge(row, column)) for column in columns] for row in rows])
    return rows, columns, matrix


def projector(matrix: Matrix, weight: str) -> Callable[[Matrix], Matrix]:
    """Return the function from "how often each shared node counts" to the projected weights.

    It gives the weights of :func:`projection` as a matrix, without the evidence, and fast
    enough to be called thousands of times.
    """
    require_known(weight, WEIGHTS, "weight")
    sizes = matrix.sum(axis=0)
    worth = np.ones_like(sizes) if weight == "count" else 1 / np.maximum(1, sizes - 1)

    def projected(times: Matrix) -> Matrix:
        weights: Matrix = (matrix * (times * worth)) @ matrix.T
        np.fill_diagonal(weights, 0)
        return weights.round(10)

    return projected
