"""The student's folder: a table and a record of each document.

Owns the folder. Of each document there are ``KEY.csv``, its blocks, which may be
corrected by hand, and ``KEY.json``, what is known of it. The record is written last,
so that a document is there as a whole or not at all.
"""

import csv
import hashlib
import io
import json
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from coursekit.corpus.blocks import KINDS, Block
from coursekit.errors import CorpusError, nearest

#: The folder that is used where none is named.
FOLDER = "coursekit-corpus"
COLUMNS = ("block", "kind", "level", "number", "text", "page")


def records(folder: str | Path) -> list[dict[str, Any]]:
    """Return the record of every document, by key.

    Parameters
    ----------
    folder : str or pathlib.Path
        The corpus; one that is not there yet is empty.

    Raises
    ------
    CorpusError
        If a record cannot be read.
    """
    place = Path(folder)
    if not place.exists():
        return []
    with _speaking(place):
        # A file without a table beside it belongs to something else.
        return [_record(file) for file in sorted(place.glob("*.json")) if file.with_suffix(".csv").exists()]


def _record(file: Path) -> dict[str, Any]:
    try:
        record = json.loads(file.read_text("utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        msg = f"{file}: this record of a document is damaged. Delete it and its table, and add the document again"
        raise CorpusError(msg) from error
    known = record if isinstance(record, dict) else {}
    if known.get("key") != file.stem or not {"blocks", "repairs", "warnings", "pages", "title"} <= set(known):
        raise CorpusError(f"{file}: this is no record of a document of this corpus. Move it to another folder")
    return known


def blocks(folder: str | Path, key: str) -> list[Block]:
    """Return the blocks of a document as its table has them now.

    Parameters
    ----------
    folder : str or pathlib.Path
        The corpus.
    key : str
        The document.

    Raises
    ------
    CorpusError
        If the table is missing or was changed so that it is none any more; names row and column.
    """
    file = Path(folder) / f"{key}.csv"
    with _speaking(file):
        content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{file}: the table is not UTF-8. In Excel save it as 'CSV UTF-8'") from error
    columns, rows = _rows(text, file)
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        raise CorpusError(f"{file}: the column {missing[0]!r} is missing; expected are {', '.join(COLUMNS)}")
    return [_block(row, f"{file}: row {number}") for number, row in enumerate(rows, start=2)]


def _rows(text: str, file: Path) -> tuple[list[str], list[dict[str, str | None]]]:
    """Return the columns and the rows of a table, however long a paragraph is."""
    first = text.partition("\n")[0]
    usual = csv.field_size_limit(len(text) + 1)
    try:
        # Whatever ends the lines, csv is to see it as it is.
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
        return list(rows.fieldnames or []), list(rows)
    except csv.Error as error:
        msg = f"{file}: the table is damaged ({error}). In Excel save it as 'CSV UTF-8', or add the document again"
        raise CorpusError(msg) from error
    finally:
        csv.field_size_limit(usual)


def _block(row: Mapping[str, str | None], place: str) -> Block:
    text, kind = " ".join((row["text"] or "").split()), (row["kind"] or "").strip()
    if kind not in KINDS:
        raise CorpusError(f"{place}: kind is {kind!r}; expected is one of {', '.join(KINDS)}. {nearest(kind, KINDS)}")
    if not text:
        raise CorpusError(f"{place}: the text is empty. Delete the whole row if the block is not wanted")
    whole = {}
    for column in ("level", "page"):
        value = (row[column] or "").strip().removesuffix(".0")
        if value and not value.isdecimal():
            raise CorpusError(f"{place}: {column} is {value!r}; expected is a whole number or nothing")
        whole[column] = int(value or 0)
    return Block(kind, text, (row["number"] or "").strip(), whole["level"], whole["page"])


def is_edited(folder: str | Path, record: Mapping[str, Any]) -> bool:
    """Return whether the table of a document was changed after it was added.

    Parameters
    ----------
    folder : str or pathlib.Path
        The corpus.
    record : mapping
        The record of the document.
    """
    file = Path(folder) / f"{record['key']}.csv"
    with _speaking(file):
        return hashlib.sha256(file.read_bytes()).hexdigest() != record.get("table_sha256")


def is_taken(folder: str | Path, key: str) -> bool:
    """Return whether a file of that name is in the folder, be it of the corpus or not.

    Parameters
    ----------
    folder : str or pathlib.Path
        The corpus.
    key : str
        The document.
    """
    return any((Path(folder) / f"{key}{ending}").exists() for ending in (".csv", ".json"))


def known(folder: str | Path, key: str) -> dict[str, Any] | None:
    """Return the record of a document, or nothing if there is none.

    Parameters
    ----------
    folder : str or pathlib.Path
        The corpus.
    key : str
        The document.

    Raises
    ------
    CorpusError
        If there is a file of that name that is no sound record.
    """
    file = Path(folder) / f"{key}.json"
    with _speaking(file):
        return _record(file) if file.exists() else None


def keep(folder: str | Path, key: str) -> Path:
    """Copy a table that was corrected by hand, so that it can be replaced; return where the copy is.

    Parameters
    ----------
    folder : str or pathlib.Path
        The corpus.
    key : str
        The document.
    """
    file = Path(folder) / f"{key}.csv"
    copy, number = file.with_name(f"{file.name}.bak"), 1
    while copy.exists():
        # An earlier copy is the student's work too.
        number += 1
        copy = file.with_name(f"{file.name}.bak{number}")
    with _speaking(copy):
        copy.write_bytes(file.read_bytes())
    return copy


def write(folder: str | Path, record: Mapping[str, Any], found: Sequence[Block]) -> Path:
    """Store a document and return where its table is.

    Nothing is changed unless everything can be written.

    Parameters
    ----------
    folder : str or pathlib.Path
        The corpus; made if it is not there.
    record : mapping
        What is known of the document; ``key`` names it.
    found : sequence of Block
        Its blocks.

    Raises
    ------
    CorpusError
        If the folder cannot be written.
    """
    place, table = Path(folder), _table(found)
    whole = {**record, "table_sha256": hashlib.sha256(table).hexdigest()}
    file = place / f"{record['key']}.csv"
    with _speaking(place):
        place.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".json")
        with _beside(file, table) as new_table, _beside(beside, _json(whole)) as new_record, _restored(file):
            new_table.replace(file)
            new_record.replace(beside)
    return file


def _table(found: Sequence[Block]) -> bytes:
    """Return the blocks as CSV; the mark at its beginning tells Excel that it is UTF-8."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    for number, block in enumerate(found, start=1):
        rows.writerow([number, block.kind, block.level or "", block.number, block.text, block.page or ""])
    return text.getvalue().encode("utf-8-sig")


def _json(record: Mapping[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


@contextmanager
def _beside(file: Path, content: bytes) -> Iterator[Path]:
    """Give a finished file beside the one that it will become; remove it if it does not."""
    # Opened as any other file, not by tempfile, so that its rights are those that the system gives.
    made = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    try:
        with made.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        yield made
    finally:
        made.unlink(missing_ok=True)


@contextmanager
def _restored(file: Path) -> Iterator[None]:
    """Put the table back as it was if its record cannot be written."""
    before = file.read_bytes() if file.is_file() else None
    try:
        yield
    except OSError:
        if before is not None:
            file.write_bytes(before)
        elif file.is_file():
            file.unlink()
        raise


@contextmanager
def _speaking(place: Path) -> Iterator[None]:
    """Turn what the system says of a folder or file into one clear line."""
    try:
        yield
    except FileNotFoundError as error:
        raise CorpusError(f"{place}: there is no such file. Add the document again") from error
    except NotADirectoryError as error:
        raise CorpusError(f"{place}: this is a file, not a folder. Name another folder") from error
    except FileExistsError as error:
        raise CorpusError(f"{place}: this is a file, not a folder. Name another folder") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise CorpusError(f"{place}: cannot be read or written ({reason}). Name another folder") from error
