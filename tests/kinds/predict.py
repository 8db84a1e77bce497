"""Estimating on an axis before the figure is shown."""

from hypothesis import strategies as st

from coursekit.questions.predict import Predict, Series
from kinds import strange


def body_of(spec):
    """Build the Python side from the front end's specification."""
    points = tuple((year, value) for year, value in spec.get("points", []))
    return Predict(
        low=spec["from"],
        high=spec["to"],
        step=spec["step"],
        unit=spec["unit"],
        label=spec["label"],
        answer=spec["answer"],
        close=spec["close"],
        source=spec["source"],
        source_url=spec["source_url"],
        series=Series(spec["entity"], spec["x"], points) if points else None,
    )


def wrong(body):
    """Return nothing: an estimate is never marked."""


def enter(page, box, body, answer):
    """Move the slider as far as it goes, then type the estimate."""
    if _is_kept(box):
        box.get_by_role("button", name="Reset", exact=True).focus()
        page.keyboard.press("Enter")
    box.locator("input[type=range]").focus()
    page.keyboard.press("End")
    box.locator("input[type=text]").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(answer)


def touch(page, box, body, answer):
    """Tap the slider, then the field, and type the estimate."""
    if _is_kept(box):
        box.get_by_role("button", name="Reset", exact=True).click()
    box.locator("input[type=range]").click()
    box.locator("input[type=text]").click()
    box.locator("input[type=text]").fill(answer)


def _is_kept(box):
    return not box.locator("input[type=text]").is_editable()


@st.composite
def strategy(draw):
    """Return a question and an answer to it."""
    low = draw(st.integers(-500, 500))
    step = draw(st.sampled_from([0.1, 0.5, 1, 5, 25]))
    high = low + step * draw(st.integers(2, 400))
    answer = round(low + (high - low) * draw(st.floats(0, 1)), 3)
    spec = {
        "kind": "predict",
        "id": "t/t",
        "from": low,
        "to": high,
        "step": step,
        "unit": draw(st.sampled_from(["%", "", "EUR million"])),
        "label": "share",
        "answer": min(max(answer, low), high),
        "close": draw(st.sampled_from([0, 0.1, 2.5, 10])),
        "source": "a source",
        "source_url": "",
        "x": None,
        "explain": "because",
    }
    around = st.sampled_from([0, 0.05, 0.1, 0.11, 2.5, 9.999, 10, 10.01]).flatmap(
        lambda by: st.sampled_from([spec["answer"] + by, spec["answer"] - by])
    )
    ends = st.sampled_from([low, high, low - 1, high + 0.1, low - 0.0001])
    ways = st.sampled_from(["{:g}", "{:.4f}", "{:,.2f}", " {:.1f} ", "{:.0f}"])
    written = st.builds(lambda way, value: way.format(value), ways, around | ends | st.floats(low, high))
    swapped = written.map(lambda text: text.translate(str.maketrans({",": "\u00a0", ".": ",", "-": "−"})))
    soup = st.text(alphabet="0123456789.,+-− \u00a0\u202f\u3000eE_x٣\ufeff", max_size=7)
    return spec, draw(written | swapped | soup | strange())
