"""Show how far a long computation has come.

Owns the one progress bar of the course. It appears on standard error, in a terminal
only, and not before the work has taken two seconds. Notebooks have none: their standard
error is no terminal. Without rich there is none either; the work is the same.
Imports nothing of coursekit.
"""

import sys
import time
from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

Item = TypeVar("Item")

#: Seconds of work before a bar is shown.
PATIENCE = 2.0


def steps(items: Iterable[Item], label: str, *, total: int | None = None) -> Iterator[Item]:
    """Go through items and show a bar when it takes more than two seconds.

    The bar is shown in a terminal; in a notebook, in a log and without rich there is none.

    Parameters
    ----------
    items : iterable
        What to go through.
    label : str
        What is being done, as a learner would say it.
    total : int, optional
        How many items there are; taken from ``items`` if it has a length.

    Yields
    ------
    object
        The items, unchanged and in order.

    Examples
    --------
    >>> [number * 2 for number in steps([1, 2], "Doubling")]
    [2, 4]
    """
    if total is None and isinstance(items, Sized):
        total = len(items)
    remaining = iter(items)
    started = time.monotonic()
    for done, item in enumerate(remaining, start=1):
        yield item
        if time.monotonic() - started > PATIENCE and sys.stderr.isatty():
            yield from _with_bar(remaining, label, done, total)


def _with_bar(items: Iterator[Item], label: str, done: int, total: int | None) -> Iterator[Item]:
    """Go through the rest under a bar that starts where the work has come to."""
    # Late: most computations are over before a bar is needed.
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        # A bar is no reason to stop.
        yield from items
        return
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total, completed=done)
        for item in items:
            yield item
            progress.advance(task)
