"""How well a state's report agrees with its partners', and why perfect agreement is no proof: figure of chapter 13.

Owns the pairs of reports, the typical gap, and the figure ``13-mirror``.
"""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import source
from coursekit.plots.chapters.other_powers.scorekeepers import FIRST, LAST, PARTNERS, SIDES
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Figure, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import DASHES, colour

#: Freight and insurance that the Fund takes off a partner's report, or adds to it.
FACTOR = 1.06
#: Years over which the typical gap is taken.
TYPICAL = (2016, 2019)


@computed_once
def pairs() -> pd.DataFrame:
    """Return every flow that both sides report: state, partner, year, flow and own divided by mirror.

    The mirror of a state's exports is what its partner imports, and the other way round.

    Examples
    --------
    >>> rows = pairs().query("entity == 'TKM' and year == 2019 and flow == 'exports'")
    >>> rows["ratio"].round(3).unique().tolist()
    [0.943]
    """
    rows = load("trade").set_index(["indicator", "entity", "partner", "period"])["value"]
    (exports, imports), (sold, bought) = SIDES["own"], SIDES["mirror"]
    found = [
        pd.DataFrame({"own": rows[own], "mirror": rows[other]}).assign(flow=flow)
        for flow, own, other in (("exports", exports, bought), ("imports", imports, sold))
    ]
    table = pd.concat(found).dropna().reset_index()
    table = table[table["entity"].isin(FIVE) & table["partner"].isin(PARTNERS)]
    table = table[(table["own"] > 0) & (table["mirror"] > 0)]
    return table.assign(year=table["period"].astype(int), ratio=table["own"] / table["mirror"])


def typical_gap() -> "pd.Series[float]":
    """Return for each state the typical factor between its report and its partners'.

    The median of how far a ratio is from 1, in either direction: 1.20 means that half of the
    pairs differ by at most a fifth.

    Examples
    --------
    >>> typical_gap().round(2).to_dict()
    {'KAZ': 1.2, 'KGZ': 1.34, 'TJK': 1.32, 'TKM': 1.06, 'UZB': 1.1}
    """
    rows = pairs()
    rows = rows[rows["year"].between(*TYPICAL)]
    far = rows.assign(far=np.maximum(rows["ratio"], 1 / rows["ratio"])).groupby("entity")["far"].median()
    return far.loc[list(FIVE)]


def exports_ratio() -> pd.DataFrame:
    """Return the median ratio over the five partners, exports only: a row a year, a column a state.

    Examples
    --------
    >>> exports_ratio().loc[2004:, "TKM"].round(3).unique().tolist()
    [0.943]
    """
    rows = pairs().query("flow == 'exports'")
    return rows.pivot_table(index="year", columns="entity", values="ratio", aggfunc="median").loc[
        FIRST:LAST, list(FIVE)
    ]


def made_from_mirror(state: str, since: int = 2010) -> float:
    """Return the part of a state's pairs, in per cent, whose ratio is the Fund's factor or its inverse.

    Examples
    --------
    >>> round(made_from_mirror("TKM")), round(made_from_mirror("KAZ"))
    (98, 0)
    """
    rows = pairs()
    ratios = rows[(rows["entity"] == state) & (rows["year"] >= since)]["ratio"]
    fits = ((ratios - FACTOR).abs() < 0.001) | ((ratios - 1 / FACTOR).abs() < 0.001)
    return float(fits.mean() * 100)


@figure("13-mirror")
def mirror() -> Figure:
    """Show how a state's report of its exports relates to what its partners report."""
    origin = source(str(load("trade").query("indicator == 'exports_to_partner'")["source"].iloc[0]))
    table = exports_ratio()
    return Figure(
        title="Turkmenistan agrees best with its partners because its side is made from theirs",
        subtitle=f"Exports by the state's report, divided by the partner's; median of five partners, {FIRST}–{LAST}",
        source=f"{origin.publisher}: {origin.title}; partners: China, the Union's 27, Russia, Türkiye, United States",
        source_url=origin.url,
        alt=_alt(table),
        table=table.round(2).rename(columns={state: name_of(state) for state in FIVE}).reset_index(names="Year"),
        draw=lambda ax: _draw(ax, table),
        height=3.5,
    )


def _alt(table: pd.DataFrame) -> str:
    low, high = float(table.drop(columns="TKM").min().min()), float(table.drop(columns="TKM").max().max())
    return (
        "Five lines from 2000 to 2020. Turkmenistan's jumps until 2003 and is then flat at 0.94 in every year. "
        f"The lines of the four other states move between {low:.1f} and {high:.1f}."
    )


def _draw(ax: Axes, table: pd.DataFrame) -> Axes:
    ax.axhline(1, color=colour("muted"), lw=1)
    for state in FIVE:
        strong = state == "TKM"
        line = table[state].dropna()
        ax.plot(line.index, line, color=colour(state), ls=DASHES[state], lw=3 if strong else 1.3)
    ends = {state: float(table[state].dropna().iloc[-1]) for state in FIVE}
    for state, height in _spread(ends).items():
        weight = "bold" if state == "TKM" else "normal"
        ax.text(LAST + 0.3, height, name_of(state), va="center", fontsize=9.5, fontweight=weight, color=colour("ink"))
    ax.set_yscale("log")
    ax.set_yticks([0.5, 1, 2], ["half", "the same", "double"])
    ax.minorticks_off()
    ax.set_ylim(0.3, 3.2)
    ax.set_xlim(FIRST - 0.4, LAST + (11 if is_narrow(ax) else 5))
    ax.set_xticks([2000, 2010, 2020])
    return ax


def _spread(ends: dict[str, float], step: float = 1.13) -> dict[str, float]:
    """Return heights for the labels, so far apart that none covers another."""
    placed: dict[str, float] = {}
    for state in sorted(ends, key=ends.__getitem__):
        below = max(placed.values(), default=0.0)
        placed[state] = max(ends[state], below * step)
    return placed
