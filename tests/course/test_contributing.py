"""What CONTRIBUTING says of the house is so."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def section(title):
    """Return the text below a heading."""
    return TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_picture_of_the_house_is_the_import_contract():
    """Line by line from the top; a layer may take two lines."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == ["coursekit"])
    drawn = [
        re.split(r" {2,}", line)[0].split(" · ") for line in section("The house").split("```")[1].strip().splitlines()
    ]

    assert [name for line in drawn for name in line] == [
        name for layer in layers for name in re.split(r" [|:] ", layer)
    ]


def test_ten_questions_are_answered_by_folders_and_files_that_exist():
    """Each row: a question, folders, how it is arranged there."""
    rows = [
        line.strip("|").split("|") for line in section("Ten questions: where is …?").splitlines() if line[:1] == "|"
    ][2:]

    assert len(rows) == 10
    for question, folders, arranged in rows:
        named = re.findall(r"`([^`]+)`", folders)
        inside = [ROOT / "src/coursekit" / name if name[0] != "/" else ROOT / name[1:] for name in named]
        assert question.strip().endswith("?")
        assert inside
        assert all(folder.is_dir() for folder in inside), named
        for name in re.findall(r"`(/?[\w/]+(?:/|\.py|\.json))`", arranged):
            places = (
                [ROOT / name[1:]]
                if name[0] == "/"
                else [*(folder / name for folder in inside), ROOT / "src/coursekit" / name]
            )
            assert any(place.exists() for place in places), name


def test_the_places_on_a_question_s_way_exist():
    """Every file and folder of the package that is named there."""
    named = re.findall(r"`([\w/]+/(?:[\w]+\.py)?)`", section("How a question travels"))

    assert len(named) >= 8
    assert [name for name in named if not (ROOT / "src/coursekit" / name).exists()] == []


def test_every_finding_is_listed_and_says_guess_version_and_what_was_seen():
    """The table of findings/README.md is what lies there."""
    files = sorted((ROOT / "findings").glob("*.sh"))
    listed = re.findall(r"^\| `(.+\.sh)` \|", (ROOT / "findings/README.md").read_text("utf-8"), re.MULTILINE)

    assert sorted(listed) == [file.name for file in files]
    for file in files:
        said = re.findall(r"^# (\w+):", file.read_text("utf-8"), re.MULTILINE)
        assert said == ["Guess", "Version", "Instead", "Seen"], file.name
