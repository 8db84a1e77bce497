"""Roles: facts in the running text, written from the data.

``event``, ``document``, ``value``, ``claim`` and ``term``; ``course`` counts what the book
has. A misspelt id is a problem of the page and fails the build.
"""

import re

from docutils.nodes import Node, Text, system_message
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

from coursekit import facts
from coursekit.book.nodes import fact, page_link
from coursekit.book.problems import report
from coursekit.book.wording import date_words, number_words, value_words
from coursekit.chapters import called, is_primer
from coursekit.data.package import index, rows
from coursekit.errors import CourseError, DatasetError, nearest
from coursekit.language import words

_DOCUMENT_PARTS = ("number", "title", "date", "pages", "issuer")
_EVENT_PARTS = ("day", "month", "year", "title")


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    for name, role in (("event", Event), ("document", Document), ("value", Value), ("claim", Claim)):
        app.add_role(name, role(), override=True)
    app.add_role("course", Course(), override=True)
    # Sphinx asks its standard domain first, which has a role of this name.
    app.add_role_to_domain("std", "term", Term(), override=True)
    app.connect("env-purge-doc", _forget_claims)


def claim_places(env: BuildEnvironment) -> dict[str, list[tuple[str, str]]]:
    """Return claim id -> (page, anchor) of each mark, in reading order."""
    if not hasattr(env, "coursekit_claims"):
        env.coursekit_claims = {}  # type: ignore[attr-defined]
    places: dict[str, list[tuple[str, str]]] = env.coursekit_claims  # type: ignore[attr-defined]
    return places


def _forget_claims(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    for places in claim_places(env).values():
        places[:] = [place for place in places if place[0] != docname]


class FactRole(SphinxRole):
    """A role that looks up one fact; subclasses say which."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the fact's node, or note the problem."""
        try:
            return [self.fact_node()], []
        except CourseError as error:
            return [report(self.env, self.lineno, str(error))], []

    def fact_node(self) -> fact:
        """Return the node; raises CourseError if there is no such fact."""
        raise NotImplementedError

    def node(self, text: str, kind: str, href: str, source: str, *, page: str = "") -> fact:
        """Return a fact node with an id of its own on the page."""
        uid = f"{kind}-{self.env.new_serialno('fact')}"
        return fact(text, text, kind=kind, href=href, refdoc=page, source=source, uid=uid)

    def split_part(self, parts: tuple[str, ...]) -> tuple[str, str]:
        """Return the id and the part after the colon, the first part by default."""
        identifier, _, part = self.text.strip().partition(":")
        if part and part not in parts:
            msg = f"{self.text!r}: there is no part {part!r}. {nearest(part, parts)}"
            raise DatasetError(msg)
        return identifier, part or parts[0]

    @property
    def language(self) -> str:
        """Language of the page."""
        return self.env.config.language or "en"


class Event(FactRole):
    """``{event}`E044```: its date; ``:month``, ``:year``, ``:title``."""

    def fact_node(self) -> fact:
        """Return the event's date or title, linked to the timeline."""
        identifier, part = self.split_part(_EVENT_PARTS)
        event = facts.event(identifier)
        text = event.title
        if part != "title":
            text = date_words(event.date, event.end_date, self.language, precision=part)
        source = f"{event.title}. {event.source.publisher}: {event.source.title}"
        return self.node(text, "event", f"#{event.id}", source, page="book/timeline")


class Document(FactRole):
    """``{document}`eu2007strategy```: its number; ``:title``, ``:date``, ``:pages``, ``:issuer``."""

    def fact_node(self) -> fact:
        """Return a part of the document's record, linked to the register."""
        key, part = self.split_part(_DOCUMENT_PARTS)
        document = facts.document(key)
        text = getattr(document, part)
        if not text:
            msg = f"The {part!r} of document {key!r} is not known; it cannot be written from the data."
            raise DatasetError(msg)
        if part == "date":
            text = date_words(text, "", self.language)
        return self.node(text, "document", f"#{key}", f"{document.title} ({document.issuer})", page="book/documents")


class Value(FactRole):
    """``{value}`indicator ENTITY period @publisher```: the value with its unit; ``:bare`` without."""

    def fact_node(self) -> fact:
        """Return the value in words, linked to its source."""
        query = self.text.strip()
        bare = query.endswith(":bare")
        value = facts.value(query.removesuffix(":bare"))
        text = number_words(value.number, self.language) if bare else value_words(value, self.language)
        source = f"{value.source.publisher}: {value.source.title}" + (f". {value.note}" if value.note else "")
        return self.node(text, "value", value.source.url, source)


class Claim(FactRole):
    """``{claim}`C26```: a mark where a claim of the article is taught."""

    def fact_node(self) -> fact:
        """Return the mark, linked to the ledger, which links back."""
        claim = facts.claim(self.text.strip())
        node = self.node(claim["id"], "claim-mark", f"#claim-{claim['id']}", claim["claim"], page="book/claims")
        node["kazakh"] = claim["kazakh"]
        claim_places(self.env).setdefault(claim["id"], []).append((self.env.docname, node["uid"]))
        return node


class Term(FactRole):
    """``{term}`european-council```, ``{term}`European Council``` or ``{term}`EU leaders <european-council>```."""

    def fact_node(self) -> fact:
        """Return the term, linked to the glossary, with its definition."""
        given = re.fullmatch(r"(.+?)\s*<([\w-]+)>", self.text.strip())
        identifier = given[2] if given else self.text.strip().lower().replace(" ", "-")
        entry = index("glossary", "id").get(identifier)
        if entry is None:
            msg = f"There is no glossary term {identifier!r}. {nearest(identifier, index('glossary', 'id'))}"
            raise DatasetError(msg)
        name = entry[f"term_{self.language}"] if self.text.strip() == identifier else self.text.strip()
        text = given[1] if given else name
        return self.node(text, "term", f"#{identifier}", entry["definition"], page="book/glossary")


class Course(SphinxRole):
    """``{course}`published```: how many chapters can be read; ``chapters``, ``planned``, ``primers``, ``claims``.

    Primers are no chapters and are counted by themselves. ``notes`` is not a number but links to
    the notes for instructors.
    """

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the number or the links, or note the problem."""
        counted = self.text.strip()
        chapters = [row for row in rows("chapters") if not is_primer(row["number"])]
        published = [row for row in chapters if f"book/{row['slug']}" in self.env.found_docs]
        counts = {
            "chapters": len(chapters),
            "published": len(published),
            "planned": len(chapters) - len(published),
            "primers": len(rows("chapters")) - len(chapters),
            "claims": len(rows("claims")),
        }
        if counted == "notes":
            return self._notes(), []
        if counted not in counts:
            known = [*counts, "notes"]
            return [report(self.env, self.lineno, f"There is no count {counted!r}. {nearest(counted, known)}")], []
        return [Text(str(counts[counted]))], []

    def _notes(self) -> list[Node]:
        said = words(self.env.config.language)
        links: list[Node] = []
        for row in rows("chapters"):
            page = f"book/notes/{row['slug']}"
            if page in self.env.found_docs:
                named = called(row["number"], said).lower()
                links += [Text(", "), page_link("", Text(named), kind="notes-link", page=page)]
        return links[1:]
