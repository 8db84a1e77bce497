"""Removal: what the others lose when a node is taken out."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import MethodError
from coursekit.systems import lost_pairs, network, projection, removals, without

PAIRS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]), min_size=2)
#: Two triangles that share the node H.
BOW = nx.Graph([("A", "B"), ("A", "H"), ("B", "H"), ("C", "D"), ("C", "H"), ("D", "H")])


def effects(graph, node, **options):
    """Return effect -> before, after."""
    return without(graph, node, **options).set_index("effect")


def test_taking_out_the_node_in_the_middle_parts_the_bow():
    """By hand: 6 pairs of the others, 2 keep a path; two parts instead of one; nobody is alone."""
    table = effects(BOW, "H")

    assert table.loc["reachable pairs", ["before", "after"]].tolist() == [6, 2]
    assert table.loc["components", ["before", "after"]].tolist() == [1, 2]
    assert table.loc["alone", "after"] == 0
    assert table.loc["links", ["before", "after"]].tolist() == [6, 2]
    assert lost_pairs(BOW, "H")[["first", "second", "distance"]].values.tolist() == [
        ["A", "C", 2], ["A", "D", 2], ["B", "C", 2], ["B", "D", 2],
    ]  # fmt: skip


def test_distances_are_compared_over_the_same_pairs():
    """On a ring of five the way round gets longer: (1+1+1+2+2+2)/6 before, (1+1+1+2+2+3)/6 after."""
    table = effects(nx.cycle_graph(5), [0])

    assert table.loc["mean distance", ["before", "after"]].tolist() == pytest.approx([9 / 6, 10 / 6])


def test_the_others_of_the_kind_are_the_yardstick():
    """In the bow every other node parts nothing, so nobody's effect is as large."""
    table = effects(BOW, "H")

    assert table.loc["reachable pairs", ["random_mean", "as_large"]].tolist() == [0, 0]
    assert table.loc["links", "random_mean"] == -2


def test_without_another_of_its_kind_there_is_no_yardstick():
    """Missing, not zero."""
    graph = BOW.copy()
    nx.set_node_attributes(graph, {node: "hub" if node == "H" else "other" for node in graph}, "kind")

    assert effects(graph, "H")["random_mean"].isna().all()


def test_several_nodes_go_at_once_and_random_ones_by_the_seed():
    """Taking out both arms of a triangle leaves the rest as it was; the same seed, the same comparison."""
    one, two = (without(BOW, ["A", "B"], replicates=20, seed=4) for _ in range(2))

    pd.testing.assert_frame_equal(one, two)
    assert one.set_index("effect").loc["reachable pairs", "change"] == 0
    assert one["random_mean"].notna().all()


@given(PAIRS, st.integers(0, 6))
def test_removal_never_adds_a_reachable_pair(pairs, node):
    """Pairs may lose their path and never gain one, and mean distances never fall."""
    graph = nx.Graph(sorted(pairs))
    if node not in graph:
        return
    table = effects(graph, [node])

    assert table.loc["reachable pairs", "after"] <= table.loc["reachable pairs", "before"]
    assert len(lost_pairs(graph, [node])) == -table.loc["reachable pairs", "change"]
    assert not table.loc["mean distance", "change"] < -1e-12


@given(PAIRS)
def test_pairs_are_lost_where_networkx_finds_a_cut(pairs):
    """A node that costs pairs is an articulation point, and the reverse."""
    graph = nx.Graph(sorted(pairs))
    table = removals(graph)

    assert set(table.loc[table["pairs_lost"] > 0, "node"]) == set(nx.articulation_points(graph))


def test_the_table_of_all_removals_agrees_with_each_one():
    """Taking out one at a time gives the numbers of taking out that one."""
    actors = projection(network(), "actor")
    table = removals(actors).set_index("node")
    one = effects(actors, "KAZ")

    assert table.loc["KAZ", "pairs_lost"] == -one.loc["reachable pairs", "change"]
    assert table.loc["KAZ", "weight_share"] == pytest.approx(-one.loc["weight", "change"] / one.loc["weight", "before"])
    assert table["pairs_lost"].is_monotonic_decreasing


def test_only_instruments_can_be_asked_for():
    """The documents of the course's network, each with its links."""
    table = removals(network(kinds=["event", "document"]), kind="document")

    assert set(table["kind"]) == {"document"}
    assert not np.isinf(table["farther"]).any()


def test_bad_input_is_refused():
    """An unknown node with the nearest, and a network of which nothing would remain."""
    with pytest.raises(MethodError, match="no node 'KZA'"):
        without(projection(network(), "actor"), "KZA")
    with pytest.raises(MethodError, match="leave at least one"):
        without(nx.path_graph(["A", "B"]), ["A", "B"])
    with pytest.raises(MethodError, match="kind of node 'actors'"):
        removals(network(), kind="actors")


def test_a_node_may_be_a_number():
    """It is one node, and an unknown one is named."""
    path = nx.path_graph(3)

    assert effects(path, 1).loc["reachable pairs", ["before", "after"]].tolist() == [1, 0]
    with pytest.raises(MethodError, match="no node 0"):
        without(BOW, 0)
