"""The one place that owns colours, dashes and markers.

Every state and outside actor keeps its colour in every figure, each phase of
the story its tint. Colours are told apart by the colour-blind too, and never
stand alone: dashes and markers go with them. In a page the same keys are CSS
variables, so a figure follows dark mode.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
from cycler import cycler

from coursekit.errors import FigureError, nearest

#: Dash pattern per actor, so that lines differ without colour.
DASHES = {
    "KAZ": "solid",
    "KGZ": "dashed",
    "TJK": "dotted",
    "TKM": "dashdot",
    "UZB": (0, (6, 1.5)),
    "EU": "solid",
    "RUS": "dashed",
    "CHN": "dashdot",
    "USA": "dotted",
    "TUR": (0, (6, 1.5)),
}
#: The same for charts drawn in the page, which know three patterns.
PAGE_DASHES: dict[str, Literal["solid", "dashed", "dotted"]] = {
    "KAZ": "solid",
    "KGZ": "dashed",
    "TJK": "dotted",
    "TKM": "dashed",
    "UZB": "dotted",
}
#: Marker per actor.
MARKERS = {
    "KAZ": "o",
    "KGZ": "s",
    "TJK": "^",
    "TKM": "D",
    "UZB": "v",
    "EU": "o",
    "RUS": "s",
    "CHN": "^",
    "USA": "D",
    "TUR": "v",
}
_FONT = "DejaVu Sans"


@cache
def palette() -> dict[str, str]:
    """Return palette key -> hexadecimal colour of the light mode.

    Examples
    --------
    >>> sorted(palette())[:2]
    ['CHN', 'EU']
    """
    colours: dict[str, str] = json.loads(Path(__file__).with_name("palette.json").read_text("utf-8"))
    return colours


def colour(key: str) -> str:
    """Return the colour of an actor, phase or role.

    Parameters
    ----------
    key : str
        ``KAZ`` … ``TUR``, ``phase1`` … ``phase5``, ``ink``, ``muted``, ``accent``,
        ``kept``, ``new`` or ``dropped``.

    Raises
    ------
    FigureError
        If the palette has no such key.

    Examples
    --------
    >>> colour("EU").startswith("#")
    True
    """
    if key not in palette():
        raise FigureError(f"The palette has no colour {key!r}. {nearest(key, palette())}")
    return palette()[key]


@contextmanager
def course_style() -> Iterator[None]:
    """Draw within this context to get the course's type, grid and grounds.

    Examples
    --------
    >>> with course_style():
    ...     mpl.rcParams["axes.spines.top"]
    False
    """
    ink, muted = colour("ink"), colour("muted")
    settings: dict[Any, Any] = {
        "font.family": _FONT,
        "font.size": 10,
        "text.color": ink,
        "axes.labelcolor": muted,
        "axes.edgecolor": muted,
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.grid": True,
        "axes.axisbelow": True,
        "axes.facecolor": "none",
        "axes.prop_cycle": cycler(color=[colour("EU"), colour("accent"), muted]),
        "figure.facecolor": "none",
        "savefig.facecolor": "none",
        "grid.color": muted,
        "grid.alpha": 0.22,
        "grid.linewidth": 0.8,
        "xtick.color": muted,
        "ytick.color": muted,
        "xtick.labelsize": 10,
        "ytick.labelsize": 10,
        "ytick.major.size": 0,
        "lines.linewidth": 2.2,
        "legend.frameon": False,
        "svg.fonttype": "none",
    }
    with mpl.rc_context(settings):
        yield


def with_variables(svg: str) -> str:
    """Replace the palette's colours in an SVG by CSS variables, and its font by the page's.

    Examples
    --------
    >>> with_variables(f"fill: {colour('EU')}").startswith("fill: var(--c-EU, #")
    True
    """
    for key, value in palette().items():
        svg = svg.replace(value, f"var(--c-{key}, {value})")
    return svg.replace(f"'{_FONT}'", "var(--sans, sans-serif)")
