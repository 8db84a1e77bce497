"""What the reader of an explorable figure may choose, and how its function takes it.

Owns the reading of the choices, and the check that function and choices fit each other.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from coursekit.errors import FigureError, nearest
from coursekit.language import words
from coursekit.plots.figure import Control
from coursekit.widgets.explore.wording import PARTS

#: What explore takes for itself, with what it expects.
_LOOK = {
    **dict.fromkeys((*PARTS, "source_url", "unit"), "text"),
    "mark": "'line', 'bar' or 'dot'",
    "top": "a number",
    "height": "a number",
}


@dataclass(frozen=True)
class Choice:
    """A control: what the function takes for each alternative, and what the reader sees."""

    control: Control
    values: Sequence[Any]


def choice_of(name: str, given: Any) -> Choice:
    """Return the control that a list, a dictionary, a range or a truth value asks for."""
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


def require_parameters(function: Callable[..., Any], choices: dict[str, Any], look: dict[str, Any]) -> None:
    """Refuse choices that the function does not take, lacks, or could never be given."""
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
