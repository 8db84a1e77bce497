"""The book's roles, directives and generated pages, in a book of a few lines."""

import io
import re
import xml.etree.ElementTree as ET

import pytest
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from coursekit.data.package import rows
from coursekit.questions import bank_names, bank_of
from coursekit.questions.bank import KINDS

REGISTERS = {"claims": "claims-ledger", "timeline": "timeline", "documents": "document-register"}
REGISTERS |= {"glossary": "glossary-list", "data": "data-dictionary"}
#: A claim whose chapter is still to be written.
UNJUDGED = next(row["id"] for row in rows("claims") if not row["verdict"])


@pytest.fixture(name="build")
def _build(tmp_path, monkeypatch):
    """Build a page of Markdown with the reference pages around it; return its HTML."""
    # A build tells the kernels it starts that they serve a page; the other tests are not told.
    monkeypatch.setenv("COURSEKIT_STATIC", "1")

    def build(text, *, language="en", builder="html"):
        source = tmp_path / "source"
        (source / "book").mkdir(parents=True, exist_ok=True)
        pages = "\n".join(["try", *[f"book/{name}" for name in REGISTERS]])
        written = {
            "conf.py": "",
            "index.md": f"# Home\n\n```{{toctree}}\n{pages}\n```\n",
            "try.md": f"# Try\n\n{text}\n",
            **{f"book/{name}.md": f"# {name}\n\n:::{{{directive}}}\n:::\n" for name, directive in REGISTERS.items()},
        }
        for name, content in written.items():
            # A second build reads again what has been written again.
            if not (source / name).exists() or (source / name).read_text("utf-8") != content:
                (source / name).write_text(content, "utf-8")
        settings = {
            "extensions": ["myst_parser", "coursekit.book"],
            "html_theme": "atlas",
            "language": language,
            "myst_enable_extensions": ["colon_fence"],
        }
        out = tmp_path / "out" / "html"
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                source, source, out, tmp_path / "doctrees", builder, settings, status=None, warning=io.StringIO()
            )
            app.build()
        return {page.stem: page.read_text("utf-8") for page in out.rglob("*.xhtml" if builder == "epub" else "*.html")}

    return build


def test_roles_write_facts_and_say_where_they_stand(build):
    """A date, a number of a document, a value, a term and a claim: text, link and source."""
    page = build(
        "{event}`E044`, {event}`E044:month`, {event}`E044:title`, {document}`eu2019strategy`, "
        "{value}`eu_assistance_indicative CA5 2007-2013 @EuropeAid`, {term}`european-council`, "
        "{term}`leaders <european-council>`, {claim}`C26`."
    )["try"]

    for text in ("21–22 June 2007", ">June 2007<", "European Council adopts", "JOIN(2019) 9 final", "EUR 675 million"):
        assert text in page
    for link in ("timeline.html#E044", "documents.html#eu2019strategy", "glossary.html#european-council"):
        assert f'href="book/{link}"' in page
    assert 'href="book/claims.html#claim-C26"' in page
    assert page.count('role="tooltip"') == 8
    assert ">leaders<" in page


@pytest.mark.parametrize(("language", "written"), [("kk", "2007 жылғы 21–22 маусым"), ("ru", "21–22 июня 2007 года")])
def test_facts_are_written_in_the_page_s_language(build, language, written):
    """A Kazakh page has a Kazakh date, a Russian one a Russian date."""
    assert written in build("{event}`E044`", language=language)["try"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{event}`E444`", "try.md:3: There is no 'E444' in 'events'"),
        ("{event}`E044:moth`", "Did you mean 'month'"),
        ("{document}`eu2019strateg`", "Did you mean 'eu2019strategy'"),
        ("{document}`eu2019strategy:pages`", "is not known"),
        ("{value}`eu_assistance_indicative CA5 2007-2013`", "rows fit"),
        ("{claim}`C99`", "There is no 'C99'"),
        ("{term}`europian-council`", "Did you mean 'european-council'"),
        (":::{question} 06-new-partnership/adoption-dat\n:::", "Did you mean '06-new-partnership/adoption-date'"),
        (":::{chart} 06-envelope\n:::", "Did you mean '06-envelopes'"),
        (f":::{{evidence}} {UNJUDGED}\n[source]\n[data]\n[verdict]\n:::", "no verdict in claims.csv"),
        (":::{evidence} C26\n[source]\nx\n[verdict]\ny\n:::", "expected the parts [source], [data], [verdict]"),
        (":::{door} Read\n:to: book/nowhere\n:::", "there is no page 'book/nowhere'"),
        (":::{door} Read\n:to: first chapter\n:::", "there is no page 'first chapter'"),
    ],
)
def test_a_misspelt_id_fails_the_build_and_says_where(build, text, said):
    """No page goes out with a fact that is not in the data."""
    with pytest.raises(ExtensionError) as error:
        build(text)

    assert said in str(error.value)


def test_all_problems_are_named_at_once(build):
    """An author mends a page in one go."""
    with pytest.raises(ExtensionError, match="2 problem"):
        build("{event}`E444` and {claim}`C99`")


def test_a_claim_and_the_ledger_point_at_each_other(build):
    """From the text to the ledger and back to the very mark."""
    pages = build("A claim {claim}`C26`.")

    assert 'id="claim-C26"' in pages["claims"]
    assert 'href="../try.html#claim-mark-' in pages["claims"]


def test_a_claim_brings_its_kazakh_words(build):
    """In its bubble, on its ladder and in the ledger, marked as Kazakh, with our reading beside the letters."""
    pages = build("A claim {claim}`C26`.\n\n:::{evidence} C26\n[source]\nx\n[data]\ny\n[verdict]\nz\n:::")
    words = "2007 жылғы мамырда қабылданғаны белгілі"
    ledger = pages["claims"]

    bubble = pages["try"][pages["try"].index('role="tooltip"') : pages["try"].index('id="evidence-C26"')]
    ladder = pages["try"][pages["try"].index('id="evidence-C26"') :]
    assert re.search(rf'<span class="claim-words" lang="kk">[^<]*{words}</span>', bubble)
    assert re.search(rf'<p class="claim-words">In the article: <span lang="kk">[^<]*{words}</span></p>', ladder)
    assert len(re.findall(r'<p class="claim-words">In the article: <span lang="kk">[^<]+</span></p>', ledger)) == 84
    assert "Our reading: The word itself says" in ledger


def test_boxes_ladders_and_predictions(build):
    """The course's own directives become labelled parts of the page."""
    page = build(
        ":::{criticism} The text\nWho wrote it?\n:::\n\n"
        ":::{evidence} C26\n[source]\nOne.\n[data]\nTwo.\n[verdict]\nThree.\n:::\n\n"
        "::::{predict} 06-new-partnership/adoption-date\n:::{chart} 06-envelopes\n:::\n::::\n\n"
        "```{admonition} Solution\n:class: dropdown\nForty-two.\n```\n"
    )["try"]

    assert 'aria-label="How do we know? The text"' in page
    assert 'id="evidence-C26"' in page
    assert "verdict-contradicted" in page
    assert 'data-ck-reveal="06-new-partnership/adoption-date"' in page
    assert '<details class="dropdown"><summary>Solution</summary>' in page
    assert page.count("data-ck=") == 2


def test_claims_without_a_ladder_share_a_table(build):
    """All confirmed, or with the note that says how far; what is contested is refused."""
    confirmed = build(":::{settled} C04 C30\n:::")["try"]
    mixed = build(":::{settled} C30 C36\n:::")["try"]

    assert "Claims that the evidence confirms" in confirmed
    assert "As far as it goes" not in confirmed
    assert "Claims that share one table" in mixed
    assert "verdict-not_testable" in mixed
    assert "Envelopes by country existed from 2007" in mixed
    with pytest.raises(ExtensionError, match=r"claim C32 stands among the settled ones.*'contested'.*ladder"):
        build(":::{settled} C32\n:::")


def test_a_block_of_code_ends_with_its_last_line(build):
    """The empty line that the tests of the recipes need is not shown, and the code stays coloured."""
    page = build("```python\n>>> 1 + 1\n2\n\n```\n")["try"]

    block = page[page.index("<pre>") : page.index("</pre>")]
    assert "highlight" in page
    assert '<span class="' in block
    assert not block.endswith("\n\n")
    assert block.count("\n") <= 2


def test_a_page_loads_only_what_it_uses(build):
    """The front end comes with a question, the search with its page; Sphinx's own search is gone."""
    pages = build(":::{question} 06-new-partnership/adoption-date\n:::")

    assert "_static/coursekit-" in pages["try"]
    assert "_static/coursekit-" not in pages["glossary"]
    assert "_static/search/page.js" in pages["search"]
    assert "_static/search/" not in pages["try"]
    assert not any("searchtools.js" in page or "doctools.js" in page for page in pages.values())


@pytest.mark.parametrize(("language", "title"), [("kk", "Іздеу"), ("ru", "Поиск")])
def test_the_search_speaks_the_book_s_language(build, tmp_path, language, title):
    """Its page, its scripts and what it marks; and the pages of the book are in its index."""
    page = build("Text of a page.", language=language)["search"]
    folder = tmp_path / "out/html/_static/search"

    assert f"<h1>{title}</h1>" in page
    assert title in (folder / "page.js").read_text("utf-8")
    assert "try.html" in (folder / "index.js").read_text("utf-8")
    assert not (tmp_path / "out/html/searchindex.js").exists()


def test_generated_pages_have_an_anchor_for_every_row(build):
    """Any fact can link to its row."""
    pages = build("Text.")

    assert pages["timeline"].count('class="event"') > 190
    assert pages["claims"].count('id="claim-C') == 84
    for anchor, page in (("E044", "timeline"), ("eu2007strategy", "documents"), ("data-events", "data")):
        assert f'id="{anchor}"' in pages[page]
    assert "What is left out" in pages["data"]


def parsed(page):
    """Return the page as XML; a page that is not well-formed raises."""
    return ET.fromstring(page)


def test_an_electronic_book_has_the_readable_form(build):
    """In EPUB every question, figure and explorer is well-formed, readable and without a script."""
    asked = [question for slug in bank_names() for question in bank_of(slug)]
    first = {question.kind: question for question in asked}
    directives = "\n\n".join(f":::{{question}} {question.id}\n:::" for question in first.values())
    explorers = ":::{chart} 06-envelopes\n:::\n\n:::{chart} 09-map\n:::\n\n:::{actor-network} meetings\n:::"

    page = build(f"{directives}\n\n{explorers}", builder="epub")["try"]

    words = " ".join("".join(parsed(page).itertext()).split())
    assert sorted(first) == sorted(KINDS)
    for question in first.values():
        assert " ".join(question.prompt.split()) in words
        assert all(" ".join(line.split()) in words for line in question.body.lines())
    assert "data-ck=" not in page
    assert "coursekit-words" not in page


def test_a_build_in_which_nothing_changed_makes_nothing_of_the_whole_book_again(build, tmp_path):
    """Ledger and search index stay as they are until a page changes, and then follow it."""
    made = [tmp_path / "out" / "html" / name for name in ("book/claims.html", "_static/search/index.js")]

    def times():
        return [file.stat().st_mtime_ns for file in made]

    build("One {claim}`C26`.")
    first = times()
    build("One {claim}`C26`.")
    again = times()
    build("One {claim}`C26` and {claim}`C27`.")

    assert again == first
    assert all(now > then for now, then in zip(times(), first, strict=True))
    assert "try.html#" in made[0].read_text("utf-8").partition('id="claim-C27"')[2].partition('id="claim-C28"')[0]
