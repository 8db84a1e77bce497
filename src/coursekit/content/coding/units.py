"""Units: the pieces of a document that are coded.

Owns how documents are cut into sections, paragraphs, sentences and, by hand,
quasi-sentences. Positions are code points of the document's text, and the text between
them is the text of the unit, always. Imports nothing above :mod:`coursekit.errors`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from coursekit.content.coding.codings import need_values
from coursekit.content.coding.sentences import sentences
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest
from coursekit.waiting import steps

#: What a document can be cut into, with the letter that the names of such units carry.
KINDS = {"section": "", "paragraph": "p", "sentence": "s"}
COLUMNS = ("unit", "document", "number", "heading", "text", "start", "end", "page")
_BLOCKS = ("document", "block", "kind", "level", "number", "text", "start", "end")
_BETWEEN_BLOCKS = "\n\n"
_BETWEEN_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
_SHOWN = 20


class _Piece(NamedTuple):
    """A place in a document, and what is known of it."""

    start: int
    end: int
    number: str | None = None
    heading: str | None = None
    page: Any = None


def units(
    material: pd.DataFrame,
    *,
    of: str = "section",
    language: str = "en",
    level: int | None = None,
    footnotes: bool = False,
) -> pd.DataFrame:
    r"""Cut documents into units.

    Parameters
    ----------
    material : pandas.DataFrame
        Blocks of read documents (``document``, ``block``, ``kind``, ``level``, ``number``,
        ``text``, ``start``, ``end``, perhaps ``page``), all of them and in their order, as
        ``coursekit.corpus.read`` returns them; or plain texts (``document``, ``text``),
        whose paragraphs are separated by empty lines. Plain texts have no sections.
    of : {"section", "paragraph", "sentence"}
        What a unit is. A section is a heading with all that follows it up to the next
        heading; its text begins with the heading. What stands before the first heading
        is a section too. Paragraphs include numbered ones.
        Headings are no paragraphs and have no sentences here. Quasi-sentences are cut by
        hand: see :func:`cut`.
    language : {"en", "kk", "ru"}
        Whose abbreviations are known when sentences are cut.
    level : int, optional
        Sections begin at headings of this level or higher (1 is the highest) only; by
        default at every heading.
    footnotes : bool
        Whether footnotes are paragraphs, and are cut into sentences. In sections they
        are included only where the document has them between its paragraphs.

    Returns
    -------
    pandas.DataFrame
        One row per unit, in the order of the documents.

        - ``unit``: name, such as ``eu2019-03``, ``eu2019-p003`` or ``eu2019-s003``.
        - ``document``.
        - ``number``: as printed, where the heading or paragraph has one.
        - ``heading``: the heading that the unit stands under, where there is one.
        - ``text``: the text of the unit.
        - ``start``, ``end``: positions in the document's text, in code points, end
          exclusive: ``text == document_text[start:end]``.
        - ``page``: page on which it begins, where the format has pages.

    Raises
    ------
    MethodError
        If a column is missing, a row has no document, blocks are missing, a text is no
        text, a heading has no level where ``level`` asks for it, or an option is not one
        of those above.

    Examples
    --------
    >>> texts = pd.DataFrame({"document": ["note"], "text": ["See Art. 3. It applies.\n\nNo more."]})
    >>> units(texts, of="sentence")[["unit", "text", "start"]].values.tolist()
    [['note-s01', 'See Art. 3.', 0], ['note-s02', 'It applies.', 12], ['note-s03', 'No more.', 25]]
    """
    if of not in KINDS:
        by_hand = " Quasi-sentences are cut by hand: see cut()." if str(of).startswith("quasi") else ""
        raise MethodError(f"Documents cannot be cut into {of!r}. {nearest(str(of), KINDS)}{by_hand}")
    has_blocks = not hasattr(material, "columns") or "kind" in material.columns
    what = "the blocks" if has_blocks else "the texts"
    need(material, _BLOCKS if has_blocks else ["document", "text"], what)
    need_values(material, ["document"], what)
    if of == "section" and not has_blocks:
        msg = "Plain texts have no headings, so they have no sections. Give the blocks of coursekit.corpus.read()."
        raise MethodError(f"{msg} Or cut them into paragraphs: of='paragraph'.")
    found = []
    for document, rows in steps(list(material.groupby("document", sort=False)), f"Cutting into {of}s"):
        text = _joined(rows, str(document)) if has_blocks else _only_text(rows, str(document))
        pieces = list(_sections(rows, level) if of == "section" else _paragraphs(rows, text, footnotes=footnotes))
        if of == "sentence":
            pieces = [piece for paragraph in pieces for piece in _sentences(paragraph, text, language)]
        found.append(_table(str(document), text, pieces, KINDS[of]))
    return pd.concat(found, ignore_index=True) if found else _table("", "", [], "")


def _joined(blocks: pd.DataFrame, document: str) -> str:
    """Return the document's text, after making sure that all of it is there."""
    place = 0
    for block, text, start, end in zip(blocks["block"], blocks["text"], blocks["start"], blocks["end"], strict=True):
        if start != place or not isinstance(text, str) or end != start + len(text):
            msg = f"The blocks of {document!r} are not complete: block {block} stands at {start}–{end} "
            raise MethodError(f"{msg}and was expected from {place}. Give all blocks of a document, in their order.")
        place = end + len(_BETWEEN_BLOCKS)
    return _BETWEEN_BLOCKS.join(blocks["text"])


def _only_text(rows: pd.DataFrame, document: str) -> str:
    """Return the one text of a document."""
    if len(rows) > 1:
        raise MethodError(f"The texts have {len(rows)} rows for the document {document!r}; expected one.")
    text = rows["text"].iloc[0]
    if not isinstance(text, str):
        raise MethodError(f"The text of {document!r} is {text!r}; expected text.")
    return text


def _sections(blocks: pd.DataFrame, level: int | None) -> Iterator[_Piece]:
    """Return headings with what follows them, footnotes at the end left out."""
    section: _Piece | None = None
    for block in _each(blocks):
        opens = block.kind == "heading" and (level is None or _level(block) <= level)
        if opens or (section is None and block.kind != "footnote"):
            if section is not None:
                yield section
            section = _piece(block, block.text) if opens else _piece(block, None)._replace(number=None)
        elif section is not None and block.kind != "footnote":
            section = section._replace(end=int(block.end))
    if section is not None:
        yield section


def _level(block: Any) -> int:
    """Return how deep a heading lies."""
    try:
        return int(block.level)
    except (TypeError, ValueError) as error:
        msg = f"The heading in block {block.block} of {block.document!r} has no level: {block.level!r}."
        raise MethodError(f"{msg} Give it one (1 is the highest), or leave level= out.") from error


def _paragraphs(rows: pd.DataFrame, text: str, *, footnotes: bool) -> Iterator[_Piece]:
    """Return the paragraphs of a document, from its blocks or from its empty lines."""
    if "kind" not in rows.columns:
        yield from _between_empty_lines(text)
        return
    heading = None
    for block in _each(rows):
        if block.kind == "heading":
            heading = str(block.text)
        elif block.text.strip() and (footnotes or block.kind != "footnote"):
            yield _piece(block, heading)


def _each(rows: pd.DataFrame) -> Iterator[Any]:
    """Return the rows; what stands in them was made sure of, or is not known to the checker."""
    yield from rows.itertuples()


def _piece(block: Any, heading: str | None) -> _Piece:
    number = block.number if isinstance(block.number, str) and block.number else None
    return _Piece(int(block.start), int(block.end), number, heading, getattr(block, "page", None))


def _between_empty_lines(text: str) -> Iterator[_Piece]:
    start = 0
    for end, following in [*(match.span() for match in _BETWEEN_PARAGRAPHS.finditer(text)), (len(text), len(text))]:
        yield from _without_outer_spaces(_Piece(start, end), text)
        start = following


def _sentences(paragraph: _Piece, text: str, language: str) -> Iterator[_Piece]:
    for start, end in sentences(text[paragraph.start : paragraph.end], language):
        yield paragraph._replace(start=paragraph.start + start, end=paragraph.start + end)


def _without_outer_spaces(piece: _Piece, text: str) -> Iterator[_Piece]:
    """Return the piece between its first and last letter; nothing, if it has none."""
    inner = text[piece.start : piece.end]
    if inner.strip():
        start = piece.start + len(inner) - len(inner.lstrip())
        yield piece._replace(start=start, end=piece.start + len(inner.rstrip()))


def _table(document: str, text: str, pieces: list[_Piece], letter: str) -> pd.DataFrame:
    width = max(2, len(str(len(pieces))))
    rows = [
        (
            f"{document}-{letter}{count:0{width}d}",
            document,
            piece.number,
            piece.heading,
            text[piece.start : piece.end],
            piece.start,
            piece.end,
            piece.page,
        )
        for count, piece in enumerate(pieces, start=1)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    kinds = dict.fromkeys(("unit", "document", "number", "heading", "text"), "str") | {"page": "Int64"}
    return table.astype({**kinds, "start": "int64", "end": "int64"})


def cut(text: str, marked: str, *, document: str = "text", mark: str = "|") -> pd.DataFrame:
    """Cut a text into quasi-sentences where a coder has put marks.

    A quasi-sentence is one statement; a sentence can hold several. No rule finds them, so
    the coder copies the text and puts a mark between two statements.

    Parameters
    ----------
    text : str
        The document's text.
    marked : str
        The same text with marks. Spaces and line ends may differ, nothing else.
    document : str
        The name of the document.
    mark : str
        The mark; one character that the text itself does not have.

    Returns
    -------
    pandas.DataFrame
        Units as :func:`units` returns them, named like ``text-q01``; positions are those
        in ``text``, without the marks.

    Raises
    ------
    MethodError
        If the marked text differs from the text, with the place; if one of them is no
        text; or if the mark cannot be one.

    Examples
    --------
    >>> text = "The EU will open markets and protect workers."
    >>> cut(text, "The EU will open markets | and protect workers.")["text"].tolist()
    ['The EU will open markets', 'and protect workers.']
    >>> cut(text, "The EU will open market | and protect workers.")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    coursekit.errors.MethodError: Line 1 of the marked text differs from the text: it has 'and protect ...
    """
    for name, given in (("text", text), ("marked text", marked), ("mark", mark)):
        if not isinstance(given, str):
            raise MethodError(f"The {name} is {given!r}; expected text.")
    if len(mark) != 1 or mark.isspace() or mark.isalnum():
        raise MethodError(f"{mark!r} cannot be a mark. Expected one character, such as '|', no letter and no space.")
    if mark in text:
        msg = f"The text itself has {mark!r} (character {text.index(mark)}), so it cannot mark a cut."
        raise MethodError(f"{msg} Choose another mark, for instance mark='¦'.")
    places = [0, *_places(text, marked, mark), len(text)]
    spans = [_Piece(start, end) for start, end in pairwise(places)]
    pieces = [piece for span in spans for piece in _without_outer_spaces(span, text)]
    return _table(document, text, pieces, "q")


def _places(text: str, marked: str, mark: str) -> Iterator[int]:
    """Return where the marks stand in the text; letters are compared, spaces are not."""
    place = 0
    for position, letter in enumerate(marked):
        if letter == mark:
            yield place
        elif not letter.isspace():
            while place < len(text) and text[place].isspace():
                place += 1
            if text[place : place + 1] != letter:
                raise MethodError(_difference(text, place, marked, position, mark))
            place += 1
    if text[place:].strip():
        raise MethodError(_difference(text, place, marked, len(marked), mark))


def _difference(text: str, place: int, marked: str, position: int, mark: str) -> str:
    line = marked.count("\n", 0, position) + 1
    has = marked[position:].replace(mark, "")[:_SHOWN]
    there, expected = (repr(has) if has else "its end"), text[place : place + _SHOWN]
    return (
        f"Line {line} of the marked text differs from the text: it has {there} where the text has "
        f"{repr(expected) if expected else 'its end'} (character {place}). Nothing but marks {mark!r} may be added."
    )
