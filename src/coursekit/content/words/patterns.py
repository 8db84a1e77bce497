"""Search patterns: words and phrases with asterisks, and where they stand among the words of a text.

Owns what a pattern means and how many of them are found at once. A word is looked at once,
however often it occurs: it gets a number that says which parts of patterns it fits, and
phrases are then found among numbers. Imports nothing above :mod:`coursekit.content.words.tokens`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from coursekit.content.words.tokens import spelled, written
from coursekit.errors import MethodError

Places = npt.NDArray[np.intp]
#: A word of a pattern, and the words that its asterisks are not to catch.
Part = tuple[str, tuple[str, ...]]
ANY: Part = ("*", ())
#: The number of the border between two texts, and of a word that fits no part.
BORDER, OTHER = 0, 1


@dataclass(frozen=True)
class Pattern:
    """A word or phrase to look for; ``*`` stands for any letters, or between words for any word."""

    text: str
    words: tuple[str, ...]
    #: Words that the asterisks are not to catch.
    excepted: tuple[str, ...] = ()


def read_pattern(text: str, language: str, *, split_hyphens: bool = False, excepted: str = "") -> Pattern:
    """Read a pattern as it stands in a codebook.

    Parameters
    ----------
    text : str
        Words with spaces between them. ``*`` at the end of a word stands for any ending,
        at the beginning for any beginning, alone between two words for any one word.
    language : str
        Language of the texts; see :func:`coursekit.content.words.tokens.tokens`.
    split_hyphens : bool
        Whether a hyphen separates words, in the pattern as in the texts.
    excepted : str
        Words that the asterisks are not to catch, separated by ``;``, with or without asterisks.

    Returns
    -------
    Pattern
        The pattern, in the spelling in which words are compared.

    Raises
    ------
    MethodError
        If there is nothing to look for or an asterisk stands inside a word.

    Examples
    --------
    >>> read_pattern("Human right*", "en").words
    ('human', 'right*')
    >>> read_pattern("ten-t", "en", split_hyphens=True).words
    ('ten', 't')
    """
    words = _words(text, language, split_hyphens=split_hyphens)
    if words[:1] == ["*"] or words[-1:] == ["*"] or not words:
        msg = (
            f"There is nothing to look for in the pattern {text!r}. Write a word, such as 'democra*' or 'human right*'."
        )
        raise MethodError(msg)
    # A hyphen in an exception separates nothing: exceptions are single words.
    kept = [_words(word, language, split_hyphens=False) for word in excepted.split(";") if word.strip()]
    long = [" ".join(some) for some in kept if len(some) != 1]
    if long:
        msg = f"{long[0]!r} cannot be excepted from {text!r}: give single words, separated by semicolons."
        raise MethodError(msg)
    return Pattern(text.strip(), tuple(words), tuple(word for (word,) in kept))


def _words(text: str, language: str, *, split_hyphens: bool) -> list[str]:
    """Return the words of a pattern with their asterisks."""
    words: list[str] = []
    for piece in text.split():
        core = piece.strip("*")
        if "*" in core:
            msg = f"In the pattern {text!r} an asterisk stands inside a word. It may stand at its beginning or end."
            raise MethodError(msg)
        found = [spelled(word, language) for word in written(core, split_hyphens=split_hyphens)]
        if found:
            found[0] = "*" * piece.startswith("*") + found[0]
            found[-1] += "*" * piece.endswith("*")
        words += found or ["*"] * ("*" in piece)
    return words


def fits(word: str, part: str) -> bool:
    """Tell whether a word fits a part of a pattern.

    Examples
    --------
    >>> fits("important", "import*"), fits("cybersecurity", "*security"), fits("imports", "import")
    (True, True, False)
    """
    core = part.strip("*")
    if part.startswith("*"):
        return core in word if part.endswith("*") else word.endswith(core)
    return word.startswith(core) if part.endswith("*") else word == core


class Numbers(dict[str, int]):
    """The number of every written word, worked out when the word is met first.

    Words that fit the same parts of the same patterns have the same number: they are the
    same to the patterns. A dictionary, because a text of ten million words asks it as often.

    Examples
    --------
    >>> known = Numbers([read_pattern("water*", "en")], "en")
    >>> known["Water"], known["waters"], known["energy"]
    (2, 2, 1)
    """

    def __init__(self, patterns: Iterable[Pattern], language: str) -> None:
        super().__init__()
        self._language = language
        self._of_parts: dict[frozenset[Part], int] = {frozenset(): OTHER}
        self._exact: dict[str, set[Part]] = {}
        self._heads: dict[str, set[Part]] = {}
        self._others: set[Part] = set()
        parts = {part(pattern, step) for pattern in patterns for step in range(len(pattern.words))}
        for word, excepted in parts - {ANY}:
            if word.startswith("*"):
                self._others.add((word, excepted))
            elif word.endswith("*"):
                self._heads.setdefault(word[:-1], set()).add((word, excepted))
            else:
                self._exact.setdefault(word, set()).add((word, excepted))
        self._lengths = sorted({len(head) for head in self._heads})

    def __missing__(self, written_word: str) -> int:
        word = spelled(written_word, self._language)
        parts = set(self._exact.get(word, ()))
        caught = {part for part in self._others if fits(word, part[0])}
        caught.update(*(self._heads.get(word[:length], ()) for length in self._lengths if length <= len(word)))
        parts |= {part for part in caught if not any(fits(word, exception) for exception in part[1])}
        self[written_word] = self._of_parts.setdefault(frozenset(parts), len(self._of_parts) + OTHER)
        return self[written_word]

    def mask(self, parts: Iterable[Part]) -> npt.NDArray[np.bool_]:
        """Return which numbers fit one of the parts; ask again when new words have been met."""
        wanted = frozenset(parts)
        fit = [ANY in wanted or not wanted.isdisjoint(fitting) for fitting in self._of_parts]
        return np.array([False, *fit])


def starts(patterns: Iterable[Pattern], numbers: npt.NDArray[np.int32], known: Numbers) -> dict[int, Places]:
    """Return where patterns begin among the numbers of words.

    Parameters
    ----------
    patterns : iterable of Pattern
        What to look for.
    numbers : array of int
        Numbers of the words, with a border after the last; see :func:`number_words`.
    known : Numbers
        The numbers, made for these patterns, perhaps among others.

    Returns
    -------
    dict from int to array of int
        Places of the first word, by the length of the patterns in words; a place at which
        two phrases of one length begin is there twice.

    Examples
    --------
    >>> wanted = [read_pattern("rule of *  law", "en"), read_pattern("rule*", "en")]
    >>> known = Numbers(wanted, "en")
    >>> row = number_words([["the", "rule", "of", "any", "law", "and", "rules"]], known)
    >>> {length: places.tolist() for length, places in starts(wanted, row, known).items()}
    {4: [1], 1: [1, 6]}
    """
    found: dict[int, list[Places]] = {}
    wanted = list(patterns)
    phrases = [pattern for pattern in wanted if len(pattern.words) > 1]
    # One look for the first words of all phrases leaves few places for each of them.
    first = np.flatnonzero(known.mask(part(phrase, 0) for phrase in phrases)[numbers])
    for phrase in phrases:
        places = first
        for step in range(len(phrase.words)):
            # The border after the last word keeps the step within the row: nothing fits a border.
            places = places[known.mask([part(phrase, step)])[numbers[places + step]]]
        found.setdefault(len(phrase.words), []).append(places)
    words = [part(pattern, 0) for pattern in wanted if len(pattern.words) == 1]
    if words:
        found[1] = [np.flatnonzero(known.mask(words)[numbers])]
    return {length: np.concatenate(places) for length, places in found.items()}


def part(pattern: Pattern, step: int) -> Part:
    """Return a word of a pattern with what its asterisks are not to catch."""
    word = pattern.words[step]
    return ANY if word == "*" else (word, pattern.excepted if "*" in word else ())


def number_words(texts: Iterable[Sequence[str]], known: Numbers) -> npt.NDArray[np.int32]:
    """Return the numbers of the written words of texts, with a border after each text.

    Examples
    --------
    >>> known = Numbers([read_pattern("water*", "en")], "en")
    >>> number_words([["Water", "and", "waters"], ["Energy"]], known).tolist()
    [2, 1, 2, 0, 1, 0]
    """
    rows: list[npt.NDArray[np.int32]] = []
    border = np.array([BORDER], dtype=np.int32)
    for words in texts:
        rows += [np.fromiter(map(known.__getitem__, words), dtype=np.int32, count=len(words)), border]
    return np.concatenate(rows) if rows else border


def longest_first(found: Mapping[int, Places], size: int) -> list[tuple[int, Places]]:
    """Keep the longest of matches that share a word, and of equally long ones the first.

    Parameters
    ----------
    found : mapping from int to array of int
        Starts of matches by their length in words.
    size : int
        How many words there are.

    Returns
    -------
    list of (int, array of int)
        Length and starts of the matches that stay, no two of which share a word.

    Examples
    --------
    >>> kept = longest_first({1: np.array([0, 1, 5]), 2: np.array([1])}, 6)
    >>> [(length, places.tolist()) for length, places in kept]
    [(2, [1]), (1, [0, 5])]
    """
    taken = np.zeros(size, dtype=np.bool_)
    kept: list[tuple[int, Places]] = []
    for length in sorted(found, reverse=True):
        places = np.unique(found[length])
        for step in range(length if kept else 0):
            places = places[~taken[places + step]]
        places = _apart(places, length)
        for step in range(length):
            taken[places + step] = True
        kept.append((length, places))
    return kept


def _apart(places: Places, length: int) -> Places:
    """Drop every start that lies within the match before it."""
    if not (np.diff(places) < length).any():
        return places
    kept: list[Any] = []
    for place in places:
        if not kept or place >= kept[-1] + length:
            kept.append(place)
    return np.array(kept, dtype=np.intp)
