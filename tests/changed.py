"""What a test reads, and whether that is as it was when the test last passed.

For daily work only (``make check``): ``make test`` and the public run leave nothing out.
"""

import ast
import hashlib
import re
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent
_PACKAGE = ROOT / "src" / "coursekit"
_BUILT = ROOT / "_build" / "html"
_VISITS = "tests/browser/test_every_page.py"
#: What the course says, as its authors write it.
_TEXTS = ("book", "exercises", "notebooks", "index.md", "_toc.yml", "_config.yml", "pyproject.toml", "requirements.txt")
#: Modules that read them; a test that names the repository's root may read anything.
_READERS = {_PACKAGE / name for name in ("questions/bank.py", "chapters.py", "assignments.py", "notebooks.py")}
_READERS |= {_PACKAGE / name / "__init__.py" for name in ("book", "authoring", "instructor")}
#: What a page in a browser is made of beside its text.
_FRAME = ("src/coursekit/front_end", "src/coursekit/book", "src/coursekit/words.json")


def part_of(nodeid):
    """Return what passes or fails as one: a file of tests, a notebook, the visit of one page.

    Examples
    --------
    >>> part_of("tests/test_book.py::test_a[b]"), part_of("tests/browser/test_every_page.py::test_a[index.html]")
    ('tests/test_book.py', 'tests/browser/test_every_page.py::test_a[index.html]')
    """
    file = nodeid.partition("::")[0]
    return nodeid if file == _VISITS else file


@cache
def mark_of(part):
    """Return a mark of all that a part reads: another mark, another content."""
    content = hashlib.sha256()
    for file in sorted(_sources(part)):
        content.update(str(file).encode() + b"\0" + hashlib.sha256(_bytes(file)).digest())
    return content.hexdigest()


@cache
def _bytes(file):
    return file.read_bytes() if file.is_file() else b""


def _sources(part):
    file, _, test = part.partition("::")
    found = {ROOT / file, *_tests_own(ROOT / file)}
    if test:
        # What the page was made of is in the page as it was built.
        page = test.partition("[")[2].rstrip("]")
        return found | {
            _BUILT / page,
            *_within("_build/html/_static", "*.js"),
            *_within("_build/html/_static", "*.css"),
        }
    found |= _reached(ROOT / file)
    if file.startswith("tests/browser/"):
        return found.union(*(_within(place) for place in _FRAME))
    reads = found & _READERS or re.search(rb"(?i)\broot\b", _bytes(ROOT / file))
    return found.union(*(_within(place) for place in _TEXTS)) if reads else found


def _within(place, pattern="*"):
    start = ROOT / place
    return {start} if start.is_file() else {file for file in start.rglob(pattern) if "__pycache__" not in file.parts}


@cache
def _imports(file):
    """Return the modules that a Python file names in its imports."""
    if file.suffix != ".py":
        return frozenset()
    found = set()
    for node in ast.walk(ast.parse(_bytes(file))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


@cache
def _tests_own(file):
    """Return the files of the tests that a file of tests imports, and those they import; and those all have."""
    found = {ROOT / "tests/conftest.py", *file.parent.glob("conftest.py"), *file.parent.glob("*.json")}
    waiting = [file, *found]
    while waiting:
        for name in _imports(waiting.pop()):
            folder = name.split(".")[0]
            places = [ROOT / "tests" / f"{name}.py", ROOT / "tests/browser" / f"{name}.py"]
            # `kinds` and `cases` find their modules by name.
            places += (ROOT / "tests" / folder).glob("*") if folder in ("kinds", "cases") else []
            new = {place for place in places if place.is_file()} - found
            found |= new
            waiting += new
    return frozenset(found)


@cache
def _reached(file):
    """Return the files of the package that a file's imports reach, and the data."""
    graph = _graph()
    named = {name for own in {file, *_tests_own(file)} for name in _imports(own) if name in graph.modules}
    if file.is_relative_to(_PACKAGE):
        named.add(".".join(file.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__"))
    if file.suffix != ".py" or "coursekit" in named:
        named = set(graph.modules)
    modules = named.union(*(graph.find_upstream_modules(name) for name in named))
    # The figures of a chapter are found by name.
    if "coursekit.plots.figure" in modules:
        modules |= {name for name in graph.modules if name.startswith("coursekit.plots.")}
    files = {file for name in modules for file in _files_of(name)}
    return frozenset(files | (_within("src/coursekit/data") if files else set()))


@cache
def _graph():
    return grimp.build_graph("coursekit", cache_dir=None)


@cache
def _files_of(module):
    """Return the file of a module; of a package also what lies in it and is no Python."""
    place = ROOT / "src" / Path(*module.split("."))
    if not place.is_dir():
        return frozenset({place.with_suffix(".py")})
    others = _within(place) if place != _PACKAGE else set()
    return frozenset({place / "__init__.py", *(file for file in others if file.suffix != ".py")})


class Changed:
    """The part of pytest that remembers what passed, and leaves it out where that is asked for."""

    def __init__(self, config):
        self._config = config
        self._passed = {}
        # A run of some tests of a file says nothing of the others.
        narrowed = config.option.keyword or config.option.markexpr or any("::" in each for each in config.args)
        self._remembers = not narrowed and not hasattr(config, "workerinput")

    def pytest_collection_modifyitems(self, config, items):
        """Leave out what has the mark that it had when it last passed."""
        if not config.option.changed_only:
            return
        green = config.cache.get("course/green", {})
        parts = {part_of(item.nodeid) for item in items}
        same = {part for part in parts if green.get(part) == mark_of(part)}
        config.hook.pytest_deselected(items=[item for item in items if part_of(item.nodeid) in same])
        items[:] = [item for item in items if part_of(item.nodeid) not in same]

    def pytest_runtest_logreport(self, report):
        """Note of each part whether all of it has passed; its mark is taken at the first test."""
        part = part_of(report.nodeid)
        if self._remembers:
            mark_of(part)
            self._passed[part] = self._passed.get(part, True) and not report.failed

    def pytest_sessionfinish(self, exitstatus):
        """Remember what has passed, and forget what has failed."""
        # Stopped before its end, a run has not seen all tests of a part.
        if not self._remembers or exitstatus not in (0, 1):
            return
        green = self._config.cache.get("course/green", {})
        green |= {part: mark_of(part) for part, passed in self._passed.items() if passed}
        for part in [part for part, passed in self._passed.items() if not passed]:
            green.pop(part, None)
        self._config.cache.set("course/green", green)
