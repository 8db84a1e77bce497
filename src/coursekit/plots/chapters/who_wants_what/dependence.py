"""Whose goods the Union buys, and who buys from Kazakhstan: figure of chapter 3.

Owns the shares in both directions, and the figure ``03-dependence``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import DASHES, PAGE_DASHES, colour

#: First and last year drawn: reports on 1992 are incomplete, and the series ends in 2020.
FIRST, LAST = 1993, 2020
BUYERS = {"EU27": "Union (today's 27)", "RUS": "Russia", "CHN": "China"}
_TONES = {"EU27": "EU", "RUS": "RUS", "CHN": "CHN"}
#: Where the drawn labels stand: year and height.
_LABELS = {"KAZ": (2006.5, 77), "UZB": (1993.1, 52), "TKM": (2004.6, 13)}


@computed_once
def bought() -> pd.DataFrame:
    """Return the share of each of the five in what the Union buys from them, in per cent.

    Returns
    -------
    pandas.DataFrame
        A row per year, a column per state; imports of all goods, as the Union's members report them.

    Examples
    --------
    >>> bought()["KAZ"].loc[[1995, 2019]].round(1).tolist()
    [29.5, 96.3]
    """
    rows = load("trade").query("indicator == 'mirror_partner_imports_from_ca' and partner == 'EU27'")
    wide = rows.assign(year=rows["period"].astype(int)).pivot_table(index="year", columns="entity", values="value")
    wide = wide.loc[FIRST:LAST, list(FIVE)]
    return wide.div(wide.sum(axis=1), axis=0) * 100


@computed_once
def sold() -> pd.DataFrame:
    """Return the share of three buyers in the exports of Kazakhstan, in per cent.

    Examples
    --------
    >>> sold()["EU27"].loc[[2014, 2019]].round(0).astype(int).tolist()
    [55, 42]
    """
    rows = load("trade").query("indicator == 'exports_to_partner' and entity == 'KAZ'")
    wide = rows.assign(year=rows["period"].astype(int)).pivot_table(index="year", columns="partner", values="value")
    wide = wide.loc[FIRST:LAST]
    return wide[list(BUYERS)].div(wide["WORLD"], axis=0) * 100


@figure("03-dependence")
def dependence() -> Figure:
    """Show the share of each state in the Union's purchases; the other direction is the reader's choice."""
    shares = bought()
    origin = source(str(load("trade").query("indicator == 'mirror_partner_imports_from_ca'")["source"].iloc[0]))
    return Figure(
        title="Since 2010 more than nine tenths of what the Union buys from the five come from Kazakhstan",
        subtitle=f"Share of each state in the Union's imports of all goods from the five, per cent, {FIRST}–{LAST}",
        source=f"{origin.publisher}: {origin.title}. Members of the Union are the present 27 in all years",
        source_url=origin.url,
        alt=(
            "Five lines from 1993 to 2020. Kazakhstan begins at 30 per cent, passes one half in 1999, reaches 87 in "
            "2005 and stays above 92 from 2009 on. Uzbekistan begins at 45 to 46 per cent and falls to 14 by 2001 and "
            "to 1 or 2 since 2010. Turkmenistan, 18 per cent at first, has 1 to 5 since 2009, Tajikistan and "
            "Kyrgyzstan below 2 from 2010 on."
        ),
        table=shares.rename(columns={state: name_of(state) for state in FIVE}).round(1).reset_index(names="Year"),
        draw=lambda ax: _draw(ax, shares),
        explore=_explorer(),
        height=3.7,
    )


def _draw(ax: Axes, shares: pd.DataFrame) -> Axes:
    for state in FIVE:
        ax.plot(shares.index, shares[state], color=colour(state), ls=DASHES[state])
        if state in _LABELS:
            size = 8 if is_narrow(ax) else 9.5
            ax.text(*_LABELS[state], name_of(state), color=colour("ink"), fontsize=size, va="bottom")
    ax.set_ylim(0, 104)
    ax.set_xlim(FIRST - 0.4, LAST + 0.4)
    ax.set_yticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 %"])
    ax.set_xticks([1995, 2007, 2019] if is_narrow(ax) else [1993, 1995, 2000, 2007, 2013, 2019])
    return ax


def _explorer() -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {
        ("bought",): [
            Series(state, name_of(state), _points(bought()[state]), state, PAGE_DASHES[state]) for state in FIVE
        ],
        ("sold",): [
            Series(buyer, words, _points(sold()[buyer]), _TONES[buyer], "solid" if buyer == "EU27" else "dashed")
            for buyer, words in BUYERS.items()
        ],
    }
    choices = [("bought", "Whose goods the Union buys"), ("sold", "Who buys Kazakhstan's goods")]
    control = Control("side", "Show", choices)
    return Explorer("line", "Year", "Per cent", "%", [control], states, top=100, axis_by=("side",))


def _points(shares: "pd.Series[float]") -> list[tuple[float | str, float | None]]:
    return [(int(str(year)), round(float(share), 1)) for year, share in shares.items()]
