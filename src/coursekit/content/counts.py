"""Words counted by text, and the counts made ready for computing.

Owns what a table of counts is. Imports nothing above :mod:`coursekit.content.tokens`.
"""

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from coursekit.content.tokens import name_of_texts, stems, token_table
from coursekit.data.columns import need
from coursekit.errors import MethodError, library


def word_counts(
    texts: pd.DataFrame,
    language: str = "en",
    *,
    stemmed: bool = False,
    without: Collection[str] = (),
    split_hyphens: bool = False,
) -> pd.DataFrame:
    """Count the words of texts.

    Parameters
    ----------
    texts : pandas.DataFrame
        Columns ``document`` or ``unit``, and ``text``; or a table of words with ``token``,
        such as :func:`~coursekit.content.tokens.token_table` returns.
    language : str
        ``"en"``, ``"kk"`` or ``"ru"``.
    stemmed : bool
        Whether to count stems in place of words.
    without : collection of str
        Words not to count, such as ``{"the", "of"}``; lower case.
    split_hyphens : bool
        Whether a hyphen separates words; a table of words is taken as it is.

    Returns
    -------
    pandas.DataFrame
        One row per text and word that occurs in it, texts in their order, words from the
        commonest.

        - ``document`` or ``unit``: the text.
        - ``token``: the word or stem.
        - ``count``: occurrences.

    Raises
    ------
    MethodError
        If a column or a text is missing, a text is listed twice, or the language is not known.

    Examples
    --------
    >>> texts = pd.DataFrame({"document": ["a"], "text": ["Energy and water, water and energy security"]})
    >>> word_counts(texts, without={"and"}).values.tolist()
    [['a', 'energy', 2], ['a', 'water', 2], ['a', 'security', 1]]
    """
    name = name_of_texts(texts)
    words = texts if "token" in texts.columns else token_table(texts, language, split_hyphens=split_hyphens)
    words = words.loc[~words["token"].isin(list(without)), [name, "token"]]
    if stemmed:
        kinds = words["token"].unique()
        words = words.assign(token=words["token"].map(dict(zip(kinds, stems(kinds, language), strict=True))))
    counted = words.groupby([name, "token"], sort=False).size().reset_index(name="count")
    order = {key: number for number, key in enumerate(texts[name].unique())}
    ordered = counted.assign(order=counted[name].map(order)).sort_values(
        ["order", "count", "token"], ascending=[True, False, True]
    )
    return ordered.drop(columns="order").reset_index(drop=True)


def matrix_of(counts: pd.DataFrame) -> tuple[Any, list[str], list[str]]:
    """Return counts as a sparse matrix, texts by words, with the names of its rows and columns.

    Raises
    ------
    MethodError
        If a column is missing, a count is missing or negative, or nothing is counted.

    Examples
    --------
    >>> counts = pd.DataFrame({"document": ["a", "b"], "token": ["water", "water"], "count": [1, 3]})
    >>> matrix, texts, words = matrix_of(counts)
    >>> matrix.toarray().tolist(), texts, words
    ([[1], [3]], ['a', 'b'], ['water'])
    """
    name, word = columns_of(counts)
    rows, texts = pd.factorize(counts[name])
    columns, words = pd.factorize(counts[word])
    shape = (len(texts), len(words))
    numbers = counts["count"].to_numpy(dtype=np.int64)
    matrix = library("scipy.sparse").coo_array((numbers, (rows, columns)), shape=shape).tocsr()
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix, list(texts), list(words)


def columns_of(counts: pd.DataFrame) -> tuple[str, str]:
    """Return the columns that name texts and words, once the counts have been looked at.

    Raises
    ------
    MethodError
        If a column is missing, nothing is counted, or a count is missing or below 0.

    Examples
    --------
    >>> columns_of(pd.DataFrame({"unit": ["a"], "code": ["water"], "count": [1]}))
    ('unit', 'code')
    """
    name = name_of_texts(counts, "the counts")
    word = "code" if "code" in counts.columns and "token" not in counts.columns else "token"
    need(counts, [word, "count"], "the counts")
    if counts.empty:
        msg = "The counts are empty. There is at least one row with a text, a word and its count."
        raise MethodError(msg)
    wrong = counts["count"].isna() | (counts["count"] < 0) | counts[word].isna()
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        said = counts.iloc[row]
        what = f"Row {row + 1} of the counts holds {said[word]!r} with the count {said['count']}."
        msg = f"{what} A word and a count of 0 or more are needed."
        raise MethodError(msg)
    return name, word
