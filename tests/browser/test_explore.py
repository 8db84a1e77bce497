"""Explorable figures in a page: every control moved shows the numbers that Python has."""

import json
import re
from html import unescape

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import coursekit
from accessibility import violations
from workbench import page_of

WORDS = {
    "title": "Kept themes and new ones by year",
    "subtitle": "Themes, by document",
    "source": "invented",
    "alt": "Bars.",
}
CHOICES = {"place": {"Osh": 1, "Almaty": 2.5}, "year": range(2007, 2010), "signed": True}


def number_of(place, year, *, signed):
    """Return a number that differs in every state."""
    return place * 100 + (year - 2007) * 10 + (0.5 if signed else 0)


def bars(place, year, signed):
    """Names on the axis."""
    return pd.Series({"Kept": number_of(place, year, signed=signed), "New": float("nan")}, name="Themes")


def lines(place, year, signed):
    """Years on the axis."""
    value = number_of(place, year, signed=signed)
    return pd.DataFrame({"Kazakhstan": [value, 1.0], "Tajikistan": [2.0, 3.0]}, index=[2007, 2019])


def drawn(place, year, signed):
    """Bars that matplotlib draws."""
    _, ax = plt.subplots()
    ax.bar(["Kept", "New"], [number_of(place, year, signed=signed), 7], label="Themes")
    return ax


@pytest.fixture(name="explored")
def _explored(open_page, tmp_path, monkeypatch):
    """Open a page with one explorable figure, as the book has it; return page, figure, specification."""

    def explored(function, **look):
        with monkeypatch.context() as patched:
            patched.setenv("COURSEKIT_STATIC", "1")
            html = coursekit.explore(function, **WORDS, **CHOICES)._repr_html_()
        spec = json.loads(unescape(re.search(r'data-ck="([^"]*)"', html)[1]))
        file = tmp_path / "explored.html"
        file.write_text(page_of([spec], dark=look.get("dark", False)), "utf-8")
        page = open_page(file.as_uri(), width=look.get("width", 1280))
        return page, page.locator(".ck-chart"), spec

    return explored


def set_by_keyboard(page, chart, control, place):
    """Move a control to the alternative at a place, from wherever it is."""
    box = chart.locator(f"[name={control['name']}]")
    box.focus()
    if control["form"] == "list":
        box.select_option(index=place)
    elif control["form"] == "slide":
        page.keyboard.press("Home")
        for _ in range(place):
            page.keyboard.press("ArrowRight")
    elif box.is_checked() != (control["values"][place][0] == "yes"):
        page.keyboard.press("Space")


def table_of(chart):
    """Return the cells of the figure's table."""
    return [
        [cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in chart.locator("tbody tr").all()
    ]


#: Each control through all its values, and two far corners.
WALK = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 2, 0), (0, 0, 1), (1, 2, 1), (0, 2, 1)]


@pytest.mark.parametrize("function", [bars, lines, drawn])
def test_each_value_shows_pythons_numbers(explored, function):
    """Every value of every control by keyboard: the reading and the table are those of Python."""
    page, chart, spec = explored(function)
    chart.get_by_role("button", name="Table").press("Enter")
    values = list(CHOICES["place"].values()), CHOICES["year"], (True, False)

    for places in WALK:
        for control, place in zip(spec["controls"], places, strict=True):
            set_by_keyboard(page, chart, control, place)
        given = [options[place] for options, place in zip(values, places, strict=True)]
        expected = f"{number_of(given[0], given[1], signed=given[2]):g}"
        cells = table_of(chart)
        if function is lines:
            chart.locator(".ck-slider input").focus()
            page.keyboard.press("Home")
            assert cells[0] == ["2007", expected, "2"]
            assert chart.locator(".ck-at").inner_text() == "2007"
        elif function is bars:
            assert cells == [["Kept", expected], ["New", "no data"]]
        else:
            assert cells == [["Kept", expected], ["New", "7"]]
            signed = "yes" if given[2] else "no"
            place = next(label for label, value in CHOICES["place"].items() if value == given[0])
            said = chart.locator(".ck-readout").inner_text().strip()
            assert said == f"Place: {place}; Year: {given[1]}; Signed: {signed}."
            assert chart.locator(".ck-frame svg").is_visible()
        if function is not drawn:
            assert chart.locator("dd").first.get_attribute("data-value") == expected
    assert page.trouble == []


@pytest.mark.parametrize("look", [{"width": 1280}, {"width": 390, "dark": True}])
def test_controls_can_be_seen_heard_and_hit(explored, look):
    """Names and values for a screen reader, 44 px for a finger, no sideways scrolling."""
    page, chart, _ = explored(bars, **look)

    slide = chart.locator("[name=year]")
    assert slide.get_attribute("aria-valuetext") == "2007"
    slide.press("End")
    assert slide.get_attribute("aria-valuetext") == "2009"
    assert chart.get_by_role("checkbox", name="Signed").is_checked()
    assert min(label.bounding_box()["height"] for label in chart.locator(".ck-controls label").all()) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
