"""What an import costs."""

import subprocess
import sys

HEAVY = ("pandas", "numpy", "matplotlib", "ipywidgets", "anywidget", "IPython", "sphinx", "docutils")


def loaded_after(statement: str) -> set[str]:
    """Return the heavy packages in memory after a statement, in a fresh interpreter."""
    script = f"{statement}\nimport sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_coursekit_loads_nothing_heavy():
    """`import coursekit` is cheap."""
    assert loaded_after("import coursekit") == set()


def test_questions_and_facts_need_the_standard_library_only():
    """The core of the exercises runs where pandas is not."""
    assert loaded_after("import coursekit.questions, coursekit.facts, coursekit.language") == set()


def test_the_check_sees_a_heavy_import():
    """The check itself is alive."""
    assert "pandas" in loaded_after("import coursekit; coursekit.load('claims')")


def test_an_unknown_name_is_refused():
    """The package says what it offers."""
    done = subprocess.run(
        [sys.executable, "-c", "import coursekit; coursekit.lod"], capture_output=True, text=True, check=False
    )

    assert "it offers" in done.stderr
