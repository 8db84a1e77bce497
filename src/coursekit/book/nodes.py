"""The two nodes the book needs beside docutils' own.

``tagged`` is any HTML element around ordinary content; ``fact`` is a fact from the
data with its source. Other formats (EPUB aside, which is HTML) show their content.
"""

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class tagged(nodes.General, nodes.Element):  # noqa: N801  docutils names nodes in lower case
    """An HTML element: attributes ``tag`` and ``html`` (a dict) say which."""


class fact(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A fact in the text: ``href`` to where it stands, ``source`` in words, ``uid``; ``kazakh`` words of a claim."""


class page_link(nodes.General, nodes.Element):  # noqa: N801
    """A link to a ``page`` of the book, to an ``anchor`` in it if named, or to a built ``file``."""


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
    href = (
        self.builder.get_relative_uri(here, node["page"]) if "page" in node else "../" * here.count("/") + node["file"]
    )
    href += f"#{node['anchor']}" if node.get("anchor") else ""
    self.body.append(f'<a class="{node["kind"]}" href="{escape(href, quote=True)}">')


def _close_link(self: Any, node: page_link) -> None:
    self.body.append("</a>")


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
    self.body.append(
        f'</a><span role="tooltip" class="fact-source" id="{node["uid"]}-source">'
        f"{escape(node['source'])}{kazakh}</span></span>"
    )


def _pass(self: Any, node: nodes.Node) -> None:
    """Show the content alone."""
