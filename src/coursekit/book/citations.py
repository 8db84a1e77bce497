"""Citations say in place what they cite.

A citation leads to the bibliography; on a phone that leaves the chapter for a name and a
year. So the full reference stands in a note beside it, as the sources of facts do.
"""

from docutils import nodes
from sphinx.application import Sphinx

from coursekit.book.nodes import fact


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    # Citations are links once the references of a page are resolved.
    app.connect("doctree-resolved", _explain)


def _explain(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    cited = [node for node in doctree.findall(nodes.inline) if "bibtex-citation" in node.get("classes", [])]
    links = [link for node in cited for link in node.findall(nodes.reference) if link.get("reftitle")]
    for number, link in enumerate(links, start=1):
        href = link.get("refuri") or f"#{link['refid']}"
        note = fact("", "", kind="citation", href=href, source=link["reftitle"], uid=f"citation-{number}")
        note += link.children
        link.replace_self(note)
