"""Scenarios: the published example of a fuzzy cognitive map, bounds, seeds and doubt."""

from math import tanh

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coursekit
from coursekit.errors import MethodError
from coursekit.systems import fuzzy_cognitive_map, scenarios, sensitivity

IMPACTS = st.lists(st.integers(-3, 3), min_size=6, max_size=6)


def judged(*rows):
    """Return judgements of row, column, impact."""
    return pd.DataFrame(rows, columns=["row", "column", "impact"])


def full(values):
    """Return judgements of three factors."""
    pairs = [(one, two) for one in "ABC" for two in "ABC" if one != two]
    return judged(*((*pair, value) for pair, value in zip(pairs, values, strict=True)))


def test_the_published_example_is_repeated_to_seven_digits():
    """Example 1 of the R package fcm 0.1.3: Kosko's rule, logistic function, sixth state."""
    names = [f"C{number}" for number in range(1, 7)]
    weights = pd.DataFrame(0.0, index=names, columns=names)
    for cause, effect, weight in [
        ("C1", "C3", 0.6), ("C1", "C4", 0.9), ("C2", "C1", 0.1), ("C3", "C2", 0.7),
        ("C3", "C5", 0.9), ("C4", "C6", 0.9), ("C5", "C6", -0.9), ("C6", "C1", -0.3),
    ]:  # fmt: skip
        weights.loc[cause, effect] = weight
    table = fuzzy_cognitive_map(weights, {"C1": 1, "C2": 1, "C3": 1}, squash="logistic", steps=5)

    assert table[table["step"] == 5]["value"].round(7).tolist() == [
        0.4778365, 0.5986462, 0.5712033, 0.6059079, 0.6257586, 0.4955168,
    ]  # fmt: skip


def test_a_chain_of_two_is_settled_as_by_hand():
    """A held at 1 acts on B with 3, B on C with -2: weights 3/6 and -2/6."""
    table = scenarios(full([3, 0, 0, -2, 0, 0]), {"more A": {"A": 1}}, runs=5).set_index("factor")

    assert table["value"].tolist() == pytest.approx([1, tanh(0.5), tanh(-tanh(0.5) / 3)])
    assert table["direct"].tolist() == pytest.approx([1, tanh(0.5), 0])


@settings(max_examples=40)
@given(IMPACTS, st.floats(-1, 1))
def test_values_stay_within_bounds_and_settle(values, push):
    """Never beyond -1 and 1, and one more step changes nothing."""
    table = scenarios(full(values), {"push": {"A": push}}, runs=3, doubt=3).set_index("factor")
    weights = np.array([[0, *values[:2]], [values[2], 0, values[3]], [*values[4:], 0]]) / 6
    again = np.tanh(table["value"].to_numpy() @ weights)

    assert table[["value", "low", "high"]].abs().to_numpy().max() <= 1
    assert again[1:] == pytest.approx(table["value"].to_numpy()[1:], abs=1e-9)


@given(IMPACTS)
@settings(max_examples=20)
def test_less_is_the_mirror_of_more(values):
    """The rule knows no preferred direction."""
    pushes = {"more": {"A": 1}, "less": {"A": -1}}
    table = scenarios(full(values), pushes, runs=1).pivot_table(index="factor", columns="scenario", values="value")

    assert table["more"].to_numpy() == pytest.approx(-table["less"].to_numpy())


def test_the_same_seed_gives_the_same_runs_and_another_does_not():
    """A result can be repeated."""
    rows = coursekit.load("cross_impacts")
    one, two, three = (scenarios(rows, runs=30, seed=seed) for seed in (1, 1, 2))

    pd.testing.assert_frame_equal(one, two)
    assert not one["low"].equals(three["low"])
    assert one["value"].equals(three["value"])


def test_without_doubt_there_is_no_spread():
    """Every run is the matrix as given."""
    table = scenarios(full([3, 1, -1, 2, 0, 2]), runs=4, doubt=0)

    assert table["low"].tolist() == pytest.approx(table["value"].tolist())
    assert table["high"].tolist() == pytest.approx(table["value"].tolist())


def test_by_default_each_factor_rises_once():
    """Seven factors, seven scenarios, seven rows each."""
    table = scenarios(coursekit.load("cross_impacts"), runs=2)

    assert table.groupby("scenario").size().to_dict() == {f"more {name}": 7 for name in table["factor"].unique()}


def test_the_judgement_that_decides_comes_first():
    """B hangs on A alone, so that cell swings most, and a zero between -1 and 1 turns the sign."""
    table = sensitivity(full([0, 0, 1, 1, 1, 1]), {"A": 1}, "B")

    assert table.loc[0, ["row", "column"]].tolist() == ["A", "B"]
    assert table.loc[0, "swing"] == pytest.approx(2 * tanh(1 / 6), rel=0.1)
    assert bool(table.loc[0, "turns"])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"pushes": {"x": {"D": 1}}}, "no factor 'D'. There are: 'A', 'B', 'C'"),
        ({"pushes": {"x": {"A": 2}}}, "holds 'A' at 2, expected a number from -1 to 1"),
        ({"pushes": {"x": {}}}, "holds no factor"),
        ({"doubt": 4}, "doubt is 4, expected a whole number from 0 to 3"),
        ({"runs": 0}, "runs is 0"),
        ({"confidence": 1}, "confidence is 1"),
    ],
)
def test_options_out_of_range_are_refused(options, says):
    """With what was expected."""
    with pytest.raises(MethodError, match=says):
        scenarios(full([1] * 6), **options)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"start": {"C": 1}}, "no factor 'C'"),
        ({"start": {"A": float("nan")}}, "'A' is nan"),
        ({"start": {"A": 2}}, "'A' is 2"),
        ({"squash": "step"}, "no function 'step'"),
        ({"steepness": 0}, "steepness is 0"),
        ({"steps": 0}, "steps is 0"),
    ],
)
def test_bad_options_of_the_map_are_refused(options, says):
    """With what was expected."""
    weights = pd.DataFrame(0.0, index=["A", "B"], columns=["A", "B"])

    with pytest.raises(MethodError, match=says):
        fuzzy_cognitive_map(weights, **{"start": {"A": 1}, **options})


def test_a_matrix_that_is_not_square_is_refused():
    """Rows and columns must be the same factors."""
    with pytest.raises(MethodError, match="same factors in rows and columns"):
        fuzzy_cognitive_map(pd.DataFrame([[0.0, 1.0]], index=["A"], columns=["A", "B"]), {})


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        (pd.DataFrame([[0, 2], [0, 0]], index=["A", "B"], columns=["A", "B"]), "'A' on 'B' is 2"),
        (pd.DataFrame([[0, "x"], [0, 0]], index=["A", "B"], columns=["A", "B"]), "'A' on 'B' is x"),
        (pd.DataFrame([[0, None], [0, 0]], index=["A", "B"], columns=["A", "B"]), "none missing"),
        (pd.DataFrame([[0, 1], [0, 0]], index=["A", "A"], columns=["A", "A"]), "'A' stands there twice"),
        (pd.DataFrame(), "matrix is empty"),
    ],
)
def test_weights_that_are_none_are_refused(weights, says):
    """With the cell that is wrong."""
    with pytest.raises(MethodError, match=says):
        fuzzy_cognitive_map(weights, {})


def test_the_diagonal_lets_a_factor_act_on_itself():
    """A alone, with 1 on the diagonal, goes from 1 to tanh(1)."""
    table = fuzzy_cognitive_map(pd.DataFrame([[1.0]], index=["A"], columns=["A"]), {"A": 1}, steps=1)

    assert table["value"].tolist() == pytest.approx([1, tanh(1)])


def test_no_scenario_is_refused():
    """An empty mapping is not the default."""
    with pytest.raises(MethodError, match="There is no scenario"):
        scenarios(full([1] * 6), {})
