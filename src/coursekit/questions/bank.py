"""Question banks: ``exercises/NN-slug/questions.toml`` as questions.

Owns where banks lie, what every question has, and the list of kinds.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coursekit.errors import ExerciseError, nearest
from coursekit.questions.choice import Choice
from coursekit.questions.number import Number
from coursekit.questions.order import Order
from coursekit.questions.reading import Table

KINDS: dict[str, type[Choice | Order | Number]] = {"choice": Choice, "order": Order, "number": Number}
#: Where a question is asked: in the chapter, on the practice page, in the lab.
PLACES = ["chapter", "practice", "lab"]
_MOST_HINTS = 3


@dataclass(frozen=True)
class Question:
    """One question of a bank.

    Attributes
    ----------
    id : str
        Full id, ``NN-slug/name``.
    kind, objective, place, prompt, explain : str
        As in the bank; ``explain`` is shown with the right answer.
    hints : tuple of str
        Up to three, from a nudge to nearly the answer.
    body : Choice, Order or Number
        What depends on the kind.
    """

    id: str
    kind: str
    objective: str
    place: str
    prompt: str
    explain: str
    hints: tuple[str, ...]
    body: Choice | Order | Number


def exercises_folder() -> Path:
    """Return the folder of the banks: the repository's, else the package's own copy."""
    package = Path(__file__).resolve().parent.parent
    beside_sources = package.parent.parent / "exercises"
    return beside_sources if beside_sources.is_dir() else package / "exercises"


def bank_names() -> list[str]:
    """Return the slugs of the chapters that have a bank, in order.

    Examples
    --------
    >>> "06-new-partnership" in bank_names()
    True
    """
    return sorted(path.parent.name for path in exercises_folder().glob("*/questions.toml"))


@cache
def read_bank(file: Path) -> tuple[Question, ...]:
    """Read and check one question bank.

    Parameters
    ----------
    file : pathlib.Path
        ``…/NN-slug/questions.toml``.

    Returns
    -------
    tuple of Question
        In the order of the file.

    Raises
    ------
    ExerciseError
        Names file, question, key and what was expected.
    """
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ExerciseError(f"{file}: the question bank is not there.") from error
    except tomllib.TOMLDecodeError as error:
        raise ExerciseError(f"{file}: not valid TOML: {error}.") from error
    tables = Table(content, file, "the bank").tables("question", least=1)
    questions = tuple(_question(table, file.parent.name) for table in tables)
    _require_unique(questions, file)
    return questions


def find(identifier: str) -> Question:
    """Return a question by its full id.

    Parameters
    ----------
    identifier : str
        ``"NN-slug/name"``.

    Raises
    ------
    ExerciseError
        If there is no such question; the message gives the nearest ids.

    Examples
    --------
    >>> find("06-new-partnership/adoption-date").place
    'chapter'
    """
    slug = identifier.partition("/")[0]
    if slug not in bank_names():
        msg = f"There is no question bank for {identifier!r}. {nearest(slug, bank_names())}"
        raise ExerciseError(msg)
    questions = {question.id: question for question in read_bank(exercises_folder() / slug / "questions.toml")}
    if identifier not in questions:
        msg = f"There is no question {identifier!r}. {nearest(identifier, questions)}"
        raise ExerciseError(msg)
    return questions[identifier]


def _question(table: Table, slug: str) -> Question:
    name = table.text("id")
    table.place = f"question {name!r}"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        table.fail("id", "lower-case words joined by hyphens", name)
    kind = table.word("kind", list(KINDS))
    hints = tuple(table.texts("hints"))
    if len(hints) > _MOST_HINTS:
        table.fail("hints", f"at most {_MOST_HINTS} hints", len(hints))
    question = Question(
        id=f"{slug}/{name}",
        kind=kind,
        objective=table.text("objective"),
        place=table.word("place", PLACES),
        prompt=table.text("prompt"),
        explain=table.text("explain"),
        hints=hints,
        body=KINDS[kind].read(table),
    )
    table.done()
    return question


def _require_unique(questions: tuple[Question, ...], file: Path) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            msg = (
                f"{file}: question {question.id.partition('/')[2]!r}: key 'id': expected an id used once, got it twice."
            )
            raise ExerciseError(msg)
        seen.add(question.id)
