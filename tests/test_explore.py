"""Explorable figures in one call: the same numbers with a kernel and in the page."""

import json
import re
from html import unescape
from itertools import product

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import coursekit
from coursekit.errors import FigureError
from coursekit.plots.drawn import table_of
from coursekit.plots.figure import Frame, shared_parts

WORDS = {"title": "A finding in a sentence", "subtitle": "What is shown", "source": "Invented", "alt": "A line."}


def lines(start, doubled):
    """Two lines rise with the years

    Index, the year 2000 is the start

    Source: invented for the test

    Alt: Two lines that rise.
    """
    years = range(2000, 2005)
    values = {"Kazakhstan": [start + n for n in range(5)], "Other": [np.nan, 1.5, 2, 3, 4]}
    return pd.DataFrame(values, index=pd.Index(years, name="Year")) * (2 if doubled else 1)


def bars(place, year):
    """Bars by kind"""
    _, ax = plt.subplots()
    ax.bar(["Kept", "New"], [len(place), year], label=place)
    ax.axhline(3)
    return ax


def with_table(place, year):
    """A drawing whose numbers its function gives"""
    ax = plt.figure().subplots()
    ax.plot([1, 2], [year, len(place)])
    return ax, pd.DataFrame({"Place": [place], "Year": [year]}), f"{place} in {year}."


def a_frame(place, year):
    """A frame as the figures of the course have them"""
    table = pd.DataFrame({"x": [place], "y": [year]})
    return Frame(draw=lambda ax: ax, reading=f"{place} {year}", table=table)


def a_series(place, year):
    """A series by name"""
    return pd.Series([len(place), year], index=["length", "year"], name="Number")


TWO = {"place": ["Osh", "Almaty"], "year": range(2007, 2010)}
CASES = {
    "lines, list and box": (lines, {"start": [1, 5.5], "doubled": False}),
    "lines, labels and ticked box": (lines, {"start": {"One | first": 1, "Two": 2}, "doubled": True}),
    "bars": (bars, TWO),
    "table given": (with_table, TWO),
    "frame": (a_frame, TWO),
    "series": (a_series, TWO),
}


@pytest.fixture(name="in_page")
def _in_page(monkeypatch):
    """Explore as the book is built."""

    def in_page(function, **given):
        with monkeypatch.context() as patched:
            patched.setenv("COURSEKIT_STATIC", "1")
            return coursekit.explore(function, **given)

    return in_page


def specification_in(html):
    """Return what the front end reads in a page."""
    return json.loads(unescape(re.search(r'data-ck="([^"]*)"', html)[1]))


def joined(spec, state):
    """Return a state with its drawing put together."""
    return {**state, "svg": "".join(spec["parts"][part] for part in state["svg"])} if "svg" in state else state


@pytest.mark.parametrize("case", CASES)
def test_every_state_shows_the_same_with_a_kernel_and_in_the_page(case, in_page):
    """Each combination of the controls: the same series, or the same drawing, reading and table."""
    function, choices = CASES[case]
    page = specification_in(in_page(function, **WORDS, **choices)._repr_html_())
    alive = coursekit.explore(function, **WORDS, **choices)
    sizes = [len(control["values"]) for control in page["controls"]]
    assert len(page["states"]) == np.prod(sizes)

    for places in product(*map(range, sizes)):
        for widget, control, place in zip(alive.controls, page["controls"], places, strict=True):
            set_to(widget, control, place)
        key = "|".join(control["values"][place][0] for control, place in zip(page["controls"], places, strict=True))

        shown = alive.shown
        assert shown["mark"] == page["mark"]
        assert joined(shown, shown["states"][""]) == joined(page, page["states"][key])


def set_to(widget, control, place):
    """Move a live control to the alternative at a place."""
    if control["form"] == "tick":
        widget.value = control["values"][place][0] == "yes"
    else:
        widget.value = place


def test_controls_fit_the_choices(in_page):
    """A list and labels give a list, a range a slider, a truth value a box; all keep their labels."""
    choices = {"start": {"One": 1, "Two": 2}, "doubled": True}
    alive = coursekit.explore(lines, **choices)
    page = specification_in(in_page(lines, **choices)._repr_html_())
    slides = coursekit.explore(a_series, **WORDS, **TWO)

    assert isinstance(alive.controls[0], ipywidgets.Dropdown)
    assert isinstance(alive.controls[1], ipywidgets.Checkbox)
    assert isinstance(slides.controls[1], ipywidgets.SelectionSlider)
    assert [label for label, _ in alive.controls[0].options] == ["One", "Two"]
    assert [control.description for control in alive.controls] == ["Start", "Doubled"]
    assert alive.controls[1].value is True
    assert [control["form"] for control in page["controls"]] == ["list", "tick"]
    assert page["controls"][1]["values"][0][0] == "yes"


def test_words_come_from_the_docstring(in_page):
    """Title, subtitle, source and alternative text; the call goes before the docstring."""
    page = specification_in(in_page(lines, start=[1, 2], doubled=False, subtitle="Mine")._repr_html_())

    assert page["title"] == "Two lines rise with the years"
    assert page["subtitle"] == "Mine"
    assert page["source"] == "invented for the test"
    assert page["alt"] == "Two lines that rise."


def test_the_readable_form_has_the_first_state_and_no_address():
    """An unexecuted notebook shows title, state, numbers and source."""
    shown = coursekit.explore(lines, start=[1, 2], doubled=False)
    data = shown._repr_mimebundle_()

    assert "application/vnd.jupyter.widget-view+json" in data
    assert {"Two lines rise", "Start", "Kazakhstan", "Source: invented"} <= {
        word for word in ("Two lines rise", "Start", "Kazakhstan", "Source: invented") if word in data["text/plain"]
    }
    assert "<table" in data["text/html"]
    assert "data-ck" not in data["text/html"]
    assert "0x" not in data["text/plain"] + data["text/html"]
    assert coursekit.explore(lines, start=[1, 2], doubled=False)._repr_mimebundle_()["text/html"] == data["text/html"]


def test_too_many_states_fail_the_build_and_warn_the_author(in_page):
    """The message counts; with a kernel the figure works all the same."""
    choices = {"place": list("abcde"), "year": range(25)}
    said = r"125 states \(5 × 25\), a page holds 120: drop a control or values"

    with pytest.raises(FigureError, match=said):
        in_page(a_series, **WORDS, **choices)
    alive = coursekit.explore(a_series, **WORDS, **choices)
    assert re.search(said, alive.said)
    alive.controls[1].value = 24
    assert alive.shown["states"][""]["series"][0]["points"] == [["length", 1], ["year", 24]]


def fails_at_two(n):
    """A figure with a hole"""
    return pd.Series({1: 10 // (n - 2)}, name="n")


@pytest.mark.parametrize("first", [1, 2])
def test_a_state_that_fails_is_told_in_words_and_the_controls_live_on(first, in_page):
    """The message names the state and the problem; the next state is shown again."""
    values = [first, *({1, 2, 3} - {first})]
    alive = coursekit.explore(fails_at_two, **WORDS, n=values)
    alive.controls[0].value = values.index(2)

    assert "N: 2" in alive.said
    assert "ZeroDivisionError" in alive.said
    assert alive.shown == {}
    alive.controls[0].value = values.index(3)
    assert alive.said == ""
    assert alive.shown["states"][""]["series"][0]["points"] == [[1, 10]]
    with pytest.raises(FigureError, match=r"explore\(fails_at_two\), N: 2: ZeroDivisionError"):
        in_page(fails_at_two, **WORDS, n=values)


@pytest.mark.parametrize(
    ("function", "given", "said"),
    [
        (bars, {"place": ["a", "b"], "year": [1, 2]}, "subtitle and source and alt missing"),
        (lines, {}, "nothing to choose"),
        (lines, {"start": [1, 2]}, "needs a choice for its parameter 'doubled'"),
        (lines, {"start": [1, 2], "double": True}, "no parameter 'double'. Did you mean 'doubled'"),
        (lines, {"start": "ab", "doubled": True}, "'start' is str"),
        (lines, {"start": 3, "doubled": True}, "'start' is int"),
        (lines, {"start": [1], "doubled": True}, "'start' has 1 values"),
        (lines, {"start": [1, "1"], "doubled": True}, "look alike"),
    ],
)
def test_what_is_missing_or_misused_is_named(function, given, said):
    """Each message says what was found and what is expected."""
    with pytest.raises(FigureError, match=re.escape(said)):
        coursekit.explore(function, **given)


def unlabelled():
    ax = plt.figure().subplots()
    ax.plot([1, 2], [3, 4])
    ax.plot([1, 2], [5, 6])
    return ax


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (lambda: None, "the function returned NoneType"),
        (unlabelled, "2 lines or sets of bars without a label"),
        (lambda: plt.figure().subplots(), "0 lines"),
        (lambda: pd.Series(["a"], name="x"), "what is drawn are numbers"),
        (lambda: pd.Series([1, 2], index=[1, 1]), "name something twice"),
        (lambda: pd.Series([1, 2], index=pd.to_datetime(["2007-01-01", "2007-06-01"])), "several dates of one year"),
        (lambda: pd.DataFrame(index=[1]), "no column"),
    ],
)
def test_what_cannot_be_shown_is_said(result, said, in_page):
    """A function's result that has no numbers to show is refused."""

    def made(n):
        return result()

    with pytest.raises(FigureError, match=re.escape(said)):
        in_page(made, **WORDS, n=[1, 2])


def test_tables_and_drawings_do_not_mix(in_page):
    """All states have one form; lines need numbers on their axis."""

    def either(n):
        return pd.Series([1]) if n else bars("a", 1)

    def named(n):
        return pd.Series([n], index=["a"])

    with pytest.raises(FigureError, match="a table in some states and a drawing in others"):
        in_page(either, **WORDS, n=[0, 1])
    with pytest.raises(FigureError, match="lines need an index of numbers"):
        in_page(named, **WORDS, n=[0, 1], mark="line")


def test_no_figure_stays_open_in_pyplot(in_page):
    """Functions may use pyplot; what they open is closed, what was open stays."""
    mine = plt.figure()
    in_page(bars, **WORDS, **TWO)

    assert plt.get_fignums() == [mine.number]
    plt.close(mine)


def test_dates_become_years_and_gaps_stay_gaps(in_page):
    """A date index is read as years; a missing value is no zero."""

    def dated(n):
        return pd.Series([n, None], index=pd.to_datetime(["2007-01-01", "2019-01-01"]), name="n", dtype=float)

    page = specification_in(in_page(dated, **WORDS, n=[1, 2])._repr_html_())

    assert page["states"]["1"]["series"][0]["points"] == [[2007, 1], [2019, None]]


def draw_lying(ax):
    ax.barh(["Kept", "New"], [1, 2], label="Themes")
    ax.set_ylabel("Kind")


def draw_dates(ax):
    ax.plot(pd.to_datetime(["2007-06-22", "2019-06-17"]), [7, 3], label="Priorities")


def draw_dots(ax):
    ax.scatter([1, 2], [0.1 + 0.2, np.nan], label="Dots")


def draw_named_ticks(ax):
    ax.bar([-0.2, 0.8], [1, 2], width=0.4, label="A")
    ax.bar([0.2, 1.2], [3, 4], width=0.4, label="B")
    ax.set_xticks([0, 1], ["2007", "2019"])


@pytest.mark.parametrize(
    ("draw", "cells"),
    [
        (draw_lying, [["Kept", 1], ["New", 2]]),
        (draw_dates, [["2007-06-22", 7], ["2019-06-17", 3]]),
        (draw_dots, [[1, 0.3], [2, None]]),
        (draw_named_ticks, [["2007", 1, 3], ["2019", 2, 4]]),
    ],
)
def test_numbers_are_read_back_from_the_drawing(draw, cells):
    """Lying bars, dates, dots with a gap, groups of bars beside named ticks."""
    canvas, ax = plt.subplots()
    draw(ax)
    table = table_of(canvas)
    plt.close(canvas)

    assert [[None if pd.isna(cell) else cell for cell in row] for row in table.to_numpy().tolist()] == cells


def test_parts_joined_are_the_whole():
    """What is shared is stored once; every text can be put together again."""
    texts = ["a\nb\nb\nc\n", "a\nb\nd\nc\n", "", "a\nb\nb\nc\n", "b\n"]

    parts, places = shared_parts(texts)

    assert ["".join(parts[place] for place in each) for each in places] == texts
    assert len(set(parts)) == len(parts)
