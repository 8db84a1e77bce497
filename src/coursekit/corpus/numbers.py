"""Numbers of headings and paragraphs told from their text.

Owns the patterns: ``Article 3``, ``CHAPTER II``, ``III.2``, ``2.1``, ``12.``,
``(12)``, ``a)``, bullets, in English, Russian and Kazakh. Pure.
"""

import re
from typing import NamedTuple

_ROMAN = "[IVXLC]{1,7}"
_PARTS = (
    "PART|TITLE|CHAPTER|SECTION|ANNEX|APPENDIX|Part|Title|Chapter|Section|Annex|Appendix"
    "|ЧАСТЬ|РАЗДЕЛ|ГЛАВА|ПРИЛОЖЕНИЕ|Часть|Раздел|Глава|Приложение"
)
#: Name of the pattern -> pattern; the first that fits decides.
_PATTERNS = {
    "article": re.compile(r"(?:Article|ARTICLE|Статья|СТАТЬЯ)\s+\d+[a-z]?(?=$|[\s.:–—-])|\d+[a-z]?-(?:бап|БАП)\b"),
    "part": re.compile(
        rf"(?:{_PARTS})\s+(?:{_ROMAN}|\d+|[A-ZА-Я])(?=$|[\s.:–—-])"
        rf"|(?:\d+|{_ROMAN})[-\s](?:тарау|бөлім|ТАРАУ|БӨЛІМ)\b"
    ),
    "outline": re.compile(rf"{_ROMAN}(?:\.\d{{1,2}})+(?=\.?\s)"),
    "roman": re.compile(r"[IVX]{1,5}(?=\.\s)"),
    "decimal": re.compile(r"\d{1,2}(?:\.\d{1,2})+(?=\.?\s+[\"“«A-ZА-ЯӘҒҚҢӨҰҮҺІ])"),
    "paragraph": re.compile(r"\((?:\d{1,3}[a-z]?|[a-zа-я]|[ivx]{1,5})\)(?=\s|$)"),
    "point": re.compile(r"\d{1,3}(?=\.(?:\s+\D|$))|(?:\d{1,3}|[a-zа-я])(?=\)(?:\s|$))"),
    "bullet": re.compile("[•●▪■‣◦·–—-](?=\\s|$)"),
}
#: Depth of a named part among headings, before levels are made consecutive.
_DEPTHS = {"part": 1, "title": 2, "chapter": 3, "section": 4, "article": 5}
_RUSSIAN = {"часть": 1, "раздел": 2, "глава": 3, "статья": 5}
#: A number that stands by itself, in a cell or a line of its own.
LABEL = re.compile(r"\(?(?:\d{1,3}[a-z]?|[a-z]{1,5}|[IVXLC]{1,6}|\*)[.)]{1,2}|[—–•-]|\d{1,3}(?:\.\d{1,2})+\.?")
_SEPARATOR = re.compile(r"^[\s.:)–—-]+")


class Numbered(NamedTuple):
    """A text and the number it began with."""

    pattern: str
    number: str
    text: str


def split_number(text: str) -> Numbered:
    """Return the number with which a text begins, and the text without it.

    Parameters
    ----------
    text : str
        A paragraph on one line.

    Returns
    -------
    Numbered
        Name of the pattern (empty if there is no number), the number as printed
        without brackets and full stop, the rest. A bullet has no number.

    Examples
    --------
    >>> split_number("(12) The Union supports reform.")
    Numbered(pattern='paragraph', number='12', text='The Union supports reform.')
    >>> split_number("III.2 Energy")[1:], split_number("Article 3 Aims")[1:]
    (('III.2', 'Energy'), ('Article 3', 'Aims'))
    >>> split_number("1.5 million people")
    Numbered(pattern='', number='', text='1.5 million people')
    """
    for name, pattern in _PATTERNS.items():
        found = pattern.match(text)
        if found:
            number = "" if name == "bullet" else " ".join(found[0].strip("()").split())
            return Numbered(name, number, _SEPARATOR.sub("", text[found.end() :]))
    return Numbered("", "", text)


def depth(numbered: Numbered) -> int:
    """Return how deep a numbered heading lies: smaller is higher, 0 if its number does not say.

    Examples
    --------
    >>> depth(split_number("CHAPTER II")), depth(split_number("Article 4")), depth(split_number("III.2 Energy"))
    (3, 5, 4)
    """
    name = numbered.number.split()[0].lower() if numbered.number else ""
    if numbered.pattern == "article":
        return _DEPTHS["article"]
    if numbered.pattern == "part":
        return (_DEPTHS | _RUSSIAN).get(name, 2)
    if numbered.pattern in {"outline", "decimal", "roman"}:
        return 3 + numbered.number.count(".")
    return 0
