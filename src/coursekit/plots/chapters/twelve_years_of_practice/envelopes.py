"""Planned aid per head beside income per head: figure of chapter 7.

Owns the planned sums per head and year, and the figure ``07-envelopes``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import name_of
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.style import MARKERS, colour

#: Period -> years; the reader sees the whole first.
PERIODS = {"2007-2013": 7, "2007-2010": 4, "2011-2013": 3}
#: The year whose population and income are taken.
BASE = "2010"
#: States with a bilateral sum, from the poorest in 2010 to the richest.
STATES = ("KGZ", "TJK", "UZB", "TKM")
#: Which of two sums is taken where two official pages differ: Turkmenistan 2011-2013.
SUMS = {"low": "31 million, the Commission's page", "high": "39 million, the External Action Service's page"}
MEASURES = {"head": "For the whole period", "head_year": "For each year of it"}


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
        Index state; ``million`` (EUR), ``income`` (GNI per head, USD), ``head`` and ``head_year`` (EUR).

    Examples
    --------
    >>> planned("2007-2013")["head"].round(1).to_dict()
    {'KGZ': 19.4, 'TJK': 16.7, 'UZB': 2.5, 'TKM': 9.5}
    """
    parts = ["2007-2010", "2011-2013"] if period == "2007-2013" else [period]
    million = {state: sum(_sum(state, part, second_sum) for part in parts) for state in STATES}
    table = pd.DataFrame({"million": million, "income": _of_base("gni_per_capita_atlas")})
    table["head"] = table["million"] * 1e6 / _of_base("population")
    table["head_year"] = table["head"] / PERIODS[period]
    return table


def _sum(state: str, period: str, second_sum: str) -> float:
    rows = load("assistance").query("indicator == 'eu_assistance_bilateral'")
    values = sorted(rows.loc[(rows["entity"] == state) & (rows["period"] == period), "value"].tolist())
    return float(values[-1 if second_sum == "high" else 0])


def _of_base(indicator: str) -> "pd.Series[float]":
    rows = load("economy")
    chosen = rows[(rows["indicator"] == indicator) & (rows["period"] == BASE)]
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
            labels = [f"{name_of(state)}, {income:,.0f} USD" for state, income in _by_state(rows, "income").items()]
            for measure, name in MEASURES.items():
                points = list(zip(labels, rows[measure].round(2).tolist(), strict=True))
                states[period, second_sum, measure] = [Series("aid", name, points, "accent")]
    controls = [
        Control("period", "Period", [(period, period.replace("-", "–")) for period in PERIODS]),
        Control("sum", "Turkmenistan 2011–2013", list(SUMS.items())),
        Control("measure", "Per head", list(MEASURES.items())),
    ]
    # A year has another scale than a period.
    axis_by = ("period", "measure")
    return Explorer(
        "bar", "State and its income per head", "Planned, EUR per head", "EUR", controls, states, axis_by=axis_by
    )
