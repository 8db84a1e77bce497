"""The kind ``match``: find for each thing on the left what belongs to it on the right."""

from dataclasses import dataclass
from hashlib import sha256
from string import ascii_lowercase
from typing import Any

from coursekit.questions.answers import chosen_of
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback, Wrong, remarks

_LEAST_PAIRS = 3
_MOST_PAIRS = 8
_MOST_DECOYS = 8


@dataclass(frozen=True)
class Near:
    """A wrong pair, by its keys, that betrays a particular mistake."""

    left: str
    right: str
    feedback: str
    misconception: str = ""


@dataclass(frozen=True)
class Match:
    """Left sides, right sides as they are shown, and which belong together.

    A right side may belong to several left ones, and one that was chosen may be
    chosen again: what is used is marked, nothing is taken away from the learner.
    """

    lefts: tuple[tuple[str, str], ...]
    rights: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[str, str], ...]
    near: tuple[Near, ...]
    wrong: str

    @classmethod
    def read(cls, table: Table) -> "Match":
        """Read the kind's own keys; the order of the right sides is the same on every machine."""
        rows = table.tables("pairs", least=_LEAST_PAIRS, most=_MOST_PAIRS)
        texts = [_pair(row) for row in rows]
        lefts = [left for left, _ in texts]
        partners = list(dict.fromkeys(right for _, right in texts))
        decoys = table.texts("decoys", most=_MOST_DECOYS)
        shown = sorted([*partners, *decoys], key=lambda text: sha256(text.encode()).hexdigest())
        if shown == partners:
            shown = [*shown[1:], shown[0]]
        if len(set(lefts)) < len(lefts) or set(lefts) & set(shown):
            table.fail("pairs", "left sides that differ from one another and from the right sides", lefts)
        if len(set(shown)) < len(shown) or not all(text.strip() for text in decoys):
            table.fail("decoys", "texts that differ from one another and from the right sides", decoys)
        left_keys = dict(zip(lefts, ascii_lowercase, strict=False))
        right_keys = dict(zip(shown, ascii_lowercase, strict=False))
        pairs = tuple((left_keys[left], right_keys[right]) for left, right in texts)
        return cls(
            lefts=tuple((key, text) for text, key in left_keys.items()),
            rights=tuple((key, text) for text, key in right_keys.items()),
            pairs=pairs,
            near=tuple(_near(row, left_keys, right_keys, pairs) for row in table.tables("near", least=0)),
            wrong=table.text("wrong"),
        )

    def check(self, answer: Any, explain: str) -> Feedback:
        """Judge a table of left keys with right keys; left sides may still be open."""
        chosen = self._chosen(answer)
        if not chosen:
            return Feedback("not_attempted", "match_choose")
        total = len(self.pairs)
        count = len(chosen & set(self.pairs))
        if count == total:
            return Feedback("correct", "correct", explain, credit=1)
        # As long as nothing is wrong, something is only missing: the count says so.
        message, misconception = remarks(self._wrong(chosen), self.wrong)
        return Feedback("not_yet", "match_pairs", message, count, total, count / total, misconception)

    def _wrong(self, chosen: set[tuple[str, str]]) -> list[Wrong]:
        """Return the wrong pairs in the order of the left sides, with the words that fit each."""
        rights, told = dict(self.rights), {(near.left, near.right): near for near in reversed(self.near)}
        found = []
        for left, text in self.lefts:
            for right in (pair[1] for pair in chosen - set(self.pairs) if pair[0] == left):
                near = told.get((left, right))
                remark = (near.feedback, near.misconception) if near else ()
                found.append(Wrong(f"{text} → {rights[right]}", *remark))
        return found

    def _chosen(self, answer: Any) -> set[tuple[str, str]]:
        return set(chosen_of(answer, dict(self.lefts), dict(self.rights)).items())

    def specification(self) -> dict[str, Any]:
        """Return both sides, the right pairs and the feedback."""
        return {
            **self.asked(),
            "solution": self.solution(),
            "near": [
                {
                    "left": near.left,
                    "right": near.right,
                    "feedback": near.feedback,
                    "misconception": near.misconception,
                }
                for near in self.near
            ],
            "wrong": self.wrong,
        }

    def asked(self) -> dict[str, Any]:
        """Return both sides as they are shown."""
        return {
            "lefts": [{"key": key, "text": text} for key, text in self.lefts],
            "rights": [{"key": key, "text": text} for key, text in self.rights],
        }

    def solution(self) -> dict[str, str]:
        """Return the right key for each left one."""
        return dict(self.pairs)

    def lines(self) -> list[str]:
        """Return the left sides with room for a letter, then the lettered right sides."""
        return [f"__ {text}" for _, text in self.lefts] + [f"{key}) {text}" for key, text in self.rights]

    def solution_lines(self) -> list[str]:
        """Return the right pairs in words."""
        texts = dict(self.rights)
        return [f"{left} → {texts[key]}" for (_, left), (_, key) in zip(self.lefts, self.pairs, strict=True)]

    def key_of(self, text: str) -> str | None:
        """Return the key of the left or right side with this text; no text stands on both."""
        return next((key for key, shown in (*self.lefts, *self.rights) if shown == text), None)


def _pair(row: Table) -> tuple[str, str]:
    pair = (row.text("left"), row.text("right"))
    row.done()
    return pair


def _near(row: Table, lefts: dict[str, str], rights: dict[str, str], pairs: tuple[tuple[str, str], ...]) -> Near:
    near = Near(
        left=lefts[row.word("left", list(lefts))],
        right=rights[row.word("right", list(rights))],
        feedback=row.text("feedback"),
        misconception=row.text("misconception", required=False),
    )
    if (near.left, near.right) in pairs:
        row.fail("right", "a pair that is wrong", row.text("right"))
    row.done()
    return near
