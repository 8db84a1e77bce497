"""Agreement at a glance: all coefficients side by side, of ratings and code by code.

Owns the tables; the formulas stand in :mod:`coursekit.content.reliability.coefficients` and
:mod:`coursekit.content.reliability.alpha`, the intervals in :mod:`coursekit.content.reliability.bootstrap`.
"""

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np
import pandas as pd

from coursekit.content.reliability.alpha import krippendorff_alpha
from coursekit.content.reliability.bootstrap import as_sample, check_draws
from coursekit.content.reliability.coefficients import fleiss_kappa, gwet_ac1, percent_agreement, scott_pi
from coursekit.content.reliability.judgements import judgements
from coursekit.content.reliability.kappa import cohen_kappa
from coursekit.content.reliability.presence import presence
from coursekit.content.reliability.resampling import middle, replicated
from coursekit.errors import MethodError
from coursekit.waiting import steps

#: What a coder can say of a code: not given, given. Named, so that a code no coder gave still has an AC1.
CODE_VALUES = (0, 1)


def agreement(
    ratings: pd.DataFrame,
    *,
    level: str = "nominal",
    replicates: int = 0,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Compute every coefficient that fits the ratings.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``value``; any number of coders, values may be missing.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of measurement for Krippendorff's alpha. The other coefficients take every
        difference between two values as the same. At the ordinal level words need an
        order: make them an ordered category of pandas.
    replicates : int
        How often to resample the units for intervals; 0 for none. See :func:`bootstrap`
        for what the intervals say.
    confidence : float
        Share of the resamples that an interval holds.
    seed : int
        Seed of the resampling.

    Returns
    -------
    pandas.DataFrame
        One row per coefficient; Cohen's kappa and Scott's pi only where there are two
        coders.

        - ``coefficient``: its name.
        - ``value``: 0 to 1 for the percentage, at most 1 for the others; missing where it
          is undefined because nothing varies.
        - ``low``, ``high``: limits of the interval, missing without replicates.
        - ``undefined``: replicates without a value (no variation), left out of the interval.
        - ``units``: units that two or more coders judged.
        - ``coders``: coders who judged anything.
        - ``judgements``: judgements of those units.

    Raises
    ------
    MethodError
        If the ratings cannot be compared; see :func:`krippendorff_alpha`.

    Examples
    --------
    >>> from coursekit.content.reliability.ratings import ratings_from_table
    >>> found = agreement(ratings_from_table([[80, 10], [5, 5]]))
    >>> found[["coefficient", "value"]].round(2).values.tolist()[:2]
    [['percent agreement', 0.85], ["Cohen's kappa", 0.32]]
    """
    check_draws(replicates, confidence)
    judged = judgements(ratings)
    of_unit = judged.given.sum(axis=0)
    coefficients: dict[str, Callable[..., float]] = {
        **coefficients_for(len(judged.coders)),
        "Gwet's AC1": gwet_ac1,
        "Krippendorff's alpha": partial(krippendorff_alpha, level=level),
    }
    rows = [
        {"coefficient": name, **_with_interval(ratings, coefficient, replicates, confidence, seed)}
        for name, coefficient in steps(list(coefficients.items()), "Computing agreement")
    ]
    table = pd.DataFrame(rows)
    table["units"] = int((of_unit >= 2).sum())
    table["coders"] = len(judged.coders)
    table["judgements"] = int(of_unit[of_unit >= 2].sum())
    return table


def agreement_by_code(
    codings: pd.DataFrame,
    *,
    units: Iterable[str] | pd.DataFrame | None = None,
    replicates: int = 0,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Compute agreement for each code: given to a unit, or not.

    Parameters
    ----------
    codings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``code``; a missing code says that the coder read the
        unit and found nothing.
    units : iterable of str or pandas.DataFrame, optional
        All units that every coder read; see :func:`presence`.
    replicates : int
        How often to resample the units for intervals; 0 for none.
    confidence : float
        Share of the resamples that an interval holds.
    seed : int
        Seed of the resampling.

    Returns
    -------
    pandas.DataFrame
        One row per code and coefficient, sorted by code.

        - ``code``, ``coefficient``.
        - ``value``: missing where it is undefined, because every coder gave the code to
          every unit.
        - ``low``, ``high``: limits of the interval, missing without replicates.
        - ``undefined``: replicates without a value (no variation), left out of the interval.
        - ``given``: how often the code was given, by all coders together. What an interval
          is worth hangs on this number, not on the number of units: of a code that few units
          bear it is too narrow, however many units were read (see :func:`bootstrap`).

    Raises
    ------
    MethodError
        If the codings cannot be compared, name a unit that is not among ``units``, or hold
        no code, or ``units`` is one text.

    Examples
    --------
    >>> codings = pd.DataFrame(
    ...     [("s1", "A", "water"), ("s1", "B", "water"), ("s2", "A", "trade"), ("s2", "B", "water")],
    ...     columns=["unit", "coder", "code"],
    ... )
    >>> found = agreement_by_code(codings).set_index(["code", "coefficient"])["value"]
    >>> found["trade", "percent agreement"], found["water", "percent agreement"]
    (np.float64(0.5), np.float64(0.5))
    """
    check_draws(replicates, confidence)
    answers = presence(codings, units)
    if answers.empty:
        msg = "The codings hold no code, only units in which none was found: there is nothing to compare."
        raise MethodError(msg)
    rows = []
    for code, ratings in steps(list(answers.groupby("code", sort=False)), "Comparing codes"):
        for name, coefficient in coefficients_for(ratings["coder"].nunique()).items():
            found = _with_interval(ratings, coefficient, replicates, confidence, seed)
            rows.append({"code": code, "coefficient": name, **found, "given": int(ratings["value"].sum())})
    return pd.DataFrame(rows)


def coefficients_for(coders: int) -> dict[str, Callable[..., float]]:
    """Return the coefficients that fit a yes-or-no question to a number of coders.

    Parameters
    ----------
    coders : int
        How many coders there are; Cohen's kappa and Scott's pi need two.

    Returns
    -------
    dict
        Functions by name, in the order in which they are listed.

    Examples
    --------
    >>> list(coefficients_for(3))
    ['percent agreement', "Fleiss' kappa", "Gwet's AC1", "Krippendorff's alpha"]
    """
    two: dict[str, Callable[..., float]] = {"Cohen's kappa": cohen_kappa, "Scott's pi": scott_pi} if coders == 2 else {}
    return {
        "percent agreement": percent_agreement,
        **two,
        "Fleiss' kappa": fleiss_kappa,
        "Gwet's AC1": partial(gwet_ac1, values=CODE_VALUES),
        "Krippendorff's alpha": krippendorff_alpha,
    }


def _with_interval(
    ratings: pd.DataFrame, coefficient: Callable[..., float], replicates: int, confidence: float, seed: int
) -> dict[str, float]:
    """Return value and interval of one coefficient."""
    value, values = coefficient(ratings), np.empty(0)
    sample = as_sample(ratings, coefficient, {}) if replicates else None
    if sample is not None:
        values = replicated(sample, replicates, seed)
    low, high = middle(values, confidence)
    return {"value": value, "low": low, "high": high, "undefined": int(np.isnan(values).sum())}
