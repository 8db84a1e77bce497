"""Directives of the explorers: the events, and the networks.

Each is small; what an explorer shows is made by :mod:`coursekit.explorers`.
"""

import re
from typing import ClassVar

from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from coursekit.book.directives import CourseDirective
from coursekit.book.nodes import raw
from coursekit.explorers import explorer_html, network_specification, timeline_specification

#: The page with every event in full.
_TIMELINE = "book/timeline"


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_directive("event-explorer", EventExplorer)
    app.add_directive("actor-network", ActorNetwork)


class ExplorerDirective(CourseDirective):
    """An explorer, whose events are linked to the page that has them in full."""

    has_content = False

    @property
    def language(self) -> str:
        """The page's language."""
        return self.env.config.language or "en"

    @property
    def timeline_page(self) -> str:
        """Address of the timeline page relative to this one, if there is such a page."""
        if _TIMELINE not in self.env.found_docs:
            return ""
        address: str = self.env.app.builder.get_relative_uri(self.env.docname, _TIMELINE)
        return address


class EventExplorer(ExplorerDirective):
    """The event explorer; the options ``since``, ``until``, ``categories`` and ``actors`` narrow it."""

    optional_arguments = 0
    option_spec: ClassVar = {
        "since": directives.nonnegative_int,
        "until": directives.nonnegative_int,
        "categories": directives.unchanged_required,
        "actors": directives.unchanged_required,
    }

    def nodes(self) -> list[Node]:
        """Return the explorer: readable as it stands, alive where the front end runs."""
        spec = timeline_specification(
            self.options.get("since", 1989),
            self.options.get("until", 2026),
            self._names("categories"),
            self._names("actors"),
            language=self.language,
            url=self.timeline_page,
        )
        return [raw(explorer_html(spec, language=self.language))]

    def _names(self, option: str) -> list[str] | None:
        return re.findall(r"\w+", self.options[option]) if option in self.options else None


class ActorNetwork(ExplorerDirective):
    """A network: ``themes``, which is meant if nothing is said, or ``meetings``."""

    def nodes(self) -> list[Node]:
        """Return the network: readable as it stands, alive where the front end runs."""
        spec = network_specification(self.argument or "themes", language=self.language, url=self.timeline_page)
        return [raw(explorer_html(spec, language=self.language))]
