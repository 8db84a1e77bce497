"""How a chapter begins: what is laid, what is left, and that it can be built at once."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from coursekit.authoring import contents, lay
from coursekit.authoring.parts import PARTS, place
from coursekit.authoring.skeleton import filled
from coursekit.data.package import rows
from coursekit.errors import ChapterError

ROOT = Path(__file__).parent.parent.parent
SLUG = "07-twelve-years-of-practice"
CHAPTERS = "src/coursekit/data/chapters.csv"
#: What a skeleton lacks when nothing of it is written yet, but for the claims that the ledger gives the chapter.
LACKS = """\
page: to be written: 19, the first of them: what one can do with the sources after this chapter.
notes: to be written: 5, the first of them: what these notes add to the discussion questions of the chapter.
lab: to be written: 9, the first of them: what the lab tests, as a question
questions: to be written: 39, the first of them: a question on the sources, with one right answer
practice: to be written: 1, the first of them: what the questions are on.
assignment: to be written: 10, the first of them: what is done, in one line
figures: to be written: 10, the first of them: what the figure finds, as a sentence
page: expected 110 to 220 words in the case, found 23
page: expected 1800 to 2800 words of prose, found 94
questions: expected at least 10 questions with place = 'practice', found 1
lab: expected stored outputs, found cells that were not run: make notebooks
practice: expected stored outputs, found cells that were not run: make notebooks
assignment: expected stored outputs, found cells that were not run: make notebooks
assignment: expected at least 3 tests with points, found 1
""".splitlines()


def python(course, code):
    """Run code with the package of a copy of the course; return what it prints."""
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=course,
        env={"PYTHONPATH": str(course / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(name="course", scope="module")
def _course(tmp_path_factory):
    """A copy of the course in which chapter 7 has just been laid by the command."""
    course = tmp_path_factory.mktemp("course")
    for folder in ("src", "skeleton"):
        shutil.copytree(ROOT / folder, course / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in [
        *ROOT.glob("exercises/**/*.toml"),
        ROOT / "book/references.bib",
        ROOT / "_config.yml",
        ROOT / "_toc.yml",
    ]:
        (course / file.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, course / file.relative_to(ROOT))
    python(course, "from coursekit.cli import main; main(['chapter', '07'])")
    return course


@pytest.fixture(name="empty")
def _empty(tmp_path):
    """A course without a chapter, but for what a skeleton needs."""
    shutil.copytree(ROOT / "skeleton", tmp_path / "skeleton")
    for name in ("_toc.yml", CHAPTERS):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_every_part_is_laid_and_the_chapter_entered(empty):
    """What is there afterwards: seven parts, one changed row, the pages in their order."""
    before = (empty / CHAPTERS).read_text("utf-8")

    said = lay("7", empty)

    assert said[:7] == [f"laid: {place(part, SLUG)}" for part in PARTS]
    assert (empty / CHAPTERS).read_text("utf-8") == before.replace(
        'quietly rewrite it?",false', 'quietly rewrite it?",true'
    )
    part = yaml.safe_load((empty / "_toc.yml").read_text("utf-8"))["parts"][1]
    assert [chapter["file"] for chapter in part["chapters"]][:2] == ["book/06-new-partnership", f"book/{SLUG}"]
    assert [page["file"] for page in part["chapters"][1]["sections"]] == [
        f"notebooks/{SLUG}",
        f"exercises/{SLUG}/practice",
    ]


def test_nothing_is_overwritten(empty):
    """What an author has written stays, and the command says so; figures may have become a folder."""
    folder = empty / place("figures", SLUG).removesuffix(".py")
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("", "utf-8")
    page = empty / place("page", SLUG)
    page.parent.mkdir()
    page.write_text("mine", "utf-8")

    first, second = lay("07", empty), lay("07", empty)

    assert page.read_text("utf-8") == "mine"
    assert not folder.with_suffix(".py").exists()
    assert first[0] == f"left as it is: {place('page', SLUG)}"
    assert first[6] == f"left as it is: {(folder / '__init__.py').relative_to(empty)}"
    assert first[1] == f"laid: {place('notes', SLUG)}"
    assert all(line.startswith("left as it is: ") for line in second[:8])


@pytest.mark.parametrize("number", ["18", "", "x", "0"])
def test_a_chapter_that_is_not_planned_is_refused(empty, number):
    """The chapters are those of the table."""
    with pytest.raises(ChapterError, match="There is no chapter"):
        lay(number, empty)

    assert not (empty / "book").exists()


@pytest.mark.parametrize("row", rows("chapters"), ids=lambda row: row["slug"])
@pytest.mark.parametrize("ending", [".ipynb", ".toml", ".md", ".py"])
def test_every_chapter_s_words_fit_every_file(row, ending):
    """Titles and questions have commas, quotation marks and letters of other alphabets."""
    for file in (ROOT / "skeleton").rglob(f"*{ending}"):
        text = filled(file.read_text("utf-8"), {**row, "question": 'Is "this" \\ so?'}, ending)
        assert "$" not in text
        if ending == ".ipynb":
            json.loads(text)
        elif ending == ".md" and text.startswith("---"):
            assert yaml.safe_load(text.split("---")[1])["chapter"]["questions"] == ['Is "this" \\ so?']


def test_contents_need_their_marks():
    """Who took them out learns what to restore."""
    with pytest.raises(ChapterError, match="# end of chapters"):
        contents("root: index\n", rows("chapters"), ROOT)


def test_a_skeleton_lacks_exactly_what_is_to_be_written(course):
    """The table names every gap, and nothing that is there."""
    code = f"import json; from coursekit.authoring import *; print(json.dumps(gaps({SLUG!r}, course_folder())))"
    taught = [row["id"] for row in rows("claims") if row["chapter"] == "7"]

    lacking = json.loads(python(course, code))

    of_claims = [gap for gap in lacking if any(claim in gap for claim in taught)]
    assert [gap for gap in lacking if gap not in of_claims] == LACKS
    assert len(of_claims) == 2 * len(taught) + 4


def test_a_skeleton_can_be_built_at_once(course):
    """Its pages stand without a warning, and its notebooks run."""
    (course / "index.md").write_text("# Home\n", "utf-8")
    (course / "book/claims.md").write_text("# Claims\n\n:::{claims-ledger}\n:::\n", "utf-8")
    pages = ["book/claims", f"book/{SLUG}", f"book/notes/{SLUG}", f"notebooks/{SLUG}", f"exercises/{SLUG}/practice"]
    toc = {"format": "jb-book", "root": "index", "chapters": [{"file": page} for page in pages]}
    (course / "_toc.yml").write_text(yaml.safe_dump(toc), "utf-8")

    python(
        course,
        "import sys; from jupyter_book.cli.main import main; main(['build', '.', '--quiet', '-W', '--keep-going'])",
    )

    built = (course / f"_build/html/book/{SLUG}.html").read_text("utf-8")
    assert "To be written: a day, a place" in built
    assert built.count('data-ck="') >= 6
