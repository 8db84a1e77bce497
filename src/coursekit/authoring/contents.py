"""The table of contents: what of it follows from the data.

Owns the two stretches of ``_toc.yml`` that name chapters, each between two marks; the rest of
the file is written by hand. Jupyter Book reads the file as it stands.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from coursekit.authoring.parts import place
from coursekit.chapters import contract_of, part_caption
from coursekit.errors import ChapterError
from coursekit.language import words


def contents(written: str, chapters: Sequence[dict[str, str]], course: Path) -> str:
    """Return the table of contents with the published chapters in it.

    Parameters
    ----------
    written : str
        The text of ``_toc.yml``, with or without them.
    chapters : sequence of dict
        Rows of the table ``chapters``.
    course : pathlib.Path
        The root of the course: a chapter with a page to hand in answers has one line more.

    Raises
    ------
    ChapterError
        If a mark is not there.

    Examples
    --------
    >>> from coursekit.authoring import course_folder
    >>> from coursekit.data.package import rows
    >>> written = (course_folder() / "_toc.yml").read_text("utf-8")
    >>> contents(written, rows("chapters"), course_folder()) == written
    True
    """
    published = [row for row in chapters if row["published"] == "true"]
    parts = groupby(published, key=lambda row: row["part"])
    written = _between(written, "chapters", [line for part, rows in parts for line in _part(part, list(rows), course)])
    with_notes = [row["slug"] for row in published if "notes" in contract_of(row["slug"]).parts]
    return _between(written, "notes", [f"          - file: {_docname('notes', slug)}" for slug in with_notes])


def _part(part: str, chapters: Sequence[dict[str, str]], course: Path) -> list[str]:
    pages = [line for row in chapters for line in _chapter(row["slug"], course)]
    return [f'  - caption: "{part_caption(part, words("en"))}"', "    chapters:", *pages]


def _chapter(slug: str, course: Path) -> list[str]:
    below = [_docname(part, slug) for part in ("lab", "practice") if part in contract_of(slug).parts]
    if (course / f"book/hand-in/{slug}.md").exists():
        below.append(f"book/hand-in/{slug}")
    return [f"      - file: book/{slug}", "        sections:", *(f"          - file: {page}" for page in below)]


def _docname(part: str, slug: str) -> str:
    """Return what the book calls a page: where it lies, without the ending."""
    return place(part, slug).rpartition(".")[0]


def _between(written: str, name: str, lines: Sequence[str]) -> str:
    """Return a text in which these lines stand between the marks of that name."""
    marks = re.compile(rf"(^ *# {name}, from chapters\.csv:.*\n)(?:.*\n)*?(^ *# end of {name}\n)", re.MULTILINE)
    if not marks.search(written):
        raise ChapterError(
            f"_toc.yml: expected the lines '# {name}, from chapters.csv: …' and '# end of {name}', found none. "
            "Restore them around the lines of the chapters."
        )
    return marks.sub(lambda found: found[1] + "".join(f"{line}\n" for line in lines) + found[2], written)
