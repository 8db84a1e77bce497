"""Two records of one trade: what the five states report, and what their partners report.

Owns the two sides, the turnover by partner, and the figure ``13-first`` of chapter 13.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

#: Years drawn: from the first of the century to the end of the series.
FIRST, LAST = 2000, 2020
#: Who reports -> the two flows that make its turnover.
SIDES = {
    "own": ("exports_to_partner", "imports_from_partner"),
    "mirror": ("mirror_partner_exports_to_ca", "mirror_partner_imports_from_ca"),
}
#: Partners that both sides have for every state.
PARTNERS = ("CHN", "EU27", "RUS", "TUR", "USA")
PLACES = {
    "all": ("All five states", FIVE),
    "rest": ("All but Kazakhstan", FIVE[1:]),
    **{state: (name_of(state), (state,)) for state in FIVE},
}
_REPORTERS = {"own": "As the five states report", "mirror": "As China and the Union report"}
_TONES = {"own": "ink", "mirror": "accent"}


@computed_once
def turnover(side: str, place: str = "all") -> pd.DataFrame:
    """Return exports plus imports of a place with each partner in USD million, as one side reports them.

    The states' own side also has the column ``WORLD``.

    Examples
    --------
    >>> [turnover(side).loc[2019, ["CHN", "EU27"]].round(-2).astype(int).tolist() for side in SIDES]
    [[33000, 35600], [46500, 32000]]
    """
    rows = load("trade")
    chosen = rows[rows["indicator"].isin(SIDES[side]) & rows["entity"].isin(PLACES[place][1])]
    chosen = chosen.assign(year=chosen["period"].astype(int))
    table = chosen.pivot_table(index="year", columns="partner", values="value", aggfunc="sum")
    wanted = [*PARTNERS, "WORLD"] if side == "own" else list(PARTNERS)
    return table.loc[FIRST:LAST, wanted]


def shares(place: str = "all") -> pd.DataFrame:
    """Return each partner's share in all trade of a place, in per cent, as the states report it.

    Examples
    --------
    >>> shares().loc[2020, ["EU27", "CHN", "RUS"]].round(1).tolist()
    [20.8, 19.8, 19.6]
    """
    table = turnover("own", place)
    return table[list(PARTNERS)].div(table["WORLD"], axis=0) * 100


def first_partner(side: str, place: str = "all") -> "pd.Series[str]":
    """Return the largest of the five partners in each year.

    Examples
    --------
    >>> first_partner("own").loc[2012], first_partner("mirror").loc[2012]
    ('EU27', 'CHN')
    """
    return turnover(side, place)[list(PARTNERS)].idxmax(axis=1).astype(str)


def lead(side: str, place: str = "all") -> "pd.Series[float]":
    """Return by how many USD billion trade with the Union exceeds trade with China.

    Examples
    --------
    >>> [round(float(lead(side).loc[2019]), 1) for side in SIDES]
    [2.6, -14.5]
    """
    table = turnover(side, place)
    return (table["EU27"] - table["CHN"]) / 1000


@figure("13-first")
def first() -> Figure:
    """Show who leads, the Union or China, by two records; the place is the reader's choice."""
    origin = source(str(load("trade").query("indicator == 'exports_to_partner'")["source"].iloc[0]))
    table = pd.DataFrame({_REPORTERS[side]: lead(side) for side in SIDES})
    return Figure(
        title="The states' own books keep the Union ahead of China, their partners' books have China ahead since 2015",
        subtitle=f"Trade in goods of the five states with the Union minus that with China, USD billion, {FIRST}–{LAST}",
        source=(
            f"{origin.publisher}: {origin.title}; the 27 present members in all years; Uzbekistan's own shares are "
            "frozen to 2015, Turkmenistan's own side is built from its partners'"
        ),
        source_url=origin.url,
        alt=(
            "Two lines around a line at zero. By the states' own reports the Union is ahead throughout: by 3 billion "
            "dollars in 2000, 25 in 2008 and 24 in 2014, and by little more than 1 in 2020. By the partners' reports "
            "it is ahead by 10 in 2008, falls to zero in 2012 and to minus 15 in 2019."
        ),
        table=table.round(1).reset_index(names="Year"),
        draw=lambda ax: _draw(ax, table),
        explore=_explorer(),
        height=3.6,
    )


def _draw(ax: Axes, table: pd.DataFrame) -> Axes:
    narrow = is_narrow(ax)
    ax.axhline(0, color=colour("ink"), lw=1.2)
    for side, name in _REPORTERS.items():
        ax.plot(
            table.index,
            table[name],
            color=colour(_TONES[side]),
            ls="solid" if side == "own" else "dashed",
            lw=2.4 if side == "own" else 2.0,
        )
    words = {"own": "the five states\nreport", "mirror": "their partners\nreport"}
    for side, (year, height) in {"own": (2014.6, 20), "mirror": (2005.2, -6.5)}.items():
        ax.text(year, height, words[side], va="center", fontsize=9.5, color=colour(_TONES[side]))
    ax.text(FIRST, 27.5, "Union ahead", fontsize=9.5, fontweight="bold", color=colour("EU"))
    ax.text(FIRST, -17.5, "China ahead", fontsize=9.5, fontweight="bold", color=colour("CHN"))
    ax.set_ylim(-19, 31)
    ax.set_yticks([-10, 0, 10, 20])
    ax.set_xlim(FIRST - 0.4, LAST + 0.4)
    ax.set_xticks([2000, 2004, 2008, 2012, 2016, 2020] if not narrow else [2000, 2010, 2020])
    ax.set_ylabel("USD billion")
    return ax


def _explorer() -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {
        (place,): [
            Series(
                side,
                name,
                [(int(year), round(float(value), 2)) for year, value in lead(side, place).items()],  # type: ignore[call-overload]
                _TONES[side],
                "solid" if side == "own" else "dashed",
            )
            for side, name in _REPORTERS.items()
        ]
        for place in PLACES
    }
    control = Control("place", "For", [(place, name) for place, (name, _) in PLACES.items()])
    return Explorer("line", "Year", "Union minus China, USD billion", "", [control], states, axis_by=("place",))
