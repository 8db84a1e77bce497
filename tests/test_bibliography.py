"""The bibliography: whose works are cited, titles as published, copies named as copies."""

import re
from pathlib import Path

import pytest
from pybtex.database import parse_file

from coursekit.book.bibliography import KINDS, Work, cited, counted, voices, works
from coursekit.chapters import read_chapters
from coursekit.data.actors import FIVE
from coursekit.errors import CourseError

ROOT = Path(__file__).parent.parent
FILE = ROOT / "book" / "references.bib"
CHAPTERS = read_chapters(ROOT / "book")
#: Sites that keep copies of what others published.
_COPIES = re.compile(r"docslib|studylib|vdocuments|pdfslide|doczz|paperzz|azdok|5dok|coek|sherbrooktimes|rmauduit")


def test_every_work_says_where_it_was_made_and_what_it_is():
    """Country and kind of each entry are known words."""
    found = works(FILE)

    assert found.keys() == parse_file(str(FILE)).entries.keys()
    assert {work.kind for work in found.values()} <= {*KINDS}


def test_every_chapter_cites_what_the_bibliography_has():
    """A key that is cited has an entry."""
    known = works(FILE)

    for chapter in CHAPTERS:
        assert cited(chapter.text) <= known.keys(), chapter.slug


def test_what_was_read_in_a_copy_says_so():
    """Beside the address of a copy stands the identifier of the original, or a word that it was not found."""
    for key, entry in parse_file(str(FILE)).entries.items():
        if _COPIES.search(entry.fields.get("url", "")):
            assert re.search(r"copy|another site", entry.fields.get("note", "")), key


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("kind = {press}", "entry 'a': field 'country' is missing"),
        ("country = {KAZ}", "entry 'a': field 'kind' is missing"),
        ("country = {Kazakhstan}, kind = {press}", "unknown country 'Kazakhstan'"),
        ("country = {KAZ}, kind = {scholars}", "unknown kind"),
    ],
)
def test_an_entry_that_does_not_say_whose_it_is_is_refused(tmp_path, fields, said):
    """File, entry and field are named, and what is expected."""
    file = tmp_path / "references.bib"
    file.write_text(f"@misc{{a, title = {{A}}, {fields}}}", "utf-8")

    with pytest.raises(CourseError) as error:
        works(file)

    assert said in str(error.value)
    assert str(file) in str(error.value)
    assert "expected" in str(error.value)


def test_a_work_from_two_countries_counts_in_both():
    """The sum over countries may exceed the number of works, and the page says so."""
    found = counted([Work("a", ("KAZ", "DEU"), "scholar"), Work("b", ("KAZ",), "press")])

    assert found == {"KAZ": {"scholar": 1, "press": 1}, "DEU": {"scholar": 1}}


def test_states_of_the_region_are_shown_even_where_nothing_is_cited():
    """A gap is a row, not a missing row."""
    found = voices([], FILE)

    assert [code for code, _ in found["countries"]] == list(FIVE)
    assert found["total"] == 0


def test_the_page_counts_each_work_once():
    """A work that three chapters cite is one work."""
    found = voices(CHAPTERS, FILE)
    keys = set().union(*(cited(chapter.text) for chapter in CHAPTERS))

    assert found["total"] == len(keys)
    assert all(number == len(cited(chapter.text)) for chapter, number, _ in found["chapters"])


def test_titles_keep_the_capitals_of_their_publishers():
    """Names such as Central Asia are not lower-cased, whether or not the file protects them by braces."""
    page = (ROOT / "_build" / "html" / "book" / "bibliography.html").read_text("utf-8")

    assert "Central Asia" in page
    assert "central asia" not in page
