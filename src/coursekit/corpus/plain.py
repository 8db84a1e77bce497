"""Plain text: a page of signs of equal width.

Owns what a text file shows by its lines: pages (form feeds), wrapped lines, blank
lines, columns set side by side with spaces.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from coursekit.corpus.blocks import Block, Reading
from coursekit.corpus.encoding import decode
from coursekit.corpus.layout import Word
from coursekit.corpus.letters import clean
from coursekit.corpus.page_text import document_of
from coursekit.corpus.structure import structured
from coursekit.errors import CorpusError

#: Width of a sign and distance of lines, in points, as a typewriter has them.
_WIDTH, _STEP, _SIZE = 6.0, 12.0, 10.0
_ENDED = re.compile(r"[.!?:;…\"”»)\]]$")
_MARKED_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_UNDERLINE = re.compile(r"([=\-~*])\1{2,}")


def read_plain(content: bytes) -> Reading:
    """Read a text file.

    Parameters
    ----------
    content : bytes
        The file.

    Raises
    ------
    CorpusError
        If it is no text or holds none.
    """
    found = decode(content)
    if found is None:
        raise CorpusError("its bytes are no text in any encoding known here. Save it as UTF-8 text and add it again")
    pages = [page.splitlines() for page in found.text.replace("\x1a", "").split("\f")]
    while len(pages) > 1 and not any(line.strip() for line in pages[-1]):
        pages.pop()
    lines = [line for page in pages for line in page if line.strip()]
    if not lines:
        raise CorpusError("it holds no text, only blank lines. Choose another file")
    repairs: Counter[str] = Counter()
    warnings = [found.warning] if found.warning else []
    if len(pages) == 1 and not _is_wrapped(lines):
        return _by_lines(lines, repairs, warnings)
    paged = {number: list(_words(_spaced(page, repairs))) for number, page in enumerate(pages, start=1)}
    return document_of(
        paged, form="TXT", repairs=repairs, warnings=warnings, numbered_pages=len(pages) > 1, leading=_STEP
    )


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Return whether paragraphs run over several lines."""
    lengths = [len(line.rstrip()) for line in lines]
    ended = sum(bool(_ENDED.search(line.rstrip())) for line in lines)
    headed = sum(bool(_MARKED_HEADING.match(line)) for line in lines)
    return median(lengths) > 20 and max(lengths) < 400 and ended + headed < 0.6 * len(lines)


def _by_lines(lines: Sequence[str], repairs: Counter[str], warnings: Sequence[str]) -> Reading:
    """Read a text of which every line is a paragraph."""
    blocks = structured(list(_paragraphs(lines, repairs)))
    title = next((block.text for block in blocks if block.kind == "heading"), "")
    return Reading("TXT", title, tuple(blocks), repairs=+repairs, warnings=tuple(warnings))


def _paragraphs(lines: Sequence[str], repairs: Counter[str]) -> Iterator[Block]:
    for number, line in enumerate(lines):
        marked = _MARKED_HEADING.match(line)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        text = clean(marked[2] if marked else line, repairs)
        if _UNDERLINE.fullmatch(line.strip()) or not text:
            continue
        if marked:
            yield Block("heading", text, level=len(marked[1]))
        elif _UNDERLINE.fullmatch(following.strip()) or (text.isupper() and 3 < len(text) < 120):
            yield Block("heading", text, level=1)
        else:
            yield Block("paragraph", text)


def _spaced(page: Sequence[str], repairs: Counter[str]) -> list[str]:
    """Take out blank lines that stand between all the lines of a text set in double spacing."""
    filled = [number for number, line in enumerate(page) if line.strip()]
    steps = Counter(later - earlier for earlier, later in pairwise(filled))
    if len(filled) < 6 or steps[2] < 0.7 * sum(steps.values()) or not _runs_on([page[number] for number in filled]):
        return list(page)
    kept = [
        line
        for number, line in enumerate(page)
        if line.strip() or (number + 1 < len(page) and not page[number - 1].strip())
    ]
    repairs["spacing"] += len(page) - len(kept)
    return kept


def _runs_on(lines: Sequence[str]) -> bool:
    """Return whether sentences go on from line to line, and lines are filled; else each is a paragraph."""
    goes_on = sum(
        lower.lstrip()[:1].islower() and not _ENDED.search(upper.rstrip()) for upper, lower in pairwise(lines)
    )
    lengths = [len(line.rstrip()) for line in lines]
    full = sum(length > 0.7 * max(lengths) for length in lengths)
    return goes_on > 0.5 * (len(lines) - 1) and full > 0.7 * len(lines)


def _words(page: Sequence[str]) -> Iterator[Word]:
    """Yield the words of a page with the places that they would have on paper."""
    repairs: Counter[str] = Counter()
    for number, line in enumerate(page):
        flat = line.expandtabs(8)
        if _UNDERLINE.fullmatch(flat.strip()):
            continue
        for found in re.finditer(r"\S+", flat):
            text = found[0] if found[0][-1] == "\u00ad" else clean(found[0], repairs)
            if text:
                yield Word(text, found.start() * _WIDTH, found.end() * _WIDTH, -number * _STEP, _SIZE)
