"""Primer A: what stands in its text and questions follows from the data."""

from datetime import date
from pathlib import Path

import pytest

from coursekit.chapters import read_chapter
from coursekit.facts import claim, event, value
from coursekit.plots.chapters.who_makes_foreign_policy.paths import PATHS, STOPS, TONES, WALK, example
from coursekit.plots.chapters.who_makes_foreign_policy.road import AGREEMENTS, stretches
from coursekit.plots.figure import find
from coursekit.questions import bank_of

ROOT = Path(__file__).parent.parent.parent
SLUG = "A-who-makes-foreign-policy"
PAGE = read_chapter(ROOT / "book" / f"{SLUG}.md").text
BANK = bank_of(SLUG)


def day(identifier):
    """Return the first day of an event."""
    return date.fromisoformat(event(identifier).date)


def question(name):
    """Return a question of the bank."""
    return next(one for one in BANK if one.id == f"{SLUG}/{name}")


def test_days_between_acts_are_counted():
    """Andijan to measures, signature to force, and how long the strategy of 2019 took."""
    assert (day("E035") - day("E032")).days == 185
    assert "185 days" in PAGE
    assert "185 days" in WALK["sanction"]["prepared"].example
    assert (day("E133") - day("E091")).days == 1532
    assert "1,532 days" in question("years-after-signing").explain
    assert question("years-after-signing").body.specification()["answer"] == 1532 // 365.25
    assert 1.9 < (day("E122") - day("E101")).days / 365.25 < 2.1
    assert "took two years" in PAGE


def test_the_road_says_what_the_text_says():
    """Nearly nine years for Kazakhstan, four of them after the signature."""
    days = [one.days for one in stretches(AGREEMENTS[5][2])]

    assert 8.75 < sum(days) / 365.25 < 9
    assert days[-1] // 365.25 == 4


def test_the_description_of_the_road_has_the_numbers_of_its_table():
    """Every number of years in the words for those who do not see it is in the table."""
    shown = find("A-road")

    for years in shown.table["Years"]:
        assert f"{years:.1f}" in shown.alt


def test_stops_of_kazakhstan_s_agreement_are_in_the_order_of_their_days():
    """As the ordering question asks."""
    assert [day(one) for one in ("E209", "E211", "E091", "E096", "E212", "E133")] == sorted(
        day(one) for one in ("E209", "E211", "E091", "E096", "E212", "E133")
    )
    assert len(question("agreement-in-order").body.items) == 6


def test_every_stop_of_every_path_says_who_can_stop_it():
    """The walk has no hole, and names known bodies only."""
    assert set(WALK) == set(PATHS)
    for path, stops in WALK.items():
        assert list(stops) == list(STOPS)
        for stop in stops:
            assert stops[stop].stoppers
            assert set(stops[stop].stoppers) <= set(TONES)
            assert "{" not in example(path, stop)


def test_the_title_on_paths_holds():
    """One state is a stop on three paths and on no stop of the fourth."""
    alone = {path for path, stops in WALK.items() if any("one state" in stop.stoppers for stop in stops.values())}

    assert alone == {"strategy", "agreement", "sanction"}


def test_the_sum_for_kyrgyzstan_is_the_data_s():
    """With its period."""
    assert value("eu_assistance_bilateral KGZ 2021-2024").number == 62
    assert "EUR 62 million" in WALK["programme"]["paid"].example
    assert "2021–2024" in WALK["programme"]["paid"].example


def test_claim_77_is_told_as_the_ledger_restores_it():
    """Do not depend: not the opposite."""
    assert "do not depend" in claim("C77")["claim"]
    assert "as we restore its lines, the Union's positions in the region do not depend on the member states" in PAGE


@pytest.mark.parametrize("slug", [SLUG, "B-four-lenses"])
def test_few_questions_are_arithmetic(slug):
    """At most a quarter asks for a number."""
    bank = bank_of(slug)

    assert sum(one.kind in ("number", "predict") for one in bank) <= len(bank) / 4
