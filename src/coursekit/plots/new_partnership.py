"""Figures of chapter 6 on the making of the 2007 strategy and on its money.

Owns the registered figures ``06-steps`` and ``06-envelopes``. Reads the course's data;
draws marks, labels and axes only, because the page sets title, subtitle and source.
"""

import textwrap
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.facts import event
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.style import colour

COMMONS = "https://publications.parliament.uk/pa/cm200607/cmselect/cmeuleg/41-xxv/4115.htm"
EURACTIV = "https://www.euractiv.com/section/enlargement/news/eu-outlines-new-central-asia-strategy/"
EUROPEAID = "https://ec.europa.eu/europeaid/regions/central-asia/central-asia_en"

#: Below this width in inches a figure takes its narrow form.
NARROW = 5.0

# --- 06-steps ---------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One dated step between the first draft and the presentation of the text."""

    start: date
    end: date
    what: str
    kind: str
    source: str


#: Marker, palette key and filled or hollow, per kind of step.
KINDS = {
    "prepared": ("o", "muted", True),
    "approved": ("s", "phase3", True),
    "adopted": ("D", "accent", True),
    "presented": ("^", "ink", True),
    "cited": ("o", "dropped", False),
}

#: Steps that the register of events holds: its id, our short wording, the kind.
REGISTERED = (
    ("E042", "Outline discussed with the five states, Astana", "prepared"),
    ("E043", "Date on the text, known from citations", "cited"),
    ("E205", "EU foreign ministers approve it, Luxembourg", "approved"),
    ("E044", "European Council adopts it, Brussels", "adopted"),
    ("E045", "Presented to the five states, Berlin", "presented"),
)

#: Steps that pages of the time report and the register of events does not hold.
REPORTED = (
    Step(
        date(2007, 4, 23),
        date(2007, 4, 23),
        "EU foreign ministers debate the building blocks",
        "prepared",
        EURACTIV,
    ),
    Step(date(2007, 6, 6), date(2007, 6, 6), "A British government note describes the text", "prepared", COMMONS),
)


def steps() -> list[Step]:
    """Return the dated steps of 2007 in order of time.

    Examples
    --------
    >>> [step.kind for step in steps()][-2:]
    ['adopted', 'presented']
    """
    registered = [_registered(key, what, kind) for key, what, kind in REGISTERED]
    return sorted([*registered, *REPORTED], key=lambda step: step.start)


def _registered(key: str, what: str, kind: str) -> Step:
    found = event(key)
    start = date.fromisoformat(found.date)
    end = date.fromisoformat(found.end_date) if found.end_date else start
    return Step(start, end, what, kind, found.source.url)


def in_words(step: Step) -> str:
    """Return the day or days of a step in words.

    Examples
    --------
    >>> in_words(Step(date(2007, 6, 21), date(2007, 6, 22), "", "adopted", ""))
    '21–22 June'
    """
    first = str(step.start.day)
    days = first if step.start == step.end else f"{first}–{step.end.day}"
    return f"{days} {step.start:%B}"


@figure("06-steps")
def adoption_steps() -> Figure:
    """Show the dated steps from Astana to Berlin, and the month the article names."""
    dated = steps()
    table = pd.DataFrame(
        {
            "Date (2007)": [in_words(step) for step in dated],
            "Step": [step.what for step in dated],
            "Kind": [step.kind for step in dated],
            "Read at": [step.source for step in dated],
        }
    )

    def draw(ax: Axes) -> Axes:
        _shade_may(ax, len(dated))
        for row, step in enumerate(dated):
            _draw_step(ax, row, step)
        return _time_axis(ax, len(dated))

    return Figure(
        title="Every step of approval falls in June 2007, none in May",
        subtitle="Dated steps of the strategy, March to June 2007; shaded: the month the article gives",
        source="Register of events; Euractiv; UK House of Commons, European Scrutiny Committee",
        source_url=COMMONS,
        alt=(
            "Timeline from late March to the end of June 2007. Preparation: Astana in late March, "
            "a ministers' debate in April, a British note on the text in early June. "
            "Approval by ministers on 18 June, adoption on 21 and 22 June, presentation on 30 June. "
            "The only mark in the shaded month of May is hollow: the date on the text, which we know from citations."
        ),
        table=table,
        draw=draw,
        height=4.0,
        narrow_height=4.7,
    )


def _shade_may(ax: Axes, rows: int) -> None:
    first, middle, last = (_day(5, 1), _day(5, 16), _day(6, 1))
    ax.axvspan(first, last, color=colour("muted"), alpha=0.12, lw=0)
    ax.text(middle, rows - 0.35, "May", ha="center", va="bottom", color=colour("muted"), fontsize=9.5)


def _draw_step(ax: Axes, row: int, step: Step) -> None:
    marker, key, filled = KINDS[step.kind]
    tone = colour(key)
    first, last = step.start.toordinal(), step.end.toordinal()
    ax.axhline(row, color=colour("muted"), lw=0.5, alpha=0.35, zorder=1)
    ax.plot([first, last], [row, row], color=tone, lw=3, zorder=2)
    ax.plot(last, row, marker=marker, ms=8, color=tone, mfc=tone if filled else "none", mew=1.5, zorder=3)
    label_above(ax, row, f"{in_words(step)}: {step.what}", bold=step.kind == "adopted")


def label_above(ax: Axes, row: int, words: str, *, bold: bool = False) -> None:
    """Write a row's words at the left end of its line, wrapped in the narrow form."""
    ax.annotate(
        textwrap.fill(words, 44) if is_narrow(ax) else words,
        (0, row),
        xycoords=("axes fraction", "data"),
        xytext=(0, 5),
        textcoords="offset points",
        va="bottom",
        fontsize=9.5,
        fontweight="bold" if bold else "normal",
        color=colour("ink"),
    )


def is_narrow(ax: Axes) -> bool:
    """Return whether the figure is drawn in its narrow form."""
    canvas = ax.get_figure(root=True)
    return canvas is not None and canvas.get_figwidth() < NARROW


def _day(month: int, day: int) -> int:
    return date(2007, month, day).toordinal()


def _time_axis(ax: Axes, rows: int) -> Axes:
    ax.set_xlim(_day(3, 20), _day(7, 8))
    ax.set_ylim(rows - 0.3, -0.8)
    ax.set_xticks([_day(month, 1) for month in (4, 5, 6, 7)], ["1 Apr", "1 May", "1 Jun", "1 Jul"])
    ax.tick_params(axis="x", labelsize=9.5, colors=colour("muted"), length=3)
    return _bare(ax)


def _bare(ax: Axes) -> Axes:
    """Leave no box and no y axis: every mark carries its own label."""
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(colour("muted"))
    ax.set_yticks([])
    return ax


# --- 06-envelopes -----------------------------------------------------------

#: Whose envelope, in the order of the control.
OWNERS = {
    "CA5": "All five states",
    "KGZ": "Kyrgyzstan",
    "TJK": "Tajikistan",
    "TKM": "Turkmenistan",
    "UZB": "Uzbekistan",
}
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
    """Return the programmed sums for 2007 to 2013 with who published each.

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
        subtitle="Assistance programmed for the five states together, EUR million, by who published the figure",
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
    rows = table.groupby(["Period", "EUR million"], sort=False)["Published by"].agg(" and ".join).reset_index()
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
    return _bare(ax)


def _explore_sums(table: pd.DataFrame) -> Explorer:
    owners = Control("for", "For", list(OWNERS.items()))
    measures = Control("measure", "Measure", [("total", "Whole period"), ("year", "Per year of the period")])
    states: dict[tuple[str, ...], list[Series]] = {}
    for owner, name in OWNERS.items():
        rows = table[table["For"] == name]
        publishers = rows["Published by"].unique().tolist()
        for measure, _ in measures.values:
            states[owner, measure] = [
                _sum_series(publisher, rows[rows["Published by"] == publisher], measure) for publisher in publishers
            ]
    return Explorer("dot", "Period", "EUR million", "EUR million", [owners, measures], states)


def _sum_series(publisher: str, rows: pd.DataFrame, measure: str) -> Series:
    amounts = dict(zip(rows["Period"], rows["EUR million"], strict=True))
    points = [
        (period, round(amounts[period] / (years if measure == "year" else 1), 1) if period in amounts else None)
        for period, years in PERIODS.items()
    ]
    return Series(publisher, publisher, points, TONES[publisher])
