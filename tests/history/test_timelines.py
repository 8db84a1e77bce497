"""Timelines made from the course's data."""

import pandas as pd
import pytest

import coursekit
from coursekit.errors import MethodError
from coursekit.history import enlargements, neighbours_projects, overlay, reclassifications, timeline_of


def test_every_timeline_can_be_laid_over_every_other():
    """They have the columns that an overlay asks for."""
    events = coursekit.load("events")
    timelines = [enlargements(events), neighbours_projects(events), reclassifications(coursekit.load("economy"))]

    for first in timelines:
        for second in timelines:
            assert len(overlay(first, second)) >= len(first)


def test_an_enlargement_with_two_dates_is_two_points():
    """States joined in 2004 and in 2007; the second is no end of something."""
    table = enlargements(coursekit.load("events"))

    assert table.loc[table["event"] == "E028", "date"].tolist() == ["2004-05-01", "2007-01-01"]


def test_kazakhstan_moved_up_in_the_summer_of_the_strategy():
    """The income of 2006 led to the class that applied from July 2007."""
    economy = coursekit.load("economy")

    applied = reclassifications(economy, states=["KAZ"])
    earned = reclassifications(economy, states=["KAZ"], dated_by="income")
    assert applied[["date", "direction"]].to_numpy().tolist() == [["2007-07", "up"]]
    assert earned["date"].tolist() == ["2006"]


def test_a_state_can_fall_back():
    """Tajikistan moved down and up again."""
    table = reclassifications(coursekit.load("economy"), states=["TJK"])

    assert table["direction"].tolist() == ["down", "up", "down", "up"]


def test_projects_are_named_by_who_leads_them():
    """The organisation before the state that leads it."""
    table = neighbours_projects(coursekit.load("events")).set_index("event")["series"]

    assert table["E022"] == "Shanghai Cooperation Organisation"
    assert table["E074"] == "China"
    assert "other" not in set(table)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: reclassifications(coursekit.load("economy"), states=["KAX"]), "There is no income class of 'KAX'"),
        (lambda: reclassifications(coursekit.load("economy"), dated_by="year"), "cannot be dated by 'year'"),
        (lambda: enlargements(pd.DataFrame({"date": [], "title": pd.Series([], dtype=str)})), "no enlargement"),
        (lambda: timeline_of(pd.DataFrame({"title": []}), series="x"), "There is no column 'date'"),
    ],
)
def test_what_is_not_there_is_named(make, said):
    """With what there is."""
    with pytest.raises(MethodError, match=said):
        make()


def test_a_note_without_a_fiscal_year_is_not_guessed():
    """The date on which a class applied stands in the note."""
    values = pd.DataFrame(
        {
            "indicator": "wb_income_group",
            "entity": "KAZ",
            "period": ["2005", "2006"],
            "value": [2.0, 3.0],
            "note": ["lower middle income", "upper middle income"],
        }
    )

    with pytest.raises(MethodError, match="KAZ in 2006 names no fiscal year"):
        reclassifications(values, states=["KAZ"])


def test_projects_without_outside_actors_are_refused():
    """The category is named."""
    events = coursekit.load("events")

    with pytest.raises(MethodError, match="external_actor"):
        neighbours_projects(events[events["category"] == "strategy"])


def test_a_leader_is_found_behind_a_blank():
    """``KAZ; CHN`` names China."""
    events = pd.DataFrame({"date": ["2013"], "title": ["a"], "category": ["external_actor"], "actors": ["KAZ; CHN"]})

    assert neighbours_projects(events)["series"].tolist() == ["China"]
