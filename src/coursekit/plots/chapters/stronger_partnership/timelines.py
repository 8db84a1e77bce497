"""Timelines of chapter 9: how the 2019 strategy was made, and whom agreements reached.

Owns the registered figures ``09-drafting`` and ``09-agreements``; those on the themes of
the strategy are in ``themes.py``. Reads the course's data; draws marks, labels and axes
only, because the page sets title, subtitle and source.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.facts import event
from coursekit.plots.figure import Figure, figure
from coursekit.plots.rows import label_above
from coursekit.plots.style import colour

MANDATE = "https://timesca.com/eu-to-develop-new-central-asia-strategy-by-end-of-2019"

# --- 09-drafting ------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One step of the drafting: event, our short wording, marker and palette key."""

    event: str
    what: str
    marker: str
    key: str

    @property
    def day(self) -> date:
        """The day in the register of events."""
        return date.fromisoformat(event(self.event).date)


#: In order of time. Squares: the Council; triangles: the region; diamond: the text itself.
STEPS = (
    Step("E101", "Council asks for a proposal by the end of 2019", "s", "phase3"),
    Step("E102", "Conference on ten years of the first strategy", "o", "muted"),
    Step("E104", "13th ministerial, Samarkand, takes note of the work", "o", "muted"),
    Step("E107", "First meeting of Central Asian leaders, Astana", "^", "ink"),
    Step("E110", "EU communication on connecting Europe and Asia", "o", "muted"),
    Step("E114", "14th ministerial, Brussels, discusses the draft", "o", "muted"),
    Step("E119", "Commission and High Representative present the text", "D", "accent"),
    Step("E122", "Council conclusions endorse it", "s", "phase3"),
    Step("E126", "15th ministerial, Bishkek: the five states welcome it", "^", "ink"),
)


def in_words(day: date) -> str:
    """Return a date as the figures print it.

    Examples
    --------
    >>> in_words(date(2019, 5, 15))
    '15 May 2019'
    """
    return f"{day.day} {day:%b %Y}"


@figure("09-drafting")
def drafting() -> Figure:
    """Show the steps from the Council's request to the welcome in Bishkek."""
    table = pd.DataFrame(
        {
            "Date": [in_words(step.day) for step in STEPS],
            "Step": [step.what for step in STEPS],
            "Read at": [event(step.event).source.url for step in STEPS],
        }
    )

    def draw(ax: Axes) -> Axes:
        for row, step in enumerate(STEPS):
            _draw_step(ax, row, step)
        _draw_deadline(ax, len(STEPS))
        return _time_axis(ax, len(STEPS))

    return Figure(
        title="Two years from mandate to endorsement, half a year ahead of the deadline",
        subtitle="Steps of the 2019 strategy, June 2017 to July 2019; squares: Council; triangles: the region",
        source="Register of events; The Times of Central Asia on the Council's request",
        source_url=MANDATE,
        alt=(
            "Timeline of nine steps. The Council asks for a new strategy in June 2017. A conference and a "
            "ministerial follow in autumn 2017, the first meeting of Central Asian leaders in March 2018, the "
            "connectivity communication in September 2018, a ministerial on the draft in November 2018. The text "
            "is presented in May 2019, endorsed in June, welcomed in Bishkek in July. A dashed line marks the "
            "deadline at the end of 2019."
        ),
        table=table,
        draw=draw,
        height=4.5,
        narrow_height=5.6,
    )


def _draw_step(ax: Axes, row: int, step: Step) -> None:
    ax.axhline(row, color=colour("muted"), lw=0.5, alpha=0.35, zorder=1)
    ax.plot([step.day], [row], marker=step.marker, ms=8, color=colour(step.key), zorder=3)  # type: ignore[arg-type]
    label_above(ax, row, f"{in_words(step.day)}: {step.what}", bold=step.key == "accent")


def _draw_deadline(ax: Axes, rows: int) -> None:
    deadline = date(2019, 12, 31)
    ax.axvline(deadline, color=colour("dropped"), lw=1.2, ls="--")  # type: ignore[arg-type]
    ax.text(deadline, rows - 0.45, "deadline ", color=colour("dropped"), ha="right", va="center", fontsize=9.5)  # type: ignore[arg-type]


def _time_axis(ax: Axes, rows: int) -> Axes:
    ax.set_xlim(date(2017, 5, 15), date(2020, 1, 20))  # type: ignore[arg-type]
    ax.set_ylim(rows - 0.2, -0.8)
    ax.set_xticks([date(year, 1, 1) for year in (2018, 2019, 2020)], ["2018", "2019", "2020"])  # type: ignore[arg-type]
    ax.set_yticks([])
    ax.grid(visible=False)
    return ax


# --- 09-agreements ----------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """How one kind of step is drawn: label, agreement, marker, filled if binding, label above or below."""

    words: str
    agreement: str
    marker: str
    filled: bool
    above: bool


STAGES = {
    "signed": Stage("signed", "first agreement (PCA)", "o", filled=False, above=True),
    "in force": Stage("in force", "first agreement (PCA)", "o", filled=True, above=False),
    "trade": Stage("trade part in force", "interim trade agreement", "s", filled=True, above=True),
    "EPCA initialled": Stage("initialled", "enhanced agreement (EPCA)", "D", filled=False, above=False),
    "EPCA signed": Stage("signed", "enhanced agreement (EPCA)", "D", filled=False, above=True),
    "EPCA in force": Stage("in force", "enhanced agreement (EPCA)", "D", filled=True, above=False),
}
#: Steps of each state: event id and kind of step, in order of time.
AGREEMENTS = {
    "KAZ": (("E009", "signed"), ("E017", "in force"), ("E091", "EPCA signed"), ("E133", "EPCA in force")),
    "KGZ": (("E010", "signed"), ("E019", "in force"), ("E124", "EPCA initialled"), ("E179", "EPCA signed")),
    "UZB": (("E013", "signed"), ("E018", "in force"), ("E151", "EPCA initialled"), ("E194", "EPCA signed")),
    "TJK": (("E029", "signed"), ("E060", "in force"), ("E189", "EPCA initialled")),
    "TKM": (("E014", "signed"), ("E063", "trade")),
}
#: End of the record of agreements, as a year: the register reaches to April 2026.
RECORD_ENDS = 2026.3


def as_year(partial: str) -> float:
    """Return a partial date as a year with a fraction; the middle where the rest is unknown.

    Examples
    --------
    >>> as_year("1999"), round(as_year("2004-10"), 2), round(as_year("2020-03-01"), 2)
    (1999.5, 2004.79, 2020.17)
    """
    parts = [int(part) for part in partial.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    day = parts[2] - 1 if len(parts) == 3 else 15
    return parts[0] + (parts[1] - 1) / 12 + day / 365


@figure("09-agreements")
def agreements() -> Figure:
    """Show how far each state has come with its first and its enhanced agreement."""
    names = load("entities").set_index("code")["name_en"]
    steps = [(state, event(key).date, STAGES[kind]) for state, row in AGREEMENTS.items() for key, kind in row]
    table = pd.DataFrame(
        [(names[state], stage.agreement, stage.words, day) for state, day, stage in steps],
        columns=["State", "Agreement", "Step", "Date"],
    )

    def draw(ax: Axes) -> Axes:
        for row, state in enumerate(AGREEMENTS):
            found = [(as_year(day), stage) for owner, day, stage in steps if owner == state]
            _draw_state(ax, row, state, names[state], found)
        return _years_axis(ax)

    return Figure(
        title="Five states, five distances: only Kazakhstan's enhanced agreement is known to be in force",
        subtitle="Circles: first agreement; diamonds: enhanced agreement; filled: in force; record to April 2026",
        source="Register of events",
        source_url="https://www.eiz-niedersachsen.de/partnerschafts-und-kooperationsabkommen-eu-kasachstan-tri",
        alt=(
            "Five timelines from 1995 to 2026. Kazakhstan: first agreement signed 1995, in force 1999, enhanced "
            "agreement signed 2015, in force 2020. Kyrgyzstan: signed 1995, in force 1999, enhanced agreement "
            "initialled 2019, signed 2024. Uzbekistan: signed 1996, in force 1999, enhanced agreement initialled "
            "2022, signed 2025. Tajikistan: signed 2004, in force 2010, enhanced agreement initialled 2025. "
            "Turkmenistan: signed 1998 and not in force; a trade part in force since 2010."
        ),
        table=table,
        draw=draw,
        height=4.3,
        narrow_height=4.6,
    )


def _draw_state(ax: Axes, row: int, state: str, name: str, steps: list[tuple[float, Stage]]) -> None:
    tone = colour(state)
    in_force = next((year for year, stage in steps if stage.words == "in force"), RECORD_ENDS)
    ax.plot([steps[0][0], in_force], [row, row], color=tone, lw=1.2, ls=":")
    ax.plot([in_force, RECORD_ENDS], [row, row], color=tone, lw=2)
    if in_force == RECORD_ENDS:
        ax.text(
            RECORD_ENDS,
            row + 0.17,
            "first agreement not in force",
            ha="right",
            va="top",
            fontsize=9.5,
            color=colour("ink"),
        )
    place = ax.get_yaxis_transform()
    ax.text(0, row - 0.47, name, transform=place, fontweight="bold", fontsize=9.5, va="center", color=colour("ink"))
    for year, stage in steps:
        _draw_stage(ax, row, year, stage, tone)


def _draw_stage(ax: Axes, row: int, year: float, stage: Stage, tone: str) -> None:
    face = tone if stage.filled else colour("paper")
    ax.plot([year], [row], stage.marker, ms=7, mec=tone, mfc=face, mew=1.6, zorder=3)
    # Labels near the right edge end there; early signatures start at their mark.
    late, early = year > 2021, stage.above and year < 2012
    ax.text(
        RECORD_ENDS if late else year,
        row - 0.17 if stage.above else row + 0.17,
        f"{stage.words} {int(year)}",
        ha="right" if late else "left" if early else "center",
        va="bottom" if stage.above else "top",
        fontsize=9.5,
        color=colour("ink"),
    )


def _years_axis(ax: Axes) -> Axes:
    ax.set_xlim(1994, RECORD_ENDS + 0.3)
    ax.set_ylim(len(AGREEMENTS) - 0.45, -0.65)
    ax.set_xticks([1995, 2000, 2005, 2010, 2015, 2020, 2025])
    ax.set_yticks([])
    return ax
