"""Run the course's notebooks and store their outputs as text.

``python -m coursekit.notebooks FILE…`` — the committed outputs are what nbval
compares, so they hold text only: no images, no widget state, no counters of a
particular run.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat

from coursekit.execution import fork_kernels
from coursekit.execution.side_by_side import run_side_by_side

#: Kinds of output that are kept: those that nbval compares.
_KEPT = ("text/plain", "text/html")


def run_and_store(files: Sequence[Path]) -> str:
    """Execute notebooks from top to bottom, side by side, and write them back with their text outputs.

    Parameters
    ----------
    files : sequence of pathlib.Path
        The notebooks; they are changed in place, except for one that fails.

    Returns
    -------
    str
        How many were run, and how much memory a kernel took.

    Raises
    ------
    Exception
        What stopped the first notebook that failed, when all others are done.
    """
    notebooks = [nbformat.read(file, as_version=4) for file in files]  # type: ignore[no-untyped-call]
    runs = run_side_by_side([(notebook, file.parent) for notebook, file in zip(notebooks, files, strict=True)])
    for notebook, file, run in zip(notebooks, files, runs, strict=True):
        if run.error is None:
            nbformat.write(_as_text(notebook), file)  # type: ignore[no-untyped-call]
    for run in runs:
        if run.error:
            raise run.error
    most = max((run.memory for run in runs), default=0) / 1e6
    return f"{len(files)} notebooks are stored; a kernel took up to {most:.0f} MB of memory of its own."


def _as_text(notebook: Any) -> Any:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "data" in output:
                output["data"] = {kind: text for kind, text in output["data"].items() if kind in _KEPT}
                output["metadata"] = {}
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


if __name__ == "__main__":
    fork_kernels()
    sys.stdout.write(run_and_store([Path(name) for name in sys.argv[1:]]) + "\n")
