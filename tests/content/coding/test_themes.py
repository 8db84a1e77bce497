"""The comparison of two documents theme by theme."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coursekit
from coursekit.content import CHANGES, themes
from coursekit.errors import DatasetError, MethodError

WEIGHTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3), min_size=1)


def coded(**documents):
    """Return priorities with the weights of each document."""
    rows = [
        {"document": document, "code": code, "salience": weight, "circular": False}
        for document, weights in documents.items()
        for code, weight in weights.items()
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ({"a": 2}, {"a": 2}, "same"),
        ({"a": 1}, {"a": 3}, "stronger"),
        ({"a": 3}, {"a": 1}, "weaker"),
        ({"a": 0}, {"a": 1}, "new"),
        ({"a": 1}, {"a": 0}, "dropped"),
        ({"b": 1}, {"a": 1}, "unknown before"),
        ({"a": 1}, {"b": 1}, "unknown after"),
    ],
)
def test_each_change_has_its_word(before, after, change):
    """A missing row is unknown, a zero is absent, and the two are told apart."""
    compared = themes(coded(x=before, y=after), "x", "y").set_index("code")

    assert compared.loc["a", "change"] == change


@given(WEIGHTS, WEIGHTS)
def test_every_theme_of_either_document_appears_once(before, after):
    """No theme is lost, none is doubled, and each has a known word."""
    compared = themes(coded(x=before, y=after), "x", "y")

    assert sorted(compared["code"]) == sorted(set(before) | set(after))
    assert set(compared["change"]) <= set(CHANGES)


@given(WEIGHTS)
def test_a_document_compared_with_itself_has_not_changed(weights):
    """The same document twice: everything is the same and testable."""
    compared = themes(coded(x=weights, y=weights), "x", "y")

    assert set(compared["change"]) == {"same"}
    assert compared["testable"].all()


def test_circular_rows_are_never_testable():
    """What rests on the article cannot test the article."""
    compared = themes(coursekit.load("priorities"), "eu2007strategy", "eu2019strategy")

    assert compared["circular"].sum() == 5
    assert not compared.loc[compared["circular"], "testable"].any()


def test_an_unknown_document_is_answered_with_the_nearest():
    """A misspelt key is named with what was meant."""
    with pytest.raises(DatasetError, match="eu2007strategy"):
        themes(coursekit.load("priorities"), "eu2007strateg", "eu2019strategy")


@pytest.mark.parametrize("column", ["document", "code", "salience", "circular"])
def test_a_missing_column_is_said(column):
    """A table that is none of priorities is answered with the column that it lacks."""
    with pytest.raises(MethodError, match=f"no column '{column}' in the priorities"):
        themes(coded(x={"a": 1}, y={"a": 1}).drop(columns=column), "x", "y")
