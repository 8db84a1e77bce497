"""Phases: described, cut otherwise, and compared."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coursekit
from coursekit.errors import MethodError
from coursekit.history import crossed, cut, phases
from coursekit.history.phases import UNDECIDED

EVENTS = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d"],
        "date": ["2005-03", "2006", "2007-06-21", "2009-01-01"],
        "phase": ["early", "early", "late", "late"],
    }
)


def test_a_phase_ends_where_the_next_begins():
    """No time falls between two phases, and the last ends with the register."""
    table = phases(EVENTS, until="2009-12-31")

    assert table["begins"].tolist() == ["2005-03", "2007-06-21"]
    assert table["years"].sum() == pytest.approx(2010 - 2005 - 59 / 365, abs=1e-9)
    assert table["rate"].tolist() == pytest.approx((table["events"] / table["years"]).tolist())


def test_the_length_between_first_and_last_event_is_a_range():
    """From a month to a year it is 276 days at the least, and 670 at the most."""
    early = phases(EVENTS).iloc[0]

    assert (early["first"], early["last"]) == ("a", "b")
    assert (early["shortest"], early["longest"]) == (276, 670)


def test_an_event_on_both_sides_of_a_boundary_is_undecided():
    """A date known to the year does not say on which side of June it lies."""
    own = cut(EVENTS, {"before": "2000", "after": "2006-07-01"})

    assert own["phase"].tolist() == ["before", UNDECIDED, "after", "after"]
    table = phases(own)
    assert table["phase"].tolist() == ["before", "after", UNDECIDED]
    assert pd.isna(table.iloc[-1]["rate"])


def test_a_phase_without_events_still_takes_its_time():
    """The phase before it is not made longer."""
    own = cut(EVENTS, {"one": "2005", "empty": "2008", "two": "2009"})

    table = phases(own, since="2005")
    assert table["years"].round(2).tolist() == [3.0, 1.0, 0.0]
    assert table["phase"].tolist() == ["one", "empty", "two"]
    assert table["events"].tolist() == [3, 0, 1]
    assert crossed(EVENTS, own).to_dict("list") == {"one": [2, 1], "empty": [0, 0], "two": [0, 1]}


def test_a_phase_after_the_last_event_has_no_length_unless_the_register_reaches_it():
    """The phase before it ends where the register ends, and not before."""
    own = cut(EVENTS, {"one": "2005", "two": "2011"})

    assert phases(own)["years"].round(2).tolist() == [4.0, 0.0]
    assert phases(own)["rate"].isna().all()
    assert phases(own, until="2011")["years"].tolist() == [6.0, 1.0]
    assert phases(own, until="2011")["rate"].tolist() == pytest.approx([4 / 6, 0])


def test_the_register_shortens_a_phase_of_a_cut_but_never_makes_it_longer():
    """An explicit boundary stays; only what lies before the register does not count."""
    own = cut(EVENTS, {"one": "2004", "two": "2008"})

    assert phases(own, since="1990", until="2009")["years"].tolist() == [4.0, 2.0]
    assert phases(own, since="2005", until="2009")["years"].tolist() == [3.0, 2.0]
    assert phases(own, since="2005")["begins"].tolist() == ["2004", "2008"]


def test_without_an_end_of_the_register_the_last_rate_is_missing():
    """A phase that ends on its last event looks busier than it was."""
    assert phases(EVENTS)["rate"].isna().tolist() == [False, True]
    assert phases(EVENTS, until="2009")["rate"].notna().all()


@given(st.lists(st.integers(1990, 2025), min_size=1, max_size=4, unique=True))
@settings(max_examples=25)
def test_every_event_has_one_phase(years):
    """However the story is cut, no event is lost and none is doubled."""
    events = coursekit.load("events")
    own = cut(events, {"first": "1980", **{f"p{year}": str(year) for year in sorted(years)}})

    assert own["id"].tolist() == events["id"].tolist()
    assert phases(own)["events"].sum() == len(events)
    assert UNDECIDED not in set(own["phase"])


@pytest.mark.parametrize(
    ("boundaries", "said"),
    [
        ({}, "There are no boundaries"),
        ({"one": "2000", "two": "1999"}, "'two' does not begin after"),
        ({"one": "2005-03-02"}, "2005-03 may lie before 'one'"),
        ({"one": "March"}, "Expected a year"),
        ({"undecided": "1990"}, "cannot be called 'undecided'"),
    ],
)
def test_boundaries_that_cannot_be_are_named(boundaries, said):
    """What is wrong and what to do."""
    with pytest.raises(MethodError, match=said):
        cut(EVENTS, boundaries)


def test_two_cuts_are_compared_in_a_table():
    """The diagonal is what they share."""
    table = crossed(EVENTS, cut(EVENTS, {"old": "2000", "new": "2008"}))

    assert table.index.tolist() == ["early", "late"]
    assert table.columns.tolist() == ["old", "new"]
    assert table.to_numpy().tolist() == [[2, 0], [1, 1]]


def test_a_cut_compared_with_itself_is_a_diagonal():
    """The phases of the course agree with themselves, in order of time."""
    events = coursekit.load("events")
    table = crossed(events, events)

    assert (table.to_numpy() > 0).sum() == len(table) == events["phase"].nunique()
    assert table.index.tolist() == sorted(events["phase"].unique(), key=lambda name: name[:9])


def test_different_events_are_not_compared():
    """The id that is missing is named."""
    with pytest.raises(MethodError, match="'d' is in one of them only"):
        crossed(EVENTS, EVENTS.iloc[:3])


def test_a_missing_column_is_named():
    """With what was probably meant."""
    with pytest.raises(MethodError, match=r"no column 'phase' in the events\. Did you mean 'phases'\?"):
        phases(EVENTS.rename(columns={"phase": "phases"}))
