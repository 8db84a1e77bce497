"""Coefficients of agreement for named values: percent, Scott, Fleiss, Gwet.

Owns the formulas that need nothing but the counts of values per unit. Cohen's kappa
stands in :mod:`coursekit.content.reliability.kappa`, Krippendorff's alpha in
:mod:`coursekit.content.reliability.alpha`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from coursekit.content.reliability.judgements import Judgements, compared, counts, judgements
from coursekit.content.reliability.resampling import Sample, point, ratio, summed
from coursekit.content.reliability.scales import Matrix
from coursekit.errors import MethodError


def beyond_chance(observed: Matrix, chance: Matrix) -> Matrix:
    """Return the share of the agreement possible beyond chance that was reached.

    Parameters
    ----------
    observed, chance : numpy.ndarray
        Observed agreement and agreement expected by chance, 0 to 1.

    Returns
    -------
    numpy.ndarray
        ``(observed - chance) / (1 - chance)``; NaN where chance leaves no room.

    Examples
    --------
    >>> beyond_chance(np.array([0.7, 1.0]), np.array([0.5, 1.0])).tolist()
    [0.3999999999999999, nan]
    """
    room = 1 - chance
    return ratio(observed - chance, np.where(room > 1e-12, room, 0))


def percent_agreement(ratings: pd.DataFrame) -> float:
    """Return how often two coders of a unit gave it the same value.

    Agreement of each unit is the share of its pairs of coders who agree; the units that
    two or more coders judged count alike. It takes no account of chance, and rises as
    soon as one value is given almost everywhere.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``value``; any number of coders, values may be missing.

    Returns
    -------
    float
        0 (no pair agrees) to 1 (all agree).

    Raises
    ------
    MethodError
        If the ratings cannot be compared (see :func:`krippendorff_alpha`).

    Examples
    --------
    >>> from coursekit.content.reliability.ratings import ratings_from_rows
    >>> percent_agreement(ratings_from_rows({"A": "1221", "B": "1222"}))
    0.75
    """
    return point(percent_sample(ratings))


def percent_sample(ratings: pd.DataFrame) -> Sample:
    """Return percent agreement as a sample, for resampling."""
    return Sample(counts(compared(judgements(ratings))), _percent)


def _percent(table: Matrix, weights: Matrix) -> Matrix:
    judged = table.sum(axis=1)
    agreeing = (table * (table - 1)).sum(axis=1) / np.maximum(judged * (judged - 1), 1)
    pairs = summed(weights, (judged >= 2).astype(float))
    return ratio(summed(weights, agreeing), pairs)


def two_coders(judged: Judgements, what: str) -> None:
    """Make sure that there are exactly two coders.

    Parameters
    ----------
    judged : Judgements
        Judgements.
    what : str
        The coefficient, as the message calls it.

    Raises
    ------
    MethodError
        If there are more or fewer; names them, and what takes any number.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["s1", "s1"], "coder": ["A", "B"], "value": [1, 2]})
    >>> two_coders(judgements(frame), "Cohen's kappa")
    """
    if len(judged.coders) != 2:
        names = ", ".join(map(str, judged.coders))
        msg = (
            f"{what} compares two coders, and there are {len(judged.coders)}: {names}. "
            "Choose two of them, or use fleiss_kappa or krippendorff_alpha, which take any number."
        )
        raise MethodError(msg)


def scott_pi(ratings: pd.DataFrame) -> float:
    """Compute Scott's pi of two coders.

    As Cohen's kappa, but chance pairs values with the shares that both coders together
    gave them: two coders with different habits do not profit from that (Scott 1955,
    *Public Opinion Quarterly* 19).

    Parameters
    ----------
    ratings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``value``, of exactly two coders. Units that one of
        them did not judge are left out.

    Returns
    -------
    float
        1 for full agreement, 0 for what chance would give; NaN if only one value occurs.

    Raises
    ------
    MethodError
        If there are not two coders, or the ratings cannot be compared.

    Examples
    --------
    >>> from coursekit.content.reliability.ratings import ratings_from_table
    >>> round(scott_pi(ratings_from_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]])), 4)
    0.7962
    """
    return point(pi_sample(ratings))


def pi_sample(ratings: pd.DataFrame) -> Sample:
    """Return Scott's pi as a sample, for resampling."""
    judged = judgements(ratings)
    two_coders(judged, "Scott's pi")
    return Sample(counts(compared(judged)), _fleiss)


def fleiss_kappa(ratings: pd.DataFrame) -> float:
    """Compute Fleiss' kappa of two or more coders.

    Chance pairs values with the shares that all coders together gave them (Fleiss 1971,
    *Psychological Bulletin* 76). Where units were judged by different numbers of coders,
    a unit adds to the shares the mean of its own judgements, and to the observed agreement
    if two or more judged it: the extension in Gwet's *Handbook of Inter-Rater Reliability*
    as the package irrCAC computes it. With two coders and nothing missing this is Scott's
    pi, not Cohen's kappa.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``value``; any number of coders, values may be missing.

    Returns
    -------
    float
        1 for full agreement, 0 for what chance would give; NaN if only one value occurs.

    Raises
    ------
    MethodError
        If the ratings cannot be compared.

    Examples
    --------
    >>> from coursekit.content.reliability.ratings import ratings_from_rows
    >>> rows = {"A": "123321412...", "B": "1233224125.3", "C": ".3332342251.", "D": "12332441251."}
    >>> round(fleiss_kappa(ratings_from_rows(rows)), 4)
    0.7612
    """
    return point(fleiss_sample(ratings))


def fleiss_sample(ratings: pd.DataFrame) -> Sample:
    """Return Fleiss' kappa as a sample, for resampling."""
    return Sample(counts(judgements(ratings)), _fleiss)


def _fleiss(table: Matrix, weights: Matrix) -> Matrix:
    return beyond_chance(_percent(table, weights), (_shares(table, weights) ** 2).sum(axis=1))


def _shares(table: Matrix, weights: Matrix) -> Matrix:
    """Return the share of each value: the mean over units of the unit's own shares."""
    shares = summed(weights, table / table.sum(axis=1, keepdims=True))
    return np.asarray(shares / weights.sum(axis=1, keepdims=True))


def gwet_ac1(ratings: pd.DataFrame, *, values: Sequence[Any] | None = None) -> float:
    """Compute Gwet's AC1 of two or more coders.

    Chance is ``sum(share * (1 - share)) / (number of values - 1)``: it is small where one
    value is given almost everywhere, so that AC1 stays near the percentage where kappa
    falls (Gwet 2008, *British Journal of Mathematical and Statistical Psychology* 61).
    Missing judgements are treated as in :func:`fleiss_kappa`.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``value``; any number of coders, values may be missing.
    values : sequence, optional
        All values that the codebook allows. Without it, those that occur; AC1 depends on
        their number, so name them where one was never used.

    Returns
    -------
    float
        1 for full agreement, 0 for what chance would give; NaN if there is one value only.

    Raises
    ------
    MethodError
        If the ratings cannot be compared, or a value is not among ``values``.

    Examples
    --------
    >>> from coursekit.content.reliability.ratings import ratings_from_table
    >>> round(gwet_ac1(ratings_from_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]])), 4)
    0.8493
    """
    return point(ac1_sample(ratings, values=values))


def ac1_sample(ratings: pd.DataFrame, *, values: Sequence[Any] | None = None) -> Sample:
    """Return Gwet's AC1 as a sample, for resampling."""
    return Sample(counts(judgements(ratings, order=values)), _ac1)


def _ac1(table: Matrix, weights: Matrix) -> Matrix:
    values = table.shape[1]
    if values < 2:
        return np.full(len(weights), np.nan)
    shares = _shares(table, weights)
    return beyond_chance(_percent(table, weights), (shares * (1 - shares)).sum(axis=1) / (values - 1))
