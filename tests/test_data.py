"""The data package: valid, typed, and clear about what is wrong."""

import json

import frictionless
import pytest

import coursekit
from coursekit.book.wording import date_words
from coursekit.data.package import FOLDER, package, resource, resource_names
from coursekit.data.table import read_table
from coursekit.errors import DatasetError
from coursekit.facts import event, lacking, value


def test_the_package_is_valid_down_to_its_foreign_keys():
    """Every row keeps its schema, and every reference leads somewhere."""
    report = frictionless.validate(str(FOLDER / "datapackage.json"))

    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "note"])[:20]
    assert len(report.tasks) == len(package()["resources"])


def test_a_broken_reference_is_found(tmp_path):
    """The check of foreign keys is alive: a claim about a missing event fails it."""
    for entry in package()["resources"]:
        (tmp_path / entry["path"]).write_bytes((FOLDER / entry["path"]).read_bytes())
    (tmp_path / "datapackage.json").write_text(json.dumps(package()), "utf-8")
    evidence = (tmp_path / "evidence.csv").read_text("utf-8")
    (tmp_path / "evidence.csv").write_text(evidence + "C26,E999,,,supports,\n", "utf-8")

    report = frictionless.validate(str(tmp_path / "datapackage.json"))

    assert not report.valid


@pytest.mark.parametrize("name", resource_names())
def test_every_table_loads_with_the_types_of_its_schema(name):
    """Each column of each table has the type its schema promises."""
    table = coursekit.load(name)
    kinds = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}

    expected = {field["name"]: kinds[field["type"]] for field in resource(name)["schema"]["fields"]}

    assert {column: str(kind) for column, kind in table.dtypes.items()} == expected
    assert len(table) > 0


@pytest.mark.parametrize("name", resource_names())
def test_every_table_says_what_it_is(name):
    """Title, description, licence, and a meaning for every column."""
    entry = resource(name)

    assert entry["title"]
    assert entry["description"]
    assert entry["licenses"]
    assert all(field.get("description") for field in entry["schema"]["fields"])


def test_an_unknown_name_is_answered_with_the_nearest():
    """A student who types 'event' is told 'events'."""
    with pytest.raises(DatasetError, match="Did you mean 'events'"):
        coursekit.load("event")


def test_load_returns_a_copy():
    """What one cell does to a table does not reach the next load."""
    claims = coursekit.load("claims")
    claims.loc[0, "claim"] = "changed"

    assert coursekit.load("claims").loc[0, "claim"] != "changed"


def test_describe_names_every_column():
    """The description has a row per column."""
    assert coursekit.describe("events")["column"].tolist() == coursekit.load("events").columns.tolist()


SCHEMA = {
    "path": "sample.csv",
    "schema": {
        "fields": [
            {"name": "id", "type": "string", "constraints": {"required": True}},
            {"name": "date", "type": "string", "example": "2007-06", "constraints": {"pattern": r"\d{4}(-\d{2}){0,2}"}},
            {"name": "count", "type": "integer", "constraints": {"minimum": 0}},
            {"name": "share", "type": "number"},
            {"name": "seen", "type": "boolean"},
            {"name": "basis", "type": "string", "constraints": {"enum": ["full", "part"]}},
        ]
    },
}
GOOD = "id,date,count,share,seen,basis\na,2007-06,1,0.5,true,full\nb,,,,,\n"


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (GOOD.replace("date,", "day,", 1), "column 'date' is missing", "Did you mean|There are"),
        (GOOD.replace("2007-06", "June 2007"), "row 2, column 'date'", "2007-06.*'June 2007'"),
        (GOOD.replace(",1,", ",one,"), "row 2, column 'count'", "whole number.*'one'"),
        (GOOD.replace(",1,", ",-1,"), "row 2, column 'count'", "at least 0.*'-1'"),
        (GOOD.replace("0.5", "0;5"), "row 2, column 'share'", "decimal point.*'0;5'"),
        (GOOD.replace("true", "yes"), "row 2, column 'seen'", "true or false.*'yes'"),
        (GOOD.replace("full", "half"), "row 2, column 'basis'", "one of full, part.*'half'"),
        (GOOD.replace("\nb,", "\n,"), "row 3, column 'id'", "a value"),
        ("", "sample.csv", "CSV file with a header"),
    ],
)
def test_bad_input_names_file_row_column_value_and_what_was_expected(tmp_path, text, place, expected):
    """One clear sentence, whatever is wrong."""
    file = tmp_path / "sample.csv"
    file.write_text(text, "utf-8")

    with pytest.raises(DatasetError, match=expected) as error:
        read_table(SCHEMA, file)

    assert str(file) in str(error.value)
    assert place in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    """A file that is not there is said to be so."""
    with pytest.raises(DatasetError, match="not there"):
        read_table(SCHEMA, tmp_path / "none.csv")


def test_good_input_is_typed(tmp_path):
    """Empty cells become missing values, the rest its type."""
    file = tmp_path / "sample.csv"
    file.write_text(GOOD, "utf-8")

    table = read_table(SCHEMA, file)

    assert table.loc[0, "count"] == 1
    assert table.loc[0, "seen"]
    assert table.loc[1].isna().sum() == 5


def meetings(name):
    """Return the events of one format, in order of time."""
    events = coursekit.load("events")
    return events[events["format"] == name].sort_values("date")


def test_the_ministerials_are_counted_without_other_formats():
    """A meeting with the Black Sea states is another series, and so is one beside the numbered ones."""
    ministerials = meetings("ministerial")
    events = coursekit.load("events")

    assert set(events.loc[events["category"] == "ministerial", "id"]) == set(ministerials["id"])
    assert meetings("black_sea")["id"].tolist() == ["E193"]
    assert "E213" not in ministerials["id"].tolist(), "Tashkent 2018 has no number in the series"
    assert all(
        {"EU", "KAZ", "KGZ", "TJK", "TKM", "UZB"} <= set(actors.split(";")) <= {"EU", "EC", "COUNCIL"} | OTHERS
        for actors in ministerials["actors"]
    )


#: The five, and the observers of Paris 2008.
OTHERS = {"KAZ", "KGZ", "TJK", "TKM", "UZB", "RUS", "CHN", "JPN", "AFG"}


@pytest.mark.parametrize(("name", "word"), [("ministerial", "ministerial"), ("security_dialogue", "Security Dialogue")])
def test_numbers_in_titles_rise_with_time(name, word):
    """The ninth comes before the tenth, and no number stands twice."""
    numbers = [
        int(title.split("th ")[0].split("rd ")[0])
        for title in meetings(name)["title"]
        if title[0].isdigit() and word in title
    ]

    assert numbers == sorted(set(numbers))
    assert len(numbers) > 5


def test_the_sentence_on_missing_ministerials_agrees_with_the_rows():
    """Bishkek 2012 is officially the ninth; the register has as many before it as the sentence says."""
    ids = meetings("ministerial")["id"].tolist()
    before = ids.index("E069")

    assert before == 7, "say in datapackage.json what is missing now"
    assert "the register has seven before it" in lacking("ministerial")


def test_the_sentence_on_the_end_of_the_register_names_its_newest_event():
    """The register says how far it reaches."""
    newest = max(coursekit.load("events")["date"])

    assert date_words(newest, "", "en") in lacking()


def test_numbers_missing_from_the_security_dialogues_are_named():
    """The rounds that have no row are those that the sentence names."""
    titles = meetings("security_dialogue")["title"]

    assert len(titles) == 9
    assert lacking("security_dialogue").startswith("The first, fourth and seventh rounds")


def test_a_format_that_no_event_has_is_answered_with_the_nearest():
    """A typing error does not pass for a register without gaps."""
    with pytest.raises(DatasetError, match="Did you mean 'ministerial'"):
        lacking("ministerials")


def test_ids_of_events_are_never_reused():
    """Removed events leave holes: an old link never leads to another event."""
    ids = set(coursekit.load("events")["id"])

    assert not ids & {"E073", "E106"}


def test_two_dates_of_one_beginning_are_both_in_the_register():
    """The talks with Uzbekistan: launched in November 2018, counted from February 2019; each row names the other."""
    launch, rounds = event("E215"), event("E117")

    assert (launch.date, rounds.date) == ("2018-11-23", "2019-02")
    assert "foreign ministry counts from February 2019" in launch.note
    assert "launched in November 2018" in rounds.note


def test_azerbaijan_is_among_the_heads_of_state_since_it_came_as_a_guest():
    """Guest in 2023 and 2024, participant since November 2025: the five alone before."""
    named = meetings("consultative").set_index("id")["actors"].str.contains("AZE")

    assert named[named].index.tolist() == ["E169", "E180", "E196"]


def test_nine_months_on_the_corridor_are_less_than_the_year():
    """A zero lost in a press report made nine months larger than the whole year."""
    assert value("titr_cargo CA5 2022-01/2022-09").number < value("titr_cargo CA5 2022 @10 March 2026").number


def test_every_source_is_named_by_a_row():
    """A source that nothing rests on is a leftover."""
    named = set()
    for name in resource_names():
        table = coursekit.load(name)
        if name != "sources" and "source" in table.columns:
            named |= set(table["source"].dropna())

    assert set(coursekit.load("sources")["id"]) <= named
