"""What an import costs."""

import subprocess
import sys

import pytest

HEAVY = ("pandas", "numpy", "matplotlib", "ipywidgets", "anywidget", "IPython", "sphinx", "docutils")
#: What the methods use, and import only where it is needed.
LATE = ("scipy", "sklearn", "snowballstemmer", "bs4", "lxml", "docx", "pypdfium2", "pyrefiqda", "rich", "matplotlib")


def loaded_after(statement: str, packages: tuple[str, ...] = HEAVY) -> set[str]:
    """Return the heavy packages in memory after a statement, in a fresh interpreter."""
    script = f"{statement}\nimport sys; print(*(name for name in {packages!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_coursekit_loads_nothing_heavy():
    """`import coursekit` is cheap."""
    assert loaded_after("import coursekit") == set()


def test_questions_and_facts_need_the_standard_library_only():
    """The core of the exercises runs where pandas is not."""
    assert loaded_after("import coursekit.questions, coursekit.facts, coursekit.language") == set()


@pytest.mark.parametrize("method", ["content", "corpus", "history", "systems", "cli"])
def test_the_methods_import_late_what_only_some_need(method):
    """Who counts codes does not wait for a PDF reader."""
    assert loaded_after(f"import coursekit.{method}", LATE) == set()


def test_the_check_sees_a_heavy_import():
    """The check itself is alive."""
    assert "pandas" in loaded_after("import coursekit; coursekit.load('claims')")


def test_an_unknown_name_is_refused():
    """The package says what it offers."""
    done = subprocess.run(
        [sys.executable, "-c", "import coursekit; coursekit.lod"], capture_output=True, text=True, check=False
    )

    assert "it offers" in done.stderr
