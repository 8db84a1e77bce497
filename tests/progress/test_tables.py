"""What answers say: numbers, rows, beliefs."""

from dataclasses import replace

import pandas as pd
import pytest

from coursekit.progress import misconceptions, read_answers, where_you_stand
from coursekit.questions import bank_names, bank_of
from coursekit.questions.bank import Question
from coursekit.questions.choice import Choice, Option
from progress.making import CHAPTER, FIRST, OBJECTIVE, OTHER, RIGHT, SAME, WRONG, fingerprint, of, one_try, state


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
