"""Every explorable chart: every state reached by its controls shows Python's numbers."""

import re
from itertools import product
from math import isnan

import pytest

from coursekit.data.package import rows
from coursekit.plots.figure import Frames, figure_names, find

CHAPTERS = {row["number"].zfill(2): row["slug"] for row in rows("chapters")}
CHARTS = [name for name in figure_names() if find(name).explore]


def readings(chart):
    """Return series key -> value as the page reads it out, and the place it reads at."""
    entries = chart.locator(".ck-reading > div").all()
    return [
        (
            entry.get_attribute("data-key"),
            entry.get_attribute("data-x"),
            entry.locator("dd").get_attribute("data-value"),
        )
        for entry in entries
    ]


def expected_at(series, x):
    """Return what the reading of a series at x should be, as text."""
    found = dict(series.points).get(x)
    return "" if found is None or isnan(found) else f"{found:g}"


def as_number(text):
    """Return a raw value as :g text, to compare across languages."""
    return f"{float(text):g}" if text else ""


@pytest.mark.parametrize("name", CHARTS)
def test_every_state_shows_pythons_values(site, open_page, name):
    """Each combination of the controls, chosen by keyboard, reads out what Python holds."""
    explorer = find(name).explore
    page = open_page(f"{site}/book/{CHAPTERS[name[:2]]}.html")
    page.evaluate("document.querySelectorAll('details.reveal').forEach(fold => { fold.open = true; })")
    chart = page.locator(f"#chart-{name}")
    chart.scroll_into_view_if_needed()

    for state in product(*[[value for value, _ in control.values] for control in explorer.controls]):
        for select, value in zip(chart.locator("select").all(), state, strict=True):
            select.select_option(value)
        compare(page, chart, explorer, state)
    assert page.trouble == []


def compare(page, chart, explorer, state):
    """Compare the readings with the series of a state, moving the slider of a line chart end to end."""
    if isinstance(explorer, Frames):
        assert chart.locator(".ck-readout").inner_text().strip() == explorer.states[state].reading
        assert chart.locator(".ck-frame svg").is_visible()
        return
    series = {one.key: one for one in explorer.states[state]}
    slider = chart.locator("input[type=range]")
    if slider.count():
        slider.focus()
        for key in ("Home", "ArrowRight", "ArrowRight", "End", "ArrowLeft"):
            page.keyboard.press(key)
            at = float(re.sub(r"[^\d.]", "", chart.locator(".ck-at").inner_text()))
            for key_of, _, shown in readings(chart):
                assert as_number(shown) == expected_at(series[key_of], at), (state, key_of, at)
    else:
        found = readings(chart)
        places = {x for one in series.values() for x, _ in one.points}
        assert len(found) == len(places) * len(series)
        for key_of, x, shown in found:
            assert as_number(shown) == expected_at(series[key_of], x), (state, key_of, x)


@pytest.mark.parametrize("name", CHARTS)
def test_the_table_and_the_download_hold_the_state_shown(http, open_page, name):
    """The table opens by keyboard, and the CSV has the same cells."""
    page = open_page(f"{http}/book/{CHAPTERS[name[:2]]}.html")
    page.evaluate("document.querySelectorAll('details.reveal').forEach(fold => { fold.open = true; })")
    chart = page.locator(f"#chart-{name}")
    chart.get_by_role("button", name="Table").focus()
    page.keyboard.press("Enter")
    table_rows = chart.locator("table tbody tr").count()
    with page.expect_download() as download:
        chart.get_by_role("button", name="Download CSV").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()

    assert chart.locator("table caption").is_visible()
    assert table_rows > 0
    assert len([line for line in lines if line]) == table_rows + 1


@pytest.mark.parametrize("name", CHARTS)
def test_letters_stay_legible_on_a_phone(http, open_page, name):
    """No letter in a drawn chart is smaller than 11 px at 390 px width."""
    page = open_page(f"{http}/book/{CHAPTERS[name[:2]]}.html", width=390)
    page.evaluate("document.querySelectorAll('details.reveal').forEach(fold => { fold.open = true; })")
    sizes = page.locator(f"#chart-{name} .ck-plot text").evaluate_all(
        "nodes => nodes.map(node => parseFloat(getComputedStyle(node).fontSize) * node.getScreenCTM().a)"
    )

    assert sizes
    assert min(sizes) >= 11
