"""Whose company the five states keep at the United Nations, period by period: figure of chapter 12.

Owns the means of the periods, each year or each vote alike, and the figure ``12-company``.
"""

from itertools import product

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import MARKERS, colour

PARTNERS = {"EU27": "EU majority", "RUS": "Russia", "CHN": "China", "USA": "United States"}
_KEYS = {"EU27": "EU"}
PERIODS = {
    "1992–1999": (1992, 1999),
    "2000–2006": (2000, 2006),
    "2007–2012": (2007, 2012),
    "2013–2019": (2013, 2019),
}
EARLIER, LATER = "2007–2012", "2013–2019"
_ALL = "all"
WEIGHTS = {"years": "Each year counts alike", "votes": "Each vote counts alike"}


@computed_once
def agreement() -> pd.DataFrame:
    """Return the yearly shares of equal votes with the number of votes that both sides cast.

    Examples
    --------
    >>> int(agreement()["votes"].min())
    15
    """
    rows = load("votes")
    return pd.DataFrame(
        {
            "state": rows["entity"],
            "partner": rows["partner"],
            "year": rows["period"].astype(int),
            "share": rows["value"],
            "votes": rows["note"].str.extract(r"^(\d+) joint votes")[0].astype(int),
        }
    )


def means(weight: str) -> pd.DataFrame:
    """Return mean agreement in per cent: a row per state and period, a column per outside actor.

    Parameters
    ----------
    weight : {"years", "votes"}
        Whether each year or each vote counts alike.

    Examples
    --------
    >>> [float(means(weight).loc[("UZB", "1992–1999"), "EU27"]) for weight in ("years", "votes")]
    [72.5, 71.4]
    """
    rows = agreement()
    rows["period"] = rows["year"].map(_period_of)
    rows["weight"] = rows["votes"] if weight == "votes" else 1
    rows["product"] = rows["share"] * rows["weight"]
    shares = _summed(rows, "product").div(_summed(rows, "weight")).round(1)
    return shares.reindex(index=list(product(FIVE, PERIODS)), columns=list(PARTNERS))


def _summed(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    return rows.pivot_table(index=["state", "period"], columns="partner", values=column, aggfunc="sum")


def _period_of(year: int) -> str:
    return next(name for name, (first, last) in PERIODS.items() if first <= year <= last)


def change(weight: str = "years") -> pd.DataFrame:
    """Return the change of mean agreement from 2007–2012 to 2013–2019, in percentage points.

    Parameters
    ----------
    weight : {"years", "votes"}
        Whether each year or each vote counts alike.

    Examples
    --------
    >>> change().loc["KAZ"].tolist()
    [-10.0, -14.4, -5.6, -4.4]
    """
    later, earlier = (means(weight).xs(period, level="period") for period in (LATER, EARLIER))
    return later.subtract(earlier).round(1)


@figure("12-company")
def company() -> Figure:
    """Show the means of four periods; state and weight are the reader's choice."""
    origin = source(str(load("votes")["source"].iloc[0]))
    return Figure(
        title="After 2012 all five agreed less with everyone, and the loss was larger with Russia than with the Union",
        subtitle="Same choice in votes of the UN General Assembly: change from 2007–2012 to 2013–2019, in points",
        source=f"{origin.publisher}: {origin.title}; agreement computed by the course; absences left out",
        source_url=origin.url,
        alt=(
            "For each state four marks below zero, the change from 2007–2012 to 2013–2019. With Russia minus 10 to "
            "minus 15 points, with the Union's majority minus 6 to minus 10, with China minus 3 to minus 7, with the "
            "United States minus 1 to minus 7."
        ),
        table=_table(),
        draw=_draw,
        explore=_explorer(),
        height=3.9,
        narrow_height=4.2,
    )


def _table() -> pd.DataFrame:
    parts = [
        means(weight).rename(columns=PARTNERS).reset_index().assign(weight=words) for weight, words in WEIGHTS.items()
    ]
    table = pd.concat(parts, ignore_index=True)
    table["state"] = table["state"].map(name_of)
    return table.rename(columns={"state": "State", "period": "Years", "weight": "Weight"})


def _draw(ax: Axes) -> Axes:
    points = change()
    for row, state in enumerate(FIVE):
        ax.axhline(row, color=colour("line"), lw=1, zorder=1)
        for partner, moved in zip(PARTNERS, points.loc[[state]].to_numpy()[0], strict=True):
            key = _KEYS.get(partner, partner)
            ax.plot(moved, row, MARKERS[key], ms=8.5, color=colour(key), zorder=3)
    for n, (partner, words) in enumerate(PARTNERS.items()):
        key = _KEYS.get(partner, partner)
        x, y = ((n % 2) * 0.5, 1.14 - (n // 2) * 0.08) if is_narrow(ax) else (n * 0.25, 1.07)
        ax.plot(x, y, MARKERS[key], ms=8, color=colour(key), transform=ax.transAxes, clip_on=False)
        ax.text(
            x + (0.06 if is_narrow(ax) else 0.03),
            y,
            words,
            transform=ax.transAxes,
            va="center",
            fontsize=10,
            color=colour("ink"),
        )
    ax.axvline(0, color=colour("muted"), lw=1)
    ax.set_yticks(range(len(FIVE)), [name_of(state) for state in FIVE], color=colour("ink"))
    ax.set_ylim(len(FIVE) - 0.5, -0.5)
    ax.set_xlim(-16, 0.8)
    ax.set_xticks([-15, -10, -5, 0], ["−15", "−10", "−5", "0"])
    ax.set_xlabel("Change, percentage points")
    ax.grid(visible=False, axis="y")
    return ax


def _explorer() -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {
        (shown, weight): [_series(shown, weight, partner) for partner in PARTNERS]
        for shown in (_ALL, *FIVE)
        for weight in WEIGHTS
    }
    return Explorer(
        mark="dot",
        x_label="State or years",
        y_label="For all five the change in points; for one state the mean, per cent of joint votes",
        unit="",
        controls=[
            Control("show", "Show", [(_ALL, "All five: the change"), *[(state, name_of(state)) for state in FIVE]]),
            Control("weight", "Mean", list(WEIGHTS.items())),
        ],
        states=states,
        # A change and a share have no common axis.
        axis_by=("show",),
    )


def _series(shown: str, weight: str, partner: str) -> Series:
    if shown == _ALL:
        points = [(name_of(state), float(moved)) for state, moved in zip(FIVE, change(weight)[partner], strict=True)]
    else:
        column = means(weight).loc[shown][partner]
        points = [(period, float(share)) for period, share in zip(PERIODS, column, strict=True)]
    return Series(partner, PARTNERS[partner], points, _KEYS.get(partner, partner))
