"""What a student takes away starts where it is opened, says what to hand in, and holds no key."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coursekit.book.downloads import PACK, student_pack
from coursekit.instructor.handout import WHEEL, beginning, packed

ROOT = Path(__file__).parent.parent.parent
SITE = ROOT / "_build" / "html"
CANARY = b"graded-key-canary"
LABS = sorted(ROOT.glob("notebooks/*.ipynb"))
ASSIGNMENTS = sorted(ROOT.glob("exercises/*/assignment.ipynb"))


@pytest.fixture(name="pack", scope="module")
def _pack():
    """The pack as the book carries it: path -> content."""
    with zipfile.ZipFile(SITE / PACK) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(content):
    """Return the sources of a notebook's cells."""
    return ["".join(cell["source"]) for cell in json.loads(content)["cells"]]


def test_the_pack_has_everything_a_student_works_with(pack):
    """Labs, practice, assignments, package and notes; each file under a name of its own."""
    slugs = {
        "lab": [lab.stem for lab in LABS],
        "practice": [page.parent.name for page in ROOT.glob("exercises/*/practice.ipynb")],
        "assignment": [assignment.parent.name for assignment in ASSIGNMENTS],
    }

    for kind, folder in (("lab", "labs"), ("practice", "practice"), ("assignment", "assignments")):
        assert {f"{folder}/{kind}-{slug.partition('-')[0]}.ipynb" for slug in slugs[kind]} <= pack.keys()
    assert len({Path(name).name for name in pack}) == len(pack)
    assert f"wheel/{WHEEL}" in pack
    assert WHEEL in pack["README.txt"].decode()


def test_the_pack_holds_no_key(pack):
    """Neither in its files nor in the package inside."""
    with zipfile.ZipFile(io.BytesIO(pack[f"wheel/{WHEEL}"])) as wheel:
        inside = {name: wheel.read(name) for name in wheel.namelist()}

    assert len(inside) > 100
    assert [name for name, content in {**pack, **inside}.items() if CANARY in content] == []
    assert [name for name in inside if name.endswith("graded.toml")] == []


def test_the_same_files_give_the_same_pack(pack):
    """The day and the order do not matter."""
    wheel = pack[f"wheel/{WHEEL}"]
    notebooks = {name: content for name, content in pack.items() if name.endswith(".ipynb")}

    assert student_pack(dict(reversed(notebooks.items())), wheel, "en") == (SITE / PACK).read_bytes()
    assert packed({"a": b"1"}) != packed({"a": b"2"})


def test_the_book_carries_the_package_beside_its_pages(pack):
    """The same package as in the pack."""
    assert (SITE / WHEEL).read_bytes() == pack[f"wheel/{WHEEL}"]


def test_every_notebook_says_how_to_begin_and_an_assignment_what_to_hand_in(pack):
    """The first cells get this package and no other; the last one names the file."""
    for name in (name for name in pack if name.endswith(".ipynb")):
        first, second, *_, last = cells(pack[name])
        assert "coursekit" in first
        assert WHEEL in second
        compile(second, name, "exec")
        if name.startswith("assignments/"):
            assert f"`{Path(name).stem}-" in last
        assert all(cell.get("outputs", []) == [] for cell in json.loads(pack[name])["cells"])


def test_without_package_and_address_the_first_cell_says_what_is_missing(tmp_path):
    """One sentence on what to put where, not a list of calls."""
    # Apart from what is installed here.
    command = [sys.executable, "-I", "-S", "-c", beginning()[1]["source"]]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    assert done.stderr.splitlines()[-1].startswith("FileNotFoundError: Put " + WHEEL)


def test_with_an_address_the_package_comes_from_the_book_s_own_site():
    """Pinned, and nothing else is named."""
    told, run = (cell["source"] for cell in beginning(address="https://example.org/course/"))

    assert f"https://example.org/course/{WHEEL}" in told
    assert f'"https://example.org/course/{WHEEL}"' in run
    assert "https://" not in beginning()[0]["source"] + beginning()[1]["source"]


def test_a_lab_runs_where_the_pack_is_unpacked(tmp_path):
    """In an empty folder, with the package from the pack and without the repository."""
    with zipfile.ZipFile(SITE / PACK) as archive:
        archive.extractall(tmp_path)
    with zipfile.ZipFile(tmp_path / "wheel" / WHEEL) as wheel:
        wheel.extractall(tmp_path / "installed")
    lab = min((tmp_path / "labs").glob("*.ipynb"))
    script = (
        "import sys, nbformat; from nbclient import NotebookClient; "
        "notebook = nbformat.read(sys.argv[1], as_version=4); "
        "notebook.cells.append(nbformat.v4.new_code_cell('print(coursekit.__file__)')); "
        "NotebookClient(notebook, timeout=120).execute(); "
        "print(notebook.cells[-1].outputs[0].text)"
    )
    surroundings = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    command = [sys.executable, "-c", script, str(lab)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=lab.parent, env=surroundings, check=False)

    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "installed") in done.stdout
