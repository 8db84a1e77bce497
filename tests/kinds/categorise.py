"""Sorting cards into groups."""

import json

from hypothesis import strategies as st

from coursekit.questions.categorise import Card, Categorise
from kinds import strange


def body_of(spec):
    """Build the Python side from the front end's specification."""
    return Categorise(
        bins=tuple((each["key"], each["text"]) for each in spec["bins"]),
        cards=tuple(
            Card(card["key"], card["text"], card["bin"], card["feedback"], card.get("misconception", ""))
            for card in spec["cards"]
        ),
        wrong=spec["wrong"],
    )


def wrong(body):
    """Return all cards right but the first."""
    first = body.cards[0]
    return {**body.solution(), first.key: next(key for key, _ in body.bins if key != first.bin)}


def enter(page, box, body, answer):
    """Choose the group of each card by keyboard: Space for the first, arrows for the others."""
    keys = [key for key, _ in body.bins]
    for card in body.cards:
        if card.key not in answer:
            continue
        inputs = _group(box, card).locator("input")
        place = inputs.evaluate_all("inputs => inputs.findIndex((input) => input.checked)")
        inputs.nth(max(place, 0)).focus()
        if place < 0:
            page.keyboard.press("Space")
        for _ in range((keys.index(answer[card.key]) - max(place, 0)) % len(keys)):
            page.keyboard.press("ArrowRight")


def touch(page, box, body, answer):
    """Press the button of the group on each card."""
    keys = [key for key, _ in body.bins]
    for card in body.cards:
        if card.key in answer:
            _group(box, card).locator("label").nth(keys.index(answer[card.key])).click()


def _group(box, card):
    return box.locator(f"[role=radiogroup][aria-label={json.dumps(card.text, ensure_ascii=False)}]")


@st.composite
def strategy(draw):
    """Return a question and an answer to it."""
    bins = list("abcde"[: draw(st.integers(2, 5))])
    keys = list("abcdefghijklmnop"[: draw(st.integers(3, 16))])
    solution = {key: draw(st.sampled_from(bins)) for key in keys}
    spec = {
        "kind": "categorise",
        "id": "t/t",
        "bins": [{"key": key, "text": f"bin {key}"} for key in bins],
        "cards": [
            {
                "key": key,
                "text": f"card {key}",
                "bin": solution[key],
                "feedback": draw(st.sampled_from(["", f"because of {key}"])),
                "misconception": draw(st.sampled_from(["", f"belief-{key}"])),
            }
            for key in keys
        ],
        "wrong": "no",
        "explain": "because",
    }
    names = st.sampled_from([*keys, "z", "__proto__", "constructor", ""])
    values = st.sampled_from([*bins, "z", "toString", 1, None, True]) | st.lists(st.sampled_from(bins), max_size=1)
    changes = st.dictionaries(st.sampled_from(keys), st.sampled_from(bins), max_size=3)
    given = [
        changes.map(lambda change: {**solution, **change}),
        changes,
        st.sets(st.sampled_from(keys)).map(lambda kept: {key: solution[key] for key in kept}),
        st.dictionaries(names, values, max_size=6),
        st.dictionaries(names, values, max_size=3).map(lambda junk: {**junk, **solution}),
        strange(),
    ]
    return spec, draw(draw(st.sampled_from(given)))
