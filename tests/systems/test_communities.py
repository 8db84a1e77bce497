"""Communities: hand-computed modularity, steadiness and random networks."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import MethodError
from coursekit.systems import communities, community_runs, community_stability, modularity, modularity_test, network
from coursekit.systems.communities import exchanged

#: Two triangles and a bridge.
TWO = nx.Graph([("A", "B"), ("B", "C"), ("A", "C"), ("C", "D"), ("D", "E"), ("E", "F"), ("D", "F")])
MATRICES = st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=3, max_size=6)


def test_two_triangles_are_two_communities():
    """By hand: 6 of 7 links within, half of the ends in each, so Q = 6/7 - 2 (1/2)^2 = 0.357."""
    found = communities(TWO)

    assert found.groupby("community")["node"].agg("".join).tolist() == ["ABC", "DEF"]
    assert modularity(TWO, found) == pytest.approx(6 / 7 - 1 / 2)


def test_weights_pull_nodes_together():
    """Where the bridge is heavy, its two ends are one community."""
    heavy = TWO.copy()
    nx.set_edge_attributes(heavy, {pair: 10 if set(pair) == {"C", "D"} else 1 for pair in heavy.edges}, "weight")
    number = communities(heavy).set_index("node")["community"]

    assert number["C"] == number["D"]


def test_the_search_is_no_worse_than_another_one():
    """On Zachary's karate club it reaches at least the modularity of the greedy search of networkx."""
    club = nx.karate_club_graph()
    greedy = nx.community.modularity(club, nx.community.greedy_modularity_communities(club, weight="weight"))

    assert modularity(club, communities(club)) >= greedy


def test_the_same_seed_gives_the_same_division():
    """A result can be repeated."""
    pd.testing.assert_frame_equal(communities(TWO, 3), communities(TWO, 3))


def test_steady_pairs_are_together_in_every_run():
    """Within a triangle always, across the bridge never."""
    together = community_stability(TWO, runs=10).set_index(["first", "second"])["together"]

    assert together["A", "B"] == 1
    assert together["A", "F"] == 0
    assert community_runs(TWO, runs=4)["communities"].tolist() == [2, 2, 2, 2]


@given(MATRICES, st.integers(0, 5))
def test_exchanges_keep_every_number_of_links(rows, seed):
    """Each actor keeps its number of events, each event its number of actors."""
    matrix = np.array(rows, dtype=float)
    if not matrix.any():
        return
    mixed = exchanged(matrix, np.random.default_rng(seed))

    assert (mixed.sum(axis=0) == matrix.sum(axis=0)).all()
    assert (mixed.sum(axis=1) == matrix.sum(axis=1)).all()


@given(
    st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]), min_size=1),
    st.integers(0, 5),
)
def test_exchanges_of_one_kind_keep_degrees_and_symmetry(pairs, seed):
    """No link to itself, no direction, the same degrees."""
    matrix = nx.to_numpy_array(nx.Graph(sorted(pairs)), weight=None)
    mixed = exchanged(matrix, np.random.default_rng(seed), symmetric=True)

    assert (mixed == mixed.T).all()
    assert not mixed.diagonal().any()
    assert (mixed.sum(axis=0) == matrix.sum(axis=0)).all()


def test_exchanges_do_mix():
    """A random network is another one."""
    matrix = nx.to_numpy_array(nx.karate_club_graph(), weight=None)

    assert (exchanged(matrix, np.random.default_rng(0), symmetric=True) != matrix).any()


def test_a_division_of_noise_is_not_beyond_chance():
    """A random network with the degrees of another is as modular as other random ones."""
    noise = nx.from_numpy_array(
        exchanged(nx.to_numpy_array(nx.karate_club_graph(), weight=None), np.random.default_rng(8), symmetric=True)
    )

    assert modularity_test(noise, replicates=30)["as_high"].item() > 0.02
    assert modularity_test(nx.karate_club_graph(), replicates=30)["as_high"].item() == 0


def test_a_projection_is_compared_with_random_taking_part():
    """The test draws who takes part in what, and projects again."""
    row = modularity_test(network(kinds=["actor", "event"]), kind="actor", replicates=5).iloc[0]

    assert row["random_low"] <= row["random_mean"] <= row["random_high"] < row["modularity"]


def test_bad_input_is_refused():
    """No link, no runs, a division with a hole."""
    with pytest.raises(MethodError, match="has no link"):
        communities(nx.empty_graph(3))
    with pytest.raises(MethodError, match="runs is 0"):
        community_runs(TWO, runs=0)
    with pytest.raises(MethodError, match="exactly once"):
        modularity(TWO, communities(TWO).head(3))
