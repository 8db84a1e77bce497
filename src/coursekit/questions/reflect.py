"""The kind ``reflect``: write a few sentences, then compare them with a model answer.

Nobody marks it but the learner. Rubric and model answer therefore come only after
something was written: comparing is the exercise, reading ahead would end it.
"""

import re
from dataclasses import dataclass
from typing import Any

from coursekit.questions.answers import SPACES
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback

_SPACES = re.compile(f"[{SPACES}]+")
#: The longest answer, in the units in which browsers measure a text field.
LONGEST = 20_000
_MOST_WORDS = 500


@dataclass(frozen=True)
class Reflect:
    """A free text of at least so many words, with a rubric and a model answer."""

    words: int
    rubric: tuple[str, ...]
    model: str

    @classmethod
    def read(cls, table: Table) -> "Reflect":
        """Read the kind's own keys of a question."""
        words = table.whole("words", 1, _MOST_WORDS)
        rubric = table.texts("rubric", least=1)
        if not all(point.strip() for point in rubric):
            table.fail("rubric", "texts that are not empty", rubric)
        table.require_different("rubric", rubric, called="points")
        model = table.text("model").strip()
        if count_words(model) < words or _length(model) > LONGEST:
            table.fail("model", f"{words} words or more, as the learner is asked for", count_words(model))
        return cls(words=words, rubric=tuple(rubric), model=model)

    def check(self, answer: Any, explain: str) -> Feedback:
        """Accept any text that is long enough."""
        text = answer if isinstance(answer, str) else ""
        if _length(text) > LONGEST:
            return Feedback("not_attempted", "reflect_long", count=_length(text), total=LONGEST)
        written = count_words(text)
        if written < self.words:
            return Feedback("not_attempted", "reflect_short", count=written, total=self.words)
        return Feedback("saved", "reflect_saved", explain)

    def specification(self) -> dict[str, Any]:
        """Return the number of words, the rubric and the model answer."""
        return {**self.asked(), "rubric": list(self.rubric), "model": self.model}

    def asked(self) -> dict[str, Any]:
        """Return the number of words alone."""
        return {"words": self.words}

    def solution(self) -> str:
        """Return the model answer."""
        return self.model

    def lines(self) -> list[str]:
        """Return lines to write on."""
        return ["_" * 60] * max(3, min(8, self.words // 10))

    def solution_lines(self) -> list[str]:
        """Return the rubric and the model answer."""
        return [*(f"☐ {point}" for point in self.rubric), self.model]

    def key_of(self, text: str) -> str | None:  # noqa: ARG002 - a free text has no keys
        """Return nothing: a free text has no keys."""
        return None


def count_words(text: str) -> int:
    """Count the runs of characters between spaces.

    Parameters
    ----------
    text : str
        What the learner wrote. A dash standing alone counts as a word; the count
        guides the learner and decides nothing else.

    Examples
    --------
    >>> [count_words(text) for text in ("", "  ", "one", "Қазақстан\u00a0мен ЕО")]
    [0, 0, 1, 3]
    """
    return sum(bool(word) for word in _SPACES.split(text))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
