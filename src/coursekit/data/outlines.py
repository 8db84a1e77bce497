"""The outlines of the five states and their neighbours, in degrees.

Owns the reading of ``outlines.json``; what is drawn of them is decided by each map.
Standard library only.
"""

import json
from functools import cache
from typing import Any

from coursekit.data.package import FOLDER

Point = tuple[float, float]
Ring = tuple[Point, ...]
#: The ring around it first, then the rings of its holes.
Polygon = tuple[Ring, ...]


@cache
def polygons() -> dict[str, tuple[Polygon, ...]]:
    """Return the polygons of each state, by its code.

    Examples
    --------
    >>> len(polygons()["KAZ"]) > 1
    True
    """
    features = json.loads((FOLDER / "outlines.json").read_text("utf-8"))["features"]
    return {feature["properties"]["code"]: _read(feature["geometry"]) for feature in features}


def _read(geometry: dict[str, Any]) -> tuple[Polygon, ...]:
    several = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return tuple(tuple(tuple((x, y) for x, y in ring) for ring in polygon) for polygon in several)
