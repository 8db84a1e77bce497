"""PDF files: the letters of every page with their places.

Owns everything that knows PDFium, and what can be wrong with a PDF.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

from coursekit.corpus.blocks import Reading
from coursekit.corpus.layout import Word
from coursekit.corpus.letters import clean, unreadable
from coursekit.corpus.page_text import document_of
from coursekit.errors import CorpusError, library
from coursekit.waiting import steps

#: More pages are not read at once.
MOST_PAGES = 400
#: A document of more letters is none.
_MOST_LETTERS = 8_000_000
#: PDFium's codes of what went wrong.
_PASSWORD = 4
#: What PDFium gives for a hyphen at a line end.
_LINE_END_HYPHEN = 2
_BREAKS = {0, 9, 10, 13, 32, 160}


class Letter(NamedTuple):
    """A letter and its box, as if the page were upright."""

    code: int
    left: float
    right: float
    bottom: float
    top: float


def read_pdf(content: bytes, *, pages: tuple[int, int] | None = None, password: str | None = None) -> Reading:
    """Read a PDF.

    Parameters
    ----------
    content : bytes
        The file.
    pages : tuple of int, optional
        First and last page to be read; all by default.
    password : str, optional
        What opens a protected file.

    Raises
    ------
    CorpusError
        If it is damaged, protected, too long or has no text that can be read.
    """
    repairs: Counter[str] = Counter()
    with closing(_opened(content, password)) as document:
        first, last = _range(len(document), pages)
        taken = {
            number: _words_of(document, number, repairs) for number in steps(range(first, last + 1), "Reading pages")
        }
    odd = _unreadable(taken)
    empty = [number for number, words in taken.items() if not words]
    warnings = [f"No text on {_listed(empty)}: blank, or pictures of text."] if empty else []
    if odd > 0.01:
        warnings.append(f"{odd:.0%} of the letters cannot be read: a font of this PDF does not name them.")
    return document_of(taken, form="PDF", repairs=repairs, warnings=warnings)


def _opened(content: bytes, password: str | None) -> Any:
    pdfium = library("pypdfium2")  # Late: only who reads a PDF needs it.
    try:
        return pdfium.PdfDocument(content, password=password)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            wrong = "the password given does not open it" if password else "it is protected with a password"
            msg = f"{wrong}. Give the password with --password, or save a copy without one"
            raise CorpusError(msg) from error
        raise CorpusError("the PDF is damaged or was not downloaded to its end. Download it again") from error


def _range(count: int, pages: tuple[int, int] | None) -> tuple[int, int]:
    """Return the first and the last page to be read."""
    first, last = pages or (1, count)
    if count == 0:
        raise CorpusError("the PDF has no pages. Download it again")
    if first > count:
        raise CorpusError(f"pages {first}-{last} were asked for, but it has only {count}")
    last = min(last, count)
    if last - first + 1 > MOST_PAGES:
        msg = f"it has {count} pages; at most {MOST_PAGES} are read at once. Take a part, such as --pages 1-60"
        raise CorpusError(msg)
    return first, last


def _words_of(document: Any, number: int, repairs: Counter[str]) -> list[Word]:
    """Return the words of a page; its number counts from 1."""
    pdfium = library("pypdfium2")
    try:
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
            return list(_PageText(text, library("pypdfium2.raw")).words(repairs))
    except pdfium.PdfiumError as error:
        raise CorpusError(f"page {number} of the PDF is damaged. Download it again") from error


class _PageText:
    """The letters of a page as PDFium gives them."""

    def __init__(self, text: Any, raw: Any) -> None:
        self._text = text.raw
        self._raw = raw
        self._count = text.count_chars()
        if self._count > _MOST_LETTERS // 10:
            raise CorpusError(f"a page of it has {self._count} letters, which no printed page has. Is it a text?")
        self._quarter = self._usual_quarter()
        self._font, self._flags = ctypes.create_string_buffer(129), ctypes.c_int()

    def words(self, repairs: Counter[str]) -> Iterator[Word]:
        """Yield the words; slanted ones and those at right angles to the rest are left out."""
        begun: list[Letter] = []
        begun_at, spaced = 0, False
        for index, letter in self._letters():
            if begun and (letter is None or _parted(begun[-1], letter)):
                yield from self._word(begun, begun_at, repairs, spaced=spaced)
                begun, spaced = [], False
            if letter is None:
                spaced = True
            else:
                begun_at = begun_at if begun else index
                begun.append(letter)
        if begun:
            yield from self._word(begun, begun_at, repairs, spaced=spaced)

    def _letters(self) -> Iterator[tuple[int, Letter | None]]:
        """Yield each letter, and nothing at a space."""
        box = self._raw.FS_RECTF()
        place = ctypes.byref(box)
        code_of, box_of = self._raw.FPDFText_GetUnicode, self._raw.FPDFText_GetLooseCharBox
        for index in range(self._count):
            code = code_of(self._text, index)
            if code in _BREAKS:
                yield index, None
            elif box_of(self._text, index, place):
                letter = Letter(code, box.left, box.right, box.bottom, box.top)
                yield index, Letter(code, *_turned(*letter[1:], self._quarter)) if self._quarter else letter

    def _word(self, letters: list[Letter], index: int, repairs: Counter[str], *, spaced: bool) -> Iterator[Word]:
        if self._quarter_at(index) != self._quarter:
            repairs["slanted"] += len(letters)
            return
        text = clean("".join(map(_sign, letters)), repairs)
        if text:
            size = self._size(index) or letters[0].top - letters[0].bottom
            place = (letters[0].left, letters[-1].right, self._base(index), round(size, 1))
            yield Word(text, *place, self._is_bold(index), spaced)

    def _usual_quarter(self) -> int | None:
        """Return in which of the four directions most of the letters run."""
        sampled = range(0, self._count, max(1, self._count // 200))
        quarters = Counter(self._quarter_at(index) for index in sampled)
        del quarters[None]
        return quarters.most_common(1)[0][0] if quarters else 0

    def _quarter_at(self, index: int) -> int | None:
        """Return the direction of a letter in quarter turns; nothing if it is slanted."""
        angle = self._raw.FPDFText_GetCharAngle(self._text, index) / (math.pi / 2)
        return round(angle) % 4 if abs(angle - round(angle)) < 0.1 else None

    def _base(self, index: int) -> float:
        across, up = ctypes.c_double(), ctypes.c_double()
        self._raw.FPDFText_GetCharOrigin(self._text, index, across, up)
        return _turned(across.value, across.value, up.value, up.value, self._quarter)[2]

    def _size(self, index: int) -> float:
        """Return the size in which a letter is seen."""
        matrix = self._raw.FS_MATRIX()
        self._raw.FPDFText_GetMatrix(self._text, index, matrix)
        size: float = self._raw.FPDFText_GetFontSize(self._text, index)
        return size * math.hypot(matrix.c, matrix.d)

    def _is_bold(self, index: int) -> bool:
        """Return whether the name of the font says so."""
        self._raw.FPDFText_GetFontInfo(self._text, index, self._font, 128, ctypes.byref(self._flags))
        name = self._font.value.lower()
        return any(part in name for part in (b"bold", b"black", b"heavy", b"-bd"))


def _sign(letter: Letter) -> str:
    if letter.code == _LINE_END_HYPHEN:
        return "-"
    return chr(letter.code) if letter.code < 0x110000 and not 0xD800 <= letter.code < 0xE000 else "\ufffd"


def _turned(
    left: float, right: float, bottom: float, top: float, quarter: int | None
) -> tuple[float, float, float, float]:
    """Return a box as if the page were turned upright; quarters count against the clock as PDFium's angles do."""
    if quarter == 1:
        return -top, -bottom, left, right
    if quarter == 2:
        return -right, -left, -top, -bottom
    if quarter == 3:
        return bottom, top, -right, -left
    return left, right, bottom, top


def _parted(last: Letter, letter: Letter) -> bool:
    """Return whether a letter does not stand directly after another."""
    height = max(last.top - last.bottom, 0.1)
    gap = letter.left - last.right
    shifted = abs(letter.bottom - last.bottom) > 0.1 * height or abs(letter.top - last.top) > 0.1 * height
    return shifted or gap > 0.15 * height or gap < -0.5 * height


def _unreadable(pages: dict[int, list[Word]]) -> float:
    """Return the share of letters that no font names; refuse a PDF that has no text, or none that can be read."""
    text = "".join(word.text for words in pages.values() for word in words)
    if len(text) < 5 * len(pages):
        msg = (
            f"it is a scan, pictures of pages without text (pages: {len(pages)}, letters found: {len(text)}). "
            "Look for a version with text, such as the HTML page, or have it recognised (OCR) first"
        )
        raise CorpusError(msg)
    odd = unreadable(text)
    if odd > 0.3:
        msg = "its fonts do not name their letters, so the text cannot be read. Look for the HTML page or another copy"
        raise CorpusError(msg)
    if len(text) > _MOST_LETTERS:
        raise CorpusError(f"it has {len(text)} letters, more than any document. Take a part, such as --pages 1-60")
    return odd


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}"
