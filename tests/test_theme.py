"""The theme's colours: one palette for page and figures, one dark mode."""

import re
from pathlib import Path

import pytest

from coursekit.data.actors import COLOURED
from coursekit.plots.style import palette

CSS = (Path(__file__).parent.parent / "src/coursekit/book/theme/static/atlas.css").read_text("utf-8")


def variables(selector):
    """Return the custom properties set in the first block that a selector opens."""
    block = CSS.split(selector, 1)[1].split("{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


def contrast(first, second):
    """Return the WCAG contrast of two hexadecimal colours."""
    lights = sorted((luminance(first), luminance(second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour):
    """Return the relative luminance of a hexadecimal colour."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


LIGHT, DARK, CHOSEN = variables(":root"), variables(":root:not([data-theme"), variables(':root[data-theme="dark"]')


def test_dark_by_choice_and_dark_by_system_are_the_same():
    """CSS cannot share the two lists; they must not drift apart."""
    assert len(DARK) > 20
    assert DARK == CHOSEN


def test_figures_and_pages_share_one_palette():
    """The colours matplotlib draws with are those that the page replaces."""
    for key in palette():
        if f"--c-{key}" in LIGHT and LIGHT[f"--c-{key}"].startswith("#"):
            assert LIGHT[f"--c-{key}"] == palette()[key], key


@pytest.mark.parametrize("code", COLOURED)
def test_an_actor_has_a_colour_of_its_own_in_either_mode(code):
    """Dark mode replaces the colours of all of them."""
    assert LIGHT[f"--c-{code}"] == palette()[code]
    assert DARK[f"--c-{code}"].startswith("#")


@pytest.mark.parametrize("mode", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_data_stand_out_from_the_paper(mode):
    """Text at least 4.5:1, data colours at least 3:1, in both modes."""
    colours = {**LIGHT, **mode}

    for name in ("--ink", "--muted", "--accent"):
        assert contrast(colours[name], colours["--paper"]) >= 4.5, name
    for name, value in colours.items():
        if name.startswith("--c-") and value.startswith("#") and name != "--c-paper":
            assert contrast(value, colours["--paper"]) >= 3, name
