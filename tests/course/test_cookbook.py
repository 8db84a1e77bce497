"""The cookbook: code that fits its column, and a recipe for every function of a method."""

import ast
import doctest
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted((ROOT / "book" / "cookbook").glob("*.md"))
#: So many characters stand side by side on a page; what is longer must be scrolled.
WIDEST = 76
METHODS = ["history", "content", "systems"]


def code_lines(text):
    """Return (number, line) of each line inside the fences of a page."""
    found, is_code = [], False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("```"):
            is_code = not is_code
        elif is_code:
            found.append((number, line))
    return found


def public_functions(method):
    """Return the functions that a method's package gives out, each by its full name."""
    package = importlib.import_module(f"coursekit.{method}")
    source = Path(package.__file__).read_text("utf-8")
    names = re.findall(r"^from coursekit\.\S+ import \w+ as (\w+)$", source, re.MULTILINE)
    return {f"coursekit.{method}.{name}" for name in names if name.islower()}


def used_names(text):
    """Return what the examples of a page use, each by its full name; an import alone is no use."""
    tree = ast.parse("".join(example.source for example in doctest.DocTestParser().get_examples(text)))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    full = {alias.asname or alias.name: f"{node.module}.{alias.name}" for node in imports for alias in node.names}
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    dotted = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    return {full[name] for name in read & full.keys()} | {
        f"{full[node.value.id]}.{node.attr}" for node in dotted if node.value.id in full
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_line_of_code_is_cut_off(page):
    """Code and what it prints can be read without scrolling."""
    lines = code_lines(page.read_text("utf-8"))

    assert lines
    assert [(number, line) for number, line in lines if len(line) > WIDEST] == []


@pytest.mark.parametrize("method", METHODS)
def test_every_function_of_a_method_has_a_recipe(method):
    """What the package gives out, some recipe uses."""
    public = public_functions(method)
    used = set().union(*(used_names(page.read_text("utf-8")) for page in PAGES))

    assert len(public) > 10
    assert sorted(public - used) == []


def test_the_search_finds_code_and_uses():
    """The search itself is alive."""
    page = "Words.\n\n```python\n>>> from coursekit.content import cut, units\n>>> cut(1)\n\n```\n"
    dotted = "```python\n>>> from coursekit import history\n>>> history.cut(1)\n\n```\n"

    assert code_lines(page)[1] == (5, ">>> cut(1)")
    assert used_names(page) == {"coursekit.content.cut"}
    assert "coursekit.history.cut" in used_names(dotted)
