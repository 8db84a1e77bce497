"""Graded keys: in no built file, not in the wheel."""

import json
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder

import coursekit
from coursekit.errors import ExerciseError
from coursekit.questions import read_bank, specification

ROOT = Path(__file__).parent.parent.parent
SITE = ROOT / "_build" / "html"
CANARY = b"graded-key-canary"
GRADED = [question for file in sorted(ROOT.glob("exercises/*/graded.toml")) for question in read_bank(file)]


def feedbacks(value):
    """Yield what an author says to wrong answers, wherever it stands in a specification."""
    if isinstance(value, dict):
        yield from (text for key, text in value.items() if key in ("feedback", "wrong") and text)
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from feedbacks(each)


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
    for author_copy in [*ROOT.glob("exercises/*/assignment.ipynb"), *ROOT.glob("exercises/*/graded.toml")]:
        assert CANARY in author_copy.read_bytes()
    for question in GRADED:
        assert all(CANARY.decode() in text for text in feedbacks(question.body.specification()))


@pytest.mark.parametrize("question", GRADED, ids=lambda question: question.id)
def test_a_graded_specification_is_what_is_asked_and_no_more(question):
    """No key, no explanation, and a fingerprint that says nothing of the key."""
    spec = specification(question)
    common = {key: spec.pop(key) for key in ("kind", "id", "prompt", "hints", "explain", "fingerprint", "graded")}
    asked = [question.kind, question.id, question.prompt, question.body.asked(), None]
    fingerprint = sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]

    assert spec == question.body.asked()
    assert (common["explain"], common["graded"], common["fingerprint"]) == ("", True, fingerprint)
    with pytest.raises(ExerciseError, match="graded"):
        coursekit.exercise(question.id, question.body.solution())


def test_the_sources_that_are_handed_on_hold_no_key():
    """An archive of the sources leaves the author's copies out."""
    names = [included.distribution_path for included in SdistBuilder(str(ROOT)).recurse_included_files()]

    assert "exercises/06-new-partnership/questions.toml" in names
    assert [name for name in names if name.endswith(("graded.toml", "assignment.ipynb"))] == []


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
        "front_end/frame/entrances.js",
        "front_end/frame/base.css",
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


@pytest.mark.parametrize("question", GRADED, ids=lambda question: question.id)
def test_a_graded_question_reaches_its_students(question):
    """It stands on the page from which its assignment is handed in, which the contents list."""
    slug = question.id.partition("/")[0]
    page = (SITE / "book" / "hand-in" / f"{slug}.html").read_text("utf-8")

    assert f'id="q-{question.id.replace("/", "-")}"' in page
    assert 'id="handin"' in page
    assert f"book/hand-in/{slug}" in (ROOT / "_toc.yml").read_text("utf-8")
