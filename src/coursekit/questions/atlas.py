"""The map of Central Asia on which things are placed.

Owns the projection of the outlines and their thinning to what a page can carry.
Borders that two states share are thinned once, so that no gap opens between them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, hypot, log, radians, sin, tan

from coursekit.data.outlines import Point, Ring, polygons

#: The states that can be placed, each with a point well inside it for its number.
STATES: dict[str, Point] = {
    "KAZ": (67.0, 48.4),
    "KGZ": (75.2, 41.6),
    "TJK": (71.5, 38.4),
    "TKM": (59.0, 39.4),
    "UZB": (62.7, 42.8),
}
#: Where the names of the neighbours and of the sea stand.
_AROUND: dict[str, Point] = {"RUS": (58.3, 54.2), "CHN": (82.6, 41.2), "IRN": (56.0, 35.6), "AFG": (64.9, 34.9)}
SEA: Point = (50.6, 42.3)
#: States of the region with a shore on the Caspian Sea.
ON_THE_SEA = ("KAZ", "TKM")
WIDTH = 1000
#: To the right of this there is no sea on the map.
EAST = 250
_MARGIN = 16
#: Room for a neighbour's name under the southernmost border.
_BELOW = 28
# Lambert's conformal conic: true along two parallels, upright along the meridian.
_PARALLELS = (radians(38), radians(51))
_MERIDIAN = radians(67)
# In units of the map, a thousandth of its width; an enclave is a few units across.
_TOLERANCE = 1.1
_TOLERANCE_SMALL = 0.4
_SMALL = 40


@dataclass(frozen=True)
class Ground:
    """What lies under the things to place.

    Attributes
    ----------
    width, height : int
        Size of the map in its own units.
    east : int
        Everything to the right of this is land; to its left, what nothing covers is sea.
    land : str
        Path of the neighbours' land.
    states : str
        Path of the states of the region that are not to be placed.
    names : tuple of (x, y, text)
        Names that stand on the map from the start.
    """

    width: int
    height: int
    east: int
    land: str
    states: str
    names: tuple[tuple[int, int, str], ...]


def _cone(latitude: float) -> float:
    return tan(radians(90) / 2 + latitude / 2)


_BEND = log(cos(_PARALLELS[0]) / cos(_PARALLELS[1])) / log(_cone(_PARALLELS[1]) / _cone(_PARALLELS[0]))


def _projected(longitude: float, latitude: float) -> Point:
    radius = _cone(radians(latitude)) ** -_BEND
    angle = _BEND * (radians(longitude) - _MERIDIAN)
    return radius * sin(angle), radius * cos(angle)


@cache
def _frame() -> tuple[float, float, float, int]:
    """Return scale, left edge, upper edge and height of the map: the five states fill it."""
    inside = [_projected(*point) for state in STATES for ring in outlines()[state] for point in ring]
    left, right = min(x for x, _ in inside), max(x for x, _ in inside)
    top, bottom = min(y for _, y in inside), max(y for _, y in inside)
    scale = (WIDTH - 2 * _MARGIN) / (right - left)
    return scale, left, top, round((bottom - top) * scale + 2 * _MARGIN + _BELOW)


def on_map(longitude: float, latitude: float) -> Point:
    """Return where a place is on the map, in its units, from the upper left corner.

    Examples
    --------
    >>> x, y = on_map(76.93, 43.24)
    >>> 600 < x < WIDTH and 200 < y < height()
    True
    """
    scale, left, top, _ = _frame()
    x, y = _projected(longitude, latitude)
    return _MARGIN + (x - left) * scale, _MARGIN + (y - top) * scale


def height() -> int:
    """Return the height of the map in its units."""
    return _frame()[3]


@cache
def outlines() -> dict[str, tuple[Ring, ...]]:
    """Return the rings of each state in degrees; a ring inside another one is a hole.

    Examples
    --------
    >>> len(outlines()["KAZ"]) > 1
    True
    """
    return {code: tuple(ring for polygon in several for ring in polygon) for code, several in polygons().items()}


@cache
def _owners() -> dict[Point, frozenset[str]]:
    """Return for each point of the outlines the states it belongs to."""
    owners: dict[Point, set[str]] = {}
    for code, rings in outlines().items():
        for point in (point for ring in rings for point in ring):
            owners.setdefault(point, set()).add(code)
    return {point: frozenset(codes) for point, codes in owners.items()}


def neighbours(code: str) -> list[str]:
    """Return the states that share a border with one, in the order of the outlines.

    Examples
    --------
    >>> neighbours("TKM")
    ['KAZ', 'UZB', 'IRN', 'AFG']
    """
    shared = set().union(*(_owners()[point] for ring in outlines()[code] for point in ring))
    return [other for other in outlines() if other in shared and other != code]


def state_of(longitude: float, latitude: float) -> str:
    """Return the state of the region in which a place lies, or an empty text.

    Examples
    --------
    >>> state_of(76.93, 43.24), state_of(37.6, 55.75)
    ('KAZ', '')
    """
    inside = (code for code in STATES if sum(_encloses(ring, longitude, latitude) for ring in outlines()[code]) % 2)
    return next(inside, "")


def _encloses(ring: Ring, x: float, y: float) -> bool:
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


def by_area() -> list[str]:
    """Return the states of the region from the largest to the smallest.

    Examples
    --------
    >>> by_area()[0], by_area()[-1]
    ('KAZ', 'TJK')
    """
    return sorted(STATES, key=_area, reverse=True)


def _area(code: str) -> float:
    """Return the area of a state, for comparison: longitude against the sine of latitude.

    Enclaves are too small to change the order.
    """
    total = 0.0
    for ring in outlines()[code]:
        flat = [(radians(x), sin(radians(y))) for x, y in ring]
        total += abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(flat)))
    return total


def shape(code: str) -> str:
    """Return the path of a state, thinned, in whole units of the map.

    Examples
    --------
    >>> shape("TJK")[0], shape("TJK")[-1]
    ('M', 'z')
    """
    return "".join(_path(line) for line in drawn(code))


@cache
def land() -> str:
    """Return the path of the neighbours' land, cut to the map."""
    return "".join(_path(line) for code in outlines() if code not in STATES for line in drawn(code))


def drawn(code: str) -> list[list[Point]]:
    """Return the rings of a state on the map, thinned; those of a neighbour are cut to the map.

    Examples
    --------
    >>> len(drawn("TJK")[0]) < len(outlines()["TJK"][0])
    True
    """
    rings = [_thinned(ring) for ring in outlines()[code]]
    return rings if code in STATES else [_cut(ring) for ring in rings]


def border(code: str, other: str) -> list[list[Point]]:
    """Return the stretches of border that two states share, on the map and thinned.

    Examples
    --------
    >>> len(border("KAZ", "RUS")), border("UZB", "RUS")
    (1, [])
    """
    stretches: list[list[Point]] = []
    for ring in outlines()[code]:
        before = False
        for start, end in pairwise(ring):
            shared = other in _owners()[start] & _owners()[end]
            if shared and not before:
                stretches.append([on_map(*start)])
            if shared:
                stretches[-1].append(on_map(*end))
            before = shared
    return [douglas_peucker(line, _TOLERANCE) for line in stretches]


def centre(code: str) -> tuple[int, int]:
    """Return a point well inside a state of the region, in whole units of the map."""
    return whole(on_map(*STATES[code]))


def around() -> list[tuple[str, int, int]]:
    """Return code and place of the neighbours whose names stand on the map."""
    return [(code, *whole(on_map(*point))) for code, point in _AROUND.items()]


def whole(point: Point) -> tuple[int, int]:
    """Return a point of the map in whole units."""
    return round(point[0]), round(point[1])


def _path(ring: Sequence[Point]) -> str:
    """Write a ring as a path of whole, relative steps, which are short to write."""
    corners: list[tuple[int, int]] = []
    for point in map(whole, ring):
        if not corners or point != corners[-1]:
            corners.append(point)
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if len(corners) < 3:
        return ""
    steps = [f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(corners)]
    return f"M{corners[0][0]} {corners[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def _thinned(ring: Ring) -> list[Point]:
    """Return a ring on the map with fewer points: between the ends of its borders, by Douglas and Peucker."""
    open_ring = ring[:-1]
    ends = _border_ends(open_ring)
    # A border is thinned in the same direction from both sides.
    turned = open_ring[ends[0] :] + open_ring[: ends[0]] + (open_ring[ends[0]],)
    cuts = [end - ends[0] for end in ends] + [len(turned) - 1]
    xs = [on_map(*point)[0] for point in turned]
    ys = [on_map(*point)[1] for point in turned]
    size = max(max(xs) - min(xs), max(ys) - min(ys))
    tolerance = _TOLERANCE if size > _SMALL else _TOLERANCE_SMALL
    kept: list[Point] = []
    for start, end in pairwise(cuts):
        border = turned[start : end + 1]
        forward = border <= border[::-1]
        line = [on_map(*point) for point in (border if forward else border[::-1])]
        thin = douglas_peucker(line, tolerance)
        kept += (thin if forward else thin[::-1])[:-1]
    return [*kept, kept[0]]


def _border_ends(ring: Ring) -> list[int]:
    """Return the places where a ring passes from one neighbour to the next; two far ones if it has one only."""
    owners = [_owners()[point] for point in ring]
    sides = [owners[i] & owners[(i + 1) % len(ring)] for i in range(len(ring))]
    ends = [i for i in range(len(ring)) if sides[i - 1] != sides[i]]
    if len(ends) > 1:
        return ends
    # The same two corners whichever state is asked: the first and the farthest from it.
    first = min(range(len(ring)), key=lambda i: ring[i])
    far = max(
        range(len(ring)), key=lambda i: (hypot(ring[i][0] - ring[first][0], ring[i][1] - ring[first][1]), ring[i])
    )
    return sorted({first, far})


def douglas_peucker(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Return a line with fewer points, none of the old ones farther from it than the tolerance.

    Parameters
    ----------
    line : sequence of (x, y)
        At least two points; the first and the last are kept.
    tolerance : float
        Greatest distance, in the units of the line.

    Examples
    --------
    >>> douglas_peucker([(0, 0), (1, 0.1), (2, 0), (3, 2)], 0.5)
    [(0, 0), (2, 0), (3, 2)]
    """
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        start, end = spans.pop()
        if end - start < 2:
            continue
        far = max(range(start + 1, end), key=lambda i: _distance(line[i], line[start], line[end]))
        if _distance(line[far], line[start], line[end]) > tolerance:
            keep.add(far)
            spans += [(start, far), (far, end)]
    return [line[i] for i in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from a stretch of line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    px, py = point[0] - start[0], point[1] - start[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
    return hypot(px - along * dx, py - along * dy)


def _cut(ring: Iterable[Point]) -> list[Point]:
    """Return the part of a ring within the map and a little beyond, by Sutherland and Hodgman."""
    beyond = 4.0
    edges = ((0, -beyond, 1), (0, WIDTH + beyond, -1), (1, -beyond, 1), (1, height() + beyond, -1))
    left = list(ring)[:-1]
    for axis, edge, sign in edges:
        whole, left = left, []
        for before, point in zip([*whole[-1:], *whole[:-1]], whole, strict=True):
            inside = [(each[axis] - edge) * sign >= 0 for each in (before, point)]
            if inside[0] != inside[1]:
                share = (edge - before[axis]) / (point[axis] - before[axis])
                left.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if inside[1]:
                left.append(point)
    return left
