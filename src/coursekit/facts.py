"""Single facts out of the data: an event, a document, a claim, a value.

Owns the lookups behind the book's roles. Standard library only; how a fact is
worded in a language is the business of :mod:`coursekit.book`.
"""

from dataclasses import dataclass

from coursekit.data.package import index, resource, resource_names, rows
from coursekit.errors import DatasetError, nearest

#: Tables that hold one value of one indicator per row.
SERIES = ("assistance", "trade", "economy", "energy", "logistics", "governance", "votes")


@dataclass(frozen=True)
class Source:
    """Where a fact was read."""

    title: str
    publisher: str
    url: str


@dataclass(frozen=True)
class Event:
    """One row of ``events``; dates are partial ISO texts such as ``2007-06``."""

    id: str
    date: str
    end_date: str
    title: str
    summary: str
    note: str
    source: Source


@dataclass(frozen=True)
class Document:
    """One row of ``documents``; an empty text means unknown."""

    key: str
    title: str
    issuer: str
    number: str
    date: str
    pages: str
    nature: str
    url: str


@dataclass(frozen=True)
class Value:
    """One value of one indicator, with its unit and source."""

    number: float
    unit: str
    indicator: str
    entity: str
    partner: str
    period: str
    note: str
    source: Source


def event(identifier: str) -> Event:
    """Return an event by its id.

    Parameters
    ----------
    identifier : str
        For instance ``"E044"``.

    Raises
    ------
    DatasetError
        If there is no such event.

    Examples
    --------
    >>> event("E044").date
    '2007-06-21'
    """
    row = _row("events", "id", identifier)
    return Event(
        id=row["id"],
        date=row["date"],
        end_date=row["end_date"],
        title=row["title"],
        summary=row["summary"],
        note=row["note"],
        source=source(row["source"]),
    )


def document(key: str) -> Document:
    """Return a document by its key.

    Parameters
    ----------
    key : str
        For instance ``"eu2019strategy"``.

    Raises
    ------
    DatasetError
        If there is no such document.

    Examples
    --------
    >>> document("eu2019strategy").number
    'JOIN(2019) 9 final'
    """
    row = _row("documents", "key", key)
    return Document(**{name: row[name] for name in Document.__dataclass_fields__})


def claim(identifier: str) -> dict[str, str]:
    """Return a claim of the article as the row of the claims table.

    Examples
    --------
    >>> claim("C26")["section"]
    'strategy_2007'
    """
    return _row("claims", "id", identifier)


def source(identifier: str) -> Source:
    """Return a source by its id.

    Examples
    --------
    >>> source(event("E044").source and index("events", "id")["E044"]["source"]).publisher
    'EUR-Lex'
    """
    row = _row("sources", "id", identifier)
    return Source(row["title"], row["publisher"], row["url"])


def value(query: str) -> Value:
    """Return one value, asked for in words.

    Parameters
    ----------
    query : str
        ``"indicator ENTITY period"``, and where rows disagree or name a partner
        ``"partner=XXX"`` and ``"@text"``, a part of the publisher's name.

    Raises
    ------
    DatasetError
        If no row or more than one fits; the message lists the choices.

    Examples
    --------
    >>> value("eu_assistance_indicative CA5 2007-2013 @EuropeAid").number
    675.0
    """
    wanted, publisher = [*query.split("@", 1), ""][:2]
    words = wanted.split()
    partner = next((word[8:] for word in words if word.startswith("partner=")), "")
    words = [word for word in words if not word.startswith("partner=")]
    if len(words) != 3:
        msg = f"{query!r}: expected 'indicator ENTITY period', optionally 'partner=XXX' and '@publisher'."
        raise DatasetError(msg)
    found = [
        row
        for row in _series(words[0])
        if row["entity"] == words[1]
        and row["period"] == words[2]
        and (not partner or row["partner"] == partner)
        and publisher.strip().lower() in source(row["source"]).publisher.lower()
    ]
    return _only(found, query)


def lacking(meetings: str = "") -> str:
    """Return what the register of events is known to lack, for a figure or sentence that counts its rows.

    Parameters
    ----------
    meetings : str
        A value of the column ``format``, such as ``"ministerial"``; by default what the
        register as a whole lacks: how far it reaches.

    Returns
    -------
    str
        One sentence from the data package; empty if nothing is known to be missing.

    Raises
    ------
    DatasetError
        If no event can have such a format; the message gives the nearest.

    Examples
    --------
    >>> lacking().partition(";")[0]
    'The newest event is of 23 April 2026'
    >>> lacking("leaders")
    ''
    """
    register = resource("events")
    formats = next(field for field in register["schema"]["fields"] if field["name"] == "format")["constraints"]["enum"]
    if meetings and meetings not in formats:
        msg = f"There is no format {meetings!r} in the register of events. {nearest(meetings, formats)}"
        raise DatasetError(msg)
    return next((str(gap["text"]) for gap in register["gaps"] if gap["format"] == meetings), "")


def _only(found: list[dict[str, str]], query: str) -> Value:
    if len(found) != 1:
        choices = "; ".join(f"{row['value']} @{source(row['source']).publisher}" for row in found)
        wrong = f"{len(found)} rows fit: {choices}" if found else "no row fits"
        msg = f"{query!r}: {wrong}. Name one row by entity, period, partner= and @publisher."
        raise DatasetError(msg)
    row = found[0]
    return Value(
        number=float(row["value"]),
        unit=index("indicators", "id")[row["indicator"]]["unit"],
        indicator=row["indicator"],
        entity=row["entity"],
        partner=row["partner"],
        period=row["period"],
        note=row["note"],
        source=source(row["source"]),
    )


def _series(indicator: str) -> list[dict[str, str]]:
    known = index("indicators", "id")
    if indicator not in known:
        msg = f"There is no indicator {indicator!r}. {nearest(indicator, known)}"
        raise DatasetError(msg)
    table = known[indicator]["resource"]
    if table not in resource_names():
        msg = f"Indicator {indicator!r} names the table {table!r}, which is not in the package."
        raise DatasetError(msg)
    return [row for row in rows(table) if row["indicator"] == indicator]


def _row(table: str, key: str, wanted: str) -> dict[str, str]:
    known = index(table, key)
    if wanted not in known:
        msg = f"There is no {wanted!r} in {table!r}. {nearest(wanted, known)}"
        raise DatasetError(msg)
    return known[wanted]
