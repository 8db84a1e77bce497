"""Web pages saved by a browser: EUR-Lex in its layouts, EEAS, Commission and others.

Owns what the class names of EUR-Lex mean. These layouts are known: that of the
Official Journal with classes ``oj-…``, and older pages without that beginning; that of
consolidated texts (``title-article-norm``); Commission papers exported from Word
(``li ManualHeading1``, ``span class="num"``); and the old one without classes
(``TexteOnly``).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from coursekit.corpus.blocks import Block, Reading
from coursekit.corpus.html_place import classes_of, place_of, soup_of, strip
from coursekit.corpus.letters import clean
from coursekit.corpus.numbers import LABEL
from coursekit.corpus.structure import structured
from coursekit.errors import CorpusError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

#: A larger page is none that somebody wrote.
_MOST_BYTES = 20_000_000
#: Attribute given to the tags that hold blocks.
_HOLDS = "data-coursekit-holds"
#: Name of a class -> level of the heading it marks.
_HEADINGS = {
    "doc-ti": 1, "title-doc-first": 1, "title-doc-last": 1, "Titreobjet_cp": 1, "Typedudocument_cp": 1,
    "ti-section-1": 2, "ti-section-2": 2, "title-division-1": 2, "title-division-2": 2, "ti-grseq-1": 2,
    "title-annex-1": 2, "title-annex-2": 2, "ti-tbl": 4, "ti-annotation": 3, "SectionTitle": 2, "ChapterTitle": 2,
    "ti-art": 4, "sti-art": 4, "title-article-norm": 4, "stitle-article-norm": 4, "Titrearticle": 4,
    "Exposdesmotifstitre": 2, "Annexetitre": 2, "title-gr-seq-level-1": 3, "title-gr-seq-level-2": 4,
}  # fmt: skip
_NUMBERED_HEADING = re.compile(r"(?:Manual)?Heading(\d)$")
_BLOCKS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "table", "tr", "td", "th", "dd", "dt", "dl", "ul", "ol",
    "section", "article", "blockquote", "pre", "main", "body", "tbody", "thead", "caption", "figure", "figcaption",
    "center", "txt_te", "hr", "address",
}  # fmt: skip
_NOTES = "p.oj-note, p.note, p.footnote, dl#footnotes dd, dl.footnote dd, li[id^=fn], li[id^=footnote]"
_NOTE_MARKS = (
    "a[href*='#ntr'], a[href*='#footnote'], a.footnoteRef, span.oj-note-tag, span.note-tag, a[href*='#E0'], "
    "a[href*='#fn'], sup > a"
)
_NOTE_LINK = re.compile(r"\(?\s*(\d{1,3}|\*{1,3})\s*\)?")
_MARK = re.compile(r"\s*(?:\(\s*)?(\[(?:\d{1,3}|\*{1,3})\])(?:\s*\))?")
_NOTE = re.compile(r"(?:\[(\d{1,3}|\*{1,3})\]|\((\d{1,3}|\*{1,3})\)|(\d{1,3}|\*{1,3})(?=[\s.)]))[.)]?\s*")


def read_html(content: bytes) -> Reading:
    """Read a web page.

    Parameters
    ----------
    content : bytes
        The file; a page saved as one file (MHTML) may be given too.

    Raises
    ------
    CorpusError
        If it holds no text, is too large or too deeply nested.
    """
    if len(content) > _MOST_BYTES:
        msg = f"it has {len(content) / 1e6:,.0f} MB; of web pages at most {_MOST_BYTES // 1_000_000} MB are read"
        raise CorpusError(f"{msg}. Save it without pictures (Webpage, HTML only)")
    repairs: Counter[str] = Counter()
    soup = soup_of(content)
    place = place_of(soup)
    strip(place, repairs)
    notes = list(_notes(place, _links(place), repairs))
    _mark_notes(place, repairs)
    _prepare(place)
    blocks = structured([*_blocks(place, repairs), *notes])
    if sum(len(block.text) for block in blocks) < 20:
        msg = (
            "it holds no text: the page was probably saved before it was complete, or fills itself by a script. "
            "Open it, wait until the text is there, and save it again (Webpage, HTML only)"
        )
        raise CorpusError(msg)
    return Reading("HTML", _title(soup, blocks), tuple(blocks), repairs=+repairs)


def _notes(place: "Tag", links: Mapping[str, str], repairs: Counter[str]) -> Iterator[Block]:
    """Take the footnotes out of the page and yield them."""
    for tag in place.select(_NOTES):
        text = clean(tag.get_text(), repairs)
        found = _NOTE.match(text)
        number = next((part for part in found.groups() if part), "") if found else _number_by_link(tag, links)
        yield Block("footnote", text[found.end() :] if found else text, number)
        tag.decompose()
    for tag in place.select("dl#footnotes, dl.footnote, hr.oj-note, hr.note"):
        tag.decompose()


def _links(place: "Tag") -> dict[str, str]:
    """Return name of a place in the page -> what the first link to it says."""
    links: dict[str, str] = {}
    for link in place.find_all("a", href=True):
        _, mark, name = str(link["href"]).rpartition("#")
        if mark:
            links.setdefault(name, link.get_text(strip=True))
    return links


def _number_by_link(tag: "Tag", links: Mapping[str, str]) -> str:
    """Return the number that the text links to a footnote with."""
    found = _NOTE_LINK.fullmatch(links.get(str(tag.get("id") or ""), ""))
    return found[1] if found else ""


def _mark_notes(place: "Tag", repairs: Counter[str]) -> None:
    """Set the marks of footnotes in square brackets, and powers as raised figures."""
    for tag in place.select(_NOTE_MARKS):
        found = None if tag.decomposed else _NOTE_LINK.fullmatch(tag.get_text(strip=True))
        if found:
            tag.replace_with(f"[{found[1]}]")
            repairs["marks"] += 1
    for tag in place.select("sup, span.oj-super, span.super"):
        power = {"2": "²", "3": "³"}.get(tag.get_text(strip=True))
        if power:
            tag.replace_with(power)


def _blocks(place: "Tag", repairs: Counter[str]) -> Iterator[Block]:
    """Yield the blocks of a part of the page in their order."""
    inline: list[str] = []
    for child in list(place.children):
        name = getattr(child, "name", None)
        if name is None:
            inline.append(str(child) if type(child).__name__ == "NavigableString" else "")
        elif name in _BLOCKS or _holds_blocks(child):
            yield from _paragraph(inline, place, repairs)
            inline = []
            yield from _block(child, repairs)
        else:
            inline.append(child.get_text())
    yield from _paragraph(inline, place, repairs)


def _holds_blocks(tag: Any) -> bool:
    return bool(tag.has_attr(_HOLDS))


def _mark_holders(place: "Tag") -> None:
    """Mark every tag that holds blocks, so that nobody need look into it again."""
    for tag in place.select(f"[{_HOLDS}]"):
        del tag[_HOLDS]
    for block in place.find_all(list(_BLOCKS)):
        for around in block.parents:
            if around.has_attr(_HOLDS):
                break
            around[_HOLDS] = ""


def _block(tag: Any, repairs: Counter[str]) -> Iterator[Block]:
    if tag.name == "table":
        yield from _table(tag, repairs)
    elif tag.name not in {"td", "th"} and _holds_blocks(tag):
        yield from _labelled(tag, repairs)
    else:
        yield from _paragraph([tag.get_text()], tag, repairs)


def _prepare(place: "Tag") -> None:
    """Write into the page what a browser shows: line breaks, spaces after numbers, numbers of lists."""
    for line_break in place.find_all("br"):
        line_break.replace_with(" ")
    for number in place.select("span.num, span.no-parag"):
        number.insert_after(" ")
    for numbered in place.find_all("ol"):
        start = str(numbered.get("start") or "1")
        if start.isdecimal() and str(numbered.get("type") or "1") == "1":
            for count, point in enumerate(numbered.find_all("li", recursive=False), start=int(start)):
                point["data-number"] = str(count)
    _mark_holders(place)


def _labelled(tag: Any, repairs: Counter[str]) -> Iterator[Block]:
    """Yield the blocks of a tag; a number that stands by itself goes to the block after it."""
    label = ""
    for block in _blocks(tag, repairs):
        if block.kind == "paragraph" and LABEL.fullmatch(block.text):
            label = block.text
        elif label:
            yield Block(block.kind, f"{label} {block.text}", block.number, block.level)
            label = ""
        else:
            yield block


def _paragraph(pieces: list[str], tag: "Tag", repairs: Counter[str]) -> Iterator[Block]:
    text = clean("".join(pieces), repairs)
    text = _MARK.sub(r"\1", text)
    if not text:
        return
    level = _heading_level(tag)
    if level and len(text) < 400:
        yield Block("heading", text, level=level)
    else:
        yield Block("item", text, str(tag.get("data-number") or "")) if tag.name == "li" else Block("paragraph", text)


def _heading_level(tag: "Tag") -> int:
    """Return the level that the name or the class of a tag gives; 0 if it is no heading."""
    for name in classes_of(tag):
        numbered = _NUMBERED_HEADING.fullmatch(name)
        if name in _HEADINGS or numbered:
            return _HEADINGS[name] if name in _HEADINGS else 1 + int(numbered[1]) if numbered else 0
    return int(tag.name[1]) if re.fullmatch(r"h[1-6]", tag.name or "") else 0


def _table(table: Any, repairs: Counter[str]) -> Iterator[Block]:
    """Yield a table: rows of a number and a text as numbered paragraphs, others as one paragraph each."""
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        cells = [cell for cell in row.find_all(["td", "th"], recursive=False) if cell.get_text(strip=True)]
        if not cells:
            continue
        label = clean(cells[0].get_text(), repairs)
        if len(cells) == 2 and LABEL.fullmatch(label):
            for number, block in enumerate(_blocks(cells[1], repairs)):
                yield Block("paragraph", f"{label} {block.text}") if number == 0 else block
        elif len(cells) == 1:
            yield from _blocks(cells[0], repairs)
        else:
            texts = [" ".join(block.text for block in _blocks(cell, repairs)) for cell in cells]
            yield Block("paragraph", " | ".join(texts))


def _title(soup: "BeautifulSoup", blocks: list[Block]) -> str:
    """Return the title of the document: that of the act, else the first highest heading, else that of the page."""
    act = soup.select(".eli-main-title p, p.oj-doc-ti, p.doc-ti, p.Titreobjet_cp")
    if act:
        return " ".join(" ".join(part.get_text().split()) for part in act[:4])
    said = soup.select_one('meta[name="DC.description"]')
    if said:
        return " ".join(str(said.get("content") or "").split())
    headings = [block for block in blocks if block.kind == "heading" and not block.number]
    if headings:
        return min(headings, key=lambda block: block.level).text
    return " ".join(soup.title.get_text().split()) if soup.title else ""
