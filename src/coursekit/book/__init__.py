"""The book: what coursekit adds to Jupyter Book.

The only importer of Sphinx and docutils. Owns the roles that write facts from
the data, the directives of a chapter, the pages generated from the data, the
theme, and the rule that a page loads nothing it does not need.
"""

import os
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

import coursekit
from coursekit.book import (
    assets,
    chapter_frame,
    code_blocks,
    directives,
    explorers,
    folds,
    nodes,
    problems,
    registers,
    review,
    roles,
    search_index,
)

THEME = Path(__file__).parent / "theme"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    # Kernels started by the build inherit it: notebooks then give the page's own forms.
    os.environ["COURSEKIT_STATIC"] = "1"
    app.add_html_theme("atlas", str(THEME))
    text = (roles, directives, explorers, registers, chapter_frame, folds, code_blocks)
    for part in (nodes, problems, *text, assets, review, search_index):
        part.connect(app)
    return {"version": coursekit.__version__, "parallel_read_safe": False, "parallel_write_safe": False}
