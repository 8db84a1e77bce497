"""Explorable figures from a function and choices, in one call.

Owns ``explore``: the reading of the choices, the states of the function, and their two
forms. With a kernel the controls are those of ipywidgets and each state is computed
when it is chosen; while the book is built all states are, and the page's own front end
shows them. Both go through :func:`_Exploration.figure`, so the numbers are the same.
"""

import hashlib
import inspect
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import product
from math import prod
from typing import Any, Literal

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from coursekit.data import load
from coursekit.errors import FigureError, nearest
from coursekit.language import words
from coursekit.plots.drawn import table_of
from coursekit.plots.figure import (
    FRAME,
    MOST_STATES,
    Control,
    Explorer,
    Figure,
    Frame,
    Frames,
    Series,
)
from coursekit.plots.page import figure_html
from coursekit.plots.style import course_style, palette
from coursekit.widgets.shown import Shown, building_page

_TONES = ("EU", "phase2", "new", "phase4", "muted", "phase1", "accent")
_DASHES: tuple[Literal["solid", "dashed", "dotted"], ...] = ("solid", "dashed", "dotted")
_PARTS = ("title", "subtitle", "source", "alt")
#: What explore takes for itself, with what it expects.
_LOOK = {
    **dict.fromkeys((*_PARTS, "source_url", "unit"), "text"),
    "mark": "'line', 'bar' or 'dot'",
    "top": "a number",
    "height": "a number",
}


@dataclass(frozen=True)
class Choice:
    """A control: what the function takes for each alternative, and what the reader sees."""

    control: Control
    values: Sequence[Any]


@dataclass(frozen=True)
class Form:
    """What all states of a figure share: how they are drawn, and what their axes say.

    The first state decides it. A page draws all its states in one way, so a state of
    another form would look different beside a kernel.
    """

    mark: Literal["frame", "line", "bar", "dot"]
    numbers: bool = False
    x_label: str = ""
    y_label: str = ""

    def refuses(self, other: "Form") -> str:
        """Return what makes a state of another form impossible beside the first, or nothing."""
        if "frame" in (self.mark, other.mark) and self.mark != other.mark:
            return "the function returns a table in some states and a drawing in others: choose one."
        if self.numbers != other.numbers:
            kinds = ("names", "numbers") if self.numbers else ("numbers", "names")
            return "its index holds {}, that of the first state {}: choose one.".format(*kinds)
        return ""


def explore(  # noqa: PLR0913 — each is a word of the figure or a line of its look
    function: Callable[..., Any],
    /,
    *,
    title: str = "",
    subtitle: str = "",
    source: str = "",
    source_url: str = "",
    alt: str = "",
    unit: str = "",
    mark: Literal["line", "bar", "dot"] | None = None,
    top: float | None = None,
    height: float = 3.0,
    **choices: Any,
) -> Any:
    """Show a figure that the reader explores.

    Parameters
    ----------
    function : callable
        Takes one value of each choice by name and returns what is shown: a
        ``DataFrame`` (index: the places on the axis; a column per line) or a
        ``Series``; or matplotlib axes or figure, alone, as ``(ax, table)`` or as
        ``(ax, table, reading)``; or a :class:`coursekit.plots.figure.Frame`.
        Numbers that come without a table are read from labelled lines, bars and dots.
        Its docstring may give the words: title (first paragraph), subtitle (second),
        and paragraphs that begin with ``Source:`` and ``Alt:``.
    title, subtitle, source, source_url, alt : str
        The words of the figure, in place of those of the docstring: the finding, what
        is shown, who published it and where, what one would see.
    unit : str
        Unit of the numbers of a table.
    mark : {"line", "bar", "dot"}, optional
        How a table is drawn: lines if the index of the first state holds numbers, bars
        otherwise. All states have an index of the same sort.
    top : float, optional
        The value axis reaches at least this far, so that states compare.
    height : float
        Inches, for what matplotlib draws.
    **choices
        Name of a parameter = a list of values, or a dictionary of labels and values
        (a list to choose from); a range (a slider); True or False (a box to tick).
        The words above are taken: a parameter of the function has another name.

    Returns
    -------
    widget
        Alive with a kernel, the page's own form while the book is built.

    Raises
    ------
    FigureError
        If words or choices are missing, if there are more states than a page holds
        (while the book is built), or if what the function returns cannot be shown.

    Examples
    --------
    >>> def squares(least):
    ...     '''Squares grow faster than their roots
    ...
    ...     Square numbers from the least chosen
    ...
    ...     Source: arithmetic
    ...
    ...     Alt: A line that rises ever faster.
    ...     '''
    ...     return pd.Series({n: n * n for n in range(least, 5)}, name="Square").rename_axis("Root")
    >>> print(explore(squares, least=[1, 2]))
    Squares grow faster than their roots
    Square numbers from the least chosen
    <BLANKLINE>
    Least  Root  Square
        1     1       1
        1     2       4
        1     3       9
        1     4      16
    <BLANKLINE>
    Source: arithmetic
    """
    look = {
        "title": title,
        "subtitle": subtitle,
        "source": source,
        "source_url": source_url,
        "alt": alt,
        "unit": unit,
        "mark": mark,
        "top": top,
        "height": height,
    }
    _require_parameters(function, choices, look)
    said = _words_of(function, {"title": title, "subtitle": subtitle, "source": source, "alt": alt})
    exploration = _Exploration(
        function=function,
        said={**said, "source_url": source_url},
        choices=[_choice(name, given) for name, given in choices.items()],
        unit=unit,
        mark=mark,
        top=top,
        height=height,
    )
    if building_page():
        return exploration.page()
    # Imported here: a page is built without ipywidgets.
    from coursekit.widgets.controls import Explored

    return Explored(exploration)


@dataclass(frozen=True)
class _Exploration:
    """A function, its choices and the words of its figure."""

    function: Callable[..., Any]
    said: dict[str, str]
    choices: list[Choice]
    unit: str
    mark: Literal["line", "bar", "dot"] | None
    top: float | None
    height: float

    @property
    def name(self) -> str:
        """A name for ids and file names, equal from build to build."""
        word = re.sub(r"[^a-z0-9]+", "-", getattr(self.function, "__name__", "").lower()).strip("-")
        what = repr((self.said, [choice.control for choice in self.choices]))
        return f"explore-{word}-{hashlib.sha256(what.encode()).hexdigest()[:6]}".replace("--", "-")

    @property
    def too_many(self) -> str:
        """What is wrong with the number of states, or nothing."""
        sizes = [len(choice.values) for choice in self.choices]
        if prod(sizes) <= MOST_STATES:
            return ""
        product_of_sizes = f" ({' × '.join(map(str, sizes))})" if len(sizes) > 1 else ""
        return (
            f"{prod(sizes)} states{product_of_sizes}, a page holds {MOST_STATES}: drop a control or values, "
            "or explore the rest in a figure of its own."
        )

    def page(self) -> Shown:
        """Return all states for a page without a kernel."""
        if self.too_many:
            raise FigureError(f"{self._called}: {self.too_many}")
        states = list(product(*[range(len(choice.values)) for choice in self.choices]))
        figure, _ = self.figure(states, [choice.control for choice in self.choices])
        return Shown(self.text(figure), figure_html(figure, words()))

    def text(self, figure: Figure) -> str:
        """Return the figure's first state in words and numbers."""
        table = figure.table.to_string(index=False)
        return f"{figure.title}\n{figure.subtitle}\n\n{table}\n\n{words()['source']}: {figure.source}"

    def html(self, figure: Figure) -> str:
        """Return the same as HTML, for a notebook that has not been run."""
        return figure_html(replace(figure, explore=None, draw=None), words())

    def figure(
        self, states: Sequence[tuple[int, ...]], controls: Sequence[Control], form: Form | None = None
    ) -> tuple[Figure, Form]:
        """Return the figure with these states, and their form.

        The first state is the one that can be read without a script. It decides the
        form, unless that is given: then it was decided by a state shown before.

        Raises
        ------
        FigureError
            If the function fails or returns what cannot be shown, with the state.
        """
        results = {}
        for state in states:
            result = self._result(state)
            form = form or self._form(result)
            if wrong := form.refuses(self._form(result)):
                raise FigureError(f"{self._called}, {self.in_words(state)}: {wrong}")
            results[self._key(state, controls)] = result
        if form is None:
            raise FigureError(f"{self._called}: there is no state to show.")
        return Figure(
            title=self.said["title"],
            subtitle=self.said["subtitle"],
            source=self.said["source"],
            source_url=self.said["source_url"],
            alt=self.said["alt"],
            table=self._table(next(iter(results.values())), states[0]),
            explore=self._explored(results, controls, form),
            name=self.name,
        ), form

    @property
    def _called(self) -> str:
        return f"explore({getattr(self.function, '__name__', 'function')})"

    def _key(self, state: tuple[int, ...], controls: Sequence[Control]) -> tuple[str, ...]:
        return tuple(control.values[place][0] for control, place in zip(controls, state, strict=False))

    def in_words(self, state: tuple[int, ...]) -> str:
        """Return a state as the reader chose it.

        For instance ``"Country: Kazakhstan; Year: 2019"``.
        """
        return "; ".join(f"{label}: {value}" for label, value in self._chosen(state).items())

    def _chosen(self, state: tuple[int, ...]) -> dict[str, str]:
        return {
            choice.control.label: choice.control.values[place][1]
            for choice, place in zip(self.choices, state, strict=True)
        }

    def _result(self, state: tuple[int, ...]) -> pd.DataFrame | Frame:
        """Call the function for one state."""
        given = {choice.control.name: choice.values[place] for choice, place in zip(self.choices, state, strict=True)}
        open_before = set(plt.get_fignums())
        try:
            with course_style(), plt.ioff():
                # What draws on pyplot's current figure must not draw on one of the reader's own.
                plt.figure()
                result = self._understood(self.function(**given), state)
        except Exception as problem:
            what = str(problem) if isinstance(problem, FigureError) else f"{type(problem).__name__}: {problem}"
            raise FigureError(f"{self._called}, {self.in_words(state)}: {what}") from problem
        finally:
            # What pyplot keeps open would be shown a second time, below.
            for number in set(plt.get_fignums()) - open_before:
                plt.close(number)
        return result

    def _understood(self, result: Any, state: tuple[int, ...]) -> pd.DataFrame | Frame:
        if isinstance(result, Frame):
            return replace(result, table=_readable_table(result.table))
        if isinstance(result, pd.Series):
            result = result.to_frame(result.name if result.name is not None else self.unit or "Value")
        if isinstance(result, pd.DataFrame):
            return _sound_table(result)
        several = isinstance(result, tuple) and 1 <= len(result) <= 3
        drawing, table, reading = (*result, None, None)[:3] if several else (result, None, None)
        canvas = drawing.get_figure(root=True) if isinstance(drawing, Axes) else drawing
        if not isinstance(canvas, Canvas):
            found = f"({', '.join(type(each).__name__ for each in result)})" if several else type(result).__name__
            raise FigureError(
                f"the function returned {found}; expected a DataFrame or Series, matplotlib axes or "
                "figure, (ax, table), (ax, table, reading), or a Frame."
            )
        if not isinstance(reading, str | None):
            raise FigureError(f"the reading beside the drawing is {type(reading).__name__}; expected text.")
        canvas.set_size_inches(FRAME, self.height)
        canvas.set_layout_engine("constrained")
        numbers = table_of(canvas) if table is None else table
        return Frame(canvas, reading or f"{self.in_words(state)}.", _readable_table(numbers))

    def _form(self, result: pd.DataFrame | Frame) -> Form:
        if isinstance(result, Frame):
            return Form("frame")
        numbers = _are_numbers(result.index)
        mark = self.mark or ("line" if numbers else "bar")
        if mark == "line" and not numbers:
            raise FigureError(f"{self._called}: lines need an index of numbers, such as years; mark='bar' takes names.")
        return Form(mark, numbers, _name(result.index), _name(result.columns) or self.unit)

    def _table(self, result: pd.DataFrame | Frame, state: tuple[int, ...]) -> pd.DataFrame:
        """Return a state's numbers, with the state beside them: there are no controls where it is read."""
        if isinstance(result, Frame):
            table = result.table.copy()
        else:
            table = result.rename(columns=self._with_unit).rename_axis(_name(result.index) or " ").reset_index()
        for place, (label, value) in enumerate(self._chosen(state).items()):
            table.insert(place, label if label not in table.columns else f"{label} ", value)
        return table

    def _with_unit(self, column: object) -> str:
        return f"{column}, {self.unit}" if self.unit and str(column) != self.unit else str(column)

    def _explored(
        self, results: dict[tuple[str, ...], Any], controls: Sequence[Control], form: Form
    ) -> Explorer | Frames:
        if form.mark == "frame":
            return Frames(controls, results, self.height)
        return Explorer(
            mark=form.mark,
            x_label=form.x_label,
            y_label=form.y_label,
            unit=self.unit,
            controls=controls,
            states={state: _lines(table) for state, table in results.items()},
            top=self.top,
        )


def _sound_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as it can be drawn: years for dates, numbers in the cells."""
    _require_plain(table)
    if pd.api.types.is_complex_dtype(table.index):
        raise FigureError("its index holds complex numbers, which have no place on an axis.")
    if _lacks_places(table.index):
        raise FigureError("its index has a gap (NaN) or no end (infinity): every number needs its place.")
    if isinstance(table.index, pd.PeriodIndex | pd.DatetimeIndex):
        if not table.index.year.is_unique:
            raise FigureError("its index holds several dates of one year: use years, or names of periods.")
        table = table.set_axis(table.index.year.rename(table.index.name), axis="index")
    elif not _are_numbers(table.index):
        table = table.set_axis(_texts(table.index), axis="index")
    table = table.set_axis(_texts(table.columns), axis="columns")
    if not table.index.is_unique or not table.columns.is_unique:
        raise FigureError("its index or its columns name something twice: each place has one value per line.")
    if table.index.name is not None and str(table.index.name) in table.columns:
        raise FigureError(f"its index and one of its columns are both called {table.index.name!r}: rename one.")
    for name, column in table.items():
        if not _are_numbers(column):
            raise FigureError(f"column {name!r} holds {column.dtype}: what is drawn are numbers.")
    return table


def _readable_table(table: Any) -> pd.DataFrame:
    """Return a table that stands beside a drawing as it can be written: numbers and texts."""
    if not isinstance(table, pd.DataFrame):
        raise FigureError(f"the table beside the drawing is {type(table).__name__}; expected a DataFrame.")
    _require_plain(table)
    columns = []
    for name, (_, column) in zip(_texts(table.columns), table.items(), strict=True):
        cells = [_written(cell) for cell in column]
        if any(isinstance(cell, complex) for cell in cells):
            raise FigureError(f"column {name!r} holds complex numbers, which have no place on an axis.")
        # Infinity has no form in a page; a column of numbers keeps its own way of being written.
        kept = column.replace([np.inf, -np.inf], np.nan).reset_index(drop=True) if _are_numbers(column) else cells
        columns.append(pd.Series(kept, dtype=None if kept is not cells else object, name=name))
    return pd.concat(columns, axis=1)


def _require_plain(table: pd.DataFrame) -> None:
    if isinstance(table.index, pd.MultiIndex) or isinstance(table.columns, pd.MultiIndex):
        raise FigureError(
            "its rows or columns have names on several levels (MultiIndex): use reset_index(), or join the names."
        )
    if not len(table.columns):
        raise FigureError("the table has no column.")
    if not len(table):
        raise FigureError("the table has no row: there is nothing to show.")


def _are_numbers(values: "pd.Index[Any] | pd.Series[Any]") -> bool:
    types = pd.api.types
    apart = types.is_bool_dtype(values) or types.is_complex_dtype(values)
    return bool(types.is_numeric_dtype(values) and not apart)


def _lacks_places(index: "pd.Index[Any]") -> bool:
    return bool(index.hasnans or (pd.api.types.is_float_dtype(index) and np.isinf(index.to_numpy(float)).any()))


def _texts(index: "pd.Index[Any]") -> "pd.Index[Any]":
    return pd.Index([str(_written(name)) for name in index], name=index.name, dtype=object)


def _written(value: Any) -> Any:
    """Return a cell or a name as a number or a text; dates as the standard writes them."""
    if isinstance(value, np.generic) and not isinstance(value, np.datetime64 | np.timedelta64):
        value = value.item()
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    if isinstance(value, datetime):
        midnight = value.time() == datetime.min.time() and value.tzinfo is None
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool | int | complex | str) else str(value)


def _lines(table: pd.DataFrame) -> list[Series]:
    codes = {name: code for code, name in load("entities").set_index("code")["name_en"].items() if code in palette()}
    codes |= {code: code for code in palette()}
    return [
        Series(
            key=str(name),
            label=str(name),
            points=[(_plain(x), _plain(y)) for x, y in column.items()],
            colour=codes.get(str(name), _TONES[place % len(_TONES)]),
            dash=_DASHES[place % len(_DASHES)],
        )
        for place, (name, column) in enumerate(table.items())
    ]


def _name(index: "pd.Index[Any]") -> str:
    return "" if index.name is None else str(index.name)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if pd.isna(value) or np.isinf(value):
        return None
    number = value.item() if hasattr(value, "item") else value
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _words_of(function: Callable[..., Any], given: dict[str, str]) -> dict[str, str]:
    """Return the words of the figure: as given, else from the docstring."""
    paragraphs = [" ".join(each.split()) for each in re.split(r"\n\s*\n", inspect.getdoc(function) or "")]
    named = dict.fromkeys(_PARTS, "")
    free = []
    for paragraph in filter(None, paragraphs):
        marked = re.match(r"(source|alt): *(.*)", paragraph, re.IGNORECASE)
        if marked:
            named[marked[1].lower()] = marked[2]
        else:
            free.append(paragraph)
    named["title"], named["subtitle"] = (*free, "", "")[:2]
    found = {part: given[part].strip() or named[part].removesuffix(".") for part in _PARTS}
    found["alt"] = given["alt"].strip() or named["alt"]
    missing = [part for part in _PARTS if not found[part]]
    if missing:
        name = getattr(function, "__name__", "function")
        raise FigureError(
            f"explore({name}): {' and '.join(missing)} missing. Every figure has a title (first paragraph of the "
            "function's docstring), a subtitle (second), and paragraphs 'Source: …' and 'Alt: …'; "
            "or give them in the call: " + ", ".join(f'{part}="…"' for part in missing) + "."
        )
    return found


def _require_parameters(function: Callable[..., Any], choices: dict[str, Any], look: dict[str, Any]) -> None:
    name = getattr(function, "__name__", "function")
    parameters = inspect.signature(function).parameters
    needed = {
        parameter.name
        for parameter in parameters.values()
        if parameter.default is parameter.empty
        and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    }
    for word, given in look.items():
        # A choice that lands here would be lost without a word.
        chosen = isinstance(given, bool | np.bool_ | Iterable) and not isinstance(given, str)
        if word in needed or (chosen and word in parameters):
            raise FigureError(
                f"explore({name}): the name {word!r} is taken by explore (it expects {_LOOK[word]}), so it cannot be "
                "a choice: rename the function's parameter."
            )
        if chosen:
            raise FigureError(f"explore({name}): {word!r} is {type(given).__name__}; expected {_LOOK[word]}.")
    if not choices:
        raise FigureError(f"explore({name}): there is nothing to choose; add a choice such as year=range(2007, 2020).")
    takes_any = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    for choice in choices:
        if choice not in parameters and not takes_any:
            raise FigureError(
                f"explore({name}): the function has no parameter {choice!r}. {nearest(choice, parameters)}"
            )
    for parameter in parameters:
        if parameter in needed and parameter not in choices:
            raise FigureError(f"explore({name}): the function needs a choice for its parameter {parameter!r}.")


def _choice(name: str, given: Any) -> Choice:
    label = name.replace("_", " ")
    label = label[:1].upper() + label[1:]
    if isinstance(given, bool | np.bool_):
        pairs = [("yes", words()["yes"]), ("no", words()["no"])]
        first, second = (pairs, [True, False]) if given else (pairs[::-1], [False, True])
        return Choice(Control(name, label, first, "tick"), second)
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise FigureError(
            f"explore: the choice {name!r} is {type(given).__name__}; expected a list, a dictionary of labels and "
            "values, a range, or True or False."
        )
    values = list(given.values()) if isinstance(given, dict) else list(given)
    labels = [str(each) for each in (given if isinstance(given, dict) else values)]
    if len(values) < 2:
        raise FigureError(f"explore: the choice {name!r} has {len(values)} values: a control has two or more.")
    if len(set(labels)) < len(labels) or not all(labels):
        raise FigureError(f"explore: two values of the choice {name!r} look alike, or one has no label: {labels}.")
    # A state is known by its labels joined by a bar.
    keys = [str(place) for place in range(len(labels))] if any("|" in each for each in labels) else labels
    form: Literal["slide", "list"] = "slide" if isinstance(given, range) else "list"
    return Choice(Control(name, label, list(zip(keys, labels, strict=True)), form), values)
