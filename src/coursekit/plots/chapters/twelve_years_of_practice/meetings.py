"""The ministerial meetings of 2007 to 2018: how long between them, and who came. Figures of chapter 7.

Owns the series of meetings, the silences between them, and the figures ``07-silence`` and
``07-table``.
"""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE, name_of
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Frame, Frames, Series, figure
from coursekit.plots.rows import bare, is_narrow, label_above
from coursekit.plots.style import colour

#: The series ends with the year before the strategy of 2019.
LAST_DAY = "2018-12-31"
#: Where each meeting was held; the year comes from the register.
PLACES = {
    "E042": "Astana",
    "E045": "Berlin",
    "E050": "Ashgabat",
    "E047": "Paris",
    "E206": "Dushanbe",
    "E207": "Brussels",
    "E208": "Tashkent",
    "E069": "Bishkek",
    "E075": "Brussels",
    "E092": "Astana",
    "E099": "Brussels",
    "E104": "Samarkand",
    "E114": "Brussels",
}
WITNESSES = {"all": "Also sentences on the five together", "named": "Only lists state by state"}


@computed_once
def meetings() -> pd.DataFrame:
    """Return the ministerial meetings of the register up to 2018, in order of time.

    Returns
    -------
    pandas.DataFrame
        ``id``, ``day`` (first day) and ``where`` (place and year).

    Examples
    --------
    >>> meetings()["where"].iloc[[0, -1]].tolist()
    ['Astana 2007', 'Brussels 2018']
    """
    events = load("events")
    chosen = events[(events["format"] == "ministerial") & (events["date"] <= LAST_DAY)].sort_values("date")
    where = chosen["id"].map(PLACES) + " " + chosen["date"].str[:4]
    return pd.DataFrame({"id": chosen["id"], "day": pd.to_datetime(chosen["date"]), "where": where}, copy=True)


def silences(without: str = "") -> pd.DataFrame:
    """Return the days between each meeting and the one before it.

    Parameters
    ----------
    without : str
        Id of a meeting that is left out, as if it had not been found.

    Returns
    -------
    pandas.DataFrame
        ``id``, ``where`` (the meeting that ended the silence), ``since`` (the one before) and ``days``.

    Examples
    --------
    >>> silences().set_index("where")["days"].idxmax(), int(silences()["days"].max())
    ('Astana 2015', 761)
    """
    kept = meetings()
    kept = kept[kept["id"] != without]
    days = kept["day"].diff().dt.days
    return kept.assign(since=kept["where"].shift(), days=days).iloc[1:].astype({"days": int})


@figure("07-silence")
def longest_silence() -> Figure:
    """Show the days between meetings; the reader may forget one and see what changes."""
    table = silences().sort_values("days", ascending=False)
    longest = table.iloc[0]
    return Figure(
        title=f"The longest silence was {longest['days']} days, and one lost row would make it another",
        subtitle="Days between ministerial meetings that are known, 2007–2018; at least one is missing before Bishkek",
        source="The course's register of events; addresses row by row there",
        alt=(
            "Twelve bars, from 95 to 761 days. The longest ends in Astana in December 2015; 600 days end in Bishkek "
            "in November 2012 and 569 in Tashkent in April 2011; the others are below 410. If Tashkent is left out, "
            "the longest is 1,169 days and ends in Bishkek."
        ),
        table=_silence_table(""),
        draw=_draw_silences,
        explore=_silence_explorer(),
        height=5.2,
        narrow_height=5.6,
    )


def _silence_table(without: str) -> pd.DataFrame:
    rows = silences(without)
    return pd.DataFrame({"From": rows["since"], "To": rows["where"], "Days": rows["days"]}).reset_index(drop=True)


def _draw_silences(ax: Axes) -> Axes:
    rows = silences().reset_index(drop=True)
    longest = rows["days"].max()
    for place, (since, where, days) in enumerate(rows[["since", "where", "days"]].itertuples(index=False, name=None)):
        tone = colour("accent" if days == longest else "kept")
        ax.plot([0, days], [place, place], color=tone, lw=5, solid_capstyle="butt")
        label_above(ax, place, f"{since} – {where}: {days}", bold=bool(days == longest))
    ax.set_xlim(0, 800)
    ax.set_ylim(len(rows) - 0.5, -0.9)
    ax.set_xticks([0, 200, 400, 600, 800], ["0", "200", "400", "600", "800 days"])
    return bare(ax)


def _silence_explorer() -> Explorer:
    every = meetings()
    choices = [("", "none"), *zip(every["id"], every["where"], strict=True)]
    states: dict[tuple[str, ...], list[Series]] = {}
    for forgotten, _ in choices:
        rows = silences(forgotten).set_index("where")["days"]
        points = [(where, int(rows[where]) if where in rows else None) for where in every["where"].iloc[1:]]
        states[(forgotten or "none",)] = [Series("days", "Days since the meeting before", points, "accent")]
    control = Control("without", "Forget", [(key or "none", name) for key, name in choices])
    return Explorer("dot", "Meeting", "Days since the meeting before", "days", [control], states, top=1200)


def attendance() -> pd.DataFrame:
    """Return who came: a row per meeting and state, in the order of the register and of the five.

    Returns
    -------
    pandas.DataFrame
        Columns of the table ``attendance`` with ``where`` from :func:`meetings`.

    Examples
    --------
    >>> table = attendance()
    >>> int((table["level"] == "below").sum())
    11
    """
    order = meetings().set_index("id")["where"]
    rows = load("attendance")
    rows = rows.assign(where=rows["event"].map(order))
    rank = rows["event"].map(list(order.index).index)
    return rows.assign(rank=rank).sort_values(["rank", "state"], ignore_index=True).drop(columns="rank")


def below() -> "pd.Series[int]":
    """Return how often each state sent somebody below a minister.

    Examples
    --------
    >>> below().to_dict()
    {'KAZ': 1, 'KGZ': 0, 'TJK': 1, 'TKM': 6, 'UZB': 3}
    """
    rows = attendance()
    return (rows["level"] == "below").groupby(rows["state"]).sum().astype(int).reindex(list(FIVE))


def listed_meetings() -> list[str]:
    """Return the meetings at which the level of all five states is known by name.

    Examples
    --------
    >>> len(listed_meetings())
    8
    """
    rows = attendance()
    named = (rows["witness"] == "named").groupby(rows["event"], sort=False).all()
    return [str(event) for event in named.index[named]]


@figure("07-table")
def who_came() -> Figure:
    """Show for each meeting and state whether a minister came; the witness is the reader's choice."""
    frames: dict[tuple[str, ...], Frame] = {
        (witness,): Frame(draw=_drawing(witness), reading=_reading(witness), table=_table()) for witness in WITNESSES
    }
    return Figure(
        title="Kyrgyzstan is never found below minister, Turkmenistan in six of the eight meetings listed by name",
        subtitle="Disc: foreign minister by name; ring: by a sentence on all five; cross: below minister; ?: not found",
        source="Table attendance of the course; a page for each row",
        alt=(
            "Grid of thirteen meetings and five states. Below minister: Turkmenistan in Astana and Berlin 2007, "
            "Brussels 2009, Bishkek 2012, Brussels 2013 and Astana 2015; Uzbekistan in Berlin 2007, Bishkek 2012 and "
            "Brussels 2013; Kazakhstan in Brussels 2009; Tajikistan in Astana 2015. For Tashkent 2011 nothing is "
            "known. Four meetings rest on a sentence on all five states."
        ),
        table=_table(),
        draw=_drawing("all"),
        explore=Frames([Control("witness", "Accept", list(WITNESSES.items()))], frames, height=5.2),
        height=5.0,
        narrow_height=5.2,
    )


def _kind(level: object, witness: str, accepted: str) -> str:
    """Return what is drawn: named, together, below or unknown."""
    if level not in ("minister", "below") or (witness == "together" and accepted == "named"):
        return "unknown"
    return "below" if level == "below" else witness


def _drawing(accepted: str) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        order = meetings()
        rank = {event: row for row, event in enumerate(order["id"])}
        for event, state, level, witness in attendance()[["event", "state", "level", "witness"]].itertuples(
            index=False, name=None
        ):
            _mark(ax, FIVE.index(state), rank[event], _kind(level, witness, accepted))
        names = [name_of(state) if not is_narrow(ax) else state for state in FIVE]
        ax.set_xticks(range(len(FIVE)), names, color=colour("ink"))
        ax.set_yticks(range(len(order)), order["where"].tolist(), color=colour("ink"))
        ax.xaxis.tick_top()
        ax.tick_params(length=0)
        ax.set_xlim(-0.6, len(FIVE) - 0.4)
        ax.set_ylim(len(order) - 0.4, -0.6)
        ax.grid(visible=False, axis="x")
        ax.spines["bottom"].set_visible(False)
        return ax

    return draw


def _mark(ax: Axes, column: int, row: int, kind: str) -> None:
    if kind == "unknown":
        ax.text(column, row, "?", ha="center", va="center_baseline", color=colour("muted"))
    elif kind == "below":
        ax.plot(column, row, "X", ms=10, mec=colour("paper"), mew=0.8, mfc=colour("accent"), zorder=3)
    else:
        tone = colour("kept")
        ax.plot(column, row, "o", ms=9, mec=tone, mew=1.8, mfc=tone if kind == "named" else colour("paper"), zorder=2)


def _reading(accepted: str) -> str:
    counts = ", ".join(f"{name_of(str(state))} {count}" for state, count in below().items())
    rows = attendance()
    kinds = [_kind(level, witness, accepted) for level, witness in zip(rows["level"], rows["witness"], strict=True)]
    known = sum(kind != "unknown" for kind in kinds)
    return f"{known} of {len(rows)} seats are known. Below minister: {counts}."


def _table() -> pd.DataFrame:
    rows = attendance()
    return pd.DataFrame(
        {
            "Meeting": rows["where"],
            "State": rows["state"].map(name_of),
            "Level": rows["level"].map({"minister": "foreign minister", "below": "below minister"}).fillna("not found"),
            "Witness": rows["witness"].map(
                {"named": "names the state", "together": "the five together", "announced": "beforehand"}
            ),
            "Ground": rows["ground"],
        }
    )
