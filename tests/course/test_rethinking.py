"""Chapter 8 rests on its data: each number in text, question or refutation is computed here once more."""

import re
from datetime import date
from pathlib import Path

import pytest

from coursekit import load
from coursekit.chapters import read_chapter, roles
from coursekit.data.actors import FIVE
from coursekit.data.package import index
from coursekit.facts import event
from coursekit.plots.chapters.rethinking import clocks, frozen, leavers, weight
from coursekit.plots.figure import find
from coursekit.questions import read_bank
from coursekit.questions.bank import misconceptions

ROOT = Path(__file__).parent.parent.parent
SLUG = "08-rethinking"
PAGE = ROOT / "book" / f"{SLUG}.md"
BANK = ROOT / "exercises" / SLUG / "questions.toml"
LAB = ROOT / "notebooks" / f"{SLUG}.ipynb"
TEXT = " ".join(PAGE.read_text("utf-8").split())
QUESTIONS = {question.id.partition("/")[2]: question for question in read_bank(BANK)}
BELIEFS = misconceptions()


def yearly(table, indicator, entity, partner=None):
    """Return a series by year."""
    rows = load(table).query("indicator == @indicator and entity == @entity")
    if partner is not None:
        rows = rows.query("partner == @partner")
    return rows.astype({"period": int}).set_index("period")["value"]


def answer(name, variant=None):
    """Return what a number question expects, or one of its variants."""
    question = QUESTIONS[name]
    return (question if variant is None else question.variants[variant]).body.answer


# --- Dates -------------------------------------------------------------------


def test_the_changes_lie_on_the_side_of_the_request_that_the_text_gives_them():
    """Nine before, five after; of the region three on each side."""
    before = clocks.chosen("before", "lane")
    region = [change.side for change in clocks.CHANGES if change.lane == "region"]

    assert (len(before), len(clocks.CHANGES)) == (9, 14)
    assert find("08-clocks").title.startswith("Nine of fourteen changes lie before")
    assert region.count("before") == region.count("after") == 3
    assert {change.lane for change in clocks.CHANGES if change.side == "after"} == {"region", "union"}


def test_before_the_request_lay_half_a_year_to_four_years():
    """Crises and rival projects, by their last day."""
    request = date.fromisoformat(event("E101").date)
    others = [change for change in clocks.chosen("before", "lane") if change.lane != "region"]
    years = [(request - change.last).days / 365 for change in others]

    assert min(years) > 0.4
    assert 3.5 < max(years) < 4
    assert "lay half a year to four years back" in TEXT


def test_of_uzbekistan_only_a_death_and_an_election_lie_before():
    """What our list knows."""
    uzbek = [change.id for change in clocks.chosen("before", "lane") if "UZB" in change.row["actors"].split(";")]

    assert [identifier for identifier in uzbek if identifier != "E076"] == ["E098", "E100"]


def test_days_typed_in_text_and_questions_are_those_of_the_data():
    """Events beside the register have no role, so their days stand in words."""
    beside = index("context_events", "id")

    assert (beside["X080"]["date"], beside["X082"]["date"], beside["X083"]["date"]) == (
        "2016-06-23",
        "2017-09-05",
        "2017-09-06",
    )
    assert "the British vote of 23 June 2016" in TEXT
    assert "On 5 September 2017 the exchange rate was freed" in TEXT
    assert "on the next day the border post Dostuk reopened" in TEXT
    assert "6 September 2017" in BELIEFS["before-is-cause"].refutation
    assert event("E101").date == "2017-06-19"
    assert "19 June 2017" in BELIEFS["before-is-cause"].refutation
    assert event("E107").date == "2018-03-15"
    assert event("E131").date == "2020-01-31"


def test_distances_in_days_and_months_are_the_register_s():
    """Eleven days to Tashkent; nine months from request to leaders' meeting; half a year after the strategy."""
    meeting, tashkent = (date.fromisoformat(event(key).date) for key in ("E107", "E213"))
    request, endorsed, departure = (date.fromisoformat(event(key).date) for key in ("E101", "E122", "E131"))

    assert (tashkent - meeting).days == 11
    assert "Eleven days earlier" in TEXT
    assert round((meeting - request).days / 30.4) == 9
    assert "nine months after the request" in TEXT
    assert 0.5 < (departure - endorsed).days / 365 < 0.75
    assert "the departure half a year after the strategy" in TEXT
    assert (date.fromisoformat(event("E119").date) - date(2018, 12, 5)).days // 30 == 5


def test_the_cards_lie_in_the_bins_by_the_register():
    """Before the request, between, after the text."""
    days = {
        "China's leader": "E074",
        "The British vote": "X080",
        "Islam Karimov": "E098",
        "Leaders of the region": "E107",
        "The border post": "X083",
        "The United Kingdom": "E131",
    }
    body = QUESTIONS["before-or-after"].body
    names = dict(body.bins)
    bins = {card.text: names[card.bin] for card in body.cards}
    for words, identifier in days.items():
        day = clocks.Change("region", identifier, "").row["date"]
        after_request, after_text = day > event("E101").date, day > event("E122").date
        expected = ("Before the request", "Between request and text", "After the text")[after_request + after_text]
        assert next(place for text, place in bins.items() if text.startswith(words)) == expected


def test_the_steps_stand_in_their_order():
    """The ordering question asks for what the register and the rows beside it have."""
    days = [
        clocks.Change("region", key, "").row["date"] for key in ("E098", "E100", "E101", "X083", "E107", "E213", "E114")
    ]

    assert days == sorted(days)
    assert len(QUESTIONS["steps-of-rethinking"].body.items) == len(days)


# --- Income, lists, aid ------------------------------------------------------


def test_growth_and_remittances_are_the_bank_s():
    """Kazakhstan lowest, Tajikistan highest; 29 and 28 per cent of output from abroad."""
    means = {state: yearly("economy", "gdp_growth", state).loc[2015:2019].mean() for state in FIVE}
    sent = {state: yearly("economy", "remittances_share_gdp_published", state).loc[2019] for state in ("KGZ", "TJK")}

    assert min(means, key=means.get) == "KAZ"
    assert max(means, key=means.get) == "TJK"
    assert (round(means["KAZ"]), round(means["TJK"])) == (3, 7)
    assert (round(sent["KGZ"]), round(sent["TJK"])) == (29, 28)
    assert "worth 29 per cent of output in Kyrgyzstan and 28 per cent in Tajikistan" in TEXT


def test_incomes_and_classes_are_the_bank_s():
    """Dollars fell in four of five; all were middle income in 2014; two crossed the upper line."""
    income = {state: yearly("economy", "gni_per_capita_atlas", state) for state in FIVE}
    group = {state: yearly("economy", "wb_income_group", state) for state in FIVE}

    assert sum(income[state].loc[2019] < income[state].loc[2014] for state in FIVE) == 4
    assert all(group[state].loc[2014] in (2, 3) for state in FIVE)
    first = {state: group[state][group[state] == 3].index.min() for state in ("KAZ", "TKM")}
    assert first == {"KAZ": 2006, "TKM": 2011}
    assert all(3 not in group[state].to_numpy() for state in ("KGZ", "TJK", "UZB"))
    assert f"Turkmenistan then had {income['TKM'].loc[2010]:,.0f} dollars per head" in TEXT
    for state, words in (("KAZ", "Kazakhstan had "), ("TKM", "Turkmenistan had "), ("KGZ", "Kyrgyzstan had ")):
        assert f"{words}{income[state].loc[2012]:,.0f}" in TEXT
    assert f"Tajikistan {income['TJK'].loc[2012]:,.0f}, Uzbekistan {income['UZB'].loc[2012]:,.0f}" in TEXT
    assert f"Income per head is {income['UZB'].loc[2018]:,.0f} dollars" in QUESTIONS["advise-a-ministry"].prompt


def test_the_lines_between_groups_are_the_bank_s():
    """The line of 2010, and two years above it."""
    line = yearly("economy", "wb_income_threshold_upper_middle_min", "WORLD")
    turkmen = yearly("economy", "gni_per_capita_atlas", "TKM")

    assert f"the line stood at {line.loc[2010]:,.0f}" in TEXT
    assert turkmen.loc[2010] < line.loc[2010]
    assert (turkmen.loc[2011:2012] > line.loc[2011:2012]).all()
    assert 3900 < line.loc[2018] < 4050


def test_kazakhstan_s_part_of_the_world_s_output_is_below_one_per_cent():
    """The second condition of the rule."""
    output = {place: yearly("economy", "gdp_current_usd", place).loc[2012] for place in ("KAZ", "WORLD")}

    assert round(output["KAZ"] / output["WORLD"] * 100, 1) == 0.3
    assert "Kazakhstan had 0.3 per cent in 2012" in TEXT
    assert round(output["KAZ"] / 1000) == 208


def test_aid_in_windows_is_the_series():
    """14.6, 12.2, 3.4; and as much as before for Turkmenistan."""
    means = leavers.means().round(1)
    kazakhstan, turkmenistan = means.loc["KAZ"].tolist(), means.loc["TKM"].tolist()

    assert f"Kazakhstan had {kazakhstan[0]} million dollars a year in 2007–2013 and still {kazakhstan[1]}" in TEXT
    assert f"in 2018–2019 it had {kazakhstan[2]}" in TEXT
    assert f"Turkmenistan had {turkmenistan[1]} million a year in 2014–2017 and as much in 2018–2019" in TEXT
    assert turkmenistan[1] == turkmenistan[2]
    assert "12.2 million dollars a year in 2014–2017, against 14.6" in BELIEFS["graduates-lose-at-once"].refutation
    people = yearly("economy", "population", "UZB").loc[2018]
    assert round(means.loc["UZB"].iloc[2]) == 28
    assert means.loc["UZB"].iloc[2] * 1e6 / people < 1


# --- Frozen shares -----------------------------------------------------------


def test_the_share_stands_still_for_eleven_years():
    """6.42 in every year from 2005 to 2015, each of them marked as frozen."""
    table = frozen.shares()
    same = table.index[table["share"].round(2) == 6.42]

    assert same.tolist() == list(range(2005, 2016))
    assert table.loc[same, "frozen"].all()
    assert not table.loc[2016:, "frozen"].any()
    assert answer("lab-1") == len(same)
    assert "6.42 per cent in every single year from 2005 to 2015" in TEXT
    assert "for eleven years" in TEXT
    assert table["share"].round(1).loc[[2015, 2016]].tolist() == [6.4, 12.1]


def test_the_note_is_quoted_as_it_stands():
    """The words that most readers do not open."""
    rows = load("trade").query("indicator == 'exports_to_partner' and entity == 'UZB' and period == '2010'")

    assert rows["note"].unique().tolist() == ["partner shares frozen (IMF extrapolation): use the mirror series"]
    assert "*partner shares frozen (IMF extrapolation): use the mirror series*" in TEXT


def test_the_jump_and_the_total_are_the_table_s():
    """324 to 1,090 million; all exports up by 78 per cent."""
    reported = frozen.reported()
    whole = yearly("trade", "exports_to_partner", "UZB", "WORLD")

    assert f"from {reported.loc[2015, 'own']:.0f} million dollars in 2015 to {reported.loc[2016, 'own']:,.0f}" in TEXT
    assert reported.loc[2016, "own"] / reported.loc[2015, "own"] > 3
    assert f"rises by {whole.loc[2016] / whole.loc[2015] - 1:.0%}".replace("%", " per cent") in TEXT


def test_the_table_of_reports_is_the_data_s():
    """Row by row; the frozen cell has no number."""
    reported = frozen.reported()
    for report, words in (
        ("KAZ", "Kazakhstan reports: exports to Uzbekistan"),
        ("KGZ", "Kyrgyzstan reports: imports from Uzbekistan"),
        ("own", "Uzbekistan reports: exports to four neighbours"),
    ):
        cells = [f"{reported.loc[year, report]:,.0f}" for year in (2015, 2016, 2017, 2019)]
        if report == "own":
            cells[0] = "frozen"
        assert f"| {words} | {' | '.join(cells)} |" in TEXT


def test_both_neighbours_see_the_rise_in_2017():
    """Doubled by two reports, tripled by one; a fifth in the year of the jump."""
    reported = frozen.reported()
    years = reported.loc[2019] / reported.loc[2016]
    change = reported["KGZ"].pct_change() * 100

    assert reported.loc[2016, "KAZ"] < reported.loc[2015, "KAZ"]
    assert (reported.loc[2017] / reported.loc[2016] > 1.15).all()
    assert {name: round(value) for name, value in years.items()} == {"own": 2, "KAZ": 2, "KGZ": 3}
    assert round(change.loc[2016]) == answer("opening-2016")
    assert f"rose by {change.loc[2017]:.0f} per cent" in QUESTIONS["opening-2016"].explain
    assert round(reported.loc[2017, "KGZ"] / reported.loc[2016, "KGZ"], 1) == answer("lab-3")
    assert change.loc[2015] == pytest.approx(-45, abs=1)


def test_two_customs_report_one_border():
    """657 against 201 million in 2019."""
    uzbek = yearly("trade", "exports_to_partner", "UZB", "KGZ").loc[2019]
    kyrgyz = yearly("trade", "imports_national", "KGZ", "UZB").loc[2019]

    assert f"{uzbek:.0f} million dollars of exports to Kyrgyzstan, while Kyrgyzstan reports {kyrgyz:.0f}" in TEXT
    assert f"{uzbek:.0f} million" in QUESTIONS["two-customs"].prompt
    assert f"{kyrgyz:.0f} million" in QUESTIONS["two-customs"].prompt


def test_uzbekistan_touches_the_other_four_and_afghanistan():
    """Why a regional project has a gap without it."""
    rows = load("logistics").query("indicator == 'land_border'")
    pairs = {frozenset(pair) for pair in zip(rows["entity"], rows["partner"], strict=True)}

    assert all(frozenset(("UZB", other)) in pairs for other in ("KAZ", "KGZ", "TJK", "TKM", "AFG"))


def uzbek_shares(partner):
    """Return the printed shares of a partner in Uzbek exports."""
    part, whole = (yearly("trade", "exports_to_partner", "UZB", one) for one in (partner, "WORLD"))
    return (part / whole * 100).round(2)


@pytest.mark.parametrize(("partner", "first", "last", "variant"), [("TUR", 2006, 2018, None), ("CHN", 2008, 2019, 0)])
def test_the_printed_shares_are_the_table_s(partner, first, last, variant):
    """Every value of the prompt, and how many of them do not repeat another."""
    question = QUESTIONS["repeated-values"]
    prompt = question.prompt if variant is None else question.variants[variant].prompt
    shares = uzbek_shares(partner).loc[first:last]

    assert re.findall(r"(\d{4}) (\d+\.\d\d)", prompt) == [(str(year), f"{share:.2f}") for year, share in shares.items()]
    assert answer("repeated-values", variant) == (shares.map(shares.value_counts()) == 1).sum()


def test_ratios_of_the_lab_are_the_two_sides():
    """99 times in 2000; within a factor of two from 2016 on; the Union's own report does not rise."""
    partners = ("CHN", "EU27", "RUS", "TUR")
    ratios = {
        partner: yearly("trade", "exports_to_partner", "UZB", partner)
        / yearly("trade", "mirror_partner_imports_from_ca", "UZB", partner)
        for partner in partners
    }
    union = yearly("trade", "mirror_partner_imports_from_ca", "UZB", "EU27")
    uzbek = yearly("trade", "exports_to_partner", "UZB", "EU27")

    assert round(ratios["CHN"].loc[2000]) == answer("lab-5")
    assert all(0.5 < ratios[partner].loc[year] < 2 for partner in partners for year in (2016, 2019))
    assert abs(ratios["CHN"].loc[2019] - 1) < 0.1
    assert uzbek.loc[2019] / uzbek.loc[2015] > 4
    assert f"from {union.loc[2015]:.0f} to {union.loc[2019]:.0f} million" in QUESTIONS["lab-6"].explain


# --- Weight of the neighbours ------------------------------------------------


def test_sums_and_shares_of_partners_are_the_table_s():
    """50.2, 30.2, 46.5 billion; 36 to 40 and 33 to 28 per cent."""
    dollars, shares = weight.weight("dollars", "all"), weight.weight("share", "all")
    china = dollars["CHN"].round(1)

    assert dollars.loc[:2019, "CHN"].idxmax() == 2013
    assert shares["CHN"].idxmax() == 2019
    assert f"{china[2013]} billion, then {china[2016]} in 2016 and {china[2019]} in 2019" in TEXT
    assert [round(shares.loc[year, "CHN"]) for year in (2013, 2019)] == [36, 40]
    assert [round(shares.loc[year, "EU27"]) for year in (2013, 2019)] == [33, 28]
    assert (dollars["CHN"] > dollars["EU27"]).idxmax() == 2012
    assert (dollars.loc[2016] < dollars.loc[2013]).all()
    assert (dollars.loc[2019] > dollars.loc[2016]).all()
    assert "50.2 billion dollars in 2013, 30.2 in 2016 and 46.5 in 2019" in BELIEFS["road-raised-trade"].refutation


def test_china_s_sum_fell_least_of_the_three_large_ones():
    """So its part of a smaller whole grew."""
    dollars = weight.weight("dollars", "all")[["CHN", "EU27", "RUS"]]

    assert (dollars.loc[2019] / dollars.loc[2013]).idxmax() == "CHN"


def test_russia_s_part_in_imports_is_the_importers_own():
    """Unchanged in Kazakhstan, lower in Kyrgyzstan, higher in Tajikistan."""
    part = {
        state: yearly("trade", "imports_from_partner", state, "RUS")
        / yearly("trade", "imports_from_partner", state, "WORLD")
        * 100
        for state in ("KAZ", "KGZ", "TJK")
    }

    first, last = part["TJK"].round(0).loc[[2013, 2019]].astype(int)
    assert f"higher in Tajikistan, which is not: from {first} to {last} per cent" in TEXT
    assert part["KAZ"].round(1).loc[[2013, 2019]].tolist() == [36.6, 36.6]
    assert part["KGZ"].round(1).loc[[2013, 2019]].tolist() == [33.2, 27.8]
    assert "was 36.6 per cent in 2013 and again in 2019; in Kyrgyzstan's it fell from 33.2 to 27.8" in TEXT


@pytest.mark.parametrize(("year", "variant"), [(2013, None), (2019, 0)])
def test_the_share_of_three_is_the_table_s(year, variant):
    """The question, its variant, and the sums that both print."""
    question = QUESTIONS["part-of-a-whole"]
    prompt = question.prompt if variant is None else question.variants[variant].prompt
    sums = weight.weight("dollars", "all").loc[year, ["CHN", "EU27", "RUS"]]

    assert all(f"{value:.1f} (" in prompt for value in sums)
    assert round(sums["CHN"] / sums.sum() * 100) == answer("part-of-a-whole", variant)


# --- Claims ------------------------------------------------------------------


def test_every_hedge_of_the_claims_stands_in_kazakh():
    """Coincided, forces, this time: the verdicts hang on these words."""
    for words in ("сәйкес келді", "мәжбүр етеді", "бұл жолы", "едәуір күшейіп", "орташа табысы бар елдер"):
        assert f"«{words}" in TEXT or words in TEXT
    assert "this word is ours" in TEXT


def test_no_question_rests_on_the_claim_that_cannot_be_tested():
    """C42: the bank asks what may be said, and no number depends on it."""
    asked = QUESTIONS["almaty-students"]

    assert asked.kind == "choice"
    assert "nobody's mark in this course rests on the claim" in TEXT


def test_the_chapter_does_not_tell_the_drafting_twice():
    """Proposals of ministers and the steps to the endorsement belong to chapter 9."""
    told = {target.partition(":")[0] for target in roles(read_chapter(PAGE).text, "event")}

    assert not told & {"E119", "E122", "E126"}
    assert "are told in chapter 9" in TEXT
