"""Keyword in context: every place where a pattern stands, with the words around it.

Imports nothing above :mod:`coursekit.content.words.patterns`.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from coursekit.content.words.patterns import Numbers, Pattern, longest_first, number_words, read_pattern, starts
from coursekit.content.words.tokens import check_language, each_text, name_of_texts, places
from coursekit.errors import MethodError
from coursekit.waiting import steps


def keyword_in_context(
    texts: pd.DataFrame, pattern: str, *, width: int = 6, language: str = "en", split_hyphens: bool = False
) -> pd.DataFrame:
    """Show every place where a pattern stands, with the words around it.

    Parameters
    ----------
    texts : pandas.DataFrame
        Columns ``document`` or ``unit``, and ``text``; one row per text.
    pattern : str
        A word or phrase, with asterisks as in a dictionary; several separated by ``;``.
        Of patterns that share a word the longest is shown.
    width : int
        How many words to show on either side.
    language : str
        ``"en"``, ``"kk"`` or ``"ru"``.
    split_hyphens : bool
        Whether a hyphen separates words, so that ``central asia`` is found in
        ``EU-Central Asia``.

    Returns
    -------
    pandas.DataFrame
        One row per place, in the order of the texts.

        - ``document`` or ``unit``: the text.
        - ``position``: number of the first word found, from 0.
        - ``left``, ``keyword``, ``right``: the text as it is written there, line breaks as spaces.
        - ``start``, ``end``: where the keyword stands, in code points, ``end`` exclusive.

    Raises
    ------
    MethodError
        If a column or text is missing, a text is listed twice, the pattern cannot be read,
        the width is below 0, or the language is not known.

    Examples
    --------
    >>> texts = pd.DataFrame({"document": ["a"], "text": ["Respect for human rights, and the rule of law."]})
    >>> keyword_in_context(texts, "human right*", width=2)[["left", "keyword", "right"]].values.tolist()
    [['Respect for', 'human rights', ', and the']]
    """
    check_language(language)
    name = name_of_texts(texts)
    if width < 0:
        msg = f"The width is the number of words on either side: 0 or more, not {width}."
        raise MethodError(msg)
    wanted = [read_pattern(one, language, split_hyphens=split_hyphens) for one in pattern.split(";") if one.strip()]
    if not wanted:
        read_pattern(pattern, language)
    known = Numbers(wanted, language)
    rows = [
        (key, first, *_context(text, spans, first, length, width))
        for key, text in steps(list(each_text(texts)), "Looking for the keyword")
        for spans in [list(places(text, language, split_hyphens=split_hyphens))]
        for first, length in _found(text, spans, wanted, known)
    ]
    return pd.DataFrame(rows, columns=[name, "position", "left", "keyword", "right", "start", "end"])


def _found(text: str, spans: list[tuple[int, int]], wanted: list[Pattern], known: Numbers) -> Iterator[tuple[int, int]]:
    """Go through the first word and the length of each match, in the order of the text."""
    numbers = number_words([[text[start:end] for start, end in spans]], known)
    matches = longest_first(starts(wanted, numbers, known), numbers.size)
    yield from sorted((int(first), length) for length, firsts in matches for first in np.asarray(firsts))


def _context(
    text: str, spans: list[tuple[int, int]], first: int, length: int, width: int
) -> tuple[str, str, str, int, int]:
    """Cut the keyword and its context out of a text."""
    start, end = spans[first][0], spans[first + length - 1][1]
    left = text[spans[max(first - width, 0)][0] : start]
    right = text[end : spans[min(first + length - 1 + width, len(spans) - 1)][1]]
    return _one_line(left), _one_line(text[start:end]), _one_line(right), start, end


def _one_line(text: str) -> str:
    return " ".join(text.split())
