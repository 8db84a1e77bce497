"""Hyphens at line ends: joined, kept, or left as printed when the document does not tell."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.corpus.hyphens import Vocabulary, decide, join

LINES = ["The Euro-Asian partnership of co-operation, сондай-ақ кто-то and long-term information on term and long"]
WORDS = Vocabulary.of(LINES)


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("part", "nership", "joined"),
        ("infor", "mation", "joined"),
        ("coopera", "tion", "joined"),
        ("co", "operation", "kept"),
        ("Euro", "Asian", "kept"),
        ("Trans", "Caspian", "kept"),
        ("2007", "2013", "kept"),
        ("сондай", "ақ", "kept"),
        ("мүдде", "леріне", "joined"),
        ("что", "то", "kept"),
        ("страте", "гия", "joined"),
        ("non", "compliance", "kept"),
        ("PARTNER", "SHIP", "joined"),
        ("long", "partnership", "unsure"),
    ],
)
def test_each_hyphen_has_its_verdict(first, second, verdict):
    """The document itself is the witness, then capitals, figures and small words."""
    assert decide(first, second, WORDS) == verdict


@pytest.mark.parametrize(
    ("written", "first", "second", "verdict"),
    [
        ("understood", "under", "stand", "unsure"),
        ("understaffed", "under", "stand", "joined"),
        ("interrelated", "inter", "relations", "unsure"),
        ("interrelating", "inter", "relations", "joined"),
        ("энергосистемы", "энерго", "системами", "joined"),
    ],
)
def test_another_form_is_a_witness_if_it_shares_enough(written, first, second, verdict):
    """Three letters after the hyphen, or all of them but an ending of three; two, or all but four, are chance."""
    assert decide(first, second, Vocabulary.of([f"{first} and {second} and {written} here"])) == verdict


def joined(*lines):
    """Return the text of lines, what was counted and what is doubtful."""
    counted, doubts = Counter(), []
    return join(lines, WORDS, counted, doubts), dict(counted), doubts


def test_a_doubtful_hyphen_is_left_and_reported():
    """Where the document does not decide, the word stays as printed and is named."""
    assert joined("a long-", "partnership") == ("a long-partnership", {"unsure": 1}, ["long-partnership"])


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("pre-", "and post-accession"), "pre- and post-accession"),
        (("see https://eur-", "lex.europa.eu"), "see https://eur-lex.europa.eu"),
        (("water –", "and roads"), "water – and roads"),
        (("the part\u00ad", "nership"), "the partnership"),
        (("the end -", "of it"), "the end - of it"),
    ],
    ids=["suspended", "address", "dash", "soft hyphen", "hyphen as dash"],
)
def test_other_signs_at_line_ends(lines, text):
    """Dashes stay dashes, addresses stay whole, soft hyphens go."""
    assert joined(*lines)[0] == text


@given(st.lists(st.text("abcäжүі ,.", min_size=1).filter(str.strip), min_size=1))
def test_lines_without_hyphens_are_joined_by_spaces(lines):
    """Nothing but spaces comes between lines that end without a hyphen."""
    assert joined(*lines) == (" ".join(lines), {}, [])
