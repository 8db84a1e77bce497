"""Word files: what Word shows is what is read."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.making import add_part, word_file, zip_bomb
from coursekit.corpus.docx import read_docx
from coursekit.errors import CorpusError


@pytest.fixture(name="reading", scope="module")
def _reading(tmp_path_factory):
    """A Word file with everything that the reader knows, read."""
    return read_docx(word_file(tmp_path_factory.mktemp("docx") / "a.docx").read_bytes())


def test_a_word_file_is_read_in_its_order(reading):
    """Headings, typed and counted numbers, points, tables and footnotes come as Word shows them."""
    assert [(block.kind, block.level, block.number, block.text) for block in reading.blocks] == [
        ("heading", 1, "", "A Stronger Neighbourhood"),
        ("heading", 2, "", "Why now"),
        ("paragraph", 0, "", "The region changes fast[1], and so do we."),
        ("item", 0, "1", "A number typed by hand."),
        ("item", 0, "1", "First of the counted ones."),
        ("item", 0, "2", "Second of them."),
        ("item", 0, "", "A point."),
        ("item", 0, "12", "A recital."),
        ("paragraph", 0, "", "Year | Loans"),
        ("footnote", 0, "1", "See the report."),
    ]


def test_what_was_worked_out_or_left_out_is_said(reading):
    """Counted numbers and deleted words are named in the warnings; running heads never come in."""
    assert reading.repairs == {"marks": 1, "numbers": 2}
    assert any("2 numbers are not in the file" in warning for warning in reading.warnings)
    assert any("tracked changes" in warning for warning in reading.warnings)
    assert not any("never" in block.text or "Running head" in block.text for block in reading.blocks)


def numbered(file, form, shown, levels):
    """Write paragraphs at levels of a list of a form; return their numbers."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    form_of_levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, text in enumerate(shown)
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{form_of_levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level in levels:
        place = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        document.add_paragraph("Some text.")._p.get_or_add_pPr().append(parse_xml(place))
    document.save(str(file))
    return [block.number for block in read_docx(file.read_bytes()).blocks]


@pytest.mark.parametrize(
    ("form", "shown", "levels", "numbers"),
    [
        ("decimal", ["%1.", "%1.%2"], [0, 0, 1, 1, 0, 1], ["1", "2", "2.1", "2.2", "3", "3.1"]),
        ("upperRoman", ["%1.", "%1.%2"], [0, 0, 0, 0, 1], ["I", "II", "III", "IV", "IV.I"]),
        ("lowerLetter", ["(%1)"], [0, 0], ["a", "b"]),
    ],
    ids=["decimal", "Roman", "letters"],
)
def test_automatic_numbers_are_counted_as_word_counts(tmp_path, form, shown, levels, numbers):
    """A deeper level begins again after a higher one."""
    assert numbered(tmp_path / "a.docx", form, shown, levels) == numbers


def test_endnotes_and_text_boxes(tmp_path):
    """Endnotes have small Roman figures as in Word; text boxes are left out, and that is said."""
    document = docx.Document()
    paragraph = document.add_paragraph("The region changes")
    space = nsdecls("w")
    paragraph._p.append(parse_xml(f'<w:r {space}><w:endnoteReference w:id="5"/></w:r>'))
    box = f"<w:r {space}><w:pict><w:txbxContent><w:p><w:r><w:t>aside</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    paragraph._p.append(parse_xml(box))
    document.save(str(tmp_path / "a.docx"))
    note = '<w:endnote w:id="5"><w:p><w:r><w:t>See there.</w:t></w:r></w:p></w:endnote>'
    add_part(tmp_path / "a.docx", "endnotes", note)

    reading = read_docx((tmp_path / "a.docx").read_bytes())

    assert [(one.number, one.text) for one in reading.blocks] == [("", "The region changes[i]"), ("i", "See there.")]
    assert reading.warnings == ("It has text boxes; their text is left out.",)


def test_a_paragraph_may_be_a_heading_by_itself(tmp_path):
    """A level in the outline makes a heading of any style; inserted and boxed paragraphs are text."""
    document = docx.Document()
    level = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>')
    document.add_paragraph("Why now")._p.get_or_add_pPr().append(level)
    inside = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Because.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(1, inside)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 1).text = "A lone cell."
    document.save(str(tmp_path / "a.docx"))

    found = [(block.kind, block.text) for block in read_docx((tmp_path / "a.docx").read_bytes()).blocks]

    assert found == [("heading", "Why now"), ("paragraph", "Because."), ("paragraph", "A lone cell.")]


def test_the_table_of_contents_is_left_out(tmp_path):
    """Headings do not come twice."""
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("Why now 3", style="toc 1")
    document.add_heading("Why now", 1)
    document.save(str(tmp_path / "a.docx"))

    reading = read_docx((tmp_path / "a.docx").read_bytes())

    assert [block.text for block in reading.blocks] == ["Why now"]
    assert reading.repairs == {"contents": 1}


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_broken_download_is_refused(tmp_path, share):
    """A Word file that lacks its end is damaged."""
    content = word_file(tmp_path / "a.docx").read_bytes()

    with pytest.raises(CorpusError, match="damaged"):
        read_docx(content[: int(len(content) * share)])


def test_a_zip_bomb_is_not_opened(tmp_path):
    """A file that would unpack to far more than it weighs is refused before it is unpacked."""
    with pytest.raises(CorpusError, match=r"unpacks to 60 MB.*zip bomb"):
        read_docx(zip_bomb(tmp_path / "a.docx").read_bytes())


def test_a_file_of_pictures_is_refused(tmp_path):
    """A Word file without a word has nothing to read."""
    docx.Document().save(str(tmp_path / "a.docx"))

    with pytest.raises(CorpusError, match="it holds no text"):
        read_docx((tmp_path / "a.docx").read_bytes())
