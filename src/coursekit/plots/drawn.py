"""The numbers of a drawing, read back from its axes.

Owns the way from lines, bars and dots that matplotlib has drawn to the table that
stands beside them, so that a drawing never comes without its numbers.
"""

from collections.abc import Iterator
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, ScalarFormatter

from coursekit.errors import FigureError

Numbers = list[tuple[Any, Any]]


def table_of(canvas: Canvas) -> pd.DataFrame:
    """Return the numbers of a drawing as a table: a column per line, set of bars or dots.

    Lines across the whole axes (``axhline`` and the like) are marks, not data; beside
    labelled lines those without a label are taken for decoration.

    Parameters
    ----------
    canvas : matplotlib.figure.Figure
        A finished drawing.

    Raises
    ------
    FigureError
        If there are no numbers, or two lines cannot be told apart.

    Examples
    --------
    >>> canvas = Canvas()
    >>> line = canvas.subplots().plot([2007, 2019], [16, 19], label="Themes")
    >>> table_of(canvas).to_numpy().tolist()
    [[2007, 16], [2019, 19]]
    """
    drawn = [(ax, label, numbers) for ax in canvas.axes for label, numbers in _drawn_on(ax)]
    labelled = [one for one in drawn if not one[1].startswith("_")]
    if not drawn or (not labelled and len(drawn) > 1):
        raise FigureError(
            f"The drawing has {len(drawn)} lines or sets of bars without a label, so its numbers cannot be named: "
            "give each a label, or return the drawing together with a table: (ax, table)."
        )
    columns = labelled or [(ax, ax.get_ylabel() or "value", numbers) for ax, _, numbers in drawn]
    names = [label for _, label, _ in columns]
    if len(set(names)) < len(names):
        raise FigureError(f"Two lines or sets of bars have the same label: {names}. Give each its own.")
    read = [pd.Series(dict(numbers), name=label, dtype=object) for _, label, numbers in columns]
    table = pd.concat(read, axis=1).rename_axis(_name_of_x(columns[0][0]))
    return table.reset_index().convert_dtypes().astype(object).where(lambda cells: cells.notna(), None)


def _name_of_x(ax: Axes) -> str:
    lying = any(_lies(one) for one in ax.containers if isinstance(one, BarContainer))
    return (ax.get_ylabel() if lying else ax.get_xlabel()) or " "


def _drawn_on(ax: Axes) -> Iterator[tuple[str, Numbers]]:
    for bars in ax.containers:
        if isinstance(bars, BarContainer) and len(bars):
            yield str(bars.get_label()), _bar_numbers(ax, bars)
    for line in ax.lines:
        if line.get_transform() == ax.transData:
            yield str(line.get_label()), _line_numbers(ax, line)
    for dots in ax.collections:
        if isinstance(dots, PathCollection):
            xs, ys = np.asarray(dots.get_offsets()).T
            yield str(dots.get_label()), _numbers(ax.xaxis, xs, ys)


def _line_numbers(ax: Axes, line: Line2D) -> Numbers:
    if np.iscomplexobj(line.get_ydata()) or np.iscomplexobj(line.get_xdata()):
        raise FigureError(f"The line {line.get_label()!r} holds complex numbers: draw their size or a part of them.")
    return _numbers(ax.xaxis, line.get_xdata(orig=False), line.get_ydata(orig=False))


def _bar_numbers(ax: Axes, bars: BarContainer) -> Numbers:
    # Bars that stand side by side stand beside their tick.
    if _lies(bars):
        middles, lengths = zip(*[(bar.get_y() + bar.get_height() / 2, bar.get_width()) for bar in bars], strict=True)
        return _numbers(ax.yaxis, middles, lengths, 0.5)
    middles, lengths = zip(*[(bar.get_x() + bar.get_width() / 2, bar.get_height()) for bar in bars], strict=True)
    return _numbers(ax.xaxis, middles, lengths, 0.5)


def _lies(bars: BarContainer) -> bool:
    return getattr(bars, "orientation", "vertical") == "horizontal"


def _numbers(axis: Axis, places: Any, values: Any, slack: float = 1e-9) -> Numbers:
    """Return pairs of a place, as the axis calls it, and the value there; without a place nothing is drawn."""
    placed = [(place, value) for place, value in zip(places, values, strict=True) if np.isfinite(float(place))]
    names = _said(axis, [place for place, _ in placed], slack)
    return [(name, _plain(value)) for name, (_, value) in zip(names, placed, strict=True)]


def _said(axis: Axis, places: list[float], slack: float) -> list[Any]:
    """Return names or dates of places where the axis has them for all, else the numbers."""
    if "Date" in type(axis.get_converter()).__name__:
        return [mdates.num2date(place).date().isoformat() for place in places]  # type: ignore[no-untyped-call]
    ticks: dict[float, str] = {}
    mapping = getattr(axis.units, "_mapping", None)
    if mapping:
        ticks = {place: name for name, place in mapping.items()}
    elif isinstance(axis.get_major_locator(), FixedLocator) and not isinstance(
        axis.get_major_formatter(), ScalarFormatter
    ):
        at = axis.get_majorticklocs().tolist()
        ticks = dict(zip(at, axis.get_major_formatter().format_ticks(at), strict=True))
    close = [[name for tick, name in ticks.items() if abs(tick - place) <= slack] for place in places]
    return [names[0] for names in close] if all(close) else [_plain(place) for place in places]


def _plain(value: Any) -> float | int | None:
    number = float(value)
    if not np.isfinite(number):
        return None
    # Halves of bars and units leave dust in the last digits.
    number = float(f"{number:.12g}")
    return int(number) if number.is_integer() else number
