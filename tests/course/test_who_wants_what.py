"""Chapter 3 rests on its data: every number in the text, in a question or in a title is computed here once more."""

import re
from pathlib import Path

import pandas as pd
import pytest

from coursekit import load
from coursekit.chapters import read_chapter, roles
from coursekit.data.actors import FIVE, UNION
from coursekit.facts import event, value
from coursekit.plots.chapters.who_wants_what import dependence, fighters, routes
from coursekit.plots.figure import find
from coursekit.questions import read_bank
from coursekit.questions.bank import misconceptions

ROOT = Path(__file__).parent.parent.parent
SLUG = "03-who-wants-what"
PAGE = ROOT / "book" / f"{SLUG}.md"
BANK = ROOT / "exercises" / SLUG / "questions.toml"
TEXT = " ".join(PAGE.read_text("utf-8").split())
QUESTIONS = {question.id.partition("/")[2]: question for question in read_bank(BANK)}
CLAIMS = load("claims").set_index("id")


def answer(question):
    """Return the number that a question takes for right."""
    return QUESTIONS[question].body.answer


def right(question):
    """Return the texts of the right options."""
    return [option.text for option in QUESTIONS[question].body.options if option.right]


def rows_of_the_union():
    """Return the rows of the register in which a body of the Union takes part, without context."""
    events = load("events")
    of_union = events["actors"].str.split(";").map(lambda codes: bool({*codes} & {*UNION}))
    return events[of_union & (events["category"] != "context")]


# --- Dependence --------------------------------------------------------------


def test_the_worked_share_of_2019_is_the_data_s():
    """20,620 of 21,420, and 799 from the other four."""
    rows = load("trade").query(
        "indicator == 'mirror_partner_imports_from_ca' and partner == 'EU27' and period == '2019'"
    )
    bought = rows.set_index("entity")["value"]
    others = bought[list(FIVE[1:])].sum()

    assert f"{bought['KAZ']:,.0f} from Kazakhstan and {others:.0f} from the other four together" in TEXT
    share = bought["KAZ"] / bought.sum() * 100
    assert abs(bought.sum() - 21_420) < 1
    assert f"20,620 divided by 21,420, which is {share:.0f} per cent" in TEXT
    assert answer("lab-1") == round(share)


def test_the_union_bought_most_from_uzbekistan_until_1996():
    """And Kazakhstan passed one half in 1999, to stay above it."""
    shares = dependence.bought()
    above = shares["KAZ"] > 50

    assert (shares.loc[:1996].idxmax(axis=1) == "UZB").all()
    assert (shares.loc[1997:].idxmax(axis=1) == "KAZ").all()
    assert above.idxmax() == answer("lab-2") == 1999
    assert above.loc[1999:].all()
    assert not above.loc[:1998].any()
    assert (shares["KAZ"].loc[2010:] > 90).all()
    assert "until 1996 the Union bought most from Uzbekistan" in TEXT


def test_the_other_direction_is_the_data_s():
    """55 per cent in 2014, the highest year, and 42 in 2019."""
    sold = dependence.sold()["EU27"]

    assert sold.idxmax() == 2014
    assert (
        f"The Union took {sold[2014]:.0f} per cent of Kazakhstan's exports in 2014 and {sold[2019]:.0f} in 2019" in TEXT
    )
    assert "42 per cent of Kazakhstan's exports in 2019" in QUESTIONS["who-needs-whom"].explain


def test_numbers_on_crude_oil_differ_for_one_year():
    """8, 11.5 and 13; two of them for 2024."""
    rows = load("energy").query("indicator == 'eu_crude_import_share' and entity == 'KAZ'")

    assert sorted(rows.loc[rows["period"] == "2024", "value"]) == [11.5, 13]
    assert value("eu_crude_import_share KAZ 2022").number == 8
    assert "in 2024 11.5 per cent by one source and 13 by Kazakhstan's president" in TEXT


def test_the_alternative_text_of_the_first_figure_is_the_data_s():
    """Shares that are named in words."""
    shares = dependence.bought()

    assert 44 < shares["UZB"][1993] < 46
    assert round(shares["KAZ"][1993]) == 30
    assert round(shares["KAZ"][2005]) == 87
    assert shares["KAZ"].loc[2009:].min() > 92
    assert 13 < shares["UZB"][2000] < shares["UZB"][2001] < 16
    assert shares["UZB"].loc[2010:].max() < 2
    assert shares["TKM"].loc[2009:].between(0.9, 5).all()
    assert shares[["TJK", "KGZ"]].loc[2010:].max().max() < 2


# --- Routes ------------------------------------------------------------------


def test_what_is_left_when_a_route_closes():
    """A fifth, a twentieth; 28.2 if a quarter moves."""
    flow = routes.flow()

    assert sum(flow.values()) == pytest.approx(routes.exported())
    assert routes.left("cpc") / routes.exported() == pytest.approx(0.2)
    assert 0.05 < routes.left("most") / routes.exported() < 0.054
    assert answer("lab-3") == round(routes.left("cpc") + 0.25 * flow["cpc"], 1)
    for part in ("56.4 of 70.5", "3.7", "10.4", "14.1"):
        assert part in find("03-routes").alt


def test_routes_around_russia_nearly_doubled():
    """From 1.9 to 3.7 million tonnes, one twentieth."""
    before, after = (value(f"oil_exports_bypassing_russia KAZ {year}").number for year in (2022, 2023))

    assert 1.9 < after / before < 2
    assert f"from {before:.1f} to {after:.1f} million tonnes, and carried one twentieth" in TEXT


def test_the_steps_of_turkmen_gas_stand_in_the_order_of_the_question():
    """The last of the six is of March 2025 and stands in no register."""
    known = [event(identifier).date for identifier in ("E051", "E065", "E081", "E109", "E137")]

    assert known == sorted(known)
    assert known[-1] < "2025-03"
    assert len(QUESTIONS["order-of-turkmen-gas"].body.items) == len(known) + 1


def test_nine_rows_on_energy_and_none_of_pressure():
    """What the ladder of C17 says of the register."""
    energy = rows_of_the_union().query("category == 'energy'")

    assert len(energy) == 9
    assert not energy["summary"].str.contains("sanction|threat|pressure", case=False).any()
    assert "nine are on energy" in TEXT


# --- Rates -------------------------------------------------------------------


def test_the_number_and_the_rate_of_those_who_left():
    """4,200 people, six in 100,000, about 60 in a million."""
    table = fighters.left_for_syria()
    five = table.loc[list(FIVE)]

    assert five["people"].sum() == 4200
    assert answer("fighters-per-100000") == round(fighters.of_a_hundred_thousand()) == 6
    assert 69 < five["inhabitants"].sum() / 1e6 < 70.5
    assert "six in 100,000" in TEXT
    assert "500 people, 6.04 million inhabitants, 500 / 6.04 = 83 in a million" in TEXT
    assert round(table.loc["KGZ", "inhabitants"] / 1e6, 2) == 6.04
    assert f"with Esengul's 850 it would be {850 / table.loc['KGZ', 'inhabitants'] * 1e6:.0f}" in TEXT


def test_russia_is_first_by_number_and_last_by_rate():
    """The order turns round."""
    table = fighters.left_for_syria()

    assert table["people"].idxmax() == table["million"].idxmin() == right("lab-6")[0] == "RUS"
    assert table["million"].idxmax() == "TJK"


def test_the_rate_of_the_union_is_below_that_of_any_of_the_five():
    """Fewer than 12 in a million, because the 27 alone had 444 million inhabitants."""
    population = (
        load("economy").query("indicator == 'population' and entity == 'EU27' and period == '2015'")["value"].iloc[0]
    )
    most = value("foreign_fighters_reported EU28 2018").number / population * 1e6

    assert round(population / 1e6) == 444
    assert 11 < most < 12
    assert most < fighters.left_for_syria().loc[list(FIVE), "million"].min()


def test_attacks_of_2017_are_the_data_s():
    """33 attacks and 62 dead."""
    attacks = value("jihadist_attacks EU28 2017").number
    dead = value("jihadist_attack_deaths EU28 2017").number

    assert f"Europol counted {attacks:.0f} jihadist attacks in the Union in 2017" in TEXT
    assert f"with {dead:.0f} dead" in TEXT


@pytest.mark.parametrize("state", ["TJK", "UZB"])
def test_the_rate_by_hand_is_the_data_s(state):
    """The question, its variant, and the numbers they print."""
    question = QUESTIONS["rate-by-hand"]
    asked = question if state == "TJK" else question.variants[0]
    row = fighters.left_for_syria().loc[state]

    assert asked.body.answer == round(row["million"])
    assert f"{row['people']:,.0f} people" in asked.prompt
    assert f"{row['inhabitants'] / 1e6:.2f} million inhabitants" in asked.prompt


# --- The trap of the lab, and Italy ------------------------------------------


def test_the_buyer_s_report_is_smaller_than_the_seller_s():
    """Minus 15 per cent in 2019; 24,236 and 20,620."""
    rows = (
        load("trade")
        .query("entity == 'KAZ' and partner == 'EU27' and period == '2019'")
        .set_index("indicator")["value"]
    )
    sold, bought = rows["exports_to_partner"], rows["mirror_partner_imports_from_ca"]

    assert answer("lab-4") == round((bought / sold - 1) * 100)
    lab = (ROOT / "notebooks" / f"{SLUG}.ipynb").read_text("utf-8")
    assert f"{sold:,.0f} and {bought:,.0f} million dollars" in lab


def test_italy_is_named_for_about_half_of_the_sales_to_the_union():
    """48 per cent in 2023, by the statistics of Kazakhstan."""
    rows = load("trade").query("indicator == 'exports_national' and entity == 'KAZ' and period == '2023'")
    sold = rows.set_index("partner")["value"]

    assert round(sold["ITA"] / sold["EU27"] * 100) == 48
    for question in ("italy-buys", "lab-5"):
        assert "48 per cent" in QUESTIONS[question].prompt


# --- Money and acts ----------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "indicators"),
    [
        ("divide-uzbekistan", ("eu_assistance_bilateral", "eu_assistance_human_rights", "eu_assistance_civil_society")),
        (
            "divide-samarkand",
            (
                "global_gateway_package_transport",
                "global_gateway_package_critical_raw_materials",
                "global_gateway_package_water_energy_climate",
                "global_gateway_package_digital",
            ),
        ),
    ],
)
def test_the_budgets_are_the_data_s(question, indicators):
    """Each aim has the amount of its row; the small source that contradicts is left aside."""
    rows = load("assistance")
    rows = rows[~rows["note"].fillna("").str.startswith("LOW RELIABILITY")]
    for aim, indicator in zip(QUESTIONS[question].body.aims, indicators, strict=True):
        found = rows[(rows["indicator"] == indicator) & rows["period"].isin(["2021-2024", "2025"])]
        found = found[found["entity"].isin(["UZB", "CA5"])]
        assert found["value"].tolist() == [aim.real], indicator


def test_seven_of_83_is_for_rights_and_civil_society():
    """8 per cent, in the ladder of C25 and in the explanation."""
    seven = (
        value("eu_assistance_human_rights UZB 2021-2024").number
        + value("eu_assistance_civil_society UZB 2021-2024").number
    )

    assert seven == 7
    assert round(seven / 83 * 100) == 8
    assert "7 of 83" in TEXT


def test_acts_of_two_spans_are_the_register_s():
    """14 in ten years, 41 in five."""
    years = rows_of_the_union()["date"].str[:4].astype(int)

    assert years.between(1992, 2001).sum() == 14
    assert years.between(2016, 2020).sum() == 41
    assert "in 14 acts of the register from 1992 to 2001, and in 41 from 2016 to 2020" in TEXT
    assert "14 acts in 1992-2001 and in 41 in 2016-2020" in CLAIMS.loc["C13", "verdict_note"]


def test_eleven_years_lie_between_the_agreement_and_the_vote():
    """From the signature of 1998 to the yes of 2009, to another agreement."""
    signed, vote = (pd.Timestamp(event(identifier).date) for identifier in ("E014", "E056"))

    assert 10.5 < (vote - signed).days / 365.25 < 11.5
    assert event("E027").date.startswith("2003")


def test_the_border_programme_had_the_sum_of_the_text():
    """33.6 million for 2003 to 2014."""
    summary = load("events").set_index("id").loc["E026", "summary"]

    assert "EUR 33.6 million was allocated for 2003-2014" in summary
    assert "with 33.6 million, in euros, for 2003–2014" in TEXT


# --- Claims, beliefs, questions ----------------------------------------------


def test_the_key_point_on_verdicts_says_what_the_data_say():
    """Nine claims, four verdicts."""
    words = {
        "supported": "supported",
        "partly": "partly",
        "contested": "contested",
        "not_testable": "not testable here",
    }
    sentence = re.search(r"- Verdicts: (.*?)\. :::", TEXT)[1]
    said = {}
    for group in sentence.split("; "):
        verdict = next(key for key, word in words.items() if group.endswith(word))
        said |= dict.fromkeys(re.findall(r"C\d\d", group), verdict)

    assert said == {claim: CLAIMS.loc[claim, "verdict"] for claim in read_chapter(PAGE).claims}


def test_the_claim_of_chapter_1_is_marked_and_not_judged_here():
    """C07 has its ladder there."""
    chapter = read_chapter(PAGE)

    assert chapter.tested == ["C07"]
    assert "C07" in roles(chapter.text, "claim")


def test_refutations_of_the_chapter_s_beliefs_are_the_data_s():
    """Numbers in the register of misconceptions."""
    beliefs = misconceptions()
    table = fighters.left_for_syria()

    for state, number in (("RUS", "people"), ("UZB", "people")):
        assert f"{table.loc[state, number]:,.0f}" in beliefs["number-is-rate"].refutation
    for state in ("TJK", "UZB", "RUS"):
        assert f"{table.loc[state, 'million']:.0f}" in beliefs["number-is-rate"].refutation
    assert (
        f"{value('jihadist_attacks EU28 2017').number:.0f} jihadist attacks" in beliefs["one-case-is-a-rate"].refutation
    )
    assert "48 per cent" in beliefs["port-is-user"].refutation
    assert "11.5 and 13 for 2024" in beliefs["two-points-make-a-trend"].refutation


def test_every_state_of_the_figures_can_be_reached():
    """Both directions, three closures, two measures."""
    assert len(find("03-dependence").explore.states) == 2
    assert len(find("03-routes").explore.states) == len(routes.CLOSED)
    assert len(find("03-fighters").explore.states) == len(fighters.MEASURES)
