"""Promised and paid, by state, at a rate that the reader sets: figure of chapter 11.

Owns the envelopes that are compared with payments, the ratio, and the figure ``11-promised``.
"""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data.actors import FIVE, name_of
from coursekit.facts import value
from coursekit.plots.chapters.money_and_instruments.payments import SOURCE, SOURCE_URL, paid
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import bare
from coursekit.plots.style import colour

#: States that had an envelope in both periods, the most paid first.
OPEN = ("KGZ", "TJK", "UZB", "TKM")
#: Envelopes that make up a period. For 2007-2013 there are two programmes.
PROGRAMMES = {"2007-2013": ("2007-2010", "2011-2013"), "2014-2020": ("2014-2020",)}
#: Where two sums are published: the publisher whose sum is taken; the other stands in the chapter.
PUBLISHERS = {("TKM", "2011-2013"): "EuropeAid", ("KGZ", "2014-2020"): "EEAS"}
#: Turkmenistan's programme of the second period ends earlier than the others.
TURKMEN = "2014-2017"
VIEWS = {
    "first": "2007–2013",
    "whole": "2014–2019 against all of 2014–2020",
    "part": "2014–2019 against six sevenths of 2014–2020",
}
#: Dollars per euro; payments are in dollars, envelopes in euros.
RATES = (1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6)
#: At one dollar for a euro the share is the ratio itself.
SHOWN_FIRST = RATES[0]
_TOP = 215


def envelope(state: str, period: str) -> float:
    """Return what was programmed for a state in a period, EUR million.

    Examples
    --------
    >>> envelope("KGZ", "2007-2013"), envelope("TKM", "2014-2020")
    (106.0, 37.0)
    """
    parts = (TURKMEN,) if (state, period) == ("TKM", "2014-2020") else PROGRAMMES[period]
    return float(sum(_programmed(state, part) for part in parts))


def _programmed(state: str, period: str) -> float:
    publisher = PUBLISHERS.get((state, period))
    at = f" @{publisher}" if publisher else ""
    return value(f"eu_assistance_bilateral {state} {period}{at}").number


def dollars_per_euro(state: str, view: str) -> float:
    """Return the dollars that were paid for each euro that was programmed.

    Parameters
    ----------
    state : str
        One of :data:`OPEN`.
    view : {"first", "whole", "part"}
        See :data:`VIEWS`. For Turkmenistan the two later ones compare the years of its programme.

    Examples
    --------
    >>> round(dollars_per_euro("KGZ", "first"), 2), round(dollars_per_euro("TKM", "first"), 2)
    (1.93, 0.53)
    """
    if view == "first":
        return float(paid().loc[2007:2013, state].sum() / envelope(state, "2007-2013"))
    if state == "TKM":
        return float(paid().loc[2014:2017, state].sum() / envelope(state, "2014-2020"))
    share = 1 if view == "whole" else 6 / 7
    return float(paid().loc[2014:2019, state].sum() / (envelope(state, "2014-2020") * share))


def per_cent(view: str, rate: float) -> "pd.Series[float]":
    """Return payments in per cent of what was programmed, at a rate of dollars per euro.

    Examples
    --------
    >>> per_cent("first", 1.3).round().astype(int).tolist()
    [148, 117, 60, 41]
    """
    return pd.Series({state: dollars_per_euro(state, view) / rate * 100 for state in OPEN})


@figure("11-promised")
def promised_and_paid() -> Figure:
    """Draw payments around the line where they equal the envelope; the rate is the reader's choice."""
    frames: dict[tuple[str, ...], Frame] = {
        (view, f"{rate:.1f}"): Frame(draw=_drawing(view, rate), reading=_reading(view, rate), table=_table(view, rate))
        for view in VIEWS
        for rate in RATES
    }
    controls = [
        Control("years", "Years", list(VIEWS.items())),
        Control("rate", "Dollars for a euro", [(f"{rate:.1f}", f"{rate:.2f}") for rate in RATES], form="slide"),
    ]
    return Figure(
        title="Kyrgyzstan was paid more than its envelope at any rate shown, Turkmenistan and Uzbekistan less",
        subtitle="Net payments of EU institutions 2007–2013 in per cent of the envelope, at a rate you set",
        source=f"{SOURCE}; envelopes: European Commission and External Action Service",
        source_url=SOURCE_URL,
        alt=(
            "Bars around a line at 100 per cent, 2007 to 2013, at one dollar a euro: Kyrgyzstan 193 and Tajikistan "
            "152 above the line, Uzbekistan 78 and Turkmenistan 53 below it. Kazakhstan has no bar: no envelope of its "
            "own was found."
        ),
        table=_table("first", SHOWN_FIRST),
        draw=_drawing("first", SHOWN_FIRST),
        explore=Frames(controls, frames, height=3.0),
        height=2.8,
    )


def _reading(view: str, rate: float) -> str:
    shares = per_cent(view, rate)
    above = [name_of(state) for state in OPEN if shares[state] >= 100]
    words = {0: "No state was", 1: f"{''.join(above)} was"}.get(len(above), f"{' and '.join(above)} were")
    return f"At {rate:.2f} dollars a euro: {words} paid the envelope or more."


def _table(view: str, rate: float) -> pd.DataFrame:
    shares = per_cent(view, rate)
    return pd.DataFrame(
        {
            "State": [name_of(state) for state in OPEN],
            "Dollars paid per euro programmed": [round(dollars_per_euro(state, view), 2) for state in OPEN],
            f"Per cent at {rate:.2f}": shares.round().astype(int).to_numpy(),
        }
    )


def _drawing(view: str, rate: float) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        shares = per_cent(view, rate)
        for row, state in enumerate(OPEN):
            share = shares[state]
            ax.barh(row, share - 100, left=100, height=0.5, color=colour(state), zorder=2)
            side = 1 if share >= 100 else -1
            ax.text(share + 3 * side, row, f"{share:.0f}", va="center", ha="left" if side > 0 else "right", fontsize=10)
            ax.text(-2, row, name_of(state), va="center", ha="right", fontsize=10, color=colour("ink"))
        ax.plot([100, 100], [-0.5, len(OPEN) - 0.35], color=colour("ink"), lw=1.2, zorder=3)
        ax.text(100, -0.62, "envelope = 100", ha="center", va="bottom", fontsize=9, color=colour("muted"))
        ax.set_xlim(0, _TOP)
        ax.set_ylim(len(OPEN) - 0.4, -1.0)
        ax.set_xticks([0, 50, 100, 150, 200])
        ax.set_xlabel("Paid, in per cent of the envelope")
        return bare(ax)

    return draw


def without_envelope() -> tuple[str, ...]:
    """Return the states that have no bilateral envelope of their own in the data for these years.

    Examples
    --------
    >>> without_envelope()
    ('KAZ',)
    """
    return tuple(state for state in FIVE if state not in OPEN)
