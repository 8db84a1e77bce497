"""Cross-impact: sums and roles by hand, powers by hand, and missing judgements."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit
from coursekit.errors import MethodError
from coursekit.systems import cross_impact, impact_matrix, indirect_impact

#: Acts on columns A, B, C, D.
HAND = {"A": [0, 3, -2, 0], "B": [1, 0, 2, 3], "C": [0, 0, 0, -1], "D": [0, 2, 2, 0]}
IMPACTS = st.lists(st.integers(-3, 3), min_size=12, max_size=12)


def judged(rows):
    """Return judgements of a square table."""
    names = list(rows)
    return pd.DataFrame(
        [(row, column, rows[row][place]) for row in names for place, column in enumerate(names) if row != column],
        columns=["row", "column", "impact"],
    )


def test_sums_and_roles_are_those_counted_by_hand():
    """The average sum is 4: B gives 6 and takes 5, A gives 5 and takes 1, C gives 1 and takes 6, D is at 4 twice."""
    table = cross_impact(judged(HAND)).set_index("factor")

    assert table["active"].to_dict() == {"A": 5, "B": 6, "C": 1, "D": 4}
    assert table["passive"].to_dict() == {"A": 1, "B": 5, "C": 6, "D": 4}
    assert table["role"].to_dict() == {"A": "active", "B": "critical", "C": "passive", "D": "neutral"}
    assert table.loc["A", ["quotient", "product", "pushes", "pushed"]].tolist() == [5, 5, 1, 1]


def test_a_factor_apart_from_the_others_is_buffering_and_has_no_quotient():
    """Nothing acts on it and it acts on nothing."""
    table = cross_impact(judged({"A": [0, 1, 0], "B": [2, 0, 0], "C": [0, 0, 0]})).set_index("factor")

    assert table.loc["C", "role"] == "buffering"
    assert np.isnan(table.loc["C", "quotient"])


@given(IMPACTS)
def test_all_that_is_given_is_received(values):
    """Active and passive sums have the same total."""
    names = iter(values)
    table = cross_impact(judged({row: [0 if row == column else next(names) for column in "ABCD"] for row in "ABCD"}))

    assert table["active"].sum() == table["passive"].sum()
    assert table["pushes"].sum() == table["pushed"].sum()


def test_powers_count_ways_as_by_hand():
    """A acts on B (2), B on C (3): one way of two steps from A to C, with strength 6, and none of three."""
    table = indirect_impact(judged({"A": [0, 2, 0], "B": [0, 0, -3], "C": [0, 0, 0]}), steps=3)
    two, three = table[table["steps"] == 2], table[table["steps"] == 3]

    assert two["influence"].tolist() == [1, 0, 0]
    assert two["dependence"].tolist() == [0, 0, 1]
    assert three["influence"].tolist() == [0, 0, 0]


def test_the_first_power_has_the_order_of_the_sums():
    """Direct influence is the active sum as a share."""
    direct = indirect_impact(judged(HAND), steps=1)
    sums = cross_impact(judged(HAND))

    assert direct["influence"].tolist() == pytest.approx((sums["active"] / sums["active"].sum()).tolist())


def test_unjudged_cells_stop_unless_said_what_they_mean():
    """Unknown is not zero: the cells are named, left empty, or taken for zero on request."""
    part = judged(HAND).query("not (row == 'C' and column == 'B')")

    with pytest.raises(MethodError, match="1 cells are not judged, the first is 'C' on 'B'"):
        cross_impact(part)
    assert np.isnan(impact_matrix(part, unknown="missing").loc["C", "B"])
    assert impact_matrix(part, unknown="zero").loc["C", "B"] == 0


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("A", "B", 4), r"row 0 \('A' on 'B'\) is 4, expected a whole number from -3 to 3"),
        (("A", "B", 0.5), "is 0.5, expected a whole number"),
        (("A", "A", 1), "'A' acts on itself"),
        (("A", "B", "strong"), "'impact' is 'strong', expected a number"),
    ],
)
def test_a_bad_judgement_is_named(row, says):
    """Row, value, what was expected."""
    with pytest.raises(MethodError, match=says):
        impact_matrix(pd.DataFrame([row], columns=["row", "column", "impact"]))


def test_a_pair_judged_twice_is_refused():
    """One of the two must go."""
    with pytest.raises(MethodError, match="row 12 judges a pair a second time"):
        impact_matrix(pd.concat([judged(HAND), judged(HAND).head(1)], ignore_index=True))


def test_every_judgement_of_the_course_has_a_reason():
    """The matrix is full, each cell has a reason, each claim exists, and only judgements that name one are asserted."""
    rows = coursekit.load("cross_impacts")

    assert impact_matrix(rows).shape == (7, 7)
    assert (rows["reason"].str.len() > 30).all()
    assert set(rows["claim"].dropna()) <= set(coursekit.load("claims")["id"])
    assert rows.loc[rows["basis"] == "asserted", "claim"].notna().all()
