"""What a chapter still lacks of the contract, over all its parts.

Owns the rules that hold between a page and its bank, its notebooks, its figures and the data;
those of the page alone are in :mod:`coursekit.chapters`, those of the bank alone in
:mod:`coursekit.authoring.bank`.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from coursekit import facts
from coursekit.authoring.bank import bank_gaps
from coursekit.authoring.parts import files_of, missing_parts, place
from coursekit.chapters import Chapter, contract_of, directives, problems, read_chapter, roles
from coursekit.data import resource_names
from coursekit.data.package import rows
from coursekit.errors import CourseError
from coursekit.plots.figure import find as find_figure
from coursekit.questions import Question, read_bank

#: What the skeleton puts where an author is to write; it is followed by what is wanted there.
TO_BE_WRITTEN = "To be written:"
#: Tests with points that an assignment has at least.
LEAST_TESTS = 3
_MARK = re.compile(rf"{TO_BE_WRITTEN} *([^\n\"]*)")


def gaps(slug: str, course: Path) -> list[str]:
    """Return what a chapter lacks of the contract; empty when it is complete.

    Parameters
    ----------
    slug : str
        The chapter's.
    course : pathlib.Path
        The root of the course.

    Returns
    -------
    list of str
        One sentence per gap, which begins with the part that it is about.

    Examples
    --------
    >>> from coursekit.authoring import course_folder
    >>> gaps("06-new-partnership", course_folder())
    []
    """
    missing = missing_parts(slug, course)
    found = [f"{part}: expected {place(part, slug)}, and it is not there" for part in missing]
    found += _unwritten(slug, course)
    asked_for = set(contract_of(slug).parts)
    for needed, check in _CHECKS:
        if needed[0] in asked_for and not set(needed) & set(missing):
            found += _said(needed[0], check, slug, course)
    return found


def _said(part: str, check: Callable[[str, Path], Iterator[str]], slug: str, course: Path) -> list[str]:
    """Return what a check finds; what it cannot read is a gap too."""
    found: list[str] = []
    try:
        found.extend(f"{part}: {gap}" for gap in check(slug, course))
    except CourseError as error:
        found.append(f"{part}: {error}")
    return found


def _unwritten(slug: str, course: Path) -> list[str]:
    """Return for each part in how many places something is to be written, and what in the first of them."""
    found = []
    for part in contract_of(slug).parts:
        marked = [what for file in files_of(part, slug, course) for what in _MARK.findall(_text(file))]
        if marked:
            found.append(f"{part}: to be written: {len(marked)}, the first of them: {marked[0].strip()}")
    return found


def _text(file: Path) -> str:
    """Return the text of a file; of a notebook that of its cells."""
    text = file.read_text("utf-8")
    return "\n".join(_source(cell) for cell in json.loads(text)["cells"]) if file.suffix == ".ipynb" else text


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def _cells(part: str, slug: str, course: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads((course / place(part, slug)).read_text("utf-8"))["cells"]
    return cells


def _chapter(slug: str, course: Path) -> Chapter:
    chapter = read_chapter(course / place("page", slug))
    if chapter is None:
        raise CourseError("expected front matter with the key 'chapter'; copy that of another chapter")
    return chapter


def _bank(slug: str, course: Path) -> tuple[Question, ...]:
    return read_bank(course / place("questions", slug))


def _page(slug: str, course: Path) -> Iterator[str]:
    yield from problems(_chapter(slug, course))


def _names(slug: str, course: Path) -> Iterator[str]:
    """Claims, datasets and terms of the front matter are in the data, and terms are explained in place."""
    chapter = _chapter(slug, course)
    for claim in chapter.claims:
        if facts.claim(claim)["chapter"] != chapter.number:
            yield f"claim {claim} belongs to chapter {facts.claim(claim)['chapter']} in claims.csv"
    for claim in chapter.tested:
        if facts.claim(claim)["chapter"] == chapter.number:
            yield f"claim {claim} is the chapter's own: expected it in 'claims', found it in 'tested'"
    yield from (f"there is no dataset {name!r}" for name in chapter.data if name not in resource_names())
    explained = {
        target.rpartition("<")[2].rstrip(">").lower().replace(" ", "-") for target in roles(chapter.text, "term")
    }
    for term in sorted(explained ^ set(chapter.terms)):
        where = ("text", "front matter") if term in explained else ("front matter", "text")
        yield f"term {term!r} is in the {where[0]} and not in the {where[1]}"


def _claims(slug: str, course: Path) -> Iterator[str]:
    """Each claim that is taught has a verdict, a note, an exercise and evidence."""
    taught = _chapter(slug, course).claims
    weighed = {row["claim"] for row in rows("evidence")}
    lacking = {
        f"no {column} in claims.csv": [claim for claim in taught if not facts.claim(claim)[column]]
        for column in ("verdict", "verdict_note", "exercise")
    }
    lacking["no row in evidence.csv"] = [claim for claim in taught if claim not in weighed]
    lacking["a row in evidence.csv without event, document or indicator"] = sorted(
        {row["claim"] for row in rows("evidence") if row["claim"] in taught and not _witness(row)}
    )
    yield from (f"{what} for {', '.join(claims)}" for what, claims in lacking.items() if claims)


def _witness(row: dict[str, str]) -> str:
    """Return what a row of evidence points at."""
    return row["event"] or row["document"] or row["indicator"]


def _objectives(slug: str, course: Path) -> Iterator[str]:
    """No objective without practice, no question without an objective."""
    announced = [objective["id"] for objective in _chapter(slug, course).objectives]
    asked = [question.objective for question in _bank(slug, course)]
    for objective in announced:
        if asked.count(objective) < 2:
            yield f"expected at least 2 questions for objective {objective}, found {asked.count(objective)}"
    yield from (f"objective {one} is not announced by the chapter" for one in sorted(set(asked) - set(announced)))


def _questions(slug: str, course: Path) -> Iterator[str]:
    """Enough of them, none that gives itself away; answers that the data hold are the data's."""
    bank = _bank(slug, course)
    yield from bank_gaps(bank, contract_of(slug).asked)
    yield from _other_answers(bank)


def _other_answers(bank: tuple[Question, ...]) -> Iterator[str]:
    for question in bank:
        fact = getattr(question.body, "fact", "")
        if question.kind == "number" and fact and facts.value(fact).number != question.body.specification()["answer"]:
            yield f"{question.id!r}: expected the answer that its fact {fact!r} has, {facts.value(fact).number}"


def _places(slug: str, course: Path) -> Iterator[str]:
    """Chapter questions are asked in the chapter, practice ones on the practice page, lab ones in the lab."""
    page = [argument for name, argument in directives(_chapter(slug, course).text) if name in ("question", "predict")]
    practice = "\n".join(map(_source, _cells("practice", slug, course)))
    has_lab = "lab" in contract_of(slug).parts
    lab = "\n".join(map(_source, _cells("lab", slug, course))) if has_lab else ""
    asked = {
        "chapter": sorted(page),
        "practice": sorted(re.findall(r'ask\("([^"]+)"', practice)),
        # The same exercise may be tried more than once.
        "lab": sorted(set(re.findall(r'exercise\("([\w/-]+)"', lab))),
    }
    for where, found in asked.items():
        expected = {question.id for question in _bank(slug, course) if question.place == where}
        yield from (f"{name!r} has place = {where!r} and is not asked there" for name in sorted(expected - set(found)))
        yield from (f"{name!r} is asked in the {where} and has another place" for name in sorted(set(found) - expected))
        yield from (f"{name!r} is asked twice in the {where}" for name in sorted(set(found)) if found.count(name) > 1)


def _figures(slug: str, course: Path) -> Iterator[str]:
    """At least one figure is explorable, and each has rows in its table."""
    names = [argument for name, argument in directives(_chapter(slug, course).text) if name == "chart"]
    figures = [find_figure(name) for name in names]
    if not any(figure.explore for figure in figures):
        yield "expected at least one figure that can be explored, found none"
    yield from (f"figure {figure.name!r} has no rows in its table" for figure in figures if not len(figure.table))


def _outputs(part: str) -> Callable[[str, Path], Iterator[str]]:
    """Return the check that a notebook has been run: what is compared is stored."""

    def check(slug: str, course: Path) -> Iterator[str]:
        code = [cell for cell in _cells(part, slug, course) if cell["cell_type"] == "code"]
        if not any(cell["outputs"] for cell in code) or not all(cell["execution_count"] for cell in code):
            yield "expected stored outputs, found cells that were not run: make notebooks"

    return check


def _assignment(slug: str, course: Path) -> Iterator[str]:
    """Enough tests; whether the solutions pass them is seen by running them."""
    graded = [cell["metadata"].get("nbgrader", {}) for cell in _cells("assignment", slug, course)]
    tests = sum(bool(entry.get("grade")) and not entry.get("solution") for entry in graded)
    if tests < LEAST_TESTS:
        yield f"expected at least {LEAST_TESTS} tests with points, found {tests}"


#: Parts that a check reads, the one first that its gaps are about, and the check.
_CHECKS: tuple[tuple[tuple[str, ...], Callable[[str, Path], Iterator[str]]], ...] = (
    (("page",), _page),
    (("page",), _names),
    (("page",), _claims),
    (("questions", "page"), _objectives),
    (("questions",), _questions),
    (("questions", "page", "practice", "lab"), _places),
    (("figures", "page"), _figures),
    (("lab",), _outputs("lab")),
    (("practice",), _outputs("practice")),
    (("assignment",), _outputs("assignment")),
    (("assignment",), _assignment),
)
