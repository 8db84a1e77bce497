"""When missions opened in the five capitals: figure of chapter 4.

Owns the years in order, what each mission was, and the figure ``04-missions``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.plots.figure import Figure, figure
from coursekit.plots.rows import bare, is_narrow
from coursekit.plots.style import colour

#: Kind of mission -> marker, whether it is filled, colour.
KINDS = {
    "EU Delegation": ("o", True, "EU"),
    "EU office": ("o", False, "EU"),
    "OSCE mission or centre": ("s", True, "kept"),
    "British mission": ("^", True, "new"),
    "French embassy": ("D", True, "dropped"),
}
_PARTNERS = {"OSCE": "OSCE mission or centre", "GBR": "British mission", "FRA": "French embassy", "EU": "EU office"}


def missions() -> pd.DataFrame:
    """Return the missions whose year is known, with ``state``, ``kind``, ``year`` and ``note``.

    Examples
    --------
    >>> table = missions()
    >>> table[table["kind"] == "EU Delegation"].set_index("state")["year"].to_dict()
    {'KAZ': 1994, 'KGZ': 2010, 'TJK': 2010, 'TKM': 2019, 'UZB': 2012}
    """
    rows = load("governance")
    full = rows[rows["indicator"] == "eu_delegation_opening_year"].assign(kind="EU Delegation")
    other = rows[rows["indicator"] == "mission_opening_year"]
    table = pd.concat([full, other.assign(kind=other["partner"].map(_PARTNERS))])
    table = table.assign(state=table["entity"], year=table["period"].astype(int), place=table["entity"].map(FIVE.index))
    return table.sort_values(["place", "year"])[["state", "kind", "year", "note"]].reset_index(drop=True)


@figure("04-missions")
def missions_by_year() -> Figure:
    """Show the opening of missions in each of the five states on one line of years."""
    table = missions()
    return Figure(
        title="Until 2010 the Union had one full Delegation for five states; others came earlier",
        subtitle="Year in which a mission opened, by state, 1991–2019; only missions whose year was found",
        source="EU, OSCE, UK House of Commons, French foreign ministry, regional press; see the table governance",
        alt=(
            "Five lines of years. Kazakhstan: British mission 1992, EU Delegation 1994, OSCE 1998. Kyrgyzstan: OSCE "
            "1998, EU office 2004, Delegation 2010. Tajikistan: EU office for TACIS 1992, OSCE 1994, French embassy "
            "2002, EU office 2004, Delegation 2010. Turkmenistan: British mission 1995, OSCE 1998, Delegation 2019. "
            "Uzbekistan: British mission 1993, OSCE 1995, Delegation 2012."
        ),
        table=pd.DataFrame(
            {
                "State": table["state"].map(name_of),
                "Mission": table["kind"],
                "Year": table["year"],
                "Note": table["note"],
            }
        ),
        draw=lambda ax: _draw(ax, table),
        height=3.7,
        narrow_height=4.4,
    )


def _draw(ax: Axes, table: pd.DataFrame) -> Axes:
    for place, state in enumerate(FIVE):
        ax.axhline(place, color=colour("line"), lw=1.2, zorder=1)
        ax.annotate(
            name_of(state),
            (0, place),
            xycoords=("axes fraction", "data"),
            xytext=(0, 11),
            textcoords="offset points",
            fontsize=9.5,
            fontweight="bold",
            color=colour("ink"),
        )
        of_state = table[table["state"] == state]
        for kind, year in zip(of_state["kind"], of_state["year"], strict=True):
            marker, filled, tone = KINDS[kind]
            face = colour(tone) if filled else colour("paper")
            ax.plot(year, place, marker, ms=10, mec=colour(tone), mfc=face, mew=2, zorder=3)
            words = f"’{year % 100:02d}" if is_narrow(ax) else str(year)
            ax.text(year, place + 0.24, words, ha="center", va="top", fontsize=8.5, color=colour("muted"))
    ax.fill_between([1991, 2001.99], -0.62, len(FIVE) - 0.5, color=colour("phase1"), alpha=0.1, lw=0, zorder=0)
    _legend(ax)
    ax.set_xlim(1990.4, 2020)
    ax.set_ylim(len(FIVE) + (0.9 if is_narrow(ax) else 0.5), -0.7)
    bare(ax)
    ax.grid(visible=False)
    ax.set_xticks([1991, 2001, 2010, 2019] if is_narrow(ax) else [1991, 1995, 2001, 2005, 2010, 2015, 2019])
    return ax


def _legend(ax: Axes) -> None:
    """Name the marks below the lines: in three columns, on a phone in two."""
    columns = (0.0, 0.52) if is_narrow(ax) else (0.0, 0.34, 0.68)
    for number, (kind, (marker, filled, tone)) in enumerate(KINDS.items()):
        left = 1991 + columns[number % len(columns)] * 29
        row = len(FIVE) - 0.2 + 0.38 * (number // len(columns))
        face = colour(tone) if filled else colour("paper")
        ax.plot(left, row, marker, ms=8, mec=colour(tone), mfc=face, mew=2, clip_on=False)
        ax.text(left + (1.2 if is_narrow(ax) else 0.7), row, kind, va="center", fontsize=9, color=colour("ink"))
