"""The contents beside each page: chapters have their number there."""

import re
from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from coursekit.data.package import rows


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("html-page-context", _number_contents)


def numbered(contents: str, numbers: dict[str, str]) -> str:
    """Return contents in which the link to each chapter begins with its number.

    Parameters
    ----------
    contents : str
        Nested lists of links, as Sphinx writes them.
    numbers : dict
        Address of a chapter as the links have it -> its number.

    Examples
    --------
    >>> numbered('<a class="x" href="06.html">Title</a>', {"06.html": "6"})
    '<a class="x" href="06.html"><span class="nav-number">6</span> Title</a>'
    """

    def write(link: re.Match[str]) -> str:
        number = numbers.get(link[2])
        return f'{link[1]}<span class="nav-number">{number}</span> ' if number else link[1]

    return re.sub(r'(<a [^>]*href="([^"]*)"[^>]*>)', write, contents)


def _number_contents(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    contents: Callable[..., str] | None = context.get("toctree")
    if contents is None:
        return
    pages = {f"book/{row['slug']}": row["number"] for row in rows("chapters")}
    uri = app.builder.get_relative_uri
    numbers = {uri(pagename, page): number for page, number in pages.items() if page in app.env.found_docs}
    if pagename in pages:
        # The page itself is linked with an address of its own kind.
        numbers["#"] = pages[pagename]
    context["toctree"] = lambda **options: numbered(contents(**options) or "", numbers)
