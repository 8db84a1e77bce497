"""The language of the interface, and its words.

Owns the catalogues (English, Kazakh, Russian): ``words.json`` here, for what
Python writes, and ``front_end/*/*.words.json``, for what the front end says, one
for the frame and one for each kind, so that a page carries only the words it uses.
"""

import json
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from coursekit.errors import CourseError, nearest

_FOLDER = Path(__file__).parent
_FRONT_END = _FOLDER / "front_end"
_WORDS = ".words.json"
#: The Kazakh alphabet in its order; by code points half of its own letters would stand after the last.
_KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"


def current_language() -> str:
    """Return the language asked for by ``COURSEKIT_LANGUAGE``, English by default.

    Examples
    --------
    >>> current_language() in ("en", "kk", "ru")
    True
    """
    return os.environ.get("COURSEKIT_LANGUAGE", "en")


def alphabetical(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """Return the key by which texts are sorted as the language's alphabet has it.

    Parameters
    ----------
    text : str
        What is to be sorted; quotation marks at its beginning do not count.
    language : str
        ``en``, ``kk`` or ``ru``.

    Examples
    --------
    >>> sorted(["Қорытынды", "Үштік", "Шарттылық", "Келісім"], key=lambda text: alphabetical(text, "kk"))
    ['Келісім', 'Қорытынды', 'Үштік', 'Шарттылық']
    """
    letters = text.casefold().lstrip("«„“\"'")
    if language == "ru":
        letters = letters.replace("ё", "е")
    return tuple((_KAZAKH.find(letter) if language == "kk" else -1, letter) for letter in letters)


def words(language: str | None = None) -> dict[str, str]:
    """Return the words that Python writes.

    Parameters
    ----------
    language : str, optional
        ``en``, ``kk`` or ``ru``; the current language by default.

    Raises
    ------
    CourseError
        If the catalogue does not have the language.

    Examples
    --------
    >>> words("en")["source"]
    'Source'
    """
    return _words(_FOLDER / "words.json", language)


def front_end_words(language: str | None = None, kinds: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the words that the front end says; errors as :func:`words`.

    Parameters
    ----------
    language : str, optional
        ``en``, ``kk`` or ``ru``; the current language by default.
    kinds : iterable of str, optional
        The kinds of questions and charts whose words are wanted; all by default.

    Returns
    -------
    dict
        A word that depends on a number is a dictionary of its plural forms.

    Examples
    --------
    >>> front_end_words("en")["check"], front_end_words("en", [])["check"]
    ('Check', 'Check')
    """
    catalogues = {file.name.removesuffix(_WORDS): file for file in _FRONT_END.glob(f"*/*{_WORDS}")}
    wanted = catalogues if kinds is None else ["base", *kinds]
    said: dict[str, Any] = {}
    for name in sorted(catalogues.keys() & set(wanted)):
        said |= _words(catalogues[name], language)
    return said


def _words(file: Path, language: str | None) -> dict[str, Any]:
    code = language or current_language()
    catalogue = _catalogue(file)
    if code not in catalogue:
        raise CourseError(f"There are no interface words in {code!r}. {nearest(code, catalogue)}")
    return catalogue[code]


@cache
def _catalogue(file: Path) -> dict[str, dict[str, Any]]:
    words_by_language: dict[str, dict[str, Any]] = json.loads(file.read_text("utf-8"))
    return words_by_language
