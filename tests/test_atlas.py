"""The map on which things are placed."""

import gzip
import json
import re
from pathlib import Path

import pytest

from coursekit.errors import ExerciseError
from coursekit.questions import atlas
from coursekit.questions.place import Place
from coursekit.questions.reading import Table

CITIES = {"Astana": (71.43, 51.13), "Almaty": (76.93, 43.24), "Tashkent": (69.24, 41.31), "Ashgabat": (58.38, 37.95)}


def read(**content):
    """Read a question of the kind."""
    return Place.read(Table({"wrong": "Look again.", **content}, Path("questions.toml"), "question 'x'"))


def cities(**places):
    """Return the table of some cities."""
    return [{"text": name, "lon": lon, "lat": lat} for name, (lon, lat) in places.items()]


def steps(path):
    """Return the corners of each ring of a path."""
    for ring in path.split("z")[:-1]:
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x = y = 0
        corners = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
        yield corners


@pytest.mark.parametrize(
    ("state", "beside"),
    [
        ("KAZ", {"RUS", "CHN", "KGZ", "UZB", "TKM"}),
        ("KGZ", {"KAZ", "CHN", "TJK", "UZB"}),
        ("TJK", {"KGZ", "CHN", "AFG", "UZB"}),
        ("TKM", {"KAZ", "UZB", "AFG", "IRN"}),
        ("UZB", {"KAZ", "KGZ", "TJK", "AFG", "TKM"}),
    ],
)
def test_neighbours_are_those_of_the_world(state, beside):
    """Who borders on whom is read from the outlines."""
    assert set(atlas.neighbours(state)) == beside


@pytest.mark.parametrize("state", atlas.STATES)
def test_a_number_stands_inside_its_state(state):
    """A tap on the number is a tap on the state."""
    assert atlas.state_of(*atlas.STATES[state]) == state


def test_a_shared_border_is_thinned_once():
    """No gap opens between two states: long stretches of their outlines are the same corners."""
    kazakh, uzbek = ({corner for ring in steps(atlas.shape(code)) for corner in ring} for code in ("KAZ", "UZB"))

    assert len(kazakh & uzbek) > 15


def test_enclaves_are_kept():
    """Sokh and Shahimardan, Vorukh, and the holes they make, are still to be seen."""
    assert [len(list(steps(atlas.shape(code)))) for code in ("UZB", "TJK", "KGZ")] == [4, 2, 4]


def test_a_map_is_small_enough_for_a_page():
    """All five states, with their shapes, weigh a few kilobytes."""
    body = read(map="states", items=list(atlas.STATES))

    assert len(gzip.compress(json.dumps(body.specification()).encode())) < 6_000
    assert max(x for target in body.targets for ring in steps(target.shape) for x, _ in ring) <= atlas.WIDTH


def test_numbers_run_from_west_to_east_and_name_nothing():
    """What is said of a place does not give it away."""
    body = read(map="states", items=list(atlas.STATES))
    across = [target.x for target in body.targets]

    assert across == sorted(across)
    assert not any(text in target.about for target in body.targets for _, text in body.items)
    assert {text: dict(body.keys)[key] for key, text in body.items}["Turkmenistan"] == "1"


def test_a_state_that_is_not_to_be_placed_is_named():
    """The map and the words call it by its name."""
    body = read(map="states", items=["KAZ", "UZB"])

    assert "Turkmenistan" in [name for _, _, name in body.ground.names]
    assert "Turkmenistan" in body.targets[0].about


def test_cities_lie_in_their_states():
    """Known cities are where they should be."""
    assert [atlas.state_of(*place) for place in CITIES.values()] == ["KAZ", "KAZ", "UZB", "TKM"]
    assert len(read(map="cities", cities=cities(**CITIES)).targets) == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"map": "rivers"}, "one of states, cities"),
        ({"map": "states", "items": ["KAZ"]}, "at least 2 texts"),
        ({"map": "states", "items": ["KAZ", "RUS"]}, "different ones of KAZ, KGZ"),
        ({"map": "states", "items": ["KAZ", "KAZ"]}, "different ones of KAZ, KGZ"),
        ({"map": "cities", "cities": cities(Astana=(71.43, 51.13), Moscow=(37.6, 55.75))}, "in Central Asia"),
        ({"map": "cities", "cities": cities(A=(71.43, 51.13), B=(51.13, 71.43))}, "in Central Asia"),
        ({"map": "cities", "cities": cities(A=(71.43, 51.13), B=(71.5, 51.1))}, "a finger can tell"),
        ({"map": "cities", "cities": cities(A=(71.43, 51.13)) + cities(A=(76.93, 43.24))}, "names that differ"),
    ],
)
def test_a_map_that_cannot_be_is_refused(content, said):
    """The message names the place and what was expected."""
    with pytest.raises(ExerciseError) as error:
        read(**content)

    assert said in str(error.value)
