"""Bytes turned into letters, with an honest word on what was guessed.

Owns which encodings are tried: UTF-8, UTF-16 and the old one-byte code pages of
Russian, Kazakh and Western Windows. Pure, standard library only.
"""

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: One-byte code pages, the likelier first.
_ONE_BYTE = ("cp1251", "kz1048", "koi8_r", "cp866", "cp1252")
_CYRILLIC = re.compile(r"\b[А-ЯЁӘҒҚҢӨҰҮҺІа-яёәғқңөұүһі][а-яёәғқңөұүһі]*\b")
_KAZAKH = re.compile("[әғқңөұүһ]")
_LATIN = re.compile(r"\b[A-Za-zÀ-ÿ][a-zß-ÿ]*\b")


class Decoded(NamedTuple):
    """A text, and a warning if its encoding had to be guessed."""

    text: str
    warning: str = ""


def decode(content: bytes) -> Decoded | None:
    """Return the text of a file, or nothing if it is no text.

    Parameters
    ----------
    content : bytes
        The file.

    Examples
    --------
    >>> decode("Стратегия".encode("utf-8"))
    Decoded(text='Стратегия', warning='')
    >>> decode("Европейский союз и Центральная Азия".encode("cp1251")).text
    'Европейский союз и Центральная Азия'
    >>> decode(bytes(range(256)) * 4) is None
    True
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    wide = _wide(content)
    if wide:
        found = _strictly(content, wide)
        return found and Decoded(found.text, f"The encoding was guessed: {wide.upper()}.")
    return _strictly(content, "utf-8") or _mended(content) or _one_byte(content)


def _mended(content: bytes) -> Decoded | None:
    """Return a text that is UTF-8 but for a few bytes; what they were is not known any more."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(letter > "\x7f" for letter in text) - broken
    if broken > 0.01 * len(text) or whole < 3 * broken or _is_binary(text):
        return None
    return Decoded(text, f"Letters damaged in the file itself, shown as \ufffd: {broken}. Look for a better copy.")


def _strictly(content: bytes, encoding: str) -> Decoded | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _is_binary(text) else Decoded(text)


def _is_binary(text: str) -> bool:
    sample = text[:20_000]
    odd = sum(letter < " " and letter not in "\t\n\r\f\x0b\x1a" for letter in sample)
    return odd > 0.005 * len(sample)


def _wide(content: bytes) -> str:
    """Return the kind of UTF-16 that the zeros of a file betray."""
    sample = content[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) > 8 and max(even, odd) > 0.1 * len(sample) and min(even, odd) < 0.02 * len(sample):
        return "utf-16-be" if even > odd else "utf-16-le"
    # Cyrillic in UTF-16 has no zeros but the same high byte, 4, at every second place.
    even, odd = sample[::2].count(4), sample[1::2].count(4)
    if len(sample) > 8 and max(even, odd) > 0.25 * len(sample) and min(even, odd) < 0.02 * len(sample):
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""


def _one_byte(content: bytes) -> Decoded | None:
    """Return the text in the code page that gives the most words written as words are."""
    best: tuple[float, str, str] | None = None
    for encoding in _ONE_BYTE:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_binary(text):
            continue
        score = _likeness(text[:50_000])
        if best is None or score > best[0]:
            best = (score, encoding, text)
    if best is None or best[0] < 0.5:
        return None
    warning = f"The encoding was guessed: {best[1]}. If letters look wrong, save the file as UTF-8 and add it again."
    return Decoded(best[2], warning)


def _likeness(text: str) -> float:
    """Return which share of the letters stands in words that look right."""
    letters = sum(letter.isalpha() for letter in text)
    if not letters:
        return 0.0
    right = sum(len(word) for pattern in (_CYRILLIC, _LATIN) for word in pattern.findall(text))
    # Letters of the Kazakh code page are rare signs in the Russian one.
    odd = sum(not (letter.isascii() or letter.isalpha() or letter in "«»“”„–—…№§°·’‘ \xa0") for letter in text)
    return (right - 3 * odd + 0.1 * bool(_KAZAKH.search(text.lower()))) / letters
