"""Figure of chapter 2 on dates that a program reads too exactly.

Owns the registered figure ``02-register``: the documents of the course by the month of
their date, once as a program reads it and once as far as it is known.
"""

import calendar
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.style import colour

#: Length of a date in the register -> how exactly it is known.
PRECISION = {4: "year", 7: "month", 10: "day"}
_MONTHS = list(calendar.month_abbr)[1:]


def dated_documents() -> pd.DataFrame:
    """Return key, date, precision and the month a program reads, for each dated document.

    Examples
    --------
    >>> documents = dated_documents().set_index("key")
    >>> documents.loc["ec2007rsp", "precision"], int(documents.loc["ec2007rsp", "month"])
    ('year', 1)
    """
    documents = load("documents").dropna(subset="date")
    return pd.DataFrame(
        {
            "key": documents["key"],
            "date": documents["date"],
            "precision": documents["date"].str.len().map(PRECISION),
            "month": pd.to_datetime(documents["date"], format="ISO8601").dt.month,
        }
    )


@figure("02-register")
def register() -> Figure:
    """Show how many documents a program places in each month, and how many belong there."""
    documents = dated_documents()
    years = int((documents["precision"] == "year").sum())
    read, known = _by_month(documents), _by_month(documents[documents["precision"] != "year"])

    def draw(ax: Axes) -> Axes:
        return _bars(ax, read, known)

    return Figure(
        title=f"A program puts {years} documents on New Year's Day of which only the year is known",
        subtitle="Documents of the register by month: as a program reads the dates, and as far as they are known",
        source="Register of documents",
        alt=(
            f"Bars by month. As a program reads the dates, January has {read.iloc[0]} documents; "
            f"without those known to the year only it has {known.iloc[0]}. The other months do not change."
        ),
        table=pd.DataFrame({"Month": _MONTHS, "As read": read.tolist(), "Month known": known.tolist()}),
        draw=draw,
        explore=_explorer(read, known),
        height=3.0,
    )


def _by_month(documents: pd.DataFrame) -> "pd.Series[Any]":
    return documents["month"].value_counts().reindex(range(1, 13), fill_value=0)


def _bars(ax: Axes, read: "pd.Series[Any]", known: "pd.Series[Any]") -> Axes:
    ax.bar(_MONTHS, known.tolist(), color=colour("EU"), width=0.72)
    added = (read - known)[read > known]
    months = [_MONTHS[month - 1] for month in added.index]
    below = known[added.index].tolist()
    ax.bar(months, added.tolist(), bottom=below, color="none", edgecolor=colour("phase1"), hatch="///", width=0.72)
    ax.text(0.55, read.iloc[0] - 0.4, "only the year is known", color=colour("phase1"), va="top", fontsize=10)
    top = int(read.max())
    ax.set_ylim(0, top + 1)
    ax.set_yticks(range(0, top + 1, 4))
    ax.grid(axis="x", visible=False)
    return ax


def _explorer(read: "pd.Series[Any]", known: "pd.Series[Any]") -> Explorer:
    choices = [("read", "As a program reads them"), ("known", "Only where the month is known")]
    tones = {"read": "phase1", "known": "EU"}
    states: dict[tuple[str, ...], list[Series]] = {
        (key,): [Series(key, words, list(zip(_MONTHS, counts.tolist(), strict=True)), tones[key])]
        for (key, words), counts in zip(choices, (read, known), strict=True)
    }
    control = Control("dates", "Dates", choices)
    return Explorer("bar", "Month", "documents", "documents", [control], states, top=float(read.max()))
