"""Three partners as the corners of a triangle: how evenly a state's trade is divided among them.

Owns the shares of the three corners, the number of equal partners, and the figure ``13-triangle``
of chapter 13.
"""

from collections.abc import Callable
from math import sqrt

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import source
from coursekit.plots.chapters.other_powers.scorekeepers import turnover
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.style import MARKERS, colour

#: Corner -> name, and where it stands: the Union above, Russia left, China right.
CORNERS = {"EU27": ("Union", 0.5, sqrt(3) / 2), "RUS": ("Russia", 0.0, 0.0), "CHN": ("China", 1.0, 0.0)}
YEARS = (2000, 2005, 2010, 2013, 2016, 2019)
_TONES = {"EU27": "EU", "RUS": "RUS", "CHN": "CHN"}


def corner_shares(state: str) -> pd.DataFrame:
    """Return what part of a state's trade with the three partners each of them has, in per cent, as they report it.

    Examples
    --------
    >>> corner_shares("KGZ").loc[[2000, 2019], "CHN"].round().tolist()
    [32.0, 73.0]
    """
    table = turnover("mirror", state)[list(CORNERS)]
    return table.div(table.sum(axis=1), axis=0) * 100


def equal_partners(state: str) -> "pd.Series[float]":
    """Return how many partners of equal size would be as concentrated: 3 at best, 1 at worst.

    One divided by the sum of the squared shares.

    Examples
    --------
    >>> {state: round(float(equal_partners(state).loc[2019]), 2) for state in FIVE}
    {'KAZ': 2.93, 'KGZ': 1.71, 'TJK': 2.18, 'TKM': 1.39, 'UZB': 2.69}
    """
    parts = corner_shares(state) / 100
    return 1 / (parts**2).sum(axis=1)


def position(shares: "pd.Series[float]") -> tuple[float, float]:
    """Return where shares of the three corners lie in the triangle.

    Examples
    --------
    >>> [round(place, 2) for place in position(pd.Series({"EU27": 0, "RUS": 50, "CHN": 50}))]
    [0.5, 0.0]
    """
    parts = shares / shares.sum()
    across = sum(float(parts[code]) * CORNERS[code][1] for code in CORNERS)
    up = sum(float(parts[code]) * CORNERS[code][2] for code in CORNERS)
    return across, up


@figure("13-triangle")
def triangle() -> Figure:
    """Show where five states stand among three partners; the year is the reader's choice."""
    origin = source(str(load("trade").query("indicator == 'mirror_partner_exports_to_ca'")["source"].iloc[0]))
    frames: dict[tuple[str, ...], Frame] = {
        (str(year),): Frame(draw=_drawing(year), reading=_reading(year), table=_table(year)) for year in YEARS
    }
    control = Control("year", "Year", [(str(year), str(year)) for year in YEARS], form="slide")
    return Figure(
        title="Kazakhstan moved to the middle of the triangle, Kyrgyzstan and Turkmenistan to one corner",
        subtitle="Trade in goods with three partners, 2000–2019: the nearer a corner, the larger its part",
        source=f"{origin.publisher}: {origin.title}, as the partners report it; the 27 present members in all years",
        source_url=origin.url,
        alt=(
            "A triangle with the Union above, Russia at the left and China at the right. In 2019 Kazakhstan stands "
            "near the middle. Uzbekistan lies lower, between Russia and China, Tajikistan lower still. Kyrgyzstan, in "
            "the middle in 2000, has moved far towards China, and Turkmenistan, which began at the Russian side, "
            "almost into China's corner."
        ),
        table=pd.concat([_table(year) for year in YEARS], ignore_index=True),
        draw=_drawing(YEARS[-1]),
        explore=Frames([control], frames, height=4.2),
        height=4.8,
        narrow_height=3.7,
    )


def _reading(year: int) -> str:
    counts = {state: float(equal_partners(state).loc[year]) for state in FIVE}
    order = sorted(FIVE, key=counts.__getitem__, reverse=True)
    said = ", ".join(f"{name_of(state)} {counts[state]:.1f}" for state in order)
    return f"{year}. Trade as even as with so many equal partners (3 at best): {said}."


def _table(year: int) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (
                name_of(state),
                year,
                *(round(float(corner_shares(state)[code].loc[year])) for code in CORNERS),
                round(float(equal_partners(state).loc[year]), 2),
            )
            for state in FIVE
        ],
        columns=["State", "Year", *(f"{name}, per cent" for name, _, _ in CORNERS.values()), "Equal partners"],
    )


def _drawing(year: int) -> Callable[[Axes], Axes]:
    return lambda ax: _draw(ax, year)


def _draw(ax: Axes, year: int) -> Axes:
    outline = [CORNERS[code][1:] for code in (*CORNERS, "EU27")]
    ax.plot([x for x, _ in outline], [y for _, y in outline], color=colour("muted"), lw=1.2)
    _thirds(ax)
    for code, (name, x, y) in CORNERS.items():
        below, side_of = y == 0, {"RUS": "left", "CHN": "right", "EU27": "center"}[code]
        ax.text(
            x,
            y + (-0.09 if below else 0.03),
            f"all with {'the Union' if code == 'EU27' else name}",
            ha=side_of,
            va="top" if below else "bottom",
            fontsize=10,
            fontweight="bold",
            color=colour(_TONES[code]),
        )
    for state in FIVE:
        _trail(ax, state, year)
    ax.set_xlim(-0.03, 1.08)
    ax.set_ylim(-0.15, sqrt(3) / 2 + 0.08)
    ax.set_aspect("equal")
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    return ax


def _thirds(ax: Axes) -> None:
    """Lines from the middle to the three sides: within each field one partner is the largest."""
    middle = position(pd.Series(dict.fromkeys(CORNERS, 1.0)))
    for code in CORNERS:
        edge = position(pd.Series({other: float(other != code) for other in CORNERS}))
        ax.plot([middle[0], edge[0]], [middle[1], edge[1]], color=colour("line"), lw=1.2)


#: Where a name stands beside its mark: right, left, above or below, in units of the triangle's side.
_BESIDE = {"KAZ": (0.025, 0.02), "UZB": (-0.03, 0), "TJK": (-0.025, -0.02), "TKM": (0, 0.03), "KGZ": (0, -0.035)}


def _trail(ax: Axes, state: str, year: int) -> None:
    shares = corner_shares(state)
    path = [position(shares.T[one]) for one in YEARS if one <= year]
    ax.plot([x for x, _ in path], [y for _, y in path], color=colour(state), lw=1.4, alpha=0.55)
    start, end = path[0], path[-1]
    if len(path) > 1:
        ax.plot(*start, MARKERS[state], ms=5, mfc=colour("paper"), mec=colour(state), mew=1.4)
    ax.plot(*end, MARKERS[state], ms=9, color=colour(state))
    across, up = _BESIDE[state]
    ax.text(
        end[0] + across,
        end[1] + up,
        name_of(state),
        ha="center" if not across else "left" if across > 0 else "right",
        va="center" if not up else "bottom" if up > 0 else "top",
        fontsize=9.5,
        color=colour("ink"),
    )
