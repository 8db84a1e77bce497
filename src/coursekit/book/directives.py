"""Directives of a chapter: boxes, evidence ladders, questions and charts.

Each directive is small; what a question or a figure is lives in the core.
"""

import re
from typing import ClassVar

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from coursekit import facts
from coursekit.book.nodes import page_link, raw, tag, tagged
from coursekit.book.problems import report
from coursekit.chapters import is_primer
from coursekit.data.package import rows
from coursekit.errors import CourseError, nearest
from coursekit.language import words
from coursekit.plots.kept import figure_piece
from coursekit.questions import find
from coursekit.questions.page import question_html

#: Box -> key of its title in the catalogue of interface words; None: the author titles it.
BOXES = {
    "opening": None,
    "criticism": "box_criticism",
    "readings": "box_readings",
    "case": "box_case",
    "close-reading": "box_close_reading",
    "keypoints": "box_keypoints",
    "discussion": "box_discussion",
    "reading": "box_reading",
}
_RUNGS = ("source", "data", "verdict")


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    for name in BOXES:
        app.add_directive(name, Box)
    app.add_directive("evidence", Evidence)
    app.add_directive("lead", Block)
    app.add_directive("doors", Block)
    app.add_directive("door", Door)
    app.add_directive("question", AskedQuestion)
    app.add_directive("predict", Predict)
    app.add_directive("chart", Chart)


class CourseDirective(SphinxDirective):
    """A directive whose CourseErrors become problems of the page."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        """Return the nodes, or note the problem."""
        try:
            return self.nodes()
        except CourseError as error:
            return [report(self.env, self.lineno, str(error))]

    def nodes(self) -> list[Node]:
        """Return the directive's nodes; raises CourseError."""
        raise NotImplementedError

    def parsed(self, content: StringList, offset: int) -> list[Node]:
        """Return Markdown content as nodes."""
        holder = nodes.Element()
        self.state.nested_parse(content, offset, holder)
        return list(holder.children)

    @property
    def argument(self) -> str:
        """The directive's argument, possibly empty."""
        return self.arguments[0].strip() if self.arguments else ""

    @property
    def words(self) -> dict[str, str]:
        """Interface words of the page's language."""
        return words(self.env.config.language)


class Box(CourseDirective):
    """A titled box: opening scene, source criticism, readings, key points."""

    def nodes(self) -> list[Node]:
        """Return an ``aside`` with its kind and title."""
        kicker = BOXES[self.name]
        box = tag("aside", classes=f"box box-{self.name}")
        title = [self.words[kicker]] if kicker else []
        if self.argument and title:
            title = [title[0] + (" " if title[0].endswith("?") else ": ")]
        if title or self.argument:
            inline, _ = self.state.inline_text(self.argument, self.lineno)
            box += tag("p", *title, *inline, classes="box-title")
            box["html"]["aria-label"] = " ".join(filter(None, [self.words[kicker] if kicker else "", self.argument]))
        box += self.parsed(self.content, self.content_offset)
        return [box]


class Block(CourseDirective):
    """A block with a class of its own: the lead of the home page, its doors."""

    def nodes(self) -> list[Node]:
        """Return the block."""
        return [tag("div", *self.parsed(self.content, self.content_offset), classes=self.name)]


class Door(CourseDirective):
    """A way into the course, with ``:to:`` the page it opens, or ``first chapter`` of those that are published."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar = {"to": directives.unchanged_required}

    def nodes(self) -> list[Node]:
        """Return the door as one link."""
        page = self._page()
        if page not in self.env.found_docs:
            msg = f"door {self.argument!r}: there is no page {page!r}. {nearest(page, self.env.found_docs)}"
            raise CourseError(msg)
        inside = [tag("strong", self.argument, classes="door-title"), *self.parsed(self.content, self.content_offset)]
        return [page_link("", *inside, page=page, kind="door")]

    def _page(self) -> str:
        to: str = self.options.get("to", "")
        chapters = [f"book/{row['slug']}" for row in rows("chapters") if not is_primer(row["number"])]
        return next((page for page in chapters if page in self.env.found_docs), to) if to == "first chapter" else to


class Evidence(CourseDirective):
    """The evidence ladder of a claim: claim, source, data, verdict."""

    required_arguments = 1
    optional_arguments = 0

    def nodes(self) -> list[Node]:
        """Return the ladder; the claim and the verdict word come from the data."""
        claim = facts.claim(self.argument)
        if not claim["verdict"]:
            raise CourseError(f"claim {claim['id']} has an evidence ladder here, but no verdict in claims.csv")
        rungs = self._rungs()
        ladder = tag("div", classes="ladder")
        for name in _RUNGS:
            ladder += self._rung(name, claim["verdict"], rungs[name])
        said = tag(
            "p", tag("strong", f"{self.words['claim']} {claim['id']}. "), claim["claim"], classes="evidence-claim"
        )
        quoted = tag(
            "p", f"{self.words['article_words']}: ", tag("span", claim["kazakh"], lang="kk"), classes="claim-words"
        )
        label = f"{self.words['evidence']} {claim['id']}"
        return [
            tag("section", said, quoted, ladder, classes="evidence", id=f"evidence-{claim['id']}", aria_label=label)
        ]

    def _rung(self, name: str, verdict: str, content: list[Node]) -> tagged:
        rung = tag("div", tag("p", self.words[f"rung_{name}"], classes="rung-name"), classes=f"rung rung-{name}")
        if name == "verdict":
            word = self.words[f"verdict_{verdict}"]
            rung += tag("p", tag("span", word, classes=f"verdict verdict-{verdict}"), classes="rung-verdict-word")
        rung += tag("div", *content, classes="rung-text")
        return rung

    def _rungs(self) -> dict[str, list[Node]]:
        starts = {
            match[1]: number
            for number, line in enumerate(self.content)
            if (match := re.fullmatch(r"\[(source|data|verdict)\]", line.strip()))
        }
        if tuple(starts) != _RUNGS:
            found = ", ".join(starts) or "none"
            msg = (
                f"evidence {self.argument}: expected the parts [source], [data], [verdict] in this order, found {found}"
            )
            raise CourseError(msg)
        ends = [*list(starts.values())[1:], len(self.content)]
        return {
            name: self.parsed(self.content[start + 1 : end], self.content_offset + start + 1)
            for (name, start), end in zip(starts.items(), ends, strict=True)
        }


class AskedQuestion(CourseDirective):
    """A self-check in place."""

    has_content = False
    required_arguments = 1
    optional_arguments = 0

    def nodes(self) -> list[Node]:
        """Return the question: readable as it stands, alive where the front end runs."""
        return [raw(question_html(find(self.argument)))]


class Predict(CourseDirective):
    """Predict first, then see: a question, then what it is about, folded."""

    required_arguments = 1
    optional_arguments = 0

    def nodes(self) -> list[Node]:
        """Return the question and a fold that opens once it is answered."""
        question = find(self.argument)
        fold = tag("details", classes="reveal", data_ck_reveal=question.id)
        fold += tag("summary", self.words["reveal"])
        fold += self.parsed(self.content, self.content_offset)
        return [
            tag(
                "div",
                tag("p", self.words["predict"], classes="predict-name"),
                raw(question_html(question)),
                fold,
                classes="predict",
            )
        ]


class Chart(CourseDirective):
    """A registered figure."""

    has_content = False
    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar = {}

    def nodes(self) -> list[Node]:
        """Return the figure as the page shows it."""
        return [raw(figure_piece(self.argument, self.words))]
