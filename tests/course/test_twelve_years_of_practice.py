"""Chapter 7 rests on its data: every number in the text, in a question or in a title is computed here once more."""

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from coursekit import load
from coursekit.chapters import read_chapter, roles
from coursekit.facts import event
from coursekit.plots.chapters.twelve_years_of_practice import attention, envelopes, meetings, openness
from coursekit.plots.figure import find
from coursekit.questions import read_bank
from coursekit.questions.bank import misconceptions

ROOT = Path(__file__).parent.parent.parent
SLUG = "07-twelve-years-of-practice"
PAGE = ROOT / "book" / f"{SLUG}.md"
BANK = ROOT / "exercises" / SLUG / "questions.toml"
LAB = ROOT / "notebooks" / f"{SLUG}.ipynb"
TEXT = " ".join(PAGE.read_text("utf-8").split())
QUESTIONS = {question.id.partition("/")[2]: question for question in read_bank(BANK)}
WORDS = {3: "three", 5: "five", 6: "six", 8: "eight", 13: "thirteen"}


def days_before(identifier):
    """Return the silence that a meeting ended."""
    return int(meetings.silences().set_index("id").loc[identifier, "days"])


def feedback_of(question, text):
    """Return what is said to a wrong option."""
    return next(option.feedback for option in QUESTIONS[question].body.options if option.text == text)


# --- Attention ---------------------------------------------------------------


def test_the_waves_in_the_text_are_the_register_s():
    """Three means, of all acts and of regional ones."""
    first, middle, last = (f"{mean:.1f}" for mean in attention.a_year().values())
    regional = ", ".join(f"{mean:.1f}" for mean in attention.a_year("regional").values())

    assert f"there were {first} a year, in the five years from 2010 to 2014 only {middle}" in TEXT
    assert f"from 2015 to 2018 again {last}" in TEXT
    assert f"{regional.rpartition(', ')[0]} and {regional.rpartition(', ')[2]} a year" in TEXT
    assert f"Attention came in waves: {first} acts a year at first, {middle} in 2010–2014, {last} in 2015–2018" in TEXT
    assert f"{middle} acts a year for 2010–2014" in QUESTIONS["waves-cause"].prompt
    assert min(attention.a_year().values()) * 2 < sorted(attention.a_year().values())[1]


def test_the_alt_text_of_the_waves_says_what_is_drawn():
    """A reader who does not see the columns hears their numbers."""
    counted = attention.by_year()

    assert [counted[year] for year in (2007, 2008, 2009)] == [8, 8, 6]
    assert (counted.loc[2010:2014].min(), counted.loc[2010:2014].max()) == (2, 5)
    assert counted.loc[2015:2018].tolist() == [10, 5, 6, 10]
    assert (attention.by_year("regional") + attention.by_year("others")).equals(counted)


# --- Silences ----------------------------------------------------------------


def test_the_silences_in_the_text_are_computed():
    """The table of three rows, the longest, and what one lost row does."""
    for place, identifier in (("Bishkek", "E069"), ("Brussels", "E075"), ("Astana", "E092")):
        assert f"| {place}, {{event}}`{identifier}` | {days_before(identifier)} |" in TEXT
    longest = meetings.silences()["days"].max()
    without = meetings.silences("E208")["days"].max()
    assert f"The longest silence is {longest} days" in TEXT
    assert f"becomes {without:,} days" in TEXT
    assert len(meetings.meetings()) == 13
    assert "thirteen known from 2007 to 2018" in TEXT
    assert (meetings.silences()["days"] > 560).sum() == 3
    assert min(days_before("E208"), days_before("E069")) > 560
    assert "two gaps of more than 560 days" in TEXT


def test_no_lost_meeting_makes_a_longer_silence_than_tashkent():
    """Exercise 3 of the lab, and what is said to those who choose another."""
    lost = {
        where: meetings.silences(key)["days"].max() for key, where in meetings.meetings()[["id", "where"]].to_numpy()
    }

    assert max(lost, key=lost.get) == "Tashkent 2011"
    for where in ("Brussels 2013", "Astana 2015", "Bishkek 2012"):
        assert f"{lost[where]:,} days" in feedback_of("lab-3", where)


def test_the_ordinals_leave_no_room_where_the_text_says_so():
    """Ten and eleven follow each other; before the ninth there are seven."""
    titles = load("events").set_index("id")["title"]
    order = meetings.meetings()["id"].tolist()

    assert [titles[key].split("th")[0] for key in ("E069", "E075", "E092")] == ["9", "10", "11"]
    assert order.index("E069") == 7
    assert order.index("E092") == order.index("E075") + 1
    assert "our register has seven before it" in TEXT
    assert QUESTIONS["lab-4"].body.answer == 9 - 1 - order.index("E069")


def test_the_search_by_word_makes_the_false_silence():
    """The trap of the lab and of a practice question."""
    events = load("events").sort_values("date")
    found = events[events["title"].str.contains("ministerial") & events["date"].between("2007", "2019")]
    gaps = pd.to_datetime(found["date"]).diff().dt.days

    assert QUESTIONS["lab-1"].body.answer == gaps.max() == meetings.silences("E208")["days"].max()
    assert f"{gaps.max():,.0f} days" in QUESTIONS["word-search"].prompt
    assert {near.low for near in QUESTIONS["lab-1"].body.near} == {761, int(gaps.iloc[1])}
    assert QUESTIONS["lab-2"].body.answer == meetings.silences()["days"].max()
    missed = len(meetings.meetings()) - len(found)
    assert f"missed {WORDS[missed]} meetings of {WORDS[len(meetings.meetings())]}" in LAB.read_text("utf-8")


# --- Who came ----------------------------------------------------------------


def test_the_seats_in_the_text_and_the_title_are_counted():
    """Six, three, one, one, never."""
    below = meetings.below()

    assert f"For {WORDS[len(meetings.listed_meetings())]} of thirteen meetings all five states are named" in TEXT
    assert below.to_dict() == {"KAZ": 1, "KGZ": 0, "TJK": 1, "TKM": 6, "UZB": 3}
    assert (
        "Turkmenistan came below minister six times, Uzbekistan three times, Kazakhstan and Tajikistan once each, "
        "Kyrgyzstan never"
    ) in TEXT
    listed = WORDS[len(meetings.listed_meetings())]
    unlisted = WORDS[len(meetings.meetings()) - len(meetings.listed_meetings())]
    assert f"Turkmenistan in {WORDS[below['TKM']]} of the {listed} meetings" in find("07-table").title
    assert f"For {unlisted} of the thirteen meetings the level of all five is not known by name" in TEXT
    assert openness.MEASURES["table"][1] == f"meetings of {listed}"
    assert f"at how many of the {listed} listed meetings a minister came" in TEXT
    assert f"{WORDS[below['TKM']]} times in the {listed} meetings" in QUESTIONS["lab-5"].explain
    assert QUESTIONS["lab-5"].body.options[2].text == below.idxmax()


def test_every_meeting_has_a_row_for_each_state():
    """The table is whole, and unknown is empty."""
    rows = load("attendance")

    assert set(rows["event"]) == set(meetings.meetings()["id"])
    assert (rows.groupby("event").size() == 5).all()
    assert rows.loc[rows["witness"] == "announced", "level"].isna().all()
    assert rows.loc[rows["witness"] != "announced", "level"].notna().all()


def test_the_meeting_of_2013_is_told_alike_everywhere():
    """Opening scene, register and table of seats."""
    rows = load("attendance").query("event == 'E075'").set_index("state")["level"]

    assert rows[rows == "below"].index.tolist() == ["TKM", "UZB"]
    assert "Turkmenistan and Uzbekistan senior officials" in TEXT
    assert "two of five foreign ministers are missing" in TEXT
    assert "Turkmenistan and Uzbekistan sent senior officials" in event("E075").note


def test_from_2015_to_2018_the_high_representative_came_each_time():
    """Four meetings within three years, as C38 is answered."""
    late = [key for key in meetings.meetings()["id"] if event(key).date >= "2015"]

    assert late == ["E092", "E099", "E104", "E114"]
    assert "four meetings from December 2015 to November 2018" in TEXT
    assert all("Mogherini" in event(key).title + event(key).summary for key in ("E092", "E099"))
    assert pd.Timestamp(event("E114").date) - pd.Timestamp(event("E092").date) < pd.Timedelta(days=3 * 366)


# --- Money -------------------------------------------------------------------


def test_planned_aid_per_head_in_text_title_and_estimate():
    """Almost four times, with either sum more than three and a half."""
    low, high = envelopes.planned("2007-2013")["head"], envelopes.planned("2007-2013", "high")["head"]
    times = low["TKM"] / low["UZB"]

    assert QUESTIONS["aid-per-head"].body.answer == round(times, 1)
    assert f"{times:.1f} times Uzbekistan" in find("07-envelopes").title
    assert f"{low['TKM']:.1f} euros against {low['UZB']:.1f}" in QUESTIONS["aid-per-head"].explain
    assert QUESTIONS["lab-6"].body.answer == round(high["TKM"] / high["UZB"], 1)
    assert f"{high['TKM']:.1f} euros against {high['UZB']:.1f}" in QUESTIONS["lab-6"].explain
    assert low[["KGZ", "TJK"]].min() > low[["UZB", "TKM"]].max()


def test_income_in_the_text_is_the_data_s():
    """Richer by more than twice, with more than a fifth of the people."""
    table = envelopes.planned("2007-2013")
    people = load("economy").query("indicator == 'population' and period == '2010'").set_index("entity")["value"] / 1e6

    assert f"{table['income']['UZB']:,.0f} dollars per head in 2010, Turkmenistan {table['income']['TKM']:,.0f}" in TEXT
    assert table["income"]["TKM"] > 2 * table["income"]["UZB"]
    assert f"{people['TKM']:.1f} million people against {people['UZB']:.1f} million" in (
        QUESTIONS["aid-per-head"].explain
    )


def test_a_third_of_the_plan_was_regional():
    """105 of 321, and what remains is bilateral."""
    rows = load("assistance").query("entity == 'CA5' and period == '2011-2013'").set_index("indicator")["value"]

    assert rows["eu_assistance_regional"] + rows["eu_assistance_bilateral"] == rows["eu_assistance_indicative"]
    assert QUESTIONS["two-to-one"].body.answer == round(
        rows["eu_assistance_regional"] / rows["eu_assistance_indicative"] * 100
    )
    assert "two thirds of the plan were for single countries" in TEXT
    later = load("assistance").query("indicator == 'eu_assistance_regional' and period == '2014-2020'")["value"].iloc[0]
    assert f"gives {later:.0f} million for the region" in QUESTIONS["two-to-one"].variants[0].prompt
    assert QUESTIONS["two-to-one"].variants[0].body.answer == later / 1000 * 100


# --- Openness and indices ----------------------------------------------------


def test_three_measures_of_four_name_the_article_s_states():
    """And Kyrgyzstan leads the three."""
    fitting = [measure for measure in openness.MEASURES if openness.first_three(measure) == {*openness.ARTICLE}]

    assert fitting == ["table", "aid", "index"]
    assert all(openness.measured()[measure].idxmax() == "KGZ" for measure in fitting)
    assert openness.measured()["rights"].idxmax() == "UZB"
    assert "In three of four the same three stand first" in TEXT
    assert find("07-open").title.startswith("In three measures of four")
    places = openness.measured().rank(ascending=False, method="min")
    assert places.loc["KAZ", fitting].isin([2, 3]).all()


def test_the_index_in_the_text_is_the_data_s():
    """Two digits, the years named, and Uzbekistan's rise after 2016."""
    rows = load("governance").query("indicator == 'vdem_liberal_democracy'")
    index = rows.pivot_table(index="period", columns="entity", values="value")

    def short(state, year):
        return f"{index.loc[year, state]:.2f}".lstrip("0")

    assert f"from {short('KGZ', '2007')} in 2007 to {short('KGZ', '2011')} in 2011" in TEXT
    assert f"from {short('TJK', '2007')} to {short('TJK', '2018')} by 2018" in TEXT
    assert f"in Kazakhstan from {short('KAZ', '2007')} to {short('KAZ', '2018')}" in TEXT
    assert f"in Uzbekistan it rose from {short('UZB', '2007')} to {short('UZB', '2018')}" in TEXT
    rise = index.loc["2018", "UZB"] - index.loc["2007", "UZB"]
    assert (index.loc["2018", "UZB"] - index.loc["2016", "UZB"]) / rise > 0.8
    assert f"{short('KGZ', '2007')} in 2007 to {short('KGZ', '2011')} in 2011" in QUESTIONS["index-and-union"].prompt
    assert index.loc["2012", ["KAZ", "KGZ", "TJK", "TKM", "UZB"]].rank()["UZB"] == 2


def test_the_rounds_are_those_of_the_register_s_note():
    """Two tables of the course say the same."""
    rounds = openness.measured()["rights"].astype(int).to_dict()

    assert rounds == {"KAZ": 3, "KGZ": 2, "TJK": 2, "TKM": 3, "UZB": 4}
    assert "four rounds with Uzbekistan, three with Kazakhstan and Turkmenistan and two" in event("E040").note


# --- Words -------------------------------------------------------------------


def test_dates_that_the_text_compares():
    """Two years before the Council asked, twenty months before the strategy."""
    assert int(event("E101").date[:4]) - 2015 == 2
    assert (2007 - 2005) * 12 + int(event("E044").date[5:7]) - 10 == 20
    assert "twenty months later" in TEXT


def test_the_verdicts_of_the_key_points_are_those_of_the_ledger():
    """One line, ten claims."""
    rows = load("claims").set_index("id")["verdict"]
    line = re.search(r"- Verdicts: (.*?) :::", TEXT)[1]

    for part in line.rstrip(".").split("; "):
        *names, word = part.replace(",", "").replace(" not testable here", " not_testable").split()
        assert {rows[name] for name in names} == {word}, part
    assert len(re.findall(r"C\d\d", line)) == 10


@pytest.mark.parametrize("name", roles(PAGE.read_text("utf-8"), "cite"))
def test_no_work_is_cited_that_the_reading_does_not_have(name):
    """Keys are lower case and have a year or ND."""
    assert all(re.fullmatch(r"[a-z]+(?:\d{4}|ND)[a-z]*", key) for key in name.split(","))


def test_beliefs_named_by_the_bank_are_taught_here_or_before():
    """Every belief of the bank exists, and the chapter's own five are used."""
    known = misconceptions()
    text = BANK.read_text("utf-8")
    named = set(re.findall(r'misconception = "([\w-]+)"', text))

    assert named <= set(known)
    assert {"no-row-no-meeting", "dialogue-is-reward", "regional-is-joint", "parliament-only-advises"} <= named
    assert "review-is-proof" in named


def test_the_lab_ends_its_question_in_a_drawing_and_explores_the_student_s_function():
    """What issue and contract ask of this lab."""
    source = "\n".join(cell["source"] for cell in nbformat.read(LAB, 4)["cells"] if cell["cell_type"] == "code")

    assert source.index("def forget") < source.index("coursekit.explore(\n    forget")
    assert "plt.show()" in source


def test_headings_argue():
    """No heading is a bare noun."""
    headings = re.findall(r"^## (.+)$", read_chapter(PAGE).text, re.MULTILINE)

    assert all(len(heading.split()) > 4 for heading in headings)
    assert all(first != second for first, second in pairwise(headings))
