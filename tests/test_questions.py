"""Question banks and verdicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import ExerciseError
from coursekit.questions import bank_names, bank_of, check, find, plain, read_bank, specification
from coursekit.questions.number import Number, parse_number

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
PREDICT = (
    CHOICE.replace('"choice"', '"predict"').partition("options")[0]
    + """
from = 0
to = 10
step = 1
answer = 7
close = 1
label = "Share"
source = "A report"
source_url = "https://example.org/report"
"""
)
ALLOCATE = (
    CHOICE.replace('"choice"', '"allocate"').partition("options")[0]
    + """
total = 10
step = 5
unit = "EUR"
source = "A report"
source_url = "http://example.org"
aims = [ {text = "Roads", real = 5, less = "x", more = "x"}, {text = "Schools", real = 5, less = "x", more = "x"} ]
"""
)
REFLECT = (
    CHOICE.replace('"choice"', '"reflect"').partition("options")[0]
    + """
words = 2
rubric = ["It names a date.", "It names a source."]
model = "Two words."
"""
)


def _many(count, form):
    return "[" + ", ".join(form.format(n) for n in range(count)) + "]"


OPTIONS = CHOICE[CHOICE.index("[ {text") :].strip()


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
        *(
            (NUMBER.replace("answer = 7", f"answer = {value}"), "key 'answer': expected a number, got")
            for value in ("nan", "inf", "-inf", "1" + 400 * "0", "true")
        ),
        (NUMBER + "tolerance = -1", "key 'tolerance': expected a number not below 0"),
        (CHOICE.replace('"France"', '" Germany"'), "key 'options': expected options that differ from one another"),
        (
            CHOICE.replace(OPTIONS, _many(27, "{{text = '{0}', right = true}}")).replace(
                "options", "many = true\noptions"
            ),
            "key 'options': expected at most 26 options, got 27",
        ),
        (ORDER.replace('["a", "b", "c"]', _many(27, '"{}"')), "key 'items': expected at most 26 items, got 27"),
        (
            ALLOCATE.replace("total = 10", "total = 135").replace(
                ALLOCATE[ALLOCATE.index("[ {text") :],
                _many(27, "{{text = '{0}', real = 5, less = 'x', more = 'x'}}"),
            ),
            "key 'aims': expected at most 26 aims, got 27",
        ),
        (ALLOCATE.replace("Schools", "Roads"), "key 'aims': expected aims that differ"),
        (ALLOCATE.replace("total = 10", "total = 10.5"), "key 'total': expected a whole number from 1 to"),
        (ALLOCATE.replace("total = 10", "total = inf"), "key 'total': expected a whole number from 1 to"),
        (ALLOCATE.replace("step = 5", "step = 11"), "key 'step': expected a whole number from 1 to 10, got 11"),
        (REFLECT.replace("a source", "a date"), "key 'rubric': expected points that differ"),
        *(
            (text.replace(old, new), "key 'source_url': expected an address that begins with https:// or http://")
            for text, old in ((PREDICT, "https://example.org/report"), (ALLOCATE, "http://example.org"))
            for new in ("javascript:alert(1)", "//example.org", "https://", "https:// example.org", "www.example.org")
        ),
        *(
            (CHOICE.replace('"01-O1"', f'"{objective}"'), "key 'objective': expected letters, figures and hyphens")
            for objective in ("01 O1", "01::O1", "O1,O2")
        ),
        (
            CHOICE + "[[question.variants]]\nhints = []",
            "variants 1: key 'prompt': expected a variant that asks something",
        ),
        (
            NUMBER + "[[question.variants]]\nanswer = 8\n[[question.variants]]\nanswer = 8.0",
            "variants 2: key 'prompt': expected a variant that asks something",
        ),
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


@pytest.mark.parametrize(
    "text",
    [CHOICE, ORDER, NUMBER, PREDICT, ALLOCATE, REFLECT],
    ids=["choice", "order", "number", "predict", "allocate", "reflect"],
)
def test_a_good_bank_is_read(write_bank, text):
    """Each kind is read, specified and written out."""
    (question,) = read_bank(write_bank(text))

    assert question.id == "01-try/presidency"
    assert specification(question)["prompt"] in plain(question)
    assert check(question, None).status == "not_attempted"


@pytest.mark.parametrize(
    "answer", ["12345678901", "0.00001", "1e-5", "-1234567.125", "1e22", "0.1", "-0.0", "123456.7"]
)
def test_a_solution_is_written_without_an_exponent(write_bank, answer):
    """Large and small numbers are written as people type them, and read again."""
    (question,) = read_bank(write_bank(NUMBER.replace("answer = 7", f"answer = {answer}")))
    solution = question.body.solution()

    assert "e" not in solution
    assert parse_number(solution) == pytest.approx(float(answer), rel=1e-15)
    assert check(question, solution).status == "correct"


def test_a_question_that_refuses_its_own_solution_is_refused(write_bank, monkeypatch):
    """Whatever a kind gets wrong, the author learns of it when the bank is read."""
    monkeypatch.setattr(Number, "solution", lambda body: f"{body.answer:.10e}")

    with pytest.raises(ExerciseError, match=r"question 'presidency': its own solution is not accepted: '7.0000000000e"):
        read_bank(write_bank(NUMBER))


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
    question = bank_of(bank_names()[0])[0]

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
