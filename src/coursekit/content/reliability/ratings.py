"""Ratings: who gave which unit which value.

Owns the tidy form that every coefficient of agreement reads, and the ways into it: from
rows as they stand in textbooks, from a table of two coders, and from a sheet with one
column per coder. Codings become ratings in :mod:`coursekit.content.reliability.presence`; what the
values mean is decided in :mod:`coursekit.content.reliability.judgements`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from coursekit.errors import MethodError

#: The columns of ratings: one row per judgement.
RATINGS = ("unit", "coder", "value")


def ratings_from_rows(rows: Mapping[str, Sequence[Any]], *, missing: object = ".") -> pd.DataFrame:
    """Make ratings of one row of values per coder, the way textbooks print them.

    Parameters
    ----------
    rows : mapping of str to sequence
        One row per coder, the first value for the first unit. A string is read character
        by character; for values of more than one character give a list.
    missing : object
        What stands where a coder gave no value; ``None`` and NaN always do.

    Returns
    -------
    pandas.DataFrame
        Ratings, one row per judgement, missing ones left out.

        - ``unit``: ``"1"``, ``"2"``, … in the order of the rows.
        - ``coder``: the key of the row.
        - ``value``: as given; whole numbers where every character is a digit.

    Raises
    ------
    MethodError
        If there is no row, or the rows differ in length.

    Examples
    --------
    >>> ratings_from_rows({"A": "12", "B": "1."}).values.tolist()
    [['1', 'A', 1], ['2', 'A', 2], ['1', 'B', 1]]
    """
    lengths = {coder: len(values) for coder, values in rows.items()}
    if len(set(lengths.values())) != 1:
        found = ", ".join(f"{coder!r} has {length}" for coder, length in lengths.items()) or "there is none"
        msg = f"Every coder's row needs one value per unit, in the same order: {found}. Mark a missing value with '.'."
        raise MethodError(msg)
    judged = [
        (str(number), coder, value)
        for coder, values in rows.items()
        for number, value in enumerate(values, start=1)
        if not (value == missing or pd.isna(value))
    ]
    ratings = pd.DataFrame(judged, columns=list(RATINGS))
    if all(isinstance(value, str) and value.isdecimal() for _, _, value in judged):
        ratings["value"] = ratings["value"].astype(int)
    return ratings


def ratings_from_table(table: pd.DataFrame | Sequence[Sequence[int]]) -> pd.DataFrame:
    """Make ratings of a square table that counts how two coders paired their values.

    Parameters
    ----------
    table : pandas.DataFrame or sequence of sequences of int
        How many units the first coder (rows) gave one value and the second coder
        (columns) another. Values are named by the rows and columns of a data frame, and
        are 1, 2, … otherwise.

    Returns
    -------
    pandas.DataFrame
        Ratings with columns ``unit`` (``"1"``, ``"2"``, …), ``coder`` (``"A"`` for the
        rows, ``"B"`` for the columns) and ``value``.

    Raises
    ------
    MethodError
        If the table is not square, its rows and columns are named differently, or a count
        is not a whole number of zero or more.

    Examples
    --------
    >>> ratings = ratings_from_table([[20, 5], [10, 15]])
    >>> pd.crosstab(ratings.loc[ratings["coder"] == "A", "value"], "units")["units"].tolist()
    [25, 25]
    """
    frame = table if isinstance(table, pd.DataFrame) else _numbered(table)
    if list(frame.index) != list(frame.columns) or frame.index.has_duplicates:
        msg = (
            "The table of two coders must have the same values, each once, in its rows and in its columns: "
            f"its rows are {list(frame.index)}, its columns {list(frame.columns)}."
        )
        raise MethodError(msg)
    _check_counts(frame)
    values = frame.index.to_numpy()
    # One unit per count: cell (row, column) repeated as often as it says.
    cells = np.repeat(np.arange(frame.size), frame.to_numpy().astype(int).ravel())
    pairs = values[np.column_stack(np.divmod(cells, len(values)))]
    wide = pd.DataFrame(pairs, columns=["A", "B"], index=[str(number) for number in range(1, len(pairs) + 1)])
    return ratings_from_wide(wide)


def _numbered(table: Sequence[Sequence[int]]) -> pd.DataFrame:
    """Return the table with rows and columns named 1, 2 and so on."""
    frame = pd.DataFrame(table)
    return frame.set_axis(range(1, len(frame) + 1)).set_axis(range(1, frame.shape[1] + 1), axis="columns")


def _check_counts(table: pd.DataFrame) -> None:
    """Make sure that every cell is a whole number of zero or more."""
    for row, cells in table.to_dict(orient="index").items():
        for column, count in cells.items():
            number = pd.to_numeric(count, errors="coerce")
            if not (number >= 0 and number == int(number)):
                msg = f"Row {row!r}, column {column!r} of the table holds {count!r}; a number of units was expected."
                raise MethodError(msg)


def ratings_from_wide(table: pd.DataFrame) -> pd.DataFrame:
    """Make ratings of a sheet with one row per unit and one column per coder.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per unit (its name in the index), one column per coder; empty cells where
        a coder gave no value.

    Returns
    -------
    pandas.DataFrame
        Ratings with columns ``unit``, ``coder`` (both categorical, so that large sheets
        stay small and fast) and ``value``; an empty cell has a row with a missing value.

    Raises
    ------
    MethodError
        If two rows or two columns have the same name, or one has none.

    Examples
    --------
    >>> sheet = pd.DataFrame({"A": [1, 2], "B": [1, None]}, index=["s1", "s2"])
    >>> ratings_from_wide(sheet)["value"].tolist()
    [1.0, 1.0, 2.0, nan]
    """
    for axis, what in ((table.index, "row"), (table.columns, "column")):
        if axis.has_duplicates or axis.hasnans:
            wrong = f"Two {what}s are named {next(iter(axis[axis.duplicated()]))!r}" if axis.has_duplicates else ""
            msg = (
                f"{wrong or f'A {what} has no name'}: name every unit (row) and every coder (column) of the sheet once."
            )
            raise MethodError(msg)
    units, coders = table.shape
    columns = {
        "unit": _category(np.repeat(np.arange(units, dtype=np.int32), coders), table.index),
        "coder": _category(np.tile(np.arange(coders, dtype=np.int16), units), table.columns),
        "value": table.to_numpy().flatten(),
    }
    return pd.DataFrame(columns, copy=False)


def _category(codes: npt.NDArray[np.integer[Any]], names: pd.Index) -> pd.Categorical:
    """Return names by their codes, which are known to be sound."""
    return pd.Categorical.from_codes(codes, names, validate=False)
