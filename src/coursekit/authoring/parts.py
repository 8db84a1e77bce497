"""The parts of a chapter: what they are called and where they lie."""

from pathlib import Path

from coursekit.chapters import contract_of
from coursekit.errors import ChapterError
from coursekit.plots.places import called_as

#: Part of a chapter or primer -> where it lies, from the root of the course.
PARTS = {
    "page": "book/{slug}.md",
    "notes": "book/notes/{slug}.md",
    "lab": "notebooks/{slug}.ipynb",
    "questions": "exercises/{slug}/questions.toml",
    "practice": "exercises/{slug}/practice.ipynb",
    "assignment": "exercises/{slug}/assignment.ipynb",
    "figures": "src/coursekit/plots/chapters/{words}.py",
}


def course_folder() -> Path:
    """Return the root of the course's repository.

    Raises
    ------
    ChapterError
        If coursekit was installed without it.

    Examples
    --------
    >>> (course_folder() / "_toc.yml").exists()
    True
    """
    root = Path(__file__).resolve().parents[3]
    if not (root / "_toc.yml").exists():
        raise ChapterError(
            f"{root}: expected the course's repository, found no _toc.yml. "
            "Chapters are written in the repository: clone it, then run 'make book' there."
        )
    return root


def place(part: str, slug: str) -> str:
    """Return where a part of a chapter lies, from the root of the course.

    Examples
    --------
    >>> place("figures", "07-twelve-years-of-practice")
    'src/coursekit/plots/chapters/twelve_years_of_practice.py'
    """
    return PARTS[part].format(slug=slug, words=called_as(slug))


def files_of(part: str, slug: str, course: Path) -> list[Path]:
    """Return the files of a part; figures may lie in a folder of modules instead of one module."""
    file = course / place(part, slug)
    if part == "figures" and file.with_suffix("").is_dir():
        return sorted(file.with_suffix("").rglob("*.py"))
    return [file] if file.exists() else []


def present_parts(slug: str, course: Path) -> list[str]:
    """Return the names of the parts that are there.

    Examples
    --------
    >>> present_parts("06-new-partnership", course_folder()) == list(PARTS)
    True
    """
    return [part for part in contract_of(slug).parts if files_of(part, slug, course)]


def missing_parts(slug: str, course: Path) -> list[str]:
    """Return the names of the parts that are not there.

    Examples
    --------
    >>> missing_parts("06-new-partnership", course_folder())
    []
    """
    return [part for part in contract_of(slug).parts if not files_of(part, slug, course)]
