"""The five states and the powers beside them: named, ordered and coloured in one place."""

import re

import pytest

from coursekit.data.actors import COLOURED, FIVE, GROUPS, UNION, group_of, name_of
from coursekit.data.package import index, rows
from coursekit.plots.chapters.stronger_partnership.map import rings
from coursekit.plots.chapters.stronger_partnership.timelines import AGREEMENTS
from coursekit.plots.style import DASHES, MARKERS, PAGE_DASHES, palette
from coursekit.questions import atlas


def test_the_data_list_the_five_in_the_same_order():
    """Tables sorted as they come agree with figures."""
    assert tuple(row["code"] for row in rows("entities") if row["code"] in FIVE) == FIVE


def test_the_five_are_typed_once(root):
    """Who needs them reads them where they are owned."""
    typed = re.compile(r"[\"']KAZ[\"'],\s*[\"']KGZ[\"'],\s*[\"']TJK[\"']")
    files = {file.name for file in (root / "src").rglob("*.py") if typed.search(file.read_text("utf-8"))}

    assert files == {"actors.py"}


@pytest.mark.parametrize("code", COLOURED)
def test_who_has_a_colour_has_a_dash_and_a_marker_too(code):
    """Colour never stands alone."""
    assert palette().keys() >= {code}
    assert DASHES.keys() >= {code}
    assert MARKERS.keys() >= {code}


def test_what_is_said_of_each_state_is_said_of_all_five():
    """A state that a map, a chart or a timeline forgets would be missed by readers only."""
    assert tuple(atlas.STATES) == FIVE
    assert set(PAGE_DASHES) == set(AGREEMENTS) == set(FIVE)
    assert all(rings(code) for code in FIVE)


@pytest.mark.parametrize(("language", "name"), [("en", "Kyrgyzstan"), ("kk", "Қырғызстан"), ("ru", "Кыргызстан")])
def test_names_are_those_of_the_data(language, name):
    """In the language asked for."""
    assert name_of("KGZ", language) == name


def test_every_actor_is_of_one_of_the_groups():
    """The Union's institutions are no organisations among others."""
    found = {code: group_of(code, row["kind"]) for code, row in index("entities", "code").items()}

    assert set(found.values()) == set(GROUPS)
    assert {code for code, group in found.items() if group == "union"} == set(UNION)
    assert {code for code, group in found.items() if group == "central_asia"} == set(FIVE)
