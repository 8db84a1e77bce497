"""A coefficient over resamples of the units: one formula, many weights.

Each coefficient of this package is kept as a :class:`Sample`: a table with one row per
unit, and a formula over weighted sums of the rows. Computing it is the formula with every
weight 1; resampling the units is the same formula with random weights.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coursekit.content.reliability.scales import Matrix
from coursekit.waiting import steps

#: Weights held in memory at once, in numbers of eight bytes.
MOST_WEIGHTS = 4_000_000


@dataclass(frozen=True)
class Sample:
    """A coefficient, ready to be computed once or over many resamples of the units.

    Attributes
    ----------
    table : numpy.ndarray
        One row per unit.
    formula : callable
        Takes the table and weights (one row per resample, one column per row of the table)
        and returns the coefficient of each resample, NaN where it is undefined.
    """

    table: Matrix
    formula: Callable[[Matrix, Matrix], Matrix]


def point(sample: Sample) -> float:
    """Return the coefficient of the units as they are.

    Parameters
    ----------
    sample : Sample
        The coefficient.

    Returns
    -------
    float
        Its value, NaN where it is undefined.

    Examples
    --------
    >>> point(Sample(np.array([[1.0], [3.0]]), lambda table, weights: (weights @ table)[:, 0]))
    4.0
    """
    return float(sample.formula(sample.table, np.ones((1, len(sample.table))))[0])


def summed(weights: Matrix, table: Matrix) -> Matrix:
    """Return weighted sums over the units, one row per row of weights.

    Parameters
    ----------
    weights : numpy.ndarray
        One row per resample, one column per unit.
    table : numpy.ndarray
        One row, or one number, per unit.

    Returns
    -------
    numpy.ndarray
        The product of the two.

    Examples
    --------
    >>> summed(np.array([[1.0, 2.0]]), np.array([[1.0, 0.0], [3.0, 1.0]])).tolist()
    [[7.0, 2.0]]
    """
    # Not with @: its threads wait for each other, on a busy machine ten times as long as the sums take.
    return np.asarray(np.einsum("bu,u...->b...", weights, table))


def ratio(part: Matrix, whole: Matrix) -> Matrix:
    """Return a part over its whole.

    Parameters
    ----------
    part, whole : numpy.ndarray
        Numbers of equal shape.

    Returns
    -------
    numpy.ndarray
        NaN where the whole is not above zero: there the coefficient is undefined.

    Examples
    --------
    >>> ratio(np.array([1.0, 0.0]), np.array([2.0, 0.0])).tolist()
    [0.5, nan]
    """
    return np.asarray(np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0))


def replicated(sample: Sample, replicates: int, seed: int, *, label: str | None = None) -> Matrix:
    """Return the coefficient of each resample of the units.

    Units whose rows are alike are exchangeable, so that it is enough to draw how often
    each kind of row is met: the same distribution, at a fraction of the work.

    Parameters
    ----------
    sample : Sample
        The coefficient.
    replicates : int
        How often to resample.
    seed : int
        Seed of the draws.
    label : str, optional
        What a progress bar calls the work; without it there is none, for callers who have
        one of their own.

    Returns
    -------
    numpy.ndarray
        One value per resample.

    Examples
    --------
    >>> totals = Sample(np.array([[1.0], [3.0]]), lambda table, weights: (weights @ table)[:, 0])
    >>> sorted(set(replicated(totals, 50, seed=0).tolist()))
    [2.0, 4.0, 6.0]
    """
    kinds, frequency = np.unique(sample.table, axis=0, return_counts=True)
    draw, units = np.random.default_rng(seed), len(sample.table)
    size = max(1, MOST_WEIGHTS // len(kinds))
    sizes = [min(size, replicates - done) for done in range(0, replicates, size)]
    drawn = (draw.multinomial(units, frequency / units, size=some).astype(float) for some in sizes)
    shown = steps(drawn, label, total=len(sizes)) if label else drawn
    return np.concatenate([sample.formula(kinds, weights) for weights in shown])


def middle(values: Matrix, confidence: float) -> tuple[float, float]:
    """Return the limits that hold the middle share of the values that are defined.

    Parameters
    ----------
    values : numpy.ndarray
        Values, NaN where undefined.
    confidence : float
        The share, between 0 and 1.

    Returns
    -------
    tuple of float
        Lower and upper limit, NaN if no value is defined.

    Examples
    --------
    >>> middle(np.array([1.0, 2.0, 3.0, np.nan]), 0.5)
    (1.5, 2.5)
    """
    defined = values[~np.isnan(values)]
    if not defined.size:
        return float("nan"), float("nan")
    low, high = np.quantile(defined, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
