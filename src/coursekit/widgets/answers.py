"""Answers worked out in a cell: what was meant, and the feedback in words.

Owns the step from Python values to the answers that ``check`` reads. Values of numpy
and pandas are known by what they can do, not by their type: this module imports neither.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from coursekit.language import words
from coursekit.questions import Feedback, Question

#: Letters of a wrong answer that are shown.
_MOST_LETTERS = 60
#: Members that are read of something without an end.
_MOST_MEMBERS = 1000
#: Kinds whose answer is one value, a list in an order, or what belongs to what; all others take either.
_SINGLE = ("number", "text", "predict", "reflect")
_MAPPED = ("match", "categorise", "place", "code", "allocate")
#: What a unit of time is called, as far as its length is always the same.
_DAY = ("day", "days", "күн", "день", "дня", "дней")
_WEEK = ("week", "weeks", "апта", "неделя", "недели", "недель")
_HOUR = ("hour", "hours", "сағат", "час", "часа", "часов")
_LENGTHS = {
    **dict.fromkeys(_DAY, timedelta(days=1)),
    **dict.fromkeys(_WEEK, timedelta(weeks=1)),
    **dict.fromkeys(_HOUR, timedelta(hours=1)),
}


class Checked:
    """The verdict on an answer, printed in words."""

    def __init__(
        self, feedback: Feedback, hints: tuple[str, ...], available: int, unreadable: tuple[str, str] | None = None
    ) -> None:
        self.feedback = feedback
        self.hints = hints
        self.available = available
        self.unreadable = unreadable

    def __repr__(self) -> str:
        said = words()
        lines = [said["lab_" + self.feedback.status]]
        if self.feedback.status == "not_attempted" and self.unreadable:
            got, need = self.unreadable
            lines = [said["lab_unreadable"].format(got=got, need=need)]
        if self.feedback.total is not None:
            lines.append(said["lab_count"].format(n=self.feedback.count, total=self.feedback.total))
        elif self.feedback.status == "not_yet" and self.feedback.credit:
            lines.append(said["lab_credit"].format(n=f"{self.feedback.credit:.0%}"))
        if self.feedback.message:
            lines.append(self.feedback.message)
        lines += [f"{said['lab_hint'].format(n=n)}: {hint}" for n, hint in enumerate(self.hints, start=1)]
        if self.feedback.status != "correct" and len(self.hints) < self.available:
            lines.append(said["lab_more_hints"].format(n=len(self.hints) + 1))
        return "\n".join(lines)


@dataclass(frozen=True)
class Typed:
    """A Python value as the answer that a question expects.

    Attributes
    ----------
    answer : Any
        What ``check`` reads; ``None`` if nothing was handed in, or nothing that can be read.
    unreadable : tuple of str or None
        In words what came and what is needed, if something came and cannot be read.
    """

    answer: Any = None
    unreadable: tuple[str, str] | None = None


def read_answer(question: Question, value: Any) -> Typed:
    """Read what a learner put in place of the dots.

    Parameters
    ----------
    question : Question
        The question asked.
    value : Any
        A number, a text, a list of texts, what belongs to what, in any form that Python,
        numpy or pandas gives it; ``...`` and nothing at all are "not attempted".

    Examples
    --------
    >>> from coursekit.questions import find
    >>> number = find("06-new-partnership/lab-1")
    >>> read_answer(number, ...).answer, read_answer(number, [16]).answer, read_answer(number, "many").unreadable
    (None, '16.000000000', ("'many'", 'one number'))
    """
    plain = _plain(value, mapped=question.kind in _MAPPED)
    if _is_nothing(plain):
        return Typed()
    try:
        return Typed(_READERS.get(question.kind, _read_as_it_is)(question, plain))
    except _UnclearError as error:
        return Typed(unreadable=(_named(error.value, value), _needed(question)))


class _UnclearError(Exception):
    """A value, or a part of one, whose meaning is not clear."""

    def __init__(self, value: Any) -> None:
        super().__init__(value)
        self.value = value


def _plain(value: Any, *, mapped: bool) -> Any:
    """Return a value of numpy or pandas as one of Python; a column with names as a dictionary where one is wanted."""
    if mapped and hasattr(value, "to_dict") and hasattr(value, "index") and getattr(value, "ndim", 1) == 1:
        return dict(value.to_dict())
    if hasattr(value, "to_numpy") and getattr(value, "ndim", 1) > 1:
        return value.to_numpy().tolist()
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind in ("m", "M") and not hasattr(value, "to_numpy"):
        # In smaller units numpy gives a bare number, which says no longer of what.
        value = value.astype("timedelta64[us]" if kind == "m" else "datetime64[us]")
    return value.tolist() if hasattr(value, "tolist") else value


def _is_nothing(value: Any) -> bool:
    return value is ... or value is None or (isinstance(value, str) and not value.strip())


def _only(value: Any) -> Any:
    """Return what a list of one holds, however deep; anything else as it is."""
    while isinstance(value, list | tuple | AbstractSet) and len(value) == 1:
        value = next(iter(value))
    return value


def _read_number(question: Question, value: Any) -> str:
    value = _only(value)
    unit = getattr(question.body, "unit", "")
    if isinstance(value, str):
        value = value.strip().removesuffix(unit) if unit else value
        # Judged here as it will be: what is no number is told so with what is needed.
        if question.body.check(value, "").status == "not_attempted":
            raise _UnclearError(value)
        return str(value)
    if isinstance(value, timedelta):
        length = _LENGTHS.get(unit.casefold())
        if length is None or value != value:  # noqa: PLR0124  a duration that is missing differs from itself
            raise _UnclearError(value)
        value = value / length
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        raise _UnclearError(value)
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise _UnclearError(value) from None
    if not math.isfinite(number):
        raise _UnclearError(value)
    return f"{number:.9f}"


def _read_choice(question: Question, value: Any) -> Any:
    if not getattr(question.body, "many", False):
        return _key(question, _only(value))
    if isinstance(value, str) and question.body.key_of(value) is None:
        letters = [part.strip() for part in re.split(r"[,;\s]+", value.strip())]
        if all(len(letter) == 1 for letter in letters):
            return [_key(question, letter) for letter in letters]
    return [_key(question, each) for each in _members(value, single=True)]


def _read_order(question: Question, value: Any) -> list[Any]:
    if isinstance(value, AbstractSet):
        # A set has no order.
        raise _UnclearError(value)
    return [_key(question, each) for each in _members(value)]


def _read_pairs(question: Question, value: Any) -> dict[Any, Any]:
    pairs = value.items() if isinstance(value, Mapping) else _members(value)
    # A budget gives an aim an amount; all else puts one thing beside another.
    read = _amount if question.kind == "allocate" else _key
    try:
        return {_key(question, left): read(question, right) for left, right in pairs}
    except (TypeError, ValueError):
        raise _UnclearError(value) from None


def _amount(_question: Question, value: Any) -> Any:
    amount = _plain(value, mapped=False)
    return int(amount) if isinstance(amount, float) and amount.is_integer() else amount


def _read_text(_question: Question, value: Any) -> str:
    value = _only(value)
    if not isinstance(value, str):
        raise _UnclearError(value)
    return value


def _read_as_it_is(question: Question, value: Any) -> Any:
    if isinstance(value, str):
        return question.body.key_of(value) or value
    return value


_READERS: dict[str, Callable[[Question, Any], Any]] = {
    "number": _read_number,
    "predict": _read_number,
    "choice": _read_choice,
    "order": _read_order,
    "text": _read_text,
    "reflect": _read_text,
    **dict.fromkeys(_MAPPED, _read_pairs),
}


def _members(value: Any, *, single: bool = False) -> list[Any]:
    if isinstance(value, str) or not isinstance(value, Iterable) or isinstance(value, Mapping):
        if single and isinstance(value, str | int | float):
            return [value]
        raise _UnclearError(value)
    return list(islice(value, _MOST_MEMBERS))


def _key(question: Question, shown: Any) -> str:
    """Return the key of what is shown with this text; capitals, spaces and a full stop at the end do not count."""
    shown = _plain(shown, mapped=False)
    text = _written(shown)
    found = question.body.key_of(text)
    if found is None:
        found = next((key for key, known in _shown(question) if _folded(known) == _folded(text)), None)
    if found is None:
        found = next((key for key, _ in _shown(question) if key.casefold() == text.strip(" ().").casefold()), None)
    if found is None:
        raise _UnclearError(shown)
    return found


def _shown(question: Question) -> list[tuple[str, str]]:
    """Return the keys of what a question shows to choose from, with their texts."""
    spec = question.body.asked()
    rows = [row for part in spec.values() if isinstance(part, list) for row in part if isinstance(row, dict)]
    texts = [(row.get("key", row.get("id")), row.get("text", row.get("label"))) for row in rows]
    return [(str(key), str(text)) for key, text in texts if key is not None and text is not None]


def _written(value: Any) -> str:
    """Return how a value is written among the options: 2007.0 is 2007, a moment at midnight its day."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime) and value == value.replace(hour=0, minute=0, second=0, microsecond=0):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _folded(text: str) -> str:
    return " ".join(text.split()).rstrip(" .").casefold()


def _needed(question: Question) -> str:
    kind = "choices" if getattr(question.body, "many", False) else question.kind
    names = {"number": "number", "predict": "number", "choice": "choice", "choices": "choices", "order": "order"}
    if kind in _MAPPED:
        return words()["lab_need_pairs"]
    return words()[f"lab_need_{names.get(kind, 'other')}"]


def _named(part: Any, value: Any) -> str:
    """Return in words what came: its kind, and itself where it is short enough to be shown."""
    said = words()
    is_table = hasattr(value, "index") and hasattr(value, "to_numpy")
    if is_table and not isinstance(part, str) and getattr(value, "size", 0) != 1:
        return said["lab_got_table"]
    kinds = [(bool, "truth"), (timedelta, "duration"), (date, "date"), (Mapping, "mapping"), (AbstractSet, "set")]
    kind = next((name for known, name in kinds if isinstance(part, known)), None)
    shown = _shortened(str(part) if isinstance(part, date | timedelta) else repr(part))
    # An address in memory tells nobody anything.
    if " at 0x" in shown:
        return said["lab_got_kind"].format(value=type(part).__name__)
    return said[f"lab_got_{kind}"].format(value=shown) if kind else shown


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]} …"
