"""What if one factor rose? A cross-impact matrix set in motion.

Owns the fuzzy cognitive map that turns judgements into a settled state, the runs with
doubtful judgements, and the search for the judgement that matters most. A scenario says
what follows from the judgements. It is no forecast: values have no unit, and only their
signs and their order are to be read.
"""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.errors import MethodError
from coursekit.systems.columns import require_count, require_known, require_share
from coursekit.systems.cross_impact import STRONGEST, impact_matrix

#: What keeps a value within bounds: ``tanh`` between -1 and 1, ``logistic`` between 0 and 1.
SQUASHES = ("tanh", "logistic")
#: A value nearer to 0 than this is "as before".
_STILL = 1e-3
_MOST_STEPS = 500
_Numbers = npt.NDArray[np.float64]


def fuzzy_cognitive_map(  # noqa: PLR0913  the map and its start, four choices of the rule
    weights: pd.DataFrame,
    start: Mapping[str, float],
    *,
    held: Collection[str] = (),
    squash: str = "tanh",
    steepness: float = 1.0,
    steps: int = 50,
) -> pd.DataFrame:
    r"""Let factors act on one another, step by step.

    Kosko's rule: :math:`A_i(k+1) = f(\sum_{j} w_{ji} A_j(k))` with
    :math:`f(x) = \tanh(\lambda x)` or :math:`1/(1 + e^{-\lambda x})`. The sum runs over all
    factors: a number other than 0 on the diagonal lets a factor act on itself. Held factors keep their
    start value in every step ("clamped"). The idea is that of B. Kosko, Fuzzy cognitive maps,
    International Journal of Man-Machine Studies 24, 1986, 65-75; rule and functions as in the R
    package *fcm* (Dikopoulou and Papageorgiou, 2017), whose example the tests repeat.

    Parameters
    ----------
    weights : pandas.DataFrame
        Square: the factor in the row acts on the factor in the column, from -1 to 1.
    start : mapping of str to float
        Value of each factor at first, from -1 to 1; 0 for those not named.
    held : collection of str
        Factors that keep their start value.
    squash : str
        ``tanh`` or ``logistic``. With ``logistic`` a factor that nothing acts on rests at 0.5.
    steepness : float
        The number λ, above 0.
    steps : int
        How many steps.

    Returns
    -------
    pandas.DataFrame
        ``step`` (0 is the start), ``factor``, ``value``.

    Raises
    ------
    MethodError
        If the matrix is empty or not square, names a factor twice or holds anything but
        numbers from -1 to 1, if a name is unknown, or if a start or an option is out of range.

    Examples
    --------
    >>> weights = pd.DataFrame([[0, 1], [0, 0]], index=["A", "B"], columns=["A", "B"])
    >>> fuzzy_cognitive_map(weights, {"A": 1}, held=["A"], steps=1)["value"].round(3).tolist()
    [1.0, 0.0, 1.0, 0.762]
    """
    factors = _square(weights)
    require_known(squash, SQUASHES, "function")
    require_count(steps, "steps")
    if not steepness > 0:
        raise MethodError(f"The steepness is {steepness}, expected a number above 0.")
    for name in (*start, *held):
        require_known(name, factors, "factor")
    for name, value in start.items():
        if not -1 <= value <= 1:
            raise MethodError(f"The start: {name!r} is {value}, expected a number from -1 to 1.")
    state = np.array([float(start.get(name, 0.0)) for name in factors])
    keep = np.array([name in set(held) for name in factors])
    first, states = state, [state]
    for _ in range(steps):
        state = np.where(keep, first, _squashed(state @ weights.to_numpy(dtype=float), squash, steepness))
        states.append(state)
    rows = [
        (step, name, value) for step, values in enumerate(states) for name, value in zip(factors, values, strict=True)
    ]
    return pd.DataFrame(rows, columns=["step", "factor", "value"])


def _square(weights: pd.DataFrame) -> list[Any]:
    if list(weights.index) != list(weights.columns) or weights.isna().any(axis=None):
        raise MethodError(
            "The weights: expected the same factors in rows and columns, in the same order, none missing."
        )
    factors = list(weights.index)
    if not factors:
        raise MethodError("The weights: the matrix is empty, expected at least one factor.")
    if twice := [name for name in factors if factors.count(name) > 1]:
        raise MethodError(f"The weights: the factor {twice[0]!r} stands there twice. Give the two different names.")
    read = weights.apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float)
    wrong = np.argwhere(~(np.abs(read) <= 1))
    if len(wrong):
        row, column = wrong[0]
        msg = f"The weights: {factors[row]!r} on {factors[column]!r} is {weights.iloc[row, column]}"
        raise MethodError(f"{msg}, expected a number from -1 to 1.")
    return factors


def _squashed(values: _Numbers, squash: str, steepness: float) -> _Numbers:
    made: _Numbers = np.tanh(steepness * values) if squash == "tanh" else 1 / (1 + np.exp(-steepness * values))
    return made


def scenarios(  # noqa: PLR0913  judgements and pushes, five choices of the runs
    impacts: pd.DataFrame,
    pushes: Mapping[str, Mapping[str, float]] | None = None,
    *,
    runs: int = 500,
    seed: int = 0,
    doubt: int = 1,
    confidence: float = 0.9,
    unknown: str = "error",
) -> pd.DataFrame:
    r"""Hold some factors above or below their present state and see where the others settle.

    The rule is that of :func:`fuzzy_cognitive_map` with ``tanh`` and weights
    :math:`w_{ji} = \text{impact}_{ji} / (3 (n-1))`: a factor follows the average push of the
    others. 0 is the state as it is, 1 and -1 are the most and the least one can think of. With
    these weights the incoming strengths of a factor add up to 1 at most, so the rule settles at
    one state, whatever the start (a contraction).

    How far to trust a result is asked of the judgements themselves: in each run every cell is
    one person's view, shifted by a whole number between ``-doubt`` and ``doubt`` at random and
    kept within -3 and 3.

    Parameters
    ----------
    impacts : pandas.DataFrame
        As for :func:`coursekit.systems.impact_matrix`.
    pushes : mapping, optional
        Name of a scenario -> factors held, with values from -1 to 1. By default one scenario
        per factor, ``more …``, which holds it at 1.
    runs : int
        How many shifted matrices.
    seed : int
        The same seed, the same shifts; all scenarios share them, so that they compare.
    doubt : int
        The greatest shift of a judgement, 0 to 3.
    confidence : float
        Share of the runs between ``low`` and ``high``.
    unknown : str
        ``error`` or ``zero``, as for :func:`coursekit.systems.impact_matrix`.

    Returns
    -------
    pandas.DataFrame
        One row per scenario and factor: ``scenario``, ``factor``, ``held``, ``direct`` (the push
        of the held factors alone), ``value`` (with what comes through the others, the
        judgements as given), ``low``, ``high``, and ``rises`` and ``falls``: shares of the runs in
        which it ends above or below the present state.

    Raises
    ------
    MethodError
        If there is no scenario, if one names an unknown factor or a value out of range, or as ``impact_matrix``.

    Examples
    --------
    >>> judged = pd.DataFrame({"row": ["A", "B"], "column": ["B", "A"], "impact": [3, 0]})
    >>> table = scenarios(judged, {"more A": {"A": 1}}, runs=20, seed=1)
    >>> table[["factor", "held", "value"]].round(2).values.tolist()
    [['A', True, 1.0], ['B', False, 0.76]]
    """
    require_count(runs, "runs")
    require_share(confidence, "confidence")
    if doubt not in range(STRONGEST + 1):
        raise MethodError(f"The doubt is {doubt}, expected a whole number from 0 to {STRONGEST}.")
    matrix = _filled(impacts, unknown)
    pushes = {f"more {name}": {name: 1.0} for name in matrix.index} if pushes is None else pushes
    if not pushes:
        raise MethodError("There is no scenario. Name one and what it holds, or leave the pushes out.")
    given = matrix.to_numpy()
    shifted = _shifted(given, runs, doubt, np.random.default_rng(seed))
    parts = [
        _scenario(name, matrix, _held(push, list(matrix.index), name), shifted, confidence)
        for name, push in pushes.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _filled(impacts: pd.DataFrame, unknown: str) -> pd.DataFrame:
    require_known(unknown, ("error", "zero"), "way to treat unknown cells:")
    return impact_matrix(impacts, unknown=unknown)


def _shifted(given: _Numbers, runs: int, doubt: int, generator: np.random.Generator) -> _Numbers:
    shifts = generator.integers(-doubt, doubt + 1, (runs, *given.shape))
    made: _Numbers = np.clip(given + shifts, -STRONGEST, STRONGEST)
    made[:, np.arange(len(given)), np.arange(len(given))] = 0
    return made


def _held(push: Mapping[str, float], factors: list[Any], scenario: str) -> _Numbers:
    """Return the values of the held factors, missing for the free ones."""
    if not push:
        raise MethodError(f"The scenario {scenario!r} holds no factor. Name one, such as {{{factors[0]!r}: 1}}.")
    for name, value in push.items():
        require_known(name, factors, "factor")
        if not -1 <= value <= 1:
            raise MethodError(f"The scenario {scenario!r} holds {name!r} at {value}, expected a number from -1 to 1.")
    return np.array([float(push.get(name, np.nan)) for name in factors])


def _scenario(name: str, matrix: pd.DataFrame, held: _Numbers, shifted: _Numbers, confidence: float) -> pd.DataFrame:
    given = matrix.to_numpy()[None]
    value, runs = _settled(given, held)[0], _settled(shifted, held)
    tail = (1 - confidence) / 2
    low, high = np.quantile(runs, [tail, 1 - tail], axis=0)
    columns = {
        "scenario": name,
        "factor": matrix.index,
        "held": ~np.isnan(held),
        "direct": _settled(given, held, steps=1)[0],
        "value": value,
        "low": low,
        "high": high,
        "rises": (runs > _STILL).mean(axis=0),
        "falls": (runs < -_STILL).mean(axis=0),
    }
    return pd.DataFrame(columns)


def _settled(matrices: _Numbers, held: _Numbers, *, steps: int = _MOST_STEPS) -> _Numbers:
    """Return the state at which each matrix settles, or after so many steps, one row per matrix."""
    count = len(held)
    weights = matrices / (STRONGEST * max(1, count - 1))
    start = np.nan_to_num(held)
    state = np.broadcast_to(start, (len(matrices), count))
    for _ in range(steps):
        pushed = np.tanh(np.einsum("rj,rji->ri", state, weights))
        new = np.where(np.isnan(held), pushed, start)
        is_settled = np.abs(new - state).max() < 1e-12
        state = new
        if is_settled:
            break
    return state


def sensitivity(
    impacts: pd.DataFrame, push: Mapping[str, float], target: str, *, unknown: str = "error"
) -> pd.DataFrame:
    """Change one judgement at a time by one and watch which of them decides a result.

    Parameters
    ----------
    impacts : pandas.DataFrame
        As for :func:`coursekit.systems.impact_matrix`.
    push : mapping of str to float
        The factors held, as in :func:`scenarios`.
    target : str
        The factor whose value is watched.
    unknown : str
        ``error`` or ``zero``, as for :func:`coursekit.systems.impact_matrix`.

    Returns
    -------
    pandas.DataFrame
        One row per judgement, the most decisive first: ``row``, ``column``, ``impact``, ``value``
        (of the target as judged), ``one_less`` and ``one_more`` (its value if the judgement were
        one lower or higher, within -3 and 3), ``swing`` (the distance of these two) and ``turns``:
        whether the sign of the result changes.

    Raises
    ------
    MethodError
        As :func:`scenarios`.

    Examples
    --------
    >>> judged = pd.DataFrame({"row": ["A", "B"], "column": ["B", "A"], "impact": [1, 2]})
    >>> sensitivity(judged, {"A": 1}, "B")[["row", "column", "swing"]].round(2).values.tolist()
    [['A', 'B', 0.58], ['B', 'A', 0.0]]
    """
    matrix = _filled(impacts, unknown)
    factors = list(matrix.index)
    require_known(target, factors, "factor")
    held, given, place = _held(push, factors, "pushed"), matrix.to_numpy(), factors.index(target)
    value = _settled(given[None], held)[0, place]
    rows = []
    for row, column in ((one, two) for one in range(len(factors)) for two in range(len(factors)) if one != two):
        changed = np.repeat(given[None], 2, axis=0)
        changed[:, row, column] = np.clip(given[row, column] + np.array([-1, 1]), -STRONGEST, STRONGEST)
        less, more = _settled(changed, held)[:, place]
        rows.append((factors[row], factors[column], given[row, column], value, less, more))
    names = ["row", "column", "impact", "value", "one_less", "one_more"]
    table = pd.DataFrame(rows, columns=names)
    table["swing"] = (table["one_more"] - table["one_less"]).abs().round(10)
    results = table[["value", "one_less", "one_more"]].to_numpy(dtype=float)
    signs = np.where(np.abs(results) > _STILL, np.sign(results), 0.0)
    table["turns"] = signs.max(axis=1) != signs.min(axis=1)
    return table.sort_values("swing", ascending=False, kind="stable", ignore_index=True)
