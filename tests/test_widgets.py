"""Questions, exercises and figures in a notebook: with a kernel, in a page, as text."""

import numpy as np
import pytest

import coursekit
from coursekit.errors import ExerciseError, FigureError
from coursekit.plots.figure import figure_names, find
from coursekit.questions import bank_names, read_bank
from coursekit.questions.bank import exercises_folder

LAB = [
    question
    for slug in bank_names()
    for question in read_bank(exercises_folder() / slug / "questions.toml")
    if question.place == "lab"
]


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
