"""Whether a build reads any page: what is made from the whole book is kept as it is when none has changed.

Pages are read again whenever coursekit, the banks or the contents changed (:mod:`~coursekit.book.assets`),
so a build that reads none would make the same again.
"""

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("env-before-read-docs", _note)


def is_unchanged(env: BuildEnvironment) -> bool:
    """Return whether this build reads no page."""
    return bool(getattr(env, "coursekit_unchanged", False))


def _note(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    env.coursekit_unchanged = not pages  # type: ignore[attr-defined]
