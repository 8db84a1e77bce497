"""A document added to the corpus: read, reported, stored.

Owns the order of the steps and every refusal; a file that cannot be read changes nothing.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coursekit.corpus import store
from coursekit.corpus.blocks import Reading
from coursekit.corpus.docx import read_docx
from coursekit.corpus.html import read_html
from coursekit.corpus.language import language_of
from coursekit.corpus.pdf import read_pdf
from coursekit.corpus.plain import read_plain
from coursekit.corpus.recognise import form_of
from coursekit.corpus.report import Report
from coursekit.corpus.scramble import scramble_warning
from coursekit.errors import CorpusError, CourseError, MethodError

#: A larger file is no document, a longer text no title.
_MOST_BYTES, _LONGEST_TITLE = 100_000_000, 300
#: So many different running heads are kept in the record.
_MOST_REMOVED = 200
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
#: Names that Windows keeps for itself.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}
_READERS: dict[str, Callable[[bytes], Reading]] = {"html": read_html, "docx": read_docx, "txt": read_plain}
_LATIN_LETTERS = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya a g q ng o u u h i"
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
        _LATIN_LETTERS.split(),
        strict=True,
    )
)


def add(  # noqa: PLR0913  what may be said of a document
    file: str | Path,
    *,
    folder: str | Path = store.FOLDER,
    key: str | None = None,
    title: str | None = None,
    language: str | None = None,
    pages: tuple[int, int] | None = None,
    password: str | None = None,
    replace: bool = False,
) -> Report:
    r"""Add a document of one's own to the corpus.

    The file is read, never changed. What it is is decided by its content, not by
    its name. A file that is in the corpus already is recognised and left.

    Parameters
    ----------
    file : str or pathlib.Path
        A PDF, a web page, a Word file (DOCX) or a text file.
    folder : str or pathlib.Path
        The corpus; made if it is not there.
    key : str, optional
        Short name of the document: small Latin letters, digits, ``-`` and ``_``.
        From the name of the file by default.
    title : str, optional
        Its title; found in the document by default.
    language : str, optional
        Code of its language, such as ``kk``; guessed by default.
    pages : tuple of int, optional
        First and last page of a PDF to be read; all by default, but at most 400.
    password : str, optional
        What opens a protected PDF.
    replace : bool
        Put the document in the place of another one with the same key. A table that was
        corrected by hand is kept beside it as ``KEY.csv.bak``.

    Returns
    -------
    Report
        What was found, what was repaired, what to check; ``print`` shows it.

    Raises
    ------
    CorpusError
        If the file cannot be read, the key is not free, or the file is in the corpus
        under another key. Nothing is changed then.
    MethodError
        If the library that reads files of this kind is not installed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     file = Path(place) / "note.txt"
    ...     _ = file.write_text("AIMS\n\n1. Peace in the region.\n\n2. Trade with the neighbours.", "utf-8")
    ...     report = add(file, folder=Path(place) / "corpus")
    >>> report.key, report.title, dict(report.blocks)
    ('note', 'AIMS', {'heading': 1, 'item': 2})
    """
    source = Path(file)
    with _naming(source):
        content = _content(source)
    sha256 = hashlib.sha256(content).hexdigest()
    known = _same(folder, sha256, pages)
    if known is not None and not replace:
        asked = {"key": key, "title": title, "language": language}
        return _report(known, folder, added=False, notes=_ignored(known, asked))
    with _naming(source):
        name = _key(known["key"] if known and key is None else key, source, pages)
        _check_free(folder, name, known, replace=replace)
        reading = _read(content, pages, password)
    record = {
        "key": name,
        "title": title or reading.title[:_LONGEST_TITLE] or _nfc(source.stem),
        "source": _nfc(source.name),
        "sha256": sha256,
        "part": list(pages) if pages else None,
        **_known_of(reading, language),
    }
    kept = _kept(folder, name)
    try:
        store.write(folder, record, reading.blocks)
    except CorpusError:
        if kept:
            kept.unlink(missing_ok=True)
        raise
    return _report(record, folder, notes=[f"The table corrected by hand is kept: {kept}."] if kept else [])


def _nfc(name: str) -> str:
    """Return a name with its letters whole: macOS writes й as и and a sign above it."""
    return unicodedata.normalize("NFC", name)


def _kept(folder: str | Path, key: str) -> Path | None:
    """Keep the table that will be replaced, if it was corrected by hand; return where."""
    before = store.known(folder, key)
    there = before is not None and (Path(folder) / f"{key}.csv").exists()
    return store.keep(folder, key) if before and there and store.is_edited(folder, before) else None


def _ignored(known: dict[str, Any], asked: dict[str, str | None]) -> list[str]:
    """Return what to say of a key, a title or a language that a file added again was given."""
    other = [name for name, value in asked.items() if value is not None and value != known.get(name)]
    if not other:
        return []
    named = " and ".join(f"{name} {asked[name]!r}" for name in other)
    advice = _new_key(known["key"]) if "key" in other else "With --replace it is read again and they are taken"
    return [f"Not taken, because the document is left as it was: {named}. {advice}."]


def _new_key(key: str) -> str:
    return f"For another key take {key}.csv and {key}.json out of the folder and add the file again"


@contextmanager
def _naming(source: Path) -> Iterator[None]:
    """Let every refusal begin with the file."""
    try:
        yield
    except CorpusError as error:
        raise CorpusError(f"{source}: {error}.") from error
    except MethodError as error:
        raise MethodError(f"{source}: {error}") from error


def _known_of(reading: Reading, language: str | None) -> dict[str, Any]:
    """Return what a reading says of a document, for its record."""
    scrambled = scramble_warning(reading.blocks, reading.format)
    return {
        "format": reading.format,
        "pages": reading.pages,
        "language": language or language_of("\n\n".join(block.text for block in reading.blocks)),
        "added": datetime.now(UTC).isoformat(timespec="seconds"),
        "blocks": dict(Counter(block.kind for block in reading.blocks)),
        "repairs": dict(reading.repairs),
        "warnings": [*reading.warnings, *([scrambled] if scrambled else [])],
        "removed": list(reading.removed[:_MOST_REMOVED]),
    }


def _content(source: Path) -> bytes:
    """Return the bytes of a file that may be one."""
    if source.is_dir():
        raise CorpusError("this is a folder. Name the files in it")
    try:
        size = source.stat().st_size
        if size > _MOST_BYTES:
            msg = f"it has {size / 1e6:,.0f} MB; at most {_MOST_BYTES // 1_000_000} MB are read. Is it a document?"
            raise CorpusError(msg)
        return source.read_bytes()
    except FileNotFoundError as error:
        raise CorpusError(f"there is no such file. You are in {Path.cwd()}; check name and folder") from error
    except OSError as error:
        raise CorpusError(f"it cannot be opened ({error.strerror or error}). Close it in other programs") from error


def _same(folder: str | Path, sha256: str, pages: tuple[int, int] | None) -> dict[str, Any] | None:
    part = list(pages) if pages else None
    return next((one for one in store.records(folder) if one.get("sha256") == sha256 and one.get("part") == part), None)


def _key(key: str | None, source: Path, pages: tuple[int, int] | None) -> str:
    """Return the key given, or one made of the name of the file."""
    if key is None:
        latin = "".join(_LATIN.get(letter, letter) for letter in _nfc(source.stem).lower())
        made = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:50].strip("-") or "document"
        made = f"{made}-file" if made in _RESERVED else made
        return f"{made}-p{pages[0]}-{pages[1]}" if pages else made
    if not _KEY.fullmatch(key) or key in _RESERVED:
        msg = (
            f"the key {key!r} cannot be used; expected are small Latin letters, digits, - and _, such as eu2019strategy"
        )
        raise CorpusError(msg)
    return key


def _check_free(folder: str | Path, key: str, known: dict[str, Any] | None, *, replace: bool) -> None:
    """Refuse a key that is another's: of a document, or of a file that the corpus knows nothing of."""
    if known is not None and known["key"] != key:
        msg = f"it is in the corpus as {known['key']!r} and would stand there twice. {_new_key(known['key'])}"
        raise CorpusError(msg)
    if not store.is_taken(folder, key):
        return
    if store.known(folder, key) is None:
        msg = f"the key {key!r} is taken by a file of your own, {Path(folder) / key}.csv. Give another key with --key"
        raise CorpusError(msg)
    if replace:
        return
    msg = f"the key {key!r} is taken by another document of {folder}. Give another with --key, or --replace that one"
    raise CorpusError(msg)


def _read(content: bytes, pages: tuple[int, int] | None, password: str | None) -> Reading:
    form = form_of(content)
    if pages and form != "pdf":
        raise CorpusError(f"a part by pages was asked for, but only a PDF has pages; this is {form.upper()}")
    try:
        reading = read_pdf(content, pages=pages, password=password) if form == "pdf" else _READERS[form](content)
    except CourseError:
        raise
    except RecursionError as error:
        msg = f"the {form.upper()} is too deeply nested. Save it in another format, such as PDF"
        raise CorpusError(msg) from error
    except Exception as error:
        # Damaged files make the libraries stumble anywhere.
        msg = f"the {form.upper()} is damaged ({type(error).__name__}). Download it again, or try another format"
        raise CorpusError(msg) from error
    if not reading.blocks:
        raise CorpusError("no text was found in it. Look for another version")
    return reading


def _report(record: dict[str, Any], folder: str | Path, *, added: bool = True, notes: Sequence[str] = ()) -> Report:
    names = set(asdict(Report("", "", "", "", 0, "", {}))) - {"table", "added", "warnings", "notes"}
    known = {name: record[name] for name in names}
    table = str(Path(folder) / f"{record['key']}.csv")
    return Report(**known, warnings=tuple(record["warnings"]), table=table, added=added, notes=tuple(notes))
