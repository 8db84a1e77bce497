"""Uzbekistan's trade with its neighbours, as it reports it and as they do: figure of chapter 8.

Owns the share of the four neighbours in Uzbek exports, which of its years are frozen, the
reports of two neighbours beside it, and the figure ``08-frozen``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

STATE = "UZB"
NEIGHBOURS = ("KAZ", "KGZ", "TJK", "TKM")
FIRST, LAST = 2004, 2020
#: The year with which the three reports are compared.
BASE = 2016
#: How the table marks values that nobody reported.
FROZEN = "partner shares frozen"
#: Report -> label, indicator, who reports, partner or partners.
REPORTS = {
    "own": ("Uzbekistan: exports to four neighbours", "exports_to_partner", STATE, NEIGHBOURS),
    "KAZ": ("Kazakhstan: exports to Uzbekistan", "exports_to_partner", "KAZ", (STATE,)),
    "KGZ": ("Kyrgyzstan: imports from Uzbekistan", "imports_national", "KGZ", (STATE,)),
}
VIEWS = {"share": "Share of Uzbek exports", "reports": f"Three reports, {BASE} = 100"}


@computed_once
def reported() -> pd.DataFrame:
    """Return the three reports in USD million: a row per year, a column per report.

    Examples
    --------
    >>> reported().loc[2016:2017].round(1).to_dict("list")
    {'own': [1090.0, 1288.9], 'KAZ': [925.2, 1245.8], 'KGZ': [67.2, 163.6]}
    """
    trade = load("trade")
    columns = {}
    for report, (_, indicator, reporter, partners) in REPORTS.items():
        chosen = (trade["indicator"] == indicator) & (trade["entity"] == reporter) & trade["partner"].isin(partners)
        rows = trade[chosen]
        columns[report] = rows.assign(year=rows["period"].astype(int)).groupby("year")["value"].sum()
    return pd.DataFrame(columns).loc[FIRST:LAST]


@computed_once
def shares() -> pd.DataFrame:
    """Return the neighbours' share in Uzbek exports in per cent, and whether it is frozen, by year.

    Examples
    --------
    >>> table = shares()
    >>> table.loc[2015:2016, "share"].round(2).tolist(), table.loc[2015:2016, "frozen"].tolist()
    ([6.42, 12.14], [True, False])
    """
    rows = load("trade").query("indicator == 'exports_to_partner' and entity == @STATE")
    rows = rows.assign(year=rows["period"].astype(int))
    whole = rows[rows["partner"] == "WORLD"].set_index("year")["value"]
    frozen = rows["note"].str.startswith(FROZEN).fillna(value=False).groupby(rows["year"]).any()
    table = pd.DataFrame({"share": reported()["own"] / whole * 100, "frozen": frozen})
    return table.loc[FIRST:LAST]


@figure("08-frozen")
def frozen() -> Figure:
    """Show the jump of 2016, the years that nobody reported, and what two neighbours report."""
    origin = source(load("trade").query("indicator == 'exports_to_partner'")["source"].iloc[0])
    kyrgyz = source(load("trade").query("indicator == 'imports_national' and entity == 'KGZ'")["source"].iloc[0])
    return Figure(
        title="The jump of 2016 is the end of a frozen series; two neighbours report a rise from 2017 on",
        subtitle=f"Goods from Uzbekistan to its neighbours, and Kazakh goods to Uzbekistan, {FIRST}–{LAST}",
        source=f"{origin.publisher}: {origin.title}; {kyrgyz.publisher}: {kyrgyz.title}",
        source_url=origin.url,
        alt=(
            "One line from 2004 to 2020. It stands at 6.4 per cent of Uzbek exports in every year until 2015, drawn "
            "dotted because the partner shares are frozen; it is 12.1 per cent in 2016 and 2017, 16.6 in 2018, 15.0 "
            "in 2019 and 14.2 in 2020."
        ),
        table=_table(),
        draw=_draw,
        explore=_explorer(),
        height=3.5,
    )


def _table() -> pd.DataFrame:
    table = shares().join(reported()).round({"share": 2, "own": 0, "KAZ": 0, "KGZ": 0})
    table["frozen"] = table["frozen"].map({True: "frozen", False: "reported"})
    named = {report: f"{label}, USD million" for report, (label, *_) in REPORTS.items()}
    names = {"share": "Neighbours' share of Uzbek exports, %", "frozen": "Share is", **named}
    return table.rename(columns=names).reset_index(names="Year")


def _draw(ax: Axes) -> Axes:
    table = shares()
    held, told = table[table["frozen"]], table[~table["frozen"]]
    ax.plot(held.index, held["share"], color=colour("kept"), ls="dotted", marker="o", ms=4)
    ax.plot(told.index, told["share"], color=colour("UZB"), marker="o", ms=5)
    ax.text(2009.5, 7.6, "frozen: 6.4 per cent\nin every year", ha="center", fontsize=9.5, color=colour("ink"))
    ax.text(2015.7, 14.2, "reported", ha="right", fontsize=9.5, color=colour("ink"))
    ax.set_ylim(0, 20)
    ax.set_yticks([0, 5, 10, 15, 20], ["0", "5", "10", "15", "20 %"])
    ax.set_xlim(FIRST - 0.6, LAST + 0.6)
    ax.set_xticks([2004, 2008, 2012, 2016, 2020] if is_narrow(ax) else list(range(FIRST, LAST + 1, 2)))
    return ax


def _explorer() -> Explorer:
    held = shares()["frozen"]
    indexed = (reported() / reported().loc[BASE] * 100).round()
    own = {
        "share": ("Share of four neighbours", shares()["share"].round(2)),
        "reports": (REPORTS["own"][0], indexed["own"]),
    }
    beside = {
        "share": [],
        "reports": [
            Series("KAZ", REPORTS["KAZ"][0], _points(indexed["KAZ"]), "KAZ", "dashed"),
            Series("KGZ", REPORTS["KGZ"][0], _points(indexed["KGZ"]), "KGZ", "dotted"),
        ],
    }
    states: dict[tuple[str, ...], list[Series]] = {}
    for view, (label, values) in own.items():
        states[view, "no"] = [Series("own", label, _points(values), "UZB"), *beside[view]]
        states[view, "yes"] = [
            Series("frozen", f"{label}: frozen", _points(values[held]), "kept", "dotted"),
            Series("own", label, _points(values[~held]), "UZB"),
            *beside[view],
        ]
    controls = [
        Control("view", "Show", list(VIEWS.items())),
        Control("marked", "Mark the frozen years", [("no", "no"), ("yes", "yes")], form="tick"),
    ]
    return Explorer("line", "Year", f"Per cent, or {BASE} = 100", "", controls, states, axis_by=("view",))


def _points(values: "pd.Series[float]") -> list[tuple[float | str, float | None]]:
    return list(zip(values.index.tolist(), values.tolist(), strict=True))
