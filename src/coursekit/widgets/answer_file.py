"""The answers given in notebooks: one file beside them.

Owns ``coursekit-answers.json`` in the kernel's folder: the same file that the book's
progress page writes and reads. It is replaced as a whole, so that a crash never leaves
half of one; a file that cannot be read is moved aside, never written over.
"""

import os
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile

from coursekit import __version__
from coursekit.errors import AnswersError
from coursekit.progress import State, answers_text, is_state, merged, present_versions, saved_answers

NAME = "coursekit-answers.json"


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
        """Return the saved state of a question; empty if there is none."""
        return (self._answers() or {}).get(identifier, {})

    def write(self, identifier: str, state: State) -> None:
        """Save the state of a question; anything that is no state, as after *Reset*, removes it."""

        def put(answers: dict[str, State]) -> None:
            answers.pop(identifier, None)
            if is_state(state):
                answers[identifier] = state

        self._change(put)

    def resume(self, path: Path | str) -> int:
        """Take over the answers of another file, for instance one downloaded from the book.

        Parameters
        ----------
        path : pathlib.Path or str
            The other file; it is only read.

        Returns
        -------
        int
            How many questions have a new state. Of two answers the better stays, and
            the tries of both are kept.

        Raises
        ------
        AnswersError
            If the other file cannot be read; nothing has changed then.
        """
        others = saved_answers(path)
        changed = 0

        def put(answers: dict[str, State]) -> None:
            nonlocal changed
            for identifier, state in others.items():
                own = answers.get(identifier)
                answers[identifier] = merged(own, state, present_versions(identifier))
                changed += answers[identifier] != own

        self._change(put)
        return changed

    def _change(self, change: Callable[[dict[str, State]], None]) -> None:
        answers = self._answers()
        if answers is None:
            return
        change(answers)
        try:
            self._replace(answers)
        except (OSError, ValueError) as error:
            _warn(f"Your answers cannot be saved in {self.path}: {error}.")

    def _answers(self) -> dict[str, State] | None:
        """Return the answers of the file; ``None`` if it is there but cannot be opened."""
        if not self.path.exists():
            return {}
        try:
            return saved_answers(self.path)
        except AnswersError as error:
            if isinstance(error.__cause__, OSError):
                _warn(f"Your answers are not saved. {error}")
                return None
            return self._start_afresh(error)

    def _start_afresh(self, problem: AnswersError) -> dict[str, State] | None:
        """Move a file that cannot be read aside, under a name that no file has yet."""
        try:
            aside = self._free_name()
            self.path.replace(aside)
        except OSError as error:
            _warn(f"Your answers are not saved. {problem} It cannot be moved aside: {error.strerror}.")
            return None
        _warn(f"{problem} It was kept as {aside.name}; answers are saved in a new {NAME}.")
        return {}

    def _free_name(self) -> Path:
        for n in count(1):
            aside = self.path.with_name(f"{self.path.stem}.damaged-{n}.json")
            try:
                # Made at once, so that no other kernel takes the same name.
                aside.touch(exist_ok=False)
            except FileExistsError:
                continue
            return aside
        raise AssertionError("there is always a next number")

    def _replace(self, answers: dict[str, State]) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        text = answers_text(answers, saved=now, course=__version__)
        with NamedTemporaryFile("w", dir=self.path.parent, prefix=f".{NAME}.", delete=False) as fresh:
            try:
                fresh.write(text)
                fresh.flush()
                os.fsync(fresh.fileno())
                fresh.close()
                Path(fresh.name).replace(self.path)
            except OSError:
                fresh.close()
                Path(fresh.name).unlink()
                raise


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=2)
