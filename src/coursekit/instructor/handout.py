"""What a student takes away: notebooks that run where they are opened, and the student pack.

Owns the cell that gets the course's package, the one that says what to hand in, and the
writing of a pack. Standard library only; notebooks are read as data.
"""

import io
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from coursekit.language import words
from coursekit.version import VERSION

#: The package as a file; its version is the course's, so a notebook names exactly one.
WHEEL = f"coursekit-{VERSION}-py3-none-any.whl"
#: Where a pack has it, seen from a notebook of the pack.
_BESIDE = ("", "../wheel/")
#: The same files give the same bytes: no file of a pack has a date of its own.
_NO_DATE = (2020, 1, 1, 0, 0, 0)
_GET = """\
# {comment}
import importlib.util
import subprocess
import sys
from pathlib import Path

if importlib.util.find_spec("coursekit") is None:
    wheels = [folder + "{wheel}" for folder in {beside}]
    source = next((wheel for wheel in wheels if Path(wheel).exists()), "{address}")
    if not source:
        raise FileNotFoundError("{missing}")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", source], check=True)\
"""


def handed_out(notebook: dict[str, Any], *, address: str = "", language: str | None = None) -> dict[str, Any]:
    """Return a lab or practice notebook as a student gets it: without outputs, and able to start.

    Parameters
    ----------
    notebook : dict
        The notebook as JSON (nbformat 4); it is not changed.
    address : str
        Where the book is published, if it is known: the package can be had from there.
    language : str, optional
        ``en``, ``kk`` or ``ru``; the current language by default.

    Examples
    --------
    >>> cell = {"cell_type": "code", "metadata": {}, "source": "1 + 1", "outputs": [{}], "execution_count": 3}
    >>> taken = handed_out({"cells": [cell]})["cells"]
    >>> [cell["cell_type"] for cell in taken], taken[-1]["outputs"]
    (['markdown', 'code', 'code'], [])
    """
    taken = without_outputs(notebook)
    taken["cells"] = [*beginning(address=address, language=language), *taken.get("cells", [])]
    return taken


def without_outputs(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a notebook as it is before it runs.

    Examples
    --------
    >>> cell = {"cell_type": "code", "source": "1 + 1", "outputs": [{}], "execution_count": 3}
    >>> without_outputs({"cells": [cell]})["cells"][0]["outputs"]
    []
    """
    fresh = deepcopy(notebook)
    for cell in fresh.get("cells", []):
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return fresh


def beginning(*, address: str = "", language: str | None = None) -> list[dict[str, Any]]:
    """Return the cells that say how to get the course's package, and get it; parameters as :func:`handed_out`.

    Examples
    --------
    >>> WHEEL in beginning()[1]["source"]
    True
    """
    said = words(language)
    site = f"{address.rstrip('/')}/{WHEEL}" if address else ""
    told = said["start_site"].format(site=site) if site else said["start_no_site"].format(wheel=WHEEL)
    code = _GET.format(
        comment=said["start_comment"],
        wheel=WHEEL,
        beside=_BESIDE,
        address=site,
        missing=said["start_missing"].format(wheel=WHEEL),
    )
    text = f"{said['start'].format(version=VERSION)}\n{told}"
    return [_cell("markdown", "get-coursekit", text), _cell("code", "get-coursekit-now", code)]


def ending(file_name: str, *, language: str | None = None) -> dict[str, Any]:
    """Return the cell that says what is handed in, and what the file is called.

    Examples
    --------
    >>> "assignment-06-" in ending("assignment-06")["source"]
    True
    """
    said = words(language)
    return _cell("markdown", "hand-in", said["hand_in"].format(name=f"{file_name}-{said['hand_in_number']}.ipynb"))


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP archive; the same files give the same bytes.

    Parameters
    ----------
    files : mapping of str to bytes
        Path inside the archive and content.

    Examples
    --------
    >>> packed({"b": b"2", "a": b"1"}) == packed({"a": b"1", "b": b"2"})
    True
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Not the machine's own: else a pack from Windows differed from one made elsewhere.
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return written.getvalue()


def _cell(kind: str, name: str, source: str) -> dict[str, Any]:
    # Locked and without points: nbgrader leaves such a cell as it is.
    graded = {"grade": False, "grade_id": name, "locked": True, "schema_version": 3, "solution": False, "task": False}
    cell: dict[str, Any] = {"cell_type": kind, "id": name, "metadata": {"nbgrader": graded}, "source": source}
    return {**cell, "outputs": [], "execution_count": None} if kind == "code" else cell
