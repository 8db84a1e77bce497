"""Reform aid and all aid of the first decade, ranked: figure of chapter 4.

Owns what each state got in the two counts, and the figure ``04-counts``.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import MARKERS, colour

#: Years whose mean population the sums are divided by, and over which all aid is summed.
TACIS_YEARS, AID_YEARS = (1991, 1995), (1992, 2001)
_TACIS, _AID = "eu_assistance_tacis_committed", "oda_bilateral_net"
VIEWS = {
    "head": "Per head, the five states",
    "total": "In total, the five states",
    "others": "TACIS per head, beside Russia and others",
}
_PLACES = ("first", "second", "third", "fourth", "last")


@computed_once
def given() -> pd.DataFrame:
    """Return TACIS and all EU aid to each state, in millions and per head.

    Returns
    -------
    pandas.DataFrame
        One row per state that TACIS names, with ``tacis`` (ECU million, committed 1991–1995),
        ``tacis_head``, and for the five states ``aid`` (USD million, net, 1992–2001) and ``aid_head``.

    Examples
    --------
    >>> given().loc["TJK", ["tacis_head", "aid_head"]].round(1).tolist()
    [1.4, 26.2]
    """
    assistance = load("assistance")
    tacis = assistance[assistance["indicator"] == _TACIS].set_index("entity")["value"]
    from_union = assistance[(assistance["indicator"] == _AID) & (assistance["partner"] == "EU")]
    in_years = from_union[from_union["period"].astype(int).between(*AID_YEARS)]
    aid = in_years.groupby("entity")["value"].sum()
    table = pd.DataFrame({"tacis": tacis, "aid": aid.reindex(tacis.index)})
    table["tacis_head"] = table["tacis"] / _people(*TACIS_YEARS)
    table["aid_head"] = table["aid"] / _people(*AID_YEARS)
    return table


def _people(first: int, last: int) -> "pd.Series[float]":
    """Return the mean population of each state over years, in millions."""
    rows = load("economy").query("indicator == 'population'")
    chosen = rows[rows["period"].astype(int).between(first, last)]
    return chosen.groupby("entity")["value"].mean() / 1e6


def ranks(view: str) -> pd.DataFrame:
    """Return the place of each of the five states in the two counts, from 1 to 5.

    Parameters
    ----------
    view : {"head", "total"}
        Per head, or in total.

    Examples
    --------
    >>> ranks("head").loc["TJK"].tolist()
    [5, 2]
    """
    columns = ["tacis_head", "aid_head"] if view == "head" else ["tacis", "aid"]
    return given().loc[list(FIVE), columns].rank(ascending=False).astype(int)


def five_together() -> float:
    """Return TACIS per head of the five states together, in ECU.

    Examples
    --------
    >>> round(five_together(), 1)
    3.3
    """
    return float(given().loc[list(FIVE), "tacis"].sum() / _people(*TACIS_YEARS).loc[list(FIVE)].sum())


def of_russia() -> float:
    """Return TACIS per head of Russia, in ECU."""
    return float(given()["tacis_head"].loc["RUS"])


@figure("04-counts")
def two_counts() -> Figure:
    """Join the places of the five states in reform aid and in all aid; per head or in total."""
    frames: dict[tuple[str, ...], Frame] = {
        (view,): Frame(draw=_drawing(view), reading=_reading(view), table=_table(view)) for view in VIEWS
    }
    origin = source(load("assistance").query("indicator == @_TACIS")["source"].iloc[0])
    return Figure(
        title="Tajikistan is last in one count of European aid and second in the other",
        subtitle="Per head: TACIS committed 1991–1995, ECU (left); all aid of EU institutions 1992–2001, USD (right)",
        source=(
            f"{origin.publisher}: {origin.title}; World Bank, from OECD DAC; "
            "without aid of member states; no value for 1992"
        ),
        source_url=origin.url,
        alt=(
            "Five lines between two columns of places. TACIS per head: Kyrgyzstan 6.2, Turkmenistan 5.4, Kazakhstan "
            "4.2, Uzbekistan 2.1, Tajikistan 1.4 ECU. All aid per head: Kyrgyzstan 27.7, Tajikistan 26.2, Turkmenistan "
            "9.7, Kazakhstan 5.6, Uzbekistan 3.9 dollars. The line of Tajikistan climbs from the last place to the "
            "second; Kyrgyzstan stays first."
        ),
        table=_table("head"),
        draw=_drawing("head"),
        explore=Frames([Control("view", "Show", list(VIEWS.items()))], frames, height=3.7),
        height=3.3,
        narrow_height=3.6,
    )


def _reading(view: str) -> str:
    if view == "others":
        return f"The five states together got {five_together():.1f} ECU per head, Russia {of_russia():.1f}."
    first, second = ranks(view).T["TJK"].tolist()
    return f"Tajikistan is {_PLACES[first - 1]} in TACIS and {_PLACES[second - 1]} in all aid."


def _table(view: str) -> pd.DataFrame:
    if view == "others":
        rows = given().sort_values("tacis_head", ascending=False)
        return pd.DataFrame({"State": rows.index.map(name_of), "TACIS per head, ECU": rows["tacis_head"].round(1)})
    rows = given().loc[list(FIVE)]
    per, columns = ("per head", ["tacis_head", "aid_head"]) if view == "head" else ("million", ["tacis", "aid"])
    return pd.DataFrame(
        {
            "State": rows.index.map(name_of),
            f"TACIS 1991–1995, ECU {per}": rows[columns[0]].round(1),
            f"All EU aid 1992–2001, USD {per}": rows[columns[1]].round(1),
        }
    )


def _drawing(view: str) -> Callable[[Axes], Axes]:
    return _draw_others if view == "others" else lambda ax: _draw_slopes(ax, view)


def _draw_slopes(ax: Axes, view: str) -> Axes:
    columns = ("tacis_head", "aid_head") if view == "head" else ("tacis", "aid")
    for state, (left, right) in zip(FIVE, ranks(view).to_numpy(), strict=True):
        values = given().loc[state, list(columns)]
        look: dict[str, Any] = {"color": colour(state), "lw": 3 if state == "TJK" else 1.6}
        ax.plot([0, 1], [left, right], marker=MARKERS[state], ms=7, zorder=3 if state == "TJK" else 2, **look)
        weight = "bold" if state == "TJK" else "normal"
        for edge, place, value in ((0, left, values.iloc[0]), (1, right, values.iloc[1])):
            words = f"{value:.1f} {name_of(state)}" if edge else f"{name_of(state)} {value:.1f}"
            ax.annotate(
                words,
                (edge, place),
                xytext=(10 if edge else -10, 0),
                textcoords="offset points",
                ha="left" if edge else "right",
                va="center",
                fontsize=9.5,
                fontweight=weight,
                color=colour("ink"),
            )
    unit = "per head" if view == "head" else "million"
    ax.text(-0.05, 0.25, f"TACIS, ECU {unit}", ha="right", fontsize=9.5, color=colour("muted"))
    ax.text(1.05, 0.25, f"All aid, USD {unit}", ha="left", fontsize=9.5, color=colour("muted"))
    ax.set_xlim((-1.6, 2.6) if is_narrow(ax) else (-0.9, 1.9))
    ax.set_ylim(5.5, 0)
    return _bare(ax)


def _draw_others(ax: Axes) -> Axes:
    rows = given()["tacis_head"].sort_values()
    codes: list[str] = rows.index.tolist()
    values: list[float] = rows.tolist()
    for place, (code, value) in enumerate(zip(codes, values, strict=True)):
        tone = colour(code if code in (*FIVE, "RUS") else "kept")
        ax.plot([0, value], [place, place], color=tone, lw=1.6)
        ax.plot(value, place, marker="o", ms=8, color=tone)
        ax.text(value + 0.25, place, f"{value:.1f}", va="center", fontsize=9.5, color=colour("ink"))
    ax.set_yticks(range(len(rows)), [name_of(code) for code in codes], color=colour("ink"))
    ax.set_xlim(0, 8.5)
    ax.set_ylim(-0.6, len(rows) - 0.4)
    ax.set_xlabel("ECU per head, 1991–1995")
    ax.grid(visible=False, axis="y")
    return ax


def _bare(ax: Axes) -> Axes:
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    return ax
