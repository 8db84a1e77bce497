"""Planned aid per head beside income per head: figure of chapter 7.

Owns the planned sums per head and year, and the figure ``07-envelopes``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import name_of
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.style import MARKERS, colour

#: Period -> years, and the year whose population and income are taken.
PERIODS = {"2007-2010": (4, "2010"), "2011-2013": (3, "2010"), "2007-2013": (7, "2010"), "2014-2020": (7, "2017")}
#: States with a bilateral sum, from the poorest in 2010 to the richest.
STATES = ("KGZ", "TJK", "UZB", "TKM")
#: Which of two sums is taken where two official pages differ: Turkmenistan 2011-2013.
SUMS = {"low": "31 million, the Commission's page", "high": "39 million, the External Action Service's page"}
#: What stands for 2014-2020 in the tables: Kyrgyzstan by the External Action Service, Turkmenistan for four years only.
_LATER = {"KGZ": ("2014-2020", 174.0, 7), "TKM": ("2014-2017", 37.0, 4)}


def planned(period: str, second_sum: str = "low") -> pd.DataFrame:
    """Return the planned bilateral aid of a period, per head and per head and year.

    Parameters
    ----------
    period : str
        A key of :data:`PERIODS`.
    second_sum : {"low", "high"}
        Which sum is taken for Turkmenistan 2011-2013.

    Returns
    -------
    pandas.DataFrame
        Index state; ``million`` (EUR), ``years``, ``income`` (GNI per head, USD), ``head`` and
        ``head_year`` (EUR).

    Examples
    --------
    >>> planned("2007-2013")["head"].round(1).to_dict()
    {'KGZ': 19.4, 'TJK': 16.7, 'UZB': 2.5, 'TKM': 9.5}
    """
    years, base = PERIODS[period]
    parts = ["2007-2010", "2011-2013"] if period == "2007-2013" else [period]
    million = {state: sum(_sum(state, part, second_sum) for part in parts) for state in STATES}
    spans = {state: _LATER[state][2] if period == "2014-2020" and state in _LATER else years for state in STATES}
    table = pd.DataFrame({"million": million, "years": spans})
    table["income"] = _of_year("gni_per_capita_atlas", base)
    table["head"] = table["million"] * 1e6 / _of_year("population", base)
    table["head_year"] = table["head"] / table["years"]
    return table


def _sum(state: str, period: str, second_sum: str) -> float:
    period, wanted = _LATER[state][:2] if period == "2014-2020" and state in _LATER else (period, None)
    rows = load("assistance").query("indicator == 'eu_assistance_bilateral'")
    values = sorted(rows.loc[(rows["entity"] == state) & (rows["period"] == period), "value"].tolist())
    if wanted is not None:
        return float(values[values.index(wanted)])
    return float(values[-1 if second_sum == "high" else 0])


def _of_year(indicator: str, year: str) -> "pd.Series[float]":
    rows = load("economy")
    chosen = rows[(rows["indicator"] == indicator) & (rows["period"] == year)]
    return chosen.set_index("entity")["value"].reindex(list(STATES))


def _by_state(rows: pd.DataFrame, column: str) -> dict[str, float]:
    return dict(zip(STATES, rows[column].tolist(), strict=True))


@figure("07-envelopes")
def richer_yet_better_served() -> Figure:
    """Show planned aid per head beside income per head; period and the second Turkmen sum are the reader's choice."""
    head = _by_state(planned("2007-2013"), "head")
    times = head["TKM"] / head["UZB"]
    return Figure(
        title=f"Turkmenistan, the richest of four, was planned {times:.1f} times Uzbekistan's aid per head",
        subtitle="Planned bilateral aid 2007–2013, EUR per head, and national income per head in 2010, USD",
        source="EuropeAid country pages for the sums; World Bank for income and population; Kazakhstan has no sum",
        source_url="https://ec.europa.eu/europeaid/regions/central-asia/central-asia_en",
        alt=(
            "Four points. Kyrgyzstan: income 850 dollars, planned aid 19.4 euros per head. Tajikistan: 910 and 16.7. "
            "Uzbekistan: 1,460 and 2.5. Turkmenistan: 3,720 and 9.5. Aid falls from the first to the third and then "
            "rises."
        ),
        table=_table("2007-2013"),
        draw=_draw,
        explore=_explorer(),
        height=3.6,
    )


def _table(period: str) -> pd.DataFrame:
    rows = planned(period)
    return pd.DataFrame(
        {
            "State": rows.index.map(name_of),
            "Planned, EUR million": rows["million"].to_numpy(),
            "GNI per head 2010, USD": rows["income"].to_numpy(),
            "Planned per head, EUR": rows["head"].round(1).to_numpy(),
            "Planned per head and year, EUR": rows["head_year"].round(2).to_numpy(),
        }
    )


#: Where the drawn labels stand beside their marks: points right, points up, alignment.
_LABELS = {"KGZ": (0, 10, "left"), "TJK": (10, -4, "left"), "UZB": (0, 10, "center"), "TKM": (12, -20, "right")}


def _draw(ax: Axes) -> Axes:
    rows = planned("2007-2013")
    incomes = _by_state(rows, "income")
    head = _by_state(rows, "head")
    for state, (right, up, side) in _LABELS.items():
        ax.plot(incomes[state], head[state], MARKERS[state], ms=10, color=colour(state), zorder=3)
        ax.annotate(
            f"{name_of(state)}: {head[state]:.1f}",
            (incomes[state], head[state]),
            xytext=(right, up),
            textcoords="offset points",
            ha=side,
            fontsize=9.5,
            color=colour("ink"),
        )
    _draw_second_sum(ax, incomes["TKM"])
    ax.set_xlim(400, 4300)
    ax.set_ylim(0, 24)
    ax.set_yticks([0, 5, 10, 15, 20])
    ax.set_xticks([1000, 2000, 3000, 4000], ["1,000", "2,000", "3,000", "4,000"])
    ax.set_xlabel("National income per head 2010, USD")
    ax.set_ylabel("EUR per head")
    return ax


def _draw_second_sum(ax: Axes, income: float) -> None:
    """Draw what the other official page gives for Turkmenistan, as a hollow mark."""
    head = _by_state(planned("2007-2013", "high"), "head")
    ax.plot(income, head["TKM"], MARKERS["TKM"], ms=10, mec=colour("TKM"), mfc="none", mew=1.6, zorder=2)
    ax.annotate(
        f"with the other\nofficial sum: {head['TKM']:.1f}",
        (income, head["TKM"]),
        xytext=(-12, 10),
        textcoords="offset points",
        ha="right",
        fontsize=9.5,
        color=colour("muted"),
    )


def _explorer() -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {}
    for period in PERIODS:
        for second_sum in SUMS:
            rows = planned(period, second_sum)
            labels = [f"{name_of(str(state))}, {income:,.0f} USD" for state, income in rows["income"].items()]
            points = list(zip(labels, rows["head_year"].round(2), strict=True))
            states[period, second_sum] = [Series("aid", "Planned per head and year", points, "accent")]
    controls = [
        Control("period", "Period", [(period, period.replace("-", "–")) for period in PERIODS]),
        Control("sum", "Turkmenistan 2011–2013", list(SUMS.items())),
    ]
    return Explorer(
        "bar",
        "State and its income per head",
        "Planned, EUR per head and year",
        "EUR",
        controls,
        states,
        axis_by=("period",),
    )
