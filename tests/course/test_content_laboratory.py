"""Chapter 14: every number in its prose is what coursekit computes from the data."""

import re
import tomllib
from functools import cache
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest

from coursekit.content.agreement import agreement, agreement_by_code
from coursekit.content.dictionary import code_by_dictionary, dictionary
from coursekit.content.keyness import keyness
from coursekit.content.presence import presence
from coursekit.content.scaling import wordscores
from coursekit.content.sections import section_codings
from coursekit.content.similarity import similarity
from coursekit.content.traps import traps
from coursekit.data import load
from coursekit.errors import library
from coursekit.plots.content_laboratory_dictionary import (
    compared,
    found_by_coders,
    found_by_words,
    section_texts,
)
from coursekit.plots.content_laboratory_values import ECONOMY, VALUES, values_and_economy, weights
from coursekit.questions import find
from coursekit.questions.bank import misconceptions

ROOT = Path(__file__).parent.parent.parent
PAGE = re.sub(
    r"\{(?:term|claim)\}`([^`<]*?)(?: ?<[^>]*>)?`",
    r"\1",
    (ROOT / "book/14-content-analysis-laboratory.md").read_text("utf-8"),
)
ALPHA, AC1 = "Krippendorff's alpha", "Gwet's AC1"
#: Small numbers are written as words.
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven"]


def dec(number):
    """Return a number below one as the chapter prints it: ``.85``."""
    return f"{number:.2f}".removeprefix("0")


@cache
def codings():
    """Return the three codings."""
    return section_codings()


@cache
def answers():
    """Return every yes-or-no answer: a unit is a section asked for a code."""
    table = presence(codings(), load("sections")["id"])
    return table.assign(section=table["unit"], unit=table["unit"].astype(str) + "|" + table["code"].astype(str))


def overall(coders="ABC", coefficient=ALPHA, sections=None):
    """Return agreement over all answers of some coders, perhaps on some sections only."""
    table = answers()[answers()["coder"].isin(list(coders))]
    if sections is not None:
        table = table[table["section"].isin(sections)]
    return agreement(table).set_index("coefficient")["value"][coefficient]


@cache
def by_code(coders="ABC"):
    """Return agreement by code of some coders."""
    chosen = codings()[codings()["coder"].isin(list(coders))]
    table = agreement_by_code(chosen, units=load("sections")["id"], replicates=1000)
    return table.set_index(["code", "coefficient"])


def alpha_of_group(group):
    """Return alpha for the question whether a section bears any of some codes."""
    table = answers()[answers()["code"].isin(group)]
    any_of = table.groupby(["section", "coder"], as_index=False)["value"].max().rename(columns={"section": "unit"})
    return agreement(any_of).set_index("coefficient")["value"][ALPHA]


def found(code, coder):
    """Return the sections to which a coder gave a code."""
    rows = codings()[(codings()["code"] == code) & (codings()["coder"] == coder)]
    return set(rows["unit"])


@cache
def given():
    """Return coder -> set of (section, code)."""
    rows = codings().dropna(subset=["code"])
    return {coder: set(zip(own["unit"], own["code"], strict=True)) for coder, own in rows.groupby("coder")}


@cache
def headings_only():
    """Return the sections that are known by their heading."""
    sections = load("sections")
    mask = sections["gist"].str.contains("Only the heading|Heading only", regex=True)
    return frozenset(sections.loc[mask, "id"])


def others():
    """Return the other sections."""
    return set(load("sections")["id"]) - headings_only()


@cache
def profiles(coder):
    """Return counts of codes by document, as one coder gave them."""
    rows = codings().dropna(subset=["code"])
    own = rows[rows["coder"] == coder]
    order = {key: place for place, key in enumerate(load("sections")["document"].unique())}
    table = own.groupby(["document", "code"]).size().reset_index(name="count")
    return table.sort_values("document", key=lambda names: names.map(order), ignore_index=True)


def cosine(coder, first, second):
    """Return the similarity of two documents in one coder's codes."""
    table = similarity(profiles(coder), weights="count")
    row = table[table["first"].isin([first, second]) & table["second"].isin([first, second])]
    return row["cosine"].iloc[0]


@cache
def scores(coder):
    """Return Wordscores on codes: the aid strategy of 2002 at 0, the strategy of 2007 at 1."""
    _, documents = wordscores(profiles(coder), {"ec2002strategy": 0, "eu2007strategy": 1})
    return documents.set_index("document")["score"]


def counted(document, section, term):
    """Return how often a term stands in a part that was read; not listed is not found."""
    terms = load("terms")
    row = terms[(terms["document"] == document) & (terms["section"] == section) & (terms["term"] == term)]
    return int(row["count"].sum())


def words_read(*parts):
    """Return the words of parts that were read."""
    terms = load("terms").drop_duplicates(["document", "section"]).set_index(["document", "section"])["tokens"]
    return int(sum(terms[part] for part in parts))


EARLIER = (("eu2007strategy", "I"), ("cc2015", "1"), ("cc2015", "2"))


def connectivity():
    """Return keyness of connectivity: the opening of 2019 against what was read of 2007 and 2015."""
    later = counted("eu2019strategy", "Intro", "connectivity")
    before = sum(counted(*part, "connectivity") for part in EARLIER)
    counts = pd.DataFrame({"document": ["2019", "before"], "token": ["connectivity"] * 2, "count": [later, before]})
    sizes = (words_read(("eu2019strategy", "Intro")), words_read(*EARLIER))
    return keyness(counts, "2019", "before", sizes=sizes, correction="none").iloc[0], sizes


def exact_p():
    """Return the exact test of the same counts."""
    row, (later, before) = connectivity()
    table = [[row["target"], later - row["target"]], [row["reference"], before - row["reference"]]]
    return library("scipy.stats").fisher_exact(table).pvalue


def expected():
    """Return how often connectivity would stand in the opening of 2019 if it were equally frequent."""
    row, (later, before) = connectivity()
    return later * (row["target"] + row["reference"]) / (later + before)


def dropped_from_2019():
    """Return A's codes of 2019, and those of them that neither reference text has."""
    counts = profiles("A").groupby("document")["code"].agg(set)
    new = counts["eu2019strategy"] - counts["ec2002strategy"] - counts["eu2007strategy"]
    own = profiles("A").query("document == 'eu2019strategy'").set_index("code")["count"]
    return int(own.sum()), int(own[list(new)].sum()), new


def by_no_coder():
    """Return the codes that the dictionary alone gives."""
    coders = pd.concat([found_by_coders(coder) for coder in "ABC"]).drop_duplicates()
    merged = found_by_words().merge(coders, how="left", indicator=True)
    return merged[merged["_merge"] == "left_only"]


def leads():
    """Return coder -> (values, economy) in 2007 and in 2019, in words."""
    return {
        coder: [
            tuple(WORDS[number] for number in values_and_economy(coder, document)[:2])
            for document in ("eu2007strategy", "eu2019strategy")
        ]
        for coder in "ABC"
    }


SECTIONS = load("sections").groupby("document").size()
NUMBERS = {
    "alike": lambda: f"both find the theme in the same {WORDS[len(found('border_migration', 'A'))]} passages",
    "unlike": lambda: (
        f"the first finds it {len(found('governance_reform', 'A'))} times, "
        f"the second {WORDS[len(found('governance_reform', 'C'))]} times"
    ),
    "same answer": lambda: (
        f"the same answer to {by_code('AC')['value']['governance_reform', 'percent agreement']:.0%} of".replace(
            "%", " per cent"
        )
    ),
    "units": lambda: f"{SECTIONS.sum()} sections of {len(SECTIONS)} documents",
    "long and short": lambda: (
        f"2002 has {SECTIONS['ec2002strategy']} sections and the Council conclusions of 2015 have "
        f"{WORDS[SECTIONS['cc2015']]}"
    ),
    "headings": lambda: f"{len(headings_only())} of the {SECTIONS.sum()} sections are known by their heading only",
    "codes": lambda: f"Ours knows {len(load('codebook'))} themes",
    "answers": lambda: f"each answered {SECTIONS.sum() * len(load('codebook')):,} questions",
    "equal answers": lambda: f"{100 * overall(coefficient='percent agreement'):.1f} times in a hundred",
    "civil society": lambda: (
        f"equal answers is {100 * by_code()['value']['civil_society', 'percent agreement']:.1f} per cent"
    ),
    "alpha": lambda: f"Over all answers alpha is {dec(overall())}",
    "lowest": lambda: f"runs from {dec(by_code()['value'].xs(ALPHA, level=1).min())} for governance and reform to 1",
    "AC1": lambda: f"governance and reform rises to {dec(by_code()['value']['governance_reform', AC1])}",
    "given five times": lambda: (
        f"the code was given {WORDS[by_code()['given']['civil_society', ALPHA]]} times by all coders together"
    ),
    "pairs": lambda: f"B and C reach {dec(overall('BC'))}, A and B {dec(overall('AB'))}, A and C {dec(overall('AC'))}",
    "codes given": lambda: f"A gave {len(given()['A'])} codes, B {len(given()['B'])}, C {len(given()['C'])}",
    "A alone": lambda: f"{len(given()['A'] - given()['B'] - given()['C'])} of A's codes were given by nobody else",
    "heading or more": lambda: (
        f"only a heading is known alpha is {dec(overall(sections=headings_only()))}, "
        f"elsewhere {dec(overall(sections=others()))}"
    ),
    "dictionary": lambda: f"It gives {len(found_by_words())} codes",
    "found and missed": lambda: (
        f"it finds {compared('two')['both'].sum()} and misses {compared('two')['missed'].sum()}; "
        f"{len(by_no_coder())} of its own no coder gave"
    ),
    "security": lambda: f"`security` stands {counted('us2023c5plus1', 'ALL', 'security')} times",
    "clean energy": lambda: f"`clean energy`, {WORDS[counted('us2023c5plus1', 'ALL', 'clean energy')]} times",
    "read": lambda: (
        f"twice in the {words_read(('eu2019strategy', 'Intro'))} words that we read of 2019, and never in the "
        f"{words_read(*EARLIER)} words read of 2007 and 2015"
    ),
    "likelihood": lambda: f"The log-likelihood is {connectivity()[0]['log_likelihood']:.1f}",
    "limit": lambda: f"the usual limit of {library('scipy.stats').chi2.isf(0.05, 1):.2f}",
    "expected": lambda: f"the expected count is {expected():.1f}",
    "exact": lambda: f"gives p = {dec(exact_p())}",
    "aid strategies": lambda: "2002 and 2007: {}, {} and {} of 1".format(
        *(dec(cosine(coder, "ec2002strategy", "ec2007rsp")) for coder in "ABC")
    ),
    "strategies": lambda: "2007 and 2019 stand at {}, {} and {}".format(
        *(dec(cosine(coder, "eu2007strategy", "eu2019strategy")) for coder in "ABC")
    ),
    "scaled": lambda: "the codes of 2019 come out at {}, {} and {}".format(
        *(dec(scores(coder)["eu2019strategy"]) for coder in "ABC")
    ),
    "references": lambda: f"for A, at {dec(scores('A')['ec2002strategy'])} and {dec(scores('A')['eu2007strategy'])}",
    "fall away": lambda: (
        f"of the {dropped_from_2019()[0]} codes that A gave to 2019 {WORDS[dropped_from_2019()[1]]} fall away"
    ),
    "coder A": lambda: "{} and {} in 2007, {} and {} in 2019".format(*leads()["A"][0], *leads()["A"][1]),
    "coder B": lambda: "Coder B counts {} and {}, then {} against {}".format(*leads()["B"][0], *leads()["B"][1]),
    "groups": lambda: (
        f'For "some value in this section" alpha is {dec(alpha_of_group(VALUES))}, '
        f'for "some economy" {dec(alpha_of_group(ECONOMY))}'
    ),
    "connectivity": lambda: f"and alpha {dec(by_code()['value']['transport_connectivity', ALPHA])}",
    "energy": lambda: (
        f"energy has no word in {words_read(('eu2007strategy', 'I'))} of 2007 and one in "
        f"{words_read(('eu2019strategy', 'Intro'))} of 2019"
    ),
}


@pytest.mark.parametrize("fragment", NUMBERS)
def test_a_number_in_the_prose_is_the_data_s(fragment):
    """The very words of the page hold what is computed."""
    assert NUMBERS[fragment]() in PAGE.replace("\n", " ")


def test_the_custom_sorts_the_codes_as_the_chapter_says():
    """Eighteen codes at .80 or more, six tentative, two below: governance and civil society."""
    alphas = by_code()["value"].xs(ALPHA, level=1)

    assert "18 codes can carry a finding, six a tentative one, and two, governance and civil society, none" in PAGE
    assert [(alphas >= 0.8).sum(), alphas.between(0.667, 0.8).sum()] == [18, 6]
    assert set(alphas[alphas < 0.667].index) == {"governance_reform", "civil_society"}
    assert "by the lower end of the line, the stricter rule, eleven can" in PAGE
    assert (by_code()["low"].xs(ALPHA, level=1) >= 0.8).sum() == 11


def test_rare_codes_have_the_intervals_that_the_chapter_describes():
    """Civil society from about 0 to 1, non-proliferation without width and in one section."""
    table = by_code().xs(ALPHA, level=1)

    assert abs(table["low"]["civil_society"]) < 0.05
    assert table["high"]["civil_society"] == 1
    assert table["low"]["nonproliferation"] == table["high"]["nonproliferation"] == 1
    assert len(set.union(*(found("nonproliferation", coder) for coder in "ABC"))) == 1


def test_every_code_seems_safe_by_the_other_coefficient():
    """Gwet's AC1 is at .80 or more for all codes."""
    assert (by_code()["value"].xs(AC1, level=1) >= 0.8).all()


def test_all_three_found_civil_society_together_once():
    """One section bears the code for all three."""
    assert len(set.intersection(*(found("civil_society", coder) for coder in "ABC"))) == 1


def test_the_national_agenda_was_coded_by_one():
    """A gave governance, B and C nothing, and only the heading is known."""
    unit = "ec2002strategy-05"
    rows = codings()[codings()["unit"] == unit].set_index("coder")["code"]

    assert load("sections").set_index("id")["heading"][unit] == "National agenda"
    assert unit in headings_only()
    assert rows["A"] == "governance_reform"
    assert rows[["B", "C"]].isna().all()


def test_quoted_doubts_stand_in_the_record():
    """What the coders wrote is quoted to the letter."""
    quoted = re.findall(r'"(\'[^"]+)"', PAGE)

    assert len(quoted) == 2
    assert set(quoted) <= set(load("coding_doubts")["doubt"])


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("environment_climate", "eu2019strategy-07"),
        ("security_general", "jd2025samarkand-04"),
        ("transport_connectivity", "cc2017-04"),
        ("financing_instruments", "eu2019strategy-01"),
        ("civil_society", "eu2007strategy-10"),
    ],
)
def test_the_traps_named_are_traps_of_the_dictionary(code, unit):
    """The dictionary gives the code, and no coder does."""
    assert (unit, code) in set(by_no_coder()[["unit", "code"]].itertuples(index=False, name=None))


def test_wildcards_and_hyphens_do_what_the_chapter_says():
    """Short stems catch other words, and a hyphen hides one."""
    words = pd.DataFrame({"code": ["trade", "money"], "pattern": ["import*", "fund*"]})
    texts = pd.DataFrame({"document": ["a"], "text": ["An import is important. A fund is fundamental."]})
    doubtful = traps(words, texts)
    drugs = dictionary(load("codebook")).query("pattern == 'narcotic*'")
    hidden = pd.DataFrame({"document": ["a"], "text": ["Counter-narcotics."]})

    assert {"important", "fundamental"} <= set(doubtful["caught"])
    assert code_by_dictionary(hidden, drugs)["count"].sum() == 0
    assert "counter-narcotics" in section_texts().set_index("unit")["text"]["eu2007strategy-10"]
    assert "partnership" not in set(dictionary(load("codebook"))["pattern"])


def test_security_stands_as_often_under_energy_as_under_security():
    """Seven times in each of two parts of the joint statement."""
    heading = load("sections").set_index("id")["heading"]

    assert counted("us2023c5plus1", "2", "security") == counted("us2023c5plus1", "4", "security") == 7
    assert heading["us2023c5plus1-03"] == "Expanded security cooperation"
    assert heading["us2023c5plus1-05"] == "Energy security and climate"


def test_the_aid_strategies_are_the_most_alike_for_every_coder():
    """First of 91 pairs for all three; the two strategies are among the first four."""
    for coder in "ABC":
        pairs = similarity(profiles(coder), weights="count")[["first", "second"]].to_numpy().tolist()
        assert len(pairs) == len(list(combinations(range(14), 2)))
        assert set(pairs[0]) == {"ec2002strategy", "ec2007rsp"}
        assert {"eu2007strategy", "eu2019strategy"} in [set(pair) for pair in pairs[:4]]


def test_scaling_puts_each_text_beside_its_kind_and_loses_what_is_new():
    """2019 beside 2007, the aid strategies together; Afghanistan and civil society fall away."""
    for coder in "ABC":
        assert abs(scores(coder)["eu2019strategy"] - scores(coder)["eu2007strategy"]) < 0.05
        assert abs(scores(coder)["ec2007rsp"] - scores(coder)["ec2002strategy"]) < 0.05
    assert {"afghanistan", "civil_society"} <= dropped_from_2019()[2]


def test_weights_are_those_of_the_text_and_the_ladder():
    """Rights and reform keep 3; investment and transport too; trade and energy fall; later texts lean."""
    known = weights()
    before, after = known.loc["eu2007strategy"], known.loc["eu2019strategy"]

    assert before[["democracy_rights", "governance_reform", *ECONOMY]].tolist() == [3] * 6
    assert (
        after[["democracy_rights", "governance_reform", "investment_sme", "transport_connectivity"]].tolist() == [3] * 4
    )
    assert after[["trade_wto", "energy_supply"]].tolist() == [2, 2]
    assert known.loc["roadmap2023", list(ECONOMY)].tolist() == [3] * 4
    assert known.loc["roadmap2023", list(VALUES)].isna().all()
    assert known.loc["jd2025samarkand", ["democracy_rights", "energy_supply", "transport_connectivity"]].tolist() == [
        1,
        3,
        3,
    ]


def test_the_ladder_counts_what_the_coders_count():
    """Sections with values against economy, coder by coder."""
    for coder in "ABC":
        (v7, e7, _), (v19, e19, _) = (
            values_and_economy(coder, document) for document in ("eu2007strategy", "eu2019strategy")
        )
        assert f"coder {coder} {v7}:{e7}, then {v19}:{e19}" in PAGE


def test_the_coders_part_over_governance_and_civil_society():
    """Of 2019 A finds values in three more sections than B, each by one of the two weakest codes."""
    of_values = {
        coder: {(unit, code) for unit, code in given()[coder] if code in VALUES and unit.startswith("eu2019strategy")}
        for coder in "AB"
    }
    units = {coder: {unit for unit, _ in pairs} for coder, pairs in of_values.items()}
    more = units["A"] - units["B"]

    assert units["B"] < units["A"]
    assert len(more) == 3
    assert {code for unit, code in of_values["A"] if unit in more} == {"governance_reform", "civil_society"}


def test_outside_powers_are_a_mention():
    """Weight 1 in 2007, 2015 and 2019."""
    rows = load("priorities").query("code == 'external_actors'").set_index("document")["salience"]

    assert rows[["eu2007strategy", "cc2015", "eu2019strategy"]].tolist() == [1, 1, 1]


def test_what_the_questions_say_of_the_data_is_true():
    """Alpha to be predicted, the share to be computed, and eight passages on which all coders agree."""
    bank = "14-content-analysis-laboratory"
    coding = find(f"{bank}/code-eight-sections").body
    raw = tomllib.loads((ROOT / f"exercises/{bank}/questions.toml").read_text("utf-8"))["question"]
    units = [passage["section"] for passage in raw[0]["passages"]]
    offered = {code.id for code in coding.codes}

    assert find(f"{bank}/predict-governance").body.answer == round(by_code()["value"]["governance_reform", ALPHA], 2)
    assert find(f"{bank}/equal-answers").body.answer == round(
        100 * by_code("AC")["value"]["governance_reform", "percent agreement"], 1
    )
    for unit in units:
        own = [{code for section, code in given()[coder] if section == unit} & offered for coder in "ABC"]
        assert own[0] == own[1] == own[2], unit


def test_the_refutations_in_the_register_of_beliefs_are_the_data_s():
    """What the chapter's three new beliefs are refuted with is computed, too."""
    refuted = {key: entry.refutation for key, entry in misconceptions().items()}
    equal, alpha = (by_code()["value"]["civil_society", name] for name in ("percent agreement", ALPHA))

    assert f"{100 * equal:.1f} times in a hundred" in refuted["percent-is-reliability"]
    assert f"alpha is {dec(alpha)}" in refuted["percent-is-reliability"]
    assert f"an alpha of {dec(overall('BC'))}" in refuted["reliable-is-valid"]
    assert f"finds {len(by_no_coder())} codes in paraphrases in which no coder found them" in refuted["word-is-theme"]
