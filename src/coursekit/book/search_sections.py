"""What a page has to offer a search: its sections and the rows of its registers, each with its words.

Pure: the HTML of a built page in, sections out. Reads what a reader sees and leaves out
the rest: drawings, notes under words, printed tables of a notebook, and what a page keeps
back until a question is answered.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Elements without content; they open nothing that would have to be closed.
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_SKIPPED_TAGS = frozenset("script style svg template noscript button nav math".split())
#: Notes and tools that stand beside the text, answers to choose from, outputs of cells, figures behind a prediction.
_SKIPPED_CLASSES = frozenset(
    "fact-source ck-lines chart-tools chart-table dataframe text_plain stream reveal label visually-hidden "
    "chapter-facts chapter-next prev-next".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: What names a row of a register.
_ROW_TITLES = frozenset(("event-title", "register-title", "ledger-claim"))
#: Elements after which a word does not go on.
_APART = (
    frozenset("p li dt dd tr td th div section pre br ul ol dl table figcaption summary blockquote".split()) | _HEADINGS
)
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Section:
    """One place of a page that a search can open.

    Parameters
    ----------
    anchor : str
        The id to open; empty for the top of the page.
    heading : str
        What names the place: a heading, the title of an event, a term.
    above : str
        The heading of the section that it stands in; empty for a section of its page.
    text : str
        The rest of its words, without those of the sections inside it.
    is_row : bool
        True for a row of a register, False for a section of text.
    other_names : str
        What else it is called: a term in the other languages.
    """

    anchor: str
    heading: str
    above: str
    text: str
    is_row: bool = False
    other_names: str = ""


def sections_of(html: str) -> list[Section]:
    """Return the sections of a built page in reading order; the first one is the page's beginning.

    Parameters
    ----------
    html : str
        The page. Only what stands in its ``<article>`` is read, or all if it has none.

    Examples
    --------
    >>> page = '<section id="a"><h1>Trade</h1><p>Oil.</p><section id="b"><h2>Gas</h2><p>Pipes.</p></section></section>'
    >>> [(section.anchor, section.heading, section.text) for section in sections_of(page)]
    [('a', 'Trade', 'Oil.'), ('b', 'Gas', 'Pipes.')]
    """
    start, end = html.find("<article"), html.rfind("</article>")
    reader = _Reader()
    reader.feed(html[start:end] if 0 <= start < end else html)
    reader.close()
    return [section for place in reader.places if (section := place.section()) is not None]


@dataclass
class _Place:
    """A section while it is read."""

    above: "_Place | None" = None
    anchor: str = ""
    is_row: bool = False
    heading: list[str] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def section(self) -> Section | None:
        """Return what was read; None where there is nothing to find."""
        heading, text = _joined(self.heading), _joined(self.text)
        if not heading and not text:
            return None
        above = self.above
        while above is not None and above.above is not None and not above.heading:
            above = above.above
        # The title of the page stands above every section; it need not be said of each.
        name = _joined(above.heading) if above is not None and above.above is not None and above.above.above else ""
        return Section(self.anchor, heading or _first_words(text), name, text, self.is_row, _joined(self.other_names))


@dataclass(frozen=True)
class _Open:
    """An element that is open."""

    tag: str
    place: _Place
    #: Where its words go: "text", "heading", "other_names", or "" if they are left out.
    into: str
    is_list_of_terms: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        top = _Place()
        self.places = [top]
        self._open = [_Open("", top, "text")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a section, a row, or go on in the one that is open."""
        if tag in _VOID:
            self._part(tag)
            return
        attributes = {name: value or "" for name, value in attrs}
        around = self._open[-1]
        classes = frozenset(attributes.get("class", "").split())
        place = self._place(tag, attributes, classes, around)
        if tag in _HEADINGS and not place.anchor:
            place.anchor = attributes.get("id", "")
        into = _destination(tag, classes, place, around)
        self._open.append(_Open(tag, place, into, is_list_of_terms=tag == "dl" and "glossary-list" in classes))
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those inside it that were left open."""
        if any(element.tag == tag for element in self._open[1:]):
            self._part(tag)
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep the words where they belong."""
        element = self._open[-1]
        if element.into:
            getattr(element.place, element.into).append(data)

    def _place(self, tag: str, attributes: dict[str, str], classes: frozenset[str], around: _Open) -> _Place:
        """Return the section that an element opens, or the one that it stands in."""
        anchor = attributes.get("id", "")
        is_row = bool(anchor) and (
            tag in ("li", "tr", "article") or "citation" in classes or (tag == "div" and around.tag == "dl")
        )
        if not around.into or not (is_row or (tag == "section" and "footnotes" not in classes)):
            return around.place
        place = _Place(around.place, anchor, is_row)
        self.places.append(place)
        return place

    def _part(self, tag: str) -> None:
        if tag in _APART:
            self.handle_data(" ")


def _destination(tag: str, classes: frozenset[str], place: _Place, around: _Open) -> str:
    """Return where the words of an element go."""
    if not around.into or tag in _SKIPPED_TAGS or classes & _SKIPPED_CLASSES:
        return ""
    if "other-languages" in classes:
        return "other_names"
    names_it = (tag in _HEADINGS and not place.is_row) or classes & _ROW_TITLES or (tag == "dt" and around.tag == "div")
    if names_it and not place.heading and not (tag == "dt" and not _is_term(place, around)):
        return "heading"
    return around.into if place is around.place else "text"


def _is_term(place: _Place, around: _Open) -> bool:
    """Tell whether a ``dt`` names the row it stands in, as in a glossary, and not a line of its record."""
    return place.is_row and around.place is place and not _joined(place.text)


def _joined(parts: Iterable[str]) -> str:
    return " ".join(_ADDRESS.sub(" ", "".join(parts)).split())


def _first_words(text: str) -> str:
    """Return the beginning of a text, for a place without a heading."""
    return text if len(text) <= 90 else text[:90].rsplit(" ", 1)[0] + " …"
