"""How much memory kernels take, and how many can run at once."""

import os
import re
from pathlib import Path

#: Bytes that are reckoned for a kernel, more than the hungriest notebook of the course takes.
_RECKONED = 400_000_000


def own_memory(process: int) -> int:
    """Return the bytes that a process shares with no other, or 0 where that cannot be known.

    Parameters
    ----------
    process : int
        Its number.

    Examples
    --------
    >>> own_memory(-1)
    0
    """
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    return 1024 * sum(map(int, re.findall(r"^Private_\w+: +(\d+) kB", text, re.MULTILINE)))


def at_once(kernels: int) -> int:
    """Return how many of some kernels to run at once: on all cores, but not beyond the memory that is free.

    Parameters
    ----------
    kernels : int
        How many there are to run.

    Examples
    --------
    >>> at_once(1)
    1
    """
    return max(1, min(kernels, _cores(), _free_memory() // _RECKONED))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _free_memory() -> int:
    """Return the bytes that can be used without swapping; where the system does not tell, enough for all cores."""
    try:
        text = Path("/proc/meminfo").read_text("ascii")
    except OSError:
        return _cores() * _RECKONED
    found = re.search(r"^MemAvailable: +(\d+) kB", text, re.MULTILINE)
    return 1024 * int(found[1]) if found else _cores() * _RECKONED
