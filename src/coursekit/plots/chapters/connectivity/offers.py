"""Eleven tests of one question, answer or alternative, and what each speaks for: figure of chapter 10.

Owns the three readings, the sums by kind of test, and the figure ``10-offers``.
"""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

READINGS = {"answer": "Answer", "alternative": "Alternative", "synergy": "Synergy"}
KINDS = {"all": "All tests", "words": "Words", "acts": "Acts", "money": "Money and contracts"}
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_SIGNS = {1: "for", 0: "does not decide", -1: "against"}


def chosen(kind: str) -> pd.DataFrame:
    """Return the tests of a kind in the order of their dates.

    Examples
    --------
    >>> chosen("money")["id"].tolist()
    ['contract', 'pay']
    """
    table = load("offers").sort_values(["date", "id"])
    return table if kind == "all" else table[table["kind"] == kind]


def sums(kind: str = "all") -> pd.DataFrame:
    """Return how many tests speak for and against each reading.

    Examples
    --------
    >>> sums().T.to_dict("list")
    {'answer': [2, 1], 'alternative': [3, 4], 'synergy': [5, 1]}
    """
    marks = chosen(kind)[list(READINGS)]
    return pd.DataFrame({"for": (marks > 0).sum(), "against": (marks < 0).sum()})


@figure("10-offers")
def offers() -> Figure:
    """Show what each test speaks for; which tests count is the reader's choice."""
    found = {str(reading): _NUMBERS[int(many)] for reading, many in sums()["for"].items()}
    frames: dict[tuple[str, ...], Frame] = {
        (kind,): Frame(draw=_drawing(kind), reading=_reading(kind), table=_table(kind)) for kind in KINDS
    }
    return Figure(
        title=(
            f"No reading wins: of eleven tests {found['synergy']} speak for synergy, {found['alternative']} for an "
            f"alternative, {found['answer']} for an answer"
        ),
        subtitle="Tests by date; disc: speaks for a reading, cross: speaks against it, dot: does not decide",
        source="Table offers: read for this course by an automated reader (a language model), a page for each row",
        alt=(
            "Grid of eleven tests and three readings. Ancestry of 1993 speaks against an answer, timing for it. In "
            "2018 naming speaks for synergy and against an alternative, the claimed difference for an alternative, "
            "Beijing's word for synergy. A word of 2021 speaks for answer and alternative and against synergy. Three "
            "later tests, region, treaty and port, speak for synergy and against an alternative; the form of payment "
            "speaks for an alternative; open contracts decide nothing."
        ),
        table=_table("all"),
        draw=_drawing("all"),
        explore=Frames([Control("kind", "Which tests count", list(KINDS.items()))], frames, height=4.6),
        height=4.6,
        narrow_height=4.8,
    )


def _reading(kind: str) -> str:
    parts = [
        f"{READINGS[str(name)]}: {row['for']} for, {row['against']} against" for name, row in sums(kind).iterrows()
    ]
    return f"{KINDS[kind]}. " + "; ".join(parts) + "."


def _table(kind: str) -> pd.DataFrame:
    rows = chosen(kind)
    columns = {"Test": rows["test"], "Date": rows["date"], "Kind": rows["kind"], "Found": rows["found"]}
    return pd.DataFrame({**columns, **{name: rows[key].map(_SIGNS) for key, name in READINGS.items()}})


def _drawing(kind: str) -> Callable[[Axes], Axes]:
    return lambda ax: _grid(ax, chosen("all"), chosen(kind)["id"].tolist(), sums(kind))


def _grid(ax: Axes, rows: pd.DataFrame, counted: list[str], found: pd.DataFrame) -> Axes:
    for row, test in enumerate(rows.to_dict("records")):
        strong = 1.0 if test["id"] in counted else 0.16
        for column, reading in enumerate(READINGS):
            _mark(ax, column, row, int(test[reading]), strong)
    low = len(rows) + 0.1
    for column, reading in enumerate(READINGS):
        words = f"{int(found['for'].loc[reading])} : {int(found['against'].loc[reading])}"
        ax.text(column, low, words, ha="center", va="center", fontweight="bold", color=colour("ink"))
    names = [f"{test['test']}, {test['date'][:4]}" for test in rows.to_dict("records")]
    ax.set_yticks([*range(len(rows)), low], [*names, "For : against"], color=colour("ink"))
    ax.set_xticks(
        range(len(READINGS)), list(READINGS.values()), color=colour("ink"), fontsize=8.5 if is_narrow(ax) else 10
    )
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.axhline(len(rows) - 0.45, color=colour("line"), lw=1)
    ax.set_xlim(-0.5, 2.5)
    ax.set_ylim(len(rows) + 0.6, -0.5)
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    return ax


def _mark(ax: Axes, column: int, row: int, sign: int, strong: float) -> None:
    if sign > 0:
        ax.plot(column, row, "o", ms=11, color=colour("accent"), alpha=strong)
    elif sign < 0:
        ax.plot(column, row, "x", ms=8, mew=2.2, color=colour("dropped"), alpha=strong)
    else:
        ax.plot(column, row, ".", ms=4, color=colour("muted"), alpha=strong)
