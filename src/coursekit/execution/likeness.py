"""Whether a forked kernel would be like a new one: what a zygote asks itself before each fork."""

import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursekit.execution.messages import Answer

_COURSE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Likeness:
    """What is imported, and from which state of the course's files.

    Attributes
    ----------
    modules : frozenset of str
        Names that an import finds without a look into the kernel's folder.
    files : dict
        The files of the package, each with the time of its last change.
    """

    modules: frozenset[str]
    files: dict[Path, int]

    @classmethod
    def now(cls) -> "Likeness":
        """Note what all kernels that are forked from here on begin with."""
        return cls(frozenset(name.partition(".")[0] for name in sys.modules), dict(_course_files()))

    def objection(self, folder: str) -> Answer | None:
        """Return why no kernel can be forked that would be like a new one in that folder, or None."""
        if self.files != dict(_course_files()):
            return Answer("stale")
        if threads := _other_threads():
            return Answer("refused", reason=f"its origin runs {threads} more threads, which a fork would lose")
        if shadows := self.modules & set(_importable(Path(folder))):
            return Answer("refused", reason=f"modules in {folder} would be overlooked: {', '.join(sorted(shadows))}")
        return None


def _course_files() -> Iterator[tuple[Path, int]]:
    for parent, folders, names in os.walk(_COURSE):
        folders[:] = [folder for folder in folders if folder != "__pycache__"]
        for name in names:
            file = Path(parent, name)
            yield file, file.stat().st_mtime_ns


def _other_threads() -> int:
    """Count threads of Python and of libraries, except for the one that forks."""
    return max(threading.active_count(), len(list(Path("/proc/self/task").iterdir()))) - 1


def _importable(folder: Path) -> Iterator[str]:
    """Yield what an import would find in a folder before anything that is installed."""
    for entry in folder.iterdir():
        if entry.suffix in {".py", ".so"} or (entry / "__init__.py").exists():
            yield entry.name.partition(".")[0]
