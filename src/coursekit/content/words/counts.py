"""Words counted by text, and the counts made ready for computing.

Owns what a table of counts is. Imports nothing above :mod:`coursekit.content.words.tokens`.
"""

from collections.abc import Collection
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.content.words.tokens import name_of_texts, stems, token_table
from coursekit.data.columns import need
from coursekit.errors import MethodError, library

#: Most cells of a full table, texts by words: 400 megabytes of numbers.
MOST_CELLS = 50_000_000
# Beyond it the numbers of a computer are no longer whole.
_MOST = 2**53


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
        such as :func:`~coursekit.content.words.tokens.token_table` returns.
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
        If a column or a text is missing, a text is listed twice, the language is not known,
        or ``without`` is one text in place of several words.

    Examples
    --------
    >>> texts = pd.DataFrame({"document": ["a"], "text": ["Energy and water, water and energy security"]})
    >>> word_counts(texts, without={"and"}).values.tolist()
    [['a', 'energy', 2], ['a', 'water', 2], ['a', 'security', 1]]
    """
    if isinstance(without, str):
        msg = f"Words to leave out are a collection, such as {{{without!r}}}, not the text {without!r}."
        raise MethodError(msg)
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
        As :func:`columns_of`.

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


def full_table(counts: pd.DataFrame) -> tuple[npt.NDArray[np.float64], list[str], list[str]]:
    """Return counts as a full table, zeros included, with the names of its rows and columns.

    Raises
    ------
    MethodError
        As :func:`columns_of`, and if texts times words are more than :data:`MOST_CELLS`.

    Examples
    --------
    >>> table, texts, words = full_table(pd.DataFrame({"document": ["a"], "token": ["water"], "count": [2]}))
    >>> table.tolist(), texts, words
    ([[2.0]], ['a'], ['water'])
    """
    matrix, texts, words = matrix_of(counts)
    if len(texts) * len(words) > MOST_CELLS:
        what = f"{len(texts):,} texts times {len(words):,} words are more than {MOST_CELLS:,} cells"
        msg = (
            f"{what}, too many to compute with. Leave out words that few texts have, count stems, or take fewer texts."
        )
        raise MethodError(msg)
    return matrix.toarray().astype(np.float64), texts, words


def columns_of(counts: pd.DataFrame) -> tuple[str, str]:
    """Return the columns that name texts and words, once the counts have been looked at.

    Raises
    ------
    MethodError
        If a column is missing, nothing is counted, a text or word has no name, or a count is
        not a whole number of 0 or more; says in which row.

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
    nameless = counts[name].isna().to_numpy()
    wrong = ~_whole(counts["count"]) | counts[word].isna().to_numpy() | nameless
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        key, said, count = (counts[column].iloc[row] for column in (name, word, "count"))
        held = f"{count!r}" if isinstance(count, str) else f"{count}"
        where = f" in the {name} {key!r}" if nameless[row] else ""
        what = f"Row {row + 1} of the counts holds {said!r} with the count {held}{where}."
        msg = f"{what} A text, a word and a count are needed: a whole number of 0 or more, not a share."
        raise MethodError(msg)
    return name, word


def _whole(column: "pd.Series[Any]") -> npt.NDArray[np.bool_]:
    """Tell which values are finite whole numbers of 0 or more; figures written as text are none."""
    if pd.api.types.is_numeric_dtype(column):
        numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    else:
        numbers = np.array([value if isinstance(value, Real) else np.nan for value in column], dtype=np.float64)
    # Nothing that is compared with NaN holds.
    within = (numbers >= 0) & (numbers <= _MOST)
    return np.asarray(within & (np.floor(numbers) == numbers), dtype=np.bool_)
