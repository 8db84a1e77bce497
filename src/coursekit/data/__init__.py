"""The course's data, loaded by name and typed by their schema.

Owns ``load`` and ``describe``; the files and their schema lie beside this module.
Imports nothing above :mod:`coursekit.errors`, and pandas only when a table is asked for.
"""

from functools import cache
from typing import TYPE_CHECKING

from coursekit.data.package import field_notes, resource, resource_names

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["describe", "load", "resource", "resource_names"]


def load(name: str) -> "pd.DataFrame":
    """Load one of the course's datasets.

    Parameters
    ----------
    name : str
        Name of the dataset, for instance ``"events"``; see the data dictionary.

    Returns
    -------
    pandas.DataFrame
        A fresh copy, one column per field of the schema, in the schema's order.
        Text is ``str`` (missing: ``None``/``NaN``), whole numbers ``Int64``, numbers
        ``float64``, truth values ``boolean``. Dates of the events stay text such as
        ``2007-06``, because many are known to the month or year only.

    Raises
    ------
    DatasetError
        If there is no such dataset (with the nearest names) or a file breaks its
        schema (with file, row, column, value and what was expected).

    Examples
    --------
    >>> claims = load("claims")
    >>> len(claims)
    84
    """
    return _table(name).copy()


@cache
def _table(name: str) -> "pd.DataFrame":
    """Read a dataset once: figures ask for the same tables again and again."""
    from coursekit.data.table import read_table

    return read_table(resource(name))


def describe(name: str) -> "pd.DataFrame":
    """Describe the columns of a dataset.

    Parameters
    ----------
    name : str
        Name of the dataset.

    Returns
    -------
    pandas.DataFrame
        Columns ``column``, ``type``, ``unit``, ``meaning``; one row per field.

    Raises
    ------
    DatasetError
        If there is no such dataset.

    Examples
    --------
    >>> describe("claims")["column"].tolist()[:2]
    ['id', 'section']
    """
    import pandas as pd

    return pd.DataFrame(field_notes(resource(name)), columns=["column", "type", "unit", "meaning"])
