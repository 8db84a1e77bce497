"""How many themes of a list drawn by lot stand in a strategy: figure of chapter 12.

Owns the two lists of Kazakhstan, the exact chances of lists drawn by lot, and the figure ``12-lists``.
"""

from collections.abc import Callable
from math import comb

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.style import colour

#: The texts in the order of the control; the second leaves out what only the article reports.
TEXTS = {
    "2019": ("The text of 2019", "eu2019strategy", True),
    "2019-others": ("2019, as others than the article report it", "eu2019strategy", False),
    "2007": ("The text of 2007", "eu2007strategy", True),
    "2002": ("The aid paper of 2002", "ec2002strategy", True),
}
LISTS = {"july": "The minister's eight themes of July 2019", "before": "Eleven themes asked for before the text"}


def themes_of(text: str) -> set[str]:
    """Return the themes of the codebook that a text is reported to hold.

    Examples
    --------
    >>> [len(themes_of(text)) for text in ("2019", "2019-others", "2007")]
    [26, 21, 19]
    """
    _, document, with_the_article = TEXTS[text]
    rows = load("priorities")
    rows = rows[(rows["document"] == document) & (rows["salience"] > 0)]
    return set(rows["code"] if with_the_article else rows.loc[~rows["circular"], "code"])


def themes_asked(which: str) -> set[str]:
    """Return the themes of one of Kazakhstan's lists.

    Examples
    --------
    >>> len(themes_asked("july")), len(themes_asked("before"))
    (8, 11)
    """
    rows = load("proposals").dropna(subset="code")
    rows = rows[rows["statement"] == "S8"] if which == "july" else rows[rows["before_text"]]
    return set(rows["code"])


def matched(which: str, text: str) -> int:
    """Return how many themes of a list a text is reported to hold.

    Examples
    --------
    >>> matched("july", "2019"), matched("july", "2007")
    (8, 6)
    """
    return len(themes_asked(which) & themes_of(text))


def by_lot(length: int, text: str) -> "pd.Series[float]":
    """Return the share of all lists of a length that have 0, 1, 2 … themes in a text, in per cent.

    Each list takes ``length`` different themes of the codebook; the shares are exact (hypergeometric).

    Examples
    --------
    >>> float(by_lot(8, "2019").loc[8])
    100.0
    >>> round(float(by_lot(8, "2007").mul(pd.Series(range(9))).sum() / 100), 2)
    5.85
    """
    whole, held = len(load("codebook")), len(themes_of(text))
    lists = comb(whole, length)
    shares = [comb(held, hits) * comb(whole - held, length - hits) / lists * 100 for hits in range(length + 1)]
    return pd.Series(shares, index=range(length + 1))


def as_well(which: str, text: str) -> float:
    """Return the share of lists drawn by lot that match at least as often as Kazakhstan's, in per cent.

    Examples
    --------
    >>> as_well("july", "2019"), round(as_well("july", "2007"))
    (100.0, 64)
    """
    shares = by_lot(len(themes_asked(which)), text)
    return float(shares.loc[matched(which, text) :].sum())


@figure("12-lists")
def lists() -> Figure:
    """Show how often lists drawn by lot match a text; text and list are the reader's choice."""
    frames: dict[tuple[str, ...], Frame] = {
        (text, which): Frame(draw=_drawing(text, which), reading=_reading(text, which), table=_table(text, which))
        for text in TEXTS
        for which in LISTS
    }
    controls = [
        Control("text", "Compare with", [(key, name) for key, (name, _, _) in TEXTS.items()]),
        Control("list", "List", list(LISTS.items())),
    ]
    return Figure(
        title="Any list of themes matches the text of 2019, because it is reported to hold all of them",
        subtitle="Lists drawn by lot from 26 themes, per cent by number of matches; blue: as many as Kazakhstan's list",
        source="Tables priorities, codebook and proposals of the course; shares are exact",
        alt=(
            "Bars for lists of eight themes. With the text of 2019 there is one bar: all lists have eight matches, as "
            "Kazakhstan's has. With the text of 2007 the bars spread from one to eight matches, and 64 per cent of the "
            "lists have six or more, as Kazakhstan's has six."
        ),
        table=pd.concat([_table(text, which) for text in TEXTS for which in LISTS], ignore_index=True),
        draw=_drawing("2019", "july"),
        explore=Frames(controls, frames, height=3.2),
        height=3.2,
    )


def _drawing(text: str, which: str) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        length, hits = len(themes_asked(which)), matched(which, text)
        shares = by_lot(length, text)
        tones = [colour("accent") if n == hits else colour("kept") for n in shares.index]
        ax.bar(shares.index, shares, width=0.78, color=tones, alpha=0.95)
        for n, share in shares.items():
            if share >= 1 or n == hits:
                ax.text(float(str(n)), share + 2, f"{share:.0f}", ha="center", fontsize=9.5, color=colour("ink"))
        ax.text(
            0.02,
            0.96,
            f"Kazakhstan's list: {hits} of {length}\nas many or more by lot: {as_well(which, text):.0f} %",
            transform=ax.transAxes,
            va="top",
            fontsize=10,
            color=colour("accent"),
        )
        ax.set_ylim(0, 118)
        ax.set_yticks([0, 50, 100], ["0", "50", "100 %"])
        ax.set_xticks(range(0, length + 1, 1 if length < 10 else 2))
        ax.set_xlabel("Themes of the list that stand in the text")
        return ax

    return draw


def _reading(text: str, which: str) -> str:
    length, hits = len(themes_asked(which)), matched(which, text)
    shares = by_lot(length, text)
    mean = float((shares * shares.index).sum() / 100)
    return (
        f"{TEXTS[text][0]} is reported to hold {len(themes_of(text))} of 26 themes. Kazakhstan's list has {hits} of "
        f"{length} in it; a list drawn by lot has {mean:.1f} on average, and {as_well(which, text):.0f} per cent of "
        "such lists have as many or more."
    )


def _table(text: str, which: str) -> pd.DataFrame:
    length = len(themes_asked(which))
    shares = by_lot(length, text)
    return pd.DataFrame(
        {
            "Text": TEXTS[text][0],
            "List": LISTS[which],
            "Matches": shares.index,
            "Lists by lot, per cent": shares.round(1).to_numpy(),
            "Kazakhstan's list": ["yes" if n == matched(which, text) else "" for n in shares.index],
        }
    )
