"""Numbers told from texts, and headings put into levels."""

import pytest

from coursekit.corpus.blocks import Block
from coursekit.corpus.numbers import split_number
from coursekit.corpus.structure import structured

NUMBERED = {
    "(12) The Union supports it.": ("12", "The Union supports it."),
    "12. The Union supports it.": ("12", "The Union supports it."),
    "1) құқықтарды ілгерілету;": ("1", "құқықтарды ілгерілету;"),
    "(a) by advice;": ("a", "by advice;"),
    "а) советом;": ("а", "советом;"),
    "III.2 Energy": ("III.2", "Energy"),
    "III. Energy": ("III", "Energy"),
    "2.1 Energy": ("2.1", "Energy"),
    "Article 3": ("Article 3", ""),
    "Article 3a – Aims": ("Article 3a", "Aims"),
    "Статья 5. Цели": ("Статья 5", "Цели"),
    "7-бап. Мақсаттар": ("7-бап", "Мақсаттар"),
    "CHAPTER II": ("CHAPTER II", ""),
    "2-тарау": ("2-тарау", ""),
    "ANNEX I": ("ANNEX I", ""),
    "• by loans": ("", "by loans"),
}
UNNUMBERED = [
    "1.5 million people",
    "2007 жылғы стратегия",
    "2019. A year",
    "A partnership",
    "I think so",
    "Articles 3 and 4",
]


@pytest.mark.parametrize(("text", "parts"), NUMBERED.items(), ids=NUMBERED)
def test_a_number_is_told_from_its_text(text, parts):
    """The number is what is printed, without brackets and full stop."""
    assert split_number(text)[1:] == parts


@pytest.mark.parametrize("text", UNNUMBERED)
def test_a_quantity_or_a_year_is_no_number(text):
    """Figures at the beginning of a sentence belong to it."""
    assert split_number(text) == ("", "", text)


def shown(*blocks):
    """Return kind, level, number and text of structured blocks."""
    return [(one.kind, one.level, one.number, one.text) for one in structured(Block(*block) for block in blocks)]


def test_levels_follow_style_then_the_depth_of_numbers():
    """Chapters stand above sections, and levels have no gaps."""
    found = shown(("heading", "CHAPTER I"), ("heading", "III.2 Energy"), ("paragraph", "Article 4"))

    assert [(level, number) for _, level, number, _ in found] == [(1, "CHAPTER I"), (2, "III.2"), (3, "Article 4")]


def test_a_sentence_on_an_article_is_no_heading():
    """Only a short line that names a part, and no sentence that speaks of it, is a heading."""
    text = "Article 3 of the Agreement applies"

    assert shown(("paragraph", text), ("paragraph", "Annex I to the act")) == [
        ("paragraph", 0, "", text),
        ("paragraph", 0, "", "Annex I to the act"),
    ]


def test_footnotes_come_last_and_keep_their_number():
    """A footnote is never taken for a numbered paragraph."""
    assert shown(("footnote", "1. See there.", "7"), ("paragraph", "Text.")) == [
        ("paragraph", 0, "", "Text."),
        ("footnote", 0, "7", "1. See there."),
    ]
