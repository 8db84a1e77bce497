"""Figures of chapter 15: computed, steady, and the same in both forms."""

from itertools import product

import pandas as pd
import pytest

from coursekit.data import load
from coursekit.data.actors import FIVE
from coursekit.data.package import rows
from coursekit.plots.chapters.systems_analysis_laboratory import actors, causes, removal
from coursekit.plots.chapters.systems_analysis_laboratory.actors import (
    ACTORS,
    MEASURES,
    PERIODS,
    one_union,
    ranked,
    shared_events,
)
from coursekit.plots.chapters.systems_analysis_laboratory.causes import PLACES, SHOWN, diagram
from coursekit.plots.chapters.systems_analysis_laboratory.removal import chance_curves, meetings_struck, names_struck
from coursekit.plots.figure import NARROW, WIDE, Frames
from coursekit.plots.svg import draw, frame_svg
from coursekit.systems import loops

MAKERS = (
    actors.copresence,
    removal.removal,
    causes.feedback,
    causes.judgements,
)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_no_label_leaves_the_figure(make, width):
    """Every label is inside, on a page and on a phone."""
    canvas = draw(make(), width)
    canvas.draw_without_rendering()
    frame = canvas.bbox.padded(1)
    boxes = [text.get_window_extent() for text in canvas.axes[0].texts if text.get_text()]

    assert boxes
    assert [box for box in boxes if box.x0 < frame.x0 or box.x1 > frame.x1 or box.y0 < frame.y0] == []


@pytest.mark.parametrize("make", MAKERS[1:3], ids=lambda make: make.__name__)
def test_every_state_draws_and_says_what_it_shows(make):
    """Each choice of the reader has a drawing, a reading and a table."""
    explore = make().explore

    assert isinstance(explore, Frames)
    for state, frame in explore.states.items():
        assert frame_svg(frame, explore.height, "try").startswith("<svg"), state
        assert frame.reading.endswith(".")
        assert len(frame.table)


def test_institutions_of_the_union_become_one_actor_once():
    """An event of Council and Commission has the Union once, and other names stay."""
    joined = one_union(pd.DataFrame({"actors": ["COUNCIL;EC;KAZ", "RUS", "EP"]}))

    assert joined["actors"].tolist() == ["EU;KAZ", "RUS", "EU"]
    assert one_union(joined)["actors"].tolist() == joined["actors"].tolist()


def test_pairs_of_states_share_the_same_large_meetings():
    """An event that names all five belongs to every pair, so the parts of the bars are alike."""
    pairs = shared_events()

    assert len(pairs) == 10
    assert pairs["five_union"].nunique() == pairs["five_alone"].nunique() == 1
    assert (pairs[["five_union", "five_alone", "fewer"]].sum(axis=1) == pairs["together"]).all()
    assert set(pairs["first"]) | set(pairs["second"]) == set(FIVE)


def test_the_reader_can_choose_measure_codes_and_period():
    """Every combination is ranked within what a page holds, and the interval holds the rank it is drawn with."""
    combinations = list(product(MEASURES, ACTORS, PERIODS))
    found = ranked("partners", "apart", "first")

    assert len(combinations) == 18
    assert (found["low"] <= found["high"]).all()
    assert set(found["node"]) >= {"EU", "EC", "COUNCIL"}


def test_striking_names_leaves_less_than_chance():
    """The most paired first is the harder way, and nothing comes back."""
    table = names_struck()

    assert (table["left"] <= table["mean"] + 1e-9).all()
    assert table["left"].is_monotonic_decreasing
    assert table["left"].iloc[0] == 100


def test_striking_meetings_at_random_leaves_as_much_as_remains():
    """On average the weight left is the share of events left; all events gone, nothing is."""
    curves = chance_curves("count")
    events = len(load("events"))

    assert curves.shape[1] == events + 1
    assert curves[:, -1] == pytest.approx(0, abs=1e-9)
    assert curves.mean(axis=0)[events // 2] == pytest.approx(100 * (1 - (events // 2) / events), abs=2)


def test_meetings_are_counted_once_when_shared_out():
    """Shared out, an event with others is worth half its size, so the Union leaves what chance leaves."""
    union = meetings_struck("newman").set_index("node").loc["EU"]

    naming = [set(row["actors"].split(";")) & {"EU", "EC", "COUNCIL", "EP", "EIB"} for row in rows("events")]
    assert union["struck"] == sum(map(bool, naming))
    assert union["low"] - 5 < union["left"] < union["high"] + 5


def test_factors_stay_where_they_are_when_arrows_go():
    """Every factor has a place in both forms, and no two share one."""
    assert set(diagram()) <= set(PLACES)
    for form in (0, 1):
        assert len({place[form] for place in PLACES.values()}) == len(PLACES)


def test_fewer_arrows_close_no_more_loops():
    """Taking a basis away never adds a loop."""
    counts = [len(loops(diagram(bases))) for _, _, bases in SHOWN]

    assert counts == sorted(counts, reverse=True)


def test_what_is_evidenced_is_drawn_thicker_and_what_is_asserted_framed():
    """The basis shows in the drawing, not only in the table."""
    arrows = draw(causes.feedback()).axes[0].patches
    cells = draw(causes.judgements()).axes[0].patches
    evidenced = (load("causal_links")["basis"] == "evidenced").sum()
    asserted = (load("cross_impacts")["basis"] == "asserted").sum()

    assert sum(patch.get_linewidth() == 3 for patch in arrows) == evidenced
    assert sum(patch.get_linewidth() == 1.8 for patch in cells) == asserted


def test_a_loop_keeps_its_name_when_arrows_are_taken_away():
    """The balance of trade and neighbours is B2 with all arrows, and B2 without the assumed ones."""
    whole = causes.closed(causes.diagram()).set_index("loop")["words"]
    part = causes.closed(causes.diagram(("asserted", "evidenced")))

    assert part["loop"].tolist() == ["R1", "B2"]
    assert part["words"].tolist() == whole[["R1", "B2"]].tolist()
