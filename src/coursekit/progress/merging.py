"""Two states of a question made one, for instance from a page and from a notebook.

Owns which answer is the answer, and that nothing of the other is lost.
"""

from collections.abc import Iterable
from typing import Any

from coursekit.progress.states import State, first_tries, is_count, is_shown, is_state, is_time, noted_beliefs, standing


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
    tries = united(first_tries(other), first_tries(own))
    if tries:
        state["tries"] = tries
    for key, choose in (("first_time", min), ("right_time", max)):
        times = [each[key] for each in (own, other) if isinstance(each.get(key), str)]
        if times:
            state[key] = choose(times)
    beliefs = list(dict.fromkeys([*noted_beliefs(better), *noted_beliefs(worse)]))
    if beliefs:
        state["beliefs"] = beliefs
    is_same = (worse.get("fingerprint") or "") == (better.get("fingerprint") or "")
    if is_same:
        state |= _alike(own, other, is_right=standing(better) == "correct")
    earlier = worse if worse["attempts"] and not is_same else worse.get("earlier")
    if isinstance(earlier, dict) and not isinstance(better.get("earlier"), dict):
        state["earlier"] = earlier
    return state


def _alike(own: State, other: State, *, is_right: bool) -> State:
    """Return what two states of the same version tell together: every count at its most, when it was right first."""
    found: State = {"attempts": max(own["attempts"], other["attempts"])}
    hints = [each["hints"] for each in (own, other) if is_count(each.get("hints"))]
    if hints:
        found["hints"] = max(hints)
    right = [each["correct_at_attempt"] for each in (own, other) if each.get("correct_at_attempt")]
    if right:
        found["correct_at_attempt"] = min(right)
    draft = other.get("draft") if own.get("draft") is None else own["draft"]
    if draft is not None:
        found["draft"] = draft
    shown = [each["shown"] for each in (own, other) if is_shown(each)]
    if shown and not is_right:
        found["shown"] = max(shown)
    return found


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
    if is_count(state.get("hints")) and is_count(before.get("hints")):
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
    tries = united(*(first_tries({**state, "tries": one}) for one in noted if isinstance(one, list)))
    return {**state, "tries": tries} if tries else state


def united(*several: list[dict[str, Any]]) -> list[dict[str, Any]]:
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
    right = standing(state) == "correct"
    time = state.get("time")
    return (present, right, state["attempts"], str(time) if is_time(time) else "")
