"""Wordscores: texts placed between texts whose positions are known.

Owns Wordscores (Laver, Benoit and Garry 2003). Wordfish, which needs no known positions, is
in :mod:`coursekit.content.words.wordfish`. Imports nothing above :mod:`coursekit.content.words.counts`.
"""

from collections.abc import Mapping
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.content.words.counts import columns_of, full_table
from coursekit.errors import MethodError, nearest

Numbers = npt.NDArray[np.float64]


def wordscores(
    counts: pd.DataFrame, references: Mapping[str, float], *, confidence: float = 0.95
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Place texts on a scale by the words they share with reference texts of known position.

    A word's score is the mean position of the reference texts, weighted by how large a
    share of each text the word is. A text's score is the mean score of its words::

        S_w = Σ_r (F_wr / Σ_r F_wr) A_r        S_v = Σ_w F_wv S_w        error_v = √(Σ_w F_wv (S_w - S_v)² / N_v)

    with ``F`` the share of a word in a text, ``A`` the position of a reference text and
    ``N`` the number of words that have a score. Words that no reference text has are left
    out. Words that all texts use draw every score to the middle, so raw scores cannot be
    read on the scale of the references. Two repairs are given; neither is without objection
    (Martin and Vanberg 2008; Lowe 2008):

    - ``lbg``: the virgin texts spread as widely as the references (Laver, Benoit and Garry
      2003). It depends on which virgin texts are scored together, and needs two.
    - ``mv``: the scale stretched so that the lowest and the highest reference text get back
      their own positions (Martin and Vanberg 2008); references between the two play no part.

    Parameters
    ----------
    counts : pandas.DataFrame
        Columns ``document`` or ``unit``, ``token`` (or ``code``), and ``count``.
    references : mapping from str to float
        Positions of the reference texts, by their names; all other texts are virgin.
    confidence : float
        Coverage of the intervals, between 0 and 1.

    Returns
    -------
    words : pandas.DataFrame
        One row per word of the reference texts, from the lowest score: ``token`` (or
        ``code``), ``score``, ``count`` (occurrences in the reference texts).
    documents : pandas.DataFrame
        One row per text, in their order.

        - ``document`` or ``unit``: the text.
        - ``reference``: its position, missing for virgin texts.
        - ``score``: raw score; missing where no word has a score.
        - ``error``: its standard error.
        - ``low``, ``high``: interval of the raw score.
        - ``lbg``: rescaled as above, for two or more virgin texts; missing otherwise.
        - ``mv``: rescaled as above, for all texts.
        - ``scored``: number of words that have a score.
        - ``share``: their share in the words of the text.

    Raises
    ------
    MethodError
        If a column is missing, a count is not a whole number (relative frequencies will not
        do: the shares are computed here), there are fewer than two references or all have one
        position, two of them share the lowest or the highest, a reference is not among the
        texts, the confidence is not between 0 and 1, or there are more than 50 million texts
        times words.

    Notes
    -----
    The errors know only how the scores vary within a text. They are small for long texts
    and say nothing of whether the references were well chosen, nor of what is measured.

    Examples
    --------
    >>> rows = [("left", "tax", 3), ("left", "the", 1), ("right", "cut", 3), ("right", "the", 1), ("new", "tax", 1)]
    >>> counts = pd.DataFrame([*rows, ("new", "the", 1)], columns=["document", "token", "count"])
    >>> words, documents = wordscores(counts, {"left": -1, "right": 1})
    >>> dict(zip(words["token"], words["score"]))
    {'tax': -1.0, 'the': 0.0, 'cut': 1.0}
    >>> documents[["document", "score"]].values.tolist()
    [['left', -0.75], ['right', 0.75], ['new', -0.5]]
    """
    name, word = columns_of(counts)
    if not 0 < confidence < 1:
        msg = f"The confidence is a share between 0 and 1, such as 0.95, not {confidence}."
        raise MethodError(msg)
    table, texts, words = full_table(counts)
    positions = _positions(references, texts)
    known = ~np.isnan(positions)
    shares = _shares(table[known])
    used = shares.sum(axis=0) > 0
    scores = positions[known] @ shares[:, used] / shares[:, used].sum(axis=0)
    scored = pd.DataFrame(
        {word: np.asarray(words, dtype=object)[used], "score": scores, "count": table[known][:, used].sum(axis=0)}
    ).astype({"count": "int64"})
    documents = _placed(table[:, used], scores, confidence)
    documents.insert(0, name, texts)
    documents.insert(1, "reference", positions)
    documents["lbg"], documents["mv"] = _lbg(documents), _mv(documents)
    documents["share"] = documents["scored"] / table.sum(axis=1).clip(min=1)
    order = [name, "reference", "score", "error", "low", "high", "lbg", "mv", "scored", "share"]
    return scored.sort_values(["score", word], ignore_index=True), documents[order]


def _positions(references: Mapping[str, float], texts: list[str]) -> Numbers:
    """Return the known positions in the order of the texts, missing elsewhere."""
    for key, position in references.items():
        if key not in texts:
            msg = f"There is no text {key!r} in the counts. {nearest(str(key), map(str, texts))}"
            raise MethodError(msg)
        if not np.isfinite(position):
            msg = f"The position of the reference text {key!r} is {position}. A number is needed."
            raise MethodError(msg)
    if len(set(references.values())) < 2:
        msg = "Wordscores needs at least two reference texts at different positions: a scale has two ends."
        raise MethodError(msg)
    for end, which in ((min(references.values()), "lowest"), (max(references.values()), "highest")):
        tied = [key for key, position in references.items() if position == end]
        if len(tied) > 1:
            what = f"The reference texts {tied[0]!r} and {tied[1]!r} share the {which} position, {end}"
            msg = f"{what}: the rescaling mv needs one text at each end. Count them as one text, or leave one out."
            raise MethodError(msg)
    return np.array([references.get(text, np.nan) for text in texts], dtype=np.float64)


def _shares(table: Numbers) -> Numbers:
    """Return the share of each word in each text; a text without words has none."""
    return np.asarray(table / table.sum(axis=1, keepdims=True).clip(min=1), dtype=np.float64)


def _placed(table: Numbers, scores: Numbers, confidence: float) -> pd.DataFrame:
    """Score texts by the scores of their words."""
    sizes = table.sum(axis=1)
    shares = _shares(table)
    placed = np.where(sizes > 0, shares @ scores, np.nan)
    spread = (shares * (scores - placed[:, None]) ** 2).sum(axis=1)
    error = np.sqrt(spread / np.where(sizes > 0, sizes, np.nan))
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * error
    columns = {"score": placed, "error": error, "low": placed - reach, "high": placed + reach}
    return pd.DataFrame(columns | {"scored": sizes.astype(np.int64)})


def _lbg(documents: pd.DataFrame) -> "pd.Series[float]":
    """Spread the virgin texts as widely as the references (Laver, Benoit and Garry 2003)."""
    virgin = documents["score"].where(documents["reference"].isna())
    spread = virgin.std()
    stretched = (virgin - virgin.mean()) * documents["reference"].std() / (spread if spread > 0 else np.nan)
    return stretched + virgin.mean()


def _mv(documents: pd.DataFrame) -> Numbers:
    """Give the outer references their positions back (Martin and Vanberg 2008)."""
    scores, known = documents["score"].to_numpy(), documents["reference"].to_numpy()
    low, high = int(np.nanargmin(known)), int(np.nanargmax(known))
    width = scores[high] - scores[low]
    stretch = (known[high] - known[low]) / (width or np.nan)
    return np.asarray((scores - scores[low]) * stretch + known[low], dtype=np.float64)
