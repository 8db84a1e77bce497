"""What had changed before the Council asked for a new strategy, and what changed after: figure of chapter 8.

Owns the choice of the changes, their side of the request, and the figure ``08-clocks``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data.package import index
from coursekit.facts import event, source
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.style import colour

#: The act that everything is compared with.
REQUEST = "E101"
Lane = Literal["region", "neighbours", "union"]
#: Lane -> its name, marker and colour.
LANES: dict[Lane, tuple[str, str, str]] = {
    "region": ("The region", "^", "phase1"),
    "neighbours": ("The neighbours", "s", "phase4"),
    "union": ("The Union", "o", "accent"),
}
SHOWN = {"all": "All changes", "before": "What lay before the request", "after": "What came after it"}
ORDERS = {"lane": "By change", "time": "By date"}


@dataclass(frozen=True)
class Change:
    """A change: lane, id in the register (E) or beside it (X), and our short wording."""

    lane: Lane
    id: str
    words: str

    @property
    def row(self) -> dict[str, str]:
        """The row of the register, or of the events beside it."""
        return index("context_events" if self.id.startswith("X") else "events", "id")[self.id]

    @property
    def first(self) -> date:
        """The first day; a month or year stands for its beginning."""
        return _day(self.row["date"], "-01-01")

    @property
    def last(self) -> date:
        """The last day, which is the first if the change has one day only."""
        return _day(self.row["end_date"], "-12-31") if self.row["end_date"] else self.first

    @property
    def side(self) -> Literal["before", "after"]:
        """Where the change lies, seen from the request."""
        return "before" if self.last < date.fromisoformat(event(REQUEST).date) else "after"


#: The article's own examples, and the days by which the course dates the opening of Uzbekistan.
CHANGES = (
    Change("region", "E076", "Kazakhstan off bilateral aid"),
    Change("region", "E098", "Islam Karimov dies"),
    Change("region", "E100", "Mirziyoyev elected president"),
    Change("region", "X082", "Uzbek exchange rate freed"),
    Change("region", "X083", "border post Dostuk reopens"),
    Change("region", "E107", "leaders meet in Astana"),
    Change("neighbours", "E074", "Silk Road belt proposed"),
    Change("neighbours", "E084", "Eurasian Union begins"),
    Change("union", "E078", "Crimea annexed, sanctions"),
    Change("union", "E083", "migration crisis"),
    Change("union", "X080", "British vote to leave"),
    Change("union", "X081", "EU Global Strategy presented"),
    Change("union", "E110", "EU paper on links with Asia"),
    Change("union", "E131", "United Kingdom leaves"),
)


def chosen(shown: str, order: str) -> list[Change]:
    """Return the changes of one state of the figure, in its order.

    Parameters
    ----------
    shown : {"all", "before", "after"}
        Which side of the request.
    order : {"lane", "time"}
        By lane as they stand in :data:`CHANGES`, or by first day.

    Examples
    --------
    >>> [change.id for change in chosen("before", "time")][:3]
    ['E074', 'E076', 'E078']
    >>> len(chosen("all", "lane")), len(chosen("before", "lane"))
    (14, 9)
    """
    found = [change for change in CHANGES if shown in ("all", change.side)]
    return sorted(found, key=lambda change: change.first) if order == "time" else found


@figure("08-clocks")
def clocks() -> Figure:
    """Show the three changes of the article as dated events around the Council's request."""
    frames: dict[tuple[str, ...], Frame] = {
        (shown, order): Frame(
            draw=_drawing(chosen(shown, order)), reading=_reading(shown), table=_table(chosen(shown, order))
        )
        for shown in SHOWN
        for order in ORDERS
    }
    everything = chosen("all", "lane")
    return Figure(
        title="Nine of fourteen changes lie before the request of June 2017; those of the region lie on both sides",
        subtitle="Changes that the article names, or that date them; triangle: region, square: neighbours, disc: Union",
        source="The course's register of events and the events beside it; the choice of the fourteen is the course's",
        source_url=event(REQUEST).source.url,
        alt=(
            "Fourteen dated marks from 2013 to 2020 and a vertical line at 19 June 2017, the Council's request. "
            "Before it lie three changes of the region, both of the neighbours and four of the Union. After it lie "
            "the new exchange rate, the reopened border post and the leaders' meeting in the region, and for the "
            "Union its paper on links with Asia and the departure of the United Kingdom."
        ),
        table=_table(everything),
        draw=_drawing(everything),
        explore=Frames(
            [Control("shown", "Show", list(SHOWN.items())), Control("order", "Order", list(ORDERS.items()))],
            frames,
            height=6.2,
        ),
        height=6.2,
        narrow_height=6.4,
    )


def _day(words: str, rest: str) -> date:
    return date.fromisoformat((words + rest[-3 * (3 - len(words.split("-"))) :])[:10] if len(words) < 10 else words)


def _in_words(change: Change) -> str:
    """Return the date as far as the register knows it."""
    known = change.row["date"]
    if change.row["end_date"]:
        return f"{known[:4]}–{change.row['end_date'][:4]}"
    return {4: known, 7: f"{change.first:%b %Y}"}.get(len(known), f"{change.first.day} {change.first:%b %Y}")


def _reading(shown: str) -> str:
    counts = [
        f"{name.removeprefix('The ')} {sum(change.lane == lane for change in chosen(shown, 'lane'))}"
        for lane, (name, _, _) in LANES.items()
    ]
    return f"{SHOWN[shown]}: {', '.join(counts)}."


def _table(changes: list[Change]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Change of": [LANES[change.lane][0] for change in changes],
            "Date": [_in_words(change) for change in changes],
            "What": [change.words for change in changes],
            "Seen from the request": [change.side for change in changes],
            "Read at": [source(change.row["source"]).url for change in changes],
        }
    )


def _drawing(changes: list[Change]) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        request = date.fromisoformat(event(REQUEST).date)
        ax.axvline(request, color=colour("dropped"), lw=1.4, ls="--", zorder=2)  # type: ignore[arg-type]
        for row, change in enumerate(changes):
            _draw_change(ax, row, change)
        rows = len(changes)
        ax.text(request, -1.05, "  request", color=colour("dropped"), fontsize=9.5, va="center")  # type: ignore[arg-type]
        ax.set_xlim(date(2013, 3, 1), date(2020, 6, 30))  # type: ignore[arg-type]
        ax.set_ylim(rows - 0.4, -1.5)
        years = (2014, 2016, 2018, 2020)
        ax.set_xticks([date(year, 1, 1) for year in years], [str(year) for year in years])  # type: ignore[arg-type]
        ax.set_yticks([])
        ax.grid(visible=False)
        return ax

    return draw


def _draw_change(ax: Axes, row: int, change: Change) -> None:
    _, marker, tone = LANES[change.lane]
    ax.axhline(row, color=colour("muted"), lw=0.5, alpha=0.35, zorder=1)
    if change.last > change.first:
        ax.plot([change.first, change.last], [row, row], color=colour(tone), lw=5, solid_capstyle="butt", zorder=3)  # type: ignore[arg-type]
    else:
        ax.plot([change.first], [row], marker=marker, ms=7, color=colour(tone), zorder=5)  # type: ignore[arg-type]
    ax.annotate(
        f"{_in_words(change)}: {change.words}",
        (0, row),
        xycoords=("axes fraction", "data"),
        xytext=(0, 6),
        textcoords="offset points",
        va="bottom",
        fontsize=9.5,
        color=colour("ink"),
        zorder=4,
        # The line of the request stops where words stand.
        bbox={"facecolor": colour("paper"), "edgecolor": "none", "pad": 0.5},
    )
