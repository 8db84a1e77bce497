"""Figures: complete, one style, the same bytes from the same data."""

import re
import subprocess
import sys

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from coursekit.data.package import rows
from coursekit.errors import FigureError
from coursekit.language import words
from coursekit.plots.figure import (
    NARROW,
    Control,
    Explorer,
    Figure,
    Frames,
    Series,
    figure,
    figure_names,
    find,
)
from coursekit.plots.page import figure_html
from coursekit.plots.specification import chart_specification
from coursekit.plots.style import colour, palette, with_variables
from coursekit.plots.svg import draw, svg

FIGURES = figure_names()
DRAWN = [name for name in FIGURES if find(name).draw]
EXPLORABLE = [name for name in FIGURES if find(name).explore]
PARTS = {"title": "t", "subtitle": "s", "source": "o", "alt": "a", "table": pd.DataFrame({"x": [1]})}


@pytest.mark.parametrize("name", FIGURES)
def test_a_title_states_a_finding(name):
    """A title is a sentence of several words, not a label."""
    assert len(find(name).title.split()) >= 5


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("width", [7.2, NARROW])
def test_the_same_data_give_the_same_bytes(name, width):
    """A figure can be compared from build to build."""
    assert svg(find(name), width) == svg(find(name), width)


@pytest.mark.parametrize("name", DRAWN)
def test_figures_use_the_palette_only(name):
    """Every colour is one that dark mode can replace."""
    left = set(re.findall(r"#[0-9a-f]{6}", re.sub(r"var\([^)]*\)", "", svg(find(name)))))

    assert left <= {"#ffffff", "#000000"}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("width", [7.2, NARROW])
def test_no_text_leaves_the_figure(name, width):
    """Every label is inside the figure, on a page and on a phone."""
    canvas = draw(find(name), width)
    canvas.draw_without_rendering()
    frame = canvas.bbox.padded(1)
    axes = canvas.axes[0]
    boxes = [
        text.get_window_extent()
        for text in [*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()]
        if text.get_text()
    ]

    assert [
        box for box in boxes if box.x0 < frame.x0 or box.x1 > frame.x1 or box.y0 < frame.y0 or box.y1 > frame.y1
    ] == []


@pytest.mark.parametrize("name", EXPLORABLE)
def test_every_state_of_an_explorer_exists_and_has_a_colour(name):
    """Each combination of choices has its series, each series a colour of the palette."""
    explorer = find(name).explore
    combinations = {()}
    for control in explorer.controls:
        combinations = {(*state, value) for state in combinations for value, _ in control.values}

    assert set(explorer.states) == combinations
    if isinstance(explorer, Frames):
        assert all(frame.reading and len(frame.table) for frame in explorer.states.values())
    else:
        assert all(colour(series.colour) for state in explorer.states.values() for series in state)


def test_figures_are_readable_without_a_script():
    """Title, source, alternative text and table are in the HTML itself."""
    for name in FIGURES:
        html = figure_html(find(name), words("en"))
        assert "<table" in html
        assert "Source: " in html
        assert "aria-label" in html


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Figure(**{**PARTS, "alt": " "}, draw=lambda ax: ax), "'alt' is empty"),
        (lambda: Figure(**PARTS), "neither a drawn nor an explorable form"),
        (
            lambda: Figure(**PARTS, explore=Explorer("line", "", "", "", [], {(str(n),): [] for n in range(121)})),
            "has 121 states, a page holds 120",
        ),
    ],
)
def test_an_incomplete_figure_is_refused(make, said, monkeypatch):
    """What is missing is named."""
    monkeypatch.setitem(figure.__globals__["_MAKERS"], "00-try", make)
    find.cache_clear()

    with pytest.raises(FigureError, match=said):
        find("00-try")


def test_two_figures_of_one_name_are_refused():
    """A name is used once."""

    def another():
        return None

    with pytest.raises(FigureError, match="Two figures"):
        figure(FIGURES[0])(another)


def imported_by(statement):
    """Return the places of chapters whose figures are in memory after a statement, in a fresh interpreter."""
    script = f"import sys\nfrom coursekit.plots.figure import figure_names, find\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[3] for name in done.stdout.split() if name.startswith("coursekit.plots.chapters.")}


PLACES = {
    number: slug.replace("-", "_") for number, _, slug in (row["slug"].partition("-") for row in rows("chapters"))
}


@pytest.mark.parametrize("chapter", sorted({name.partition("-")[0] for name in FIGURES}))
def test_a_figure_imports_the_figures_of_its_own_chapter_only(chapter):
    """A page does not wait for the figures of the others."""
    name = next(name for name in FIGURES if name.startswith(chapter))

    assert imported_by(f"find({name!r})") == {PLACES[chapter]}


def test_the_names_of_all_figures_import_all_chapters():
    """The check of what is imported is alive, and so is the way to the places."""
    assert imported_by("figure_names()") == {PLACES[name.partition("-")[0]] for name in FIGURES}


@pytest.mark.parametrize("name", ["09-try", "6-try", "try", "99-try"])
def test_a_figure_whose_name_does_not_begin_with_its_chapter_is_refused(name):
    """It would lie where nobody looks for it."""

    def stray():
        return None

    stray.__module__ = "coursekit.plots.chapters.new_partnership.stray"

    with pytest.raises(FigureError, match=f"{name}.*number of the chapter.*'new-partnership'"):
        figure(name)(stray)


def test_unknown_names_are_answered_with_the_nearest():
    """A misspelt figure or colour is answered with what was probably meant."""
    with pytest.raises(FigureError, match=FIGURES[0]):
        find(FIGURES[0] + "x")
    with pytest.raises(FigureError, match="KAZ"):
        colour("KAX")


def test_a_figure_without_the_asked_form_says_so():
    """Drawing a chart that is only explorable, or the reverse, is refused."""
    drawn = Figure(**PARTS, draw=lambda ax: ax, name="x")
    explorable = Figure(**PARTS, explore=Explorer("line", "", "", "", [], {}), name="x")

    with pytest.raises(FigureError, match="no explorable form"):
        chart_specification(drawn)
    with pytest.raises(FigureError, match="no drawn form"):
        draw(explorable)


def test_missing_values_stay_missing():
    """A gap in the data is null in the page, never zero."""
    series = Series("a", "A", [(2000, 1.0), (2001, float("nan"))], "KAZ")
    shown = Figure(**PARTS, explore=Explorer("line", "", "", "", [Control("c", "C", [("a", "A")])], {("a",): [series]}))

    assert chart_specification(shown)["states"]["a"]["series"][0]["points"] == [[2000, 1.0], [2001, None]]


def test_colours_become_variables_of_the_page():
    """Dark mode replaces them."""
    text = " ".join(palette().values())

    assert with_variables(text).count("var(--c-") == len(palette())


def test_no_figure_is_left_open_in_pyplot():
    """Figures are drawn without pyplot's global state."""
    svg(find(DRAWN[0]))

    assert plt.get_fignums() == []
