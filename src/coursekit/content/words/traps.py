"""What the asterisks of a dictionary catch, and what of it was hardly meant.

Owns the rule of thumb by which a caught word is called doubtful. It proposes; the reader of
the table decides. Imports nothing above :mod:`coursekit.content.words.dictionary`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coursekit.content.words.dictionary import patterns_by_code
from coursekit.content.words.patterns import Numbers, Pattern, number_words, starts
from coursekit.content.words.tokens import check_language, name_of_texts, stem, stems, token_table
from coursekit.data.columns import need
from coursekit.errors import MethodError
from coursekit.waiting import steps

# Endings after which an English word is mostly still the word that was meant.
_ENDINGS = (
    "s es d ed ing ings er ers or ors al als ally ial ially ary ly ness ied ies ication "
    "ation ations isation isations ization izations ise ised ises ising ize ized izes izing ism ist ists"
)
_USUAL = frozenset(["", *_ENDINGS.split()])
# Endings that Snowball takes off although another word is left: important, import.
_TREACHEROUS = ("ant", "ants", "antly", "ance", "ances", "ancy", "ent", "ents", "ently", "ence", "ences", "ency")
# So many letters begin too many words to say what was meant.
_FEW = 4


@dataclass(frozen=True)
class _Catch:
    """What one word of a pattern caught, with all that is worked out once for all its words."""

    part: str
    #: Words taken to be meant (rule 1).
    usual: frozenset[str]
    #: Whether the beginning is a word of the texts or catches such a word (rule 2).
    is_word: bool
    #: Stems of the words, and how often each is caught; empty where they are not asked for (rule 3).
    stems: Mapping[str, str]
    caught: Counter[str]

    @property
    def core(self) -> str:
        """Return the part without its asterisks."""
        return self.part.strip("*")


def traps(
    dictionary: pd.DataFrame,
    texts: pd.DataFrame | Sequence[str],
    *,
    language: str = "en",
    split_hyphens: bool = False,
) -> pd.DataFrame:
    """List what every pattern with an asterisk catches, and say what looks doubtful.

    A caught word is doubtful by this rule of thumb. What stands before the asterisk is its
    beginning.

    1. Beginning and usual ending (``imports``, ``imported``), or a word whose stem is the
       beginning, is taken to be meant; not so under ``-ant``, ``-ance``, ``-ent`` and
       ``-ence``, which the stemmer takes off too readily. In Kazakh and Russian: a word
       that has the same stem as the beginning.
    2. Any other word is doubtful if the beginning is a word of these texts or catches a
       word by rule 1, and where such an ending follows: ``important`` under ``import*``.
    3. Where the beginning is no word (``democra*``), the stem caught most often is taken
       to be meant and every other is doubtful; under a beginning of four letters or fewer
       every word is (``fund*`` in texts without ``fund``).
    4. Where the asterisk stands in front, every longer word is doubtful.

    The rule knows endings, not meanings. It calls ``democratic`` doubtful beside
    ``democracy``, and it is silent about ``reformation`` under ``reform*`` and about
    every word that means something else in this text. Read the list, then the places
    (:func:`~coursekit.content.words.concordance.keyword_in_context`), and except what was not
    meant: column ``except`` of :func:`~coursekit.content.words.dictionary.dictionary`.

    Parameters
    ----------
    dictionary : pandas.DataFrame
        Columns ``code``, ``pattern`` and perhaps ``except``.
    texts : pandas.DataFrame or sequence of str
        Texts (``document`` or ``unit``, and ``text``), a table of their words (with
        ``token``), or one list of words.
    language : str
        ``"en"``, ``"kk"`` or ``"ru"``.
    split_hyphens : bool
        Whether a hyphen separates words; a table or list of words is taken as it is.

    Returns
    -------
    pandas.DataFrame
        One row per pattern and form caught, the commonest first, in the order of the
        dictionary. Patterns without an asterisk and such as catch nothing are not in it.

        - ``code``, ``pattern``: as in the dictionary.
        - ``caught``: the words as caught, lower case.
        - ``count``: how often.
        - ``why``: what makes it doubtful; empty where nothing does.

    Raises
    ------
    MethodError
        If a column or text is missing, a pattern cannot be read, or the language is not known.

    Examples
    --------
    >>> words = pd.DataFrame({"code": ["trade", "money"], "pattern": ["import*", "fund*"]})
    >>> texts = pd.DataFrame({"document": ["a"], "text": ["Imports are important, and a fundamental right."]})
    >>> for caught, why in traps(words, texts)[["caught", "why"]].to_numpy():
    ...     print(f"{caught}: {why}".strip())
    imports:
    important: not a usual form of 'import'
    fundamental: 'fund' is short and begins many words
    """
    check_language(language)
    by_code = patterns_by_code(dictionary, language, split_hyphens=split_hyphens)
    rows_of_words = _rows_of_words(texts, language, split_hyphens=split_hyphens)
    wild = [
        (code, pattern)
        for code, patterns in by_code.items()
        for pattern in patterns
        if any("*" in w for w in pattern.words)
    ]
    known = Numbers([pattern for _, pattern in wild], language)
    numbers = number_words(rows_of_words, known)
    # The border after each row of words, so that a place among the numbers is a place here.
    words = np.array([word for row in rows_of_words for word in [*row, ""]], dtype=object)
    there = frozenset(words.tolist())
    rows = [
        (code, pattern.text, caught, count, why)
        for code, pattern in steps(wild, "Looking at what the asterisks catch")
        for caught, count, why in _caught(pattern, words, starts([pattern], numbers, known), there, language)
    ]
    return pd.DataFrame(rows, columns=["code", "pattern", "caught", "count", "why"])


def _rows_of_words(texts: pd.DataFrame | Sequence[str], language: str, *, split_hyphens: bool) -> list[list[str]]:
    """Return the words of each text, whichever way the texts were handed in."""
    if isinstance(texts, str):
        msg = "A table of texts or a list of words was expected, not one text. Find its words with tokens() first."
        raise MethodError(msg)
    if not isinstance(texts, pd.DataFrame):
        return [list(texts)]
    if "text" in texts.columns:
        table = token_table(texts, language, split_hyphens=split_hyphens)
    else:
        need(texts, ["token"], "the words of the texts")
        table = texts
    rows = table.groupby(name_of_texts(table, "the words of the texts"), sort=False)["token"]
    return [words.tolist() for _, words in rows]


def _caught(
    pattern: Pattern, words: np.ndarray, found: dict[int, np.ndarray], there: frozenset[str], language: str
) -> list[tuple[str, int, str]]:
    """Return what a pattern caught, how often, and what is doubtful about it."""
    places = found[len(pattern.words)]
    forms = Counter(tuple(words[place : place + len(pattern.words)]) for place in places)
    catches = {
        step: _catch(part, _summed(forms, step), there, language)
        for step, part in enumerate(pattern.words)
        if "*" in part and part != "*"
    }
    return [
        (" ".join(form), count, next(filter(None, (_doubt(catch, form[step]) for step, catch in catches.items())), ""))
        for form, count in forms.most_common()
    ]


def _summed(forms: Counter[tuple[str, ...]], step: int) -> Counter[str]:
    """Return how often each word stands at one place of a phrase."""
    words: Counter[str] = Counter()
    for form, count in forms.items():
        words[form[step]] += count
    return words


def _catch(part: str, words: Counter[str], there: frozenset[str], language: str) -> _Catch:
    """Work out once what the doubts about all words under one asterisk have in common."""
    core = part.strip("*")
    beginning = stem(core, language) if language != "en" else core
    usual = frozenset(word for word in words if _is_usual(part, word, beginning, language))
    is_word = core in there or bool(usual)
    if part.startswith("*") or is_word or len(core) <= _FEW:
        return _Catch(part, usual, is_word, {}, Counter())
    stem_of = dict(zip(words, stems(words, language), strict=True))
    caught: Counter[str] = Counter()
    for word, count in words.items():
        caught[stem_of[word]] += count
    return _Catch(part, usual, is_word, stem_of, caught)


def _doubt(catch: _Catch, word: str) -> str:
    """Say what is doubtful about a caught word, or nothing."""
    if word in catch.usual:
        return ""
    core = catch.core
    if catch.part.startswith("*"):
        return f"only {'holds' if catch.part.endswith('*') else 'ends in'} {core!r}"
    if catch.is_word or word.removeprefix(core) in _TREACHEROUS:
        return f"not a usual form of {core!r}"
    if len(core) <= _FEW:
        return f"{core!r} is short and begins many words"
    common, most = catch.caught.most_common(1)[0]
    # Of stems caught equally often the word itself is taken, if it is one.
    common = word if catch.caught.get(word) == most else common
    return "" if catch.stems[word] == common else f"another stem than most of what is caught ({common!r})"


def _is_usual(part: str, word: str, beginning: str, language: str) -> bool:
    """Tell whether a word is taken to be meant by its ending or its stem (rule 1).

    ``beginning`` is what stands before the asterisk, in Kazakh and Russian its stem.
    """
    core = part.strip("*")
    if word == core or part.startswith("*"):
        return word == core
    if language != "en":
        return stem(word, language) == beginning
    # Of border-crossing only the border counts.
    ending, _, _ = word.removeprefix(core).partition("-")
    doubled = ending[1:] if ending[:1] == core[-1:] else "-"
    after_e = "e" + ending if core.endswith("e") else "-"
    if not _USUAL.isdisjoint({ending, doubled, after_e}):
        return True
    return stem(word, "en") == core and ending not in _TREACHEROUS
