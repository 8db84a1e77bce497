"""The joining of the front end."""

import gzip
import re
from collections import Counter

import pytest

from coursekit.book.assets import minified
from coursekit.front_end import _FOLDER, _IMPORT, kinds, module, script, style
from coursekit.questions.bank import KINDS

#: Folder -> those its files may import from, besides their own.
MAY_IMPORT = {
    "shared": set(),
    "saving": {"shared"},
    "frame": {"saving", "shared"},
    "kinds": {"frame", "saving", "shared"},
    "explorers": {"frame", "saving", "shared"},
    "pages": {"frame", "saving", "shared"},
}


def test_no_two_files_use_the_same_name():
    """All files share one scope, so a name at the top of one is taken for all."""
    names = Counter(
        name
        for file in _FOLDER.glob("*/*.js")
        for name in re.findall(
            r"^(?:export )?(?:const|let|(?:async )?function|class) (\w+)", file.read_text("utf-8"), re.MULTILINE
        )
    )

    assert [name for name, times in names.items() if times > 1] == []


def test_imports_between_the_folders_point_downwards():
    """A kind knows the frame, never the frame a kind; nor one kind of thing another."""
    found = {
        (file.parent.name, (file.parent / imported).resolve().parent.name)
        for file in _FOLDER.glob("*/*.js")
        for imported in _IMPORT.findall(file.read_text("utf-8"))
    }

    assert {folder for folder, _ in found} == MAY_IMPORT.keys()
    assert [(folder, other) for folder, other in found if other not in MAY_IMPORT[folder] | {folder}] == []


def test_every_file_lies_in_a_folder_and_every_kind_of_question_in_its_own():
    """A newcomer finds a kind's script where the kinds are; a style or word nobody asks for would reach no page."""
    written = {file.name.partition(".")[0] for file in _FOLDER.glob("*/*") if file.suffix in {".css", ".json"}}

    assert {file.name for file in _FOLDER.iterdir() if file.is_file()} == {"__init__.py"}
    assert {file.parent.name for file in _FOLDER.glob("*/*.js")} == MAY_IMPORT.keys()
    assert {file.stem for file in _FOLDER.glob("kinds/*.js")} == KINDS.keys()
    assert written <= {"base", *kinds()}


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
