"""Today's review in the book: what its page knows, what it loads, and the same as an Anki deck.

The page carries only an index. The questions lie beside it, one script a chapter, and
are loaded when one of them is due; scripts, as a page opened from disk can load nothing
else. When which question is due is the front end's to say (``front_end/review.js``).
"""

import json
import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, Protocol

import genanki
from sphinx.application import Sphinx

from coursekit import __version__
from coursekit.chapters import Chapter, read_chapter
from coursekit.language import words
from coursekit.progress import fingerprints
from coursekit.questions import Question, is_marked, read_bank, specification
from coursekit.questions.bank import exercises_folder

DECK = "_static/coursekit-review.apkg"
_CARD = "font-family: Georgia, serif; font-size: 20px; line-height: 1.5; max-width: 36em; margin: 0 auto; padding: 1em;"


class Places(Protocol):
    """Where pages and files stand, seen from the review page."""

    def link(self, page: str, anchor: str = "") -> str:
        """Return the relative address of a page."""

    def file(self, path: str) -> str:
        """Return the relative address of a file that the build writes."""


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("build-finished", _write)


def reviewed(slug: str) -> list[Question]:
    """Return the questions of a chapter that a review asks: marked ones, in the text or on the practice page.

    Examples
    --------
    >>> {question.place for question in reviewed("06-new-partnership")} <= {"chapter", "practice"}
    True
    """
    bank = read_bank(exercises_folder() / slug / "questions.toml")
    return [question for question in bank if question.place in ("chapter", "practice") and is_marked(question)]


def review_of(chapter: Chapter, places: Places) -> dict[str, Any]:
    """Return a chapter's entry in the index of the review page, with the kinds of its questions."""
    questions = reviewed(chapter.slug)
    return {
        "slug": chapter.slug,
        "number": chapter.number,
        "title": chapter.title,
        "url": places.link(f"book/{chapter.slug}"),
        # The mark changes with the content: a browser never asks yesterday's questions.
        "script": f"{places.file(_script_name(chapter.slug))}?{_mark(bank_script(chapter.slug))}",
        "objectives": [{"id": objective["id"], "text": objective["text"]} for objective in chapter.objectives],
        "questions": [
            {"id": question.id, "objective": question.objective, "fingerprints": fingerprints(question)}
            for question in questions
        ],
        "kinds": sorted({question.kind for question in questions}),
    }


def bank_script(slug: str) -> str:
    """Return the script that hands a chapter's questions to the review page.

    Examples
    --------
    >>> bank_script("06-new-partnership")[:38]
    'coursekit.bank("06-new-partnership", ['
    """
    # As on the practice page, a review asks how sure one is.
    specs = [{**specification(question), "sure": True} for question in reviewed(slug)]
    return f"coursekit.bank({json.dumps(slug)}, {json.dumps(specs, ensure_ascii=False)});\n"


def decks(chapters: Iterable[Chapter], *, course: str, language: str, address: str = "") -> list[genanki.Deck]:
    """Return one Anki deck for each chapter, a note for each question and variant.

    Ids come from the ids of the questions, so that a newer deck replaces the notes of
    an older one and keeps what the learner's Anki knows of them.

    Parameters
    ----------
    chapters : iterable of Chapter
        The published chapters.
    course : str
        The course's title, under which the decks stand.
    language : str
        ``en``, ``kk`` or ``ru``.
    address : str
        Where the book is published, if it is known; links need it.
    """
    return [_deck(chapter, course, language, address) for chapter in chapters]


def write_deck(file: Path, chapters: Iterable[Chapter], *, course: str, language: str, address: str = "") -> None:
    """Write the decks of all chapters as one file; parameters as :func:`decks`."""
    package = genanki.Package(decks(chapters, course=course, language=language, address=address))
    package.write_to_file(file, timestamp=_time_of_version())


def _time_of_version() -> float:
    """Return a time that is the same for the same version: Anki takes later notes for newer ones."""
    year, number = (int(part) for part in re.findall(r"\d+", f"{__version__}.0")[:2])
    fixed = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=number)
    return float(os.environ.get("SOURCE_DATE_EPOCH", fixed.timestamp()))


def _deck(chapter: Chapter, course: str, language: str, address: str) -> genanki.Deck:
    name = f"{chapter.number:02} {chapter.title}"
    # Two colons would open a deck below this one.
    deck = genanki.Deck(
        _anki_id(f"deck {chapter.slug}"), "::".join(part.replace("::", ": ") for part in (course, name))
    )
    title = f"{words(language)['chapter']} {chapter.number}: {chapter.title}"
    for question in reviewed(chapter.slug):
        for n, version in enumerate((question, *question.variants)):
            url = f"{address.rstrip('/')}/book/{chapter.slug}.html" if address else ""
            deck.add_note(_note(version, n, title, url))
    return deck


def _note(question: Question, variant: int, title: str, url: str) -> genanki.Note:
    front = f"<p><b>{escape(question.prompt)}</b></p>{_list(question.body.lines())}"
    back = f"{_list(question.body.solution_lines())}<p>{escape(question.explain)}</p>"
    source = f'<a href="{escape(url)}">{escape(title)}</a>' if url else escape(title)
    return genanki.Note(
        model=_model(),
        fields=[front, back, source],
        guid=genanki.guid_for(question.id, variant),
        tags=[question.objective],
    )


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _model() -> genanki.Model:
    return genanki.Model(
        _anki_id("model of a question"),
        "coursekit question",
        fields=[{"name": "Question"}, {"name": "Answer"}, {"name": "Source"}],
        templates=[
            {
                "name": "Review",
                "qfmt": "{{Question}}",
                "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}<p><small>{{Source}}</small></p>",
            }
        ],
        css=f".card {{ {_CARD} }}",
    )


def _anki_id(name: str) -> int:
    """Return an id in the range that Anki uses, always the same for a name."""
    return 2**30 + int(sha256(f"coursekit {name}".encode()).hexdigest()[:8], 16) % 2**30


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def _script_name(slug: str) -> str:
    return f"_static/review/{slug}.js"


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write the scripts and the deck beside the pages."""
    if exception is not None or app.builder.name not in ("html", "dirhtml"):
        return
    found = [read_chapter(file) for file in sorted((Path(app.srcdir) / "book").glob("[0-9][0-9]-*.md"))]
    chapters = [chapter for chapter in found if chapter is not None]
    folder = Path(app.outdir)
    for chapter in chapters:
        script = folder / _script_name(chapter.slug)
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(bank_script(chapter.slug), "utf-8")
    config = app.config
    write_deck(
        folder / DECK,
        chapters,
        course=config.project,
        language=config.language or "en",
        address=config.html_baseurl,
    )
