"""The notes of the register: their sentences, and what in them marks a difference.

Owns the reading of notes by rule. The rules see words and dates, not sense: they point
at a sentence, and whoever reads it decides.
"""

import re
from typing import Any

import pandas as pd

from coursekit.errors import MethodError
from coursekit.history.dates import bounds

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DOUBT = re.compile(
    r"not confirmed|not read|not opened|\binfer|probably|may be|unknown|\bmissing\b|convention|"
    r"(gives|confirms|says|mentions|states|stated|refers) only|only says|only by|gives no|and no city|"
    r"without (giving|dates)|do(es)? not (give|state|say|list|number|speak|name|split|mention)",
    re.IGNORECASE,
)
_DIFFER = re.compile(
    r"\bdiffer|disagree|contradict|wrongly|do not mix|\bbut\b|although|against it|not the adoption|\balso reported",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(says?|said|states?|gives?|dates|calls?|names|places?|counts?|treats|lists|speaks?|reports|reported|implies|"
    r"means|refers|confirms?|starts|expected|fits|describes)\b",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b(\d{{1,2}})(?:-\d{{1,2}})? ({'|'.join(_MONTHS)})(?: (\d{{4}}))?")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{4}})\b")
_YEAR = re.compile(r"\b(19[89]\d|20[0-4]\d)\b")
_ADDRESS = re.compile(r"https?://[^\s)]+")
# A sentence ends where a capital letter follows; 'No. 5' and 'p. 2' go on.
_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])")


def sentences(note: Any) -> list[str]:
    """Return the sentences of a note, none if there is no note.

    Examples
    --------
    >>> sentences("The source gives only the year. Another page (https://a.org/No.5) says May.")
    ['The source gives only the year.', 'Another page (https://a.org/No.5) says May.']
    """
    return [] if pd.isna(note) else _END.split(str(note).strip())


def addresses(sentence: str) -> list[str]:
    """Return the addresses of pages that a sentence names.

    Examples
    --------
    >>> addresses("See https://a.org/x, and https://b.org.")
    ['https://a.org/x', 'https://b.org']
    """
    return [found.rstrip(".,;") for found in _ADDRESS.findall(sentence)]


def difference(sentence: str, begin: str, end: str) -> str:
    """Return what in a sentence marks that sources differ or that something is in doubt.

    Parameters
    ----------
    sentence : str
        Of a note.
    begin, end : str
        First and last date of the event, as exact as they are known.

    Returns
    -------
    str
        ``doubt``: something is inferred, missing or not confirmed; ``two voices``: one says
        this and another that; ``other date``: somebody gives a date that cannot be the
        event's; empty if there is no such mark.

    Examples
    --------
    >>> difference("The day often given, 2 March 2013, is not confirmed here.", "2013", "2013")
    'doubt'
    >>> difference("One page dates it from 2003; the Commission says 2001.", "2001", "2001")
    'two voices'
    >>> difference("The communique dates it 5-6 August.", "2021-08-06", "2021-08-06")
    'other date'
    >>> difference("Joint Action 2005/588/CFSP.", "2005-07-28", "2005-07-28")
    ''
    """
    plain = _ADDRESS.sub("", sentence)
    if _DOUBT.search(plain):
        return "doubt"
    reports = _REPORTS.search(plain)
    if _DIFFER.search(plain) or (reports and ";" in plain):
        return "two voices"
    if reports and any(apart(other, begin, end) for other in _dates(plain, begin[:4])):
        return "other date"
    return ""


def apart(other: str, begin: str, end: str) -> bool:
    """Return whether a date cannot be a day of an event.

    Examples
    --------
    >>> apart("2007-06-22", "2007-06-18", "2007-06-18"), apart("2007-06", "2007-06-18", "2007-06-18")
    (True, False)
    """
    first, last = bounds(other)
    return last < bounds(begin)[0] or bounds(end)[1] < first


def _dates(sentence: str, year: str) -> list[str]:
    """Return the dates that a sentence names; a day without a year is of the event's year."""
    days = [
        f"{found[3] or year}-{_MONTHS.index(found[2]) + 1:02d}-{int(found[1]):02d}" for found in _DAY.finditer(sentence)
    ]
    rest = _DAY.sub("", sentence)
    months = [f"{found[2]}-{_MONTHS.index(found[1]) + 1:02d}" for found in _MONTH.finditer(rest)]
    years = _YEAR.findall(_MONTH.sub("", rest))
    return [found for found in [*days, *months, *years] if _is_date(found)]


def _is_date(text: str) -> bool:
    try:
        bounds(text)
    except MethodError:
        return False
    return True
