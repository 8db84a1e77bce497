"""Drawings in rows of systems analysis: ranks with their intervals, and scenarios.

Owns :func:`rank_figure` and :func:`scenario_figure`, with the tables that stand beside them.
"""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from coursekit.errors import FigureError
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour, course_style
from coursekit.plots.systems.axes import axes_of
from coursekit.systems.columns import require_columns, require_known


def rank_figure(ranked: pd.DataFrame, *, ax: Axes | None = None, most: int = 12) -> Axes:
    """Draw ranks, each with its own interval: that two bars overlap does not show that the nodes are equal.

    See ``CAVEATS["ranks"]`` of :mod:`coursekit.plots.systems`, and :func:`rank_table`.

    Parameters
    ----------
    ranked : pandas.DataFrame
        From :func:`coursekit.systems.rank_intervals`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.
    most : int
        Show the first so many nodes.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    MethodError
        If a column is missing.
    FigureError
        If there is nothing to draw.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ranked = pd.DataFrame({"label": ["A", "B"], "rank": [1, 2], "low": [1, 1], "high": [2, 2]})
    >>> [text.get_text() for text in rank_figure(ranked, ax=Figure().subplots()).get_yticklabels()]
    ['A', 'B']
    """
    require_columns(ranked, ["label", "rank", "low", "high"], "ranks")
    shown = ranked.head(most)
    if shown.empty:
        raise FigureError("There are no ranks to draw.")
    with course_style():
        ax = axes_of(ax)
        rows = range(len(shown))
        ax.hlines(rows, shown["low"], shown["high"], color=colour("accent"), alpha=0.35, linewidth=6)
        ax.plot(shown["rank"], rows, "o", color=colour("accent"), markersize=6, label="Rank")
        _name_rows(ax, shown["label"].tolist())
        ax.set_xlabel("Rank (1 is the highest)")
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.set_xlim(0.5, float(shown["high"].max()) + 0.5)
    return ax


def rank_table(ranked: pd.DataFrame, *, most: int = 12) -> pd.DataFrame:
    """Return what a rank figure shows.

    Examples
    --------
    >>> ranked = pd.DataFrame({"label": ["A"], "value": [3.0], "rank": [1], "low": [1], "high": [2]})
    >>> rank_table(ranked).values.tolist()
    [['A', 3.0, 1, 1, 2]]
    """
    require_columns(ranked, ["label", "value", "rank", "low", "high"], "ranks")
    names = {"label": "Name", "value": "Value", "rank": "Rank", "low": "Best", "high": "Worst"}
    return ranked.head(most)[list(names)].rename(columns=names)


def scenario_figure(results: pd.DataFrame, scenario: str, *, ax: Axes | None = None) -> Axes:
    """Draw one scenario: where each factor settles, with the spread over doubtful judgements.

    Factors that the scenario holds are named with their value, not drawn. Zero is the state as it is.

    See ``CAVEATS["scenarios"]`` of :mod:`coursekit.plots.systems`, and :func:`scenario_table`.

    Parameters
    ----------
    results : pandas.DataFrame
        From :func:`coursekit.systems.scenarios`.
    scenario : str
        Which one.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    MethodError
        If a column is missing or there is no such scenario.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from coursekit.systems import scenarios
    >>> judged = pd.DataFrame({"row": ["A", "B"], "column": ["B", "A"], "impact": [3, 0]})
    >>> axes = scenario_figure(scenarios(judged, runs=5), "more A", ax=Figure().subplots())
    >>> [text.get_text() for text in axes.get_yticklabels()]
    ['B', 'A']
    """
    shown = _sorted(results, scenario)
    with course_style():
        ax = axes_of(ax)
        ax.axvline(0, color=colour("muted"), linewidth=1)
        for row, (value, low, high, held) in enumerate(shown[["value", "low", "high", "held"]].to_numpy()):
            if held:
                # Drawn to scale, a held factor would press all others together.
                _write_held(ax, row, value)
                continue
            ink = colour("accent") if value > 0 else colour("dropped")
            ax.hlines(row, low, high, color=ink, alpha=0.35, linewidth=6)
            ax.plot(value, row, "o", color=ink, markersize=6)
        _name_rows(ax, shown["factor"].astype(str).tolist())
        ax.set_xlabel("← less than now · more than now →")
    return ax


def scenario_table(results: pd.DataFrame, scenario: str) -> pd.DataFrame:
    """Return what a scenario figure shows.

    Examples
    --------
    >>> from coursekit.systems import scenarios
    >>> judged = pd.DataFrame({"row": ["A", "B"], "column": ["B", "A"], "impact": [3, 0]})
    >>> scenario_table(scenarios(judged, runs=5), "more A").columns.tolist()
    ['Factor', 'Held', 'Value', 'Low', 'High', 'Rises in', 'Falls in']
    """
    names = {
        "factor": "Factor",
        "held": "Held",
        "value": "Value",
        "low": "Low",
        "high": "High",
        "rises": "Rises in",
        "falls": "Falls in",
    }
    return _sorted(results, scenario)[list(names)].rename(columns=names)


def _sorted(results: pd.DataFrame, scenario: str) -> pd.DataFrame:
    require_columns(results, ["scenario", "factor", "held", "value", "low", "high", "rises", "falls"], "results")
    require_known(scenario, list(dict.fromkeys(results["scenario"])), "scenario")
    shown = results[results["scenario"] == scenario]
    return shown.sort_values(["held", "value"], ascending=[True, False], kind="stable", ignore_index=True)


def _write_held(ax: Axes, row: int, value: float) -> None:
    words = f"held at {value:+g}".replace("-", "−")
    ax.text(0.02, row, words, transform=ax.get_yaxis_transform(), va="center", fontsize=8.5, color=colour("muted"))


def _name_rows(ax: Axes, names: list[str]) -> None:
    ax.set_yticks(range(len(names)), names)
    ax.tick_params(axis="y", labelcolor=colour("ink"), labelsize=8.5 if is_narrow(ax) else 9.5)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.grid(visible=False, axis="y")
