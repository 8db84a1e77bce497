"""The saved state of one question: what it is, and what it tells.

Owns the check of a state, its first tries and how far the question is. Only first tries
tell what somebody knew: the first answer to a question on its page, and the first in each
review sitting. They are kept apart from the answer itself, and a try at an earlier
version of a question is kept but no longer counted.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

_STATUSES = ("correct", "not_yet", "not_attempted", "saved")
_TIME = re.compile(
    r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]"
    r"(:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?"
)

State = dict[str, Any]


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
    if not isinstance(fingerprint, str | None) or not (first is None or is_count(first)):
        return False
    return is_count(value.get("attempts"))


def is_count(value: Any) -> bool:
    """Return whether a value is a whole number, from 0 on."""
    # JSON makes no difference between 2 and 2.0, and browsers count exactly up to 2**53.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 <= value < 2**53 and value == int(value)


def is_time(value: Any) -> bool:
    """Return whether a value is a time that there was: the thirtieth of February is none."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return False
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


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
    return is_time(value.get("time")) and all(mark is None or is_time(mark) for mark in marks)


def is_shown(state: State) -> bool:
    """Return whether the learner asked to be shown the answer."""
    return is_time(state.get("shown"))


def standing(state: State) -> str:
    """Return how far a question is, as the page marks it."""
    status: str = state["status"]
    # Who was shown the answer and then gives it has not known it.
    if state.get("correct_at_attempt") or (status == "correct" and not is_shown(state)):
        return "correct"
    if status == "saved":
        return "saved"
    return "not_yet" if state["attempts"] or is_shown(state) else "not_attempted"


def noted_beliefs(state: State) -> list[str]:
    """Return the mistaken beliefs that were noted with the attempts."""
    noted = state.get("beliefs")
    return [one for one in noted if isinstance(one, str)] if isinstance(noted, list) else []
