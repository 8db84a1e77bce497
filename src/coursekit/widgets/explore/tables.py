"""Tables that a function of the reader's own returns, as they can be drawn and written.

Owns what a table may hold: numbers where something is drawn, numbers and texts where it
is read.
"""

from datetime import date, datetime
from typing import Any, Literal

import numpy as np
import pandas as pd

from coursekit.data import load
from coursekit.errors import FigureError
from coursekit.plots.figure import Series
from coursekit.plots.style import palette

_TONES = ("EU", "phase2", "new", "phase4", "muted", "phase1", "accent")
_DASHES: tuple[Literal["solid", "dashed", "dotted"], ...] = ("solid", "dashed", "dotted")


def sound_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as it can be drawn: years for dates, numbers in the cells."""
    _require_plain(table)
    if pd.api.types.is_complex_dtype(table.index):
        raise FigureError("its index holds complex numbers, which have no place on an axis.")
    if _lacks_places(table.index):
        raise FigureError("its index has a gap (NaN) or no end (infinity): every number needs its place.")
    if isinstance(table.index, pd.PeriodIndex | pd.DatetimeIndex):
        if not table.index.year.is_unique:
            raise FigureError("its index holds several dates of one year: use years, or names of periods.")
        table = table.set_axis(table.index.year.rename(table.index.name), axis="index")
    elif not are_numbers(table.index):
        table = table.set_axis(_texts(table.index), axis="index")
    table = table.set_axis(_texts(table.columns), axis="columns")
    if not table.index.is_unique or not table.columns.is_unique:
        raise FigureError("its index or its columns name something twice: each place has one value per line.")
    if table.index.name is not None and str(table.index.name) in table.columns:
        raise FigureError(f"its index and one of its columns are both called {table.index.name!r}: rename one.")
    for name, column in table.items():
        if not are_numbers(column):
            raise FigureError(f"column {name!r} holds {column.dtype}: what is drawn are numbers.")
    return table


def readable_table(table: Any) -> pd.DataFrame:
    """Return a table that stands beside a drawing as it can be written: numbers and texts."""
    if not isinstance(table, pd.DataFrame):
        raise FigureError(f"the table beside the drawing is {type(table).__name__}; expected a DataFrame.")
    _require_plain(table)
    columns = []
    for name, (_, column) in zip(_texts(table.columns), table.items(), strict=True):
        cells = [_written(cell) for cell in column]
        if any(isinstance(cell, complex) for cell in cells):
            raise FigureError(f"column {name!r} holds complex numbers, which have no place on an axis.")
        # Infinity has no form in a page; a column of numbers keeps its own way of being written.
        kept = column.replace([np.inf, -np.inf], np.nan).reset_index(drop=True) if are_numbers(column) else cells
        columns.append(pd.Series(kept, dtype=None if kept is not cells else object, name=name))
    return pd.concat(columns, axis=1)


def _require_plain(table: pd.DataFrame) -> None:
    if isinstance(table.index, pd.MultiIndex) or isinstance(table.columns, pd.MultiIndex):
        raise FigureError(
            "its rows or columns have names on several levels (MultiIndex): use reset_index(), or join the names."
        )
    if not len(table.columns):
        raise FigureError("the table has no column.")
    if not len(table):
        raise FigureError("the table has no row: there is nothing to show.")


def are_numbers(values: "pd.Index[Any] | pd.Series[Any]") -> bool:
    """Return whether values are numbers that have a place on an axis."""
    types = pd.api.types
    apart = types.is_bool_dtype(values) or types.is_complex_dtype(values)
    return bool(types.is_numeric_dtype(values) and not apart)


def _lacks_places(index: "pd.Index[Any]") -> bool:
    return bool(index.hasnans or (pd.api.types.is_float_dtype(index) and np.isinf(index.to_numpy(float)).any()))


def _texts(index: "pd.Index[Any]") -> "pd.Index[Any]":
    return pd.Index([str(_written(name)) for name in index], name=index.name, dtype=object)


def _written(value: Any) -> Any:
    """Return a cell or a name as a number or a text; dates as the standard writes them."""
    if isinstance(value, np.generic) and not isinstance(value, np.datetime64 | np.timedelta64):
        value = value.item()
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    if isinstance(value, datetime):
        midnight = value.time() == datetime.min.time() and value.tzinfo is None
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int | complex | str) else str(value)


def lines_of(table: pd.DataFrame) -> list[Series]:
    """Return a line, or a set of bars or dots, per column; what has a colour in the course keeps it."""
    codes = {name: code for code, name in load("entities").set_index("code")["name_en"].items() if code in palette()}
    codes |= {code: code for code in palette()}
    return [
        Series(
            key=str(name),
            label=str(name),
            points=[(_plain(x), _plain(y)) for x, y in column.items()],
            colour=codes.get(str(name), _TONES[place % len(_TONES)]),
            dash=_DASHES[place % len(_DASHES)],
        )
        for place, (name, column) in enumerate(table.items())
    ]


def name_of(index: "pd.Index[Any]") -> str:
    """Return the name of an index, empty if it has none."""
    return "" if index.name is None else str(index.name)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if pd.isna(value) or np.isinf(value):
        return None
    number = value.item() if hasattr(value, "item") else value
    return int(number) if isinstance(number, float) and number.is_integer() else number
