"""The book: what coursekit adds to Jupyter Book.

The only importer of Sphinx and docutils. Owns the roles that write facts from
the data, the directives of a chapter, the pages generated from the data, the
theme, and the rule that a page loads nothing it does not need.
"""

import os
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from coursekit.book import (
    assets,
    beforehand,
    bibliography,
    chapter_frame,
    citations,
    code_blocks,
    directives,
    downloads,
    explorers,
    folds,
    navigation,
    nodes,
    problems,
    registers,
    review,
    roles,
    search_index,
    settled,
    site,
    tables,
    unchanged,
)
from coursekit.execution import fork_kernels
from coursekit.plots import kept
from coursekit.version import VERSION

THEME = Path(__file__).parent / "theme"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    # Kernels started by the build inherit it: notebooks then give the page's own forms.
    os.environ["COURSEKIT_STATIC"] = "1"
    os.environ[kept.FOLDER] = str(Path(app.outdir).parent / "figures")
    fork_kernels()
    app.add_html_theme("atlas", str(THEME))
    text = (roles, directives, settled, explorers, registers, chapter_frame, folds, code_blocks, citations, tables)
    made = (assets, bibliography, downloads, review, search_index)
    for part in (unchanged, nodes, problems, site, beforehand, *text, navigation, *made):
        part.connect(app)
    return {"version": VERSION, "parallel_read_safe": False, "parallel_write_safe": False}
