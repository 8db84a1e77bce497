"""Figure of chapter 6 on the making of the 2007 strategy.

Owns the registered figure ``06-steps``. Draws marks, labels and axes only: the page sets title and source.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from matplotlib.axes import Axes

from coursekit.facts import event
from coursekit.plots.figure import Figure, figure
from coursekit.plots.rows import bare, label_above
from coursekit.plots.style import colour

COMMONS = "https://publications.parliament.uk/pa/cm200607/cmselect/cmeuleg/41-xxv/4115.htm"
EURACTIV = "https://www.euractiv.com/section/enlargement/news/eu-outlines-new-central-asia-strategy/"


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
    ("E042", "First draft brought to the five states, Astana", "prepared"),
    ("E043", "Date of the paper, as one citation gives it", "cited"),
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
            "The only mark in the shaded month of May is hollow: the date of the paper, which one citation gives."
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
    if first < last:  # a line of no length would show as a dot inside a hollow mark
        ax.plot([first, last], [row, row], color=tone, lw=3, zorder=2)
    ax.plot(last, row, marker=marker, ms=8, color=tone, mfc=tone if filled else "none", mew=1.5, zorder=3)
    label_above(ax, row, f"{in_words(step)}: {step.what}", bold=step.kind == "adopted")


def _day(month: int, day: int) -> int:
    return date(2007, month, day).toordinal()


def _time_axis(ax: Axes, rows: int) -> Axes:
    ax.set_xlim(_day(3, 20), _day(7, 8))
    ax.set_ylim(rows - 0.3, -0.8)
    ax.set_xticks([_day(month, 1) for month in (4, 5, 6, 7)], ["1 Apr", "1 May", "1 Jun", "1 Jul"])
    ax.tick_params(axis="x", labelsize=9.5, colors=colour("muted"), length=3)
    return bare(ax)
