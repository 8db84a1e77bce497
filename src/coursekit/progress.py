"""A learner's answers as a file, and what they say.

Owns the file ``coursekit-answers.json``: how it is checked, how two states of a
question become one, and the numbers of *Where you stand*. The page writes the same
file and counts in the same way (``front_end/saving/saved.js``, ``pages/progress.js``);
the tests hold both to one result.

Only first tries tell what somebody knew: the first answer to a question on its page,
and the first in each review sitting. They are kept apart from the answer itself, and
a try at an earlier version of a question is kept but no longer counted.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.data.package import index
from coursekit.errors import AnswersError, MethodError, NewerAnswersError
from coursekit.questions import Question, bank_names, check, find, read_bank, specification
from coursekit.questions.bank import exercises_folder
from coursekit.questions.bank import misconceptions as register

if TYPE_CHECKING:
    import pandas as pd

FORMAT = "coursekit-progress"
VERSION = 1
#: Fewer tries than this are too little to tell.
ENOUGH = 3
#: Where the questions stand that *Where you stand* counts.
_COUNTED = ("chapter", "practice", "lab")
_STATUSES = ("correct", "not_yet", "not_attempted", "saved")
_ID = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
_TIME = re.compile(
    r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]"
    r"(:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?"
)

State = dict[str, Any]


def saved_answers(path: Path | str) -> dict[str, State]:
    """Read a file of answers and check it.

    Errors are those of :func:`answers_file`.

    Parameters
    ----------
    path : pathlib.Path or str
        What *Download my answers* wrote, or the file beside a notebook.

    Returns
    -------
    dict
        Question id -> saved state.
    """
    answers: dict[str, State] = answers_file(path)["answers"]
    return answers


def answers_file(path: Path | str) -> dict[str, Any]:
    """Read a file of answers and check it, with what it says about itself.

    Parameters
    ----------
    path : pathlib.Path or str
        What *Download my answers* wrote, what was handed in, or the file beside a notebook.

    Returns
    -------
    dict
        ``answers``: question id -> saved state; ``saved``: the time. What was handed in
        has ``assignment`` and, if the student wrote it, ``student``: number or name.

    Raises
    ------
    AnswersError
        Names the file and what is wrong with it; a :class:`~coursekit.errors.NewerAnswersError`
        if only this copy of the course is too old for it.
    """
    file = Path(path)
    try:
        # Some programs put a byte order mark in front.
        content = json.loads(file.read_text("utf-8-sig"), parse_constant=_refuse)
    except FileNotFoundError as error:
        raise AnswersError(f"{file}: there is no such file.") from error
    except OSError as error:
        raise AnswersError(f"{file}: the file cannot be opened: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise AnswersError(f"{file}: the file is damaged: it is not valid JSON ({error}).") from error
    return _checked(content, file)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _checked(content: Any, file: Path) -> dict[str, Any]:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise AnswersError(f"{file}: this is not a file of answers from this course: expected format {FORMAT!r}.")
    version = content.get("version")
    if isinstance(version, int | float) and version > VERSION:
        msg = f"{file}: written by a newer version of the course (format {version}); update coursekit."
        raise NewerAnswersError(msg)
    if isinstance(version, bool) or version != VERSION:
        raise AnswersError(f"{file}: the file is damaged: expected version {VERSION}, got {version!r}.")
    answers = content.get("answers")
    if not isinstance(answers, dict):
        raise AnswersError(f"{file}: the file is damaged: expected answers by question, got {answers!r}.")
    for identifier, state in answers.items():
        if not _ID.fullmatch(identifier):
            raise AnswersError(f"{file}: the file is damaged: {identifier!r} is no id of a question.")
        if not is_state(state):
            raise AnswersError(f"{file}: the file is damaged: the answer to {identifier!r} cannot be read.")
    return {**content, **{key: _text(content.get(key)) for key in ("saved", "assignment", "student")}}


def is_state(value: Any) -> bool:
    """Return whether a value is a saved state of a question.

    Examples
    --------
    >>> is_state({"status": "correct", "attempts": 1}), is_state({"status": "fine"})
    (True, False)
    """
    if not isinstance(value, dict) or value.get("status") not in _STATUSES:
        return False
    first, fingerprint = value.get("correct_at_attempt"), value.get("fingerprint")
    if not isinstance(fingerprint, str | None) or not (first is None or _is_count(first)):
        return False
    return _is_count(value.get("attempts"))


def _is_count(value: Any) -> bool:
    # JSON makes no difference between 2 and 2.0, and browsers count exactly up to 2**53.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value < 2**53 and value == int(value)


def answers_text(answers: dict[str, State], *, saved: str, course: str) -> str:
    """Return the text of a file of answers, with the time of saving and the course's version."""
    content = {"format": FORMAT, "version": VERSION, "course": course, "saved": saved, "answers": answers}
    # Plain ASCII, as a learner may have typed half a character, which no encoding takes.
    return json.dumps(content, indent=1, allow_nan=False) + "\n"


def first_tries(state: State, versions: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Return the first tries of a question, oldest first.

    Parameters
    ----------
    state : dict
        Saved state of the question.
    versions : iterable of str, optional
        Fingerprints of the question as it is now; tries at others are left out.

    Returns
    -------
    list of dict
        Each with ``time``, ``right``, ``where`` and ``fingerprint``. A state saved before
        tries were kept still tells of one: whether the first attempt was right.

    Examples
    --------
    >>> state = {"status": "correct", "attempts": 2, "correct_at_attempt": 2, "time": "2026-11-02T09:00Z"}
    >>> [one["right"] for one in first_tries(state)]
    [False]
    """
    if state["status"] == "saved":
        return []
    tries = state.get("tries")
    if not isinstance(tries, list):
        right = state.get("correct_at_attempt") == 1
        one = {
            "time": state.get("time"),
            "right": right,
            "fingerprint": state.get("fingerprint") or "",
            "where": "page",
        }
        tries = [one] if state["attempts"] else []
    known = None if versions is None else set(versions)
    sound = [one for one in tries if _is_try(one) and (known is None or one["fingerprint"] in known)]
    return sorted(sound, key=lambda one: str(one["time"]))


def _is_try(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("right"), bool):
        return False
    if not all(isinstance(value.get(key), str) for key in ("where", "fingerprint")):
        return False
    marks = (value.get("corrected"), value.get("shown"))
    return _is_time(value.get("time")) and all(mark is None or _is_time(mark) for mark in marks)


def _is_time(value: Any) -> bool:
    """Return whether a value is a time that there was: the thirtieth of February is none."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return False
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def merged(own: State | None, other: State, versions: Iterable[str] = ()) -> State:
    """Return one state made of two, for instance from a page and a notebook.

    The answer worth more is the answer: given to the present version, then right, then
    with more attempts, then later; ``own`` where they are equal. Tries of both are kept,
    and an answer to another version stays as ``earlier``. Of two answers to the same
    version nothing is lost: attempts and hints are those of the longer record, it was
    right when it was right first, and a text that is being written stays.

    Parameters
    ----------
    own : dict or None
        The state here, if there is one.
    other : dict
        The state from elsewhere.
    versions : iterable of str
        Fingerprints of the question as it is now, where known.
    """
    if own is None:
        return other
    known = set(versions)
    better, worse = (other, own) if _worth(other, known) > _worth(own, known) else (own, other)
    state = dict(better)
    tries = _union(first_tries(other), first_tries(own))
    if tries:
        state["tries"] = tries
    for key, choose in (("first_time", min), ("right_time", max)):
        times = [each[key] for each in (own, other) if isinstance(each.get(key), str)]
        if times:
            state[key] = choose(times)
    beliefs = list(dict.fromkeys([*_noted_beliefs(better), *_noted_beliefs(worse)]))
    if beliefs:
        state["beliefs"] = beliefs
    is_same = (worse.get("fingerprint") or "") == (better.get("fingerprint") or "")
    if is_same:
        state |= _alike(own, other, is_right=_standing(better) == "correct")
    earlier = worse if worse["attempts"] and not is_same else worse.get("earlier")
    if isinstance(earlier, dict) and not isinstance(better.get("earlier"), dict):
        state["earlier"] = earlier
    return state


def _alike(own: State, other: State, *, is_right: bool) -> State:
    """Return what two states of the same version tell together: every count at its most, when it was right first."""
    found: State = {"attempts": max(own["attempts"], other["attempts"])}
    hints = [each["hints"] for each in (own, other) if _is_count(each.get("hints"))]
    if hints:
        found["hints"] = max(hints)
    right = [each["correct_at_attempt"] for each in (own, other) if each.get("correct_at_attempt")]
    if right:
        found["correct_at_attempt"] = min(right)
    draft = other.get("draft") if own.get("draft") is None else own["draft"]
    if draft is not None:
        found["draft"] = draft
    shown = [each["shown"] for each in (own, other) if _is_shown(each)]
    if shown and not is_right:
        found["shown"] = max(shown)
    return found


def _is_shown(state: State) -> bool:
    """Return whether the learner asked to be shown the answer."""
    return _is_time(state.get("shown"))


def changed(stored: State | None, seen: State, state: State, versions: Iterable[str] = ()) -> State | None:
    """Return what to store when a question that is on the screen has changed.

    What is stored may have changed since the question was shown, by another notebook or
    by answers taken over: the change is added to that, never put in its place.

    Parameters
    ----------
    stored : dict or None
        What is stored now, if anything is.
    seen : dict
        The state that the question showed before the change; empty if none.
    state : dict
        The state that it shows now; empty after *Reset*.
    versions : iterable of str
        Fingerprints of the question as it is now, where known.

    Returns
    -------
    dict or None
        ``None`` if nothing is to be stored.

    Examples
    --------
    >>> seen = {"status": "not_yet", "attempts": 1, "hints": 0, "fingerprint": "f"}
    >>> stored = {**seen, "hints": 2}
    >>> both = changed(stored, seen, {**seen, "attempts": 2})
    >>> both["attempts"], both["hints"]
    (2, 2)
    >>> changed(None, seen, {**seen, "attempts": 2})["attempts"]
    1
    """
    if not is_state(state):
        return None
    before = seen if is_state(seen) else None
    if stored == before or (stored is None and before is None):
        return state
    if state["status"] == "not_attempted" and not state["attempts"]:
        # After *Reset* nothing but the first tries stays.
        return with_tries_of(state, stored) if stored else state
    if stored is None:
        return _since(state, before or {})
    both = merged(state, stored, versions)
    if before and (state.get("fingerprint") or "") == (stored.get("fingerprint") or ""):
        # The answer is the one just given; attempts made here come on top of those made elsewhere.
        given = ("answer", "status", "code", "sure", "time", "draft")
        both = {key: value for key, value in both.items() if key not in given}
        both |= {key: state[key] for key in given if key in state}
        both["attempts"] = stored["attempts"] + max(0, state["attempts"] - before["attempts"])
    return both


def _since(state: State, before: State) -> State:
    """Return a state without what was there before: that was deleted elsewhere, and stays deleted."""
    fresh = {**state, "attempts": max(0, state["attempts"] - before.get("attempts", 0))}
    if _is_count(state.get("hints")) and _is_count(before.get("hints")):
        fresh["hints"] = max(0, state["hints"] - before["hints"])
    if before.get("correct_at_attempt"):
        fresh["correct_at_attempt"] = 1 if state["status"] == "correct" else None
    known = first_tries(before) if before else []
    if isinstance(state.get("tries"), list):
        fresh["tries"] = [one for one in first_tries(state) if one not in known]
    return fresh


def with_tries_of(state: State, before: State) -> State:
    """Return a state with the tries noted in an earlier record of the same question besides its own.

    Examples
    --------
    >>> one = {"time": "2026-11-02T09:00Z", "right": True, "fingerprint": "", "where": "page"}
    >>> with_tries_of({"status": "not_yet", "tries": []}, {"status": "correct", "tries": [one]})["tries"] == [one]
    True
    """
    noted = [each.get("tries") for each in (before, state)]
    if not isinstance(noted[0], list) or state["status"] == "saved":
        return state
    # What a state without tries tells of its first one, the record has taken over already.
    tries = _union(*(first_tries({**state, "tries": one}) for one in noted if isinstance(one, list)))
    return {**state, "tries": tries} if tries else state


def _union(*several: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return tries of several origins, oldest first; of the same try all that is known, as of a correction."""

    def known(one: dict[str, Any]) -> int:
        return 2 * bool(one.get("corrected")) + bool(one.get("shown"))

    each: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in sorted((one for tries in several for one in tries), key=known):
        key = (one["time"], one["where"], one["fingerprint"])
        each[key] = {**each.get(key, {}), **one}
    return sorted(each.values(), key=lambda one: str(one["time"]))


def _worth(state: State, versions: set[str]) -> tuple[bool, bool, float, str]:
    present = state.get("fingerprint") in versions
    right = _standing(state) == "correct"
    time = state.get("time")
    return (present, right, state["attempts"], str(time) if _is_time(time) else "")


def present_versions() -> dict[str, list[str]]:
    """Return the fingerprints of every question whose answer can be saved, as it is now.

    Examples
    --------
    >>> len(present_versions()["06-new-partnership/adoption-date"]), "06-new-partnership/gone" in present_versions()
    (1, False)
    """
    return {identifier: fingerprints(question) for identifier, question in _questions().items()}


def _questions() -> dict[str, Question]:
    """Return the questions by id; the graded ones too, where their bank is: in the author's copy."""
    folders = [exercises_folder() / slug for slug in bank_names()]
    files = [file for folder in folders for file in (folder / "questions.toml", *folder.glob("graded.toml"))]
    return {question.id: question for file in files for question in read_bank(file)}


def fingerprints(question: Question) -> list[str]:
    """Return the fingerprints by which saved answers know a question and its variants."""
    return list(_fingerprints(question))


@cache
def _fingerprints(question: Question) -> tuple[str, ...]:
    spec = specification(question)
    return (spec["fingerprint"], *(variant["fingerprint"] for variant in spec.get("variants", [])))


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

    questions = _questions()
    file = answers_file(path)
    about = {"student": file["student"]}
    states = sorted(file["answers"].items())
    rows = [_row(identifier, state, questions.get(identifier)) | about for identifier, state in states]
    table = pd.DataFrame(rows, columns=list(_TYPES))
    for name in ("first_time", "time"):
        table[name] = pd.to_datetime(table[name], errors="coerce", utc=True, format="ISO8601")
    return table.astype({name: kind for name, kind in _TYPES.items() if kind})


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


def _row(identifier: str, state: State, question: Question | None) -> dict[str, Any]:
    versions = fingerprints(question) if question else None
    tries = first_tries(state, versions)
    on_page = [one["right"] for one in tries if one["where"] == "page"]
    return {
        "question": identifier,
        "chapter": identifier.partition("/")[0],
        "objective": question.objective if question else None,
        "kind": question.kind if question else None,
        "status": _standing(state),
        "attempts": int(state["attempts"]),
        "hints": _whole(state.get("hints"), most=99),
        "first_try": on_page[0] if on_page else None,
        "tries": len(tries),
        "right": sum(one["right"] for one in tries),
        "sure": _whole(state.get("sure"), most=3) or None,
        "first_time": _text(state.get("first_time")) or (tries[0]["time"] if tries else None),
        "time": _text(state.get("time")),
        "shown": _is_shown(state),
        "current": bool(versions) and state.get("fingerprint") in (versions or []),
        "in_course": question is not None,
    }


def _standing(state: State) -> str:
    status: str = state["status"]
    # Who was shown the answer and then gives it has not known it.
    if state.get("correct_at_attempt") or (status == "correct" and not _is_shown(state)):
        return "correct"
    if status == "saved":
        return "saved"
    return "not_yet" if state["attempts"] or _is_shown(state) else "not_attempted"


def _whole(value: Any, *, most: int) -> int:
    return int(value) if _is_count(value) and value <= most else 0


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


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
    counts = [question for question in _questions().values() if question.place in _COUNTED]
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

    questions = _questions()
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
    found = set(_noted_beliefs(state))
    versions = (question, *question.variants) if question else ()
    for version, mark in zip(versions, fingerprints(question) if question else (), strict=True):
        if mark == state.get("fingerprint"):
            found.add(check(version, state.get("answer")).misconception)
    return found - {""}


def _noted_beliefs(state: State) -> list[str]:
    noted = state.get("beliefs")
    return [one for one in noted if isinstance(one, str)] if isinstance(noted, list) else []


def codings_from_answers(path: Path | str, question: str, *, coder: str = "me") -> "pd.DataFrame":
    """Return what a learner coded in a question of the kind ``code``, as codings.

    Parameters
    ----------
    path : pathlib.Path or str
        What *Download my answers* wrote, or the file beside a notebook.
    question : str
        Id of the question, such as ``"09-stronger-partnership/code-eight-passages"``.
    coder : str
        What the learner is called in the codings.

    Returns
    -------
    pandas.DataFrame
        One row per passage and coder: ``unit`` (question and key of the passage),
        ``coder``, ``code`` (missing: none of the codes on offer), ``document`` (the
        question). The codes of the course stand there as those of the coder
        ``reference``, unless the question is graded.

    Raises
    ------
    AnswersError
        If the file cannot be read, has no answer to the question, or one to an earlier
        version of it.
    ExerciseError
        If there is no such question; the message gives the nearest ids.
    MethodError
        If the question is of another kind, or nothing was coded yet.
    """
    # Late: pandas, which the rest of this module needs only for its tables.
    from coursekit.content.coding.passages import codings_from_answer

    asked = find(question)
    if asked.kind != "code":
        raise MethodError(f"{question!r} is a question of the kind {asked.kind!r}; codings come from the kind 'code'.")
    state = saved_answers(path).get(question)
    if state is None:
        raise AnswersError(f"{path}: there is no answer to {question!r} in this file.")
    versions = dict(zip(fingerprints(asked), (asked, *asked.variants), strict=True))
    version = versions.get(state.get("fingerprint") or "")
    if version is None:
        raise AnswersError(f"{path}: the answer to {question!r} was given to an earlier version of the question.")
    return codings_from_answer(state.get("answer"), specification(version)["passages"], question=question, coder=coder)
