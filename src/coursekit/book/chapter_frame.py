"""Head and foot of a chapter: what it asks, how long it takes, what to do next.

Owns what stands around a chapter's text; all of it comes from the front matter.
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from coursekit.book.nodes import page_link, tag, tagged
from coursekit.book.wording import date_words
from coursekit.chapters import Chapter, read_chapter
from coursekit.data.package import index
from coursekit.errors import CourseError
from coursekit.language import words


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("source-read", _require_front_matter)
    app.connect("doctree-read", _frame)


def _require_front_matter(app: Sphinx, docname: str, source: list[str]) -> None:
    """Stop at a broken front matter before the Markdown parser trips over it."""
    file = Path(app.env.doc2path(docname))
    if file.suffix == ".md":
        try:
            read_chapter(file)
        except CourseError as error:
            raise ExtensionError(str(error)) from error


def _frame(app: Sphinx, doctree: nodes.document) -> None:
    env = app.env
    file = Path(env.doc2path(env.docname))
    if file.suffix != ".md":
        return
    chapter = read_chapter(file)
    section = next(iter(doctree.findall(nodes.section)), None)
    if chapter is None or section is None:
        return
    said = words(app.config.language)
    section.insert(1, _head(chapter, said, app.config.language or "en"))
    section += _foot(env, chapter, said)


def _head(chapter: Chapter, said: dict[str, str], language: str) -> tagged:
    part = index("chapters", "number")[str(chapter.number)]["part"]
    number = f"{said['chapter'].format(n=chapter.number)} · {said[f'part_{part}']}"
    objectives = tag("ol", *[tag("li", objective["text"], id=objective["id"]) for objective in chapter.objectives])
    return tag(
        "div",
        tag("p", number, classes="chapter-number"),
        tag("p", chapter.questions[0], classes="chapter-question"),
        _facts(chapter, said, language),
        tag("div", tag("p", said["objectives"], classes="objectives-title"), objectives, classes="objectives"),
        classes="chapter-head",
    )


def _facts(chapter: Chapter, said: dict[str, str], language: str) -> tagged:
    minutes = said["minutes"]
    pairs = [
        (said["read_time"], minutes.format(n=chapter.minutes["read"])),
        (said["do_time"], minutes.format(n=chapter.minutes["do"])),
        (said["necessary"], ", ".join(map(_need, chapter.necessary)) or said["nothing"]),
        (said["checked"], date_words(chapter.checked, "", language)),
    ]
    return tag("dl", *[tag("div", tag("dt", name), tag("dd", text)) for name, text in pairs], classes="chapter-facts")


def _need(needed: object) -> str:
    chapters = index("chapters", "number")
    return f"{needed} {chapters[str(needed)]['title']}" if str(needed) in chapters else str(needed)


def _foot(env: BuildEnvironment, chapter: Chapter, said: dict[str, str]) -> tagged:
    """Return the doors out of the chapter: lab, practice, assignment."""
    doors = [
        ("lab", {"page": f"notebooks/{chapter.slug}"}),
        ("practice", {"page": f"exercises/{chapter.slug}/practice"}),
    ]
    cards = [_card(said, name, target) for name, target in doors if target["page"] in env.found_docs]
    if (Path(env.srcdir) / "exercises" / chapter.slug / "assignment.ipynb").exists():
        cards.append(_card(said, "assignment", {"file": f"assignments/{chapter.slug}.ipynb"}))
    return tag("nav", *cards, classes="chapter-next", aria_label=said["what_next"])


def _card(said: dict[str, str], name: str, target: dict[str, str]) -> page_link:
    inside = [tag("strong", said[name]), tag("span", said[f"{name}_note"])]
    return page_link("", *inside, kind="next-card", **target)
