"""How a chapter begins: what is laid, what is left, and that it can be built at once."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from coursekit.authoring import contents, gaps, lay, planned
from coursekit.authoring.parts import PARTS, place
from coursekit.authoring.skeleton import filled
from coursekit.data.package import rows
from coursekit.errors import ChapterError

ROOT = Path(__file__).parent.parent.parent
#: A chapter that the course does not plan, so that these tests stay as they are when one more is written.
SLUG = "18-trial-run"
ROW = {
    "number": "18",
    "slug": SLUG,
    "part": "3",
    "title": "A trial, a run",
    "question": "Is it so?",
    "published": "false",
}
LINE = f'18,{SLUG},3,"A trial, a run","Is it so?",false\n'
CLAIMS = ["C901", "C902"]
CHAPTERS = "src/coursekit/data/chapters.csv"
TABLE = f"""\
number,slug,part,title,question,published
1,01-first,1,First,"What, then?",true
2,02-planned,2,Second,"Why, then?",false
{LINE}19,19-written-before,3,Last,Who?,true
"""
#: What a skeleton lacks when nothing of it is written yet, but for what it says of claims.
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
    """A copy of the course in which one more chapter has just been laid by the command."""
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
    with (course / CHAPTERS).open("a", encoding="utf-8") as table:
        table.write(LINE)
    with (course / CHAPTERS).with_name("claims.csv").open("a", encoding="utf-8") as table:
        table.writelines(f"{claim},abstract,thesis,A claim,сөз,,the author,a count,18,,,\n" for claim in CLAIMS)
    python(course, "from coursekit.cli import main; main(['chapter', '18'])")
    return course


@pytest.fixture(name="empty")
def _empty(tmp_path):
    """A course without a chapter, but for what a skeleton needs."""
    shutil.copytree(ROOT / "skeleton", tmp_path / "skeleton")
    shutil.copy(ROOT / "_toc.yml", tmp_path)
    (tmp_path / CHAPTERS).parent.mkdir(parents=True)
    (tmp_path / CHAPTERS).write_text(TABLE, "utf-8")
    return tmp_path


def test_every_part_is_laid_and_the_chapter_entered(empty):
    """What is there afterwards: seven parts, one changed row, the pages in their order."""
    said = lay(ROW, empty)

    assert said[:7] == [f"laid: {place(part, SLUG)}" for part in PARTS]
    assert (empty / CHAPTERS).read_text("utf-8") == TABLE.replace('so?",false', 'so?",true')
    parts = yaml.safe_load((empty / "_toc.yml").read_text("utf-8"))["parts"]
    captions = [part["caption"] for part in parts if part["caption"].startswith("Part ")]
    assert captions == ["Part I · Setting out", "Part III · Comparing, testing, judging"]
    entered = next(part for part in parts if part["caption"] == captions[1])["chapters"]
    assert [chapter["file"] for chapter in entered] == [f"book/{SLUG}", "book/19-written-before"]
    assert [page["file"] for page in entered[0]["sections"]] == [f"notebooks/{SLUG}", f"exercises/{SLUG}/practice"]
    assert f"file: book/notes/{SLUG}\n          - file: book/notes/19-written-before" in (empty / "_toc.yml").read_text(
        "utf-8"
    )


def test_a_primer_is_laid_with_less(empty):
    """Page, questions, practice and figures; no notes, lab or assignment, and no lab in the contents."""
    row = {**ROW, "number": "Z", "slug": "Z-trial-run", "part": "0"}
    said = lay(row, empty)

    assert said[:4] == [f"laid: {place(part, row['slug'])}" for part in ("page", "questions", "practice", "figures")]
    assert all("laid" not in line for line in said[4:])
    written = contents((empty / "_toc.yml").read_text("utf-8"), [{**row, "published": "true"}], empty)
    primers = next(part for part in yaml.safe_load(written)["parts"] if part["caption"] == "Primers")["chapters"]
    assert primers == [
        {"file": "book/Z-trial-run", "sections": [{"file": "exercises/Z-trial-run/practice"}]},
    ]
    assert "book/notes/Z-trial-run" not in written
    assert {gap.partition(":")[0] for gap in gaps(row["slug"], empty)} == {"page", "questions", "practice", "figures"}


def test_nothing_is_overwritten(empty):
    """What an author has written stays, and the command says so; figures may have become a folder."""
    folder = empty / place("figures", SLUG).removesuffix(".py")
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("", "utf-8")
    page = empty / place("page", SLUG)
    page.parent.mkdir()
    page.write_text("mine", "utf-8")

    first, second = lay(ROW, empty), lay(ROW, empty)

    assert page.read_text("utf-8") == "mine"
    assert not folder.with_suffix(".py").exists()
    assert first[0] == f"left as it is: {place('page', SLUG)}"
    assert first[6] == f"left as it is: {(folder / '__init__.py').relative_to(empty)}"
    assert first[1] == f"laid: {place('notes', SLUG)}"
    assert all(line.startswith("left as it is: ") for line in second[:8])


@pytest.mark.parametrize("number", ["18", "", "x", "0"])
def test_a_chapter_that_is_not_planned_is_refused(number):
    """The chapters are those of the table."""
    with pytest.raises(ChapterError, match="There is no chapter"):
        planned(number)


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

    lacking = json.loads(python(course, code))

    of_claims = [gap for gap in lacking if any(claim in gap for claim in CLAIMS)]
    assert [gap for gap in lacking if gap not in of_claims] == LACKS
    assert of_claims == [
        *(f"page: claim {claim} is taught or tested but not marked in the text" for claim in CLAIMS),
        *(f"page: claim {claim} has no evidence ladder and stands in no table of settled claims" for claim in CLAIMS),
        *(f"page: no {column} in claims.csv for C901, C902" for column in ("verdict", "verdict_note", "exercise")),
        "page: no row in evidence.csv for C901, C902",
    ]


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
