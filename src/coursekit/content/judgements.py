"""Ratings as numbers, checked: what every coefficient computes on.

Owns the check of ratings and what a level of measurement asks of values. Internal: the
public face is :mod:`coursekit.content.coefficients` and :mod:`coursekit.content.alpha`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.content.columns import need
from coursekit.content.ratings import RATINGS
from coursekit.errors import MethodError, nearest

Integers = npt.NDArray[np.integer[Any]]
Matrix = npt.NDArray[np.float64]

Flags = npt.NDArray[np.bool_]

#: The levels of measurement that Krippendorff's alpha knows here.
LEVELS = ("nominal", "ordinal", "interval", "ratio")

#: Units times values that are counted in one table; more would not fit a student's memory.
MOST_CELLS = 50_000_000


@dataclass(frozen=True)
class Judgements:
    """Judgements that are there, one entry each; codes count from 0 without gaps.

    Attributes
    ----------
    unit, coder : numpy.ndarray of int
        Codes of unit and coder.
    value : numpy.ndarray
        Codes of the values in the order of ``scale``; at the interval level the numbers
        themselves.
    coders : list
        Names of the coders who gave at least one judgement.
    scale : list
        The values, lowest first where they have an order; empty at the interval level.
    """

    unit: Integers
    coder: Integers
    value: npt.NDArray[Any]
    coders: list[Any]
    scale: list[Any]


def judgements(
    ratings: pd.DataFrame, *, level: str = "nominal", order: Sequence[Any] | None = None, pairs: bool = True
) -> Judgements:
    """Check ratings and turn them into codes.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``value``.
    level : str
        Level of measurement, one of :data:`LEVELS`.
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
    >>> frame = pd.DataFrame({"unit": ["s1", "s1"], "coder": ["A", "B"], "value": ["yes", "no"]})
    >>> judgements(frame).scale
    ['no', 'yes']
    """
    need(ratings, RATINGS, "the ratings")
    if level not in LEVELS:
        msg = f"There is no level of measurement {level!r}. {nearest(str(level), LEVELS)}"
        raise MethodError(msg)
    # The rows with a value: picking them from each column takes half the time of picking them from the table.
    there = np.flatnonzero(ratings["value"].notna().to_numpy())
    unit, units = _codes(ratings, there, "unit")
    coder, names = _codes(ratings, there, "coder")
    used_units, used_coders = _judged_once(ratings, there, (unit, len(units)), (coder, len(names)))
    coders = list(names[used_coders])
    # No pair of unit and coder stands twice: so there is a unit with two, if there are more pairs than units.
    _check_comparable(coders, paired=not pairs or len(unit) > int(used_units.sum()))
    unit, coder = _without_gaps(unit, used_units), _without_gaps(coder, used_coders)
    if level == "interval":
        return Judgements(unit, coder, _numbers(ratings, there, level), coders, [])
    value, scale = _scaled(ratings, there, level, order)
    return Judgements(unit, coder, value, coders, scale)


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
    units, values = int(judged.unit.max(initial=-1)) + 1, len(judged.scale)
    if units * values > MOST_CELLS:
        msg = (
            f"{values} different values in {units} units are too many to count one by one. "
            "If the values are measured numbers, use krippendorff_alpha(ratings, level='interval')."
        )
        raise MethodError(msg)
    # Value after value, not unit after unit: sums over a unit's values then run over long stretches.
    cells = np.bincount(_numbered(judged.value, units, judged.unit), minlength=units * values)
    return cells.reshape(values, units).T


def _numbered(first: Integers, size: int, second: Integers) -> Integers:
    """Return one number for each pair of codes, the second of which are below a size."""
    numbers = np.multiply(first, size, dtype=np.int64)
    numbers += second
    return numbers


def _codes(ratings: pd.DataFrame, rows: Integers, column: str) -> tuple[Integers, pd.Index]:
    """Return the names in some rows of a column as codes, and the names."""
    names = ratings[column]
    if isinstance(names.dtype, pd.CategoricalDtype):
        every, known = names.cat.codes.to_numpy(), names.cat.categories
    else:
        every, uniques = pd.factorize(names)
        known = pd.Index(uniques)
    codes: Integers = every if len(rows) == len(every) else every.take(rows)
    if codes.min(initial=0) < 0:
        row = ratings.index[rows[codes.argmin()]]
        msg = f"Row {row!r} of the ratings has no {column}: name it, or leave the row out."
        raise MethodError(msg)
    return codes, known


def _judged_once(
    ratings: pd.DataFrame, rows: Integers, unit: tuple[Integers, int], coder: tuple[Integers, int]
) -> tuple[Flags, Flags]:
    """Make sure that no pair of unit and coder stands in two rows; return which units and coders occur."""
    (units, unit_count), (coders, coder_count) = unit, coder
    pair = _numbered(coders, unit_count, units)
    if unit_count * coder_count <= 8 * pair.size:
        # Ticking off a list of all pairs is the fastest check while the list stays small.
        met = _met(pair, unit_count * coder_count).reshape(coder_count, unit_count)
        used: tuple[Flags, Flags] = np.asarray(met.any(axis=0)), np.asarray(met.any(axis=1))
        different = int(np.count_nonzero(met))
    else:
        used, different = (_met(units, unit_count), _met(coders, coder_count)), len(np.unique(pair))
    if different < pair.size:
        row = ratings.iloc[rows[int(pd.Series(pair).duplicated().to_numpy().argmax())]]
        msg = (
            f"Coder {row['coder']!r} judged unit {row['unit']!r} more than once. One value per unit and coder was "
            "expected: keep one of them, or, if a unit may bear several codes, compare code by code "
            "(agreement_by_code)."
        )
        raise MethodError(msg)
    return used


def _met(codes: Integers, size: int) -> Flags:
    """Return which codes occur."""
    met = np.zeros(size, dtype=bool)
    met[codes] = True
    return met


def _without_gaps(codes: Integers, used: Flags) -> Integers:
    """Renumber codes so that only those which occur are counted."""
    return codes if used.all() else (np.cumsum(used) - 1)[codes]


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


def _scaled(
    ratings: pd.DataFrame, rows: Integers, level: str, order: Sequence[Any] | None
) -> tuple[Integers, list[Any]]:
    """Return values as codes, and the scale they stand on."""
    values = ratings["value"]
    if order is not None:
        return _ordered(ratings, rows, list(order))
    if level == "ordinal" and isinstance(values.dtype, pd.CategoricalDtype) and values.cat.ordered:
        return _ordered(ratings, rows, list(values.cat.categories))
    if level == "nominal" and not pd.api.types.is_numeric_dtype(values):
        return _named(values.take(rows))
    return _counted(_numbers(ratings, rows, level))


def _named(values: "pd.Series[Any]") -> tuple[Integers, list[Any]]:
    """Return names as codes in alphabetical order, so that the order of rows is of no consequence."""
    codes, names = pd.factorize(values)
    alphabetical = sorted(range(len(names)), key=lambda code: (str(names[code]), str(type(names[code]))))
    return np.argsort(alphabetical)[codes], [names[code] for code in alphabetical]


def _counted(numbers: Matrix) -> tuple[Integers, list[Any]]:
    """Return numbers as codes in their order."""
    lowest, highest = numbers.min(initial=0), numbers.max(initial=0)
    if -1000 < lowest <= highest < lowest + 32:
        whole = numbers.astype(np.int16)
        if bool((whole == numbers).all()):
            # Grades and yes-or-no: counting them is several times as fast as sorting them.
            whole -= np.int16(lowest)
            used = np.array([(whole == value).any() for value in range(int(highest - lowest) + 1)], dtype=bool)
            return _without_gaps(whole, used), (np.flatnonzero(used) + int(lowest)).tolist()
    codes, known = pd.factorize(numbers, sort=True)
    return codes, known.tolist()


def _ordered(ratings: pd.DataFrame, rows: Integers, order: list[Any]) -> tuple[Integers, list[Any]]:
    """Return values as codes of the scale that was given."""
    scale = pd.Index(order)
    if scale.has_duplicates:
        msg = f"The value {scale[scale.duplicated()][0]!r} stands twice in the order of values."
        raise MethodError(msg)
    codes = scale.get_indexer(pd.Index(ratings["value"].take(rows).astype(object)))
    if codes.min(initial=0) < 0:
        row = ratings.iloc[rows[codes.argmin()]]
        _refuse(row, f"is not in the order of values. {nearest(str(row['value']), map(str, order))}")
    return codes, order


def _numbers(ratings: pd.DataFrame, rows: Integers, level: str) -> Matrix:
    """Return values as numbers, or name the first that is none."""
    column = ratings["value"]
    if column.dtype != np.float64:
        plain = column.astype(object) if isinstance(column.dtype, pd.CategoricalDtype) else column
        numbers = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=float, na_value=np.nan).take(rows)
    else:
        numbers = column.to_numpy().take(rows)
    finite = np.isfinite(numbers)
    if not finite.all():
        row = ratings.iloc[rows[finite.argmin()]]
        _refuse(row, f"is not a number, which the {level} level needs. {_advice(level)}")
    if level == "ratio" and numbers.min(initial=0) < 0:
        row = ratings.iloc[rows[(numbers < 0).argmax()]]
        _refuse(row, "is below zero; the ratio level needs amounts of zero or more. Use level='interval'.")
    return numbers


def _advice(level: str) -> str:
    """Return what to do about values that are not numbers."""
    if level == "ordinal":
        return "Give the values from the lowest to the highest: order=['low', 'middle', 'high']."
    return "Use level='nominal', or level='ordinal' with order=[…]."


def _refuse(row: "pd.Series[Any]", why: str) -> NoReturn:
    """Raise the error about one value, naming unit and coder."""
    # In a table of numbers only, pandas hands out numpy's, which write their type along.
    value = row["value"].item() if isinstance(row["value"], np.generic) else row["value"]
    msg = f"The value {value!r} (unit {row['unit']!r}, coder {row['coder']!r}) {why}"
    raise MethodError(msg)
