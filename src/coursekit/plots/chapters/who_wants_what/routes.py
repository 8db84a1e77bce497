"""What is left of Kazakhstan's oil exports when a route closes: figure of chapter 3.

Owns the three parts of the flow, and the figure ``03-routes``.
"""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.facts import source, value
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

#: Part of the flow -> its name and colour, in the order in which they are drawn.
PARTS = {
    "cpc": ("Caspian Pipeline Consortium, across Russia", "RUS"),
    "other": ("All other routes (not described)", "kept"),
    "bypass": ("Routes that avoid Russian ports", "KAZ"),
}
#: What the reader can close -> its words, and the parts that then stand still.
CLOSED: dict[str, tuple[str, tuple[str, ...]]] = {
    "none": ("nothing", ()),
    "cpc": ("the consortium's pipeline", ("cpc",)),
    "most": ("all but the routes that avoid Russian ports", ("cpc", "other")),
}
_INDICATOR = "oil_exports"


def exported() -> float:
    """Return Kazakhstan's exports of oil and gas condensate in 2023, in million tonnes.

    Examples
    --------
    >>> exported()
    70.5
    """
    rows = load("energy")
    whole = rows[(rows["indicator"] == _INDICATOR) & (rows["period"] == "2023") & rows["partner"].isna()]
    return float(whole["value"].iloc[0])


def flow() -> dict[str, float]:
    """Return the parts of Kazakhstan's oil exports of 2023, in million tonnes.

    Examples
    --------
    >>> {part: round(tonnes, 1) for part, tonnes in flow().items()}
    {'cpc': 56.4, 'other': 10.4, 'bypass': 3.7}
    """
    consortium = exported() * value("oil_export_share_cpc KAZ 2023").number / 100
    bypass = value("oil_exports_bypassing_russia KAZ 2023").number
    return {"cpc": consortium, "other": exported() - consortium - bypass, "bypass": bypass}


def left(closed: str) -> float:
    """Return what is still exported when a choice of :data:`CLOSED` is closed and nothing moves to another route.

    Examples
    --------
    >>> round(left("cpc"), 1), round(left("most") / exported() * 100, 1)
    (14.1, 5.3)
    """
    return sum(tonnes for part, tonnes in flow().items() if part not in CLOSED[closed][1])


@figure("03-routes")
def routes() -> Figure:
    """Show the flow by route; what is closed is the reader's choice."""
    origin = source(str(load("energy").query("indicator == @_INDICATOR")["source"].iloc[0]))
    frames: dict[tuple[str, ...], Frame] = {
        (closed,): Frame(draw=_drawing(closed), reading=_reading(closed), table=_table(closed)) for closed in CLOSED
    }
    choices = [(closed, words) for closed, (words, _) in CLOSED.items()]
    return Figure(
        title="Four fifths of Kazakhstan's oil exports leave by one pipeline, and it crosses Russia",
        subtitle="Exports of oil and gas condensate in 2023 by route, million tonnes; share of the pipeline rounded",
        source=f"{origin.publisher}: {origin.title}",
        source_url=origin.url,
        alt=(
            "Three bars. The pipeline of the Caspian consortium carries 56.4 of 70.5 million tonnes, routes that avoid "
            "Russian ports 3.7, all other routes together 10.4. If the first bar closes, 14.1 are left, a fifth; "
            "if the second closes as well, 3.7, about one twentieth."
        ),
        table=_table("none"),
        draw=_drawing("none"),
        explore=Frames([Control("closed", "Close", choices)], frames, height=2.9),
        height=2.8,
        narrow_height=3.2,
    )


def _reading(closed: str) -> str:
    share = left(closed) / exported() * 100
    return f"Left: {left(closed):.1f} of {exported():.1f} million tonnes, {share:.0f} per cent, if no route takes over."


def _table(closed: str) -> pd.DataFrame:
    still = CLOSED[closed][1]
    return pd.DataFrame(
        {
            "Route": [PARTS[part][0] for part in PARTS],
            "Million tonnes": [round(flow()[part], 1) for part in PARTS],
            "Still flows": [0.0 if part in still else round(flow()[part], 1) for part in PARTS],
        }
    )


def _drawing(closed: str) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        for row, (part, (words, tone)) in enumerate(PARTS.items()):
            tonnes, stands = flow()[part], part in CLOSED[closed][1]
            face = colour("paper") if stands else colour(tone)
            ax.barh(row, tonnes, height=0.42, color=face, edgecolor=colour(tone), lw=1.4, ls="--" if stands else "-")
            ax.text(0, row - 0.3, words, va="bottom", fontsize=9.5, color=colour("ink"))
            amount = "closed" if stands else f"{tonnes:.1f}  ({tonnes / exported() * 100:.0f} %)"
            ax.text(tonnes + 0.8, row, amount, va="center", fontsize=9.5, color=colour("ink"))
        ax.set_ylim(len(PARTS) - 0.6, -0.72)
        ax.set_xlim(0, 80 if is_narrow(ax) else 70.5)
        ax.grid(visible=False, axis="y")
        ax.set_yticks([])
        ax.set_xticks([0, 20, 40, 60] if is_narrow(ax) else [0, 10, 20, 30, 40, 50, 60, 70])
        ax.set_xlabel("Million tonnes in 2023")
        return ax

    return draw
