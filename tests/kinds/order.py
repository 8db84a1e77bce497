"""Bringing items into order."""

from hypothesis import strategies as st

from coursekit.questions.order import Order
from kinds import strange


def body_of(spec):
    """Build the Python side from the front end's specification."""
    return Order(tuple((item["key"], item["text"]) for item in spec["items"]), tuple(spec["solution"]), spec["wrong"])


def wrong(body):
    """Return an order that is not yet right."""
    return [body.keys[-1], *body.keys[:-1]]


def enter(page, box, body, answer):
    """Press the 'up' buttons by keyboard."""

    def press(mover):
        mover.focus()
        page.keyboard.press("Enter")

    _move(box, body, answer, press)


def touch(page, box, body, answer):
    """Press the 'up' buttons by pointer."""
    _move(box, body, answer, lambda mover: mover.click())


def _move(box, body, answer, press):
    texts = dict(body.items)
    shown = box.locator(".ck-order > li > span:first-child").all_inner_texts()
    if shown == [texts[key] for key in answer]:
        # Something must move for the order to count as given.
        press(box.locator(".ck-order > li").nth(1).locator("button").first)
    for place, key in enumerate(answer):
        shown = box.locator(".ck-order > li > span:first-child").all_inner_texts()
        for above in range(shown.index(texts[key]), place, -1):
            press(box.locator(".ck-order > li").nth(above).locator("button").first)


@st.composite
def strategy(draw):
    """Return a question and an answer to it."""
    keys = list("abcdefg"[: draw(st.integers(3, 7))])
    spec = {
        "kind": "order",
        "id": "t/t",
        "items": [{"key": key, "text": f"item {key}"} for key in keys],
        "solution": draw(st.permutations(keys)),
        "wrong": "not so",
        "explain": "because",
    }
    given = st.permutations(keys) | st.just(spec["solution"]) | st.lists(st.sampled_from([*keys, 1, None]), max_size=8)
    return spec, draw(given | strange())
