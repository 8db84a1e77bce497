"""Saved states of real questions, made by hand."""

from coursekit.questions import bank_of, specification

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


def of(question, *rights, start=1, **more):
    """Return the state of a question with first tries on successive days, the first on its page."""
    mark = fingerprint(question)
    tries = [
        one_try(right, start + day, where="page" if day == 0 else "review", mark=mark)
        for day, right in enumerate(rights)
    ]
    return state(*tries, mark=mark, **more)
