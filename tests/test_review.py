"""The review deck that a learner takes along."""

import os
from dataclasses import replace
from html import unescape

import pytest

from coursekit.book.review import decks, reviewed, write_deck
from coursekit.chapters import read_chapters
from coursekit.questions import find
from progress.making import FIRST


class TestAnki:
    """The deck that a learner takes along."""

    @pytest.fixture(name="chapters")
    def _chapters(self, root):
        """The published chapters."""
        return read_chapters(root / "book")

    def test_a_note_for_each_question_that_is_reviewed(self, chapters):
        """Prompt in front, answer and explanation behind, and where it stands."""
        made = decks(chapters, course="Course", language="en", address="https://example.org/course/")
        note = made[0].notes[0]
        question = reviewed(chapters[0].slug)[0]

        assert [len(deck.notes) for deck in made] == [
            sum(1 + len(question.variants) for question in reviewed(chapter.slug)) for chapter in chapters
        ]
        assert question.prompt in note.fields[0]
        assert all(line in unescape(note.fields[1]) for line in question.body.solution_lines())
        assert f'href="https://example.org/course/book/{chapters[0].slug}.html"' in note.fields[2]

    def test_the_same_course_gives_the_same_notes(self, chapters, tmp_path):
        """Ids depend on the questions alone, so that a newer deck replaces an older one."""
        rows = []
        for name in ("one", "two"):
            write_deck(tmp_path / f"{name}.apkg", chapters, course="Course", language="en")
            rows.append(notes_in(tmp_path / f"{name}.apkg", tmp_path / name))

        assert rows[0] == rows[1]
        assert len({guid for _, guid, *_ in rows[0]}) == len(rows[0])

    def test_a_corrected_note_is_newer_and_no_other(self, chapters, tmp_path, monkeypatch):
        """Under the same version Anki takes the corrected note, and leaves the learner's own changes alone."""
        from coursekit.book import review

        file, slug = tmp_path / "deck.apkg", chapters[0].slug
        corrected, *others = reviewed(slug)
        write_deck(file, chapters, course="Course", language="en")
        before = {guid: (mod, flds) for _, guid, _, mod, flds in notes_in(file, tmp_path / "before")}
        texts = {slug: [replace(corrected, prompt="Another?"), *others]}
        monkeypatch.setattr(review, "reviewed", lambda name: texts.get(name) or reviewed(name))
        write_deck(file, chapters, course="Course", language="en")
        after = {guid: (mod, flds) for _, guid, _, mod, flds in notes_in(file, tmp_path / "after")}

        changed = [guid for guid in after if after[guid][1] != before[guid][1]]
        assert len(changed) == 1
        assert after[changed[0]][0] > before[changed[0]][0]
        assert [guid for guid in after if after[guid][0] != before[guid][0]] == changed

    def test_without_an_earlier_deck_notes_are_as_old_as_their_files(self, chapters, tmp_path, monkeypatch):
        """A bank written later makes a later deck, also in another folder."""

        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
        later = tmp_path / chapters[0].file.name
        later.write_text("written later", "utf-8")
        os.utime(later, (4_000_000_000, 4_000_000_000))
        mods = []
        for name, first in (("one", chapters[0]), ("two", replace(chapters[0], file=later))):
            write_deck(tmp_path / f"{name}.apkg", [first], course="Course", language="en")
            mods.append(min(mod for _, _, _, mod, _ in notes_in(tmp_path / f"{name}.apkg", tmp_path / name)))

        assert mods[0] < mods[1] == 4_000_000_000

    def test_the_type_of_the_notes_stays_as_learners_have_it(self):
        """Another field or id would freeze the cards that learners have."""
        from coursekit.book.review import _model

        model = _model()

        assert model.model_id == 1152989014
        assert [field["name"] for field in model.fields] == ["Question", "Answer", "Source"]
        assert [template["name"] for template in model.templates] == ["Review"]

    def test_texts_are_escaped(self):
        """A card shows what the author wrote, also angle brackets."""
        from coursekit.book.review import _note

        question = replace(find(FIRST.id), prompt="Is 1 < 2 & <b>?")
        note = _note(question, 0, "Chapter", "")

        assert "Is 1 &lt; 2 &amp; &lt;b&gt;?" in note.fields[0]


def notes_in(package, folder):
    """Return the rows of the notes of an Anki package."""
    import sqlite3
    import zipfile

    with zipfile.ZipFile(package) as opened:
        opened.extract("collection.anki2", folder)
    connection = sqlite3.connect(folder / "collection.anki2")
    rows = connection.execute("SELECT id, guid, mid, mod, flds FROM notes ORDER BY id").fetchall()
    connection.close()
    return rows
