"""What the tables of the systems methods must hold, and the words when they do not.

Owns the checks that every module of :mod:`coursekit.systems` shares.
"""

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd

from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest


def require_columns(table: pd.DataFrame, columns: Iterable[str], what: str) -> None:
    """Stop unless a table has these columns and each of their cells is filled.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table.
    columns : iterable of str
        The columns it needs.
    what : str
        What the table is, as its user would say it, such as ``"links"``.

    Raises
    ------
    MethodError
        Names the column that is missing, or the first row with an empty cell.

    Examples
    --------
    >>> require_columns(pd.DataFrame({"first": ["EU"]}), ["first", "second"], "links")
    Traceback (most recent call last):
        ...
    coursekit.errors.MethodError: There is no column 'second' in the links. There are: 'first'.
    """
    wanted = list(columns)
    need(table, wanted, f"the {what}")
    for column in wanted:
        empty = table.index[table[column].isna()]
        if len(empty):
            raise MethodError(f"The {what}: row {empty[0]} has no {column!r}. Fill the cell or leave the row out.")


def require_known(value: str, known: Collection[str], what: str) -> None:
    """Stop unless a value is one of those that exist.

    Raises
    ------
    MethodError
        With the nearest values that exist.

    Examples
    --------
    >>> require_known("KZA", ["KAZ", "UZB"], "node")
    Traceback (most recent call last):
        ...
    coursekit.errors.MethodError: There is no node 'KZA'. Did you mean 'KAZ'?
    """
    if value not in known:
        raise MethodError(f"There is no {what} {value!r}. {nearest(str(value), map(str, known))}")


def require_share(value: float, what: str) -> None:
    """Stop unless a number lies between 0 and 1, both excluded."""
    if not 0 < value < 1:
        raise MethodError(f"The {what} is {value}, expected a number between 0 and 1 such as 0.9.")


def require_count(value: int, what: str) -> None:
    """Stop unless a number is 1 or more."""
    if value < 1:
        raise MethodError(f"The number of {what} is {value}, expected 1 or more.")


def numbers(column: "pd.Series[Any]", what: str) -> "pd.Series[float]":
    """Return a column as numbers.

    Raises
    ------
    MethodError
        Names the first row whose cell is not a number.

    Examples
    --------
    >>> numbers(pd.Series(["1", "-2"]), "impacts").tolist()
    [1.0, -2.0]
    """
    read = pd.to_numeric(column, errors="coerce")
    wrong = column.index[read.isna()]
    if len(wrong):
        row = wrong[0]
        raise MethodError(f"The {what}: row {row}, {column.name!r} is {column[row]!r}, expected a number.")
    return read.astype("float64")
