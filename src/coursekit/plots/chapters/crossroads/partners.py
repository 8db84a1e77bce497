"""Who trades with whom: five outside partners of the five states, as the partners report it.

Owns the figure ``01-partners`` and the shares that stand behind it.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE
from coursekit.data.package import index
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import bare
from coursekit.plots.style import colour

STATES = FIVE
PARTNERS = {"CHN": "China", "EU27": "European Union", "RUS": "Russia", "TUR": "Türkiye", "USA": "United States"}
YEAR = 2019
YEARS = (2019, 2020, 2015, 2010, 2005, 2000, 1995)
#: What the reader can choose: a group or a state, in the order of the control.
PLACES = {
    "all": ("All five states", STATES),
    "rest": ("All but Kazakhstan", STATES[1:]),
    **{code: ("", (code,)) for code in STATES},
}
_TONES = {"EU27": "EU"}
_FLOWS = ("mirror_partner_exports_to_ca", "mirror_partner_imports_from_ca")


@computed_once
def turnover() -> pd.DataFrame:
    """Return goods traded both ways in USD billion: a row per year and state, a column per partner.

    Each partner reports what it sold to a state and what it bought there. A value is
    missing where one of the two is.

    Examples
    --------
    >>> turnover().loc[(2019, "TJK"), ["EU27", "TUR"]].round(2).tolist()
    [0.24, 0.35]
    """
    rows = load("trade")
    rows = rows[rows["indicator"].isin(_FLOWS)]
    rows = rows.assign(year=rows["period"].astype(int), value=rows["value"] / 1000)
    flows = rows.groupby(["year", "entity", "partner"])["value"].agg(["sum", "count"]).reset_index()
    known = flows[flows["count"] == len(_FLOWS)]
    whole = known.pivot_table(index=["year", "entity"], columns="partner", values="sum")
    return whole[list(PARTNERS)]


def turnover_of(place: str, year: int) -> "pd.Series[float]":
    """Return the turnover of a group or state with each partner in a year, in USD billion.

    Examples
    --------
    >>> turnover_of("rest", 2019).round(1).to_dict()
    {'CHN': 24.4, 'EU27': 4.8, 'RUS': 8.6, 'TUR': 4.3, 'USA': 0.6}
    """
    chosen = [(year, state) for state in PLACES[place][1]]
    return turnover().loc[chosen].sum(min_count=1)


def shares_of(place: str, year: int) -> "pd.Series[float]":
    """Return each partner's share in per cent of the turnover with the five partners."""
    amounts = turnover_of(place, year)
    return amounts / amounts.sum() * 100


@figure("01-partners")
def partners() -> Figure:
    """Show five partners' shares, with and without the largest state."""
    origin = source(str(load("trade").query("indicator == @_FLOWS[0]")["source"].iloc[0]))

    return Figure(
        title="Leave out Kazakhstan, and the European Union is about as large as Türkiye",
        subtitle=f"Goods traded both ways with five outside partners, as they report it; {YEAR} if no year is chosen",
        source=f"{origin.publisher}: {origin.title}; members of the Union are the present 27 in all years",
        source_url=origin.url,
        alt=(
            f"Two bars for each partner in {YEAR}, for all five states and for all but Kazakhstan. China falls from "
            "46 to 24 billion dollars, the European Union from 32 to 5, Russia from 28 to 9, Türkiye from 7 to 4, "
            "the United States from 3 to less than 1."
        ),
        table=_table(),
        draw=_draw,
        explore=_explorer(),
        height=4.2,
    )


def _table() -> pd.DataFrame:
    rows = [
        (_label(place), year, *turnover_of(place, year).round(2), *shares_of(place, year).round(1))
        for place in PLACES
        for year in YEARS
    ]
    amounts = [f"{name}, USD billion" for name in PARTNERS.values()]
    shares = [f"{name}, per cent of the five" for name in PARTNERS.values()]
    return pd.DataFrame(rows, columns=["For", "Year", *amounts, *shares])


def _draw(ax: Axes) -> Axes:
    whole, rest = turnover_of("all", YEAR), turnover_of("rest", YEAR)
    for row, code in enumerate(PARTNERS):
        tone = colour(_TONES.get(code, code))
        for amount, shift, strength, words in (
            (whole[code], -0.02, 0.35, "all five"),
            (rest[code], 0.32, 1.0, "without Kazakhstan"),
        ):
            ax.barh(row + shift, amount, height=0.3, color=(tone, strength))
            said = f"{amount:.1f}  {words}" if row == 0 else f"{amount:.1f}"
            ax.text(amount + 0.6, row + shift, said, va="center", fontsize=9.5, color=colour("ink"))
        ax.text(0, row - 0.36, PARTNERS[code], va="center", fontsize=10, fontweight="bold", color=colour("ink"))
    ax.set_xlim(0, 58)
    ax.set_ylim(len(PARTNERS) - 0.4, -0.7)
    ax.set_xticks([0, 10, 20, 30, 40], ["0", "10", "20", "30", "USD 40 billion"])
    return bare(ax)


def _explorer() -> Explorer:
    return Explorer(
        mark="bar",
        x_label="Partner",
        y_label="Share of the trade with these five partners, per cent",
        unit="%",
        controls=[
            Control("for", "For", [(place, _label(place)) for place in PLACES]),
            Control("year", "Year", [(str(year), str(year)) for year in YEARS]),
        ],
        states={(place, str(year)): [_series(place, year)] for place in PLACES for year in YEARS},
        top=100,
    )


def _series(place: str, year: int) -> Series:
    points = [(PARTNERS[str(code)], round(float(share), 1)) for code, share in shares_of(place, year).items()]
    return Series("share", "Share", points, "accent")


def _label(place: str) -> str:
    return PLACES[place][0] or index("entities", "code")[place]["name_en"]
