"""The instructor's report on a class."""

import json

import pytest

from coursekit.errors import AnswersError
from coursekit.instructor.report import class_report
from coursekit.questions import find, specification
from coursekit.questions.bank import misconceptions


@pytest.fixture(name="hand_in")
def _hand_in(tmp_path):
    """Write a learner's file of answers and return its path."""

    def write(name, question, *, right, beliefs=()):
        fingerprint = specification(question)["fingerprint"]
        one = {"time": "2026-11-23T10:00:00.000Z", "right": right, "fingerprint": fingerprint, "where": "page"}
        state = {
            "answer": question.body.solution(),
            "status": "correct",
            "attempts": 1 if right else 2,
            "correct_at_attempt": 1 if right else 2,
            "fingerprint": fingerprint,
            "time": "2026-11-23T10:01:00.000Z",
            "tries": [one],
            "beliefs": list(beliefs),
        }
        file = tmp_path / f"{name}.json"
        content = {"format": "coursekit-progress", "version": 1, "answers": {question.id: state}}
        file.write_text(json.dumps(content), "utf-8")
        return file

    return write


def test_a_report_counts_first_tries_and_beliefs(hand_in):
    """Three learners, two right at once, one with a belief that the register knows and one it does not."""
    question = find("06-new-partnership/legal-force")
    belief = "strategy-is-law"
    files = [
        hand_in("a", question, right=True),
        hand_in("b", question, right=True),
        hand_in("c", question, right=False, beliefs=[belief, "<script>"]),
    ]

    report = class_report(files)

    assert f"| {question.objective} | 3 | 2 | 67% |" in report
    assert misconceptions()[belief].refutation in report
    assert "Showed 1 times, with 1 learners." in report
    assert "<script>" not in report


def test_few_tries_tell_too_little_and_a_damaged_file_is_named(hand_in, tmp_path):
    """No share below three tries; a file that cannot be read stops the report with its name."""
    question = find("06-new-partnership/legal-force")
    damaged = tmp_path / "d.json"
    damaged.write_text("{", "utf-8")

    assert "| 1 | 1 | too little to tell |" in class_report([hand_in("a", question, right=True)])
    with pytest.raises(AnswersError, match=r"d\.json"):
        class_report([damaged])
