"""Timelines to lay over one another: a date, a label, the series it belongs to.

Owns the making of timelines from the course's data: any selection of events, the
enlargements of the EU, the reclassifications of incomes, the projects of the neighbours.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from coursekit.data.actors import FIVE
from coursekit.data.columns import names_in, need
from coursekit.errors import MethodError, nearest
from coursekit.history.dates import as_text, columns_in

#: Who leads a project of the neighbours: the first of these among the actors of an event.
LEADERS = {
    "SCO": "Shanghai Cooperation Organisation",
    "EAEU": "Eurasian Economic Union",
    "CHN": "China",
    "RUS": "Russia",
    "USA": "United States",
    "TUR": "Türkiye",
    "JPN": "Japan",
}
#: The four income classes of the World Bank.
CLASSES = {1: "low", 2: "lower middle", 3: "upper middle", 4: "high"}
_INCOME = "wb_income_group"
_COLUMNS = ["date", "label", "series"]


def timeline_of(events: pd.DataFrame, *, series: str, ends: bool = False) -> pd.DataFrame:
    """Turn events into a timeline.

    Parameters
    ----------
    events : pandas.DataFrame
        Events with ``date`` and ``title``; ``id`` is kept where it is there.
    series : str
        Name of the timeline.
    ends : bool
        Whether an end is a point of its own.

    Returns
    -------
    pandas.DataFrame
        Columns ``date`` (text, as exact as it is known), ``label``, ``series``, ``event``
        (the id), in the order of the dates.

    Raises
    ------
    MethodError
        If a column is missing.

    Examples
    --------
    >>> import coursekit
    >>> events = coursekit.load("events")
    >>> timeline_of(events[events["category"] == "strategy"], series="EU strategy")["date"].tolist()[:2]
    ['2002-10-30', '2007-05-31']
    """
    need(events, ["date", "title"], "the events")
    names = columns_in(events, ["id"])
    points = events[["date", "title", *names]].rename(columns={"title": "label", "id": "event"})
    if ends:
        need(events, ["end_date"], "the events")
        last = events.loc[events["end_date"].notna(), ["end_date", "title", *names]]
        last = last.set_axis(points.columns, axis="columns").assign(label=last["title"] + " (last date)")
        points = pd.concat([points, last])
    found = points.assign(date=points["date"].map(as_text), series=series)
    columns = [*_COLUMNS, *columns_in(found, ["event"])]
    return found.sort_values("date", kind="stable", ignore_index=True)[columns]


def enlargements(events: pd.DataFrame) -> pd.DataFrame:
    """Return the dates on which states joined the EU, as far as the events have them.

    Parameters
    ----------
    events : pandas.DataFrame
        The events whose title begins with ``EU enlargement``. Where one has two dates, states
        joined on both. The register ``events`` has those of 2004 and 2007; those of 1995 and
        2013 stand in ``context_events``, and :func:`pandas.concat` puts the two together.

    Returns
    -------
    pandas.DataFrame
        A timeline, see :func:`timeline_of`.

    Raises
    ------
    MethodError
        If a column is missing or the register has no enlargement.

    Examples
    --------
    >>> import coursekit
    >>> known = pd.concat([coursekit.load("events"), coursekit.load("context_events")])
    >>> enlargements(known)["date"].tolist()
    ['1995-01-01', '2004-05-01', '2007-01-01', '2013-07-01']
    """
    need(events, ["date", "title"], "the events")
    joined = events[events["title"].str.startswith("EU enlargement")]
    if joined.empty:
        msg = "There is no enlargement among the events: their titles begin with 'EU enlargement'."
        raise MethodError(msg)
    return timeline_of(joined, series="EU enlargement", ends=True)


def reclassifications(values: pd.DataFrame, *, states: Sequence[str] = FIVE, dated_by: str = "applied") -> pd.DataFrame:
    """Return when states moved from one income class of the World Bank to another.

    Parameters
    ----------
    values : pandas.DataFrame
        Such as ``coursekit.load("economy")``: rows of the indicator ``wb_income_group`` with
        ``entity``, ``period`` (year of the income), ``value`` (1 low to 4 high), ``note``.
    states : sequence of str
        Codes of the states.
    dated_by : {"applied", "income"}
        The month in which the new class began to apply, or the year of the income that led
        to it. The World Bank's fiscal year 2008 runs from 1 July 2007 to 30 June 2008, and
        its classes rest on the income of 2006; so in every year
        (https://pursuitofdatascience.github.io/countryatlas/reference/country_classifications.html).

    Returns
    -------
    pandas.DataFrame
        Columns ``date``, ``label`` (``KAZ: lower middle to upper middle``), ``series``,
        ``entity``, ``direction`` (``up`` or ``down``), in the order of the dates.

    Raises
    ------
    MethodError
        If a column is missing, a state has no class, or a note names no fiscal year.

    Examples
    --------
    >>> import coursekit
    >>> table = reclassifications(coursekit.load("economy"), states=["KAZ"])
    >>> table[["date", "label"]].values.tolist()
    [['2007-07', 'KAZ: lower middle to upper middle']]
    """
    need(values, ["indicator", "entity", "period", "value", "note"], "the values")
    if dated_by not in ("applied", "income"):
        msg = f"Reclassifications cannot be dated by {dated_by!r}. {nearest(dated_by, ['applied', 'income'])}"
        raise MethodError(msg)
    groups = values[values["indicator"] == _INCOME].sort_values("period")
    for state in states:
        if state not in set(groups["entity"]):
            msg = f"There is no income class of {state!r}. {nearest(state, groups['entity'].unique())}"
            raise MethodError(msg)
    moves = [move for state in states for move in _moves(groups[groups["entity"] == state], dated_by)]
    columns = [*_COLUMNS, "entity", "direction"]
    return pd.DataFrame(moves, columns=columns).sort_values("date", kind="stable", ignore_index=True)


def _moves(rows: pd.DataFrame, dated_by: str) -> list[dict[str, Any]]:
    """Return one row per change of class of a state."""
    before = rows["value"].shift()
    changed = rows.assign(before=before)[before.notna() & (before != rows["value"])]
    return [
        {
            "date": _applied(row) if dated_by == "applied" else str(row["period"]),
            "label": f"{row['entity']}: {CLASSES[int(row['before'])]} to {CLASSES[int(row['value'])]}",
            "series": "income reclassification",
            "entity": row["entity"],
            "direction": "up" if row["value"] > row["before"] else "down",
        }
        for _, row in changed.iterrows()
    ]


def _applied(row: "pd.Series[Any]") -> str:
    """Return the month in which the fiscal year of a class begins."""
    fiscal = re.search(r"fiscal year (\d{4})", str(row["note"]))
    if fiscal is None:
        msg = f"The note on the income class of {row['entity']} in {row['period']} names no fiscal year."
        raise MethodError(msg)
    return f"{int(fiscal[1]) - 1}-07"


def neighbours_projects(events: pd.DataFrame, *, leaders: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Return what the neighbours and other outside powers set up in the region.

    Parameters
    ----------
    events : pandas.DataFrame
        Such as ``coursekit.load("events")``: the events of the category ``external_actor``;
        ``context_events`` has more of them.
    leaders : mapping of str to str, optional
        Code and name of those who can lead, the narrowest first; see :data:`LEADERS`.

    Returns
    -------
    pandas.DataFrame
        Columns ``date``, ``label``, ``series`` (name of the leader, ``other`` if it is none
        of them), ``event``, in the order of the dates.

    Raises
    ------
    MethodError
        If a column is missing or there is no such event.

    Examples
    --------
    >>> import coursekit
    >>> projects = neighbours_projects(coursekit.load("events"))
    >>> projects.loc[projects["series"] == "Eurasian Economic Union", "date"].tolist()
    ['2010-07-01', '2015-01-01']
    """
    need(events, ["date", "title", "category", "actors"], "the events")
    chosen = events[events["category"] == "external_actor"]
    if chosen.empty:
        msg = "There is no event of the category 'external_actor'."
        raise MethodError(msg)
    known = LEADERS if leaders is None else leaders
    ordered = chosen.sort_values("date", kind="stable")
    led = [_leader(names_in(actors), known) for actors in ordered["actors"].astype(str)]
    return timeline_of(ordered, series="").assign(series=led)


def _leader(actors: list[str], leaders: Mapping[str, str]) -> str:
    return next((name for code, name in leaders.items() if code in actors), "other")
