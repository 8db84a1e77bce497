"""Chapter 5 rests on its data: every number in the text, in a question or in a title is computed here once more."""

import re
from pathlib import Path

import pytest

from coursekit import content, load
from coursekit.chapters import read_chapter, roles
from coursekit.facts import event
from coursekit.plots.chapters.assistance_before_strategy import aid, checklist, contents, sanctions
from coursekit.plots.chapters.assistance_before_strategy.agreement import agreement_on_papers
from coursekit.plots.figure import find
from coursekit.questions import read_bank
from coursekit.questions.bank import misconceptions

ROOT = Path(__file__).parent.parent.parent
SLUG = "05-assistance-before-strategy"
PAGE = ROOT / "book" / f"{SLUG}.md"
BANK = ROOT / "exercises" / SLUG / "questions.toml"
LAB = ROOT / "notebooks" / f"{SLUG}.ipynb"
TEXT = " ".join(PAGE.read_text("utf-8").split())
QUESTIONS = {question.id.partition("/")[2]: question for question in read_bank(BANK)}


def change(first, last):
    """Return the change from one sum to another in whole per cent, with a true minus sign."""
    return f"{last / first - 1:+.0%}".replace("-", "−").replace("%", " %")


def yes_and_no(series):
    """Return 1 and 0 for the words of a table."""
    return [int(word == "yes") for word in series]


def kappa(first, second):
    """Return Cohen's kappa by the chapter's four steps."""
    count = len(first)
    equal = sum(one == two for one, two in zip(first, second, strict=True)) / count
    chance = sum(first) * sum(second) / count**2 + (count - sum(first)) * (count - sum(second)) / count**2
    return (equal - chance) / (1 - chance)


# --- Aid after 2001 ----------------------------------------------------------


def sums(window):
    """Return the sums of all five states before and after, donor by donor."""
    return aid.before_and_after(window).groupby("donor")[["before", "after"]].sum()


def test_the_means_in_the_text_and_the_title_are_the_data_s():
    """American aid rose by half, European aid fell a little."""
    means = sums("three")
    european, american = means.loc["EU"], means.loc["USA"]

    assert f"rose from {american['before']:.0f} to {american['after']:.0f} million dollars a year" in TEXT
    assert f"by {american['after'] / american['before'] - 1:.0%}".replace("%", " per cent") in TEXT
    assert f"fell, from {european['before']:.0f} to {european['after']:.0f} million a year" in TEXT
    assert 1.45 < american["after"] / american["before"] < 1.6
    assert european["after"] < european["before"]
    assert QUESTIONS["eu-aid-after-2001"].body.answer == round((european["after"] / european["before"] - 1) * 100)


def test_the_table_of_single_years_is_the_data_s():
    """Tajikistan alone explains the fall of 2002, the others rise."""
    rows = aid.before_and_after("one").query("donor == 'EU'").set_index("state")[["before", "after"]]
    tajikistan, others = rows.loc["TJK"], rows.drop("TJK").sum()

    for name, row in (("Tajikistan", tajikistan), ("the other four together", others), ("all five", rows.sum())):
        cells = f"| {name} | {row['before']:.1f} | {row['after']:.1f} | {change(row['before'], row['after'])} |"
        assert cells in TEXT
    assert tajikistan["after"] < tajikistan["before"]
    assert others["after"] > others["before"]


def test_in_means_other_states_carry_the_fall():
    """The trap: one country, one year, opposite stories."""
    rows = aid.before_and_after("three").query("donor == 'EU'").set_index("state")
    changes = ((rows["after"] / rows["before"] - 1) * 100).round().astype(int)

    assert f"Uzbekistan (−{-changes['UZB']} per cent) and Turkmenistan (−{-changes['TKM']} per cent)" in TEXT
    assert abs(changes["TJK"]) <= 1


def test_from_2004_on_european_aid_is_higher_than_before_2001():
    """Said in the text, in an explanation and in a refutation."""
    by_year = aid.aid().query("donor == 'EU'").groupby("year")["million"].sum()

    assert by_year.loc[2004:].min() > sums("three").loc["EU", "before"]
    assert by_year.loc[2002:2003].max() < sums("three").loc["EU", "before"]


def test_three_windows_make_three_headlines():
    """The lab's last exercise, and the sentence after it."""
    by_year = aid.aid().query("donor == 'EU'").groupby("year")["million"].sum()
    lab = LAB.read_text("utf-8")

    assert QUESTIONS["lab-6"].body.answer == round((by_year[2003] / by_year[2000] - 1) * 100)
    assert round((by_year[2002] / by_year[2001] - 1) * 100) == -23
    assert "Minus 23 per cent, minus 11 in means of three years, plus 8" in lab


# --- The papers --------------------------------------------------------------


def test_the_headings_that_name_aid_are_counted():
    """Eleven of twenty-seven, in text and verdict."""
    headings = load("sections").query("document == 'ec2002strategy'")["heading"]
    named = headings.str.contains(r"assistance|programme|track|donor|budget", case=False)

    assert (named.sum(), len(named)) == (11, 27)
    assert "11 of its 27 headings name assistance, a programme, a track, donors or a budget" in TEXT
    assert "the 27 headings of our record" in TEXT


def test_five_chapters_return_in_the_same_order():
    """The heir of the paper of 2002."""
    pairs = contents.ANSWERS["ec2007rsp"]
    earlier, later = (
        {row["place"]: row for row in contents.headings(d).to_dict("records")} for d in ("ec2002strategy", "ec2007rsp")
    )
    chapters = [(first, second) for first, second in pairs if re.match(r"\d ", earlier[first]["words"])]

    assert [earlier[first]["words"][0] for first, _ in chapters] == ["1", "2", "3", "4", "5"]
    assert [later[second]["words"][0] for _, second in chapters] == ["1", "2", "3", "4", "5"]
    assert not {first for first, _ in pairs} & {14}
    assert dict(contents.ANSWERS["eu2007strategy"])[14] == 2
    assert "5.1 EU interests" in earlier[14]["words"]


def test_the_sums_of_the_checklist_in_the_text_are_the_table_s():
    """Which paper leads depends on witness and weight."""
    either, politics, planning, reports = (
        checklist.scores(witness, weight).astype(int)
        for witness, weight in (("either", "once"), ("either", "politics"), ("either", "planning"), ("reports", "once"))
    )
    first, second = "ec2002strategy", "eu2007strategy"

    assert (either[first], either[second]) == (6, 6)
    assert (politics[second], politics[first]) == (8, 6)
    assert (planning[second], planning[first]) == (7, 8)
    assert (reports[second], reports[first]) == (6, 4)
    assert "the aid paper of 2002 and the strategy of 2007 show six points each" in TEXT
    assert "the strategy leads with eight to six" in TEXT
    assert "the aid paper leads with eight to seven" in TEXT
    assert "with six points against four" in QUESTIONS["lab-1"].explain
    assert reports.idxmax() == next(option.text for option in QUESTIONS["lab-1"].body.options if option.right)


def test_unknown_is_not_no():
    """The strategy's own text has no sum, because the copy breaks off."""
    rows = load("checklist").query("document == 'eu2007strategy' and reader == 'paper'")

    assert rows["shown"].isna().sum() == 7
    assert checklist.scores("paper", "once").isna().tolist() == [False, True, False]
    assert "274 words" in TEXT


def test_the_weights_of_a_colleague_give_the_sums_of_the_question():
    """Adoption three times, everything else once."""
    points = checklist.shown_points()["either"].unstack("point")
    sums = (points * points.columns.map(lambda point: 3 if point == "adoption" else 1)).sum(axis=1)

    assert (sums["eu2007strategy"], sums["ec2002strategy"]) == (8, 6)
    assert "wins with eight to six" in QUESTIONS["weights-are-a-choice"].prompt


def test_headings_without_an_heir_are_counted():
    """Five of twelve in text and alternative text; more headings return in the aid paper than in the strategy."""
    taken_up = {place for place, _ in contents.ANSWERS["ec2007rsp"]}
    left = contents.headings("ec2002strategy")
    orphans = left.loc[~left["place"].isin(taken_up), "words"]

    assert [words.split()[0] for words in orphans] == ["5.1", "5.2", "5.3", "6", "6.4"]
    assert len(left) == 12
    assert "Of the twelve headings drawn, five have no heir there" in TEXT
    assert "Five have no line" in find("05-contents").alt
    assert len(contents.ANSWERS["ec2007rsp"]) > len(contents.ANSWERS["eu2007strategy"])


def test_the_weight_that_turns_the_result_is_the_smallest():
    """Level is not ahead."""
    points = checklist.shown_points()["either"].unstack("point")
    needed = QUESTIONS["lab-2"].body.answer
    ahead = {
        weight: (points * points.columns.map(lambda point, w=weight: w if point == "adoption" else 1)).sum(axis=1)
        for weight in (needed - 1, needed)
    }

    assert ahead[needed]["eu2007strategy"] > ahead[needed]["ec2002strategy"]
    assert ahead[needed - 1]["eu2007strategy"] <= ahead[needed - 1]["ec2002strategy"]


def test_the_checklist_says_who_read():
    """A reader learns that no person made the two readings, on the page and at the figure."""
    assert "An automated reader (a language model) made both readings" in TEXT
    assert "automated reader" in find("05-checklist").source
    assert "A, B and C are automated readers (language models)" in TEXT


# --- Two readers -------------------------------------------------------------


def table_under(heading):
    """Return the rows of the first table below words of the page, cell by cell."""
    lines = PAGE.read_text("utf-8").partition(heading)[2].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows[2:]


def test_the_example_of_five_headings_is_real():
    """The worked example shows codings that the data have, and its arithmetic is right."""
    rows = table_under("Take one theme, institutions")
    sections = load("sections").query("document == 'ec2002strategy'").set_index("number")["id"]
    given = content.section_codings().query("code == 'institutional_coordination'")
    for heading, *answers, _ in rows:
        unit = sections[heading.split()[0]]
        for coder, answer in zip("AB", answers, strict=True):
            coded = ((given["unit"] == unit) & (given["coder"] == coder)).any()
            assert coded == (answer == "yes"), (heading, coder)
    first, second = (yes_and_no(column) for column in zip(*[row[1:3] for row in rows], strict=True))

    assert [row[3] == "yes" for row in rows] == [one == two for one, two in zip(first, second, strict=True)]
    assert f"{kappa(first, second):.2f}"[1:] == ".62"
    assert ".32 / .52 = .62" in TEXT


def test_kappa_by_hand_is_the_kappa_of_the_table():
    """The exercise uses the data of the checklist as the page prints them."""
    rows = table_under("Take the two witnesses in the place of A and B.")
    paper, reports = (yes_and_no(row[1:]) for row in rows)
    data = load("checklist").query("document == 'ec2002strategy'").set_index(["reader", "point"])["shown"].astype(int)

    assert paper == data["paper"].tolist()
    assert reports == data["reports"].tolist()
    assert kappa(paper, reports) == QUESTIONS["kappa-by-hand"].body.answer


@pytest.mark.parametrize(("both", "none", "answer"), [(3, 5, 0), (1, 7, 1)])
def test_kappa_of_ten_headings(both, none, answer):
    """The practice question and its variant: the same share of equal answers, another kappa."""
    first = [1] * both + [0] * none + [1, 0]
    second = [1] * both + [0] * none + [0, 1]
    question = QUESTIONS["kappa-of-ten"]
    asked = (question, *question.variants)[answer]

    assert round(kappa(first, second), 2) == asked.body.answer


def test_agreement_in_the_text_is_the_codings():
    """97 per cent, 12 of 27, .63, .96, .93, and how many headings each reader coded."""
    found = agreement_on_papers().set_index(["paper", "pair"])
    early = found.loc[("ec2002strategy", "AB")]
    codings = content.section_codings().query("document == 'ec2002strategy'").dropna(subset=["code"])
    coded = codings.groupby("coder")["unit"].nunique()

    assert round(early["answers"] * 702) == 679
    assert "there are 702 questions" in TEXT
    assert "same answer to 679 of them, 97 per cent" in TEXT
    assert round(early["headings"] * 27) == 12
    assert "only 12 of the 27 headings, 44 per cent" in TEXT
    assert f"Kappa, {early['kappa']:.2f}".replace("0.", ".") in TEXT
    assert f"it is {found.loc[('eu2007strategy', 'AB'), 'kappa']:.2f}".replace("0.", ".") in TEXT
    assert f"B and C reach {found.loc[('ec2002strategy', 'BC'), 'kappa']:.2f}".replace("0.", ".") in TEXT
    assert f"A found a theme in {coded['A']} headings, B in {coded['B']}, and C in {coded['C']}" in TEXT
    assert "97 per cent of the answers and on 44 per cent" in find("05-agreement").title


def test_the_lab_s_numbers_are_the_codings():
    """Exercises 3, 4 and 5."""
    found = agreement_on_papers().set_index(["paper", "pair"])
    gists = load("sections").query("document == 'ec2002strategy'")["gist"]

    assert QUESTIONS["lab-3"].body.answer == round(found.loc[("ec2007rsp", "AC"), "kappa"], 2)
    assert QUESTIONS["lab-4"].body.answer == round(found.loc[("ec2007rsp", "AB"), "headings"] * 26)
    assert (~gists.str.startswith("Only the heading")).sum() == 4


# --- Andijan and after -------------------------------------------------------


def test_the_text_tells_every_step_that_the_ordering_question_of_chapter_6_asks_for():
    """Whoever has read this chapter can put the measures into order."""
    steps = ["E034", "E035", "E037", "E044", "E046", "E057"]
    told = [target.partition(":")[0] for target in roles(read_chapter(PAGE).text, "event")]
    table = [key for key in told if key in steps]

    assert list(dict.fromkeys(table[-len(steps) :])) == steps
    assert [event(key).date for key in steps] == sorted(event(key).date for key in steps)


def test_the_steps_of_2005_stand_in_the_table_in_their_order():
    """The chapter's own ordering question asks for rows of one table."""
    rows = table_under("Tashkent refused it.")
    words = ["condemns", "end of June", "special representative", "decides in principle", "into force"]
    places = [next(number for number, row in enumerate(rows) if word in row[2]) for word in words]

    assert places == sorted(places)
    assert len(QUESTIONS["andijan-steps"].body.items) == len(words) + 1


def test_what_is_said_of_the_measures_and_the_curves_is_the_data_s():
    """Means before and during, and the trade of three years."""
    table = sanctions.view("aid")
    before, during = table.loc[2002:2004].mean(), table.loc[2006:2008].mean()
    trade = sanctions.view("trade")
    others = sanctions.view("neighbours")["Mean of the other four"]

    assert (
        f"{during['EU institutions']:.0f} million dollars a year, than in 2002–2004, {before['EU institutions']:.0f}"
        in TEXT
    )
    assert during["United States"] < before["United States"]
    assert others.loc[2006:2008].mean() > others.loc[2002:2004].mean()
    assert (
        f"rise to {trade.loc[2007, 'EU imports']:,.0f} million in 2007 and fall to {trade.loc[2008, 'EU imports']:.0f}"
        in TEXT
    )
    assert trade.loc[2003:2011, "EU exports"].is_monotonic_increasing


def test_refutations_of_the_chapter_s_beliefs_are_the_data_s():
    """Sums in the register of misconceptions."""
    beliefs = misconceptions()
    means = sums("three").round()
    trade = load("trade").query(
        "entity == 'UZB' and partner == 'EU27' and indicator == 'mirror_partner_imports_from_ca'"
    )
    imports = trade.set_index("period")["value"].round()
    shock = beliefs["shock-brings-money"].refutation
    stop = beliefs["sanctions-stop-everything"].refutation

    for donor in ("EU", "USA"):
        assert all(f"{value:.0f}" in shock for value in means.loc[donor])
    assert f"{imports['2005']:.0f} million dollars in 2005" in stop
    assert f"{imports['2007']:,.0f} million in 2007" in stop


# --- Claims ------------------------------------------------------------------


def test_no_verdict_rests_on_the_restored_word():
    """«ғана» in C27 is our reading of a jumbled line: the ladder says so, and judges with an if."""
    ladder = TEXT.partition(":::{evidence} C27")[2].partition(":::{close-reading}")[0]

    assert "is our reading" in ladder
    assert 'If "only" is meant' in ladder
    assert "айқындалдығанаиндикаторлары" in ladder
