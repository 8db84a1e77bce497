"""Graded keys: in no built file, not in the wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SITE = ROOT / "_build" / "html"
CANARY = b"graded-key-canary"


@pytest.fixture(name="wheel", scope="module")
def _wheel(tmp_path_factory):
    """The wheel as `pip install .` makes it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_canary_sits_in_the_graded_keys():
    """There is something to leak."""
    for author_copy in ROOT.glob("exercises/*/assignment.ipynb"):
        assert CANARY in author_copy.read_bytes()


def test_no_built_file_holds_a_graded_key():
    """Pages, search index, downloads, caches of pages: none has the canary."""
    built = [file for file in SITE.rglob("*") if file.is_file()]

    assert len(built) > 50
    assert [file for file in built if CANARY in file.read_bytes()] == []
    assert len(list((SITE / "assignments").glob("*.ipynb"))) == len(list(ROOT.glob("exercises/*/assignment.ipynb")))


def test_the_wheel_carries_data_front_end_and_banks_but_no_keys(wheel):
    """What a student installs is complete and holds no assignment."""
    names = wheel.namelist()

    for part in (
        "data/events.csv",
        "data/datapackage.json",
        "front_end/entrances.js",
        "front_end/base.css",
        "py.typed",
    ):
        assert f"coursekit/{part}" in names
    assert sum(name.endswith("questions.toml") for name in names) == len(list(ROOT.glob("exercises/*/questions.toml")))
    assert not [name for name in names if "assignment" in name and name.endswith(".ipynb")]
    assert not [name for name in names if CANARY in wheel.read(name)]


def test_the_wheel_works_where_it_is_unpacked(wheel, tmp_path):
    """Data and questions are found without the repository beside them."""
    wheel.extractall(tmp_path)
    script = (
        "import coursekit, coursekit.questions as q; "
        "print(coursekit.__file__, len(coursekit.load('claims')), q.find('06-new-partnership/adoption-date').kind)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        check=True,
    )

    assert str(tmp_path) in done.stdout
    assert done.stdout.split()[-2:] == ["84", "choice"]
