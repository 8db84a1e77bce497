"""Chapter 10 rests on its data: every number in the text, in a question or in a title is computed here once more."""

import re
from pathlib import Path

import pytest

from coursekit import load
from coursekit.data.actors import FIVE
from coursekit.facts import document, event
from coursekit.plots.chapters.connectivity import cargo, offers, partners, route, scores
from coursekit.plots.figure import find
from coursekit.questions import read_bank
from coursekit.questions.bank import misconceptions

ROOT = Path(__file__).parent.parent.parent
SLUG = "10-connectivity"
PAGE = ROOT / "book" / f"{SLUG}.md"
LAB = ROOT / "notebooks" / f"{SLUG}.ipynb"
TEXT = " ".join(PAGE.read_text("utf-8").split())
QUESTIONS = {
    question.id.partition("/")[2]: question for question in read_bank(ROOT / "exercises" / SLUG / "questions.toml")
}


def answer(question):
    """Return the number that a question takes for right."""
    return QUESTIONS[question].body.answer


def right(question):
    """Return the texts of the right options."""
    return [option.text for option in QUESTIONS[question].body.options if option.right]


def amount(indicator, period, source=""):
    """Return the one amount of the route that a row has."""
    rows = load("logistics").query("indicator == @indicator and period == @period")
    rows = rows[rows["source"] == source] if source else rows
    assert len(rows) == 1, rows
    return float(rows["value"].iloc[0])


# --- Acts --------------------------------------------------------------------


def test_the_acts_stand_in_the_order_of_the_question():
    """Corridor, treaty, speech, communication, strategy, worldwide programme."""
    days = [event(identifier).date for identifier in ("E008", "E015", "E074", "E110", "E119", "E148")]

    assert days == sorted(days)
    assert len(QUESTIONS["acts-in-order"].body.items) == len(days)
    assert int(days[2][:4]) - int(days[0][:4]) == 20
    assert "twenty years older than the speech in Astana" in TEXT
    assert "twenty and fifteen years older than the speech" in QUESTIONS["acts-in-order"].explain


def test_the_scene_of_the_opening_is_the_day_after_the_communication():
    """20 September 2018; the summit is a month later and three days after the conclusions."""
    assert event("E110").date == document("jc2018connectivity").date == "2018-09-19"
    assert "Beijing, 20 September 2018" in TEXT
    assert event("E111").date == "2018-10-15"
    assert event("E112").date == "2018-10-18"
    assert "a month after the communication and three days after the conclusions" in TEXT


def test_no_european_act_of_2018_to_2021_in_the_table_is_a_treaty():
    """Communications and conclusions."""
    natures = [document(key).nature for key in ("jc2018connectivity", "cc2018connectivity", "jc2021gateway")]

    assert natures == ["joint communication", "council conclusions", "joint communication"]


def test_the_weights_of_the_theme_are_the_codings():
    """3 in 2007 and in 2019; one section of eleven and three."""
    weights = load("priorities").query("code == 'transport_connectivity'").set_index("document")["salience"]
    codes = load("section_codes").merge(load("sections"), left_on="section", right_on="id")
    found = codes[codes["code"] == "transport_connectivity"]["document"].value_counts()

    assert weights["eu2007strategy"] == weights["eu2019strategy"] == 3
    assert found["eu2007strategy"] == 1
    assert found["eu2019strategy"] == 3
    assert "one section of eleven in 2007 and three in 2019" in TEXT


# --- China's share -----------------------------------------------------------


def test_most_of_the_rise_came_before_the_announcement():
    """11.1, 35.9, 40.3; 24.8 and 4.4 of 29.2."""
    china = partners.shares()["CHN"]
    middle = partners.slogan_year()
    before, after = china[middle] - china[2000], china[2019] - china[middle]

    assert f"{china[2000]:.1f} per cent in 2000, {china[middle]:.1f} in 2013 and {china[2019]:.1f} in 2019" in TEXT
    assert f"{before:.1f} points up in thirteen years, and {after:.1f} in the six years after" in TEXT
    assert f"{before:.1f} of the {before + after:.1f} points" in TEXT
    assert right("weakens-through") == [f"{before:.1f} of {before + after:.1f} points of China's rise came by 2013"]
    assert answer("points-after-2013") == round(after, 1)
    assert find("10-partners").title.startswith(f"China's share rose by {before:.0f} points")


def test_the_value_fell_and_had_not_come_back():
    """50.2, 30.2, and less than before in 2019; the others fell too."""
    value = partners.traded() / 1000

    assert f"from {value.loc[2013, 'CHN']:.1f} billion in 2013 to {value.loc[2016, 'CHN']:.1f} in 2016" in TEXT
    assert value.loc[2019, "CHN"] < value.loc[2013, "CHN"]
    assert (value.loc[2016, ["RUS", "EU27"]] < value.loc[2013, ["RUS", "EU27"]]).all()


def test_china_is_the_largest_of_the_five_partners_since_2015():
    """In each year, by the ladder of C12."""
    shares = partners.shares().loc[2015:2019]

    assert (shares.idxmax(axis=1) == "CHN").all()
    assert partners.shares().loc[2014].idxmax() != "CHN"


def test_in_no_state_the_share_rose_more_after_than_before():
    """The lab's fourth exercise, its feedback, and what the text says of two states."""
    changes = {}
    for state in FIVE:
        china = partners.shares(state)["CHN"]
        changes[state] = (china[2013] - china[2000], china[2019] - china[2013])

    assert all(before > after for before, after in changes.values())
    assert right("lab-4") == ["none"]
    for option in QUESTIONS["lab-4"].body.options:
        for number in re.findall(r"\d+\.\d", option.feedback):
            assert number in [f"{change:.1f}" for change in changes[option.text]]
    assert sorted(changes, key=lambda state: -changes[state][0])[:2] == ["TKM", "TJK"]


def test_the_states_own_reports_have_china_at_a_fifth_of_all_trade():
    """21.1 and 20.9 per cent of the world."""
    rows = load("trade")
    rows = rows[rows["indicator"].isin(["exports_to_partner", "imports_from_partner"]) & rows["entity"].isin(FIVE)]
    sums = rows.groupby(["period", "partner"])["value"].sum()
    shares = [sums[year, "CHN"] / sums[year, "WORLD"] * 100 for year in ("2013", "2019")]

    assert "{:.1f} per cent of all trade in 2013 and {:.1f} in 2019".format(*shares) in TEXT


def test_the_gap_of_the_mirror_turns_for_uzbekistan():
    """China reports more for the region, and less for one state."""
    rows = load("trade").set_index(["indicator", "entity", "period"])["value"]

    def gap(entity, period):
        return rows["china_trade_turnover_gacc", entity, period] - rows["china_trade_turnover_ca_side", entity, period]

    assert gap("CA5", "2022") > 0 > gap("UZB", "2024")


# --- The comparison ----------------------------------------------------------


def test_sums_of_the_tests_are_the_table_s():
    """Title, text and questions."""
    found = offers.sums()

    assert found["for"].to_dict() == {"answer": 2, "alternative": 3, "synergy": 5}
    assert len(offers.chosen("all")) == 11
    assert "There are eleven such tests" in TEXT
    assert find("10-offers").title.startswith("No reading wins: of eleven tests five speak for synergy, three")


def test_words_pull_in_different_directions_and_acts_lean_to_synergy():
    """What the text says of the reader's choice."""
    words, acts = offers.sums("words"), offers.sums("acts")

    assert (words["for"] > 0).all()
    assert acts["for"].idxmax() == "synergy"
    assert acts.loc["alternative", "for"] == 0


def test_three_tests_in_the_text_have_the_marks_of_the_table():
    """Ancestry, naming, claimed difference."""
    marks = load("offers").set_index("id")[["answer", "alternative", "synergy"]]

    assert marks.loc["older"].tolist() == [-1, 0, 0]
    assert marks.loc["named"].tolist() == [0, -1, 1]
    assert marks.loc["terms"].tolist() == [0, 1, 0]
    assert "| against | – | – |" in TEXT
    assert "| – | against | for |" in TEXT
    assert "| – | for | – |" in TEXT


def test_one_test_less_changes_the_sums_and_not_the_first_place():
    """Practice and lab."""
    table = load("offers")

    def discs(left):
        return (left[[*offers.READINGS]] > 0).sum()

    assert answer("drop-three-tests") == discs(table[~table["id"].isin(["treaty", "pay", "port"])])["synergy"]
    for test in table["id"]:
        left = discs(table[table["id"] != test])
        assert left["synergy"] > left.drop("synergy").max()
    assert right("lab-6") == ["no"]


def test_every_act_of_the_tests_is_as_old_as_the_register_says():
    """Dates of tests that name an event."""
    dates = load("offers").set_index("id")["date"]

    for test, identifier in {"older": "E008", "after": "E110", "treaty": "E188", "port": "E233"}.items():
        assert dates[test] == event(identifier).date


def test_the_summit_and_the_treaty_of_2025_are_two_months_apart():
    """Both in one year, the Union first."""
    assert event("E185").date[:7] == "2025-04"
    assert event("E188").date[:7] == "2025-06"


# --- The route ---------------------------------------------------------------


def test_cargo_fell_and_containers_rose_in_2025():
    """8.1 per cent down, 36 up, 5.4 times in seven years."""
    table = route.by_year()
    change = table.loc[2025] / table.loc[2024] * 100 - 100

    assert f"the last year fell, by {-change['cargo']:.1f} per cent, while containers rose by" in TEXT
    assert f"containers rose by {change['containers']:.0f}." in TEXT
    assert f"from {table.loc[2019, 'cargo']:.3f} to {table.loc[2025, 'cargo']:.3f} million tonnes" in TEXT
    assert f"is {table.loc[2025, 'cargo'] / table.loc[2019, 'cargo']:.1f} times" in TEXT
    assert find("10-route").title == "In 2025 the route carried 8 per cent less cargo and 36 per cent more containers"
    assert table["cargo"].diff().loc[2022:2024].gt(0).all()
    assert "first time since 2021" in QUESTIONS["headline-for-2025"].body.model


def test_two_headlines_have_two_years_before():
    """1.67 and 1.51, and what the ministry later gave."""
    base = dict(zip(["office", "railways", "ministry", "ports", "boxes"], route.bases()["base"], strict=True))

    assert f"2.76 by 1.65 is {base['office']:.2f}, and 2.8 by 1.86 is {base['railways']:.2f}" in TEXT
    assert answer("implied-base") == round(base["ministry"], 2)
    assert answer("lab-1") == round(base["railways"], 2)
    assert abs(amount("titr_cargo", "2022", "s610") - base["railways"]) < abs(
        amount("titr_cargo", "2022", "s610") - base["office"]
    )
    assert amount("titr_cargo", "2022", "s611") == 1.7
    assert find("10-bases").title.endswith("1.5 and 1.7 million tonnes")


def test_a_record_hides_a_fall_of_containers():
    """About 20,500 in 2023 after 33,000."""
    between = route.implied_base(amount("titr_containers", "2024"), amount("titr_containers_growth", "2024"))
    before = amount("titr_containers", "2022")

    assert round(between, -2) == 20_500
    assert "there were about 20,500 in 2023, after 33,000 in 2022" in TEXT
    assert answer("lab-3") == round((between / before - 1) * 100)


@pytest.mark.parametrize(
    ("prompt", "growth"), [(QUESTIONS["hidden-year"], 140), (QUESTIONS["hidden-year"].variants[0], 160)]
)
def test_the_hidden_year_of_the_practice_is_a_division(prompt, growth):
    """The question and its variant."""
    value = float(re.search(r"(\d\d,000)", prompt.prompt)[1].replace(",", ""))

    assert f"{growth} per cent" in prompt.prompt
    assert prompt.body.answer == round(route.implied_base(value, growth))


def test_part_years_of_2022_stand_in_order_once_the_zero_is_back():
    """845, 1,084, 1,485; and 1.84 does not fit."""
    seven, nine, year = (
        amount("titr_cargo", "2022-01/2022-07"),
        amount("titr_cargo", "2022-01/2022-09"),
        amount("titr_cargo", "2022", "s610"),
    )

    assert seven < nine < year < 1.84
    assert f"{seven / amount('titr_cargo', '2021-01/2021-07'):.1f}" == "2.7"
    assert "845 by 311 is 2.7" in TEXT
    assert right("lab-2") == ["twelve"]


def test_what_crosses_the_sea_is_mostly_export():
    """494, 179, 171 of 844; 71 and 72 per cent later."""
    table = cargo.parts()

    assert table["thousand"].round().tolist() == [494, 179, 171]
    assert [cargo.squares().count(part) for part in cargo.PARTS] == [59, 21, 20]
    assert find("10-cargo").title.startswith("Of a hundred tonnes on the “bridge”, about 59")
    share = amount("titr_cargo_export", "2024") / amount("titr_cargo", "2024", "s331") * 100
    assert f"for 2024, which is {share:.0f}" in TEXT
    assert f"the ministry gave {amount('titr_export_share', '2025'):.0f} per cent for export" in TEXT


def test_the_route_is_small_beside_the_pipelines():
    """70.5 million tonnes of oil, four fifths through Russia."""
    energy = load("energy").set_index(["indicator", "period"])["value"]

    assert energy["oil_export_share_cpc", "2023"] == 80
    oil = energy["oil_exports", "2023"].max()
    assert f"in 2023 Kazakhstan exported {oil:.1f} million tonnes of oil, about four fifths of it" in TEXT
    assert oil > 20 * amount("titr_cargo", "2023", "s328")


def test_numbers_of_the_case_are_the_data_s():
    """Growth of four months, plan and result."""
    four = amount("titr_cargo", "2025-01/2025-04") / amount("titr_cargo", "2024-01/2024-04") * 100 - 100

    assert 9 < four < 10
    assert "From January to April tonnes grew by 10 per cent" in TEXT
    assert amount("titr_containers", "2025") == 77_000
    assert "about 77,000 containers instead of 96,000" in TEXT
    assert amount("titr_containers_growth", "2024") == 176


# --- The score ---------------------------------------------------------------


def test_the_largest_step_of_the_score_came_before_all_announcements():
    """2.14, 2.65, 2.5."""
    mean = scores.like_for_like()

    assert mean.diff().idxmax() == 2010 < min(int(event(one).date[:4]) for one in scores.MARKED)
    assert f"from {mean[2010]:.2f} to {mean[2022]:.1f}" in TEXT
    assert f"in 2007 the mean was {mean[2007]:.2f}" in TEXT
    assert mean.idxmax() == 2010
    assert right("score-and-base") == ["It begins at the highest of seven surveys"]
    assert len(mean) == 7


def test_the_trap_of_the_mean_is_who_is_in_it():
    """−0.045 like for like, −0.013 over all."""
    alike, over_all = scores.like_for_like(), scores.over_all()

    assert answer("lab-5") == round(alike[2022] - alike[2018], 3)
    assert round(over_all[2022] - over_all[2018], 3) == -0.013
    assert scores.scores()["TKM"].isna().sum() == 3
    assert scores.scores()["TKM"][2018] < over_all[2018]


def test_a_change_of_the_mean_lies_inside_the_rounding_of_2022():
    """Scores of one decimal: a mean of four may be off by up to 0.05."""
    last = scores.scores().loc[2022].dropna()
    change = scores.like_for_like()[2022] - scores.like_for_like()[2018]

    assert (last.round(1) == last).all()
    assert (scores.scores().loc[2018].round(1) != scores.scores().loc[2018]).any()
    assert abs(change) < 0.05
    assert "so neither −0.013 nor −0.045 shows a change" in TEXT
    assert "neither number shows a change" in QUESTIONS["lab-5"].explain


# --- The article's words ------------------------------------------------------


def test_kazakh_words_of_the_ladders_are_those_of_the_register():
    """What a ladder prints between its marks stands in the register."""
    claims = load("claims").set_index("id")["kazakh"]
    ladders = re.findall(r":::\{evidence\} (C\d\d)\n\[source\]\n(.*?)\n\[data\]", PAGE.read_text("utf-8"), re.DOTALL)

    assert [claim for claim, _ in ladders] == ["C65", "C12", "C66", "C67"]
    for claim, printed in ladders:
        quoted = re.findall(r"«((?:[^«»]|«[^«»]*»)+)»", printed)
        assert quoted, claim
        for words in quoted:
            assert words in claims[claim], claim


def test_the_sentence_on_relations_is_printed_as_it_stands():
    """Between three names; our reading of it is marked on the page and in the register."""
    words = "Орталық Азия мен Еуропа мен Азия арасындағы тұрақты қарым-қатынастардың"
    claim = load("claims").set_index("id").loc["C60"]

    assert f"«{words}»" in TEXT
    assert words in claim["kazakh"]
    assert "the words leave open" in TEXT
    assert "the words leave open" in claim["reading"]


# --- Money, claims, beliefs --------------------------------------------------


def test_the_parts_of_samarkand_are_the_press_s():
    """Four fields that add up."""
    body = QUESTIONS["divide-samarkand"].body
    rows = load("assistance").query("source == 's289'").set_index("indicator")["value"]
    real = {aim.text: aim.real * 100 for aim in body.aims}

    assert body.total == sum(aim.real for aim in body.aims) == 120
    assert sorted(real.values()) == sorted(rows[rows.index.str.startswith("global_gateway_package")])


def test_refutations_of_the_chapter_s_beliefs_are_the_data_s():
    """Numbers in the register of misconceptions."""
    beliefs = misconceptions()
    china = partners.shares()["CHN"]
    slogan = beliefs["slogan-made-trader"].refutation
    change = route.by_year().loc[2025] / route.by_year().loc[2024] * 100 - 100

    assert f"{china[2000]:.1f} per cent in 2000 to {china[2013]:.1f} in 2013" in slogan
    assert f"{china[2019] - china[2013]:.1f} points" in slogan
    assert f"{change['containers']:.0f} per cent more containers" in beliefs["tonnes-are-boxes"].refutation
    assert f"{-change['cargo']:.0f} per cent fewer tonnes" in beliefs["tonnes-are-boxes"].refutation
    assert "494 thousand of 845 thousand tonnes, and transit 171" in beliefs["corridor-is-bridge"].refutation
