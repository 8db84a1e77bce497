"""Pages generated from the data: timeline, register, ledger, dictionary, glossary.

Each is a directive that stands in a page of prose. The ledger and the progress
page need the whole book and are filled in when it has been read.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from coursekit.book import pages
from coursekit.book.directives import CourseDirective
from coursekit.book.nodes import raw
from coursekit.book.roles import claim_places
from coursekit.book.unchanged import is_unchanged
from coursekit.chapters import Chapter, read_chapters

#: Directive -> function that writes its HTML from the data alone.
_FROM_DATA: dict[str, Callable[..., str]] = {
    "timeline": pages.timeline,
    "document-register": pages.documents,
    "data-dictionary": pages.data_dictionary,
    "glossary-list": pages.glossary,
    "official-documents": pages.official_documents,
}
#: Directive -> function that also needs to know where things stand in the book.
_FROM_BOOK: dict[str, Callable[..., str]] = {
    "claims-ledger": pages.claims_ledger,
    "course-map": pages.course_map,
    "progress": pages.progress,
    "review": pages.review,
    "voices": pages.voices,
    "welcome": pages.welcome,
}


#: Directive -> function that writes its HTML for the chapter that it names.
_FROM_BANK: dict[str, Callable[[str, str], str]] = {"hand-in": pages.hand_in}


class from_book(nodes.General, nodes.Element):  # noqa: N801  docutils names nodes in lower case
    """A place to be filled once every page has been read."""


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_node(from_book)
    for name in _FROM_DATA:
        app.add_directive(name, FromData)
    for name in _FROM_BOOK:
        app.add_directive(name, FromBook)
    for name in _FROM_BANK:
        app.add_directive(name, FromBank)
    app.connect("env-updated", _write_again)
    app.connect("doctree-resolved", _fill)


class FromData(CourseDirective):
    """A register that depends on the data alone."""

    has_content = False

    def nodes(self) -> list[Node]:
        """Return the register."""
        return [raw(_FROM_DATA[self.name](self.env.config.language or "en"))]


class FromBank(CourseDirective):
    """A register that depends on the bank of the chapter that it names."""

    has_content = False
    required_arguments = 1
    optional_arguments = 0

    def nodes(self) -> list[Node]:
        """Return the register."""
        return [raw(_FROM_BANK[self.name](self.env.config.language or "en", self.argument))]


class FromBook(CourseDirective):
    """A register that depends on the other pages."""

    has_content = False

    def nodes(self) -> list[Node]:
        """Return a place to be filled."""
        _filled_pages(self.env).add(self.env.docname)
        return [from_book("", register=self.name)]


def _filled_pages(env: BuildEnvironment) -> set[str]:
    if not hasattr(env, "coursekit_filled"):
        env.coursekit_filled = set()  # type: ignore[attr-defined]
    docnames: set[str] = env.coursekit_filled  # type: ignore[attr-defined]
    return docnames


def _write_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    return [] if is_unchanged(env) else sorted(_filled_pages(env) & env.found_docs)


def _fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in list(doctree.findall(from_book)):
        write = _FROM_BOOK[place["register"]]
        place.replace_self(raw(write(app.config.language or "en", Book(app, docname))))


class Book:
    """What a generated page may ask about the book it stands in."""

    def __init__(self, app: Sphinx, docname: str) -> None:
        self._app = app
        self._docname = docname

    def link(self, page: str, anchor: str = "") -> str:
        """Return the address of a page relative to this one."""
        uri: str = self._app.builder.get_relative_uri(self._docname, page)
        return uri + (f"#{anchor}" if anchor else "")

    def has(self, page: str) -> bool:
        """Return whether the book has such a page."""
        return page in self._app.env.found_docs

    def claim_places(self, claim: str) -> Iterable[tuple[str, str]]:
        """Return (page, anchor) of each mark of a claim."""
        return claim_places(self._app.env).get(claim, [])

    def title(self, page: str) -> str:
        """Return the title of a page."""
        return self._app.env.titles[page].astext()

    def chapters(self) -> list[Chapter]:
        """Return the published primers and chapters in order."""
        return read_chapters(Path(self._app.srcdir) / "book")

    def file(self, path: str) -> str:
        """Return the address, relative to this page, of a file that the build writes; an EPUB has none."""
        return "" if self._app.builder.name == "epub" else "../" * self._docname.count("/") + path
