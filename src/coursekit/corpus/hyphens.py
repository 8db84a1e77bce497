"""Lines put together again, and the hyphens at their ends decided.

Owns one decision: does a hyphen at the end of a line belong to the word? The only
witness is the document itself: how it writes the word where no line ends. Where
that does not decide, the hyphen stays as printed and is reported. Pure.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"\w+(?:-\w+)*")
_HYPHENS = "-\u2010\u2011\u00ad"
_ENDS = re.compile(rf"(?P<word>[\w.:/-]*\w)[{_HYPHENS}]$")
_BEGINS = re.compile(r"\w+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
#: Looking further back than this finds no word that a line end has cut.
_TAIL = 200
#: After these a hyphen stands for a part left out: "pre- and post-accession".
_AND = {"and", "or", "to", "nor", "и", "или", "либо", "және", "немесе", "мен", "пен", "бен"}
#: What Russian and Kazakh hang on with a hyphen.
_HUNG_ON = {"ақ", "то", "нибудь", "таки", "ка"}
#: What takes a hyphen in front of it as a rule.
_SET_BEFORE = {"non", "self", "ex", "vice", "well", "кое", "вице", "экс"}


@dataclass(frozen=True)
class Vocabulary:
    """The words of a document as it writes them inside its lines.

    Parameters
    ----------
    counts : collections.Counter
        Word in lower case -> how often.
    """

    counts: Counter[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Vocabulary":
        """Collect the words of lines, without those that a line end may have cut.

        Examples
        --------
        >>> sorted(Vocabulary.of(["our co-", "operation in Asia"]).counts)
        ['asia', 'in', 'our']
        """
        counts: Counter[str] = Counter()
        cut = False
        for line in lines:
            words = _WORD.findall(line.lower())[int(cut) :]
            cut = bool(line) and line[-1] in _HYPHENS
            counts.update(words[:-1] if cut else words)
        return cls(counts)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.counts)

    def has_beginning(self, beginning: str) -> bool:
        """Return whether a word begins so."""
        place = bisect_left(self._sorted, beginning)
        return place < len(self._sorted) and self._sorted[place].startswith(beginning)


def decide(first: str, second: str, words: Vocabulary) -> str:
    """Decide about the hyphen between the end of a line and the beginning of the next.

    Parameters
    ----------
    first, second : str
        The parts of the word before and after.
    words : Vocabulary
        How the document writes its words.

    Returns
    -------
    str
        ``joined`` (the hyphen only marks the line end), ``kept`` (it belongs to the
        word) or ``unsure``.

    Examples
    --------
    >>> words = Vocabulary.of(["Euro-Asian links and long-term information on term and long"])
    >>> decide("infor", "mation", words), decide("Euro", "Asian", words), decide("long", "links", words)
    ('joined', 'kept', 'unsure')
    """
    whole, hyphened = (first + second).lower(), f"{first}-{second}".lower()
    counts = words.counts
    if counts[hyphened] or counts[whole]:
        return "kept" if counts[hyphened] >= counts[whole] else "joined"
    shouted = first.isupper() and second.isupper() and len(second) > 1
    if (second[0].isupper() and not shouted) or first[-1].isdigit() or second[0].isdigit():
        return "kept"
    if second.lower() in _HUNG_ON or first.lower() in _SET_BEFORE:
        return "kept"
    if words.has_beginning(whole[: len(first) + max(3, len(second) - 3)]):
        return "joined"
    return "unsure" if counts[first.lower()] and counts[second.lower()] else "joined"


def join(lines: Sequence[str], words: Vocabulary, repairs: Counter[str], unsure: list[str]) -> str:
    """Put lines together to one text.

    Parameters
    ----------
    lines : sequence of str
        The lines of one paragraph.
    words : Vocabulary
        How the document writes its words.
    repairs : collections.Counter
        Counts ``joined``, ``kept`` and ``unsure``.
    unsure : list of str
        Takes the words left as printed without certainty.

    Examples
    --------
    >>> words = Vocabulary.of(["a partnership between Euro-Asian neighbours"])
    >>> counted, doubts = Counter(), []
    >>> join(["the part-", "nership of Euro-", "Asian", "states"], words, counted, doubts)
    'the partnership of Euro-Asian states'
    >>> sorted(counted.items())
    [('joined', 1), ('kept', 1)]
    """
    text = ""
    for line in lines:
        text = _with(text, line, words, repairs, unsure) if text else line
    return text


def _with(text: str, line: str, words: Vocabulary, repairs: Counter[str], unsure: list[str]) -> str:
    ends = _ENDS.search(text[-_TAIL:]) if text[-1] in _HYPHENS else None
    begins = _BEGINS.match(line)
    if not ends or not begins:
        return f"{text} {line}"
    if begins[0].lower() in _AND:
        return f"{text[:-1]}- {line}"
    if _ADDRESS.search(text[-_TAIL:]):
        return text + line
    first = re.split(r"[./:]", ends["word"])[-1] or ends["word"]
    verdict = "joined" if text[-1] == "\u00ad" else decide(first, begins[0], words)
    repairs[verdict] += 1
    if verdict == "unsure":
        unsure.append(f"{first}-{begins[0]}")
    return text[:-1] + ("" if verdict == "joined" else "-") + line
