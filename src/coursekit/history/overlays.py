"""Two timelines laid over one another: what came before, what after, at what distance.

Owns the distances between the dates of two timelines. That two events are near says
nothing about a cause; :mod:`coursekit.history.chance` asks how near they would be anyway.
"""

from typing import Any

import numpy as np
import pandas as pd

from coursekit.data.columns import need
from coursekit.errors import MethodError
from coursekit.history.dates import dated

#: Where an event of the second timeline lies, seen from one of the first.
SIDES = ("before", "same time", "after")
Days = np.ndarray[Any, np.dtype[np.float64]]


def overlay(first: pd.DataFrame, second: pd.DataFrame, *, window: int | None = None) -> pd.DataFrame:
    """Find for each event of a timeline the nearest ones of another, before and after.

    Parameters
    ----------
    first, second : pandas.DataFrame
        Timelines with ``date`` and ``label``, and ``series`` if they hold several: see
        :func:`coursekit.history.timeline_of`, or make them by hand.
    window : int, optional
        Leave out what is surely farther away than so many days.

    Returns
    -------
    pandas.DataFrame
        Rows in the order of the first timeline, for each side the nearest of the second;
        where two are equally near, both. The nearest is the one that can be nearest: the
        least possible distance decides, then the greatest. Of an event known to the year,
        another may in truth be nearer.

        - ``date``, ``label``, ``series``: the event of the first timeline.
        - ``side``: ``before``, ``after``, or ``same time``: the same day, or dates that
          are too coarse to say which came first. ``none`` if there is nothing at all.
        - ``other_date``, ``other``, ``other_series``: the event of the second timeline.
        - ``shortest``, ``longest``: days between them, at the least and at the most.

    Raises
    ------
    MethodError
        If a column is missing, a date is none, or a timeline is empty.

    Notes
    -----
    Nearness is not a cause. In a dense timeline something is always near: see
    :func:`coursekit.history.overlay_by_chance`. What came after cannot have caused, and
    what was long announced may act before its date.

    Examples
    --------
    >>> joined = pd.DataFrame({"date": ["2004-05-01"], "label": ["ten states join"]})
    >>> texts = pd.DataFrame({"date": ["2002-10-30", "2007"], "label": ["assistance paper", "strategy"]})
    >>> overlay(joined, texts)[["side", "other", "shortest", "longest"]].values.tolist()
    [['before', 'assistance paper', 549, 549], ['after', 'strategy', 975, 1339]]
    """
    one, other = ready(first, "the first timeline"), ready(second, "the second timeline")
    found = pd.concat([_neighbours(row, other) for _, row in one.iterrows()], ignore_index=True)
    if window is not None:
        found = found[found["shortest"] <= window]
    columns = ["date", "label", "series", "side", "other_date", "other", "other_series", "shortest", "longest"]
    left = one.loc[~one["place"].isin(found["place"]), ["place", "date", "label", "series"]].assign(side="none")
    whole = pd.concat([found, left]) if len(left) else found
    whole = whole.sort_values("place", kind="stable", ignore_index=True)
    return whole.astype({"shortest": "Int64", "longest": "Int64"})[columns]


def ready(timeline: pd.DataFrame, what: str) -> pd.DataFrame:
    """Return a timeline with the days on which its events may have happened."""
    if "title" in getattr(timeline, "columns", ()) and "label" not in timeline.columns:
        msg = f"A table of events was given as {what}: make it one with timeline_of(events, series='a name')."
        raise MethodError(msg)
    need(timeline, ["date", "label"], what)
    if timeline.empty:
        msg = f"There is nothing in {what}: it has no rows."
        raise MethodError(msg)
    series = timeline["series"] if "series" in timeline.columns else ""
    kept = timeline[["date", "label"]].assign(series=series)
    return dated(kept, what=what).reset_index(drop=True).assign(place=range(len(kept)))


def _neighbours(row: "pd.Series[Any]", other: pd.DataFrame) -> pd.DataFrame:
    """Return the nearest events of another timeline on each side of one event."""
    least = (other["earliest"] - row["latest"]).dt.days
    most = (other["latest"] - row["earliest"]).dt.days
    side = np.select([least > 0, most < 0], ["after", "before"], "same time")
    shortest = np.select([least > 0, most < 0], [least, -most], 0)
    longest = np.maximum(most.abs(), least.abs())
    table = pd.DataFrame(
        {
            "place": row["place"],
            "date": row["date"],
            "label": row["label"],
            "series": row["series"],
            "side": side,
            "other_date": other["date"],
            "other": other["label"],
            "other_series": other["series"],
            "shortest": shortest,
            "longest": longest,
        }
    )
    nearest = table.groupby("side")[["shortest", "longest"]].transform("min")
    kept = table[(table["shortest"] == nearest["shortest"])]
    least_of = kept.groupby("side")["longest"].transform("min")
    kept = kept[kept["longest"] == least_of]
    return kept.assign(order=kept["side"].map(SIDES.index)).sort_values("order", kind="stable").drop(columns="order")


def distances(first: tuple[Days, Days], second: tuple[Days, Days], side: str = "either") -> tuple[Days, Days]:
    """Return for each of the first the distance to the nearest of the second, in days.

    Parameters
    ----------
    first, second : tuple of numpy.ndarray
        First and last possible day of each event, counted in days from anywhere.
    side : {"either", "before", "after"}
        Where the second may lie, seen from the first; the same day counts on every side.

    Returns
    -------
    tuple of numpy.ndarray
        Least and greatest distance of each of the first; infinite where there is none on
        that side, or (the greatest) where none is surely on that side.

    Examples
    --------
    >>> day, year = (np.array([100.0]), np.array([100.0])), (np.array([0.0]), np.array([90.0]))
    >>> [float(days[0]) for days in distances(day, year)]
    [10.0, 100.0]
    """
    # From the second to the first: above zero where the second came before.
    least = first[0][:, None] - second[1][None, :]
    most = first[1][:, None] - second[0][None, :]
    if side == "after":
        least, most = -most, -least
    if side == "either":
        shortest = np.maximum(np.maximum(least, -most), 0)
        longest = np.maximum(np.abs(least), np.abs(most))
    else:
        shortest = np.where(most >= 0, np.maximum(least, 0), np.inf)
        longest = np.where(least >= 0, most, np.inf)
    return shortest.min(axis=1), longest.min(axis=1)
