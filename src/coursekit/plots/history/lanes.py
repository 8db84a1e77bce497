"""The table behind a timeline figure: which event stands in which lane, in which colour.

Owns lanes, their names and colours, and the words of the labels; draws nothing.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from coursekit.data import load
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest
from coursekit.history.dates import dated
from coursekit.history.phases import UNDECIDED, extents
from coursekit.plots.style import palette

#: Colours of the phases in order of time, as the timeline page has them.
PHASES = ("phase1", "phase2", "phase3", "phase4", "phase5", "accent")
#: Colours of the lanes where there are neither phases nor actors.
SERIES = ("accent", "phase2", "new", "phase4", "phase1")


def phases_of(events: pd.DataFrame) -> pd.DataFrame:
    """Return the phases of the events with their extent and colour; none without phases.

    Parameters
    ----------
    events : pandas.DataFrame
        Events with ``date``, and ``phase`` if there are phases.

    Returns
    -------
    pandas.DataFrame
        Columns ``period``, ``start``, ``end``, ``colour`` (a key of the palette).

    Examples
    --------
    >>> phases_of(pd.DataFrame({"date": ["2007", "2019"], "phase": ["first", "second"]}))["colour"].tolist()
    ['phase1', 'phase2']
    """
    if "phase" not in events.columns:
        return pd.DataFrame(columns=["period", "start", "end", "colour"])
    whole = dated(events.assign(phase=events["phase"].fillna(UNDECIDED)))
    found = extents(whole).dropna(subset="start").reset_index(drop=True)
    return found.assign(colour=[PHASES[place % len(PHASES)] for place in found.index])


def laned(events: pd.DataFrame, lanes: str, only: Sequence[str] | None) -> pd.DataFrame:
    """Return the events with lane, name and colour, one row per lane, lane after lane.

    Parameters
    ----------
    events : pandas.DataFrame
        Events with ``date`` and the column of the lanes.
    lanes : str
        ``"actor"``, or a column.
    only : sequence of str or None
        The lanes wanted, in their order; otherwise all, in the order of their first event.

    Returns
    -------
    pandas.DataFrame
        The events with the columns of :func:`coursekit.history.dates.dated` and ``lane``,
        ``name``, ``colour``.

    Raises
    ------
    MethodError
        If the column or a lane is missing.

    Examples
    --------
    >>> table = pd.DataFrame({"date": ["2008", "2007"], "actors": ["EU;KAZ", "KAZ"]})
    >>> laned(table, "actor", None)[["name", "date"]].values.tolist()
    [['Kazakhstan', '2007'], ['Kazakhstan', '2008'], ['European Union', '2008']]
    """
    column = "actors" if lanes == "actor" else lanes
    need(events, [column], "the events")
    table = dated(events)
    cells = table[column].astype("str")
    table = table.assign(lane=cells.str.split(";") if lanes == "actor" else cells).explode("lane")
    table = table.sort_values("earliest", kind="stable")
    order = list(dict.fromkeys(table["lane"])) if only is None else list(only)
    for name in order:
        if name not in set(table["lane"]):
            msg = f"There is no event in the lane {name!r}. {nearest(name, table['lane'].unique())}"
            raise MethodError(msg)
    table = table[table["lane"].isin(order)]
    table = table.assign(place=table["lane"].map(order.index)).sort_values("place", kind="stable")
    table = table.assign(name=names_of(table["lane"], lanes))
    return _coloured(table, lanes, phases_of(events)).reset_index(drop=True)


def names_of(groups: "pd.Series[str]", by: str) -> "pd.Series[str]":
    """Return groups as a reader calls them.

    Parameters
    ----------
    groups : pandas.Series of str
        Codes of actors, categories, phases.
    by : str
        ``"actor"``, or what else they are.

    Examples
    --------
    >>> names_of(pd.Series(["WTO", "KAZ"]), "actor").tolist(), names_of(pd.Series(["external_actor"]), "category")[0]
    (['WTO', 'Kazakhstan'], 'external actor')
    """
    if by != "actor":
        return groups.str.replace("_", " ")
    # "World Trade Organization (WTO)" is known by what stands in brackets.
    names = load("entities").set_index("code")["name_en"].str.replace(r".{21,} \(([A-Z]+)\)", r"\1", regex=True)
    return groups.map(names).fillna(groups)


def _coloured(table: pd.DataFrame, lanes: str, phases: pd.DataFrame) -> pd.DataFrame:
    """Give each event a colour: its actor's, its phase's, or its lane's."""
    if lanes == "actor":
        return table.assign(colour=table["lane"].where(table["lane"].isin(list(palette())), "muted"))
    if len(phases):
        tones = dict(zip(phases["period"], phases["colour"], strict=True))
        return table.assign(colour=table["phase"].map(tones).fillna("muted"))
    return table.assign(colour=[SERIES[place % len(SERIES)] for place in table["place"]])


def named(table: pd.DataFrame, labels: Sequence[str] | Mapping[str, str]) -> "pd.Series[str]":
    """Return the words of each row, empty where an event is not named, or named already.

    Parameters
    ----------
    table : pandas.DataFrame
        From :func:`laned`.
    labels : sequence of str, or mapping of str to str
        Ids or titles, or words for each of them.

    Raises
    ------
    MethodError
        If an event is not in the table.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["a", "b"], "title": ["first text", "second text"], "date": ["2007", "2019"]})
    >>> named(table, ["b"]).tolist(), named(table, {"a": "draft"}).tolist()
    (['', 'second text'], ['draft', ''])
    """
    titles = table[next((name for name in ("title", "label") if name in table.columns), "date")].astype("str")
    keys = table[next((name for name in ("id", "event") if name in table.columns), titles.name)].where(
        lambda cells: cells.notna(), titles
    )
    known = {**dict(zip(titles, titles, strict=True)), **dict(zip(keys, titles, strict=True))}
    for name in labels:
        if name not in known:
            msg = f"There is no event {name!r} in the figure. {nearest(name, map(str, known))}"
            raise MethodError(msg)
    words = dict(labels) if isinstance(labels, Mapping) else {name: known[name] for name in labels}
    pairs = zip(keys, titles, strict=True)
    found = pd.Series([words.get(key, words.get(title, "")) for key, title in pairs], index=table.index, dtype="str")
    # An event that stands in several lanes is named in the first.
    again = pd.DataFrame({"key": keys, "title": titles, "date": table["date"].astype("str")}).duplicated()
    return found.mask(again, "")


def ends_of(table: pd.DataFrame) -> pd.DataFrame:
    """Return the events whose end is known; ``earliest`` and ``latest`` are those of the end.

    Examples
    --------
    >>> table = pd.DataFrame({"date": ["2005", "2007"], "end_date": ["2009-10", None]})
    >>> ends_of(table)["latest"].astype(str).tolist()
    ['2009-10-31']
    """
    if "end_date" not in table.columns:
        return table.iloc[:0]
    return dated(table[table["end_date"].notna()], "end_date")
