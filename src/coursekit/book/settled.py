"""The table of claims that evidence simply confirms: claim, evidence, verdict.

All of it comes from the data; a claim that is contested has a ladder instead.
"""

from docutils.nodes import Node
from sphinx.application import Sphinx

from coursekit import facts
from coursekit.book.directives import CourseDirective
from coursekit.book.nodes import page_link, tag, tagged
from coursekit.book.pages import evidence_of
from coursekit.errors import CourseError


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_directive("settled", Settled)


class Settled(CourseDirective):
    """A table of the claims named in the argument, all of them supported."""

    has_content = False
    required_arguments = 1
    optional_arguments = 0

    def nodes(self) -> list[Node]:
        """Return the table in a box of its own that scrolls where a screen is narrow."""
        head = tag("tr", *[tag("th", self.words[name], scope="col") for name in ("claim", "evidence", "rung_verdict")])
        body = tag("tbody", *[self._row(name) for name in self.argument.split()])
        table = tag("table", tag("caption", self.words["settled"]), tag("thead", head), body, classes="settled-claims")
        return [
            tag("div", table, classes="settled", role="region", tabindex="0", aria_label=self.words["settled"]),
        ]

    def _row(self, name: str) -> tagged:
        claim = facts.claim(name)
        if claim["verdict"] != "supported":
            msg = f"claim {name} stands among the settled ones, but its verdict in claims.csv is {claim['verdict']!r}"
            raise CourseError(f"{msg}; give it an evidence ladder.")
        pieces = evidence_of(name)
        if not pieces:
            raise CourseError(f"claim {name} stands among the settled ones, but evidence.csv has no row for it.")
        word = tag("span", self.words["verdict_supported"], classes="verdict verdict-supported")
        return tag(
            "tr",
            tag("th", tag("strong", claim["id"]), " ", claim["claim"], scope="row"),
            tag("td", tag("ul", *[self._piece(piece) for piece in pieces])),
            tag("td", word),
            id=f"evidence-{claim['id']}",
        )

    def _piece(self, piece: dict[str, str]) -> tagged:
        link = page_link("", page=piece["page"], anchor=piece["anchor"], kind="evidence-source")
        link += tag("span", piece["name"])
        said = [": ", piece["note"]] if piece["note"] else []
        against = [f" ({self.words['bearing_' + piece['bearing']]})"] if piece["bearing"] != "supports" else []
        return tag("li", link, *against, *said)
