"""Content analysis as a question: agreement, and banks that do not fit the data."""

import json
from pathlib import Path

import pytest

from coursekit.errors import ExerciseError
from coursekit.questions.coding import Code, Coding, Passage
from coursekit.questions.reading import Table
from kinds.code import body_of

TABLE = json.loads((Path(__file__).parent / "cases" / "code.json").read_text("utf-8"))
ROW = {"section": "cc2019-03", "text": "Agreements.", "code": "institutional_coordination", "why": "Set-up."}
NONE = {"section": "cc2019-06", "text": "Peace.", "code": "", "why": "Not on offer."}
GOOD = {
    "passages": [ROW, NONE],
    "codes": ["institutional_coordination", "trade_wto"],
    "wrong": "Look again.",
    "source": "Our own words.",
}


def read(**changed):
    """Read a question of the kind with some keys changed."""
    return Coding.read(Table({**GOOD, **changed}, Path("questions.toml"), "question 'x'"))


@pytest.mark.parametrize("case", TABLE["agreements"], ids=lambda case: f"{case['spec']}: {case['answer']}")
def test_agreement_worked_out_by_hand(case):
    """Share and kappa are those of the formula; where kappa is undefined there is none."""
    found = body_of(TABLE["specs"][case["spec"]]).agreement(case["answer"])

    assert found == (case["share"], case["kappa"])


@pytest.mark.parametrize(
    ("both", "mine", "theirs", "neither", "kappa"),
    [(20, 5, 10, 15, 0.4), (45, 15, 25, 15, 0.1304), (25, 35, 5, 35, 0.2593)],
)
def test_kappa_of_published_tables(both, mine, theirs, neither, kappa):
    """Two raters who say yes or no, as in textbooks."""
    pairs = [("y", "y")] * both + [("y", "")] * mine + [("", "y")] * theirs + [("", "")] * neither
    passages = tuple(Passage(str(n), str(n), reference, "") for n, (_, reference) in enumerate(pairs))
    body = Coding(passages, (Code("y", "Yes", ""), Code("n", "No", "")), 0.8, "", "")

    share, found = body.agreement({str(n): code for n, (code, _) in enumerate(pairs) if code})

    assert share == (both + neither) / len(pairs)
    assert found == pytest.approx(kappa, abs=5e-5)


def test_labels_and_definitions_come_from_the_codebook():
    """The bank names codes; what they mean stands in the data."""
    body = read()

    assert [code.label for code in body.codes] == [
        "Institutional set-up and EU coordination",
        "Trade and WTO accession",
    ]
    assert body.solution() == {"a": "institutional_coordination"}
    assert "code" not in json.dumps(body.asked()["passages"])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"codes": ["trade_wto", "trade"]}, "key 'codes': expected at most 6 different codes of the codebook"),
        ({"codes": ["trade_wto", "trade_wto"]}, "different codes"),
        ({"passages": [ROW]}, "at least 2 tables"),
        ({"passages": [ROW, ROW]}, "passages that differ"),
        ({"passages": [NONE, {**NONE, "text": "More."}]}, "at least one passage with a code"),
        ({"passages": [{**ROW, "code": "water"}, NONE]}, "passages 1: key 'code': expected one of"),
        ({"passages": [{**ROW, "code": "trade_wto"}, NONE]}, "what the data say of cc2019-03"),
        ({"passages": [{**ROW, "code": ""}, NONE]}, "what the data say of cc2019-03"),
        ({"passages": [{**ROW, "section": "cc2019-99"}, NONE]}, "the id of a section"),
        ({"passages": [{**ROW, "whi": ""}, NONE]}, "unknown key 'whi'"),
        ({"enough": 0}, "key 'enough'"),
        ({"source": ""}, "key 'source'"),
    ],
)
def test_a_bank_that_does_not_fit_the_data_is_refused(changed, said):
    """The message names the place and what was expected."""
    with pytest.raises(ExerciseError) as error:
        read(**changed)

    assert said in str(error.value)
