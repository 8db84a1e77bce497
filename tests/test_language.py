"""The words of the interface."""

import json

import pytest

from coursekit.errors import CourseError
from coursekit.language import front_end_words, words


@pytest.mark.parametrize("catalogue", [words, front_end_words])
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_language_has_the_same_words(catalogue, language):
    """No interface word is missing in Kazakh or Russian, none is left over."""
    assert sorted(catalogue(language)) == sorted(catalogue("en"))
    assert all(catalogue(language).values())


@pytest.mark.parametrize("catalogue", [words, front_end_words])
def test_places_for_numbers_are_the_same_in_every_language(catalogue):
    """A word with a place for a number has it in each language."""
    for key, text in catalogue("en").items():
        for language in ("kk", "ru"):
            assert ("{n}" in text) == ("{n}" in catalogue(language)[key]), key


def test_an_unknown_language_is_refused():
    """The message names the languages there are."""
    with pytest.raises(CourseError, match="'en'"):
        words("de")


def test_the_catalogues_are_plain_json(root):
    """Translators can edit both files by hand."""
    for file in root.glob("src/coursekit/**/words.json"):
        assert set(json.loads(file.read_text("utf-8"))) == {"en", "kk", "ru"}
