"""The list of official documents says what is in the data, and no more."""

import re

import pytest

from coursekit.book.official import official_entries
from coursekit.book.pages import official_documents
from coursekit.data.package import rows
from coursekit.language import words


def test_every_official_document_is_listed_once_and_no_work_about_it():
    """Agreements, strategies, conclusions and reports of institutions are there; books and articles are not."""
    keys = [entry["row"]["key"] for entry in official_entries()]
    works = {row["key"] for row in rows("documents") if row["nature"] in {"article", "book", "book review"}}

    assert len(keys) == len(set(keys)) > 40
    assert not works & set(keys)
    assert {"eu2007strategy", "eu2019strategy", "eca2013", "us2020strategy"} <= set(keys)


def test_an_address_of_eur_lex_is_given_only_where_the_number_is_known():
    """CELEX numbers come from the data; none is made up."""
    for entry in official_entries():
        made = [address for place, _, address in entry["addresses"] if place == "eurlex"]
        assert bool(made) == bool(entry["row"]["celex"])
        assert all(address.endswith(f"CELEX:{entry['row']['celex']}") for address in made)


def test_what_was_not_read_is_not_said_to_be():
    """Only a document whose sections were all read in full is called so."""
    known = {entry["row"]["key"]: entry["basis"] for entry in official_entries()}

    assert known["us2023c5plus1"] == "seen_full"
    assert known["eu2019strategy"] == "seen_part"
    assert known["cc2017"] == "secondary"
    assert known["pca1995kz"] == ""


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_the_list_is_written_in_each_language(language):
    """The same entries with links, in the words of the language."""
    shown = official_documents(language)

    assert shown.count("<li id=") == len(official_entries())
    assert words(language)["official_save"] in shown
    assert not re.search(r'href="(?!https?://)', shown)
