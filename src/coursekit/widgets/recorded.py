"""Answers of the labs, noted in the file beside the notebook as those of questions are.

Owns what a run of a cell changes in the saved state: the same answer run again is one
attempt, and only the first answer tells what somebody knew.
"""

import os
import sys
from datetime import UTC, datetime
from typing import Any

from coursekit.progress import State, fingerprints, first_tries
from coursekit.questions import Question, check
from coursekit.widgets.answer_file import AnswerFile
from coursekit.widgets.shown import building_page


def recording() -> bool:
    """Return whether answers are noted: in a notebook that somebody works in.

    Not in a plain program, nor where a notebook is only executed: while the book is
    built, or where ``COURSEKIT_ANSWERS`` is ``off``.

    Examples
    --------
    >>> recording()
    False
    """
    if building_page() or os.environ.get("COURSEKIT_ANSWERS") == "off":
        return False
    # Only what has been imported can be running: a plain program does without it.
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return getattr(shell, "kernel", None) is not None


def record(question: Question, answer: Any, *, hints: int = 0) -> None:
    """Note an answer given to :func:`coursekit.exercise` in the file beside the notebook.

    Parameters
    ----------
    question : Question
        The question asked.
    answer : Any
        The answer as ``check`` reads it; nothing is noted of what was not attempted.
    hints : int
        Hints shown with it.
    """
    if check(question, answer).status == "not_attempted":
        return
    answers = AnswerFile()
    seen = answers.read(question.id)
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    state = answered(seen, question, answer, hints=hints, time=now)
    if state != seen:
        answers.write(question.id, state, seen=seen)


def answered(seen: State, question: Question, answer: Any, *, hints: int, time: str) -> State:
    """Return the state of a question after an answer, as the page would have it.

    Examples
    --------
    >>> from coursekit.questions import find
    >>> question = find("06-new-partnership/lab-1")
    >>> right = question.body.solution()
    >>> once = answered({}, question, right, hints=0, time="2026-11-23T10:00:00.000Z")
    >>> once["status"], once["correct_at_attempt"], once["tries"][0]["right"]
    ('correct', 1, True)
    >>> again = answered(once, question, right, hints=0, time="2026-11-24T10:00:00.000Z")
    >>> again == once
    True
    """
    feedback = check(question, answer)
    mark, *others = fingerprints(question)
    if seen and seen.get("fingerprint") not in (mark, *others):
        kept = {key: seen[key] for key in ("tries",) if key in seen}
        earlier = {key: value for key, value in seen.items() if key not in ("earlier", "tries")}
        seen = {"status": "not_attempted", "attempts": 0, **kept, "earlier": earlier}
    hints = max(hints, seen.get("hints") or 0)
    is_same = seen.get("attempts") and seen.get("answer") == answer
    if is_same and hints == (seen.get("hints") or 0):
        return seen
    attempts = int(seen.get("attempts", 0)) + (not is_same)
    is_right = feedback.status == "correct"
    tries = first_tries(seen) if seen else []
    if feedback.status != "saved":
        tries = _noted(tries, {mark, *others}, {"time": time, "right": is_right, "fingerprint": mark, "where": "page"})
    beliefs = list(dict.fromkeys([*(seen.get("beliefs") or []), *filter(None, [feedback.misconception])]))
    return {
        **seen,
        "answer": answer,
        "status": feedback.status,
        "code": feedback.code,
        "attempts": attempts,
        "hints": hints,
        "correct_at_attempt": seen.get("correct_at_attempt") or (attempts if is_right else None),
        **({"beliefs": beliefs} if beliefs else {}),
        "first_time": seen.get("first_time") or time,
        **({"right_time": time} if is_right else {}),
        **({"tries": tries} if tries else {}),
        "fingerprint": mark,
        "time": time,
    }


def _noted(tries: list[dict[str, Any]], versions: set[str], one: dict[str, Any]) -> list[dict[str, Any]]:
    """Add a first try; a right answer after a miss is none, but puts the miss right."""
    if not any(each["where"] == one["where"] and each["fingerprint"] in versions for each in tries):
        return [*tries, one]
    *others, last = tries
    if not one["right"] or last["right"] or last.get("corrected"):
        return tries
    return [*others, {**last, "corrected": one["time"]}]
