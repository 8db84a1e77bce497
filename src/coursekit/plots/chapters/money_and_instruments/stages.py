"""Every published sum on the step where it stands, from announced to paid: figure of chapter 11.

Owns the step of each indicator and the figure ``11-stages``. Sums of different steps are never added.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.plots.chapters.money_and_instruments.payments import paid
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import bare, is_narrow
from coursekit.plots.style import colour

STEPS = ("announced", "programmed", "committed or signed", "paid")
_TONES = dict(zip(STEPS, ("phase1", "phase3", "phase4", "EU"), strict=True))
_SIGNS = {"EUR": "€", "USD": "$", "ECU": "ECU"}
#: Indicator -> step, and what the sum is called.
INDICATORS = {
    "global_gateway_package_total": ("announced", "Samarkand package"),
    "global_gateway_pledge_transport": ("announced", "Trans-Caspian pledge"),
    "ebrd_considered_kambarata": ("announced", "EBRD considers, Kambarata-1"),
    "eib_memoranda_kambarata": ("announced", "memoranda, Kambarata-1"),
    "global_gateway_tei_water_energy_climate": ("announced", "Team Europe, water and energy"),
    "eib_memoranda": ("announced", "EIB memoranda, Samarkand"),
    "eu_assistance_indicative": ("programmed", "all programmes"),
    "eu_assistance_bilateral": ("programmed", "bilateral programme"),
    "eu_assistance_regional_programmes": ("programmed", "regional programmes"),
    "eib_loans_signed": ("committed or signed", "EIB loans signed"),
    "eu_assistance_tacis_committed": ("committed or signed", "TACIS, national parts"),
}
#: Periods over which payments are summed, because envelopes have them.
PAID = ((1994, 2006), (2007, 2013), (2014, 2019))
OWNERS = {"CA5": "The five states together", **{state: name_of(state) for state in FIVE}}
MEASURES = {"sum": "Whole sum", "year": "Per year of its period"}


@computed_once
def published() -> pd.DataFrame:
    """Return the sums with owner, step, name, period, years, value and currency.

    Bilateral sums of all states together, which are parts of the indicative ones, are left out; the national parts
    of TACIS are added up, as the source gives no sum of the five.

    Examples
    --------
    >>> sums = published()
    >>> sums.loc[sums["owner"] == "CA5"].groupby("step")["value"].max().round().astype(int).to_dict()
    {'announced': 12000, 'committed or signed': 863, 'paid': 801, 'programmed': 1000}
    """
    rows = load("assistance")
    rows = rows[rows["indicator"].isin([*INDICATORS]) & rows["entity"].isin([*OWNERS])]
    rows = rows[(rows["indicator"] != "eu_assistance_bilateral") | (rows["entity"] != "CA5")]
    table = pd.DataFrame(
        {
            "owner": rows["entity"],
            "step": rows["indicator"].map(lambda name: INDICATORS[name][0]),
            "name": rows["indicator"].map(lambda name: INDICATORS[name][1]),
            "period": rows["period"],
            "value": rows["value"].astype(float),
            "currency": "EUR",
        }
    ).drop_duplicates()
    table.loc[table["name"].str.startswith("TACIS"), "currency"] = "ECU"
    table = pd.concat([table, _tacis_of_five(table), _payments()], ignore_index=True)
    ends = table["period"].str.extract(r"^(\d{4})(?:-(\d{4}))?$").astype(float)
    table["years"] = ends[1].fillna(ends[0]) - ends[0] + 1
    order = table["step"].map(STEPS.index)
    return table.assign(order=order).sort_values(["order", "period", "value"], ignore_index=True).drop(columns="order")


def _tacis_of_five(table: pd.DataFrame) -> pd.DataFrame:
    parts = table[table["name"].str.startswith("TACIS")]
    return parts.head(1).assign(owner="CA5", value=parts["value"].sum())


def _payments() -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for first, last in PAID:
        sums = paid().loc[first:last].sum()
        for owner in OWNERS:
            amount = float(sums.sum() if owner == "CA5" else sums[owner])
            rows.append(
                {
                    "owner": owner,
                    "step": "paid",
                    "name": "net aid",
                    "period": f"{first}-{last}",
                    "value": amount,
                    "currency": "USD",
                }
            )
    return pd.DataFrame(rows)


def sums(owner: str, measure: str) -> pd.DataFrame:
    """Return the sums of an owner, whole or per year of the period.

    A sum without a period of several years cannot be given per year: it is left out there.

    Examples
    --------
    >>> yearly = sums("CA5", "year")
    >>> round(yearly.loc[yearly["step"] == "programmed", "value"].max())
    143
    """
    table = published()
    table = table[table["owner"] == owner].reset_index(drop=True)
    if measure == "year":
        table = table[table["years"] > 1].reset_index(drop=True)
        table["value"] = table["value"] / table["years"]
    return table


@figure("11-stages")
def steps_of_a_sum() -> Figure:
    """Lay every published sum on its step; whose sums and which measure is the reader's choice."""
    frames: dict[tuple[str, ...], Frame] = {
        (owner, measure): Frame(
            draw=_drawing(owner, measure), reading=_reading(owner, measure), table=_table(owner, measure)
        )
        for owner in OWNERS
        for measure in MEASURES
    }
    controls = [Control("owner", "For", list(OWNERS.items())), Control("measure", "Measure", list(MEASURES.items()))]
    return Figure(
        title="The largest sums for the region stand on the step that is farthest from payment",
        subtitle="Published sums for the five states together by step, million, each in its own currency, log scale",
        source="The course's table of assistance: Commission, External Action Service, banks, press, World Bank",
        alt=(
            "Dots on a scale that multiplies by ten, in four groups. Announced sums reach from 365 to 12,000 million "
            "euros; programmed ones from 72 to 1,000; committed or signed ones are 174 million ecu of TACIS and 863 "
            "million euros of EIB loans; paid are 801, 584 and 604 million dollars in three periods."
        ),
        table=_table("CA5", "sum"),
        draw=_drawing("CA5", "sum"),
        explore=Frames(controls, frames, height=7.6),
        height=5.2,
        narrow_height=7.8,
    )


def _reading(owner: str, measure: str) -> str:
    tops = sums(owner, measure).groupby("step")["value"].max().to_dict()
    found = [f"{step} {tops[step]:,.0f}" for step in STEPS if step in tops]
    return "Largest sum of each step, million: " + ", ".join(found) + "."


def _table(owner: str, measure: str) -> pd.DataFrame:
    table = sums(owner, measure)
    return pd.DataFrame(
        {
            "Step": table["step"],
            "Sum": table["name"],
            "Period": table["period"].str.replace("-", "–"),
            "Million": table["value"].round(1),
            "Currency": table["currency"],
        }
    )


def _rows(table: pd.DataFrame) -> list[tuple[str, str, str, float, str]]:
    columns = (table[name].tolist() for name in ("step", "name", "period", "value", "currency"))
    found: list[tuple[str, str, str, float, str]] = list(zip(*columns, strict=True))
    return found


def _drawing(owner: str, measure: str) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        places: dict[float, str] = {}
        # In the narrow form the name of a row stands above it, below the name of its step.
        gap = 2.3 if is_narrow(ax) else 1.9
        row, before = -1.0, ""
        for step, name, period, amount, currency in _rows(sums(owner, measure)):
            row += 1 if step == before else gap
            if step != before:
                _write_step(ax, row - gap / 2, step)
            before = step
            places[row] = f"{name}, {period.replace('-', '–')}"
            ax.plot(amount, row, marker="o", ms=6, color=colour(_TONES[step]), zorder=3)
            _write_sum(ax, amount, row, f"{amount:,.0f} {_SIGNS[currency]}")
        ax.set_xscale("log")
        ax.set_xlim(1, 90000 if is_narrow(ax) else 60000)
        ax.set_ylim(row + 0.8, -0.9)
        ax.set_xticks([1, 10, 100, 1000, 10000], ["1", "10", "100", "1,000", "10,000"])
        ax.minorticks_off()
        ax.set_xlabel("Million, log scale")
        bare(ax)
        _name_rows(ax, places)
        return ax

    return draw


def _name_rows(ax: Axes, places: dict[float, str]) -> None:
    """Write what each row is: beside it, or in the narrow form above its line."""
    if not is_narrow(ax):
        ax.set_yticks([*places], [*places.values()], fontsize=8.5)
        ax.tick_params(axis="y", length=0)
        return
    for row, words in places.items():
        ax.text(
            0, row - 0.42, words, transform=ax.get_yaxis_transform(), fontsize=10, va="center", color=colour("muted")
        )


def _write_step(ax: Axes, row: float, step: str) -> None:
    ax.text(0, row, step, transform=ax.get_yaxis_transform(), fontsize=9.5, fontweight="bold", va="center")


def _write_sum(ax: Axes, amount: float, row: float, words: str) -> None:
    ax.annotate(words, (amount, row), xytext=(7, 0), textcoords="offset points", va="center", fontsize=9.5)
