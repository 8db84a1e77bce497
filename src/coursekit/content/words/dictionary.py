"""Coding by dictionary: the keywords of a codebook looked for in texts and counted.

Owns the dictionary made of a codebook, and the counting. What a keyword catches that it
should not, :mod:`coursekit.content.words.traps` shows. Imports nothing above
:mod:`coursekit.content.words.patterns`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.content.words.patterns import Numbers, Pattern, longest_first, number_words, read_pattern, starts
from coursekit.content.words.tokens import check_language, each_text, name_of_texts, written
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest
from coursekit.waiting import steps

# Texts are gone through in portions of so many words: enough to be quick, few enough for any memory.
_PORTION = 500_000


def dictionary(codebook: pd.DataFrame, *, excepted: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Make a dictionary of the keywords of a codebook.

    Parameters
    ----------
    codebook : pandas.DataFrame
        Columns ``code`` and ``keywords`` (separated by ``;``), such as
        ``coursekit.load("codebook")``.
    excepted : mapping from str to str, optional
        Words that the asterisks of a keyword are not to catch, by keyword, separated by
        ``;``: ``{"import*": "important*;importance"}``.

    Returns
    -------
    pandas.DataFrame
        One row per code and keyword, in the order of the codebook.

        - ``code``: the code.
        - ``pattern``: the keyword, a word or a phrase; ``*`` at the end of a word stands
          for any ending, at its beginning for any beginning, alone between two words for
          any one word.
        - ``except``: words that its asterisks are not to catch, separated by ``;``, or empty.

    Raises
    ------
    MethodError
        If a column is missing, a code has no keywords or separates them by other marks than
        ``;``, or an exception is given for a keyword that is not in the codebook.

    Examples
    --------
    >>> import coursekit
    >>> dictionary(coursekit.load("codebook")).head(2).values.tolist()
    [['democracy_rights', 'democra*', ''], ['democracy_rights', 'human right*', '']]
    """
    need(codebook, ["code", "keywords"], "the codebook")
    rows = [(code, word.strip()) for code, words in _keywords(codebook) for word in words.split(";") if word.strip()]
    patterns = {pattern for _, pattern in rows}
    exceptions = dict(excepted or {})
    for pattern in exceptions:
        if pattern not in patterns:
            msg = f"There is no keyword {pattern!r} in the codebook to except words from. {nearest(pattern, patterns)}"
            raise MethodError(msg)
    table = [(code, pattern, exceptions.get(pattern, "")) for code, pattern in rows]
    return pd.DataFrame(table, columns=["code", "pattern", "except"])


def _keywords(codebook: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Go through the codes and their keywords."""
    for code, words in zip(codebook["code"], codebook["keywords"], strict=True):
        if not isinstance(words, str) or not words.strip(" ;"):
            msg = f"The code {code!r} has no keywords. Give it some, or leave its row out."
            raise MethodError(msg)
        if ";" not in words and any(mark in words.strip() for mark in ",|\n"):
            msg = f"The code {code!r}: {words.strip()!r} is one keyword. Separate keywords by ';'."
            raise MethodError(msg)
        yield code, words


def code_by_dictionary(
    texts: pd.DataFrame, dictionary: pd.DataFrame, *, language: str = "en", split_hyphens: bool = False
) -> pd.DataFrame:
    """Count for every text and code how often the patterns of the code occur.

    Within a code no word is counted twice: of patterns that share a word the longest is
    counted, and of equally long ones the first in the text. ``critical raw material`` is
    one occurrence of a code that has ``critical raw material*`` and ``raw material*``.
    Between codes words may be shared. A phrase is found wherever its words follow one
    another, whatever stands between them: a comma, a full stop, a heading's end.

    Parameters
    ----------
    texts : pandas.DataFrame
        Columns ``document`` or ``unit``, and ``text``; one row per text.
    dictionary : pandas.DataFrame
        Columns ``code``, ``pattern`` and perhaps ``except``; see :func:`dictionary`.
    language : str
        Language of the texts and patterns: ``"en"``, ``"kk"`` or ``"ru"``.
    split_hyphens : bool
        Whether a hyphen separates words, in texts and patterns, so that ``water`` is
        found in ``water-related``.

    Returns
    -------
    pandas.DataFrame
        One row per text and code, in their orders.

        - ``document`` or ``unit``: the text.
        - ``code``: the code.
        - ``count``: occurrences of its patterns; 0 says that they were looked for and not found.
        - ``tokens``: number of words of the text.

    Raises
    ------
    MethodError
        If a column or a text is missing, a text is listed twice, a pattern cannot be
        read, or the language is not known.

    Examples
    --------
    >>> words = pd.DataFrame({"code": ["energy", "energy"], "pattern": ["raw material*", "critical raw material*"]})
    >>> texts = pd.DataFrame({"document": ["a"], "text": ["Critical raw materials, and other raw material"]})
    >>> code_by_dictionary(texts, words).values.tolist()
    [['a', 'energy', 2, 7]]
    """
    check_language(language)
    name = name_of_texts(texts)
    by_code = patterns_by_code(dictionary, language, split_hyphens=split_hyphens)
    named = list(each_text(texts))
    known = Numbers([pattern for patterns in by_code.values() for pattern in patterns], language)
    counts = np.zeros((len(named), len(by_code)), dtype=np.int64)
    lengths = np.zeros(len(named), dtype=np.int64)
    for first, sizes, numbers in _portions([text for _, text in named], known, split_hyphens=split_hyphens):
        last = first + len(sizes)
        lengths[first:last] = sizes
        counts[first:last] = _counts(list(by_code.values()), sizes, numbers, known)
    keys = np.array([key for key, _ in named], dtype=object)
    columns = {
        name: np.repeat(keys, len(by_code)),
        "code": np.tile(np.array(list(by_code), dtype=object), len(named)),
        "count": counts.ravel(),
        "tokens": np.repeat(lengths, len(by_code)),
    }
    return pd.DataFrame(columns).astype({name: "str", "code": "str"})


def patterns_by_code(dictionary: pd.DataFrame, language: str, *, split_hyphens: bool) -> dict[str, list[Pattern]]:
    """Read the patterns of a dictionary, by code and in its order.

    Raises
    ------
    MethodError
        If a column or a pattern is missing or a pattern cannot be read; says in which row.

    Examples
    --------
    >>> rows = pd.DataFrame({"code": ["water"], "pattern": ["river basin*"]})
    >>> [pattern.words for pattern in patterns_by_code(rows, "en", split_hyphens=False)["water"]]
    [('river', 'basin*')]
    """
    need(dictionary, ["code", "pattern"], "the dictionary")
    if dictionary.empty:
        msg = "The dictionary is empty. It needs at least one row with a code and a pattern."
        raise MethodError(msg)
    exceptions = dictionary["except"] if "except" in dictionary.columns else [""] * len(dictionary)
    by_code: dict[str, list[Pattern]] = {}
    rows = zip(dictionary["code"], dictionary["pattern"], exceptions, strict=True)
    for row, (code, pattern, excepted) in enumerate(rows, start=1):
        if not isinstance(pattern, str) or not isinstance(code, str):
            msg = f"Row {row} of the dictionary holds code {code!r} and pattern {pattern!r}: two words are needed."
            raise MethodError(msg)
        but = excepted if isinstance(excepted, str) else ""
        read = read_pattern(pattern, language, split_hyphens=split_hyphens, excepted=but)
        by_code.setdefault(code, []).append(read)
    return by_code


def _portions(
    texts: list[str], known: Numbers, *, split_hyphens: bool
) -> Iterator[tuple[int, list[int], npt.NDArray[np.int32]]]:
    """Go through the texts in portions: first text, words of each, and their numbers."""
    first, words, sizes, rows = 0, 0, list[int](), list[Any]()
    for text in steps(texts, "Coding by dictionary"):
        row = number_words([written(text, split_hyphens=split_hyphens)], known)
        rows.append(row)
        sizes.append(row.size - 1)
        words += row.size
        if words >= _PORTION:
            yield first, sizes, np.concatenate(rows)
            first, words, sizes, rows = first + len(sizes), 0, [], []
    if sizes:
        yield first, sizes, np.concatenate(rows)


def _counts(
    codes: list[list[Pattern]], sizes: list[int], numbers: npt.NDArray[np.int32], known: Numbers
) -> npt.NDArray[np.int64]:
    """Count the matches of each code in each text of a portion."""
    ends = np.cumsum(np.array(sizes) + 1)
    counts = np.zeros((len(sizes), len(codes)), dtype=np.int64)
    for column, patterns in enumerate(codes):
        for _, places in longest_first(starts(patterns, numbers, known), numbers.size):
            counts[:, column] += np.bincount(np.searchsorted(ends, places, side="right"), minlength=len(sizes))
    return counts
