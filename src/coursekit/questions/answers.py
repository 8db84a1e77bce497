"""What answers have in common, whatever the kind: keys, and what counts as a space."""

from collections.abc import Collection, Iterable
from string import ascii_lowercase
from typing import Any

#: Things that are chosen by a letter cannot be more than there are letters.
LETTERS = len(ascii_lowercase)
#: What separates words, for a character class of a pattern. Listed by hand, as Python's and
#: JavaScript's ``\s`` differ; the front end has the same list, letter for letter.
SPACES = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"


def chosen_of(answer: Any, keys: Iterable[str], values: Collection[str]) -> dict[str, str]:
    """Return what an answer of any shape says: for each of the keys one of the values, or nothing.

    Examples
    --------
    >>> chosen_of({"a": "x", "b": "?", "c": ["x"], "d": "x"}, "abc", ["x", "y"]), chosen_of("ax", "a", ["x"])
    ({'a': 'x'}, {})
    """
    given = answer if isinstance(answer, dict) else {}
    found = {key: given.get(key) for key in keys}
    return {key: value for key, value in found.items() if isinstance(value, str) and value in values}
