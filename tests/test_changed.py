"""What daily work leaves out, and what it does not."""

import json
import subprocess
import sys

import pytest

from changed import ROOT, _sources

MEASURES = "tests/systems/test_measures.py"
VISIT = "tests/browser/test_every_page.py::test_a_page_passes_its_visit[index.html]"


@pytest.mark.parametrize(
    ("part", "file", "read"),
    [
        (MEASURES, MEASURES, True),
        (MEASURES, "tests/conftest.py", True),
        (MEASURES, "src/coursekit/systems/measures.py", True),
        (MEASURES, "src/coursekit/data/events.csv", True),
        (MEASURES, "src/coursekit/history/dates.py", False),
        (MEASURES, "book/06-new-partnership.md", False),
        ("tests/course/test_contract.py", "book/06-new-partnership.md", True),
        ("tests/test_questions.py", "exercises/06-new-partnership/questions.toml", True),
        ("tests/test_front_end.py", "src/coursekit/front_end/kinds/choice.js", True),
        ("tests/plots/test_figure.py", "src/coursekit/plots/style.py", True),
        ("tests/browser/test_kinds.py", "tests/kinds/choice.py", True),
        ("tests/browser/test_kinds.py", "src/coursekit/book/theme/static/atlas.css", True),
        ("notebooks/06-new-partnership.ipynb", "notebooks/06-new-partnership.ipynb", True),
        ("notebooks/06-new-partnership.ipynb", "src/coursekit/systems/measures.py", True),
        (VISIT, "_build/html/index.html", True),
        (VISIT, "tests/browser/visit.py", True),
        (VISIT, "_build/html/book/claims.html", False),
    ],
)
def test_a_part_reads_what_it_needs_and_no_more(part, file, read):
    """Through the imports, the data and the texts; each file named here is there."""
    assert (ROOT / file).is_file()
    assert (ROOT / file in _sources(part)) is read


def test_what_has_passed_is_left_out_until_it_reads_otherwise(tmp_path):
    """Run, left out, and run again once its mark is another."""
    command = [sys.executable, "-m", "pytest", "tests/test_errors.py", "-n", "0", "-o", f"cache_dir={tmp_path}"]

    def run(*more):
        return subprocess.run([*command, *more], capture_output=True, text=True, cwd=ROOT, check=False)

    first, second = run(), run("--changed-only")
    kept = tmp_path / "v/course/green"
    marks = json.loads(kept.read_text("utf-8"))
    kept.write_text(json.dumps(dict.fromkeys(marks, "another")), "utf-8")
    third = run("--changed-only")

    assert [each.returncode for each in (first, second, third)] == [0, 5, 0]
    assert list(marks) == ["tests/test_errors.py"]
    assert "deselected" in second.stdout


def test_a_run_of_some_tests_says_nothing_of_a_whole_file(tmp_path):
    """One of them passed: the others may fail."""
    command = [sys.executable, "-m", "pytest", "tests/test_errors.py", "-n", "0", "-o", f"cache_dir={tmp_path}"]
    subprocess.run([*command, "-k", "e"], capture_output=True, cwd=ROOT, check=True)

    assert not (tmp_path / "v/course/green").exists()
