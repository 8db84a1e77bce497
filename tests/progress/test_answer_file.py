"""Answers kept beside the notebook."""

import multiprocessing
import os
import warnings
from pathlib import Path

import pytest

from coursekit.errors import AnswersError, NewerAnswersError
from coursekit.progress import read_answers, saved_answers
from coursekit.widgets.answer_file import NAME, AnswerFile
from progress.making import CHAPTER, FIRST, OTHER, RIGHT, WRONG, of


def answer_many(folder, first, together):
    """Answer eight questions, as one kernel of several that begin at the same moment."""
    together.wait(60)
    for n in range(first, first + 8):
        AnswerFile(Path(folder)).write(f"{CHAPTER}/made-up-{n}", of(FIRST, RIGHT))


class TestBesideTheNotebook:
    """The file that a kernel keeps."""

    def test_an_answer_is_there_again(self, tmp_path):
        """Written by one kernel, read by the next, and by Python."""
        AnswerFile(tmp_path).write(FIRST.id, of(FIRST, RIGHT))

        assert AnswerFile(tmp_path).read(FIRST.id) == of(FIRST, RIGHT)
        assert AnswerFile(tmp_path).read(OTHER.id) == {}
        assert read_answers(tmp_path / NAME)["status"].tolist() == ["correct"]
        assert [file.name for file in tmp_path.iterdir()] == [NAME]

    def test_two_notebooks_share_the_file(self, tmp_path):
        """Neither writes over the other's answers; a reset removes one's own."""
        one, other = AnswerFile(tmp_path), AnswerFile(tmp_path)
        one.write(FIRST.id, of(FIRST, RIGHT))
        other.write(OTHER.id, of(OTHER, WRONG))
        one.write(FIRST.id, {})

        assert list(saved_answers(tmp_path / NAME)) == [OTHER.id]

    def test_kernels_at_the_same_time_lose_nothing(self, tmp_path):
        """Four of them, as with four notebooks open; nothing but the file is left."""
        spawn = multiprocessing.get_context("spawn")
        together = spawn.Barrier(4)
        kernels = [spawn.Process(target=answer_many, args=(str(tmp_path), 8 * n, together)) for n in range(4)]
        for kernel in kernels:
            kernel.start()
        for kernel in kernels:
            kernel.join()

        assert len(saved_answers(tmp_path / NAME)) == 32
        assert [file.name for file in tmp_path.iterdir()] == [NAME]

    @pytest.mark.skipif(os.name == "nt", reason="Windows locks in another way")
    def test_another_program_may_hold_the_file(self, tmp_path, monkeypatch):
        """Whoever waits too long is told, and nothing is said to be saved."""
        import fcntl

        monkeypatch.setattr("coursekit.widgets.answer_file._PATIENCE", 0.02)
        with (tmp_path / f".{NAME}.lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            with pytest.warns(UserWarning, match="another program"):
                AnswerFile(tmp_path).write(FIRST.id, of(FIRST, RIGHT))

        assert not (tmp_path / NAME).exists()

    def test_a_file_of_a_newer_version_is_left_alone(self, tmp_path):
        """Neither read nor written over nor moved: the newer course needs it."""
        text = '{"format": "coursekit-progress", "version": 2, "answers": {}}'
        (tmp_path / NAME).write_text(text, "utf-8")
        with pytest.warns(UserWarning, match="newer version"):
            assert AnswerFile(tmp_path).read(FIRST.id) == {}
        with pytest.warns(UserWarning, match="not saved.*newer version"):
            AnswerFile(tmp_path).write(FIRST.id, of(FIRST, RIGHT))

        with pytest.raises(NewerAnswersError):
            saved_answers(tmp_path / NAME)
        assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [(NAME, text)]

    def test_reading_moves_nothing(self, tmp_path):
        """A damaged file stays where it is until an answer is to be saved."""
        (tmp_path / NAME).write_text("{", "utf-8")
        with pytest.warns(UserWarning, match="not shown.*damaged"):
            AnswerFile(tmp_path).read(FIRST.id)

        assert [file.name for file in tmp_path.iterdir()] == [NAME]

    def test_a_damaged_file_that_cannot_be_moved_stays(self, tmp_path, monkeypatch):
        """No empty file is left in its place."""
        (tmp_path / NAME).write_text("{", "utf-8")

        def refuse(*_):
            raise OSError(13, "Permission denied")

        monkeypatch.setattr(Path, "replace", refuse)
        with pytest.warns(UserWarning, match="cannot be moved aside"):
            AnswerFile(tmp_path).write(FIRST.id, of(FIRST, RIGHT))

        assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [(NAME, "{")]

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no modes and seldom links")
    def test_who_may_read_the_file_stays(self, tmp_path):
        """A new file is as every other one, an old one keeps its mode, and a link stays a link."""
        folder = tmp_path / "notebooks"
        folder.mkdir()
        (folder / NAME).symlink_to(tmp_path / "kept.json")
        before = os.umask(0o027)
        try:
            AnswerFile(folder).write(FIRST.id, of(FIRST, RIGHT))
            new = (tmp_path / "kept.json").stat().st_mode & 0o777
            (tmp_path / "kept.json").chmod(0o664)
            AnswerFile(folder).write(OTHER.id, of(OTHER, RIGHT))
        finally:
            os.umask(before)

        assert (new, (tmp_path / "kept.json").stat().st_mode & 0o777) == (0o640, 0o664)
        assert (folder / NAME).is_symlink()
        assert len(saved_answers(tmp_path / "kept.json")) == 2

    def test_a_damaged_file_is_moved_aside(self, tmp_path):
        """It is named in a warning, kept under the next free name, and a new one begun."""
        kept = []
        for text in ("{", "[]"):
            (tmp_path / NAME).write_text(text, "utf-8")
            with pytest.warns(UserWarning, match=r"kept as coursekit-answers.damaged-\d.json"):
                AnswerFile(tmp_path).write(FIRST.id, of(FIRST, RIGHT))
            kept.append(text)

        assert [(tmp_path / f"coursekit-answers.damaged-{n}.json").read_text() for n in (1, 2)] == kept
        assert list(saved_answers(tmp_path / NAME)) == [FIRST.id]

    def test_a_disk_that_refuses_is_a_warning(self, tmp_path, monkeypatch):
        """The learner goes on; the old file is whole and nothing is left lying about."""
        file = AnswerFile(tmp_path)
        file.write(FIRST.id, of(FIRST, RIGHT))

        def refuse(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", refuse)
        with pytest.warns(UserWarning, match="cannot be saved"):
            file.write(OTHER.id, of(OTHER, RIGHT))

        assert [each.name for each in tmp_path.iterdir()] == [NAME]
        assert list(saved_answers(tmp_path / NAME)) == [FIRST.id]

    def test_half_a_character_can_be_kept(self, tmp_path):
        """What a browser may send is no reason to lose an answer."""
        AnswerFile(tmp_path).write(FIRST.id, {**of(FIRST, RIGHT), "answer": "\ud83d"})

        assert AnswerFile(tmp_path).read(FIRST.id)["answer"] == "\ud83d"

    def test_resuming_takes_over_what_is_better(self, tmp_path, write):
        """A file from the page: its right answer is taken, the kernel's own right answer stays."""
        file = AnswerFile(tmp_path)
        file.write(FIRST.id, of(FIRST, WRONG, status="not_yet"))
        file.write(OTHER.id, of(OTHER, RIGHT))
        page = write({FIRST.id: of(FIRST, RIGHT, start=5), OTHER.id: of(OTHER, WRONG, start=6, status="not_yet")})

        assert file.resume(page) == 2
        assert file.read(FIRST.id)["status"] == "correct"
        assert file.read(OTHER.id)["status"] == "correct"
        assert len(file.read(OTHER.id)["tries"]) == 2
        assert file.resume(page) == 0

    def test_a_question_on_the_screen_keeps_the_tries_taken_over(self, tmp_path, write):
        """Its widget knows nothing of them and writes its own state; a reset removes all."""
        file = AnswerFile(tmp_path)
        shown = of(FIRST, WRONG, status="not_yet")
        file.write(FIRST.id, shown)
        file.resume(write({FIRST.id: of(FIRST, RIGHT, RIGHT, start=5)}))
        file.write(FIRST.id, {**shown, "hints": 1})
        kept = file.read(FIRST.id)
        file.write(FIRST.id, {})

        assert kept["hints"] == 1
        assert [one["right"] for one in kept["tries"]] == [WRONG, RIGHT, RIGHT]
        assert file.read(FIRST.id) == {}

    def test_a_state_from_before_tries_were_kept_gains_none_by_a_hint(self, tmp_path, write):
        """What it tells of its first try is noted once."""
        file = AnswerFile(tmp_path)
        shown = of(FIRST, WRONG, status="not_yet")
        del shown["tries"]
        file.write(FIRST.id, shown)
        file.resume(write({FIRST.id: of(FIRST, RIGHT, start=5)}))
        file.write(FIRST.id, {**shown, "hints": 1, "time": "2026-11-09T09:00:00.000Z"})

        assert [one["right"] for one in file.read(FIRST.id)["tries"]] == [WRONG, RIGHT]

    def test_what_cannot_be_saved_was_not_taken_over(self, tmp_path, write, monkeypatch):
        """The number says what is in the file."""

        def refuse(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", refuse)
        with pytest.warns(UserWarning, match="cannot be saved"):
            assert AnswerFile(tmp_path).resume(write({FIRST.id: of(FIRST, RIGHT)})) == 0

    def test_resuming_from_a_damaged_file_changes_nothing(self, tmp_path):
        """Neither file is touched."""
        file = AnswerFile(tmp_path)
        file.write(FIRST.id, of(FIRST, RIGHT))
        damaged = tmp_path / "other.json"
        damaged.write_text("{", "utf-8")

        with pytest.raises(AnswersError, match=r"other\.json"):
            file.resume(damaged)
        assert list(saved_answers(tmp_path / NAME)) == [FIRST.id]
        assert damaged.read_text() == "{"

    def test_nothing_is_written_before_the_first_answer(self, tmp_path):
        """Reading a notebook leaves no file."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            AnswerFile(tmp_path).read(FIRST.id)

        assert list(tmp_path.iterdir()) == []
