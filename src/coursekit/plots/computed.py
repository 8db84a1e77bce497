"""What several figures need is computed once, and nobody can spoil it for the others.

Owns the decorator; knows nothing of figures.
"""

from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec, Protocol, Self, TypeVar


class Copied(Protocol):
    """Anything that can copy itself: a table, a network, an array, a dictionary."""

    def copy(self) -> Self:
        """Return a copy."""


Arguments = ParamSpec("Arguments")
Result = TypeVar("Result", bound=Copied)


def computed_once(compute: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Keep the results of a function and hand out a copy each time.

    Examples
    --------
    >>> @computed_once
    ... def counts() -> dict[str, int]:
    ...     return {"water": 3}
    >>> counts().clear()
    >>> counts()
    {'water': 3}
    """
    kept = cache(compute)

    @wraps(compute)
    def handed_out(*given: Arguments.args, **named: Arguments.kwargs) -> Result:
        found: Result = kept(*given, **named)  # type: ignore[arg-type]
        return found.copy()

    return handed_out
