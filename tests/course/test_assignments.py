"""Each assignment: the author's solutions pass, the untouched stubs fail, no key leaks."""

import json
from pathlib import Path

import pytest

from coursekit.instructor.assign import release

ROOT = Path(__file__).parent.parent.parent
ASSIGNMENTS = sorted(ROOT.glob("exercises/*/assignment.ipynb"))
CANARY = "graded-key-canary"


def sources(notebook):
    """Return (cell, source) of each code cell."""
    return [(cell, "".join(cell["source"])) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def is_test(cell):
    """Return whether a cell is an autograded test."""
    graded = cell["metadata"].get("nbgrader", {})
    return bool(graded.get("grade")) and not graded.get("solution")


def run(code, names):
    """Run a cell; return the exception it ends with, if any."""
    try:
        exec(compile(code, "cell", "exec"), names)  # noqa: S102  the author's own notebook
    except Exception as error:  # noqa: BLE001  a stub may fail in any way
        return error
    return None


def test_cells(notebook, keys):
    """Run a notebook with the tests of another; return test id -> how it ended."""
    names, ended = {"__name__": "__main__"}, {}
    tests = {cell["metadata"]["nbgrader"]["grade_id"]: source for cell, source in sources(keys) if is_test(cell)}
    for cell, source in sources(notebook):
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        error = run(tests.get(grade_id, source), names)
        if is_test(cell):
            ended[grade_id] = error
    return ended


test_cells.__test__ = False


@pytest.fixture(name="author", params=ASSIGNMENTS, ids=lambda file: file.parent.name, scope="module")
def _author(request):
    """The author's copy of each assignment."""
    return json.loads(request.param.read_text("utf-8"))


def test_the_solutions_pass_every_test(author):
    """Full marks for the author."""
    ended = test_cells(author, author)

    assert len(ended) >= 3
    assert {name: error for name, error in ended.items() if error} == {}


def test_the_untouched_stubs_fail_every_test(author):
    """No marks for handing in what was given out."""
    ended = test_cells(release(author, name="assignment"), author)

    assert [name for name, error in ended.items() if error is None] == []


def test_points_and_ids_are_in_order(author):
    """Every graded cell has points and an id of its own; something is graded by hand."""
    graded = [
        cell["metadata"]["nbgrader"] for cell in author["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")
    ]
    ids = [cell["metadata"]["nbgrader"]["grade_id"] for cell in author["cells"] if "nbgrader" in cell["metadata"]]

    assert all(entry["points"] > 0 and entry["schema_version"] == 3 for entry in graded)
    assert len(ids) == len(set(ids))
    assert any(entry["solution"] for entry in graded)


def test_the_author_s_copy_has_a_canary_and_the_release_has_not(author):
    """Each copy carries the canary in a solution and in a hidden test; the students' form carries none."""
    assert json.dumps(author).count(CANARY) >= 2
    assert CANARY not in json.dumps(release(author, name="assignment"))
