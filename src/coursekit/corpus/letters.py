"""Letters put in order: spaces, ligatures, invisible signs.

Owns what may be changed in a text without changing what it says. Pure.
"""

import re
import unicodedata
from collections import Counter

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
#: Zero-width signs, direction marks and the byte order mark.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
#: Bullets that symbol fonts keep in the private use area.
_PRIVATE_BULLET = re.compile("[\uf0b7\uf0a7\uf0d8\uf02d\uf076]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
#: Before this sign there are no ligatures and nothing invisible among letters and figures.
_PLAIN = "\u0600"
SOFT_HYPHEN = "\u00ad"


def clean(text: str, repairs: Counter[str]) -> str:
    r"""Return a text on one line, with plain spaces and whole letters.

    Parameters
    ----------
    text : str
        Any text.
    repairs : collections.Counter
        Counts ligatures (``ligatures``) and soft hyphens (``soft``) that were replaced.

    Examples
    --------
    >>> counted = Counter()
    >>> clean("eﬀort of the\n Eu\u00adropean\u00a0Union", counted), dict(counted)
    ('effort of the European Union', {'ligatures': 1, 'soft': 1})
    """
    if text.isalnum() and max(text) < _PLAIN and unicodedata.is_normalized("NFC", text):
        return text
    text = _CONTROL.sub("", _INVISIBLE.sub("", _PRIVATE_BULLET.sub("•", text)))
    text, ligatures = _LIGATURE.subn(lambda found: _LIGATURES[found[0]], text)
    repairs["ligatures"] += ligatures
    repairs["soft"] += text.count(SOFT_HYPHEN)
    text = unicodedata.normalize("NFC", text.replace(SOFT_HYPHEN, ""))
    repairs += Counter()  # Drops what stands at zero.
    return " ".join(text.split())


def unreadable(text: str) -> float:
    """Return the share of signs that no font names: replacement, control and private ones.

    Examples
    --------
    >>> unreadable("ab\ufffd\ue001")
    0.5
    """
    if not text:
        return 0.0
    counts = Counter(text)
    return sum(count for letter, count in counts.items() if _is_unreadable(letter)) / len(text)


def _is_unreadable(letter: str) -> bool:
    return letter == "\ufffd" or unicodedata.category(letter) in {"Co", "Cn"} or bool(_CONTROL.match(letter))
