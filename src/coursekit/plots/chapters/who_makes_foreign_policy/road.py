"""How long agreements with Central Asia were on their way: figure of primer A.

Owns the stages of nine agreements and the figure ``A-road``.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data.package import index, rows
from coursekit.facts import event
from coursekit.plots.figure import Figure, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

#: State, kind, and the events of the stages that are known: mandate, initialled, signed, in force.
AGREEMENTS = (
    ("KAZ", "first", {"signed": "E009", "in force": "E017"}),
    ("KGZ", "first", {"signed": "E010", "in force": "E019"}),
    ("UZB", "first", {"signed": "E013", "in force": "E018"}),
    ("TJK", "first", {"signed": "E029", "in force": "E060"}),
    ("TKM", "first", {"signed": "E014"}),
    ("KAZ", "enhanced", {"mandate": "E209", "initialled": "E211", "signed": "E091", "in force": "E133"}),
    ("KGZ", "enhanced", {"mandate": "E103", "initialled": "E124", "signed": "E179"}),
    ("UZB", "enhanced", {"mandate": "E214", "initialled": "E151", "signed": "E194"}),
    ("TJK", "enhanced", {"mandate": "E159", "initialled": "E189"}),
)
#: Stage that a stretch begins with -> its words and palette key.
STRETCHES = {
    "mandate": ("talks", "kept"),
    "initialled": ("text waits for signature", "new"),
    "signed": ("signed, waits for force", "accent"),
}


@dataclass(frozen=True)
class Stretch:
    """A stretch of the way: what it begins with, its days, and whether its end is still open."""

    begins: str
    days: int
    is_open: bool


def record_ends() -> date:
    """Return the last day that the register of events has.

    Examples
    --------
    >>> record_ends().isoformat()
    '2026-04-23'
    """
    return max(_day(row["date"]) for row in rows("events"))


def stretches(stages: dict[str, str]) -> list[Stretch]:
    """Return the stretches of an agreement in order; the last one is open if it is not in force.

    Examples
    --------
    >>> [stretch.days for stretch in stretches(AGREEMENTS[5][2])]
    [1378, 335, 1532]
    """
    days = {stage: _day(event(identifier).date) for stage, identifier in stages.items()}
    ends = [*list(days.values())[1:], record_ends()]
    found = [
        Stretch(stage, (end - begin).days, end == record_ends())
        for (stage, begin), end in zip(days.items(), ends, strict=True)
    ]
    return [stretch for stretch in found if stretch.begins != "in force"]


def _day(partial: str) -> date:
    """Return a day; of a month or year that is known alone its first."""
    return date.fromisoformat(f"{partial}-01-01"[:10])


@figure("A-road")
def road() -> Figure:
    """Show for nine agreements how many years each stage took or has taken so far."""
    return Figure(
        title="Nine years for one treaty; another has been waiting since 1998",
        subtitle="Years per stage of nine agreements; hatched: not in force by the end of the register, April 2026",
        source="Register of events; months count from their first day, mandates before 2011 are not in the register",
        source_url=event("E209").source.url,
        alt=(
            "Nine bars. First agreements, from signature to force: Kazakhstan 4.4 years, Kyrgyzstan 4.4, Uzbekistan "
            "3.0, Tajikistan 5.2; Turkmenistan 27.9 years and not in force. Enhanced agreements from the mandate: "
            "Kazakhstan 3.8 years of talks, 0.9 to the signature, 4.2 to force; Kyrgyzstan 1.8, 5.0 and 1.8 so far; "
            "Uzbekistan 4.0, 3.3 and 0.5 so far; Tajikistan 2.6 and 0.8 so far."
        ),
        table=_table(),
        draw=_draw,
        height=4.6,
        narrow_height=5.0,
    )


def _table() -> pd.DataFrame:
    listed = [
        (
            index("entities", "code")[state]["name_en"],
            kind,
            STRETCHES[one.begins][0],
            one.days,
            round(one.days / 365.25, 1),
            "still open" if one.is_open else "ended",
        )
        for state, kind, stages in AGREEMENTS
        for one in stretches(stages)
    ]
    return pd.DataFrame(listed, columns=["State", "Agreement", "Stage", "Days", "Years", "By April 2026"])


def _draw(ax: Axes) -> Axes:
    for row, (state, kind, stages) in enumerate(AGREEMENTS):
        place = row + (kind == "enhanced") * 0.7
        begin = 0.0
        for stretch in stretches(stages):
            begin += _bar(ax, place, begin, stretch)
        name = index("entities", "code")[state]["name_en"]
        ax.text(-0.3, place, name, ha="right", va="center", fontsize=9.5, color=colour("ink"))
        ax.text(begin + 0.3, place, f"{begin:.1f}", va="center", fontsize=9.5, fontweight="bold", color=colour("ink"))
    return _frame(ax)


def _bar(ax: Axes, place: float, begin: float, stretch: Stretch) -> float:
    years = stretch.days / 365.25
    tone = colour(STRETCHES[stretch.begins][1])
    face = colour("paper") if stretch.is_open else tone
    hatch = "////" if stretch.is_open else None
    ax.barh(place, years, left=begin, height=0.62, facecolor=face, edgecolor=tone, hatch=hatch, linewidth=1)
    return years


def _frame(ax: Axes) -> Axes:
    left = ax.get_yaxis_transform()
    for height, words in (
        (-0.75, "First agreements, from the signature"),
        (4.95, "Enhanced agreements, from the mandate"),
    ):
        ax.text(0, height, words, transform=left, fontsize=9.5, color=colour("muted"))
    for step, (words, key) in enumerate(STRETCHES.values()):
        ax.text(34, 0.6 + step * 0.8, f"■ {words}", ha="right", va="center", fontsize=9.5, color=colour(key))
    narrow = is_narrow(ax)
    ax.set_ylim(9.2, -1.3)
    ax.set_xlim(-10.5 if narrow else -5, 34)
    ax.set_xticks([0, 10, 20] if narrow else [0, 5, 10, 15, 20, 25])
    ax.set_xlabel("years", loc="right")
    ax.set_yticks([])
    return ax
