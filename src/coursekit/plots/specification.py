"""The explorable form of a figure, as the front end reads it.

Owns the JSON of charts and frames; drawings of several frames are stored in parts, each once.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from coursekit.errors import FigureError
from coursekit.plots.figure import Explorer, Figure, Frames, Series
from coursekit.plots.svg import frame_svg


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
