"""Intervals: how many days lie between two events, at the least and at the most.

Owns the arithmetic of dates that are not exact. From March 2007 to 2008 it is 276 days at
the least and 671 at the most; one number would claim to know what nobody recorded.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any, Literal

import pandas as pd

from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest
from coursekit.history.dates import as_text, bounds, columns_in, dated


def intervals(
    events: pd.DataFrame,
    milestones: Sequence[str] | Mapping[str, str],
    *,
    pairs: Literal["consecutive", "all"] = "consecutive",
) -> pd.DataFrame:
    """Measure the time between milestones.

    Parameters
    ----------
    events : pandas.DataFrame
        Events with ``id``, ``date`` and ``title``, such as ``coursekit.load("events")``.
    milestones : sequence of str, or mapping of str to str
        Ids of events, in the order in which they are compared; or a name for each id. A
        date may stand in the place of an id.
    pairs : {"consecutive", "all"}
        Each milestone with the next one, or with every later one of the list.

    Returns
    -------
    pandas.DataFrame
        One row per pair.

        - ``start``, ``start_date``, ``end``, ``end_date``: names and dates of the two.
        - ``shortest``, ``longest``: days from the one to the other, at the least and at the
          most: the last possible day of the start to the first of the end, and the first
          to the last. Negative days say that the end came first.
        - ``order``: ``start first``, ``end first``, ``same day``, or ``open`` where the
          dates are too coarse to say.

    Raises
    ------
    MethodError
        If there are fewer than two milestones, if one is neither an event nor a date, or if
        ``pairs`` is neither of the two.

    Examples
    --------
    >>> import coursekit
    >>> events = coursekit.load("events")
    >>> table = intervals(events, {"human rights dialogue": "E040", "strategy": "E044", "successor": "E122"})
    >>> table[["start", "end", "shortest", "longest", "order"]].values.tolist()
    [['human rights dialogue', 'strategy', -193, 171, 'open'], ['strategy', 'successor', 4379, 4379, 'start first']]
    """
    need(events, ["id", "date", "title"], "the events")
    points = _points(events, milestones)
    if len(points) < 2:
        msg = f"Between {len(points)} milestone there is no interval: name at least two."
        raise MethodError(msg)
    if pairs not in ("consecutive", "all"):
        msg = f"There are no pairs {pairs!r}. {nearest(pairs, ['consecutive', 'all'])}"
        raise MethodError(msg)
    chosen = pairwise(points) if pairs == "consecutive" else combinations(points, 2)
    return pd.DataFrame([_interval(start, end) for start, end in chosen])


def _points(events: pd.DataFrame, milestones: Sequence[str] | Mapping[str, str]) -> list[tuple[str, str]]:
    """Return name and date of each milestone."""
    known = events.set_index("id")
    named = milestones.items() if isinstance(milestones, Mapping) else [("", key) for key in milestones]
    return [(name or _title(known, key), _date(known, key)) for name, key in named]


def _title(known: pd.DataFrame, key: str) -> str:
    return str(known.loc[key, "title"]) if key in known.index else key


def _date(known: pd.DataFrame, key: str) -> str:
    if key in known.index:
        return as_text(known.loc[key, "date"])
    try:
        bounds(key)
    except MethodError as error:
        msg = f"The milestone {key!r} is neither an event nor a date. {nearest(key, map(str, known.index))}"
        raise MethodError(msg) from error
    return key


def _interval(start: tuple[str, str], end: tuple[str, str]) -> dict[str, Any]:
    first, last = bounds(start[1]), bounds(end[1])
    shortest, longest = (last[0] - first[1]).days, (last[1] - first[0]).days
    return {
        "start": start[0],
        "start_date": start[1],
        "end": end[0],
        "end_date": end[1],
        "shortest": shortest,
        "longest": longest,
        "order": order_of(shortest, longest),
    }


def order_of(shortest: int, longest: int) -> str:
    """Return which of two came first, as far as the least and the greatest distance say.

    Examples
    --------
    >>> order_of(3, 30), order_of(-30, -3), order_of(0, 0), order_of(-5, 5)
    ('start first', 'end first', 'same day', 'open')
    """
    if shortest == longest == 0:
        return "same day"
    if shortest > 0:
        return "start first"
    return "end first" if longest < 0 else "open"


def durations(events: pd.DataFrame) -> pd.DataFrame:
    """Measure how long events lasted of which the end is known.

    Parameters
    ----------
    events : pandas.DataFrame
        Events with ``id``, ``date`` and ``end_date``; ``title`` is kept where it is there.

    Returns
    -------
    pandas.DataFrame
        One row per event with an end: ``id``, ``title``, ``date``, ``end_date``, and
        ``shortest``, ``longest``, the days from the first to the last day, at the least and
        at the most; a meeting of one day has 0.

    Raises
    ------
    MethodError
        If a column is missing, a date is none, or an event ends before it begins.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["a"], "date": ["2005-11-14"], "end_date": ["2009-10"]})
    >>> durations(table)[["shortest", "longest"]].values.tolist()
    [[1417, 1447]]
    """
    need(events, ["id", "date", "end_date"], "the events")
    ended = events[events["end_date"].notna()].reset_index(drop=True)
    begin, end = dated(ended), dated(ended, "end_date")
    longest = (end["latest"] - begin["earliest"]).dt.days
    if (longest < 0).any():
        row = ended[longest < 0].iloc[0]
        msg = f"The event {row['id']!r} ends on {row['end_date']}, before it begins on {row['date']}."
        raise MethodError(msg)
    shortest = (end["earliest"] - begin["latest"]).dt.days.clip(lower=0)
    kept = ended[["id", *columns_in(ended, ["title"]), "date", "end_date"]]
    return kept.assign(shortest=shortest, longest=longest)
