"""The data package: which resources there are, and their raw rows.

Owns ``datapackage.json``; standard library only, so that facts and questions
can be looked up without pandas.
"""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

from coursekit.errors import DatasetError, nearest

FOLDER = Path(__file__).parent


@cache
def package() -> dict[str, Any]:
    """Return ``datapackage.json`` as a dictionary.

    Examples
    --------
    >>> package()["profile"] if "profile" in package() else "data-package"
    'data-package'
    """
    descriptor: dict[str, Any] = json.loads((FOLDER / "datapackage.json").read_text("utf-8"))
    return descriptor


def resource_names() -> list[str]:
    """Return the names of the tables, in the order of the package.

    Examples
    --------
    >>> "events" in resource_names()
    True
    """
    return [entry["name"] for entry in package()["resources"] if "schema" in entry]


def resource(name: str) -> dict[str, Any]:
    """Return the descriptor of one table.

    Parameters
    ----------
    name : str
        Name of the dataset.

    Raises
    ------
    DatasetError
        If there is no table of that name; the message gives the nearest names.

    Examples
    --------
    >>> resource("events")["path"]
    'events.csv'
    """
    for entry in package()["resources"]:
        if entry["name"] == name and "schema" in entry:
            found: dict[str, Any] = entry
            return found
    msg = f"There is no dataset {name!r}. {nearest(name, resource_names())}"
    raise DatasetError(msg)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table as text, without any conversion.

    Parameters
    ----------
    name : str
        Name of the dataset.

    Examples
    --------
    >>> rows("claims")[0]["id"]
    'C01'
    """
    path = FOLDER / resource(name)["path"]
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def index(name: str, key: str) -> dict[str, dict[str, str]]:
    """Return the rows of a table by the value of a key column.

    Examples
    --------
    >>> index("documents", "key")["eu2007strategy"]["issuer"][:7]
    'Council'
    """
    return {row[key]: row for row in rows(name)}


def field_notes(entry: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Return column, type, unit and meaning of each field of a resource descriptor."""
    return [
        (field["name"], field["type"], field.get("unit", ""), field.get("description", ""))
        for field in entry["schema"]["fields"]
    ]
