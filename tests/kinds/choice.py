"""Choosing options."""

from hypothesis import strategies as st

from coursekit.questions.choice import Choice, Option
from kinds import strange


def body_of(spec):
    """Build the Python side from the front end's specification."""
    options = tuple(
        Option(o["key"], o["text"], o["right"], o["feedback"], o.get("misconception", "")) for o in spec["options"]
    )
    return Choice(spec["many"], options)


def wrong(body):
    """Return an answer that is not yet right."""
    key = next(option.key for option in body.options if not option.right)
    return [key] if body.many else key


def enter(page, box, body, answer):
    """Set the options by keyboard."""
    for field in box.locator(".ck-option input").all():
        wanted = field.get_attribute("value") in (answer if body.many else [answer])
        if field.is_checked() != wanted and (wanted or body.many):
            field.focus()
            page.keyboard.press("Space")


def touch(page, box, body, answer):
    """Set the options by pointer."""
    for label in box.locator(".ck-option").all():
        field = label.locator("input")
        wanted = field.get_attribute("value") in (answer if body.many else [answer])
        if field.is_checked() != wanted and (wanted or body.many):
            label.click()


@st.composite
def strategy(draw):
    """Return a question and an answer to it."""
    many = draw(st.booleans())
    count = draw(st.integers(2, 7))
    right = draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=count if many else 1))
    keys = "abcdefg"[:count]
    options = [
        {
            "key": key,
            "text": f"option {key}",
            "right": place in right,
            "feedback": "" if place in right else f"not {key}",
            **({"misconception": f"belief-{key}"} if place not in right and draw(st.booleans()) else {}),
        }
        for place, key in enumerate(keys)
    ]
    spec = {"kind": "choice", "id": "t/t", "many": many, "options": options, "explain": "because"}
    chosen = st.sampled_from(keys) | st.lists(st.sampled_from([*keys, "z", 1, None]), max_size=count + 1)
    return spec, draw(chosen | strange())
