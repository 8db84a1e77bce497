"""How near two timelines would be by chance.

Owns the shuffling. A dense timeline is near to everything, so a distance means something
only beside the distances that dates without any link would have.
"""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from coursekit.errors import MethodError, nearest
from coursekit.history.dates import bounds
from coursekit.history.overlays import Days, distances, ready
from coursekit.waiting import steps

#: The middle share of the shuffles between ``low`` and ``high``.
_MIDDLE = 0.95
_SIDES = ("either", "before", "after")
#: What a date of each precision is rounded down to.
_UNITS = {"year": "Y", "month": "M", "day": "D"}


def overlay_by_chance(  # noqa: PLR0913  two timelines, and four choices of the test
    first: pd.DataFrame,
    second: pd.DataFrame,
    *,
    window: int = 180,
    side: Literal["either", "before", "after"] = "either",
    periods: Sequence[str] | None = None,
    shuffles: int = 999,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare how near two timelines are with how near they would be by chance.

    Each event of the first timeline is moved to a random day of its period and keeps the
    exactness of its date; the second timeline stays as it is. Both statistics are then
    taken again, many times.

    Parameters
    ----------
    first, second : pandas.DataFrame
        Timelines as in :func:`coursekit.history.overlay`.
    window : int
        Days within which an event counts as near.
    side : {"either", "before", "after"}
        Where the second has to lie, seen from the first. ``"before"`` asks whether the
        first follows the second.
    periods : sequence of str, optional
        Dates that cut time into periods, the last of them the end; an event is moved within
        its own period only. By default one period, from the first to the last date of
        the two timelines.
    shuffles : int
        How often the dates are drawn.
    seed : int
        Start of the random numbers; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        Four rows: two measures, each with the least and the greatest distances that the
        dates allow.

        - ``measure``: ``median days to the nearest``, or ``share within N days`` (0 to 1).
        - ``distance``: ``shortest`` or ``longest``; of the share, the second one counts
          only what is surely within the window.
        - ``observed``: its value; the median is infinite where most of the first have
          nothing on the side asked for.
        - ``chance``, ``low``, ``high``: mean, and the middle 95 per cent, of the shuffles.
        - ``p``: share of the shuffles that are at least as near as the observed dates,
          ``(1 + as near) / (1 + shuffles)``.
        - ``events``: events of the first timeline; ``shuffles``: how many were made.

    Raises
    ------
    MethodError
        If a timeline is not usable, if an event lies outside the periods, if ``window`` is
        no number of days, or if ``side`` is none of the three.

    Notes
    -----
    The rule for ``p`` is that of Davison and Hinkley (1997), as North, Curtis and Sham (2002),
    *American Journal of Human Genetics* 71, 439–441, explain it. Counting the events of one
    series that have one of another within a window, and testing the count against random
    dates, is also the core of event coincidence analysis (Donges, Schleussner, Siegmund
    and Donner 2016, https://doi.org/10.1140/epjst/e2015-50233-y).

    A small ``p`` says that the nearness is no accident of dates drawn evenly over the period.
    It does not say that one caused the other: both may follow a calendar (presidencies,
    summits in spring and autumn) or a third thing. Events that come in clusters are counted
    as if each had its own date, which makes ``p`` too small. With few events it can hardly
    become small. Where both timelines grow denser with time, give ``periods``.

    Examples
    --------
    >>> first = pd.DataFrame({"date": ["2004-05-01", "2007-01-01"], "label": ["a", "b"]})
    >>> second = pd.DataFrame({"date": ["2000", "2004-05-02", "2007-01-03", "2010"], "label": ["c", "d", "e", "f"]})
    >>> table = overlay_by_chance(first, second, window=10, shuffles=99)
    >>> table[["measure", "distance", "observed"]].values.tolist()[0]
    ['median days to the nearest', 'shortest', 1.5]
    """
    if side not in _SIDES:
        msg = f"There is no side {side!r}. {nearest(side, _SIDES)}"
        raise MethodError(msg)
    _require_days(window)
    if shuffles < 1:
        msg = f"{shuffles} shuffles show nothing: give at least 1, better 999."
        raise MethodError(msg)
    one, other = ready(first, "the first timeline"), ready(second, "the second timeline")
    fixed = _days(other)
    starts, lengths = _periods(one, other, periods)
    random = np.random.default_rng(seed)
    observed = _statistics(distances(_days(one), fixed, side), window)
    drawn = [
        _statistics(distances(_drawn(one["precision"], starts, lengths, random), fixed, side), window)
        for _ in steps(range(shuffles), "Shuffling dates", total=shuffles)
    ]
    return _table(observed, np.array(drawn), window, len(one))


def _require_days(window: Any) -> None:
    if window is None or window < 0:
        msg = f"The window is {window}, expected a number of days, 0 or more, such as 180."
        raise MethodError(msg)


def _days(table: pd.DataFrame) -> tuple[Days, Days]:
    first, last = (table[name].to_numpy("datetime64[D]").astype("float64") for name in ("earliest", "latest"))
    return first, last


def _periods(
    one: pd.DataFrame, other: pd.DataFrame, periods: Sequence[str] | None
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the first day and the number of days of the period of each event."""
    if periods is None:
        both = pd.concat([one, other])
        edges = [both["earliest"].min(), both["latest"].max() + pd.Timedelta(days=1)]
    else:
        edges = _edges(periods)
    days = np.array(edges, dtype="datetime64[D]")
    place = np.searchsorted(days, one["earliest"].to_numpy("datetime64[D]"), side="right")
    outside = (place == 0) | (place == len(days))
    if outside.any():
        row = one[outside].iloc[0]
        msg = f"The event {row['label']!r} of {row['date']} lies outside the periods, which go to {days[-1] - 1}."
        raise MethodError(msg)
    return days[place - 1], (days[place] - days[place - 1]).astype("int64")


def _edges(periods: Sequence[str]) -> list[pd.Timestamp]:
    begins = [pd.Timestamp(bounds(str(text))[0]) for text in periods[:-1]]
    edges = [*begins, *[pd.Timestamp(bounds(str(text))[1]) + pd.Timedelta(days=1) for text in periods[-1:]]]
    if len(edges) < 2 or edges != sorted(set(edges)):
        msg = f"The periods {list(periods)} are no row of dates: expected beginnings in order of time, then the end."
        raise MethodError(msg)
    return edges


def _drawn(
    precision: "pd.Series[str]",
    starts: np.ndarray[Any, Any],
    lengths: np.ndarray[Any, Any],
    random: np.random.Generator,
) -> tuple[Days, Days]:
    """Return random dates that are as exact as the real ones."""
    days = starts + random.integers(0, lengths).astype("timedelta64[D]")
    first, last = days.copy(), days.copy()
    for name, unit in _UNITS.items():
        of_it = (precision == name).to_numpy()
        whole = days[of_it].astype(f"datetime64[{unit}]")
        first[of_it] = whole.astype("datetime64[D]")
        last[of_it] = (whole + 1).astype("datetime64[D]") - 1
    return first.astype("float64"), last.astype("float64")


def _statistics(found: tuple[Days, Days], window: int) -> list[float]:
    """Return median and share within the window, of the least and of the greatest distances."""
    return [*(float(np.median(days)) for days in found), *(float((days <= window).mean()) for days in found)]


def _table(observed: list[float], drawn: Days, window: int, events: int) -> pd.DataFrame:
    measures = ["median days to the nearest"] * 2 + [f"share within {window} days"] * 2
    edge, last = (1 - _MIDDLE) / 2, len(drawn) - 1
    # One of the drawn values, not one between two: there may be infinite ones.
    ordered = np.sort(drawn, axis=0)
    # Nearer means fewer days, but a greater share.
    as_near = np.column_stack([drawn[:, :2] <= observed[:2], drawn[:, 2:] >= observed[2:]])
    return pd.DataFrame(
        {
            "measure": measures,
            "distance": ["shortest", "longest"] * 2,
            "observed": observed,
            "chance": drawn.mean(axis=0),
            "low": ordered[round(edge * last)],
            "high": ordered[round((1 - edge) * last)],
            "p": (1 + as_near.sum(axis=0)) / (1 + len(drawn)),
            "events": events,
            "shuffles": len(drawn),
        }
    )
