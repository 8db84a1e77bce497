"""Figures made of labelled rows: what the chapters' timelines and dot plots share.

Owns the label above a row, the bare frame, and the question whether a figure is
drawn in its narrow form.
"""

import textwrap

from matplotlib.axes import Axes

from coursekit.plots.figure import WIDE
from coursekit.plots.style import colour

#: Letters in a row of the narrow form.
_NARROW_LETTERS = 44


def is_narrow(ax: Axes) -> bool:
    """Return whether the figure is drawn in its narrow form."""
    canvas = ax.get_figure(root=True)
    return canvas is not None and canvas.get_figwidth() < WIDE


def label_above(ax: Axes, row: int, words: str, *, bold: bool = False) -> None:
    """Write a row's words at the left end of its line, wrapped in the narrow form."""
    ax.annotate(
        textwrap.fill(words, _NARROW_LETTERS) if is_narrow(ax) else words,
        (0, row),
        xycoords=("axes fraction", "data"),
        xytext=(0, 5),
        textcoords="offset points",
        va="bottom",
        fontsize=9.5,
        fontweight="bold" if bold else "normal",
        color=colour("ink"),
    )


def bare(ax: Axes) -> Axes:
    """Leave no box and no y axis: every mark carries its own label."""
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.spines["bottom"].set_color(colour("muted"))
    ax.set_yticks([])
    return ax
