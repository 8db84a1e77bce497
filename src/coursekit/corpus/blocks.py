"""What a document is after it has been read: blocks, and what was done to get them.

Owns the two records that readers hand on. Pure; imports nothing of coursekit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Every kind of block, in the order in which they are counted.
KINDS = ("heading", "paragraph", "item", "footnote")


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, numbered paragraph or footnote.

    Parameters
    ----------
    kind : str
        One of :data:`KINDS`.
    text : str
        The text on one line, without its number.
    number : str
        The number as printed, such as ``12``, ``III.2`` or ``Article 3``; empty if it has none.
    level : int
        1 for the highest headings; 0 for everything that is not a heading.
    page : int
        The page on which it begins, counted from 1; 0 where the format has no pages.
    """

    kind: str
    text: str
    number: str = ""
    level: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as one of the readers read it.

    Parameters
    ----------
    format : str
        ``PDF``, ``HTML``, ``DOCX`` or ``TXT``.
    title : str
        The title found in the document; empty if there is none.
    blocks : tuple of Block
        In reading order, footnotes last.
    pages : int
        How many pages were read; 0 where the format has none.
    repairs : mapping
        Code of a repair (see :data:`coursekit.corpus.report.REPAIRS`) -> how often.
    warnings : tuple of str
        What a reader should compare with the original.
    removed : tuple of str
        Lines left out as running heads and the like, each once.
    """

    format: str
    title: str
    blocks: tuple[Block, ...]
    pages: int = 0
    repairs: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
