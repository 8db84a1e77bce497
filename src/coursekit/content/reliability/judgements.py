"""Ratings as a grid of numbers, checked: what every coefficient computes on.

Owns the check of ratings; what a level of measurement asks of values stands in
:mod:`coursekit.content.reliability.scales`. Internal: the public face is
:mod:`coursekit.content.reliability.coefficients` and :mod:`coursekit.content.reliability.alpha`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.content.reliability.ratings import RATINGS
from coursekit.content.reliability.scales import FEW_STEPS, LEVELS, Integers, Matrix, scaled
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest

Flags = npt.NDArray[np.bool_]

#: Units times values, or times coders, that are laid out in one table; more would not fit a student's memory.
MOST_CELLS = 50_000_000


@dataclass(frozen=True)
class Judgements:
    """Judgements in a grid: one column per unit that was judged, one row per coder.

    Where many coders shared few units, so that most of the grid would be empty, its rows
    are the first, second, … judgement of a unit instead: no coefficient of more than two
    coders asks whose a judgement is. Of two coders each always has a row of their own.

    Attributes
    ----------
    grid : numpy.ndarray
        Codes of the values in the order of ``scale``, -1 where there is no judgement; at
        the interval level how far the numbers lie from their middle, 0 where there is none.
    given : numpy.ndarray of bool
        Where there is a judgement.
    coders : list
        Names of the coders who gave at least one judgement.
    scale : list
        The values, lowest first where they have an order; empty at the interval level.
    """

    grid: npt.NDArray[Any]
    given: Flags
    coders: list[Any]
    scale: list[Any]


def judgements(
    ratings: pd.DataFrame, *, level: str = "nominal", order: Sequence[Any] | None = None, pairs: bool = True
) -> Judgements:
    """Check ratings and lay them out as a grid.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``value``.
    level : str
        Level of measurement, one of :data:`coursekit.content.reliability.scales.LEVELS`.
    order : sequence, optional
        The values from the lowest to the highest.
    pairs : bool
        Insist on a unit that two coders judged.

    Returns
    -------
    Judgements
        The judgements that are there.

    Raises
    ------
    MethodError
        If the ratings cannot be compared: a missing column or name, a unit judged twice by
        one coder, a single coder, no unit judged by two, or values that the level cannot
        take.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["s1", "s2", "s1"], "coder": ["A", "A", "B"], "value": ["yes", "no", "no"]})
    >>> judgements(frame).grid.tolist(), judgements(frame).scale
    ([[1, 0], [0, -1]], ['no', 'yes'])
    """
    need(ratings, RATINGS, "the ratings")
    if level not in LEVELS:
        msg = f"There is no level of measurement {level!r}. {nearest(str(level), LEVELS)}"
        raise MethodError(msg)
    there = ratings["value"].notna().to_numpy()
    unit, units = _codes(ratings, there, "unit")
    coder, coders = _codes(ratings, there, "coder")
    value, scale = scaled(ratings, there, level, order)
    if len(coders) <= 2 or len(units) * len(coders) <= 8 * unit.size:
        grid, given = _filled(coder, len(coders), unit, len(units), value)
        twice = int(np.count_nonzero(given)) < unit.size
    else:
        grid, given = _by_turn(unit, len(units), value)
        pair = _numbered(coder, len(units), unit)
        twice = len(np.unique(pair)) < pair.size
    if twice:
        _refuse_twice(ratings[there])
    # No pair of unit and coder stands twice: so there is a unit with two, if there are more pairs than units.
    _check_comparable(list(coders), paired=not pairs or unit.size > len(units))
    return Judgements(grid, given, list(coders), scale)


def compared(judged: Judgements) -> Judgements:
    """Leave out the units that one coder alone judged.

    Parameters
    ----------
    judged : Judgements
        Judgements.

    Returns
    -------
    Judgements
        Those of the units that two or more coders judged.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["s1", "s2", "s1"], "coder": ["A", "A", "B"], "value": ["yes", "no", "no"]})
    >>> compared(judgements(frame)).grid.tolist()
    [[1], [0]]
    """
    pairs = judged.given.sum(axis=0) >= 2
    if pairs.all():
        return judged
    return replace(judged, grid=np.compress(pairs, judged.grid, axis=1), given=np.compress(pairs, judged.given, axis=1))


def counts(judged: Judgements) -> Matrix:
    """Count how often each unit was given each value.

    Parameters
    ----------
    judged : Judgements
        Judgements with coded values.

    Returns
    -------
    numpy.ndarray
        One row per unit, one column per value of the scale.

    Raises
    ------
    MethodError
        If there are so many units and different values that the table would not fit.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["s1", "s1"], "coder": ["A", "B"], "value": ["yes", "no"]})
    >>> counts(judgements(frame)).tolist()
    [[1.0, 1.0]]
    """
    units, values = judged.grid.shape[1], len(judged.scale)
    if units * values > MOST_CELLS:
        msg = (
            f"{values} different values in {units} units are too many to count one by one. "
            "If the values are measured numbers, use krippendorff_alpha(ratings, level='interval')."
        )
        raise MethodError(msg)
    # Value after value, not unit after unit: sums over a unit's values then run over long stretches.
    table = np.full((values, units), 0.0)
    if values <= FEW_STEPS:
        for value, row in enumerate(table):
            np.sum(judged.grid == value, axis=0, out=row)
        return table.T
    for turn in judged.grid:
        judging = np.flatnonzero(turn >= 0)
        table[turn[judging], judging] += 1
    return table.T


def _codes(ratings: pd.DataFrame, there: Flags, column: str) -> tuple[Integers, pd.Index]:
    """Return the names in some rows of a column as codes, and the names that occur in these rows."""
    names = ratings[column]
    if isinstance(names.dtype, pd.CategoricalDtype):
        every, known = names.cat.codes.to_numpy(), names.cat.categories
    else:
        # Text that pandas keeps as Python's strings is told apart twice as fast as what it is.
        plain = getattr(names.dtype, "storage", None) == "python"
        every, uniques = pd.factorize(names.to_numpy(dtype=object) if plain else names)
        known = pd.Index(uniques)
    codes: Integers = every[there]
    if codes.min(initial=0) < 0:
        row = ratings.index[np.flatnonzero(there)[codes.argmin()]]
        msg = f"Row {row!r} of the ratings has no {column}: name it, or leave the row out."
        raise MethodError(msg)
    # Names without a judgement must not decide how the rest is laid out.
    met = np.full(len(known), fill_value=False)
    met[codes] = True
    return (codes, known) if met.all() else ((np.cumsum(met) - 1)[codes], known[met])


def _numbered(first: Integers, size: int, second: Integers) -> Integers:
    """Return one number for each pair of codes, the second of which are below a size."""
    numbers = np.multiply(first, size, dtype=np.int64)
    numbers += second
    return numbers


def _filled(
    row: Integers, rows: int, column: Integers, columns: int, value: npt.NDArray[Any]
) -> tuple[npt.NDArray[Any], Flags]:
    """Lay values out in a grid, and return where there are any."""
    cell = _numbered(row, columns, column)
    if value.dtype.kind == "f":
        # Filled, not asked for as zeros: those come as new memory each time, which costs more than filling.
        grid, given = np.full(rows * columns, 0.0), np.full(rows * columns, fill_value=False)
        grid[cell], given[cell] = value, True
    else:
        grid = np.full(rows * columns, -1, dtype=value.dtype)
        grid[cell] = value
        given = grid >= 0
    return grid.reshape(rows, columns), given.reshape(rows, columns)


def _by_turn(unit: Integers, units: int, value: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], Flags]:
    """Lay the first, second, … judgement of each unit out in rows of their own."""
    order = np.argsort(unit, kind="stable")
    begins = np.cumsum(np.bincount(unit, minlength=units)) - np.bincount(unit, minlength=units)
    turn = np.arange(unit.size) - begins[unit[order]]
    turns = int(turn.max(initial=0)) + 1
    if turns * units > MOST_CELLS:
        msg = f"{units} units and up to {turns} judgements of a unit are too many to compare at once: take a sample."
        raise MethodError(msg)
    return _filled(turn, turns, unit[order], units, value[order])


def _refuse_twice(ratings: pd.DataFrame) -> None:
    """Name the first unit that a coder judged twice."""
    row = ratings[ratings.duplicated(["unit", "coder"])].iloc[0]
    msg = (
        f"Coder {row['coder']!r} judged unit {row['unit']!r} more than once. One value per unit and coder was "
        "expected: keep one of them, or, if a unit may bear several codes, compare code by code "
        "(agreement_by_code)."
    )
    raise MethodError(msg)


def _check_comparable(coders: list[Any], *, paired: bool) -> None:
    """Make sure that there are two coders and a unit that two of them judged."""
    if len(coders) < 2:
        found = f"only {coders[0]!r} gave any" if coders else "nobody gave any"
        msg = f"Agreement needs the judgements of at least two coders, {found}."
        raise MethodError(msg)
    if not paired:
        msg = (
            f"No unit was judged by two coders ({', '.join(map(str, coders))}), so nothing can be compared. "
            "Check that the coders use the same names for the units."
        )
        raise MethodError(msg)
