"""The kind ``place``: put states or cities where they belong on the map."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from math import hypot
from string import ascii_lowercase
from typing import Any

from coursekit.data.outlines import Point
from coursekit.data.package import index
from coursekit.language import current_language, front_end_words
from coursekit.questions import atlas
from coursekit.questions.answers import chosen_of
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback

_LEAST_ITEMS = 2
_MOST_ITEMS = 12
#: Nearer than this, in units of the map, two dots cannot be told apart by a finger.
_LEAST_DISTANCE = 25
#: So near, and beside it, a dot is where a name would stand.
_NAME_WIDTH = 220
_NAME_HEIGHT = 45


@dataclass(frozen=True)
class Target:
    """A numbered place on the map.

    Attributes
    ----------
    key : str
        Its number, as text; the numbers run from west to east.
    x, y : int
        Where the number stands, in units of the map.
    shape : str
        Path of a state; empty for a city.
    about : str
        What one sees on the map, in words that do not name it.
    left : bool
        The name is written to the left of the number, as there is another one to its right.
    """

    key: str
    x: int
    y: int
    shape: str
    about: str
    left: bool = False


@dataclass(frozen=True)
class Place:
    """Names, the numbered places on a map, and which belong together."""

    map: str
    items: tuple[tuple[str, str], ...]
    targets: tuple[Target, ...]
    keys: tuple[tuple[str, str], ...]
    ground: atlas.Ground
    wrong: str

    @classmethod
    def read(cls, table: Table) -> "Place":
        """Read the kind's own keys; order and numbers are the same on every machine."""
        kind = table.word("map", ["states", "cities"])
        places = _states(table) if kind == "states" else _cities(table)
        westward = sorted(places, key=lambda place: atlas.on_map(*place.at))
        numbers = {place.id: str(number) for number, place in enumerate(westward, start=1)}
        shown = sorted(places, key=lambda place: sha256(place.id.encode()).hexdigest())
        keys = dict(zip((place.id for place in shown), ascii_lowercase, strict=False))
        return cls(
            map=kind,
            items=tuple((keys[place.id], place.name) for place in shown),
            targets=tuple(_target(place, numbers, westward, kind) for place in westward),
            keys=tuple((keys[place.id], numbers[place.id]) for place in shown),
            ground=_ground(numbers),
            wrong=table.text("wrong"),
        )

    def check(self, answer: Any, explain: str) -> Feedback:
        """Judge a table of item keys with numbers; each right one is a share of the credit."""
        placed = chosen_of(answer, self.solution(), [target.key for target in self.targets])
        if not placed:
            return Feedback("not_attempted", "place_first")
        total = len(self.keys)
        count = sum(placed.get(item) == number for item, number in self.keys)
        if count == total:
            return Feedback("correct", "correct", explain)
        return Feedback("not_yet", "place_count", self.wrong, count=count, total=total, credit=count / total)

    def specification(self) -> dict[str, Any]:
        """Return map, names, right places and feedback."""
        return {**self.asked(), "solution": self.solution(), "wrong": self.wrong}

    def asked(self) -> dict[str, Any]:
        """Return the map with its numbers, and the names."""
        return {
            "map": self.map,
            "ground": {**asdict(self.ground), "names": [list(name) for name in self.ground.names]},
            "targets": [asdict(target) for target in self.targets],
            "items": [{"key": key, "text": text} for key, text in self.items],
        }

    def solution(self) -> dict[str, str]:
        """Return the right number of each name."""
        return dict(self.keys)

    def lines(self) -> list[str]:
        """Return the names with room for a number, then the numbered places in words."""
        return [f"__ {text}" for _, text in self.items] + [f"{each.key}: {each.about}" for each in self.targets]

    def solution_lines(self) -> list[str]:
        """Return each name with its number and the place in words."""
        texts = dict(self.items)
        about = {target.key: target.about for target in self.targets}
        return [f"{texts[item]}: {number} ({about[number]})" for item, number in self.keys]

    def key_of(self, text: str) -> str | None:
        """Return the key of the item with this name."""
        return next((key for key, shown in self.items if shown == text), None)


@dataclass(frozen=True)
class _Location:
    """A state or city as the bank names it; the id is the same in every language."""

    id: str
    name: str
    at: Point


def _name(code: str) -> str:
    return index("entities", "code")[code][f"name_{current_language()}"]


def _states(table: Table) -> list[_Location]:
    codes = table.texts("items", least=_LEAST_ITEMS, most=_MOST_ITEMS)
    if len(set(codes)) < len(codes) or not set(codes) <= set(atlas.STATES):
        table.fail("items", "different ones of " + ", ".join(atlas.STATES), codes)
    return [_Location(code, _name(code), atlas.STATES[code]) for code in codes]


def _cities(table: Table) -> list[_Location]:
    rows = table.tables("cities", least=_LEAST_ITEMS, most=_MOST_ITEMS)
    cities = [_city(row) for row in rows]
    for place, city in enumerate(cities):
        for row, other in zip(rows[place + 1 :], cities[place + 1 :], strict=True):
            if other.name == city.name:
                row.fail("text", "names that differ from one another", other.name)
            if _distance(city, other) < _LEAST_DISTANCE:
                row.fail("lon", f"a place farther from {city.name}, which a finger can tell from it", other.at)
    return cities


def _city(row: Table) -> _Location:
    name, at = row.text("text"), (row.number("lon"), row.number("lat"))
    if not atlas.state_of(*at):
        row.fail("lon", "with 'lat', degrees east and north of a place in Central Asia", at)
    row.done()
    # The place is the same in every language, the name is not.
    return _Location(f"{at[0]:.2f} {at[1]:.2f}", name, at)


def _distance(one: _Location, other: _Location) -> float:
    (x1, y1), (x2, y2) = atlas.on_map(*one.at), atlas.on_map(*other.at)
    return hypot(x2 - x1, y2 - y1)


def _target(place: _Location, numbers: dict[str, str], places: Iterable[_Location], kind: str) -> Target:
    x, y = (round(each) for each in atlas.on_map(*place.at))
    about = _state_in_words(place.id, numbers) if kind == "states" else _city_in_words(place)
    beside = [atlas.on_map(*other.at) for other in places if other != place]
    left = any(0 < bx - x < _NAME_WIDTH and abs(by - y) < _NAME_HEIGHT for bx, by in beside)
    shape = atlas.shape(place.id) if kind == "states" else ""
    return Target(numbers[place.id], x, y, shape, about, left=left and kind == "cities")


def _state_in_words(code: str, numbers: dict[str, str]) -> str:
    words = front_end_words(kinds=["place"])
    beside = [numbers.get(other, "") or _name(other) for other in atlas.neighbours(code)]
    largest = [other for other in atlas.by_area() if other in numbers]
    parts = [
        words["place_beside"].format(names=", ".join(sorted(beside, key=lambda each: (not each.isdigit(), each)))),
        words["place_area"].format(n=largest.index(code) + 1, total=len(largest)),
    ]
    return "; ".join([*parts, words["place_shore"]] if code in atlas.ON_THE_SEA else parts)


def _city_in_words(place: _Location) -> str:
    words = front_end_words(kinds=["place"])
    code = atlas.state_of(*place.at)
    outside = [_name(other) for other in atlas.neighbours(code) if other not in atlas.STATES]
    parts = [
        words["place_degrees"].format(east=round(place.at[0]), north=round(place.at[1])),
        words["place_outside"].format(names=", ".join(sorted(outside))),
    ]
    return "; ".join([*parts, words["place_state_shore"]] if code in atlas.ON_THE_SEA else parts)


def _ground(numbers: dict[str, str]) -> atlas.Ground:
    """Return the map without its numbers; a state that is not to be placed has its name."""
    named = [code for code in atlas.STATES if code not in numbers] if numbers.keys() & atlas.STATES.keys() else []
    still = [code for code in atlas.STATES if code not in numbers]
    names = [(x, y, _name(code)) for code, x, y in [*atlas.around(), *((code, *atlas.centre(code)) for code in named)]]
    sea = atlas.whole(atlas.on_map(*atlas.SEA))
    return atlas.Ground(
        width=atlas.WIDTH,
        height=atlas.height(),
        east=atlas.EAST,
        land=atlas.land(),
        states="".join(atlas.shape(code) for code in still),
        names=(*names, (*sea, front_end_words(kinds=["place"])["place_sea"])),
    )
