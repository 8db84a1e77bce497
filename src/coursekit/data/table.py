"""From a CSV file and a schema to a typed DataFrame, or to one clear error.

Owns the conversion of text to types. The same reader serves the course's own
files and files of a student's that follow a schema of the package.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from coursekit.data.package import FOLDER
from coursekit.errors import DatasetError, nearest

_DTYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}
_EXPECTED = {
    "integer": "a whole number",
    "number": "a number with a decimal point",
    "boolean": "true or false",
}
_TRUTH = {"true": True, "false": False}
if os.environ.get("COURSEKIT_STATIC") == "1":
    # A page of the book has no kernel that could be asked for the rest of a title.
    pd.set_option("display.max_colwidth", None)
# First row of data is line 2 of the file: the header is line 1.
_FIRST_LINE = 2


def read_table(entry: dict[str, Any], path: Path | None = None) -> pd.DataFrame:
    """Read a CSV file by the schema of a resource.

    Parameters
    ----------
    entry : dict
        Resource descriptor with ``path`` and ``schema``.
    path : pathlib.Path, optional
        The file to read; the course's own by default.

    Returns
    -------
    pandas.DataFrame
        One column per field, in the order of the schema.

    Raises
    ------
    DatasetError
        Names file, row, column, value and what was expected.

    Examples
    --------
    >>> from coursekit.data import resource
    >>> read_table(resource("codebook")).shape[0] > 20
    True
    """
    file = path or FOLDER / entry["path"]
    fields = entry["schema"]["fields"]
    text = _read_text(file)
    _require_columns(text, [field["name"] for field in fields], file)
    return pd.DataFrame({field["name"]: _typed(text[field["name"]], field, file) for field in fields})


def _read_text(file: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError as error:
        msg = f"{file}: the file is not there."
        raise DatasetError(msg) from error
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        msg = f"{file}: expected a UTF-8 CSV file with a header row; {error}"
        raise DatasetError(msg) from error


def _require_columns(text: pd.DataFrame, expected: list[str], file: Path) -> None:
    for name in expected:
        if name not in text.columns:
            msg = f"{file}: column {name!r} is missing. {nearest(name, map(str, text.columns))}"
            raise DatasetError(msg)


def _typed(column: "pd.Series[str]", field: dict[str, Any], file: Path) -> "pd.Series[Any]":
    filled = column != ""
    for is_bad, expected in _checks(field):
        bad = column[filled][column[filled].map(is_bad).astype(bool)]
        if len(bad):
            raise _at(file, bad.index[0], field["name"], bad.iloc[0], expected)
    if field.get("constraints", {}).get("required") and not filled.all():
        raise _at(file, column.index[~filled][0], field["name"], "", "a value")
    kept: pd.Series[Any] = column.where(filled)
    if field["type"] == "boolean":
        kept = kept.map(_TRUTH)
    dtype: Any = _DTYPES[field["type"]]
    typed: pd.Series[Any] = kept.astype(dtype)
    return typed


def _checks(field: dict[str, Any]) -> list[tuple[Callable[[str], bool], str]]:
    """Return (is it bad?, what was expected) for each rule of a field."""
    limits = field.get("constraints", {})
    checks: list[tuple[Callable[[str], bool], str]] = []
    if field["type"] in _EXPECTED:
        checks.append((lambda value: not _is_a(field["type"], value), _EXPECTED[field["type"]]))
    if "pattern" in limits:
        pattern = re.compile(limits["pattern"])
        meaning = field.get("example", limits["pattern"])
        checks.append((lambda value: not pattern.fullmatch(value), f"text like {meaning}"))
    if "enum" in limits:
        allowed = [str(item).lower() if isinstance(item, bool) else str(item) for item in limits["enum"]]
        checks.append((lambda value: value not in allowed, "one of " + ", ".join(allowed)))
    if "minimum" in limits:
        checks.append((lambda value: float(value) < float(limits["minimum"]), f"at least {limits['minimum']}"))
    if "maximum" in limits:
        checks.append((lambda value: float(value) > float(limits["maximum"]), f"at most {limits['maximum']}"))
    return checks


def _is_a(kind: str, value: str) -> bool:
    if kind == "boolean":
        return value in _TRUTH
    number = r"[+-]?\d+" if kind == "integer" else r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
    return re.fullmatch(number, value) is not None


def _at(file: Path, row: Any, column: str, value: str, expected: str) -> DatasetError:
    line = int(row) + _FIRST_LINE
    return DatasetError(f"{file}: row {line}, column {column!r}: expected {expected}, got {value!r}.")
