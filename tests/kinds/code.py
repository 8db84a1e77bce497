"""Marking passages with codes."""

from hypothesis import strategies as st

from coursekit.questions.coding import Code, Coding, Passage
from kinds import strange


def body_of(spec):
    """Build the Python side from the front end's specification."""
    passages = tuple(
        Passage(each["key"], each["text"], each["code"], each["why"], each.get("misconception", ""))
        for each in spec["passages"]
    )
    codes = tuple(Code(each["id"], each["label"], each["definition"]) for each in spec["codes"])
    return Coding(passages, codes, spec["enough"], spec["wrong"], spec["source"])


def wrong(body):
    """Return a coding in which every passage differs from the reference."""
    ids = [code.id for code in body.codes]
    following = dict(zip(["", *ids], [*ids, ids[0]], strict=True))
    return {passage.key: following[passage.code] for passage in body.passages}


def enter(page, box, body, answer):
    """Choose codes and mark passages by keyboard."""

    def press(control, key):
        control.focus()
        page.keyboard.press(key)

    _mark(box, body, answer, lambda label: press(label.locator("input"), "Space"), lambda each: press(each, "Enter"))


def touch(page, box, body, answer):
    """Choose codes and mark passages by pointer."""
    _mark(box, body, answer, lambda label: label.click(), lambda each: each.click())


def _mark(box, body, answer, choose, press):
    ids = [code.id for code in body.codes]
    for place, passage in enumerate(body.passages):
        wanted = ids.index(answer[passage.key]) if answer.get(passage.key) in ids else -1
        button = box.locator(".ck-code-passage").nth(place)
        if int(button.get_attribute("data-code")) != wanted:
            # The last of the choices is the absence of a code.
            choose(box.locator(".ck-code-hand label").nth(wanted))
            press(button)


@st.composite
def strategy(draw):
    """Return a question and an answer to it."""
    keys = list("abcdefgh"[: draw(st.integers(2, 8))])
    ids = ["water", "trade_wto", "digital", "afghanistan"][: draw(st.integers(2, 4))]
    reference = draw(st.fixed_dictionaries({key: st.sampled_from(["", *ids]) for key in keys[1:]}))
    reference = {keys[0]: ids[0], **reference}
    beliefs = st.sampled_from([{}, {"misconception": "some-belief"}])
    spec = {
        "kind": "code",
        "id": "t/t",
        "passages": [
            {"key": key, "text": f"passage {key}", "code": reference[key], "why": f"why {key}", **draw(beliefs)}
            for key in keys
        ],
        "codes": [{"id": code, "label": code.title(), "definition": f"What {code} covers."} for code in ids],
        "source": "our own words",
        "enough": draw(st.sampled_from([0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 1])),
        "wrong": "not so",
        "explain": "because",
    }
    right = {key: code for key, code in reference.items() if code}
    some = st.dictionaries(st.sampled_from([*keys, "z", "__proto__"]), st.sampled_from([*ids, "", "other", None, 1]))
    near = some.map(lambda changed: {**right, **changed})
    marked = st.fixed_dictionaries({}, optional={key: st.sampled_from(ids) for key in keys})
    return spec, draw(st.just(right) | near | marked | marked | some | strange())
