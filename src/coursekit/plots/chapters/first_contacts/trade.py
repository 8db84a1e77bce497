"""Trade of the five states with the Union and with Russia in the first decade: figure of chapter 4.

Owns both sides' reports of it, and the figure ``04-trade``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import DASHES, colour

#: First and last year drawn: reports on Russia begin in 1994; from 2000 Uzbekistan's own shares are frozen.
FIRST, LAST = 1994, 2001
PARTNERS = {"EU27": "Union (today's 27)", "RUS": "Russia"}
#: Who reports -> name, and the two flows.
REPORTS = {
    "partner": ("The partners report", ("mirror_partner_exports_to_ca", "mirror_partner_imports_from_ca")),
    "own": ("The five states report", ("exports_to_partner", "imports_from_partner")),
}
#: Place -> name and states.
PLACES = {
    "all": ("All five states", FIVE),
    "rest": ("All but Kazakhstan", FIVE[1:]),
    **{state: (name_of(state), (state,)) for state in FIVE},
}
_TONES = {"EU27": "EU", "RUS": "RUS"}


@computed_once
def traded() -> pd.DataFrame:
    """Return exports plus imports in USD million, by report, state, partner and year.

    Examples
    --------
    >>> table = traded().set_index(["report", "state", "partner", "year"])["million"]
    >>> round(float(table["partner", "UZB", "EU27", 1996]))
    1964
    """
    rows = load("trade")
    found = []
    for report, (_, flows) in REPORTS.items():
        chosen = rows[rows["indicator"].isin(flows) & rows["partner"].isin(PARTNERS)]
        chosen = chosen.assign(report=report, year=chosen["period"].astype(int))
        both = chosen.groupby(["report", "entity", "partner", "year"])["value"].agg(["sum", "count"]).reset_index()
        found.append(both[both["count"] == len(flows)])
    table = pd.concat(found).rename(columns={"entity": "state", "sum": "million"})
    return table[table["year"].between(FIRST, LAST)].drop(columns="count").reset_index(drop=True)


def series(report: str, place: str) -> pd.DataFrame:
    """Return trade of a place with both partners: a row per year, in USD million.

    Examples
    --------
    >>> series("partner", "all").loc[1999].round(0).astype(int).to_dict()
    {'EU27': 5088, 'RUS': 3812}
    """
    table = traded()
    chosen = table[(table["report"] == report) & table["state"].isin(PLACES[place][1])]
    return chosen.pivot_table(index="year", columns="partner", values="million", aggfunc="sum")


@figure("04-trade")
def trade() -> Figure:
    """Show trade with the Union and with Russia; who reports and which states are the reader's choice."""
    origin = source(str(load("trade").query("indicator == 'exports_to_partner'")["source"].iloc[0]))
    shown = series("partner", "all")
    return Figure(
        title="In 1999 the five traded more with today's Union than with Russia, mainly because trade with Russia fell",
        subtitle=f"Goods traded both ways, USD million, {FIRST}–{LAST}, as the partners report it",
        source=f"{origin.publisher}: {origin.title}. Members of the Union are the present 27 in all years",
        source_url=origin.url,
        alt=(
            "Two lines from 1994 to 2001. Trade with Russia rises from 6.0 to 8.2 billion dollars in 1996 and falls to "
            "3.8 in 1999. Trade with today's 27 members grows from 3.5 to 5.1 billion and crosses the other line "
            "between 1998 and 1999. In 2000 and 2001 the two are close again."
        ),
        table=shown.rename(columns=PARTNERS).round(0).astype(int).reset_index(names="Year"),
        draw=lambda ax: _draw(ax, shown),
        explore=_explorer(),
        height=3.4,
    )


def _draw(ax: Axes, shown: pd.DataFrame) -> Axes:
    for partner, words in PARTNERS.items():
        tone = _TONES[partner]
        ax.plot(shown.index, shown[partner], color=colour(tone), ls=DASHES[tone], marker="o", ms=4)
        ax.text(1995.1, 2500 if partner == "EU27" else 8400, words, color=colour("ink"), fontsize=9.5)
    ax.set_ylim(0, 9500)
    ax.set_yticks([0, 3000, 6000, 9000], ["0", "3,000", "6,000", "9,000"])
    ax.set_xlim(FIRST - 0.3, LAST + 0.3)
    ax.set_xticks([1994, 1996, 1998, 2001] if is_narrow(ax) else list(range(FIRST, LAST + 1)))
    ax.set_ylabel("USD million")
    return ax


def _explorer() -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {}
    for place in PLACES:
        for report in REPORTS:
            table = series(report, place)
            states[place, report] = [
                Series(
                    partner,
                    words,
                    [(int(year), round(y)) for year, y in zip(table.index, table[partner], strict=True)],
                    _TONES[partner],
                    "solid" if partner == "EU27" else "dashed",
                )
                for partner, words in PARTNERS.items()
            ]
    controls = [
        Control("place", "States", [(place, name) for place, (name, _) in PLACES.items()]),
        Control("report", "Whose report", [(report, name) for report, (name, _) in REPORTS.items()]),
    ]
    return Explorer("line", "Year", "USD million, both ways", "USD million", controls, states, axis_by=("place",))
