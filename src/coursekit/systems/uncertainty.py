"""How sure a rank is: the register drawn again, and the register without one event.

Owns the robustness of centralities to what was collected. It covers chance in the
collection, as if each event had stood an equal chance of being written down. It does not
cover choice: a register about the EU and Central Asia puts both in the middle, however
often it is drawn.
"""

import networkx as nx
import numpy as np
import pandas as pd

from coursekit.systems.columns import require_count, require_known, require_share
from coursekit.systems.measures import LENGTHS, MEASURES, measure_values, ranks
from coursekit.systems.network import label_of
from coursekit.systems.projection import Matrix, memberships, projector
from coursekit.waiting import steps


def rank_intervals(  # noqa: PLR0913  a measure of a projection has four choices, the draws have three
    graph: nx.Graph,
    kind: str,
    *,
    measure: str = "strength",
    through: str | None = None,
    weight: str = "count",
    lengths: str = "links",
    replicates: int = 500,
    confidence: float = 0.9,
    seed: int = 0,
) -> pd.DataFrame:
    """Rank the nodes of a kind, with intervals from drawing the register again.

    The events are drawn with replacement, as many as there are, and everything is counted
    anew: the percentile bootstrap over events. Each interval is its node's own: that two
    overlap does not show that the nodes are equal, since one may stand above the other in
    almost every draw. To compare two nodes, take the share of the draws in which the first
    ranks above the second.

    Parameters
    ----------
    graph : networkx.Graph
        A typed network, such as :func:`coursekit.systems.network` returns it.
    kind : str
        The kind of node to rank.
    measure : str
        One of :data:`coursekit.systems.MEASURES`.
    through, weight : str
        As for :func:`coursekit.systems.projection`.
    lengths : str
        As for :func:`coursekit.systems.centralities`.
    replicates : int
        How often the register is drawn.
    confidence : float
        Share of the draws that an interval covers.
    seed : int
        The same seed, the same draws.

    Returns
    -------
    pandas.DataFrame
        One row per node, by rank: ``node``, ``label``, ``measure``, ``value`` and ``rank``
        in the register as it is; ``low`` and ``high``: the interval of the rank; ``first``:
        share of the draws with rank 1; ``present``: share of the draws in which it has
        an event at all.

    Raises
    ------
    MethodError
        If an option is unknown or out of range.

    Examples
    --------
    >>> from coursekit.systems import network
    >>> table = rank_intervals(network(), "actor", replicates=50, seed=1)
    >>> table["rank"].min().item(), (table["low"] <= table["high"]).all().item()
    (1, True)
    """
    require_count(replicates, "replicates")
    require_share(confidence, "confidence")
    _require_options(measure, lengths)
    names, _, matrix = memberships(graph, kind, through)
    projected = projector(matrix, weight)
    values = _values(projected(np.ones(matrix.shape[1])), measure, lengths)
    generator = np.random.default_rng(seed)
    drawn, present = [], []
    for _ in steps(range(replicates), "Drawing the register again"):
        times = np.bincount(generator.integers(0, matrix.shape[1], matrix.shape[1]), minlength=matrix.shape[1])
        drawn.append(ranks(_values(projected(times.astype(float)), measure, lengths)).fillna(len(names)))
        present.append((matrix @ times) > 0)
    table = _described(graph, names, measure, values)
    return table.assign(**_intervals(np.array(drawn, dtype=float), confidence), present=np.mean(present, axis=0)).pipe(
        _sorted
    )


def _intervals(drawn: Matrix, confidence: float) -> dict[str, Matrix]:
    tail = (1 - confidence) / 2
    # A rank is a whole number: "nearest" keeps the ends of an interval ranks that occurred.
    low, high = np.quantile(drawn, [tail, 1 - tail], axis=0, method="nearest")
    return {"low": low.astype(int), "high": high.astype(int), "first": (drawn == 1).mean(axis=0)}


def _sorted(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values(["rank", "node"], ignore_index=True)


def _described(graph: nx.Graph, names: list[str], measure: str, values: "pd.Series[float]") -> pd.DataFrame:
    label = label_of(graph)
    return pd.DataFrame(
        {
            "node": names,
            "label": [label(name) for name in names],
            "measure": measure,
            "value": values.to_numpy(),
            "rank": ranks(values).to_numpy(),
        }
    )


def _values(weights: Matrix, measure: str, lengths: str) -> "pd.Series[float]":
    return measure_values(nx.from_numpy_array(weights), measure, lengths=lengths)


def _require_options(measure: str, lengths: str) -> None:
    require_known(measure, MEASURES, "measure")
    require_known(lengths, LENGTHS, "length")


def leave_one_out(  # noqa: PLR0913  a measure of a projection has four choices
    graph: nx.Graph,
    kind: str,
    *,
    measure: str = "strength",
    through: str | None = None,
    weight: str = "count",
    lengths: str = "links",
) -> pd.DataFrame:
    """Rank again without each event in turn, to see which single row carries the order.

    Parameters
    ----------
    graph, kind, measure, through, weight, lengths
        As for :func:`rank_intervals`.

    Returns
    -------
    pandas.DataFrame
        One row per event left out, the most consequential first: ``left_out``, ``label``,
        ``moved`` (how many nodes change rank), ``largest_move`` (in ranks), ``leader``
        (label of who is then first; several are separated by ``;``) and ``new_leader``.

    Raises
    ------
    MethodError
        If an option is unknown.

    Examples
    --------
    >>> from coursekit.systems import network
    >>> leave_one_out(network(), "actor", weight="newman")["new_leader"].any().item()
    False
    """
    _require_options(measure, lengths)
    names, columns, matrix = memberships(graph, kind, through)
    projected, label = projector(matrix, weight), label_of(graph)
    whole = ranks(_values(projected(np.ones(len(columns))), measure, lengths)).fillna(len(names))
    rows = []
    for place, column in enumerate(steps(columns, "Leaving out one at a time")):
        times = np.ones(len(columns))
        times[place] = 0
        without = ranks(_values(projected(times), measure, lengths)).fillna(len(names))
        moves = (without - whole).abs()
        leader = ";".join(label(name) for name, rank in zip(names, without, strict=True) if rank == 1)
        new = set(whole.index[whole == 1]) != set(without.index[without == 1])
        rows.append((column, label(column), int((moves > 0).sum()), int(moves.max()), leader, new))
    table = pd.DataFrame(rows, columns=["left_out", "label", "moved", "largest_move", "leader", "new_leader"])
    return table.sort_values(["moved", "largest_move", "left_out"], ascending=[False, False, True], ignore_index=True)
