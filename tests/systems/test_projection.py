"""Projections: what two nodes share, as published and as networkx counts it."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import MethodError
from coursekit.systems import network, network_from_links, projection
from coursekit.systems.projection import memberships, projector

MEMBERSHIPS = st.sets(st.tuples(st.sampled_from("ABCDEF"), st.integers(1, 5)), min_size=1)


def two_mode(pairs):
    """Return a network of women and events."""
    rows = pd.DataFrame([(str(who), f"e{what}") for who, what in sorted(pairs)], columns=["first", "second"])
    return network_from_links(rows.assign(first_kind="woman", second_kind="event"))


def southern_women():
    """Return the network of Davis, Gardner and Gardner (1941) with kinds."""
    graph = nx.davis_southern_women_graph()
    kinds = {node: "event" if node[1:].isdigit() else "woman" for node in graph}
    nx.set_node_attributes(graph, kinds, "kind")
    return graph


def test_southern_women_share_the_published_numbers_of_events():
    """Evelyn's row of the published co-attendance matrix (Lizardo, SOCIOL 208, two-mode backbones)."""
    women = projection(southern_women(), "woman")
    published = {
        "Laura": 6,
        "Theresa": 7,
        "Brenda": 6,
        "Charlotte": 3,
        "Frances": 4,
        "Eleanor": 3,
        "Pearl": 3,
        "Ruth": 3,
    }

    found = {other.split()[0]: women.edges["Evelyn Jefferson", other]["weight"] for other in women["Evelyn Jefferson"]}

    assert {name: found[name] for name in published} == published


def test_southern_women_have_the_published_numbers_of_partners():
    """Share of the other 17 women with whom each attended an event (published analysis of the same data)."""
    women = projection(southern_women(), "woman")
    published = {
        "Evelyn Jefferson": 1.0,
        "Dorothy Murchison": 0.941,
        "Brenda Rogers": 0.882,
        "Flora Price": 0.706,
        "Charlotte McDowd": 0.647,
    }

    assert {name: round(women.degree(name) / 17, 3) for name in published} == published


@given(MEMBERSHIPS)
def test_weights_are_those_of_networkx(pairs):
    """Counts and Newman's weights agree with the implementation of networkx."""
    graph = two_mode(pairs)
    women = [node for node, kind in graph.nodes(data="kind") if kind == "woman"]
    count = nx.bipartite.weighted_projected_graph(graph, women)
    newman = nx.bipartite.collaboration_weighted_projected_graph(graph, women)

    for name, other in (("count", count), ("newman", newman)):
        mine = projection(graph, "woman", weight=name)
        assert {frozenset(pair) for pair in mine.edges} == {frozenset(pair) for pair in other.edges}
        assert all(mine.edges[pair]["weight"] == pytest.approx(other.edges[pair]["weight"]) for pair in mine.edges)


@given(MEMBERSHIPS, st.sampled_from(["count", "newman"]))
def test_the_matrix_is_symmetric_and_equals_the_graph(pairs, weight):
    """Who shares with whom has no direction, and the fast way gives the same weights."""
    graph = two_mode(pairs)
    names, columns, matrix = memberships(graph, "woman")
    weights = projector(matrix, weight)(pd.Series(1.0, index=columns).to_numpy())

    assert (weights == weights.T).all()
    drawn = nx.to_numpy_array(projection(graph, "woman", weight=weight), nodelist=names)
    assert drawn == pytest.approx(weights)


def test_newman_takes_back_what_a_large_meeting_adds():
    """Hand count: a meeting of three gives each pair a half, a meeting of two gives one."""
    graph = two_mode([("A", 1), ("B", 1), ("C", 1), ("A", 2), ("B", 2)])
    women = projection(graph, "woman", weight="newman")

    assert {pair: women.edges[pair]["weight"] for pair in women.edges} == {
        ("A", "B"): 1.5,
        ("A", "C"): 0.5,
        ("B", "C"): 0.5,
    }


def test_a_projected_link_names_what_is_shared_and_the_rows_behind():
    """A number can be traced to its events."""
    link = projection(network(), "actor").edges["KAZ", "OSCE"]

    assert link["evidence"] == tuple(f"events {event}" for event in link["shared"])
    assert link["weight"] == len(link["shared"])


def test_who_takes_part_alone_stays_without_a_link():
    """A node that shares nothing is not lost."""
    assert projection(two_mode([("A", 1), ("B", 2)]), "woman").degree("A") == 0


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"kind": "woma"}, "no kind of node 'woma'. Did you mean 'woman'"),
        ({"kind": "woman", "weight": "newmann"}, "Did you mean 'newman'"),
        ({"kind": "woman", "through": "actor"}, "kind of node linked with 'woman': 'actor'"),
    ],
)
def test_unknown_options_are_answered_with_the_nearest(options, says):
    """A misspelt kind or weight is named with what was meant."""
    with pytest.raises(MethodError, match=says):
        projection(two_mode([("A", 1)]), **options)


def test_two_possible_ways_must_be_told_apart():
    """Events without actors are linked with documents; with no usual way, say which."""
    rows = [("p", "person", "q", "club"), ("p", "person", "r", "town")]
    graph = network_from_links(pd.DataFrame(rows, columns=["first", "first_kind", "second", "second_kind"]))

    with pytest.raises(MethodError, match=r"'club', 'town'. Say which with through"):
        projection(graph, "person")
