"""Chapter 6 rests on what was seen: no cut copy, no unconfirmed date, no figure that its data contradict."""

import re
from pathlib import Path

import pytest

from coursekit import load
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
