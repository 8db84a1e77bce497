"""Questions and figures in a notebook.

The only importer of ipywidgets and anywidget. With a kernel a widget is alive;
while the book is built the same calls give the page's own form, and an
unexecuted notebook shows a readable one.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coursekit.errors import ExerciseError
from coursekit.explorers import explorer_html, explorer_text, network_specification, timeline_specification
from coursekit.language import current_language, front_end_words, words
from coursekit.questions import check, find, plain, specification
from coursekit.questions.page import question_html
from coursekit.widgets.answers import Checked, read_answer
from coursekit.widgets.recorded import record, recording
from coursekit.widgets.shown import Posed, Shown, building_page

__all__ = ["ask", "exercise", "figure", "network", "resume", "timeline"]


def ask(identifier: str) -> Any:
    """Show a question.

    Parameters
    ----------
    identifier : str
        ``"NN-slug/name"``, for instance ``"06-new-partnership/adoption-date"``.

    Returns
    -------
    widget
        Alive with a kernel (its ``value`` is the learner's answer with its
        verdict), a readable form elsewhere.

    Raises
    ------
    ExerciseError
        If there is no such question.
    """
    question = find(identifier)
    text, html = plain(question), question_html(question)
    if building_page():
        return Shown(text, html)
    from coursekit.widgets.answer_file import AnswerFile

    return _alive(specification(question), text, html, AnswerFile())


def figure(name: str) -> Any:
    """Show a figure of the course.

    Parameters
    ----------
    name : str
        For instance ``"06-envelopes"``.

    Returns
    -------
    widget or matplotlib figure
        An explorable figure is alive with a kernel; a drawn one is a matplotlib figure.

    Raises
    ------
    FigureError
        If there is no such figure.
    """
    from coursekit.plots.figure import find as find_figure
    from coursekit.plots.page import figure_html
    from coursekit.plots.specification import chart_specification

    shown = find_figure(name)
    table = shown.table.to_string(index=False)
    text = f"{shown.title}\n{shown.subtitle}\n\n{table}\n\n{words()['source']}: {shown.source}"
    if building_page():
        return Shown(text, figure_html(shown, words()))
    if shown.explore is None:
        return _drawn(shown, text)
    return _alive(chart_specification(shown), text, "")


def exercise(identifier: str, answer: Any, *, hints: int = 0) -> Checked:
    """Check an answer worked out in a lab; in a notebook it is noted beside it, as answers to questions are.

    Parameters
    ----------
    identifier : str
        ``"NN-slug/name"`` of a lab question.
    answer : number, str or list of str
        The number, or the texts of options or items, as Python, numpy or pandas give
        them; ``...`` and nothing at all are "not attempted".
    hints : int
        How many hints to show, up to three.

    Returns
    -------
    Checked
        Prints the feedback; in a page of the book it is the question, to be answered there.

    Raises
    ------
    ExerciseError
        If there is no such question, or if it is graded.

    Examples
    --------
    >>> exercise("06-new-partnership/lab-1", ...).feedback.status
    'not_attempted'
    """
    question = find(identifier)
    if question.graded:
        msg = f"{identifier!r} is graded: show it with coursekit.ask; what it is worth, the instructor says later."
        raise ExerciseError(msg)
    typed = read_answer(question, answer)
    checked = Checked(check(question, typed.answer), question.hints[:hints], len(question.hints), typed.unreadable)
    if building_page():
        return Posed(question, checked)
    if recording():
        record(question, typed.answer, hints=min(hints, len(question.hints)))
    return checked


def timeline(
    since: int = 1989, until: int = 2026, categories: Sequence[str] | None = None, actors: Sequence[str] | None = None
) -> Any:
    """Show the events of the course to search, filter and zoom.

    Parameters
    ----------
    since, until : int
        First and last year.
    categories, actors : sequence of str, optional
        Only these kinds of events, and events with one of these actors (codes of
        ``load("entities")``); all by default.

    Returns
    -------
    widget
        Alive with a kernel, a readable list elsewhere.

    Raises
    ------
    CourseError
        If there is no such kind or actor; names what there is.
    """
    spec = timeline_specification(since, until, categories, actors)
    return _alive_or_page(spec, explorer_text(spec), explorer_html(spec))


def network(kind: str = "themes") -> Any:
    """Show who is linked with what, to filter, to arrange and to read as a table.

    Parameters
    ----------
    kind : str
        ``"themes"``: documents and the themes they give weight to; ``"meetings"``:
        actors that appear in the same events.

    Raises
    ------
    CourseError
        If there is no such network.
    """
    spec = network_specification(kind)
    return _alive_or_page(spec, explorer_text(spec), explorer_html(spec))


def resume(path: Path | str) -> str:
    """Take over answers downloaded from the book into the file beside the notebook.

    Parameters
    ----------
    path : pathlib.Path or str
        The file from *Download my answers*; it is only read.

    Returns
    -------
    str
        How many answers were taken over. Questions already on the screen show them
        when their cells are run again.

    Raises
    ------
    AnswersError
        If the file is damaged or of another course; nothing has changed then.
    """
    from coursekit.widgets.answer_file import AnswerFile

    return words()["resumed"].format(n=AnswerFile().resume(path))


def _alive_or_page(spec: dict[str, Any], text: str, html: str) -> Any:
    return Shown(text, html) if building_page() else _alive(spec, text, html)


def _alive(spec: dict[str, Any], text: str, html: str, answers: Any = None) -> Any:
    # Imported here: the page, the labs' checks and the tests of the core do without it.
    from coursekit.widgets.live import Live

    return Live(spec=spec, words=front_end_words(), lang=current_language(), text=text, html=html, answers=answers)


def _drawn(shown: Any, text: str) -> Any:
    from coursekit.plots.svg import draw
    from coursekit.widgets.live import Drawn

    return Drawn(draw(shown), text)
