"""The kind ``text``: type a few words, read as a patient marker reads them."""

import re
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from coursekit.questions.answers import SPACES
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback

# The lists of characters below stand in the front end as well, letter for letter: what a space,
# a lower-case letter or a composed one is must not depend on the language or its edition of Unicode.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+")
_SPACES = re.compile(f"[{SPACES}]+")
_APOSTROPHES = re.compile("[`\xb4\u02b9\u02bb\u02bc\u02bd\u2018-\u201b\u2032\u2035\uff07]")
_QUOTATION_MARKS = re.compile("[\xab\xbb\u201c-\u201f\u2033\u2036\u2039\u203a\u301d-\u301f\uff02]")
_DASHES = re.compile("[\u2010-\u2015\u207b\u208b\u2043\u2212\ufe58\ufe63\uff0d]")
# Latin, Greek, Cyrillic, their marks, letter-like signs, full-width forms: settled long ago.
_SETTLED = re.compile("[\0-\u052f\u1e00-\u1eff\u2000-\u218f\ufb00-\ufb06\uff00-\uffef]+")
_MARKS = re.compile("[\u0300-\u036f]")
# Cyrillic letters on the left look like Latin ones on the right, as small or as capital letters.
_ALIKE = str.maketrans("авекмнорстухіјѕәёς", "abekmhopctyxijsəeσ") | {ord("ß"): "ss"}
# A point between two figures belongs to the number.
_POINT = re.compile(r"([0-9])\.(?=[0-9])|\.")
_AROUND_DASH = re.compile(" ?- ?")
_AT_THE_ENDS = " .,;:!?\xa1\xbf'\"()[]{}<>/\\*_\xb7\u2022-"
_NO_FIGURE = re.compile("[^0-9.]")

#: Answers with more characters than this are not compared, only found wrong.
LONGEST = 400
#: From this many characters on, one slip of spelling is told apart from a wrong answer.
LEAST_FOR_A_SLIP = 5


@dataclass(frozen=True)
class Near:
    """Wrong answers that betray a particular mistake."""

    texts: tuple[str, ...]
    feedback: str
    misconception: str = ""


@dataclass(frozen=True)
class Text:
    """Texts that are accepted, telling wrong ones, and feedback on all others."""

    accept: tuple[str, ...]
    near: tuple[Near, ...]
    wrong: str

    @classmethod
    def read(cls, table: Table) -> "Text":
        """Read the kind's own keys of a question."""
        accept = table.texts("accept", least=1)
        _require_words(table, "accept", accept)
        right = {folded(text) for text in accept}
        return cls(
            accept=tuple(accept),
            near=tuple(_near(row, right) for row in table.tables("near", least=0)),
            wrong=table.text("wrong"),
        )

    def check(self, answer: Any, explain: str) -> Feedback:
        """Judge the text as typed; case, marks and look-alike letters do not matter."""
        given = folded(answer) if isinstance(answer, str) else ""
        if given == "":
            return Feedback("not_attempted", "text_empty")
        if given is None:
            return Feedback("not_yet", "wrong", self.wrong, credit=0)
        accepted = [folded(text) or "" for text in self.accept]
        if given in accepted:
            return Feedback("correct", "correct", explain, credit=1)
        for near in self.near:
            if given in [folded(text) for text in near.texts]:
                return Feedback("not_yet", "near", near.feedback, credit=0, misconception=near.misconception)
        if any(len(text) >= LEAST_FOR_A_SLIP and one_slip(given, text) for text in accepted):
            return Feedback("not_yet", "text_spelling", credit=0.5)
        return Feedback("not_yet", "wrong", self.wrong, credit=0)

    def specification(self) -> dict[str, Any]:
        """Return the accepted texts and the feedback."""
        return {
            "accept": list(self.accept),
            "near": [
                {"texts": list(near.texts), "feedback": near.feedback, "misconception": near.misconception}
                for near in self.near
            ],
            "wrong": self.wrong,
        }

    def asked(self) -> dict[str, Any]:
        """Return nothing: all that is asked stands in the prompt."""
        return {}

    def solution(self) -> str:
        """Return the text that the author named first."""
        return self.accept[0]

    def lines(self) -> list[str]:
        """Return a line to write on."""
        return ["_" * 32]

    def solution_lines(self) -> list[str]:
        """Return the text that the author named first."""
        return [self.accept[0]]

    def key_of(self, text: str) -> str | None:  # noqa: ARG002 - a text has no keys
        """Return nothing: a text has no keys."""
        return None


def folded(typed: str) -> str | None:
    """Return what is compared of a text, so that only the words matter.

    Parameters
    ----------
    typed : str
        Capitals, spaces, kinds of dashes and quotation marks, accents without a letter
        of their own, full stops, punctuation at the ends, invisible characters, and
        Cyrillic letters that look like Latin ones are made alike.

    Returns
    -------
    str or None
        ``None`` if the text is longer than any answer, so that a pasted book costs nothing.

    Examples
    --------
    >>> [folded(text) for text in (" “E.U.” ", "ЕU", "Central  Asia –\u00a0Europe", "2.5 %", "?!")]
    ['eu', 'eu', 'central asia-europe', '2.5 %', '']
    """
    text = _SPACES.sub(" ", _INVISIBLE.sub("", typed)).strip(" ")
    if len(text) > LONGEST:
        return None
    # Before composing: some of these signs would fall apart into a space and a mark.
    text = _DASHES.sub("-", _QUOTATION_MARKS.sub('"', _APOSTROPHES.sub("'", text)))
    text = _SETTLED.sub(lambda run: normalize("NFKC", run[0]).lower(), text)
    text = _MARKS.sub("", text).translate(_ALIKE)
    text = _POINT.sub(lambda point: point[0] if point[1] else "", text)
    return _AROUND_DASH.sub("-", _SPACES.sub(" ", text)).strip(_AT_THE_ENDS)


def one_slip(given: str, right: str) -> bool:
    """Tell whether one letter was missed, added, mistaken, or swapped with its neighbour.

    A different figure is no slip of spelling: 2007 is not nearly 2009.

    Examples
    --------
    >>> [one_slip(text, "brussels") for text in ("brusels", "brussles", "brussels", "bruges")]
    [True, True, False, False]
    """
    if given == right or abs(len(given) - len(right)) > 1 or _NO_FIGURE.sub("", given) != _NO_FIGURE.sub("", right):
        return False
    shorter = min(len(given), len(right))
    start = next((i for i in range(shorter) if given[i] != right[i]), shorter)
    mine, due = given[start:], right[start:]
    swapped = mine[:2] == due[:2][::-1] and mine[2:] == due[2:]
    return swapped or mine[1:] == due[1:] or mine[1:] == due or mine == due[1:]


def _near(row: Table, right: set[str | None]) -> Near:
    texts = row.texts("texts", least=1)
    _require_words(row, "texts", texts)
    for text in texts:
        if folded(text) in right:
            row.fail("texts", "texts that are not accepted as right", text)
    near = Near(tuple(texts), row.text("feedback"), row.text("misconception", required=False))
    row.done()
    return near


def _require_words(table: Table, key: str, texts: list[str]) -> None:
    for text in texts:
        if not folded(text):
            table.fail(key, f"texts with at least one letter or figure, up to {LONGEST} characters", text)
