"""Where words stand on a page: rows, columns, reading order.

Owns the geometry. A page of plain text is a page too, of signs of equal width.
Coordinates are those of PDF: points, from the lower left corner upwards. Pure.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median
from typing import NamedTuple


class Word(NamedTuple):
    """A run of letters of one size.

    ``base`` is the height of its baseline; ``spaced`` says that the file has a space before it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or the part of it that stands in one column.

    ``column`` is 0 for a line across the page, 1 for the left column, 2 for the right;
    a column inside a column has two figures.
    """

    text: str
    words: tuple[Word, ...]
    left: float
    right: float
    base: float
    size: float
    bold: bool
    page: int
    column: int = 0


#: A footnote mark among the words of a line.
MARK = re.compile(r"\[(\d{1,3}|\*{1,3})\]")
_RAISED = re.compile(r"\(?(\d{1,3}|\*{1,3})\)?[.,;:]?")
_BRACKETED = re.compile(r"\s?\(\s*(\[(?:\d{1,3}|\*{1,3})\])\s*\)")
#: After these a raised 2 or 3 is a power.
_UNITS = re.compile(r"(?:^|\W)(?:[kcdm]?m|[кс]?м|км)$", re.IGNORECASE)
#: Gaps as wide as this, in letter sizes, may separate columns.
_WIDE = 0.9
#: A column has at least so many rows.
_FEWEST = 3


def line_of(words: Iterable[Word], page: int, column: int = 0) -> Line:
    """Return a line made of words.

    Parameters
    ----------
    words : iterable of Word
        In any order; raised numbers become footnote marks in square brackets.
    page, column : int
        Where the line stands.

    Examples
    --------
    >>> line = line_of([Word("3", 90, 94, 704, 6), Word("The", 40, 55, 700, 10), Word("Union", 58, 90, 700, 10)], 1)
    >>> line.text, line.left, line.size
    ('The Union[3]', 40, 10)
    """
    ordered = tuple(sorted(words, key=lambda word: word.left))
    weights: Counter[tuple[float, float]] = Counter()
    for word in ordered:
        weights[word.size, word.base] += len(word.text)
    size, base = weights.most_common(1)[0][0]
    bold = sum(len(word.text) * (1 if word.bold else -1) for word in ordered) > 0
    text = _text_of(ordered, size, base)
    left, right = ordered[0].left, max(word.right for word in ordered)
    return Line(text, ordered, left, right, base, size, bold, page, column)


def _text_of(words: Sequence[Word], size: float, base: float) -> str:
    text, end = "", words[0].left
    for word in words:
        mark = _RAISED.fullmatch(word.text) if word.size < 0.8 * size and word.base > base + 0.12 * size else None
        if mark and _UNITS.search(text) and mark[1] in {"2", "3"}:
            text += "²" if mark[1] == "2" else "³"
        elif mark:
            text += f"[{mark[1]}]" + word.text[-1] * (word.text[-1] in ".,;:")
        else:
            gap = (word.left - end) / size
            text += " " * (bool(text) and (gap > 0.12 or (word.spaced and gap > 0.04))) + word.text
        end = word.right
    return _BRACKETED.sub(r"\1", text)


def rows(words: Iterable[Word], page: int) -> list[Line]:
    """Group the words of a page into rows, from top to bottom.

    Raised and lowered words go with the row that they stand beside.

    Parameters
    ----------
    words : iterable of Word
        Every word of the page.
    page : int
        Number of the page.
    """
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.base):
        if found and found[-1][0].base - word.base <= 0.3 * max(found[-1][0].size, word.size):
            found[-1].append(word)
        else:
            found.append([word])
    return [line_of(row, page) for row in _settled(found) if row]


def _settled(found: list[list[Word]]) -> list[list[Word]]:
    """Move small words that stand beside a row into it."""
    largest = [max(word.size for word in row) for row in found]
    for number, row in enumerate(found):
        around = [*range(max(0, number - 2), number), *range(number + 1, min(number + 3, len(found)))]
        for other in around:
            small = [word for word in row if word.size < 0.8 * largest[other]]
            moved = [word for word in small if _beside(word, found[other])]
            found[other].extend(moved)
            row[:] = [word for word in row if word not in moved] if moved else row
    return found


def _beside(word: Word, row: Sequence[Word]) -> bool:
    """Return whether a small word stands directly after a larger one of a row, or before it as the mark of a note."""
    return any(
        word.size < 0.8 * other.size
        and abs(word.base - other.base) < 0.6 * other.size
        and (abs(word.left - other.right) < 0.3 * other.size or -0.3 < (other.left - word.right) / other.size < 1)
        for other in row
    )


def in_columns(page_rows: Sequence[Line], gutter: float | None = None, column: int = 0) -> tuple[list[Line], bool]:
    """Return the rows of a page in reading order, and whether it has columns.

    Columns are seen by their gutter: many pieces of rows begin at the same place,
    pieces on both sides fill their column, and few rows cross. Rows that cross, such
    as a title, stay where they are; between two of them the left column is read
    before the right one. Columns are looked for inside columns, so three are found too.

    Parameters
    ----------
    page_rows : sequence of Line
        The rows of one page from top to bottom.
    gutter : float, optional
        Where the right column begins on other pages; used if this page shows none.
    column : int
        The column in which these rows stand; 0 for the whole page.
    """
    pieces = [_pieces(row) for row in page_rows]
    found = gutter_of(page_rows)
    if found is None and gutter is not None and _may_be(pieces, gutter):
        found = gutter
    if found is None:
        return list(page_rows), False
    edge = found
    ordered: list[Line] = []
    pairs = zip(page_rows, pieces, strict=True)
    for crosses, band in groupby(pairs, lambda pair: any(_crosses(piece, edge) for piece in pair[1])):
        in_band = [row for row, _ in band]
        ordered += in_band if crosses else _beside_each_other(in_band, edge, column)
    return ordered, True


def _beside_each_other(band: Sequence[Line], gutter: float, column: int) -> list[Line]:
    """Return the left part of rows, then the right part."""
    ordered: list[Line] = []
    for side in (1, 2):
        number = 10 * column + side
        parts = [[word for word in row.words if (word.left >= gutter) == (side == 2)] for row in band]
        lines = [line_of(part, row.page, number) for part, row in zip(parts, band, strict=True) if part]
        ordered += in_columns(lines, column=number)[0] if column < 10 else lines
    return ordered


def gutter_of(page_rows: Sequence[Line]) -> float | None:
    """Return where the right column of a page begins, or nothing if it has no columns.

    Parameters
    ----------
    page_rows : sequence of Line
        The rows of one page from top to bottom.
    """
    pieces = [_pieces(row) for row in page_rows]
    every = [piece for row in pieces for piece in row]
    if len(every) < 2 * _FEWEST:
        return None
    left, right = min(start for start, _ in every), max(end for _, end in every)
    middle = [start for start, _ in every if left + 0.2 * (right - left) < start < left + 0.8 * (right - left)]
    places = Counter(round(start / 2) * 2 for start in middle).most_common(3)
    for place, _ in places:
        gutter = min(start for start in middle if abs(start - place) <= 1.01) - 0.5
        if _is_gutter(pieces, gutter, left, right):
            return gutter
    return None


def _may_be(pieces: Sequence[Sequence[tuple[float, float]]], gutter: float) -> bool:
    """Return whether a page with few rows on the right may have the gutter of other pages."""
    crossing = sum(any(_crosses(piece, gutter) for piece in row) for row in pieces)
    begins = sum(any(abs(start - gutter) < 2 for start, _ in row) for row in pieces)
    return begins > 0 and crossing <= 0.5 * len(pieces)


def _pieces(row: Line) -> list[tuple[float, float]]:
    """Return the stretches of a row between its wide gaps."""
    stretches: list[tuple[float, float]] = []
    for word in row.words:
        if stretches and word.left - stretches[-1][1] < _WIDE * row.size:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], word.right))
        else:
            stretches.append((word.left, word.right))
    return stretches


def _crosses(piece: tuple[float, float], gutter: float) -> bool:
    return piece[0] < gutter < piece[1]


def _is_gutter(pieces: Sequence[Sequence[tuple[float, float]]], gutter: float, left: float, right: float) -> bool:
    crossing = sum(any(_crosses(piece, gutter) for piece in row) for row in pieces)
    # A piece is measured by what stands in its column as a whole: justified lines have wide gaps too.
    before = [max(end for start, end in row if end <= gutter) for row in pieces if _side(row, gutter, after=False)]
    after = [max(end for _, end in row) for row in pieces if _side(row, gutter, after=True)]
    if min(len(before), len(after)) < _FEWEST or crossing > 0.5 * len(pieces):
        return False
    fills = median(before) - left > 0.75 * (gutter - left) and median(after) - gutter > 0.75 * (right - gutter)
    # Columns stand beside each other, not one below the other.
    return fills and _overlap(pieces, gutter) >= 0.5


def _side(row: Sequence[tuple[float, float]], gutter: float, *, after: bool) -> bool:
    if any(_crosses(piece, gutter) for piece in row):
        return False
    return any((piece[0] >= gutter) == after for piece in row)


def _overlap(pieces: Sequence[Sequence[tuple[float, float]]], gutter: float) -> float:
    """Return how much of the shorter column stands beside the other."""
    spans = []
    for after in (False, True):
        places = [number for number, row in enumerate(pieces) if _side(row, gutter, after=after)]
        spans.append((places[0], places[-1]))
    (first, last), (start, end) = spans
    return (min(last, end) - max(first, start)) / max(1, min(last - first, end - start))
