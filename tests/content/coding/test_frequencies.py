"""Counting codes by document, weighing them, and following them through time."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit
from coursekit.content.coding.changes import appearances, change
from coursekit.content.coding.frequencies import frequencies, salience
from coursekit.content.coding.sections import section_codings, section_units
from coursekit.content.coding.themes import CHANGES
from coursekit.errors import MethodError

UNITS = pd.DataFrame(
    {
        "unit": ["x1", "x2", "x3", "y1", "y2"],
        "document": ["x", "x", "x", "y", "y"],
        "text": ["Water and energy.", "Water.", "A long way to go from here.", "Су туралы.", ""],
    },
)


def codings(*rows):
    """Return codings from (unit, coder, code)."""
    return pd.DataFrame(rows, columns=["unit", "coder", "code"])


BY_A = codings(
    ("x1", "A", "water"), ("x1", "A", "energy"), ("x2", "A", "water"), ("x3", "A", None), ("y1", "A", "water")
)
FULL = pd.concat([BY_A, codings(("y2", "A", None))])


def counted(table, *columns):
    """Return the chosen columns as lists, missing values as None."""
    return table[list(columns)].astype(object).where(table[list(columns)].notna(), None).to_numpy().tolist()


def test_codes_are_counted_by_document():
    """Units with the code, by the units that the coder read."""
    table = frequencies(FULL, UNITS)

    assert counted(table, "document", "code", "units", "read") == [
        ["x", "energy", 1, 3],
        ["x", "water", 2, 3],
        ["y", "energy", 0, 2],
        ["y", "water", 1, 2],
    ]
    assert table["share"].tolist() == [1 / 3, 2 / 3, 0, 1 / 2]
    assert table["complete"].all()


def test_a_code_not_found_in_a_document_half_read_is_unknown():
    """Where a unit was not read, none found is not zero, and what was found is at least so much."""
    table = frequencies(BY_A, UNITS)

    assert counted(table[table["document"] == "y"], "code", "units", "read", "complete") == [
        ["energy", None, 1, False],
        ["water", 1, 1, False],
    ]
    assert table["share"].isna().sum() == 1


def test_text_that_nobody_saw_is_unknown():
    """A unit known at second hand was not read, whoever coded it."""
    units = UNITS.assign(basis=["seen_full", "secondary", "seen_full", "seen_full", "seen_full"])

    table = frequencies(FULL, units)

    assert table["complete"].tolist() == [False, False, True, True]
    assert counted(table[table["code"] == "energy"], "units") == [[1], [0]]
    assert counted(frequencies(FULL.replace("energy", "water"), units, codebook=codes("energy")), "units")[0] == [None]


def codes(*more):
    """Return a codebook of water and more."""
    return pd.DataFrame({"code": ["water", *more]}).iloc[::-1]


def test_coders_stand_apart():
    """A document that a coder did not read has no row for this coder."""
    table = frequencies(pd.concat([FULL, codings(("y2", "B", "energy"), ("y1", "B", None))]), UNITS)

    assert counted(table[table["coder"] == "B"], "document", "code", "units") == [["y", "energy", 1], ["y", "water", 0]]


def test_a_codebook_adds_codes_that_nobody_used():
    """All codes of the codebook are counted, in its order."""
    table = frequencies(FULL, UNITS, codebook=codes("energy", "health"))

    assert table["code"].tolist()[:3] == ["health", "energy", "water"]
    assert table["units"].tolist()[:3] == [0, 1, 2]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(UNITS["unit"].tolist()), st.sampled_from("AB"), st.sampled_from(["water", "energy", None])
        ),
        max_size=20,
    )
)
def test_counts_never_exceed_what_was_read(rows):
    """A doubled coding counts once; shares lie between zero and one."""
    table = frequencies(codings(*rows), UNITS)

    assert (table["units"].fillna(0) <= table["read"]).all()
    assert table["share"].dropna().between(0, 1).all()
    given = {(unit, coder, code) for unit, coder, code in rows if code}
    assert table["units"].sum() == len(given)


def test_salience_weighs_by_words():
    """A code in a long unit weighs more in words than in units."""
    table = salience(FULL, UNITS)

    assert counted(table, "document", "code", "words") == [
        ["x", "energy", 3],
        ["x", "water", 4],
        ["y", "energy", 0],
        ["y", "water", 2],
    ]
    assert table["share_words"].round(3).tolist() == [round(3 / 11, 3), round(4 / 11, 3), 0, 1]


def test_words_of_unknown_text_are_unknown():
    """Where the count is unknown, so are the words."""
    table = salience(BY_A, UNITS)

    assert counted(table[table["document"] == "y"], "words", "share_words") == [[None, None], [2, 1]]


def test_a_document_without_words_has_no_share_of_them():
    """Nothing is divided by zero."""
    table = salience(codings(("y2", "A", "water")), UNITS)

    assert counted(table, "words", "share_words") == [[0, None]]


@pytest.mark.parametrize(
    ("made", "units", "says"),
    [
        (FULL.drop(columns="coder"), UNITS, "no column 'coder' in the codings"),
        (FULL, UNITS.drop(columns="document"), "no column 'document' in the units"),
        (FULL, pd.concat([UNITS, UNITS]), "units have 'x1' twice"),
        (FULL.replace("x1", "x9"), UNITS, "a unit 'x9'. Did you mean|a unit 'x9'. There are"),
        (FULL.assign(round=[1, 1, 2, 2, 2, 2]), UNITS, r"several rounds \(1, 2\). Choose one"),
    ],
)
def test_what_cannot_be_counted_is_said(made, units, says):
    """Missing columns, foreign units and several rounds are named."""
    with pytest.raises(MethodError, match=says):
        frequencies(made, units)


@pytest.mark.parametrize(
    ("column", "made", "units"),
    [("coder", FULL, UNITS), ("unit", FULL, UNITS), ("document", FULL, UNITS), ("unit", None, UNITS)],
    ids=["coder", "unit of a coding", "document", "unit"],
)
def test_a_row_that_says_too_little_is_named(column, made, units):
    """A missing coder, unit or document is refused with the row, and nothing vanishes."""
    if made is not None and column in made:
        made, what = made.reset_index(drop=True), "the codings"
        made.loc[1, column] = None
    else:
        made, what = FULL, "the units"
        units = units.copy()
        units.loc[1, column] = None
    with pytest.raises(MethodError, match=f"Row 2 of {what} has no {column}"):
        frequencies(made, units)


def test_a_code_outside_the_codebook_is_said():
    """A count by a codebook refuses codes that it does not have."""
    with pytest.raises(MethodError, match="have a code 'energy', the codebook has not"):
        frequencies(FULL, UNITS, codebook=codes())


def test_words_need_text():
    """Units known by heading only cannot be weighed in words."""
    with pytest.raises(MethodError, match="unit 'x1' has no text"):
        salience(FULL, UNITS.assign(text=None))
    with pytest.raises(MethodError, match="no column 'text' in the units"):
        salience(FULL, UNITS[["unit", "document"]])


def shares(**documents):
    """Return frequencies from document=(share, complete) of one code."""
    rows = [(key, "A", "water", share, complete) for key, (share, complete) in documents.items()]
    return pd.DataFrame(rows, columns=["document", "coder", "code", "share", "complete"])


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (0.2, 0.2, "same"),
        (0.2, 0.25, "same"),
        (0.2, 0.4, "stronger"),
        (0.4, 0.2, "weaker"),
        (0.0, 0.05, "new"),
        (0.05, 0.0, "dropped"),
        (0.0, 0.0, "same"),
        (None, 0.4, "unknown before"),
        (0.0, None, "unknown after"),
    ],
)
def test_each_change_has_its_word(before, after, word):
    """The words of the comparison of themes; a small difference is none, but new is new."""
    table = change(shares(x=(before, True), y=(after, True)), ["x", "y"], margin=0.06)

    assert counted(table, "before", "after", "change") == [[before, after, word]]
    assert table["certain"].all()


def test_what_is_known_of_neither_document_is_left_out():
    """Two unknowns make no change."""
    assert change(shares(x=(None, False), y=(None, False)), ["x", "y"]).empty


def test_a_change_is_certain_only_where_both_documents_were_read():
    """Parts and retellings give hints, not findings."""
    table = change(shares(x=(0.5, True), y=(0.2, False), z=(0.2, True)), ["x", "y", "z"])

    assert counted(table, "earlier", "later", "change", "certain") == [
        ["x", "y", "weaker", False],
        ["y", "z", "same", False],
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 0.1, 0.3], ["y", True, "z", True, 2, 0, "z", "rise", True]),
        ([0.3, 0.1, 0], ["x", True, "y", True, 2, 0, "x", "fall", True]),
        ([None, 0.2, None], ["y", False, "y", False, 1, 2, "y", None, False]),
        ([0.2, None, 0.2], ["x", True, "z", True, 2, 1, "x", "level", False]),
        ([0.1, 0.2, 0.1], ["x", True, "z", True, 3, 0, "y", "mixed", True]),
        ([0, None, 0], [None, False, None, False, 0, 1, None, "level", False]),
    ],
)
def test_a_code_is_followed_through_the_documents(values, expected):
    """First, last, peak and trend, and how sure they are."""
    table = appearances(shares(**{key: (value, True) for key, value in zip("xyz", values, strict=True)}), list("xyz"))

    row = counted(table, *table.columns[2:])[0]
    assert row == expected


def test_a_trend_is_certain_only_where_every_document_was_read():
    """The share of a part is no finding on the whole, so peak and trend are flagged."""
    table = shares(x=(0.1, True), y=(0.9, False), z=(0.2, True))

    assert counted(appearances(table, list("xyz")), "peak", "trend", "certain") == [["y", "mixed", False]]
    assert counted(appearances(table, ["x", "z"]), "peak", "trend", "certain") == [["z", "rise", True]]


@pytest.mark.parametrize(
    ("order", "says"),
    [
        (["x", "yy"], "no document 'yy' in the frequencies"),
        (["x", "x"], "has the document 'x' twice"),
        (["x"], "at least two documents"),
        ("x", "at least two documents"),
        ("xy", "at least two documents, not 'xy'"),
        (None, "at least two documents, not None"),
    ],
)
def test_a_wrong_order_is_said(order, says):
    """Unknown, doubled and lone documents are named."""
    for follow in (change, appearances):
        with pytest.raises(MethodError, match=says):
            follow(shares(x=(0.1, True), y=(0.2, True)), order)


def test_a_wrong_measure_is_said():
    """Columns, margins and doubled rows are checked."""
    table = shares(x=(0.1, True), y=(0.2, True))

    with pytest.raises(MethodError, match="no column 'shares'"):
        change(table, ["x", "y"], measure="shares")
    with pytest.raises(MethodError, match="never below zero"):
        change(table, ["x", "y"], margin=-1)
    with pytest.raises(MethodError, match="two rows for x, A, water"):
        change(pd.concat([table, table]), ["x", "y"])


def test_the_sections_of_the_course_can_be_counted():
    """Only the document whose text was read in full knows zeros."""
    table = frequencies(section_codings(), section_units(), codebook=coursekit.load("codebook"))

    assert set(table.loc[table["units"].eq(0).fillna(value=False), "document"]) == {"us2023c5plus1"}
    compared = change(table[table["coder"] == "A"], ["eu2007strategy", "eu2019strategy"])
    assert set(compared["change"]) <= set(CHANGES)
    assert not compared["certain"].any()
