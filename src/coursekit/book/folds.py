"""Folded admonitions: ``:class: dropdown`` becomes a native fold that needs no script."""

from docutils import nodes
from sphinx.application import Sphinx

from coursekit.book.nodes import tag


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("doctree-read", _fold)


def _fold(app: Sphinx, doctree: nodes.document) -> None:
    for admonition in list(doctree.findall(nodes.admonition)):
        if "dropdown" not in admonition.get("classes", []):
            continue
        title, *content = admonition.children
        summary = tag("summary", *title.children)
        admonition.replace_self(tag("details", summary, *content, classes="dropdown"))
