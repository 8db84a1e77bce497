"""Figure of chapter 6 on money: the sums published for 2007 to 2013.

Owns the registered figure ``06-envelopes``. Contradicting sums stay side by side.
"""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import bare, label_above
from coursekit.plots.style import colour

EUROPEAID = "https://ec.europa.eu/europeaid/regions/central-asia/central-asia_en"

#: Whose envelope, in the order of the control; the tables have none for Kazakhstan alone.
OWNERS = {"CA5": "All five states", **{code: name_of(code) for code in FIVE if code != "KAZ"}}
PERIODS = {"2007-2010": 4, "2011-2013": 3, "2007-2013": 7}
#: Publishers as they are called in the data, and a name that fits a label.
PUBLISHERS = {
    "European Commission, EuropeAid": "Commission web page",
    "European Commission (copy on docslib)": "Indicative Programme, cover",
    "EU Delegation to Tajikistan (archive)": "EU Delegation page",
    "EUCAM / EUCentralAsia": "EUCAM paper",
    "European Commission": "Commission memo",
    "Asia-Plus (from the EU Delegation to Tajikistan)": "EU Delegation, in Asia-Plus",
    "European External Action Service": "EEAS web page",
}

TONES = dict(zip(PUBLISHERS.values(), ["accent", "phase3", "phase1", "phase2", "ink", "phase4", "phase5"], strict=True))


def envelopes() -> pd.DataFrame:
    """Return the planned sums for 2007 to 2013 with who published each.

    Examples
    --------
    >>> sums = envelopes()
    >>> sorted(sums.loc[sums["Period"] == "2007-2013", "EUR million"].unique().tolist())
    [675.0, 719.0]
    """
    rows = load("assistance")
    regional = (rows["indicator"] == "eu_assistance_indicative") & (rows["entity"] == "CA5")
    bilateral = (rows["indicator"] == "eu_assistance_bilateral") & (rows["entity"] != "CA5")
    rows = rows[(regional | bilateral) & rows["period"].isin(list(PERIODS)) & rows["entity"].isin(list(OWNERS))]
    publisher = rows["source"].map(load("sources").set_index("id")["publisher"])
    table = pd.DataFrame(
        {
            "For": rows["entity"].map(OWNERS),
            "Period": rows["period"],
            "EUR million": rows["value"],
            "Published by": publisher.map(PUBLISHERS),
            "Remark": rows["note"],
        }
    )
    return table.sort_values(["For", "Period", "EUR million"], key=_rank, ignore_index=True)


def _rank(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Order owners and periods as the figure lists them, sums by size."""
    orders = {"For": list(OWNERS.values()), "Period": list(PERIODS)}
    return column.map(orders[str(column.name)].index) if column.name in orders else column


@figure("06-envelopes")
def sums_that_differ() -> Figure:
    """Show every published sum for 2007 to 2013, so that the contradictions stay visible."""
    table = envelopes()
    whole = table.loc[(table["For"] == OWNERS["CA5"]) & (table["Period"] == "2007-2013"), "EUR million"]

    def draw(ax: Axes) -> Axes:
        return _sum_dots(ax, table[table["For"] == OWNERS["CA5"]])

    return Figure(
        title=f"Official sums for 2007–2013 differ by EUR {whole.max() - whole.min():.0f} million",
        subtitle="Sums for the five states together, EUR million, by publisher; stages differ or are not named",
        source="European Commission, EU Delegation to Tajikistan, EUCAM and others; row by row in the table",
        source_url=EUROPEAID,
        alt=(
            "Dots by period. For 2007 to 2010 two sums, 314 and 354; for 2011 to 2013 one sum, 321; "
            "for 2007 to 2013 two sums, 675 and 719, the latter given by two publishers."
        ),
        table=table,
        draw=draw,
        explore=_explore_sums(table),
        height=3.0,
        narrow_height=3.8,
    )


def _sum_dots(ax: Axes, table: pd.DataFrame) -> Axes:
    rows = _one_row_per_sum(table)
    for row, (period, amount, publishers) in enumerate(rows.itertuples(index=False, name=None)):
        whole = period == "2007-2013"
        ax.plot([0, amount], [row, row], color=colour("muted"), lw=0.6, alpha=0.6, zorder=1)
        ax.plot(
            amount,
            row,
            marker="D" if whole else "o",
            ms=8,
            color=colour("phase3" if whole else "accent"),
            zorder=2,
        )
        label_above(ax, row, f"{period.replace('-', '–')}: {amount:.0f}, {publishers}")
    ax.set_xlim(0, 780)
    ax.set_ylim(len(rows) - 0.5, -0.9)
    ax.set_xticks([0, 200, 400, 600], ["0", "200", "400", "600"])
    return bare(ax)


def _one_row_per_sum(table: pd.DataFrame) -> pd.DataFrame:
    """Join publishers that give the same sum, so that no mark hides another."""
    return table.groupby(["Period", "EUR million"], sort=False)["Published by"].agg(" and ".join).reset_index()


def _explore_sums(table: pd.DataFrame) -> Explorer:
    owners = Control("for", "For", list(OWNERS.items()))
    measures = Control("measure", "Measure", [("total", "Whole period"), ("year", "Per year of the period")])
    states: dict[tuple[str, ...], list[Series]] = {}
    for owner, name in OWNERS.items():
        rows = _one_row_per_sum(table[table["For"] == name])
        publishers = rows["Published by"].unique().tolist()
        for measure, _ in measures.values:
            states[owner, measure] = [
                _sum_series(publisher, rows[rows["Published by"] == publisher], measure) for publisher in publishers
            ]
    # The sums of one state would vanish on an axis made for five, and those of a year on one for seven.
    axis_by = ("for", "measure")
    return Explorer("dot", "Period", "EUR million", "EUR million", [owners, measures], states, axis_by=axis_by)


def _sum_series(publisher: str, rows: pd.DataFrame, measure: str) -> Series:
    amounts = dict(zip(rows["Period"], rows["EUR million"], strict=True))
    points = [
        (period, round(amounts[period] / (years if measure == "year" else 1), 1) if period in amounts else None)
        for period, years in PERIODS.items()
    ]
    return Series(publisher, publisher, points, TONES[publisher.split(" and ", maxsplit=1)[0]])
