"""Typing a few words."""

from unicodedata import normalize

from hypothesis import strategies as st

from coursekit.questions.text import LONGEST, Near, Text
from kinds import strange

TEXTS = [
    "Germany",
    "the Federal Republic of Germany",
    "Tacis",
    "EU",
    "U.S.S.R.",
    "C5+1",
    "21 June 2007",
    "2.5 per cent",
    "Central Asia–Europe",
    "“Global Gateway”",
    "O‘zbekiston",
    "Қазақстан Республикасы",
    "Европейский союз",
    "Самолёт",
    "Йошкар-Ола",
    "İstanbul",
    "Straße",
    "ΟΔΟΣ",
    "ﬁnal № Ⅳ",
    "Türkiye",
    "naïve",
    "𝔊reen 🌍 deal",
]
ALIKE = str.maketrans("abekmhopctyxijsëABEKMHOPCTYXIJSƏ", "авекмнорстухіјѕёАВЕКМНОРСТУХІЈЅӘ")
ODD = (
    "\0\t\x1c\x85\xa0\xad\u0300\u0301\u0307\u0308\u034f\u061c\u180e\u200b\u200d\u2003\u2011\u2014\u2019\u202e\u2028"
    "\u2033\u2212\u2126\u2163\u3000\ufb01\ufe0f\ufeff\uff21\uff0e\u1e9e\u0130\u0131\u03a3\u03c2\u0149\u01c5ёЁәһѵ"
    ".,;:!?'\"«»()-_*/\\`\xb4\xa8\xb8\u02c7ÅßſK₂²½€🌍𝐀\u10a0\u13a0\uab70\ua7cb"
)


def body_of(spec):
    """Build the Python side from the front end's specification."""
    near = tuple(Near(tuple(n["texts"]), n["feedback"], n.get("misconception", "")) for n in spec["near"])
    return Text(tuple(spec["accept"]), near, spec["wrong"])


def wrong(body):
    """Return a text far from any other."""
    return "qqq zzz qqq"


def enter(page, box, body, answer):
    """Type the text."""
    field = box.locator(".ck-text input")
    field.focus()
    field.press("Control+a")
    page.keyboard.type(answer)


def touch(page, box, body, answer):
    """Tap the field, then type."""
    box.locator(".ck-text input").click()
    box.locator(".ck-text input").fill(answer)


def edited(draw, text):
    """Return the text with one letter missed, added, mistaken, or two swapped."""
    at = draw(st.integers(0, max(0, len(text) - 1)))
    other = draw(st.sampled_from("aeoст27 .-ё🌍"))
    way = draw(st.sampled_from(["miss", "add", "mistake", "swap"]))
    if way == "miss":
        return text[:at] + text[at + 1 :]
    if way == "add":
        return text[:at] + other + text[at:]
    if way == "mistake":
        return text[:at] + other + text[at + 1 :]
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def disguised(draw, text):
    """Return the text in another dress: other case, alphabet, composition, spaces or ends."""
    dresses = [
        str.upper,
        str.lower,
        str.title,
        lambda text: text.translate(ALIKE),
        lambda text: normalize("NFD", text),
        lambda text: normalize("NFKC", text),
        lambda text: text.replace(" ", " \u00a0\u2003"),
        lambda text: text.replace("-", " — ").replace("–", "-"),
        lambda text: f" «{text}»… ",
        "\u200b".join,
        lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
        lambda text: text + draw(st.sampled_from(ODD)),
        lambda text: draw(st.sampled_from(ODD)).join(text),
    ]
    for dress in draw(st.lists(st.sampled_from(dresses), max_size=3)):
        text = dress(text)
    return text


@st.composite
def strategy(draw):
    """Return a question and an answer to it."""
    letters = st.characters(max_codepoint=0x52F, exclude_categories=["Cs"])
    texts = st.sampled_from(TEXTS) | st.text(letters, min_size=1, max_size=12)
    accept = draw(st.lists(texts, min_size=1, max_size=3))
    telling = draw(st.lists(texts | st.just(edited(draw, accept[0])), min_size=1, max_size=2))
    spec = {
        "kind": "text",
        "id": "t/t",
        "accept": accept,
        "near": [{"texts": telling, "feedback": "near", "misconception": draw(st.sampled_from(["", "belief"]))}],
        "wrong": "no",
        "explain": "because",
    }
    base = draw(st.sampled_from([*accept, *telling]) | texts)
    given = [
        lambda: disguised(draw, base),
        lambda: disguised(draw, base),
        lambda: edited(draw, base),
        lambda: edited(draw, accept[0]),
        lambda: disguised(draw, edited(draw, accept[0])),
        lambda: edited(draw, edited(draw, base)),
        lambda: base + "x" * (LONGEST - len(base) + draw(st.integers(-1, 1))),
        lambda: base + " " * LONGEST,
        lambda: draw(st.text(ODD, max_size=8)),
        lambda: draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=12)),
        lambda: draw(strange()),
    ]
    return spec, draw(st.sampled_from(given))()
