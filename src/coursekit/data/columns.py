"""The columns that a method needs, asked for once and in one wording.

Owns the message for a table that lacks a column, and the reading of a cell that holds
several names. Imports nothing of coursekit but the
errors.
"""

from collections.abc import Sequence

import pandas as pd

from coursekit.errors import MethodError, nearest


def need(table: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Make sure that a table has the columns a method works on.

    Parameters
    ----------
    table : pandas.DataFrame
        What was handed in.
    columns : sequence of str
        Names of the columns that must be there.
    what : str
        What the table is, as the message calls it: ``"the codings"``.

    Raises
    ------
    MethodError
        If a column is missing, with the nearest names that are there, or if ``table`` is
        no table at all.

    Examples
    --------
    >>> need(pd.DataFrame({"unit": ["s1"], "coder": ["A"]}), ["unit", "coder"], "the codings")
    >>> need(pd.DataFrame({"units": ["s1"], "coder": ["A"]}), ["unit", "coder"], "the codings")
    Traceback (most recent call last):
        ...
    coursekit.errors.MethodError: There is no column 'unit' in the codings. Did you mean 'units'?
    """
    if not hasattr(table, "columns"):
        msg = f"A table (pandas.DataFrame) was expected as {what}, not {type(table).__name__}."
        raise MethodError(msg)
    present = [str(name) for name in table.columns]
    for column in columns:
        if column not in present:
            has = nearest(column, present) if present else "It has no columns at all."
            msg = f"There is no column {column!r} in {what}. {has}"
            raise MethodError(msg)


def names_in(cell: str) -> list[str]:
    """Return the names in a cell that holds several, separated by ``;``.

    Parameters
    ----------
    cell : str
        Such as ``EU; KAZ``.

    Returns
    -------
    list of str
        Each name once, in order of appearance, without blanks around it.

    Examples
    --------
    >>> names_in("EU; KAZ;;EU ")
    ['EU', 'KAZ']
    """
    names = (name.strip() for name in str(cell).split(";"))
    return list(dict.fromkeys(name for name in names if name))
