"""Verdicts: the tables that hold Python, and the page as well, to the same answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import CASES, TABLES, expected
from coursekit.questions.bank import KINDS
from kinds import NAMES, driver, strange

NOT_MARKED = {"predict", "allocate", "negotiate", "reflect"}


def test_every_kind_has_a_table_a_driver_and_a_rule():
    """No kind is left out of the tests."""
    assert sorted(KINDS) == NAMES == sorted(TABLES)


@pytest.mark.parametrize(("kind", "case"), CASES, ids=[case["name"] for _, case in CASES])
def test_python_gives_the_verdicts_of_the_table(kind, case):
    """Each case: status, code, words, counts, credit and misconception."""
    spec = TABLES[kind]["specs"][case["spec"]]

    feedback = driver(kind).body_of(spec).check(case["answer"], spec["explain"])

    assert vars(feedback) == expected(case)


@pytest.mark.parametrize("kind", NAMES)
def test_a_table_has_the_cases_that_matter(kind):
    """At least fifteen; right, wrong, empty and hostile ones among them."""
    cases = TABLES[kind]["cases"]
    statuses = {case["expect"]["status"] for case in cases}

    assert len(cases) >= 15
    assert statuses >= ({"saved", "not_attempted"} if kind in NOT_MARKED else {"correct", "not_yet", "not_attempted"})


@pytest.mark.parametrize("kind", NAMES)
def test_a_solution_is_accepted_and_the_wrong_answer_is_not(kind):
    """What a body calls its solution is one."""
    for spec in TABLES[kind]["specs"].values():
        body = driver(kind).body_of(spec)
        wrong = driver(kind).wrong(body)

        assert body.check(body.solution(), "").status == ("saved" if kind in NOT_MARKED else "correct")
        assert (wrong is None) == (kind in NOT_MARKED)
        assert wrong is None or body.check(wrong, "").status == "not_yet"


@pytest.mark.parametrize("kind", NAMES)
def test_what_is_asked_holds_no_key(kind):
    """The form without keys keeps what is shown, and no solution, truth or feedback."""
    secrets = {
        *("right", "feedback", "solution", "answer", "near", "wrong", "accept", "misconception", "why", "model"),
        *("bin", "code", "real", "less", "more", "close", "points", "rubric", "enough", "section"),
    }
    for spec in TABLES[kind]["specs"].values():
        asked = driver(kind).body_of(spec).asked()

        assert not {key for key in _keys(asked) if key in secrets}


def _keys(value):
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _keys(each)
    elif isinstance(value, list):
        for each in value:
            yield from _keys(each)


ANSWERS = st.recursive(
    strange(),
    lambda some: st.lists(some, max_size=4) | st.dictionaries(st.sampled_from("abcd") | st.text(max_size=3), some),
    max_leaves=8,
)
BODIES = [(driver(kind).body_of(spec)) for kind, table in TABLES.items() for spec in table["specs"].values()]


@given(ANSWERS)
def test_no_answer_breaks_a_verdict(answer):
    """An answer of any shape gets feedback, never an exception."""
    for body in BODIES:
        assert body.check(answer, "").status in ("correct", "not_yet", "not_attempted", "saved")
