"""Reading one table of a question bank, with errors that say where.

Owns the checks on keys and types; knows nothing of the kinds.
"""

import re
import sys
from pathlib import Path
from typing import Any, NoReturn

from coursekit.errors import ExerciseError, nearest

_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*")


class Table:
    """A TOML table that reports what is wrong with it by file, question and key.

    Parameters
    ----------
    content : dict
        The table as read.
    file : pathlib.Path
        The bank it stands in.
    place : str
        What the reader of an error looks for, for instance ``question 'adoption-date'``.

    Examples
    --------
    >>> Table({"id": "x"}, Path("questions.toml"), "question 'x'").text("id")
    'x'
    """

    def __init__(self, content: Any, file: Path, place: str) -> None:
        self.file = file
        self.place = place
        self._read: set[str] = set()
        if not isinstance(content, dict):
            raise ExerciseError(f"{file}: {place}: expected a table, got {content!r}.")
        self._content = content

    def fail(self, key: str, expected: str, got: object) -> NoReturn:
        """Raise the error that names file, question, key, what was expected and found."""
        shown = "nothing" if got is None else repr(got)
        msg = f"{self.file}: {self.place}: key {key!r}: expected {expected}, got {shown}."
        raise ExerciseError(msg)

    def text(self, key: str, *, required: bool = True) -> str:
        """Return a text; an absent optional one is empty."""
        found = self._get(key)
        if found is None and not required:
            return ""
        if not isinstance(found, str) or not found.strip():
            self.fail(key, "a text", found)
        return found

    def word(self, key: str, allowed: list[str]) -> str:
        """Return a text that is one of a few, which an empty one may be among."""
        found = "" if "" in allowed and self._get(key) == "" else self.text(key)
        if found not in allowed:
            self.fail(key, "one of " + ", ".join(each or '""' for each in allowed), found)
        return found

    def truth(self, key: str) -> bool:
        """Return true or false; absent means false."""
        found = self._get(key)
        if found is not None and not isinstance(found, bool):
            self.fail(key, "true or false", found)
        return bool(found)

    def number(self, key: str, *, default: float | None = None) -> float:
        """Return a number."""
        found = self._get(key)
        if found is None and default is not None:
            return default
        # TOML also knows infinity, what is no number, and whole numbers of any length.
        if not _is_number(found) or not abs(found) <= sys.float_info.max:
            self.fail(key, "a number", found)
        return float(found)

    def whole(self, key: str, low: int, high: int, *, default: int | None = None) -> int:
        """Return a whole number between two others, which are allowed themselves."""
        found = self._get(key, default)
        if not _is_number(found) or not low <= found <= high or found != int(found):
            self.fail(key, f"a whole number from {low} to {high}", found)
        return int(found)

    def url(self, key: str) -> str:
        """Return an address on the web; an absent one is empty."""
        found = self.text(key, required=False)
        if found and not _ADDRESS.fullmatch(found):
            self.fail(key, "an address that begins with https:// or http://", found)
        return found

    def texts(self, key: str, *, least: int = 0, most: int | None = None) -> list[str]:
        """Return a list of texts with at least and at most so many entries."""
        found = self._get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found) or len(found) < least:
            self.fail(key, f"a list of {f'at least {least} ' if least else ''}texts", found)
        self._require_few(key, found, most)
        return list(found)

    def tables(self, key: str, *, least: int, most: int | None = None) -> list["Table"]:
        """Return a list of tables with at least and at most so many entries."""
        found = self._get(key, [])
        if not isinstance(found, list) or len(found) < least:
            self.fail(key, f"a list of at least {least} tables", found)
        self._require_few(key, found, most)
        return [Table(item, self.file, f"{self.place}, {key} {n}") for n, item in enumerate(found, start=1)]

    def table(self, key: str) -> "Table":
        """Return a table inside this one; an absent one is empty."""
        return Table(self._get(key, {}), self.file, f"{self.place}, {key}")

    def over(self, other: "Table", *, without: str) -> "Table":
        """Return a table with this one's keys before the other's, without one key."""
        return Table({**other.content(without=without), **self.content()}, self.file, self.place)

    def content(self, *, without: str = "") -> dict[str, Any]:
        """Return the table as read, without one key."""
        return {key: value for key, value in self._content.items() if key != without}

    def require_different(self, key: str, texts: list[str], *, called: str = "") -> None:
        """Refuse texts under a key of which two look alike: nobody could tell them apart."""
        seen: set[str] = set()
        for text in texts:
            shown = " ".join(text.split())
            if shown in seen:
                self.fail(key, f"{called or key} that differ from one another", text)
            seen.add(shown)

    def done(self) -> None:
        """Refuse keys nobody asked for: most are misspelt."""
        for key in self._content:
            if key not in self._read:
                msg = f"{self.file}: {self.place}: unknown key {key!r}. {nearest(key, self._read)}"
                raise ExerciseError(msg)

    def _get(self, key: str, default: Any = None) -> Any:
        self._read.add(key)
        return self._content.get(key, default)

    def _require_few(self, key: str, found: list[Any], most: int | None) -> None:
        if most is not None and len(found) > most:
            self.fail(key, f"at most {most} {key}", len(found))


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)
