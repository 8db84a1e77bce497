"""Words put into rows and columns, and what stands on every page left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.corpus.furniture import without_furniture
from coursekit.corpus.layout import Word, gutter_of, in_columns, line_of, rows

WORDS = st.lists(st.text("абвгdefg", min_size=1, max_size=8), min_size=1, max_size=20)


def row(text, base, page=1, left=60.0, size=10.0):
    """Return a row of words five points wide a letter."""
    words = []
    for word in text.split(" "):
        words.append(Word(word, left, left + 5 * len(word), base, size))
        left += 5 * len(word) + 3
    return line_of([one for one in words if one.text], page)


def page(number, *, head=None, foot=None, first=None):
    """Return a page of rows that differ from those of other pages; head and foot stand at its edges."""
    body = [f"{'abcdefghij'[place] * (number + place)} is said on this page" for place in range(8)]
    found = [row(text, 780 - 12 * place, number) for place, text in enumerate([*([first] if first else []), *body])]
    return [*([row(head, 810, number)] if head else []), *found, *([row(foot, 40, number)] if foot else [])]


@given(WORDS, st.randoms())
def test_the_order_in_which_words_are_drawn_does_not_matter(words, random):
    """A row is read from left to right, whatever the order in the file."""
    ordered = row(" ".join(words), 700)
    shuffled = list(ordered.words)
    random.shuffle(shuffled)

    assert [line.text for line in rows(shuffled, 1)] == [" ".join(words)]


def test_a_raised_number_goes_with_the_row_below_it():
    """A small raised number is a footnote mark of its row, not a row."""
    words = [*row("The Union", 700).words, Word("12", 103, 110, 703.5, 6)]

    assert [line.text for line in rows(words, 1)] == ["The Union[12]"]


def test_brackets_around_a_mark_are_not_doubled():
    """``(¹)`` as the Official Journal prints it becomes ``[1]``."""
    words = [Word("Union", 60, 85, 700, 10), Word("(", 88, 91, 700, 10), Word("1", 91, 94, 703.5, 6)]

    assert line_of([*words, Word("),", 94, 100, 700, 10)], 1).text == "Union[1],"


def two_columns(count=8):
    """Return rows with two pieces each."""
    return [
        line_of([*row("left of the page " * 2, base).words, *row("right of the page " * 2, base, left=260).words], 1)
        for base in range(700, 700 - 12 * count, -12)
    ]


def test_one_column_has_no_gutter():
    """Ordinary lines are never cut."""
    assert gutter_of([row("some words that fill the line and more", base) for base in range(700, 500, -12)]) is None


def test_a_title_across_two_columns_stays_on_top():
    """A row across the page is read before the columns below it."""
    title = row("a title that runs across the whole of the page and beyond its middle", 720)

    ordered, parted = in_columns([title, *two_columns()])

    assert parted
    assert [line.column for line in ordered] == [0, *[1] * 8, *[2] * 8]


def test_a_page_with_a_short_column_takes_the_gutter_of_the_others():
    """Two rows on the right are enough if other pages have their gutter there."""
    short = [*two_columns(1), *[row("left of the page " * 2, base) for base in range(600, 500, -12)]]

    assert not in_columns(short)[1]
    assert [line.column for line in in_columns(short, gutter_of(two_columns()))[0]] == [*[1] * 10, 2]


def test_a_table_with_short_cells_is_not_read_as_columns():
    """Cells that do not fill their column stay side by side."""
    cells = [
        line_of([*row("water", base).words, *row("12", base, left=260).words, *row("x" * 30, base, left=400).words], 1)
        for base in range(700, 500, -12)
    ]

    assert not in_columns(cells)[1]


HEADS = {
    "the same on every page": [page(n, head="Report of the year") for n in (1, 2, 3)],
    "counting pages": [page(n, foot=f"– {n + 4} –") for n in (1, 2, 3)],
    "of three": [page(n, foot=f"{n}/3") for n in (1, 2, 3)],
    "left and right": [page(n, head="Strategy" if n % 2 else "Central Asia") for n in range(1, 7)],
    "Roman": [page(n, foot=numeral) for n, numeral in enumerate(("i", "ii", "iii"), 1)],
    "Official Journal": [page(1, head="14.6.2031 EN Official Journal of the European Union L 209/1")],
    "Commission": [page(1, foot="EN 3 EN")],
}


@pytest.mark.parametrize("pages", HEADS.values(), ids=HEADS)
def test_running_heads_and_page_numbers_are_left_out(pages):
    """One row of every page goes, and only that."""
    kept, removed = without_furniture(pages)

    assert len(removed) == len(pages)
    assert sum(map(len, kept)) == sum(map(len, pages)) - len(pages)


TEXTS = {
    "articles at the top": [page(n, first=f"Article {n * 7}" if n % 2 else None) for n in range(1, 12)],
    "footnotes": [page(n, foot=f"OJ L {n * n}, {n % 7}.1.2030, p. {n * 31}.") for n in (1, 2, 3)],
    "the journal in a sentence": [page(1, foot="It enters the Official Journal of the European Union.")],
    "a lone year": [page(n, foot="2019" if n == 2 else None) for n in (1, 2, 3, 4)],
}


@pytest.mark.parametrize("pages", TEXTS.values(), ids=TEXTS)
def test_text_at_the_edge_of_a_page_is_kept(pages):
    """What differs in more than the number of the page is no furniture."""
    assert without_furniture(pages) == (pages, [])


def test_pages_of_one_line_each_keep_it():
    """Where nothing but the repeated row stands, it is the text."""
    pages = [[row(f"Page {number} of the book", 700, number)] for number in range(1, 6)]

    assert without_furniture(pages) == (pages, [])
