"""Dividing a budget."""

from hypothesis import strategies as st

from coursekit.questions.allocate import Aim, Allocate
from kinds import strange


def body_of(spec):
    """Build the Python side from the front end's specification."""
    aims = tuple(Aim(a["key"], a["text"], a["real"], a["less"], a["more"]) for a in spec["aims"])
    return Allocate(spec["total"], spec["unit"], spec["step"], aims, spec["source"], spec["source_url"])


def wrong(body):
    """Return nothing: a budget is never marked."""


def enter(page, box, body, answer):
    """Press + and then -, and type the amounts."""
    for row, aim in zip(_rows(box), body.aims, strict=True):
        less, more = row.get_by_role("button").all()
        for mover in (more, less):
            mover.focus()
            page.keyboard.press("Enter")
        row.locator("input").focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(str(answer[aim.key]))


def touch(page, box, body, answer):
    """Tap the fields and type the amounts."""
    for row, aim in zip(_rows(box), body.aims, strict=True):
        row.get_by_role("button").last.click()
        row.locator("input").click()
        row.locator("input").fill(str(answer[aim.key]))


def _rows(box):
    return box.locator(".ck-allocate > li").all()


@st.composite
def strategy(draw):
    """Return a question and an answer to it."""
    keys = "abcdefg"[: draw(st.integers(2, 7))]
    step = draw(st.sampled_from([1, 5, 100]))
    parts = [step * draw(st.integers(0, 40)) for _ in keys]
    parts[0] += step * len(keys)
    total = sum(parts)
    spec = {
        "kind": "allocate",
        "id": "t/t",
        "total": total,
        "unit": "EUR million",
        "step": step,
        "aims": [
            {"key": key, "text": f"aim {key}", "real": part, "less": "less", "more": "more"}
            for key, part in zip(keys, parts, strict=True)
        ],
        "telling": 2,
        "source": "a source",
        "source_url": "",
        "explain": "because",
    }
    moved = draw(st.permutations(parts))
    whole = dict(zip(keys, moved, strict=True))
    amounts = st.integers(-1, total + 1) | st.sampled_from([0, 0.0, 1.5, total, float(total), True, None, "5", 1e308])
    anything = st.fixed_dictionaries(dict.fromkeys(keys, amounts))
    one_changed = st.builds(lambda key, amount: {**whole, key: amount}, st.sampled_from(keys), amounts)
    more_keys = st.just({**whole, "z": 3, "__proto__": 1, "constructor": 2})
    fewer_keys = st.sampled_from(keys).map(lambda out: {key: whole[key] for key in keys if key != out})
    given = st.just(whole) | one_changed | anything | more_keys | fewer_keys
    return spec, draw(given | st.lists(amounts, max_size=4) | strange())
