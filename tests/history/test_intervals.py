"""Intervals: the least and the greatest number of days."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit
from coursekit.errors import MethodError
from coursekit.history import bounds, durations, intervals

DATES = st.builds(
    lambda day, length: day.isoformat()[:length],
    st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    st.sampled_from([4, 7, 10]),
)
EVENTS = pd.DataFrame({"id": ["E1", "E2"], "date": ["2007-03-27", "2008"], "title": ["meeting", "forum"]})


def test_an_interval_to_a_year_is_a_range():
    """From a day in March 2007 to 2008: 280 days at the least, 645 at the most."""
    row = intervals(EVENTS, ["E1", "E2"]).iloc[0]

    assert (row["shortest"], row["longest"], row["order"]) == (280, 645, "start first")
    assert (row["start"], row["end"]) == ("meeting", "forum")


@given(DATES, DATES, st.data())
def test_the_true_distance_lies_between_the_two(first, second, data):
    """Whatever the days were, the days between them are within the range."""
    row = intervals(EVENTS, {"a": first, "b": second}).iloc[0]
    days = [data.draw(st.dates(*bounds(text))) for text in (first, second)]

    assert row["shortest"] <= (days[1] - days[0]).days <= row["longest"]


@given(DATES, DATES)
def test_backwards_it_is_the_same_with_the_other_sign(first, second):
    """An interval read from its end is negative."""
    there, back = (intervals(EVENTS, pair).iloc[0] for pair in ([first, second], [second, first]))

    assert (there["shortest"], there["longest"]) == (-back["longest"], -back["shortest"])


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ("2007", "2008", "start first"),
        ("2008", "2007", "end first"),
        ("2007-06-21", "2007-06-21", "same day"),
        ("2007", "2007-06-21", "open"),
        ("2007-06", "2007-06", "open"),
    ],
)
def test_the_order_is_said_only_where_it_is_known(first, second, order):
    """A year and a day in it have no order."""
    assert intervals(EVENTS, [first, second])["order"].tolist() == [order]


def test_all_pairs_or_neighbours():
    """Three milestones have two neighbouring intervals, and three of all."""
    three = {"a": "2000", "b": "2001", "c": "2002"}

    assert len(intervals(EVENTS, three)) == 2
    assert intervals(EVENTS, three, pairs="all")[["start", "end"]].to_numpy().tolist() == [
        ["a", "b"],
        ["a", "c"],
        ["b", "c"],
    ]


def test_pairs_that_are_none_are_named():
    """Consecutive or all."""
    with pytest.raises(MethodError, match="There are no pairs 'every'"):
        intervals(EVENTS, ["E1", "E2"], pairs="every")


def test_an_unknown_milestone_is_answered_with_the_nearest():
    """A misspelt id is neither event nor date."""
    with pytest.raises(MethodError, match=r"'E444' is neither an event nor a date\. Did you mean 'E144'"):
        intervals(coursekit.load("events"), ["E043", "E444"])


def test_one_milestone_has_no_interval():
    """At least two are needed."""
    with pytest.raises(MethodError, match="name at least two"):
        intervals(EVENTS, ["E1"])


def test_how_long_the_sanctions_lasted():
    """Both days are known, so the two numbers are one."""
    table = durations(coursekit.load("events")).set_index("id")

    assert table.loc["E035", ["shortest", "longest"]].tolist() == [1443, 1443]
    assert (table["shortest"] <= table["longest"]).all()


def test_an_event_cannot_end_before_it_begins():
    """Both dates are shown."""
    events = pd.DataFrame({"id": ["a"], "date": ["2008"], "end_date": ["2007"]})

    with pytest.raises(MethodError, match="'a' ends on 2007, before it begins on 2008"):
        durations(events)
