"""Text files: encodings, wrapped lines, columns of spaces, scrambled words."""

import pytest

from corpus.making import KAZAKH, RUSSIAN, broken, plain
from coursekit.corpus.plain import read_plain
from coursekit.corpus.recognise import form_of
from coursekit.errors import CorpusError


def texts(content, encoding="utf-8"):
    """Return the texts of the blocks of a text file."""
    return [block.text for block in read_plain(content.encode(encoding)).blocks]


def wrapped(text, width=48):
    """Return a text in lines of so many signs, words broken where they may be."""
    return "\n".join(broken(text, width, len))


def test_wrapped_lines_become_paragraphs():
    """Blank lines part paragraphs; words broken at line ends are whole again."""
    found = texts(f"{wrapped(KAZAKH)}\n\n{wrapped(RUSSIAN)}\n\n{wrapped(KAZAKH)}\n")

    assert found == [plain(KAZAKH), plain(RUSSIAN), plain(KAZAKH)]


def test_a_text_of_long_lines_has_a_paragraph_in_each():
    """Lines that end where sentences end are paragraphs; marks of headings are understood."""
    reading = read_plain(b"# Aims\nPeace in the region.\n(2) Trade.\n\nMeans\n=====\nLoans.\n")

    assert [(block.kind, block.level, block.number, block.text) for block in reading.blocks] == [
        ("heading", 1, "", "Aims"),
        ("paragraph", 0, "", "Peace in the region."),
        ("item", 0, "2", "Trade."),
        ("heading", 1, "", "Means"),
        ("paragraph", 0, "", "Loans."),
    ]


def test_two_columns_of_spaces_are_read_one_after_the_other():
    """Columns set side by side with spaces are told by their gutter."""
    left, right = broken(KAZAKH, 36, len), broken(RUSSIAN, 36, len)
    rows = [f"{one:<40}{other}" for one, other in zip(left, right, strict=False)]
    rest = left[len(rows) :] or [" " * 40 + line for line in right[len(rows) :]]

    reading = read_plain("\n".join([*rows, *rest]).encode())

    assert [block.text for block in reading.blocks] == [plain(KAZAKH), plain(RUSSIAN)]
    assert reading.repairs["columns"] == 1


def test_form_feeds_are_pages():
    """A text made from a PDF keeps its pages, and loses its running heads."""
    bodies = [f"The {word} page speaks of water and of roads\nand of {word} schools." for word in ("1st", "2nd", "3rd")]
    pages = [f"Report of the year\n\n{body}\n\n{number}\n" for number, body in enumerate(bodies, 1)]

    reading = read_plain("\f".join(pages).encode())

    assert [(block.page, block.text) for block in reading.blocks] == [
        (page, f"The {word} page speaks of water and of roads and of {word} schools.")
        for page, word in enumerate(("1st", "2nd", "3rd"), 1)
    ]
    assert reading.repairs["furniture"] == 6


def test_blank_lines_between_all_lines_are_taken_out():
    """Double spacing is no paragraph."""
    lines = broken(plain(RUSSIAN), 30, len)

    reading = read_plain("\n\n".join(lines).encode())

    assert [block.text for block in reading.blocks] == [plain(RUSSIAN)]
    assert reading.repairs == {"spacing": len(lines) - 1}


@pytest.mark.parametrize("parts", [2, 5])
def test_a_blank_line_parts_a_heading_from_a_paragraph_of_one_line(parts):
    """Blank lines between short paragraphs are no double spacing, be the text long or of a few lines."""
    lines = []
    for number in range(1, parts + 1):
        lines += [f"Part {number} on the rivers of it", f"The partners speak of water and of road {number}."]

    reading = read_plain("\n\n".join(lines).encode())

    assert [block.text for block in reading.blocks] == lines
    assert "spacing" not in reading.repairs


def test_a_blank_line_parts_points_that_begin_with_a_small_letter():
    """Points of a list are no sentence that goes on."""
    lines = ["The partners speak of these", "water and all that belongs to it", "roads", "schools for the young"]

    assert texts("\n\n".join(lines)) == lines
    assert texts("\n\n".join(lines * 3)) == lines * 3


@pytest.mark.parametrize("text", ["текст", "treaty"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_few_letters_in_two_bytes_each_are_recognised(text, encoding):
    """Five are enough: zeros, or the byte of the Cyrillic letters, stand at every second place."""
    assert texts(text, encoding) == [text]


@pytest.mark.parametrize(
    ("text", "encoding", "guessed"),
    [
        (KAZAKH, "utf-8", False),
        (KAZAKH, "utf-8-sig", False),
        (KAZAKH, "utf-16", False),
        (KAZAKH, "utf-16-le", True),
        (KAZAKH, "utf-16-be", True),
        (KAZAKH, "kz1048", True),
        (RUSSIAN, "cp1251", True),
        (RUSSIAN, "koi8-r", True),
        (RUSSIAN, "cp866", True),
        ("La stratégie de l’Union européenne, où les régions sont voisines.", "cp1252", True),
    ],
)
def test_every_usual_encoding_is_read_and_a_guess_is_said(text, encoding, guessed):
    """Old code pages are recognised by the words that they give, and the report says that it is a guess."""
    reading = read_plain(plain(text).encode(encoding))

    assert [block.text for block in reading.blocks] == [plain(text)]
    assert any("encoding was guessed" in warning for warning in reading.warnings) == guessed


def test_a_few_damaged_letters_are_shown_and_counted():
    """UTF-8 with a broken byte is UTF-8; the place stays visible."""
    content = plain(RUSSIAN * 3).encode().replace("слабеет".encode(), "слабе".encode() + b"\xd1", 1)

    reading = read_plain(content)

    assert reading.blocks[0].text.count("\ufffd") == 1
    assert reading.warnings[0].startswith("Letters damaged in the file itself, shown as \ufffd: 1.")


@pytest.mark.parametrize("content", [bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 100])
def test_bytes_that_are_no_text_are_refused(content):
    """Noise is no text in any encoding."""
    with pytest.raises(CorpusError, match="neither a document nor a text"):
        form_of(content)


def test_blank_lines_alone_are_no_text():
    """A file of spaces is refused."""
    with pytest.raises(CorpusError, match="only blank lines"):
        read_plain(b" \n\n \x0c ")
