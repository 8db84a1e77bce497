"""Density: counted honestly, with rates, and with who recorded it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit
from coursekit.errors import MethodError
from coursekit.history import cut, density, recorded

EVENTS = pd.DataFrame(
    {
        "date": ["2006", "2007-05", "2007-06-21", "2008-03-31"],
        "category": ["talk", "text", "text", "talk"],
        "actors": ["EU;KAZ", "EU", "EU;KAZ;UZB", "UZB"],
        "in_article": [False, True, True, False],
    }
)


def test_a_year_that_is_cut_off_has_its_own_length():
    """One event in a quarter of a year is a rate of four."""
    table = density(EVENTS, by=None, until="2008-03-31")

    assert table["events"].tolist() == [1, 2, 1]
    assert table["years"].tolist() == pytest.approx([1, 1, 91 / 366])
    assert table["rate"].tolist() == pytest.approx([1, 2, 366 / 91])


@pytest.mark.parametrize("period", ["month", "year", "decade", "phase"])
def test_without_an_end_of_the_register_the_last_rate_is_missing(period):
    """A period that ends on its last event looks busier than it was."""
    events = pd.DataFrame({"date": ["2007-02-01", "2008-01-01", "2008-02-10"], "phase": ["a", "b", "b"]})
    unsaid = density(events, by=None, period=period)
    said = density(events, by=None, period=period, until="2008-12")

    assert unsaid["events"].sum() == 3
    assert pd.isna(unsaid["rate"].iloc[-1])
    assert unsaid["rate"].iloc[:-1].notna().all()
    assert said["rate"].notna().all()


def test_the_register_may_reach_further_than_its_events():
    """Then the last year is whole."""
    assert density(EVENTS, by=None, until="2008")["years"].tolist() == [1, 1, 1]


def test_what_is_known_to_the_year_belongs_to_no_month():
    """It has a row of its own after the months of the year, without a rate."""
    table = density(EVENTS, by=None, period="month").set_index("period")

    assert table.index.tolist()[11:14] == ["2006-12", "2006 month unknown", "2007-01"]
    assert table.loc["2006 month unknown", "events"] == 1
    assert pd.isna(table.loc["2006 month unknown", "rate"])
    assert table.loc["2007-05", "events"] == 1


def test_a_month_that_may_hold_an_event_is_missing_and_not_zero():
    """Of 2006 nobody knows the month; of 2007 all months are known."""
    table = density(EVENTS, by=None, period="month").set_index("period")

    assert table.loc["2006-01":"2006-12", ["events", "rate"]].isna().all(axis=None)
    assert table.loc["2007-01", "events"] == 0
    other = density(EVENTS, period="month").query("group == 'text' and period == '2006-05'")
    assert other["events"].tolist() == [0]
    assert table["events"].sum() == len(EVENTS)


def test_names_in_a_cell_may_stand_apart_and_twice():
    """``EU; KAZ`` names Kazakhstan, and a cell without any name is empty."""
    table = density(EVENTS.assign(actors=["EU; KAZ;", "EU", "EU;KAZ;UZB;EU ", "UZB"]), by="actor", period="decade")

    assert table.set_index("group")["events"].to_dict() == {"EU": 3, "KAZ": 2, "UZB": 2}
    with pytest.raises(MethodError, match="Row 2 of the events, column 'actors'"):
        density(EVENTS.assign(actors=["EU", " ; ", "EU", "UZB"]), by="actor")


def test_a_phase_of_a_cut_without_events_is_counted_as_none():
    """It has its own row and its own time."""
    own = cut(EVENTS, {"one": "2005", "empty": "2007-07", "two": "2008"})
    table = density(own, by=None, period="phase").set_index("period")

    assert table["events"].to_dict() == {"one": 3, "empty": 0, "two": 1}
    assert table.loc["empty", "years"] == pytest.approx(0.5, abs=0.01)


def test_an_event_counts_for_each_of_its_actors():
    """The sum over actors is more than the number of events."""
    table = density(EVENTS, by="actor", period="decade")

    assert table.set_index("group")["events"].to_dict() == {"EU": 3, "KAZ": 2, "UZB": 2}


def test_groups_without_events_have_a_zero():
    """What did not happen is seen."""
    table = density(EVENTS)

    assert len(table) == 3 * 2
    assert table.query("period == '2006' and group == 'text'")["events"].tolist() == [0]


def test_it_shows_who_recorded_the_events():
    """What the article mentions and what was added make the whole."""
    table = density(EVENTS, by=None)

    assert table["in_article"].tolist() == [0, 2, 0]
    assert (table["in_article"] + table["added"]).tolist() == table["events"].tolist()
    assert set(density(EVENTS, by="recorded")["group"]) == {"in the article", "added by the course"}


@given(
    st.sampled_from(["month", "year", "decade", "phase"]),
    st.sampled_from([None, "category", "confidence", "phase"]),
)
def test_no_event_is_lost(period, by):
    """Whatever it is counted by, the sum is the register."""
    events = coursekit.load("events")
    table = density(events, by=by, period=period)

    assert table["events"].sum() == len(events)
    assert (table["rate"].dropna() >= 0).all()


def test_the_years_of_all_periods_are_the_length_of_the_register():
    """Years, decades and phases cover the same time."""
    events = coursekit.load("events")
    lengths = [
        density(events, by=None, period=period)["years"].sum() for period in ("year", "decade", "phase", "month")
    ]

    assert lengths == pytest.approx([lengths[0]] * 4)


def test_undecided_events_have_no_rate():
    """They lie in some phase, nobody knows in which."""
    table = density(cut(EVENTS, {"one": "2000", "two": "2006-06"}), by=None, period="phase").set_index("period")

    assert table.loc["undecided", "events"] == 1
    assert pd.isna(table.loc["undecided", "rate"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"period": "years"}, "There is no period 'years'. Did you mean 'year'?"),
        ({"by": "categorie"}, "There is no column 'categorie' in the events. Did you mean 'category'?"),
    ],
)
def test_what_cannot_be_counted_by_is_named(asked, said):
    """With what was probably meant."""
    with pytest.raises(MethodError, match=said.replace("?", r"\?")):
        density(EVENTS, **asked)


def test_an_empty_cell_is_not_a_group():
    """Where it is, is said."""
    with pytest.raises(MethodError, match="Row 2 of the events, column 'category'"):
        density(EVENTS.assign(category=["talk", None, "text", "talk"]))


def test_shares_of_kinds_of_sources_are_shares():
    """Every event has one source, so the kinds make the whole."""
    table = recorded(coursekit.load("events"), by="category")
    kinds = table[["official", "press", "scholarly", "dataset", "reference"]]

    assert kinds.sum(axis=1).tolist() == pytest.approx([1.0] * len(table))
    assert table["events"].sum() == len(coursekit.load("events"))


def test_an_unknown_source_is_named():
    """With the nearest."""
    events = coursekit.load("events")

    with pytest.raises(MethodError, match="There is no source 's9999'"):
        recorded(events.assign(source="s9999"))
