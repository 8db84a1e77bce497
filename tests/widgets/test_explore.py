"""Explorable figures in one call: the same numbers with a kernel and in the page."""

import json
import re
from datetime import date
from decimal import Decimal
from html import unescape

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import coursekit
from coursekit.errors import FigureError
from coursekit.plots.drawn import table_of
from coursekit.plots.figure import Frame
from coursekit.plots.specification import shared_parts

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

    def in_page(function, /, **given):
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


def walked(sizes):
    """Return states in which every control goes through all its values, and two far corners."""
    last = [size - 1 for size in sizes]
    steps = [
        tuple(place * (one == moved) for one in range(len(sizes)))
        for moved, n in enumerate(sizes)
        for place in range(n)
    ]
    return list(dict.fromkeys([*steps, tuple(last), (0, *last[1:])]))


@pytest.mark.parametrize("case", CASES)
def test_every_value_shows_the_same_with_a_kernel_and_in_the_page(case, in_page):
    """Each value of each control: the same axes and series, or the same drawing, reading and table."""
    function, choices = CASES[case]
    page = specification_in(in_page(function, **WORDS, **choices)._repr_html_())
    alive = coursekit.explore(function, **WORDS, **choices)
    sizes = [len(control["values"]) for control in page["controls"]]
    assert len(page["states"]) == np.prod(sizes)

    for places in walked(sizes):
        for widget, control, place in zip(alive.controls, page["controls"], places, strict=True):
            set_to(widget, control, place)
        key = "|".join(control["values"][place][0] for control, place in zip(page["controls"], places, strict=True))

        shown = alive.shown
        for shared in {"mark", "x_label", "y_label"} & set(page):
            assert shown[shared] == page[shared]
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


def looks(unit="km", top=1, **rest):
    """Parameters that explore has too"""
    return pd.Series([top])


def needs_unit(n, unit):
    """A parameter that no choice can reach"""
    return pd.Series([n])


@pytest.mark.parametrize(
    ("function", "given", "said"),
    [
        (looks, {"unit": ["km", "m"]}, "the name 'unit' is taken by explore (it expects text)"),
        (looks, {"top": range(2)}, "the name 'top' is taken by explore (it expects a number)"),
        (looks, {"top": {"Low": 1, "High": 2}}, "rename the function's parameter"),
        (lambda title: title, {"title": ["a", "b"]}, "the name 'title' is taken"),
        (lambda mark=None: mark, {"mark": True}, "the name 'mark' is taken"),
        (needs_unit, {"n": [1, 2]}, "the name 'unit' is taken"),
        (needs_unit, {"n": [1, 2], "unit": "km"}, "the name 'unit' is taken"),
        (lines, {"start": [1, 2], "doubled": True, "height": [1, 2]}, "'height' is list; expected a number"),
    ],
)
def test_a_choice_that_has_a_name_of_explores_own_is_told(function, given, said):
    """It would be lost without a word: the parameter must be renamed."""
    with pytest.raises(FigureError, match=re.escape(said)):
        coursekit.explore(function, **given)


def test_a_parameter_of_explores_own_name_may_keep_its_default(in_page):
    """Only what is meant as a choice is refused; a parameter called function is no clash at all."""

    def free(n, function, unit="m"):
        return pd.Series([n * function], name=unit)

    page = specification_in(in_page(free, **WORDS, unit="km", n=[1, 2], function=[3, 4])._repr_html_())

    assert page["unit"] == "km"
    assert page["states"]["2|4"]["series"][0]["points"] == [[0, 8]]


def beside(table, *reading):
    """Return a drawing with what stands beside it."""
    ax = plt.figure().subplots()
    ax.plot([1, 2], [3, 4])
    return (ax, table, *reading)


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
        (lambda: pd.DataFrame({"a": []}), "no row"),
        (lambda: pd.Series([], dtype=float), "no row"),
        (lambda: pd.Series([1j], name="x"), "column 'x' holds complex128"),
        (lambda: pd.Series([1], index=[1j]), "its index holds complex numbers"),
        (lambda: pd.Series([1, 2], index=[2007, np.nan]), "its index has a gap"),
        (lambda: pd.Series([1, 2], index=["a", None]), "its index has a gap"),
        (lambda: pd.Series([1, 2], index=[2007, np.inf]), "no end (infinity)"),
        (lambda: pd.Series([1], index=pd.to_datetime([None])), "its index has a gap"),
        (lambda: pd.Series([1], index=pd.MultiIndex.from_tuples([("a", 1)])), "MultiIndex"),
        (lambda: pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", 1)])), "MultiIndex"),
        (lambda: pd.DataFrame([[1, 2]], columns=[1, "1"]), "name something twice"),
        (lambda: pd.DataFrame({"Year": [1]}, index=pd.Index([2], name="Year")), "both called 'Year'"),
        (lambda: beside("x"), "the table beside the drawing is str; expected a DataFrame"),
        (lambda: beside(pd.Series([1])), "the table beside the drawing is Series"),
        (lambda: beside(pd.DataFrame({"a": []})), "no row"),
        (lambda: beside(pd.DataFrame({"a": [1j]})), "column 'a' holds complex numbers"),
        (lambda: beside(pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", 1)]))), "MultiIndex"),
        (lambda: beside(pd.DataFrame({"a": [1]}), 5), "the reading beside the drawing is int; expected text"),
        (lambda: beside(pd.DataFrame({"a": [1]}), "", 1), "the function returned tuple"),
        (lambda: (pd.Series([1]), "x"), "the function returned (Series, str)"),
        (lambda: plt.bar([], []).get_children() or plt.gca(), "0 lines"),
        (lambda: plt.figure().subplots().plot([1], [1j], label="A")[0].axes, "'A' holds complex numbers"),
    ],
)
@pytest.mark.filterwarnings("ignore::numpy.exceptions.ComplexWarning")
def test_what_cannot_be_shown_is_said(result, said, in_page):
    """A function's result that has no numbers to show is refused."""

    def made(n):
        return result()

    with pytest.raises(FigureError, match=re.escape(said)):
        in_page(made, **WORDS, n=[1, 2])


def numbered(n):
    """Numbers on the axis"""
    return pd.Series([n, 1], index=pd.Index([2007, 2019], name=f"Year {n}"))


def named(n):
    """Names on the axis"""
    return pd.Series([n, 1], index=["Kept", "New"])


def sketched(n):
    """A drawing"""
    return bars("a", n)


MIXES = [
    (numbered, named, "its index holds names, that of the first state numbers"),
    (named, numbered, "its index holds numbers, that of the first state names"),
    (numbered, sketched, "a table in some states and a drawing in others"),
    (sketched, named, "a table in some states and a drawing in others"),
]


@pytest.mark.parametrize(("first", "second", "said"), MIXES)
def test_the_first_state_decides_the_form_of_all(first, second, said, in_page):
    """Another form is refused in the page and told beside a kernel, where the controls stay alive."""

    def either(n):
        return second(n) if n == 2 else first(n)

    with pytest.raises(FigureError, match=rf"explore\(either\), N: 2: .*{said}"):
        in_page(either, **WORDS, n=[1, 2, 3])
    alive = coursekit.explore(either, **WORDS, n=[1, 2, 3])
    began = alive.shown
    alive.controls[0].value = 1
    assert said in alive.said
    assert "N: 2" in alive.said
    assert alive.shown == {}
    alive.controls[0].value = 2
    assert alive.said == ""
    assert alive.shown["mark"] == began["mark"]
    assert alive.shown.get("x_label") == began.get("x_label")


def test_lines_need_numbers_on_their_axis(in_page):
    """Names have no distance from each other."""
    with pytest.raises(FigureError, match="lines need an index of numbers"):
        in_page(named, **WORDS, n=[1, 2], mark="line")


def breaks_when_drawn(n):
    """A frame whose drawing fails at two"""

    def draw(ax):
        return ax.set_title(1 // (n - 2))

    return Frame(draw=draw, reading=f"{n}", table=pd.DataFrame({"n": [n]}))


@pytest.mark.parametrize("values", [[1, 2, 3], [2, 3, 1]])
def test_a_drawing_that_fails_late_is_told_in_words(values):
    """Whatever fails on the way to the reader, the message stands in place and the controls live on."""
    alive = coursekit.explore(breaks_when_drawn, **WORDS, n=values)
    alive.controls[0].value = values.index(2)
    assert "ZeroDivisionError" in alive.said
    assert alive.shown == {}
    alive.controls[0].value = values.index(3)
    assert alive.said == ""
    assert alive.shown["states"][""]["reading"] == "3"


def test_a_readable_form_that_fails_is_told_in_words(monkeypatch):
    """The text for an unexecuted notebook is part of what a state needs."""

    def broken(*_):
        raise ValueError("no html")

    monkeypatch.setattr("coursekit.widgets.explore.exploration.Exploration.html", broken)

    assert "ValueError: no html" in coursekit.explore(numbered, **WORDS, n=[1, 2]).said


def test_a_table_beside_a_drawing_is_written_as_text_and_numbers(in_page):
    """Dates by the standard, no infinity, names of columns as text, in the page and beside a kernel."""
    row = {
        "day": pd.Timestamp("2007-06-22"),
        "hour": pd.Timestamp("2007-06-22 09:30"),
        "date": date(2019, 6, 17),
        "moment": np.datetime64("2019-06-17"),
        "period": pd.Period("2007"),
        "exact": Decimal("1.5"),
        "number": np.int64(3),
        "share": np.inf,
        "gap": pd.NaT,
        2007: 1.5,
        pd.Timestamp("2019-01-01"): True,
    }
    written = ["2007-06-22", "2007-06-22T09:30:00", "2019-06-17", "2019-06-17", "2007", "1.5", 3, None, None, 1.5, True]

    def dated(n):
        return beside(pd.DataFrame([row, row]))

    page = specification_in(in_page(dated, **WORDS, n=[1, 2])._repr_html_())
    alive = coursekit.explore(dated, **WORDS, n=[1, 2]).shown

    for table in (page["states"]["1"]["table"], json.loads(json.dumps(alive, allow_nan=False))["states"][""]["table"]):
        assert table["rows"] == [written, written]
        assert table["columns"][-2:] == ["2007", "2019-01-01"]


def test_names_on_an_axis_are_texts(in_page):
    """Truth values, intervals and numbers among names: what the page reads is JSON."""

    def odd(n):
        return pd.Series([n, 2, 3], index=[True, 5, pd.Interval(0, 1)])

    page = specification_in(in_page(odd, **WORDS, n=[1, 2])._repr_html_())

    assert page["mark"] == "bar"
    assert page["states"]["1"]["series"][0]["points"] == [["True", 1], ["5", 2], ["(0, 1]", 3]]


def test_no_figure_stays_open_in_pyplot(in_page):
    """Functions may use pyplot; what they open is closed, what was open stays."""
    mine = plt.figure()
    in_page(bars, **WORDS, **TWO)

    assert plt.get_fignums() == [mine.number]
    assert plt.gcf() is mine
    plt.close(mine)


def test_what_draws_on_the_current_figure_leaves_the_readers_own_alone(in_page):
    """plt.gca() gets fresh axes in every state."""

    def current(n):
        ax = plt.gca()
        ax.plot([1, 2], [n, 3], label="A")
        return ax

    mine, ax = plt.subplots()
    ax.plot([7, 8], [9, 9], label="Mine")
    page = specification_in(in_page(current, **WORDS, n=[1, 2])._repr_html_())

    assert len(ax.lines) == 1
    assert mine.get_size_inches().tolist() == plt.rcParams["figure.figsize"]
    assert page["states"]["2"]["table"] == {"columns": [" ", "A"], "rows": [[1, 2], [2, 3]]}
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


def draw_broken(ax):
    ax.plot([1, np.nan, 2], [3, np.nan, np.inf], label="Broken")


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
        (draw_broken, [[1, 3], [2, None]]),
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
