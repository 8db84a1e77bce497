"""Run the course's notebooks and store their outputs as text.

``python -m coursekit.notebooks FILE…`` — the committed outputs are what nbval
compares, so they hold text only: no images, no widget state, no counters of a
particular run.
"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

#: Kinds of output that are kept: those that nbval compares.
_KEPT = ("text/plain", "text/html")


def run_and_store(file: Path) -> None:
    """Execute a notebook from top to bottom and write it back with its text outputs.

    Parameters
    ----------
    file : pathlib.Path
        The notebook; it is changed in place.
    """
    notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(file.parent)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if "data" in output:
                output["data"] = {kind: text for kind, text in output["data"].items() if kind in _KEPT}
                output["metadata"] = {}
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, file)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    for name in sys.argv[1:]:
        run_and_store(Path(name))
