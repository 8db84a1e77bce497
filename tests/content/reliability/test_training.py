"""Training coders: side by side, round by round, and an agreed version that loses nothing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.content.reliability.adjudication import adjudicated, disputes
from coursekit.content.reliability.agreement import agreement_by_code
from coursekit.content.reliability.training import disagreements, rounds
from coursekit.errors import MethodError


def codings(*rows):
    return pd.DataFrame(rows, columns=["unit", "coder", "code"])


def decisions(*rows):
    return pd.DataFrame(rows, columns=["unit", "code", "keep", "decided_by", "reason"])


READ = codings(
    ("s2", "A", "water"),
    ("s2", "A", "trade"),
    ("s2", "B", "water"),
    ("s1", "A", "trade"),
    ("s1", "B", None),
    ("s3", "B", "water"),
)
DECIDED = decisions(
    ("s2", "trade", True, "Dana", "tariffs are named"),
    ("s1", "trade", False, "Dana", "trade is only listed"),
)


def test_codings_stand_side_by_side_with_what_differs():
    """One row per unit, a column per coder: codes, nothing found, or not read."""
    table = disagreements(READ)

    assert list(table.columns) == ["unit", "A", "B", "differ"]
    assert table.fillna("not read").to_numpy().tolist() == [
        ["s2", "water; trade", "water", "trade"],
        ["s1", "trade", "", "trade"],
        ["s3", "not read", "water", ""],
    ]


def test_disputes_are_a_form_to_fill_in_and_then_the_record():
    """Who gave the code and who did not; and, once decided, what, by whom and why."""
    form, record = disputes(READ), disputes(READ, DECIDED)

    assert form[["unit", "code", "given_by", "not_given_by"]].to_numpy().tolist() == [
        ["s2", "trade", "A", "B"],
        ["s1", "trade", "A", "B"],
    ]
    assert form[["keep", "decided_by", "reason"]].isna().all(axis=None)
    assert record["keep"].tolist() == [True, False]
    assert record["reason"].tolist() == ["tariffs are named", "trade is only listed"]
    pd.testing.assert_frame_equal(disputes(READ, form), form, check_dtype=False)


def test_the_agreed_version_is_one_more_coder():
    """What all gave holds, what was disputed holds as decided, and a unit left empty says so."""
    result = adjudicated(READ, DECIDED)
    agreed = result[result["coder"] == "adjudicated"]

    assert agreed[["unit", "code", "decided_by", "reason"]].fillna("").to_numpy().tolist() == [
        ["s2", "trade", "Dana", "tariffs are named"],
        ["s2", "water", "all coders", ""],
        ["s1", "", "", ""],
        ["s3", "water", "only B", ""],
    ]


def test_the_codings_of_the_coders_stay_as_they_are():
    """The first rows of the result are the codings, and the input is untouched."""
    before = READ.copy()
    result = adjudicated(READ, DECIDED)

    pd.testing.assert_frame_equal(READ, before)
    pd.testing.assert_frame_equal(result.head(len(READ))[list(READ.columns)], READ)


def test_a_decision_may_overrule_all_and_may_add_a_code():
    """What nobody disputed can still be decided, with a reason, and stands in the record."""
    more = pd.concat(
        [
            DECIDED,
            decisions(
                ("s2", "water", False, "Dana", "rivers as borders"), ("s1", "water", True, "Dana", "the Aral Sea")
            ),
        ],
        ignore_index=True,
    )
    agreed = adjudicated(READ, more).query("coder == 'adjudicated'")

    assert agreed[["unit", "code"]].to_numpy().tolist() == [["s2", "trade"], ["s1", "water"], ["s3", "water"]]
    assert disputes(READ, more)[["unit", "code"]].to_numpy().tolist()[2:] == [["s2", "water"], ["s1", "water"]]


def test_what_all_rows_of_a_unit_say_is_carried_over():
    """Document and round come along; positions where the coders marked the same."""
    marked = READ.assign(document="d", round=2, start=[0, 5, 0, 9, None, 3], end=[4, 8, 4, 12, None, 6], note="mine")
    agreed = adjudicated(marked, DECIDED).query("coder == 'adjudicated'")

    assert set(agreed["document"]) == {"d"}
    assert set(agreed["round"]) == {2}
    assert agreed["start"].fillna(-1).tolist() == [5, 0, -1, 3]
    assert agreed["note"].isna().all()


@given(
    st.lists(st.tuples(st.sampled_from("stu"), st.sampled_from("ABC"), st.sampled_from(["x", "y", None])), min_size=1),
    st.booleans(),
)
@settings(max_examples=20)
def test_every_dispute_can_be_decided_and_nothing_else_changes(rows, keep):
    """Decide all disputes alike: all coders agree with the agreed version where they agreed at all."""
    frame = codings(*rows)
    form = disputes(frame).assign(keep=keep, decided_by="Dana", reason="a test")
    agreed = adjudicated(frame, form).query("coder == 'adjudicated'")

    assert set(agreed["unit"]) == set(frame["unit"])
    given_by_some = set(zip(*frame.dropna(subset=["code"])[["unit", "code"]].to_numpy().T.tolist(), strict=True))
    held = set(zip(*agreed.dropna(subset=["code"])[["unit", "code"]].to_numpy().T.tolist(), strict=True))
    undisputed = given_by_some - set(zip(form["unit"], form["code"], strict=True))
    assert held == (given_by_some if keep else undisputed)


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (DECIDED.head(1), "1 of 2 disputes have no decision yet: 's1' 'trade'"),
        (DECIDED.assign(unit=["s2", "s11"]), "unit 's11' that is not in the codings. Did you mean 's1'"),
        (DECIDED.assign(code=["trade", "trad"]), "code 'trad' that is not in the codings. Did you mean 'trade'"),
        (DECIDED.assign(keep=["yes", True]), r"Row 0 .* has keep='yes'"),
        (DECIDED.assign(decided_by=["Dana", None]), "Row 1 .* has no decided_by"),
        (DECIDED.assign(reason=["", "because"]), "Row 0 .* has no reason"),
        (pd.concat([DECIDED, DECIDED.assign(keep=True)]), "Unit 's2', code 'trade' is decided twice"),
        (DECIDED.drop(columns="reason"), "no column 'reason' in the decisions"),
    ],
)
def test_decisions_that_cannot_stand_are_named(made, message):
    """Unknown names, no reason, no decider, two decisions, none."""
    with pytest.raises(MethodError, match=message):
        adjudicated(READ, made)


def test_an_agreed_version_is_not_made_twice():
    """Adjudicating the adjudicated would count it as a coder."""
    with pytest.raises(MethodError, match="hold an agreed version already"):
        adjudicated(adjudicated(READ, DECIDED), DECIDED)


def two_rounds():
    first = [("s1", "A", "x"), ("s1", "B", "y"), ("s2", "A", "x"), ("s2", "B", "x"), ("s3", "A", "y"), ("s3", "B", "x")]
    second = [
        ("t1", "A", "x"),
        ("t1", "B", "x"),
        ("t2", "A", "y"),
        ("t2", "B", "y"),
        ("t3", "A", "x"),
        ("t3", "B", None),
    ]
    return pd.concat([codings(*first).assign(round=1), codings(*second).assign(round=2)], ignore_index=True)


def test_rounds_show_whether_training_helped():
    """The second round agrees better than the first, over all codes and in each."""
    together = rounds(two_rounds(), by_code=False)
    table = together.pivot_table(index="round", columns="coefficient", values="value")

    assert (table.loc[2] > table.loc[1]).all()
    assert table.loc[1, "percent agreement"] == pytest.approx(2 / 6)
    assert "code" not in together
    assert set(rounds(two_rounds())["code"]) == {"x", "y"}


def test_coders_at_random_show_no_agreement_code_by_code():
    """A frequent and a rare code taken together lift alpha; each by itself is at chance, as rounds shows unasked."""
    draw = np.random.default_rng(5)
    given = [
        (f"s{unit}", coder, code)
        for unit in range(300)
        for coder in "AB"
        for code, share in (("frequent", 0.8), ("rare", 0.1), (None, 1))
        if draw.random() < share
    ]
    table = codings(*given).assign(round=1)
    is_alpha = 'coefficient == "Krippendorff\'s alpha"'

    assert rounds(table).query(is_alpha)["value"].abs().max() < 0.15
    assert rounds(table, by_code=False).query(is_alpha)["value"].item() > 0.4


def test_rounds_by_code_are_agreement_by_code():
    """Round by round and code by code, the values are those of agreement_by_code."""
    ours = rounds(two_rounds(), by_code=True).query("round == 2").set_index(["code", "coefficient"])["value"]
    theirs = agreement_by_code(two_rounds().query("round == 2")).set_index(["code", "coefficient"])["value"]

    pd.testing.assert_series_equal(ours, theirs)


def test_a_round_that_cannot_be_compared_is_named():
    """One coder in a round, or coders who read different units."""
    alone = two_rounds().query("round == 1 or coder == 'A'")

    with pytest.raises(MethodError, match=r"Round 2 has no unit that two coders read \(coders: A\)"):
        rounds(alone)
    with pytest.raises(MethodError, match="no column 'round'"):
        rounds(READ)


def test_rounds_must_not_be_mixed():
    """Side by side, two rounds of one coder would be one reading."""
    with pytest.raises(MethodError, match="several rounds"):
        disagreements(two_rounds())
    with pytest.raises(MethodError, match="several rounds"):
        adjudicated(two_rounds(), DECIDED)
