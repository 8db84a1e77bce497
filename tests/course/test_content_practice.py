"""Chapter 14, practice: every number used as an answer is computed from its own question or from the data."""

import tomllib
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from coursekit import content
from coursekit.content.reliability.agreement import agreement_by_code
from coursekit.data import load
from coursekit.plots.chapters.content_analysis_laboratory.dictionary import compared
from coursekit.plots.chapters.content_analysis_laboratory.values import values_and_economy
from coursekit.questions import read_bank

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "exercises/14-content-analysis-laboratory/questions.toml"
BANK = {question.id.partition("/")[2]: question for question in read_bank(FILE)}


def versions(name):
    """Return a question and its variants."""
    return (BANK[name], *BANK[name].variants)


def pieces(marked):
    """Return how many quasi-sentences a marked text has."""
    return len(content.cut(marked.replace(" |", ""), marked))


def kappa(*table):
    """Return Cohen's kappa of a table of two coders."""
    return content.cohen_kappa(content.ratings_from_table([table[:2], table[2:]]))


def alpha(first, second):
    """Return Krippendorff's alpha of two rows of y and n; a point is a gap."""
    return content.krippendorff_alpha(content.ratings_from_rows({"A": first, "B": second}))


def key(first, first_size, second, second_size):
    """Return the keyness of one word in two texts."""
    counts = pd.DataFrame({"document": ["one", "two"], "token": "word", "count": [first, second]})
    return content.keyness(counts, "one", sizes=(first_size, second_size)).iloc[0]


def table_of(**texts):
    """Return counts by document and token."""
    rows = [(text, word, count) for text, words in texts.items() for word, count in words.items()]
    return pd.DataFrame(rows, columns=["document", "token", "count"])


def wordscore(document):
    """Return where a text of the exercise comes out."""
    counts = table_of(
        zero={"poverty": 6, "market": 4},
        one={"poverty": 2, "market": 8},
        new={"poverty": 2, "market": 6, "afghanistan": 2},
    )
    _, documents = content.wordscores(counts, {"zero": 0, "one": 1})
    return documents.set_index("document")["score"][document]


def found(code):
    """Return hits of the dictionary, sections of two readers, and what is in both."""
    row = compared("two").loc[code]
    return row["both"] + row["invented"], row["both"] + row["missed"], row["both"]


def precision(code):
    """Return the share of the hits that two readers confirm, in per cent."""
    hits, _, both = found(code)
    return 100 * both / hits


def recall(code):
    """Return the share of two readers' sections that the dictionary finds, in per cent."""
    _, readers, both = found(code)
    return 100 * both / readers


ANSWERS = {
    ("cut-quasi-sentences", 0): lambda: pieces(
        "The Union will support independent courts, | open its market to goods of the region | and train border guards."
    ),
    ("cut-quasi-sentences", 1): lambda: pieces(
        "The partners will modernise ports, such as Aktau and Turkmenbashi, | and fight corruption."
    ),
    ("cut-quasi-sentences", 2): lambda: pieces(
        "Water belongs to all. | The states will share data on rivers, | repair canals | and meet every year."
    ),
    ("kappa-by-hand", 0): lambda: kappa(8, 2, 4, 26),
    ("kappa-by-hand", 1): lambda: kappa(15, 5, 5, 25),
    ("kappa-by-hand", 2): lambda: kappa(5, 5, 5, 85),
    ("alpha-on-five-units", 0): lambda: alpha("yynnn", "ynnnn"),
    ("alpha-on-five-units", 1): lambda: alpha("ynnnn", "nynnn"),
    ("alpha-on-five-units", 2): lambda: alpha("yynnny", "ynnnn."),
    ("precision-and-recall", 0): lambda: precision("investment_sme"),
    ("precision-and-recall", 1): lambda: recall("institutional_coordination"),
    ("precision-and-recall", 2): lambda: precision("security_general"),
    ("wordscores-by-hand", 0): lambda: wordscore("new"),
}


def test_the_table_holds_every_number_that_is_asked_for():
    """No number question of the practice page is left out."""
    asked = {
        (name, place)
        for name, question in BANK.items()
        if question.place == "practice" and question.kind == "number"
        for place in range(1 + len(question.variants))
    }

    assert asked == set(ANSWERS)


@pytest.mark.parametrize(("name", "place"), ANSWERS)
def test_an_answer_is_what_coursekit_computes(name, place):
    """Rounded as the question is, the computed number is the bank's and is found right."""
    question = versions(name)[place]
    computed = ANSWERS[name, place]()

    assert computed == pytest.approx(question.body.answer, abs=0.005)
    assert question.body.check(f"{computed:.6f}", "").status == "correct"


# What a particular mistake yields: question, version, the mistake computed, a word of the feedback that names it.
MISTAKES = [
    ("kappa-by-hand", 0, lambda: 34 / 40, "share of equal answers"),
    ("kappa-by-hand", 0, lambda: (10 * 12 + 30 * 28) / 40**2, "what chance would give"),
    ("kappa-by-hand", 1, lambda: (20 * 20 + 30 * 30) / 50**2, "what chance would give"),
    ("kappa-by-hand", 2, lambda: (10 * 10 + 90 * 90) / 100**2, "what chance would give"),
    ("alpha-on-five-units", 0, lambda: 42 / 90, "disagreement expected"),
    (
        "alpha-on-five-units",
        0,
        lambda: content.scott_pi(content.ratings_from_rows({"A": "yynnn", "B": "ynnnn"})),
        "Scott",
    ),
    (
        "alpha-on-five-units",
        1,
        lambda: content.scott_pi(content.ratings_from_rows({"A": "ynnnn", "B": "nynnn"})),
        "Scott",
    ),
    ("alpha-on-five-units", 2, lambda: alpha("yynnny", "ynnnnn"), "gap for a no"),
    ("precision-and-recall", 0, lambda: recall("investment_sme"), "recall"),
    ("precision-and-recall", 1, lambda: precision("institutional_coordination"), "precision"),
    ("precision-and-recall", 2, lambda: recall("security_general"), "recall"),
    ("wordscores-by-hand", 0, lambda: (2 * 0.25 + 6 * 2 / 3) / 10, "unknown"),
    ("wordscores-by-hand", 0, lambda: (2 * 0.2 + 6 * 0.8) / 8, "sum of its two shares"),
    ("wordscores-by-hand", 0, lambda: (0.25 + 2 / 3) / 2, "mean of the two scores"),
]


@pytest.mark.parametrize(("name", "place", "mistake", "word"), MISTAKES)
def test_a_telling_mistake_meets_its_own_feedback(name, place, mistake, word):
    """The number that the mistake yields is told what went wrong."""
    feedback = versions(name)[place].body.check(f"{mistake():.6f}", "")

    assert feedback.code == "near"
    assert word in feedback.message


def test_the_counts_in_the_prompts_of_precision_are_the_data_s():
    """Hits, readers and both, as the prompts give them."""
    codes = ["investment_sme", "institutional_coordination", "security_general"]

    assert [tuple(found(code)) for code in codes] == [(18, 12, 10), (12, 24, 11), (21, 12, 12)]


def test_the_references_come_out_where_the_explanation_says():
    """At .42 and .58, not at 0 and 1."""
    assert [round(wordscore(document), 2) for document in ("zero", "one")] == [0.42, 0.58]


def test_keyness_in_the_prompts_is_computed():
    """Log-likelihood and log ratio of both versions."""
    small, large = key(5, 1000, 30, 2000), key(2000, 10**6, 2600, 10**6)
    prompts = [question.prompt for question in versions("likelihood-and-direction")]

    assert f"is {small['log_likelihood']:.1f}, the log ratio in the first text −{-small['log_ratio']:.1f}" in prompts[0]
    assert f"is {large['log_likelihood']:.0f}, the log ratio in the first −{-large['log_ratio']:.1f}" in prompts[1]


@cache
def alphas():
    """Return alpha by code with its interval, as in the chapter."""
    table = agreement_by_code(content.section_codings(), units=load("sections")["id"], replicates=1000)
    return table[table["coefficient"] == "Krippendorff's alpha"].set_index("code")


def short(number):
    """Return a number as the cards print it."""
    return "1" if number > 0.995 else "0" if abs(number) < 0.005 else f"{number:.2f}".removeprefix("0")


@pytest.mark.parametrize(
    ("label", "code", "group"),
    [
        ("Transport and connectivity", "transport_connectivity", "A finding may rest on it"),
        ("Border management and migration", "border_migration", "A finding may rest on it"),
        ("Democracy and human rights", "democracy_rights", "A finding may rest on it"),
        ("Regional cooperation", "regional_cooperation", "Tentative, with its interval"),
        ("Security in general", "security_general", "Tentative, with its interval"),
        ("Governance and reform", "governance_reform", "Mend the rule first"),
        ("Cyber security", "cyber_hybrid", "Too rarely given to tell"),
        ("Non-proliferation", "nonproliferation", "Too rarely given to tell"),
    ],
)
def test_a_card_shows_alpha_interval_and_number_of_its_code(label, code, group):
    """Value, interval and count are computed, and the custom puts the card in its group."""
    row = alphas().loc[code]
    body = BANK["what-alpha-allows"].body
    text = f"{label}: {short(row['value'])} ({short(row['low'])} to {short(row['high'])}), {row['given']} times"
    custom = {
        "A finding may rest on it": row["value"] >= 0.8 and row["given"] > 10,
        "Tentative, with its interval": 0.667 <= row["value"] < 0.8 and row["given"] > 10,
        "Mend the rule first": row["value"] < 0.667 and row["given"] > 10,
        "Too rarely given to tell": row["given"] <= 4,
    }

    assert {card.text: dict(body.bins)[card.bin] for card in body.cards}[text] == group
    assert custom[group]


PARTNERSHIP = {
    "Caught and meant": ["Еуропалық Одақпен серіктестігі", "тең серіктестіктен"],
    "Caught, not meant": ["жауапкершілігі шектеулі серіктестік"],
    "Missed": ["стратегиялық әріптестік", "партнерлік"],
    "Rightly left out": ["жерсерік"],
}


def caught(pattern, *texts, language="kk"):
    """Return of each text whether a pattern catches anything in it."""
    table = pd.DataFrame({"unit": [str(place) for place in range(len(texts))], "text": texts})
    words = pd.DataFrame({"code": ["theme"], "pattern": [pattern]})
    return (content.code_by_dictionary(table, words, language=language)["count"] > 0).tolist()


def test_the_pattern_does_with_the_cards_what_the_groups_say():
    """Caught are the first two groups; with an asterisk in front the satellite too."""
    body = BANK["partnership-in-kazakh"].body
    grouped = {card.text.partition(" (")[0]: dict(body.bins)[card.bin] for card in body.cards}

    assert grouped == {text: group for group, texts in PARTNERSHIP.items() for text in texts}
    assert caught("серіктес*", *grouped) == [group.startswith("Caught") for group in grouped.values()]
    assert caught("*серік*", "жерсерік") == [True]


PATTERNS = [
    (0, "kk", ["қауіпсіздік", "қауіпсіздігі"], ["қауіпсіз"]),
    (1, "kk", ["ынтымақтастық", "ынтымақтастығы"], ["ынтымақ"]),
    (2, "en", ["strategy", "strategies", "strategic"], ["stratosphere"]),
]


@pytest.mark.parametrize(("place", "language", "wanted", "unwanted"), PATTERNS)
def test_accepted_patterns_catch_what_is_wanted_and_the_others_fail(place, language, wanted, unwanted):
    """Each accepted pattern does the task, each telling wrong one does not."""
    body = versions("mend-the-pattern")[place].body
    aim = [True] * len(wanted) + [False] * len(unwanted)
    wrong = [text for near in body.near for text in near.texts]

    assert all(caught(pattern, *wanted, *unwanted, language=language) == aim for pattern in body.accept)
    assert all(caught(pattern, *wanted, *unwanted, language=language) != aim for pattern in wrong)


def test_the_coders_agree_on_the_passages_and_codes_of_the_coding_question():
    """On nine sections and six codes A, B and C say the same, and each passage begins with its heading."""
    rows = content.section_codings()
    raw = next(
        each for each in tomllib.loads(FILE.read_text("utf-8"))["question"] if each["id"] == "code-nine-sections"
    )
    headings = load("sections").set_index("id")["heading"]

    for passage in raw["passages"]:
        own = rows[rows["unit"] == passage["section"]].groupby("coder")["code"]
        given = own.agg(lambda codes: set(codes) & set(raw["codes"])).tolist()
        assert given == [{passage["code"]} - {""}] * 3, passage["section"]
        assert passage["text"].startswith(headings[passage["section"]])


@cache
def sections_with(code):
    """Return coder -> sections with the code in the strategies of 2007 and of 2019."""
    rows = content.section_codings().query("code == @code")
    counts = rows.groupby(["coder", "document"])["unit"].nunique()
    return {
        coder: (counts.get((coder, "eu2007strategy"), 0), counts.get((coder, "eu2019strategy"), 0)) for coder in "ABC"
    }


def test_what_holds_whoever_codes_is_counted():
    """Transport one and three, borders one and one for all; the others depend on the coder."""
    lengths = load("sections").groupby("document").size()
    economy_leads = {coder: values_and_economy(coder, "eu2019strategy")[:2] for coder in "ABC"}

    assert lengths["eu2007strategy"] == lengths["eu2019strategy"] == 11
    assert set(sections_with("transport_connectivity").values()) == {(1, 3)}
    assert set(sections_with("border_migration").values()) == {(1, 1)}
    assert sections_with("civil_society") == {"A": (0, 2), "B": (0, 0), "C": (0, 0)}
    assert {pair[0] for pair in sections_with("afghanistan").values()} == {0}
    assert all(pair[1] > 0 for pair in sections_with("afghanistan").values())
    assert economy_leads["A"] == (5, 5)
    assert all(values < economy for values, economy in (economy_leads["B"], economy_leads["C"]))


def test_the_cells_of_the_table_of_weights_are_as_the_cards_say():
    """Known, zero, missing or circular."""
    rows = load("priorities").set_index(["document", "code"])
    weight = rows["salience"]

    assert weight["jd2025samarkand", "democracy_rights"] == weight["cc2017", "gender_equality"] == 1
    for code in ("civil_society", "nonproliferation"):
        assert weight["us2023c5plus1", code] == 0
        assert rows["basis"]["us2023c5plus1", code] == "seen_full"
    assert ("roadmap2023", "democracy_rights") not in rows.index
    assert ("eu2007strategy", "digital") not in rows.index
    assert rows["circular"]["eu2019strategy", "cyber_hybrid"]
    assert not rows["circular"]["cc2017", "gender_equality"]
    assert weight["eu2019strategy", "cyber_hybrid"] == 1


def test_the_paragraph_on_reliability_is_true():
    """Units, codes, alpha over all answers, the lowest code and those below .667."""
    answers = content.presence(content.section_codings(), load("sections")["id"])
    every = answers.assign(unit=answers["code"].astype(str) + "|" + answers["unit"].astype(str))
    model = BANK["reliability-paragraph"].body.model
    low = alphas()["value"]

    assert f"coded {len(load('sections'))} sections of {load('sections')['document'].nunique()} documents" in model
    assert f"codebook of {len(load('codebook'))} themes" in model
    assert f"it is {short(content.krippendorff_alpha(every))} over all answers" in model
    assert f"from {short(low.min())} for governance and reform to 1" in model
    assert set(low[low < 0.667].index) == {"governance_reform", "civil_society"}


def test_doubts_are_those_that_coders_wrote_down():
    """Each of the five stands in the record."""
    doubts = load("coding_doubts").set_index(["section", "coder", "code"])["doubt"]

    assert "Customs" in doubts["ec2007mip-07", "B", "trade_wto"]
    assert "outside experts" in doubts["eu2019strategy-11", "B", "civil_society"]
    assert "left without code" in doubts["ec2007rsp-09", "B", "external_actors"]
    assert "Ecotourism" in doubts["eu2019strategy-05", "C", "people_culture"]
    assert "both were coded" in doubts["roadmap2023-03", "B", "environment_climate"]
