"""Scrambled text: found and shown, never guessed; sound text is left in peace."""

import pytest

from corpus.making import KAZAKH, RECITALS, RUSSIAN, broken, plain
from coursekit.corpus.blocks import Block
from coursekit.corpus.plain import read_plain
from coursekit.corpus.scramble import scramble_warning, suspects

SENTENCES = [
    "Еуропалық Одақ пен Орталық Азия елдері арасындағы әріптестік",
    "Сондай-ақ, Брюссель көршілес Орталық Азия өңірінің дамуын қолдайды",
    "Алайда, Еуропалық Одақ өз мүдделерін анық айтады, бірақ күтеді",
    "Бүгінде Астана мен Брюссель сауда, көлік, су мәселелерін талқылайды",
]


def backwards(text):
    """Return a line whose words were drawn from the last to the first and lost their spaces."""
    return "".join(reversed(text.split()))


def blocks(*texts):
    """Return paragraphs."""
    return [Block("paragraph", text) for text in texts]


def test_lines_drawn_backwards_are_found():
    """Words grown together in the wrong order are suspects, each with its block."""
    found = blocks(*SENTENCES, *map(backwards, SENTENCES))

    assert {suspect.block for suspect in suspects(found)} == {5, 6, 7, 8}
    assert "is probably scrambled in 4 of 8 blocks" in scramble_warning(found, "TXT")


@pytest.mark.parametrize("text", [KAZAKH, RUSSIAN, *RECITALS], ids=["kk", "ru", "first", "second", "third"])
def test_sound_text_is_not_suspected(text):
    """Compounds, prefixes and endings are words as they are."""
    assert suspects(blocks(plain(text))) == []


def test_one_name_with_a_capital_inside_is_no_alarm():
    """*EuropeAid* alone does not make a text scrambled."""
    assert scramble_warning(blocks("EuropeAid paid for it, and EuropeAid reported.", *SENTENCES), "PDF") == ""


@pytest.mark.parametrize(
    ("word", "is_suspected"),
    [
        ("partnershipasia", True),
        ("asiapartnership", True),
        ("partnershipsea", False),
        ("seapartnership", False),
        ("asiapartnershipwater", True),
        ("asiapartnershipwaterroad", False),
        ("waterroad", False),
        ("partnershipparts", False),
    ],
)
def test_a_word_of_two_or_three_others_is_suspected(word, is_suspected):
    """Each of them is in the document and has four letters at least; the whole has eleven at least."""
    found = suspects(blocks(f"Asia and a partnership by sea, by road and on the water: {word}."))

    assert [suspect.excerpt for suspect in found] == [word] * is_suspected


def test_columns_read_straight_across_are_found():
    """Words cut in the middle of lines betray that two columns were read as one."""
    left, right = (broken(" ".join(texts), 14, len) for texts in ((RUSSIAN, *RECITALS), (KAZAKH, *RECITALS)))
    across = [f"{one} {other}" for one, other in zip(left, right, strict=False)]

    warning = scramble_warning(read_plain("\n".join(across).encode()).blocks, "TXT")

    assert "scrambled" in warning
    assert "If there is a PDF, add that instead" in warning


def test_nothing_is_guessed():
    """The words of a scrambled text stay exactly as they are in the file."""
    text = f"{SENTENCES[0]} {backwards(SENTENCES[1])}."

    assert [block.text for block in read_plain(text.encode()).blocks] == [text]
