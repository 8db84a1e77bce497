"""Paths and small material that many tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

# A verdict must not depend on how busy the machine is.
settings.register_profile("course", deadline=None)
settings.load_profile("course")

ROOT = Path(__file__).parent.parent


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
