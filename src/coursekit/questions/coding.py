"""The kind ``code``: mark passages with codes of the codebook, as content analysis does."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from coursekit.data.package import index, rows
from coursekit.language import current_language, front_end_words
from coursekit.questions.answers import chosen_of
from coursekit.questions.reading import Table
from coursekit.questions.verdict import Feedback

_ENOUGH = 0.8
_LEAST_PASSAGES = 2
_MOST_PASSAGES = 12
_LEAST_CODES = 2
_MOST_CODES = 6


@dataclass(frozen=True)
class Code:
    """A code of the codebook that the learner may use."""

    id: str
    label: str
    definition: str


@dataclass(frozen=True)
class Passage:
    """A unit of text with the code it has in the reference; no code is an empty text."""

    key: str
    text: str
    code: str
    why: str
    misconception: str = ""


@dataclass(frozen=True)
class Coding:
    """Passages, the codes on offer, and how much agreement is enough."""

    passages: tuple[Passage, ...]
    codes: tuple[Code, ...]
    enough: float
    wrong: str
    source: str

    @classmethod
    def read(cls, table: Table) -> "Coding":
        """Read the kind's own keys; labels and definitions come from the codebook.

        A passage may name the ``section`` of the data it retells: then its code must
        be one that the section has in the data, and no other code on offer may fit.
        """
        offered = table.texts("codes", least=_LEAST_CODES)
        unknown = [code for code in offered if code not in index("codebook", "code")]
        if unknown or len(set(offered)) < len(offered) or len(offered) > _MOST_CODES:
            table.fail("codes", f"at most {_MOST_CODES} different codes of the codebook", offered)
        passage_rows = table.tables("passages", least=_LEAST_PASSAGES, most=_MOST_PASSAGES)
        passages = tuple(_passage(row, key, offered) for row, key in zip(passage_rows, ascii_lowercase, strict=False))
        if not any(passage.code for passage in passages):
            table.fail("passages", "at least one passage with a code", "none")
        table.require_different("passages", [passage.text for passage in passages])
        enough = table.number("enough", default=_ENOUGH)
        if not 0 < enough <= 1:
            table.fail("enough", "a share above 0 and up to 1", enough)
        return cls(
            passages=passages,
            codes=tuple(_code(code) for code in offered),
            enough=enough,
            wrong=table.text("wrong"),
            source=table.text("source"),
        )

    def check(self, answer: Any, explain: str) -> Feedback:
        """Judge a table of passage keys with codes; a passage left out has no code."""
        marked = self._marked(answer)
        if not marked:
            return Feedback("not_attempted", "code_first")
        differing = [passage for passage in self.passages if marked.get(passage.key, "") != passage.code]
        total = len(self.passages)
        count = total - len(differing)
        if count / total >= self.enough:
            return Feedback("correct", "correct", explain)
        return Feedback(
            "not_yet",
            "code_agreement",
            self.wrong,
            count=count,
            total=total,
            credit=count / total,
            misconception=differing[0].misconception,
        )

    def agreement(self, answer: Any) -> tuple[float, float | None]:
        r"""Compare an answer with the reference, passage by passage.

        Parameters
        ----------
        answer : dict
            As for :meth:`check`.

        Returns
        -------
        tuple of float and (float or None)
            Share of passages coded alike, and Cohen's kappa, ``None`` if undefined.

        Notes
        -----
        With *n* passages, of which *a* are coded alike, and :math:`m_c` and
        :math:`r_c` passages to which the learner and the reference give code *c*
        (no code counts as a code), observed agreement is :math:`p_o = a / n` and
        agreement by chance :math:`p_e = \sum_c m_c r_c / n^2`. Then

        .. math:: \kappa = \frac{p_o - p_e}{1 - p_e}
                          = \frac{n a - \sum_c m_c r_c}{n^2 - \sum_c m_c r_c}.

        The second form has whole numbers only until the last step. Kappa is
        undefined where :math:`p_e = 1`: both gave one and the same code throughout,
        and there is no agreement beyond chance to speak of (Cohen 1960).
        """
        marked = self._marked(answer)
        mine = [marked.get(passage.key, "") for passage in self.passages]
        reference = [passage.code for passage in self.passages]
        n = len(reference)
        alike = sum(one == other for one, other in zip(mine, reference, strict=True))
        theirs = Counter(reference)
        by_chance = sum(count * theirs[code] for code, count in Counter(mine).items())
        kappa = None if n * n == by_chance else (n * alike - by_chance) / (n * n - by_chance)
        return alike / n, kappa

    def _marked(self, answer: Any) -> dict[str, str]:
        return chosen_of(answer, [passage.key for passage in self.passages], [code.id for code in self.codes])

    def specification(self) -> dict[str, Any]:
        """Return passages with their codes and reasons, the codes on offer, and feedback."""
        asked = self.asked()
        passages = [
            {
                **shown,
                "code": passage.code,
                "why": passage.why,
                **({"misconception": passage.misconception} if passage.misconception else {}),
            }
            for shown, passage in zip(asked["passages"], self.passages, strict=True)
        ]
        return {**asked, "passages": passages, "enough": self.enough, "wrong": self.wrong}

    def asked(self) -> dict[str, Any]:
        """Return the passages, the codes on offer and the source of the text."""
        return {
            "passages": [{"key": passage.key, "text": passage.text} for passage in self.passages],
            "codes": [{"id": code.id, "label": code.label, "definition": code.definition} for code in self.codes],
            "source": self.source,
        }

    def solution(self) -> dict[str, str]:
        """Return the codes of the reference."""
        return {passage.key: passage.code for passage in self.passages if passage.code}

    def lines(self) -> list[str]:
        """Return the codes with their definitions, then the passages with room for a code."""
        codes = [f"{code.label}: {code.definition}" for code in self.codes]
        passages = [f"{number}. {passage.text} ____________" for number, passage in self._numbered()]
        return [*codes, *passages, self.source]

    def solution_lines(self) -> list[str]:
        """Return the code of each passage and why it has it."""
        labels = {code.id: code.label for code in self.codes} | {"": front_end_words(kinds=["code"])["code_none"]}
        return [f"{number}. {labels[passage.code]}. {passage.why}" for number, passage in self._numbered()]

    def _numbered(self) -> Iterator[tuple[int, Passage]]:
        return enumerate(self.passages, start=1)

    def key_of(self, text: str) -> str | None:
        """Return the key of the passage with this text."""
        return next((passage.key for passage in self.passages if passage.text == text), None)


def _code(code: str) -> Code:
    row = index("codebook", "code")[code]
    return Code(id=code, label=row[f"label_{current_language()}"], definition=row["definition"])


def _passage(row: Table, key: str, offered: list[str]) -> Passage:
    code = row.word("code", [*offered, ""])
    passage = Passage(
        key=key,
        text=row.text("text"),
        code=code,
        why=row.text("why"),
        misconception=row.text("misconception", required=False),
    )
    section = row.text("section", required=False)
    if section:
        _require_fitting(row, section, code, offered)
    row.done()
    return passage


def _require_fitting(row: Table, section: str, code: str, offered: list[str]) -> None:
    """Refuse a reference that the data do not bear out."""
    if section not in index("sections", "id"):
        row.fail("section", "the id of a section of the data", section)
    has = {each["code"] for each in rows("section_codes") if each["section"] == section}
    fitting = [each for each in offered if each in has]
    if fitting != [code] * bool(code):
        row.fail("code", f"what the data say of {section}: {' or '.join(fitting) or 'none of the codes'}", code)
