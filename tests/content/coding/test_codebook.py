"""Codebooks of one's own: read, checked, written."""

import pandas as pd
import pytest

import coursekit
from coursekit.content.coding.codebook import check_codebook, labels, read_codebook, write_codebook
from coursekit.errors import MethodError

ROWS = "code,label_kk,definition,keywords\nwater,Су,Rivers and lakes,river*;lake*\nenergy,,Oil and gas,\n"


@pytest.fixture(name="saved")
def _saved(tmp_path):
    """Return a function that saves a text as a file and gives its path."""

    def save(text, encoding="utf-8", name="mine.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return save


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ROWS, "utf-8"),
        (ROWS, "utf-8-sig"),
        (ROWS.replace("\n", "\r\n"), "utf-8-sig"),
        (ROWS.replace(",", "\t"), "utf-16"),
        (ROWS.replace(";", "/").replace(",", ";").replace("river*/lake*", '"river*; lake*"'), "utf-8"),
        ("sep=;\n" + ROWS.replace("river*;lake*", '"river*;lake*"').replace(",", ";"), "utf-8"),
        (ROWS.replace("code,", "Code,").replace("\n", ",\n"), "utf-8"),
        (ROWS.replace("\nenergy", "\n,,,\n energy "), "utf-8"),
        (ROWS.replace("gas,\n", "gas\n"), "utf-8"),
    ],
    ids=[
        "plain",
        "mark",
        "windows",
        "unicode text",
        "semicolons",
        "sep line",
        "comma at the end",
        "spaces",
        "short row",
    ],
)
def test_a_codebook_is_read_as_any_spreadsheet_saves_it(saved, text, encoding):
    """Separator, byte order mark, line ends and stray spaces make no difference."""
    codebook = read_codebook(saved(text, encoding))

    assert codebook["code"].tolist() == ["water", "energy"]
    assert codebook["definition"].tolist() == ["Rivers and lakes", "Oil and gas"]
    assert codebook["label_kk"][0] == "Су"
    assert codebook["label_kk"].isna()[1]
    assert codebook["keywords"].fillna("").tolist() == ["river*;lake*", ""]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("code,defintion\na,b\n", "mine.csv: there is no column 'definition' in the first row. Did you mean"),
        ("code,definition\na,b\nA,c\n", "mine.csv, row 3, column 'code': 'A' stands in row 2 too"),
        ("code,definition\na,b\n\nc,\n", "mine.csv, row 4, column 'definition': 'c' has none"),
        ("code,definition\n,b\n", "mine.csv, row 2, column 'code': it is empty"),
        ('code,definition\n"a;b",c\n', "'a;b' has a ';'"),
        ("code,definition,keywords\na,b,\"river, lake\"\n", "row 2, column 'keywords': 'river, lake' is one keyword"),
        ("code,definition,keywords\na,b,river;river\n", "'river' stands there twice"),
        ("code,definition\na,Oil, gas\n", "mine.csv, row 2: 3 cells, but the first row names 2 columns"),
        ("code,definition,\na,b,c\n", "mine.csv, row 2: 3 cells"),
        ("code,,definition\na,b,c\n", "column 2 has no name"),
        ("code,definition,Code\na,b,c\n", "two columns 'code'"),
        ('code,definition\na,"b\n', "line 2 cannot be split into cells"),
        ("code,definition\n", "there is no code in it"),
        ("", "the file is empty"),
        ("sep=:\ncode:definition\n", "separated by ':'"),
        ("code,definition\nводa,Реки\n".encode("cp1251"), "line 2 is not in UTF-8. Save the table as 'CSV UTF-8'"),
        (b"PK\x03\x04xlsx", "this is a workbook or an archive"),
    ],
)  # fmt: skip
def test_a_wrong_codebook_is_answered_with_the_place(saved, text, says):
    """File, row and column are named as the spreadsheet counts them."""
    with pytest.raises(MethodError, match=says):
        read_codebook(saved(text))


def test_a_missing_codebook_is_said(tmp_path):
    """A file that is not there, or is a folder, is named."""
    with pytest.raises(MethodError, match="there is no such file"):
        read_codebook(tmp_path / "none.csv")
    with pytest.raises(MethodError, match="cannot be opened"):
        read_codebook(tmp_path)


def test_the_codebook_of_the_course_is_one():
    """The course's own codebook passes the checks that it asks of others."""
    course = coursekit.load("codebook")

    assert check_codebook(course)["code"].tolist() == course["code"].tolist()


def test_a_codebook_made_by_hand_is_checked():
    """A frame is held to the same rules; missing values are empty cells."""
    made = pd.DataFrame({"code": ["a", "b"], "definition": ["x", None]}, index=[7, 7])

    with pytest.raises(MethodError, match="The codebook, row 2, column 'definition': 'b' has none"):
        check_codebook(made)
    with pytest.raises(MethodError, match="no column 'definition' in the codebook"):
        check_codebook(made[["code"]])


def test_labels_fall_back_on_the_code():
    """A code without a label in a language is called by its name."""
    codebook = pd.DataFrame({"code": ["water", "energy"], "label_ru": ["Вода", None]})

    assert labels(codebook, "ru") == {"water": "Вода", "energy": "energy"}
    assert labels(codebook, "kk") == {"water": "water", "energy": "energy"}
    with pytest.raises(MethodError, match="no labels in 'de'"):
        labels(codebook, "de")


def test_what_is_written_is_read_again(tmp_path):
    """Letters of three languages, quotes, separators and line ends survive."""
    made = pd.DataFrame(
        {
            "code": ["су", "b"],
            "definition": ['Өзен; "көл", 🙂', "two\nlines"],
            "label_kk": ["Су", None],
            "keywords": ["өзен*;көл", None],
            "pillar": ["x", "y"],
        },
    )

    again = read_codebook(write_codebook(tmp_path / "written.csv", made))

    pd.testing.assert_frame_equal(again, check_codebook(made))


def test_nothing_is_overwritten_unless_told(tmp_path):
    """A file that is there stays as it is."""
    file = tmp_path / "written.csv"
    file.write_text("mine", encoding="utf-8")
    course = coursekit.load("codebook")

    with pytest.raises(MethodError, match="overwrite=True"):
        write_codebook(file, course)
    assert file.read_text(encoding="utf-8") == "mine"

    write_codebook(file, course, overwrite=True)

    assert len(read_codebook(file)) == 26
    assert [path.name for path in tmp_path.iterdir()] == ["written.csv"]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    """The message says which file could not be written."""
    with pytest.raises(MethodError, match="cannot be written"):
        write_codebook(tmp_path / "no" / "written.csv", coursekit.load("codebook"))
