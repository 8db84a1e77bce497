"""Ranks with intervals: the register drawn again, and without one event."""

import pandas as pd
import pytest

from coursekit.errors import MethodError
from coursekit.systems import (
    centralities,
    leave_one_out,
    network,
    network_from_links,
    projection,
    rank_intervals,
)

GRAPH = network(kinds=["actor", "event"])


def meetings(**events):
    """Return a network of events and who took part."""
    rows = [(who, "actor", event, "event") for event, members in events.items() for who in members]
    return network_from_links(pd.DataFrame(rows, columns=["first", "first_kind", "second", "second_kind"]))


def test_the_rank_in_the_register_is_that_of_the_centralities():
    """The fast way over matrices gives the ranks of the plain one."""
    for measure in ("degree", "strength", "betweenness", "eigenvector"):
        plain = centralities(projection(GRAPH, "actor")).query("measure == @measure").set_index("node")["rank"]
        fast = rank_intervals(GRAPH, "actor", measure=measure, replicates=1).set_index("node")["rank"]

        assert fast.to_dict() == plain.to_dict()


def test_the_same_seed_gives_the_same_intervals_and_another_does_not():
    """A result can be repeated."""
    one, two, three = (rank_intervals(GRAPH, "actor", replicates=40, seed=seed) for seed in (1, 1, 2))

    pd.testing.assert_frame_equal(one, two)
    assert not one.equals(three)


def test_an_interval_is_as_wide_as_the_register_is_thin():
    """Many meetings of A and B tell them from C; one meeting each tells nobody apart."""
    thick = meetings(**{f"e{n}": "AB" for n in range(30)}, x="AC")
    thin = meetings(e="AB", x="AC", y="BC")

    sure = rank_intervals(thick, "actor", replicates=200).set_index("node")
    unsure = rank_intervals(thin, "actor", replicates=200).set_index("node")

    assert sure.loc["C", ["low", "high"]].tolist() == [3, 3]
    assert (unsure["low"] == 1).all()
    assert (unsure["high"] == 3).all()


def test_who_stands_in_one_event_is_missing_from_many_draws():
    """With n events a single one is drawn with probability 1 - (1 - 1/n)^n, about 0.63."""
    table = rank_intervals(GRAPH, "actor", replicates=400, seed=5).set_index("node")["present"]

    assert table["KAZ"] == 1
    assert table["IRN"] == pytest.approx(0.63, abs=0.08)


def test_leaving_out_the_event_that_carries_the_order_is_noticed():
    """Without its second meeting B is no longer first with A."""
    table = leave_one_out(meetings(e="AB", x="AC", y="BD"), "actor").set_index("left_out")

    assert table.loc["e", "leader"] == "A;B;C;D"
    assert table.loc["x", "leader"] == "B"
    assert table["new_leader"].tolist() == [True, True, True]


def test_an_event_of_one_changes_nothing():
    """Who is alone in an event shares it with nobody."""
    table = leave_one_out(meetings(e="AB", x="A"), "actor").set_index("left_out")

    assert table.loc["x", ["moved", "largest_move"]].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"measure": "strenght"}, "Did you mean 'strength'"),
        ({"lengths": "weight"}, "Did you mean 'weights'"),
        ({"replicates": 0}, "replicates is 0, expected 1 or more"),
        ({"confidence": 90}, "confidence is 90, expected a number between 0 and 1"),
    ],
)
def test_options_out_of_range_are_refused(options, says):
    """With what was expected."""
    with pytest.raises(MethodError, match=says):
        rank_intervals(GRAPH, "actor", **options)
