"""Chapter 12 rests on its data: every number in the text, in a question or in a title is computed here once more."""

import re
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coursekit import load
from coursekit.chapters import read_chapter
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import event, value
from coursekit.plots.chapters.view_from_central_asia import asked, company, lists, students
from coursekit.plots.figure import find
from coursekit.questions import read_bank
from coursekit.questions.bank import misconceptions

ROOT = Path(__file__).parent.parent.parent
SLUG = "12-view-from-central-asia"
PAGE = ROOT / "book" / f"{SLUG}.md"
BANK = ROOT / "exercises" / SLUG / "questions.toml"
LAB = ROOT / "notebooks" / f"{SLUG}.ipynb"
NOTES = ROOT / "book" / "notes" / f"{SLUG}.md"
TEXT = " ".join(PAGE.read_text("utf-8").split())
QUESTIONS = {question.id.partition("/")[2]: question for question in read_bank(BANK)}


def answer(question):
    """Return the number that a question takes for right."""
    return QUESTIONS[question].body.answer


def right(question):
    """Return the texts of the right options."""
    return [option.text for option in QUESTIONS[question].body.options if option.right]


# --- Proposals ---------------------------------------------------------------


def test_the_statements_are_six_before_the_text_and_two_after():
    """The register dates the text, and the table says on which side of it each statement lies."""
    rows = load("proposals").groupby("statement").agg(date=("date", "first"), before=("before_text", "first"))
    text = event("E119").date

    assert rows["before"].tolist() == [day < text for day in rows["date"]]
    assert rows["before"].sum() == 6
    assert (~rows["before"]).sum() == 2
    assert rows["date"].is_monotonic_increasing
    assert "six before the text and two after it" in TEXT


@pytest.mark.parametrize(
    ("statement", "identifier"),
    [("S1", "E102"), ("S3", "E213"), ("S4", "E114"), ("S7", "E123"), ("S8", "E126")],
)
def test_statements_at_known_events_bear_their_date(statement, identifier):
    """The day is the register's."""
    rows = load("proposals")

    assert set(rows.loc[rows["statement"] == statement, "date"]) == {event(identifier).date}


def test_twelve_days_lie_between_the_text_and_the_interview():
    """Fifteenth and twenty-seventh of May."""
    text, interview = (date.fromisoformat(event(key).date) for key in ("E119", "E123"))

    assert (interview - text).days == 12
    assert "Twelve days later" in TEXT


def test_nine_of_eleven_themes_are_reported_of_2007():
    """Figure, text and misconception."""
    table = asked.asked()
    themes = table.dropna(subset="code")
    refutation = misconceptions()["in-the-text-from-us"].refutation

    assert len(themes) == 11
    assert themes["eu2007strategy"].sum() == 9
    assert themes["eu2019strategy"].all()
    assert table.loc[["small_firms", "transport"], "times"].tolist() == [6, 6]
    assert set(themes.index[~themes["eu2007strategy"]]) == {"digital", "women"}
    assert "stand in six of the eight statements" in TEXT
    assert "nine of the eleven themes are reported of the text of 2007" in TEXT
    assert "Nine of the eleven themes" in refutation
    assert find("12-asked").title.startswith("Of eleven themes")


def test_what_is_narrower_than_a_theme_is_in_the_table_of_the_chapter():
    """A portal and the Belt and Road before the text, bilateral projects after it."""
    rows = load("proposals")
    narrow = rows[rows["code"].isna()]

    assert set(narrow.loc[narrow["before_text"], "proposal"]) == {"belt_and_road", "portal"}
    assert right("lab-4") == ["belt_and_road and portal"]
    assert set(narrow["proposal"]) == {"belt_and_road", "portal", "bilateral_projects"}
    assert set(asked.NAMES) == set(rows["proposal"])


def test_no_row_of_2019_says_that_an_outside_power_is_named():
    """The sentence on the Belt and Road rests on this."""
    row = load("priorities").query("document == 'eu2019strategy' and code == 'external_actors'").iloc[0]

    assert "no actor known to be named" in row["note"]
    assert "no outside power is named in the text, as far as reports tell" in TEXT


# --- Lists drawn by lot ------------------------------------------------------


def test_any_list_matches_the_text_of_2019():
    """26 of 26 themes: the prediction, the title, the text."""
    assert len(lists.themes_of("2019")) == len(load("codebook")) == 26
    assert lists.as_well("july", "2019") == lists.as_well("before", "2019") == 100
    assert answer("lists-that-match") == 1000
    assert "reported to hold all 26 themes" in TEXT


def test_the_list_of_july_against_the_other_texts():
    """Six of eight and 64 per cent; seven of eight and half."""
    assert lists.matched("july", "2007") == 6
    assert round(lists.as_well("july", "2007")) == 64
    assert "six of eight there, and 64 per cent of the lists drawn by lot do as well or better" in TEXT
    assert len(lists.themes_of("2019")) - len(lists.themes_of("2019-others")) == 5
    assert "energy_transition" not in lists.themes_of("2019-others")
    assert lists.matched("july", "2019-others") == answer("lab-3") == 7
    assert 49 < lists.as_well("july", "2019-others") < 51
    assert "Seven of eight are left, and half of all lists do as well" in TEXT


def test_lists_really_drawn_come_near_to_the_exact_shares():
    """The arithmetic of the figure against ten thousand draws."""
    themes, lot = sorted(load("codebook")["code"]), np.random.default_rng(12)
    held = lists.themes_of("2007")
    hits = pd.Series([len(set(lot.choice(themes, 8, replace=False)) & held) for _ in range(10_000)])

    assert abs(hits.mean() - 8 * 19 / 26) < 0.05
    assert abs((hits >= 6).mean() * 100 - lists.as_well("july", "2007")) < 2
    assert abs(answer("lab-2") - 8 * 19 / 26) < 0.01


def test_the_shares_of_all_lists_add_up():
    """Nothing is lost, whatever the text and the length."""
    for text in lists.TEXTS:
        for length in (8, 11):
            assert abs(lists.by_lot(length, text).sum() - 100) < 1e-9


def test_the_small_example_is_right():
    """Three of four themes, lists of two: half match."""
    pairs = [(a, b) for n, a in enumerate("wtes") for b in "wtes"[n + 1 :]]

    assert len(pairs) == 6
    assert sum("s" not in pair for pair in pairs) == 3


# --- Students ----------------------------------------------------------------


def test_a_thousand_places_and_155():
    """Title, text and money for a place."""
    table = students.programmes()
    own = table.loc[table["payer"] == "EU", "places"].sum()

    assert own == 155
    assert str(own) in find("12-students").title
    assert all(places % students.IN_A_SQUARE == 0 for places in table["places"])
    assert "105 women are to graduate by 2027" in TEXT
    assert event("E129").end_date == "2025"
    assert event("E138").end_date == "2027"


def test_the_steps_of_the_programme_stand_in_order():
    """Launch before Kabul, Kabul before the second students; the text's table is in order of time."""
    months = [f"| {month} |" for month in ("January 2018", "March 2018", "September 2018", "November 2018")]
    months += [f"| {month} |" for month in ("December 2018", "October 2019")]

    assert event("E129").date < event("E143").date
    assert sorted(months, key=TEXT.index) == months
    assert len(QUESTIONS["afghan-steps"].body.items) == 6


# --- Money -------------------------------------------------------------------


def test_two_thirds_and_more_were_bilateral():
    """Both rows of the table, the question and its variant, the division."""
    sums = {"TJK": 251, "KGZ": 174, "UZB": 168, "TKM": 37}
    for state, amount in sums.items():
        period = "2014-2017" if state == "TKM" else "2014-2020"
        rows = load("assistance").query("indicator == 'eu_assistance_bilateral' and entity == @state")
        assert amount in rows.loc[rows["period"] == period, "value"].tolist()
    first = value("eu_assistance_bilateral CA5 2011-2013").number, value("eu_assistance_regional CA5 2011-2013").number
    bilateral, regional = sum(sums.values()), value("eu_assistance_regional CA5 2014-2020").number

    assert bilateral == 630
    assert round(first[0] / sum(first) * 100) == answer("bilateral-share") == 67
    assert round(bilateral / (bilateral + regional) * 100) == QUESTIONS["bilateral-share"].variants[0].body.answer == 72
    assert round((bilateral + 10) / (bilateral + 10 + regional) * 100) == 72, "with 184 for Kyrgyzstan"
    assert "sums of four states added | 630 million |" in TEXT
    body = QUESTIONS["divide-seven-years"].body
    assert {aim.real for aim in body.aims} == {*map(float, sums.values()), regional}
    assert body.total == bilateral + regional


def test_kazakhstan_has_no_envelope_in_the_plans():
    """An absence that the Commission announced."""
    rows = load("assistance").query("indicator == 'eu_assistance_bilateral' and entity == 'KAZ'")

    assert rows.empty
    assert "no bilateral funds" in event("E076").summary


def test_the_game_begins_at_the_real_share_and_names_the_real_plan():
    """A third of ten tenths; 216 and 105."""
    body = QUESTIONS["package"].body
    start = next(measure.start for measure in body.measures if measure.id == "regional")
    plan = value("eu_assistance_regional CA5 2011-2013").number / value("eu_assistance_indicative CA5 2011-2013").number

    assert start == round(plan * 10)
    assert "216 million" in QUESTIONS["package"].explain
    assert "105" in QUESTIONS["package"].explain


def test_the_paper_game_has_the_seats_and_the_sums():
    """Seven seats; the sums of 2011–2013 of four states are the data's."""
    notes = NOTES.read_text("utf-8")
    rows = load("assistance").query("indicator == 'eu_assistance_bilateral' and period == '2011-2013'")

    for seat in ("Commission", "European Parliament", *map(name_of, FIVE)):
        assert f"\n| {seat} |" in notes
    for state, amount in {"KGZ": 51, "TJK": 62, "TKM": 31, "UZB": 42}.items():
        assert amount in rows.loc[rows["entity"] == state, "value"].tolist()
        assert f"{name_of(state)} {amount}" in notes


# --- Votes -------------------------------------------------------------------


def test_agreement_fell_with_everybody_and_more_with_russia():
    """Title and text; 10 to 15 and 6 to 10 points."""
    moved = company.change()

    assert (moved < 0).all().all()
    assert (moved["RUS"] < moved["EU27"]).all()
    assert -15 < moved["RUS"].min() <= moved["RUS"].max() <= -10
    assert -10 <= moved["EU27"].min() <= moved["EU27"].max() < -6
    assert moved.loc["TJK", "RUS"] == answer("lab-5") == moved["RUS"].min()


def test_the_finding_holds_if_each_vote_counts_alike():
    """The choice of weight does not turn it."""
    table = company.means("votes")
    later, earlier = (table.xs(period, level="period") for period in (company.LATER, company.EARLIER))
    moved = later - earlier

    assert (moved["RUS"] < moved["EU27"]).all()
    assert table.loc[("UZB", "1992–1999"), "EU27"] == answer("lab-6") == 71.4


def test_who_stood_nearest_in_the_nineties_and_who_does_now():
    """Three states nearest to the Union's majority, later all five to China, with either weight."""
    for weight in company.WEIGHTS:
        nearest = company.means(weight).idxmax(axis=1)
        early, late = (nearest.xs(period, level="period") for period in ("1992–1999", company.LATER))

        assert set(early.index[early == "EU27"]) == {"KAZ", "KGZ", "UZB"}
        assert (late == "CHN").all()


def test_the_numbers_of_the_alternative_text_are_the_figure_s():
    """What is read aloud is what is drawn."""
    moved = company.change()
    alt = find("12-company").alt

    for partner, words in (
        ("RUS", "minus 10 to minus 15"),
        ("EU27", "minus 6 to minus 10"),
        ("CHN", "minus 3 to minus 7"),
    ):
        low, high = (int(number) for number in re.findall(r"\d+", words))
        assert low == round(-moved[partner].max())
        assert high == round(-moved[partner].min())
        assert words.split(" to ")[1] in alt
    assert round(-moved["USA"].max()) == 1
    assert round(-moved["USA"].min()) == 7


# --- The bank ----------------------------------------------------------------


def test_every_objective_is_asked_in_two_places():
    """In the chapter, on the practice page or in the lab."""
    places = pd.DataFrame([(each.objective, each.place) for each in QUESTIONS.values()], columns=["objective", "place"])

    assert (places.groupby("objective")["place"].nunique() >= 2).all()
    assert set(places["objective"]) == {each["id"] for each in read_chapter(PAGE).objectives}
