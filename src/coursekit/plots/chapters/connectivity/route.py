"""What the Trans-Caspian route carried: cargo and containers by year, and the year before that a headline implies.

Owns the ministry's series, the stated growth rates with their implied bases, and the
figures ``10-route`` and ``10-bases`` of chapter 10.
"""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.facts import source
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import bare, is_narrow
from coursekit.plots.style import colour

#: Source of the ministry's series of seven years.
MINISTRY = "s610"
#: The year that is 100 when both units are laid over one another.
BASE = 2021
#: Amounts above this are containers, those below it million tonnes.
_LEAST_BOXES = 1000
#: Stated growth: its indicator, the amount it belongs to, and who states both for which year.
STATED = (
    ("titr_cargo_growth", "titr_cargo", "2023", "s328", "2023, prime minister's office: cargo"),
    ("titr_cargo_growth", "titr_cargo", "2023", "s330", "2023, Kazakhstan Railways: cargo"),
    ("titr_cargo_growth", "titr_cargo", "2024", "s331", "2024, transport ministry: cargo"),
    ("titr_cargo_caspian_ports_growth", "titr_cargo_caspian_ports", "2024", "s332", "2024, association: seaports only"),
    ("titr_containers_growth", "titr_containers", "2024", "s332", "2024, association: containers, thousand"),
)


def implied_base(value: float, growth: float) -> float:
    """Return the amount of the year before that a value and its growth in per cent imply.

    Examples
    --------
    >>> round(implied_base(56_500, 176))
    20471
    """
    return value / (1 + growth / 100)


def _rows(indicator: str) -> pd.DataFrame:
    table = load("logistics")
    return table[(table["indicator"] == indicator) & table["period"].str.fullmatch(r"\d{4}")]


def _stated(indicator: str, year: str, witness: str) -> float:
    rows = _rows(indicator)
    return float(rows[(rows["period"] == year) & (rows["source"] == witness)]["value"].iloc[0])


@computed_once
def by_year() -> pd.DataFrame:
    """Return cargo by the ministry (million tonnes) and containers as reported (thousand TEU), by year.

    Examples
    --------
    >>> by_year().loc[[2024, 2025], "cargo"].tolist()
    [4.484, 4.119]
    """
    cargo = _rows("titr_cargo").query("source == @MINISTRY").set_index("period")["value"]
    boxes = _rows("titr_containers").set_index("period")["value"] / 1000
    table = pd.DataFrame({"cargo": cargo, "containers": boxes.reindex(cargo.index)})
    return table.set_axis(table.index.astype(int))


def indexed() -> pd.DataFrame:
    """Return both columns with :data:`BASE` as 100.

    Examples
    --------
    >>> indexed().loc[2025].round().astype(int).to_dict()
    {'cargo': 703, 'containers': 306}
    """
    table = by_year()
    return table / table.loc[BASE] * 100


@computed_once
def bases() -> pd.DataFrame:
    """Return each stated growth with its amount and the base that both imply.

    Examples
    --------
    >>> bases()["base"].round(2).tolist()
    [1.67, 1.51, 2.78, 2.75, 20471.01]
    """
    found = []
    for growth, amount, year, witness, words in STATED:
        rate, value = (_stated(name, year, witness) for name in (growth, amount))
        found.append({"headline": words, "growth": rate, "value": value, "base": implied_base(value, rate)})
    return pd.DataFrame(found)


@figure("10-route")
def route() -> Figure:
    """Show cargo and containers of the route by year; the unit is the reader's choice."""
    shown = by_year()
    cargo, boxes = (float(shown[name].loc[2025] / shown[name].loc[2024] * 100 - 100) for name in shown)
    origin = source(MINISTRY)
    return Figure(
        title=f"In 2025 the route carried {-cargo:.0f} per cent less cargo and {boxes:.0f} per cent more containers",
        subtitle="Trans-Caspian route: cargo, million tonnes, 2019–2025; containers, thousand TEU, where reported",
        source=f"{origin.publisher}; association and ministry for containers; no amount for 2023 was found",
        source_url=origin.url,
        alt=(
            "Two rows of columns. Cargo: 0.8 million tonnes in 2019 and 2020, 0.6 in 2021, 1.5 in 2022, "
            "2.8 in 2023, 4.5 in 2024, 4.1 in 2025. Containers: 25 thousand in 2021, 33 in 2022, no number for 2023, "
            "56.5 in 2024, 77 in 2025."
        ),
        table=_route_table(shown),
        draw=_draw_route,
        explore=_explore_route(),
        height=3.5,
        narrow_height=3.7,
    )


def _route_table(shown: pd.DataFrame) -> pd.DataFrame:
    names = {"cargo": "Cargo, million tonnes", "containers": "Containers, thousand TEU"}
    return shown.rename(columns=names).reset_index(names="Year")


def _draw_route(ax: Axes) -> Axes:
    """Draw two rows of columns, each on a scale of its own: containers above, cargo below."""
    shown = by_year()
    rows = (("cargo", 0.0, "Cargo, million tonnes", "kept"), ("containers", 1.35, "Containers, thousand TEU", "accent"))
    for column, floor, words, tone in rows:
        known = shown[column].dropna()
        heights = known / known.max()
        ax.bar(known.index, heights, bottom=floor, width=0.62, color=colour(tone), alpha=0.85)
        ax.axhline(floor, color=colour("line"), lw=1)
        for year, value in known.items():
            top = floor + float(heights.loc[year]) + 0.03
            label = f"{value:.1f}" if column == "cargo" else f"{value:g}"
            ax.text(float(str(year)), top, label, ha="center", va="bottom", fontsize=9.5, color=colour("ink"))
        ax.text(2018.6, floor + 1.02, words, fontsize=9.5, fontweight="bold", color=colour("ink"))
    for year in sorted({*shown.index} - {*shown["containers"].dropna().index}):
        ax.text(year, 1.38, "?", ha="center", va="bottom", fontsize=9.5, color=colour("muted"))
    ax.set_ylim(0, 2.6)
    ax.set_xlim(2018.5, 2025.5)
    ax.set_xticks(shown.index.tolist())
    ax.set_xticklabels([f"’{year % 100}" if is_narrow(ax) else f"{year}" for year in shown.index])
    ax.set_yticks([])
    ax.grid(visible=False)
    return ax


def _points(column: "pd.Series[float]", digits: int) -> Sequence[tuple[float | str, float | None]]:
    known = column.notna()
    return [
        (int(str(year)), round(float(y), digits) if there else None)
        for (year, y), there in zip(column.items(), known, strict=True)
    ]


def _explore_route() -> Explorer:
    table, both = by_year(), indexed()
    states: dict[tuple[str, ...], list[Series]] = {
        ("both",): [
            Series("cargo", "Cargo", _points(both["cargo"], 0), "ink"),
            Series("containers", "Containers", _points(both["containers"], 0), "accent", "dashed"),
        ],
        ("cargo",): [Series("cargo", "Cargo", _points(table["cargo"], 3), "ink")],
        ("containers",): [Series("containers", "Containers", _points(table["containers"], 1), "accent", "dashed")],
    }
    units = [
        ("both", f"Both, {BASE} is 100"),
        ("cargo", "Cargo, million tonnes"),
        ("containers", "Containers, thousand TEU"),
    ]
    control = Control("unit", "What is counted", units)
    return Explorer("line", "Year", "Index, million tonnes or thousand TEU", "", [control], states, axis_by=("unit",))


@figure("10-bases")
def hidden_years() -> Figure:
    """Join what each headline states with the year before that it implies."""
    table = bases()
    return Figure(
        title="Behind two headlines for 2023 stand two amounts for 2022: 1.5 and 1.7 million tonnes",
        subtitle="Stated amount (disc) and the amount of the year before that the stated growth implies (ring)",
        source="Astana Times, Interfax, Kazinform, see the data; the rings are computed by the course",
        source_url=source("s328").url,
        alt=(
            "Five rows with a ring and a disc. 2023, prime minister's office, 65 per cent: from 1.67 to 2.76 million "
            "tonnes. 2023, railways, 86 per cent: 1.51 to 2.80. 2024, ministry, 62 per cent: 2.78 to 4.50. 2024, "
            "association, seaports only, 20 per cent: 2.75 to 3.30. 2024, containers, 176 per cent: 20.5 to 56.5 "
            "thousand, while 33 thousand were reported for 2022."
        ),
        table=_bases_table(table),
        draw=lambda ax: _draw_bases(ax, table),
        height=3.6,
        narrow_height=4.0,
    )


def _bases_table(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Headline": table["headline"],
            "Stated growth, per cent": table["growth"].astype(int),
            "Stated amount": table["value"],
            "Implied amount of the year before": table["base"].round(2),
            "Unit": ["TEU" if value > _LEAST_BOXES else "million tonnes" for value in table["value"]],
        }
    )


def _draw_bases(ax: Axes, table: pd.DataFrame) -> Axes:
    gap = 0.26 if is_narrow(ax) else 0.14
    for row, (words, growth, value, base) in enumerate(zip(*(table[name] for name in table), strict=True)):
        boxes = float(value) > _LEAST_BOXES
        # Containers have a scale of their own: 14 thousand are as long as a million tonnes.
        left, right = (base / 14_000, value / 14_000) if boxes else (base, value)
        said = (f"{base / 1000:.1f}", f"{value / 1000:.1f}") if boxes else (f"{base:.2f}", f"{value:.2f}")
        tone = colour("accent" if boxes else "ink")
        ax.plot([left, right], [row, row], color=tone, lw=1.6)
        ax.plot(left, row, "o", ms=9, mfc=colour("paper"), mec=tone, mew=2)
        ax.plot(right, row, "o", ms=9, color=tone)
        ax.text(left - gap, row, said[0], ha="right", va="center", fontsize=9.5, color=tone)
        ax.text(right + gap, row, f"{said[1]}  (+{growth:.0f} %)", va="center", fontsize=9.5, color=tone)
        ax.text(0, row - 0.42, words, va="center", fontsize=9.5, fontweight="bold", color=colour("ink"))
    ax.set_xlim(0, 6.6 if is_narrow(ax) else 5.6)
    ax.set_ylim(len(table) - 0.6, -0.75)
    bare(ax)
    ax.set_xticks([])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    return ax
