"""A function, its choices and the words of its figure: all states, or one at a time.

Owns the states. With a kernel each is computed when it is chosen, while the book is built
all are; both go through :meth:`Exploration.figure`, so the numbers are the same.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Any, Literal

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from coursekit.errors import FigureError
from coursekit.language import words
from coursekit.plots.drawn import table_of
from coursekit.plots.figure import FRAME, MOST_STATES, Control, Explorer, Figure, Frame, Frames
from coursekit.plots.page import figure_html
from coursekit.plots.style import course_style
from coursekit.widgets.explore.choices import Choice
from coursekit.widgets.explore.tables import are_numbers, lines_of, name_of, readable_table, sound_table
from coursekit.widgets.shown import Shown


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


@dataclass(frozen=True)
class Exploration:
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
            return replace(result, table=readable_table(result.table))
        if isinstance(result, pd.Series):
            result = result.to_frame(result.name if result.name is not None else self.unit or "Value")
        if isinstance(result, pd.DataFrame):
            return sound_table(result)
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
        return Frame(canvas, reading or f"{self.in_words(state)}.", readable_table(numbers))

    def _form(self, result: pd.DataFrame | Frame) -> Form:
        if isinstance(result, Frame):
            return Form("frame")
        numbers = are_numbers(result.index)
        mark = self.mark or ("line" if numbers else "bar")
        if mark == "line" and not numbers:
            raise FigureError(f"{self._called}: lines need an index of numbers, such as years; mark='bar' takes names.")
        return Form(mark, numbers, name_of(result.index), name_of(result.columns) or self.unit)

    def _table(self, result: pd.DataFrame | Frame, state: tuple[int, ...]) -> pd.DataFrame:
        """Return a state's numbers, with the state beside them: there are no controls where it is read."""
        if isinstance(result, Frame):
            table = result.table.copy()
        else:
            table = result.rename(columns=self._with_unit).rename_axis(name_of(result.index) or " ").reset_index()
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
            states={state: lines_of(table) for state, table in results.items()},
            top=self.top,
        )
