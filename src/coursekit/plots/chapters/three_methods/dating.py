"""Figure of chapter 2 on the date of the article: what it knows, and what it does not know yet.

Owns the registered figure ``02-dating`` and its clues. Dates come from the register of
events and from the events beside it.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import bare, label_above
from coursekit.plots.style import colour

#: Where the date of the budget was read; the other dates stand in the register.
BUDGET = "https://www.legislation.gov.uk/eur/2020/2093/contents/data.html"


@dataclass(frozen=True)
class Clue:
    """Something the article says or does not say, and the event that bears on its date.

    ``side`` is *known* (written after the event), *to come* (written before it) or
    *silent* (perhaps before it: a text need not name all its author knows).
    """

    event: str
    said: str
    side: str


CLUES = (
    Clue("E122", "Known: the Council's endorsement of the strategy", "known"),
    Clue("E132", "Known: the American strategy for the region", "known"),
    Clue("E134", "Not named: the EU's help in the pandemic", "silent"),
    Clue("X020", "Still to come: the Union's seven-year budget", "to come"),
    Clue("E140", "Still to come: the new instrument of aid", "to come"),
    Clue("E141", "Still in office: Peter Burian, before his successor", "to come"),
    Clue("E143", "Still going on: help for Afghan border posts, before the fall of Kabul", "to come"),
)
#: Days on which the reader may suppose that the article was written.
SUPPOSED = tuple(date(year, month, 1) for year in (2019, 2020, 2021) for month in (1, 4, 7, 10))[2:]
#: Length of a date that is known to the day.
_A_DAY = len("2020-02-05")
_VERDICTS = {True: "fits", False: "does not fit"}


def day_of(clue: Clue) -> date:
    """Return the day of a clue's event; a month is taken at its first day.

    Examples
    --------
    >>> day_of(CLUES[1])
    datetime.date(2020, 2, 5)
    """
    text = _date_of(clue)
    return date.fromisoformat(text if len(text) == _A_DAY else f"{text}-01")


def _date_of(clue: Clue) -> str:
    known = pd.concat([load("events"), load("context_events")]).set_index("id")["date"]
    return str(known[clue.event])


def fits(clue: Clue, supposed: date) -> bool:
    """Return whether a clue allows that the article was written on a day.

    Examples
    --------
    >>> fits(CLUES[1], date(2020, 1, 1)), fits(CLUES[1], date(2020, 4, 1))
    (False, True)
    """
    return supposed >= day_of(clue) if clue.side == "known" else supposed < day_of(clue)


def bounds() -> tuple[date, date]:
    """Return the latest event that the article knows and the first that it awaits.

    Between them it was written, if in one go and by an author who knew the news. Silence
    decides nothing here.

    Examples
    --------
    >>> [day.isoformat() for day in bounds()]
    ['2020-02-05', '2020-12-17']
    """
    earliest = max(day_of(clue) for clue in CLUES if clue.side == "known")
    return earliest, min(day_of(clue) for clue in CLUES if clue.side == "to come")


def in_words(day: date) -> str:
    """Return a day as the figure prints it.

    Examples
    --------
    >>> in_words(date(2020, 2, 5))
    '5 Feb 2020'
    """
    return f"{day.day} {day:%b %Y}"


def when(clue: Clue) -> str:
    """Return the date of a clue's event in words, as exactly as it is known.

    Examples
    --------
    >>> when(CLUES[1]), when(CLUES[2])
    ('5 Feb 2020', 'Jul 2020')
    """
    day = day_of(clue)
    return in_words(day) if len(_date_of(clue)) == _A_DAY else f"{day:%b %Y}"


@figure("02-dating")
def dating() -> Figure:
    """Show the clues on a line of time, and test a day that the reader supposes."""
    first, last = bounds()
    return Figure(
        title=f"One passage was written after {in_words(first)}, another before {in_words(last)}",
        subtitle="Events that the article knows or still expects; shaded: when it was written, if in one go",
        source="Register of events; Council Regulation (EU, Euratom) 2020/2093 for the budget",
        source_url=BUDGET,
        alt=(
            "Seven clues on a line from 2019 to 2021. Written after: "
            + ", ".join(_told("known"))
            + ". Written before: "
            + ", ".join(_told("to come"))
            + f". One weak clue, silence, hollow: {_told('silent')[0]}. The shaded time runs from "
            f"{in_words(first)} to {in_words(last)}."
        ),
        table=_table(None),
        draw=lambda ax: _draw(ax, None),
        explore=Frames(
            controls=[
                Control(
                    "written", "Suppose it was written on", [(d.isoformat(), in_words(d)) for d in SUPPOSED], "slide"
                )
            ],
            states={(day.isoformat(),): _frame(day) for day in SUPPOSED},
            height=4.5,
        ),
        height=4.3,
        narrow_height=4.9,
    )


def _inside(clue: Clue) -> str:
    """Return what a clue says as it stands inside a sentence."""
    return clue.said[0].lower() + clue.said[1:]


def _told(side: str) -> list[str]:
    return [f"{_inside(clue)} ({when(clue)})" for clue in CLUES if clue.side == side]


def _table(supposed: date | None) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "What the article shows": [clue.said for clue in CLUES],
            "Date of the event": [when(clue) for clue in CLUES],
            "So it was written": [
                {"known": "after it", "to come": "before it", "silent": "perhaps before it"}[clue.side]
                for clue in CLUES
            ],
        }
    )
    return table if supposed is None else table.assign(Clue=[_VERDICTS[fits(clue, supposed)] for clue in CLUES])


def _frame(supposed: date) -> Frame:
    firm = [clue for clue in CLUES if clue.side != "silent"]
    against = [clue for clue in firm if not fits(clue, supposed)]
    weak = [clue for clue in CLUES if clue.side == "silent" and not fits(clue, supposed)]
    objections = "; ".join(f"“{clue.said}”" for clue in against)
    said = f"Against it: {objections}." if against else "All firm clues fit."
    if weak:
        said += f" Weak, because it is only silence: “{weak[0].said}”."
    return Frame(draw=lambda ax: _draw(ax, supposed), reading=f"{in_words(supposed)}. {said}", table=_table(supposed))


def _draw(ax: Axes, supposed: date | None) -> Axes:
    first, last = bounds()
    ax.axvspan(first.toordinal(), last.toordinal(), color=colour("accent"), alpha=0.1, lw=0)
    for row, clue in enumerate(CLUES):
        _draw_clue(ax, row, clue, supposed)
        if supposed is not None:  # a line through all rows would cross their words
            ax.vlines(supposed.toordinal(), row - 0.12, row + 0.26, color=colour("ink"), lw=2, zorder=4)
    ax.set_xlim(date(2019, 5, 1).toordinal(), date(2021, 11, 15).toordinal())
    ax.set_ylim(len(CLUES) - 0.4, -0.9)
    years = [date(year, 1, 1) for year in (2020, 2021)]
    ax.set_xticks([day.toordinal() for day in years], [f"Jan {day.year}" for day in years])
    ax.grid(visible=False)
    return bare(ax)


def _draw_clue(ax: Axes, row: int, clue: Clue, supposed: date | None) -> None:
    day, silent = day_of(clue).toordinal(), clue.side == "silent"
    allowed = supposed is None or fits(clue, supposed)
    tone = colour("muted" if silent else "accent" if allowed else "dropped")
    reach = 150 if clue.side == "known" else -150
    ax.annotate(
        "",
        (day + reach, row),
        (day, row),
        arrowprops={"arrowstyle": "->", "color": tone, "lw": 1.4, "ls": ":" if silent else "-", "shrinkA": 0},
    )
    marker = "o" if allowed else "X"
    ax.plot(day, row, marker=marker, ms=8, color=tone, mfc="none" if silent and allowed else tone, mew=1.4, zorder=5)
    label_above(ax, row, f"{clue.said}, {when(clue)}", bold=supposed is not None and not allowed)
