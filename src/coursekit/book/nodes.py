"""The two nodes the book needs beside docutils' own.

``tagged`` is any HTML element around ordinary content; ``fact`` is a fact from the
data with its source. Other formats (EPUB aside, which is HTML) show their content.
"""

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class tagged(nodes.General, nodes.Element):  # noqa: N801  docutils names nodes in lower case
    """An HTML element: attributes ``tag`` and ``html`` (a dict) say which."""


class fact(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A fact in the text: ``href`` to where it stands, ``source`` in words, ``uid``; ``kazakh`` words of a claim.

    Addresses in the source of a ``citation`` are links: its reference can be followed in place.
    """


class page_link(nodes.General, nodes.Element):  # noqa: N801
    """A link to a ``page`` of the book, to an ``anchor`` in it if named, or to a built ``file``, saved by its name."""


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    through = (_pass, _pass)
    app.add_node(page_link, html=(_open_link, _close_link), latex=through, text=through)
    app.add_node(tagged, html=(_open_tag, _close_tag), latex=through, text=through)
    app.add_node(fact, html=(_open_fact, _close_fact), latex=through, text=through)


def tag(name: str, *content: nodes.Node | str, classes: str = "", **attributes: str) -> tagged:
    """Return an element with content; texts become text nodes.

    Examples
    --------
    >>> tag("p", "Hello", classes="greeting").astext()
    'Hello'
    """
    html = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    if classes:
        html["class"] = classes
    element = tagged("", tag=name, html=html)
    element += [nodes.Text(item) if isinstance(item, str) else item for item in content]
    return element


def raw(html: str) -> nodes.raw:
    """Return finished HTML of our own making as a node."""
    return nodes.raw("", html, format="html")


def _open_tag(self: Any, node: tagged) -> None:
    attributes = "".join(f' {key}="{escape(value, quote=True)}"' for key, value in node["html"].items())
    self.body.append(f"<{node['tag']}{attributes}>")


def _close_tag(self: Any, node: tagged) -> None:
    self.body.append(f"</{node['tag']}>")


def _open_link(self: Any, node: page_link) -> None:
    here = self.builder.current_docname
    if "file" in node and self.builder.name == "epub":
        # An electronic book has no files beside it.
        self.body.append(f'<span class="{node["kind"]}">')
        return
    href = (
        self.builder.get_relative_uri(here, node["page"]) if "page" in node else "../" * here.count("/") + node["file"]
    )
    href += f"#{node['anchor']}" if node.get("anchor") else ""
    saved = f' download="{escape(node["file"].rpartition("/")[2], quote=True)}"' if "file" in node else ""
    self.body.append(f'<a class="{node["kind"]}" href="{escape(href, quote=True)}"{saved}>')


def _close_link(self: Any, node: page_link) -> None:
    self.body.append("</span>" if "file" in node and self.builder.name == "epub" else "</a>")


def _open_fact(self: Any, node: fact) -> None:
    href = node["href"]
    if node.get("refdoc"):
        href = self.builder.get_relative_uri(self.builder.current_docname, node["refdoc"]) + href
    self.body.append(
        f'<span class="fact-wrap"><a class="fact {node["kind"]}" href="{escape(href, quote=True)}"'
        f' id="{node["uid"]}" aria-describedby="{node["uid"]}-source">'
    )


def _close_fact(self: Any, node: fact) -> None:
    # The words of a claim are marked as Kazakh, so that they are read aloud as such.
    kazakh = f' <span class="claim-words" lang="kk">{escape(node["kazakh"])}</span>' if node.get("kazakh") else ""
    # A tooltip holds no links; a note may.
    role, source = "tooltip", escape(node["source"])
    if node["kind"] == "citation":
        role, source = "note", _with_links(node["source"])
    self.body.append(
        f'</a><span role="{role}" class="fact-source" id="{node["uid"]}-source">{source}{kazakh}</span></span>'
    )


def _with_links(text: str) -> str:
    r"""Return a text as HTML in which web addresses are links.

    Examples
    --------
    >>> _with_links("Read https://example.org/a.")
    'Read <a href="https://example.org/a">https://example.org/a</a>.'
    """
    parts = [escape(part) for part in re.split(r"(https?://[^\s<>]*[^\s<>.,;:)])", text)]
    # Every second part is an address.
    return "".join(f'<a href="{part}">{part}</a>' if place % 2 else part for place, part in enumerate(parts))


def _pass(self: Any, node: nodes.Node) -> None:
    """Show the content alone."""
