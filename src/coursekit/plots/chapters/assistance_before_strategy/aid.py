"""Aid of the EU institutions and of the United States before and after September 2001: figure of chapter 5.

Owns the means of the windows that the chapter compares, and the figure ``05-aid``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import FIVE
from coursekit.data.package import index
from coursekit.facts import source
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

STATES = FIVE
DONORS = {"EU": "EU institutions", "USA": "United States"}
#: Name of a window -> first and last year before, first and last year after.
WINDOWS = {"three": ((1999, 2001), (2002, 2004)), "one": ((2001, 2001), (2002, 2002))}
_WINDOW_WORDS = {"three": "Means of three years: 1999–2001, 2002–2004", "one": "Single years: 2001, 2002"}
_INDICATOR = "oda_bilateral_net"


def aid() -> pd.DataFrame:
    """Return net aid by donor, state and year.

    Returns
    -------
    pandas.DataFrame
        ``donor``, ``state``, ``year``, ``million`` (USD million, net, prices of the year).

    Examples
    --------
    >>> table = aid().set_index(["donor", "state", "year"])["million"]
    >>> float(table["EU", "TJK", 2001])
    28.89
    """
    rows = load("assistance").query("indicator == @_INDICATOR")
    return pd.DataFrame(
        {
            "donor": rows["partner"],
            "state": rows["entity"],
            "year": rows["period"].astype(int),
            "million": rows["value"],
        }
    ).reset_index(drop=True)


def before_and_after(window: str) -> pd.DataFrame:
    """Return the mean aid a year to each state before and after September 2001.

    Parameters
    ----------
    window : {"three", "one"}
        How many years are taken on each side.

    Returns
    -------
    pandas.DataFrame
        ``donor``, ``state``, ``before``, ``after``, in USD million a year.

    Examples
    --------
    >>> sums = before_and_after("three").groupby("donor")[["before", "after"]].sum().round(1)
    >>> sums.loc["EU"].tolist(), sums.loc["USA"].tolist()
    ([55.9, 49.5], [152.6, 236.5])
    """
    table = aid()
    means = {
        name: table[table["year"].between(first, last)].groupby(["donor", "state"])["million"].mean()
        for name, (first, last) in zip(("before", "after"), WINDOWS[window], strict=True)
    }
    return pd.DataFrame(means).loc[[(donor, state) for donor in DONORS for state in STATES]].reset_index()


@figure("05-aid")
def aid_before_and_after() -> Figure:
    """Show aid before and after September 2001 by state; donor and window are the reader's choice."""
    shown = before_and_after("three")
    names = {state: row["name_en"] for state, row in index("entities", "code").items() if state in STATES}
    origin = source(load("assistance").query("indicator == @_INDICATOR")["source"].iloc[0])

    def draw(ax: Axes) -> Axes:
        return _dumbbells(ax, shown, names)

    return Figure(
        title="After 2001 American aid rose by half; aid of the EU institutions did not rise",
        subtitle="Net aid a year, USD million, before and after September 2001, by donor and state",
        source=f"{origin.publisher}: {origin.title}; aid of single EU member states is not included",
        source_url=origin.url,
        alt=(
            "Two groups of five rows, a ring for 1999–2001 and a disc for 2002–2004. EU institutions: Kyrgyzstan rises "
            "from 14 to 15, Kazakhstan and Tajikistan stay at 8 and 20, Uzbekistan falls from 11 to 5, Turkmenistan "
            "from 3 to 2. United States: Tajikistan rises from 28 to 57, Uzbekistan from 34 to 68, Kyrgyzstan from 28 "
            "to 44, Kazakhstan from 53 to 59; Turkmenistan falls from 10 to 8."
        ),
        table=_table(shown, names),
        draw=draw,
        explore=_explorer(names),
        height=4.2,
        narrow_height=4.6,
    )


def _table(shown: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Donor": shown["donor"].map(DONORS),
            "State": shown["state"].map(names),
            "1999–2001, a year": shown["before"].round(1),
            "2002–2004, a year": shown["after"].round(1),
            "Change, %": ((shown["after"] / shown["before"] - 1) * 100).round(0).astype(int),
        }
    )


def _dumbbells(ax: Axes, shown: pd.DataFrame, names: dict[str, str]) -> Axes:
    row, places = 0.0, []
    for donor, words in DONORS.items():
        ax.text(0, row, words, transform=ax.get_yaxis_transform(), fontweight="bold", va="center", color=colour("ink"))
        row += 1
        for state, before, after in shown.loc[shown["donor"] == donor, ["state", "before", "after"]].to_numpy():
            tone = colour(donor)
            ax.plot([before, after], [row, row], color=tone, lw=1.6, alpha=0.6, zorder=1)
            ax.plot(before, row, "o", ms=8, mec=tone, mfc=colour("paper"), mew=1.8, zorder=2)
            ax.plot(after, row, "o", ms=8, mec=tone, mfc=tone, zorder=3)
            places.append((row, names[state]))
            row += 1
        row += 0.5
    ax.set_yticks([place for place, _ in places], [name for _, name in places], color=colour("ink"))
    ax.set_ylim(row - 0.9, -0.6)
    ax.set_xlim(-2, 76)
    ticks = [0, 25, 50, 75] if is_narrow(ax) else [0, 15, 30, 45, 60, 75]
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    ax.set_xlabel("USD million a year; ring 1999–2001, disc 2002–2004")
    ax.grid(visible=False, axis="y")
    return ax


def _explorer(names: dict[str, str]) -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {}
    for window, spans in WINDOWS.items():
        table = before_and_after(window)
        labels = ["–".join(dict.fromkeys(map(str, span))) for span in spans]
        for donor in DONORS:
            rows = table[table["donor"] == donor]
            states[donor, window] = [
                Series(column, label, list(zip(rows["state"].map(names), rows[column].round(1), strict=True)), tone)
                for column, label, tone in zip(("before", "after"), labels, ("kept", donor), strict=True)
            ]
    controls = [
        Control("donor", "Donor", list(DONORS.items())),
        Control("window", "Years", [(window, _WINDOW_WORDS[window]) for window in WINDOWS]),
    ]
    return Explorer("dot", "State", "USD million a year", "USD million", controls, states, axis_by=("donor", "window"))
