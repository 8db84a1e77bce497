"""Word files (DOCX): paragraphs in their order, with headings, numbers, footnotes.

Owns everything that knows Word's XML. The headers and footers of pages are parts
of their own and never come into the text.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from coursekit.corpus.blocks import Block, Reading
from coursekit.corpus.docx_numbers import Numbering, written
from coursekit.corpus.letters import clean
from coursekit.corpus.numbers import LABEL
from coursekit.corpus.structure import structured
from coursekit.errors import CorpusError, MethodError, library

#: A document unpacks to no more than this, and no part of it shrinks better.
_MOST_BYTES, _MOST_RATIO, _MOST_PARTS = 300_000_000, 200, 5_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
#: Signs that Word keeps as tags.
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
#: What stands in the file but not in the text: deleted words, field codes, the page as a picture of itself.
_UNSEEN = {"del", "moveFrom", "delText", "instrText", "pPr", "rPr", "Fallback", "drawing", "pict", "object"}


def read_docx(content: bytes) -> Reading:
    """Read a Word file.

    Parameters
    ----------
    content : bytes
        The file.

    Raises
    ------
    CorpusError
        If it is damaged, unpacks to more than any document, or holds no text.
    """
    _check_size(content)
    document = _opened(content)
    reader = _Reader(document)
    blocks = structured([*reader.blocks(document.element.body), *reader.notes(document)])
    if not blocks:
        raise CorpusError("it holds no text, perhaps only pictures. Look for a version with text")
    warnings = tuple(_warnings(document, reader.repairs))
    return Reading("DOCX", _title(document, blocks), tuple(blocks), 0, _shown(reader.repairs), warnings)


def _shown(repairs: Counter[str]) -> Counter[str]:
    """Return the repairs without the count of deleted pieces, which is a warning."""
    return Counter({code: count for code, count in repairs.items() if count and code != "tracked"})


def _check_size(content: bytes) -> None:
    """Refuse an archive that would unpack without end."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise CorpusError("the Word file is damaged or was not downloaded to its end. Download it again") from error
    size = sum(part.file_size for part in parts)
    ratio = max(
        (part.file_size / max(1, part.compress_size) for part in parts if part.file_size > 1_000_000), default=0
    )
    if size > _MOST_BYTES or len(parts) > _MOST_PARTS or ratio > _MOST_RATIO:
        msg = (
            f"it unpacks to {size / 1e6:,.0f} MB in {len(parts)} parts, far more than a document needs: "
            "it may be a zip bomb and was not opened. Get the file from its issuer"
        )
        raise CorpusError(msg)


def _opened(content: bytes) -> Any:
    try:
        return library("docx").Document(io.BytesIO(content))  # Late: only who reads a Word file needs it.
    except MethodError:
        raise
    except Exception as error:
        raise CorpusError("the Word file is damaged: a part of it cannot be read. Save it again in Word") from error


class _Reader:
    """Reads the body, then the notes; remembers how far automatic numbers have come."""

    def __init__(self, document: Any) -> None:
        self.repairs: Counter[str] = Counter()
        self._numbering = Numbering(document)
        self._styles = _styles(document)
        self._headings = {name: level for name in self._styles if (level := _level_of_style(name, self._styles))}
        #: Kind and id of a note -> its number: Word counts notes as the text comes to them.
        self._order: dict[tuple[str, str], int] = {}

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Yield the blocks of a body, a cell or a container of content."""
        for child in parent:
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in {"sdt", "sdtContent", "ins", "smartTag", "customXml"}:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        text = clean(self._text(paragraph), self.repairs)
        style = _value(paragraph, "pPr/pStyle")
        if not text:
            return
        if _value(self._styles.get(style), "name").lower().startswith("toc "):
            # A table of contents says every heading a second time.
            self.repairs["contents"] += 1
            return
        level = self._headings.get(style, 0) or _outline(paragraph)
        number = self._numbering.number(paragraph, style)
        self.repairs["numbers"] += bool(number)
        if level:
            yield Block("heading", text, number or "", level)
        else:
            yield Block("paragraph" if number is None else "item", text, number or "")

    def _table(self, table: Any) -> Iterator[Block]:
        """Yield a row with a number and a text as one paragraph, other rows with their cells side by side."""
        for row in table.findall(f"{_W}tr"):
            filled = [cell for cell in (list(self.blocks(one)) for one in row.findall(f"{_W}tc")) if cell]
            if len(filled) == 1:
                yield from filled[0]
            elif len(filled) == 2 and len(filled[0]) == 1 and LABEL.fullmatch(filled[0][0].text):
                yield Block("paragraph", f"{filled[0][0].text} {filled[1][0].text}")
                yield from filled[1][1:]
            elif filled:
                yield Block("paragraph", " | ".join(" ".join(block.text for block in cell) for cell in filled))

    def _text(self, tag: Any) -> str:
        """Return the text of a paragraph, footnote marks in square brackets."""
        pieces = []
        for child in tag:
            name = _name(child)
            if name in _UNSEEN:
                self.repairs["tracked"] += name in {"del", "moveFrom"}
            elif name == "t":
                pieces.append(child.text or "")
            elif name in _SIGNS:
                pieces.append(_SIGNS[name])
            elif name in {"footnoteReference", "endnoteReference"}:
                pieces.append(f"[{self._note_number(name.removesuffix('Reference'), child.get(f'{_W}id', ''))}]")
                self.repairs["marks"] += 1
            else:
                pieces.append(self._text(child))
        return "".join(pieces)

    def _note_number(self, kind: str, name: str) -> str:
        """Return the number of a note; endnotes have small Roman figures, as in Word."""
        of_kind = sum(known == kind for known, _ in self._order)
        number = self._order.setdefault((kind, name), of_kind + 1)
        return written(number, "lowerRoman") if kind == "endnote" else str(number)

    def notes(self, document: Any) -> Iterator[Block]:
        """Yield the footnotes and endnotes that the text refers to, in their order."""
        found: dict[tuple[str, str], Any] = {}
        for kind in ("footnote", "endnote"):
            for part in _parts(document, kind):
                found |= {(kind, note.get(f"{_W}id", "")): note for note in part.findall(f"{_W}{kind}")}
        for kind, name in list(self._order):
            if (kind, name) in found:
                text = " ".join(self._text(one) for one in found[kind, name].iter(f"{_W}p"))
                yield Block("footnote", clean(text, self.repairs), self._note_number(kind, name))


def _name(tag: Any) -> str:
    return str(tag.tag).rpartition("}")[2]


def _value(tag: Any, path: str) -> str:
    found = tag.find("/".join(f"{_W}{step}" for step in path.split("/"))) if tag is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


def _outline(paragraph: Any) -> int:
    """Return the level that a paragraph itself has in the outline."""
    level = _value(paragraph, "pPr/outlineLvl")
    return int(level) + 1 if level.isdecimal() and int(level) < 9 else 0


def _styles(document: Any) -> dict[str, Any]:
    return {style.get(f"{_W}styleId", ""): style for style in document.styles.element.findall(f"{_W}style")}


def _level_of_style(name: str, styles: dict[str, Any]) -> int:
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        shown = _value(styles[name], "name")
        found = _HEADING.fullmatch(shown)
        if found or shown.lower() == "title":
            return int(found[1]) + 1 if found else 1
        if outline := _outline(styles[name]):
            return outline + 1
        name = _value(styles[name], "basedOn")
    return 0


def _parts(document: Any, kind: str) -> Iterator[Any]:
    parse = library("docx.oxml").parse_xml
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
            yield parse(relation.target_part.blob)


def _title(document: Any, blocks: list[Block]) -> str:
    headings = [block for block in blocks if block.kind == "heading"]
    shown = min(headings, key=lambda block: block.level).text if headings else ""
    return shown or " ".join((document.core_properties.title or "").split())


def _warnings(document: Any, repairs: Counter[str]) -> Iterator[str]:
    if repairs["tracked"]:
        yield "It has tracked changes: what was deleted is left out, what was inserted is kept."
    if repairs["numbers"]:
        yield (
            f"{repairs['numbers']} numbers are not in the file: Word counts them when it shows it. "
            "They were counted again here; compare them with the original."
        )
    if document.element.body.find(f".//{_W}txbxContent") is not None:
        yield "It has text boxes; their text is left out."
