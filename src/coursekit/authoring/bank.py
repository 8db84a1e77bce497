"""What a bank of questions lacks as a whole, whatever its questions are about.

Owns the rules between the questions of one bank; how they meet the page, the notebooks and the
data is in :mod:`coursekit.authoring.contract`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from coursekit.questions import Question
from coursekit.questions.choice import Choice, Option

#: The part of a bank that may be arithmetic, but for the one estimate before the main figure.
MOST_RECKONED = 1 / 4
#: Of the questions with one right option, the part in which it may be the longest, the shortest, or in the same place.
MOST_ALIKE = {"the longest": 1 / 3, "the shortest": 1 / 3, "in one place": 1 / 2}
#: Questions from which on such a part says something.
_ENOUGH = 6
_RECKONED = ("number", "predict")


def bank_gaps(bank: Sequence[Question], least: Mapping[str, int]) -> Iterator[str]:
    """Yield what a bank lacks, one sentence per gap.

    Parameters
    ----------
    bank : sequence of Question
        From :func:`coursekit.questions.read_bank`.
    least : dict
        Place -> how many questions are asked there at least.

    Examples
    --------
    >>> from coursekit.questions import bank_of
    >>> list(bank_gaps(bank_of("06-new-partnership"), {"chapter": 5, "seminar": 1}))
    ["expected at least 1 questions with place = 'seminar', found 0"]
    """
    for where, wanted in least.items():
        found = sum(question.place == where for question in bank)
        if found < wanted:
            yield f"expected at least {wanted} questions with place = {where!r}, found {found}"
    others = [question for question in bank if question.place == "chapter" and question.kind != "choice"]
    if len(others) < 2:
        yield f"expected at least 2 questions in the chapter that are no choice, found {len(others)}"
    yield from (f"{question.id!r} has no hints" for question in bank if not question.hints)
    yield from _reckoned(bank)
    yield from _given_away(bank)
    yield from _known_unread(bank)


def _reckoned(bank: Sequence[Question]) -> Iterator[str]:
    """Most questions ask about the policy or about what evidence allows."""
    found = sum(question.kind in _RECKONED for question in bank)
    if len(bank) >= 2 * _ENOUGH and found - 1 > MOST_RECKONED * len(bank):
        yield f"{found} of {len(bank)} questions want a number, expected at most a quarter beside the first estimate"


def _given_away(bank: Sequence[Question]) -> Iterator[str]:
    """No hint, not even the third one, is the number itself or the bare sum that gives it."""
    for question in bank:
        for version in (question, *question.variants):
            answer = getattr(version.body, "answer", None) if version.kind in _RECKONED else None
            if answer is not None and any(_holds(hint, answer) for hint in version.hints):
                yield f"{question.id!r}: a hint gives the number {answer:g} away"


def _holds(text: str, number: float) -> bool:
    """Return whether a text is a sum and nothing else, or a number stands in it by itself."""
    is_sum = re.fullmatch(r"[\d\s./×()+−*-]+", text)
    return bool(is_sum or re.search(rf"(?<![\d.,]){re.escape(f'{abs(number):g}')}(?!\d|[.,]\d)", text))


def _known_unread(bank: Sequence[Question]) -> Iterator[str]:
    """Length and place do not give the right option away: a reader would learn them sooner than the subject."""
    single = [
        question.body.options for question in bank if isinstance(question.body, Choice) and not question.body.many
    ]
    places = Counter(place for options in single for place, option in enumerate(options) if option.right)
    alike = Counter(extreme for options in single for extreme in _extremes(options))
    alike["in one place"] = max(places.values(), default=0)
    for how, most in MOST_ALIKE.items():
        if len(single) >= _ENOUGH and alike[how] > most * len(single):
            yield (
                f"the right option is {how} in {alike[how]} of {len(single)} questions with one right option, "
                f"expected at most {most:.0%}"
            )


def _extremes(options: Sequence[Option]) -> Iterator[str]:
    """Yield what the length of the right option tells."""
    right = next(len(option.text) for option in options if option.right)
    wrong = [len(option.text) for option in options if not option.right]
    if right > max(wrong):
        yield "the longest"
    if right < min(wrong):
        yield "the shortest"
