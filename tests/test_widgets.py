"""Questions, exercises and figures in a notebook: with a kernel, in a page, as text."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from string import ascii_lowercase

import IPython
import numpy as np
import pandas as pd
import pytest

import coursekit
from coursekit.errors import ExerciseError, FigureError
from coursekit.plots.figure import figure_names, find
from coursekit.questions import bank_names, bank_of
from coursekit.questions import find as find_question
from coursekit.widgets.answer_file import AnswerFile

LAB = [question for slug in bank_names() for question in bank_of(slug) if question.place == "lab"]


def solution(question):
    """Return the right answer as a student would write it in a cell."""
    if question.kind == "number":
        return np.float64(question.body.answer)
    if question.kind == "order":
        return [dict(question.body.items)[key] for key in question.body.keys]
    texts = [option.text for option in question.body.options if option.right]
    return texts if question.body.many else texts[0]


@pytest.mark.parametrize("question", LAB, ids=lambda question: question.id)
def test_a_lab_takes_the_answer_as_a_student_writes_it(question):
    """Numbers of numpy, texts of options and lists of texts are understood."""
    assert coursekit.exercise(question.id, solution(question)).feedback.status == "correct"


@pytest.mark.parametrize("question", LAB, ids=lambda question: question.id)
def test_a_lab_answers_everything_else_in_words(question):
    """Three dots, nothing, and a strange value get feedback, never a traceback."""
    for answer in (..., None, object(), [], "no such answer", float("nan")):
        said = coursekit.exercise(question.id, answer)

        assert said.feedback.status in ("not_attempted", "not_yet")
        assert "Not" in repr(said)


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        ("15-systems-analysis-laboratory/lab-4", pd.Series([28, 1]), "I got a table or a column and need one number"),
        ("15-systems-analysis-laboratory/lab-4", True, "I got a truth value (True) and need one number"),
        ("15-systems-analysis-laboratory/lab-4", date(2007, 6, 22), "I got a date (2007-06-22) and need one number"),
        ("15-systems-analysis-laboratory/lab-4", pd.Timedelta("3D"), "I got a duration (3 days 00:00:00) and need one"),
        ("15-systems-analysis-laboratory/lab-4", {"a": 1}, "I got a dictionary ({'a': 1}) and need one number"),
        ("15-systems-analysis-laboratory/lab-4", {1, 2}, "I got a set ({1, 2}) and need one number"),
        ("15-systems-analysis-laboratory/lab-4", float("nan"), "I got nan and need one number"),
        ("15-systems-analysis-laboratory/lab-4", len, "I got <built-in function len> and need one number"),
        ("15-systems-analysis-laboratory/lab-4", object(), "I got a value of the kind object and need one number"),
        ("15-systems-analysis-laboratory/lab-4", [], "I got [] and need one number"),
        (
            "06-new-partnership/lab-2",
            {"adopted"},
            "I got a set ({'adopted'}) and need a list with the texts of all items",
        ),
        ("15-systems-analysis-laboratory/lab-3", ["Kazakhstan", "Kazakstan"], "I got 'Kazakstan' and need a list"),
        ("14-content-analysis-laboratory/lab-3", 2, "I got 2 and need a list with the texts of options"),
        ("14-content-analysis-laboratory/lab-7", "e", "I got 'e' and need the letter or the text of one option"),
        ("15-systems-analysis-laboratory/lab-4", "x" * 99, "xx … and need one number"),
    ],
)
def test_an_answer_that_cannot_be_read_is_not_called_missing(question, answer, said):
    """Who answered is told what came and what is needed; who did not is pointed to the dots."""
    assert said in repr(coursekit.exercise(question, answer))
    assert "three dots" not in repr(coursekit.exercise(question, answer))
    assert "three dots" in repr(coursekit.exercise(question, ...))


NUMBER, DAYS = "15-systems-analysis-laboratory/lab-4", "06-new-partnership/lab-1"
ONE, MANY, ORDER = "06-new-partnership/lab-3", "15-systems-analysis-laboratory/lab-3", "06-new-partnership/lab-2"
# The right answers come from the bank: they follow the data, and forms are what is tested here.
COUNT, LENGTH = (int(find_question(name).body.answer) for name in (NUMBER, DAYS))
RIGHT = [place for place, option in enumerate(find_question(MANY).body.options) if option.right]
STATES = [find_question(MANY).body.options[place].text for place in RIGHT]
STEPS = [dict(find_question(ORDER).body.items)[key] for key in find_question(ORDER).body.keys]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        *((NUMBER, kind(COUNT)) for kind in (int, float, str, Decimal, Fraction, np.int64, np.float32, np.array)),
        *((NUMBER, kind([COUNT])) for kind in (list, tuple, set, pd.Series, pd.Index, np.array, pd.DataFrame)),
        (NUMBER, pd.Series([COUNT], index=["x"], name="events", dtype="Int64")),
        *((DAYS, days) for days in (pd.Timedelta(LENGTH, "D"), timedelta(days=LENGTH), np.timedelta64(LENGTH, "D"))),
        (DAYS, f"{LENGTH} days"),
        *(
            (DAYS, days)
            for days in (pd.Series([pd.Timedelta(LENGTH, "D")]), np.timedelta64(LENGTH * 86400 * 10**9, "ns"))
        ),
        *(
            (ONE, text)
            for text in ("contradicted", "Contradicted", " CONTRADICTED. ", "b", "B", "b)", ["contradicted"])
        ),
        *((ONE, kind(["Contradicted"])) for kind in (pd.Series, pd.Index, np.array, set)),
        (ONE, pd.Series(["contradicted"], dtype="category")),
        *((MANY, kind(STATES)) for kind in (list, tuple, set, frozenset, pd.Series, pd.Index, np.array)),
        *((MANY, kind(STATES)) for kind in (reversed, iter)),
        (MANY, [state.upper() for state in STATES]),
        (MANY, ", ".join(ascii_lowercase[place] for place in RIGHT)),
        *((ORDER, kind(STEPS)) for kind in (list, tuple, pd.Series, pd.Index, np.array)),
    ],
)
def test_a_lab_reads_what_is_clear(question, answer):
    """Whatever form Python, numpy or pandas gave the right answer, it is right."""
    assert coursekit.exercise(question, answer).feedback.status == "correct"


@pytest.mark.parametrize("answer", [..., None, "", "  "])
def test_nothing_handed_in_is_not_attempted(answer):
    """Three dots, or nothing at all."""
    assert "three dots" in repr(coursekit.exercise(NUMBER, answer))


def test_pairs_come_as_a_dictionary_a_column_or_rows():
    """What belongs to what, in each form in which it is worked out."""
    question = find_question("06-new-partnership/papers-and-purposes")
    lefts, rights = dict(question.body.lefts), dict(question.body.rights)
    pairs = {lefts[left]: rights[right] for left, right in question.body.solution().items()}

    for form in (pairs, pd.Series(pairs), list(pairs.items()), pd.DataFrame(pairs.items())):
        assert coursekit.exercise(question.id, form).feedback.status == "correct"
    assert "need a dictionary" in repr(coursekit.exercise(question.id, 7))


class Notebook:
    """What IPython gives a cell of a notebook."""

    kernel = object()


def test_answers_of_a_lab_are_noted_beside_the_notebook(tmp_path, monkeypatch):
    """As those of questions: the same answer run again is one attempt, the first try stays, Progress counts it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(IPython, "get_ipython", Notebook)
    coursekit.exercise(NUMBER, ...)
    before = list(tmp_path.iterdir())
    for answer in (COUNT - 2, COUNT - 2, pd.Series([COUNT]), COUNT):
        coursekit.exercise(NUMBER, answer)
    table = coursekit.read_answers(tmp_path / "coursekit-answers.json")
    stand = coursekit.where_you_stand(tmp_path / "coursekit-answers.json")

    assert before == []
    assert table[["question", "status", "attempts", "first_try", "tries", "right"]].to_numpy().tolist() == [
        [NUMBER, "correct", 2, False, 1, 0]
    ]
    assert stand["tries"].sum() == 1


@pytest.mark.parametrize("variable", [("COURSEKIT_STATIC", "1"), ("COURSEKIT_ANSWERS", "off")])
def test_where_a_notebook_is_only_executed_nothing_is_noted(tmp_path, monkeypatch, variable):
    """The build and the tests leave no file of answers in the tree; nor does a plain program."""
    monkeypatch.chdir(tmp_path)
    coursekit.exercise(NUMBER, COUNT)
    monkeypatch.setattr(IPython, "get_ipython", Notebook)
    monkeypatch.setenv(*variable)
    coursekit.exercise(NUMBER, COUNT)

    assert list(tmp_path.iterdir()) == []


def state_of(asked, **more):
    """Return a state as the page sends it."""
    usual = {"answer": "a", "status": "not_yet", "code": "wrong", "attempts": 1, "hints": 0, "correct_at_attempt": None}
    return {**usual, "fingerprint": asked.spec["fingerprint"], "time": "2026-11-23T10:00:00.000Z", **more}


def test_each_saved_answer_is_confirmed_to_the_page(tmp_path, monkeypatch):
    """With the time of the state; and a file that cannot be written is said, not passed over."""
    monkeypatch.chdir(tmp_path)
    asked = coursekit.ask("06-new-partnership/adoption-date")
    told = []
    monkeypatch.setattr(asked, "send", told.append)
    asked.value = state_of(asked)
    monkeypatch.setattr(AnswerFile, "_change", lambda *_: False)
    asked.value = state_of(asked, time="2026-11-23T10:05:00.000Z")

    assert told == [
        {"saved": True, "time": "2026-11-23T10:00:00.000Z"},
        {"saved": False, "time": "2026-11-23T10:05:00.000Z"},
    ]


def test_a_question_on_two_screens_loses_nothing(tmp_path, monkeypatch):
    """Two notebooks: an attempt here, hints and a right answer there; what was deleted stays deleted."""
    monkeypatch.chdir(tmp_path)
    here, there = (coursekit.ask("06-new-partnership/adoption-date") for _ in range(2))
    here.value = state_of(here)
    there.value = state_of(there, status="correct", correct_at_attempt=1, answer="c", hints=2, code="correct")
    here.value = {**here.value, "answer": "b", "attempts": 2, "time": "2026-11-23T11:00:00.000Z"}
    both = here.value
    there.value = {}
    here.value = {**here.value, "hints": both["hints"] + 1, "time": "2026-11-23T12:00:00.000Z"}
    left = AnswerFile().read("06-new-partnership/adoption-date")

    assert (both["attempts"], both["hints"], both["correct_at_attempt"], both["answer"]) == (2, 2, 1, "b")
    assert (left["attempts"], left["hints"]) == (0, 1)


def test_hints_are_shown_as_asked_for():
    """hints=2 shows two hints, and the feedback tells how to get the next."""
    question = next(question for question in LAB if len(question.hints) == 3)

    asked = repr(coursekit.exercise(question.id, ..., hints=2))

    assert question.hints[1] in asked
    assert question.hints[2] not in asked
    assert "hints=3" in asked


def test_a_question_is_alive_with_a_kernel_and_readable_without():
    """The output has the widget, the text and the HTML; no memory address."""
    data, _ = coursekit.ask("06-new-partnership/adoption-date")._repr_mimebundle_()

    assert "application/vnd.jupyter.widget-view+json" in data
    assert "a) " in data["text/plain"]
    assert 'class="ck-plain"' in data["text/html"]
    assert "0x" not in data["text/plain"]


def test_while_the_book_is_built_a_question_is_a_page(monkeypatch):
    """No widget, no state: only what the page's own front end reads."""
    monkeypatch.setenv("COURSEKIT_STATIC", "1")

    shown = coursekit.ask("06-new-partnership/adoption-date")

    assert not hasattr(shown, "_repr_mimebundle_")
    assert "data-ck=" in shown._repr_html_()


@pytest.mark.parametrize("name", figure_names())
def test_a_figure_shows_its_title_data_and_source_as_text(name):
    """A reader of the text output learns what the figure shows."""
    text = repr(coursekit.figure(name))

    assert find(name).title in text
    assert find(name).source in text


def test_unknown_names_are_refused():
    """A misspelt question or figure is answered with the nearest."""
    with pytest.raises(ExerciseError, match="Did you mean"):
        coursekit.ask("06-new-partnership/adoption-dat")
    with pytest.raises(FigureError, match="Did you mean"):
        coursekit.figure("06-envelope")


def test_answers_are_kept_beside_the_notebook(tmp_path, monkeypatch):
    """What a widget says is in the file, and in the widget of tomorrow; the file is the book's own."""
    monkeypatch.chdir(tmp_path)
    asked = coursekit.ask("06-new-partnership/adoption-date")
    state = {
        "answer": "c",
        "status": "correct",
        "code": "correct",
        "attempts": 1,
        "hints": 0,
        "correct_at_attempt": 1,
        "fingerprint": asked.spec["fingerprint"],
        "time": "2026-11-23T10:00:00.000Z",
    }
    asked.value = state

    table = coursekit.read_answers(tmp_path / "coursekit-answers.json")

    assert coursekit.ask("06-new-partnership/adoption-date").value == state
    assert table[["question", "status", "current"]].to_numpy().tolist() == [
        ["06-new-partnership/adoption-date", "correct", True]
    ]
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert "1" in coursekit.resume(tmp_path / "coursekit-answers.json")
    assert coursekit.ask("06-new-partnership/adoption-date").value["status"] == "correct"


def test_explorers_are_alive_with_a_kernel_and_readable_without(monkeypatch):
    """The events and the networks: a widget, a text, and while the book is built a page."""
    for shown in (coursekit.timeline(2007, 2007), coursekit.network("meetings")):
        data, _ = shown._repr_mimebundle_()
        assert "application/vnd.jupyter.widget-view+json" in data
        assert "<table" in data["text/html"]
    monkeypatch.setenv("COURSEKIT_STATIC", "1")
    assert "data-ck=" in coursekit.timeline(2007, 2007)._repr_html_()


def test_a_lab_takes_pairs_and_says_what_is_right_so_far():
    """Pairs are written as a dictionary of texts; a part of them is counted."""
    question = find_question("06-new-partnership/papers-and-purposes")
    right = question.body.solution()
    lefts, rights = dict(question.body.lefts), dict(question.body.rights)
    pairs = [(lefts[left], rights[key]) for left, key in right.items()]
    swapped = dict(pairs[2:]) | {pairs[0][0]: pairs[1][1], pairs[1][0]: pairs[0][1]}

    assert coursekit.exercise(question.id, dict(pairs)).feedback.status == "correct"
    assert f"{len(pairs) - 2} of {len(pairs)}" in repr(coursekit.exercise(question.id, swapped))
