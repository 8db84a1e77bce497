"""How positions in a text are counted: by this course, and by other programs.

Owns the one place where positions are translated. Here a position is a number of code
points, as in the REFI-QDA standard (1.5, section 10.2). Programs differ in two things:
whether a line end of Windows is one or two, and whether a character outside Unicode's
basic plane, such as an emoji, is one or two. Pure; imports nothing of coursekit but the
errors.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from coursekit.errors import MethodError

_BASIC_PLANE = 0xFFFF
_RETURN, _NEW_LINE = ord("\r"), ord("\n")


@dataclass(frozen=True)
class Counting:
    r"""How a program counts positions in plain text.

    Parameters
    ----------
    line_end : {"\n", "\r\n"}
        With what lines end in the text files that are written for it.
    windows_line_end : {2, 1}
        How much a line end of two characters counts.
    beyond_basic_plane : {1, 2}
        How much an emoji counts: 1 in code points, 2 where a program counts in UTF-16.

    Raises
    ------
    MethodError
        If a value is none of these.
    """

    line_end: str = "\n"
    windows_line_end: int = 2
    beyond_basic_plane: int = 1

    def __post_init__(self) -> None:
        """Refuse what no program does."""
        if self.line_end not in {"\n", "\r\n"}:
            raise MethodError(f"Lines cannot end with {self.line_end!r}. Expected '\\n' or '\\r\\n'.")
        if not {self.windows_line_end, self.beyond_basic_plane} <= {1, 2}:
            raise MethodError("A line end and an emoji count 1 or 2.")


#: As the standard has it, with the line ends of every system but Windows.
STANDARD = Counting()
#: ATLAS.ti writes line ends of two characters and counts them as one; so says the import of QualCoder.
ATLAS = Counting(windows_line_end=1)


def for_file(text: str, counting: Counting) -> tuple[str, "np.ndarray[Any, Any]"]:
    r"""Return a text as it goes into a file, and where each of its positions then is.

    Examples
    --------
    >>> written, at = for_file("a\n🙂b", Counting(line_end="\r\n", beyond_basic_plane=2))
    >>> written, at.tolist()
    ('a\r\n🙂b', [0, 1, 3, 5, 6])
    """
    letters = _letters(text)
    widths = np.where(letters > _BASIC_PLANE, counting.beyond_basic_plane, 1)
    if counting.line_end == "\r\n":
        lone = (letters == _NEW_LINE) & (np.roll(letters, 1) != _RETURN)
        lone[:1] = letters[:1] == _NEW_LINE
        widths[lone] = counting.windows_line_end
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    if counting.windows_line_end == 1:
        widths[_pairs(letters)] = 0
    return text, _ends(widths)


def from_file(written: str, counting: Counting) -> tuple[str, "np.ndarray[Any, Any]"]:
    r"""Return the text of a file with plain line ends, and where each position of the file then is.

    A position inside a character, which only a damaged file has, becomes that before it.

    Examples
    --------
    >>> text, at = from_file("a\r\n🙂b", Counting(beyond_basic_plane=2))
    >>> text, at.tolist()
    ('a\n🙂b', [0, 1, 1, 2, 2, 3, 4])
    """
    letters = _letters(written)
    here = np.ones(len(letters), dtype="int64")
    there = np.where(letters > _BASIC_PLANE, counting.beyond_basic_plane, 1)
    pairs = _pairs(letters)
    here[pairs] = 0
    if counting.windows_line_end == 1:
        there[pairs] = 0
    places, counted = _ends(here), _ends(there)
    # The last letter that begins at or before a position of the file.
    found = np.searchsorted(counted, np.arange(counted[-1] + 1), side="right") - 1
    return written.replace("\r\n", "\n"), places[found]


def _letters(text: str) -> "np.ndarray[Any, Any]":
    """Return the code points of a text."""
    try:
        return np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype("int64")
    except UnicodeEncodeError as error:
        raise MethodError(f"Character {error.start} of a text is half of one; no file can hold it.") from error


def _pairs(letters: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """Tell which letters are the first half of a line end of Windows."""
    pairs = letters == _RETURN
    pairs[:-1] &= letters[1:] == _NEW_LINE
    pairs[-1:] = False
    return np.asarray(pairs)


def _ends(widths: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    ends = np.zeros(len(widths) + 1, dtype="int64")
    ends[1:] = np.cumsum(widths)
    return ends
