"""Notebooks run at once, each to its own end, within cores and memory."""

import os

import nbformat

from coursekit.execution.memory import at_once, own_memory
from coursekit.execution.side_by_side import run_side_by_side
from coursekit.notebooks import run_and_store


def notebook(*cells):
    """Return a notebook of some cells."""
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])


def test_each_runs_to_its_own_end(tmp_path):
    """Outputs come in place, runs in the order of the notebooks, and one that fails stops no other."""
    given = [notebook("print(1)"), notebook("1 / 0", "print('never')"), notebook("import os; os._exit(3)"), notebook()]
    runs = run_side_by_side([(one, tmp_path) for one in given])

    assert [type(run.error).__name__ for run in runs] == [
        "NoneType",
        "CellExecutionError",
        "DeadKernelError",
        "NoneType",
    ]
    assert given[0].cells[0].outputs[0].text == "1\n"
    assert not given[1].cells[1].outputs
    assert runs[0].memory > 1_000_000


def test_kernels_at_once_are_bounded_by_cores_and_memory(monkeypatch):
    """As many as there are cores, one at least, and no more than fit."""
    cores = len(os.sched_getaffinity(0))

    assert 1 <= at_once(1000) <= cores
    assert own_memory(os.getpid()) > 1_000_000


def test_notebooks_are_stored_with_text_alone(tmp_path):
    """No picture, no state of widgets; and the closing line tells the memory of a kernel."""
    file = tmp_path / "one.ipynb"
    nbformat.write(notebook("import matplotlib.pyplot as plt\nfigure = plt.plot([1, 2])\nprint('said')", "6 * 7"), file)
    line = run_and_store([file])

    stored = nbformat.read(file, 4)
    kinds = [set(output.get("data", {"stream": 0})) for cell in stored.cells for output in cell.outputs]
    assert kinds == [{"stream"}, {"text/plain"}, {"text/plain"}]
    assert line.startswith("1 notebooks are stored; a kernel took up to ")
