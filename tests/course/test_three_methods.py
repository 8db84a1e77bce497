"""Chapter 2 rests on its data: origins of claims, the date of the article, dates that a program fills in."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from coursekit import load
from coursekit.plots.chapters.three_methods.attribution import claims_by_backing
from coursekit.plots.chapters.three_methods.dating import CLUES, SUPPOSED, bounds, fits
from coursekit.plots.figure import find
from coursekit.questions import read_bank

ROOT = Path(__file__).parent.parent.parent
SLUG = "02-three-methods"
PAGE = (ROOT / "book" / f"{SLUG}.md").read_text("utf-8")
BANK = read_bank(ROOT / "exercises" / SLUG / "questions.toml")
LAB = ROOT / "notebooks" / f"{SLUG}.ipynb"
ASSIGNMENT = ROOT / "exercises" / SLUG / "assignment.ipynb"
CLAIMS = load("claims")
STATES = ("Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan")
WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
#: The ten works as the article cites them -> what our table of citations says of each.
CITED = {
    "eu2007strategy": "identified",
    "eu2019strategy": "identified",
    "cornellstarr2019": "identified",
    "nadtochey2018": "identified",
    "spaiser2018": "identified",
    "kazantsev2009": "likely",
    "peyrouse2017": "open",
    "laumulin2020": "open",
    "kurmanguzhin2019": "open",
    "muratbekova2019": "open",
}


def question(name):
    """Return a question of the bank."""
    return next(one for one in BANK if one.id == f"{SLUG}/{name}")


def asked_with_one_right_option():
    """Return the single-choice questions of bank and graded set, with their variants."""
    graded = read_bank(ROOT / "exercises" / SLUG / "graded.toml")
    asked = [one for whole in (*BANK, *graded) for one in (whole, *whole.variants)]
    return [one for one in asked if one.kind == "choice" and sum(option.right for option in one.body.options) == 1]


def judged(chapters, backings):
    """Return how many claims of chapters have each verdict, for what stands behind them."""
    kinds = claims_by_backing()["backing"]
    rows = CLAIMS[CLAIMS["chapter"].isin(chapters) & kinds.isin(backings)]
    return rows["verdict"].value_counts().to_dict()


def named_in_claims(state):
    """Return how many claims name a state."""
    return int(CLAIMS["claim"].str.contains(state).sum())


def lab_answers(name):
    """Run the lab with the solution of an exercise put in; return its answer."""
    cells = nbformat.read(LAB, as_version=4).cells
    space: dict[str, object] = {}
    for place, cell in enumerate(cells):
        if cell.cell_type == "code" and f'/{name}"' in cell.source:
            solution = re.search(r"~~~python\n(.*?)\n~~~", cells[place + 1].source, re.DOTALL)
            exec(solution[1], space)  # noqa: S102  the lab's own solution
            return space["answer"]
        if cell.cell_type == "code" and "coursekit.exercise" not in cell.source:
            exec(cell.source.replace("plt.show()", "plt.close()"), space)  # noqa: S102  the lab's own cells
    raise AssertionError(name)


def test_what_stands_behind_the_claims_adds_up():
    """52 of the author alone, 14 on texts of the EU, 13 on named authors, five on people without a name."""
    counts = claims_by_backing()["backing"].value_counts()

    assert counts["the author alone"] == 52
    assert (counts["a text of the EU"], counts["a work of a named author"]) == (14, 13)
    assert counts["unnamed experts or politicians"] == 5
    assert "Of the 27 claims with a named origin 14 rest on a text of the EU" in PAGE
    assert question("named-works").body.answer == 14 + 13
    assert question("lab-1").body.answer == 52
    assert str(52) in find("02-attribution").title


def test_the_part_on_2019_cites_and_the_part_on_2007_does_not():
    """What the page tells to choose in the figure is there to be seen."""
    table = pd.crosstab(claims_by_backing()["part"], claims_by_backing()["backing"])

    assert table.loc["strategy_2019", "a text of the EU"] > len(CLAIMS[CLAIMS["section"] == "strategy_2019"]) / 2
    assert table.loc["strategy_2007", "the author alone"] >= 12
    assert table["the author alone"].rsub(table.sum(axis=1)).idxmax() == "strategy_2019"


def test_verdicts_of_two_chapters_are_counted_as_the_page_says():
    """Twelve with a named origin, seven of the author alone."""
    named = judged(["6", "9"], ["a text of the EU"])
    own = judged(["6", "9"], ["the author alone"])

    assert named == {"supported": 8, "partly": 4}
    assert judged(["6", "9"], ["a work of a named author"]) == {}
    assert own == {"partly": 4, "supported": 1, "contested": 1, "contradicted": 1}
    assert "twelve judged claims rest on a text of the EU alone: eight are supported, four hold" in PAGE
    assert "Of the seven that are the author's alone, one is supported and four hold in part" in PAGE


def test_the_verdict_on_content_analysis_counts_right():
    """Eleven judged claims rest on the text of 2019."""
    rows = CLAIMS[(CLAIMS["attributed_to"] == "European Commission 2019") & (CLAIMS["chapter"] == "9")]
    note = CLAIMS.set_index("id").loc["C15", "verdict_note"]

    assert rows["verdict"].value_counts().to_dict() == {"supported": 8, "partly": 3}
    assert "eleven claims that rest on the text of 2019" in note
    assert "of the eleven claims that rest on the text of 2019" in PAGE


def test_sixteen_stays_with_chapter_fifteen():
    """One home for a verdict: the page marks C16 and judges C14 and C15 only."""
    assert re.findall(r":::\{evidence\} (C\d\d)", PAGE) == ["C14", "C15"]
    assert CLAIMS.set_index("id").loc["C16", "chapter"] == "15"
    assert "{claim}`C16`" in PAGE


def test_states_in_the_claims_are_counted_as_printed():
    """The small content analysis of the page can be repeated."""
    counts = {state: named_in_claims(state) for state in STATES}
    printed = dict(re.findall(r"(\w+stan) (\d+)", re.search(r"\| count \| (.*) \|", PAGE)[1]))

    assert {state: int(number) for state, number in printed.items()} == counts
    assert question("lab-3").body.answer == counts["Turkmenistan"]
    assert counts["Kazakhstan"] > sum(counts.values()) - counts["Kazakhstan"]


def test_the_reviews_that_the_article_leaves_out_are_marked_so():
    """The middle of the story: the register knows dozens of events, the article's flags do not name the reviews."""
    events = load("events").set_index("id")
    middle = events[events["date"].str[:4].between("2008", "2016")]

    assert not events.loc[["E067", "E088"], "in_article"].any()
    assert events.loc[["E028", "E100", "E101"], "in_article"].all()
    assert len(middle) > 24


def test_the_article_lies_between_what_it_knows_and_what_it_awaits():
    """The American strategy is the last thing known, the budget the first thing awaited."""
    first, last = bounds()

    assert (first.isoformat(), last.isoformat()) == ("2020-02-05", "2020-12-17")
    assert {clue.event for clue in CLUES if clue.side == "to come"} >= {"X020", "E140", "E141", "E143"}
    assert "one passage was written after {event}`E132`, and another before 17 December 2020" in PAGE
    assert "The Council adopted this budget on 17 December 2020" in PAGE


def test_in_march_2021_only_the_budget_objects_firmly():
    """The question on the clues has the answer of the figure."""
    march = pd.Timestamp("2021-03-01").date()
    against = [clue.event for clue in CLUES if clue.side != "silent" and not fits(clue, march)]

    assert against == ["X020"]
    assert "budget" in next(option.text for option in question("which-clue").body.options if option.right)


def test_some_supposed_days_fit_and_some_do_not():
    """The slider reaches beyond the bracket on both sides."""
    firm = [clue for clue in CLUES if clue.side != "silent"]
    fitting = [day for day in SUPPOSED if all(fits(clue, day) for clue in firm)]

    assert fitting
    assert SUPPOSED[0] < fitting[0]
    assert fitting[-1] < SUPPOSED[-1]


def test_events_of_the_ordering_question_are_in_order():
    """The order in the bank is the order of the dates."""
    known = pd.concat([load("events"), load("context_events")]).set_index("id")["date"]
    order = known[["E122", "E132", "X020", "E140", "E141", "E143"]]

    assert order.is_monotonic_increasing
    assert len(question("order-of-the-clues").body.items) == len(order)


@pytest.mark.parametrize("key", CITED)
def test_citations_are_told_as_the_register_knows_them(key):
    """Identified works are verified or official; a likely and an open one are not."""
    row = load("documents").set_index("key").loc[key]

    assert bool(row["verified"]) == (CITED[key] == "identified")
    assert ("not identified" in str(row["title"])) == (CITED[key] == "open")


def test_the_heading_on_citations_has_their_number():
    """Five of ten."""
    found = sum(status == "identified" for status in CITED.values())

    assert f"## {WORDS[len(CITED)].title()} citations lead to {WORDS[found]} works" in PAGE


def test_dates_of_a_year_alone_are_not_days():
    """No document was really dated on a New Year's Day, so the figure's title and the lab's answer hold."""
    dates = load("documents")["date"].dropna()
    read = pd.to_datetime(dates, format="ISO8601").dt.strftime("%m-%d")

    assert (dates[read == "01-01"].str.len() == 4).all()
    assert read.value_counts().index[0] == "01-01"
    assert str(int((dates.str.len() == 4).sum())) in find("02-register").title


def test_cards_and_tables_print_the_dates_of_the_register():
    """The six cards of the page and its table of five rows."""
    dates = load("documents").set_index("key")["date"]
    cards = {card.text.rpartition(": ")[2] for card in question("date-cards").body.cards}

    assert cards == set(
        dates[["council2007eusr", "cc2012", "ec2007rsp", "eu2019strategy", "epca2025tj", "spaiser2018"]]
    )
    for key, date in re.findall(r"^\| (\w+) \| [^|]+ \| ([\d-]+) \|$", PAGE, re.MULTILINE):
        assert dates[key] == date


def test_visa_figures_are_recomputed():
    """82.4 per cent granted; the second report leaves more than 70 per cent without an answer."""
    assert question("granted-share").body.answer == round(100 * 38333 / 46503, 1)
    assert round(100 * 2446 / 45622, 2) == 5.36
    assert 100 - 5.36 - 23.91 > 70
    for number in ("46,503", "38,333", "45,622", "2,446", "23.91"):
        assert number in PAGE


@pytest.mark.parametrize("name", ["lab-1", "lab-2", "lab-3", "lab-4", "lab-5", "lab-6"])
def test_solutions_of_the_lab_give_the_answers_of_the_bank(name):
    """Each printed solution, run in its place, is judged right."""
    body = question(name).body
    answer = lab_answers(name)
    wanted = body.answer if hasattr(body, "answer") else next(option.text for option in body.options if option.right)

    assert answer == wanted


def test_every_exercise_of_the_lab_has_a_way_without_python():
    """The table at the end of the lab names each of them."""
    last = next(cell.source for cell in nbformat.read(LAB, as_version=4).cells if "without Python\n" in cell.source)
    numbers = re.findall(r"\d+", " ".join(re.findall(r"^\| ([\d, ]+) \|", last, re.MULTILINE)))

    assert sorted(map(int, numbers)) == list(range(1, 7))


def test_the_model_answer_keeps_its_own_length():
    """What is asked of students is kept by the model."""
    model = nbformat.read(ASSIGNMENT, as_version=4).cells[-1].source
    words = re.findall(r"\w+(?:[-'’]\w+)*", model.partition("*Model answer")[2].partition("*")[2])

    assert 120 <= len(words) <= 160
