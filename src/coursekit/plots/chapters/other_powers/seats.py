"""Who sat with the five presidents, and when: leaders' meetings with one partner, figure of chapter 13.

Owns the order of the partners and the figure ``13-seats``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.plots.figure import Figure, figure
from coursekit.plots.rows import bare, is_narrow, label_above
from coursekit.plots.style import colour

#: States whose president is to sit at the table.
ALL = 5
#: Meetings of one partner nearer to each other than this are crowded on a phone.
_NEAR = 0.8
#: Partner -> colour; those without one of their own share the muted one.
_TONES = {"Russia": "RUS", "China": "CHN", "United States": "USA", "European Union": "EU"}


def meetings() -> pd.DataFrame:
    """Return the meetings in the order of their days, with the day as a part of its year.

    Examples
    --------
    >>> len(meetings()), int((meetings()["presidents"] < ALL).sum())
    (15, 3)
    """
    rows = load("summits").sort_values(["date", "id"])
    day = pd.to_datetime(rows["date"])
    return rows.assign(day=day.dt.year + (day.dt.day_of_year - 1) / 365)


def first_full() -> "pd.Series[float]":
    """Return for each partner the day on which it first met all five presidents, earliest first.

    Examples
    --------
    >>> first_full().index.tolist()[:3], first_full().index.tolist().index("European Union")
    (['India', 'Russia', 'China'], 6)
    """
    rows = meetings()
    return rows[rows["presidents"] == ALL].groupby("partner")["day"].min().sort_values()


@figure("13-seats")
def seats() -> Figure:
    """Show each meeting as a mark: full with five presidents, hollow with fewer."""
    rows = meetings()
    before = first_full().index.tolist().index("European Union")
    return Figure(
        title=f"{_word(before).capitalize()} partners met all five presidents before the European Union did",
        subtitle="Meetings of all five states with one partner; disc: five presidents, ring: four and somebody else",
        source="Table summits, compiled for this course: fifteen meetings that were found, each row names its source",
        alt=(
            "Nine lanes. India January 2022, by video. Russia October 2022 and October 2025. China May 2023 and June "
            "2025. Gulf states July 2023. United States September 2023 and November 2025. Germany: a ring in September "
            "2023, a disc in September 2024. European Union: rings in October 2022 and June 2023, a disc in April "
            "2025. "
            "Italy May 2025. Japan December 2025."
        ),
        table=pd.DataFrame(
            {
                "Partner": rows["partner"],
                "First day": rows["date"],
                "Place": rows["place"],
                "Presidents": rows["presidents"],
                "Other seat": rows["fifth"].fillna(""),
            }
        ),
        draw=lambda ax: _draw(ax, rows),
        height=4.6,
        narrow_height=5.2,
    )


def _word(number: int) -> str:
    return ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")[number]


def _draw(ax: Axes, rows: pd.DataFrame) -> Axes:
    partners = first_full().index.tolist()
    for lane, partner in enumerate(partners):
        tone = colour(_TONES.get(partner, "kept"))
        ax.axhline(lane, color=colour("line"), lw=1, zorder=0)
        label_above(ax, lane, partner, bold=partner == "European Union")
        held = rows[rows["partner"] == partner].to_dict("records")
        for meeting, following in zip(held, [*held[1:], None], strict=True):
            inside = tone if meeting["presidents"] == ALL else colour("paper")
            ax.plot(meeting["day"], lane, "o", ms=11, mfc=inside, mec=tone, mew=2.2)
            # In the narrow form two meetings of one year would cover each other's place.
            crowded = is_narrow(ax) and following is not None and following["day"] - meeting["day"] < _NEAR
            ax.annotate(
                "by video" if meeting["form"] == "online" else meeting["place"],
                (meeting["day"], lane),
                xytext=(-3 if crowded else 0, -14),
                textcoords="offset points",
                ha="right" if crowded else "center",
                va="center",
                fontsize=8.5,
                color=colour("muted"),
            )
    ax.set_ylim(len(partners) - 0.35, -0.75)
    ax.set_xlim(2021.1 if is_narrow(ax) else 2021.4, 2026.3)
    ax.set_xticks([2022, 2023, 2024, 2025, 2026])
    ax.grid(visible=False, axis="y")
    return bare(ax)
