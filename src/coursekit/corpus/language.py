"""The language of a text, guessed from its letters and its smallest words.

Owns the guess. Pure.
"""

import re
from collections import Counter

_KAZAKH = set("әғқңөұүһі")
_CYRILLIC = re.compile("[а-яёәғқңөұүһі]")
#: Small words that hardly occur in another of these languages.
_SMALL_WORDS = {
    "en": {"the", "of", "and", "to", "in", "is", "for", "with", "that", "by"},
    "fr": {"le", "les", "des", "et", "du", "une", "dans", "est", "pour", "aux"},
    "de": {"der", "die", "und", "das", "den", "von", "mit", "ist", "zu", "im"},
    "it": {"il", "di", "che", "della", "e", "per", "con", "gli", "del", "una"},
    "es": {"el", "los", "las", "de", "y", "que", "en", "por", "una", "del"},
}
#: Code of a language -> its name.
LANGUAGES = {
    "en": "English", "kk": "Kazakh", "ru": "Russian", "fr": "French", "de": "German", "it": "Italian", "es": "Spanish",
}  # fmt: skip


def language_of(text: str) -> str:
    """Return the code of the language of a text; empty if it does not show.

    Parameters
    ----------
    text : str
        At least some sentences.

    Examples
    --------
    >>> language_of("the strategy of the Union"), language_of("стратегия Союза"), language_of("Орталық Азия өңірі")
    ('en', 'ru', 'kk')
    >>> language_of("12345")
    ''
    """
    sample = text[:50_000].lower()
    letters = [letter for letter in sample if letter.isalpha()]
    if not letters:
        return ""
    cyrillic = len(_CYRILLIC.findall("".join(letters)))
    if cyrillic > 0.5 * len(letters):
        return "kk" if sum(letter in _KAZAKH for letter in letters) > 0.02 * cyrillic else "ru"
    words = Counter(re.findall(r"\w+", sample))
    scores = {code: sum(words[word] for word in small) for code, small in _SMALL_WORDS.items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= 0.05 * max(1, sum(words.values())) else ""
