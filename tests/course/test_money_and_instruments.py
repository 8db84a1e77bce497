"""Chapter 11 rests on its data: every number in the text, in a question or in a title is computed here once more."""

import re
from pathlib import Path

import pytest

from coursekit import load
from coursekit.chapters import read_chapter, roles
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import event, value
from coursekit.plots.chapters.money_and_instruments import maps, payments, promised, stages
from coursekit.plots.chapters.money_and_instruments import questions as tool
from coursekit.plots.figure import find
from coursekit.questions import read_bank
from coursekit.questions.bank import misconceptions

ROOT = Path(__file__).parent.parent.parent
SLUG = "11-money-and-instruments"
PAGE = ROOT / "book" / f"{SLUG}.md"
BANK = ROOT / "exercises" / SLUG / "questions.toml"
LAB = ROOT / "notebooks" / f"{SLUG}.ipynb"
TEXT = " ".join(PAGE.read_text("utf-8").split())
QUESTIONS = {question.id.partition("/")[2]: question for question in read_bank(BANK)}
BELIEFS = misconceptions()


def answer(question):
    """Return the number that a question takes for right."""
    return QUESTIONS[question].body.answer


def right(question):
    """Return the texts of the right options."""
    return [option.text for option in QUESTIONS[question].body.options if option.right]


def envelope(state, period, at=""):
    """Return a bilateral sum as the data have it."""
    return value(f"eu_assistance_bilateral {state} {period}{at}").number


# --- Steps of a sum ----------------------------------------------------------


def test_the_sums_of_samarkand_stand_on_their_steps():
    """12,000 announced, 365 in memoranda, 863 in signed loans; four parts make the whole."""
    parts = ("transport", "critical_raw_materials", "water_energy_climate", "digital")
    rows = load("assistance").set_index("indicator")
    whole = rows.loc["global_gateway_package_total", "value"]
    of_azernews = rows[rows["source"] == "s289"]

    assert whole == sum(of_azernews.loc[f"global_gateway_package_{part}", "value"] for part in parts) == 12000
    assert "3 for transport, 2.5 for raw materials, 6.4 for water, energy and climate and 0.1" in (
        QUESTIONS["paste-a-headline"].body.model
    )
    assert "3 billion for transport, 2.5 for raw materials, 6.4 for water, energy and climate and 0.1" in TEXT
    assert event("E186").date == event("E187").date == "2025-04-04"
    assert rows.loc["eib_memoranda", "value"] == 365
    assert rows.loc["eib_loans_signed", "value"] == 863


def test_the_title_of_the_figure_of_steps_holds():
    """The largest sum is announced, in total and for the five together."""
    table = stages.published()
    five = table[table["owner"] == "CA5"].groupby("step")["value"].max()

    assert five.idxmax() == stages.STEPS[0]
    assert five.drop(stages.STEPS[0]).max() * 10 < five.max()
    announced = table[table["step"] == stages.STEPS[0]]
    assert set(announced["owner"]) == {"CA5"}
    assert len(announced) == 6
    assert (announced["value"] < table.loc[table["step"] == stages.STEPS[1], "value"].max()).sum() == 3
    assert "announced sums for the region only, and three of its six are smaller than the programmed billion" in TEXT
    assert find("11-stages").title == "The largest sums for the region stand on the step that is farthest from payment"


def test_the_text_beside_the_figure_of_steps_is_the_data_s():
    """What the alternative text reads out."""
    table = stages.sums("CA5", "sum")
    alt = find("11-stages").alt
    announced = table.loc[table["step"] == "announced", "value"]
    programmed = table.loc[table["step"] == "programmed", "value"]

    assert f"from {announced.min():.0f} to {announced.max():,.0f} million euros" in alt
    assert f"from {programmed.min():.0f} to {programmed.max():,.0f}" in alt
    paid = ", ".join(f"{amount:.0f}" for amount in table.loc[table["step"] == "paid", "value"])
    assert f"paid are {paid.rpartition(', ')[0]} and {paid.rpartition(', ')[2]} million dollars" in alt
    tacis = table.loc[table["currency"] == "ECU", "value"].item()
    assert f"{tacis:.0f} million ecu of TACIS" in alt


def test_a_billion_for_seven_years_is_less_a_year():
    """143 million."""
    assert f"{1000 / 7:.0f} million a year" in TEXT


def test_parts_of_a_sum_are_not_drawn_beside_it():
    """The parts of the pledges, and of a bilateral envelope, are left out of the figure."""
    drawn = set(stages.INDICATORS)

    assert not any(re.search(r"pledge_transport_|package_(?!total)|bilateral_", name) for name in drawn)


# --- Instruments -------------------------------------------------------------


def test_the_blended_project_adds_up():
    """Three parts make six million; the page and the question say the same."""
    assert "costs six million euros" in TEXT
    assert "lends 1.5 million of them, the EIB lends 1 million" in TEXT
    assert "gives 3.5 million" in TEXT
    assert answer("kyzyl-kiya") == round((1.5 + 1) / 6 * 100)
    assert QUESTIONS["kyzyl-kiya"].variants[0].body.answer == round(12 / 20 * 100)


def test_the_table_of_instruments_follows_the_register():
    """TACIS of 1991, lending since 2008, Global Europe since 2021."""
    assert event("E004").date.startswith("1991")
    assert event("E054").date.startswith("2008")
    assert event("E140").date.startswith("2021-06")


# --- Leaving and returning ---------------------------------------------------


def test_means_of_the_two_states_are_the_data_s():
    """15.8, 12.2, 3.4; and 4.5, 5.2, 5.2."""
    periods = ((2010, 2013), (2014, 2017), (2018, 2019))
    kazakh = [f"{payments.a_year('KAZ', *years):.1f}" for years in periods]
    turkmen = [f"{payments.a_year('TKM', *years):.1f}" for years in periods]

    assert (
        f"{kazakh[0]} million dollars a year in 2010–2013, {kazakh[1]} million in 2014–2017 "
        f"and {kazakh[2]} million in 2018–2019" in TEXT
    )
    assert f"{turkmen[0]} million a year in 2010–2013, {turkmen[1]} in 2014–2017 and {turkmen[2]} in 2018–2019" in TEXT
    assert answer("after-the-exit") == round(payments.a_year("KAZ", 2014, 2017), 1)
    for number in kazakh:
        assert number in BELIEFS["aid-stopped-at-once"].refutation


def test_payments_went_on_for_four_years_and_then_fell():
    """The title of the figure, and its alternative text."""
    kazakh = payments.paid()["KAZ"]

    assert kazakh.loc[2014:2017].min() > 2 * kazakh.loc[2018:2019].max()
    assert f"falls to {kazakh[2018]:.1f} and {kazakh[2019]:.1f}" in find("11-after").alt
    assert 10 <= kazakh.loc[2014:2017].min() <= kazakh.loc[2014:2017].max() <= 14.5
    assert payments.paid().loc[2005:2019, "TKM"].max() < 8.1


def test_class_is_no_exit():
    """Upper-middle by the income of 2006 and 2011; nobody low in 2014 to 2016."""
    groups = load("economy").query("indicator == 'wb_income_group' and entity in @FIVE")
    by_state = groups.pivot_table(index="period", columns="entity", values="value")

    assert by_state.index[by_state["KAZ"] == 3][0] == "2006"
    assert by_state.index[by_state["TKM"] == 3][0] == "2011"
    assert by_state.loc["2014":"2016"].min().min() == 2
    assert by_state.loc["2013"].idxmin() == "TJK"
    assert (by_state.loc["2013"] == 1).sum() == 1
    assert "Kazakhstan is upper-middle by its income of 2006 and left eight years later" in TEXT


def test_the_turkmen_sums_per_year():
    """18 over seven years, 37 over four."""
    now, before = envelope("TKM", "2021-2027"), envelope("TKM", "2014-2017")

    assert f"For seven years {now:.0f} million are {now / 7:.1f} million a year" in TEXT
    assert 9 < before / 4 < 9.5
    assert f"{before:.0f} million for four years were more than nine million a year" in TEXT


def test_the_steps_of_leaving_and_returning_stand_in_order():
    """Announcement, wish at the ministerial, regulation."""
    known = [event(identifier).date for identifier in ("E076", "E127", "E140")]

    assert known == sorted(known)
    assert event("E127").date == "2019-07-07"
    assert len(QUESTIONS["leave-and-return"].body.items) == 5


# --- Promised and paid -------------------------------------------------------


def test_the_worked_example_is_the_data_s():
    """55 + 51, 204, 1.93, 148."""
    early, late = envelope("KGZ", "2007-2010"), envelope("KGZ", "2011-2013")
    ratio = promised.dollars_per_euro("KGZ", "first")
    paid = payments.paid().loc[2007:2013, "KGZ"].sum()

    assert f"are {early:.0f} + {late:.0f} = {early + late:.0f} million *euros*" in TEXT
    assert f"are {paid:.0f} million *dollars*" in TEXT
    assert f"{ratio:.2f} / 1.30 = {ratio / 1.3 * 100:.0f} per cent" in TEXT
    assert answer("lab-1") == round(paid, 1)


def test_the_ratios_of_all_states_are_those_of_text_and_questions():
    """Turkmenistan is the lowest, Tajikistan turns at 1.52."""
    ratios = {state: promised.dollars_per_euro(state, "first") for state in promised.OPEN}

    assert answer("turkmen-share") == round(ratios["TKM"], 2)
    assert right("lab-2") == [min(ratios, key=ratios.get)]
    assert answer("lab-3") == round(ratios["TJK"], 2)
    assert f"Tajikistan crosses the line at {ratios['TJK']:.2f}" in TEXT
    assert ratios["KGZ"] > max(promised.RATES)
    assert max(ratios["UZB"], ratios["TKM"]) < min(promised.RATES)


def test_the_text_beside_the_figure_of_promises_is_the_data_s():
    """What the alternative text reads out."""
    shares = promised.per_cent("first", promised.SHOWN_FIRST)

    for state in promised.OPEN:
        assert f"{name_of(state)} {shares[state]:.0f}" in find("11-promised").alt


def test_other_turkmen_sum_changes_no_sentence():
    """With 39 for 2011-2013 Turkmenistan stays below at every rate."""
    page = load("sources").set_index("id").loc["s220", "publisher"]
    other = envelope("TKM", "2007-2010") + envelope("TKM", "2011-2013", f" @{page}")

    assert payments.paid().loc[2007:2013, "TKM"].sum() / other < min(promised.RATES)
    assert other == 61
    assert "has 39 instead of 31 million for 2011–2013" in TEXT


def test_the_trap_of_the_missing_year():
    """0.70 and 0.81 for Tajikistan, 0.64 and 0.74 for Uzbekistan; the series ends in 2019."""
    whole = {state: round(promised.dollars_per_euro(state, "whole"), 2) for state in ("KGZ", "TJK", "UZB")}
    part = {state: round(promised.dollars_per_euro(state, "part"), 2) for state in ("KGZ", "TJK", "UZB")}

    assert payments.paid().index.max() == 2019
    assert answer("lab-4") == whole["TJK"] == 0.7
    assert answer("six-sevenths") == part["TJK"]
    assert QUESTIONS["six-sevenths"].variants[0].body.answer == part["UZB"]
    assert (
        f"against the whole envelope it would be {whole['UZB']}"
        in QUESTIONS["six-sevenths"].variants[0].explain.lower()
    )
    assert right("lab-5") == [" and ".join(state for state in part if part[state] < 1.15)]
    assert f"{whole['TJK']:.2f} against seven years" in BELIEFS["periods-need-not-match"].refutation
    assert f"Tajikistan rises from {whole['TJK']:.2f} to {part['TJK']:.2f} dollars for a euro" in TEXT


def test_the_sums_in_the_prompts_are_the_data_s():
    """What six-sevenths prints."""
    for question, state in ((QUESTIONS["six-sevenths"], "TJK"), (QUESTIONS["six-sevenths"].variants[0], "UZB")):
        paid = payments.paid().loc[2014:2019, state].sum()
        assert f"{paid:.1f} million dollars" in question.prompt
        assert f"{envelope(state, '2014-2020'):.0f} million euros" in question.prompt


def test_an_envelope_of_kazakhstan_is_not_in_the_data():
    """An empty cell, and payments of 102 million."""
    rows = load("assistance").query("indicator == 'eu_assistance_bilateral' and entity == 'KAZ'")
    paid = payments.paid().loc[2007:2013, "KAZ"].sum()

    assert rows.empty
    assert promised.without_envelope() == ("KAZ",)
    assert f"{paid:.0f} million dollars" in QUESTIONS["no-envelope-for-kazakhstan"].explain


def test_the_divided_envelopes_are_the_data_s():
    """251, 174, 168 and 37 make 630."""
    body = QUESTIONS["divide-the-envelopes"].body
    real = {aim.text: aim.real for aim in body.aims}

    assert body.total == sum(real.values())
    assert real == {name_of(state): promised.envelope(state, "2014-2020") for state in promised.OPEN}


# --- Numbers that differ -----------------------------------------------------


def test_both_kyrgyz_sums_have_a_source():
    """184 from the Commission in 2017, 174 from the External Action Service."""
    rows = load("assistance").query(
        "indicator == 'eu_assistance_bilateral' and entity == 'KGZ' and period == '2014-2020'"
    )

    assert sorted(rows["value"].unique()) == [174, 184]
    assert set(rows.loc[rows["value"] == 184, "source"]) == {"s214", "s813"}
    assert "@European Commission`, said the Commission in February 2017" in TEXT


def test_the_known_parts_of_a_billion():
    """875; and exactly 1,000 with 115 for Erasmus+ and the older Kyrgyz sum."""
    parts = [promised.envelope(state, "2014-2020") for state in ("KGZ", "TJK", "UZB", "TKM")]
    region = value("eu_assistance_regional CA5 2014-2020").number

    assert f"{' + '.join(f'{part:.0f}' for part in parts)} for four states and {region:.0f} for the region" in TEXT
    assert f"together {sum(parts) + region:.0f}" in TEXT
    assert f"about {1000 - sum(parts) - region:.0f} million" in QUESTIONS["missing-125"].prompt

    erasmus = value("eu_assistance_higher_education CA5 2014-2020").number
    older = envelope("KGZ", "2014-2020", " @European Commission")
    assert sum(parts) - parts[0] + older + region + erasmus == 1000
    assert f"with {erasmus:.0f} million" in TEXT
    assert f"{erasmus:.0f} million for Erasmus+" in QUESTIONS["missing-125"].prompt
    assert f"{erasmus:.0f} million for Erasmus+" in QUESTIONS["what-fits-which-question"].explain


def test_the_payment_of_2015_has_two_numbers():
    """34.6 million euros and 33.5 million dollars."""
    disbursed = value("eu_assistance_disbursed KGZ 2015").number
    net = payments.paid().loc[2015, "KGZ"]

    assert f"{disbursed} million *euros*" in TEXT
    assert f"{net:.1f} million *dollars*" in TEXT


def test_one_sum_in_two_currencies():
    """12 at 1.10 is 13.2."""
    assert round(12 * 1.10, 1) == 13.2
    assert "13.2 billion *dollars*" in TEXT


def test_the_institutions_seldom_gave_more_than_the_united_states():
    """21 of 24 complete years from 1994 to 2018."""
    rows = load("assistance").query("indicator == 'oda_bilateral_net' and entity in @FIVE")
    rows = rows.assign(year=rows["period"].astype(int)).query("1994 <= year <= 2018")
    table = rows.pivot_table(index="year", columns=["partner", "entity"], values="value").dropna()
    sums = table.T.groupby(level="partner").sum().T
    led = sums.index[sums["EU"] > sums["USA"]].tolist()

    assert f"in {len(sums) - len(led)} of the {len(sums)} years from 1994 to 2018" in TEXT
    assert "they led in 1994, 2016 and 2018" in BELIEFS["always-biggest-donor"].refutation
    assert led == [1994, 2016, 2018]


def test_missing_cells_are_those_that_the_page_names():
    """Turkmenistan 1993; Uzbekistan 1992, Turkmenistan 1997 and all of 2019 for the United States."""
    rows = load("assistance").query("indicator == 'oda_bilateral_net' and entity in @FIVE")
    table = rows.pivot_table(index="period", columns=["partner", "entity"], values="value")
    missing = [
        (donor, state, year) for donor, state in table for year in table.index if table[donor, state].isna()[year]
    ]
    ends = {"EU": ("1993", "2019"), "USA": ("1992", "2018")}

    assert {one for one in missing if one[2] > ends[one[0]][1]} == {("USA", state, "2019") for state in FIVE}
    assert "as its series ends in 2018, its five cells of 2019" in TEXT
    assert {one for one in missing if ends[one[0]][0] <= one[2] <= ends[one[0]][1]} == {
        ("EU", "TKM", "1993"),
        ("USA", "UZB", "1992"),
        ("USA", "TKM", "1997"),
    }
    assert {one for one in missing if one[2] < ends[one[0]][0]} == {("EU", state, "1992") for state in FIVE}
    assert "begins in 1993, so its five cells of 1992 are empty, and one more (Turkmenistan 1993)" in TEXT
    assert "Of the United States two are missing (Uzbekistan 1992, Turkmenistan 1997)" in TEXT


# --- Two maps ----------------------------------------------------------------


def test_the_two_maps_are_the_data_s():
    """Shares of the title and of the alternative text."""
    shares = maps.shares()
    alt = find("11-two-maps").alt

    assert set(shares["aid"].nlargest(2).index) == {"KGZ", "TJK"}
    assert set(shares["bank"].nlargest(2).index) == {"KAZ", "UZB"}
    assert shares["bank"].isna().sum() == 1
    for state, words in (("KGZ", "Kyrgyzstan 35"), ("TJK", "Tajikistan 34"), ("UZB", "Uzbekistan 24")):
        assert words == f"{name_of(state)} {shares.loc[state, 'aid']:.0f}"
        assert words in alt
    assert f"Uzbekistan {shares.loc['UZB', 'bank']:.0f}, Kazakhstan {shares.loc['KAZ', 'bank']:.0f} per cent" in alt


def test_aid_per_head_and_beside_the_economy():
    """6.3 and 0.5 dollars; 5.1 and 0.05."""
    economy = load("economy")
    years = economy[economy["period"].isin([str(year) for year in range(2014, 2020)])]

    def mean(indicator):
        return years[years["indicator"] == indicator].groupby("entity")["value"].mean()

    aid = payments.paid().loc[2014:2019].mean()
    head, output = aid * 1e6 / mean("population"), aid * 1000 / mean("gdp_current_usd")

    assert (
        f"got {head['KGZ']:.1f} dollars of the institutions' aid per head and year, Kazakhstan {head['KAZ']:.1f}"
        in TEXT
    )
    assert f"{output['KGZ']:.1f} against {output['KAZ']:.2f} dollars per thousand of output" in TEXT
    assert f"{output['KGZ']:.1f} dollars per thousand of output in Kyrgyzstan" in QUESTIONS["which-measure"].explain


def test_what_kazakhstan_received_in_the_year_in_which_it_gave():
    """2.6 million net."""
    received = payments.paid().loc[2019, "KAZ"]

    assert f"Kazakhstan received {received:.1f} million dollars from the institutions in 2019" in TEXT
    assert f"received {received:.1f} million net" in QUESTIONS["donor-and-receiver"].prompt


# --- The case ----------------------------------------------------------------


def test_the_sum_of_the_dam_has_two_ways_to_come_about():
    """0.9 and 1.3 billion euros, 1.5 billion dollars; 2.4 comes from adding two signs, or from 1.09 dollars a euro."""
    rows = load("assistance").set_index("indicator")["value"]
    memoranda, considered = rows["eib_memoranda_kambarata"] / 1000, rows["ebrd_considered_kambarata"] / 1000
    rate = 3 * 0.5 / considered

    assert round((memoranda + considered) * rate, 1) == 2.5
    assert round(memoranda + 3 * 0.5, 1) == 2.4
    assert f"all {memoranda + considered:.1f} billion in euros about 2.5" in TEXT
    assert f"so does {memoranda + considered:.1f} at about {2.4 / (memoranda + considered):.2f} dollars a euro" in TEXT


# --- The tool ----------------------------------------------------------------


def test_every_choice_of_the_tool_gives_questions():
    """Each verb and payer; what nobody says is asked first of all."""
    shown = find("11-questions").explore

    assert set(shown.states) == {(word, payer) for word in tool.WORDS for payer in tool.PAYERS}
    for (word, payer), frame in shown.states.items():
        asked = tool.questions(word, payer)
        assert len(set(asked)) == 5
        assert all(question in frame.reading for question in asked)
        assert frame.table["Ask of the sum"].tolist() == list(asked)


def test_only_one_verb_reaches_the_last_step():
    """Paid is paid; a memorandum is announced."""
    assert [word for word in tool.WORDS if "paid" in tool.steps(word)] == ["disburse"]
    assert tool.steps("memorandum") == ("announced",)


def test_the_steps_of_the_tool_are_those_of_the_page():
    """The table of the first section names the five of the staircase."""
    table = re.findall(
        r"^\| (announced|programmed|committed|contracted|paid) \|", PAGE.read_text("utf-8"), re.MULTILINE
    )

    assert tuple(table) == tool.STEPS


# --- Claims and the bank -----------------------------------------------------


def test_the_claim_of_another_chapter_is_marked_and_not_judged_here():
    """C44 has its verdict in chapter 8."""
    chapter = read_chapter(PAGE)

    assert chapter.tested == ["C44"]
    assert "C44" in roles(chapter.text, "claim")
    assert "C44 has its verdict in chapter 8" in TEXT


def test_kazakh_words_are_those_of_the_register():
    """Words quoted from the article stand in the claims, or in their passage."""
    claims = load("claims").set_index("id")["kazakh"]

    assert "орташа табысы бар елдерге жатқызылып" in claims["C44"]
    assert "Дүниежүзілік банктің жіктемесіне сәйкес" in claims["C44"]
    for words in ("әзірлеуде", "құқығын", "күтілуде"):
        assert words in claims["C68"]
    assert "жұмылдыруға ниетті" in claims["C69"]
    assert "Стратегияны тиімді іске асыру үшін" in claims["C69"]
    for words in (
        "«Дүниежүзілік банктің жіктемесіне сәйкес»",
        "«Стратегияны тиімді іске асыру үшін»",
        "«орташа табысы бар елдерге жатқызылып»",
        "«әзірлеуде»",
        "«құқығын»",
        "«күтілуде»",
        "«жұмылдыруға ниетті»",
    ):
        assert words in TEXT


def test_every_belief_of_the_chapter_is_named_by_a_wrong_answer():
    """A belief that no question can show would never be met."""
    taught = {name for name, belief in BELIEFS.items() if any(SLUG in place for place in belief.taught)}
    named = set(re.findall(r'misconception = "([\w-]+)"', BANK.read_text("utf-8")))

    assert taught <= named


@pytest.mark.parametrize("state", FIVE)
def test_measures_divide_the_same_payments(state):
    """Per head and beside the economy are the payments over what they are divided by."""
    total, head = payments.measured("total"), payments.measured("head")
    people = (
        load("economy").query("indicator == 'population' and entity == @state and period == '2019'")["value"].item()
    )

    assert head.loc[2019, state] == pytest.approx(total.loc[2019, state] * 1e6 / people)
