"""Words of texts, their places, their stems, and words in context."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.content.words.concordance import keyword_in_context
from coursekit.content.words.kazakh import stem_kazakh
from coursekit.content.words.tokens import LANGUAGES, stem, stems, token_table, tokens
from coursekit.errors import MethodError

TEXTS = st.text(alphabet="aEіІңҰё1’'-‑.,+ \n_²\u0301\u0306\u00adи\U0001f600", max_size=40)

# Forms of one noun as they stand in texts; each family has one stem.
FAMILIES = {
    "ел": "ел елдер елдері елдерінің елдеріне елдерінде елдерін елдерімен елдеріндегі елге елдің еліміз еліміздің",
    "серіктестік": "серіктестік серіктестікті серіктестікке серіктестіктің серіктестігі серіктестігін серіктестігінің",
    "стратегия": "стратегия стратегиясы стратегиясын стратегиясына стратегиясында стратегиялар стратегияның",
    "ынтымақтастық": "ынтымақтастық ынтымақтастықты ынтымақтастыққа ынтымақтастығы ынтымақтастығын ынтымақтастығына",
    "аймақ": "аймақ аймақты аймаққа аймақтағы аймағы аймағына аймағында аймақтарында",
    "бағдарлама": "бағдарлама бағдарламасы бағдарламалар бағдарламаларының бағдарламаларынан бағдарламаларға",
    "мемлекет": "мемлекет мемлекеттің мемлекеттер мемлекеттерінің мемлекеттермен мемлекеті",
    "қауіпсіздік": "қауіпсіздік қауіпсіздікті қауіпсіздігі қауіпсіздігіне",
    "қазақстан": "қазақстан қазақстанның қазақстанда қазақстандағы қазақстаннан қазақстанмен",
    "халық": "халық халыққа халқы халқының",
    "жұмыс": "жұмыс жұмысы жұмысын жұмыстар жұмыстан",
    "брюссель": "брюссель брюссельдің брюссельде брюссельмен",
    "мұғалім": "мұғалім мұғалімдер мұғаліммін мұғалімдерміз",
    "ео": "ео ео-ның ео-ға ео-мен ео-дан",
}


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("People-to-people, non‑proliferation", "en", ["people-to-people", "non-proliferation"]),
        ("EU–Central Asia — a strategy", "en", ["eu", "central", "asia", "a", "strategy"]),
        ("the EU’s and member states' O'Brien", "en", ["the", "eu", "and", "member", "states", "o'brien"]),
        ("C5+1 in 2021, 1,000.5 of 2007-2013", "en", ["c5+1", "in", "2021", "1,000.5", "of", "2007", "2013"]),
        ("covid-19, 10113/07 and CO₂", "en", ["covid-19", "10113", "07", "and", "co₂"]),
        ("a note² and _stress_", "en", ["a", "note", "and", "stress"]),
        (
            "Ән, Ғылым, Қала, Ңң, Өнер, Ұлт, Үй, Һәм, Іс",
            "kk",
            ["ән", "ғылым", "қала", "ңң", "өнер", "ұлт", "үй", "һәм", "іс"],
        ),
        ("Әлем ӘЛЕМ ІРІ ЕО-ның 21-ғасыр", "kk", ["әлем", "әлем", "ірі", "ео-ның", "21-ғасыр"]),
        ("Ёлка и из-за СССР", "ru", ["ёлка", "и", "из-за", "ссср"]),
        ("за\u0301мок и замо\u0301к", "ru", ["замок", "и", "замок"]),
        ("COVID-пен бiрге", "kk", ["covid-пен", "бiрге"]),
        ("Еуропа\u00adлық", "kk", ["еуропалық"]),
        ("", "en", []),
    ],
)
def test_words_are_found_as_readers_see_them(text, language, words):
    """Hyphens, apostrophes, figures, stress marks and the letters of three languages."""
    assert tokens(text, language) == words


@pytest.mark.parametrize("word", ["café", "бай", "йод", "ёлка"])
def test_an_accent_after_its_letter_is_the_same_word(word):
    """Composed and decomposed writing give one token."""
    assert tokens(unicodedata.normalize("NFD", word), "ru") == tokens(word, "ru") == [word]


def test_letters_that_look_the_same_are_not_exchanged():
    """A Latin i in a Kazakh word stays, and the word stays another one."""
    assert tokens("бірге бiрге", "kk") == ["бірге", "бiрге"]


def test_hyphens_can_separate():
    """Then EU-Central Asia holds central; apostrophes join all the same."""
    assert tokens("EU-Central Asia isn't", split_hyphens=True) == ["eu", "central", "asia", "isn't"]


@given(TEXTS, st.sampled_from(sorted(LANGUAGES)), st.booleans())
def test_places_lead_back_to_the_words(text, language, split_hyphens):
    """Every word is what stands at its place, and places neither overlap nor go back."""
    texts = pd.DataFrame({"document": ["a"], "text": [text]})
    table = token_table(texts, language, split_hyphens=split_hyphens)

    assert table["token"].tolist() == tokens(text, language, split_hyphens=split_hyphens)
    assert [
        tokens(text[s:e], language, split_hyphens=split_hyphens) for s, e in table[["start", "end"]].to_numpy()
    ] == [[token] for token in table["token"]]
    assert (table["start"].iloc[1:].to_numpy() >= table["end"].iloc[:-1].to_numpy()).all()


def test_places_count_code_points():
    """An emoji and a combining accent before a word are one place each."""
    table = token_table(pd.DataFrame({"document": ["a"], "text": ["\U0001f600 e\u0301t су"]}), "kk")

    assert table[["token", "start", "end"]].values.tolist() == [["ét", 2, 5], ["су", 6, 8]]


@pytest.mark.parametrize(("family", "forms"), FAMILIES.items(), ids=FAMILIES)
def test_the_forms_of_a_kazakh_noun_share_a_stem(family, forms):
    """Plural, possessive, case and predicate endings come off, whatever their shape."""
    assert set(stems(forms.split(), "kk")) == {family}


@pytest.mark.parametrize(
    "word",
    ["сауда", "орын", "қазақстан", "еуропалық", "доллар", "ресурс", "екі", "береді", "ішкі", "сындарлы", "бірінші"],
)
def test_what_only_looks_like_an_ending_stays(word):
    """Names in -стан, adjectives, verbs and a list of words are left as they are."""
    assert stem_kazakh(word) == word


@given(st.text(alphabet="абгғдеіклмнңоөрстуүықәжзйш-", max_size=15))
def test_a_kazakh_stem_is_never_empty_and_never_longer(word):
    """Something of the word remains, at most one restored letter longer than without."""
    assert bool(stem_kazakh(word)) == bool(word)
    assert len(stem_kazakh(word)) <= len(word) + 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "strategy strategies"), ("ru", "стратегия стратегии стратегией"), ("kk", "стратегия стратегиялары")],
)
def test_forms_share_a_stem_in_each_language(language, words):
    """Snowball for English and Russian, our own for Kazakh."""
    assert len({stem(word, language) for word in words.split()}) == 1


@pytest.mark.parametrize("ask", [tokens, stem])
def test_an_unknown_language_is_answered_with_the_known_ones(ask):
    """The message lists what there is."""
    with pytest.raises(MethodError, match=r"'de' are not known\. There are: 'en', 'kk', 'ru'"):
        ask("Wasser", "de")


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"document": ["a"]}, "no column 'text' in the texts"),
        ({"documents": ["a"], "text": ["x"]}, "no column 'document' in the texts. Did you mean 'documents'"),
        ({"document": ["a", "b"], "text": ["x", None]}, "Row 2 of the texts has no text: document 'b'"),
        ({"unit": ["a", "a"], "text": ["x", "y"]}, "The unit 'a' is there twice, again in row 2"),
    ],
)
def test_texts_that_cannot_be_read_are_named(texts, message):
    """Column, row and name are in the message."""
    with pytest.raises(MethodError, match=message):
        token_table(pd.DataFrame(texts))


def test_a_table_in_place_of_a_text_is_explained():
    """The message names the function for tables."""
    with pytest.raises(MethodError, match="there is token_table"):
        tokens(pd.DataFrame())


def test_a_keyword_is_shown_in_its_context():
    """Both sides as written, line breaks as spaces, with the place in the text."""
    text = "The EU and\nCentral Asia: respect for human rights."
    shown = keyword_in_context(pd.DataFrame({"unit": ["u"], "text": [text]}), "central asia; human right*", width=2)

    assert shown["unit"].tolist() == ["u", "u"]
    assert shown[["left", "keyword", "right"]].values.tolist() == [
        ["EU and", "Central Asia", ": respect for"],
        ["respect for", "human rights", ""],
    ]
    assert [text[start:end] for start, end in shown[["start", "end"]].to_numpy()] == ["Central Asia", "human rights"]


@pytest.mark.parametrize(
    ("pattern", "language", "found"),
    [
        ("су*", "kk", ["су", "судың"]),
        ("*ның", "kk", ["ЕО-ның"]),
        ("*дер*", "kk", ["елдерінің"]),
        ("су * ел*", "kk", ["су мен елдерінің"]),
    ],
)
def test_asterisks_stand_for_endings_beginnings_and_words(pattern, language, found):
    """At the end, at the beginning, on both sides, and alone between two words."""
    texts = pd.DataFrame({"document": ["a"], "text": ["су мен елдерінің, ЕО-ның, судың"]})

    assert keyword_in_context(texts, pattern, language=language)["keyword"].tolist() == found


def test_of_patterns_that_share_a_word_the_longest_is_shown():
    """No word is shown twice as a keyword."""
    texts = pd.DataFrame({"document": ["a"], "text": ["critical raw materials"]})

    assert keyword_in_context(texts, "raw*;critical raw material*;material*")["keyword"].tolist() == [
        "critical raw materials"
    ]


def test_a_hyphen_hides_a_word_unless_it_separates():
    """EU-Central Asia is two words or three."""
    texts = pd.DataFrame({"document": ["a"], "text": ["the EU-Central Asia strategy"]})

    assert keyword_in_context(texts, "central asia").empty
    assert keyword_in_context(texts, "central asia", split_hyphens=True)["keyword"].tolist() == ["Central Asia"]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("dem*cracy", "an asterisk stands inside a word"),
        ("*", "nothing to look for in the pattern '\\*'"),
        ("rule of *", "nothing to look for"),
        (" ; ", "nothing to look for"),
        ("...", "nothing to look for"),
    ],
)
def test_a_pattern_that_says_nothing_is_refused(pattern, message):
    """The message shows what a pattern looks like."""
    with pytest.raises(MethodError, match=message):
        keyword_in_context(pd.DataFrame({"document": ["a"], "text": ["x"]}), pattern)


def test_a_negative_width_is_refused():
    """The width is a number of words."""
    with pytest.raises(MethodError, match="0 or more, not -1"):
        keyword_in_context(pd.DataFrame({"document": ["a"], "text": ["x"]}), "x", width=-1)


def test_the_stems_of_one_text_are_refused():
    """Its letters would be taken for words."""
    with pytest.raises(MethodError, match="Several words were expected, not the text 'water rights'"):
        stems("water rights")


def test_two_russian_letters_stay_two():
    """Nothing is exchanged silently: ё and е make two words."""
    assert tokens("её ее", "ru") == ["её", "ее"]
