"""What the book says of the course as it is published: names, addresses, what is planned."""

import io
import re
from pathlib import Path

import pytest
import yaml
from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from coursekit.chapters import read_chapter
from coursekit.errors import ChapterError

ROOT = Path(__file__).parent.parent
CHAPTER = (ROOT / "book/06-new-partnership.md").read_text("utf-8")
HEAD = yaml.safe_load(CHAPTER.split("---")[1])["chapter"]

SLUGS = {6: "06-new-partnership", 9: "09-stronger-partnership", "A": "A-who-makes-foreign-policy"}


def chapter(number, **changed):
    """Return a page with a chapter's front matter and a line of text."""
    own = {"number": number, "slug": SLUGS[number], "claims": [], "terms": [], "bridges": {}}
    head = {**HEAD, **own, **changed}
    return f"---\n{yaml.safe_dump({'chapter': head}, allow_unicode=True)}---\n# Title of {number}\n\nText.\n"


@pytest.fixture(name="build")
def _build(tmp_path, monkeypatch):
    """Build a book of the given pages; return name -> HTML."""
    monkeypatch.setenv("COURSEKIT_STATIC", "1")

    def build(pages, **settings):
        source = tmp_path / "source"
        for name, text in pages.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(text, "utf-8")
        source.mkdir(exist_ok=True)
        (source / "conf.py").write_text("", "utf-8")
        named = "\n".join(name.removesuffix(".md") for name in pages if name != "index.md")
        home = pages.get("index.md", "# Home\n")
        (source / "index.md").write_text(f"{home}\n\n```{{toctree}}\n{named}\n```\n", "utf-8")
        settings = {
            "extensions": ["myst_parser", "coursekit.book"],
            "html_theme": "atlas",
            "language": "en",
            "myst_enable_extensions": ["colon_fence"],
            **settings,
        }
        out = tmp_path / "out" / "html"
        with patch_docutils(), docutils_namespace():
            app = Sphinx(source, source, out, tmp_path / "trees", "html", settings, status=None, warning=io.StringIO())
            app.build()
        return {str(page.relative_to(out)): page.read_text("utf-8") for page in out.rglob("*.html")}

    return build


PREREQUISITES = {
    "book/06-new-partnership.md": chapter(6, necessary=[2, 9], bridges={2: "One can test a claim.", 9: "Not shown."}),
    "book/09-stronger-partnership.md": chapter(9, necessary=[]),
}


def test_a_prerequisite_is_linked_or_marked_as_planned_and_bridged(build):
    """What is published is a link; what is not says so, with the author's bridge; no bridge where none is needed."""
    page = build(PREREQUISITES)["book/06-new-partnership.html"]

    assert '<a class="need" href="09-stronger-partnership.html">9 The 2019 strategy</a>' in page
    assert re.search(r'<li>2 Three ways to study a strategy <span class="map-state">planned</span></li>', page)
    assert "Chapter 2 is planned. What you need of it here:" in page
    assert "One can test a claim." in page
    assert "Not shown." not in page


def test_a_prerequisite_that_comes_out_is_linked_at_the_next_build(build):
    """The page that names it is read again although its own file is the same."""
    only = {"book/09-stronger-partnership.md": chapter(9, necessary=[6], bridges={6: "What was promised."})}
    before = build(only)["book/09-stronger-partnership.html"]
    after = build({**only, "book/06-new-partnership.md": chapter(6, necessary=[])})["book/09-stronger-partnership.html"]

    assert "What was promised." in before
    assert 'href="06-new-partnership.html">6 The 2007 Strategy' in after
    assert "What was promised." not in after


def test_a_bridge_to_a_chapter_that_is_not_needed_is_an_error(tmp_path):
    """A slip of the number is found when the page is read."""
    file = tmp_path / "06-x.md"
    file.write_text(chapter(6, necessary=[2], bridges={3: "Text."}), "utf-8")

    with pytest.raises(ChapterError, match=r"bridges.*3 is not in"):
        read_chapter(file)


def test_a_chapter_leads_to_its_graded_questions_where_there_are_any(build):
    """The door to the page that makes the file to hand in; no door where there is no such page."""
    pages = {f"book/{SLUGS[number]}.md": chapter(number) for number in (6, 9)}
    hand_in = f"book/hand-in/{SLUGS[6]}.md"

    built = build({**pages, hand_in: "# Hand in\n\nQuestions.\n"})

    door = '<a class="next-card" href="hand-in/06-new-partnership.html">'
    assert door in built[f"book/{SLUGS[6]}.html"]
    assert "next-card" not in built[f"book/{SLUGS[9]}.html"]


def test_counts_of_the_course_come_from_what_is_published(build):
    """One chapter more, and the page says so."""
    home = {
        "index.md": "# Home\n\n{course}`published` of {course}`chapters`, {course}`planned` to come, {course}`claims`."
    }
    one = build({**home, "book/09-stronger-partnership.md": chapter(9, necessary=[])})["index.html"]
    two = build({**home, **PREREQUISITES})["index.html"]

    assert "1 of 17, 16 to come, 84." in one
    assert "2 of 17, 15 to come, 84." in two


def test_primers_are_no_chapters(build):
    """They are counted by themselves, stand first on the map, and the first chapter is a chapter."""
    pages = {
        "index.md": "# Home\n\n{course}`published` of {course}`chapters`, {course}`primers` primers.\n\n"
        ":::{door} Read\n:to: first chapter\n:::\n\n:::{course-map}\n:::",
        "book/A-who-makes-foreign-policy.md": chapter("A", necessary=[]),
        "book/06-new-partnership.md": chapter(6, necessary=["A"]),
    }
    built = build(pages)
    home = built["index.html"]

    assert "1 of 17, 2 primers." in home
    assert 'class="door" href="book/06-new-partnership.html"' in home
    assert home.index("<h3>Primers</h3>") < home.index('<span class="map-number">A</span>') < home.index("<h3>Part I")
    need = '<a class="need" href="A-who-makes-foreign-policy.html">A Who makes EU foreign policy</a>'
    assert need in built["book/06-new-partnership.html"]
    primer = built["book/A-who-makes-foreign-policy.html"]
    assert '<p class="chapter-number">Primer A</p>' in primer
    assert "After this primer you can" in primer


def test_the_door_to_the_chapters_opens_the_first_that_is_published(build):
    """Whatever chapter comes next, the home page need not be touched."""
    door = {"index.md": "# Home\n\n:::{door} Read\n:to: first chapter\n:::"}
    nine = build({**door, "book/09-stronger-partnership.md": chapter(9, necessary=[])})["index.html"]
    six = build({**door, **PREREQUISITES})["index.html"]

    assert 'class="door" href="book/09-stronger-partnership.html"' in nine
    assert 'class="door" href="book/06-new-partnership.html"' in six


@pytest.mark.parametrize("page", ["index.md", "book/instructors.md", "book/students.md"])
def test_no_page_types_how_many_chapters_there_are(page):
    """Numbers before 'chapters' are written by the role that counts them."""
    words = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|seventeen|\\d+"
    text = (ROOT / page).read_text("utf-8")

    assert re.findall(rf"(?i)\b(?:{words})(?: of (?:{words}))?(?: published)? chapters? (?:are|is)\b", text) == []
    assert re.findall(r"\b\d+ (?:chapters|claims)\b", text) == []


@pytest.mark.parametrize("page", ["index.html", "book/09-stronger-partnership.html", "search.html"])
@pytest.mark.parametrize("address", ["https://example.org/issues/new?title={page}", "mailto:course@example.org"])
def test_every_page_says_where_an_error_is_reported(build, page, address):
    """From one place in the configuration; the page names itself where the address asks for it."""
    pages = build({"book/09-stronger-partnership.md": chapter(9, necessary=[])}, course_report=address)
    expected = address.replace("{page}", page.removesuffix(".html").replace("/", "%2F"))

    assert f'<a href="{expected}">Report an error</a>' in pages[page]


def test_an_address_that_is_not_configured_is_shown_nowhere(build):
    """No link for errors, none to run a lab."""
    pages = build({"notebooks/06-new-partnership.md": "# Lab\n"})

    assert "Report an error" not in pages["index.html"]
    assert "Run it in" not in pages["notebooks/06-new-partnership.html"]


def test_a_lab_names_the_services_that_are_configured(build):
    """Each opens the students' form of the notebook, which stands in the published book."""
    services = {"Colab": "https://example.org/colab/{path}", "Binder": ""}
    page = build({"notebooks/06-new-partnership.md": "# Lab\n"}, course_launch=services)[
        "notebooks/06-new-partnership.html"
    ]

    assert "Run it in Colab</a>" in page
    assert 'href="https://example.org/colab/labs/lab-06.ipynb"' in page
    assert "Binder" not in page


@pytest.mark.parametrize(
    "settings", [{"course_report": "example.org"}, {"course_launch": {"Hub": "javascript:alert(1)"}}]
)
def test_an_address_that_is_none_stops_the_build(build, settings):
    """Named with its key."""
    with pytest.raises(ConfigError, match=next(iter(settings))):
        build({}, **settings)


def test_the_course_is_called_by_its_title_wherever_it_goes():
    """Inventory, cards and electronic book take their name from one place."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    inventory = (ROOT / "_build/html/objects.inv").read_bytes().split(b"\n", 2)[1].decode()

    assert config["sphinx"]["config"]["project"] == config["title"]
    assert inventory == f"# Project: {config['title']}"


def test_the_built_deck_is_called_by_the_course_s_title(tmp_path):
    """Anki shows the course's title, not a placeholder."""
    import json
    import sqlite3
    import zipfile

    with zipfile.ZipFile(ROOT / "_build/html/_static/coursekit-review.apkg") as deck:
        deck.extract("collection.anki2", tmp_path)
    connection = sqlite3.connect(tmp_path / "collection.anki2")
    decks = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    connection.close()
    title = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["title"].replace("::", ": ")
    names = [one["name"] for one in decks.values() if one["name"] != "Default"]

    assert names
    assert all(name.startswith(f"{title}::") for name in names)
