"""Today's review in the book: what its page knows, what it loads, and the same as an Anki deck.

The page carries only an index. The questions lie beside it, one script a chapter, and
are loaded when one of them is due; scripts, as a page opened from disk can load nothing
else. When which question is due is the front end's to say (``front_end/pages/review.js``).
"""

import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import genanki
from sphinx.application import Sphinx

from coursekit.chapters import Chapter, called, read_chapters
from coursekit.language import words
from coursekit.progress import fingerprints
from coursekit.questions import Question, bank_of, is_marked, specification
from coursekit.questions.bank import exercises_folder
from coursekit.version import VERSION

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
    bank = bank_of(slug)
    return [question for question in bank if question.place in ("chapter", "practice") and is_marked(question)]


def review_of(chapter: Chapter, places: Places, language: str) -> dict[str, Any]:
    """Return a chapter's entry in the index of the review page, with the kinds of its questions."""
    questions = reviewed(chapter.slug)
    return {
        "slug": chapter.slug,
        "name": called(chapter.number, words(language)),
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
    """Write the decks of all chapters as one file; parameters as :func:`decks`.

    A note is as old as its content: what the file said before keeps its time, so that a
    learner's own changes to it stay; what changed since is newer, so that Anki takes it.
    """
    published = list(chapters)
    made = decks(published, course=course, language=language, address=address)
    before = _notes_in(file)
    for chapter, deck in zip(published, made, strict=True):
        for note in deck.notes:
            note.changed = _changed(note, before, _time_of(chapter))
    genanki.Package(made).write_to_file(file, timestamp=_time_of_version())


class _Note(genanki.Note):  # type: ignore[misc]
    """A note with a time of its own; genanki gives all notes of a file the same."""

    changed = 0

    def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Any) -> None:
        super().write_to_db(cursor, self.changed or timestamp, deck_id, id_gen)


def _changed(note: _Note, before: dict[str, tuple[list[str], int]], time: int) -> int:
    """Return when the content of a note last changed: Anki takes a later note for a newer one."""
    content, known = before.get(note.guid, ([], 0))
    return known if content == note.fields else max(time, known + 1)


def _time_of(chapter: Chapter) -> int:
    """Return when a chapter's questions were last written."""
    banks = (exercises_folder() / chapter.slug).glob("questions*.toml")
    return int(os.environ.get("SOURCE_DATE_EPOCH", max(file.stat().st_mtime for file in (chapter.file, *banks))))


def _notes_in(file: Path) -> dict[str, tuple[list[str], int]]:
    """Return what an earlier deck says, if there is one: id -> fields and time."""
    if not file.exists():
        return {}
    with TemporaryDirectory() as folder, zipfile.ZipFile(file) as deck:
        collection = deck.extract("collection.anki2", folder)
        with closing(sqlite3.connect(collection)) as opened:
            notes = opened.execute("SELECT guid, flds, mod FROM notes").fetchall()
    return {guid: (fields.split("\x1f"), time) for guid, fields, time in notes}


def _time_of_version() -> float:
    """Return the time of what all notes share, the same for the same version."""
    year, number = (int(part) for part in re.findall(r"\d+", f"{VERSION}.0")[:2])
    fixed = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=number)
    return float(os.environ.get("SOURCE_DATE_EPOCH", fixed.timestamp()))


def _deck(chapter: Chapter, course: str, language: str, address: str) -> genanki.Deck:
    name = f"{chapter.slug.partition('-')[0]} {chapter.title}"
    # Two colons would open a deck below this one.
    deck = genanki.Deck(
        _anki_id(f"deck {chapter.slug}"), "::".join(part.replace("::", ": ") for part in (course, name))
    )
    title = f"{called(chapter.number, words(language))}: {chapter.title}"
    for question in reviewed(chapter.slug):
        for n, version in enumerate((question, *question.variants)):
            url = f"{address.rstrip('/')}/book/{chapter.slug}.html" if address else ""
            deck.add_note(_note(version, n, title, url))
    return deck


def _note(question: Question, variant: int, title: str, url: str) -> _Note:
    front = f"<p><b>{escape(question.prompt)}</b></p>{_list(question.body.lines())}"
    back = f"{_list(question.body.solution_lines())}<p>{escape(question.explain)}</p>"
    source = f'<a href="{escape(url)}">{escape(title)}</a>' if url else escape(title)
    return _Note(
        model=_model(),
        fields=[front, back, source],
        guid=genanki.guid_for(question.id, variant),
        tags=[question.objective],
    )


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _model() -> genanki.Model:
    # Fields are for good: with another one the cards that learners have are not renewed any more.
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
    chapters = read_chapters(Path(app.srcdir) / "book")
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
