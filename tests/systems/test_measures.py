"""Centralities: hand-computed and textbook values, and how far the measures agree."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import MethodError
from coursekit.systems import MEASURES, centralities, measure_agreement, network_from_links
from coursekit.systems.measures import measure_values, ranks

PAIRS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]), min_size=1)


def graph_of(*rows):
    """Return a network of first, second, weight."""
    return network_from_links(pd.DataFrame(rows, columns=["first", "second", "weight"]))


def test_the_measures_of_krackhardts_kite_point_to_different_people():
    """D. Krackhardt's kite (1990): Diane has most links, Heather lies between most, Fernando and Garth are closest."""
    table = centralities(nx.krackhardt_kite_graph()).set_index(["measure", "node"])["value"].round(3)

    assert table["degree"].idxmax() == 3
    assert table["degree", 3] == 6
    assert (table["betweenness"].idxmax(), table["betweenness", 7]) == (7, 0.389)
    assert (table["closeness", 5], table["closeness", 6], table["closeness"].max()) == (0.643, 0.643, 0.643)


def test_a_star_has_the_values_of_the_textbook():
    """Freeman: the middle of a star has betweenness and closeness 1, its arms 0 and (n-1)/(2n-3)."""
    table = centralities(graph_of(*(("hub", arm, 1) for arm in "ABCD"))).pivot_table(
        index="node", columns="measure", values="value"
    )

    assert table.loc["hub", ["betweenness", "closeness", "degree"]].tolist() == [1, 1, 4]
    assert table.loc["A", ["betweenness", "closeness"]].round(4).tolist() == [0, 0.5714]
    # The vector of a star: every arm has 1/2 of the middle where there are four.
    assert table.loc["A", "eigenvector"] / table.loc["hub", "eigenvector"] == pytest.approx(0.5)


def test_strength_adds_the_weights():
    """Two links of weights 2 and 3 make 5."""
    assert measure_values(graph_of(("A", "B", 2), ("A", "C", 3)), "strength")["A"] == 5


def test_strong_links_are_short_when_lengths_are_asked_for():
    """By links A-C is one step; by weights the way over B (1/4 + 1/4) is shorter than the weak link (1)."""
    graph = graph_of(("A", "B", 4), ("B", "C", 4), ("A", "C", 1))

    assert measure_values(graph, "betweenness")["B"] == 0
    assert measure_values(graph, "betweenness", lengths="weights")["B"] == 1
    assert measure_values(graph, "closeness", lengths="weights").to_dict() == pytest.approx(
        {"A": 8 / 3, "B": 4, "C": 8 / 3}
    )


def test_paths_of_equal_length_stay_equal_with_thirds():
    """1 = 1/3 + 1/3 + 1/3 in exact numbers: half of the paths from A to D lead through B."""
    graph = graph_of(("A", "B", 3), ("B", "C", 3), ("C", "D", 3), ("A", "D", 1))

    between = measure_values(graph, "betweenness", lengths="weights")

    assert between["B"] == pytest.approx((1 + 0.5) / 3)


def test_eigenvector_is_defined_in_the_largest_part_only():
    """Nodes outside it have no value and no rank, not a zero."""
    table = centralities(graph_of(("A", "B", 1), ("B", "C", 1), ("X", "Y", 1)))
    outside = table[(table["measure"] == "eigenvector") & table["node"].isin(["X", "Y"])]

    assert outside["value"].isna().all()
    assert outside["rank"].isna().all()


def test_eigenvector_settles_on_a_network_of_two_kinds():
    """Where repetition would swing for ever, the exact solution is positive and satisfies the equation."""
    values = measure_values(nx.path_graph(4), "eigenvector")

    assert values.tolist() == pytest.approx([0.3717, 0.6015, 0.6015, 0.3717], abs=1e-4)


@given(PAIRS)
def test_ranks_run_from_one_and_equal_values_share_them(pairs):
    """The highest value has rank 1, and ranks never exceed the number of nodes."""
    table = centralities(nx.Graph(sorted(pairs)))

    for _, part in table.groupby("measure"):
        assert part["rank"].min() == 1
        assert part["rank"].max() <= len(part)
        assert len(part[["rank", "value"]].drop_duplicates()) == len(part["rank"].unique())


def test_measures_come_in_one_tidy_table():
    """One row per node and measure."""
    table = centralities(nx.path_graph(3))

    assert table.groupby("measure", sort=False).size().to_dict() == dict.fromkeys(MEASURES, 3)


def test_agreement_is_one_with_the_same_order_and_missing_without_one():
    """Degree and strength agree where all weights are 1; a ring orders nobody."""
    path = measure_agreement(centralities(nx.path_graph(5))).set_index(["first", "second"])["correlation"]
    ring = measure_agreement(centralities(nx.cycle_graph(5)))

    assert path["degree", "strength"] == pytest.approx(1)
    assert ring["correlation"].isna().all()


def test_agreement_ranks_only_the_nodes_that_both_measures_have():
    """Without e, Spearman's coefficient of 1, 3, 2, 4 and 1, 2, 3, 4 is 1 - 6*2/60."""
    values = {"one": [1.0, 3.0, 2.0, 4.0, 2.5], "two": [1.0, 2.0, 3.0, 4.0, None]}
    rows = [(node, name, value) for name, all_ in values.items() for node, value in zip("abcde", all_, strict=True)]
    table = measure_agreement(pd.DataFrame(rows, columns=["node", "measure", "value"]))

    assert table["correlation"].item() == pytest.approx(0.8)


def test_a_network_with_directions_is_refused():
    """These measures know none."""
    with pytest.raises(MethodError, match="have a direction"):
        centralities(nx.DiGraph([("A", "B")]))


def test_ranks_ignore_the_dust_of_arithmetic():
    """0.1 + 0.2 and 0.3 are equal."""
    assert ranks(pd.Series([0.1 + 0.2, 0.3])).tolist() == [1, 1]


def test_an_empty_network_and_unknown_options_are_refused():
    """Each with what was expected."""
    with pytest.raises(MethodError, match="has no node"):
        centralities(nx.Graph())
    with pytest.raises(MethodError, match="Did you mean 'betweenness'"):
        measure_values(nx.path_graph(2), "betweeness")
    with pytest.raises(MethodError, match="no length 'hops'"):
        centralities(nx.path_graph(2), lengths="hops")
