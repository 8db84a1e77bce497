"""Density: how many events a register has per period and kind, and who recorded them.

Owns the counting. What is counted are rows of a register: what somebody recorded, found
and thought worth keeping. A full period may have been busy, or well recorded.
"""

from typing import Any

import pandas as pd

from coursekit.data import load
from coursekit.data.columns import names_in, need
from coursekit.errors import MethodError, nearest
from coursekit.history.dates import dated, span_of, years_between
from coursekit.history.phases import UNDECIDED, extents

#: What density can be counted by in time.
PERIODS = ("month", "year", "decade", "phase")
#: Words for what cannot be placed in a month or a decade: the date is not that exact.
MONTH_UNKNOWN = "month unknown"
#: Who mentions an event, by the column ``in_article``.
RECORDED = {True: "in the article", False: "added by the course"}
#: Columns that hold several values in one cell.
_LISTS = {"actor": "actors"}
_FREQUENCIES = {"month": "M", "year": "Y"}


def density(
    events: pd.DataFrame,
    *,
    by: str | None = "category",
    period: str = "year",
    since: str | None = None,
    until: str | None = None,
) -> pd.DataFrame:
    """Count the events that begin in each period, and give the rate per year.

    Parameters
    ----------
    events : pandas.DataFrame
        Events with ``date`` and the column to count by, such as ``coursekit.load("events")``.
    by : str or None
        ``"category"``, ``"phase"``, ``"confidence"`` or another column; ``"actor"``: an event
        counts once for each of its actors, so the sum is more than the number of events;
        ``"recorded"``: whether the article under study mentions it; None: no groups.
    period : {"month", "year", "decade", "phase"}
        Months, years, decades, or the phases of the column ``phase`` (see
        :func:`coursekit.history.cut`).
    since, until : str, optional
        First and last date of the register. By default the dates of its events: give them
        if the table is a part of a register that reaches further. Without ``until`` nobody
        knows how long the last period was watched, so its rate is missing.

    Returns
    -------
    pandas.DataFrame
        One row per period and group, in order of time; a combination without events has 0.

        - ``period``: ``2007``, ``2007-06``, ``2000s`` or the name of the phase. What is known
          only to the year has a row of its own after the months of the year,
          ``2007 month unknown``; it belongs to no month. In such a year a month without
          other events of the group is missing, not 0, and one with events has them at least.
        - ``group``: the value counted by, ``all`` if there are no groups.
        - ``events``: how many begin there.
        - ``years``: how much of the period lies within the register, in years.
        - ``rate``: events per year, ``events / years``; missing where there is no length, where
          the month of an event of this year is unknown, and for the last period without
          ``until`` (a time that ends on its last event looks busier than it was).
        - ``in_article``, ``added``: how many of them the article under study mentions, and
          how many the research for this course added (where ``in_article`` is there).

    Raises
    ------
    MethodError
        If a column is missing, a date is none, or there is no such period or group.

    Notes
    -----
    Density measures the register, not history. What is recorded depends on who wrote, for
    whom, and what can still be found: late years are online, meetings leave communiqués and
    quiet work does not. Of protest events in newspapers this is well studied (Earl, Martin,
    McCarthy and Soule 2004, *Annual Review of Sociology* 30, 65–80). Compare rates with
    :func:`recorded` before calling a period busy. The last period is cut off where the
    register ends: give ``until`` and compare ``rate``, not ``events``.

    Examples
    --------
    >>> events = pd.DataFrame({"date": ["2006", "2007-05", "2007-06-21"], "category": ["talk", "text", "text"]})
    >>> density(events, until="2007-12")[["period", "group", "events"]].values.tolist()
    [['2006', 'talk', 1], ['2006', 'text', 0], ['2007', 'talk', 0], ['2007', 'text', 2]]
    """
    table = _grouped(dated(events), by)
    lengths = extent(events, period, since=since, until=until)
    table = table.assign(period=_period_of(table, period))
    counts = _counts(table)
    groups = sorted(table["group"].unique())
    grid = pd.MultiIndex.from_product([lengths.index, groups], names=["period", "group"])
    odd = counts.index.difference(grid)
    full = counts.reindex(grid.append(odd), fill_value=0).reset_index()
    full["years"] = full["period"].map(lengths["years"])
    is_known = (full["years"] > 0) & ~full["period"].isin(lengths.index[lengths["open"]])
    full["rate"] = full["events"] / full["years"].where(is_known)
    columns = ["period", "group", "events", "years", "rate", *counts.columns[1:]]
    if period == "month":
        full = _with_unknown_months(full, list(counts.columns))
    if period != "phase":
        # What is known to the year only comes after the last month of the year.
        order = full["period"].str.replace(f" {MONTH_UNKNOWN}", "-99")
        full = full.assign(order=order).sort_values(["order", "group"], kind="stable", ignore_index=True)
    return full[columns]


def _with_unknown_months(full: pd.DataFrame, counts: list[str]) -> pd.DataFrame:
    """Return the counts, missing where an event of the year may belong to the month."""
    is_rest = full["period"].str.endswith(MONTH_UNKNOWN)
    keys = full["period"].str[:4] + " " + full["group"]
    is_open = keys.isin(keys[is_rest & (full["events"] > 0)]) & ~is_rest
    least = {name: full[name].astype("Int64").mask(is_open & (full[name] == 0)) for name in counts}
    return full.assign(**least, rate=full["rate"].mask(is_open))


def _grouped(table: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Return the events with their group; one row per actor if counted by actor."""
    if by is None:
        return table.assign(group="all")
    if by == "recorded":
        need(table, ["in_article"], "the events")
        return table.assign(group=table["in_article"].map(RECORDED))
    column = _LISTS.get(by, by)
    need(table, [column], "the events")
    cells = table[column]
    grouped = table.assign(group=cells.map(lambda cell: names_in(cell) or None, "ignore") if by in _LISTS else cells)
    if grouped["group"].isna().any():
        place = int(grouped["group"].isna().to_numpy().argmax()) + 1
        msg = f"Row {place} of the events, column {column!r}: expected a value to count by, it is empty."
        raise MethodError(msg)
    return grouped.explode("group", ignore_index=True).astype({"group": "str"})


def extent(events: pd.DataFrame, period: str, *, since: str | None = None, until: str | None = None) -> pd.DataFrame:
    """Return how much of each period lies within the register.

    Parameters
    ----------
    events : pandas.DataFrame
        Events with ``date``, and ``phase`` if that is the period.
    period, since, until
        As in :func:`density`.

    Returns
    -------
    pandas.DataFrame
        By the name of the period, in order of time: ``start`` and ``end`` (``datetime64``,
        the end no longer belongs to it), ``years``, ``open`` (whether it ends with the last
        event because ``until`` is not given).

    Raises
    ------
    MethodError
        As in :func:`density`.

    Examples
    --------
    >>> extent(pd.DataFrame({"date": ["2006", "2007-07-02"]}), "year")["years"].round(2).tolist()
    [1.0, 0.5]
    """
    if period not in PERIODS:
        msg = f"There is no period {period!r}. {nearest(period, PERIODS)}"
        raise MethodError(msg)
    table = dated(events)
    if period == "phase":
        need(events, ["phase"], "the events")
        whole = table.assign(phase=table["phase"].fillna(UNDECIDED))
        return extents(whole, since, until).set_index("period")[["start", "end", "years", "open"]]
    start, end = span_of(table, since, until)
    edges = _edges(start, end, period)
    names = [_name(first, period) for first, _ in edges]
    clipped = [(max(first, start), min(after, end)) for first, after in edges]
    found = pd.DataFrame(clipped, columns=["start", "end"], index=pd.Index(names, name="period"))
    years = [years_between(first, after) for first, after in clipped]
    return found.assign(years=years, open=(found["end"] >= end) & (until is None))


def _edges(start: pd.Timestamp, end: pd.Timestamp, period: str) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    if period == "decade":
        first, last = start.year // 10 * 10, (end - pd.Timedelta(days=1)).year // 10 * 10
        return [(pd.Timestamp(year, 1, 1), pd.Timestamp(year + 10, 1, 1)) for year in range(first, last + 1, 10)]
    last_day = end - pd.Timedelta(days=1)
    steps = pd.period_range(start, last_day, freq=_FREQUENCIES[period])
    return [(step.start_time, (step + 1).start_time) for step in steps]


def _name(first: pd.Timestamp, period: str) -> str:
    if period == "decade":
        return f"{first.year}s"
    return f"{first.year}" if period == "year" else f"{first:%Y-%m}"


def _period_of(table: pd.DataFrame, period: str) -> "pd.Series[Any]":
    """Return the name of the period of each event, never finer than its date is known."""
    if period == "phase":
        return table["phase"].fillna(UNDECIDED).astype("str")
    year: pd.Series[Any] = table["earliest"].dt.year.astype("str")
    if period == "year":
        return year
    if period == "decade":
        decade: pd.Series[Any] = year.str[:3] + "0s"
        return decade
    months: pd.Series[Any] = table["earliest"].dt.strftime("%Y-%m")
    return months.mask(table["precision"] == "year", year + f" {MONTH_UNKNOWN}")


def _counts(table: pd.DataFrame) -> pd.DataFrame:
    """Return the number of events by period and group, and who recorded them."""
    grouped = table.groupby(["period", "group"])
    counts = grouped.size().to_frame("events")
    if "in_article" in table.columns:
        counts["in_article"] = grouped["in_article"].sum().astype("int64")
        counts["added"] = counts["events"] - counts["in_article"]
    return counts


def recorded(events: pd.DataFrame, *, by: str = "phase") -> pd.DataFrame:
    """Show who recorded the events of each group: the article, and which kind of source.

    Parameters
    ----------
    events : pandas.DataFrame
        Events with ``in_article``, ``source``, ``confidence``, ``date`` and the column to
        count by, such as ``coursekit.load("events")``.
    by : str
        As in :func:`density`.

    Returns
    -------
    pandas.DataFrame
        One row per group, in order of its first event.

        - ``group``, ``events``.
        - ``in_article``: share of the events that the article under study mentions, 0 to 1.
        - ``official``, ``press``, ``scholarly``, ``dataset``, ``reference``: share whose
          source is of this kind; see the table ``sources``.
        - ``exact``: share whose date is known to the day.
        - ``sure``: share of which the source states event and date plainly.

    Raises
    ------
    MethodError
        If a column is missing, or an event names a source that the course does not have.

    Notes
    -----
    The register names one confirming source for each event. Where the shares change from
    group to group, a difference in density may come from them.

    Examples
    --------
    >>> import coursekit
    >>> table = recorded(coursekit.load("events"))
    >>> share = table.set_index("group")["in_article"]
    >>> bool(share["2022-2026 strategic partnership"] < share["2007-2016 strategy for a new partnership"])
    True
    """
    need(events, ["in_article", "source", "confidence"], "the events")
    kinds = load("sources").set_index("id")["kind"]
    unknown = set(events["source"]) - set(kinds.index)
    if unknown:
        msg = f"There is no source {min(unknown)!r} in the course. {nearest(min(unknown), kinds.index)}"
        raise MethodError(msg)
    table = _grouped(dated(events), by).sort_values("earliest", kind="stable")
    shares = pd.get_dummies(table["source"].map(kinds)).assign(
        in_article=table["in_article"].astype(float),
        exact=table["precision"] == "day",
        sure=table["confidence"] == "high",
    )
    columns = ["in_article", "official", "press", "scholarly", "dataset", "reference", "exact", "sure"]
    shares = shares.reindex(columns=columns, fill_value=0).astype(float)
    grouped = shares.groupby(table["group"], sort=False)
    found = grouped.mean()
    found.insert(0, "events", grouped.size())
    return found.reset_index()
