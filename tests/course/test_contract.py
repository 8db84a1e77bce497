"""The course itself keeps its contract: chapters, banks, notebooks, table of contents."""

import re
from pathlib import Path

import nbformat
import pytest
import yaml

from coursekit.authoring import contents, gaps
from coursekit.authoring.parts import place
from coursekit.chapters import contract_of, read_chapter
from coursekit.data.package import rows

ROOT = Path(__file__).parent.parent.parent
PUBLISHED = [row["slug"] for row in rows("chapters") if row["published"] == "true"]


def toc_pages():
    """Return every page the table of contents names."""
    text = (ROOT / "_toc.yml").read_text("utf-8")
    return [yaml.safe_load(text)["root"], *re.findall(r"- file: (\S+)", text)]


@pytest.mark.parametrize("slug", PUBLISHED)
def test_a_published_chapter_lacks_nothing(slug):
    """All its parts are there, written, and fit one another; what is checked: `coursekit.authoring.contract`."""
    assert gaps(slug, ROOT) == []


def test_the_contents_follow_from_the_data():
    """What `make chapter` would write is what stands there."""
    written = (ROOT / "_toc.yml").read_text("utf-8")

    assert contents(written, rows("chapters"), ROOT) == written


def test_taught_claims_have_verdict_evidence_and_exercise():
    """The ledger is complete for what is published, and open for what is not."""
    evidence = {row["claim"] for row in rows("evidence")}
    taught = {claim for slug in PUBLISHED for claim in read_chapter(ROOT / "book" / f"{slug}.md").claims}

    for row in rows("claims"):
        complete = bool(row["verdict"] and row["verdict_note"] and row["exercise"])
        assert complete == (row["id"] in taught), row["id"]
        assert row["id"] in evidence or row["id"] not in taught


def test_the_table_of_contents_and_the_files_agree():
    """No page is missing from the contents, none is listed that does not exist."""
    pages = toc_pages()
    present = ["index"]
    present += [str(file.relative_to(ROOT).with_suffix("")) for file in (ROOT / "book").rglob("*.md")]
    present += [
        place(part, slug).removesuffix(".ipynb")
        for slug in PUBLISHED
        for part in ("lab", "practice")
        if part in contract_of(slug).parts
    ]

    assert sorted(pages) == sorted(present)
    assert len(pages) == len(set(pages))


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
