"""Map of chapter 9: which agreement bound each state, year by year.

Owns the reading of the outlines and the figure ``09-map``. The steps of the
agreements are those of ``timelines.py``.
"""

from collections.abc import Sequence
from functools import cache
from math import cos, radians

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.outlines import Ring, polygons
from coursekit.facts import event
from coursekit.plots.chapters.stronger_partnership.timelines import AGREEMENTS
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.style import colour

#: Degrees between points that are kept: finer would not show at the size of a page.
_TOLERANCE = 0.3
#: A degree of longitude is shorter than one of latitude in the middle of the region.
_SQUEEZE = cos(radians(44))
YEARS = (1998, 1999, 2010, 2015, 2020, 2025)
_STANDING = {
    0: ("no agreement of its own in force", "paper", ""),
    1: ("trade part in force", "paper", "///"),
    2: ("first agreement in force", "kept", ""),
    3: ("first agreement in force, enhanced one signed", "kept", "///"),
    4: ("enhanced agreement in force", "new", ""),
}
#: What each kind of step lifts a state to; initialling and a first signature bind nobody.
_LIFTS = {"trade": 1, "in force": 2, "EPCA signed": 3, "EPCA in force": 4}
_LABELS = {"KAZ": (66.5, 48.2), "KGZ": (74.6, 41.55), "TJK": (70.8, 38.5), "TKM": (59.0, 39.3), "UZB": (63.3, 41.9)}


@cache
def rings(code: str) -> tuple[Ring, ...]:
    """Return the outline of a state as rings of (longitude, latitude), thinned for a page.

    Parameters
    ----------
    code : str
        ISO code, for instance ``"KAZ"``.

    Examples
    --------
    >>> len(rings("TKM")[0]) > 20
    True
    """
    thinned = (_thinned(around) for around, *_holes in polygons()[code])
    return tuple(ring for ring in thinned if len(ring) > 5)


def _thinned(ring: Ring) -> Ring:
    kept = [ring[0]]
    for point in ring[1:]:
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= _TOLERANCE:
            kept.append(point)
    return tuple(kept)


def standing(state: str, year: int) -> int:
    """Return how far a state's agreements had come at the end of a year, from 0 to 4.

    Examples
    --------
    >>> [standing("KAZ", year) for year in (1998, 1999, 2015, 2020)]
    [0, 2, 3, 4]
    """
    reached = [_LIFTS.get(kind, 0) for key, kind in AGREEMENTS[state] if int(event(key).date[:4]) <= year]
    return max(reached, default=0)


@figure("09-map")
def agreements_map() -> Figure:
    """Show the standing of the five states on the map, year by year."""
    names = load("entities").set_index("code")["name_en"]
    rows = [(names[state], year, _STANDING[standing(state, year)][0]) for state in AGREEMENTS for year in YEARS]
    table = pd.DataFrame(rows, columns=["State", "Year", "Standing"])
    long = table.pivot_table(index="State", columns="Year", values="Standing", aggfunc="first")
    return Figure(
        title="Since 1999 the map of agreements has never been of one colour",
        subtitle="Agreements of each state with the EU at the end of the year; hatched: not the whole agreement",
        source="Register of events; outlines Natural Earth, simplified; the Kyrgyz-Tajik border was agreed in 2025",
        source_url="https://www.naturalearthdata.com/",
        alt=(
            "Map of the five states. 1999: the first agreement in force in Kazakhstan, Kyrgyzstan, Uzbekistan; "
            "2010: also in Tajikistan, and the trade part for Turkmenistan; 2020: the enhanced agreement in force in "
            "Kazakhstan; 2025: enhanced agreements signed by Kyrgyzstan and Uzbekistan."
        ),
        table=long.reset_index().rename(columns=str),
        explore=Frames(
            controls=[Control("year", "End of", [(str(year), str(year)) for year in YEARS])],
            states={(str(year),): _frame(year, names, table) for year in YEARS},
            height=3.5,
        ),
    )


def _frame(year: int, names: "pd.Series[str]", table: pd.DataFrame) -> Frame:
    now = table[table["Year"] == year].drop(columns="Year")
    reading = "; ".join(f"{state}: {words}" for state, words in now.itertuples(index=False))

    def draw(ax: Axes) -> Axes:
        for state in AGREEMENTS:
            _draw_state(ax, state, standing(state, year), names[state])
        _legend(ax)
        ax.set_aspect(1 / _SQUEEZE)
        # The same in every frame, so that the map stands still.
        ax.set(xlim=(46, 88), ylim=(27.8, 55.8))
        ax.axis("off")
        return ax

    return Frame(draw=draw, reading=f"{year}. {reading}.", table=now)


def _draw_state(ax: Axes, state: str, reached: int, name: str) -> None:
    _, key, hatch = _STANDING[reached]
    for ring in rings(state):
        _fill(ax, list(zip(*ring, strict=True)), key, hatch)
    place = {"boxstyle": "round,pad=0.2", "facecolor": colour("paper"), "edgecolor": "none"}
    ax.text(*_LABELS[state], name, ha="center", va="center", fontsize=10, color=colour("ink"), bbox=place)


def _fill(ax: Axes, outline: Sequence[Sequence[float]], key: str, hatch: str) -> None:
    tint = (colour(key), 1.0 if key == "paper" else 0.35)
    ax.fill(*outline, facecolor=tint, edgecolor=colour("ink"), linewidth=0.9)
    if hatch:
        # On its own: a hatch takes on the paleness of the ground it is drawn with.
        ax.fill(*outline, facecolor="none", edgecolor=colour("ink"), linewidth=0, hatch=hatch)


def _legend(ax: Axes) -> None:
    # Every standing in every year: a reader sees what could be and is not yet.
    for row, (words, key, hatch) in enumerate(_STANDING.values()):
        y = 34.6 - 1.5 * row
        box = [(46.5, 46.5, 49, 49), (y - 0.45, y + 0.45, y + 0.45, y - 0.45)]
        _fill(ax, box, key, hatch)
        ax.text(49.8, y, words, va="center", fontsize=10, color=colour("ink"))
