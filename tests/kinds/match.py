"""Matching pairs."""

from hypothesis import strategies as st

from coursekit.questions.match import Match, Near
from kinds import strange


def body_of(spec):
    """Build the Python side from the front end's specification."""
    return Match(
        lefts=tuple((side["key"], side["text"]) for side in spec["lefts"]),
        rights=tuple((side["key"], side["text"]) for side in spec["rights"]),
        pairs=tuple((side["key"], spec["solution"][side["key"]]) for side in spec["lefts"]),
        near=tuple(Near(n["left"], n["right"], n["feedback"], n.get("misconception", "")) for n in spec["near"]),
        wrong=spec["wrong"],
    )


def wrong(body):
    """Return all pairs right but the first."""
    (left, right), *_ = body.pairs
    return {**body.solution(), left: next(key for key, _ in body.rights if key != right)}


def enter(page, box, body, answer):
    """Choose in each list by keyboard: to its top, then down."""
    keys = [key for key, _ in body.rights]
    for (left, _), field in zip(body.lefts, box.locator(".ck-match select").all(), strict=True):
        field.focus()
        page.keyboard.press("Home")
        for _ in range(keys.index(answer[left]) + 1 if left in answer else 0):
            page.keyboard.press("ArrowDown")


def touch(page, box, body, answer):
    """Choose in each list by pointer; the open list itself belongs to the device."""
    for (left, _), field in zip(body.lefts, box.locator(".ck-match select").all(), strict=True):
        field.click(trial=True)
        field.select_option(answer.get(left, ""))


@st.composite
def strategy(draw):
    """Return a question and an answer to it."""
    lefts = list("abcdefgh"[: draw(st.integers(3, 8))])
    rights = list("abcdefghijkl"[: draw(st.integers(3, 12))])
    solution = {left: draw(st.sampled_from(rights)) for left in lefts}
    wrong_pairs = [(left, right) for left in lefts for right in rights if solution[left] != right]
    near = draw(st.lists(st.sampled_from(wrong_pairs), max_size=3, unique=True))
    spec = {
        "kind": "match",
        "id": "t/t",
        "lefts": [{"key": key, "text": f"left {key}"} for key in lefts],
        "rights": [{"key": key, "text": f"right {key}"} for key in rights],
        "solution": solution,
        "near": [
            {
                "left": left,
                "right": right,
                "feedback": f"near {left}{right}",
                "misconception": draw(st.sampled_from(["", "belief"])),
            }
            for left, right in near
        ],
        "wrong": "no",
        "explain": "because",
    }
    keys = st.sampled_from([*lefts, "z", "__proto__", "constructor", ""])
    values = st.sampled_from([*rights, "z", "toString", 1, None, True]) | st.lists(st.sampled_from(rights), max_size=1)
    changes = st.dictionaries(st.sampled_from(lefts), st.sampled_from(rights), max_size=3)
    given = [
        changes.map(lambda change: {**solution, **change}),
        changes,
        st.sets(st.sampled_from(lefts)).map(lambda kept: {left: solution[left] for left in kept}),
        st.sampled_from(near or wrong_pairs).map(lambda pair: {**solution, pair[0]: pair[1]}),
        st.dictionaries(keys, values, max_size=6),
        st.dictionaries(keys, values, max_size=3).map(lambda junk: {**junk, **solution}),
        strange(),
    ]
    return spec, draw(draw(st.sampled_from(given)))
