"""Keyness: the words that one part of a corpus uses more, or less, than another.

Owns log ratio, log-likelihood and the correction for many tests. Imports nothing above
:mod:`coursekit.content.words.counts`; scipy only when it is needed.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.content.words.counts import columns_of
from coursekit.errors import MethodError, library, nearest

#: How p-values can be corrected for the number of words that are tested.
CORRECTIONS = ("holm", "fdr", "none")
#: Corrected p below which a word is called key.
LEVEL = 0.05

Numbers = npt.NDArray[np.float64]


def keyness(
    counts: pd.DataFrame,
    target: str | Sequence[str],
    reference: str | Sequence[str] | None = None,
    *,
    sizes: tuple[int, int] | None = None,
    correction: str = "holm",
) -> pd.DataFrame:
    """Find the words that one part of a corpus uses more, or less, than another.

    Two questions, two numbers. How big is the difference? The log ratio says it: the
    binary logarithm of the ratio of the two relative frequencies (Hardie 2014), so that 1
    means twice as frequent in the target, 2 four times, −1 half as frequent. Could it be
    chance? The log-likelihood says it (Rayson and Garside 2000)::

        G² = 2 (a ln(a / E1) + b ln(b / E2)),   E1 = n1 (a + b) / (n1 + n2),   E2 = n2 (a + b) / (n1 + n2)

    with ``a`` and ``b`` the counts of the word, ``n1`` and ``n2`` the words of the two
    parts, and 0 ln 0 = 0. Read the log ratio of the words that are ``key``. A word that
    neither side has is not tested.

    Parameters
    ----------
    counts : pandas.DataFrame
        Columns ``document`` or ``unit``, ``token`` (or ``code``), and ``count``.
    target, reference : str or sequence of str
        Texts on either side. Without a reference it is all the others.
    sizes : tuple of (int, int), optional
        Number of words on either side, at least the sum of its tokens. Needed where
        ``counts`` does not hold all words; by default the sums of the counts. Of codes, of
        which one unit may have several, only each by itself may not exceed the size.
    correction : str
        How p is corrected for the number of words tested: ``"holm"`` (Holm 1979: hardly a
        single false key word), ``"fdr"`` (Benjamini and Hochberg 1995: few among those
        found), ``"none"``.

    Returns
    -------
    pandas.DataFrame
        One row per word; key words first, and of them the biggest differences.

        - ``token`` or ``code``: the word.
        - ``target``, ``reference``: its counts.
        - ``target_rate``, ``reference_rate``: the same per 1,000 words.
        - ``log_ratio``: see above. A count of 0 is taken as 0.5 here, because a ratio to
          nothing has no logarithm: such a value grows with the other count, not with the truth.
          Missing where both counts are 0.
        - ``log_likelihood``: G², never negative; the direction is that of ``log_ratio``.
        - ``p``: probability of a G² as big if the word were equally frequent on both
          sides and every word were drawn by itself (chi-squared, 1 degree of freedom);
          missing where both counts are 0.
        - ``p_adjusted``: the same, corrected for the number of words tested.
        - ``key``: whether that is below 0.05.

    Raises
    ------
    MethodError
        If a column is missing, a count is not a whole number, a text is unknown or on both
        sides, a side is empty, a size is smaller than the counts, or the correction is unknown.

    Notes
    -----
    The test takes every word for drawn by itself. Words come in bunches, by document and
    by topic, so real p-values are larger: a word that one document repeats looks like a
    habit of the whole side. Look at how many documents use it.

    G² is Rayson and Garside's sum over two cells, the occurrences of the word on either side.
    It leaves out the two cells of all other words, which hardly matter for rare items. For
    frequent ones, such as codes, it is too cautious: 60 of 100 against 35 of 100 gives 6.66,
    with all four cells 12.67. The p-value is an approximation that wants expected counts
    ``E1`` and ``E2`` of about five or more.

    Examples
    --------
    >>> counts = pd.DataFrame({"document": ["A", "B"], "token": ["keep", "keep"], "count": [392, 170]})
    >>> row = keyness(counts, "A", sizes=(1_000_000, 1_000_000)).iloc[0]
    >>> row[["log_likelihood", "log_ratio"]].astype(float).round(3).tolist()
    [90.13, 1.205]
    """
    name, word = columns_of(counts)
    here, there = _sides(counts[name], target, reference)
    table = pd.DataFrame({"target": _sums(counts, name, word, here), "reference": _sums(counts, name, word, there)})
    table = table.fillna(0).astype("int64").rename_axis(word)
    first, second = sizes or (int(table["target"].sum()), int(table["reference"].sum()))
    _check_sizes(table, first, second)
    a, b = table["target"].to_numpy(dtype=np.float64), table["reference"].to_numpy(dtype=np.float64)
    table["target_rate"], table["reference_rate"] = 1000 * a / first, 1000 * b / second
    table["log_ratio"] = np.log2(np.where(a == 0, 0.5, a) * second / (np.where(b == 0, 0.5, b) * first))
    table["log_likelihood"] = _log_likelihood(a, b, first, second)
    tested = a + b > 0
    table["p"] = library("scipy.special").chdtrc(1, table["log_likelihood"].to_numpy())
    table["p_adjusted"] = np.nan
    table.loc[tested, "p_adjusted"] = _corrected(table["p"].to_numpy()[tested], correction)
    table.loc[~tested, ["log_ratio", "p"]] = np.nan
    table["key"] = table["p_adjusted"] < LEVEL
    table["size"] = table["log_ratio"].abs()
    ranked = table.reset_index().sort_values(["key", "size", word], ascending=[False, False, True])
    return ranked.drop(columns="size").reset_index(drop=True)


def _sides(
    names: "pd.Series[Any]", target: str | Sequence[str], reference: str | Sequence[str] | None
) -> tuple[list[str], list[str]]:
    """Return the texts of both sides."""
    known = list(dict.fromkeys(names))
    here = [target] if isinstance(target, str) else list(target)
    there = [reference] if isinstance(reference, str) else list(reference or [key for key in known if key not in here])
    for key in [*here, *there]:
        if key not in known:
            msg = f"There is no text {key!r} in the counts. {nearest(str(key), map(str, known))}"
            raise MethodError(msg)
    both = [key for key in here if key in there]
    if both or not here or not there:
        what = f"{both[0]!r} is on both sides" if both else "one side has no text"
        msg = f"Target and reference cannot be compared: {what}. Each side needs texts of its own."
        raise MethodError(msg)
    return here, there


def _sums(counts: pd.DataFrame, name: str, word: str, side: Iterable[str]) -> "pd.Series[Any]":
    """Return the counts of each word on one side."""
    return counts[counts[name].isin(list(side))].groupby(word, sort=False)["count"].sum()


def _check_sizes(table: pd.DataFrame, first: int, second: int) -> None:
    """Make sure that no side holds more of one word, or of all tokens, than it holds words."""
    for side, size in (("target", first), ("reference", second)):
        said = f"The {side} is said to have {size} words"
        most, together = int(table[side].max()), int(table[side].sum())
        if size < 1:
            msg = f"{said}. It cannot be compared with fewer than one."
            raise MethodError(msg)
        if size < most:
            msg = f"{said}, but {table[side].idxmax()!r} alone occurs {most} times in it."
            raise MethodError(msg)
        # A unit may have several codes; a word is one token.
        if size < together and table.index.name == "token":
            msg = f"{said}, but the counts of its tokens add up to {together}. Give the number of all its words."
            raise MethodError(msg)


def _log_likelihood(a: Numbers, b: Numbers, first: int, second: int) -> Numbers:
    """Return G² of each word (Rayson and Garside 2000)."""
    xlogy = library("scipy.special").xlogy
    share = (a + b) / (first + second)
    share = np.where(share == 0, 1, share)
    value = 2 * (xlogy(a, a / (first * share)) + xlogy(b, b / (second * share)))
    # Equal rates leave a rounding error on either side of zero.
    return np.asarray(value, dtype=np.float64).clip(min=0)


def _corrected(p: Numbers, correction: str) -> Numbers:
    """Correct p-values for their number."""
    if correction not in CORRECTIONS:
        msg = f"There is no correction {correction!r}. {nearest(correction, CORRECTIONS)}"
        raise MethodError(msg)
    if correction == "none" or not p.size:
        return p
    if correction == "fdr":
        return np.asarray(library("scipy.stats").false_discovery_control(p), dtype=np.float64)
    order = np.argsort(p)
    stepped = np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1)).clip(max=1)
    adjusted = np.empty_like(p)
    adjusted[order] = stepped
    return adjusted
