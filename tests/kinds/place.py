"""Placing names on the map."""

from hypothesis import strategies as st

from coursekit.questions.atlas import Ground
from coursekit.questions.place import Place, Target
from kinds import strange


def body_of(spec):
    """Build the Python side from the front end's specification."""
    return Place(
        map=spec["map"],
        items=tuple((each["key"], each["text"]) for each in spec["items"]),
        targets=tuple(Target(**each) for each in spec["targets"]),
        keys=tuple((each["key"], spec["solution"][each["key"]]) for each in spec["items"]),
        ground=Ground(**{**spec["ground"], "names": tuple(tuple(name) for name in spec["ground"]["names"])}),
        wrong=spec["wrong"],
    )


def wrong(body):
    """Return an answer in which every name has its neighbour's place."""
    numbers = [number for _, number in body.keys]
    return dict(zip((item for item, _ in body.keys), [*numbers[1:], numbers[0]], strict=True))


def enter(page, box, body, answer):
    """Choose the numbers by keyboard."""
    numbers = ["", *(target.key for target in body.targets)]
    for item, _ in body.items:
        box.locator(f"select[id$='-{item}']").focus()
        page.keyboard.press("Home")
        for _ in range(numbers.index(answer.get(item, ""))):
            page.keyboard.press("ArrowDown")


def touch(page, box, body, answer):
    """Take each name and tap its place on the map; the list takes a name off the map."""
    places = {target.key: (target.x, target.y) for target in body.targets}
    field = box.locator(".ck-place-map")
    for item, _ in body.items:
        box.locator(f"select[id$='-{item}']").select_option("")
    for item, text in body.items:
        if item in answer:
            box.locator(".ck-place label").get_by_text(text, exact=True).click()
            field.scroll_into_view_if_needed()
            x, y = (each * field.bounding_box()["width"] / body.ground.width for each in places[answer[item]])
            field.click(position={"x": x, "y": y})


@st.composite
def strategy(draw):
    """Return a question and an answer to it."""
    size = draw(st.integers(2, 6))
    keys = list("abcdef"[:size])
    numbers = [str(number) for number in range(1, size + 1)]
    spec = {
        "kind": "place",
        "id": "t/t",
        "map": "cities",
        "ground": {"width": 1000, "height": 700, "east": 250, "land": "", "states": "", "names": [[9, 9, "Sea"]]},
        "targets": [
            {"key": number, "x": 100 * int(number), "y": 300, "shape": "", "about": f"place {number}", "left": False}
            for number in numbers
        ],
        "items": [{"key": key, "text": f"city {key}"} for key in keys],
        "solution": dict(zip(keys, draw(st.permutations(numbers)), strict=True)),
        "wrong": "not so",
        "explain": "because",
    }
    values = st.sampled_from([*numbers, "0", "99", "", None, 1, "constructor"])
    some = st.dictionaries(st.sampled_from([*keys, "z", "__proto__"]), values)
    near = some.map(lambda changed: {**spec["solution"], **changed})
    placed = st.fixed_dictionaries({}, optional={key: st.sampled_from(numbers) for key in keys})
    return spec, draw(st.just(spec["solution"]) | near | placed | some | strange())
