"""The command ``coursekit``: reads what was typed, calls the package, prints.

The only module that knows the command line. An error of the course is one line on
standard error and exit code 1; a mistyped command is exit code 2.
"""

import argparse
import io
import re
import sys
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

from coursekit.errors import CourseError

_PAGES = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What was typed after ``coursekit``; that of this process by default.

    Returns
    -------
    int
        Exit code: 0, or 1 when something of the course went wrong.
    """
    for stream in (sys.stdout, sys.stderr):
        # A console of Windows may not have every letter; that is no reason to stop.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    parser = _parser()
    typed = parser.parse_args(arguments)
    try:
        return int(typed.run(typed, parser))
    except CourseError as error:
        return _refused(error, typed)


def _refused(error: CourseError, typed: argparse.Namespace) -> int:
    """Say in one line what went wrong; with ``--debug`` where in the code too."""
    if typed.debug:
        raise error
    print(f"coursekit: {error}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coursekit", description="Tools of the course 'The EU and Central Asia'.")
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("--debug", action="store_true", help="show where in the code an error arose")
    tools = parser.add_subparsers(metavar="TOOL", required=True)
    chapters = tools.add_parser("chapters", parents=[everywhere], help="what each chapter has and what it lacks")
    chapters.set_defaults(run=_chapters)
    chapter = tools.add_parser("chapter", parents=[everywhere], help="begin a chapter: lay what it consists of")
    chapter.add_argument("number", metavar="NUMBER", help="of the chapter, such as 07, or the letter of a primer")
    chapter.set_defaults(run=_chapter)
    corpus = tools.add_parser("corpus", help="your own documents")
    commands = corpus.add_subparsers(metavar="COMMAND", required=True)
    everywhere.add_argument("--folder", default="coursekit-corpus", help="the corpus (default: %(default)s)")
    _add_parser(commands.add_parser("add", parents=[everywhere], help="read documents and store them in the corpus"))
    listing = commands.add_parser("list", parents=[everywhere], help="list the documents of the corpus")
    listing.set_defaults(run=_list)
    return parser


def _add_parser(adding: argparse.ArgumentParser) -> None:
    adding.add_argument("files", metavar="FILE", nargs="+", help="PDF, web page (HTML), Word (DOCX) or text")
    adding.add_argument("--key", help="short name of the document (default: from the name of the file)")
    adding.add_argument("--title", help="its title (default: found in the document)")
    adding.add_argument("--language", help="its language, such as kk (default: guessed)")
    adding.add_argument("--pages", metavar="1-60", type=_pages, help="the part of a PDF to be read")
    adding.add_argument("--password", help="what opens a protected PDF")
    adding.add_argument("--replace", action="store_true", help="put it in the place of the document with this key")
    adding.set_defaults(run=_add)


def _pages(typed: str) -> tuple[int, int]:
    found = _PAGES.fullmatch(typed)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last:
        msg = f"{typed!r} names no pages; expected is a range such as 1-60"
        raise argparse.ArgumentTypeError(msg)
    return first, last


def _add(typed: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Add every file that can be read, and say of the others why not."""
    # Late: whoever mistypes a command need not wait for pandas.
    from coursekit.corpus import add

    files = [name for given in typed.files for name in _named(given)]
    if len(files) > 1 and (typed.key or typed.title):
        parser.error("--key and --title are for one file; add the files one by one")
    refused = 0
    for file in files:
        try:
            report = add(
                file,
                folder=typed.folder,
                key=typed.key,
                title=typed.title,
                language=typed.language,
                pages=typed.pages,
                password=typed.password,
                replace=typed.replace,
            )
        except CourseError as error:
            refused += 1
            _refused(error, typed)
        else:
            print(report)
    if refused and len(files) > 1:
        print(f"coursekit: {refused} of {len(files)} files could not be added", file=sys.stderr)
    return 1 if refused else 0


def _named(given: str) -> list[str]:
    """Return the files that a pattern names: the shell of Windows does not resolve ``*``."""
    if not set("*?") & set(given):
        return [given]
    pattern = Path(given)
    return [str(file) for file in sorted(pattern.parent.glob(pattern.name))] or [given]


def _list(typed: argparse.Namespace, _: argparse.ArgumentParser) -> int:
    # Late: see above.
    from coursekit.corpus import documents

    found = documents(typed.folder)
    if found.empty:
        print(f"No documents in {typed.folder} yet. Add one: coursekit corpus add FILE")
    for row in found.to_dict("records"):
        print(f"{row['document']}\n  {row['title']}\n  {_about(row)}")
    return 0


def _about(row: Mapping[Hashable, Any]) -> str:
    """Return what is known of a document on one line."""
    parts = [row["format"], f"{row['pages']} pages" if isinstance(row["pages"], int) else ""]
    parts += [row["language"] or "language unknown", f"{row['blocks']} blocks"]
    parts += [f"{row['warnings']} to check" if row["warnings"] else "", "edited by hand" if row["edited"] else ""]
    return ", ".join([*filter(None, parts), f"from {row['source']}"])


def _chapters(_typed: argparse.Namespace, _: argparse.ArgumentParser) -> int:
    """Print a table: per chapter what exists and what the contract still lacks."""
    # Late: see above.
    from coursekit.authoring import course_folder, gaps, present_parts
    from coursekit.data.package import rows
    from coursekit.errors import library

    course = course_folder()
    table = library("rich.table").Table("chapter", "there is", "it lacks", show_lines=True)
    for row in rows("chapters"):
        there = present_parts(row["slug"], course)
        begin = f"everything: make chapter N={row['slug'].partition('-')[0]}"
        lacking = gaps(row["slug"], course) if there else [begin]
        table.add_row(f"{row['number']} {row['title']}", ", ".join(there), "\n".join(lacking) or "nothing")
    library("rich.console").Console(markup=False).print(table)
    return 0


def _chapter(typed: argparse.Namespace, _: argparse.ArgumentParser) -> int:
    """Lay the parts of a chapter and say what was laid and what was left."""
    # Late: see above.
    from coursekit.authoring import course_folder, lay, planned

    for line in lay(planned(typed.number), course_folder()):
        print(line)
    print("What is still to be written: coursekit chapters")
    return 0
