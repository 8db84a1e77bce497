"""Paths and small material that many tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

from changed import Changed
from stages import Areas
from workers import Parts

# A verdict must not depend on how busy the machine is.
settings.register_profile("course", deadline=None)
settings.load_profile("course")

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser):
    """Add the option of daily work."""
    told = "leave out what reads the same as when it last passed (for daily work; make test does all)"
    parser.addoption("--changed-only", action="store_true", help=told)


def pytest_configure(config):
    """Add what sums the minutes, and what remembers the tests that passed."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Areas())
    if config.pluginmanager.hasplugin("cacheprovider"):
        config.pluginmanager.register(Changed(config))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Share the tests by parts, unless another way was asked for."""
    return Parts(config, log) if config.option.dist == "loadfile" else None


@pytest.fixture(name="root", scope="session")
def _root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(name="write_bank")
def _write_bank(tmp_path):
    """Write a question bank of given TOML text and return its path."""

    def write(text: str) -> Path:
        file = tmp_path / "01-try" / "questions.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    return write
