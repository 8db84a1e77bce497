"""Figures are drawn once, and kept as pieces of pages until something changes that they are drawn from.

Where ``COURSEKIT_FIGURES`` names a folder: the build of the book names one, a notebook has none
of its own. Needs no matplotlib for a figure that is kept.
"""

import json
import os
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import NamedTemporaryFile

from coursekit.digest import digest
from coursekit.plots.places import place_of

#: The variable that names the folder.
FOLDER = "COURSEKIT_FIGURES"
_COURSE = Path(__file__).parents[1]
_CHAPTERS = Path(__file__).with_name("chapters")
#: Rooms that no figure enters.
_ELSEWHERE = {
    "authoring",
    "book",
    "cli.py",
    "execution",
    "front_end",
    "instructor",
    "notebooks.py",
    "questions",
    "serve.py",
    "widgets",
}
_LIBRARIES = ("matplotlib", "networkx", "numpy", "pandas", "scikit-learn", "scipy")


def figure_piece(name: str, words: dict[str, str]) -> str:
    """Return a figure as a piece of a page, as :func:`coursekit.plots.page.figure_html` does.

    Parameters
    ----------
    name : str
        As registered.
    words : dict
        The interface words of the page's language.

    Raises
    ------
    FigureError
        If there is no such figure.

    Examples
    --------
    >>> from coursekit.language import words
    >>> figure_piece("06-envelopes", words("en"))[:11]
    '<div class='
    """
    kept = _place(name, words)
    if kept is None:
        return _drawn(name, words)
    if not kept.exists():
        _keep(kept, _drawn(name, words))
        _forget_others(kept, name)
    return kept.read_text("utf-8")


def is_kept(name: str, words: dict[str, str]) -> bool:
    """Return whether a figure need not be drawn."""
    kept = _place(name, words)
    return kept is not None and kept.exists()


def _drawn(name: str, words: dict[str, str]) -> str:
    # Imported here: a figure that is kept does without matplotlib.
    from coursekit.plots.figure import find
    from coursekit.plots.page import figure_html

    return figure_html(find(name), words)


def _place(name: str, words: dict[str, str]) -> Path | None:
    folder = os.environ.get(FOLDER)
    if not folder:
        return None
    inputs = sha256(f"{_inputs(place_of(name))} {json.dumps(words)}".encode()).hexdigest()[:16]
    return Path(folder) / f"{name}-{inputs}.html"


@cache
def _inputs(place: str | None) -> str:
    """Return what stands for all that the figures of a place are drawn from: code, data, libraries."""
    shared = [entry for entry in _COURSE.iterdir() if entry.name not in _ELSEWHERE | {"plots"}]
    drawing = [entry for entry in _CHAPTERS.parent.iterdir() if entry != _CHAPTERS]
    own = _CHAPTERS.glob(f"{place}*")
    return f"{digest([*shared, *drawing, *own])} {' '.join(map(_version, _LIBRARIES))}"


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


def _keep(file: Path, piece: str) -> None:
    """Write it whole or not at all: several processes draw side by side."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as written:
        written.write(piece)
    Path(written.name).replace(file)


def _forget_others(kept: Path, name: str) -> None:
    for former in kept.parent.glob(f"{name}-????????????????.html"):
        if former != kept:
            former.unlink(missing_ok=True)
