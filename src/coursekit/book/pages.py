"""The HTML of the generated pages.

Pure: the data and a view of the book in, HTML out; the templates beside this
module write it. Everything from the data is escaped by them, and ids of rows are
the ids of the data, so that any fact can link here.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any, Protocol

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from coursekit.book.bibliography import voices as cited_voices
from coursekit.book.official import official_entries
from coursekit.book.review import DECK, review_of
from coursekit.book.wording import date_words
from coursekit.chapters import Chapter, called, part_caption
from coursekit.data.package import index, package, rows
from coursekit.errors import CourseError
from coursekit.language import alphabetical, words
from coursekit.progress import fingerprints, present_versions
from coursekit.questions import Question, bank_of, find, is_marked
from coursekit.questions.bank import graded_bank
from coursekit.questions.page import question_html
from coursekit.version import VERSION

#: What files that are handed in are called after.
COURSE = "eu-central-asia"
_VERDICTS = ("supported", "partly", "contested", "contradicted", "not_testable")
#: Kind of evidence -> table, key, column that names it, page where it stands.
_EVIDENCE = {
    "event": ("events", "id", "title", "book/timeline"),
    "document": ("documents", "key", "title", "book/documents"),
    "indicator": ("indicators", "id", "title", "book/data"),
}


class BookView(Protocol):
    """What a page needs to know of the book."""

    def link(self, page: str, anchor: str = "") -> str:
        """Return the relative address of a page."""

    def has(self, page: str) -> bool:
        """Return whether the book has such a page."""

    def title(self, page: str) -> str:
        """Return the title of a page."""

    def claim_places(self, claim: str) -> Iterable[tuple[str, str]]:
        """Return (page, anchor) of each mark of a claim."""

    def chapters(self) -> list[Chapter]:
        """Return the published primers and chapters."""

    def file(self, path: str) -> str:
        """Return the relative address of a file that the build writes; empty where there is none."""


def timeline(language: str) -> str:
    """Return every event under its phase, with its source and what is uncertain."""
    phases = [(phase, list(events)) for phase, events in groupby(rows("events"), key=lambda row: row["phase"])]
    return _render("timeline", language, phases=phases, sources=index("sources", "id"))


def documents(language: str) -> str:
    """Return the register of documents, oldest first, undated ones last."""
    listed = sorted(rows("documents"), key=lambda row: (row["date"] or "9999", row["key"]))
    return _render("documents", language, documents=listed)


def official_documents(language: str) -> str:
    """Return the official documents of the register, oldest first, with what to download."""
    return _render("official", language, entries=official_entries())


def glossary(language: str) -> str:
    """Return the glossary with the terms in three languages."""
    entries = sorted(rows("glossary"), key=lambda row: alphabetical(row[f"term_{language}"], language))
    return _render("glossary", language, entries=entries)


def data_dictionary(language: str) -> str:
    """Return one section per resource of the data package, and what was left out and why."""
    return _render("data", language, resources=package()["resources"], left_out=package().get("leftOut", []))


def claims_ledger(language: str, book: BookView) -> str:
    """Return the claims with verdict, evidence, chapter and exercise."""
    claims = rows("claims")
    verdicts = [row["verdict"] for row in claims]
    counts = [(verdict, verdicts.count(verdict)) for verdict in _VERDICTS] + [("open", verdicts.count(""))]
    return _render(
        "claims",
        language,
        book=book,
        counts=counts,
        sections=[(name, list(members)) for name, members in groupby(claims, key=lambda row: row["section"])],
        chapters=index("chapters", "number"),
        evidence={row["id"]: evidence_of(row["id"]) for row in claims},
        find=find,
        place=question_place,
    )


def course_map(language: str, book: BookView) -> str:
    """Return the primers and chapters of the course: published ones linked, the others as planned."""
    parts = [(part, list(members)) for part, members in groupby(rows("chapters"), key=lambda row: row["part"])]
    return _render("course_map", language, book=book, parts=parts)


def voices(language: str, book: BookView) -> str:
    """Return whose works the chapters cite, by country and kind, and from which of the five states."""
    chapters = book.chapters()
    found = cited_voices(chapters, chapters[0].file.parent / "references.bib")
    return _render("voices", language, book=book, entities=index("entities", "code"), **found)


def progress(language: str, book: BookView) -> str:
    """Return the page that sums up a learner's own answers, and what it says without a script."""
    spec = {
        "kind": "progress",
        "id": "progress",
        "course": VERSION,
        "chapters": [_progress_of(one, book, language) for one in book.chapters()],
        # Of labs and assignments too, which are not counted: files of answers have them.
        "versions": present_versions(),
    }
    return _render("progress", language, spec=spec)


def hand_in(language: str, slug: str) -> str:
    """Return the graded questions of an assignment, without their keys, and the box that makes the file to hand in."""
    questions = graded_bank(slug)
    spec = {
        "kind": "handin",
        "id": "handin",
        "course": COURSE,
        "version": VERSION,
        "assignment": slug,
        "questions": [{"id": question.id, "fingerprints": fingerprints(question)} for question in questions],
    }
    return _render("hand_in", language, spec=spec, shown=[Markup(question_html(each)) for each in questions])  # noqa: S704


def review(language: str, book: BookView) -> str:
    """Return the page that asks again what is due; the questions themselves lie in scripts beside it."""
    chapters = [review_of(one, book, language) for one in book.chapters()]
    kinds = sorted({kind for chapter in chapters for kind in chapter["kinds"]})
    spec = {"kind": "review", "id": "review", "chapters": chapters}
    return _render("review", language, spec=spec, kinds=kinds, deck=book.file(DECK))


def welcome(language: str, book: BookView) -> str:
    """Return the place where the home page greets a returning reader; empty without a script, and for a new one."""
    spec = {
        "kind": "welcome",
        "id": "welcome",
        "review": book.link("book/review"),
        "progress": book.link("book/progress"),
        "chapters": [_welcome_of(one, book, language) for one in book.chapters()],
    }
    return _render("welcome", language, spec=spec)


def _welcome_of(chapter: Chapter, book: BookView, language: str) -> dict[str, Any]:
    bank = bank_of(chapter.slug)
    return {
        "name": called(chapter.number, words(language)),
        "title": chapter.title,
        "url": book.link(f"book/{chapter.slug}"),
        "questions": [
            {"id": question.id, "fingerprints": fingerprints(question), "marked": is_marked(question)}
            for question in bank
            if question.place in ("chapter", "practice")
        ],
    }


def question_place(question: Question) -> tuple[str, str]:
    """Return (page, anchor) where a question stands.

    Examples
    --------
    >>> question_place(find("06-new-partnership/adoption-date"))
    ('book/06-new-partnership', 'q-06-new-partnership-adoption-date')
    """
    slug = question.id.partition("/")[0]
    pages = {"chapter": f"book/{slug}", "practice": f"exercises/{slug}/practice", "lab": f"notebooks/{slug}"}
    return pages[question.place], "q-" + question.id.replace("/", "-")


def evidence_of(claim: str) -> list[dict[str, str]]:
    """Return what bears on a claim: ``name``, ``page`` and ``anchor`` where it stands, ``bearing``, ``note``.

    Examples
    --------
    >>> evidence_of("C26")[0]["page"]
    'book/timeline'
    """
    return [_piece(row) for row in rows("evidence") if row["claim"] == claim]


def _piece(row: dict[str, str]) -> dict[str, str]:
    kind = next((kind for kind in _EVIDENCE if row[kind]), None)
    if kind is None:
        raise CourseError(
            f"evidence.csv: a row on {row['claim']} has none of {', '.join(_EVIDENCE)}; fill in one of them."
        )
    table, key, column, page = _EVIDENCE[kind]
    anchor = "data-indicators" if kind == "indicator" else row[kind]
    name = index(table, key)[row[kind]][column]
    return {"page": page, "anchor": anchor, "name": name, "bearing": row["bearing"], "note": row["note"]}


def _progress_of(chapter: Chapter, book: BookView, language: str) -> dict[str, Any]:
    bank = bank_of(chapter.slug)
    return {
        "name": called(chapter.number, words(language)),
        "title": chapter.title,
        "url": book.link(f"book/{chapter.slug}"),
        "objectives": [{"id": objective["id"], "text": objective["text"]} for objective in chapter.objectives],
        "questions": [
            {
                "id": question.id,
                "label": question.prompt,
                "place": question.place,
                "objective": question.objective,
                "fingerprints": fingerprints(question),
                "marked": is_marked(question),
                # A lab is worked in as a notebook: its page has no place for a single question.
                "url": book.link(
                    *(question_place(question)[:1] if question.place == "lab" else question_place(question))
                ),
            }
            for question in bank
        ],
    }


def _render(name: str, language: str, **context: Any) -> str:
    return _templates(language).get_template(f"{name}.html").render(said=words(language), language=language, **context)


@cache
def _templates(language: str) -> Environment:
    templates = Environment(loader=PackageLoader("coursekit.book"), autoescape=True)
    # The front end is told by the first key what a page needs.
    templates.policies["json.dumps_kwargs"] = {"sort_keys": False}
    templates.filters["anchor"] = _anchor
    templates.filters["linked"] = _linked
    templates.filters["keys_linked"] = _keys_linked
    templates.filters["part_caption"] = part_caption
    templates.filters["dates"] = lambda row: (
        date_words(row["date"], row.get("end_date", ""), language) if row["date"] else ""
    )
    return templates


def _linked(text: str, url: str | None) -> Markup:
    # Only web addresses become links: data must not smuggle in others.
    if not url or not url.startswith(("https://", "http://")):
        return escape(text)
    return Markup('<a href="{}">{}</a>').format(url, text)


def _keys_linked(text: str) -> Markup:
    """Return a text in which each key of a document is a link that names the document."""
    known = index("documents", "key")
    words_of_text = re.split(r"(\w+)", text)
    return Markup().join(
        Markup('<a href="#{}">{}</a>').format(word, known[word]["number"] or known[word]["title"])
        if word in known
        else word
        for word in words_of_text
    )


def _anchor(text: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in text.lower())
