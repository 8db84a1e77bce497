"""A learner's answers as a file: read, summed up, merged, kept beside the notebook."""

import json
import multiprocessing
import os
import warnings
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from coursekit import progress
from coursekit.book.review import decks, reviewed, write_deck
from coursekit.chapters import read_chapter
from coursekit.errors import AnswersError, NewerAnswersError
from coursekit.progress import misconceptions, read_answers, saved_answers, where_you_stand
from coursekit.questions import bank_names, bank_of, find, specification
from coursekit.questions.bank import Question
from coursekit.questions.choice import Choice, Option
from coursekit.widgets.answer_file import NAME, AnswerFile

CHAPTER = "06-new-partnership"
RIGHT, WRONG = True, False
ASKED = [question for question in bank_of(CHAPTER) if question.place in ("chapter", "practice")]
FIRST = ASKED[0]
OBJECTIVE = FIRST.objective
SAME = [question for question in ASKED if question.objective == OBJECTIVE]
OTHER = next(question for question in ASKED if question.objective != OBJECTIVE)


def fingerprint(question):
    """Return the fingerprint of a question as it is now."""
    return specification(question)["fingerprint"]


def one_try(right, day, *, where="page", mark=None, **more):
    """Return a first try on a day of November 2026."""
    time = f"2026-11-{day:02}T09:00:00.000Z"
    return {"time": time, "right": right, "fingerprint": mark or fingerprint(FIRST), "where": where, **more}


def state(*tries, status="correct", attempts=1, mark=None, **more):
    """Return the saved state of a question."""
    mark = mark or fingerprint(FIRST)
    time = tries[-1]["time"] if tries else "2026-11-01T09:00:00.000Z"
    right = {"correct_at_attempt": attempts} if status == "correct" else {"correct_at_attempt": None}
    return {
        "answer": "a",
        "status": status,
        "code": status,
        "attempts": attempts,
        "hints": 0,
        "fingerprint": mark,
        "time": time,
        "tries": list(tries),
        **right,
        **more,
    }


@pytest.fixture(name="write")
def _write(tmp_path):
    """Write answers as a file and return its path."""

    def write(answers, name="answers.json", **other):
        content = {"format": "coursekit-progress", "version": 1, "course": "2026.1", "saved": "", "answers": answers}
        file = tmp_path / name
        file.write_text(json.dumps({**content, **other}), "utf-8")
        return file

    return write


def of(question, *rights, start=1, **more):
    """Return the state of a question with first tries on successive days, the first on its page."""
    mark = fingerprint(question)
    tries = [
        one_try(right, start + day, where="page" if day == 0 else "review", mark=mark)
        for day, right in enumerate(rights)
    ]
    return state(*tries, mark=mark, **more)


class TestNumbers:
    """The numbers are those of a hand count."""

    def test_a_hand_made_file(self, write):
        """Three questions of one objective, five first tries of which three are right: 60 per cent."""
        answers = {
            SAME[0].id: of(SAME[0], RIGHT, RIGHT),
            SAME[1].id: of(SAME[1], WRONG, RIGHT, attempts=3),
            SAME[2].id: of(SAME[2], WRONG, status="not_yet", hints=2, sure=3),
            OTHER.id: of(OTHER, RIGHT),
        }
        stand = where_you_stand(write(answers)).set_index("objective")

        assert stand.loc[OBJECTIVE, ["tries", "right", "share"]].tolist() == [5, 3, 0.6]
        assert stand.loc[OTHER.objective, ["tries", "right"]].tolist() == [1, 1]
        assert pd.isna(stand.loc[OTHER.objective, "share"])

    @pytest.mark.parametrize(("tries", "told"), [(0, False), (2, False), (3, True)])
    def test_fewer_than_three_tries_are_too_little_to_tell(self, write, tries, told):
        """A share appears with the third try."""
        answers = {SAME[0].id: of(SAME[0], *[RIGHT] * tries)} if tries else {}
        stand = where_you_stand(write(answers)).set_index("objective")

        assert pd.notna(stand.loc[OBJECTIVE, "share"]) == told
        assert stand.loc[OBJECTIVE, "tries"] == tries

    def test_every_objective_of_the_course_has_a_row(self, write):
        """What was not tried yet is there, with no tries."""
        stand = where_you_stand(write({}))

        assert set(stand["objective"]) == {
            question.objective
            for slug in bank_names()
            for question in bank_of(slug)
            if question.place != "lab" and slug != "every-kind"
        }
        assert stand["tries"].sum() == 0

    def test_tries_at_an_earlier_version_are_kept_but_not_counted(self, write):
        """The question has changed: its old answer says nothing about the new one."""
        old = one_try(RIGHT, 1, mark="00000000")
        answers = {SAME[0].id: state(old, one_try(WRONG, 2, mark=fingerprint(SAME[0])), mark=fingerprint(SAME[0]))}
        table = read_answers(write(answers))

        assert table.loc[0, ["tries", "right", "current"]].tolist() == [1, 0, True]
        assert table.loc[0, "first_try"] is not pd.NA
        assert not table.loc[0, "first_try"]

    def test_a_state_from_before_tries_were_kept_tells_of_one(self, write):
        """Right at the first attempt or not: that was always saved."""
        answers = {}
        for question, attempts in zip(SAME[:2], (1, 2), strict=True):
            answers[question.id] = of(question, RIGHT, attempts=attempts)
            del answers[question.id]["tries"]
        table = read_answers(write(answers)).set_index("question")

        assert table.loc[SAME[0].id, "first_try"]
        assert not table.loc[SAME[1].id, "first_try"]
        assert table["tries"].tolist() == [1, 1]

    def test_what_is_saved_and_not_marked_does_not_count(self, write):
        """Graded questions, predictions and texts have no first-try success."""
        answers = {SAME[0].id: {**of(SAME[0], RIGHT), "status": "saved"}}

        assert where_you_stand(write(answers))["tries"].sum() == 0

    def test_tables_of_several_learners_give_the_numbers_of_the_group(self, write):
        """One below the other."""
        files = [write({SAME[0].id: of(SAME[0], right)}, f"{n}.json") for n, right in enumerate((True, False, True))]
        stand = where_you_stand(pd.concat([read_answers(file) for file in files])).set_index("objective")

        assert stand.loc[OBJECTIVE, ["tries", "right"]].tolist() == [3, 2]


class TestTable:
    """The tidy table."""

    def test_one_row_for_each_question_with_types(self, write):
        """All columns, also where the course does not have the question."""
        answers = {
            FIRST.id: of(FIRST, WRONG, RIGHT, attempts=2, hints=1, sure=2, first_time="2026-11-01T08:00:00.000Z"),
            f"{CHAPTER}/gone": state(one_try(RIGHT, 3)),
        }
        table = read_answers(write(answers)).set_index("question")
        known, gone = table.loc[FIRST.id], table.loc[f"{CHAPTER}/gone"]

        assert known[["chapter", "objective", "kind", "status"]].tolist() == [
            CHAPTER,
            OBJECTIVE,
            FIRST.kind,
            "correct",
        ]
        assert known[["attempts", "hints", "tries", "right", "sure"]].tolist() == [2, 1, 2, 1, 2]
        assert known["first_time"] == pd.Timestamp("2026-11-01T08:00Z")
        assert known["in_course"]
        assert not gone["in_course"]
        assert pd.isna(gone["objective"])
        assert gone["tries"] == 1

    def test_what_was_right_stays_right(self, write):
        """As the page marks it, also when another one like it was asked for afterwards, or a try failed."""
        once = of(FIRST, RIGHT, attempts=2)
        answers = {
            SAME[0].id: {**once, "status": "not_attempted", "answer": None},
            SAME[1].id: {**once, "status": "not_yet"},
            SAME[2].id: {**once, "status": "not_attempted", "correct_at_attempt": None},
            OTHER.id: {**once, "status": "not_attempted", "correct_at_attempt": None, "attempts": 0},
        }
        found = read_answers(write(answers)).set_index("question")["status"]

        assert found[list(answers)].tolist() == ["correct", "correct", "not_yet", "not_attempted"]

    def test_a_whole_number_is_whole_however_it_is_written(self, write):
        """JSON makes no difference between 2 and 2.0."""
        table = read_answers(write({FIRST.id: {**of(FIRST, RIGHT), "hints": 2.0, "sure": 3.0, "attempts": 1.0}}))

        assert table.loc[0, ["hints", "sure", "attempts"]].tolist() == [2, 3, 1]

    @pytest.mark.parametrize(
        "odd",
        [
            {"time": "2026-99-99T99:99"},
            {"time": "2026-02-30T09:00:00.000Z"},
            {"time": "2026-11-02T09:00:00.000Z later"},
            {"corrected": "soon"},
            {"corrected": {}},
        ],
    )
    def test_a_try_at_an_impossible_time_is_none(self, write, odd):
        """It would have no day in the review."""
        answers = {FIRST.id: state(one_try(RIGHT, 1), {**one_try(WRONG, 2, where="review"), **odd})}

        assert read_answers(write(answers)).loc[0, ["tries", "right"]].tolist() == [1, 1]

    def test_an_empty_file_has_the_same_columns(self, write):
        """Code written for one file works with the next."""
        empty, full = read_answers(write({}, "empty.json")), read_answers(write({FIRST.id: of(FIRST, RIGHT)}))

        assert list(empty) == list(full)
        assert str(empty["first_time"].dtype).startswith("datetime64")

    def test_odd_times_and_tries_are_missing_values(self, write):
        """What cannot be a time or a try is left out; the rest stays."""
        odd = {**of(FIRST, RIGHT), "time": "yesterday", "sure": "very", "hints": [1]}
        odd["tries"] += [7, {"right": "yes"}, {"right": True, "time": 5}]
        table = read_answers(write({FIRST.id: odd}))

        assert pd.isna(table.loc[0, "time"])
        assert pd.isna(table.loc[0, "sure"])
        assert table.loc[0, "tries"] == 1


DAMAGED = {
    "not JSON": ("not json", "not valid JSON"),
    "cut off": ('{"format": "coursekit-progress", "version": 1, "answers": {"a/b": ', "not valid JSON"),
    "too deep": ("[" * 100_000, "not valid JSON"),
    "NaN": ('{"format": "coursekit-progress", "version": 1, "answers": {"a/b": NaN}}', "not valid JSON"),
    "a list": ("[]", "not a file of answers"),
    "foreign": ('{"format": "something-else", "version": 1, "answers": {}}', "not a file of answers"),
    "newer": ('{"format": "coursekit-progress", "version": 2, "answers": {}}', "newer version"),
    "a version that is no number": (
        '{"format": "coursekit-progress", "version": "2", "answers": {}}',
        "expected version 1, got '2'",
    ),
    "no version": ('{"format": "coursekit-progress", "version": true, "answers": {}}', "expected version 1"),
    "no answers": ('{"format": "coursekit-progress", "version": 1, "answers": 7}', "expected answers"),
    "a bad id": (
        '{"format": "coursekit-progress", "version": 1, "answers": {"__proto__": {}}}',
        "'__proto__' is no id",
    ),
    "a bad state": (
        '{"format": "coursekit-progress", "version": 1, "answers": {"a/b": {"status": "fine", "attempts": 1}}}',
        "the answer to 'a/b'",
    ),
    "impossible attempts": (
        '{"format": "coursekit-progress", "version": 1, "answers": {"a/b": {"status": "correct", "attempts": 1e99}}}',
        "the answer to 'a/b'",
    ),
}


class TestDamage:
    """A damaged or foreign file is refused with a clear message."""

    @pytest.mark.parametrize(("text", "said"), DAMAGED.values(), ids=DAMAGED.keys())
    def test_the_message_names_file_and_fault(self, tmp_path, text, said):
        """The learner learns which file and what is wrong."""
        file = tmp_path / "answers.json"
        file.write_text(text, "utf-8")

        with pytest.raises(AnswersError, match=said) as caught:
            read_answers(file)
        assert str(file) in str(caught.value)

    def test_no_file_no_text(self, tmp_path):
        """A missing file, a folder, and bytes that are no text."""
        binary = tmp_path / "binary.json"
        binary.write_bytes(b"\xff\xfe\x00")

        for file, said in ((tmp_path / "none.json", "no such file"), (tmp_path, "cannot be opened"), (binary, "damag")):
            with pytest.raises(AnswersError, match=said):
                saved_answers(file)

    def test_a_byte_order_mark_does_no_harm(self, write):
        """Some editors put one in front."""
        file = write({FIRST.id: of(FIRST, RIGHT)})
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

        assert len(saved_answers(file)) == 1


class TestMerging:
    """Two states of a question become one, and nothing is lost."""

    def test_the_better_answer_and_all_tries(self):
        """Right wins over wrong; the tries of both are there, in order, each once."""
        here = of(FIRST, WRONG, status="not_yet")
        there = {**of(FIRST, WRONG, RIGHT, attempts=2)}
        both = progress.merged(here, there)

        assert both["status"] == "correct"
        assert [one["right"] for one in both["tries"]] == [WRONG, RIGHT]
        assert progress.merged(there, here)["tries"] == both["tries"]

    def test_an_answer_to_the_present_version_wins(self):
        """A right answer to an earlier version is kept beside it."""
        now = of(FIRST, WRONG, status="not_yet")
        before = state(one_try(RIGHT, 1, mark="00000000"), mark="00000000")
        both = progress.merged(before, now, [fingerprint(FIRST)])

        assert both["fingerprint"] == fingerprint(FIRST)
        assert both["earlier"] == before
        assert len(both["tries"]) == 2

    def test_a_miss_that_was_put_right_stays_so(self):
        """Whichever of the two states knows of it."""
        miss = one_try(WRONG, 1)
        known, unknown = state({**miss, "corrected": "2026-11-01T09:05:00.000Z"}), state(miss)

        for both in (progress.merged(known, unknown), progress.merged(unknown, known)):
            assert both["tries"] == known["tries"]

    def test_merging_again_changes_nothing(self):
        """The same file twice is the same file."""
        here, there = of(FIRST, WRONG, status="not_yet"), of(FIRST, RIGHT, start=3)
        once = progress.merged(here, there)

        assert progress.merged(once, there) == once
        assert progress.merged(once, once) == once


class TestMisconceptions:
    """What the answers betray, from checking them again."""

    @pytest.fixture(autouse=True)
    def _believing(self, monkeypatch):
        """A course with one question that knows a misconception."""
        options = (
            Option("a", "Wrong", right=False, feedback="No.", misconception="mistaken"),
            Option("b", "Right", right=True, feedback=""),
        )
        body = replace(FIRST.body, many=False, options=options) if isinstance(FIRST.body, Choice) else None
        assert body is not None
        self.question = Question(f"{CHAPTER}/try", "choice", OBJECTIVE, "practice", "?", "!", (), body)
        belief = type("Belief", (), {"belief": "What many believe"})()
        monkeypatch.setattr("coursekit.progress.tables.questions_by_id", lambda: {self.question.id: self.question})
        monkeypatch.setattr("coursekit.progress.tables.register", lambda: {"mistaken": belief})
        monkeypatch.setattr("coursekit.questions.faces._belief", lambda identifier: {"id": identifier})

    def test_answers_are_counted_by_learner(self, write):
        """Two learners show it, one does not, one did with an earlier version."""
        given = [("a", None), ("a", None), ("b", None), ("a", "00000000")]
        files = [
            write(
                {
                    self.question.id: {
                        **of(self.question, WRONG),
                        "answer": answer,
                        **({"fingerprint": mark} if mark else {}),
                    }
                },
                f"{n}.json",
            )
            for n, (answer, mark) in enumerate(given)
        ]

        assert misconceptions(files).to_dict("records") == [
            {"id": "mistaken", "belief": "What many believe", "times": 2, "learners": 2}
        ]

    def test_nothing_found_is_an_empty_table(self, write):
        """With the same columns."""
        assert list(misconceptions([write({})])) == ["id", "belief", "times", "learners"]


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


class TestAnki:
    """The deck that a learner takes along."""

    @pytest.fixture(name="chapters")
    def _chapters(self, root):
        """The published chapters."""
        return [read_chapter(file) for file in sorted((root / "book").glob("[0-9][0-9]-*.md"))]

    def test_a_note_for_each_question_that_is_reviewed(self, chapters):
        """Prompt in front, answer and explanation behind, and where it stands."""
        made = decks(chapters, course="Course", language="en", address="https://example.org/course/")
        note = made[0].notes[0]
        question = reviewed(chapters[0].slug)[0]

        assert [len(deck.notes) for deck in made] == [
            sum(1 + len(question.variants) for question in reviewed(chapter.slug)) for chapter in chapters
        ]
        assert question.prompt in note.fields[0]
        assert all(line in note.fields[1] for line in question.body.solution_lines())
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
        import os

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
