"""Scales: what a level of measurement makes of the values that coders gave.

Owns the step from values to codes or numbers, and the messages about values that a level
cannot take. Internal to the coefficients of agreement.
"""

from collections.abc import Sequence
from numbers import Number
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.errors import MethodError, nearest

Integers = npt.NDArray[np.integer[Any]]
Matrix = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

#: The levels of measurement that Krippendorff's alpha knows here.
LEVELS = ("nominal", "ordinal", "interval", "ratio")

#: Up to so many values, looking for each in turn is faster than sorting or counting them.
FEW_STEPS = 32


def scaled(
    ratings: pd.DataFrame, there: Flags, level: str, order: Sequence[Any] | None
) -> tuple[npt.NDArray[Any], list[Any]]:
    """Return the values of some rows as codes of a scale, or at the interval level as differences.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``value``.
    there : numpy.ndarray of bool
        The rows with a value.
    level : str
        One of :data:`LEVELS`.
    order : sequence, optional
        The values from the lowest to the highest.

    Returns
    -------
    tuple of numpy.ndarray and list
        Codes, and the values they stand for, lowest first; at the interval level, how far
        the numbers lie from their middle, and nothing.

    Raises
    ------
    MethodError
        If a value is not what the level needs; names value, unit and coder.

    Examples
    --------
    >>> frame = pd.DataFrame({"unit": ["s1", "s2"], "coder": "A", "value": [3, 1]})
    >>> codes, values = scaled(frame, np.array([True, True]), "ordinal", None)
    >>> codes.tolist(), values
    ([1, 0], [1, 3])
    """
    values = ratings["value"]
    if level == "interval":
        return _centred(_numbers(ratings, there, level)), []
    if order is not None:
        return _ordered(ratings, there, list(order))
    if level == "ordinal" and isinstance(values.dtype, pd.CategoricalDtype) and values.cat.ordered:
        return _ordered(ratings, there, list(values.cat.categories))
    if level == "nominal" and not pd.api.types.is_numeric_dtype(values):
        return _named(ratings, there)
    return _counted(_numbers(ratings, there, level))


def _centred(numbers: Matrix) -> Matrix:
    """Measure from the middle, in place: squares of years would lose the digits that matter."""
    if numbers.size:
        numbers -= (numbers.min() + numbers.max()) / 2
    return numbers


def _named(ratings: pd.DataFrame, there: Flags) -> tuple[Integers, list[Any]]:
    """Return names as codes in alphabetical order, so that the order of rows is of no consequence."""
    codes, found = pd.factorize(ratings["value"][there])
    # Spaces around a name are slips of typing: 'yes ' is 'yes'.
    names = [name.strip() if isinstance(name, str) else name for name in found]
    wrong = _no_name(names)
    if wrong is not None:
        _refuse(ratings, there, (codes == wrong[0]).argmax(), wrong[1])
    known = sorted(dict.fromkeys(names), key=lambda name: (str(name), str(type(name))))
    place = {name: code for code, name in enumerate(known)}
    return np.array([place[name] for name in names], dtype=np.intp)[codes], known


def _no_name(names: list[Any]) -> tuple[int, str] | None:
    """Return which name is none, and why: an empty text, or a number among text."""
    text = next((name for name in names if isinstance(name, str) and name), None)
    for code, name in enumerate(names):
        if name == "":
            return code, "is an empty text. Leave the cell empty (missing) where a coder gave no value."
        if text is not None and isinstance(name, Number):
            why = f"is a number, but {text!r} is text, and the two never agree. Write all values as text, or as numbers"
            return code, f"{why}: ratings['value'] = ratings['value'].astype(str)."
    return None


def _counted(numbers: Matrix) -> tuple[Integers, list[Any]]:
    """Return numbers as codes in their order."""
    lowest, highest = numbers.min(initial=np.inf), numbers.max(initial=-np.inf)
    if -1000 < lowest <= highest < min(1000, lowest + FEW_STEPS):
        whole = numbers.astype(np.int16)
        if bool((whole == numbers).all()):
            # Grades and yes-or-no: looking for each is ten times as fast as sorting them.
            first = int(lowest)
            values = [value for value in range(first, int(highest) + 1) if (whole == value).any()]
            place = np.searchsorted(values, range(first, int(highest) + 1)).astype(np.int16)
            return place[whole - first] if len(place) > len(values) else whole - np.int16(first), values
    codes, known = pd.factorize(numbers, sort=True)
    return codes, known.tolist()


def _ordered(ratings: pd.DataFrame, there: Flags, order: list[Any]) -> tuple[Integers, list[Any]]:
    """Return values as codes of the scale that was given."""
    scale = pd.Index(order)
    if scale.has_duplicates:
        msg = f"The value {scale[scale.duplicated()][0]!r} stands twice in the order of values."
        raise MethodError(msg)
    codes = scale.get_indexer(pd.Index(ratings["value"][there].astype(object)))
    if codes.min(initial=0) < 0:
        value = ratings["value"].iloc[np.flatnonzero(there)[codes.argmin()]]
        why = f"is not in the order of values. {nearest(str(value), map(str, order))}"
        _refuse(ratings, there, codes.argmin(), why)
    return codes, order


def _numbers(ratings: pd.DataFrame, there: Flags, level: str) -> Matrix:
    """Return values as numbers, or name the first that is none."""
    column = ratings["value"]
    if column.dtype != np.float64:
        plain = column.astype(object) if isinstance(column.dtype, pd.CategoricalDtype) else column
        every = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    else:
        every = column.to_numpy()
    numbers: Matrix = every[there]
    finite = np.isfinite(numbers)
    if not finite.all():
        _refuse(ratings, there, finite.argmin(), f"is not a number, which the {level} level needs. {_advice(level)}")
    if level == "ratio" and numbers.min(initial=0) < 0:
        why = "is below zero; the ratio level needs amounts of zero or more. Use level='interval'."
        _refuse(ratings, there, (numbers < 0).argmax(), why)
    return numbers


def _advice(level: str) -> str:
    """Return what to do about values that are not numbers."""
    if level == "ordinal":
        return "Give the values from the lowest to the highest: order=['low', 'middle', 'high']."
    return "Use level='nominal', or level='ordinal' with order=[…]."


def _refuse(ratings: pd.DataFrame, there: Flags, at: np.intp, why: str) -> NoReturn:
    """Raise the error about one value, naming unit and coder."""
    row = ratings.iloc[np.flatnonzero(there)[at]]
    # In a table of numbers only, pandas hands out numpy's, which write their type along.
    value = row["value"].item() if isinstance(row["value"], np.generic) else row["value"]
    msg = f"The value {value!r} (unit {row['unit']!r}, coder {row['coder']!r}) {why}"
    raise MethodError(msg)
