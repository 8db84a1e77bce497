"""Writing a free text."""

from hypothesis import strategies as st

from coursekit.questions.reflect import LONGEST, Reflect
from kinds import strange

# What looks like a space: the first row separates words, the second row does not.
_SPACES = "\t\n\r\x0b\x0c\x1c\x1f \x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000"
_NOT_SPACES = "\u200b\u200d\u2060\ufeff\u180e\u00ad\x00\x1b"
_LETTERS = "aZ0әғқңөұүһіё.,—'«»ß\u0301\u202e\U0001f600"


def body_of(spec):
    """Build the Python side from the front end's specification."""
    return Reflect(spec["words"], tuple(spec["rubric"]), spec["model"])


def wrong(body):
    """Return nothing: no text is wrong."""


def enter(page, box, body, answer):
    """Write the text by keyboard in place of what is there."""
    field = box.locator("textarea")
    field.focus()
    field.press("Control+a")
    page.keyboard.insert_text(answer)


def touch(page, box, body, answer):
    """Tap the field, then write."""
    field = box.locator("textarea")
    field.click()
    field.fill(answer)


@st.composite
def strategy(draw):
    """Return a question and an answer about as long as it asks."""
    wanted = draw(st.integers(1, 12))
    spec = {
        "kind": "reflect",
        "id": "t/t",
        "words": wanted,
        "rubric": ["It names a date.", "It names a source."],
        "model": "word " * wanted,
        "explain": "because",
    }
    word = st.text(alphabet=_LETTERS + _NOT_SPACES, min_size=1, max_size=4)
    space = st.text(alphabet=_SPACES, min_size=1, max_size=3)
    pairs = st.lists(st.tuples(word, space), min_size=max(0, wanted - 2), max_size=wanted + 2)
    head = st.sampled_from(["", " ", "\ufeff"])
    written = st.builds(lambda first, rest: first + "".join(w + s for w, s in rest), head, pairs)
    soup = st.text(alphabet=_SPACES + _NOT_SPACES + _LETTERS, max_size=40)
    long = st.integers(-2, 2).map(lambda by: ("ab " * LONGEST)[: LONGEST + by])
    wide = st.integers(-1, 1).map(lambda by: "\U0001f600" * (LONGEST // 2 + by))
    return spec, draw(written | written | written | soup | long | wide | st.lists(word, max_size=3) | strange())
