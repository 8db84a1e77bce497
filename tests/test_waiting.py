"""The progress bar: only where work is long and somebody watches."""

import io
import sys

import pytest

from coursekit import waiting


class Terminal(io.StringIO):
    """Standard error as a terminal has it."""

    def isatty(self):
        """Say that somebody watches."""
        return True


@pytest.fixture(name="shown")
def _shown(monkeypatch):
    """Run steps at once as if each took a second; return what was written."""

    def run(items, stream, **options):
        seconds = iter(range(10_000))
        monkeypatch.setattr(waiting.time, "monotonic", lambda: next(seconds))
        monkeypatch.setattr(waiting.sys, "stderr", stream)
        seen = list(waiting.steps(items, "Reading pages", **options))
        return seen, stream.getvalue()

    return run


def test_short_work_shows_nothing(shown):
    """Two steps of a second each are over before a bar would help."""
    assert shown([1, 2], Terminal()) == ([1, 2], "")


def test_long_work_shows_its_label_to_somebody_who_watches(shown):
    """After two seconds there is a bar, and no item is lost or doubled."""
    seen, written = shown(range(40), Terminal())

    assert seen == list(range(40))
    assert "Reading pages" in written


def test_nothing_is_drawn_where_nobody_watches(shown):
    """A log file stays clean."""
    assert shown(iter(range(40)), io.StringIO(), total=40) == (list(range(40)), "")


def test_without_rich_the_work_goes_on(shown, monkeypatch):
    """A bar that cannot be drawn is no reason to stop."""
    monkeypatch.setitem(sys.modules, "rich.progress", None)

    assert shown(range(40), Terminal()) == (list(range(40)), "")
