"""Pages of words turned into a document: what PDF and plain text have in common.

Owns the order of the steps. Pure.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from coursekit.corpus.blocks import Block, Reading
from coursekit.corpus.furniture import without_furniture
from coursekit.corpus.layout import Line, Word, gutter_of, in_columns, rows
from coursekit.corpus.paragraphs import blocks_of
from coursekit.corpus.structure import structured
from coursekit.waiting import steps


def document_of(  # noqa: PLR0913  what formats know of themselves
    pages: Mapping[int, Sequence[Word]],
    *,
    form: str,
    repairs: Counter[str],
    warnings: Iterable[str] = (),
    numbered_pages: bool = True,
    leading: float | None = None,
) -> Reading:
    """Put the words of pages together to a document.

    Parameters
    ----------
    pages : mapping
        Number of a page -> its words.
    form : str
        Name of the format.
    repairs : collections.Counter
        What the reader has repaired already; what is done here is added.
    warnings : iterable of str
        What the reader warns of already.
    numbered_pages : bool
        False if the format has no pages and everything stands on one.
    leading : float, optional
        Distance of lines, where the format has one; a larger gap then always parts
        paragraphs. Measured by default.
    """
    in_rows = [rows(words, page) for page, words in steps(list(pages.items()), "Finding lines")]
    kept, removed = without_furniture(in_rows) if numbered_pages else (in_rows, [])
    lines: list[Line] = []
    gutter = _usual_gutter(kept)
    for page in kept:
        ordered, parted = in_columns(page, gutter)
        lines += ordered
        repairs["columns"] += parted
    repairs["furniture"] += len(removed)
    unsure: list[str] = []
    blocks = structured(blocks_of(lines, repairs, unsure, leading=leading))
    if not numbered_pages:
        blocks = [Block(block.kind, block.text, block.number, block.level) for block in blocks]
    return Reading(
        format=form,
        title=_title(blocks),
        blocks=tuple(blocks),
        pages=len(pages) if numbered_pages else 0,
        repairs=+repairs,
        warnings=(*warnings, *_doubts(unsure)),
        removed=tuple(dict.fromkeys(removed)),
    )


def _usual_gutter(pages: Sequence[Sequence[Line]]) -> float | None:
    """Return where the right column begins on most of the pages that have columns."""
    found = Counter(round(gutter, 1) for page in pages if (gutter := gutter_of(page)) is not None)
    return found.most_common(1)[0][0] if found else None


def _title(blocks: Sequence[Block]) -> str:
    """Return the first of the highest headings of the first page that is not a numbered part."""
    first = [block for block in blocks if block.kind == "heading" and block.page <= blocks[0].page and not block.number]
    return min(first, key=lambda block: block.level).text if first else ""


def _doubts(unsure: Sequence[str]) -> list[str]:
    if not unsure:
        return []
    shown = ", ".join(dict.fromkeys(unsure[:8]))
    return [f"Hyphens at line ends that may not belong to the word, left as printed ({len(unsure)}): {shown}."]
