"""Hand codings: read from tables, from the page, and from passages."""

import csv
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit
from coursekit.content.coding.codings import read_codings, write_codings
from coursekit.content.coding.passages import codings_from_answer, codings_in_units
from coursekit.content.coding.sections import joined, section_codings, section_units
from coursekit.errors import AnswersError, ExerciseError, MethodError
from coursekit.progress import codings_from_answers
from coursekit.questions import find, specification

CODEBOOK = pd.DataFrame({"code": ["water", "energy", "су"]})
QUESTION = "09-stronger-partnership/code-eight-passages"
LONG = "unit,coder,code\ns1,A,water\ns1,A,energy\ns2,A,\ns1,B,су\n"


@pytest.fixture(name="saved")
def _saved(tmp_path):
    """Return a function that saves a text as ``mine.csv`` and gives its path."""

    def save(text, encoding="utf-8"):
        path = tmp_path / "mine.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return save


def rows(codings):
    """Return codings as lists, a missing code as an empty text."""
    return codings[["unit", "coder", "code"]].fillna("").to_numpy().tolist()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LONG, "utf-8"),
        (LONG.replace("\n", "\r\n").replace(",", ";"), "utf-8-sig"),
        (LONG.replace(",", "\t"), "utf-16"),
        ("Unit,CODER,code\ns1,A, water ; energy\ns2,A\ns1,B,су\n", "utf-8"),
        ("unit,A,B\ns1,water;energy,су\ns2,,?\n", "utf-8"),
        ('unit;A;B\ns1;"water;energy";су\ns2;;?\n', "utf-8-sig"),
        (f"{LONG}s2,B,?\n", "utf-8"),
    ],
    ids=["long", "excel", "unicode text", "several in a cell", "wide", "wide from excel", "long with not read"],
)
def test_both_forms_say_the_same(saved, text, encoding):
    """Long or wide, however saved: an empty cell is read without a code, no row is not read."""
    codings = read_codings(saved(text, encoding), CODEBOOK, ["s1", "s2"])

    assert sorted(rows(codings)) == [["s1", "A", "energy"], ["s1", "A", "water"], ["s1", "B", "су"], ["s2", "A", ""]]
    assert codings["code"].isna().sum() == 1


def test_what_stands_beside_a_coding_is_kept(saved):
    """Positions are whole numbers, rounds numbers, notes text."""
    text = "unit,coder,code,start,end,round,note\ns1,A,water,0,12,1,sure\ns1,A,energy,3.0,4,2,\n"

    codings = read_codings(saved(text), CODEBOOK)

    assert codings["start"].tolist() == [0, 3]
    assert codings["round"].tolist() == [1, 2]
    assert codings["note"].fillna("").tolist() == ["sure", ""]


def test_the_same_code_in_two_rounds_is_no_double(saved):
    """A coder may code again: in another round, or at another place."""
    text = "unit,coder,code,start,end,round\ns1,A,water,0,2,1\ns1,A,water,0,2,2\ns1,A,water,5,9,2\ns1,A,,0,2,3\n"

    assert len(read_codings(saved(text))) == 4


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("unit,coder,code\ns1,A,watr\n", "mine.csv, row 2, column 'code': there is no code 'watr' .* mean 'water'"),
        ("unit,A,B\ns1,water,\ns2,,water;enrgy\n", "row 3, column 'B': there is no code 'enrgy' .* mean 'energy'"),
        ("unit,coder,code\ns1,A,water\ns9,A,water\n", "row 3, column 'unit': there is .* 's9'. There are: 's1', 's2'"),
        ("unit,coder,code\ns1,A,water\ns1,B,\ns1,A,water\n", "row 4, .*: 'A' gave 's1' 'water' in row 2 already"),
        ("unit,coder,code\ns1,A,\ns1,A,\n", "'A' gave 's1' no code in row 2 already"),
        ("unit,coder,code\ns1,A,\ns1,A,water\n", "row 3.*'A' gave 's1' 'water', but row 2 says that it has none"),
        ("unit,coder,code\ns1,A,water\ns1,A,\n", "row 3.*'A' gave 's1' no code, but row 2 says that it has one"),
        ("unit,coder,code\n,A,water\n", "row 2, column 'unit': it is empty"),
        ("unit,coder,code\ns1,,water\n", "row 2, column 'coder': it is empty"),
        ("unit,coder,code,start,end\ns1,A,water,x,3\n", "column 'start': 'x' is no position"),
        ("unit,coder,code,start,end\ns1,A,water,5,3\n", "column 'end': 3 does not come after the start, 5"),
        ("unit,coder,code\ns1,A,a\ns2,A,b\ns1,B,c\n", r"'a' in the codebook.*\(2 more problems in this file"),
        ("unit,coder\ns1,A\n", "no column 'code' beside the others"),
        ("unit\ns1\n", "there are no codes. Expected the columns unit, coder, code, or one for each coder"),
        ("units,coder,code\ns1,A,water\n", "no column 'unit' in the first row. Did you mean 'units'"),
        ("unit,coder,code\n", "there is no coding in it"),
    ],
)  # fmt: skip
def test_a_wrong_coding_is_answered_with_the_place(saved, text, says):
    """File, row, column and value are named, with the nearest code or unit."""
    with pytest.raises(MethodError, match=says):
        read_codings(saved(text), CODEBOOK, pd.DataFrame({"unit": ["s1", "s2"]}))


@pytest.mark.parametrize("column", ["text", "Heading", "number", "page", "Comment", "notes", "мәтін", "Комментарий"])
def test_a_column_that_is_nobodys_name_is_refused(saved, column):
    """With one column per coder, what describes the unit would be taken for a coder."""
    with pytest.raises(MethodError, match=f"mine.csv: .* {column!r} is hardly one's name. Delete or rename"):
        read_codings(saved(f"unit,{column},A\ns1,x,water\n"))


@pytest.mark.parametrize("text", ["unit,coder,code\ns1,A,{}\n", "unit,A,B\ns1,{},water\n"], ids=["long", "wide"])
@pytest.mark.parametrize("cell", ["NA", "n/a", "-", "—", "water;?"])
def test_signs_for_nothing_are_no_codes(saved, text, cell):
    """Without a codebook, what people write for "nothing" is asked after and not counted."""
    with pytest.raises(MethodError, match=r"row 2, column '(code|A)': .* is no code. Leave the cell empty"):
        read_codings(saved(text.format(cell)))


def test_a_codebook_may_have_any_code(saved):
    """North America may be called NA by who says so."""
    assert rows(read_codings(saved("unit,A\ns1,NA\n"), pd.DataFrame({"code": ["NA"]}))) == [["s1", "A", "NA"]]


def test_a_cell_that_is_too_long_is_said(saved):
    """More characters than a cell may have are named as such."""
    # Other libraries raise the limit for the whole process.
    before = csv.field_size_limit(131_072)
    with pytest.raises(
        MethodError, match=r"a cell that reaches line 2 has more than 131,072 characters\. Cut the text"
    ):
        read_codings(saved(f"unit,coder,code,note\ns1,A,water,{'a' * 131_073}\n"))
    csv.field_size_limit(before)


def test_what_is_written_is_read_again(tmp_path):
    """Positions, missing codes, notes and Kazakh letters survive a spreadsheet's file."""
    made = pd.DataFrame(
        {
            "unit": ["s1", "s2"],
            "coder": ["Әсел", "Әсел"],
            "code": ["су", None],
            "document": ["d", "d"],
            "start": pd.array([0, None], dtype="Int64"),
            "end": pd.array([12, None], dtype="Int64"),
            "note": ["«иә»; жоқ,\n🙂", None],
        },
    ).astype({"unit": "str", "coder": "str", "code": "str", "document": "str", "note": "str"})

    again = read_codings(write_codings(tmp_path / "codings.csv", made), CODEBOOK)

    pd.testing.assert_frame_equal(again, made)
    with pytest.raises(MethodError, match="overwrite=True"):
        write_codings(tmp_path / "codings.csv", made)


@pytest.fixture(name="answers")
def _answers(tmp_path):
    """Return a function that writes an answer to the coding question as the page does."""

    def write(answer, **other):
        version = specification(find(QUESTION))["fingerprint"]
        state = {"status": "not_yet", "attempts": 1, "fingerprint": version, "answer": answer, **other}
        content = {"format": "coursekit-progress", "version": 1, "answers": {QUESTION: state}}
        file = tmp_path / "coursekit-answers.json"
        file.write_text(json.dumps(content), "utf-8")
        return file

    return write


def test_an_answer_on_the_page_is_a_coding(answers):
    """The learner and the reference are two coders of the same passages."""
    codings = codings_from_answers(answers({"a": "trade_wto", "c": "education_youth"}), QUESTION, coder="Dana")

    mine = codings[codings["coder"] == "Dana"]
    assert mine["unit"].tolist()[:2] == [f"{QUESTION}/a", f"{QUESTION}/b"]
    assert mine["code"].fillna("").tolist() == ["trade_wto", "", "education_youth", "", "", "", "", ""]
    reference = codings[codings["coder"] == "reference"]
    assert reference["code"].tolist()[0] == "regional_cooperation"
    assert reference["code"].isna().sum() == 2


@pytest.mark.parametrize(
    ("other", "error", "says"),
    [
        ({"fingerprint": "00000000"}, AnswersError, "an earlier version of the question"),
        ({"answer": None}, MethodError, "No passage .* was given a code yet"),
        ({"answer": {"z": "trade_wto"}}, MethodError, "cannot be read at 'z'"),
        ({"answer": {"a": 3}}, MethodError, "cannot be read at 'a'"),
    ],
)
def test_an_answer_that_is_no_coding_is_said(answers, other, error, says):
    """Earlier versions, empty answers and foreign passages are named."""
    with pytest.raises(error, match=says):
        codings_from_answers(answers(**{"answer": {"a": "trade_wto"}, **other}), QUESTION)


def test_another_question_is_no_coding(answers):
    """Only the kind ``code`` holds codings; unknown questions get the nearest."""
    with pytest.raises(MethodError, match="kind 'order'"):
        codings_from_answers(answers({}), "09-stronger-partnership/drafting-order")
    with pytest.raises(ExerciseError, match="code-eight-passages"):
        codings_from_answers(answers({}), f"{QUESTION}s")
    file = answers({})
    file.write_text(file.read_text("utf-8").replace("code-eight-passages", "drafting-order"), "utf-8")
    with pytest.raises(AnswersError, match="no answer to"):
        codings_from_answers(file, QUESTION)


def test_without_a_reference_there_is_one_coder():
    """Where the reference may not be seen, the learner stands alone."""
    codings = codings_from_answer({"a": "water"}, [{"key": "a"}, {"key": "b"}], question="q")

    assert rows(codings) == [["q/a", "me", "water"], ["q/b", "me", ""]]


SECTIONS = pd.DataFrame({"id": ["z-01", "a-01", "a-02"], "document": ["z", "a", "a"]})
CODES = pd.DataFrame({"section": ["a-01", "z-01", "z-01"], "code": ["water", "water", "energy"]})


def test_the_codes_of_the_course_and_of_others_are_joined():
    """Coder A read every section; of the others, only rows tell what was read."""
    others = pd.DataFrame({"section": ["a-02", "z-01"], "coder": ["B", "B"], "code": [None, "water"]})

    codings = joined(CODES, others, SECTIONS)

    assert rows(codings) == [
        ["z-01", "A", "water"],
        ["z-01", "A", "energy"],
        ["a-01", "A", "water"],
        ["a-02", "A", ""],
        ["z-01", "B", "water"],
        ["a-02", "B", ""],
    ]
    assert codings["document"].tolist() == ["z", "z", "a", "a", "z", "a"]


def test_joining_refuses_what_does_not_fit():
    """A second coder A and unknown sections are named."""
    with pytest.raises(MethodError, match="have a coder 'A'"):
        joined(CODES, pd.DataFrame({"section": ["a-01"], "coder": ["A"], "code": ["water"]}), SECTIONS)
    with pytest.raises(MethodError, match="no section 'a-09'"):
        joined(CODES, pd.DataFrame({"section": ["a-09"], "coder": ["B"], "code": ["water"]}), SECTIONS)


def test_three_coders_read_the_sections_of_the_course():
    """Coder A is the table of section codes; B and C used codes of the same codebook."""
    codings = section_codings()

    assert sorted(codings["coder"].unique()) == ["A", "B", "C"]
    assert set(codings["unit"]) == set(section_units()["unit"])
    assert (codings["coder"] == "A").sum() - codings.loc[codings["coder"] == "A", "code"].isna().sum() == len(
        coursekit.load("section_codes")
    )
    assert set(codings["code"].dropna()) <= set(coursekit.load("codebook")["code"])


UNITS = pd.DataFrame({"unit": ["u1", "u2", "u3"], "document": "x", "start": [0, 10, 30], "end": [8, 28, 40]})


def passage(start, end, *, coder="A", code="water", document="x"):
    """Return one coding of a passage."""
    return {"document": document, "start": start, "end": end, "coder": coder, "code": code}


@pytest.mark.parametrize(
    ("start", "end", "units"),
    [
        (0, 8, ["u1"]),
        (2, 4, ["u1"]),
        (4, 12, ["u1"]),
        (0, 28, ["u1", "u2"]),
        (6, 34, ["u2"]),
        (27, 34, ["u3"]),
        (0, 40, ["u1", "u2", "u3"]),
        (5, 9, ["u1"]),
    ],
)
def test_a_passage_counts_where_most_of_it_lies(start, end, units):
    """Half of the passage or half of the unit is enough; a stray letter is not."""
    assert codings_in_units(pd.DataFrame([passage(start, end)]), UNITS)["unit"].tolist() == units


def test_each_unit_has_a_code_once():
    """Two passages with one code in a unit are one coding; "no code" gives way to a code."""
    made = pd.DataFrame([passage(0, 3), passage(4, 8), passage(0, 8, code=None), passage(30, 40, code=None)])

    assert rows(codings_in_units(made, UNITS)) == [["u1", "A", "water"], ["u3", "A", ""]]


def test_units_without_a_passage_count_as_read_only_if_said():
    """That a tool kept no passage in a unit does not tell whether it was read."""
    made = pd.DataFrame([passage(0, 3), passage(30, 40, coder="B", code="energy")])

    codings = codings_in_units(made, UNITS, complete=True)

    assert rows(codings) == [
        ["u1", "A", "water"],
        ["u2", "A", ""],
        ["u3", "A", ""],
        ["u1", "B", ""],
        ["u2", "B", ""],
        ["u3", "B", "energy"],
    ]
    assert codings["start"].tolist() == [0, 10, 30] * 2


def test_a_passage_outside_all_units_is_refused_or_left_out():
    """Nothing is lost without a word."""
    made = pd.DataFrame([passage(8, 10), passage(0, 3), passage(0, 3, document="y")])

    with pytest.raises(MethodError, match="passage 8–10 of 'x', coded by 'A', lies in none of the units"):
        codings_in_units(made, UNITS)
    assert len(codings_in_units(made, UNITS, outside="leave out")) == 1
    with pytest.raises(MethodError, match="not known"):
        codings_in_units(made, UNITS, outside="drop")
    with pytest.raises(MethodError, match="Row 2 of the codings has a start or end that is no whole number"):
        codings_in_units(pd.DataFrame([passage(0, 3), passage(0, 2.5)]), UNITS)
    with pytest.raises(MethodError, match="Row 1 of the codings has no start or end"):
        codings_in_units(pd.DataFrame([passage(None, None)]), UNITS)


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize("column", ["coder", "document"])
def test_a_passage_of_nobody_is_refused(column, complete):
    """A missing coder does not become a coder called None."""
    made = pd.DataFrame([passage(0, 3), passage(0, 3) | {column: None}])

    with pytest.raises(MethodError, match=f"Row 2 of the codings has no {column}"):
        codings_in_units(made, UNITS, complete=complete, outside="leave out")
    with pytest.raises(MethodError, match="Row 3 of the units has no document"):
        codings_in_units(made[:1], UNITS.assign(document=["x", "x", None]))


@given(st.lists(st.integers(0, 39), min_size=2, max_size=2, unique=True).map(sorted))
def test_a_passage_that_touches_a_unit_is_never_lost(ends):
    """Wherever a passage lies, it counts for a unit that it touches, if it touches one."""
    start, end = ends
    touched = UNITS[(UNITS["start"] < end) & (UNITS["end"] > start)]["unit"].tolist()

    found = codings_in_units(pd.DataFrame([passage(start, end)]), UNITS, outside="leave out")["unit"].tolist()

    assert set(found) <= set(touched)
    assert bool(found) == bool(touched)
