"""How long each stage takes: of ``make test`` by its targets, of the tests by what they are about.

As a program: ``stages.py begin``, then ``stages.py STAGE COMMAND …`` for each, then ``stages.py end``.
It stands before the environment, so it needs the standard library only.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import monotonic

_FILE = Path(__file__).parent.parent / "_build" / "stages.json"
#: Beginning of a test's id -> what it is about; the first that fits.
AREAS = {
    "tests/browser/test_jupyter": "Jupyter in a browser",
    "tests/browser/test_every_page": "every page, one visit",
    "tests/browser/": "the rest in browsers",
    "tests/course/": "the course",
    "tests/content/": "methods",
    "tests/corpus/": "methods",
    "tests/history/": "methods",
    "tests/systems/": "methods",
    "tests/": "the package",
    "notebooks/": "notebooks",
    "exercises/": "notebooks",
    "src/": "examples",
    "book/": "examples",
}


def area_of(nodeid):
    """Return what a test is about.

    Examples
    --------
    >>> area_of("tests/browser/test_pages.py::test_a"), area_of("notebooks/06-new-partnership.ipynb::Cell 0")
    ('the rest in browsers', 'notebooks')
    """
    return next((area for start, area in AREAS.items() if nodeid.startswith(start)), "other")


def table(rows):
    """Return rows of name and seconds as lines, in minutes.

    Examples
    --------
    >>> print(table({"lint": 30, "tests": 90}))
    lint                       0.5 min
    tests                      1.5 min
    """
    return "\n".join(f"{name:<24} {seconds / 60:>5.1f} min" for name, seconds in rows.items())


class Areas:
    """The part of pytest that sums what the tests of an area have taken, over all workers."""

    def __init__(self):
        self._seconds = Counter()

    def pytest_runtest_logreport(self, report):
        """Add what a test took, with what it set up."""
        self._seconds[area_of(report.nodeid)] += report.duration

    def pytest_terminal_summary(self, terminalreporter):
        """Write the table."""
        if self._seconds:
            terminalreporter.section("minutes of work, by what is tested")
            terminalreporter.write_line(table(dict(self._seconds.most_common())))


def _main(stage, *command):
    if stage == "begin":
        _FILE.parent.mkdir(exist_ok=True)
        _FILE.write_text("{}", "utf-8")
        return 0
    taken = json.loads(_FILE.read_text("utf-8"))
    if stage == "end":
        print(f"\n{table({**taken, 'in all': sum(taken.values())})}")
        return 0
    started = monotonic()
    done = subprocess.run(command, check=False)
    _FILE.write_text(json.dumps({**taken, stage: monotonic() - started}), "utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
