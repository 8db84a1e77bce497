"""What the asterisks of a dictionary catch, and what of it was hardly meant.

Owns the rule of thumb by which a caught word is called doubtful. It proposes; the reader of
the table decides. Imports nothing above :mod:`coursekit.content.dictionary`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from coursekit.content.dictionary import patterns_by_code
from coursekit.content.patterns import Numbers, Pattern, number_words, starts
from coursekit.content.tokens import check_language, name_of_texts, stem, token_table
from coursekit.data.columns import need
from coursekit.errors import MethodError

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
    """What one word of a pattern caught: the words, how often, and what the texts hold besides."""

    part: str
    words: Counter[str]
    texts: frozenset[str]
    language: str


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
    (:func:`~coursekit.content.concordance.keyword_in_context`), and except what was not
    meant: column ``except`` of :func:`~coursekit.content.dictionary.dictionary`.

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
        for code, pattern in wild
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
    catches = [
        _Catch(part, _summed(forms, step), there, language) for step, part in enumerate(pattern.words) if part != "*"
    ]
    steps = [step for step, part in enumerate(pattern.words) if part != "*"]
    return [
        (" ".join(form), count, next(filter(None, map(_doubt, catches, (form[step] for step in steps))), ""))
        for form, count in forms.most_common()
    ]


def _summed(forms: Counter[tuple[str, ...]], step: int) -> Counter[str]:
    """Return how often each word stands at one place of a phrase."""
    words: Counter[str] = Counter()
    for form, count in forms.items():
        words[form[step]] += count
    return words


def _doubt(catch: _Catch, word: str) -> str:
    """Say what is doubtful about a caught word, or nothing."""
    if "*" not in catch.part or _is_usual(catch, word):
        return ""
    core = catch.part.strip("*")
    if catch.part.startswith("*"):
        return f"only {'holds' if catch.part.endswith('*') else 'ends in'} {core!r}"
    is_word = core in catch.texts or any(_is_usual(catch, other) for other in catch.words)
    if is_word or word.removeprefix(core) in _TREACHEROUS:
        return f"not a usual form of {core!r}"
    if len(core) <= _FEW:
        return f"{core!r} is short and begins many words"
    stems = Counter({word: 0})
    for other, count in catch.words.items():
        stems[stem(other, catch.language)] += count
    common = stems.most_common(1)[0][0]
    return "" if stem(word, catch.language) == common else f"another stem than most of what is caught ({common!r})"


def _is_usual(catch: _Catch, word: str) -> bool:
    """Tell whether a word is taken to be meant by its ending or its stem (rule 1)."""
    beginning = catch.part.strip("*")
    if word == beginning or catch.part.startswith("*"):
        return word == beginning
    if catch.language != "en":
        return stem(word, catch.language) == stem(beginning, catch.language)
    # Of border-crossing only the border counts.
    ending, _, _ = word.removeprefix(beginning).partition("-")
    doubled = ending[1:] if ending[:1] == beginning[-1:] else "-"
    after_e = "e" + ending if beginning.endswith("e") else "-"
    if not _USUAL.isdisjoint({ending, doubled, after_e}):
        return True
    return stem(word, "en") == beginning and ending not in _TREACHEROUS
