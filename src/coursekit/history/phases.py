"""Phases: how a story is cut into periods, and what changes when it is cut otherwise.

Owns the table of phases, the cutting of the events at dates of one's own, and the
comparison of two such cuts. A phase is a proposal of whoever draws it, not a fact.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from coursekit.data.columns import need
from coursekit.errors import MethodError
from coursekit.history.dates import as_text, bounds, columns_in, dated, span_of, years_between

#: Phase of an event whose date does not say on which side of a boundary it falls.
UNDECIDED = "undecided"


def phases(events: pd.DataFrame, *, since: str | None = None, until: str | None = None) -> pd.DataFrame:
    """Describe each phase: first and last event, number of events, length.

    A phase begins on its boundary if the events come from :func:`cut`, otherwise with the
    first of its events, and it ends where the next one begins. The last phase ends with the
    register, so a phase that is still going on is as long as the register reaches. A phase
    of :func:`cut` without any event has a row too.

    Parameters
    ----------
    events : pandas.DataFrame
        Events with ``id``, ``date`` and ``phase``, such as ``coursekit.load("events")``.
        ``in_article`` is counted where it is there.
    since, until : str, optional
        First and last date of the register; by default those of its events. Where they are
        given, no phase of :func:`cut` reaches beyond them, and none is made longer.

    Returns
    -------
    pandas.DataFrame
        One row per phase in order of time.

        - ``phase``: its name.
        - ``begins``: date of the boundary, or of the first event, as exactly as it is known.
        - ``first``, ``first_date``, ``last``, ``last_date``: id and date of the events that
          may have begun first and last.
        - ``events``: how many begin in the phase.
        - ``shortest``, ``longest``: days between the first and the last event, at the least
          and at the most, as the exactness of the dates allows.
        - ``years``: length of the phase in years.
        - ``rate``: events per year of the phase. Without ``until`` it is missing for the last
          phase: a time that ends on its last event looks busier than it was.
        - ``in_article``: how many of them the article under study mentions.

        Where a phase has no events, what is told of them is missing.
        Events of the phase ``undecided`` have no place in the order: they come last, and
        their ``years`` and ``rate`` are missing.

    Raises
    ------
    MethodError
        If a column is missing or a date is none.

    Notes
    -----
    A rate compares phases of different length, but it counts what was recorded and found:
    a fuller register of late years looks like a busier time. See
    :func:`coursekit.history.recorded`.

    Examples
    --------
    >>> import coursekit
    >>> table = phases(coursekit.load("events"))
    >>> table[["begins", "first", "last"]].iloc[:2].values.tolist()
    [['1989', 'E001', 'E023'], ['2002-02-28', 'E024', 'E039']]
    """
    need(events, ["id", "date", "phase"], "the events")
    table = dated(events.assign(phase=events["phase"].fillna(UNDECIDED)))
    extent = extents(table, since, until)
    described = [_described(name, table[table["phase"] == name]) for name in extent["period"]]
    found = pd.DataFrame(described).assign(years=extent["years"], begins=extent["begins"])
    found["rate"] = found["events"] / found["years"].where((found["years"] > 0) & ~extent["open"])
    order = ["phase", "begins", "first", "first_date", "last", "last_date", "events", "shortest", "longest"]
    return found[[*order, "years", "rate", *columns_in(found, ["in_article"])]]


def extents(table: pd.DataFrame, since: str | None = None, until: str | None = None) -> pd.DataFrame:
    """Return where each phase begins and ends: one follows another without a gap.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`coursekit.history.dates.dated`, with ``phase``.
    since, until : str or None
        First and last date of the register.

    Returns
    -------
    pandas.DataFrame
        Columns ``period``, ``begins`` (text), ``start``, ``end`` (``datetime64``, the end
        no longer belongs to it), ``years``, ``open`` (whether it ends with the last event
        because nobody said where the register ends); ``undecided`` last and without dates.

    Examples
    --------
    >>> table = dated(pd.DataFrame({"date": ["2007", "2008", "2009"], "phase": ["a", "a", "b"]}))
    >>> extents(table)[["period", "begins", "years"]].values.tolist()
    [['a', '2007', 2.0], ['b', '2009', 1.0]]
    """
    start, end = span_of(table, since, until)
    begins = _beginnings(table)
    ends = begins["end"].fillna(begins["start"].shift(-1)).fillna(end)
    if "phase_begins" not in table.columns and begins["start"].min() > start:
        begins["start"] = [start, *begins["start"].iloc[1:]]
    elif since is not None:
        begins["start"] = [max(first, start) for first in begins["start"]]
    begins["open"] = (ends >= end) & (until is None)
    # A phase that lies wholly outside the register has no length, not one below zero.
    begins["end"] = [max(first, min(after, end)) for first, after in zip(begins["start"], ends, strict=True)]
    lengths = zip(begins["start"], begins["end"], strict=True)
    begins["years"] = [years_between(first, after) for first, after in lengths]
    if (table["phase"] == UNDECIDED).any():
        begins = pd.concat([begins, pd.DataFrame({"period": [UNDECIDED], "open": [False]})], ignore_index=True)
    return begins[["period", "begins", "start", "end", "years", "open"]]


def _beginnings(table: pd.DataFrame) -> pd.DataFrame:
    """Return name and beginning of each phase, in order of time."""
    decided = table[table["phase"] != UNDECIDED].dropna(subset="phase")
    ordered = decided.sort_values(["earliest", "latest"], kind="stable")
    first = ordered.drop_duplicates("phase").reset_index(drop=True)
    begins = first["phase_begins" if "phase_begins" in first.columns else "date"].map(as_text).astype(str)
    ends = first["phase_ends"] if "phase_ends" in first.columns else [pd.NA] * len(first)
    found = pd.DataFrame(
        {
            "period": first["phase"].astype(str),
            "begins": begins,
            "start": pd.to_datetime([bounds(text)[0] for text in begins]),
            "end": pd.to_datetime(pd.Series([None if pd.isna(text) else bounds(str(text))[0] for text in ends])),
        }
    )
    empty = pd.DataFrame(_empty_phases(table, set(found["period"])), columns=["period", "begins", "start"])
    whole = pd.concat([found, empty], ignore_index=True) if len(empty) else found
    return whole.sort_values("start", kind="stable", ignore_index=True)


def _empty_phases(table: pd.DataFrame, known: set[str]) -> list[tuple[str, str, pd.Timestamp]]:
    """Return name and beginning of the phases of a cut in which no event lies."""
    columns = [table[name].dtype for name in columns_in(table, ["phase", "phase_begins"])]
    kept = [list(kind.categories) for kind in columns if isinstance(kind, pd.CategoricalDtype)]
    if len(kept) < 2:
        return []
    names = [str(name) for name in kept[0] if name != UNDECIDED]
    dates = [as_text(date) for date in kept[1]]
    if len(names) != len(dates):
        return []
    pairs = zip(names, dates, strict=True)
    return [(name, date, pd.Timestamp(bounds(date)[0])) for name, date in pairs if name not in known]


def _described(name: str, table: pd.DataFrame) -> dict[str, Any]:
    if table.empty:
        return {"phase": name, "events": 0, **dict.fromkeys(columns_in(table, ["in_article"]), 0)}
    ordered = table.sort_values(["earliest", "latest"], kind="stable")
    first = ordered.iloc[0]
    last = table.sort_values(["latest", "earliest"], kind="stable").iloc[-1]
    row = {
        "phase": name,
        "first": first["id"],
        "first_date": first["date"],
        "last": last["id"],
        "last_date": last["date"],
        "events": len(table),
        # The first event may be late and the last early; then the two are nearer.
        "shortest": max(0, (table["earliest"].max() - table["latest"].min()).days),
        "longest": (table["latest"].max() - table["earliest"].min()).days,
    }
    return {**row, **{column: int(table[column].sum()) for column in columns_in(table, ["in_article"])}}


def cut(events: pd.DataFrame, boundaries: Mapping[str, str]) -> pd.DataFrame:
    """Cut the events into phases of one's own.

    Parameters
    ----------
    events : pandas.DataFrame
        Events with ``date``.
    boundaries : mapping of str to str
        Name of each phase and the date on which it begins, in order of time. A year or a
        month stands for its first day.

    Returns
    -------
    pandas.DataFrame
        The events with ``phase`` replaced, and ``phase_begins`` and ``phase_ends``, the
        dates on which the phase and the next one begin. ``phase`` and ``phase_begins`` are
        categories in order of time, so that a phase without events is not forgotten (a file
        of rows, such as CSV, forgets it). An event whose possible days lie
        on both sides of a boundary is ``undecided``: its date does not say to which phase
        it belongs.

    Raises
    ------
    MethodError
        If there are no boundaries, if they are not in order of time, if one is called
        ``undecided``, or if an event may have happened before the first.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["a", "b", "c"], "date": ["2006-05", "2007", "2007-06-21"]})
    >>> cut(table, {"before": "2000", "strategy": "2007-06-21"})["phase"].tolist()
    ['before', 'undecided', 'strategy']
    """
    table = dated(events)
    starts = _starts(boundaries)
    early = table["earliest"] < starts.iloc[0]
    if early.any():
        date = table.loc[early, "date"].iloc[0]
        msg = f"The event of {date} may lie before {starts.index[0]!r}: let the first phase begin earlier."
        raise MethodError(msg)
    after = starts.searchsorted(table["earliest"], side="right")
    before = starts.searchsorted(table["latest"], side="right")
    names = pd.Series(starts.index[after - 1], index=table.index)
    named = names.mask(after != before, UNDECIDED)
    ends = dict(pairwise(boundaries))
    return events.assign(
        phase=pd.Categorical(named, [*boundaries, UNDECIDED], ordered=True),
        phase_begins=pd.Categorical(named.map(dict(boundaries)), list(boundaries.values()), ordered=True),
        phase_ends=named.map({name: boundaries[after] for name, after in ends.items()}),
    )


def _starts(boundaries: Mapping[str, str]) -> "pd.Series[Any]":
    if not boundaries:
        msg = 'There are no boundaries: expected names and dates, such as {"strategy": "2007-06-21"}.'
        raise MethodError(msg)
    if UNDECIDED in boundaries:
        msg = (
            f"A phase cannot be called {UNDECIDED!r}: this is where events without a phase stand. Choose another name."
        )
        raise MethodError(msg)
    days = [pd.Timestamp(bounds(str(text))[0]) for text in boundaries.values()]
    starts = pd.Series(days, index=list(boundaries))
    for name, gap in starts.diff().iloc[1:].items():
        if gap <= pd.Timedelta(0):
            msg = f"The phase {name!r} does not begin after the one before it: put the boundaries in order of time."
            raise MethodError(msg)
    return starts


def crossed(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Compare two ways of cutting the same events into phases.

    Parameters
    ----------
    first, second : pandas.DataFrame
        The same events (by ``id``) with ``date`` and ``phase``, for instance those of the
        course and those that :func:`cut` returns.

    Returns
    -------
    pandas.DataFrame
        A table of counts: a row per phase of the first, a column per phase of the second,
        both in order of time. Where the cuts agree, a row has one number above zero; a phase
        without events has none.

    Raises
    ------
    MethodError
        If a column is missing or the two do not hold the same events.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["a", "b", "c"], "date": ["2006", "2007", "2019"]})
    >>> years, own = cut(table, {"one": "2000", "two": "2007"}), cut(table, {"old": "2000", "new": "2010"})
    >>> crossed(years, own).to_dict("index")
    {'one': {'old': 1, 'new': 0}, 'two': {'old': 1, 'new': 1}}
    """
    for what, table in (("the first cut", first), ("the second cut", second)):
        need(table, ["id", "date", "phase"], what)
    lost = set(first["id"]) ^ set(second["id"])
    if lost:
        msg = f"The two cuts do not hold the same events: {min(lost)!r} is in one of them only."
        raise MethodError(msg)
    joined = first[["id", "phase"]].merge(second[["id", "phase"]], on="id", suffixes=("_first", "_second"))
    counts = pd.crosstab(joined["phase_first"].astype("str"), joined["phase_second"].astype("str"))
    rows, columns = (extents(dated(table))["period"].tolist() for table in (first, second))
    return counts.reindex(index=rows, columns=columns, fill_value=0).rename_axis(index="first", columns="second")
