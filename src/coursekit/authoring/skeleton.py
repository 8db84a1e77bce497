"""How a chapter begins: every part laid from ``skeleton/``, with what is to be written marked.

Owns what ``make chapter`` does. It overwrites nothing, so it can be run again.
"""

import csv
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from string import Template

from coursekit.authoring.contents import contents
from coursekit.authoring.parts import PARTS, files_of, place
from coursekit.chapters import called, contract_of, is_primer
from coursekit.data.package import index, rows
from coursekit.errors import ChapterError, nearest
from coursekit.language import words

_SKELETON = "skeleton"
_CHAPTERS = "src/coursekit/data/chapters.csv"


def planned(number: str) -> dict[str, str]:
    """Return the row of a chapter in ``chapters.csv``.

    Parameters
    ----------
    number : str
        The chapter's, such as ``7`` or ``07``, or a primer's, such as ``A``.

    Raises
    ------
    ChapterError
        If the course has no chapter of that number.

    Examples
    --------
    >>> planned("07")["slug"]
    '07-twelve-years-of-practice'
    """
    chapters = index("chapters", "number")
    wanted = number.lstrip("0").upper()
    if wanted not in chapters:
        raise ChapterError(f"There is no chapter {number!r} in chapters.csv. {nearest(number, chapters)}")
    return chapters[wanted]


def lay(row: dict[str, str], course: Path) -> list[str]:
    """Lay what the contract asks of a chapter, publish it in ``chapters.csv`` and enter it in the contents.

    Parameters
    ----------
    row : dict
        The chapter's, from :func:`planned`.
    course : pathlib.Path
        The root of the course.

    Returns
    -------
    list of str
        One sentence on each part: laid, or left as it was.
    """
    return [*(_lay_part(part, row, course) for part in contract_of(row["slug"]).parts), *_enter(row, course)]


def _lay_part(part: str, row: dict[str, str], course: Path) -> str:
    there = files_of(part, row["slug"], course)
    if there:
        return f"left as it is: {there[0].relative_to(course)}"
    target = course / place(part, row["slug"])
    template = _template(part, row["slug"], course / _SKELETON)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(filled(template.read_text("utf-8"), row, template.suffix), "utf-8")
    return f"laid: {target.relative_to(course)}"


def _template(part: str, slug: str, skeleton: Path) -> Path:
    """Return the file that a part begins with; a primer has its own where it differs from a chapter."""
    chapter, primer = (skeleton / PARTS[part].format(slug=name, words="slug") for name in ("NN-slug", "A-slug"))
    return primer if is_primer(slug) and primer.exists() else chapter


def filled(template: str, row: dict[str, str], ending: str) -> str:
    r"""Return a file of the skeleton with the chapter's own words in it.

    Parameters
    ----------
    template : str
        Text with ``$slug`` and the like.
    row : dict
        The chapter's row in ``chapters.csv``.
    ending : str
        Of the file: what is put into a notebook or a bank stands in quotes there.

    Examples
    --------
    >>> filled("$nn: $title", {"number": "7", "slug": "07-a-b", "title": 'A "b"', "question": ""}, ".ipynb")
    '07: A \\"b\\"'
    """
    claims = ", ".join(claim["id"] for claim in rows("claims") if claim["chapter"] == row["number"])
    given = {
        **row,
        "name": called(row["number"], words("en")),
        "nn": row["slug"].partition("-")[0],
        "claims": claims,
        "today": f"{datetime.now(UTC):%Y-%m-%d}",
        "quoted_question": _quoted(row["question"]),
    }
    if ending != ".md":
        given = {name: _quoted(text)[1:-1] for name, text in given.items()}
    return Template(template).substitute(given)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _enter(row: dict[str, str], course: Path) -> list[str]:
    """Publish the chapter in the data, and write the contents that follow from them."""
    table = course / _CHAPTERS
    before = table.read_text("utf-8")
    after = re.sub(rf"^({row['number']},.*),false$", r"\1,true", before, flags=re.MULTILINE)
    table.write_text(after, "utf-8")
    chapters = list(csv.DictReader(after.splitlines()))
    toc = course / "_toc.yml"
    toc.write_text(contents(toc.read_text("utf-8"), chapters, course), "utf-8")
    return [
        f"left as it is: {_CHAPTERS}, the chapter is published there"
        if before == after
        else f"published: in {_CHAPTERS}",
        "entered: in _toc.yml",
    ]
