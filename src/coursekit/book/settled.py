"""The table of claims that need no ladder: claim, evidence, verdict.

All of it comes from the data. Evidence simply confirms such a claim, or the note of its verdict
says in a few sentences how far it does; a claim that is contested has a ladder instead.
"""

from docutils.nodes import Node
from sphinx.application import Sphinx

from coursekit import facts
from coursekit.book.directives import CourseDirective
from coursekit.book.nodes import page_link, tag, tagged
from coursekit.book.pages import evidence_of
from coursekit.errors import CourseError

#: Verdicts that need no ladder; all but the first are given with their note.
_WITHOUT_LADDER = ("supported", "partly", "not_testable")


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_directive("settled", Settled)


class Settled(CourseDirective):
    """A table of the claims named in the argument, none of them contested."""

    has_content = False
    required_arguments = 1
    optional_arguments = 0

    def nodes(self) -> list[Node]:
        """Return the table in a box of its own that scrolls where a screen is narrow."""
        claims = self.argument.split()
        confirmed = all(facts.claim(name)["verdict"] == "supported" for name in claims)
        caption = self.words["settled" if confirmed else "settled_some"]
        head = tag("tr", *[tag("th", self.words[name], scope="col") for name in ("claim", "evidence", "rung_verdict")])
        body = tag("tbody", *[self._row(name) for name in claims])
        table = tag("table", tag("caption", caption), tag("thead", head), body, classes="settled-claims")
        return [
            tag("div", table, classes="settled", role="region", tabindex="0", aria_label=caption),
        ]

    def _row(self, name: str) -> tagged:
        claim = facts.claim(name)
        verdict = claim["verdict"]
        if verdict not in _WITHOUT_LADDER:
            msg = f"claim {name} stands among the settled ones, but its verdict in claims.csv is {verdict!r}"
            raise CourseError(f"{msg}; give it an evidence ladder.")
        pieces = evidence_of(name)
        if not pieces:
            raise CourseError(f"claim {name} stands among the settled ones, but evidence.csv has no row for it.")
        note = [tag("p", claim["verdict_note"])] if verdict != "supported" else []
        word = tag("span", self.words[f"verdict_{verdict}"], classes=f"verdict verdict-{verdict}")
        return tag(
            "tr",
            tag("th", tag("strong", claim["id"]), " ", claim["claim"], scope="row"),
            tag("td", tag("ul", *[self._piece(piece) for piece in pieces]), *note),
            tag("td", word),
            id=f"evidence-{claim['id']}",
        )

    def _piece(self, piece: dict[str, str]) -> tagged:
        link = page_link("", page=piece["page"], anchor=piece["anchor"], kind="evidence-source")
        link += tag("span", piece["name"])
        said = [": ", piece["note"]] if piece["note"] else []
        against = [f" ({self.words['bearing_' + piece['bearing']]})"] if piece["bearing"] != "supports" else []
        return tag("li", link, *against, *said)
