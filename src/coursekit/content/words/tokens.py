"""Words of a text in English, Kazakh and Russian: where they stand, and their stems.

Owns what a word is (:func:`tokens`) and what its stem is (:func:`stem`); every count of
words in this package rests on these two answers. Imports nothing above
:mod:`coursekit.errors`; the stemmers of Snowball only when a stem is asked for.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pandas as pd

from coursekit.content.words.kazakh import stem_kazakh
from coursekit.data.columns import need
from coursekit.errors import MethodError, library, nearest
from coursekit.waiting import steps

#: Languages whose words are known here, with the name of their Snowball stemmer.
LANGUAGES = {"en": "english", "kk": None, "ru": "russian"}

# Accents written after their letter, and the soft hyphen that a layout left inside a word.
_MARKS = "\u0300-\u036f\u0483-\u0487\u00ad"
_LETTERS = rf"\w[\w{_MARKS}]*+"
_APOSTROPHES = "'’"
_HYPHENS = "‐‑-"
# Python counts these as letters; in a text they are emphasis and marks of footnotes.
_NOT_LETTERS = "_⁰¹²³⁴⁵⁶⁷⁸⁹"
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_SPELLING = str.maketrans({"\u00ad": None, "’": "'", "ʼ": "'", "‐": "-", "‑": "-"})
_STRESS = re.compile("(?<=[\u0400-\u052f])[\u0300\u0301]")


def _words(joining: str) -> re.Pattern[str]:
    """Match words whose parts the given characters join; between figures only ``. , +`` join."""
    joint = rf"(?:[{joining}](?=\D)|(?<!\d)[{joining}]|(?<=\d)[.,+](?=\d))"
    ahead = rf"(?=[.,+{joining}]\w)"
    return re.compile(rf"{_LETTERS}(?:{ahead}{joint}{_LETTERS})*+")


_WHOLE = _words(_APOSTROPHES + _HYPHENS)
_SPLIT = _words(_APOSTROPHES)


def tokens(text: str, language: str = "en", *, split_hyphens: bool = False) -> list[str]:
    """Return the words of a text, lower case, in their order.

    A word is a run of letters and figures of any alphabet. Hyphens and apostrophes inside
    it belong to it (``people-to-people``, ``ЕО-ның``), and between figures a point, a
    comma or a plus (``1,000.5``, ``c5+1``); a hyphen between figures separates
    (``2007-2013`` is two words), and so does every dash. Accents written after their
    letter are joined to it (Unicode NFC), stress marks on Cyrillic letters are dropped,
    and so are soft hyphens. In English the ending ``'s`` is dropped (``the EU's`` counts
    as ``eu``). Letters are never exchanged for others that look the same.

    Parameters
    ----------
    text : str
        Any text.
    language : str
        ``"en"``, ``"kk"`` or ``"ru"``.
    split_hyphens : bool
        Whether a hyphen separates words, so that ``EU-Central Asia`` holds ``central``.

    Returns
    -------
    list of str
        The words.

    Raises
    ------
    MethodError
        If the language is not known or the text is none.

    Examples
    --------
    >>> tokens("The EU’s well-known C5+1")
    ['the', 'eu', 'well-known', 'c5+1']
    >>> tokens("Қазақстан мен ЕО-ның серіктестігі", "kk")
    ['қазақстан', 'мен', 'ео-ның', 'серіктестігі']
    """
    check_language(language)
    if not hasattr(text, "isascii"):
        msg = f"A text was expected, not {type(text).__name__}. For a table of texts there is token_table."
        raise MethodError(msg)
    return [spelled(word, language) for word in written(text, split_hyphens=split_hyphens)]


def token_table(texts: pd.DataFrame, language: str = "en", *, split_hyphens: bool = False) -> pd.DataFrame:
    """Return the words of many texts with their places.

    Parameters
    ----------
    texts : pandas.DataFrame
        Columns ``document`` or ``unit``, and ``text``; one row per text.
    language : str
        ``"en"``, ``"kk"`` or ``"ru"``.
    split_hyphens : bool
        Whether a hyphen separates words; see :func:`tokens`.

    Returns
    -------
    pandas.DataFrame
        One row per word.

        - ``document`` or ``unit``: the text.
        - ``position``: number of the word in its text, from 0.
        - ``token``: the word, lower case.
        - ``start``, ``end``: where it stands in the text, in code points, ``end`` exclusive.

    Raises
    ------
    MethodError
        If a column or a text is missing, a text is listed twice, or the language is not known.

    Examples
    --------
    >>> token_table(pd.DataFrame({"document": ["a"], "text": ["Water, energy"]})).values.tolist()
    [['a', 0, 'water', 0, 5], ['a', 1, 'energy', 7, 13]]
    """
    check_language(language)
    name = name_of_texts(texts)
    rows = [
        (key, position, spelled(text[start:end], language), start, end)
        for key, text in steps(list(each_text(texts)), "Finding the words")
        for position, (start, end) in enumerate(places(text, language, split_hyphens=split_hyphens))
    ]
    return pd.DataFrame(rows, columns=[name, "position", "token", "start", "end"])


def stem(token: str, language: str = "en") -> str:
    """Return the stem that the forms of a word share, as far as its endings show.

    English and Russian by the Snowball algorithms (Martin Porter, snowballstem.org),
    Kazakh by the suffixes of nouns, see :mod:`coursekit.content.words.kazakh`. A stem need not
    be a word, and two words may share one: ``important`` has the stem ``import``.

    Parameters
    ----------
    token : str
        A word, lower case.
    language : str
        ``"en"``, ``"kk"`` or ``"ru"``.

    Returns
    -------
    str
        Its stem.

    Raises
    ------
    MethodError
        If the language is not known or the library of stemmers is missing.

    Examples
    --------
    >>> stem("strategies"), stem("стратегиялар", "kk"), stem("стратегиями", "ru")
    ('strategi', 'стратегия', 'стратег')
    """
    return _stemmer(check_language(language))(token)


def stems(words: Iterable[str], language: str = "en") -> list[str]:
    """Return the stems of many words.

    Parameters
    ----------
    words : iterable of str
        Words, lower case, such as :func:`tokens` returns.
    language : str
        ``"en"``, ``"kk"`` or ``"ru"``.

    Returns
    -------
    list of str
        One stem per word, in their order.

    Raises
    ------
    MethodError
        As :func:`stem`, and if one text is given in place of its words.

    Examples
    --------
    >>> stems(["елдер", "елдерінің"], "kk")
    ['ел', 'ел']
    """
    if isinstance(words, str):
        msg = f"Several words were expected, not the text {words!r}. Find its words with tokens() first."
        raise MethodError(msg)
    stemmed = _stemmer(check_language(language))
    return [stemmed(word) for word in words]


def check_language(language: str) -> str:
    """Return the language if its words are known.

    Raises
    ------
    MethodError
        If it is not one of ``en``, ``kk``, ``ru``.

    Examples
    --------
    >>> check_language("kz")
    Traceback (most recent call last):
        ...
    coursekit.errors.MethodError: The words of the language 'kz' are not known. There are: 'en', 'kk', 'ru'.
    """
    if language not in LANGUAGES:
        msg = f"The words of the language {language!r} are not known. {nearest(str(language), LANGUAGES)}"
        raise MethodError(msg)
    return language


def name_of_texts(texts: pd.DataFrame, what: str = "the texts") -> str:
    """Return the column that names the texts: ``unit`` if there is one, else ``document``.

    Examples
    --------
    >>> name_of_texts(pd.DataFrame({"document": ["a"], "unit": ["a-01"], "text": ["Water"]}))
    'unit'
    """
    name = "unit" if "unit" in getattr(texts, "columns", ()) else "document"
    need(texts, [name], what)
    return name


def each_text(texts: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Go through the names and texts of a table, once it is sure that each is there once.

    Raises
    ------
    MethodError
        If a column or a text is missing or a name is there twice; says in which row.

    Examples
    --------
    >>> list(each_text(pd.DataFrame({"document": ["a", "a"], "text": ["Water", "Energy"]})))
    Traceback (most recent call last):
        ...
    coursekit.errors.MethodError: The document 'a' is there twice, again in row 2 of the texts. \
Join its texts, or name units.
    """
    name = name_of_texts(texts)
    need(texts, ["text"], "the texts")
    seen: set[str] = set()
    for row, (key, text) in enumerate(zip(texts[name], texts["text"], strict=True), start=1):
        if not isinstance(text, str):
            msg = f"Row {row} of the texts has no text: {name} {key!r} holds {text!r}. Leave the row out."
            raise MethodError(msg)
        if key in seen:
            msg = f"The {name} {key!r} is there twice, again in row {row} of the texts. Join its texts, or name units."
            raise MethodError(msg)
        seen.add(key)
        yield key, text


def written(text: str, *, split_hyphens: bool = False) -> list[str]:
    """Return the words of a text as they are written there.

    Examples
    --------
    >>> written("The EU’s aims")
    ['The', 'EU’s', 'aims']
    """
    return (_SPLIT if split_hyphens else _WHOLE).findall(_letters_only(text))


def places(text: str, language: str, *, split_hyphens: bool = False) -> Iterator[tuple[int, int]]:
    """Go through the places of the words of a text: start and end, in code points.

    Examples
    --------
    >>> list(places("The EU’s aims", "en"))
    [(0, 3), (4, 6), (9, 13)]
    """
    for found in (_SPLIT if split_hyphens else _WHOLE).finditer(_letters_only(text)):
        end = found.end()
        if language == "en" and _POSSESSIVE.search(found.group()):
            end -= 2
        yield found.start(), end


def spelled(word: str, language: str) -> str:
    """Return a written word in the spelling in which words are compared.

    Examples
    --------
    >>> spelled("EU’s", "en"), spelled("Еуропалы\u00adқ", "kk")
    ('eu', 'еуропалық')
    """
    if not word.isascii():
        word = unicodedata.normalize("NFC", word.translate(_SPELLING))
        word = _STRESS.sub("", word)
    if language == "en":
        word = _POSSESSIVE.sub("", word)
    return word.lower()


def _letters_only(text: str) -> str:
    """Blank what Python takes for letters and readers do not; no place is shifted."""
    for mark in _NOT_LETTERS:
        text = text.replace(mark, " ")
    return text


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    """Return the stemmer of a language."""
    name = LANGUAGES[language]
    if name is None:
        return stem_kazakh
    # Late: most counts need no stems.
    stemmed: Callable[[str], str] = library("snowballstemmer").stemmer(name).stemWord
    return stemmed
