"""The parameter each student gets, and the students' form of an assignment."""

from collections import Counter

import numpy as np
import pytest

from coursekit.assignments import parameter
from coursekit.errors import NotebookError
from coursekit.instructor.assign import release

COUNTRIES = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
SOLUTION = "def answer():\n    ### BEGIN SOLUTION\n    return 42\n    ### END SOLUTION\n"
CHECK = "assert answer() > 0\n### BEGIN HIDDEN TESTS\nassert answer() == 42\n### END HIDDEN TESTS\n"


def notebook(*sources, kind="code", metadata=None):
    """Return a small notebook."""
    return {"cells": [{"cell_type": kind, "metadata": metadata or {}, "source": source} for source in sources]}


def test_choices_are_spread_evenly():
    """Each country falls to about a fifth of the students."""
    counts = Counter(parameter(f"student {n}", COUNTRIES) for n in range(1000))

    assert set(counts) == set(COUNTRIES)
    assert min(counts.values()) > 150


@pytest.mark.parametrize(("student", "choices"), [("", COUNTRIES), ("Aigerim", [])])
def test_nothing_to_go_by_is_refused(student, choices):
    """A name and choices are needed."""
    with pytest.raises(ValueError, match="student's name"):
        parameter(student, choices)


def test_a_solution_becomes_a_stub_at_the_same_indent():
    """The released cell is still a function, without the answer."""
    released = release(notebook(SOLUTION), name="n")["cells"][0]["source"]

    assert "42" not in released
    assert "\n    raise NotImplementedError(" in released


def test_hidden_tests_are_gone_and_visible_ones_stay():
    """Students see the check they are told of, not the hidden one."""
    released = release(notebook(CHECK), name="n")["cells"][0]["source"]

    assert released == "assert answer() > 0"


def test_prose_answers_are_blank_and_other_prose_stays():
    """A model answer in Markdown is a key as well."""
    graded = notebook("The model answer", kind="markdown", metadata={"nbgrader": {"solution": True}})
    plain = notebook("Read this first", kind="markdown")

    assert "model" not in release(graded, name="n")["cells"][0]["source"]
    assert release(plain, name="n")["cells"][0]["source"] == "Read this first"


def test_outputs_are_gone():
    """A stored output can show the answer."""
    cell = {"cell_type": "code", "metadata": {}, "source": "answer()", "outputs": [{"text": "42"}]}

    assert release({"cells": [cell]}, name="n")["cells"][0]["outputs"] == []


@pytest.mark.parametrize(
    "source", ["### BEGIN SOLUTION\nx = 1", "### END HIDDEN TESTS", ["x = 1\n", "### END SOLUTION"]]
)
def test_a_mark_without_partner_names_notebook_and_cell(source):
    """A forgotten END would leak the key; it is an error instead."""
    with pytest.raises(NotebookError, match=r"homework\.ipynb, cell 2"):
        release(notebook("ok = 1", source), name="homework.ipynb")


def test_the_authors_copy_is_not_changed():
    """Releasing returns a new notebook."""
    original = notebook(SOLUTION)
    release(original, name="n")

    assert original == notebook(SOLUTION)


@pytest.mark.parametrize(
    "student", ["...", "student-001", "Student-001", " . . . ", "<your name>", ..., None, True, "—", []]
)
def test_a_task_is_for_a_name_of_ones_own(student):
    """What stands there before the student writes gives no task, and one sentence says what to write."""
    with pytest.raises(ValueError, match="own number or name"):
        parameter(student, COUNTRIES)


@pytest.mark.parametrize("student", [2301475, 2301475.0, np.int64(2301475), np.float64(2301475), " 2301475 "])
def test_a_number_is_a_name_too(student):
    """As it is typed, or as a table has read it."""
    assert parameter(student, COUNTRIES) == parameter("2301475", COUNTRIES)


def test_several_choices_of_a_student_do_not_hang_together():
    """A task of its own for each, for numbers as for names."""
    both = Counter((parameter(n, COUNTRIES), parameter(n, COUNTRIES, task="document")) for n in range(1000))

    assert len(both) == len(COUNTRIES) ** 2


def test_a_released_assignment_asks_for_the_name():
    """The author's name to try with is not handed on."""
    cell = {"cell_type": "code", "metadata": {}, "source": 'import coursekit\n\nstudent = "author 17"'}
    released = release({"cells": [cell]}, name="n")["cells"][0]["source"]

    assert "author" not in released
    assert "student = ..." in released
