"""The specification of the event explorer.

Owns which events are shown and how they are written for the front end. Standard
library only; what is drawn is decided in the browser, which knows its width.
"""

from collections.abc import Iterable
from typing import Any

from coursekit.data.package import index, resource, rows
from coursekit.errors import CourseError, nearest
from coursekit.explorers.dates import date_words, years
from coursekit.language import alphabetical, current_language, front_end_words


def timeline_specification(  # noqa: PLR0913  four choices of the reader, two of the page
    since: int = 1989,
    until: int = 2026,
    categories: str | Iterable[str] | None = None,
    actors: str | Iterable[str] | None = None,
    *,
    language: str | None = None,
    url: str = "",
) -> dict[str, Any]:
    """Return the event explorer as the front end reads it.

    Parameters
    ----------
    since, until : int
        Years; an event counts if any part of it lies between them.
    categories : str or iterable of str, optional
        Kinds of events to keep, such as ``"summit"``; all by default.
    actors : str or iterable of str, optional
        Codes such as ``"KAZ"``; an event is kept if one of them took part or was concerned.
    language : str, optional
        Of the labels; the current language by default.
    url : str
        Address of the page with every event in full, if there is one.

    Raises
    ------
    CourseError
        If a year, a category or an actor is unknown, or nothing is left to show.

    Examples
    --------
    >>> spec = timeline_specification(2007, 2007, categories="strategy")
    >>> spec["events"]["title"][-1]
    'European Council adopts the Strategy for a New Partnership'
    """
    language = language or current_language()
    _require_years(since, until)
    kinds = _chosen("category", categories, _categories())
    concerned = _chosen("actor", actors, {code for row in rows("events") for code in _actors(row)})
    shown = [
        row
        for row in rows("events")
        if _overlaps(row, since, until)
        and (not kinds or row["category"] in kinds)
        and (not concerned or set(concerned) & set(_actors(row)))
    ]
    if not shown:
        wanted = ", ".join([f"{since} to {until}", *kinds, *concerned])
        raise CourseError(f"No event fits all of this: {wanted}. Take a longer period or leave a choice out.")
    said = front_end_words(language, ["timeline"])
    names = index("entities", "code")
    taking_part = {code for row in shown for code in _actors(row)}
    used = {row["category"] for row in shown}
    return {
        "kind": "timeline",
        "id": "-".join([f"timeline-{since}-{until}", *kinds, *concerned]),
        "title": said["timeline_title"],
        "since": since,
        "until": until,
        "url": url,
        "categories": [[kind, said[f"timeline_category_{kind}"]] for kind in _categories() if kind in used],
        "actors": sorted(
            ([code, names[code][f"name_{language}"]] for code in taking_part),
            key=lambda pair: alphabetical(pair[1], language),
        ),
        "events": _columns(sorted(shown, key=lambda row: (row["date"], row["id"])), language),
    }


def events_of(spec: dict[str, Any]) -> list[dict[str, str]]:
    """Return the events of a specification one by one.

    Examples
    --------
    >>> events_of(timeline_specification(2007, 2007, categories="strategy", language="en"))[-1]["when"]
    '21–22 June 2007'
    """
    columns = spec["events"]
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _columns(shown: list[dict[str, str]], language: str) -> dict[str, list[str]]:
    """Return the events column by column: the like stands beside the like and compresses better."""
    sources = [index("sources", "id")[row["source"]] for row in shown]
    return {
        "id": [row["id"] for row in shown],
        "date": [row["date"] for row in shown],
        "end": [row["end_date"] for row in shown],
        "when": [date_words(row["date"], row["end_date"], language) for row in shown],
        "category": [row["category"] for row in shown],
        "actors": [" ".join(sorted(_actors(row))) for row in shown],
        "confidence": ["" if row["confidence"] == "high" else row["confidence"] for row in shown],
        # Sentences stand together: what a compressed page repeats, it finds only near by.
        "title": [row["title"] for row in shown],
        "summary": [row["summary"] for row in shown],
        "note": [row["note"] for row in shown],
        "source": [source["title"] for source in sources],
        "publisher": [source["publisher"] for source in sources],
        "url": [source["url"] for source in sources],
    }


def _overlaps(row: dict[str, str], since: int, until: int) -> bool:
    first, last = years(row["date"], row["end_date"])
    return first <= until and since <= last


def _categories() -> list[str]:
    fields = resource("events")["schema"]["fields"]
    allowed: list[str] = next(field for field in fields if field["name"] == "category")["constraints"]["enum"]
    return allowed


def _actors(row: dict[str, str]) -> list[str]:
    return row["actors"].split(";")


def _require_years(since: int, until: int) -> None:
    spans = [years(row["date"], row["end_date"]) for row in rows("events")]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    for name, year in (("since", since), ("until", until)):
        if type(year) is not int or not first <= year <= last:
            raise CourseError(f"{name}={year!r}: expected a year from {first} to {last}.")
    if since > until:
        raise CourseError(f"since={since} is later than until={until}: exchange them.")


def _chosen(what: str, asked: str | Iterable[str] | None, known: Iterable[str]) -> list[str]:
    """Return the names asked for, sorted; an empty list if there is no choice."""
    if asked is None:
        return []
    chosen = [asked] if isinstance(asked, str) else [str(name) for name in asked]
    known = set(known)
    for name in chosen:
        if name not in known:
            raise CourseError(f"There is no {what} {name!r} among the events. {nearest(name, known)}")
    if not chosen:
        allowed = ", ".join(map(repr, sorted(known)))
        raise CourseError(f"No {what} is named: leave the choice out to see all, or name some of {allowed}.")
    return sorted(set(chosen))
