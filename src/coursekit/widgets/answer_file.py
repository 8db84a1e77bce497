"""The answers given in notebooks: one file beside them.

Owns ``coursekit-answers.json`` in the kernel's folder: the same file that the book's
progress page writes and reads. It is replaced as a whole, so that a crash never leaves
half of one; a file that cannot be read is moved aside, never written over. One kernel
at a time changes it, so that none loses what another has just written.
"""

import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE

from coursekit.errors import AnswersError, NewerAnswersError
from coursekit.progress import (
    State,
    answers_text,
    changed,
    is_state,
    merged,
    present_versions,
    saved_answers,
    with_tries_of,
)
from coursekit.version import VERSION

NAME = "coursekit-answers.json"
#: Seconds to wait for another kernel, which needs a few thousandths for a change.
_PATIENCE = 10.0


class AnswerFile:
    """The file of answers in a folder.

    Every change reads the file anew, as several notebooks may share it. Whatever goes
    wrong with the disk is a warning: a learner goes on answering.

    Parameters
    ----------
    folder : pathlib.Path, optional
        By default the kernel's working folder, which is the notebook's.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or Path.cwd()) / NAME

    def read(self, identifier: str) -> State:
        """Return the saved state of a question; empty if there is none. Changes nothing on the disk."""
        try:
            return saved_answers(self.path).get(identifier, {})
        except AnswersError as error:
            if not _is_missing(error):
                _warn(f"Earlier answers are not shown. {error}")
            return {}

    def write(self, identifier: str, state: State, *, seen: State | None = None) -> State | None:
        """Save the state of a question; anything that is no state, as after *Reset*, removes it.

        Parameters
        ----------
        identifier : str
            Id of the question.
        state : dict
            The state to save.
        seen : dict, optional
            What the question showed before. What was stored since, by another notebook or
            by :meth:`resume`, is then added to and not lost; without it, its first tries stay.

        Returns
        -------
        dict or None
            What is stored now, empty if that is nothing; ``None`` if it could not be saved.
        """
        stored: State = {}

        def put(answers: dict[str, State]) -> None:
            nonlocal stored
            before = answers.pop(identifier, None)
            if seen is not None:
                now = changed(before, seen, state, present_versions().get(identifier, ()))
            elif is_state(state):
                now = with_tries_of(state, before) if before else state
            else:
                now = None
            stored = now or {}
            if now:
                answers[identifier] = now

        return stored if self._change(put) else None

    def resume(self, path: Path | str) -> int:
        """Take over the answers of another file, for instance one downloaded from the book.

        Parameters
        ----------
        path : pathlib.Path or str
            The other file; it is only read.

        Returns
        -------
        int
            How many questions have a new state; 0 if it could not be saved. Of two
            answers the better stays, and the tries of both are kept.

        Raises
        ------
        AnswersError
            If the other file cannot be read; nothing has changed then.
        """
        others = saved_answers(path)
        versions = present_versions()
        changed = 0

        def put(answers: dict[str, State]) -> None:
            nonlocal changed
            for identifier, state in others.items():
                own = answers.get(identifier)
                answers[identifier] = merged(own, state, versions.get(identifier, ()))
                changed += answers[identifier] != own

        return changed if self._change(put) else 0

    def _change(self, change: Callable[[dict[str, State]], None]) -> bool:
        """Change the answers of the file; return whether they were saved."""
        # A link stays a link: what it leads to is changed.
        file = Path(os.path.realpath(self.path))
        try:
            with _alone(file):
                answers = _answers(file)
                if answers is None:
                    return False
                change(answers)
                _replace(file, answers)
        except (OSError, ValueError) as error:
            _warn(f"Your answers cannot be saved in {self.path}: {error}.")
            return False
        return True


def _answers(file: Path) -> dict[str, State] | None:
    """Return the answers of a file that is to be changed; ``None`` if it must stay as it is."""
    try:
        return saved_answers(file)
    except AnswersError as error:
        if _is_missing(error):
            return {}
        if isinstance(error, NewerAnswersError) or isinstance(error.__cause__, OSError):
            _warn(f"Your answers are not saved. {error}")
            return None
        return _start_afresh(file, error)


def _is_missing(error: AnswersError) -> bool:
    return isinstance(error.__cause__, FileNotFoundError)


def _start_afresh(file: Path, problem: AnswersError) -> dict[str, State] | None:
    """Move a file that cannot be read aside, under a name that no file has yet."""
    try:
        aside = _moved_aside(file)
    except OSError as error:
        _warn(f"Your answers are not saved. {problem} It cannot be moved aside: {error.strerror}.")
        return None
    _warn(f"{problem} It was kept as {aside.name}; answers are saved in a new {file.name}.")
    return {}


def _moved_aside(file: Path) -> Path:
    for n in count(1):
        aside = file.with_name(f"{file.stem}.damaged-{n}.json")
        try:
            # Made at once, so that no other kernel takes the same name.
            aside.touch(exist_ok=False)
        except FileExistsError:
            continue
        try:
            return file.replace(aside)
        except OSError:
            aside.unlink()
            raise
    raise AssertionError("there is always a next number")


def _replace(file: Path, answers: dict[str, State]) -> None:
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    text = answers_text(answers, saved=now, course=VERSION)
    fresh = file.with_name(f".{file.name}.{token_hex(4)}")
    try:
        with fresh.open("x", encoding="ascii") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        # Whoever could read the answers before still can; a new file is as the system makes it.
        with suppress(OSError):
            fresh.chmod(S_IMODE(file.stat().st_mode))
        fresh.replace(file)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Keep other kernels from changing a file; the system lets go when a kernel dies.

    The lock is a file beside it, as the file itself is replaced with each change.
    """
    lock = file.with_name(f".{file.name}.lock")
    opened = _held(lock)
    try:
        yield
    finally:
        if sys.platform == "win32":
            os.close(opened)
            # One that another kernel has opened cannot be removed, nor need it be.
            with suppress(OSError):
                lock.unlink()
        else:
            with suppress(OSError):
                lock.unlink()
            os.close(opened)


def _held(lock: Path) -> int:
    """Open a lock file and wait until it is this kernel's."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        opened = _opened(lock)
        if opened is not None:
            if _is_own(opened, lock):
                return opened
            os.close(opened)
        time.sleep(0.005)
    raise TimeoutError(f"another program has held {lock} for {_PATIENCE:g} s")


def _opened(lock: Path) -> int | None:
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        # Windows says so of a file that is just being removed.
        if sys.platform == "win32":
            return None
        raise


def _is_own(opened: int, lock: Path) -> bool:
    """Take the lock if nobody has it; return whether this kernel has it now."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    else:  # noqa: RET505 - for the type checker, which knows the platforms apart
        import fcntl

        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # A disk that knows no locks: an answer is saved rather than not.
            return True
        try:
            # The kernel before may have removed the file that was opened.
            return os.path.samestat(os.fstat(opened), lock.stat())
        except FileNotFoundError:
            return False


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=2)
