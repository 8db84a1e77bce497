"""The EU and Central Asia: data, methods, figures and exercises of the course.

This module owns the names a student types after ``import coursekit``.
It must stay cheap: nothing heavy is imported before the first use.

Examples
--------
>>> import coursekit
>>> coursekit.load("events").columns[:2].tolist()
['id', 'date']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from coursekit.version import VERSION

__version__ = VERSION

# Public name -> the module that owns it.
_OWNERS = {
    "load": "coursekit.data",
    "describe": "coursekit.data",
    "themes": "coursekit.content",
    "parameter": "coursekit.assignments",
    "figure": "coursekit.widgets",
    "ask": "coursekit.widgets",
    "exercise": "coursekit.widgets",
    "explore": "coursekit.widgets.explore",
    "timeline": "coursekit.widgets",
    "network": "coursekit.widgets",
    "resume": "coursekit.widgets",
    "read_answers": "coursekit.progress",
    "codings_from_answers": "coursekit.progress",
    "where_you_stand": "coursekit.progress",
}
# The methods and the student's own documents are modules of their own.
_MODULES = ("content", "corpus", "history", "systems")
__all__ = [
    "__version__",
    "ask",
    "codings_from_answers",
    "content",
    "corpus",
    "describe",
    "exercise",
    "explore",
    "figure",
    "history",
    "load",
    "network",
    "parameter",
    "read_answers",
    "resume",
    "systems",
    "themes",
    "timeline",
    "where_you_stand",
]

if TYPE_CHECKING:
    from coursekit import content as content
    from coursekit import corpus as corpus
    from coursekit import history as history
    from coursekit import systems as systems
    from coursekit.assignments import parameter as parameter
    from coursekit.content import themes as themes
    from coursekit.data import describe as describe
    from coursekit.data import load as load
    from coursekit.progress import codings_from_answers as codings_from_answers
    from coursekit.progress import read_answers as read_answers
    from coursekit.progress import where_you_stand as where_you_stand
    from coursekit.widgets import ask as ask
    from coursekit.widgets import exercise as exercise
    from coursekit.widgets import figure as figure
    from coursekit.widgets import network as network
    from coursekit.widgets import resume as resume
    from coursekit.widgets import timeline as timeline
    from coursekit.widgets.explore import explore as explore


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"coursekit.{name}")
    if name not in _OWNERS:
        msg = f"module 'coursekit' has no attribute {name!r}; it offers {', '.join(__all__)}"
        raise AttributeError(msg)
    return getattr(import_module(_OWNERS[name]), name)


def __dir__() -> list[str]:
    return __all__
