"""A table stands in a box of its own: where it is wider than the page, the box scrolls and not the page."""

from docutils import nodes
from sphinx.application import Sphinx

from coursekit.book.nodes import tag


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("doctree-read", _box)


def _box(app: Sphinx, doctree: nodes.document) -> None:
    for table in list(doctree.findall(nodes.table)):
        box = tag("div", classes="table-box")
        table.replace_self(box)
        box += table
