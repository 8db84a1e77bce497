"""Blocks of code end with their last line.

The examples of the cookbook are run as tests, which need an empty line before the closing
fence; a reader does not.
"""

from docutils import nodes
from sphinx.application import Sphinx


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("doctree-read", _trim)


def _trim(app: Sphinx, doctree: nodes.document) -> None:
    for block in doctree.findall(nodes.literal_block):
        code = block.astext().rstrip("\n")
        if block.rawsource == block.astext():
            # Sphinx highlights a block only while the two are the same.
            block.rawsource = code
        if len(block.children) == 1 and isinstance(block[0], nodes.Text):
            block[0] = nodes.Text(code)
