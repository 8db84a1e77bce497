"""What a figure of the course is, and the register of all of them.

Owns :class:`Figure`, the explorable form, and the drawing of a figure to an
SVG or a matplotlib figure. What a figure shows is decided by the chapter modules.
"""

import io
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from coursekit.errors import FigureError, nearest
from coursekit.plots.style import course_style, with_variables

#: Inches: the wide form fills the text column, the narrow one a phone.
WIDE, NARROW = 7.2, 3.7
#: Inches: frames have one form for both.
FRAME = 4.4
#: More states than this make a page heavy and a choice tedious.
MOST_STATES = 120
_NOT_CHAPTERS = {
    "__init__",
    "computed",
    "systems",
    "systems_axes",
    "systems_grid",
    "systems_loops",
    "systems_places",
    "systems_rows",
    "figure",
    "style",
    "page",
    "rows",
    "drawn",
    "history",
    "history_density",
    "history_lanes",
    "history_layout",
    "history_marks",
}


@dataclass(frozen=True)
class Series:
    """One line, or one set of bars or dots, in one state of an explorable chart."""

    key: str
    label: str
    points: Sequence[tuple[float | str, float | None]]
    colour: str
    dash: Literal["solid", "dashed", "dotted"] = "solid"


@dataclass(frozen=True)
class Control:
    """A choice the reader makes: value and label of each alternative.

    A *slide* goes through the values in their order, a *tick* has two of them: first
    the one shown at the beginning.
    """

    name: str
    label: str
    values: Sequence[tuple[str, str]]
    form: Literal["list", "slide", "tick"] = "list"


@dataclass(frozen=True)
class Explorer:
    """A chart drawn in the page; one list of series per state of the controls."""

    mark: Literal["line", "bar", "dot"]
    x_label: str
    y_label: str
    unit: str
    controls: Sequence[Control]
    states: dict[tuple[str, ...], list[Series]]
    #: The value axis reaches at least this far.
    top: float | None = None
    #: Axes and legend hold over all states, so that states compare. A control named here
    #: changes the measure or the scale: its choices have axes and a legend of their own.
    axis_by: Sequence[str] = ()


@dataclass(frozen=True)
class Frame:
    """One state of a figure that matplotlib draws: drawing, reading in words, data.

    The drawing is a function of the axes, or a canvas that is drawn already.
    """

    draw: Callable[[Axes], Axes] | Canvas
    reading: str
    table: pd.DataFrame = field(repr=False)


@dataclass(frozen=True)
class Frames:
    """A figure of pre-drawn frames, one per state of the controls: for maps and the like."""

    controls: Sequence[Control]
    states: dict[tuple[str, ...], Frame]
    height: float = 3.0


@dataclass(frozen=True)
class Figure:
    """A figure as the reader meets it.

    Attributes
    ----------
    title : str
        The finding, as a sentence.
    subtitle : str
        What is shown, with unit and period.
    source, source_url : str
        Who published the data, and where.
    alt : str
        What one would see.
    table : pandas.DataFrame
        The data shown, with readable column names.
    draw : callable or None
        Takes and returns a matplotlib ``Axes``.
    explore : Explorer, Frames or None
        The explorable form.
    height : float
        Height of the wide form in inches.
    narrow_height : float or None
        Height of the narrow form; the same as the wide form by default.
    name : str
        Set by the register.
    """

    title: str
    subtitle: str
    source: str
    alt: str
    table: pd.DataFrame = field(repr=False)
    draw: Callable[[Axes], Axes] | None = None
    explore: Explorer | Frames | None = None
    source_url: str = ""
    height: float = 3.4
    narrow_height: float | None = None
    name: str = ""


_MAKERS: dict[str, Callable[[], Figure]] = {}


def figure(name: str) -> Callable[[Callable[[], Figure]], Callable[[], Figure]]:
    """Register a function that makes a figure under a name such as ``06-envelopes``.

    Raises
    ------
    FigureError
        If the name is taken.
    """

    def register(make: Callable[[], Figure]) -> Callable[[], Figure]:
        taken = _MAKERS.get(name)
        if taken is not None and taken.__qualname__ != make.__qualname__:
            raise FigureError(f"Two figures are called {name!r}: {taken.__qualname__} and {make.__qualname__}.")
        _MAKERS[name] = make
        return make

    return register


def figure_names() -> list[str]:
    """Return the names of all figures, in order.

    Examples
    --------
    >>> any(name.startswith("06-") for name in figure_names())
    True
    """
    _import_chapters()
    return sorted(_MAKERS)


@cache
def find(name: str) -> Figure:
    """Make the figure of that name.

    Parameters
    ----------
    name : str
        As registered.

    Raises
    ------
    FigureError
        If there is no such figure, or it breaks a rule every figure keeps.

    Examples
    --------
    >>> find(figure_names()[0]).alt != ""
    True
    """
    if name not in figure_names():
        raise FigureError(f"There is no figure {name!r}. {nearest(name, _MAKERS)}")
    made = _MAKERS[name]()
    _require_complete(made, name)
    return Figure(**{**made.__dict__, "name": name})


def draw(shown: Figure, width: float = WIDE) -> Canvas:
    """Draw a figure at a width in inches, in the course's style.

    Raises
    ------
    FigureError
        If the figure has only an explorable form.
    """
    if shown.draw is None:
        raise FigureError(f"Figure {shown.name!r} has no drawn form, only an explorable one.")
    height = shown.narrow_height if width < WIDE and shown.narrow_height else shown.height
    with course_style():
        canvas = Canvas(figsize=(width, height), layout="constrained")
        shown.draw(canvas.subplots())
    return canvas


def svg(shown: Figure, width: float = WIDE) -> str:
    """Return a figure as an SVG element that follows the page's colours and type.

    Parameters
    ----------
    shown : Figure
        A figure with a drawn form.
    width : float
        Width in inches.

    Examples
    --------
    >>> name = next(name for name in figure_names() if find(name).draw)
    >>> svg(find(name))[:4]
    '<svg'
    """
    return _svg_of(draw(shown, width), f"{shown.name}-{width}")


def _svg_of(canvas: Canvas, salt: str) -> str:
    written = io.StringIO()
    # A fixed salt and no date: the same data give the same bytes.
    with course_style(), mpl.rc_context({"svg.hashsalt": salt}):
        canvas.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    text = written.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    # Readable ids (axes_1, text_7) repeat from figure to figure; nothing refers to them.
    text = re.sub(r' id="[A-Za-z0-9.]+(_\d+)+"', "", text)
    text = re.sub(r'(width|height)="[\d.]+pt" ', "", text)
    text = re.sub(r"(\d+\.\d\d)\d+", r"\1", text)
    # Matplotlib writes each point of a path on a line of its own.
    text = re.sub(r" ?\n(?=[MLCQz])|(?<=[MLCQ]) (?=[-\d])", "", text)
    return with_variables(text).strip()


def chart_specification(shown: Figure) -> dict[str, Any]:
    """Return the explorable form of a figure as the front end reads it.

    Raises
    ------
    FigureError
        If the figure has no explorable form.
    """
    if shown.explore is None:
        raise FigureError(f"Figure {shown.name!r} has no explorable form.")
    controls = [
        {
            "name": control.name,
            "label": control.label,
            "form": control.form,
            "values": [list(pair) for pair in control.values],
        }
        for control in shown.explore.controls
    ]
    common = {
        "kind": "chart",
        "id": shown.name,
        "title": shown.title,
        "subtitle": shown.subtitle,
        "alt": shown.alt,
        "source": shown.source,
        "source_url": shown.source_url,
        "controls": controls,
    }
    if isinstance(shown.explore, Frames):
        return {**common, **_drawn_states(shown.explore, shown.name)}
    return {**common, **_series_states(shown.explore)}


def frame_svg(frame: Frame, height: float, salt: str) -> str:
    """Return one frame as an SVG element.

    One drawing serves a page and a phone, so it is drawn at a width between the two.
    All frames of a figure share their salt, so that what is alike in them is alike to
    the byte and is stored once.
    """
    if isinstance(frame.draw, Canvas):
        return _svg_of(frame.draw, salt)
    with course_style():
        canvas = Canvas(figsize=(FRAME, height), layout="constrained")
        frame.draw(canvas.subplots())
    return _svg_of(canvas, salt)


def shared_parts(drawings: Sequence[str]) -> tuple[list[str], list[list[int]]]:
    r"""Cut texts into parts, each of which is stored once.

    Lines that never occur apart stay together, so that parts are as few and as long
    as they can be.

    Parameters
    ----------
    drawings : sequence of str
        Texts that have lines in common.

    Returns
    -------
    parts : list of str
        Each part once.
    places : list of list of int
        For each text the places of its parts; joined in this order they are the text.

    Examples
    --------
    >>> shared_parts(["a\nb\nc", "a\nb\nd"])
    (['a\nb\n', 'c', 'd'], [[0, 1], [0, 2]])
    """
    texts = [drawing.splitlines(keepends=True) for drawing in drawings]
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for lines in texts:
        # Beginning and end count as neighbours: a line that stands there once is cut off from others.
        for first, second in pairwise(["", *lines, ""]):
            after[first].add(second)
            before[second].add(first)
    places: dict[str, int] = {}
    cut: list[list[int]] = []
    for lines in texts:
        runs = lines[:1]
        for first, second in pairwise(lines):
            if len(after[first]) == len(before[second]) == 1:
                runs[-1] += second
            else:
                runs.append(second)
        cut.append([places.setdefault(run, len(places)) for run in runs])
    return list(places), cut


def _drawn_states(frames: Frames, name: str) -> dict[str, Any]:
    parts, places = shared_parts([frame_svg(frame, frames.height, name) for frame in frames.states.values()])
    return {
        "mark": "frame",
        "parts": parts,
        "states": {
            "|".join(state): {
                "svg": where,
                "reading": frame.reading,
                "table": {"columns": list(frame.table.columns), "rows": _cells(frame.table)},
            }
            for (state, frame), where in zip(frames.states.items(), places, strict=True)
        },
    }


def _cells(table: pd.DataFrame) -> list[list[Any]]:
    cells: list[list[Any]] = table.astype(object).to_numpy().tolist()
    return [[None if pd.isna(cell) else cell for cell in row] for row in cells]


def _series_states(explorer: Explorer) -> dict[str, Any]:
    return {
        "mark": explorer.mark,
        "x_label": explorer.x_label,
        "y_label": explorer.y_label,
        "unit": explorer.unit,
        "top": explorer.top,
        "axis_by": list(explorer.axis_by),
        "states": {
            "|".join(state): {"series": [_plain(one) for one in many]} for state, many in explorer.states.items()
        },
    }


def _plain(series: Series) -> dict[str, Any]:
    points = [[x, None if y is None or pd.isna(y) else y] for x, y in series.points]
    return {"key": series.key, "label": series.label, "colour": series.colour, "dash": series.dash, "points": points}


def _require_complete(made: Figure, name: str) -> None:
    for part in ("title", "subtitle", "source", "alt"):
        if not getattr(made, part).strip():
            raise FigureError(f"Figure {name!r}: {part!r} is empty; every figure has one.")
    if made.draw is None and made.explore is None:
        raise FigureError(f"Figure {name!r} has neither a drawn nor an explorable form.")
    if made.explore and len(made.explore.states) > MOST_STATES:
        count = len(made.explore.states)
        raise FigureError(f"Figure {name!r} has {count} states, a page holds {MOST_STATES}: drop a control or values.")


def _import_chapters() -> None:
    for module in sorted(Path(__file__).parent.glob("*.py")):
        if module.stem not in _NOT_CHAPTERS:
            import_module(f"coursekit.plots.{module.stem}")
