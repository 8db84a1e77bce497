"""The part of a web page that is the document.

Owns where it stands in pages of EUR-Lex, EEAS and the Commission, and what is never
text: navigation, notices, scripts, hidden parts.
"""

import re
import warnings
from collections import Counter
from email import message_from_bytes
from typing import TYPE_CHECKING

from coursekit.errors import CorpusError, library

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

#: Where the document stands in a page, the surest first.
_PLACES = (
    "#TexteOnly", "div.eli-container", "#docHtml", "div.contentWrapper", "#document1 .tabContent", "#PP4Contents",
    "#text", "#document1", "main article", "article", ".field--name-body", ".ecl-editor", "main", "[role=main]",
    "#main-content", "#content",
)  # fmt: skip
#: So many tags may stand one in another; where they hold paragraphs, far fewer can be read.
_DEEPEST = 2000
#: What is never text.
_NEVER = "script, style, noscript, template, nav, header, footer, aside, form, button, iframe, svg, select, dialog"
_NOT_TEXT = re.compile(
    r"cookie|consent|breadcrumb|\bshare|social|\bmenu|\bnav(?:bar|igation)?\b|sidebar|related|language-list|skip-link"
    r"|\bpager|newsletter|feedback",
    re.IGNORECASE,
)
#: Classes of EUR-Lex for running heads and the marks of amendments.
_HEADS = {"hd-date", "hd-lg", "hd-ti", "hd-oj", "hd-uniq", "hd-modifiers", "modref", "arrow", "disclaimer", "reference"}


def _unpacked(content: bytes) -> bytes:
    """Return the page of a file saved as MHTML; any other file as it is."""
    if not re.match(rb"(?:From: |MIME-Version:|Snapshot-)", content):
        return content
    for part in message_from_bytes(content).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else b""
    raise CorpusError("it is a saved page without a page in it. Save it again (Webpage, HTML only)")


def soup_of(content: bytes) -> "BeautifulSoup":
    """Return a page as a tree.

    Parameters
    ----------
    content : bytes
        The file; a page saved as one file (MHTML) may be given too.

    Raises
    ------
    CorpusError
        If it is an MHTML file without a page, or too deeply nested.
    """
    # Late: only who reads a web page needs them. The parser first: BeautifulSoup looks for it
    # once, when it is imported, and would speak of a missing "tree builder".
    library("lxml")
    soups = library("bs4")
    page = _unpacked(content)
    with warnings.catch_warnings():
        # EUR-Lex serves XHTML; reading it as HTML is meant, and so is everything else that it warns of.
        warnings.simplefilter("ignore")
        # What a page says of its encoding is often wrong, and UTF-8 shows itself.
        soup: BeautifulSoup = soups.BeautifulSoup(_utf8(page) or page, "lxml")
    _check_depth(soup)
    return soup


def _check_depth(soup: "BeautifulSoup") -> None:
    """Refuse a page in which tags stand in tags without end."""
    depth = {id(soup): 0}
    for tag in soup.find_all():
        depth[id(tag)] = depth[id(tag.parent)] + 1
        if depth[id(tag)] > _DEEPEST:
            msg = f"it is too deeply nested (over {_DEEPEST:,} tags one in another). Save it as PDF and add that"
            raise CorpusError(msg)


def _utf8(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""


def place_of(soup: "BeautifulSoup") -> "Tag":
    """Return the part of the page that holds the document.

    Parameters
    ----------
    soup : bs4.BeautifulSoup
        The page.
    """
    whole = soup.body or soup
    enough = 0.2 * len(whole.get_text(strip=True))
    for selector in _PLACES:
        found = soup.select(selector)
        if found:
            # Annexes stand in containers of their own: what holds them all is the document.
            best = found[0] if len(found) == 1 else _common(found)
            if len(best.get_text(strip=True)) >= max(enough, 40):
                return best
    return whole


def _common(tags: list["Tag"]) -> "Tag":
    """Return the innermost tag that holds all the tags."""
    around = [tags[0], *tags[0].parents]
    height = {id(tag): number for number, tag in enumerate(around)}
    # Where a way up has come out, every way that meets it comes out too.
    seen: set[int] = set()
    most = 0
    for tag in tags:
        for step in (tag, *tag.parents) if id(tag) not in seen else ():
            if id(step) in height:
                most = max(most, height[id(step)])
            if id(step) in height or id(step) in seen:
                break
            seen.add(id(step))
    return around[most]


def classes_of(tag: "Tag") -> list[str]:
    """Return the classes of a tag without the beginning that the Official Journal gives them now.

    Parameters
    ----------
    tag : bs4.Tag
        The tag.
    """
    given: list[str] | str = tag.get("class") or []
    return [name.removeprefix("oj-") for name in (given.split() if isinstance(given, str) else given)]


def strip(place: "Tag", repairs: Counter[str]) -> None:
    """Take out what is not text.

    Parameters
    ----------
    place : bs4.Tag
        The part of the page that holds the document; it is changed.
    repairs : collections.Counter
        Counts the parts that were taken out (``hidden``).
    """
    gone = list(place.select(_NEVER))
    most = 0.5 * len(place.get_text(strip=True))
    for tag in place.find_all():
        classes = classes_of(tag)
        marks = " ".join([*classes, str(tag.get("id") or "")])
        hidden = tag.has_attr("hidden") or "display:none" in str(tag.get("style") or "").replace(" ", "")
        # A wrapper around the whole page may be named after the banner that it once held.
        chrome = bool(_NOT_TEXT.search(marks)) and len(tag.get_text(strip=True)) < most
        if hidden or chrome or (tag.name == "p" and _HEADS.intersection(classes)):
            gone.append(tag)
    for tag in gone:
        if not tag.decomposed:
            repairs["hidden"] += bool(tag.get_text(strip=True)) and tag.name not in {"script", "style", "template"}
            tag.decompose()
