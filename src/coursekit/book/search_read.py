"""Pages are read for the search once, and what was found is kept until a page is another.

Reading HTML takes longer than all else that the search needs, and most pages of a rebuilt book are as they were.
"""

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from coursekit.book import search_sections
from coursekit.book.search_sections import Section, sections_of

_READER = Path(search_sections.__file__).read_bytes()


@dataclass
class SectionStore:
    """The sections of pages, in a folder.

    Attributes
    ----------
    folder : pathlib.Path
        Where they are kept, a file for each page.
    """

    folder: Path
    _used: set[Path] = field(default_factory=set)

    def sections_of(self, html: str) -> list[Section]:
        """Return the sections of a page, read now or before.

        Parameters
        ----------
        html : str
            The built page.

        Examples
        --------
        >>> from tempfile import mkdtemp
        >>> store = SectionStore(Path(mkdtemp()))
        >>> page = "<article><h1>Try</h1><p>Once.</p></article>"
        >>> store.sections_of(page) == store.sections_of(page) == list(sections_of(page))
        True
        """
        kept = self.folder / f"{sha256(_READER + html.encode()).hexdigest()[:24]}.json"
        self._used.add(kept)
        if not kept.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            found = [asdict(section) for section in sections_of(html)]
            kept.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
        return [Section(**section) for section in json.loads(kept.read_text("utf-8"))]

    def forget_others(self) -> None:
        """Remove what no page has asked for."""
        for file in set(self.folder.glob("*.json")) - self._used:
            file.unlink()
