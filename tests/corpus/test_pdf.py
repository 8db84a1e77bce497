"""Documents printed on pages: what is read from a PDF is what was printed."""

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from corpus.making import (
    HEIGHT,
    KAZAKH,
    LEFT,
    RECITALS,
    RUSSIAN,
    TOP,
    Press,
    column_pdf,
    fonts,
    journal_pdf,
    pages_pdf,
    plain,
)
from coursekit.corpus.pdf import read_pdf
from coursekit.errors import CorpusError

PASSWORD = "sesame"  # noqa: S105  of a file made here


@pytest.fixture(name="journal", scope="module")
def _journal(tmp_path_factory):
    """An act as the Official Journal prints it, read."""
    return read_pdf(journal_pdf(tmp_path_factory.mktemp("pdf") / "act.pdf").read_bytes())


def of_kind(reading, kind):
    """Return the blocks of one kind."""
    return [block for block in reading.blocks if block.kind == kind]


def test_numbered_paragraphs_come_back_as_printed(journal):
    """Recitals keep their number apart from their text, and the text is whole."""
    recitals = of_kind(journal, "item")[:24]

    assert [block.number for block in recitals] == [str(number) for number in range(1, 25)]
    assert recitals[3].text == plain(RECITALS[1])
    assert recitals[23].text == plain(RECITALS[0]) + "[24]"


def test_articles_are_headings_with_their_title(journal):
    """``Article 1`` and the line below it are one heading."""
    headings = [(block.level, block.number, block.text) for block in of_kind(journal, "heading")]

    assert headings[0] == (1, "", "REGULATION ON NEIGHBOURLY COOPERATION")
    assert headings[1:] == [(2, "Article 1", "Aims"), (2, "Article 2", "Means"), (2, "Article 3", "Review")]


def test_footnotes_are_kept_apart_with_number_and_page(journal):
    """A footnote leaves the text that it stands below, and only its mark stays there."""
    notes = {block.number: block for block in of_kind(journal, "footnote")}

    assert list(notes) == ["3", "6", "9", "12", "15", "18", "21", "24"]
    assert notes["21"].text == "OJ L 21, 1.10.2030, p. 21."
    assert notes["21"].page == 2


def test_running_heads_are_left_out_and_counted(journal):
    """What stands on every page is in no block, and the report says how often it was left out."""
    assert not any("Official Journal" in block.text for block in journal.blocks)
    assert journal.repairs["furniture"] == journal.pages == 2
    assert journal.removed[0].endswith("L 209/1")


@pytest.mark.parametrize("size", [8, 9, 10, 11, 13])
@pytest.mark.parametrize("text", [*RECITALS, KAZAKH, RUSSIAN], ids=["first", "second", "third", "kk", "ru"])
def test_words_broken_at_line_ends_are_whole_again(tmp_path, text, size):
    """Whatever the lines, words come back as written: joined, or with the hyphen that is theirs."""
    press = Press(tmp_path / "a.pdf", fonts=fonts(), columns=2)
    for number in range(16):
        press.paragraph(f"№ {number}: {text}", size)
    press.save()

    reading = read_pdf((tmp_path / "a.pdf").read_bytes())

    assert [block.text for block in reading.blocks] == [f"№ {number}: {plain(text)}" for number in range(16)]


@pytest.mark.parametrize("order", ["forwards", "backwards"])
def test_two_columns_are_read_one_after_the_other(tmp_path, order):
    """Columns are followed down the page, even if the file draws the words of a line from the last to the first."""
    reading = read_pdf(column_pdf(tmp_path / "a.pdf", order).read_bytes())

    title, abstract, *text = [block.text for block in reading.blocks]
    assert title == "Серіктестіктің жаңа жолдары"
    assert abstract == f"Аңдатпа. {plain(KAZAKH)}"
    assert text == [plain(KAZAKH), plain(RUSSIAN)] * 9
    assert reading.repairs["columns"] >= 1
    assert reading.repairs["joined"] > 0


def test_a_paragraph_goes_on_over_the_page(tmp_path):
    """What a page has cut in two is one block, on the page where it begins."""
    press = Press(tmp_path / "a.pdf", head=lambda page: f"Report {page}")
    long = " ".join([plain(RECITALS[0]).rstrip(".")] * 40) + "."
    press.paragraph(long)
    press.save()

    reading = read_pdf((tmp_path / "a.pdf").read_bytes())

    assert [(block.text, block.page) for block in reading.blocks] == [(long, 1)]
    assert reading.repairs["continued"] == 1


def test_a_page_on_its_side_is_read_upright_and_a_watermark_left_out(tmp_path):
    """Landscape text on a turned page is text; slanted words across it are not."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=landscape(A4))
    canvas.rotate(90)
    canvas.drawString(100, -100, "Standing text is read")
    canvas.drawString(100, -112, "line by line.")
    canvas.rotate(-45)
    canvas.drawString(100, 300, "DRAFT")
    canvas.save()

    reading = read_pdf((tmp_path / "a.pdf").read_bytes())

    assert [block.text for block in reading.blocks] == ["Standing text is read line by line."]
    assert reading.repairs["slanted"] == len("DRAFT")


def test_a_power_is_no_footnote(tmp_path):
    """A raised 2 after a unit stays with it."""
    press = Press(tmp_path / "a.pdf")
    press.paragraph("The lake had 68 000 km^2^ of water in the old days.^4^")
    press.save()

    reading = read_pdf((tmp_path / "a.pdf").read_bytes())

    assert reading.blocks[0].text == "The lake had 68 000 km² of water in the old days.[4]"


def test_a_footnote_goes_on_at_the_foot_of_the_next_page(tmp_path):
    """Small lines without a number below the text belong to the last footnote."""
    press = Press(tmp_path / "a.pdf")
    press.paragraph("The first page speaks of water.^1^")
    press.note(1, "See the report of the year, which")
    press.turn()
    press.paragraph("The second page speaks of roads.")
    press.note("", "was written by many hands.")
    press.save()

    reading = read_pdf((tmp_path / "a.pdf").read_bytes())

    assert [(block.kind, block.number, block.text) for block in reading.blocks] == [
        ("paragraph", "", "The first page speaks of water.[1]"),
        ("paragraph", "", "The second page speaks of roads."),
        ("footnote", "1", "See the report of the year, which was written by many hands."),
    ]


def test_small_print_above_the_text_is_no_footnote(tmp_path):
    """Only what stands at the foot of a page is a footnote."""
    press = Press(tmp_path / "a.pdf")
    press.paragraph("(1) A small line on top.", 7)
    press.paragraph("The text of the page, which speaks of water and of roads and schools.")
    press.save()

    assert [block.kind for block in read_pdf((tmp_path / "a.pdf").read_bytes()).blocks] == ["item", "paragraph"]


@pytest.mark.parametrize(("sound", "unreadable"), [(300, 10), (10, 10)])
def test_letters_without_a_name_are_a_warning_or_a_refusal(tmp_path, sound, unreadable):
    """A font that does not name its letters is said to; if most are lost, the file is refused."""
    press = Press(tmp_path / "a.pdf", fonts=fonts())
    press.paragraph(" ".join(["water"] * (sound // 5)) + " " + "\uef00" * unreadable)
    press.save()
    content = (tmp_path / "a.pdf").read_bytes()

    if sound == 300:
        assert any("of the letters cannot be read" in warning for warning in read_pdf(content).warnings)
    else:
        with pytest.raises(CorpusError, match="its fonts do not name their letters"):
            read_pdf(content)


def test_a_title_over_two_lines_is_one_heading(tmp_path):
    """A long bold line goes on in the next, even if it is set wider than the text."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(LEFT, TOP, "The European Union and Central Asia: new opportunities for a")
    canvas.drawString(LEFT, TOP - 17, "stronger partnership")
    canvas.setFont("Helvetica", 10)
    for line in range(6):
        canvas.drawString(
            LEFT, TOP - 40 - 12 * line, "The text of the page speaks of water and of roads and of schools"
        )
    canvas.save()

    title = read_pdf((tmp_path / "a.pdf").read_bytes()).title

    assert title == "The European Union and Central Asia: new opportunities for a stronger partnership"


def test_a_part_of_the_pages_keeps_their_numbers(tmp_path):
    """Pages 2 to 3 are read as pages 2 and 3."""
    content = pages_pdf(tmp_path / "a.pdf", 5).read_bytes()

    reading = read_pdf(content, pages=(2, 3))

    assert [block.page for block in reading.blocks] == [2, 3]
    assert reading.pages == 2


def test_the_password_opens_a_protected_file(tmp_path):
    """With its password a protected PDF is a PDF."""
    content = pages_pdf(tmp_path / "a.pdf", 1, encrypt=PASSWORD).read_bytes()

    assert read_pdf(content, password=PASSWORD).blocks[0].text.startswith("Page 1")


def test_pages_without_text_are_named(tmp_path):
    """A page that is a picture among pages of text is a warning."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.drawString(LEFT, TOP, "The first page has a text that can be read.")
    canvas.showPage()
    canvas.rect(100, HEIGHT / 2, 200, 200, fill=1)
    canvas.save()

    assert read_pdf((tmp_path / "a.pdf").read_bytes()).warnings == ("No text on page 2: blank, or pictures of text.",)


@pytest.mark.parametrize(
    ("pages", "options", "asked", "message"),
    [
        (3, {"text": ""}, {}, r"it is a scan.*pages: 3, letters found: 0"),
        (1, {"encrypt": PASSWORD}, {}, "protected with a password.*--password"),
        (1, {"encrypt": PASSWORD}, {"password": "x"}, "the password given does not open it"),
        (500, {}, {}, "it has 500 pages; at most 400.*--pages 1-60"),
        (2, {}, {"pages": (3, 4)}, "pages 3-4 were asked for, but it has only 2"),
    ],
    ids=["scan", "protected", "wrong password", "500 pages", "no such pages"],
)
def test_what_cannot_be_read_is_said(tmp_path, pages, options, asked, message):
    """Each refusal says what is wrong and what to do."""
    content = pages_pdf(tmp_path / "a.pdf", pages, **options).read_bytes()

    with pytest.raises(CorpusError, match=message):
        read_pdf(content, **asked)


def test_a_truncated_file_is_damaged(tmp_path):
    """A download that broke off is recognised."""
    content = journal_pdf(tmp_path / "a.pdf").read_bytes()

    with pytest.raises(CorpusError, match="damaged"):
        read_pdf(content[: len(content) // 3])


def test_part_of_a_long_file_is_read(tmp_path):
    """A part of 500 pages is within the limit."""
    content = pages_pdf(tmp_path / "a.pdf", 500).read_bytes()

    assert read_pdf(content, pages=(1, 3)).pages == 3
