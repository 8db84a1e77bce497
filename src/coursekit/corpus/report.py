"""What adding a document has done, in words.

Owns the record and its wording. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coursekit.corpus.blocks import KINDS
from coursekit.corpus.language import LANGUAGES

#: Code of a repair -> what it is called in a report.
REPAIRS = {
    "furniture": "running heads and page numbers left out",
    "columns": "pages read column by column",
    "continued": "paragraphs joined that a page, a column or a gap had cut",
    "joined": "words joined at line ends",
    "kept": "hyphens at line ends kept, because they belong to the word",
    "unsure": "hyphens at line ends left as printed, because it is not certain",
    "soft": "soft hyphens taken out",
    "marks": "footnote marks set in square brackets",
    "ligatures": "ligatures written as letters",
    "slanted": "letters set at an angle left out",
    "hidden": "parts of the web page left out (navigation, notices, hidden parts)",
    "contents": "lines of the table of contents left out",
    "numbers": "automatic numbers counted again",
    "spacing": "blank lines between lines taken out",
}
_PLURALS = {"heading": "headings", "paragraph": "paragraphs", "item": "numbered paragraphs", "footnote": "footnotes"}
_SINGULARS = {"item": "numbered paragraph"}


@dataclass(frozen=True, slots=True)
class Report:
    """What adding a document has done.

    Parameters
    ----------
    key : str
        Its short name in the corpus.
    title : str
        Its title.
    source : str
        Name of the file that was read.
    format : str
        ``PDF``, ``HTML``, ``DOCX`` or ``TXT``.
    pages : int
        Pages read; 0 where the format has none.
    language : str
        Code of the language, guessed or given; empty if unknown.
    blocks : mapping
        Kind of block -> how many.
    repairs : mapping
        Code of a repair (see :data:`REPAIRS`) -> how often.
    warnings : tuple of str
        What to compare with the original.
    table : str
        Where the table of blocks is stored.
    added : bool
        False if the same file was in the corpus before and nothing was done.
    notes : tuple of str
        What else to know: a table kept, a title not taken.
    """

    key: str
    title: str
    source: str
    format: str
    pages: int
    language: str
    blocks: Mapping[str, int]
    repairs: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    table: str = ""
    added: bool = True
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the report in a few lines."""
        table = [*(f"  Note: {note}" for note in self.notes), *([f"  Table: {self.table}"] if self.table else [])]
        if not self.added:
            return "\n".join([f"Already in the corpus: {self.key} — {self.title}", *table])
        form = [self.format, _pages(self.pages), LANGUAGES.get(self.language, self.language)]
        lines = [f"Added: {self.key} — {self.title}"]
        lines += [f"  {', '.join(part for part in form if part)}; {counted(self.blocks)}"]
        lines += [f"  Repaired: {REPAIRS.get(code, code)} ({count})" for code, count in sorted(self.repairs.items())]
        lines += [f"  Check: {warning}" for warning in self.warnings]
        return "\n".join([*lines, *table])


def counted(blocks: Mapping[str, int]) -> str:
    """Return in words how many blocks of each kind there are.

    Parameters
    ----------
    blocks : mapping
        Kind of block -> how many.

    Examples
    --------
    >>> counted({"heading": 1, "item": 3})
    '1 heading, 3 numbered paragraphs'
    """
    words = [
        f"{blocks[kind]} {_SINGULARS.get(kind, kind) if blocks[kind] == 1 else _PLURALS[kind]}"
        for kind in KINDS
        if blocks.get(kind)
    ]
    return ", ".join(words) or "no text"


def _pages(pages: int) -> str:
    return f"{pages} page{'s' if pages > 1 else ''}" if pages else ""
