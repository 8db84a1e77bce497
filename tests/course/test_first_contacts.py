"""Chapter 4 rests on its data: every number in the text, in a question or in a title is computed here once more."""

import re
from pathlib import Path

import pandas as pd
import pytest

from coursekit import load
from coursekit.chapters import read_chapter, roles
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import event
from coursekit.plots.chapters.first_contacts import acts, counts, missions, trade
from coursekit.plots.figure import find
from coursekit.questions import read_bank
from coursekit.questions.bank import misconceptions

ROOT = Path(__file__).parent.parent.parent
SLUG = "04-first-contacts"
PAGE = ROOT / "book" / f"{SLUG}.md"
BANK = ROOT / "exercises" / SLUG / "questions.toml"
LAB = ROOT / "notebooks" / f"{SLUG}.ipynb"
TEXT = " ".join(PAGE.read_text("utf-8").split())
QUESTIONS = {question.id.partition("/")[2]: question for question in read_bank(BANK)}


def answer(question):
    """Return the number that a question takes for right."""
    return QUESTIONS[question].body.answer


def right(question):
    """Return the texts of the right options."""
    return [option.text for option in QUESTIONS[question].body.options if option.right]


# --- First acts and agreements -----------------------------------------------


def days(*identifiers):
    """Return the dates of events, as the register writes them."""
    return [event(identifier).date for identifier in identifiers]


def test_the_first_acts_stand_in_the_order_of_the_question():
    """A law, relations, a corridor, treaties, and three entries into force on one day."""
    known = days("E004", "E007", "E008", "E009", "E014", "E017")

    assert known == sorted(known)
    assert event("E007").date.startswith("1993-02")
    assert "for the first time in February 1993" in TEXT
    assert len({event(identifier).date for identifier in ("E017", "E018", "E019")}) == 1
    assert len(QUESTIONS["first-acts"].body.items) == len(known)


def test_the_steps_of_the_agreements_stand_in_the_order_of_the_question():
    """Signatures of 1995 to 1998, force in 1999, and Tajikistan last."""
    known = days("E009", "E010", "E013", "E014", "E017", "E029", "E060")

    assert known == sorted(known)
    assert len(QUESTIONS["signed-and-in-force"].body.items) == len(known)
    assert (pd.Timestamp(known[1]) - pd.Timestamp(known[0])).days <= 21
    assert "within three weeks" in QUESTIONS["signed-and-in-force"].explain


@pytest.mark.parametrize(
    ("signed", "in_force"),
    [("E009", "E017"), ("E010", "E019"), ("E013", "E018"), ("E029", "E060"), ("E091", "E133")],
)
def test_the_years_between_signature_and_force_are_the_register_s(signed, in_force):
    """The last column of the table of agreements."""
    first, last = (pd.Timestamp(day) for day in days(signed, in_force))
    row = f"{{event}}`{signed}` | {{event}}`{in_force}` | {(last - first).days / 365.25:.1f} |"

    assert row in TEXT


def test_what_is_said_of_waiting_holds_for_all_that_waited():
    """Three to five years, and four states with a treaty signed by 1998."""
    pairs = acts.SAME_TREATY.items()
    waited = [(pd.Timestamp(event(force).date) - pd.Timestamp(event(sign).date)).days / 365.25 for force, sign in pairs]

    assert 3 <= min(waited) <= max(waited) < 5.5
    assert "Agreements took three to five years" in TEXT
    assert all(event(identifier).date < "1999" for identifier in ("E009", "E010", "E013", "E014"))


# --- Aid ---------------------------------------------------------------------


def test_the_small_table_of_sums_per_head_is_the_data_s():
    """Three rows of arithmetic before the figure."""
    given = counts.given()
    people = given["tacis"] / given["tacis_head"]

    for state in ("KAZ", "KGZ", "TJK"):
        sums = f"{given.loc[state, 'tacis']:.2f} | {people[state]:.1f} | {given.loc[state, 'tacis_head']:.1f} |"
        assert f"| {name_of(state)} | {sums}" in TEXT
    five = given.loc[list(FIVE)]
    assert five["tacis"].idxmax() == "KAZ"
    assert five["tacis"].idxmin() == "TJK"
    assert five["tacis_head"].idxmax() == "KGZ"


def test_russia_the_five_and_the_two_that_got_as_much_are_the_data_s():
    """5.4, 3.3, Kyrgyzstan more, Turkmenistan the same."""
    heads = counts.given()["tacis_head"].round(1)

    assert f"Russia got {counts.of_russia():.1f} ECU a head" in TEXT
    assert f"the five together {counts.five_together():.1f}" in TEXT
    assert heads["KGZ"] > heads["RUS"] == heads["TKM"]
    assert heads[["KAZ", "TJK", "UZB"]].max() < heads["RUS"]


def test_three_shares_of_russia_have_three_bases():
    """35 of all, 50 of what went to single countries."""
    rows = load("assistance").set_index("indicator")
    whole = rows.loc["eu_assistance_tacis_committed_total", "value"]
    note = rows.loc["eu_assistance_tacis_committed", "note"].iloc[0]
    several = float(re.search(r"\(([\d.]+)\)", note)[1])
    russia = counts.given().loc["RUS", "tacis"]

    assert round(russia / whole * 100) == 35
    assert round(russia / (whole - several) * 100) == 50
    assert "35 per cent of all TACIS of these years, 50 of the part that went to single countries" in TEXT


def test_tajikistan_changes_places():
    """Last and second, per head; and Uzbekistan is last in all aid."""
    places = counts.ranks("head")

    assert places.loc["TJK"].tolist() == [5, 2]
    assert places["aid_head"].idxmax() == right("lab-5")[0] == "UZB"
    assert "Tajikistan is last in TACIS and second in all aid" in TEXT
    assert find("04-counts").title.startswith("Tajikistan is last in one count")


def test_reform_did_not_decide():
    """Turkmenistan is last by the index, second per head; Kyrgyzstan is first in both."""
    index = load("governance").query("indicator == 'vdem_electoral_democracy' and period == '1995' and entity in @FIVE")
    values = index.set_index("entity")["value"]
    places = counts.ranks("head")["tacis_head"]

    assert values.idxmin() == "TKM"
    assert values.idxmax() == "KGZ"
    assert places["TKM"] == 2
    assert places["KGZ"] == 1


def test_aid_of_two_donors_and_the_share_of_one_are_the_data_s():
    """1,013 against 512 million; 13.8 per cent and 6.8."""
    aid = load("assistance").assign(year=lambda rows: pd.to_numeric(rows["period"], errors="coerce"))
    decade = aid[(aid["indicator"] == "oda_bilateral_net") & aid["year"].between(1993, 2001)]
    sums = decade.groupby("partner")["value"].sum()

    def share(first, last):
        years = aid[aid["year"].between(first, last) & aid["entity"].isin(FIVE)]
        union = years[(years["indicator"] == "oda_bilateral_net") & (years["partner"] == "EU")]["value"].sum()
        return union / years[years["indicator"] == "oda_received_net"]["value"].sum() * 100

    assert f"American aid of {sums['USA']:,.0f} million dollars against {sums['EU']:.0f} million" in TEXT
    assert f"{share(1993, 1996):.1f} per cent in 1993–1996 and {share(2002, 2006):.1f} in 2002–2006" in TEXT


@pytest.mark.parametrize("state", ["KAZ", "UZB"])
def test_the_practice_question_on_sums_per_head_is_the_data_s(state):
    """The question, its variant, and the numbers they print."""
    question = QUESTIONS["per-head"]
    asked = question if state == "KAZ" else question.variants[0]
    row = counts.given().loc[state]

    assert asked.body.answer == round(row["tacis_head"], 1)
    assert f"ECU {row['tacis']:.2f} million" in asked.prompt
    assert f"{row['tacis'] / row['tacis_head']:.2f} million people" in asked.prompt


def test_what_was_committed_is_what_one_divides():
    """The amounts of the division are the data's, rounded so that they add up."""
    body = QUESTIONS["divide-tacis"].body
    real = {aim.text: aim.real for aim in body.aims}
    sums = counts.given()["tacis"]

    assert sum(real.values()) == body.total == round(sums[list(FIVE)].sum())
    for state in FIVE:
        assert abs(real[name_of(state)] - sums[state]) <= 0.7


# --- Missions ----------------------------------------------------------------


def test_one_delegation_until_2010_and_three_more_by_2012():
    """Title, text and ladder."""
    table = missions.missions().query("kind == 'EU Delegation'").set_index("state")["year"]

    assert (table < 2010).sum() == 1
    assert table.idxmin() == "KAZ"
    assert (table <= 2012).sum() == 4
    assert find("04-missions").title.startswith("Until 2010 the Union had one full Delegation")
    assert "then three more in two years" in TEXT


def test_every_mission_drawn_has_a_mark():
    """No kind falls out of the figure."""
    table = missions.missions()

    assert set(table["kind"]) == {*missions.KINDS}
    assert table.notna().all().all()
    assert len(table) == len(find("04-missions").table)


def test_britain_had_three_missions_and_was_not_the_first_everywhere():
    """What the text says of Britain."""
    british = missions.missions().query("kind == 'British mission'")

    assert len(british) == 3
    assert "Britain had three missions in the five states" in TEXT


# --- Trade -------------------------------------------------------------------


def test_as_the_partners_report_the_lines_cross_between_1998_and_1999_and_are_level_again():
    """Title and text; twice as large, then a third smaller."""
    lines = trade.series("partner", "all")
    ratio = lines["EU27"] / lines["RUS"]

    assert 0.48 < ratio[1996] < 0.53
    assert 0.9 < ratio[1998] < 1.0
    assert 1.3 < ratio[1999] < 1.37
    assert 0.95 < ratio[2000] < 1.05


def test_the_five_states_own_reports_give_a_smaller_change():
    """1.6 times, a sixth, a third; level in 1998; and no growth of trade with the Union."""
    lines = trade.series("own", "all")

    assert round(lines.loc[1996, "RUS"] / lines.loc[1996, "EU27"], 1) == 1.6
    assert 1.15 < lines.loc[1999, "EU27"] / lines.loc[1999, "RUS"] < 1.18
    assert 1.3 < lines.loc[2000, "RUS"] / lines.loc[2000, "EU27"] < 1.35
    assert 0.9 < lines.loc[1998, "EU27"] / lines.loc[1998, "RUS"] < 1.1
    assert lines.loc[1999, "EU27"] < lines.loc[1996, "EU27"]
    assert "Russia 1.6 times as large in 1996, the Union a sixth larger in 1999" in TEXT
    assert "and Russia a third ahead in 2000" in TEXT
    notes = load("trade").query("indicator == 'exports_to_partner' and entity == 'UZB' and period == '2000'")["note"]
    assert notes.str.contains("extrapolation").all()
    assert "when Uzbekistan's part is an extrapolation" in TEXT
    assert "did not grow at all" in QUESTIONS["who-moved"].explain


def test_most_of_the_crossing_is_a_fall():
    """0.9 and 4.3 billion, four fifths, 82 per cent."""
    lines = trade.series("partner", "all")
    change = lines.loc[1999] - lines.loc[1996]
    part = -change["RUS"] / (change["EU27"] - change["RUS"]) * 100

    assert f"grew by {change['EU27'] / 1000:.1f} billion dollars" in TEXT
    assert f"fell by {-change['RUS'] / 1000:.1f} billion" in TEXT
    assert part > 80
    assert answer("lab-6") == round(part)


def test_uzbekistan_was_the_first_partner_in_1996_and_not_later():
    """By both reports; the numbers of the explanation."""
    explain = QUESTIONS["first-partner-1996"].explain
    for report in trade.REPORTS:
        by_state = pd.DataFrame({state: trade.series(report, state)["EU27"] for state in FIVE})
        assert by_state.loc[1996].idxmax() == "UZB"
        assert by_state.loc[1997].idxmax() == "KAZ"
        assert f"{by_state.loc[1996, 'UZB']:,.0f}" in explain
        assert f"{by_state.loc[1996, 'KAZ']:,.0f}" in explain


def test_the_union_of_the_series_is_not_the_union_of_the_year():
    """Fifteen members in 1996, as the register says."""
    assert acts.MEMBERS[1995] == 15
    assert "12 to 15" in event_summary("context_events", "X001")
    assert "Ten states joined" in event_summary("events", "E028")
    assert "when the Union had fifteen" in TEXT


def event_summary(table, identifier):
    """Return the summary of a row."""
    return load(table).set_index("id").loc[identifier, "summary"]


# --- Acts and enlargement ----------------------------------------------------


def test_acts_of_the_periods_in_the_text_are_the_register_s():
    """14, two, ten; eleven if a treaty counts once; more than twice as many in the years of the strategy."""
    by_year = acts.counted()
    sums = {period: int(by_year.loc[period[0] : period[1]].sum()) for period in acts.PERIODS}
    rates = list(acts.a_year(by_year).values())
    once = acts.counted(treaties_once=True)

    assert [sums[period] for period in acts.PERIODS[:3]] == [14, 2, 10]
    assert "14 acts in the ten years from 1992 to 2001, two in 2002 and 2003, and ten in the three years" in TEXT
    assert f"{rates[2]:.1f} acts a year in 2004–2006 after {rates[0]:.1f}" in TEXT
    assert answer("acts-of-2004") == round(rates[2], 1)
    assert rates[3] > 2 * rates[2]
    assert answer("lab-3") == once.loc[1992:2001].sum() == 11
    assert answer("lab-1") == 14
    assert by_year[2000] == 0


def test_with_context_the_enlargement_is_counted_as_attention():
    """The trap of the lab."""
    rate = acts.a_year(acts.counted(with_context=True))[2004, 2006]

    assert answer("lab-2") == round(rate, 1)
    extra = acts.acts().query("context and year >= 2004 and year <= 2006")
    assert extra["id"].tolist() == ["E028"]


def test_the_ten_acts_are_of_the_kinds_that_the_text_names():
    """Three after Andijan, three on energy, two on the envoy."""
    later = acts.acts().query("year >= 2004 and year <= 2006 and not context")
    kinds = later["category"].value_counts()

    assert kinds["security"] == kinds["energy"] == 3
    assert (later.loc[later["category"] == "security", "actors"].str.contains("UZB")).all()
    assert later.loc[later["category"] == "institution", "id"].tolist() == ["E033", "E036"]
    assert sorted(kinds.index[:2]) == ["energy", "security"]
    assert right("lab-4") == ["energy and security"]


def test_no_cooperation_council_of_these_years_is_in_the_register():
    """What the text says is missing is missing; whoever adds the meetings changes the text."""
    titles = load("events").query("date < '2007'")["title"].str.lower()

    assert not titles.str.contains("cooperation council").any()
    assert "at least thirteen meetings of ministers are missing" in TEXT
    assert "eighth meeting" in TEXT
    assert "its fifth" in TEXT


def test_missing_meetings_are_counted_from_ordinal_numbers():
    """Third and second, added to the rows of the register."""
    rows = acts.counted().loc[1992:2001].sum()

    assert answer("missing-meetings") == round((rows + 3 + 2) / 10, 1)
    assert "Five of them fall before August 2001, because the third with Kyrgyzstan was in July" in TEXT


def test_every_state_of_the_figure_can_be_reached():
    """All kinds, both ticks; and each has a reading with four rates."""
    shown = find("04-acts").explore

    assert len(shown.states) == len(acts.KINDS) * 4
    assert all(frame.reading.count("–") == 4 for frame in shown.states.values())
    kinds = {category for _, categories in acts.KINDS.values() for category in categories}
    drawn = acts.acts().query("not context")
    assert set(drawn.loc[drawn["year"].between(acts.FIRST, acts.LAST), "category"]) <= kinds


# --- Claims, beliefs, questions ----------------------------------------------


def test_years_of_two_counts_are_the_register_s():
    """Sixteen to a text of leaders, four to a paper of the Commission."""
    assert int(event("E044").date[:4]) - 1991 == 16
    assert "it is sixteen years" in TEXT
    assert event("E033").date < event("E035").date < event("E044").date < "2010"


def test_refutations_of_the_chapter_s_beliefs_are_the_data_s():
    """Numbers in the register of misconceptions."""
    beliefs = misconceptions()
    given = counts.given()["tacis_head"]
    lines = trade.series("partner", "all")

    for state in ("RUS", "KGZ", "TKM"):
        assert f"{given[state]:.1f}" in beliefs["less-than-russia"].refutation
    assert f"{counts.five_together():.1f}" in beliefs["less-than-russia"].refutation
    for partner, sign in (("EU27", 1), ("RUS", -1)):
        moved = sign * (lines.loc[1999, partner] - lines.loc[1996, partner]) / 1000
        assert f"{moved:.1f} billion" in beliefs["share-rises-by-growth"].refutation
    assert "two acts for 2002 and 2003" in beliefs["list-is-world"].refutation


def test_the_claim_of_another_chapter_is_marked_and_not_judged_here():
    """C06 has its ladder in chapter 1."""
    chapter = read_chapter(PAGE)

    assert chapter.tested == ["C06"]
    assert "C06" in roles(chapter.text, "claim")
