"""Scenarios of the kind negotiate: what an author is told when a way does not end."""

from pathlib import Path

import pytest

from coursekit.errors import ExerciseError
from coursekit.questions.negotiate import Negotiate
from coursekit.questions.reading import Table


def scenario():
    """Return a small scenario as an author writes it."""
    return {
        "start": "first",
        "measures": [{"id": "trust", "text": "Trust", "start": 5}],
        "turns": [
            {
                "id": "first",
                "text": "How do you begin?",
                "options": [
                    {"text": "Together", "to": "second", "says": "Good.", "effects": {"trust": 2}},
                    {"text": "Alone", "to": "apart", "says": "Quick."},
                ],
            },
            {
                "id": "second",
                "text": "And now?",
                "options": [
                    {"text": "Sign", "to": "pact", "says": "Done.", "effects": {"trust": 3}},
                    {"text": "Wait", "to": "apart", "says": "Too late.", "effects": {"trust": -7}},
                ],
            },
        ],
        "outcomes": [
            {"id": "pact", "title": "A pact", "text": "All sign."},
            {"id": "apart", "title": "Apart", "text": "All leave."},
        ],
    }


def read(content):
    """Read a scenario as a bank does."""
    table = Table(content, Path("questions.toml"), "question 'talks'")
    body = Negotiate.read(table)
    table.done()
    return body


def test_a_good_scenario_is_read_and_played():
    """Ways end, effects stand in the order of the measures, paper has every passage."""
    body = read(scenario())

    assert body.check(["a", "a"], "").message == "All sign."
    assert body.check(["b"], "").message == "All leave."
    assert body.check(["a"], "").code == "negotiate_unfinished"
    assert body.specification()["turns"][1]["options"][1]["effects"] == [-7]
    assert body.lines()[0] == "0–10: Trust 5 → 1"
    assert body.lines()[2] == "a) Together – Good. (Trust +2) → 2"
    assert body.lines()[-1] == "B. Apart"
    assert body.solution_lines() == ["A. A pact: All sign.", "B. Apart: All leave."]
    assert body.key_of("Wait") == "b"
    assert body.key_of("Nothing") is None


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("start",), "third", "key 'start': expected the id of a turn: first, second, got 'third'"),
        (("start",), "pact", "key 'start': expected the id of a turn"),
        (("turns", 0, "options", 0, "to"), "thrid", "(turn 'first', option a), got 'thrid'"),
        (("turns", 1, "options", 1, "to"), "first", "never come back to a turn, got 'first → second → first'"),
        (("turns", 1, "options", 1, "to"), "second", "never come back to a turn, got 'second → second'"),
        (("turns", 0, "options", 0, "to"), "apart", "turns that can be reached from 'first', got 'second'"),
        (("turns", 1, "options", 0, "to"), "apart", "outcomes that can be reached from 'first', got 'pact'"),
        (("turns", 0, "options", 0, "effects"), {"trsut": 1}, "options 1, effects: unknown key 'trsut'"),
        (("turns", 0, "options", 0, "effects"), {"trust": 0.5}, "key 'trust': expected a whole number"),
        (("turns", 0, "options", 0, "effects"), {"trust": float("nan")}, "key 'trust': expected a whole number"),
        (("turns", 0, "options", 0, "effects"), [1], "effects: expected a table"),
        (("turns", 0, "options", 0, "effects"), {"trust": 6}, "got '11 after option a of turn 'first''"),
        (("turns", 1, "options", 1, "effects"), {"trust": -8}, "to stay between 0 and 10 on every way"),
        (("turns", 0, "options", 1, "text"), "Together", "options that differ from one another"),
        (("turns", 0, "options"), [], "turns 1: key 'options': expected a list of at least 2 tables"),
        (("turns", 0, "options", 0, "sais"), "Good.", "unknown key 'sais'. Did you mean 'says'"),
        (("turns", 1, "id"), "first", "key 'turns': expected ids used once, got 'first'"),
        (("outcomes", 1, "id"), "second", "key 'outcomes': expected ids used once, got 'second'"),
        (("outcomes", 0, "id"), "A Pact", "lower-case words joined by hyphens"),
        (("measures", 0, "start"), 11, "key 'start': expected a whole number from 0 to 10"),
        (("measures",), [], "key 'measures': expected a list of at least 1 tables"),
    ],
)
def test_a_scenario_that_does_not_hold_together_is_refused(place, value, said):
    """The message names the turn, the option or the id at fault."""
    content = scenario()
    target = content
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value

    with pytest.raises(ExerciseError) as error:
        read(content)

    assert said in str(error.value).replace('"', "'")
