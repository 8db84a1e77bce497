"""Cutting documents into sections, paragraphs, sentences and quasi-sentences."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.content.coding.sentences import sentences
from coursekit.content.coding.units import cut, units
from coursekit.errors import MethodError

# Letters of three languages, an accent of its own, an emoji, and all that marks an end.
TEXTS = st.text(alphabet="aB1. !?…«»\"'()|\n\tЖжғӘ№§т🙂\u0301A\u00a0", max_size=60)


def blocks(*rows, document="x", pages=False):
    """Return blocks of one document from kind, level, number and text."""
    table = pd.DataFrame(rows, columns=["kind", "level", "number", "text"])
    ends = (table["text"].str.len() + 2).cumsum() - 2
    table["start"], table["end"] = ends - table["text"].str.len(), ends
    table["block"], table["document"] = range(1, len(table) + 1), document
    if pages:
        table["page"] = range(3, len(table) + 3)
    return table


PAPER = blocks(
    ("paragraph", 0, "", "A word before."),
    ("heading", 1, "1", "Water"),
    ("item", 0, "1.", "Rivers cross borders. They need rules."),
    ("footnote", 0, "1", "See Annex 2."),
    ("paragraph", 0, "", "So do lakes 🙂."),
    ("heading", 2, "1.1", "Rules"),
    ("paragraph", 0, "", "None yet."),
    ("heading", 1, "2", "Энергетика"),
    ("footnote", 0, "2", "Қосымшаны қараңыз."),
)
PAPER_TEXT = "\n\n".join(PAPER["text"])


def cut_sentences(text, language):
    """Return the sentences themselves."""
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["Regulation (EC, Euratom) No. 99/2000 applies.", "It rests on Art. 3, para. 2."]),
        ("en", ["I said No.", "We refuse."]),
        ("en", ["Mr. J. Borrell spoke for the U.S. Government.", "He left the U.S.", "The rest stayed."]),
        ("en", ["1. The Parties meet on 15 Dec. 2019.", "2. They talk, etc.", "So it ends."]),
        (
            "en",
            ['He said: "We agree."', "(It rained.)", "So what?", "Growth was 3.5 per cent in 2019.", "Less than 4."],
        ),
        ("en", ["The list is in Annex A.", "The dates are not.[12]", "They follow.¹", "“Do they?”"]),
        ("en", ["What (e.g. water) is shared?!", "Rivers… and lakes.", "Both…"]),
        ("ru", ["15 мая 2019 г. Комиссия представила текст.", "Он принят 17 июня 2019 г.", "Совет одобрил его."]),
        ("ru", ["В 2007–2013 гг. Союз помогал.", "Регламент № 99/2000 от 29 дек. 1999 г. утратил силу."]),
        ("ru", ["Согласно ст. 3 п. 2 Соглашения, т. е. договора А. С. Пушкина, и т. д.", "Далее — В. Путин."]),
        (
            "ru",
            ["В г. Алматы живёт 2 млн чел.", "«Зачем?» — спросил он.", "— См. Приложение 1.", "Мы помогли им.", "Да."],
        ),
        ("ru", ["Он дружил с М. Горбачёвым и Г. Алиевым.", "«Мы верим.»", "Всё."]),
        ("kk", ["2019 ж. 15 мамырда Комиссия құжатты ұсынды.", "Су, энергетика т.б.", "Бұл маңызды."]),
        (
            "kk",
            [
                "Қ. К. Тоқаев сөйледі.",
                "«Біз келісеміз!» — деді ол.",
                "Экспорт — мыс.",
                "Ә. Бөкейхан мен Ж. Аймауытұлы.",
            ],
        ),
    ],
)
def test_sentences_end_where_they_end(language, parts):
    """Abbreviations, initials, numbers, dates and quotes are told from ends of sentences."""
    assert cut_sentences(" ".join(parts), language) == parts


@given(TEXTS, st.sampled_from(["en", "kk", "ru"]))
def test_sentences_hold_everything_but_spaces(text, language):
    """No letter is lost or doubled, and no sentence begins or ends with a space."""
    parts = cut_sentences(text, language)

    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(part and part == part.strip() for part in parts)


@given(TEXTS, st.sampled_from(["paragraph", "sentence"]))
def test_a_unit_of_a_text_is_what_stands_at_its_place(text, of):
    """Positions are code points of the text, whatever letters and emoji it has."""
    found = units(pd.DataFrame({"document": ["x"], "text": [text]}), of=of, language="kk")

    assert [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)] == found["text"].tolist()
    assert found["unit"].is_unique
    assert found["start"].is_monotonic_increasing


@given(
    st.lists(st.tuples(st.sampled_from(["heading", "paragraph", "item", "footnote"]), st.integers(1, 3), TEXTS)),
    st.sampled_from(["section", "paragraph", "sentence"]),
    st.booleans(),
)
def test_a_unit_of_blocks_is_what_stands_at_its_place(rows, of, footnotes):
    """The same holds for read documents, whatever blocks they have."""
    paper = blocks(*[(kind, level, "", text) for kind, level, text in rows])
    text = "\n\n".join(paper["text"])

    found = units(paper, of=of, footnotes=footnotes)

    assert [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)] == found["text"].tolist()
    assert (found["start"].shift(-1, fill_value=len(text) + 1) >= found["end"]).all()


def test_a_section_is_a_heading_with_all_that_follows_it():
    """Every heading opens a section; footnotes at the end belong to none."""
    found = units(PAPER)

    assert found["unit"].tolist() == ["x-01", "x-02", "x-03", "x-04"]
    assert found["number"].fillna("").tolist() == ["", "1", "1.1", "2"]
    assert units(PAPER.iloc[:1].assign(kind="item", number="7"))["number"].isna().all()
    assert found["heading"].fillna("").tolist() == ["", "Water", "Rules", "Энергетика"]
    assert found["text"].tolist()[2:] == ["Rules\n\nNone yet.", "Энергетика"]
    assert found["text"][1].startswith("Water\n\nRivers")


def test_sections_can_be_cut_at_high_headings_only():
    """A heading below the level is a part of its section."""
    found = units(PAPER, level=1)

    assert found["heading"].fillna("").tolist() == ["", "Water", "Энергетика"]
    assert found["text"][1].endswith("Rules\n\nNone yet.")


def test_paragraphs_know_their_heading_and_number():
    """Headings are no paragraphs; footnotes are if asked for."""
    found = units(PAPER, of="paragraph")

    assert found["heading"].fillna("").tolist() == ["", "Water", "Water", "Rules"]
    assert found["number"].fillna("").tolist() == ["", "1.", "", ""]
    assert units(PAPER, of="paragraph", footnotes=True)["text"].tolist()[-1] == "Қосымшаны қараңыз."


def test_units_keep_the_page():
    """Where the format has pages, a unit knows on which one it begins."""
    pages = blocks(("heading", 1, "", "A"), ("paragraph", 0, "", "One. Two."), pages=True)

    assert units(pages, of="sentence")["page"].tolist() == [4, 4]
    assert units(PAPER)["page"].isna().all()


def test_many_documents_keep_their_order():
    """Units of one document follow those of another; names never clash."""
    texts = pd.DataFrame({"document": ["b", "a"], "text": ["One.\n \nTwo.", "Three."]})

    assert units(texts, of="paragraph")["unit"].tolist() == ["b-p01", "b-p02", "a-p01"]


def test_no_documents_give_no_units():
    """An empty table in, an empty table with all columns out."""
    found = units(pd.DataFrame({"document": [], "text": []}), of="paragraph")

    assert len(found) == 0
    assert "start" in found


@pytest.mark.parametrize(
    ("material", "options", "says"),
    [
        (pd.DataFrame({"document": ["x"], "text": ["A."]}), {}, "no headings, so they have no sections"),
        (pd.DataFrame({"document": ["x"], "texts": ["A."]}), {"of": "paragraph"}, "Did you mean 'texts'"),
        (pd.DataFrame({"document": ["x"], "text": [None]}), {"of": "paragraph"}, "text of 'x'"),
        (
            pd.DataFrame({"document": ["x", "x"], "text": ["A", "B"]}),
            {"of": "paragraph"},
            "2 rows for the document 'x'",
        ),
        (PAPER, {"of": "sentences"}, "Did you mean 'sentence'"),
        (PAPER, {"of": "quasi-sentence"}, r"by hand: see cut\(\)"),
        (PAPER, {"of": "sentence", "language": "de"}, "no language 'de'"),
        (PAPER.drop(index=3), {}, r"blocks of 'x' are not complete: block 5 stands at 77–91 and was expected from 63"),
        (PAPER.drop(columns="level"), {}, "no column 'level' in the blocks"),
        (["A."], {}, "DataFrame"),
        (
            pd.DataFrame({"document": ["x", None], "text": ["A", "B"]}),
            {"of": "paragraph"},
            "Row 2 of the texts has no document",
        ),
        (PAPER.assign(document=None), {}, "Row 1 of the blocks has no document"),
        (PAPER.assign(level=None), {"level": 1}, r"heading in block \d of 'x' has no level: None. Give it one"),
        (PAPER.assign(level=float("nan")), {"level": 1}, "has no level: nan"),
    ],
)
def test_what_cannot_be_cut_is_said(material, options, says):
    """Wrong material and wrong options are answered in one sentence."""
    with pytest.raises(MethodError, match=says):
        units(material, **options)


def test_a_hand_cut_text_gives_quasi_sentences():
    """Marks cut, wherever they stand; spaces and line ends around them do not matter."""
    text = "ЕО нарықтарды ашады және жұмысшыларды 🙂 қорғайды.\n\nСоңы."

    found = cut(text, "|ЕО нарықтарды ашады|және\nжұмысшыларды 🙂 қор | ғайды.| |Соңы.", document="kk")

    assert found["text"].tolist() == ["ЕО нарықтарды ашады", "және жұмысшыларды 🙂 қор", "ғайды.", "Соңы."]
    assert [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)] == found["text"].tolist()
    assert found["unit"].tolist()[0] == "kk-q01"


@given(TEXTS.filter(lambda text: "|" not in text), st.data())
def test_marks_cut_exactly_where_they_stand(text, data):
    """Whatever the text and the places, the pieces are those between the marks."""
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=5)))
    edges = [0, *places, len(text)]
    pieces = [text[start:end] for start, end in pairwise(edges)]

    found = cut(text, "|".join(pieces))

    assert found["text"].tolist() == [piece.strip() for piece in pieces if piece.strip()]


@pytest.mark.parametrize(
    ("marked", "says"),
    [
        ("The EU|\nhelpt us.", "Line 2 of the marked text differs from the text: it has 't us.' where .* 'ed us.'"),
        ("The EU|", "it has its end where the text has ' helped us.'"),
        ("The EU helped us. | Yes.", "it has 'Yes.' where the text has its end"),
    ],
)
def test_a_cut_text_that_differs_is_refused_with_the_place(marked, says):
    """Only marks may be added: everything else is named with line and character."""
    with pytest.raises(MethodError, match=says):
        cut("The EU helped us.", marked)


@pytest.mark.parametrize(
    ("text", "marked", "mark", "says"),
    [
        (None, "a | b", "|", "The text is None; expected text"),
        ("a b", ["a", "b"], "|", "The marked text is .*; expected text"),
        ("a b", "a | b", None, "The mark is None; expected text"),
    ],
)
def test_only_text_can_be_cut(text, marked, mark, says):
    """What is no text is named."""
    with pytest.raises(MethodError, match=says):
        cut(text, marked, mark=mark)


def test_a_mark_that_the_text_has_is_refused():
    """A mark that stands in the text cannot be told from a cut."""
    with pytest.raises(MethodError, match=r"has '\|' \(character 2\).*mark='¦'"):
        cut("a |b", "a ||b")
    with pytest.raises(MethodError, match="cannot be a mark"):
        cut("a b", "a b", mark="b")
    assert cut("a |b", "a |¦b", mark="¦")["text"].tolist() == ["a |", "b"]
