"""Krippendorff's alpha: any number of coders, missing values, four levels of measurement.

Owns the coefficient and its difference functions. Sources of the formulas: Krippendorff
2011, *Computing Krippendorff's alpha-reliability*, and 2019, *Content analysis*, 4th
edition, chapter 12.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from coursekit.content.reliability.judgements import Judgements, compared, counts, judgements
from coursekit.content.reliability.resampling import Sample, point, ratio, summed
from coursekit.content.reliability.scales import Matrix


def krippendorff_alpha(ratings: pd.DataFrame, *, level: str = "nominal", order: Sequence[Any] | None = None) -> float:
    """Compute Krippendorff's alpha.

    ``1 - D_o / D_e``: the disagreement observed within units, over the disagreement that
    would be expected if the values had been shared out among the units at random. Pairs of
    values of a unit that ``m`` coders judged weigh ``1 / (m - 1)`` each; units with one
    judgement are left out. How much two values differ depends on the level:

    - nominal: 1 if they differ, else 0;
    - ordinal: the square of the number of judgements between them (the ends by half);
    - interval: the square of their difference;
    - ratio: the square of their difference over their sum.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``value``: one row per judgement, in any order, a
        missing value or no row where a coder gave none. Columns ``unit`` and ``coder`` of
        pandas' categorical type, as :func:`ratings_from_wide` makes them, are fastest.
    level : {"nominal", "ordinal", "interval", "ratio"}
        What the values are: names, ranks, numbers, amounts from zero.
    order : sequence, optional
        At the ordinal level, the values from the lowest to the highest; not needed if they
        are numbers or an ordered category.

    Returns
    -------
    float
        1 for full agreement, 0 for what chance would give, below 0 for systematic
        disagreement. NaN if the compared values do not vary at all: nothing then shows
        that the coders could have told one value from another, and 0 is divided by 0.

    Raises
    ------
    MethodError
        If a column is missing, a coder judged a unit twice, fewer than two coders or no
        unit judged by two of them is there, a value is not what the level needs, or the
        order of words is not given. The message names value, unit and coder.

    Examples
    --------
    >>> from coursekit.content.reliability.ratings import ratings_from_rows
    >>> rows = {"A": "123321412...", "B": "1233224125.3", "C": ".3332342251.", "D": "12332441251."}
    >>> [round(krippendorff_alpha(ratings_from_rows(rows), level=level), 4) for level in ("nominal", "interval")]
    [0.7434, 0.8491]
    """
    return point(alpha_sample(ratings, level=level, order=order))


def alpha_sample(ratings: pd.DataFrame, *, level: str = "nominal", order: Sequence[Any] | None = None) -> Sample:
    """Return Krippendorff's alpha as a sample, for resampling."""
    judged = compared(judgements(ratings, level=level, order=order))
    if level == "interval":
        return Sample(_moments(judged), _interval)
    table = counts(judged)
    if level == "ratio":
        return Sample(table, partial(_by_distance, distance=_ratio(np.array(judged.scale, dtype=float))))
    return Sample(table, _ordinal if level == "ordinal" else _nominal)


def _moments(judged: Judgements) -> Matrix:
    """Return number, sum and sum of squares of the values of each unit."""
    squares = np.einsum("cu,cu->u", judged.grid, judged.grid)
    return np.stack([judged.given.sum(axis=0), judged.grid.sum(axis=0), squares]).T


def _nominal(table: Matrix, weights: Matrix) -> Matrix:
    judged = table.sum(axis=1)
    within = (judged**2 - np.einsum("uv,uv->u", table, table)) / (judged - 1)
    totals = summed(weights, table)
    number = totals.sum(axis=1)
    return _alpha(summed(weights, within), number**2 - (totals**2).sum(axis=1), number)


def _interval(table: Matrix, weights: Matrix) -> Matrix:
    number, total, squares = table.T
    within = 2 * (number * squares - total**2) / (number - 1)
    numbers, totals, all_squares = summed(weights, table).T
    between = 2 * (numbers * all_squares - totals**2)
    # Of equal values rounding leaves a trace, which must not pass for variation.
    between = np.where(between > 1e-12 * numbers * all_squares, between, 0)
    return _alpha(summed(weights, within), between, numbers)


def _ordinal(table: Matrix, weights: Matrix) -> Matrix:
    """Compare ranks: the judgements between two values, the ends by half, are a difference of mean ranks."""
    judged = table.sum(axis=1)
    totals = summed(weights, table)
    ranks = np.cumsum(totals, axis=1) - totals / 2
    within = 2 * (judged * summed(ranks**2, table.T) - summed(ranks, table.T) ** 2) / (judged - 1)
    number = totals.sum(axis=1)
    between = 2 * (number * (totals * ranks**2).sum(axis=1) - (totals * ranks).sum(axis=1) ** 2)
    return _alpha((weights * within).sum(axis=1), np.where((totals > 0).sum(axis=1) > 1, between, 0), number)


def _ratio(values: Matrix) -> Matrix:
    """Return the square of difference over sum of every two values."""
    sums = np.add.outer(values, values)
    return np.divide(np.subtract.outer(values, values), sums, out=np.zeros_like(sums), where=sums > 0) ** 2


def _by_distance(table: Matrix, weights: Matrix, *, distance: Matrix) -> Matrix:
    within = np.einsum("uv,uv->u", table @ distance, table) / (table.sum(axis=1) - 1)
    totals = summed(weights, table)
    return _alpha(summed(weights, within), ((totals @ distance) * totals).sum(axis=1), totals.sum(axis=1))


def _alpha(within: Matrix, between: Matrix, number: Matrix) -> Matrix:
    """Return one minus observed over expected disagreement, both summed over ordered pairs."""
    expected = between / np.maximum(number - 1, 1)
    return 1 - ratio(within, expected)
