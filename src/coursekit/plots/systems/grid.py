"""The drawing of a cross-impact matrix as a grid of judgements.

Owns :func:`cross_impact_figure` and the table that stands beside it.
"""

import textwrap
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour, course_style
from coursekit.plots.systems.axes import axes_of
from coursekit.systems import cross_impact, impact_matrix


def cross_impact_figure(impacts: pd.DataFrame, *, ax: Axes | None = None, unknown: str = "error") -> Axes:
    """Draw a cross-impact matrix as a grid: the factor of the row acts on that of the column.

    Blue is a rise, orange a fall, stronger colour a stronger impact, and the number says the same.
    At the right the active sum of each factor, below the passive one (sums of strengths).

    See ``CAVEATS["cross_impact"]``, and :func:`cross_impact_table` for the numbers.

    Parameters
    ----------
    impacts : pandas.DataFrame
        As for :func:`coursekit.systems.impact_matrix`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.
    unknown : str
        ``error`` or ``zero``, as for :func:`coursekit.systems.impact_matrix`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    MethodError
        As :func:`coursekit.systems.impact_matrix`.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> judged = pd.DataFrame({"row": ["A", "B"], "column": ["B", "A"], "impact": [2, -1]})
    >>> "+2" in [text.get_text() for text in cross_impact_figure(judged, ax=Figure().subplots()).texts]
    True
    """
    matrix, sums = impact_matrix(impacts, unknown=unknown), cross_impact(impacts, unknown=unknown)
    count, strengths = len(matrix), matrix.to_numpy()
    with course_style():
        ax = axes_of(ax)
        for row in range(count):
            for column in range(count):
                if row != column:
                    _draw_impact(ax, column, row, strengths[row, column])
            _draw_number(ax, count + 0.25, row, f"{sums['active'].iloc[row]:g}", bold=True)
            _draw_number(ax, row, count + 0.25, f"{sums['passive'].iloc[row]:g}", bold=True)
        _draw_frame(ax, [str(name) for name in matrix.index])
    return ax


def _draw_impact(ax: Axes, x: float, y: float, impact: float) -> None:
    fill = colour("accent") if impact > 0 else colour("dropped")
    strength = {0: 0.0, 1: 0.14, 2: 0.32, 3: 0.55}[int(abs(impact))]
    ax.add_patch(Rectangle((x - 0.47, y - 0.47), 0.94, 0.94, facecolor=fill, alpha=strength, linewidth=0))
    ax.add_patch(Rectangle((x - 0.47, y - 0.47), 0.94, 0.94, facecolor="none", edgecolor=colour("line"), linewidth=0.7))
    _draw_number(ax, x, y, f"{impact:+g}".replace("-", "−") if impact else "0", bold=abs(impact) > 1)


def _draw_number(ax: Axes, x: float, y: float, words: str, *, bold: bool = False) -> None:
    weight = "bold" if bold else "normal"
    ax.text(x, y, words, ha="center", va="center", fontsize=9, fontweight=weight, color=colour("ink"))


def _draw_frame(ax: Axes, names: Sequence[str]) -> None:
    """Write number and name of each factor at its row, the number alone at its column."""
    count = len(names)
    small = 8 if is_narrow(ax) else 9.5
    letters = 14 if is_narrow(ax) else 40
    for place, name in enumerate(names):
        words = textwrap.fill(f"{place + 1} {name}", letters, subsequent_indent="   ")
        ax.text(-0.62, place, words, ha="right", va="center", fontsize=small, color=colour("ink"), linespacing=0.95)
        ax.text(place, -0.65, f"{place + 1}", ha="center", va="bottom", fontsize=9, color=colour("muted"))
    ax.text(count + 0.25, -0.65, "acts", ha="center", va="bottom", fontsize=small, color=colour("muted"))
    ax.text(-0.62, count + 0.25, "is acted on", ha="right", va="center", fontsize=small, color=colour("muted"))
    ax.set_xlim(-0.5, count + 0.75)
    ax.set_ylim(count + 0.75, -0.5)
    ax.set_aspect("equal")
    ax.set_axis_off()


def cross_impact_table(impacts: pd.DataFrame, *, unknown: str = "error") -> pd.DataFrame:
    """Return what a cross-impact figure shows: the matrix with its sums and roles.

    Examples
    --------
    >>> judged = pd.DataFrame({"row": ["A", "B"], "column": ["B", "A"], "impact": [2, -1]})
    >>> cross_impact_table(judged).columns.tolist()
    ['Factor', 'A', 'B', 'Active sum', 'Passive sum', 'Role']
    """
    matrix, sums = impact_matrix(impacts, unknown=unknown), cross_impact(impacts, unknown=unknown)
    table = matrix.astype("Int64").reset_index(names="Factor").rename_axis(columns=None)
    return table.assign(
        **{
            "Active sum": sums["active"].astype("Int64"),
            "Passive sum": sums["passive"].astype("Int64"),
            "Role": sums["role"],
        }
    )
