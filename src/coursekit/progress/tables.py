"""What answers say, as tables: question by question, objective by objective, belief by belief.

Owns the numbers of *Where you stand*. The page counts in the same way (``front_end/pages/progress.js``);
the tests hold both to one result.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.data.package import index
from coursekit.progress.files import answers_file, saved_answers, text_or_none
from coursekit.progress.states import State, first_tries, is_count, is_shown, noted_beliefs, standing
from coursekit.progress.versions import fingerprints, questions_by_id
from coursekit.questions import Question, check
from coursekit.questions.bank import misconceptions as register

if TYPE_CHECKING:
    import pandas as pd

#: Fewer tries than this are too little to tell.
ENOUGH = 3
#: Where the questions stand that *Where you stand* counts.
_COUNTED = ("chapter", "practice", "lab")


_TYPES = {
    "question": "string",
    "chapter": "string",
    "objective": "string",
    "kind": "string",
    "status": "string",
    "attempts": "Int64",
    "hints": "Int64",
    "first_try": "boolean",
    "tries": "Int64",
    "right": "Int64",
    "sure": "Int64",
    "first_time": "",
    "time": "",
    "shown": "boolean",
    "current": "boolean",
    "in_course": "boolean",
    "student": "string",
}


def read_answers(path: Path | str) -> "pd.DataFrame":
    """Read a file of answers as a tidy table.

    Parameters
    ----------
    path : pathlib.Path or str
        What *Download my answers* wrote, or the file beside a notebook.

    Returns
    -------
    pandas.DataFrame
        One row per question, sorted by question.

        - ``question``, ``chapter``, ``objective``, ``kind``: the last two are missing
          where the course no longer has the question.
        - ``status``: how far the question is, as the page marks it: ``correct`` once it was
          right, whatever was tried afterwards, for instance in a variant; else ``saved`` (not
          marked here), ``not_yet`` or ``not_attempted``.
        - ``attempts``, ``hints``, ``sure``: numbers; ``sure`` from 1 (guessing) to 3.
        - ``first_try``: whether the first answer on the page was right; missing where there
          was none, or only one to an earlier version.
        - ``tries``, ``right``: first tries on the page and in reviews, and how many were right.
        - ``first_time``, ``time``: when it was first and last answered.
        - ``shown``: whether the learner asked to be shown the answer; such a question is
          not ``correct`` unless it was right before, or on a later day.
        - ``current``: given to the question as it is now.
        - ``in_course``: whether this copy of the course has the question.
        - ``student``: the number or name in a file that was handed in; else missing.

    Raises
    ------
    AnswersError
        Names the file and what is wrong with it.
    """
    import pandas as pd

    questions = questions_by_id()
    file = answers_file(path)
    about = {"student": file["student"]}
    states = sorted(file["answers"].items())
    rows = [_row(identifier, state, questions.get(identifier)) | about for identifier, state in states]
    table = pd.DataFrame(rows, columns=list(_TYPES))
    for name in ("first_time", "time"):
        table[name] = pd.to_datetime(table[name], errors="coerce", utc=True, format="ISO8601")
    return table.astype({name: kind for name, kind in _TYPES.items() if kind})


def _row(identifier: str, state: State, question: Question | None) -> dict[str, Any]:
    versions = fingerprints(question) if question else None
    tries = first_tries(state, versions)
    on_page = [one["right"] for one in tries if one["where"] == "page"]
    return {
        "question": identifier,
        "chapter": identifier.partition("/")[0],
        "objective": question.objective if question else None,
        "kind": question.kind if question else None,
        "status": standing(state),
        "attempts": int(state["attempts"]),
        "hints": _whole(state.get("hints"), most=99),
        "first_try": on_page[0] if on_page else None,
        "tries": len(tries),
        "right": sum(one["right"] for one in tries),
        "sure": _whole(state.get("sure"), most=3) or None,
        "first_time": text_or_none(state.get("first_time")) or (tries[0]["time"] if tries else None),
        "time": text_or_none(state.get("time")),
        "shown": is_shown(state),
        "current": bool(versions) and state.get("fingerprint") in (versions or []),
        "in_course": question is not None,
    }


def _whole(value: Any, *, most: int) -> int:
    return int(value) if is_count(value) and value <= most else 0


def where_you_stand(answers: "Path | str | pd.DataFrame") -> "pd.DataFrame":
    """Return the first-try success by objective, as the page shows it.

    Parameters
    ----------
    answers : pathlib.Path, str or pandas.DataFrame
        A file of answers, or a table from :func:`read_answers`; tables of several
        learners one below the other give the numbers of the group.

    Returns
    -------
    pandas.DataFrame
        One row per objective of the course with ``chapter``, ``objective``, ``tries``,
        ``right`` and ``share``. The share is missing where fewer than three tries stand
        behind it: that is too little to tell. Graded questions do not count.

    Raises
    ------
    AnswersError
        Names the file and what is wrong with it.
    """
    import pandas as pd

    table = answers if isinstance(answers, pd.DataFrame) else read_answers(answers)
    chapters = index("chapters", "slug")
    counts = [question for question in questions_by_id().values() if question.place in _COUNTED]
    asked = [question for question in counts if question.id.partition("/")[0] in chapters]
    counted = table[table["question"].isin([question.id for question in asked])]
    sums = counted.groupby(["chapter", "objective"])[["tries", "right"]].sum()
    objectives = sorted({(question.id.partition("/")[0], question.objective) for question in asked})
    every = pd.MultiIndex.from_tuples(objectives, names=["chapter", "objective"])
    stand = sums.reindex(every, fill_value=0).astype("int64").reset_index()
    stand["share"] = (stand["right"] / stand["tries"]).where(stand["tries"] >= ENOUGH)
    return stand


def misconceptions(paths: Iterable[Path | str]) -> "pd.DataFrame":
    """Return which mistaken beliefs the answers show, the most frequent first.

    What an attempt betrayed stays on record when it is put right. The saved answers are
    checked again besides; those to earlier versions are left out.

    Parameters
    ----------
    paths : iterable of pathlib.Path or str
        Files of answers, one per learner.

    Returns
    -------
    pandas.DataFrame
        One row per misconception with ``id``, ``belief``, ``times`` (questions in which
        it showed, over all learners) and ``learners`` (files in which it was seen).

    Raises
    ------
    AnswersError
        Names the file and what is wrong with it.
    """
    import pandas as pd

    questions = questions_by_id()
    times: Counter[str] = Counter()
    learners: Counter[str] = Counter()
    for path in paths:
        seen = [_beliefs(questions.get(identifier), state) for identifier, state in saved_answers(path).items()]
        times.update(belief for beliefs in seen for belief in beliefs)
        learners.update(set().union(*seen))
    known = register()
    rows = [(name, known[name].belief, times[name], learners[name]) for name in sorted(times) if name in known]
    table = pd.DataFrame(rows, columns=["id", "belief", "times", "learners"])
    return table.sort_values(["learners", "times"], ascending=False, kind="stable", ignore_index=True)


def _beliefs(question: Question | None, state: State) -> set[str]:
    """Return the ids of the beliefs that a saved state betrays."""
    found = set(noted_beliefs(state))
    versions = (question, *question.variants) if question else ()
    for version, mark in zip(versions, fingerprints(question) if question else (), strict=True):
        if mark == state.get("fingerprint"):
            found.add(check(version, state.get("answer")).misconception)
    return found - {""}
