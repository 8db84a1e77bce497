"""Sources: who says that an event happened, and where they differ.

Owns the gathering of everything the course's data hold on one event. Nothing is weighed
here: a source that differs is a reason to read, not a verdict.
"""

from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from coursekit.data import load
from coursekit.errors import MethodError, nearest
from coursekit.history.notes import addresses, apart, difference, sentences

_COLUMNS = ["role", "source", "title", "publisher", "kind", "url", "says", "date", "differs", "how"]


def sources(event: str) -> pd.DataFrame:
    """List who says so: the sources of an event, and where they differ.

    Parameters
    ----------
    event : str
        Id of an event of the course, such as ``"E043"``.

    Returns
    -------
    pandas.DataFrame
        One row per voice.

        - ``role``: ``confirms``, the source on which the register rests; ``article``, the
          article under study, where it mentions the event; ``document``, a document of the
          register that belongs to the event; ``note``, a sentence of the register's note on
          what the sources say; ``evidence``, a use of the event in the test of a claim.
        - ``source``: id of the source, key of the document, id of the claim; missing else.
        - ``title``, ``publisher``, ``kind``, ``url``: of the source or the document; for a
          note, host and address of the pages it names.
        - ``says``: the statement, in the words of the register.
        - ``date``: the date that this source gives, where the data hold it.
        - ``differs``: whether something marks a difference or a doubt, and ``how``:
          ``other date``, a date that cannot be the event's; ``two voices``, one says this
          and another that; ``doubt``, something is inferred, missing or not confirmed;
          ``qualifies`` or ``contradicts``, what the evidence does to the claim.

        The marks of notes are found by words and dates (see
        :func:`coursekit.history.notes.difference`): they help to read and replace no
        reading. Look at the rows without a mark too.

    Raises
    ------
    MethodError
        If there is no such event; the message gives the nearest ids.

    Notes
    -----
    The register names one confirming source for each event, so a single row ``confirms``
    does not mean that others agree. A document may rightly bear another date than the
    event: it is drafted, adopted and published on different days.

    Examples
    --------
    >>> table = sources("E043")
    >>> table.loc[table["differs"], ["role", "how"]].values.tolist()[:2]
    [['article', 'two voices'], ['document', 'other date']]
    """
    events = load("events")
    found = events[events["id"] == event]
    if found.empty:
        msg = f"There is no event {event!r}. {nearest(str(event), events['id'])}"
        raise MethodError(msg)
    row = {str(name): value for name, value in found.iloc[0].items()}
    row["end_date"] = row["date"] if pd.isna(row["end_date"]) else row["end_date"]
    voices = [_confirming(row), *_article(row), *_documents(event, row), *_notes(row), *_evidence(event)]
    table = pd.DataFrame(voices, columns=_COLUMNS)
    return table.assign(differs=table["how"] != "")


def _confirming(row: dict[str, Any]) -> dict[str, Any]:
    source = load("sources").set_index("id").loc[row["source"]]
    return {
        "role": "confirms",
        "source": row["source"],
        **{name: source[name] for name in ("title", "publisher", "kind", "url")},
        "says": row["summary"],
        "date": row["date"],
        "how": "",
    }


def _article(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the article says, if it mentions the event: in the words of the note on it."""
    if not row["in_article"]:
        return []
    title = {"role": "article", "title": "The article under study"}
    said = [sentence for sentence in sentences(row["note"]) if _is_on_article(sentence)]
    if not said:
        return [{**title, "says": "The article mentions the event.", "how": ""}]
    return [{**title, "says": sentence, "how": _mark(sentence, row)} for sentence in said]


def _is_on_article(sentence: str) -> bool:
    return "article" in sentence.lower()


def _mark(sentence: str, row: dict[str, Any]) -> str:
    return difference(sentence, row["date"], row["end_date"])


def _documents(event: str, row: dict[str, Any]) -> list[dict[str, Any]]:
    links = load("event_documents")
    keys = links.loc[links["event"] == event, "document"]
    documents = load("documents").set_index("key").loc[keys.tolist()]
    return [
        {
            "role": "document",
            "source": key,
            "title": document["title"],
            "publisher": document["issuer"],
            "kind": document["nature"],
            "url": document["url"],
            "says": document["note"],
            "date": document["date"],
            "how": "other date" if _is_apart(document["date"], row) else "",
        }
        for key, document in documents.iterrows()
    ]


def _is_apart(date: Any, row: dict[str, Any]) -> bool:
    return pd.notna(date) and apart(str(date), row["date"], row["end_date"])


def _notes(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the sentences of the note that were not listed with the article."""
    left = [one for one in sentences(row["note"]) if not (row["in_article"] and _is_on_article(one))]
    return [_note(sentence, row) for sentence in left]


def _note(sentence: str, row: dict[str, Any]) -> dict[str, Any]:
    named = addresses(sentence)
    return {
        "role": "note",
        "publisher": ", ".join(str(urlsplit(url).hostname) for url in named) or None,
        "url": " ".join(named) or None,
        "says": sentence,
        "how": _mark(sentence, row),
    }


def _evidence(event: str) -> list[dict[str, Any]]:
    evidence, claims = load("evidence"), load("claims").set_index("id")["claim"]
    return [
        {
            "role": "evidence",
            "source": use["claim"],
            "title": claims[use["claim"]],
            "kind": use["bearing"],
            "says": use["note"],
            "how": "" if use["bearing"] == "supports" else use["bearing"],
        }
        for _, use in evidence[evidence["event"] == event].iterrows()
    ]
