"""Scrambled text found: words glued together or out of order.

Some files hold the words of a justified line in the order in which a program drew
them, without the spaces: ``АзияОрталық`` for two words whose order was turned round.
Text of two columns may have been read straight across. What the spaces and the order
were is not in such a file any more, so nothing is repaired here: the places are found
and shown. Owns the signs of it. Pure.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coursekit.corpus.blocks import Block

_LOWER, _UPPER = "a-zà-ÿа-яёәғқңөұүһі", "A-ZÀ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ"
#: Sign -> what shows it. Words have an end, so that a text without spaces does not take for ever.
_SIGNS = {
    "words grown together": re.compile(rf"[{_LOWER}]{{3,60}}[{_UPPER}][{_LOWER}]{{2,60}}"),
    "no space after a comma": re.compile(rf"[{_LOWER}]{{2,60}}[,;»)”][{_LOWER}{_UPPER}]{{2,60}}"),
    "a hyphen by itself": re.compile(rf"(?<=[{_LOWER}\d]) -[{_LOWER}]{{1,12}}\b|\b\d{{4}}- (?=[{_LOWER}]{{2,60}})"),
    "a word cut in the middle of a line": re.compile(
        rf"\b[{_LOWER}]{{2,60}}- (?!(?:and|or|to|и|или|және|мен)\b)[{_LOWER}{_UPPER}]{{2,60}}"
    ),
}
_GROWN, _CUT = "words grown together", "a word cut in the middle of a line"
_WORD = re.compile(rf"[{_LOWER}{_UPPER}]+")
#: Shorter words, and words in shorter parts, are not looked at: endings look like words too.
_LONG, _LONGEST, _SHORTEST = 11, 100, 4


class Suspect(NamedTuple):
    """A place that is probably scrambled: number of the block, what shows it, the words."""

    block: int
    why: str
    excerpt: str


def suspects(blocks: Sequence[Block]) -> list[Suspect]:
    """Find places where words are glued together or out of order.

    Parameters
    ----------
    blocks : sequence of Block
        The blocks of one document; its own words are the measure of what a word is.

    Returns
    -------
    list of Suspect
        In the order of the text; blocks are counted from 1.

    Examples
    --------
    >>> suspects([Block("paragraph", "The European Union asked, and the UnionEuropean, answered.")])
    [Suspect(block=1, why='words grown together', excerpt='UnionEuropean,')]
    """
    known = _words_of(blocks)
    return [suspect for number, block in enumerate(blocks, start=1) for suspect in _in_block(number, block.text, known)]


def _in_block(number: int, text: str, known: Counter[str]) -> list[Suspect]:
    """Return the suspects of one block, each place once."""
    found: dict[int, Suspect] = {}
    for why, pattern in _SIGNS.items():
        for place in pattern.finditer(text):
            if why == _GROWN and _is_name(text, place.start(), known):
                continue
            start = text.rfind(" ", 0, place.start() + 1) + 1
            end = text.find(" ", place.end())
            found.setdefault(start, Suspect(number, why, text[start : end if end >= 0 else None]))
    for place in _WORD.finditer(text):
        start = text.rfind(" ", 0, place.start() + 1) + 1
        if start not in found and _is_glued(place[0].lower(), known):
            found[start] = Suspect(number, "two words in one", place[0])
    ordered: list[tuple[int, Suspect]] = []
    for start in sorted(found):
        if not ordered or start >= ordered[-1][0] + len(ordered[-1][1].excerpt):
            ordered.append((start, found[start]))
    return [suspect for _, suspect in ordered]


def _is_name(text: str, start: int, known: Counter[str]) -> bool:
    """Return whether a Latin word with capitals inside is a name of its own, as programs and agencies have them."""
    begin = next((place for place in range(start, 0, -1) if not text[place - 1].isalpha()), 0)
    found = _WORD.match(text, begin)
    word = found[0] if found else ""
    if not word.isascii():
        return False
    parts = [part.lower() for part in re.findall("[A-Z]?[a-z]+|[A-Z]+", word)]
    return known[word.lower()] > 1 or not all(known[part] for part in parts)


def _words_of(blocks: Iterable[Block]) -> Counter[str]:
    return Counter(word.lower() for block in blocks for word in _WORD.findall(block.text))


def _is_glued(word: str, known: Counter[str]) -> bool:
    """Return whether a long word that occurs once consists of two or three words of the same document."""
    return _LONG <= len(word) <= _LONGEST and known[word] == 1 and _parts(word, known, 3)


def _parts(word: str, known: Counter[str], most: int) -> bool:
    """Return whether a word is made of at least two known words, each long enough to be one."""
    for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
        first, rest = word[:cut], word[cut:]
        if known[first] and (known[rest] or (most > 2 and _parts(rest, known, most - 1))):
            return True
    return False


def scramble_warning(blocks: Sequence[Block], form: str) -> str:
    """Return a sentence on what seems scrambled; empty if nothing does.

    A single sign proves nothing: *EuropeAid* has a capital in the middle too.

    Parameters
    ----------
    blocks : sequence of Block
        The blocks of one document.
    form : str
        Its format; decides what is advised.
    """
    found = suspects(blocks)
    signs = Counter(suspect.why for suspect in found)
    # Names such as EuropeAid are short, and come again.
    grown = len({suspect.excerpt for suspect in found if suspect.why == _GROWN and len(suspect.excerpt) >= _LONG})
    scrambled = len(signs) >= 3 and len(found) >= (6 if form == "TXT" else 10)
    scrambled = scrambled or (form == "TXT" and grown >= 3 and len(found) >= 4)
    if not scrambled and signs[_CUT] < 5:
        return ""
    touched = len({suspect.block for suspect in found})
    shown = ", ".join(f"“{suspect.excerpt[:40]}”" for suspect in found[:3])
    advice = (
        "Look for the HTML page or another copy"
        if form == "PDF"
        else "If there is a PDF, add that instead: it knows where each word stands. If not, correct the places by hand"
    )
    return (
        f"The text is probably scrambled in {touched} of {len(blocks)} blocks: {len(found)} places such as {shown}. "
        f"Spaces and order of these words are lost in this file and were not guessed. {advice}."
    )
