"""Figures of chapter 14: what is drawn is what was computed, in every state."""

import re

import pytest

from coursekit.content.coding.themes import themes
from coursekit.data import load
from coursekit.plots.chapters.content_analysis_laboratory.agreement import (
    ALPHA,
    COEFFICIENTS,
    RELIABLE,
    SETS,
    agreement_of,
)
from coursekit.plots.chapters.content_analysis_laboratory.dictionary import compared, found_by_coders, found_by_words
from coursekit.plots.chapters.content_analysis_laboratory.values import (
    DOCUMENTS,
    ECONOMY,
    VALUES,
    sections_with,
    weights,
)
from coursekit.plots.figure import NARROW, WIDE, find
from coursekit.plots.specification import chart_specification
from coursekit.plots.svg import draw

FIGURES = ["14-agreement", "14-dictionary", "14-readers", "14-weights"]
EXPLORABLE = ["14-agreement", "14-dictionary", "14-readers"]


def drawn_texts(name, width):
    """Return every text of a drawing."""
    return [text.get_text() for text in draw(find(name), width).axes[0].texts]


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_labels_do_not_lie_on_one_another(name, width):
    """No two texts beside or above the axes overlap, on a page and on a phone."""
    canvas = draw(find(name), width)
    canvas.draw_without_rendering()
    axes = canvas.axes[0]
    labels = [text for text in [*axes.get_xticklabels(), *axes.get_yticklabels()] if text.get_text()]
    boxes = [text.get_window_extent().padded(-1) for text in labels]

    assert [
        (labels[one].get_text(), labels[two].get_text())
        for one in range(len(boxes))
        for two in range(one)
        if boxes[one].overlaps(boxes[two])
    ] == []


@pytest.mark.parametrize("name", EXPLORABLE)
def test_a_page_can_hold_the_states(name):
    """Every state is there, and the whole specification stays small."""
    specification = chart_specification(find(name))

    assert specification["states"]
    assert len(repr(specification)) < 120_000


def test_the_title_of_agreement_counts_what_is_drawn():
    """The number in the title is the number of marks at .80 or more."""
    alphas = agreement_of("ABC").query("coefficient == @ALPHA")
    title = find("14-agreement").title

    assert str((alphas["value"] >= RELIABLE).sum()) in title
    assert all(word in title for word in ("governance", "civil society"))


def test_agreement_has_a_state_for_every_choice_and_all_codes_in_it():
    """Four sets of coders, three coefficients, twenty-six rows each, always in one order."""
    states = find("14-agreement").explore.states
    orders = {tuple(frame.table["Theme"]) for frame in states.values()}

    assert set(states) == {(coders, key) for coders in SETS for key in COEFFICIENTS}
    assert len(orders) == 1
    assert len(orders.pop()) == len(load("codebook"))


def test_the_lines_of_the_custom_are_drawn_for_alpha_only():
    """Other coefficients have no custom of .80."""
    frames = find("14-agreement").explore.states
    said = {key: draw_of(frames["ABC", key]) for key in COEFFICIENTS}

    assert " .80" in said[ALPHA]
    assert all(" .80" not in texts for key, texts in said.items() if key != ALPHA)


def draw_of(frame):
    """Return the texts of a frame."""
    canvas = draw(find("14-weights"))
    canvas.clear()
    return [text.get_text() for text in frame.draw(canvas.subplots()).texts]


@pytest.mark.parametrize("whose", ["two", "A", "B", "C"])
def test_the_bars_of_the_dictionary_add_up(whose):
    """Both and missed are the coders' codes, both and invented the dictionary's."""
    totals = compared(whose).sum()

    assert totals["both"] + totals["missed"] == len(found_by_coders(whose))
    assert totals["both"] + totals["invented"] == len(found_by_words())


def test_the_dictionary_is_drawn_with_its_numbers():
    """Each bar says what was found, missed and invented."""
    first = compared("two").iloc[0]

    assert f"{first['both']} −{first['missed']} +{first['invented']}" in drawn_texts("14-dictionary", WIDE)


def test_weights_show_what_is_known_and_what_is_not():
    """A question mark for each unknown weight, a number for each known one; none rests on the article."""
    known = weights()
    texts = drawn_texts("14-weights", WIDE)
    coded = load("priorities")
    rested = coded[coded["document"].isin(DOCUMENTS) & coded["code"].isin([*VALUES, *ECONOMY])]

    assert texts.count("?") == known.isna().sum().sum()
    assert sum(text in ("1", "2", "3") for text in texts) == known.notna().sum().sum()
    assert not rested["circular"].any()
    assert str(known.isna().sum().sum()) in find("14-weights").title


def test_the_title_of_the_weights_agrees_with_the_comparison_of_themes():
    """No theme of values became lighter and none of the economy heavier between the two strategies."""
    change = themes(load("priorities"), "eu2007strategy", "eu2019strategy").set_index("code")["change"]

    assert "weaker" not in set(change[list(VALUES)])
    assert "stronger" not in set(change[list(ECONOMY)])


@pytest.mark.parametrize("coder", ["A", "B", "C"])
def test_sections_are_counted_once_however_many_codes_they_bear(coder):
    """No document has more sections with a group than sections, and a larger group has no fewer."""
    small, large = sections_with(coder, ECONOMY[:2]), sections_with(coder, ECONOMY)

    assert (large["sections"] <= large["all"]).all()
    assert (small["sections"] <= large["sections"]).all()
    assert large["all"].sum() == len(load("sections"))


def test_the_readers_are_explored_from_the_state_that_is_drawn():
    """The first state shows the two strategies and all three coders."""
    specification = chart_specification(find("14-readers"))
    first = specification["states"]["|".join(control["values"][0][0] for control in specification["controls"])]
    rows = [point[0] for point in first["series"][0]["points"]]

    assert [re.sub(r", [ABC]$", "", row) for row in rows] == ["2007 strategy"] * 3 + ["2019 strategy"] * 3
    assert [point[1] for point in first["series"][0]["points"][3:]] == [45, 18, 18]
