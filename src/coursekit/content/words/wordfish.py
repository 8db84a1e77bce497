"""Wordfish: texts placed on the one line along which their words differ most.

Owns the model of Slapin and Proksch (2008) and its estimation. Imports nothing above
:mod:`coursekit.content.words.counts`; scipy only when it is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.content.words.counts import columns_of, full_table
from coursekit.errors import MethodError, library, nearest
from coursekit.waiting import steps

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Fit:
    """Parameters at which the search stopped."""

    positions: Numbers
    weights: Numbers
    constants: Numbers
    loss: float
    converged: bool
    message: str


def wordfish(
    counts: pd.DataFrame,
    *,
    direction: tuple[str, str],
    seed: int = 0,
    prior: float = 3.0,
    patience: int = 20_000,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Place texts on one line by the frequencies of their words alone.

    The model (Slapin and Proksch 2008): the count of word ``j`` in text ``i`` is a Poisson
    variable with mean ::

        exp(α_i + ψ_j + β_j θ_i)

    ``α`` says how long a text is, ``ψ`` how common a word, ``θ`` where the text stands and
    ``β`` how strongly the word tells positions apart. The parameters of greatest
    likelihood are sought. Positions have mean 0 and standard deviation 1, the first text
    of ``direction`` stands below the second; the ``α`` of the first text is 0, and the mean
    of the ``β`` is 0. Words that one side never uses would have a ``β`` without end; a
    normal distribution around 0 with the standard deviation ``prior`` holds them back, as
    in the authors' first program and in the R packages austin and quanteda.

    The search begins at the first dimension of the texts' deviations from equal shares,
    then at two positions drawn by chance, and the likeliest end is kept.

    Parameters
    ----------
    counts : pandas.DataFrame
        Columns ``document`` or ``unit``, ``token`` (or ``code``), and ``count``; at least three texts.
    direction : tuple of (str, str)
        Two texts, of which the first is to stand below the second: the line has no
        direction of its own.
    seed : int
        Seed of the two further starts.
    prior : float
        Standard deviation of the prior of the ``β``, above 0; ``math.inf`` for none.
    patience : int
        Steps after which the search is given up.

    Returns
    -------
    words : pandas.DataFrame
        One row per word, from the lowest weight: ``token`` (or ``code``), ``weight`` (β),
        ``constant`` (ψ), ``documents`` (number of texts that have the word).
    documents : pandas.DataFrame
        One row per text, in their order: ``document`` or ``unit``, ``position`` (θ),
        ``error`` (its standard error), ``low`` and ``high`` (95 per cent interval),
        ``length`` (α), ``tokens`` (number of its words).

    Raises
    ------
    MethodError
        If a column or the name of a text is missing, a count is not a whole number, there are
        fewer than three texts or one has no words, all texts use words in the same shares,
        ``direction`` names no two texts, the search does not come to an end, or there are more
        than 50 million texts times words.

    Notes
    -----
    The line is the greatest systematic difference between the texts, whatever that is:
    topic, genre, language of an institution, year. Whether it is a position is for the reader of
    the words at both ends to say. Texts of a few hundred words give positions of the words
    they happen to have. The errors take the words' parameters as known and the words as
    drawn one by one: they are too small.

    A line is found in pure noise too, because positions are given the standard deviation 1
    whatever they are. Of ten texts of 1,000 words drawn from one distribution, 73 per cent
    had an interval that leaves out 0 with 200 words equally frequent, 86 per cent with 200
    words of frequencies 1, 1/2, 1/3 and so on (means of ten draws). Deal the words out among the texts by chance
    and place those: a line that is one has clearly smaller errors.

    Examples
    --------
    >>> table = pd.DataFrame({"a": [30, 20, 5, 9], "b": [20, 20, 11, 9], "c": [6, 21, 30, 9]}, index=list("wxyz"))
    >>> counts = table.rename_axis("token").reset_index().melt("token", var_name="document", value_name="count")
    >>> words, documents = wordfish(counts, direction=("a", "c"))
    >>> documents["position"].round(1).tolist(), words["token"].tolist()
    ([-0.9, -0.2, 1.1], ['w', 'z', 'x', 'y'])
    """
    name, word = columns_of(counts)
    table, texts, names = full_table(counts)
    table, names = table[:, table.sum(axis=0) > 0], [names[j] for j in np.flatnonzero(table.sum(axis=0) > 0)]
    first, second = _check(table, texts, direction, prior)
    fit = _best(table, seed, prior, patience)
    sign = 1.0 if fit.positions[first] < fit.positions[second] else -1.0
    positions, weights = sign * fit.positions, sign * fit.weights
    lengths, constants = _lengths(table, positions, weights, fit.constants)
    words = pd.DataFrame(
        {word: names, "weight": weights, "constant": constants, "documents": (table > 0).sum(axis=0)}
    ).sort_values(["weight", word], ignore_index=True)
    error = _errors(table, positions, weights, constants)
    reach = NormalDist().inv_cdf(0.975) * error
    documents = {
        name: texts,
        "position": positions,
        "error": error,
        "low": positions - reach,
        "high": positions + reach,
    }
    sizes = table.sum(axis=1).astype(np.int64)
    return words, pd.DataFrame(documents | {"length": lengths, "tokens": sizes})


def _check(table: Numbers, texts: list[str], direction: Sequence[str], prior: float) -> tuple[int, int]:
    """Make sure that there is a line to be found; return the rows of the two texts of the direction."""
    if len(texts) < 3:
        msg = f"Wordfish needs at least three texts, and there are {len(texts)}: two always lie on a line."
        raise MethodError(msg)
    if not prior > 0:
        msg = f"The prior is a standard deviation, above 0, not {prior}."
        raise MethodError(msg)
    empty = np.flatnonzero(table.sum(axis=1) == 0)
    if empty.size:
        msg = f"The text {texts[empty[0]]!r} has no words. Leave it out."
        raise MethodError(msg)
    if isinstance(direction, str) or len(direction) != 2 or len(set(direction)) != 2:
        msg = f"The direction names two texts, the lower and the higher one, not {direction!r}."
        raise MethodError(msg)
    for key in direction:
        if key not in texts:
            msg = f"There is no text {key!r} in the counts. {nearest(str(key), map(str, texts))}"
            raise MethodError(msg)
    if np.abs(_deviations(table)).max() < 1e-9:
        msg = "All texts use their words in the same shares: there is no line along which they differ."
        raise MethodError(msg)
    return texts.index(direction[0]), texts.index(direction[1])


def _deviations(table: Numbers) -> Numbers:
    """Return by how much counts differ from equal shares, in standard deviations."""
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    return np.asarray((table - expected) / np.sqrt(expected), dtype=np.float64)


def _best(table: Numbers, seed: int, prior: float, patience: int) -> _Fit:
    """Search from three starts and return the likeliest end."""
    random = np.random.default_rng(seed)
    first = np.linalg.svd(_deviations(table), full_matrices=False)[0][:, 0] / np.sqrt(table.sum(axis=1))
    starts = [first, random.normal(size=len(table)), random.normal(size=len(table))]
    # The steps are many and small: threads would wait for one another more than they work.
    with library("threadpoolctl").threadpool_limits(1):
        ends = [_searched(table, start, prior, patience) for start in steps(starts, "Placing the texts")]
    reached = [end for end in ends if end.converged and np.isfinite(end.loss)]
    if not reached:
        msg = (
            f"The positions were not found in {patience} steps ({ends[0].message}). "
            "Leave out words that only one or two texts have, or raise patience."
        )
        raise MethodError(msg)
    return min(reached, key=lambda end: end.loss)


def _searched(table: Numbers, start: Numbers, prior: float, patience: int) -> _Fit:
    """Search for the greatest likelihood from given positions."""
    documents, words = table.shape
    begin = np.concatenate([_standardised(start)[0], np.zeros(words), np.log(table.sum(axis=0) / table.sum())])
    # Late: it takes a moment to load.
    found = library("scipy.optimize").minimize(
        _loss,
        begin,
        args=(table, prior),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": patience, "maxfun": 2 * patience, "ftol": 1e-12, "gtol": 1e-8, "maxcor": 30},
    )
    positions, _ = _standardised(found.x[:documents])
    weights, constants = found.x[documents : documents + words], found.x[documents + words :]
    # A shift of all weights changes no share; the mean is 0 so that they can be compared.
    return _Fit(positions, weights - weights.mean(), constants, float(found.fun), bool(found.success), found.message)


def _loss(parameters: Numbers, table: Numbers, prior: float) -> tuple[float, Numbers]:
    """Return minus the log-likelihood, less what does not change, and its slope.

    Given how long the texts are, Poisson counts are multinomial: ``α`` falls out.
    """
    documents, words = table.shape
    positions, spread = _standardised(parameters[:documents])
    weights, constants = parameters[documents : documents + words], parameters[documents + words :]
    line = constants + np.outer(positions, weights)
    top = line.max(axis=1, keepdims=True)
    shares = np.exp(line - top)
    sums = shares.sum(axis=1, keepdims=True)
    sizes = table.sum(axis=1, keepdims=True)
    likelihood = (table * (line - top - np.log(sums))).sum() - 0.5 * ((weights / prior) ** 2).sum()
    rest = table - sizes * shares / sums
    by_position = rest @ weights
    # The slope along the positions, once their mean and standard deviation are held.
    by_position = by_position - by_position.mean() - positions * (by_position @ positions) / (documents - 1)
    slope = np.concatenate([by_position / spread, positions @ rest - weights / prior**2, rest.sum(axis=0)])
    return -float(likelihood) / table.sum(), -slope / table.sum()


def _standardised(values: Numbers) -> tuple[Numbers, float]:
    """Return values with mean 0 and standard deviation 1, and the standard deviation they had."""
    spread = float(values.std(ddof=1))
    return (values - values.mean()) / spread, spread


def _lengths(table: Numbers, positions: Numbers, weights: Numbers, constants: Numbers) -> tuple[Numbers, Numbers]:
    """Return α of the texts and ψ of the words, with the first α at 0."""
    line = constants + np.outer(positions, weights)
    lengths = np.log(table.sum(axis=1)) - np.log(np.exp(line).sum(axis=1))
    return lengths - lengths[0], constants + lengths[0]


def _errors(table: Numbers, positions: Numbers, weights: Numbers, constants: Numbers) -> Numbers:
    """Return the standard errors of the positions, the words' parameters taken as known."""
    line = constants + np.outer(positions, weights)
    shares = np.exp(line - line.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    variance = shares @ weights**2 - (shares @ weights) ** 2
    return np.asarray(1 / np.sqrt(table.sum(axis=1) * variance), dtype=np.float64)
