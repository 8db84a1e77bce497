"""Question banks and verdicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import ExerciseError
from coursekit.questions import bank_names, check, find, plain, read_bank, specification
from coursekit.questions.bank import exercises_folder
from coursekit.questions.number import parse_number

CHOICE = """
[[question]]
id = "presidency"
kind = "choice"
objective = "01-O1"
place = "chapter"
prompt = "Who held the presidency?"
explain = "Germany did."
hints = ["January to June"]
options = [ {text = "Germany", right = true}, {text = "France", feedback = "A year later."} ]
"""
ORDER = CHOICE.replace('"choice"', '"order"').partition("options")[0] + 'items = ["a", "b", "c"]\nwrong = "No."\n'
NUMBER = CHOICE.replace('"choice"', '"number"').partition("options")[0] + 'answer = 7\nwrong = "No."\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[question]]\nid = 7", "key 'id': expected a text, got 7"),
        (CHOICE.replace('"presidency"', '"The Presidency"'), "lower-case words joined by hyphens"),
        (CHOICE.replace('"choice"', '"choise"'), "'presidency': key 'kind': expected one of choice, "),
        (CHOICE.replace("prompt", "promt"), "key 'prompt': expected a text, got nothing"),
        (CHOICE.replace("right = true", "feedback = 'x'"), "exactly one right option"),
        (CHOICE.replace(', feedback = "A year later."', ""), "options 2: key 'feedback': expected a text"),
        (CHOICE + "colour = 'red'", "unknown key 'colour'"),
        (CHOICE.replace('"January to June"', '"1", "2", "3", "4"'), "at most 3 hints"),
        (CHOICE.replace('"chapter"', '"page"'), "key 'place': expected one of chapter, practice, lab"),
        (CHOICE + CHOICE, "expected an id used once"),
        (ORDER.replace('"a", "b", "c"', '"a", "b"'), "at least 3 texts"),
        (ORDER.replace('"a", "b", "c"', '"a", "b", "b"'), "items that differ"),
        (NUMBER.replace("answer = 7", 'answer = "7"'), "key 'answer': expected a number, got '7'"),
        (NUMBER + "near = [{from = 2, to = 1, feedback = 'x'}]", "near 1: key 'to'"),
        ("question = 3", "the bank: key 'question': expected a list of at least 1 tables"),
        ("[[question]", "not valid TOML"),
    ],
)
def test_a_malformed_bank_names_file_question_key_and_what_was_expected(write_bank, text, said):
    """An author finds the place from the message alone."""
    file = write_bank(text)

    with pytest.raises(ExerciseError) as error:
        read_bank(file)

    assert str(file) in str(error.value)
    assert said in str(error.value)


@pytest.mark.parametrize("text", [CHOICE, ORDER, NUMBER], ids=["choice", "order", "number"])
def test_a_good_bank_is_read(write_bank, text):
    """Each kind is read, specified and written out."""
    (question,) = read_bank(write_bank(text))

    assert question.id == "01-try/presidency"
    assert specification(question)["prompt"] in plain(question)
    assert check(question, None).status == "not_attempted"


def test_the_fingerprint_follows_what_is_asked_not_the_hints(write_bank, tmp_path):
    """A saved answer stays valid when a hint is reworded, not when the question is."""
    (before,) = read_bank(write_bank(CHOICE))
    read_bank.cache_clear()
    (hinted,) = read_bank(write_bank(CHOICE.replace("January to June", "Spring")))
    read_bank.cache_clear()
    (asked,) = read_bank(write_bank(CHOICE.replace("France", "Spain")))

    first, second, third = (specification(question)["fingerprint"] for question in (before, hinted, asked))

    assert first == second != third


def test_unknown_questions_are_answered_with_the_nearest():
    """A misspelt id is answered with what was probably meant."""
    question = read_bank(exercises_folder() / bank_names()[0] / "questions.toml")[0]

    with pytest.raises(ExerciseError, match=question.id):
        find(question.id + "x")
    with pytest.raises(ExerciseError, match="no question bank"):
        find("99-none/x")


@given(st.integers(-(10**9), 10**9), st.sampled_from([",", " ", "\u00a0", "\u202f", ""]))
def test_whole_numbers_are_read_with_any_thousands_mark(number, mark):
    """Grouping by comma or any space does not change a whole number."""
    typed = f"{number:,}".replace(",", mark).replace("-", "−")

    assert parse_number(typed) == number


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_numbers(typed):
    """Whatever is typed, the answer is a number or None."""
    assert parse_number(typed) is None or isinstance(parse_number(typed), float)
