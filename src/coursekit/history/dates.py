"""Dates that are known to the day, the month or only the year.

Owns the days on which something may have happened, and the length of a time in years.
A date is never given a day it does not have: it becomes the first and the last day that
are possible. The forms ``2007``, ``2007-06`` and ``2007-06-21`` are those of ISO 8601 and
of level 0 of the Extended Date/Time Format (Library of Congress, 2019,
https://www.loc.gov/standards/datetime/).
"""

import re
from calendar import isleap, monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from coursekit.data.columns import need
from coursekit.errors import MethodError

_YEAR_ONLY, _MONTH_ONLY, _WHOLE = 4, 7, 10
#: How exactly a date can be known, by the length of its text.
PRECISIONS = {_YEAR_ONLY: "year", _MONTH_ONLY: "month", _WHOLE: "day"}
_FORM = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_ONE_DAY = pd.Timedelta(days=1)


def bounds(text: str) -> tuple[date, date]:
    """Return the first and the last day that a date can mean.

    Parameters
    ----------
    text : str
        A year, a month or a day.

    Returns
    -------
    tuple of datetime.date
        First and last possible day; the same for a day.

    Raises
    ------
    MethodError
        If the text is no such date.

    Examples
    --------
    >>> [str(day) for day in bounds("2008-02")]
    ['2008-02-01', '2008-02-29']
    """
    try:
        return _first_and_last(text)
    except (TypeError, ValueError) as error:
        msg = f"Expected a year, a month or a day such as 2007, 2007-06 or 2007-06-21, got {text!r}."
        if isinstance(error, TypeError):
            msg = f"{msg} Write it as text, in quotation marks."
        raise MethodError(msg) from error


def _first_and_last(text: str) -> tuple[date, date]:
    """Return the days, or raise ``ValueError``."""
    if not _FORM.fullmatch(text):
        raise ValueError(text)
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    if len(text) == _YEAR_ONLY:
        return date(year, 1, 1), date(year, 12, 31)
    if len(text) == _MONTH_ONLY:
        # The first of the month comes first: it refuses a thirteenth month.
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def dated(events: pd.DataFrame, column: str = "date", *, what: str = "the events") -> pd.DataFrame:
    """Add to each row the days on which it may have happened.

    Parameters
    ----------
    events : pandas.DataFrame
        Any table with a column of dates such as ``2007``, ``2007-06``, ``2007-06-21``.
    column : str
        Name of that column. Rows without a date are kept only in another column than
        ``date``, since an event without any date has no place in time.
    what : str
        What the table is, as messages call it.

    Returns
    -------
    pandas.DataFrame
        The rows with three more columns: ``earliest`` and ``latest`` (``datetime64``,
        first and last possible day) and ``precision`` (``day``, ``month``, ``year``).

    Raises
    ------
    MethodError
        If the column is missing, or a value is no date: with row, column and value.

    Examples
    --------
    >>> table = dated(pd.DataFrame({"date": ["2007", "2007-06-21"]}))
    >>> table[["precision", "earliest", "latest"]].astype(str).values.tolist()
    [['year', '2007-01-01', '2007-12-31'], ['day', '2007-06-21', '2007-06-21']]
    """
    need(events, [column], what)
    texts = [as_text(value) for value in events[column]]
    found = [_bounds_at(text, place, column, what) for place, text in enumerate(texts, start=1)]
    days = pd.DataFrame(found, columns=["earliest", "latest"], index=events.index)
    exactness = [PRECISIONS.get(len(text), "") for text in texts]
    return events.assign(
        earliest=pd.to_datetime(days["earliest"]),
        latest=pd.to_datetime(days["latest"]),
        precision=pd.Series(exactness, index=events.index, dtype="str"),
    )


def as_text(value: Any) -> str:
    """Return a date as text, empty if it is missing; years may come as numbers, days as dates.

    Examples
    --------
    >>> as_text(2007), as_text(date(2007, 6, 21)), as_text(None)
    ('2007', '2007-06-21', '')
    """
    if pd.isna(value):
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value)


def _bounds_at(text: str, place: int, column: str, what: str) -> tuple[date | None, date | None]:
    if not text and column != "date":
        return None, None
    try:
        return bounds(text)
    except MethodError as error:
        msg = f"Row {place} of {what}, column {column!r}: {str(error)[0].lower()}{str(error)[1:]}"
        raise MethodError(msg) from error


def years_between(start: pd.Timestamp, end: pd.Timestamp) -> float:
    """Return the length of a time in calendar years; every calendar year is one year long.

    Parameters
    ----------
    start, end : pandas.Timestamp
        First day, and the first day that no longer belongs to it.

    Examples
    --------
    >>> round(years_between(pd.Timestamp("2007-01-01"), pd.Timestamp("2009-07-02")), 2)
    2.5
    """
    return _as_year(end) - _as_year(start)


def _as_year(day: pd.Timestamp) -> float:
    return day.year + (day.day_of_year - 1) / (366 if isleap(day.year) else 365)


def span_of(table: pd.DataFrame, since: str | None, until: str | None) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first day of a register and the first day after it.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`dated`.
    since, until : str or None
        First and last date of the register, if they are not those of its events.

    Raises
    ------
    MethodError
        If the table is empty, or an event may lie outside: with its place and date.

    Examples
    --------
    >>> [str(day.date()) for day in span_of(dated(pd.DataFrame({"date": ["2007", "2008-03"]})), None, None)]
    ['2007-01-01', '2008-04-01']
    """
    if table.empty:
        msg = "There are no events: the table has no rows."
        raise MethodError(msg)
    start = table["earliest"].min() if since is None else pd.Timestamp(bounds(since)[0])
    last = table["latest"].max() if until is None else pd.Timestamp(bounds(until)[1])
    outside = (table["earliest"] < start) | (table["latest"] > last)
    if outside.any():
        row = table[outside].iloc[0]
        msg = (
            f"The event of {row['date']} does not lie within {start.date()} and {last.date()}: "
            "leave it out, or give another 'since' or 'until'."
        )
        raise MethodError(msg)
    return start, last + _ONE_DAY


def columns_in(table: pd.DataFrame, names: Iterable[str]) -> list[str]:
    """Return those of the names that the table has, in their order.

    Examples
    --------
    >>> columns_in(pd.DataFrame({"id": [], "date": []}), ["id", "title"])
    ['id']
    """
    return [name for name in names if name in table.columns]
