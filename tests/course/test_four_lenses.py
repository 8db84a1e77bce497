"""Primer B: what stands in its text and questions follows from the data."""

from pathlib import Path

import pytest

from coursekit import load
from coursekit.chapters import read_chapter
from coursekit.plots.chapters.four_lenses.board import FACTS, LENSES
from coursekit.plots.chapters.four_lenses.votes import agreement
from coursekit.questions import bank_of

ROOT = Path(__file__).parent.parent.parent
SLUG = "B-four-lenses"
PAGE = read_chapter(ROOT / "book" / f"{SLUG}.md").text
GAP = agreement("RUS")["gap"]


def question(name):
    """Return a question of the bank."""
    return next(one for one in bank_of(SLUG) if one.id == f"{SLUG}/{name}")


def growth(state):
    """Return by how many per cent the Union's exports to a state grew from 2005 to 2009."""
    rows = load("trade").query("indicator == 'mirror_partner_exports_to_ca' and partner == 'EU27' and entity == @state")
    values = rows.set_index("period")["value"]
    return values["2009"] / values["2005"] * 100 - 100


@pytest.mark.parametrize(("state", "per_cent"), [("UZB", 86), ("KGZ", 90), ("KAZ", 69)])
def test_exports_grew_as_the_text_says(state, per_cent):
    """Beside the neighbours' growth the embargo is not seen."""
    assert round(growth(state)) == per_cent
    assert str(per_cent) in PAGE


def test_the_worked_example_is_the_data_s():
    """Agreement of 2003 in per cent, and the gaps."""
    row = agreement("RUS").round(1).loc[2003]

    assert (row["Uzbekistan"], row["neighbours"], row["gap"]) == (66.7, 85.5, -18.8)
    assert GAP[2005] == 3.0
    assert all(number in PAGE for number in ("66.7", "85.5", "18.8 points below", "3.0 points above"))


def test_three_base_years_give_three_stories():
    """From 2003, 2004 and 2005 to 2007."""
    found = [f"{GAP[2007] - GAP[first]:.1f}" for first in (2003, 2004, 2005)]

    assert found == ["23.0", "11.3", "1.2"]
    assert all(number in PAGE for number in found)
    assert all(number in question("three-papers").prompt for number in found)


def test_the_gap_hardly_moved_under_the_measures():
    """The answer to the prediction; before it the gap had grown by twenty-one points."""
    assert question("under-the-measures").body.specification()["answer"] == GAP[2009] - GAP[2005] == -1.0
    assert f"{GAP[2005] - GAP[2003]:.1f} points from 2003 to 2005" in question("under-the-measures").explain


def test_indices_did_not_rise():
    """Neither of the two of which the figure speaks."""
    rows = load("governance").query("entity == 'UZB' and period in ['2004', '2009']")
    values = rows.pivot_table(index="indicator", columns="period", values="value")
    for indicator in ("vdem_liberal_democracy", "wgi_voice_accountability"):
        assert values.loc[indicator, "2009"] < values.loc[indicator, "2004"]
    assert values.loc["vdem_liberal_democracy"].tolist() == [0.035, 0.034]
    assert "0.035 in 2004 and 0.034 in 2009" in PAGE


def test_every_lens_has_a_fact_for_it_and_one_against_it():
    """As the title of the figure says."""
    for lens in LENSES:
        assert {bears[lens] for bears in FACTS.values() if lens in bears} == {"+", "-"}


def test_one_fact_speaks_for_norm_and_agency():
    """The question on it has one right answer."""
    both = [fact for fact, bears in FACTS.items() if bears.get("norm") == bears.get("agency") == "+"]

    assert both == ["Death penalty ended, habeas corpus, prison visits, some releases"]
