"""Aid to and trade with Uzbekistan while the measures of 2005 were in force: figure of chapter 5.

Owns the figure ``05-sanctions``.
"""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.facts import event, source
from coursekit.plots.chapters.assistance_before_strategy.aid import STATES, aid
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

#: First and last year that is drawn.
FIRST, LAST = 2000, 2012
STATE = "UZB"
VIEWS = {
    "aid": "Aid from the EU and the United States",
    "neighbours": "EU aid, Uzbekistan and the other four",
    "trade": "Trade with the EU of 27",
}
_TRADE = {"mirror_partner_exports_to_ca": "EU exports", "mirror_partner_imports_from_ca": "EU imports"}


def view(name: str) -> pd.DataFrame:
    """Return what one view shows, in USD million by year.

    Parameters
    ----------
    name : {"aid", "neighbours", "trade"}
        The view.

    Examples
    --------
    >>> view("aid").loc[2007].tolist()
    [10.36, 19.1]
    """
    if name == "trade":
        rows = load("trade").query("entity == @STATE and partner == 'EU27' and indicator in @_TRADE")
        rows = rows.assign(year=rows["period"].astype(int), what=rows["indicator"].map(_TRADE))
        table = rows.pivot_table(index="year", columns="what", values="value")
        return table.loc[FIRST:LAST, list(_TRADE.values())].round(0)
    given = aid().pivot_table(index="year", columns=["donor", "state"], values="million").loc[FIRST:LAST]
    others = [state for state in STATES if state != STATE]
    if name == "aid":
        return pd.DataFrame({"EU institutions": given["EU", STATE], "United States": given["USA", STATE]})
    mean = given.loc[:, [("EU", state) for state in others]].mean(axis=1).round(2)
    return pd.DataFrame({"Uzbekistan": given["EU", STATE], "Mean of the other four": mean})


@figure("05-sanctions")
def while_sanctions_lasted() -> Figure:
    """Show aid and trade around the measures against Uzbekistan; the view is the reader's choice."""
    origin = source(load("assistance").query("indicator == 'oda_bilateral_net'")["source"].iloc[0])
    frames: dict[tuple[str, ...], Frame] = {
        (name,): Frame(draw=_drawing(name), reading=_reading(name), table=_table(name)) for name in VIEWS
    }
    return Figure(
        title="Recorded EU aid to Uzbekistan was higher in 2006–2008 than in 2002–2004, American aid lower",
        subtitle="USD million a year, 2000–2012; shaded: EU measures in force, November 2005 to October 2009",
        source=f"{origin.publisher}: {origin.title}; trade: IMF, Direction of Trade Statistics, as the EU reports it",
        source_url=origin.url,
        alt=(
            "Lines from 2000 to 2012 with a shaded band from the end of 2005 to the end of 2009. Aid of the EU "
            "institutions moves between 3 and 13 million and stands at 10 to 13 from 2006 to 2008. American aid is 74 "
            "in 2002, 35 in 2005 and 10 in 2009. In the view of trade EU imports rise to 1,797 in 2007 and fall to 740 "
            "in 2008; EU exports rise from 2003 to 2011."
        ),
        table=_table("aid"),
        draw=_drawing("aid"),
        explore=Frames([Control("view", "Show", list(VIEWS.items()))], frames, height=3.4),
        height=3.4,
        narrow_height=3.6,
    )


def _reading(name: str) -> str:
    table = view(name)
    before, during = table.loc[2002:2004].mean(), table.loc[2006:2008].mean()
    parts = [f"{column} {before[column]:,.0f} → {during[column]:,.0f}" for column in table.columns]
    return "Mean of 2002–2004 → mean of 2006–2008, USD million a year: " + "; ".join(parts) + "."


def _table(name: str) -> pd.DataFrame:
    return view(name).reset_index(names="Year")


def _decimal(day: str) -> float:
    moment = pd.Timestamp(day)
    return float(moment.year + (moment.day_of_year - 1) / 365)


def _drawing(name: str) -> Callable[[Axes], Axes]:
    tones = {
        "aid": (("EU", "solid"), ("USA", "dotted")),
        "neighbours": (("UZB", "solid"), ("kept", "dashed")),
        "trade": (("EU", "solid"), ("UZB", "dashed")),
    }[name]

    def draw(ax: Axes) -> Axes:
        table = view(name)
        began, ended = _decimal(event("E035").date), _decimal(event("E035").end_date)
        # A flow of a year is drawn in the middle of its year, so that the band shows which part of it was concerned.
        ax.axvspan(began, ended, color=colour("dropped"), alpha=0.12, lw=0)
        top = float(table.max().max())
        ax.text((began + ended) / 2, top * 1.16, "measures in force", ha="center", color=colour("muted"), fontsize=10)
        for (key, dash), column in zip(tones, table.columns, strict=True):
            ax.plot(table.index + 0.5, table[column], color=colour(key), ls=dash, marker="o", ms=3.5)
        for (key, _), column, height in zip(tones, table.columns, _heights(table, top), strict=True):
            ax.text(LAST + 0.8, height, column.replace(" of ", "\nof "), va="center", fontsize=10, color=colour(key))
        ax.set_ylim(0, top * 1.25)
        # A tick beyond the end would leave the figure.
        ax.set_yticks([tick for tick in ax.get_yticks() if 0 <= tick <= top * 1.25])
        return _years(ax)

    return draw


def _heights(table: pd.DataFrame, top: float) -> list[float]:
    """Return where the names of two lines stand: beside their ends, and apart."""
    first, second = table.iloc[-1].astype(float)
    gap = max(abs(first - second), top * 0.16) / 2
    # A name does not slip below the axis.
    middle = max((first + second) / 2, gap + top * 0.06)
    return [middle - gap, middle + gap] if first < second else [middle + gap, middle - gap]


def _years(ax: Axes) -> Axes:
    ax.set_xlim(FIRST, LAST + (7.5 if is_narrow(ax) else 4.2))
    step = 4 if is_narrow(ax) else 2
    ax.set_xticks([year + 0.5 for year in range(FIRST, LAST + 1, step)], list(map(str, range(FIRST, LAST + 1, step))))
    return ax
