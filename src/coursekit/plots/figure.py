"""What a figure of the course is, and the register of all of them.

Owns :class:`Figure`, its explorable form, and the way from a name to a figure: ``06-envelopes``
lies in the place of chapter 6, see :mod:`coursekit.plots.chapters`, and only that is imported.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from coursekit.errors import FigureError, nearest
from coursekit.plots.places import place_of

#: Inches: the wide form fills the text column, the narrow one a phone.
WIDE, NARROW = 7.2, 3.7
#: Inches: frames have one form for both.
FRAME = 4.4
#: More states than this make a page heavy and a choice tedious.
MOST_STATES = 120


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
_CHAPTERS = "coursekit.plots.chapters"


def figure(name: str) -> Callable[[Callable[[], Figure]], Callable[[], Figure]]:
    """Register a function that makes a figure under a name such as ``06-envelopes``.

    Raises
    ------
    FigureError
        If the name is taken, or begins with the number of another chapter.
    """

    def register(make: Callable[[], Figure]) -> Callable[[], Figure]:
        taken = _MAKERS.get(name)
        if taken is not None and taken.__qualname__ != make.__qualname__:
            raise FigureError(f"Two figures are called {name!r}: {taken.__qualname__} and {make.__qualname__}.")
        _require_place(name, make.__module__)
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
    for place in _places():
        _import_place(place)
    return sorted(_MAKERS)


@cache
def find(name: str) -> Figure:
    """Make the figure of that name; of the chapters' figures no others are imported than its own.

    Parameters
    ----------
    name : str
        As registered; it begins with the number of the chapter.

    Raises
    ------
    FigureError
        If there is no such figure, or it breaks a rule every figure keeps.

    Examples
    --------
    >>> find("06-envelopes").alt != ""
    True
    """
    place = place_of(name)
    if place in _places():
        _import_place(place)
    if name not in _MAKERS:
        raise FigureError(f"There is no figure {name!r}. {nearest(name, figure_names())}")
    made = _MAKERS[name]()
    _require_complete(made, name)
    return Figure(**{**made.__dict__, "name": name})


def _places() -> list[str]:
    return [found.name for found in iter_modules([str(Path(__file__).with_name("chapters"))])]


def _import_place(place: str) -> None:
    """Import what lies in the place of a chapter, a module or a folder of them: figures register themselves."""
    module = import_module(f"{_CHAPTERS}.{place}")
    for found in iter_modules(getattr(module, "__path__", [])):
        import_module(f"{module.__name__}.{found.name}")


def _require_place(name: str, module: str) -> None:
    if not module.startswith(f"{_CHAPTERS}."):
        return
    place = module.removeprefix(f"{_CHAPTERS}.").partition(".")[0]
    if place_of(name) != place:
        raise FigureError(
            f"Figure {name!r} lies in {module}, so it would not be found: its name must begin with the number of "
            f"the chapter whose slug has the words {place.replace('_', '-')!r}."
        )


def _require_complete(made: Figure, name: str) -> None:
    for part in ("title", "subtitle", "source", "alt"):
        if not getattr(made, part).strip():
            raise FigureError(f"Figure {name!r}: {part!r} is empty; every figure has one.")
    if made.draw is None and made.explore is None:
        raise FigureError(f"Figure {name!r} has neither a drawn nor an explorable form.")
    if made.explore and len(made.explore.states) > MOST_STATES:
        count = len(made.explore.states)
        raise FigureError(f"Figure {name!r} has {count} states, a page holds {MOST_STATES}: drop a control or values.")
