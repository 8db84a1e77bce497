"""Words as the search knows them: cut out of a text, folded, and the stems that tell their forms.

Owns the folding and the cutting of the build's side. ``search/words.js`` has those of the
page's side, for what a reader types; the tests hold the two together on every word of the
book. Stems are found here only. The page is handed the list of them with the endings of
each language, and looks up which stem a word begins with, so page and build cannot differ
on what a stem is.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

import snowballstemmer

from coursekit.content.words.kazakh import endings_of_nouns, stem_kazakh

#: Letters inside a word that are not written by everyone in the same way, or not at all.
_MARKS = "\u0300-\u036f"
_INSIDE = "'’‘ʻʼ`´′\u00ad\u200b-\u200d\u2060\ufeff"
_TOKEN = re.compile(
    r"\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?!\d)"  # 13,158
    r"|\d+(?:\.\d+)+"  # 66.4, 24.7.1991
    r"|\d+,\d{1,2}(?![\d,])"  # 66,4
    rf"|[^\W_](?:[{_INSIDE}]*(?:[^\W_]|[{_MARKS}]))*"
)
_NOT_WRITTEN = re.compile(f"[{_MARKS}{_INSIDE}]")
#: Letters that have no decomposition: each becomes the one that a reader without it types.
_PLAIN = str.maketrans("ıøłđəқғәөүұңһіҷҳ", "ioldeкгаоуунхичх") | str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe"})
_NUMBERED = re.compile(r"([cсeе])0*(\d{1,4})")
_NUMBERED_LETTERS = {"с": "c", "е": "e"}

#: Words that stand in nearly every section and tell nothing about it.
_COMMON_WORDS = (
    "a an and are as at be but by can for from had has have in into is it its of on or than that the their there "
    "these they this those to was were which with"
)
COMMON = frozenset(_COMMON_WORDS.split())

# Endings of Russian nouns, adjectives and verbs; folded as words are.
_RUSSIAN_ENDINGS = (
    "а я о е и ы у ю й ь ам ям ами ями ах ях ов ев ом ем ой ей ою ею ью ия ие ий ию ии ием иям иями иях иях ией "
    "ья ье ьи ью ьям ьями ьях ьев ьем "
    "ая яя ое ее ые ие ый ий ого его ому ему ым им ых их ыми ими ую юю ейший "
    "ть л ла ло ли ет ют ит ят ат ут ают яют яет ает ал ала ало али ил ила ило или ать ять ить еть ешь ишь ем им ся сь"
)
_LOST_VOWEL = re.compile(r"([бвгджзклмнпрстфхцчшщ])[ое](к|ц)$")
_WITH_SUFFIX = re.compile(r"(.{2,}ост)(?:ь|и|ью|ей|ям|ями|ях)|(?=.{3,5}$)(..?и)(?:[яюйие]|ей|ям|ями|ях)")
_VOWELS = re.compile("[аеиоуыэюяәөүұі]")
_VOICED_ENDS = {"к": "г", "п": "б"}


@cache
def fold(word: str) -> str:
    """Return a word as the search compares it: small letters, without accents, apostrophes and soft hyphens.

    Numbered things lose the zeros before their number, and the Cyrillic letter that looks like a Latin one.

    Examples
    --------
    >>> [fold(word) for word in ["Türkiye", "İstanbul", "O‘zbekiston", "счётная", "Қазақстан", "C05", "1,234"]]
    ['turkiye', 'istanbul', 'ozbekiston', 'счетная', 'казакстан', 'c5', '1234']
    """
    plain = word.replace(",", ".") if re.fullmatch(r"\d+,\d{1,2}", word) else word
    lower = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).lower())
    mapped = _NOT_WRITTEN.sub("", lower).translate(_PLAIN)
    kept = "".join(letter for letter in mapped if letter.isalnum() or (letter == "." and plain[0].isdigit()))
    numbered = _NUMBERED.fullmatch(kept)
    return _NUMBERED_LETTERS.get(numbered[1], numbered[1]) + numbered[2] if numbered else kept


def cut(text: str) -> list[str]:
    """Return the folded words of a text in their order.

    Examples
    --------
    >>> cut("On 24.7.1991, 66,4 per cent of EUR 13,158: C5+1 («O‘zbekiston») co\u00adoperation")
    ['on', '24', '7', '1991', '66.4', 'per', 'cent', 'of', 'eur', '13158', 'c5', '1', 'ozbekiston', 'cooperation']
    """
    return [word for token in _TOKEN.findall(text) for part in _parts(token) if (word := fold(part))]


def _parts(token: str) -> list[str]:
    """Split a date written with dots; leave a number with decimals whole."""
    return token.split(".") if token.count(".") > 1 else [token]


def endings(language: str) -> str:
    """Return the pattern of what may follow a stem, folded: a regular expression that Python and browsers read alike.

    Parameters
    ----------
    language : str
        ``kk`` or ``ru``.

    Examples
    --------
    >>> bool(re.fullmatch(endings("ru"), "ами")), bool(re.fullmatch(endings("kk"), fold("дарының")))
    (True, True)
    """
    if language == "ru":
        return _one_of(_RUSSIAN_ENDINGS.split())
    return "".join(f"(?:{_one_of(shapes)})?" for shapes in endings_of_nouns())


def _one_of(shapes: Iterable[str]) -> str:
    return "|".join(sorted({fold(shape) for shape in shapes}, key=lambda shape: (-len(shape), shape)))


def stems(words: Iterable[str], language: str) -> dict[str, str]:
    """Return what the forms of words begin with, and which stem each such beginning stands for.

    Parameters
    ----------
    words : iterable of str
        Words as they are written, in small letters.
    language : str
        ``kk`` or ``ru``.

    Examples
    --------
    >>> stems(["сотрудничество", "казахстан", "рынок"], "ru")
    {'казахстан': 'казахстан', 'рынк': 'рынок', 'рынок': 'рынок', 'сотрудничеств': 'сотрудничеств'}
    >>> stems(["серіктестік", "халқы"], "kk")
    {'сериктестиг': 'сериктестик', 'сериктестик': 'сериктестик', 'халк': 'халык', 'халыг': 'халык', 'халык': 'халык'}
    """
    found: dict[str, str] = {}
    for word in sorted(set(words)):
        for beginning, stem in _beginnings(word, language):
            # Where two words claim a beginning, the one that it is spelt like has it.
            if beginning not in found or beginning == stem:
                found[beginning] = stem
    return dict(sorted(found.items()))


def _beginnings(word: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield the beginnings of a word's forms with its stem, all folded."""
    if len(word) < (2 if language == "kk" else 3):
        return
    stem = fold(_russian_stem(word) if language == "ru" else stem_kazakh(word))
    yield stem, stem
    folded = fold(word)
    if language == "ru":
        if lost := _LOST_VOWEL.search(stem):
            yield stem[: lost.start()] + lost[1] + lost[2], stem
        return
    if stem[-1] in _VOICED_ENDS and len(stem) > 2:
        yield stem[:-1] + _VOICED_ENDS[stem[-1]], stem
    if not folded.startswith(stem):
        shared = _shared(folded, stem)
        # A vowel that got lost: халқы has халық for its stem.
        candidates = [folded[:length] for length in range(shared, len(folded))]
        yield from ((one, stem) for one in candidates[:2] if re.fullmatch(endings("kk"), folded[len(one) :]))


def _shared(first: str, second: str) -> int:
    """Return how many letters two words have in common at their beginning, 35 at most."""
    pairs = enumerate(zip(first[:35], second, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(first), len(second), 35))


def _russian_stem(word: str) -> str:
    """Return what stands before a Russian word's ending.

    Snowball's stem where what it cuts off is an ending of ours. Elsewhere it cuts a suffix
    too (устойчив-ость), leaves too little (аз-ия) or splits a name (казахста-н, but
    казахстан-у): there only our ending is taken off, and none from a word in -стан.
    """
    word = word.replace("ё", "е")
    if word.endswith("стан"):
        return word
    if suffix := _WITH_SUFFIX.fullmatch(word):
        return suffix[1] or suffix[2]
    stem: str = _snowball().stemWord(word)
    rest = word[len(stem) :]
    if word.startswith(stem) and len(stem) >= 3 and (not rest or _is_russian_ending(rest)):
        return stem
    lengths = (length for length in (3, 2, 1) if len(word) - length >= 3)
    return next((word[:-length] for length in lengths if _is_plain_end(word, length)), word)


def _is_plain_end(word: str, length: int) -> bool:
    """Tell whether the last letters are an ending and leave a stem with a vowel and a consonant at its end."""
    stem = word[:-length]
    return _is_russian_ending(word[-length:]) and bool(_VOWELS.search(stem)) and not _VOWELS.match(stem[-1])


@cache
def _is_russian_ending(ending: str) -> bool:
    return re.fullmatch(endings("ru"), fold(ending)) is not None


@cache
def _snowball() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("russian")


def front_coded(words: Iterable[str]) -> str:
    r"""Return sorted words as one text, each as what it adds to the word before it.

    Examples
    --------
    >>> front_coded(["trade", "trades", "trust"])
    '0trade 5s 2ust'
    """
    coded = [
        f"{_digit(_shared(before, word))}{word[_shared(before, word) :]}" for before, word in pairwise(["", *words])
    ]
    return " ".join(coded)


def _digit(length: int) -> str:
    return "0123456789abcdefghijklmnopqrstuvwxyz"[length]
