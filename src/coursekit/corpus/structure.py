"""Numbers, kinds and levels given to blocks, whatever the format they came from.

Owns the last step of every reader. Pure.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from coursekit.corpus.blocks import Block
from coursekit.corpus.numbers import Numbered, depth, split_number

_TITLE_LENGTH = 120
_ENDED = re.compile(r"[.!?;:,…]$")
#: Patterns that make a heading of a short line by themselves.
_HEADINGS = {"article", "part"}
#: Patterns that make a heading of a short line that is no sentence.
_MAYBE_HEADINGS = {"outline", "roman", "decimal"}


def structured(blocks: Iterable[Block]) -> list[Block]:
    """Give blocks their numbers, kinds and levels.

    A number printed before a text goes to ``number``; where nothing follows it,
    as in a line ``Article 3``, the text stays what is printed.
    Paragraphs with a number become items, short lines named ``Article 3`` or numbered
    ``III.2`` become headings; a heading that is only a number takes the heading that
    follows as its text. Levels are consecutive, 1 for the highest.

    Parameters
    ----------
    blocks : iterable of Block
        In reading order; the level of a heading is any number that is higher for
        smaller headings, 0 if unknown.

    Returns
    -------
    list of Block
        In the same order, footnotes last.

    Examples
    --------
    >>> printed = [("paragraph", "Article 3"), ("heading", "Aims"), ("paragraph", "(1) Peace.")]
    >>> found = structured(Block(*one) for one in printed)
    >>> [(block.kind, block.level, block.number, block.text) for block in found]
    [('heading', 1, 'Article 3', 'Aims'), ('item', 0, '1', 'Peace.')]
    """
    numbered = [_numbered(block) for block in blocks if block.text]
    body = _titled([block for block in numbered if block.kind != "footnote"])
    return _levelled(body) + [block for block in numbered if block.kind == "footnote"]


def _numbered(block: Block) -> Block:
    if block.kind == "footnote" or (block.kind == "item" and block.number):
        return replace(block, level=0)
    found = split_number(block.text)
    kind = _kind(block, found)
    level = _rank(block, found) if kind == "heading" else 0
    if kind == "paragraph" or block.number or not found.pattern:
        return replace(block, kind=kind, level=level)
    return replace(block, kind=kind, number=found.number, text=found.text or block.text, level=level)


def _kind(block: Block, found: Numbered) -> str:
    """Return what kind a block is, by its number and its length."""
    short = len(block.text) <= _TITLE_LENGTH and not _ENDED.search(block.text)
    if block.kind == "heading":
        return "heading"
    if short and found.pattern in _HEADINGS | _MAYBE_HEADINGS and not found.text[:1].islower():
        return "heading"
    if found.pattern in _HEADINGS or not found.pattern:
        return "paragraph" if block.kind != "item" else "item"
    return "item"


def _rank(block: Block, found: Numbered) -> int:
    """Return a number that is higher for smaller headings; what their style says goes first."""
    return 100 * (block.level or 50_000) + (depth(found) or 3)


def _titled(blocks: Sequence[Block]) -> list[Block]:
    """Give headings that are only a number the heading that follows."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if last and block.kind == "heading" and not block.number and _is_only_number(last):
            found[-1] = replace(last, text=block.text)
        else:
            found.append(block)
    return found


def _is_only_number(block: Block) -> bool:
    return block.kind == "heading" and bool(block.number) and block.text.strip(" .") == block.number


def _levelled(blocks: Sequence[Block]) -> list[Block]:
    """Make levels consecutive."""
    ranks = sorted({block.level for block in blocks if block.kind == "heading"})
    levels = {rank: min(level, 9) for level, rank in enumerate(ranks, start=1)}
    return [replace(block, level=levels[block.level]) if block.kind == "heading" else block for block in blocks]
