"""The words of the interface."""

import json
import re

import pytest

from coursekit.errors import CourseError
from coursekit.language import alphabetical, front_end_words, words


def texts(words_of_a_language):
    """Return key -> text, the forms of a plural as keys of their own."""
    flat = {}
    for key, word in words_of_a_language.items():
        forms = {f"{key}.{form}": text for form, text in word.items()} if isinstance(word, dict) else {key: word}
        flat.update(forms)
    return flat


@pytest.mark.parametrize("catalogue", [words, front_end_words])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_language_has_the_same_words(catalogue, language):
    """No interface word is missing in Kazakh or Russian, none is left over."""
    assert sorted(catalogue(language)) == sorted(catalogue("en"))
    assert all(texts(catalogue(language)).values())


@pytest.mark.parametrize("catalogue", [words, front_end_words])
def test_places_for_numbers_are_the_same_in_every_language(catalogue):
    """A word with a place for a number has it in each language."""
    for language in ("kk", "ru"):
        for key, text in texts(catalogue("en")).items():
            places, others = (sorted(re.findall(r"{\w+}", one)) for one in (text, texts(catalogue(language))[key]))
            assert places == others, key


def test_an_unknown_language_is_refused():
    """The message names the languages there are."""
    with pytest.raises(CourseError, match="'en'"):
        words("de")


def test_the_catalogues_are_plain_json(root):
    """Translators can edit both files by hand."""
    for file in root.glob("src/coursekit/**/*words.json"):
        assert set(json.loads(file.read_text("utf-8"))) == {"en", "kk", "ru"}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_words_that_were_wrong_do_not_come_back(language):
    """A verdict is no final mark, a hint no Council, agreement of coders no treaty, an estimate no grade."""
    said = words(language) | front_end_words(language)

    def says(*keys):
        return " ".join(json.dumps(said[key], ensure_ascii=False).lower() for key in keys)

    hints = says("hint", "hint_label", "hints_done", "lab_hint", "lab_more_hints")
    estimates = says(*(key for key in said if key.startswith("predict")))
    coders = says("code_alike", "code_kappa_means", "code_kappa_none")
    assert "баға" not in says("rung_verdict", "rung_data")
    assert "кеңес" not in hints
    assert "оценк" not in estimates
    assert "келісім" not in coders


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_the_catalogue_owns_the_order_of_words(language):
    """A chapter's number stands where the language puts it: a template, not a word to put a number behind."""
    said = words(language)

    assert all("{n}" in said[key] for key in ("chapter", "part", "lab_hint"))


def test_kazakh_letters_stand_where_the_alphabet_has_them():
    """By code points ә, қ, ң and their like would follow я."""
    listed = ["Ынтымақтастық", "Өзбекстан", "Тәжікстан", "Әзербайжан", "Қазақстан", "Кеңес", "Бірлестік", "Ірі"]

    assert sorted(listed, key=lambda text: alphabetical(text, "kk")) == [
        "Әзербайжан", "Бірлестік", "Кеңес", "Қазақстан", "Өзбекстан", "Тәжікстан", "Ынтымақтастық", "Ірі",
    ]  # fmt: skip


def test_the_russian_letter_yo_is_sorted_as_ye():
    """Ёлка stands before жизнь, not after яблоко."""
    assert sorted(["жизнь", "ёлка", "яблоко"], key=lambda text: alphabetical(text, "ru")) == ["ёлка", "жизнь", "яблоко"]
