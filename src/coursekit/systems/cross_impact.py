"""A cross-impact matrix: what a rise of each factor does to each other one.

Owns the reading of the matrix, the sums that give each factor a role, and the influence
that runs through others. The numbers are judgements of whoever filled the matrix in, and
no calculation makes them more than that.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.errors import MethodError
from coursekit.systems.columns import numbers, require_columns, require_count, require_known
from coursekit.systems.measures import ranks

#: The strongest impact: 3 strong, 2 clear, 1 weak, 0 none, with a sign for the direction.
STRONGEST = 3
_Numbers = npt.NDArray[np.float64]


def impact_matrix(impacts: pd.DataFrame, *, unknown: str = "error") -> pd.DataFrame:
    """Arrange judgements as a square matrix.

    Parameters
    ----------
    impacts : pandas.DataFrame
        One row per judgement: ``row`` (the factor that acts), ``column`` (the factor acted on)
        and ``impact``, a whole number from -3 to 3. A cell without a row has not been judged.
    unknown : str
        What to do with cells that nobody judged: ``error`` names them; ``missing`` leaves
        them empty; ``zero`` takes them for no impact, which is a judgement too.

    Returns
    -------
    pandas.DataFrame
        Factors in rows and columns, in the order of their first appearance; the diagonal is 0.

    Raises
    ------
    MethodError
        If a column is missing, an impact is out of range, a factor acts on itself, a pair is
        judged twice, or cells are missing.

    Examples
    --------
    >>> judged = pd.DataFrame({"row": ["A", "B"], "column": ["B", "A"], "impact": [2, -1]})
    >>> impact_matrix(judged).to_numpy().tolist()
    [[0.0, 2.0], [-1.0, 0.0]]
    """
    require_columns(impacts, ["row", "column", "impact"], "impacts")
    require_known(unknown, ("error", "missing", "zero"), "way to treat unknown cells:")
    values = numbers(impacts["impact"], "impacts")
    _require_judgements(impacts, values)
    factors = list(dict.fromkeys([*impacts["row"], *impacts["column"]]))
    matrix = impacts.assign(impact=values).pivot_table(index="row", columns="column", values="impact")
    matrix = matrix.reindex(index=factors, columns=factors)
    matrix = matrix.mask(np.eye(len(factors), dtype=bool), 0.0)
    if unknown == "error" and matrix.isna().any(axis=None):
        absent = [(row, column) for row in factors for column in factors if pd.isna(matrix.loc[row, column])]
        row, column = absent[0]
        raise MethodError(
            f"The impacts: {len(absent)} cells are not judged, the first is {row!r} on {column!r}. "
            "Write 0 where you see no impact, or pass unknown='zero'."
        )
    return matrix.fillna(0.0) if unknown == "zero" else matrix


def _require_judgements(impacts: pd.DataFrame, values: "pd.Series[float]") -> None:
    for index, row, column, value in zip(impacts.index, impacts["row"], impacts["column"], values, strict=True):
        if row == column:
            raise MethodError(f"The impacts: row {index}: {row!r} acts on itself. Leave the row out.")
        if abs(value) > STRONGEST or value % 1:
            msg = f"The impacts: row {index} ({row!r} on {column!r}) is {value:g}"
            raise MethodError(f"{msg}, expected a whole number from -{STRONGEST} to {STRONGEST}.")
    twice = impacts.index[impacts.duplicated(["row", "column"])]
    if len(twice):
        raise MethodError(f"The impacts: row {twice[0]} judges a pair a second time. Keep one of the two.")


def cross_impact(impacts: pd.DataFrame, *, unknown: str = "error") -> pd.DataFrame:
    """Give each factor its active and passive sum, and its role.

    Sums are of strengths, whatever their direction (F. Vester's "paper computer"): the active
    sum is how strongly a factor acts on the others, the passive sum how strongly they act on it.

    Parameters
    ----------
    impacts : pandas.DataFrame
        As for :func:`impact_matrix`.
    unknown : str
        ``error`` or ``zero``, as for :func:`impact_matrix`.

    Returns
    -------
    pandas.DataFrame
        One row per factor.

        - ``active``, ``passive``: sums of strengths.
        - ``quotient``: active / passive (missing if nothing acts on it); ``product``: active × passive.
        - ``pushes``, ``pushed``: sums with their signs: the direction in which it acts, and in which
          the others would move it if all of them rose.
        - ``role``: *active* (acts more than the average factor and is acted on less), *passive* (the
          reverse), *critical* (more of both), *buffering* (less of both), *neutral* (exactly average
          in one of the two). Vester reads roles from the whole map; the cut at the average is
          ours.

    Raises
    ------
    MethodError
        As :func:`impact_matrix`.

    Examples
    --------
    >>> judged = pd.DataFrame({"row": ["A", "B"], "column": ["B", "A"], "impact": [2, -1]})
    >>> cross_impact(judged)[["factor", "active", "passive", "role"]].values.tolist()
    [['A', 2.0, 1.0, 'active'], ['B', 1.0, 2.0, 'passive']]
    """
    require_known(unknown, ("error", "zero"), "way to treat unknown cells:")
    matrix = impact_matrix(impacts, unknown=unknown)
    strength = matrix.abs()
    active, passive = strength.sum(axis="columns"), strength.sum(axis="index")
    table = pd.DataFrame(
        {
            "factor": matrix.index,
            "active": active.to_numpy(),
            "passive": passive.to_numpy(),
            "quotient": (active / passive.where(passive > 0)).to_numpy(),
            "product": (active * passive).to_numpy(),
            "pushes": matrix.sum(axis="columns").to_numpy(),
            "pushed": matrix.sum(axis="index").to_numpy(),
        }
    )
    # Both sums have the same average: each impact counts once as given and once as received.
    average = active.mean()
    table["role"] = [_role(one, other, average) for one, other in zip(table["active"], table["passive"], strict=True)]
    return table


def _role(active: float, passive: float, average: float) -> str:
    if average in (active, passive):
        return "neutral"
    if active > average:
        return "critical" if passive > average else "active"
    return "passive" if passive > average else "buffering"


def indirect_impact(impacts: pd.DataFrame, *, steps: int = 3, unknown: str = "error") -> pd.DataFrame:
    """Count influence that runs through other factors: powers of the matrix (MICMAC).

    The k-th power of the matrix of strengths counts the ways of k links from one factor to
    another, each with the product of its strengths. A way may pass a factor more than once and
    may lead back to the factor where it began; such ways count too. The method is M. Godet's; the formula as in
    R. Díaz, Indirect influences, arXiv:0906.1610. A factor that rises in rank with k works
    through others.

    Parameters
    ----------
    impacts : pandas.DataFrame
        As for :func:`impact_matrix`.
    steps : int
        The highest power.
    unknown : str
        ``error`` or ``zero``, as for :func:`impact_matrix`.

    Returns
    -------
    pandas.DataFrame
        One row per factor and power: ``factor``, ``steps`` (1 is direct), ``influence`` and
        ``dependence`` (shares of the whole, so that powers compare) and their ranks
        ``influence_rank`` and ``dependence_rank``.

    Raises
    ------
    MethodError
        As :func:`impact_matrix`, or if ``steps`` is below 1.

    Examples
    --------
    >>> judged = pd.DataFrame({"row": ["A", "B"], "column": ["B", "A"], "impact": [2, -1]})
    >>> indirect_impact(judged, steps=2)["influence"].round(2).tolist()
    [0.67, 0.33, 0.5, 0.5]
    """
    require_count(steps, "steps")
    require_known(unknown, ("error", "zero"), "way to treat unknown cells:")
    matrix = impact_matrix(impacts, unknown=unknown)
    strength: _Numbers = matrix.abs().to_numpy()
    parts = [
        _influence(np.linalg.matrix_power(strength, power), list(matrix.index), power) for power in range(1, steps + 1)
    ]
    return pd.concat(parts, ignore_index=True)


def _influence(power: _Numbers, factors: list[Any], steps: int) -> pd.DataFrame:
    # Nothing runs so many steps in a matrix without loops: shares of nothing are 0.
    whole = power.sum() or 1.0
    table = pd.DataFrame({"factor": factors, "steps": steps})
    table["influence"], table["dependence"] = power.sum(axis=1) / whole, power.sum(axis=0) / whole
    for name in ("influence", "dependence"):
        table[f"{name}_rank"] = ranks(table[name])
    return table
