"""Chapter 1 says what its data say: each number of the text and of the questions is computed again here."""

import math
import re
from pathlib import Path

import pytest

from coursekit import facts
from coursekit.data.package import rows
from coursekit.plots.chapters.crossroads import map as crossroads_map
from coursekit.plots.chapters.crossroads import partners, recovery, votes
from coursekit.questions import atlas, read_bank

ROOT = Path(__file__).parent.parent.parent
SLUG = "01-crossroads"
PAGE = (ROOT / "book" / f"{SLUG}.md").read_text("utf-8")
NOTES = (ROOT / "book" / "notes" / f"{SLUG}.md").read_text("utf-8")
BANK = {question.id.split("/")[1]: question for question in read_bank(ROOT / "exercises" / SLUG / "questions.toml")}
BELIEFS = (ROOT / "exercises" / "misconceptions.toml").read_text("utf-8")
STATES = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
NAMES = {row["code"]: row["name_en"] for row in rows("entities")}


def value(indicator, entity, year):
    """Return one value of the World Bank's series."""
    return facts.value(f"{indicator} {entity} {year}").number


def people(year, states=STATES):
    """Return the people of states in a year, in millions."""
    return sum(value("population", state, year) for state in states) / 1e6


def chain(state, first, last):
    """Return the growth of output from one year to another in per cent, without the course's own chaining."""
    rates = (value("gdp_growth", state, year) for year in range(first + 1, last + 1))
    return (math.prod(1 + rate / 100 for rate in rates) - 1) * 100


def table_row(state):
    """Return the cells of a state in the first table of the page."""
    line = next(line for line in PAGE.splitlines() if line.startswith(f"| {NAMES[state]} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def more_than_russia(state, year):
    """Return whether a state agreed more with Europe's majority than with Russia, in a year that is known."""
    known = votes.agreement(state)
    return year in known.index and known.loc[year, "EU27"] > known.loc[year, "RUS"]


def asked_with_one_right_option():
    """Return the single-choice questions of bank and graded set, with their variants."""
    banks = [read_bank(ROOT / "exercises" / SLUG / name) for name in ("questions.toml", "graded.toml")]
    asked = [one for bank in banks for question in bank for one in (question, *question.variants)]
    return [one for one in asked if one.kind == "choice" and sum(option.right for option in one.body.options) == 1]


def series(state, indicator):
    """Return a yearly series of a state as year -> value."""
    found = [row for row in rows("economy") if row["indicator"] == indicator and row["entity"] == state]
    return {int(row["period"]): float(row["value"]) for row in found}


# --- The map ------------------------------------------------------------------


def test_the_table_of_borders_is_the_map_s():
    """Rows of the data and shared points of the outlines tell the same."""
    told = {(row["entity"], row["partner"]) for row in rows("logistics") if row["indicator"] == "land_border"}

    assert told == {(state, other) for state in STATES for other in atlas.neighbours(state)}


@pytest.mark.parametrize("state", STATES)
def test_the_first_table_of_the_page(state):
    """People, income and neighbours of each state."""
    _, million, income, outside = table_row(state)

    assert million == f"{people(2024, [state]):.1f}"
    assert int(income.replace(",", "")) == round(value("gdp_per_capita_ppp", state, 2024), -2)
    assert outside == ", ".join(NAMES[other] for other in crossroads_map.outside_neighbours(state))


def test_who_touches_whom():
    """One state touches Russia, three China, three Afghanistan, one Iran; nobody touches all."""
    touching = {other: [s for s in STATES if other in atlas.neighbours(s)] for other in crossroads_map.OUTSIDE}

    assert touching["RUS"] == ["KAZ"]
    assert touching["IRN"] == ["TKM"]
    assert [len(touching[other]) for other in ("CHN", "AFG")] == [3, 3]
    assert not any(set(crossroads_map.OUTSIDE) <= set(atlas.neighbours(state)) for state in STATES)
    assert "three states touch China, three touch Afghanistan, one touches Iran" in PAGE


def test_only_uzbekistan_is_doubly_landlocked():
    """Two borders to an ocean from one state, one from the others, and no coast on the Caspian, Russia or China."""
    counts = {state: crossroads_map.borders_to_an_ocean(state) for state in STATES}
    far = [s for s in STATES if not {"RUS", "CHN"} & set(atlas.neighbours(s)) and s not in atlas.ON_THE_SEA]

    assert counts == {"KAZ": 1, "KGZ": 1, "TJK": 1, "TKM": 1, "UZB": 2}
    assert far == ["UZB"]


def test_pairs_of_the_first_question_hold_for_one_state_each():
    """What a state is matched with is true of it and of no other."""
    beside = {state: set(atlas.neighbours(state)) for state in STATES}
    true_of = {
        "Borders both Russia and China": [s for s in STATES if {"RUS", "CHN"} <= beside[s]],
        "Outside the region borders China only": [s for s in STATES if beside[s] - set(STATES) == {"CHN"}],
        "Borders both China and Afghanistan": [s for s in STATES if {"CHN", "AFG"} <= beside[s]],
        "Borders Iran and lies on the Caspian": [s for s in atlas.ON_THE_SEA if "IRN" in beside[s]],
        "Borders all the other four states of the region": [s for s in STATES if set(STATES) - {s} <= beside[s]],
    }
    question = BANK["only-one-of-five"].body
    lefts, rights = dict(question.lefts), dict(question.rights)

    for left, right in question.solution().items():
        assert [NAMES[code] for code in true_of[rights[right]]] == [lefts[left]]


def test_water_and_fuels():
    """Shares that the page rounds."""
    assert round(value("freshwater_withdrawal_share", "UZB", 2022)) == 263
    assert round(value("freshwater_withdrawal_share", "TKM", 2022)) == 1868
    assert round(value("fuel_share_of_exports", "KAZ", 2024)) == 57
    assert "263 per cent and Turkmenistan 1,868 per cent" in PAGE
    assert "Fuels were 57 per cent" in PAGE
    over_caspian = value("oil_exports_via_btc", "KAZ", 2023)
    whole = max(float(r["value"]) for r in rows("energy") if r["indicator"] == "oil_exports" and r["period"] == "2023")
    assert round(over_caspian / whole * 100) == 2


# --- People and incomes -------------------------------------------------------


def test_people():
    """The region grew by 61 per cent, the Union by 7, Russia shrank by 3; Kazakhstan lost almost two million."""
    first, last = ({place: value("population", place, year) for place in ("EU27", "RUS")} for year in (1990, 2024))

    assert (round(people(1990)), round(people(2024))) == (51, 82)
    assert round((people(2024) / people(1990) - 1) * 100) == BANK["people-since-1990"].body.answer == 61
    assert [round((last[place] / first[place] - 1) * 100) for place in first] == [7, -3]
    assert 1.8 < people(1992, ["KAZ"]) - people(1999, ["KAZ"]) < 2
    assert round(people(2024, ["UZB"]) - people(1990, ["UZB"])) == 16
    assert round(people(2024, ["KAZ"]) - people(1990, ["KAZ"])) == 3
    assert [round(people(year, ["TJK"]), 1) for year in (1990, 2013)] == [5.4, 8.2]


def test_levels_are_chained_growth():
    """Two ways to chain agree, and the lowest points are those of the text."""
    levels = recovery.levels()
    lowest = {state: (levels[state].idxmin(), round(levels[state].min())) for state in STATES}

    for state in STATES:
        assert levels[state][2019] == pytest.approx(100 + chain(state, 1990, 2019))
    assert lowest == {
        "KAZ": (1995, 61),
        "KGZ": (1995, 51),
        "TJK": (1996, 32),
        "TKM": (1997, 60),
        "UZB": (1995, 81),
    }


def test_the_years_of_the_return():
    """Order, years, and the distance from 1990."""
    back = recovery.back_at_base()
    question = BANK["back-in-order"].body
    texts = dict(question.items)

    assert back == {"KAZ": 2004, "KGZ": 2009, "TJK": 2013, "TKM": 2005, "UZB": 2001}
    assert [texts[key] for key in question.solution()] == [NAMES[state] for state in sorted(back, key=back.__getitem__)]
    assert "from 11 to 23 years" in PAGE
    assert (min(back.values()) - 1990, max(back.values()) - 1990) == (11, 23)


def test_the_gap_of_incomes():
    """Three times in 1990, seven in 1999, between 7 and 8.5 since, 7.6 in 2024."""
    kazakhstan, tajikistan = (series(state, "gdp_per_capita_ppp") for state in ("KAZ", "TJK"))
    ratio = {year: kazakhstan[year] / tajikistan[year] for year in kazakhstan}
    asked = [BANK["income-ratio"], *BANK["income-ratio"].variants]

    assert [round(ratio[year], 1) for year in (1990, 1999, 2000, 2024)] == [3.0, 7.0, 7.2, 7.6]
    assert all(7 <= ratio[year] < 8.5 for year in range(2000, 2025))
    assert [question.body.answer for question in asked] == [7.6, 3.0]
    for year, question in zip((2024, 1990), asked, strict=True):
        for state in ("KAZ", "TJK"):
            assert f"{value('gdp_per_capita_ppp', state, year):,.0f}" in question.prompt


def test_a_quarter_of_the_people_and_60_per_cent_of_the_output():
    """Kazakhstan in 2024."""
    output = {state: value("gdp_current_usd", state, 2024) for state in STATES}

    assert round(people(2024, ["KAZ"]) / people(2024) * 100) == 25
    assert round(output["KAZ"] / sum(output.values()) * 100) == 60


def test_income_groups_are_no_staircase():
    """Every state but Kazakhstan fell back, and the years are those of the register of beliefs."""
    falls = {}
    for state in STATES:
        groups = series(state, "wb_income_group")
        falls[state] = [year for year in groups if groups[year] < groups.get(year - 1, groups[year])]

    assert falls == {"KAZ": [], "KGZ": [1994], "TJK": [1992, 2017], "TKM": [1997], "UZB": [1999]}
    assert (
        "Tajikistan for its incomes of 1992 and 2017, Kyrgyzstan of 1994, Turkmenistan of 1997, Uzbekistan of 1999"
        in (BELIEFS)
    )
    assert [year for year, group in series("UZB", "wb_income_group").items() if group == 1] == list(range(1999, 2009))
    assert max(len({series(s, "wb_income_group")[year] for s in STATES}) for year in range(1992, 2023)) == 3


def test_the_trap_of_the_lab():
    """Minus 29.8 per cent in dollars, plus 20.7 in output, plus a fifth at purchasing power."""
    dollars = value("gdp_per_capita_current_usd", "KAZ", 2019) / value("gdp_per_capita_current_usd", "KAZ", 2013) - 1
    equal = value("gdp_per_capita_ppp", "KAZ", 2019) / value("gdp_per_capita_ppp", "KAZ", 2013) - 1
    added = sum(value("gdp_growth", "KAZ", year) for year in range(2014, 2020))

    assert round(dollars * 100, 1) == BANK["lab-2"].body.answer
    assert round(chain("KAZ", 2013, 2019), 1) == BANK["lab-3"].body.answer
    assert 0.18 < equal < 0.22
    assert any(near.low <= added <= near.high for near in BANK["lab-3"].body.near)
    assert value("population", "KAZ", 2019) > value("population", "KAZ", 2013)


# --- Partners and votes -------------------------------------------------------


def test_trade_of_2019():
    """Sums and shares of the text, of the figure's description and of the questions."""
    whole, rest = partners.turnover_of("all", 2019), partners.turnover_of("rest", 2019)
    shares = partners.shares_of("all", 2019).round().to_dict()

    assert round(whole.sum()) == 115
    assert shares == {"CHN": 40, "EU27": 28, "RUS": 24, "TUR": 6, "USA": 2}
    assert [round(partners.shares_of("rest", 2019)[code]) for code in ("EU27", "TUR")] == [11, 10]
    assert round(whole["EU27"] - rest["EU27"]) == 27
    assert BANK["eu-without-kazakhstan"].body.answer == 11
    assert BANK["lab-6"].body.answer == round(partners.shares_of("rest", 2019)["EU27"], 1)
    assert shares["USA"] < shares["TUR"] / 2
    for amounts, code in ((amounts, code) for amounts in (whole, rest) for code in ("CHN", "EU27", "RUS", "TUR")):
        assert re.search(rf"\b{amounts[code]:.0f}\b", partners.partners().alt), code


def test_the_order_of_the_partners_changed_in_2020():
    """Second in 2019, third in 2020, and first in Kazakhstan."""
    ranked = {year: list(partners.turnover_of("all", year).sort_values(ascending=False).index) for year in (2019, 2020)}

    assert ranked[2019][:3] == ["CHN", "EU27", "RUS"]
    assert ranked[2020][:3] == ["CHN", "RUS", "EU27"]
    assert partners.turnover_of("KAZ", 2019).idxmax() == "EU27"
    assert round(partners.shares_of("KGZ", 2019)["EU27"]) == 5


def test_where_turkiye_traded_more_than_the_union():
    """Three states, and the ratios that feedback names."""
    amounts = partners.turnover().loc[2019]
    ratio = amounts["TUR"] / amounts["EU27"]
    right = {option.text for option in BANK["where-turkiye-leads"].body.options if option.right}

    assert {NAMES[state] for state in STATES if ratio[state] > 1} == right
    assert ratio.round(2).to_dict()["KGZ"] == 1.07
    assert ratio.round(2).to_dict()["TKM"] == 1.05
    assert ratio.idxmax() == "TJK"
    assert round(ratio["TJK"], 1) == 1.5
    assert round(1 / ratio["KAZ"]) == 12
    assert amounts["TUR"].idxmax() == "UZB"


def test_votes_of_the_text():
    """Four of five in 1998, none since 2004, and the United States last since then."""
    assert len(votes.nearest_to_the_union(1998)) == 4
    assert not any(votes.nearest_to_the_union(year) for year in range(2004, 2020))
    between = {(state, year) for state in STATES for year in range(2004, 2020) if more_than_russia(state, year)}
    assert between == {("KAZ", 2016), ("TKM", 2016)}
    assert "two agreed more with Europe than with Russia in 2016, and more still with China" in PAGE
    assert max(votes.agreement(state).index.max() for state in STATES) == 2019
    for state in STATES:
        late = votes.agreement(state).loc[2004:]
        assert (late.idxmin(axis="columns") == "USA").all()
    uzbekistan = votes.agreement("UZB")
    assert [round(uzbekistan["CHN"][year]) for year in (1998, 2019)] == [35, 84]
    for state in ("KAZ", "KGZ", "UZB"):
        assert sum(state in votes.nearest_to_the_union(year) for year in range(1992, 2001)) >= 3


def test_a_gap_in_the_trade_data_is_no_zero():
    """Russia reported nothing for Kazakhstan in 1993: the turnover is unknown."""
    assert math.isnan(partners.turnover().loc[(1993, "KAZ"), "RUS"])


# --- What the chapter says of its sources --------------------------------------


@pytest.mark.parametrize("word", ["ықпал етті", "белгілі бір", "аты аңызға айналған", "тырысты", "пікірінше"])
def test_hedges_of_the_article_stand_in_the_text(word):
    """Where the verdict turns on a word, the page prints the Kazakh one."""
    assert word in PAGE


def test_the_two_vacuums_are_kept_apart():
    """Kavalski writes of the perception of a vacuum of power; the page does not make it one of ideas."""
    told = " ".join(PAGE.split())

    assert "He speaks of the *perception* of a vacuum, and of a vacuum of *power*" in told


@pytest.mark.parametrize("text", [PAGE, NOTES], ids=["page", "notes"])
def test_no_turkmen_signature_is_claimed(text):
    """The register knows of four signatures of the treaty; nothing later was found."""
    assert not re.search(r"Turkmenistan (?:has )?signed (?:the treaty|it)\b", text)


def test_every_frame_of_the_map_shares_its_ground():
    """What does not change from question to question is drawn, and stored, once."""
    frames = crossroads_map.crossroads_map().explore

    assert list(frames.states) == [(key,) for key, _ in frames.controls[0].values]
    assert all(len(frame.table) == len(STATES) for frame in frames.states.values())
