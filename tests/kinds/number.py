"""Typing a number."""

from hypothesis import strategies as st

from coursekit.questions.number import Near, Number
from kinds import strange


def body_of(spec):
    """Build the Python side from the front end's specification."""
    near = tuple(Near(n["from"], n["to"], n["feedback"], n.get("misconception", "")) for n in spec["near"])
    return Number(spec["answer"], spec["tolerance"], spec.get("unit", ""), "", near, spec["wrong"])


def wrong(body):
    """Return a number far off."""
    return f"{body.answer + 7 * (body.tolerance or 1) + 1234567:.10g}"


def enter(page, box, body, answer):
    """Type the number."""
    field = box.locator(".ck-number input")
    field.focus()
    field.press("Control+a")
    page.keyboard.type(answer)


def touch(page, box, body, answer):
    """Tap the field, then type."""
    box.locator(".ck-number input").click()
    box.locator(".ck-number input").fill(answer)


@st.composite
def strategy(draw):
    """Return a question and an answer to it."""
    answer = draw(st.integers(-3000, 300000) | st.floats(-5000, 5000).map(lambda x: round(x, 3)))
    low = draw(st.integers(-4000, 4000))
    spec = {
        "kind": "number",
        "id": "t/t",
        "answer": answer,
        "tolerance": draw(st.sampled_from([0, 0.05, 1, 25])),
        "unit": "km",
        "near": [{"from": low, "to": low + draw(st.integers(0, 500)), "feedback": "near", "misconception": "m"}],
        "wrong": "no",
        "explain": "because",
    }
    close = st.sampled_from([0, 0.04, 0.05, 1, 24.999, 25, -1, 26]).map(lambda by: answer + by)
    ways = st.sampled_from(["{:g}", "{:.3f}", "{:,.2f}", " {:.1f} ", "{:,.0f}", "{:.0f}"])
    written = st.builds(lambda way, value: way.format(value), ways, close | st.integers(low - 5, low + 505))
    swapped = written.map(lambda text: text.translate(str.maketrans({",": "\u00a0", ".": ","})))
    soup = st.text(alphabet="0123456789.,+-− \u00a0\u202f\u3000eE_x٣", max_size=9)
    return spec, draw(written | swapped | soup | strange())
