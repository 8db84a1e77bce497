"""Causal loops: the loops of textbooks, contradictions, and the course's diagram."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit
from coursekit.errors import MethodError
from coursekit.systems import causal_diagram, causal_factors, causal_table, loops
from coursekit.systems.causal_loops import loop_links

POPULATION = [
    ("births", "population", "+"),
    ("population", "births", "+"),
    ("population", "deaths", "+"),
    ("deaths", "population", "-"),
]
COURSE = causal_diagram(coursekit.load("causal_links"))


def diagram(rows, **options):
    """Return a diagram of cause, effect, sign."""
    return causal_diagram(pd.DataFrame(rows, columns=["cause", "effect", "sign"]), **options)


def test_population_has_the_two_loops_of_the_textbook():
    """Births reinforce, deaths balance (J. D. Sterman, Business Dynamics, 2000)."""
    found = loops(diagram(POPULATION))

    assert found[["loop", "polarity", "length", "minus"]].values.tolist() == [["R1", "R", 2, 0], ["B1", "B", 2, 1]]
    reinforcing, balancing = found["words"]
    assert reinforcing.startswith("More births → more population → more births: the change comes back in the direction")
    assert balancing.startswith("More population → more deaths → less population: the change comes back against")


@given(st.lists(st.sampled_from("+-"), min_size=2, max_size=7))
def test_polarity_is_the_parity_of_the_minus_signs(signs):
    """An even number reinforces, an odd number balances, however long the loop."""
    names = [f"f{number}" for number in range(len(signs))]
    ring = diagram(list(zip(names, [*names[1:], names[0]], signs, strict=True)))

    found = loops(ring)

    assert found["polarity"].item() == ("B" if signs.count("-") % 2 else "R")
    assert found["words"].item().split(": ")[0].endswith(f"{'less' if signs.count('-') % 2 else 'more'} f0")


@given(
    st.sets(
        st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")).filter(lambda pair: pair[0] != pair[1]),
        min_size=1,
    )
)
def test_every_loop_is_found_once(pairs):
    """As many as networkx finds, each a closed way along links that exist."""
    made = diagram([(*pair, "+") for pair in sorted(pairs)])
    found = loops(made)

    assert len(found) == sum(1 for _ in nx.simple_cycles(made))
    assert found["path"].is_unique
    assert all(pair in made.edges for path in found["path"] for pair in loop_links(path))


def test_opposite_signs_stop_unless_they_are_to_be_marked():
    """Two sources that contradict each other are named, or the loop is left open."""
    rows = [("A", "B", "+"), ("A", "B", "-"), ("B", "A", "+")]

    with pytest.raises(MethodError, match=r"rows 0 and 1 give 'A' → 'B' the signs '\+' and '−'"):
        diagram(rows)
    open_loop = loops(diagram(rows, contradictions="mark"))
    assert open_loop[["loop", "polarity"]].values.tolist() == [["?1", "?"]]
    assert "more or less B" in open_loop["words"].item()


def test_two_sources_that_agree_are_joined():
    """The claims of both, and the better basis."""
    rows = pd.DataFrame(
        [("A", "B", "+", "assumed", "C01", "true"), ("A", "B", "+1", "evidenced", "C02", "false")],
        columns=["cause", "effect", "sign", "basis", "claim", "delay"],
    )
    table = causal_table(causal_diagram(rows))

    assert table[["claim", "basis", "delay"]].values.tolist() == [["C01;C02", "evidenced", True]]


@pytest.mark.parametrize(("second", "basis"), [("assumed", "assumed"), (None, "")])
def test_two_sources_that_disagree_are_as_good_as_the_weaker(second, basis):
    """A contested link is not evidenced because one side is."""
    rows = pd.DataFrame(
        [("A", "B", "+", "evidenced"), ("A", "B", "-", second)], columns=["cause", "effect", "sign", "basis"]
    )

    assert causal_table(causal_diagram(rows, contradictions="mark"))["basis"].item() == basis


def test_a_loop_with_a_link_without_basis_has_none():
    """Nobody says how weak that link is."""
    rows = pd.DataFrame(
        [("A", "B", "+", "evidenced"), ("B", "A", "+", None)], columns=["cause", "effect", "sign", "basis"]
    )

    assert loops(causal_diagram(rows))["weakest"].item() == ""


def test_a_loop_is_as_weak_as_its_weakest_link():
    """One assumed link makes the loop assumed; without bases nothing is said."""
    rows = pd.DataFrame(
        [("A", "B", "+", "evidenced"), ("B", "A", "+", "assumed")], columns=["cause", "effect", "sign", "basis"]
    )

    assert loops(causal_diagram(rows))["weakest"].item() == "assumed"
    assert (loops(diagram(POPULATION))["weakest"] == "").all()


def test_factors_know_their_loops():
    """Population lies in both, births in one."""
    table = causal_factors(diagram(POPULATION)).set_index("factor")

    assert table.loc["population"].tolist() == [2, 2, "R1 B1"]
    assert table.loc["births", "loops"] == "R1"


def test_the_courses_diagram_has_both_kinds_of_loop():
    """At least one reinforcing and one balancing loop, no contradiction, each link with claim and basis."""
    found = loops(COURSE)

    assert set(found["polarity"]) == {"R", "B"}
    assert found.loc[found["loop"] == "B2", "path"].item() == (
        "EU engagement → EU trade and investment → weight of Russia and China → EU engagement"
    )
    assert (found["weakest"] != "").all()


def test_every_link_of_the_course_names_a_claim_and_sources_that_exist():
    """Claims are the article's, sources are documents of the register."""
    rows = coursekit.load("causal_links")

    assert set(rows["claim"]) <= set(coursekit.load("claims")["id"])
    assert set(rows["source"].dropna()) <= set(coursekit.load("documents")["key"])
    assert rows.loc[rows["basis"] == "evidenced", "source"].notna().all()
    assert (rows["note"].str.len() > 30).all()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("A", "A", "+"), "'A' causes itself. Name the factor in between"),
        (("A", "B", "plus"), r"row 0 has the sign 'plus', expected"),
        (("A", "B", None), "row 0 has no 'sign'"),
    ],
)
def test_a_bad_row_is_named_with_what_was_expected(row, says):
    """Row, value, remedy."""
    with pytest.raises(MethodError, match=says):
        diagram([row])


@pytest.mark.parametrize(("column", "value"), [("basis", "guessed"), ("delay", "long")])
def test_an_unknown_basis_or_delay_is_refused(column, value):
    """With what was expected."""
    rows = pd.DataFrame({"cause": ["A"], "effect": ["B"], "sign": ["+"], column: [value]})

    with pytest.raises(MethodError, match=f"{column} '{value}', expected"):
        causal_diagram(rows)


def test_too_many_loops_stop_with_a_way_out():
    """In a full diagram loops explode; short ones can still be asked for."""
    names = "ABCDEFG"
    full = diagram([(one, two, "+") for one in names for two in names if one != two])

    with pytest.raises(MethodError, match="more than 100 loops"):
        loops(full, most=100)
    assert len(loops(full, longest=2)) == 21
