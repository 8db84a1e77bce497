"""Explorable figures from a function and choices, in one call.

Owns ``explore``. With a kernel the controls are those of ipywidgets and each state is computed
when it is chosen; while the book is built all states are, and the page's own front end
shows them.
"""

from collections.abc import Callable
from typing import Any, Literal

from coursekit.widgets.explore.choices import choice_of, require_parameters
from coursekit.widgets.explore.exploration import Exploration
from coursekit.widgets.explore.wording import words_of
from coursekit.widgets.shown import building_page

__all__ = ["explore"]


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
    >>> import pandas as pd
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
    require_parameters(function, choices, look)
    said = words_of(function, {"title": title, "subtitle": subtitle, "source": source, "alt": alt})
    exploration = Exploration(
        function=function,
        said={**said, "source_url": source_url},
        choices=[choice_of(name, given) for name, given in choices.items()],
        unit=unit,
        mark=mark,
        top=top,
        height=height,
    )
    if building_page():
        return exploration.page()
    # Imported here: a page is built without ipywidgets.
    from coursekit.widgets.explore.controls import Explored

    return Explored(exploration)
