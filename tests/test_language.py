"""The words of the interface."""

import json
import re

import pytest

from coursekit.errors import CourseError
from coursekit.language import front_end_words, words


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
