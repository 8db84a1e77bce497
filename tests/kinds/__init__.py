"""How the tests answer each kind of question; one module per kind, found by its name."""

from importlib import import_module
from pathlib import Path

NAMES = sorted(file.stem for file in Path(__file__).parent.glob("[a-z]*.py"))


def driver(kind):
    """Return the module that answers this kind."""
    return import_module(f"kinds.{kind}")


def strange():
    """Return a strategy of answers that no page sends, but a file may hold."""
    from hypothesis import strategies as st

    leaf = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | st.text(max_size=8)
    hostile = st.sampled_from(["__proto__", "constructor", "toString", "<script>alert(1)</script>", "\ud83d\ude00" * 3])
    nested = st.lists(leaf | hostile, max_size=4) | st.dictionaries(hostile | st.text(max_size=3), leaf, max_size=3)
    return leaf | hostile | nested
