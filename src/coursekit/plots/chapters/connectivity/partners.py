"""Shares of partners in the trade of the five states, before and after Belt and Road: figure of chapter 10.

Owns the five partners that are compared, and the figure ``10-partners``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import event, source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import DASHES, colour

#: Years drawn: the last before the pandemic ends them.
FIRST, LAST = 2000, 2019
#: Partners whose reports the data have for every state; their sum is the whole of a share.
PARTNERS = ("CHN", "EU27", "RUS", "TUR", "USA")
#: Partners that are drawn -> name and colour.
DRAWN = {"CHN": ("China", "CHN"), "EU27": ("Union (today's 27)", "EU"), "RUS": ("Russia", "RUS")}
FLOWS = ("mirror_partner_exports_to_ca", "mirror_partner_imports_from_ca")
MEASURES = {"share": "Share of the five partners, per cent", "value": "Trade, USD billion"}
PLACES = {"all": ("All five states", FIVE), **{state: (name_of(state), (state,)) for state in FIVE}}
_DASHES = {"CHN": "solid", "EU27": "dashed", "RUS": "dotted"}


def slogan_year() -> int:
    """Return the year in which the initiative was proposed.

    Examples
    --------
    >>> slogan_year()
    2013
    """
    return int(event("E074").date[:4])


@computed_once
def traded(place: str = "all") -> pd.DataFrame:
    """Return exports plus imports of a place with each partner, as the partner reports them, in USD million.

    Examples
    --------
    >>> traded().loc[2013].round(-2).astype(int).to_dict()
    {'CHN': 50200, 'EU27': 45800, 'RUS': 32100, 'TUR': 8500, 'USA': 3400}
    """
    rows = load("trade")
    chosen = rows[rows["indicator"].isin(FLOWS) & rows["entity"].isin(PLACES[place][1])]
    chosen = chosen.assign(year=chosen["period"].astype(int))
    table = chosen.pivot_table(index="year", columns="partner", values="value", aggfunc="sum")
    return table.loc[FIRST:LAST, list(PARTNERS)]


def shares(place: str = "all") -> pd.DataFrame:
    """Return the share of each of the five partners in their sum, in per cent.

    Examples
    --------
    >>> shares().loc[[2000, 2013, 2019], "CHN"].round(1).tolist()
    [11.1, 35.9, 40.3]
    """
    table = traded(place)
    return table.div(table.sum(axis=1), axis=0) * 100


@figure("10-partners")
def partners() -> Figure:
    """Show shares of China, the Union and Russia; state and measure are the reader's choice."""
    shown, middle = shares(), slogan_year()
    china = shown["CHN"]
    before = float(china.loc[middle]) - float(china.loc[FIRST])
    after = float(china.loc[LAST]) - float(china.loc[middle])
    origin = source(str(load("trade").query("indicator == @FLOWS[0]")["source"].iloc[0]))
    return Figure(
        title=f"China's share rose by {before:.0f} points in the years to {middle} and by {after:.0f} in the six after",
        subtitle=f"Goods trade of the five states with five partners, shares in per cent, {FIRST}–{LAST}",
        source=f"{origin.publisher}: {origin.title}, as the partners report it; the 27 present members in all years",
        source_url=origin.url,
        alt=(
            "Three lines from 2000 to 2019. China climbs from 11 to 36 per cent in 2013 and to 40 in 2019. The Union "
            "is near 40 until 2008 and falls to 28 in 2019. Russia falls from 39 to 24 by 2009 and stays there. A line "
            "marks 2013, when the Silk Road Economic Belt was proposed."
        ),
        table=_table(shown),
        draw=lambda ax: _draw(ax, shown, middle),
        explore=_explorer(),
        height=3.5,
    )


def _table(shown: pd.DataFrame) -> pd.DataFrame:
    names = {partner: name for partner, (name, _) in DRAWN.items()}
    return shown[list(DRAWN)].rename(columns=names).round(1).reset_index(names="Year")


def _draw(ax: Axes, shown: pd.DataFrame, middle: int) -> Axes:
    ax.axvline(middle, color=colour("muted"), lw=1, ls=(0, (3, 2)))
    words = "Belt proposed\nin Astana" if is_narrow(ax) else "Belt proposed in Astana"
    ax.text(middle + 0.25, 51, words, va="top", fontsize=9.5, color=colour("muted"))
    for partner, (name, tone) in DRAWN.items():
        ax.plot(shown.index, shown[partner], color=colour(tone), ls=DASHES[tone], lw=2.6 if partner == "CHN" else 1.8)
        height = {"CHN": 41.2, "EU27": 27.8, "RUS": 22.5}[partner]
        label = "Union" if partner == "EU27" else name
        ax.text(LAST + 0.3, height, label, va="center", fontsize=9.5, color=colour("ink"))
    ax.set_ylim(0, 52)
    ax.set_yticks([0, 10, 20, 30, 40, 50])
    ax.set_xlim(FIRST - 0.4, LAST + (6.2 if is_narrow(ax) else 3.2))
    ax.set_xticks([2000, 2006, 2013, 2019])
    ax.set_ylabel("Per cent")
    return ax


def _explorer() -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {}
    for place in PLACES:
        for measure, table in (("share", shares(place)), ("value", traded(place) / 1000)):
            digits = 1 if measure == "share" else 2
            states[place, measure] = [
                Series(
                    partner,
                    name,
                    [(int(year), round(float(y), digits)) for year, y in zip(table.index, table[partner], strict=True)],
                    tone,
                    _DASHES[partner],  # type: ignore[arg-type]
                )
                for partner, (name, tone) in DRAWN.items()
            ]
    controls = [
        Control("place", "State", [(place, name) for place, (name, _) in PLACES.items()]),
        Control("measure", "Measure", [("share", "Share"), ("value", "Value")]),
    ]
    return Explorer("line", "Year", "Per cent, or USD billion", "", controls, states, axis_by=("place", "measure"))
