"""How Uzbekistan voted beside its four neighbours before and after the measures of 2005: figure of primer B.

Owns the gap to the neighbours and the figure ``B-gap``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import DASHES, colour

STATE = "UZB"
FIRST, LAST = 1998, 2012
PARTNERS = {"EU27": ("EU majority", "EU"), "RUS": ("Russia", "RUS")}
VIEWS = {"gap": "Uzbekistan less its neighbours' mean", "raw": "Agreement in per cent"}


@computed_once
def agreement(partner: str) -> pd.DataFrame:
    """Return agreement with an outside actor in per cent: Uzbekistan, its four neighbours' mean, and the gap.

    Parameters
    ----------
    partner : {"EU27", "RUS"}
        The outside actor; for the Union the majority of its present members.

    Returns
    -------
    pandas.DataFrame
        A row per year; ``neighbours`` is the mean of those of the four that have a value.

    Examples
    --------
    >>> agreement("RUS").loc[[2003, 2005, 2009], "gap"].tolist()
    [-18.8, 3.0, 2.0]
    """
    rows = load("votes")
    rows = rows[rows["partner"] == partner].assign(year=rows["period"].astype(int))
    wide = rows.pivot_table(index="year", columns="entity", values="value").loc[FIRST:LAST]
    neighbours = wide[[state for state in FIVE if state != STATE]].mean(axis=1)
    table = pd.DataFrame({"Uzbekistan": wide[STATE], "neighbours": neighbours})
    return table.assign(gap=table["Uzbekistan"] - table["neighbours"]).round(1)


@figure("B-gap")
def gap() -> Figure:
    """Show the gap to the neighbours with the Union and with Russia, or the values behind it."""
    origin = source(str(load("votes")["source"].iloc[0]))
    return Figure(
        title="Beside its neighbours Uzbekistan moved to Russia before and in 2005, hardly under the measures",
        subtitle="Same choice in UN votes: Uzbekistan less the mean of its four neighbours, points, 1998–2012",
        source=f"{origin.publisher}: {origin.title}; agreement computed by the course; no value for Uzbekistan in 2001",
        source_url=origin.url,
        alt=(
            "Two lines around zero. With Russia Uzbekistan lies 18.8 points below its neighbours in 2003, 7.1 below in "
            "2004, 3.0 above in 2005 and between 2.0 and 6.4 above from 2006 to 2010. With the majority of the EU it "
            "lies 14.1 above in 2002, 6.7 above in 2003, 3.2 below in 2004 and below in every year afterwards."
        ),
        table=_table(),
        draw=_draw,
        explore=_explorer(),
        height=3.6,
    )


def _table() -> pd.DataFrame:
    named = {"Uzbekistan": "Uzbekistan, %", "neighbours": "Four neighbours' mean, %", "gap": "Gap, points"}
    tables = {
        name: agreement(partner).round(1).rename(columns=named).dropna() for partner, (name, _) in PARTNERS.items()
    }
    return pd.concat(tables, names=["Same choice as", "Year"]).reset_index()


def _draw(ax: Axes) -> Axes:
    ax.axhline(0, color=colour("ink"), lw=0.8)
    ax.axvspan(2005.87, 2009.87, color=colour("dropped"), alpha=0.12, lw=0)
    ax.text(2007.9, -15, "measures\nin force", ha="center", va="center", color=colour("muted"), fontsize=9.5)
    for partner, (name, key) in PARTNERS.items():
        line = agreement(partner)["gap"].dropna()
        ax.plot(line.index + 0.5, line, color=colour(key), linestyle=DASHES[key], marker="o", ms=3.5)
        ax.text(LAST + 0.9, line.iloc[-1], name.replace(" ", "\n"), va="center", fontsize=9.5, color=colour(key))
    ax.set_xlim(FIRST, LAST + (6 if is_narrow(ax) else 3.4))
    ax.set_xticks([year + 0.5 for year in range(FIRST, LAST + 1, 4)], list(map(str, range(FIRST, LAST + 1, 4))))
    ax.set_yticks([-20, -10, 0, 10], ["−20", "−10", "0", "+10 points"])
    return ax


def _explorer() -> Explorer:
    return Explorer(
        mark="line",
        x_label="Year",
        y_label="Points above or below the neighbours, or per cent of joint votes",
        unit="",
        controls=[Control("view", "Show", list(VIEWS.items()))],
        states={
            ("gap",): [_line(partner, "gap", "solid") for partner in PARTNERS],
            ("raw",): [
                _line(partner, column, dash)
                for partner in PARTNERS
                for column, dash in (("Uzbekistan", "solid"), ("neighbours", "dotted"))
            ],
        },
        axis_by=("view",),
    )


def _line(partner: str, column: str, dash: str) -> Series:
    line = agreement(partner)[column].dropna()
    name, key = PARTNERS[partner]
    label = name if column == "gap" else f"{column}, {name}"
    points = [(int(year), float(points)) for year, points in zip(line.index, line, strict=True)]
    return Series(f"{partner} {column}", label, points, key, dash)  # type: ignore[arg-type]
