"""Coding by dictionary, and what its asterisks catch."""

from collections import Counter
from importlib import import_module

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit
from coursekit.content.words.dictionary import code_by_dictionary, dictionary
from coursekit.content.words.tokens import stem, stems, token_table
from coursekit.content.words.traps import traps
from coursekit.errors import MethodError

WORDS = st.lists(st.sampled_from(["raw", "critical", "material", "materials", "of", "law", "rule", "x"]), max_size=30)
PATTERNS = ("raw material*", "critical raw material*", "material*", "rule of *  law", "rule of law", "of law")


def words(**patterns):
    """Return a dictionary: patterns separated by ``;`` for each code."""
    return dictionary(pd.DataFrame({"code": list(patterns), "keywords": list(patterns.values())}))


def counted(text, table, **options):
    """Return the counts of one text by code."""
    texts = pd.DataFrame({"document": ["a"], "text": [text]})
    return code_by_dictionary(texts, table, **options).set_index("code")["count"].to_dict()


def by_hand(tokens, patterns):
    """Count as the rule says, word by word: longest first, then from the left."""
    taken, found = set(), 0
    wanted = sorted((pattern.split() for pattern in patterns), key=len, reverse=True)
    for length in sorted({len(pattern) for pattern in wanted}, reverse=True):
        for start in range(len(tokens) - length + 1):
            place = set(range(start, start + length))
            here = tokens[start : start + length]
            if place.isdisjoint(taken) and any(fit(here, pattern) for pattern in wanted if len(pattern) == length):
                taken |= place
                found += 1
    return found


def fit(here, pattern):
    """Tell whether words fit a pattern word by word."""
    pairs = zip(here, pattern, strict=True)
    return all(word.startswith(part[:-1]) if part.endswith("*") else word == part for word, part in pairs)


def test_a_dictionary_has_a_row_for_each_keyword_of_the_codebook():
    """The course's codebook gives 26 codes in its order."""
    codebook = coursekit.load("codebook")
    table = dictionary(codebook)

    assert table["code"].unique().tolist() == codebook["code"].tolist()
    assert len(table) == codebook["keywords"].str.count(";").sum() + 26


@given(WORDS)
def test_counts_are_those_of_the_rule_by_hand(text):
    """Within a code no word counts twice: the longest first, of equally long ones the first."""
    assert counted(" ".join(text), words(code=";".join(PATTERNS)))["code"] == by_hand(text, PATTERNS)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Critical raw materials and raw material", 2),
        ("raw, material", 1),
        ("RAW MATERIALS", 1),
        ("raw\u00ad material", 1),
        ("materially", 0),
        ("", 0),
    ],
)
def test_phrases_are_counted_once(text, count):
    """Whatever their case, and across commas."""
    assert counted(text, words(code="raw material*;critical raw material*")) == {"code": count}


def test_between_codes_words_are_shared():
    """The same words may speak for two codes."""
    assert counted("border management", words(one="border*", two="border management")) == {"one": 1, "two": 1}


def test_a_phrase_does_not_go_from_one_text_into_the_next():
    """The last word of a text and the first of the next are no neighbours."""
    texts = pd.DataFrame({"unit": ["a", "b"], "text": ["the rule of", "law"]})

    assert code_by_dictionary(texts, words(code="rule of law"))["count"].sum() == 0


def test_every_text_and_code_has_a_row():
    """Zero says looked for and not found; the number of words allows rates."""
    texts = pd.DataFrame({"unit": ["a", "b", "c"], "text": ["Water and energy", "", "energy"]})
    table = code_by_dictionary(texts, words(water="water*", energy="energy"))

    assert table.values.tolist() == [
        ["a", "water", 1, 3],
        ["a", "energy", 1, 3],
        ["b", "water", 0, 0],
        ["b", "energy", 0, 0],
        ["c", "water", 0, 1],
        ["c", "energy", 1, 1],
    ]


def test_many_texts_are_counted_in_portions():
    """What lies beyond the first portion is counted like the rest."""
    texts = pd.DataFrame({"document": ["a", "b", "c"], "text": ["water " * 400_000, "raw water " * 200_000, "water"]})
    table = code_by_dictionary(texts, words(water="water", both="raw water"))

    assert table["count"].tolist() == [400_000, 0, 200_000, 200_000, 1, 0]


def test_excepted_words_are_not_caught():
    """An exception may have an asterisk of its own, and touches its pattern only."""
    codebook = pd.DataFrame({"code": ["trade", "other"], "keywords": ["import*;importance", "important"]})
    table = dictionary(codebook, excepted={"import*": "important*;importance"})

    assert counted("imports importance important importantly", table) == {"trade": 2, "other": 1}


def test_hyphens_separate_in_texts_and_patterns_alike():
    """Then ten-t is a phrase, and water is found in water-related."""
    table = words(transport="ten-t", water="water")

    assert counted("TEN-T, TEN T, water-related", table) == {"transport": 1, "water": 0}
    assert counted("TEN-T, TEN T, water-related", table, split_hyphens=True) == {"transport": 2, "water": 1}


@pytest.mark.parametrize(("language", "pattern"), [("kk", "стратегия*"), ("ru", "стратеги*")])
def test_prefixes_find_the_forms_of_kazakh_and_russian(language, pattern):
    """An asterisk stands for the endings."""
    text = "Стратегиясының стратегиялары" if language == "kk" else "Стратегии стратегией"

    assert counted(text, words(code=pattern), language=language) == {"code": 2}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"code": ["a"]}, "no column 'pattern' in the dictionary"),
        ({"code": [], "pattern": []}, "The dictionary is empty"),
        ({"code": ["a", "b"], "pattern": ["x", None]}, "Row 2 of the dictionary holds code 'b' and pattern nan"),
        ({"code": ["a"], "pattern": ["* *"]}, "nothing to look for in the pattern"),
        ({"code": ["a"], "pattern": ["x*"], "except": ["two words"]}, "'two words' cannot be excepted from 'x\\*'"),
    ],
)
def test_a_dictionary_that_cannot_be_used_is_refused(table, message):
    """The row and the value are named."""
    with pytest.raises(MethodError, match=message):
        counted("x", pd.DataFrame(table))


def test_a_code_without_keywords_is_named():
    """Its row is to be filled or left out."""
    with pytest.raises(MethodError, match="The code 'a' has no keywords"):
        dictionary(pd.DataFrame({"code": ["a"], "keywords": [None]}))


@pytest.mark.parametrize("keywords", ["water, river", "water|river", "water\nriver"])
def test_keywords_separated_by_other_marks_are_refused(keywords):
    """They would be one phrase that is never found."""
    with pytest.raises(MethodError, match=r"The code 'a': .* is one keyword. Separate keywords by ';'"):
        dictionary(pd.DataFrame({"code": ["a"], "keywords": [keywords]}))


def test_an_exception_for_an_unknown_keyword_is_answered_with_the_nearest():
    """A misspelt keyword is named with what was meant."""
    codebook = pd.DataFrame({"code": ["a"], "keywords": ["import*"]})
    with pytest.raises(MethodError, match="Did you mean 'import\\*'"):
        dictionary(codebook, excepted={"imports*": "important"})


def doubts(text, patterns, language="en"):
    """Return what is doubtful of each form caught."""
    texts = pd.DataFrame({"document": ["a"], "text": [text]})
    table = traps(words(code=patterns), texts, language=language)
    return dict(zip(table["caught"], table["why"], strict=True))


@pytest.mark.parametrize(
    ("text", "pattern", "doubtful", "clear"),
    [
        ("imports important importance imported", "import*", {"important", "importance"}, {"imports", "imported"}),
        ("important", "import*", {"important"}, set()),
        ("fundamental", "fund*", {"fundamental"}, set()),
        ("fund funding funded fundamental", "fund*", {"fundamental"}, {"fund", "funding", "funded"}),
        ("trade traders trademark", "trade*", {"trademark"}, {"trade", "traders"}),
        ("democracy democracy democratic", "democra*", {"democratic"}, {"democracy"}),
        ("culture cultural", "cultur*", set(), {"culture", "cultural"}),
        ("borders border-crossing", "border*", set(), {"borders", "border-crossing"}),
        ("system ecosystem", "*system", {"ecosystem"}, {"system"}),
        ("systems ecosystems", "*system*", {"systems", "ecosystems"}, set()),
        ("human rights human rightly", "human right*", set(), {"human rights", "human rightly"}),
        ("human rights human righteous", "human right*", {"human righteous"}, {"human rights"}),
    ],
)
def test_the_rule_of_thumb_in_english(text, pattern, doubtful, clear):
    """Usual endings pass, other words under the same beginning are to be looked at."""
    why = doubts(text, pattern)

    assert {word for word, reason in why.items() if reason} == doubtful
    assert {word for word, reason in why.items() if not reason} == clear


@pytest.mark.parametrize(
    ("language", "text", "pattern", "doubtful"),
    [
        ("ru", "импорт импорта импортный важный", "импорт*", {"импортный"}),
        ("kk", "елдер елдің елші елшілік", "ел*", {"елші", "елшілік"}),
    ],
)
def test_the_rule_of_thumb_by_stems(language, text, pattern, doubtful):
    """In Kazakh and Russian a form passes that has the stem of the beginning."""
    assert {word for word, reason in doubts(text, pattern, language).items() if reason} == doubtful


@pytest.mark.parametrize(("second", "clear"), [("democrat", True), ("democratic", False)])
def test_of_stems_caught_equally_often_the_first_is_meant(second, clear):
    """A word that is its own stem is clear as well."""
    why = doubts(f"democracy {second}", "democra*")

    assert (why["democracy"], why[second] == "") == ("", clear)


def test_a_pattern_that_catches_many_words_stems_each_of_them_a_few_times_at_most(monkeypatch):
    """Every word is stemmed with the others and by the rule of its own, not once for every other word."""
    stemmed = Counter()
    module = import_module("coursekit.content.words.traps")
    monkeypatch.setattr(module, "stem", lambda word, language: stemmed.update([word]) or stem(word, language))
    monkeypatch.setattr(module, "stems", lambda many, language: stemmed.update(many) or stems(many, language))
    letters = "abcdefghij"
    forms = [f"democra{a}{b}{c}k" for a in letters for b in letters for c in letters]
    table = traps(words(code="democra*"), forms)

    assert len(table) == 1000
    assert max(stemmed[form] for form in forms) <= 3


def test_only_patterns_with_an_asterisk_are_listed():
    """A word without an asterisk catches itself."""
    assert doubts("water waters", "water") == {}


def test_a_table_or_a_list_of_words_will_do():
    """The words may have been found before."""
    texts = pd.DataFrame({"document": ["a", "b"], "text": ["Import, important", "import"]})
    table = traps(words(code="import*"), texts)

    assert traps(words(code="import*"), token_table(texts)).equals(table)
    assert traps(words(code="import*"), ["import", "important", "import"]).equals(table)
    assert table[["caught", "count"]].values.tolist() == [["import", 2], ["important", 1]]


def test_one_text_is_no_list_of_words():
    """Its letters would be taken for words."""
    with pytest.raises(MethodError, match="not one text"):
        traps(words(code="import*"), "important")


def test_the_catch_of_a_phrase_stays_within_its_text():
    """Two texts do not make a phrase together."""
    texts = pd.DataFrame({"document": ["a", "b"], "text": ["human", "rights"]})

    assert traps(words(code="human right*"), texts).empty


def test_what_is_excepted_is_no_trap_any_more():
    """The loop from warning to exception closes."""
    codebook = pd.DataFrame({"code": ["trade"], "keywords": ["import*"]})
    table = dictionary(codebook, excepted={"import*": "important*"})

    assert traps(table, ["imports", "important", "importantly"])["caught"].tolist() == ["imports"]


def test_the_codebook_of_the_course_has_traps_in_its_own_paraphrases():
    """The check runs on all of them and finds the known ones."""
    texts = coursekit.load("sections").rename(columns={"id": "unit", "gist": "text"})
    table = traps(dictionary(coursekit.load("codebook")), texts)

    assert table.loc[table["why"] != "", "pattern"].tolist().count("democra*") >= 1
    assert (table["count"] > 0).all()
