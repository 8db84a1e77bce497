"""Head and foot of a chapter: what it asks, how long it takes, what to do next.

Owns what stands around a chapter's text; all of it comes from the front matter.
"""

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from coursekit.book.downloads import notebook_path
from coursekit.book.nodes import page_link, tag, tagged
from coursekit.book.wording import date_words
from coursekit.chapters import Chapter, called, is_primer, read_chapter
from coursekit.data.package import index
from coursekit.errors import CourseError
from coursekit.language import words


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("source-read", _require_front_matter)
    app.connect("env-get-outdated", _read_again)
    app.connect("doctree-read", _frame)
    app.connect("html-page-context", _number_first)


def _read_again(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Read prose again when a page comes or goes: it says which chapters are published, and how many."""
    prose = [page for page in env.found_docs if page == app.config.root_doc or page.startswith("book/")]
    return prose if added or removed else []


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
    section.insert(1, _head(env, chapter, said))
    section += _foot(env, chapter, said)


def _number_first(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the number of a chapter above its title; Sphinx wants the title first until the page is written."""
    head = r'(<h1>.*?</h1>)(.*?)(<p class="chapter-number">.*?</p>)'
    context["body"] = re.sub(head, r"\3\1\2", context.get("body") or "", count=1, flags=re.DOTALL)


def _head(env: BuildEnvironment, chapter: Chapter, said: dict[str, str]) -> tagged:
    part = index("chapters", "number")[chapter.number]["part"]
    # Primers are a part by themselves, and their name says so.
    place = [] if is_primer(chapter.number) else [said[f"part_{part}"]]
    number = " · ".join([called(chapter.number, said), *place])
    afterwards = said["objectives_primer" if is_primer(chapter.number) else "objectives"]
    objectives = tag("ol", *[tag("li", objective["text"], id=objective["id"]) for objective in chapter.objectives])
    return tag(
        "div",
        tag("p", number, classes="chapter-number"),
        tag("p", chapter.questions[0], classes="chapter-question"),
        _facts(env, chapter, said),
        *_bridges(env, chapter, said),
        tag("div", tag("p", afterwards, classes="objectives-title"), objectives, classes="objectives"),
        classes="chapter-head",
    )


def _facts(env: BuildEnvironment, chapter: Chapter, said: dict[str, str]) -> tagged:
    minutes = said["minutes"]
    needs = [_need(env, needed, said) for needed in chapter.necessary]
    pairs: list[tuple[str, list[nodes.Node | str]]] = [
        (said["read_time"], [minutes.format(n=chapter.minutes["read"])]),
        (said["do_time"], [minutes.format(n=chapter.minutes["do"])]),
        (said["necessary"], [tag("ul", *needs)] if needs else [said["nothing"]]),
        (said["checked"], [date_words(chapter.checked, "", env.config.language or "en")]),
    ]
    return tag(
        "dl", *[tag("div", tag("dt", name), tag("dd", *shown)) for name, shown in pairs], classes="chapter-facts"
    )


def _need(env: BuildEnvironment, needed: str, said: dict[str, str]) -> tagged:
    """Return what should be read before: linked if it is published, else marked as planned."""
    row = index("chapters", "number").get(needed)
    if row is None:
        return tag("li", needed)
    title = f"{needed} {row['title']}"
    if _page(row) in env.found_docs:
        return tag("li", page_link("", nodes.Text(title), kind="need", page=_page(row)))
    return tag("li", f"{title} ", tag("span", said["planned"], classes="map-state"))


def _bridges(env: BuildEnvironment, chapter: Chapter, said: dict[str, str]) -> list[tagged]:
    """Return what the author says in place of the chapters that are planned."""
    chapters = index("chapters", "number")
    return [
        tag(
            "div",
            tag("p", said["bridge"].format(name=called(number, said)), classes="bridge-title"),
            tag("p", text),
            classes="bridge",
        )
        for number, text in chapter.bridges.items()
        if _page(chapters[number]) not in env.found_docs
    ]


def _page(row: dict[str, str]) -> str:
    return f"book/{row['slug']}"


def _foot(env: BuildEnvironment, chapter: Chapter, said: dict[str, str]) -> tagged:
    """Return the doors out of the chapter: lab, practice, assignment and its graded questions."""
    doors = [
        ("lab", {"page": f"notebooks/{chapter.slug}"}),
        ("practice", {"page": f"exercises/{chapter.slug}/practice"}),
        ("assignment", {"file": notebook_path("assignments", chapter.slug)}),
        ("graded", {"page": f"book/hand-in/{chapter.slug}"}),
    ]
    has_assignment = (Path(env.srcdir) / "exercises" / chapter.slug / "assignment.ipynb").exists()
    cards = [
        _card(said, name, target)
        for name, target in doors
        if (target["page"] in env.found_docs if "page" in target else has_assignment)
    ]
    return tag("nav", *cards, classes="chapter-next", aria_label=said["what_next"])


def _card(said: dict[str, str], name: str, target: dict[str, str]) -> page_link:
    inside = [tag("strong", said[name]), tag("span", said[f"{name}_note"])]
    return page_link("", *inside, kind="next-card", **target)
