"""Texts compared by their words: weights that tell texts apart, and the likeness of texts.

Owns tf-idf and cosine similarity, both by scikit-learn, which is imported only when it is
needed. Imports nothing above :mod:`coursekit.content.words.counts`.
"""

import numpy as np
import pandas as pd

from coursekit.content.words.counts import columns_of, matrix_of
from coursekit.errors import MethodError, library, nearest


def tf_idf(counts: pd.DataFrame) -> pd.DataFrame:
    """Weigh words by how much they tell one text from the others.

    The weight of scikit-learn's ``TfidfTransformer``: the count times
    ``ln((1 + n) / (1 + d)) + 1``, with ``n`` texts of which ``d`` have the word, and then
    every text's weights divided by the root of the sum of their squares.

    Parameters
    ----------
    counts : pandas.DataFrame
        Columns ``document`` or ``unit``, ``token`` (or ``code``), and ``count``.

    Returns
    -------
    pandas.DataFrame
        The rows of ``counts`` with a count above 0, texts in their order, the heaviest words first.

        - ``document`` or ``unit``, ``token`` or ``code``, ``count``: as given.
        - ``weight``: between 0 and 1; the squares of a text add up to 1.

    Raises
    ------
    MethodError
        If a column is missing, a count is negative, or scikit-learn is not installed.

    Examples
    --------
    >>> counts = pd.DataFrame({"document": ["a", "a", "b"], "token": ["water", "energy", "water"], "count": [1, 1, 1]})
    >>> tf_idf(counts).round(3).values.tolist()
    [['a', 'energy', 1, 0.815], ['a', 'water', 1, 0.58], ['b', 'water', 1, 1.0]]
    """
    name, word = columns_of(counts)
    matrix, texts, words = matrix_of(counts)
    weights = library("sklearn.feature_extraction.text").TfidfTransformer().fit_transform(matrix)
    # Both hold the same places; in one order their numbers stand side by side.
    weights.sort_indices()
    weights = weights.tocoo()
    table = pd.DataFrame(
        {
            name: np.asarray(texts, dtype=object)[weights.row],
            word: np.asarray(words, dtype=object)[weights.col],
            "count": matrix.data,
            "weight": weights.data,
            "order": weights.row,
        }
    )
    ranked = table.sort_values(["order", "weight", word], ascending=[True, False, True])
    return ranked.drop(columns="order").reset_index(drop=True)


def similarity(counts: pd.DataFrame, *, weights: str = "tf_idf") -> pd.DataFrame:
    """Compare every two texts by the words they share.

    The cosine of the angle between the texts, each a list of numbers, one per word: 1 where
    they use the same words in the same shares, 0 where they share none. Length does not
    count, order of words does not count, meaning does not count.

    Parameters
    ----------
    counts : pandas.DataFrame
        Columns ``document`` or ``unit``, ``token`` (or ``code``), and ``count``.
    weights : str
        ``"tf_idf"``: words that few texts use weigh more; ``"count"``: counts as they are.

    Returns
    -------
    pandas.DataFrame
        One row per pair, the most similar first.

        - ``first``, ``second``: the texts, in the order of ``counts``.
        - ``cosine``: between 0 and 1.
        - ``shared``: number of words that both use.

    Raises
    ------
    MethodError
        If a column is missing, a count is negative, there are fewer than two texts, or the
        weights are unknown.

    Examples
    --------
    >>> counts = pd.DataFrame({"document": ["a", "a", "b"], "token": ["water", "energy", "water"], "count": [1, 1, 3]})
    >>> similarity(counts, weights="count").round(3).values.tolist()
    [['a', 'b', 0.707, 1]]
    """
    if weights not in ("tf_idf", "count"):
        msg = f"There are no weights {weights!r}. {nearest(weights, ('tf_idf', 'count'))}"
        raise MethodError(msg)
    matrix, texts, _ = matrix_of(counts)
    if len(texts) < 2:
        msg = f"There is nothing to compare: the counts hold {len(texts)} text."
        raise MethodError(msg)
    weighed = matrix
    if weights == "tf_idf":
        weighed = library("sklearn.feature_extraction.text").TfidfTransformer().fit_transform(matrix)
    cosines = library("sklearn.metrics.pairwise").cosine_similarity(weighed)
    present = (matrix > 0).astype(np.int64)
    shared = (present @ present.T).toarray()
    one, two = np.triu_indices(len(texts), k=1)
    names = np.asarray(texts, dtype=object)
    # Rounding errors of the last digit would make a cosine of 1.0000000000000002.
    pairs = {"first": names[one], "second": names[two], "cosine": cosines[one, two].clip(0, 1)}
    table = pd.DataFrame(pairs | {"shared": shared[one, two]})
    return table.sort_values("cosine", ascending=False, kind="stable").reset_index(drop=True)
