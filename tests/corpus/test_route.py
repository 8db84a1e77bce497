"""From a downloaded file to a table of codes: the whole way that a student goes."""

import pytest

import coursekit
from corpus.making import OJ_PAGE, column_pdf, journal_pdf, word_file
from coursekit.content import code_by_dictionary, dictionary, keyword_in_context, units, word_counts
from coursekit.corpus import add, read, texts


@pytest.fixture(name="blocks", scope="module")
def _blocks(tmp_path_factory):
    """A corpus of a PDF in one column, one in two, a web page and a Word file."""
    place = tmp_path_factory.mktemp("route")
    (place / "page.html").write_text(OJ_PAGE, "utf-8")
    files = [journal_pdf(place / "act.pdf"), column_pdf(place / "article.pdf"), word_file(place / "paper.docx")]
    for file in [*files, place / "page.html"]:
        add(file, folder=place / "corpus")
    return read(place / "corpus")


@pytest.mark.parametrize("of", ["section", "paragraph", "sentence"])
def test_blocks_become_units_with_the_right_positions(blocks, of):
    """Every unit can be found again in the text of its document."""
    for key, rows in blocks.groupby("document"):
        whole = "\n\n".join(rows["text"])
        found = units(rows, of=of)

        assert len(found) > 0
        assert [whole[unit.start : unit.end] for unit in found.itertuples()] == found["text"].tolist(), key


def test_units_of_one_column_know_their_page_and_heading(blocks):
    """A section keeps the heading and the page that the PDF gave it."""
    found = units(blocks[blocks["document"] == "act"], of="section").set_index("heading")

    assert found.loc["Means", "page"] == 2
    assert found.loc["Means", "text"].startswith("Means")


def test_units_are_coded_with_the_dictionary_of_the_course(blocks):
    """The codebook of the course finds its codes in the student's documents."""
    found = units(blocks, of="paragraph")

    coded = code_by_dictionary(found, dictionary(coursekit.load("codebook")))

    assert "water" in set(coded.loc[coded["count"] > 0, "code"])


def test_texts_are_counted_and_searched(blocks, tmp_path):
    """The texts of a corpus go into word counts and concordances as they are."""
    (tmp_path / "note.txt").write_text("Water comes first. Roads follow water.", "utf-8")
    add(tmp_path / "note.txt", folder=tmp_path / "corpus")
    found = texts(tmp_path / "corpus")

    counts = word_counts(found).set_index("token")["count"]

    assert counts["water"] == 2
    assert len(keyword_in_context(found, "water")) == 2
