"""Dates that are known to the day, the month or the year only."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import MethodError
from coursekit.history import bounds, dated
from coursekit.history.dates import span_of, years_between

DAYS = st.dates(date(1980, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2007", date(2007, 1, 1), date(2007, 12, 31)),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2007-06-21", date(2007, 6, 21), date(2007, 6, 21)),
    ],
)
def test_a_date_becomes_the_days_it_can_mean(text, first, last):
    """A year is 365 possible days, not the first of January."""
    assert bounds(text) == (first, last)


@given(DAYS)
def test_a_day_lies_within_its_month_and_its_year(day):
    """The coarser a date, the wider its bounds."""
    text = day.isoformat()
    spans = [bounds(text[:length]) for length in (10, 7, 4)]

    assert spans[2][0] <= spans[1][0] <= spans[0][0] == day == spans[0][1] <= spans[1][1] <= spans[2][1]


@pytest.mark.parametrize("text", ["", "21.06.2007", "2007-13", "2007-02-30", "07", "2007-6", "20070621", "0000"])
def test_what_is_no_date_is_named_with_what_was_expected(text):
    """The message shows the value and a good example."""
    with pytest.raises(MethodError, match="such as 2007, 2007-06 or 2007-06-21"):
        bounds(text)


def test_a_bad_date_in_a_table_is_named_with_row_and_column():
    """The learner is told where to look."""
    events = pd.DataFrame({"date": ["2007", "June 2007"]})

    with pytest.raises(MethodError, match=r"Row 2 of the events, column 'date': expected .*'June 2007'"):
        dated(events)


def test_years_may_be_numbers_and_days_dates():
    """What pandas makes of a CSV file is understood."""
    events = pd.DataFrame({"date": [2007, date(2007, 6, 21), pd.Timestamp("2008-01-02")]})

    assert dated(events)["precision"].tolist() == ["year", "day", "day"]


def test_only_an_end_may_be_missing():
    """An event without an end stays, one without a date has no place in time."""
    events = pd.DataFrame({"date": ["2007", None], "end_date": ["2008", None]})

    assert dated(events, "end_date")["latest"].isna().tolist() == [False, True]
    with pytest.raises(MethodError, match="Row 2"):
        dated(events)


def test_the_index_of_a_part_of_a_table_is_kept():
    """Filtered events keep their rows."""
    events = pd.DataFrame({"date": ["2006", "2007", "2008"]})

    assert dated(events[events["date"] > "2006"])["earliest"].dt.year.to_dict() == {1: 2007, 2: 2008}


@given(DAYS, DAYS, DAYS)
def test_lengths_in_years_add_up(first, second, third):
    """Two times one after the other are as long as both together."""
    days = [pd.Timestamp(day) for day in sorted([first, second, third])]

    parts = years_between(days[0], days[1]) + years_between(days[1], days[2])
    assert parts == pytest.approx(years_between(days[0], days[2]))


def test_an_event_outside_the_register_is_named():
    """A limit that cuts off events is a mistake, not a filter."""
    table = dated(pd.DataFrame({"date": ["1989", "2007"]}))

    with pytest.raises(MethodError, match="1989 does not lie within 1991-01-01"):
        span_of(table, "1991", None)
    with pytest.raises(MethodError, match="There are no events"):
        span_of(table.iloc[:0], None, None)


def test_a_year_that_is_a_number_is_no_text():
    """What to do is said."""
    with pytest.raises(MethodError, match=r"got 2007\. Write it as text"):
        bounds(2007)
