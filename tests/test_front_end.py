"""The joining of the front end."""

import gzip
import re
from collections import Counter

import pytest

from coursekit.book.assets import minified
from coursekit.front_end import _FOLDER, kinds, module, script, style


def test_no_two_files_use_the_same_name():
    """All files share one scope, so a name at the top of one is taken for all."""
    names = Counter(
        name
        for file in _FOLDER.glob("*.js")
        for name in re.findall(
            r"^(?:export )?(?:const|let|(?:async )?function|class) (\w+)", file.read_text("utf-8"), re.MULTILINE
        )
    )

    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("kind", kinds())
def test_a_file_brings_along_what_it_imports(kind):
    """Each kind alone is a whole script: nothing is imported any more, and each file stands in it once."""
    alone = script([kind])

    assert "import {" not in alone
    assert not re.search(r"^export ", alone, re.MULTILINE)
    assert alone.count("window.coursekit = API") == 1
    assert alone.count("function translator") == 1
    assert f"KINDS.{kind} =" in alone


def test_a_notebook_gets_one_module_with_all_kinds():
    """anywidget takes a module that exports `render`."""
    assert module().rstrip().endswith("export default { render };")
    assert all(f"KINDS.{kind} =" in module() for kind in kinds())
    assert len(style([])) < len(style())


def test_all_kinds_and_the_review_keep_their_budget():
    """Script and style of every kind of question, figure and review, as a page would carry them, compressed."""
    # The greeting of the home page and the page for handing in stand on pages of their own.
    carried = set(kinds()) - {"welcome", "handin"}
    parts = ((script(carried), "js"), (style(carried), "css"))
    weight = sum(len(gzip.compress(minified(text, ending).encode(), 6)) for text, ending in parts)

    assert weight <= 35_000
