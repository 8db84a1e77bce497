"""Who says so, and where they differ."""

import pytest

import coursekit
from coursekit.errors import MethodError
from coursekit.history import sources
from coursekit.history.notes import addresses, apart, difference, sentences

IDS = coursekit.load("events")["id"].tolist()


def test_every_event_has_a_confirming_source_with_an_address():
    """No event rests on nothing."""
    for identifier in IDS[::7]:
        table = sources(identifier)
        assert table["role"].iloc[0] == "confirms"
        assert table["url"].iloc[0].startswith("http")


def test_the_adoption_of_the_first_strategy_is_disputed():
    """The article says May, the register June, and a claim is contradicted by it."""
    table = sources("E044")

    article = table[table["role"] == "article"].iloc[0]
    assert article["how"] == "other date"
    assert "May 2007" in article["says"]
    assert table.query("role == 'evidence' and source == 'C26'")["how"].tolist() == ["contradicts"]


def test_a_document_with_another_date_is_marked():
    """The text of 31 May belongs to a document that was adopted in June."""
    document = sources("E043").query("role == 'document'").iloc[0]

    assert (document["source"], document["date"], document["how"]) == ("eu2007strategy", "2007-06-22", "other date")


def test_a_note_gives_the_addresses_it_names():
    """Each sentence with the pages in it, and who keeps them."""
    notes = sources("E028").query("role == 'note'")

    assert "www.europa.eu" in notes["publisher"].tolist()
    assert not notes["url"].dropna().str.endswith(".").any()


def test_differs_is_where_something_is_said_of_how():
    """The two columns agree in every event."""
    for identifier in IDS[::11]:
        table = sources(identifier)
        assert (table["differs"] == (table["how"] != "")).all()


def test_an_unknown_event_is_answered_with_the_nearest():
    """A misspelt id is named."""
    with pytest.raises(MethodError, match=r"There is no event 'E999'\. Did you mean 'E199'"):
        sources("E999")


@pytest.mark.parametrize(
    ("sentence", "how"),
    [
        ("The source gives only the year.", "doubt"),
        ("Day inferred from a report of Thursday.", "doubt"),
        ("Sources differ on the death toll.", "two voices"),
        ("The page title says 'sign', but the text says initialling.", "two voices"),
        (
            "The Parliament dossier dates the decision to 21 September 2017; the Council announcement to 9 October.",
            "two voices",
        ),
        ("The article gives May 2007.", "other date"),
        ("UNDP dates the extra funding to 2020.", "other date"),
        ("The report names 17 October 2017 as the day.", ""),
        ("Page reports the meeting of October 2017.", ""),
        ("Regulation 2157/91; first-year commitment ECU 400 million.", ""),
        ("See the page (https://example.org/but-not-confirmed).", ""),
        ("The page gives 31 February 2016, which is no date.", ""),
    ],
)
def test_notes_are_marked_by_rule(sentence, how):
    """Each mark has its words; an address is no word."""
    assert difference(sentence, "2017-10-17", "2017-10-17") == how


def test_sentences_and_addresses_are_cut_cleanly():
    """Numbers and addresses hold no end of a sentence."""
    note = "See No. 5 of https://a.org/x.html. Another page (https://b.org/y) agrees."

    assert sentences(note) == ["See No. 5 of https://a.org/x.html.", "Another page (https://b.org/y) agrees."]
    assert addresses(note) == ["https://a.org/x.html", "https://b.org/y"]
    assert sentences(None) == []


def test_a_date_inside_a_span_is_not_apart():
    """Only what cannot be the event's date is another date."""
    assert not apart("2006", "2004-05-01", "2007-01-01")
    assert apart("2008", "2004-05-01", "2007-01-01")
