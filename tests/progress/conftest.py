"""A file of answers."""

import json

import pytest


@pytest.fixture(name="write")
def _write(tmp_path):
    """Write answers as a file and return its path."""

    def write(answers, name="answers.json", **other):
        content = {"format": "coursekit-progress", "version": 1, "course": "2026.1", "saved": "", "answers": answers}
        file = tmp_path / name
        file.write_text(json.dumps({**content, **other}), "utf-8")
        return file

    return write
