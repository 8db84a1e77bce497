"""The course itself keeps its contract: chapters, banks, notebooks, table of contents."""

import re
from pathlib import Path

import nbformat
import pytest
import yaml

from coursekit import facts
from coursekit.chapters import directives, problems, read_chapter, roles
from coursekit.data import resource_names
from coursekit.data.package import rows
from coursekit.plots.figure import find as find_figure
from coursekit.questions import read_bank

ROOT = Path(__file__).parent.parent.parent
PUBLISHED = [row["slug"] for row in rows("chapters") if row["published"] == "true"]
_LEAST = {"chapter": 5, "practice": 10, "lab": 1}


def chapter_of(slug):
    """Return the chapter page of a slug."""
    return read_chapter(ROOT / "book" / f"{slug}.md")


def bank_of(slug):
    """Return the question bank of a slug."""
    return read_bank(ROOT / "exercises" / slug / "questions.toml")


def toc_pages():
    """Return every page the table of contents names."""
    text = (ROOT / "_toc.yml").read_text("utf-8")
    return [yaml.safe_load(text)["root"], *re.findall(r"- file: (\S+)", text)]


@pytest.mark.parametrize("slug", PUBLISHED)
def test_a_published_chapter_is_complete(slug):
    """Opening, argument, figures, readings, ladders, checks, key points: all there."""
    assert problems(chapter_of(slug)) == []


@pytest.mark.parametrize("slug", PUBLISHED)
def test_every_objective_is_assessed_twice_and_only_announced_ones(slug):
    """No objective without practice, no question without an objective."""
    announced = [objective["id"] for objective in chapter_of(slug).objectives]
    asked = [question.objective for question in bank_of(slug)]

    assert set(asked) <= set(announced)
    assert all(asked.count(objective) >= 2 for objective in announced)


@pytest.mark.parametrize("slug", PUBLISHED)
def test_there_are_enough_questions_and_not_only_one_kind(slug):
    """At least ten to practise, several kinds, each with hints."""
    bank = bank_of(slug)
    counts = {place: sum(question.place == place for question in bank) for place in _LEAST}
    others = [question for question in bank if question.place == "chapter" and question.kind != "choice"]

    assert all(counts[place] >= least for place, least in _LEAST.items()), counts
    assert len(others) >= 2
    assert all(question.hints for question in bank)


@pytest.mark.parametrize("slug", PUBLISHED)
def test_questions_stand_where_they_say(slug):
    """Chapter questions are asked in the chapter, practice ones on the practice page, lab ones in the lab."""
    asked_in_page = [id_ for name, id_ in directives(chapter_of(slug).text) if name in ("question", "predict")]
    practice = (ROOT / "exercises" / slug / "practice.ipynb").read_text("utf-8")
    lab = (ROOT / "notebooks" / f"{slug}.ipynb").read_text("utf-8")
    by_place = {place: [q.id for q in bank_of(slug) if q.place == place] for place in _LEAST}

    assert sorted(asked_in_page) == sorted(by_place["chapter"])
    assert sorted(re.findall(r'ask\(\\"([^"\\]+)\\"', practice)) == sorted(by_place["practice"])
    assert sorted(set(re.findall(r'exercise\(\\"([\w/-]+)\\"', lab))) == sorted(by_place["lab"])


@pytest.mark.parametrize("slug", PUBLISHED)
def test_answers_that_the_data_hold_are_the_data_s(slug):
    """A number question with a fact has the fact's value as its answer."""
    for question in bank_of(slug):
        if question.kind == "number" and question.body.fact:
            assert facts.value(question.body.fact).number == question.body.answer, question.id


@pytest.mark.parametrize("slug", PUBLISHED)
def test_front_matter_names_things_that_exist(slug):
    """Claims, datasets and glossary terms of the front matter are in the data, and terms are explained in place."""
    chapter = chapter_of(slug)
    terms = {target.rpartition("<")[2].rstrip(">").lower().replace(" ", "-") for target in roles(chapter.text, "term")}

    assert all(facts.claim(claim)["chapter"] == str(chapter.number) for claim in chapter.claims)
    assert all(facts.claim(claim)["chapter"] != str(chapter.number) for claim in chapter.tested)
    assert set(chapter.data) <= set(resource_names())
    assert terms == set(chapter.terms)


@pytest.mark.parametrize("slug", PUBLISHED)
def test_figures_can_be_explored_and_read_as_tables(slug):
    """At least one figure is explorable, and each has rows in its table."""
    figures = [find_figure(name) for directive, name in directives(chapter_of(slug).text) if directive == "chart"]

    assert any(figure.explore for figure in figures)
    assert all(len(figure.table) for figure in figures)


def test_taught_claims_have_verdict_evidence_and_exercise():
    """The ledger is complete for what is published, and open for what is not."""
    evidence = {row["claim"] for row in rows("evidence")}
    taught = {claim for slug in PUBLISHED for claim in chapter_of(slug).claims}

    for row in rows("claims"):
        complete = bool(row["verdict"] and row["verdict_note"] and row["exercise"])
        assert complete == (row["id"] in taught), row["id"]
        assert row["id"] in evidence or row["id"] not in taught


def test_the_table_of_contents_and_the_files_agree():
    """No page is missing from the contents, none is listed that does not exist."""
    pages = toc_pages()
    present = ["index"]
    present += [str(file.relative_to(ROOT).with_suffix("")) for file in (ROOT / "book").rglob("*.md")]
    present += [f"notebooks/{slug}" for slug in PUBLISHED] + [f"exercises/{slug}/practice" for slug in PUBLISHED]
    present += [f"exercises/{file.parent.name}/hand-in" for file in ROOT.glob("exercises/*/hand-in.md")]

    assert sorted(pages) == sorted(present)
    assert len(pages) == len(set(pages))


def test_every_published_chapter_has_all_its_parts():
    """Page, instructor's notes, lab, practice, assignment, bank."""
    for slug in PUBLISHED:
        for part in (
            f"book/{slug}.md",
            f"book/notes/{slug}.md",
            f"notebooks/{slug}.ipynb",
            f"exercises/{slug}/practice.ipynb",
            f"exercises/{slug}/assignment.ipynb",
            f"exercises/{slug}/questions.toml",
        ):
            assert (ROOT / part).is_file(), part


NOTEBOOKS = sorted([*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("exercises/*/*.ipynb")])


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_notebooks_are_short_and_committed_with_text_outputs_only(file):
    """Cells of at most ten lines, imports first, outputs stored, no images, no widget state."""
    notebook = nbformat.read(file, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kinds = {kind for cell in code for output in cell.outputs for kind in output.get("data", {})}

    nbformat.validate(notebook)
    assert "widgets" not in notebook.metadata
    assert kinds <= {"text/plain", "text/html"}
    assert any(cell.outputs for cell in code)
    assert all(cell.execution_count for cell in code)
    assert sum("import coursekit" in cell.source or "\nimport " in cell.source for cell in code) == 1
    if file.name != "assignment.ipynb":
        assert max(len(cell.source.strip().splitlines()) for cell in code) <= 10
        assert max(len(line) for cell in code for line in cell.source.splitlines()) <= 79
