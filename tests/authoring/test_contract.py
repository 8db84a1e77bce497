"""The contract of a chapter: every breach of it is named."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from coursekit import facts
from coursekit.authoring import contract, gaps, missing_parts
from coursekit.authoring.parts import PARTS, place
from coursekit.plots.figure import find as find_figure

ROOT = Path(__file__).parent.parent.parent
SLUG = "06-new-partnership"
FIGURES = place("figures", SLUG).removesuffix(".py")


@pytest.fixture(name="course")
def _course(tmp_path):
    """A copy of one complete chapter, with what it needs beside it."""
    for name in [*(place(part, SLUG) for part in PARTS if part != "figures"), "exercises/misconceptions.toml"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / FIGURES, tmp_path / FIGURES, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def change(file, old, new):
    """Replace a pattern in a file; it must be there."""
    text, times = re.subn(old, new, file.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert times
    file.write_text(text, "utf-8")


def test_a_complete_chapter_lacks_nothing(course):
    """What stands in the repository is complete wherever it lies."""
    assert gaps(SLUG, course) == []


@pytest.mark.parametrize("part", [part for part in PARTS if part != "figures"])
def test_a_part_that_is_not_there_is_named_and_the_others_are_still_read(course, part):
    """One sentence on it, and none about what could not be checked without it."""
    (course / place(part, SLUG)).unlink()

    assert missing_parts(SLUG, course) == [part]
    assert gaps(SLUG, course) == [f"{part}: expected {place(part, SLUG)}, and it is not there"]


def test_figures_lie_in_a_module_or_in_a_folder(course):
    """A folder of modules does as well as a module; neither is a gap."""
    shutil.rmtree(course / FIGURES)
    assert missing_parts(SLUG, course) == ["figures"]

    (course / place("figures", SLUG)).write_text('"""Figures."""\n', "utf-8")
    assert gaps(SLUG, course) == []


#: Part, what is changed in it, and what is said.
BREACHES = [
    ("page", r"^:::\{case\}.*?^:::\n", "", "page: expected exactly one 'case' box, found 0"),
    ("page", r"^May is not", "To be written: an idea", "page: to be written: 1, the first of them: an idea"),
    ("page", r"\A---\n.*?^---\n", "", "page: expected front matter with the key 'chapter'"),
    ("page", r"claims: \[C26, ", "claims: [", "page: claim C26 is marked but not in the front matter"),
    ("page", r"claims: \[C26, ", "claims: [C26, C30, ", "page: claim C30 belongs to chapter 7 in claims.csv"),
    ("page", r"claims: \[C26, ", "claims: [C26, C999, ", "page: .*'C999'"),
    ("page", r"^  claims: \[", "  tested: [C26]\n  claims: [", "page: claim C26 is the chapter's own"),
    ("page", r"data: \[events", "data: [evnts", "page: there is no dataset 'evnts'"),
    (
        "page",
        r"terms: \[",
        "terms: [resilience, ",
        "page: term 'resilience' is in the front matter and not in the text",
    ),
    (
        "page",
        r"terms: \[european-council, ",
        "terms: [",
        "page: term 'european-council' is in the text and not in the fr",
    ),
    ("page", r"^:::\{chart\} 06-steps", ":::{chart} 06-stops", "figures: There is no figure '06-stops'"),
    ("page", r"^:::\{chart\} \S+\n:::\n", "", "figures: expected at least one figure that can be explored, found none"),
    ("page", r"id: 06-O5", "id: 06-O6", "questions: expected at least 2 questions for objective 06-O6, found 0"),
    ("page", r"id: 06-O5", "id: 06-O6", "questions: objective 06-O5 is not announced by the chapter"),
    ("page", r"^:::\{question\} \S+/legal-force\n:::\n", "", "questions: '\\S+/legal-force' has place = 'chapter' and"),
    (
        "questions",
        r'place = "chapter"',
        'place = "practice"',
        "questions: expected at least 5 questions with .*, found 0",
    ),
    (
        "questions",
        r'place = "chapter"',
        'place = "practice"',
        "questions: '.*' is asked in the chapter and has another",
    ),
    (
        "questions",
        r'place = "chapter"',
        'place = "practice"',
        "questions: expected at least 2 .* that are no choice, found",
    ),
    ("questions", r"^hints = \[.*?^\]\n", "", "questions: '\\S+/legal-force' has no hints"),
    (
        "questions",
        r'text = "([^"]*)", right = true',
        r'text = "\1, of which one may say more than of the others, and with more care than of any", right = true',
        "questions: the right option is the longest in \\d+ of \\d+ questions with one right option",
    ),
    (
        "questions",
        r"(^options = \[\n)((?:  \{[^\n]*\},\n)*?)(  \{[^\n]*right = true \},\n)",
        r"\1\3\2",
        "questions: the right option is in one place in \\d+ of \\d+ questions with one right option",
    ),
    ("questions", r"^answer = (\d+)$", r"answer = 1\1", "questions: .*expected the answer that its fact"),
    (
        "practice",
        r'ask\(\\"[^"]*\\"',
        r"ask(\"06-new-partnership/x\"",
        "questions: '\\S+/x' is asked twice in the practice",
    ),
    (
        "lab",
        r'"execution_count": \d+',
        '"execution_count": null',
        "lab: expected stored outputs, found cells that were not",
    ),
    ("assignment", r'"grade": true', '"grade": false', "assignment: expected at least 3 tests with points, found 0"),
]


@pytest.mark.parametrize(("part", "old", "new", "said"), BREACHES)
def test_each_breach_is_named(course, part, old, new, said):
    """With the part it is about, what was expected and what was found."""
    change(course / place(part, SLUG), old, new)

    assert re.search(f"^{said}", "\n".join(gaps(SLUG, course)), re.MULTILINE)


def test_a_figure_without_rows_is_named(course, monkeypatch):
    """What cannot be read as a table is a gap."""
    shown = find_figure("06-steps")
    monkeypatch.setattr(contract, "find_figure", lambda name: replace(shown, name=name, table=shown.table.head(0)))

    assert "figures: figure '06-steps' has no rows in its table" in gaps(SLUG, course)


def test_a_claim_that_is_taught_without_verdict_or_evidence_is_named(course, monkeypatch):
    """What the ledger does not say of it, column by column."""
    bare = {**facts.claim("C26"), "verdict": "", "exercise": ""}
    known = facts.claim
    monkeypatch.setattr(facts, "claim", lambda name: bare if name == "C26" else known(name))
    bearing = {"event": "E044", "document": "", "indicator": ""}
    evidence = [{"claim": claim, **bearing} for claim in ("C28", "C29")]
    evidence.append({"claim": "C83", **dict.fromkeys(bearing, "")})
    monkeypatch.setattr(contract, "rows", lambda _: evidence)

    assert gaps(SLUG, course) == [
        "page: no verdict in claims.csv for C26",
        "page: no exercise in claims.csv for C26",
        "page: no row in evidence.csv for C26",
        "page: a row in evidence.csv without event, document or indicator for C83",
    ]
