"""The drawings of systems analysis: readable, in the palette, the same every time."""

import io
import re
from functools import cache

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure

import coursekit
from coursekit.errors import FigureError, MethodError
from coursekit.plots.figure import NARROW, WIDE
from coursekit.plots.style import course_style, with_variables
from coursekit.plots.systems import (
    CAVEATS,
    cross_impact_figure,
    cross_impact_table,
    loop_figure,
    loop_table,
    network_figure,
    network_table,
    rank_figure,
    rank_table,
    scenario_figure,
    scenario_table,
)
from coursekit.systems import causal_diagram, network, projection, rank_intervals, scenarios

GRAPH = network()
ACTORS = projection(GRAPH, "actor")
THEMES = network(kinds=["document", "theme"])
LOOPS = causal_diagram(coursekit.load("causal_links"))
IMPACTS = coursekit.load("cross_impacts")
RANKS = rank_intervals(GRAPH, "actor", replicates=30)
RESULTS = scenarios(IMPACTS, runs=30)

#: Drawing, and a height at which it is meant to be read.
DRAWINGS = {
    "actors": (lambda ax: network_figure(ACTORS, ax=ax, least=2), 4.4),
    "one actor": (lambda ax: network_figure(ACTORS, ax=ax, chosen="CHN"), 4.8),
    "themes": (lambda ax: network_figure(THEMES, ax=ax, least=3), 5.0),
    "loops": (lambda ax: loop_figure(LOOPS, ax=ax), 5.2),
    "one loop": (lambda ax: loop_figure(LOOPS, ax=ax, loop="B2"), 5.2),
    "grid": (lambda ax: cross_impact_figure(IMPACTS, ax=ax), 3.4),
    "ranks": (lambda ax: rank_figure(RANKS, ax=ax), 3.4),
    "scenario": (lambda ax: scenario_figure(RESULTS, "more EU funds", ax=ax), 2.8),
}


@cache
def drawn(name, width=NARROW, copy=0):
    """Return a finished drawing; another copy is drawn anew."""
    draw, height = DRAWINGS[name]
    with course_style():
        canvas = Figure(figsize=(width, height), layout="constrained")
        ax = canvas.subplots()
        assert draw(ax) is ax
        canvas.draw_without_rendering()
    return canvas


@cache
def written(name, copy=0):
    """Return a drawing as SVG."""
    text, canvas = io.StringIO(), drawn(name, copy=copy)
    with course_style(), mpl.rc_context({"svg.hashsalt": "test"}):
        canvas.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def boxes(canvas):
    """Return words -> where each label stands."""
    return [(text.get_text(), text.get_window_extent()) for text in canvas.axes[0].texts if text.get_text()]


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", DRAWINGS)
def test_no_word_leaves_the_drawing(name, width):
    """Every label is inside, on a page and on a phone."""
    canvas = drawn(name, width)
    frame = canvas.bbox.padded(1)
    out = [
        words
        for words, box in boxes(canvas)
        if box.x0 < frame.x0 or box.x1 > frame.x1 or box.y0 < frame.y0 or box.y1 > frame.y1
    ]

    assert out == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", DRAWINGS)
def test_no_label_lies_on_another(name, width):
    """Names of nodes, signs and numbers keep apart."""
    placed = boxes(drawn(name, width))
    met = [
        (one, two)
        for place, (one, box) in enumerate(placed)
        for two, other in placed[place + 1 :]
        # Signs of meeting arrows may come near: what counts is that words stay readable.
        if box.padded(-1).overlaps(other.padded(-1)) and max(len(one), len(two)) > 2
    ]

    assert met == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_colours_are_of_the_palette_only(name):
    """Every colour is one that dark mode can replace."""
    left = set(re.findall(r"#[0-9a-f]{6}", re.sub(r"var\([^)]*\)", "", with_variables(written(name)))))

    assert left <= {"#ffffff", "#000000"}


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_same_data_give_the_same_bytes(name):
    """A drawing can be compared from build to build."""
    assert written(name) == written(name, copy=1)


def test_every_drawing_has_its_table_and_its_caveat():
    """Numbers and limits stand beside each picture."""
    tables = [
        network_table(ACTORS),
        cross_impact_table(IMPACTS),
        loop_table(LOOPS),
        rank_table(RANKS),
        scenario_table(RESULTS, "more reforms"),
    ]

    assert all(len(table) and table.columns.is_unique for table in tables)
    assert set(CAVEATS) == {"network", "cross_impact", "loops", "ranks", "scenarios"}


def test_a_network_table_names_the_rows_behind_each_link():
    """Weight and number of rows agree for counts of events."""
    table = network_table(ACTORS, least=5)

    assert (table["Rests on"].str.count("events") == table["Weight"]).all()


def test_a_link_below_the_least_weight_is_not_drawn():
    """Nor is a node that has no other."""
    names = {words for words, _ in boxes(drawn("actors"))}

    assert "Kazakhstan" in names
    assert "OSCE" not in names


def test_a_loop_table_names_the_claims_of_its_links():
    """So that a reader can go and check."""
    table = loop_table(LOOPS).set_index("Loop")

    assert table.loc["B2", "Claims"] == "C59 C78 C46"


def test_places_can_be_given():
    """Who does not like the search puts the factors by hand; a forgotten one is named."""
    two = causal_diagram(pd.DataFrame([("a", "b", "+"), ("b", "a", "-")], columns=["cause", "effect", "sign"]))

    loop_figure(two, ax=Figure().subplots(), places={"a": (0, 0), "b": (1, 1)})
    with pytest.raises(FigureError, match=r"no place: \['b'\]"):
        loop_figure(two, ax=Figure().subplots(), places={"a": (0, 0)})


def test_what_cannot_be_drawn_is_said():
    """Too much, nothing, or something unknown: a sentence instead of a muddle."""
    ax = Figure().subplots()
    with pytest.raises(FigureError, match="labels stand on one side, 30 fit"):
        network_figure(network(kinds=["actor", "event"]), ax=ax)
    with pytest.raises(FigureError, match="5 kinds of node, three fit"):
        network_figure(GRAPH, ax=ax)
    with pytest.raises(FigureError, match="No link has a weight of 500 or more"):
        network_figure(ACTORS, ax=ax, least=500)
    with pytest.raises(MethodError, match="no loop 'B9'"):
        loop_figure(LOOPS, ax=ax, loop="B9")
    with pytest.raises(MethodError, match="no scenario 'more fund'"):
        scenario_figure(RESULTS, "more fund", ax=ax)
