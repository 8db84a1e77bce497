"""Texts and codings out of a REFI-QDA project, whoever wrote it.

Owns the reading: which element becomes which coding, and what of a file is left behind.
Imports nothing of coursekit but its own package and the errors.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from coursekit.content.exchange.archives import Archive, counts
from coursekit.content.exchange.codes import key
from coursekit.content.exchange.positions import ATLAS, STANDARD, Counting, from_file
from coursekit.content.exchange.projects import ORIGIN
from coursekit.errors import MethodError

COLUMNS = ("unit", "coder", "code", "document", "start", "end", "note")
UNKNOWN = "unknown"
_INTERNAL = "internal://"
#: Elements of a project, what they are, and whether they are read.
PARTS = (
    ("Code", "codes", True),
    ("User", "coders", True),
    ("TextSource", "texts", True),
    ("Representation", "texts of PDF documents", True),
    ("PlainTextSelection", "passages in texts", True),
    ("Coding", "codings, in texts and elsewhere", True),
    ("Note", "notes", True),
    ("PDFSelection", "regions of PDF pages", False),
    ("PictureSource", "pictures", False),
    ("AudioSource", "sound", False),
    ("VideoSource", "films", False),
    ("Case", "cases", False),
    ("Variable", "variables", False),
    ("Set", "sets", False),
    ("Link", "links", False),
    ("Graph", "graphs", False),
)


class Source(NamedTuple):
    """A text of a project with the element that holds its selections."""

    name: str
    text: str
    positions: Any
    element: Any


def counting_of(origin: str | None) -> Counting:
    """Return how the program that wrote a project counts positions, as far as is known."""
    return ATLAS if "atlas" in (origin or "").casefold() else STANDARD


def parts_of(tree: Any) -> pd.DataFrame:
    """Return what a project has, and what of it is read."""
    found = counts(tree)
    rows = [(what, found[name], read) for name, what, read in PARTS if name in found]
    return pd.DataFrame(rows, columns=["what", "count", "read"])


def sources_of(project: Any, archive: Archive, counting: Counting) -> list[Source]:
    """Return the texts of a project; texts that lie outside the archive are left behind."""
    found: list[Source] = []
    names: dict[str, int] = {}
    for name, element in _text_elements(project):
        content = _text(element, archive)
        if content is None:
            continue
        names[name] = names.get(name, 0) + 1
        # Some programs give several texts one name.
        own = name if names[name] == 1 else f"{name} ({names[name]})"
        found.append(Source(own, *from_file(content, counting), element))
    return found


def _text_elements(project: Any) -> Iterator[tuple[str, Any]]:
    if project.sources is None:
        return
    for source in project.sources.text_source:
        yield source.name or source.guid, source
    for source in project.sources.pdfsource:
        if source.representation is not None:
            yield source.name or source.guid, source.representation


def _text(element: Any, archive: Archive) -> str | None:
    """Return the text of a source or note, from its file or from the XML."""
    path = element.plain_text_path
    if not path:
        content: str | None = element.plain_text_content
        return content
    if not path.startswith(_INTERNAL):
        return None
    written = archive.source(path)
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise archive.error(f"the text {path!r} is not in UTF-8 (byte {error.start}).") from error


def codings_of(project: Any, sources: list[Source], codes: dict[str, str], archive: Archive) -> pd.DataFrame:
    """Return the codings of a project.

    Selections without a code are units that were read and have none in a project of this
    course; those of other programs are comments and left behind. So are codings by codes
    that the codebook does not have, as some programs code cases.
    """
    coders = {
        key(user.guid): user.name or user.id or user.guid for user in (project.users.user if project.users else [])
    }
    notes = {key(note.guid): note for note in (project.notes.note if project.notes else [])}
    rows: list[tuple[str | int | None, ...]] = []
    for source in sources:
        for passage in _passages(source, archive.path):
            note = _note(passage.element, notes, archive)
            place = (source.name, passage.start, passage.end, note)
            for coding in passage.element.coding if passage.selected else [passage.element]:
                code = codes.get(key(coding.code_ref.target_guid))
                if code is not None:
                    rows.append((passage.unit, _coder(coding, passage.element, coders), code, *place))
            if passage.selected and not passage.element.coding and project.origin == ORIGIN:
                rows.append((passage.unit, _coder(passage.element, passage.element, coders), None, *place))
    kinds = dict.fromkeys(COLUMNS, "str") | {"start": "int64", "end": "int64"}
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)
    if project.origin != ORIGIN:
        places = table["start"].astype("str") + "–" + table["end"].astype("str")
        table["unit"] = table["document"] + ":" + places
    return table


class _Placed(NamedTuple):
    """A selection, or a coding of a whole text."""

    unit: str
    start: int
    end: int
    element: Any
    selected: bool


def _passages(source: Source, path: Path) -> Iterator[_Placed]:
    for coding in source.element.coding:
        yield _Placed(source.name, 0, len(source.text), coding, selected=False)
    for selection in source.element.plain_text_selection:
        start, end = selection.start_position, selection.end_position
        last = len(source.positions) - 1
        if not 0 <= start <= end <= last:
            msg = f"{path.name}: a passage of {source.name!r} stands at {start}–{end}, but the text ends at {last}."
            raise MethodError(f"{msg} The program may count differently: see counting=.")
        yield _Placed(
            selection.name or source.name,
            int(source.positions[start]),
            int(source.positions[end]),
            selection,
            selected=True,
        )


def _coder(coding: Any, selection: Any, coders: dict[str, str]) -> str:
    """Return who coded; some programs name only who changed the passage last."""
    users = [each for one in (coding, selection) for each in (one.creating_user, getattr(one, "modifying_user", None))]
    return next((coders.get(key(user), UNKNOWN) for user in users if user), UNKNOWN)


def _note(element: Any, notes: dict[str, Any], archive: Archive) -> str | None:
    """Return what was noted of a passage, in its description or in notes that it refers to."""
    told = [getattr(element, "description", None)]
    for reference in element.note_ref:
        note = notes.get(key(reference.target_guid))
        told += [note.description, _text(note, archive)] if note is not None else []
    return "\n".join(one.strip() for one in told if one and one.strip()) or None
