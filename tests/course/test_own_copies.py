"""The student's own copy of an official text: what the page tells to add is what the lab counts in."""

import re
from pathlib import Path

import nbformat
import pytest

from coursekit.corpus import add
from coursekit.data.package import rows

ROOT = Path(__file__).parent.parent.parent
#: Chapter -> sections of a copy, and what stands in the lab's counts of them, heading by heading.
COPIES = {
    "04-first-contacts": (
        {"Title III": "Goods and imports.", "Title VII": "Human rights."},
        [r"Title III\s+2\s+0\s+0", r"Title VII\s+0\s+0\s+1"],
    ),
    "05-assistance-before-strategy": (
        {"Response": "The interests of the EU.", "Annex": "Indicators."},
        [r"Response\s+1\s+0\s+0", r"Annex\s+0\s+0\s+1"],
    ),
    "06-new-partnership": (
        {"Interests": "Security comes first.", "Links": "Oil, gas and energy."},
        [r"energy\s+3", r"rights\s+0", r"Links\s+3\s+0\s+0"],
    ),
    "07-twelve-years-of-practice": (
        {"Joint work": "Regional work, for lack of an organisation.", "Replies": "Due to delays."},
        [r"Joint work\s+1\s+1\s+1", r"Replies\s+0\s+1\s+0"],
    ),
    "08-rethinking": (
        {"Region": "Uzbekistan reforms.", "Others": "China and civil society."},
        [r"Region\s+1\s+0\s+1\s+0", r"Others\s+0\s+1\s+0\s+1"],
    ),
    "10-connectivity": (
        {"Partners": "China and synergies.", "Roads": "Central Asia."},
        [r"Partners\s+1\s+0\s+1", r"Roads\s+0\s+1\s+0"],
    ),
    "11-money-and-instruments": (
        {"Article 12": "Programmes by income.", "Article 31": "A guarantee."},
        [r"Article 12\s+1\s+0\s+1", r"Article 31\s+0\s+1\s+0"],
    ),
    "12-view-from-central-asia": (
        {"Links": "Chinese roads.", "Seen": "A portal for Afghan firms."},
        [r"Links\s+0\s+0\s+1", r"Seen\s+1\s+1\s+0"],
    ),
}
#: Two texts are compared there, in its own way: see the test of that chapter.
COMPARED = {"14-content-analysis-laboratory"}
_COMMAND = re.compile(r"coursekit corpus add FILE --key (\w+)")


def keys_of(file):
    """Return the keys under which a page or a notebook tells to add a text."""
    return set(_COMMAND.findall(file.read_text("utf-8"))) if file.exists() else set()


def asked_for(slug):
    """Return the key of the text that a chapter asks for."""
    (key,) = keys_of(ROOT / f"book/{slug}.md")
    return key


def lab_says(slug, monkeypatch, capsys, folder):
    """Run the cells of a lab that read the student's copy, in a folder; return what they print."""
    monkeypatch.chdir(folder)
    cells = nbformat.read(ROOT / f"notebooks/{slug}.ipynb", as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    space: dict[str, object] = {}
    capsys.readouterr()
    for source in [code[0], *(source for source in code if "is_added" in source)]:
        exec(source, space)  # noqa: S102  the lab's own cells
    return capsys.readouterr().out


def test_every_chapter_that_asks_for_a_copy_is_tried():
    """None is left out here."""
    asking = {row["slug"] for row in rows("chapters") if keys_of(ROOT / f"book/{row['slug']}.md")}

    assert asking == COPIES.keys() | COMPARED


@pytest.mark.parametrize("slug", [*COPIES, *COMPARED])
def test_page_and_lab_use_the_same_keys(slug):
    """What the page tells to add is what the lab looks for."""
    assert keys_of(ROOT / f"book/{slug}.md") <= keys_of(ROOT / f"notebooks/{slug}.ipynb")


@pytest.mark.parametrize("slug", COPIES)
def test_without_a_copy_the_lab_says_so_in_one_line(slug, tmp_path, monkeypatch, capsys):
    """Who has not found the text can run the lab to its end."""
    printed = lab_says(slug, monkeypatch, capsys, tmp_path)

    assert printed.startswith("no copy yet")
    assert printed.count("\n") == 1


@pytest.mark.parametrize(("slug", "given"), COPIES.items(), ids=COPIES)
def test_with_a_copy_the_lab_counts_by_heading(slug, given, tmp_path, monkeypatch, capsys):
    """Words are counted under the headings where they stand."""
    sections, counted = given
    body = "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in sections.items())
    (tmp_path / "copy.html").write_text(f"<html><body><h1>A text</h1>{body}</body></html>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    add("copy.html", key=asked_for(slug))

    printed = lab_says(slug, monkeypatch, capsys, tmp_path)

    assert all(re.search(count, printed) for count in counted), printed
