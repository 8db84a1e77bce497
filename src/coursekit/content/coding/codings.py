"""Codings: which coder gave which unit which codes.

Owns how hand codings are read from a table, checked against the codebook, and written.
One row per code; a row without a code says that the coder read the unit and found none;
no row says that the coder did not read it. Imports nothing above
:mod:`coursekit.errors`.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from coursekit.content.coding.codebook import SEPARATOR
from coursekit.content.csv_tables import read_table, write_table
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest

NEEDED = ("unit", "coder", "code")
#: What else can be known of a coding.
KNOWN = ("document", "start", "end", "round", "note")
#: In a cell for codes: this coder did not read this unit.
NOT_READ = "?"
#: What people write for "nothing" and no codebook calls a code; an empty cell says it.
_NO_CODES = frozenset(["na", "n/a", "#n/a", "nan", "-", "–", "—"])
#: Columns of units and remarks, which are nobody's name.
_NO_CODERS = frozenset(
    word
    for line in (
        "text texts heading headings title number page pages level kind block basis position id index row section",
        "paragraph sentence definition label language date comment comments notes remark remarks memo codes coders",
        "текст заголовок номер страница комментарий примечание дата",
        "мәтін тақырып нөмір бет түсініктеме ескертпе күні",
    )
    for word in line.split()
)
_POSITIONS = ("start", "end")


class _Cell(NamedTuple):
    """A cell with codes: where it stands and what stands beside it."""

    row: int
    column: str
    unit: str
    coder: str
    codes: str
    beside: dict[str, str]


class _Rows:
    """The codings found so far, with the row of each, and what is wrong."""

    def __init__(self, name: str, codes: Collection[str] | None, units: Collection[str] | None) -> None:
        self.name, self.codes, self.units = name, codes, units
        self.found: list[dict[str, Any]] = []
        self.problems: list[str] = []
        self._seen: dict[tuple[str, ...], dict[str, int]] = {}

    def add(self, cell: _Cell) -> None:
        """Take the codes of a cell, or note what is wrong with it."""
        before = len(self.problems)
        self._check_names(cell)
        beside = {key: self._value(cell, key, value) for key, value in cell.beside.items()}
        self._check_positions(cell, beside)
        codes = [code.strip() for code in cell.codes.split(SEPARATOR)]
        for code in [code for code in codes if code] or [""]:
            self._check_code(cell, code)
            if len(self.problems) == before:
                self.found.append({"unit": cell.unit, "coder": cell.coder, "code": code or None, **beside})

    def problem(self, cell: _Cell, column: str, says: str) -> None:
        """Note a problem with its place."""
        self.problems.append(f"{self.name}, row {cell.row}, column {column!r}: {says}")

    def _check_names(self, cell: _Cell) -> None:
        if not cell.unit:
            self.problem(cell, "unit", "it is empty. Say which unit was coded.")
        elif self.units is not None and cell.unit not in self.units:
            self.problem(cell, "unit", f"there is no unit {cell.unit!r}. {nearest(cell.unit, self.units)}")
        if not cell.coder:
            self.problem(cell, "coder", "it is empty. Say who coded.")

    def _value(self, cell: _Cell, key: str, value: str) -> Any:
        if key not in _POSITIONS or not value:
            return value or None
        # Spreadsheets write whole numbers as 12.0 when a cell above them is empty.
        whole = value.removesuffix(".0")
        if whole.isdecimal():
            return int(whole)
        self.problem(cell, key, f"{value!r} is no position. Expected a whole number from 0.")
        return None

    def _check_positions(self, cell: _Cell, beside: dict[str, Any]) -> None:
        start, end = (beside.get(key) for key in _POSITIONS)
        if isinstance(start, int) and isinstance(end, int) and end <= start:
            self.problem(cell, "end", f"{end} does not come after the start, {start}.")

    def _check_code(self, cell: _Cell, code: str) -> None:
        """Refuse a code that is unknown, doubled, or at odds with "no code"."""
        if self.codes is None and (code == NOT_READ or code.casefold() in _NO_CODES):
            says = f"{code!r} is no code. Leave the cell empty if the unit was read and has none"
            self.problem(cell, cell.column, f"{says}; {NOT_READ!r} alone says that it was not read.")
            return
        if code and self.codes is not None and code not in self.codes:
            self.problem(cell, cell.column, f"there is no code {code!r} in the codebook. {nearest(code, self.codes)}")
            return
        place = (cell.unit, cell.coder, *(cell.beside.get(key, "") for key in ("document", *_POSITIONS, "round")))
        rows = self._seen.setdefault(place, {})
        other = rows.get(code) if code in rows else rows.get("") if code else next(iter(rows.values()), None)
        if other is None:
            rows[code] = cell.row
        elif code in rows:
            self.problem(cell, cell.column, f"{cell.coder!r} gave {cell.unit!r} {_shown(code)} in row {other} already.")
        else:
            says = f"{cell.coder!r} gave {cell.unit!r} {_shown(code)}, but row {other} says"
            self.problem(cell, cell.column, f"{says} {'that it has none' if code else 'that it has one'}.")


def need_values(table: pd.DataFrame, columns: Iterable[str], what: str) -> None:
    """Make sure that nothing is missing in columns that say what a row is about.

    Raises
    ------
    MethodError
        Names the first row, counted from 1, and the column.
    """
    for column in columns:
        missing = table[column].isna().to_numpy()
        if missing.any():
            raise MethodError(f"Row {int(missing.argmax()) + 1} of {what} has no {column}. Fill it, or drop the row.")


def _shown(code: str) -> str:
    return repr(code) if code else "no code"


def read_codings(
    file: Path | str,
    codebook: pd.DataFrame | None = None,
    units: pd.DataFrame | Iterable[str] | None = None,
) -> pd.DataFrame:
    r"""Read hand codings from a CSV file.

    Parameters
    ----------
    file : pathlib.Path or str
        CSV as spreadsheets save it, in one of two forms:

        - long: ``unit``, ``coder``, ``code``, one row per code, and as wanted
          ``document``, ``start``, ``end``, ``round``, ``note``. A unit that was not read
          has no row.
        - wide: ``unit`` and one column per coder, named after the coder. Columns such as
          ``text`` or ``comment`` are refused, because nobody is called so.

        In both an empty cell says: read, no code found; a ``?`` says: not read; and a
        cell may hold several codes separated by ``;``.
    codebook : pandas.DataFrame, optional
        Codes that may be used; without it every code is taken, but for ``NA`` and ``-``.
    units : pandas.DataFrame or iterable of str, optional
        Units that may be coded (their names, or a table with ``unit``); without it every
        unit is taken.

    Returns
    -------
    pandas.DataFrame
        One row per code that a coder gave a unit: ``unit``, ``coder``, ``code`` (missing:
        read, no code found), and of ``document``, ``start``, ``end`` (whole numbers),
        ``round``, ``note`` those that the file has.

    Raises
    ------
    MethodError
        If a code or unit is unknown (with the nearest), a coding stands twice, a unit has
        a code and none from the same coder, or the file is no such table. Names file,
        row, column and value, and how many more problems there are.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "codings.csv")
    ...     _ = file.write_text("unit,A,B\ns1,water;energy,water\ns2,,?\n", encoding="utf-8")
    ...     read_codings(file).fillna("").values.tolist()
    [['s1', 'A', 'water'], ['s1', 'A', 'energy'], ['s1', 'B', 'water'], ['s2', 'A', '']]
    """
    table = read_table(file, ["unit"], others=[*NEEDED, *KNOWN])
    name = Path(file).name
    if table.empty:
        raise MethodError(f"{name}: there is no coding in it. Expected one row per code below the names.")
    rows = _Rows(name, _names(codebook, "code", "the codebook"), _names(units, "unit", "the units"))
    for cell in _cells(table, name):
        rows.add(cell)
    if rows.problems:
        more = len(rows.problems) - 1
        raise MethodError(rows.problems[0] + (f" ({more} more problems in this file.)" if more else ""))
    return _typed(pd.DataFrame(rows.found, columns=[*NEEDED, *(key for key in KNOWN if key in table)]))


def _names(table: Any, column: str, what: str) -> frozenset[str] | None:
    """Return the names that may be used, from a table or a list; nothing if all may."""
    if table is None:
        return None
    if isinstance(table, pd.DataFrame):
        need(table, [column], what)
        table = table[column]
    return frozenset(str(name) for name in table)


def _cells(table: pd.DataFrame, name: str) -> Iterator[_Cell]:
    """Go through the cells that hold codes, row by row, in either form."""
    records = zip(table.index, table.to_dict("records"), strict=True)
    extra = [key for key in KNOWN if key in table]
    if "coder" in table or "code" in table:
        missing = next((column for column in NEEDED if column not in table), None)
        if missing:
            raise MethodError(f"{name}: there is no column {missing!r} beside the others. Expected unit, coder, code.")
        for row, cells in records:
            beside = {key: cells[key] for key in extra}
            if cells["code"] != NOT_READ:
                yield _Cell(row, "code", cells["unit"], cells["coder"], cells["code"], beside)
        return
    coders = [str(column) for column in table if column not in {"unit", *extra}]
    if not coders:
        raise MethodError(f"{name}: there are no codes. Expected the columns unit, coder, code, or one for each coder.")
    strange = next((coder for coder in coders if coder.casefold() in _NO_CODERS), None)
    if strange:
        says = f"{name}: there is no column 'code', so each column is a coder, and {strange!r} is hardly one's name."
        raise MethodError(f"{says} Delete or rename that column, or give the file the columns unit, coder, code.")
    for row, cells in records:
        for coder in coders:
            if cells[coder] != NOT_READ:
                yield _Cell(row, coder, cells["unit"], coder, cells[coder], {key: cells[key] for key in extra})


def _typed(codings: pd.DataFrame) -> pd.DataFrame:
    """Make text of text and whole numbers of positions; rounds are numbers where all are."""
    kinds = {column: "Int64" if column in _POSITIONS else "str" for column in codings}
    if "round" in codings and codings["round"].dropna().astype("str").str.fullmatch(r"\d+").all():
        codings["round"] = pd.to_numeric(codings["round"])
        kinds["round"] = "Int64"
    return codings.astype(kinds)


def write_codings(file: Path | str, codings: pd.DataFrame, *, overwrite: bool = False) -> Path:
    """Write codings as CSV, to be read by a spreadsheet or by :func:`read_codings`.

    Parameters
    ----------
    file : pathlib.Path or str
        Where to write them.
    codings : pandas.DataFrame
        ``unit``, ``coder``, ``code`` and whatever else the table has.
    overwrite : bool
        Whether a file of that name may be replaced.

    Returns
    -------
    pathlib.Path
        The file: the long form of :func:`read_codings`, UTF-8 with byte order mark.

    Raises
    ------
    MethodError
        If a column is missing, or the file is there already or cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> made = pd.DataFrame({"unit": ["s1", "s2"], "coder": ["A", "A"], "code": ["су", None]})
    >>> with TemporaryDirectory() as folder:
    ...     read_codings(write_codings(Path(folder, "codings.csv"), made)).fillna("").values.tolist()
    [['s1', 'A', 'су'], ['s2', 'A', '']]
    """
    need(codings, NEEDED, "the codings")
    return write_table(file, codings, overwrite=overwrite)
