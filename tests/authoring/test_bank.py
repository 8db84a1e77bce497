"""What a bank lacks as a whole."""

from dataclasses import replace

import pytest

from coursekit.authoring.bank import bank_gaps
from coursekit.questions import bank_of
from coursekit.questions.bank import Question
from coursekit.questions.choice import Choice

BANK = bank_of("06-new-partnership")
NUMBER = next(question for question in BANK if question.kind == "number")
SINGLE = [question for question in BANK if isinstance(question.body, Choice) and not question.body.many]


def gaps_of(bank: list[Question]) -> str:
    """Return what a bank lacks, as lines."""
    return "\n".join(bank_gaps(bank, {}))


def with_right(question: Question, text: str) -> Question:
    """Return a question whose right option has another text."""
    options = tuple(replace(option, text=text) if option.right else option for option in question.body.options)
    return replace(question, body=replace(question.body, options=options))


@pytest.mark.parametrize("hint", ["It is {}.", "({} + 0) / 1", "{}"])
def test_a_hint_that_is_the_number_is_named(hint):
    """In words, as a sum, bare; and in a variant as in the question."""
    told = replace(NUMBER, hints=(*NUMBER.hints, hint.format(f"{abs(NUMBER.body.answer):g}")))
    hidden = replace(NUMBER, variants=(told,))

    assert f"{NUMBER.id!r}: a hint gives the number" in gaps_of([*BANK, told])
    assert f"{NUMBER.id!r}: a hint gives the number" in gaps_of([*BANK, hidden])


def test_a_number_within_a_longer_one_is_no_answer():
    """It tells nothing."""
    answer = f"{abs(NUMBER.body.answer):g}"
    vague = replace(NUMBER, hints=(f"Look at 9{answer}, {answer}9 and 1.{answer}.",), variants=())

    assert "gives the number" not in gaps_of([*BANK, vague])


def test_a_bank_of_sums_is_named():
    """At most a quarter of the questions is arithmetic, beside one estimate."""
    assert "12 of 12 questions want a number" in gaps_of([NUMBER] * 12)
    assert "want a number" not in gaps_of(list(BANK))


@pytest.mark.parametrize(("text", "how"), [("Yes, " * 99, "the longest"), ("Y", "the shortest")])
def test_a_right_option_that_length_gives_away_is_named(text, how):
    """Once or twice is chance; in every question it is learned."""
    told = [with_right(question, text) for question in SINGLE]

    assert f"the right option is {how} in {len(SINGLE)} of {len(SINGLE)}" in gaps_of(told)
    assert how not in gaps_of([*SINGLE[1:], told[0]])
