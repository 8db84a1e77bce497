"""The drawing of a causal diagram, as a whole or one loop of it.

Owns boxes, arrows, signs and the names of loops; :mod:`coursekit.plots.systems.places`
decides where the factors stand.
"""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from coursekit.errors import FigureError
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour, course_style
from coursekit.plots.systems.axes import axes_of
from coursekit.plots.systems.places import Place, places_of
from coursekit.systems import causal_table, loops
from coursekit.systems.causal_loops import loop_links
from coursekit.systems.columns import require_known

#: How far an arrow bends from the straight line, as a share of its length.
_BEND = 0.16
_SIGNS = {1: "+", -1: "−", 0: "?"}
#: What an arrow rests on -> how thick it is; anything else is as asserted.
_WIDTHS = {"evidenced": 3.0}
_SIGN_COLOURS = {1: "accent", -1: "dropped", 0: "muted"}
_POLARITY_COLOURS = {"R": "accent", "B": "dropped", "?": "muted"}


def loop_figure(  # noqa: PLR0913  what to draw, what to name, where it stands
    diagram: nx.DiGraph,
    *,
    ax: Axes | None = None,
    loop: str | None = None,
    named: pd.DataFrame | None = None,
    places: Mapping[str, Place] | None = None,
    seed: int = 0,
) -> Axes:
    """Draw a causal diagram: signs at the arrows' heads, thick lines where a link is evidenced.

    ``+`` (blue) means that the effect moves with the cause, ``−`` (orange) against it, ``?`` that
    sources contradict each other; two bars across an arrow are a delay; a broken line is
    assumed. In rings stand the names of the loops: R reinforcing, B balancing.

    See ``CAVEATS["loops"]`` of :mod:`coursekit.plots.systems`, and :func:`loop_table` for the loops
    and links with who asserts them.

    Parameters
    ----------
    diagram : networkx.DiGraph
        From :func:`coursekit.systems.causal_diagram`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.
    loop : str, optional
        A loop such as ``R1`` that stands out.
    named : pandas.DataFrame, optional
        Loops under the names they shall have, from :func:`coursekit.systems.loops`, such as
        those of a larger diagram; those of this diagram by default.
    places : mapping of str to (float, float), optional
        Where each factor stands, between 0 and 1; found by search by default.
    seed : int
        Of the search.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    FigureError
        If the diagram has no link, or a factor has no place.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from coursekit.systems import causal_diagram
    >>> rows = [("births", "population", "+"), ("population", "births", "+")]
    >>> diagram = causal_diagram(pd.DataFrame(rows, columns=["cause", "effect", "sign"]))
    >>> "R1" in [text.get_text() for text in loop_figure(diagram, ax=Figure().subplots()).texts]
    True
    """
    if not diagram.number_of_edges():
        raise FigureError("The diagram has no link, so there is nothing to draw.")
    found = loops(diagram) if named is None else named
    if loop is not None:
        require_known(loop, found["loop"].tolist(), "loop")
    with course_style():
        ax = axes_of(ax)
        where = places_of(diagram, 3 if is_narrow(ax) else 4, seed=seed) if places is None else places
        missing = [factor for factor in diagram if factor not in where]
        if missing:
            raise FigureError(f"These factors have no place: {missing}. Give each one, between 0 and 1.")
        shown = set(diagram.edges)
        if loop is not None:
            found = found[found["loop"] == loop]
            shown = set(loop_links(found["path"].item()))
        boxes = _boxes(ax, {factor: where[factor] for factor in diagram})
        _draw_factors(ax, boxes, {factor for pair in shown for factor in pair})
        taken = _draw_arrows(ax, diagram, boxes, shown)
        _draw_names(ax, found, boxes, taken)
    return ax


def loop_table(diagram: nx.DiGraph) -> pd.DataFrame:
    """Return what a loop figure shows: each loop in words, with its weakest link.

    The links themselves, with claims and sources, are :func:`coursekit.systems.causal_table`.

    Examples
    --------
    >>> from coursekit.systems import causal_diagram
    >>> rows = [("births", "population", "+"), ("population", "births", "+")]
    >>> diagram = causal_diagram(pd.DataFrame(rows, columns=["cause", "effect", "sign"]))
    >>> loop_table(diagram).columns.tolist()
    ['Loop', 'Links', 'Minus signs', 'Delays', 'Weakest link', 'In words', 'Claims']
    """
    found, known = loops(diagram), causal_table(diagram).set_index(["cause", "effect"])["claim"]
    claims = [
        " ".join(dict.fromkeys(known[pair] for pair in loop_links(path) if known[pair])) for path in found["path"]
    ]
    names = {
        "loop": "Loop",
        "length": "Links",
        "minus": "Minus signs",
        "delays": "Delays",
        "weakest": "Weakest link",
        "words": "In words",
    }
    return found[list(names)].rename(columns=names).assign(Claims=claims)


# All lengths are inches, so that arrows and letters keep their distance.


@dataclass(frozen=True)
class _Box:
    """A factor on the drawing: its words, its middle, half its width and height."""

    words: str
    middle: Any
    half: Any

    def holds(self, point: Any, margin: float = 0.0) -> bool:
        """Return whether a point lies in the box."""
        return bool((np.abs(point - self.middle) <= self.half + margin).all())


def _boxes(ax: Axes, places: Mapping[str, Place]) -> dict[str, _Box]:
    """Turn places between 0 and 1 into boxes on the drawing, and set the axes to inches."""
    narrow, size = is_narrow(ax), _size(ax)
    letters, width, height = (12, 0.085, 0.155) if narrow else (18, 0.081, 0.15)
    lines = {factor: textwrap.wrap(factor, letters) for factor in places}
    half = {
        factor: np.array([max(map(len, words)) * width, len(words) * height]) / 2 + 0.06
        for factor, words in lines.items()
    }
    edge = np.max(list(half.values()), axis=0) + 0.04
    ax.set(xlim=(0, size[0]), ylim=(0, size[1]), aspect="equal")
    ax.set_axis_off()
    return {
        factor: _Box("\n".join(lines[factor]), edge + np.array(place) * (size - 2 * edge), half[factor])
        for factor, place in places.items()
    }


def _size(ax: Axes) -> Any:
    """Return width and height of the room for the axes, before any layout."""
    canvas, spec = ax.get_figure(root=True), ax.get_subplotspec()
    rows, columns = spec.get_geometry()[:2] if spec else (1, 1)
    # Axes always belong to a figure here; the default one is for the type checker.
    size = canvas.get_size_inches() if canvas else np.array([6.4, 4.8])
    return size / (columns, rows)


def _draw_factors(ax: Axes, boxes: Mapping[str, _Box], shown: set[str]) -> None:
    for factor, box in boxes.items():
        ax.add_patch(
            FancyBboxPatch(
                box.middle - box.half,
                2 * box.half[0],
                2 * box.half[1],
                boxstyle="round,pad=0,rounding_size=0.06",
                facecolor=colour("paper"),
                edgecolor=colour("muted") if factor in shown else colour("line"),
                linewidth=0.8,
                zorder=5,
            )
        )
        ax.text(
            box.middle[0],
            box.middle[1],
            box.words,
            ha="center",
            va="center",
            fontsize=10 if is_narrow(ax) else 9.5,
            color=colour("ink") if factor in shown else colour("kept"),
            linespacing=1.0,
            zorder=6,
        )


def _draw_arrows(ax: Axes, diagram: nx.DiGraph, boxes: Mapping[str, _Box], shown: set[tuple[str, str]]) -> list[Any]:
    """Draw all links and return the points that signs and lines take up."""
    taken = []
    for cause, effect, link in diagram.edges(data=True):
        is_shown = (cause, effect) in shown
        way = _way(boxes[cause], boxes[effect])
        ink = colour(_SIGN_COLOURS[link["sign"]]) if is_shown else colour("line")
        ax.add_patch(
            FancyArrowPatch(
                path=Path(way.curve, [Path.MOVETO, Path.CURVE3, Path.CURVE3]),
                arrowstyle="-|>,head_length=4.5,head_width=2.2",
                linewidth=_WIDTHS.get(link["basis"], 1.4) if is_shown else 0.9,
                linestyle=(0, (3.5, 2)) if link["basis"] == "assumed" else "solid",
                color=ink,
                zorder=3 if is_shown else 2,
            )
        )
        taken += [way.at(share) for share in np.linspace(0.1, 0.9, 7)]
        if is_shown:
            sign = way.at(1, back=0.16, aside=0.1)
            _draw_sign(ax, sign, _SIGNS[link["sign"]], ink)
            taken.append(sign)
            if link["delay"]:
                _draw_delay(ax, way, ink)
    return taken


@dataclass(frozen=True)
class _Way:
    """A curved arrow between two boxes: its beginning, the point it bends to, its end."""

    curve: Any

    def at(self, share: float, *, back: float = 0.0, aside: float = 0.0) -> Any:
        """Return the point at a share of the way, so far back and on the outer side."""
        start, control, end = self.curve
        point = (1 - share) ** 2 * start + 2 * share * (1 - share) * control + share**2 * end
        along = (1 - share) * (control - start) + share * (end - control)
        along = along / max(1e-9, float(np.hypot(*along)))
        return point - back * along + aside * np.array([along[1], -along[0]])

    def along(self) -> Any:
        """Return the direction in the middle of the way."""
        along = self.curve[2] - self.curve[0]
        return along / max(1e-9, float(np.hypot(*along)))


def _way(cause: _Box, effect: _Box) -> _Way:
    """Return the arrow from one box to another, cut off at both."""
    start, end = cause.middle, effect.middle
    across = np.array([end[1] - start[1], start[0] - end[0]])
    whole = _Way(np.array([start, (start + end) / 2 + _BEND * across, end]))
    shares = np.linspace(0, 1, 101)
    free = [
        share for share in shares if not cause.holds(whole.at(share), 0.02) and not effect.holds(whole.at(share), 0.03)
    ]
    first, last = (free[0], free[-1]) if free else (0.4, 0.6)
    # The part of a curve between two shares is a curve of the same kind.
    start_at, end_at = whole.at(first), whole.at(last)
    start, control, end = whole.curve
    bend = (1 - first) * ((1 - last) * start + last * control) + first * ((1 - last) * control + last * end)
    return _Way(np.array([start_at, bend, end_at]))


def _draw_sign(ax: Axes, place: Any, sign: str, ink: str) -> None:
    ax.text(
        place[0],
        place[1],
        sign,
        ha="center",
        va="center",
        fontsize=10 if is_narrow(ax) else 12,
        fontweight="bold",
        color=ink,
        zorder=7,
    )


def _draw_delay(ax: Axes, way: _Way, ink: str) -> None:
    """Draw two bars across the arrow."""
    along = way.along()
    across = np.array([along[1], -along[0]])
    for shift in (-0.025, 0.025):
        middle = way.at(0.45) + shift * along
        ends = np.array([middle - 0.06 * across, middle + 0.06 * across])
        ax.plot(*ends.T, color=ink, linewidth=1.4, zorder=4, solid_capstyle="butt")


def _draw_names(ax: Axes, found: pd.DataFrame, boxes: Mapping[str, _Box], taken: list[Any]) -> None:
    """Write the name of each loop in its middle, or as near to it as there is room."""
    for name, polarity, path in zip(found["loop"], found["polarity"], found["path"], strict=True):
        middle = np.mean([_way(boxes[one], boxes[two]).at(0.5) for one, two in loop_links(path)], axis=0)
        place = _free(middle, list(boxes.values()), taken)
        taken.append(place)
        ink = colour(_POLARITY_COLOURS[polarity])
        ax.text(
            place[0],
            place[1],
            name,
            ha="center",
            va="center",
            fontsize=10 if is_narrow(ax) else 9,
            fontweight="bold",
            color=ink,
            zorder=8,
            bbox={"boxstyle": "circle,pad=0.18", "facecolor": colour("paper"), "edgecolor": ink, "linewidth": 1.0},
        )


def _free(middle: Any, boxes: Sequence[_Box], taken: Sequence[Any]) -> Any:
    """Return the point near a middle that is farthest from what is drawn already."""
    candidates = [middle] + [
        middle + radius * np.array([np.cos(angle), np.sin(angle)])
        for radius in (0.1, 0.2, 0.3, 0.4)
        for angle in np.linspace(0, 2 * np.pi, 12, endpoint=False)
    ]

    def room(point: Any) -> float:
        if any(box.holds(point, 0.13) for box in boxes):
            return -1.0
        near = min((float(np.hypot(*(point - other))) for other in taken), default=1.0)
        return min(near, 0.2) - 0.15 * float(np.hypot(*(point - middle)))

    return max(candidates, key=room)
