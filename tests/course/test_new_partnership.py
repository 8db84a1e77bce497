"""Chapter 6 rests on what was seen: no cut copy, no unconfirmed date, no figure that its data contradict."""

import json
import re
from pathlib import Path

import nbformat
import pytest

from coursekit import load
from coursekit.corpus import add
from coursekit.plots.figure import find
from coursekit.questions import read_bank

ROOT = Path(__file__).parent.parent.parent
SLUG = "06-new-partnership"
BANK = ROOT / "exercises" / SLUG / "questions.toml"
LAB = ROOT / "notebooks" / f"{SLUG}.ipynb"
ASSIGNMENT = ROOT / "exercises" / SLUG / "assignment.ipynb"
PAGE = ROOT / "book" / f"{SLUG}.md"
READ = [PAGE, ROOT / "book" / "notes" / f"{SLUG}.md", BANK, LAB, ROOT / "exercises" / SLUG / "practice.ipynb"]
CUT = ("eu2007strategy", "eu2019strategy")


def test_weights_of_cut_texts_say_that_others_report_them():
    """The words that were read name a theme; only a report can give it more than weight 1."""
    coded = load("priorities")
    coded = coded[coded["document"].isin(CUT)]

    assert set(coded["document"]) == set(CUT)
    assert (coded.loc[coded["salience"] > 1, "basis"] == "secondary").all()


def test_first_words_of_a_cut_copy_are_no_section():
    """A reader of the counts cannot take them for counts of an introduction."""
    terms = load("terms")

    assert set(terms.loc[terms["document"].isin(CUT), "section"]) == {"opening"}


@pytest.mark.parametrize("file", READ, ids=lambda file: file.name)
def test_nothing_is_said_of_an_introduction_or_an_opening(file):
    """The copy breaks off, so the chapter speaks of the first words and concludes nothing from them."""
    text = file.read_text("utf-8").replace("*I. Introduction: The EU and Central Asia*", "").replace(":::{opening}", "")
    text = re.sub(r'"[^"]*; opening', '"', text)  # a location, in a table of the data

    assert re.findall(r"\b(?:introduction|opening (?:of|does|words)|the opening)\b", text, re.IGNORECASE) == []


@pytest.mark.parametrize("file", [BANK, ASSIGNMENT, ROOT / "exercises" / SLUG / "graded.toml"], ids=lambda f: f.name)
def test_nobody_s_mark_depends_on_the_date_of_the_paper(file):
    """The register holds that date with medium confidence, from one citation."""
    text = file.read_text("utf-8")

    assert load("events").set_index("id").at["E043", "confidence"] != "high"
    assert "E043" not in text
    assert "31 May" not in text


@pytest.mark.parametrize("file", [PAGE, BANK, LAB, READ[1]], ids=lambda file: file.name)
def test_the_official_slip_is_told_wherever_the_month_is_judged(file):
    """The article shares its month with conclusions of the Council."""
    text = " ".join(file.read_text("utf-8").split())

    assert re.search(r"Council[^.]{0,90}(?:October )?2009", text)


def test_a_hint_does_not_give_the_number_away():
    """Not even the third one."""
    for question in read_bank(BANK):
        if question.kind == "number":
            answer = f"{question.body.answer:g}"
            for hint in question.hints:
                assert answer not in re.findall(r"\d+(?:\.\d+)?", hint), question.id


def test_at_most_a_quarter_of_the_questions_is_arithmetic():
    """The others ask about the policy, the papers, or what evidence allows."""
    bank = read_bank(BANK)
    reckoned = [question.id for question in bank if question.kind in ("number", "predict")]

    assert 0 < len(reckoned) <= len(bank) / 4


def test_the_change_per_year_is_the_data_s():
    """Two sums of one publisher, each divided by its years."""
    rows = load("assistance").query("indicator == 'eu_assistance_indicative' and entity == 'CA5' and source == 's212'")
    sums = rows.set_index("period")["value"]
    question = next(question for question in read_bank(BANK) if question.id.endswith("/money-per-year"))

    assert question.body.answer == sums["2011-2013"] / 3 - sums["2007-2010"] / 4


def test_the_title_on_fuels_holds_in_every_year():
    """At least half in Kazakhstan since 2000, a quarter at most in three other states."""
    table = find("06-fuels").table.set_index("Year")
    others = table[["Kyrgyzstan", "Tajikistan", "Uzbekistan"]]

    assert "since 2000" in find("06-fuels").title
    assert table.loc[2000:, "Kazakhstan"].min() >= 50
    assert others.max().max() <= 25


def own_copy_output(folder, monkeypatch, capsys):
    """Run the lab's cells on the student's own copy in a folder; return what they print."""
    monkeypatch.chdir(folder)
    cells = nbformat.read(LAB, as_version=4).cells
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    space: dict[str, object] = {}
    capsys.readouterr()
    for source in [code[0], *(source for source in code if "is_added" in source)]:
        exec(source, space)  # noqa: S102  the lab's own cells
    return capsys.readouterr().out


def test_without_a_copy_the_lab_says_so_in_one_line(tmp_path, monkeypatch, capsys):
    """A student who has not downloaded the text yet can run the lab to its end."""
    printed = own_copy_output(tmp_path, monkeypatch, capsys)

    assert printed.startswith("no copy yet")
    assert printed.count("\n") == 1


def test_with_a_copy_the_lab_counts_by_heading(tmp_path, monkeypatch, capsys):
    """Words are counted in all, and under the headings where they stand."""
    page = "<h1>A paper</h1><h2>Interests</h2><p>Security comes first.</p><h2>Links</h2><p>Oil, gas and energy.</p>"
    (tmp_path / "paper.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    add("paper.html", key="eu2007strategy")

    printed = own_copy_output(tmp_path, monkeypatch, capsys)

    assert re.search(r"energy\s+3", printed)
    assert re.search(r"rights\s+0", printed)
    assert re.search(r"Links\s+3\s+0\s+0", printed)


def test_the_close_reading_and_the_lab_use_one_key():
    """What the page tells to add is what the lab looks for."""
    command = "coursekit corpus add FILE --key eu2007strategy"

    assert command in PAGE.read_text("utf-8")
    assert command in json.dumps(nbformat.read(LAB, as_version=4))
