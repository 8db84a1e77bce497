"""Tables of a student's own, as spreadsheets save them.

Owns how a CSV file is read and written: commas, semicolons or tabs, with or without a
byte order mark. Cells are text; a row keeps the number that the spreadsheet shows.
Imports nothing of coursekit but the errors.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from coursekit.errors import MethodError, nearest

#: What may stand between two cells.
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
#: A table typed or saved by hand is far smaller.
_MOST_BYTES = 50_000_000


def read_table(file: Path | str, needed: Sequence[str], *, others: Sequence[str] = ()) -> pd.DataFrame:
    """Read a CSV file as a table of text.

    Parameters
    ----------
    file : pathlib.Path or str
        CSV with a first row of column names: separated by commas, semicolons or tabs, in
        UTF-8 (with or without byte order mark) or in the UTF-16 of *Unicode Text*.
    needed : sequence of str
        Columns that must be there. Upper and lower case make no difference in the file.
    others : sequence of str
        Columns that may be there and are renamed to this spelling if they are.

    Returns
    -------
    pandas.DataFrame
        All cells as text without outer spaces, empty where there is nothing. The index
        (``row``) is the row of the spreadsheet: the first row below the names is 2.

    Raises
    ------
    MethodError
        Names the file, and the row and column where there is one.
    """
    path = Path(file)
    names, *rows = _records(_text(path), path)
    columns = _columns(names, [*needed, *others], path)
    for column in needed:
        if column not in columns:
            msg = f"{path.name}: there is no column {column!r} in the first row. {nearest(column, columns)}"
            raise MethodError(msg)
    filled = {number: row for number, row in enumerate(rows, start=2) if any(row)}
    cells = [_row(row, columns, number, path) for number, row in filled.items()]
    return pd.DataFrame(cells, columns=columns, index=pd.Index(filled, name="row"), dtype="str")


def _text(path: Path) -> str:
    """Return what stands in the file, whatever a spreadsheet made of its encoding."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise MethodError(f"{path}: there is no such file.") from error
    except OSError as error:
        raise MethodError(f"{path}: the file cannot be opened: {error.strerror}.") from error
    if content.startswith(b"PK\x03\x04"):
        raise MethodError(f"{path.name}: this is a workbook or an archive, not CSV. Save it as 'CSV UTF-8'.")
    if len(content) > _MOST_BYTES:
        raise MethodError(f"{path.name}: the file has {len(content):,} bytes; at most {_MOST_BYTES:,} are read.")
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        msg = f"{path.name}: line {line} is not in UTF-8. Save the table as 'CSV UTF-8', so that no letter is lost."
        raise MethodError(msg) from error
    if not text.strip():
        raise MethodError(f"{path.name}: the file is empty. Expected a first row of column names and rows below it.")
    return text


def _records(text: str, path: Path) -> list[list[str]]:
    """Split the text into rows of cells; the first row decides what separates."""
    first, _, rest = text.partition("\n")
    # Excel's own way to say what separates.
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= len("sep=") + 1:
        separator, text = first.strip("\r\n ")[len("sep=") :] or "\t", rest
    else:
        separator = max(SEPARATORS, key=first.count)
    if separator not in SEPARATORS:
        known = ", ".join(SEPARATORS.values())
        raise MethodError(f"{path.name}: columns are separated by {separator!r}. Expected one of: {known}.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return [[cell.strip().replace("\r\n", "\n") for cell in record] for record in reader]
    except csv.Error as error:
        most = csv.field_size_limit()
        if "field larger than field limit" in str(error):
            msg = f"{path.name}: a cell that reaches line {reader.line_num} has more than {most:,} characters."
            raise MethodError(f"{msg} Cut the text into units, or look for a quote that is never closed.") from error
        msg = f"{path.name}: line {reader.line_num} cannot be split into cells ({error}). Look for a lone quote."
        raise MethodError(msg) from error


def _columns(names: list[str], known: Sequence[str], path: Path) -> list[str]:
    """Return the names of the columns in the spelling that is known."""
    spelling = {name.casefold(): name for name in known}
    # A separator at the end of each line makes a last column that is none.
    while names and not names[-1]:
        names = names[:-1]
    columns = [spelling.get(name.casefold(), name) for name in names]
    for place, column in enumerate(columns):
        if not column:
            raise MethodError(f"{path.name}: column {place + 1} has no name in the first row.")
        if column in columns[:place]:
            raise MethodError(f"{path.name}: the first row names two columns {column!r}.")
    return columns


def _row(cells: list[str], columns: list[str], number: int, path: Path) -> list[str]:
    """Fill a row that ends early; refuse one that has more cells than there are columns."""
    if any(cells[len(columns) :]):
        msg = (
            f"{path.name}, row {number}: {len(cells)} cells, but the first row names {len(columns)} columns. "
            "Put a text that holds the separator between double quotes."
        )
        raise MethodError(msg)
    return (cells + [""] * len(columns))[: len(columns)]


def write_table(file: Path | str, table: pd.DataFrame, *, overwrite: bool = False) -> Path:
    """Write a table as CSV that spreadsheets open with every letter intact.

    UTF-8 with byte order mark, commas, missing values as empty cells.

    Raises
    ------
    MethodError
        If the file is there already and is not to be overwritten, or cannot be written.
    """
    text = table.to_csv(index=False, lineterminator="\r\n")
    return write_file(file, text.encode("utf-8-sig"), overwrite=overwrite)


def write_file(file: Path | str, content: bytes, *, overwrite: bool = False) -> Path:
    """Write a file; one that is there already stays as it is unless told otherwise.

    Raises
    ------
    MethodError
        If the file is there already and is not to be overwritten, or cannot be written.
    """
    path = Path(file)
    part = path.with_name(f"{path.name}.part")
    try:
        if not overwrite:
            with path.open("xb") as target:
                target.write(content)
        else:
            # In two steps, so that a full disk does not cost the file that is there.
            part.write_bytes(content)
            part.replace(path)
    except FileExistsError as error:
        msg = f"{path}: there is such a file already. Choose another name, or say overwrite=True."
        raise MethodError(msg) from error
    except OSError as error:
        raise MethodError(f"{path}: the file cannot be written: {error.strerror}.") from error
    return path
