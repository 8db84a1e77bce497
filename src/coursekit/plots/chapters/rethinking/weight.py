"""Trade of the five states with China, the Union and Russia, in dollars and in shares: figure of chapter 8.

Owns turnover by partner and year, the two measures, and the figure ``08-weight``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE
from coursekit.facts import event, source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import DASHES, colour

FIRST, LAST = 2005, 2020
#: Partners of whom the whole is made.
PARTNERS = ("CHN", "EU27", "RUS", "TUR", "USA")
#: The three that are drawn: name, colour, dash in the page.
DRAWN = {
    "CHN": ("China", "CHN", "solid"),
    "EU27": ("European Union", "EU", "dashed"),
    "RUS": ("Russia", "RUS", "dotted"),
}
PLACES = {"all": ("All five states", FIVE), "rest": ("All but Kazakhstan", FIVE[1:])}
MEASURES = {
    "dollars": ("USD billion", "Goods traded both ways, USD billion"),
    "share": ("Share of five partners", "Share of the trade with five partners, per cent"),
}
_FLOWS = ("mirror_partner_exports_to_ca", "mirror_partner_imports_from_ca")


@computed_once
def turnover() -> pd.DataFrame:
    """Return goods traded both ways in USD million, as the partners report it, by state, year and partner.

    Examples
    --------
    >>> round(float(turnover().loc[(slice(None), 2013), "CHN"].sum()))
    50229
    """
    rows = load("trade").query("indicator in @_FLOWS and partner in @PARTNERS and entity in @FIVE")
    rows = rows.assign(year=rows["period"].astype(int))
    return rows.pivot_table(index=["entity", "year"], columns="partner", values="value", aggfunc="sum")


def weight(measure: str, place: str) -> pd.DataFrame:
    """Return one measure of the five partners: a row per year.

    Parameters
    ----------
    measure : {"dollars", "share"}
        USD billion, or per cent of the trade with the five partners.
    place : {"all", "rest"}
        All five states, or all but Kazakhstan.

    Examples
    --------
    >>> weight("dollars", "all").loc[[2013, 2019], "CHN"].round(1).tolist()
    [50.2, 46.5]
    >>> weight("share", "all").loc[[2013, 2019], "CHN"].round(1).tolist()
    [35.9, 40.3]
    """
    states = list(PLACES[place][1])
    sums = turnover().loc[states].groupby(level="year").sum().loc[FIRST:LAST, list(PARTNERS)]
    return sums.div(sums.sum(axis=1), axis=0) * 100 if measure == "share" else sums / 1000


@figure("08-weight")
def weights() -> Figure:
    """Show three partners in dollars or as shares; measure and states are the reader's choice."""
    origin = source(load("trade").query("indicator == @_FLOWS[0]")["source"].iloc[0])
    return Figure(
        title="In dollars China's trade peaked in 2013; its share was at its highest in 2019",
        subtitle=f"Goods traded both ways with the five states, {FIRST}–{LAST}, as the partners report it",
        source=f"{origin.publisher}: {origin.title}; the Union has the present 27 members in all years",
        source_url=origin.url,
        alt=(
            "Three lines in billions of dollars. China rises from 9 in 2005 to 50 in 2013, falls to 30 in 2016 and "
            "stands at 46 in 2019. The European Union has two peaks near 45, in 2008 41, falls to 23 in 2016 and "
            "stands at 32 in 2019. Russia peaks at 33 in 2012, falls to 19 in 2016 and stands at 28 in 2019. "
            "A dashed line marks September 2013."
        ),
        table=_table(),
        draw=_draw,
        explore=_explorer(),
        height=3.5,
    )


def _table() -> pd.DataFrame:
    columns: dict[str, pd.Series[float]] = {}
    for measure, unit in (("dollars", "USD billion"), ("share", "per cent of five partners")):
        table = weight(measure, "all")
        columns |= {f"{name}, {unit}": table[code].round(1) for code, (name, *_) in DRAWN.items()}
    return pd.DataFrame(columns).reset_index(names="Year")


def _draw(ax: Axes) -> Axes:
    table = weight("dollars", "all")
    speech = pd.Timestamp(event("E074").date)
    ax.axvline(speech.year + speech.day_of_year / 365 - 0.5, color=colour("dropped"), lw=1.2, ls="--", zorder=1)
    ax.text(speech.year + 0.4, 57, "Silk Road speech", fontsize=9, color=colour("dropped"), va="center")
    for code, (name, tone, _) in DRAWN.items():
        ax.plot(table.index, table[code], color=colour(tone), ls=DASHES[tone], marker="o", ms=3.5)
        height = float(table.loc[LAST, code])  # type: ignore[arg-type]
        height += {"RUS": 1.6, "EU27": -1.6}.get(code, 0)
        ax.text(LAST + 0.4, height, name.replace(" ", "\n"), va="center", fontsize=9.5, color=colour("ink"))
    ax.set_ylim(0, 62)
    ax.set_yticks([0, 20, 40, 60])
    ax.set_xlim(FIRST - 0.4, LAST + (5.4 if is_narrow(ax) else 2.6))
    ax.set_xticks([2005, 2010, 2015, 2020] if is_narrow(ax) else [2005, 2008, 2011, 2013, 2016, 2019])
    ax.set_ylabel("USD billion")
    return ax


def _explorer() -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {}
    for measure in MEASURES:
        for place in PLACES:
            table = weight(measure, place)
            states[measure, place] = [
                Series(
                    code,
                    name,
                    list(zip(table.index.tolist(), table[code].round(1).tolist(), strict=True)),
                    tone,
                    dash,  # type: ignore[arg-type]
                )
                for code, (name, tone, dash) in DRAWN.items()
            ]
    controls = [
        Control("measure", "Measure", [(measure, name) for measure, (name, _) in MEASURES.items()]),
        Control("place", "States", [(place, name) for place, (name, _) in PLACES.items()]),
    ]
    label = "USD billion, or per cent of the trade with five partners"
    return Explorer("line", "Year", label, "", controls, states, axis_by=("measure", "place"))
