"""Two timelines laid over one another, and how near they would be by chance."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coursekit
from coursekit.errors import MethodError
from coursekit.history import bounds, overlay, overlay_by_chance
from coursekit.history.overlays import distances

DATES = st.builds(
    lambda day, length: day.isoformat()[:length],
    st.dates(date(2000, 1, 1), date(2010, 1, 1)),
    st.sampled_from([4, 7, 10]),
)


def line(*dates):
    """Return a timeline of these dates."""
    return pd.DataFrame({"date": list(dates), "label": [f"on {day}" for day in dates]})


def test_before_and_after_are_found():
    """The nearest on each side, with the days between."""
    table = overlay(line("2007-06-21"), line("2007-01-01", "2007-06-01", "2007-07-01", "2009"))

    assert table[["side", "other_date", "shortest", "longest"]].to_numpy().tolist() == [
        ["before", "2007-06-01", 20, 20],
        ["after", "2007-07-01", 10, 10],
    ]


def test_a_coarse_date_has_no_side():
    """The strategy and something of the same year: nobody knows which was first."""
    table = overlay(line("2007-06-21"), line("2007"))

    assert table["side"].tolist() == ["same time"]
    assert table[["shortest", "longest"]].to_numpy().tolist() == [[0, 193]]


def test_what_is_equally_near_is_all_listed():
    """Two events on one day are both neighbours."""
    second = line("2007-07-01", "2007-07-01").assign(label=["one", "two"])

    assert overlay(line("2007-06-21"), second)["other"].tolist() == ["one", "two"]


def test_a_window_leaves_out_what_is_surely_farther():
    """An event without a neighbour within it keeps a row that says so."""
    table = overlay(line("2000", "2007-06-21"), line("2007-07-01"), window=30)

    assert table["side"].tolist() == ["none", "after"]
    assert table["shortest"].isna().tolist() == [True, False]


def test_the_series_of_both_are_kept():
    """Several timelines may be laid over one another at once."""
    table = overlay(line("2007").assign(series="EU"), line("2008", "2009").assign(series=["SCO", "EAEU"]))

    assert table[["series", "other_series"]].to_numpy().tolist() == [["EU", "SCO"]]


@given(st.lists(DATES, min_size=1, max_size=5), st.lists(DATES, min_size=1, max_size=5), st.data())
@settings(max_examples=40)
def test_a_true_nearest_distance_lies_between_the_bounds(first, second, data):
    """Whatever the days were, the nearest was not nearer than the least and not farther than the greatest."""
    days = [[data.draw(st.dates(*bounds(text))).toordinal() for text in dates] for dates in (first, second)]
    limits = [
        tuple(np.array([bounds(text)[end].toordinal() for text in dates], dtype=float) for end in (0, 1))
        for dates in (first, second)
    ]
    for side, allowed in (
        ("either", lambda here, there: abs(here - there)),
        ("before", lambda here, there: here - there if there <= here else np.inf),
        ("after", lambda here, there: there - here if there >= here else np.inf),
    ):
        least, most = distances(*limits, side)
        true = [min(allowed(here, there) for there in days[1]) for here in days[0]]
        assert (least <= true).all()
        assert (true <= most).all()


@pytest.mark.parametrize(("second", "what"), [(line(), "the second timeline"), (pd.DataFrame({"date": []}), "'label'")])
def test_a_timeline_that_is_none_is_named(second, what):
    """Empty, or without labels."""
    with pytest.raises(MethodError, match=what):
        overlay(line("2007"), second)


def test_events_are_not_taken_for_a_timeline():
    """It says how to make one."""
    with pytest.raises(MethodError, match="timeline_of"):
        overlay(coursekit.load("events"), line("2007"))


def test_dates_drawn_at_random_are_no_nearer_than_chance():
    """Two timelines without a link give a p in the middle."""
    random = np.random.default_rng(7)
    first, second = (
        line(*(str(np.datetime64("2000-01-01") + day) for day in random.integers(0, 7300, size))) for size in (40, 40)
    )

    assert (overlay_by_chance(first, second, shuffles=199)["p"] > 0.05).all()


def test_dates_that_follow_one_another_are_nearer_than_chance():
    """Three days after each of twenty: hardly ever by chance."""
    starts = [np.datetime64("2000-01-01") + 137 * step for step in range(20)]
    first, second = line(*(str(day + 3) for day in starts)), line(*map(str, starts))

    followed = overlay_by_chance(first, second, window=5, side="before", shuffles=199)
    reversed_ = overlay_by_chance(first, second, window=5, side="after", shuffles=199)
    assert (followed["p"] == 1 / 200).all()
    assert followed["observed"].tolist() == [3, 3, 1, 1]
    assert (reversed_["p"].iloc[2:] > 0.5).all()


def test_the_same_seed_gives_the_same_table():
    """And another one another."""
    pair = line("2001-05-05", "2004-03"), line("2001", "2006-01-01", "2009")
    once, twice, other = (overlay_by_chance(*pair, shuffles=49, seed=seed) for seed in (1, 1, 2))

    pd.testing.assert_frame_equal(once, twice)
    assert once["chance"].tolist() != other["chance"].tolist()


def test_random_dates_are_as_coarse_as_the_real_ones():
    """A year stays a year: by chance it is somewhere in a year, and that year is within reach."""
    table = overlay_by_chance(line("2005"), line("2000", "2009"), window=0, shuffles=99)

    assert table.loc[table["distance"] == "longest", "chance"].iloc[0] >= 365


def test_events_are_moved_within_their_own_period():
    """Where periods are given, a late event stays late."""
    first, second = line("2009-05-05"), line("2009-05-04", "2000-01-01")
    table = overlay_by_chance(first, second, window=31, periods=["2000", "2009-05-01", "2009-05-31"], shuffles=99)

    assert table.loc[2, "chance"] == 1


def test_what_has_nothing_before_it_is_infinitely_far():
    """And no warning: the median of the shuffles may be infinite too."""
    table = overlay_by_chance(line("2001", "2002"), line("2009"), side="before", shuffles=19)

    assert table["observed"].tolist() == [float("inf"), float("inf"), 0, 0]
    assert table["low"].notna().all()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"side": "left"}, "There is no side 'left'"),
        ({"shuffles": 0}, "0 shuffles show nothing"),
        ({"periods": ["2008", "2009"]}, "'on 2007' of 2007 lies outside"),
        ({"periods": ["2009", "2000"]}, "no row of dates"),
    ],
)
def test_a_test_that_cannot_be_made_says_why(asked, said):
    """What is wrong and what is expected."""
    with pytest.raises(MethodError, match=said):
        overlay_by_chance(line("2007"), line("2008"), **asked)


@pytest.mark.parametrize("window", [None, -1])
def test_a_window_is_a_number_of_days(window):
    """Nothing lies within no window."""
    with pytest.raises(MethodError, match=f"The window is {window}"):
        overlay_by_chance(line("2007"), line("2008"), window=window)
