"""Cohen's kappa of two coders, plain and weighted.

Owns the coefficient that knows who is who: each coder has shares of their own.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from coursekit.content.reliability.coefficients import two_coders
from coursekit.content.reliability.judgements import Judgements, judgements
from coursekit.content.reliability.resampling import Sample, ratio
from coursekit.content.reliability.scales import Matrix
from coursekit.errors import MethodError, library, nearest

#: How far apart two values are in the weighted kappa.
WEIGHTS = ("linear", "quadratic")


def cohen_kappa(ratings: pd.DataFrame, *, weights: str | None = None, order: Sequence[Any] | None = None) -> float:
    """Compute Cohen's kappa of two coders.

    ``(p_o - p_e) / (1 - p_e)``, where chance ``p_e`` pairs the values of the two coders at
    random, each with the shares in which that coder used them (Cohen 1960, *Educational
    and Psychological Measurement* 20). With weights, a disagreement counts by how many
    steps of the scale lie between the two values, or by the square of that (Cohen 1968,
    *Psychological Bulletin* 70). Computed by scikit-learn.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``value``, of exactly two coders. Units that one of
        them did not judge are left out.
    weights : {"linear", "quadratic"}, optional
        Weights of a disagreement; without them all disagreements are alike.
    order : sequence, optional
        All values from the lowest to the highest. Needed with weights where values are
        not numbers; without it the steps are counted between the values that occur in
        the units both coders judged.

    Returns
    -------
    float
        1 for full agreement, 0 for what chance would give. NaN if both coders used one
        and the same value throughout: then chance alone explains everything.

    Raises
    ------
    MethodError
        If there are not two coders, the weights are unknown, the order of the values is
        not known, or the ratings cannot be compared.

    Examples
    --------
    >>> from coursekit.content.reliability.ratings import ratings_from_table
    >>> round(cohen_kappa(ratings_from_table([[20, 5], [10, 15]])), 4)
    0.4
    """
    if weights is not None and weights not in WEIGHTS:
        msg = f"There are no weights {weights!r} for Cohen's kappa. {nearest(str(weights), WEIGHTS)}"
        raise MethodError(msg)
    judged = judgements(ratings, level="ordinal" if weights else "nominal", order=order)
    pairs, size = _paired(judged, "Cohen's kappa", whole=_has_order(ratings, order))
    if len(np.unique(pairs)) < 2:
        return float("nan")
    # Late: scikit-learn takes a second to load, and most of the course needs none of it.
    metrics = library("sklearn.metrics")
    return float(metrics.cohen_kappa_score(*pairs.T, labels=range(size), weights=weights))


def kappa_sample(ratings: pd.DataFrame, *, weights: str | None = None, order: Sequence[Any] | None = None) -> Sample:
    """Return Cohen's kappa as a sample: a thousand calls of scikit-learn would take seconds."""
    judged = judgements(ratings, level="ordinal" if weights else "nominal", order=order)
    pairs, size = _paired(judged, "Cohen's kappa", whole=_has_order(ratings, order))
    steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(float)
    distance = {None: (steps > 0).astype(float), "linear": steps, "quadratic": steps**2}[weights]
    return Sample(pairs, partial(_kappa, distance=distance))


def _kappa(table: Matrix, weights: Matrix, *, distance: Matrix) -> Matrix:
    size = len(distance)
    pairs = table.astype(int)
    rows, columns = weights @ np.eye(size)[pairs[:, 0]], weights @ np.eye(size)[pairs[:, 1]]
    observed = weights @ distance[pairs[:, 0], pairs[:, 1]]
    expected = ((rows @ distance) * columns).sum(axis=1) / np.maximum(rows.sum(axis=1), 1)
    return 1 - ratio(observed, expected)


def _has_order(ratings: pd.DataFrame, order: Sequence[Any] | None) -> bool:
    """Return whether the whole scale is known, so that values nobody used are steps too."""
    kind = ratings["value"].dtype
    return order is not None or (isinstance(kind, pd.CategoricalDtype) and bool(kind.ordered))


def _paired(judged: Judgements, what: str, *, whole: bool) -> tuple[Matrix, int]:
    """Return the two values of every unit that both coders judged, and how many values there are.

    Unless the whole scale counts, the values are numbered anew by those of these units. The
    coders stand in the order of their names, so that resampling does not hang on the rows.
    """
    two_coders(judged, what)
    coders = sorted(range(2), key=lambda coder: str(judged.coders[coder]))
    pairs = judged.grid[coders][:, judged.given.all(axis=0)].T
    if whole:
        return pairs.astype(float), len(judged.scale)
    met, places = np.unique(pairs, return_inverse=True)
    return places.reshape(pairs.shape).astype(float), len(met)
