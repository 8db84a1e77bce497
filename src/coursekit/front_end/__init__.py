"""The front end: one script and one style, joined from the files of this folder.

Owns the joining. The files are ES modules, but a page opened from disk cannot load
modules, and anywidget takes a single one; so they are put into one scope here, each
after those it imports. A page carries only the kinds that stand on it.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_IMPORT = re.compile(r'^import .*? from "\./(\w+)\.js";\n', re.MULTILINE)
_ENTRANCES = "entrances"
_DEFAULT = "export default { render };"


def kinds() -> list[str]:
    """Return the kinds of questions, charts and pages that the front end can show.

    Examples
    --------
    >>> {"choice", "order", "number", "chart"} <= set(kinds())
    True
    """
    return sorted(file.stem for file in _FOLDER.glob("*.js") if f"KINDS.{file.stem} =" in _read(file.name))


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
    files = ["base.css", *(f"{kind}.css" for kind in sorted(kinds() if of is None else of))]
    return "\n".join(_without_css_comments(_read(name)) for name in files if (_FOLDER / name).exists())


def _joined(of: Iterable[str]) -> str:
    order: list[str] = []
    for name in [*sorted(set(of) & set(kinds())), _ENTRANCES]:
        _add(name, order)
    return "".join(_plain(_read(f"{name}.js")) for name in order)


def _add(name: str, order: list[str]) -> None:
    """Append a file after those it imports, each once."""
    if name in order:
        return
    for imported in _IMPORT.findall(_read(f"{name}.js")):
        _add(imported, order)
    order.append(name)


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
def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")
