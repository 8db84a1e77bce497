"""Web pages as a browser saves them: the document is found, the rest is left."""

import time

import pytest

from corpus.making import CONSOLIDATED_PAGE, NEWS_PAGE, OJ_PAGE, OLD_PAGE, WORD_PAGE
from coursekit.corpus.html import read_html
from coursekit.errors import CorpusError

FOUND = {
    "Official Journal": (
        OJ_PAGE,
        [
            ("heading", "", "REGULATION (EU) 2031/1"),
            ("heading", "", "on neighbours"),
            ("paragraph", "", "Whereas:"),
            ("item", "1", "Trade between neighbours has grown[1], and roads with it."),
            ("heading", "CHAPTER I", "GENERAL PROVISIONS"),
            ("heading", "Article 1", "Aims"),
            ("item", "1", "The Union supports roads over 10 km² of land:"),
            ("item", "a", "by advice;"),
            ("item", "b", "by loans."),
            ("footnote", "1", "OJ L 1, p. 1."),
        ],
    ),
    "Official Journal before oj-": (
        OJ_PAGE.replace("oj-", ""),
        [
            ("heading", "", "REGULATION (EU) 2031/1"),
            ("heading", "", "on neighbours"),
            ("paragraph", "", "Whereas:"),
            ("item", "1", "Trade between neighbours has grown[1], and roads with it."),
            ("heading", "CHAPTER I", "GENERAL PROVISIONS"),
            ("heading", "Article 1", "Aims"),
            ("item", "1", "The Union supports roads over 10 km² of land:"),
            ("item", "a", "by advice;"),
            ("item", "b", "by loans."),
            ("footnote", "1", "OJ L 1, p. 1."),
        ],
    ),
    "consolidated": (
        CONSOLIDATED_PAGE,
        [
            ("heading", "", "AGREEMENT ON PARTNERSHIP"),
            ("heading", "Article 4", "Dialogue"),
            ("item", "1", "The parties meet once a year[1]."),
            ("paragraph", "", "They publish what they agree."),
            ("footnote", "1", "Or more often."),
        ],
    ),
    "Commission, from Word": (
        WORD_PAGE,
        [
            ("heading", "", "A Stronger Neighbourhood"),
            ("heading", "1", "Why now"),
            ("paragraph", "", "The region changes fast[1], and so do we."),
            ("item", "12", "Loans follow reforms."),
            ("footnote", "1", "See the report of 2030."),
        ],
    ),
    "old EUR-Lex": (
        OLD_PAGE,
        [
            ("heading", "Article 1", "Article 1"),
            ("paragraph", "", "A programme of advice is set up."),
            ("item", "1", "It lasts two years."),
            ("heading", "Article 2", "Article 2"),
            ("paragraph", "", "It ends then."),
        ],
    ),
    "news": (
        NEWS_PAGE,
        [
            ("heading", "", "Joint statement of the ministers"),
            ("paragraph", "", "We met in Samarkand and spoke of water, roads and schools for all."),
            ("item", "1", "Water comes first."),
            ("item", "2", "Roads follow."),
            ("item", "", "Schools for all."),
        ],
    ),
}


@pytest.mark.parametrize(("page", "blocks"), FOUND.values(), ids=FOUND)
def test_each_layout_gives_its_document_and_nothing_else(page, blocks):
    """Headings, numbers and footnotes are found; navigation, notices and scripts are not text."""
    reading = read_html(page.encode())

    assert [(block.kind, block.number, block.text) for block in reading.blocks] == blocks


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (OJ_PAGE, "REGULATION (EU) 2031/1 on neighbours"),
        (
            OLD_PAGE.replace("<body>", '<head><meta name="DC.description" content="On advice"></head><body>'),
            "On advice",
        ),
        (OLD_PAGE.replace("<body>", "<head><title>31991R0001</title></head><body>"), "31991R0001"),
        (NEWS_PAGE, "Joint statement of the ministers"),
    ],
    ids=["act", "description", "page", "heading"],
)
def test_the_title_is_that_of_the_document(page, title):
    """The title of the act goes before a heading, and that before the title of the page."""
    assert read_html(page.encode()).title == title


def test_an_old_code_page_is_read_as_the_page_says():
    """Russian pages of old sites come in windows-1251."""
    page = '<meta charset="windows-1251"><main><h1>Стратегия</h1><p>Водные ресурсы региона принадлежат всем.</p></main>'

    reading = read_html(page.encode("cp1251"))

    assert reading.blocks[1].text == "Водные ресурсы региона принадлежат всем."


def test_a_page_saved_as_one_file_is_unpacked():
    """What Chrome saves as one file (MHTML) is a page too."""
    saved = (
        "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n--X\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<main><p>Water comes first=2C and roads follow.</p></main>\n--X--\n"
    )

    assert read_html(saved.encode()).blocks[0].text == "Water comes first, and roads follow."


def test_a_wrapper_named_after_a_banner_is_not_thrown_away():
    """Only a small part of a page can be its cookie notice."""
    assert len(read_html(NEWS_PAGE.encode()).blocks) == 5


@pytest.mark.parametrize(
    "page",
    ["<html><body><script>load()</script><div id='root'></div></body></html>", "<html><nav>Home</nav></html>"],
    ids=["script", "navigation"],
)
def test_a_page_without_text_is_refused(page):
    """A page that fills itself by a script has nothing to read yet."""
    with pytest.raises(CorpusError, match=r"it holds no text.*save it again"):
        read_html(page.encode())


def test_a_page_of_many_notes_is_read_in_time_that_grows_with_it():
    """Two thousand footnotes are numbered by the links to them, in a few seconds."""
    # Marks have three figures at most: long documents begin again.
    numbers = [number % 999 + 1 for number in range(2000)]
    body = "".join(f"<p>Point of order <a href='#fn{i}x'>({number})</a>.</p>" for i, number in enumerate(numbers))
    notes = "".join(f"<li id='fn{i}x'>See a report.</li>" for i in range(2000))
    started = time.process_time()

    found = read_html(f"<main>{body}<ol>{notes}</ol></main>".encode()).blocks

    assert [block.number for block in found if block.kind == "footnote"] == list(map(str, numbers))
    assert time.process_time() - started < 6


@pytest.mark.parametrize("tag", ["div", "article", "b"])
def test_a_page_nested_without_end_is_refused_at_once(tag):
    """Nothing but beginnings are no document."""
    started = time.process_time()

    with pytest.raises(CorpusError, match="too deeply nested"):
        read_html((f"<{tag}>" * 60_000 + "Text that is long enough.").encode())
    assert time.process_time() - started < 6


def test_a_page_that_is_too_large_is_refused():
    """Pictures written into a page make it too large to be read."""
    with pytest.raises(CorpusError, match="it has 21 MB; of web pages at most 20 MB are read"):
        read_html(b"<p>" + b"x" * 21_000_000)


def test_a_wide_table_becomes_rows_with_their_cells():
    """Cells stay apart in a row."""
    head = "<tr><th>Year</th><th>Loans</th><th>Grants</th></tr>"
    page = f"<main><table>{head}<tr><td>2030</td><td>5</td><td>7</td></tr></table></main>"

    assert [block.text for block in read_html(page.encode()).blocks] == ["Year | Loans | Grants", "2030 | 5 | 7"]
