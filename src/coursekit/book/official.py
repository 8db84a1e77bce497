"""The list of official documents, with what to download and under which name to save it.

Pure: the data in, rows for the template of :mod:`coursekit.book.pages` out. Nothing is typed here
that the data hold; an address of EUR-Lex is given only where the data have the CELEX number.
"""

import re
from typing import Any
from urllib.parse import quote, urlsplit

from coursekit.data.package import rows

#: Kinds of documents that are works about the subject, or a speech, and no official texts.
_WORKS = {"article", "book", "book review", "speech"}
_INSTITUTIONS = re.compile(
    r"Council|Commission|Parliament|Court of Auditors|states|Kazakhstan|Department of State|C5\+1"
)
_EURLEX = "https://eur-lex.europa.eu/legal-content/EN/TXT/{form}?uri=CELEX:{celex}"
#: Sites on which institutions themselves publish.
_OWN_SITES = (".europa.eu", ".archives.gov")
#: How much of a document the course has read, the most first: the column ``basis`` of the sections.
_BASES = ("seen_full", "seen_part", "secondary")


def official_entries() -> list[dict[str, Any]]:
    """Return the official documents of the register, oldest first, with what to download.

    Returns
    -------
    list of dict
        ``row`` (of the register), ``addresses`` (place, words of the link, address),
        ``typed`` (what follows the command that adds it: a file saved under its key, or
        any file with its key) and ``basis`` (how much of it the course has read; empty if
        the data do not say).

    Examples
    --------
    >>> entries = {entry["row"]["key"]: entry for entry in official_entries()}
    >>> entries["eu2019strategy"]["typed"], entries["cc2017"]["typed"], "peyrouse2017" in entries
    ('eu2019strategy.html', 'FILE --key cc2017', False)
    """
    listed = sorted(filter(is_official, rows("documents")), key=lambda row: (row["date"] or "9999", row["key"]))
    return [_entry(row) for row in listed]


def is_official(row: dict[str, str]) -> bool:
    """Return whether a row of the register is an official document, and no work about it.

    Parameters
    ----------
    row : dict
        A row of the documents.

    Examples
    --------
    >>> kinds = {row["key"]: is_official(row) for row in rows("documents")}
    >>> kinds["eca2013"], kinds["cornellstarr2019"], kinds["article"]
    (True, False, False)
    """
    return row["nature"] not in _WORKS and bool(_INSTITUTIONS.search(row["issuer"]))


def _entry(row: dict[str, str]) -> dict[str, Any]:
    """Return a row with its addresses, what to type to add it, and how much of it was read."""
    typed = f"{row['key']}.html" if row["celex"] else f"FILE --key {row['key']}"
    return {"row": row, "addresses": _addresses(row), "typed": typed, "basis": _basis(row["key"])}


def _addresses(row: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return (name of the place, words of the link, address)."""
    if row["celex"]:
        celex = quote(row["celex"], safe="()-")
        forms = (("", f"CELEX {row['celex']}"), ("HTML/", "HTML"), ("PDF/", "PDF"))
        return [("eurlex", words, _EURLEX.format(form=form, celex=celex)) for form, words in forms]
    host = urlsplit(row["url"]).hostname or ""
    return [("own_site" if f".{host}".endswith(_OWN_SITES) else "elsewhere", host, row["url"])] if host else []


def _basis(key: str) -> str:
    """Return the best that is known of how a document was read; empty if no section of it is in the data."""
    known = {row["basis"] for row in rows("sections") if row["document"] == key}
    if known == {"seen_full"}:
        return "seen_full"
    return next((basis for basis in _BASES[1:] if basis in known), "seen_part" if known else "")
