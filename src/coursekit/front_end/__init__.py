"""The front end: one script and one style, joined from the files of the folders here.

Owns the joining. The files are ES modules, but a page opened from disk cannot load
modules, and anywidget takes a single one; so they are put into one scope here, each
after those it imports. A page carries only the kinds that stand on it.

``kinds``, ``explorers`` and ``pages`` hold what stands on a page, one kind a name:
KIND.js, KIND.css, KIND.words.json. Each may import from ``frame`` (what every question
has in common, and the entrances), ``saving`` (what is kept of one's answers) and
``shared`` (elements, words, drawing), and these three only from those named after them.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent
_IMPORT = re.compile(r'^import .*? from "(\.[./\w]+\.js)";\n', re.MULTILINE)
_ENTRANCES = _FOLDER / "frame" / "entrances.js"
_FRAME_STYLE = _FOLDER / "frame" / "base.css"
_DEFAULT = "export default { render };"


def kinds() -> list[str]:
    """Return the kinds of questions, charts and pages that the front end can show.

    Examples
    --------
    >>> {"choice", "order", "number", "chart"} <= set(kinds())
    True
    """
    return list(_scripts())


def module() -> str:
    """Return the front end with all kinds as one ES module, as anywidget takes it."""
    return _joined(kinds()) + _DEFAULT + "\n"


def script(of: Iterable[str] | None = None) -> str:
    r"""Return the front end as a classic script that brings a built page to life.

    Parameters
    ----------
    of : iterable of str, optional
        The kinds that stand on the page; all by default. A kind that has no
        script of its own is left out.

    Examples
    --------
    >>> script(["choice"])[:9], "KINDS.order" in script(["choice"])
    ('(() => {\n', False)
    """
    return f"(() => {{\n{_joined(kinds() if of is None else of)}window.coursekit = API;\nstart();\n}})();\n"


def style(of: Iterable[str] | None = None) -> str:
    """Return the style of the frame and of these kinds; all by default.

    Examples
    --------
    >>> ".ck-question" in style([])
    True
    """
    files = [_FRAME_STYLE, *(file.with_suffix(".css") for file in _of(kinds() if of is None else of))]
    return "\n".join(_without_css_comments(_read(file)) for file in files if file.exists())


@cache
def _scripts() -> dict[str, Path]:
    """Return the script of each kind, in the order of their names."""
    files = sorted(_FOLDER.glob("*/*.js"), key=lambda file: file.stem)
    return {file.stem: file for file in files if f"KINDS.{file.stem} =" in _read(file)}


def _of(wanted: Iterable[str]) -> list[Path]:
    """Return the scripts of the wanted kinds that have one."""
    return [_scripts()[kind] for kind in sorted(set(wanted) & set(_scripts()))]


def _joined(of: Iterable[str]) -> str:
    order: list[Path] = []
    for file in [*_of(of), _ENTRANCES]:
        _add(file, order)
    return "".join(_plain(_read(file)) for file in order)


def _add(file: Path, order: list[Path]) -> None:
    """Append a file after those it imports, each once."""
    if file in order:
        return
    for imported in _IMPORT.findall(_read(file)):
        _add((file.parent / imported).resolve(), order)
    order.append(file)


def _plain(source: str) -> str:
    """Return a module's body for a shared scope: no imports and exports, notes or indents."""
    body = _IMPORT.sub("", source).replace(_DEFAULT, "")
    body = re.sub(r"^export (?=(const|let|function|async|class)\b)", "", body, flags=re.MULTILINE)
    body = re.sub(r"^\s*/\*\*.*?\*/$", "", body, flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in body.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _without_css_comments(source: str) -> str:
    return re.sub(r"/\*.*?\*/\n?", "", source, flags=re.DOTALL)


@cache
def _read(file: Path) -> str:
    return file.read_text("utf-8")
