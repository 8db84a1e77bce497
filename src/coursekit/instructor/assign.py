"""From the author's copy of an assignment to the students' form.

Owns what is taken out: solutions, hidden tests and outputs. Cell metadata are
nbgrader's and are kept. Standard library only; notebooks are read as data.
"""

import re
from typing import Any

from coursekit.errors import NotebookError
from coursekit.instructor.handout import beginning, ending, without_outputs

_SOLUTION = re.compile(r"^([ \t]*)### BEGIN SOLUTION\n.*?^[ \t]*### END SOLUTION[ \t]*$", re.DOTALL | re.MULTILINE)
_HIDDEN = re.compile(
    r"^[ \t]*### BEGIN HIDDEN TESTS\n.*?^[ \t]*### END HIDDEN TESTS[ \t]*\n?", re.DOTALL | re.MULTILINE
)
_MARK = re.compile(r"### (BEGIN|END) (SOLUTION|HIDDEN TESTS)")
_STUB = 'raise NotImplementedError("Write your answer here, then delete this line.")'
_BLANK = "*Write your answer here.*"


#: The line in which a student writes a name or number; the author's copy has one to try with.
_STUDENT = re.compile(r"^student = .*$", re.MULTILINE)
_OWN_NAME = "student = ...  # your own student number or name"


def release(
    notebook: dict[str, Any], *, name: str, file_name: str = "", address: str = "", language: str | None = None
) -> dict[str, Any]:
    r"""Return the students' form of an author's notebook.

    Parameters
    ----------
    notebook : dict
        The notebook as JSON (nbformat 4).
    name : str
        How errors call it, usually its path.
    file_name : str
        What the file is called that students get, without its ending. With it the form says
        how to get the course's package, what to hand in, and under which name.
    address : str
        Where the book is published, if it is known.
    language : str, optional
        Language of what is said; the current language by default.

    Returns
    -------
    dict
        A new notebook: solutions are stubs, hidden tests and outputs are gone,
        answers in prose are blank, and the student's name is for the student to write.

    Raises
    ------
    NotebookError
        If a mark has no partner; names notebook and cell.

    Examples
    --------
    >>> cell = {"cell_type": "code", "metadata": {}, "source": "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"}
    >>> release({"cells": [cell]}, name="example")["cells"][0]["source"][:5]
    'raise'
    >>> [cell["id"] for cell in release({"cells": []}, name="example", file_name="assignment-06")["cells"]]
    ['get-coursekit', 'get-coursekit-now', 'hand-in']
    """
    released = without_outputs(notebook)
    for number, cell in enumerate(released.get("cells", []), start=1):
        source = _text(cell)
        if cell["cell_type"] == "code":
            cell["source"] = _STUDENT.sub(_OWN_NAME, _without_keys(source))
        elif cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = _BLANK
        if _MARK.search(_text(cell)):
            msg = f"{name}, cell {number}: a BEGIN mark has no END, or the other way round."
            raise NotebookError(msg)
    if file_name:
        start = beginning(address=address, language=language)
        released["cells"] = [*start, *released.get("cells", []), ending(file_name, language=language)]
    return released


def _without_keys(source: str) -> str:
    without_tests = _HIDDEN.sub("", source).rstrip("\n")
    return _SOLUTION.sub(lambda match: match[1] + _STUB, without_tests)


def _text(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)
