"""Chapter 14: every number in its prose is what coursekit computes from the data."""

import json
import math
import re
import tomllib
from functools import cache
from itertools import combinations
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from coursekit import content, corpus
from coursekit.content.coding.sections import section_codings
from coursekit.content.reliability.agreement import agreement, agreement_by_code
from coursekit.content.reliability.presence import presence
from coursekit.content.words.dictionary import code_by_dictionary, dictionary
from coursekit.content.words.keyness import keyness
from coursekit.content.words.scaling import wordscores
from coursekit.content.words.similarity import similarity
from coursekit.content.words.traps import traps
from coursekit.data import load
from coursekit.errors import library
from coursekit.plots.chapters.content_analysis_laboratory.dictionary import (
    compared,
    found_by_coders,
    found_by_words,
    section_texts,
)
from coursekit.plots.chapters.content_analysis_laboratory.values import ECONOMY, VALUES, values_and_economy, weights
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


def by_a(sections, *, alone=False):
    """Return how many codes A gave in some sections, perhaps only those that nobody else gave."""
    codes = given()["A"] - given()["B"] - given()["C"] if alone else given()["A"]
    return sum(unit in sections for unit, _ in codes)


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


AID = ["ec2002strategy", "ec2007rsp", "ec2007mip"]
POLITICAL = ["eu2007strategy", "cc2015", "cc2017", "cc2019", "eu2019strategy"]
#: What the course says of its own reading, and not of a document.
REMARKS = (
    r"Only the heading, in the list of contents, could be read\.|(?:Sub-s|S)ection number unknown\.|"
    r"Paragraph number unknown\.|Heading read[;:]|First words read:"
)


def key_words(*, without_remarks):
    """Return the key words of our paraphrases of aid papers against those of political texts."""
    sections = load("sections")
    gist = sections["gist"].fillna("")
    gist = gist.str.replace(REMARKS, "", regex=True) if without_remarks else gist
    texts = (sections["heading"] + ". " + gist).groupby(sections["document"]).agg(" ".join)
    table = keyness(content.word_counts(texts.rename("text").reset_index()), AID, POLITICAL)
    return table[table["key"]]


def sections_of(code, document):
    """Return in how many sections of a document each coder found a code."""
    return [sum(unit.startswith(document) for unit in found(code, coder)) for coder in "ABC"]


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
    "answers": lambda: f"Each answered {SECTIONS.sum() * len(load('codebook')):,} questions",
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
        f"where only a heading is known, {by_a(headings_only(), alone=True)} of A's {by_a(headings_only())} codes "
        f"stand alone and alpha is {dec(overall(sections=headings_only()))}; elsewhere "
        f"{by_a(others(), alone=True)} of {by_a(others())}, and alpha is {dec(overall(sections=others()))}"
    ),
    "dictionary": lambda: f"It gives {len(found_by_words())} codes",
    "found and missed": lambda: (
        f"it finds {compared('two')['both'].sum()} and misses {compared('two')['missed'].sum()}; "
        f"{len(by_no_coder())} of its own no coder gave"
    ),
    "security": lambda: f"`security` stands {counted('us2023c5plus1', 'ALL', 'security')} times",
    "limit": lambda: f"up to {library('scipy.stats').chi2.isf(0.05, 1):.2f}, by custom, chance is not ruled out",
    "key at first": lambda: f"At first {len(key_words(without_remarks=False))} words were key",
    "aid strategies": lambda: "2002 and 2007: {}, {} and {} of 1".format(
        *(dec(cosine(coder, "ec2002strategy", "ec2007rsp")) for coder in "ABC")
    ),
    "strategies": lambda: "2007 and 2019 stand at {}, {} and {}".format(
        *(dec(cosine(coder, "eu2007strategy", "eu2019strategy")) for coder in "ABC")
    ),
    "scaled": lambda: "the codes of 2019 come out at {}, {} and {}".format(
        *(dec(scores(coder)["eu2019strategy"]) for coder in "ABC")
    ),
    "fall away": lambda: (
        f"Of the {dropped_from_2019()[0]} codes that A gave to 2019 {WORDS[dropped_from_2019()[1]]} fall away"
    ),
    "coder A": lambda: "{} and {} in 2007, {} and {} in 2019".format(*leads()["A"][0], *leads()["A"][1]),
    "coder B": lambda: "Coder B counts {} and {}, then {} against {}".format(*leads()["B"][0], *leads()["B"][1]),
    "groups": lambda: (
        f'For "some value in this section" alpha is {dec(alpha_of_group(VALUES))}, '
        f'for "some economy" {dec(alpha_of_group(ECONOMY))}'
    ),
    "connectivity": lambda: f"(alpha {dec(by_code()['value']['transport_connectivity', ALPHA])})",
    "connectivity in outlines": lambda: (
        f"has {WORDS[sections_of('transport_connectivity', 'eu2007strategy')[0]]} section of eleven in 2007 and "
        f"{WORDS[sections_of('transport_connectivity', 'eu2019strategy')[0]]} in 2019 for every coder"
    ),
    "energy in outlines": lambda: (
        "*supply* has {} sections of eleven in 2007 for every coder, and in 2019 {} for A and {} for B and C".format(
            *(
                WORDS[number]
                for number in (
                    sections_of("energy_supply", "eu2007strategy")[0],
                    *sections_of("energy_supply", "eu2019strategy")[:2],
                )
            )
        )
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

    assert len(quoted) == 1
    assert set(quoted) <= set(load("coding_doubts")["doubt"])


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("environment_climate", "eu2019strategy-07"),
        ("security_general", "jd2025samarkand-04"),
        ("transport_connectivity", "cc2017-04"),
        ("financing_instruments", "eu2019strategy-01"),
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


def test_nothing_is_concluded_from_the_mention_of_outside_powers():
    """The weight 1 of the strategy of 2007 comes from the words that were seen, so C32 is left alone."""
    rows = load("priorities").query("code == 'external_actors'").set_index("document")

    assert rows.loc["eu2007strategy", "salience"] == 1
    assert rows.loc["eu2007strategy", "basis"] == "seen_part"
    assert "On C32" in PAGE.partition("**Left alone.**")[2]
    assert "{claim}`C32`" not in PAGE


def test_outlines_of_the_two_strategies_say_for_every_coder_what_the_page_says():
    """Eleven sections each; transport from one to three for all, energy two in 2007 for all."""
    assert SECTIONS["eu2007strategy"] == SECTIONS["eu2019strategy"] == 11
    assert sections_of("transport_connectivity", "eu2007strategy") == [1, 1, 1]
    assert sections_of("transport_connectivity", "eu2019strategy") == [3, 3, 3]
    assert sections_of("energy_supply", "eu2007strategy") == [2, 2, 2]
    for coder in "ABC":
        either = {*found("energy_supply", coder), *found("energy_transition", coder)}
        then, now = (sum(unit.startswith(text) for unit in either) for text in ("eu2007strategy", "eu2019strategy"))
        assert now >= then
    assert sections_of("energy_supply", "eu2019strategy") == [2, 1, 1]


def test_keyness_of_the_paraphrases_finds_remarks_first_and_then_a_name():
    """Our own remarks are among the key words; without them one is left."""
    first = set(key_words(without_remarks=False)["token"])

    assert {"heading", "read", "contents", "number", "unknown"} <= first
    assert key_words(without_remarks=True)["token"].tolist() == ["ec"]
    assert "one word is left: *EC*" in PAGE


def rows_of_table(first_cell):
    """Return the cells of the table of the page that begins with a cell."""
    lines = PAGE.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {first_cell} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return rows
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_the_worked_example_of_agreement_is_computed():
    """Kappa .17 and alpha .25 on the five sections of the table, with the shares on the way."""
    table = rows_of_table("section")
    first, second = ("".join(row[place][0] for row in table) for place in (1, 2))
    ratings = content.ratings_from_rows({"A": first, "B": second})
    kappa, alpha = content.cohen_kappa(ratings), content.krippendorff_alpha(ratings)

    assert [row[3] for row in table] == ["yes" if one == two else "no" for one, two in zip(first, second, strict=True)]
    assert (first + second).count("y") == 4
    assert f"Kappa is (.60 − .52) / (1 − .52) = {dec(kappa)}" in PAGE
    assert f"Two drawn without putting back differ in {2 * 4 * 6} of {10 * 9} cases: {dec(48 / 90)}" in PAGE
    assert f"Alpha is 1 − .40 / .53 = {dec(alpha)}" in PAGE


def test_the_worked_example_of_keyness_is_computed():
    """Log ratio 1.6 and log-likelihood 2.1, and 20.9 with ten times the text."""
    small, large = (
        keyness(
            pd.DataFrame({"document": ["one", "two"], "token": "market", "count": [6 * times, 2 * times]}),
            "one",
            sizes=(1000 * times, 1000 * times),
        ).iloc[0]
        for times in (1, 10)
    )
    table = {row[0]: row[1:] for row in rows_of_table("*market*")}

    assert table["found"] == ["6", "2"]
    assert table["expected, if equally frequent"] == ["4", "4"]
    assert f"or {small['log_ratio']:.1f} doublings" in PAGE
    assert f"2 × (6 × ln 6/4 + 2 × ln 2/4) = {small['log_likelihood']:.1f}" in PAGE
    assert math.isclose(small["log_likelihood"], 2 * (6 * math.log(6 / 4) + 2 * math.log(2 / 4)))
    assert f"the size stays and the evidence is {large['log_likelihood']:.1f}" in PAGE
    assert small["log_ratio"] == large["log_ratio"]


def test_the_worked_example_of_wordscores_is_computed():
    """Scores .25, .50, .75, the new text at .60, the references at .40 and .60."""
    rows = [row for row in rows_of_table("code") if row[0] != "all"]
    counts = pd.DataFrame(
        [(text, row[0], int(row[cell])) for row in rows for text, cell in (("zero", 1), ("one", 2), ("new", 4))],
        columns=["document", "token", "count"],
    )
    words, documents = wordscores(counts[counts["count"] > 0], {"zero": 0, "one": 1})
    places = documents.set_index("document")["score"]
    scores_of = words.set_index("token")["score"]

    assert {row[0]: row[3] for row in rows} == {
        row[0]: dec(scores_of[row[0]]) if row[0] in scores_of.dropna().index else "none" for row in rows
    }
    assert f"(1 × .25 + 1 × .50 + 3 × .75) / 5 = {dec(places['new'])}" in PAGE
    assert f"come out at {dec(places['zero'])} and {dec(places['one'])}, not at 0 and 1" in PAGE


def written(part):
    """Return what an author wrote in a part: of a notebook the cells without what running them printed."""
    file = ROOT / part
    if file.suffix != ".ipynb":
        return file.read_text("utf-8")
    return "\n".join(cell.source for cell in nbformat.read(file, as_version=4).cells)


NAME = "14-content-analysis-laboratory"
BANK = f"exercises/{NAME}/questions.toml"
PARTS = {
    part: written(part)
    for part in (
        f"book/{NAME}.md",
        f"book/notes/{NAME}.md",
        f"notebooks/{NAME}.ipynb",
        BANK,
        f"exercises/{NAME}/practice.ipynb",
        f"exercises/{NAME}/assignment.ipynb",
    )
}


@pytest.mark.parametrize("part", PARTS)
def test_nothing_rests_on_a_count_of_a_text_that_breaks_off(part):
    """No part names the words of the copies of 2007 and 2019 that are cut, or calls them an opening."""
    terms = load("terms")
    cut = terms[terms["document"].isin(["eu2007strategy", "eu2019strategy"])]
    sizes = {*cut["tokens"].astype(str), str(485)}

    assert cut["tokens"].nunique() == 2
    assert [size for size in sizes if re.search(rf"\b{size} words|\bin {size}\b", PARTS[part])] == []
    assert "the openings" not in PARTS[part].lower()


@pytest.mark.parametrize("part", PARTS)
def test_every_part_says_that_the_coders_are_programs(part):
    """Page, notes, lab, bank, practice and assignment name the kind of coder."""
    assert "automated readers" in PARTS[part].lower()
    assert "language models" in PARTS[part]


def test_page_and_data_dictionary_say_who_coded_in_the_same_words():
    """One sentence, in the chapter and in the description of both tables of codes."""
    sentence = "utomated readers (language models) instructed with the codebook; no person coded these sections"
    resources = json.loads((ROOT / "src/coursekit/data/datapackage.json").read_text("utf-8"))["resources"]
    described = {resource["name"]: resource["description"] for resource in resources}

    assert sentence in PAGE
    assert sentence in described["section_codes"]
    assert sentence in described["codings"]
    assert "automated readers" in described["coding_doubts"]


def test_the_claim_is_printed_as_the_article_has_it():
    """The Kazakh word on which the verdict turns stands in the text and in the ladder, our reading apart from it."""
    ladder = PAGE[PAGE.index(":::{evidence} C82") :]

    assert "«Таңдамай» means *not choosing*; we read it as *not imposing*" in PAGE
    assert "«таңдамай»" in ladder[: ladder.index("[data]")]
    assert "are our reading" in ladder[: ladder.index("[data]")]


def cells(tag):
    """Return the code of the lab's cells with a tag, in order."""
    notebook = nbformat.read(ROOT / "notebooks/14-content-analysis-laboratory.ipynb", as_version=4)
    return [cell.source for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def run(sources, space):
    """Run cells in a space of names, as a student does."""
    for source in sources:
        exec(source, space)  # noqa: S102  the course's own cells


def test_without_a_copy_the_lab_says_what_is_missing_and_goes_on(tmp_path, monkeypatch, capsys):
    """One line names the texts; the cells that would count stay silent."""
    monkeypatch.chdir(tmp_path)
    space = {"pd": pd, "content": content, "corpus": corpus}
    run(cells("own-copies"), space)

    assert capsys.readouterr().out == "no copy yet: eu2007strategy, eu2019strategy\n"


def test_with_two_copies_the_lab_counts_per_thousand_words(tmp_path, monkeypatch, capsys):
    """The student's own texts are counted by group, each per thousand of its own words."""
    monkeypatch.chdir(tmp_path)
    texts = {
        "eu2007strategy": "Energy and human rights. Oil and gas. " + "Peace for all people here. " * 20,
        "eu2019strategy": "Connectivity and partnership. Connectivity again. " + "Peace for all people here. " * 40,
    }
    for key, text in texts.items():
        (tmp_path / f"{key}.txt").write_text(text, encoding="utf-8")
        corpus.add(tmp_path / f"{key}.txt", key=key)
    space = {"pd": pd, "content": content, "corpus": corpus, "shown": ["token", "target", "reference"]}
    run(cells("own-copies"), space)
    counted_in = space["hits"].set_index(["document", "code"])["count"]

    assert "no copy yet: none" in capsys.readouterr().out
    assert counted_in["eu2007strategy"].to_dict() == {"rights": 1, "energy": 3, "connectivity": 0, "partnership": 0}
    assert counted_in["eu2019strategy"].to_dict() == {"rights": 0, "energy": 0, "connectivity": 2, "partnership": 1}


def test_a_coding_of_ones_own_is_compared_and_none_is_not_missed(capsys):
    """Nothing coded: one line. B's own codes entered as mine: alpha 1 with B."""
    space = {"pd": pd, "content": content, "codings": codings()}
    first, *rest = cells("own-coding")
    run([first, *rest], space)
    units = ["cc2017-04", "roadmap2023-01", "eu2019strategy-03"]
    space["my_codes"] = {
        unit: codings().query("unit == @unit and coder == 'B'")["code"].dropna().tolist() for unit in units
    }
    run(rest, space)

    assert capsys.readouterr().out.startswith("no coding of your own yet\n")
    assert space["found"]["B"] == 1


def bank():
    """Return the questions as they are written."""
    return tomllib.loads(PARTS[BANK])["question"]


def test_no_hint_of_the_lab_is_the_solution():
    """What the folded solution computes stands in no hint."""
    notebook = nbformat.read(ROOT / "notebooks/14-content-analysis-laboratory.ipynb", as_version=4)
    solved = re.findall(
        r"^answer = (.+)$",
        "\n".join(cell.source for cell in notebook.cells if "{admonition} Solution" in cell.source),
        re.MULTILINE,
    )
    hints = [hint for question in bank() if question["place"] == "lab" for hint in question["hints"]]

    assert len(solved) == 7
    assert [solution for solution in solved if len(solution) > 3 and any(solution in hint for hint in hints)] == []


def test_what_the_questions_say_of_the_data_is_true():
    """Alpha to be predicted, the share to be computed, and eight passages on which all coders agree."""
    name = "14-content-analysis-laboratory"
    coding = find(f"{name}/code-eight-sections").body
    raw = tomllib.loads((ROOT / f"exercises/{name}/questions.toml").read_text("utf-8"))["question"]
    units = [passage["section"] for passage in raw[0]["passages"]]
    offered = {code.id for code in coding.codes}

    assert find(f"{name}/predict-governance").body.answer == round(by_code()["value"]["governance_reform", ALPHA], 2)
    prompt = find(f"{name}/ninety-one-per-cent").prompt
    assert f"to {len(found('governance_reform', 'A'))} of 156 sections" in prompt
    assert f"coder C to {len(found('governance_reform', 'C'))}, all of them among A's" in prompt
    assert found("governance_reform", "C") < found("governance_reform", "A")
    further = found("governance_reform", "A") - found("governance_reform", "C")
    assert (len(further), len(further & headings_only())) == (14, 7)
    assert "Half of A's fourteen further sections are known by their heading only" in PARTS[BANK]
    assert f"{100 * by_code('AC')['value']['governance_reform', 'percent agreement']:.0f} per cent" in prompt
    assert f"alpha of this pair is {dec(by_code('AC')['value']['governance_reform', ALPHA])}" in prompt
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
