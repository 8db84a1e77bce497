"""Chapter 13 rests on its data: every number in the text, in a question or in a title is computed here once more."""

from pathlib import Path

import pandas as pd
import pytest

from coursekit import load
from coursekit.data.actors import FIVE
from coursekit.facts import event
from coursekit.plots.chapters.other_powers import mirror, scorekeepers, seats, triangle
from coursekit.plots.figure import find
from coursekit.questions import read_bank
from coursekit.questions.bank import misconceptions

ROOT = Path(__file__).parent.parent.parent
SLUG = "13-other-powers"
TEXT = " ".join((ROOT / "book" / f"{SLUG}.md").read_text("utf-8").split())
QUESTIONS = {
    question.id.partition("/")[2]: question for question in read_bank(ROOT / "exercises" / SLUG / "questions.toml")
}
GRADED = {q.id.partition("/")[2]: q for q in read_bank(ROOT / "exercises" / SLUG / "graded.toml")}


def answer(question):
    """Return the number that a question takes for right."""
    return QUESTIONS[question].body.answer


def right(question):
    """Return the texts of the right options."""
    return [option.text for option in QUESTIONS[question].body.options if option.right]


def amount(table, indicator, entity, period, partner=None):
    """Return the one value that a row has."""
    rows = load(table).query("indicator == @indicator and entity == @entity and period == @period")
    rows = rows if partner is None else rows[rows["partner"] == partner]
    assert len(rows) == 1, rows
    return float(rows["value"].iloc[0])


# --- Two books ---------------------------------------------------------------


@pytest.mark.parametrize(("side", "words"), [("own", "the five states report"), ("mirror", "the partners report")])
def test_the_table_of_2019_is_the_data_s(side, words):
    """Five partners, two rows."""
    row = scorekeepers.turnover(side).loc[2019, ["CHN", "EU27", "RUS", "TUR", "USA"]] / 1000

    assert f"| {words} | " + " | ".join(f"{value:.1f}" for value in row) + " |" in TEXT


def test_two_borders_make_nine_tenths_of_the_gap_with_china():
    """13.5 billion; Kazakhstan and Kyrgyzstan."""
    own, other = (
        {state: scorekeepers.turnover(side, state).loc[2019, "CHN"] / 1000 for state in FIVE}
        for side in scorekeepers.SIDES
    )
    gap = sum(other.values()) - sum(own.values())
    two = sum(other[state] - own[state] for state in ("KAZ", "KGZ"))

    assert f"The gap with China is {gap:.1f} billion" in TEXT
    assert round(two / gap, 1) == 0.9
    assert f"Kazakhstan reports {own['KAZ']:.1f} billion and China {other['KAZ']:.1f}" in TEXT
    assert f"Kyrgyzstan reports {own['KGZ']:.1f} and China {other['KGZ']:.1f}" in TEXT


def test_first_partners_by_year_are_those_of_the_text():
    """The Union in its own years, China in 2012, 2013 and since 2015."""
    own, other = (scorekeepers.first_partner(side) for side in scorekeepers.SIDES)

    assert (own.loc[2004:2020] == "EU27").all()
    assert other[other == "CHN"].index.tolist() == [2012, 2013, *range(2015, 2021)]
    assert "there China led in 2012" in TEXT
    assert right("lab-2") == [str(other[other == "CHN"].index[0])]
    assert (scorekeepers.lead("own").loc[2000:2020] > 0).all()
    assert find("13-first").title.endswith("since 2015")


def test_in_2019_the_union_is_first_in_one_state():
    """By the partners' reports China is first in the four others."""
    firsts = {state: scorekeepers.first_partner("mirror", state).loc[2019] for state in FIVE}

    assert firsts == {"KAZ": "EU27", "KGZ": "CHN", "TJK": "CHN", "TKM": "CHN", "UZB": "CHN"}
    assert scorekeepers.first_partner("own", "UZB").loc[2019] == "CHN"
    assert scorekeepers.first_partner("own", "TJK").loc[2019] == "RUS"


def test_the_lead_of_china_and_of_the_union_are_the_lab_s():
    """14.5 one way, 2.6 the other."""
    assert answer("lab-1") == round(-scorekeepers.lead("mirror").loc[2019], 1)
    assert f"ahead by {scorekeepers.lead('own').loc[2019]:.1f}" in QUESTIONS["lab-1"].explain
    assert scorekeepers.lead("mirror").loc[2008] == pytest.approx(10, abs=0.2)


def test_beijing_s_number_stands_in_the_data():
    """106.3 billion in 2025."""
    assert amount("trade", "china_trade_turnover_gacc", "CA5", "2025") == 106_300


# --- Agreement ---------------------------------------------------------------


def test_typical_gaps_are_those_of_the_text():
    """Kyrgyzstan first, Turkmenistan last."""
    gaps = mirror.typical_gap()
    said = {"KGZ": "in Kyrgyzstan", "TJK": "in Tajikistan", "KAZ": "in Kazakhstan", "UZB": "in Uzbekistan"}

    for state, words in said.items():
        assert f"{gaps[state]:.2f} {words}" in TEXT
    assert f"and {gaps['TKM']:.2f} in Turkmenistan" in TEXT
    assert gaps.idxmin() == "TKM"
    assert round(100 / 90, 2) == 1.11


def test_turkmenistan_s_line_is_flat_since_2004():
    """Six per cent each year; 98 per cent of the pairs."""
    line = mirror.exports_ratio()["TKM"]

    assert line.loc[2004:].round(3).unique().tolist() == [round(1 / mirror.FACTOR, 3)]
    assert line.loc[:2003].round(3).max() > line.loc[:2003].round(3).min()
    assert f"In {mirror.made_from_mirror('TKM'):.0f} per cent of Turkmenistan's pairs since 2010" in TEXT
    assert answer("lab-4") == round(mirror.made_from_mirror("TKM"))
    assert all(mirror.made_from_mirror(state) < 5 for state in FIVE if state != "TKM")


def test_a_hidden_division_gives_the_graded_number():
    """742 by 1.06."""
    assert GRADED["gap-and-freight"].body.answer == round(742 / mirror.FACTOR)


@pytest.mark.parametrize(
    ("question", "state"), [(QUESTIONS["gap-of-a-pair"], "KGZ"), (QUESTIONS["gap-of-a-pair"].variants[0], "KAZ")]
)
def test_the_gap_of_the_practice_is_a_division(question, state):
    """The question and its variant have the data's numbers."""
    own, other = (scorekeepers.turnover(side, state).loc[2019, "CHN"] / 1000 for side in scorekeepers.SIDES)

    assert f"{own:.2f} billion" in question.prompt
    assert f"{other:.2f} billion" in question.prompt
    assert question.body.answer == round(other / own, 1)


# --- Labels ------------------------------------------------------------------


def test_the_european_market_of_kyrgyzstan_was_british():
    """44.6, 2.6, 42.0 per cent; 885, 52, 833 million."""
    rows = load("trade").query("indicator == 'exports_national' and entity == 'KGZ'")
    sold = rows.pivot_table(index="period", columns="partner", values="value")
    parts = sold.loc["2019"] / sold.loc["2019", "WORLD"] * 100

    assert f"sold {parts['EU28']:.1f} per cent" in TEXT
    assert f"and {parts['EU27']:.1f} per cent to the 27" in TEXT
    assert f"The difference is Britain with {parts['GBR']:.1f} per cent" in TEXT
    assert [round(sold.loc["2019", name]) for name in ("EU28", "EU27", "GBR")] == [885, 52, 833]
    assert right("lab-6") == ["GBR"]
    assert sold.loc["2022":"2023", "GBR"].max() < 2
    assert f"{sold.loc['2023', 'CHE'] / 1000:.1f} billion" in QUESTIONS["lab-6"].explain


def test_capital_by_address_is_the_press_s():
    """39, 26, and 6.5 together."""
    whole = amount("economy", "fdi_stock_total", "KAZ", "2021")
    parts = {
        code: amount("economy", "fdi_stock_by_origin", "KAZ", "2021", code) / whole * 100
        for code in ("NLD", "USA", "CHN", "RUS")
    }

    assert f"held {whole / 1000:.1f} billion dollars" in TEXT
    assert (
        f"about {parts['NLD']:.0f} per cent was from the Netherlands, {parts['USA']:.0f} from the United States" in TEXT
    )
    assert f"and {parts['CHN'] + parts['RUS']:.1f} from Russia and China together" in TEXT
    assert f"China {parts['CHN']:.1f}, Russia {parts['RUS']:.1f}" in TEXT


def test_italy_is_booked_for_half_of_the_sales():
    """48 per cent in 2023."""
    sold = {code: amount("trade", "exports_national", "KAZ", "2023", code) for code in ("ITA", "EU27")}

    assert f"Italy's {sold['ITA'] / sold['EU27'] * 100:.0f} per cent of Kazakhstan's sales to the Union in 2023" in TEXT


# --- Scales ------------------------------------------------------------------


def test_shares_with_and_without_kazakhstan_are_the_data_s():
    """The first two rows of the table, and the lab."""
    whole, rest = scorekeepers.shares().loc[2019], scorekeepers.shares("rest").loc[2019]

    assert f"Union {whole['EU27']:.1f}, China {whole['CHN']:.1f}, Russia {whole['RUS']:.1f} %" in TEXT
    assert f"Türkiye {whole['TUR']:.1f}, United States {whole['USA']:.1f}" in TEXT
    assert f"China {rest['CHN']:.1f}, Russia {rest['RUS']:.1f} %" in TEXT
    assert f"Union {rest['EU27']:.1f}, Türkiye {rest['TUR']:.1f}" in TEXT
    assert answer("lab-3") == round(rest["EU27"], 1)
    assert whole["TUR"] > 2 * whole["USA"]
    alone = scorekeepers.shares("KAZ").loc[2019, "EU27"]
    assert f"{alone:.1f} per cent of Kazakhstan's trade" in misconceptions()["kazakhstan-is-region"].refutation
    assert f"after {scorekeepers.shares('rest').loc[2008, 'EU27']:.1f} in 2008" in QUESTIONS["lab-3"].explain


def test_votes_by_decade_are_the_data_s():
    """83, 70, 58, 21."""
    rows = load("votes")
    last = rows[rows["period"].astype(int).between(2010, 2019)].groupby("partner")["value"].mean()

    assert f"China {last['CHN']:.0f}, Russia {last['RUS']:.0f} % | Union's majority {last['EU27']:.0f}" in TEXT
    assert f"United States {last['USA']:.0f}" in TEXT


def test_money_sent_home_is_134_times_the_aid():
    """14.1 billion to four states; aid of the institutions to five."""
    sent = load("economy").query("indicator == 'remittances_received' and period == '2019' and entity in @FIVE")
    aid = load("assistance").query(
        "indicator == 'oda_bilateral_net' and period == '2019' and partner == 'EU' and entity in @FIVE"
    )

    assert len(sent) == 4
    assert len(aid) == 5
    assert f"people sent {sent['value'].sum() / 1000:.1f} billion dollars home to four of the states" in TEXT
    assert f"{sent['value'].sum() / aid['value'].sum():.0f} times what the institutions" in TEXT
    assert "134" in misconceptions()["aid-shows-weight"].refutation


def test_russia_s_share_fell_and_did_not_come_back():
    """24.9, 16.5, 18.5."""
    russia = scorekeepers.shares()["RUS"]

    assert f"from {russia[2000]:.1f} per cent in 2000 to {russia[2014]:.1f} in 2014" in TEXT
    assert f"stood at {russia[2019]:.1f} in 2019" in TEXT
    for year in (2000, 2014, 2019):
        assert f"{russia[year]:.1f}" in QUESTIONS["what-eurasian-union-shows"].prompt


# --- The triangle ------------------------------------------------------------


def test_kyrgyzstan_left_the_middle():
    """34, 34, 32; then 73 with China, 6 with the Union."""
    parts = triangle.corner_shares("KGZ")

    assert "34 per cent Union, 34 Russia, 32 China" in TEXT
    assert parts.loc[2000, ["EU27", "RUS", "CHN"]].round().tolist() == [34, 34, 32]
    assert answer("kyrgyz-corner") == round(parts.loc[2019, "CHN"])
    assert round(parts.loc[2019, "EU27"]) == 6


def test_numbers_of_equal_partners_are_those_of_the_text():
    """2.9, 2.7, 2.2; from 3.0 to 1.7 and from 2.0 to 1.4."""
    counts = {state: triangle.equal_partners(state) for state in FIVE}
    last = {state: f"{counts[state].loc[2019]:.1f}" for state in FIVE}

    assert f"as even as {last['KAZ']} equal ones" in TEXT
    assert f"on the way there, with {last['UZB']}" in TEXT
    assert f"towards China, with {last['TJK']}" in TEXT
    assert f"Kyrgyzstan went from {counts['KGZ'].loc[2000]:.1f} to {last['KGZ']}" in TEXT
    assert f"Turkmenistan from {counts['TKM'].loc[2000]:.1f} to {last['TKM']}" in TEXT
    change = pd.Series({state: counts[state].loc[2019] - counts[state].loc[2000] for state in FIVE})
    assert right("lab-5") == [change.idxmin()]
    assert (change[["KAZ", "TJK", "UZB"]] > 0).all()


def test_the_union_s_part_in_each_state_is_the_ladder_s():
    """40 per cent in Kazakhstan, 6 to 20 elsewhere."""
    parts = {state: triangle.corner_shares(state).loc[2019].round().astype(int) for state in FIVE}
    kazakh = parts["KAZ"]

    assert f"the Union has {kazakh['EU27']} per cent of its trade with the three, Russia {kazakh['RUS']}" in TEXT
    assert (
        f"{parts['UZB']['EU27']} per cent in Uzbekistan, {parts['TKM']['EU27']} in Turkmenistan, "
        f"{parts['TJK']['EU27']} in Tajikistan, {parts['KGZ']['EU27']} in Kyrgyzstan"
    ) in TEXT
    assert f"China had {parts['TKM']['CHN']} per cent of your trade" in TEXT
    assert f"the Union {parts['TKM']['EU27']} and Russia {parts['TKM']['RUS']}" in TEXT


def test_what_the_union_buys_comes_from_kazakhstan():
    """96 per cent of the purchases of 2019; four fifths of the oil by one pipe."""
    rows = load("trade").query(
        "indicator == 'mirror_partner_imports_from_ca' and partner == 'EU27' and period == '2019' and entity in @FIVE"
    )
    bought = rows.set_index("entity")["value"]

    assert f"Kazakhstan made {bought['KAZ'] / bought.sum() * 100:.0f} per cent" in TEXT
    assert amount("energy", "oil_export_share_cpc", "KAZ", "2023") == 80


# --- Tables ------------------------------------------------------------------


def test_six_partners_had_a_full_table_before_the_union():
    """The title, the order of the practice, and Germany's two meetings."""
    order = seats.first_full().index.tolist()

    assert order[:6] == ["India", "Russia", "China", "Gulf states", "United States", "Germany"]
    assert order[6] == "European Union"
    assert find("13-seats").title.startswith("Six partners")
    items = QUESTIONS["order-of-tables"].body
    named = [dict(items.items)[key] for key in items.keys]
    assert [one.removeprefix("The ").partition(",")[0] for one in named] == order[1:7]


def test_fifteen_tables_of_nine_partners_in_four_years():
    """Three of them not full, two of these the Union's."""
    rows = seats.meetings()

    assert len(rows) == 15
    assert rows["partner"].nunique() == 9
    assert set(rows["date"].str[:4]) == {"2022", "2023", "2024", "2025"}
    assert "fifteen meetings in four years" in TEXT
    assert "the five met eight other partners" in TEXT
    assert rows[rows["presidents"] < seats.ALL]["partner"].value_counts().to_dict() == {
        "European Union": 2,
        "Germany": 1,
    }


def test_meetings_of_the_register_have_its_days():
    """A row that names an event has the event's day."""
    for meeting in load("summits").dropna(subset=["event"]).to_dict("records"):
        assert event(meeting["event"]).date == meeting["date"], meeting["id"]


def test_two_meetings_in_one_city_are_thirteen_days_apart():
    """Russia's and the Union's, Astana 2022."""
    rows = load("summits").set_index("id")
    days = pd.to_datetime(rows.loc[["russia2022", "eu2022"], "date"])

    assert (rows.loc[["russia2022", "eu2022"], "place"] == "Astana").all()
    assert int((days.iloc[1] - days.iloc[0]).days) == 13
    assert "thirteen days later, in the same city" in TEXT


def test_the_divided_tables_are_the_record_s():
    """Six aims that add up to fifteen."""
    counts = load("summits")["partner"].value_counts()
    groups = {
        "Germany and Italy": ["Germany", "Italy"],
        "India, the Gulf states and Japan": ["India", "Gulf states", "Japan"],
    }

    for aim in QUESTIONS["divide-the-tables"].body.aims:
        assert aim.real == counts[groups.get(aim.text, [aim.text])].sum(), aim.text
    european = counts[["European Union", "Germany", "Italy"]].sum()
    assert european == counts[["Russia", "China", "United States"]].sum() == 6
