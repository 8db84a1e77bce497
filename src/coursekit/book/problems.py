"""Problems in the pages: all collected, each with its place, then the build fails.

Owns the list kept with Sphinx's environment, so that a page with a misspelt id
fails every build until it is mended, not only the one that first read it.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from coursekit.book.unchanged import is_unchanged
from coursekit.questions.bank import unused_misconceptions


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("env-purge-doc", _forget)
    app.connect("env-check-consistency", _fail_if_any)


def report(env: BuildEnvironment, line: int | None, message: str) -> nodes.problematic:
    """Note a problem on the page being read and return a node that shows it."""
    place = f"{env.doc2path(env.docname)}:{line}" if line else env.doc2path(env.docname)
    _all(env).setdefault(env.docname, []).append(f"{place}: {message}")
    return nodes.problematic("", message)


def _all(env: BuildEnvironment) -> dict[str, list[str]]:
    if not hasattr(env, "coursekit_problems"):
        env.coursekit_problems = {}  # type: ignore[attr-defined]
    found: dict[str, list[str]] = env.coursekit_problems  # type: ignore[attr-defined]
    return found


def _forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    _all(env).pop(docname, None)


def _fail_if_any(app: Sphinx, env: BuildEnvironment) -> None:
    found = [problem for docname in sorted(_all(env)) for problem in _all(env)[docname]]
    unused = [] if is_unchanged(env) else unused_misconceptions()
    found += [
        f"exercises/misconceptions.toml: no question names {identifier!r}; name it where a wrong answer betrays it, "
        "or take it out"
        for identifier in unused
    ]
    if found:
        raise ExtensionError("\n".join([f"{len(found)} problem(s) in the pages:", *found]))
