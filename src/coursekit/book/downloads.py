"""What a student takes from the book: notebooks, the course's package, and both in one pack.

Owns the files that the build writes beside the pages for that, and the places in the pages
that lead to them. No author's copy of an assignment is among them.
"""

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from coursekit.book.directives import CourseDirective
from coursekit.book.nodes import page_link, tag, tagged
from coursekit.book.site import launches
from coursekit.instructor.assign import release
from coursekit.instructor.handout import WHEEL, handed_out, packed
from coursekit.language import words

PACK = "eu-central-asia-student-pack.zip"
#: Folder beside the pages -> where the notebooks in it come from.
_SOURCES = {
    "labs": "notebooks/*.ipynb",
    "practice": "exercises/*/practice.ipynb",
    "assignments": "exercises/*/assignment.ipynb",
}
_NAMES = {"labs": "lab", "practice": "practice", "assignments": "assignment"}


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_directive("student-pack", StudentPack)
    app.connect("doctree-read", _head_of_lab)
    app.connect("build-finished", _write)


def notebook_path(folder: str, slug: str) -> str:
    """Return where a notebook stands beside the pages: its name says what it is, so none replaces another.

    Parameters
    ----------
    folder : str
        ``labs``, ``practice`` or ``assignments``.
    slug : str
        The chapter's, which begins with its number.

    Examples
    --------
    >>> notebook_path("assignments", "06-new-partnership")
    'assignments/assignment-06.ipynb'
    """
    return f"{folder}/{_NAMES[folder]}-{slug.partition('-')[0]}.ipynb"


class StudentPack(CourseDirective):
    """The links to the student pack and to the course's package."""

    has_content = False

    def nodes(self) -> list[Node]:
        """Return both links; what they lead to is written when the book is built."""
        said = self.words
        pack = _file_link(PACK, said["student_pack"], said["student_pack_note"])
        return [tag("div", pack, _file_link(WHEEL, said["wheel"], said["wheel_note"]), classes="take-away")]


def _file_link(path: str, name: str, note: str) -> page_link:
    return page_link("", tag("strong", name), tag("span", note), kind="next-card", file=path)


def _head_of_lab(app: Sphinx, doctree: nodes.document) -> None:
    """Put the ways to run a lab at its head."""
    folder, _, slug = app.env.docname.partition("/")
    section = next(iter(doctree.findall(nodes.section)), None)
    if folder == "notebooks" and section is not None:
        section.insert(
            1, _ways_to_run(notebook_path("labs", slug), app.config.course_launch, words(app.config.language))
        )


def _ways_to_run(path: str, services: dict[str, str], said: dict[str, str]) -> tagged:
    ways: list[Node] = [page_link("", nodes.Text(said["lab_download"]), kind="button", file=path)]
    for name, address in launches(services, path):
        ways.append(tag("a", said["lab_launch"].format(service=name), classes="button", href=address))
    return tag("div", tag("p", *ways), tag("p", said["lab_here"]), classes="lab-head")


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write notebooks, package and pack beside the pages."""
    source = Path(app.srcdir)
    if exception is not None or app.builder.format != "html" or app.builder.name == "epub":
        return
    notebooks = _notebooks(source, app.config.html_baseurl, app.config.language)
    out = Path(app.outdir)
    for folder in ("labs", "assignments"):
        # What an earlier build wrote under another name does not stay.
        shutil.rmtree(out / folder, ignore_errors=True)
        (out / folder).mkdir()
    for path, content in notebooks.items():
        if not path.startswith("practice/"):
            (out / path).write_bytes(content)
            (out / f"{path}.js").write_text(_carrier(path, content.decode()), "utf-8")
    if (source / "pyproject.toml").exists():
        wheel = _wheel(source)
        (out / WHEEL).write_bytes(wheel)
        (out / PACK).write_bytes(student_pack(notebooks, wheel, app.config.language))


def student_pack(notebooks: dict[str, bytes], wheel: bytes, language: str | None = None) -> bytes:
    """Return everything a student works with, as one archive.

    Parameters
    ----------
    notebooks : dict
        Path in the pack and content of each notebook.
    wheel : bytes
        The course's package, which has the data in it.
    language : str, optional
        Language of the notes on how to begin; the current language by default.

    Examples
    --------
    >>> student_pack({}, b"")[:2]
    b'PK'
    """
    notes = words(language)["pack_notes"].format(wheel=WHEEL)
    return packed({"README.txt": notes.encode(), f"wheel/{WHEEL}": wheel, **notebooks})


def _notebooks(source: Path, address: str, language: str | None) -> dict[str, bytes]:
    """Return the students' form of every notebook, by its path beside the pages."""
    found: dict[str, bytes] = {}
    for folder, pattern in _SOURCES.items():
        for file in sorted(source.glob(pattern)):
            path = notebook_path(folder, file.stem if folder == "labs" else file.parent.name)
            notebook: dict[str, Any] = json.loads(file.read_text("utf-8"))
            if folder == "assignments":
                name = Path(path).stem
                taken = release(notebook, name=str(file), file_name=name, address=address, language=language)
            else:
                taken = handed_out(notebook, address=address, language=language)
            found[path] = (json.dumps(taken, ensure_ascii=False, indent=1) + "\n").encode()
    return found


def _carrier(path: str, text: str) -> str:
    """Return a script that carries a file: a page opened from disk can load nothing else."""
    detail = json.dumps({"name": Path(path).name, "text": text}, ensure_ascii=False)
    return f'document.dispatchEvent(new CustomEvent("coursekit:file", {{ detail: {detail} }}));\n'


def _wheel(source: Path) -> bytes:
    """Return the course's package; its builder writes the same bytes for the same files."""
    try:
        from hatchling.builders.wheel import WheelBuilder
    except ImportError as error:
        raise ExtensionError(
            "The book carries the course's package, and hatchling, which builds it, is missing."
        ) from error
    with TemporaryDirectory() as folder:
        built = next(WheelBuilder(str(source)).build(directory=folder, versions=["standard"]))
        return Path(built).read_bytes()
