"""Single facts: found, or refused with what there is instead."""

import pytest

from coursekit import facts
from coursekit.errors import DatasetError


def test_two_sources_that_disagree_must_be_told_apart():
    """A value that two sources give differently is not written without saying whose it is."""
    with pytest.raises(DatasetError, match=r"rows fit: .*@"):
        facts.value("eu_assistance_indicative CA5 2007-2013")


def test_a_publisher_tells_them_apart():
    """Part of the publisher's name is enough."""
    assert facts.value("eu_assistance_indicative CA5 2007-2013 @EuropeAid").number == 675


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("eu_asistance_indicative CA5 2007-2013", "Did you mean 'eu_assistance_indicative'"),
        ("eu_assistance_indicative CA5 1900", "no row fits"),
        ("eu_assistance_indicative", "expected 'indicator ENTITY period"),
    ],
)
def test_a_query_that_fits_nothing_says_why(query, message):
    """The message names what was asked and what could be."""
    with pytest.raises(DatasetError, match=message):
        facts.value(query)


@pytest.mark.parametrize("look_up", [facts.event, facts.document, facts.claim, facts.source])
def test_an_unknown_id_is_refused(look_up):
    """No fact is made up for an id that does not exist."""
    with pytest.raises(DatasetError, match="There is no 'nothing'"):
        look_up("nothing")


def test_every_value_has_a_source_and_a_unit():
    """Each row of each series leads to a source and an indicator."""
    for table in facts.SERIES:
        for row in facts.rows(table):
            assert facts.source(row["source"]).publisher
            assert facts.index("indicators", "id")[row["indicator"]]["unit"]
