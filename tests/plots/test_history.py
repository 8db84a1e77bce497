"""The timeline figure and the figure of density: nothing overlaps, nothing is made up."""

import io
import re
from datetime import date

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure as Canvas

import coursekit
from coursekit.errors import MethodError
from coursekit.history import enlargements, neighbours_projects, reclassifications
from coursekit.plots.figure import NARROW, WIDE
from coursekit.plots.history import density_figure, timeline_figure
from coursekit.plots.history.layout import Label, placed, ticks, width_of, wrapped
from coursekit.plots.style import palette

LABELS = {
    "E001": "agreement with the USSR",
    "E025": "assistance paper",
    "E043": "text of the first strategy",
    "E044": "first strategy adopted",
    "E119": "second strategy proposed",
    "E122": "second strategy endorsed",
    "E185": "first summit",
    "E204": "last event of the register",
}


@pytest.fixture(autouse=True)
def _closed():
    """Close what a test drew."""
    yield
    plt.close("all")


def drawn(**options):
    """Return the axes of the course's timeline."""
    return timeline_figure(coursekit.load("events"), **options)


def boxes(ax):
    """Return the words of a finished figure and where they stand."""
    canvas = ax.get_figure(root=True)
    canvas.draw_without_rendering()
    texts = [*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels(), *ax.get_legend().get_texts()]
    return [(text.get_text(), text.get_window_extent()) for text in texts if text.get_text()]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("lanes", ["category", "phase"])
def test_no_words_touch_and_none_leaves_the_figure(lanes, width):
    """On a page and on a phone."""
    ax = drawn(lanes=lanes, labels=LABELS, width=width)
    frame = ax.get_figure(root=True).bbox.padded(1)
    found = boxes(ax)

    for place, (words, box) in enumerate(found):
        assert frame.x0 <= box.x0 <= box.x1 <= frame.x1, words
        assert frame.y0 <= box.y0 <= box.y1 <= frame.y1, words
        for other, there in found[place + 1 :]:
            assert not box.shrunk(0.98, 0.8).overlaps(there.shrunk(0.98, 0.8)), (words, other)


def test_a_date_is_drawn_as_exactly_as_it_is_known():
    """A day is a filled dot, a month a hollow one, a year a bar as long as the year."""
    events = pd.DataFrame({"date": ["1990-05-05", "2000-06", "2010"], "category": "x"})
    ax = timeline_figure(events)

    paper = palette()["paper"]
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [dot.get_markerfacecolor() == paper for dot in dots] == [False, True]
    assert [box.get_width() for box in ax.patches] == [365]


def test_every_event_is_drawn_once_in_its_lane():
    """As many marks as events."""
    events = coursekit.load("events")
    ax = drawn()

    marks = [len(line.get_xdata()) for line in ax.lines if line.get_marker() in ("o", "s")]
    assert sum(marks) + len(ax.patches) == len(events)


def test_an_event_stands_in_the_lane_of_each_actor_and_is_named_once():
    """Its name is in the first of them."""
    ax = drawn(lanes="actor", only=["EU", "KAZ"], labels={"E007": "relations opened"})

    assert [text.get_text() for text in ax.get_yticklabels()] == ["European Union", "Kazakhstan"]
    assert [text.get_text() for text in ax.texts].count("relations opened") == 1


def test_timelines_are_laid_over_one_another():
    """Their series are the lanes."""
    events = coursekit.load("events")
    both = pd.concat([enlargements(events), reclassifications(coursekit.load("economy")), neighbours_projects(events)])
    ax = timeline_figure(both, lanes="series", labels=["E028"])

    assert len(ax.get_yticks()) == both["series"].nunique()


def test_the_figure_uses_the_palette_only_and_keeps_words_as_words():
    """So that a page can turn it dark and a reader can search it."""
    written = io.StringIO()
    with plt.rc_context({"svg.fonttype": "none"}):
        drawn(labels={"E044": "first strategy adopted"}, only=["strategy", "energy"]).figure.savefig(
            written, format="svg"
        )

    colours = set(re.findall(r"#[0-9a-f]{6}", written.getvalue()))
    assert colours <= set(palette().values())
    assert "first strategy adopted" in written.getvalue()


def test_it_draws_on_the_axes_it_is_given():
    """And opens no figure of its own."""
    ax = Canvas(figsize=(7.2, 6), layout="constrained").subplots()

    assert drawn(ax=ax) is ax
    assert plt.get_fignums() == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"lanes": "categories"}, "There is no column 'categories' in the events. Did you mean 'category'"),
        ({"only": ["strategie"]}, "There is no event in the lane 'strategie'. Did you mean 'strategy'"),
        ({"labels": ["E999"]}, "There is no event 'E999' in the figure"),
    ],
)
def test_what_is_not_there_is_named(options, said):
    """With what was probably meant."""
    with pytest.raises(MethodError, match=re.escape(said)):
        drawn(**options)


@given(st.lists(st.tuples(st.floats(0, 400), st.text("abcdefgh ", min_size=1, max_size=30)), max_size=9))
@settings(max_examples=30)
def test_labels_never_touch(points):
    """Wherever they belong, each line has room for its words."""
    found = placed([Label(x, words) for x, words in points], 420, 9)

    assert len(found) == len(points)
    for one in found:
        for other in found:
            if one is not other and one.level < other.top and other.level < one.top:
                assert one.right <= other.left or other.right <= one.left


def test_ticks_fit_the_time_that_is_shown():
    """Decades for a century, months for a summer."""
    assert ticks(date(1990, 1, 1), date(2026, 1, 1), 5)[1] == ["1990", "2000", "2010", "2020"]
    assert ticks(date(2007, 5, 20), date(2007, 7, 10), 8)[1] == ["Jun 2007", "Jul 2007"]


def test_words_are_broken_evenly_and_never_inside():
    """Two lines of about the same length; a long word stays whole."""
    assert wrapped("income reclassification", 12) == "income\nreclassification"
    assert width_of("a\nlonger line", 9) == width_of("longer line", 9)


@pytest.mark.parametrize(("by", "period"), [("category", "phase"), ("actor", "decade"), ("recorded", "year")])
def test_the_density_figure_draws_and_tells(by, period):
    """Every state has a drawing, and a table without empty rows."""
    ax, table = density_figure(by, period)

    assert len(ax.texts) >= 2
    assert (table["Events"] > 0).all()
    assert table.columns.tolist() == ["Period", "Group", "Events", "Per year"]


def test_what_the_register_covers_in_part_is_hollow():
    """The year in which it ends is no whole year."""
    events = pd.DataFrame({"date": ["2024-05", "2025-06", "2026-02-01"], "category": "talk"})
    ax, table = density_figure("category", "year", events=events)

    assert [bar.get_fill() for bar in ax.patches] == [False, True, False]
    assert table["Per year"].iloc[1] == 1


def test_density_by_month_is_no_figure():
    """It says what is."""
    with pytest.raises(MethodError, match="expected one of year, decade, phase"):
        density_figure("category", "month")


def test_density_can_be_explored():
    """One call gives the explorable form."""
    words = {"title": "t", "subtitle": "s", "source": "o", "alt": "a"}
    shown = coursekit.explore(
        density_figure, **words, by=["category", "recorded"], period=["phase", "decade"], height=7
    )

    assert "category" in str(shown)
