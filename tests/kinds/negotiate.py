"""Choosing turn by turn."""

from hypothesis import strategies as st

from coursekit.questions.negotiate import Measure, Negotiate, Option, Outcome, Turn
from kinds import strange


def body_of(spec):
    """Build the Python side from the front end's specification."""
    return Negotiate(
        measures=tuple(Measure(m["id"], m["text"], m["start"]) for m in spec["measures"]),
        start=spec["start"],
        turns=tuple(
            Turn(
                turn["id"],
                turn["text"],
                tuple(Option(o["key"], o["text"], o["to"], o["says"], tuple(o["effects"])) for o in turn["options"]),
            )
            for turn in spec["turns"]
        ),
        outcomes=tuple(Outcome(end["id"], end["title"], end["text"]) for end in spec["outcomes"]),
    )


def wrong(body):
    """Return nothing: no way is wrong."""


def enter(page, box, body, answer):
    """Go the way by keyboard."""

    def press(button):
        button.focus()
        page.keyboard.press("Enter")

    _go(box, answer, press)


def touch(page, box, body, answer):
    """Go the way by pointer."""
    _go(box, answer, lambda button: button.click())


def _go(box, answer, press):
    again = box.locator(".ck-negotiate-tools button").last
    if again.is_visible():
        press(again)
    for key in answer:
        press(box.locator(f'.ck-negotiate-option[data-key="{key}"]'))


@st.composite
def strategy(draw):
    """Return a scenario whose every way ends, and an answer to it."""
    count = draw(st.integers(1, 5))
    ends = [f"end-{n}" for n in range(draw(st.integers(2, 4)))]
    names = [f"turn-{n}" for n in range(count)]
    turns = []
    for place, name in enumerate(names):
        onward = [*names[place + 1 :], *ends]
        targets = [onward[0], *draw(st.lists(st.sampled_from(onward), min_size=1, max_size=3))]
        turns.append(
            {
                "id": name,
                "text": f"situation {name}",
                "options": [
                    {
                        "key": key,
                        "text": f"do {key}",
                        "to": target,
                        "says": "so it goes",
                        "effects": draw(st.lists(st.integers(-1, 1), min_size=2, max_size=2)),
                    }
                    for key, target in zip("abcd", targets, strict=False)
                ],
            }
        )
    spec = {
        "kind": "negotiate",
        "id": "t/t",
        "measures": [{"id": "trust", "text": "Trust", "start": 5}, {"id": "money", "text": "Money", "start": 6}],
        "start": names[0],
        "turns": turns,
        "outcomes": [{"id": end, "title": end.title(), "text": f"this is {end}"} for end in ends],
        "explain": "because",
    }
    way = draw(st.lists(st.sampled_from("abcd"), max_size=count + 2))
    finished = _finish(spec, draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)))
    near = st.sampled_from([finished[:-1], [*finished, "a"], ["e", *finished[1:]], [finished], "".join(finished)])
    mixed = st.lists(st.sampled_from(["a", "b", 1, None, True, "constructor", ""]), max_size=6)
    return spec, draw(st.just(finished) | near | st.just(way) | mixed | strange())


def _finish(spec, picks):
    """Return a whole way through a scenario."""
    turns = {turn["id"]: turn for turn in spec["turns"]}
    at, way = spec["start"], []
    for pick in picks:
        if at in turns:
            option = turns[at]["options"][pick % len(turns[at]["options"])]
            way.append(option["key"])
            at = option["to"]
    return way
