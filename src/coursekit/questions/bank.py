"""Question banks: ``exercises/NN-slug/questions.toml`` as questions.

Owns where banks lie, what every question has, and the list of kinds.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from coursekit.errors import ExerciseError, nearest
from coursekit.questions.allocate import Allocate
from coursekit.questions.categorise import Categorise
from coursekit.questions.choice import Choice
from coursekit.questions.coding import Coding
from coursekit.questions.match import Match
from coursekit.questions.misconceptions import Misconception, named_in, read_register, require_known
from coursekit.questions.negotiate import Negotiate
from coursekit.questions.number import Number
from coursekit.questions.order import Order
from coursekit.questions.place import Place
from coursekit.questions.predict import Predict
from coursekit.questions.reading import Table
from coursekit.questions.reflect import Reflect
from coursekit.questions.text import Text
from coursekit.questions.verdict import Body, check

KINDS: dict[str, type[Body]] = {
    "choice": Choice,
    "order": Order,
    "number": Number,
    "text": Text,
    "match": Match,
    "categorise": Categorise,
    "place": Place,
    "code": Coding,
    "predict": Predict,
    "allocate": Allocate,
    "negotiate": Negotiate,
    "reflect": Reflect,
}
#: Where a question is asked: in the chapter, on the practice page, in the lab.
PLACES = ["chapter", "practice", "lab"]
#: The author's bank of graded questions; it never travels with the package.
_GRADED = "graded.toml"
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
    body : Body
        What depends on the kind.
    graded : bool
        Marked by the instructor later: its keys are in no page.
    variants : tuple of Question
        The same question about another country, year or document.
    """

    id: str
    kind: str
    objective: str
    place: str
    prompt: str
    explain: str
    hints: tuple[str, ...]
    body: Body
    graded: bool = False
    variants: tuple["Question", ...] = ()


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


def bank_of(slug: str) -> tuple[Question, ...]:
    """Return the questions of a chapter's bank, the graded ones aside.

    Examples
    --------
    >>> bank_of("06-new-partnership")[0].id.partition("/")[0]
    '06-new-partnership'
    """
    return read_bank(exercises_folder() / slug / "questions.toml")


@cache
def read_bank(file: Path) -> tuple[Question, ...]:
    """Read and check one question bank.

    Parameters
    ----------
    file : pathlib.Path
        ``…/NN-slug/questions.toml``, or ``graded.toml`` beside it.

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
    questions = tuple(_question(table, file) for table in tables)
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
    folder = exercises_folder() / slug
    files = [folder / "questions.toml", *folder.glob(_GRADED)]
    questions = {question.id: question for file in files for question in read_bank(file)}
    if identifier not in questions:
        msg = f"There is no question {identifier!r}. {nearest(identifier, questions)}"
        raise ExerciseError(msg)
    return questions[identifier]


def graded_bank(slug: str) -> tuple[Question, ...]:
    """Return the graded questions of a chapter's assignment; none where the author's bank is not there.

    Examples
    --------
    >>> graded_bank("every-kind")
    ()
    """
    file = exercises_folder() / slug / _GRADED
    return read_bank(file) if file.exists() else ()


def misconceptions() -> dict[str, Misconception]:
    """Return the register of misconceptions by id."""
    return read_register(exercises_folder() / "misconceptions.toml")


def unused_misconceptions() -> list[str]:
    """Return the ids of the register that no question names."""
    used = {
        identifier
        for slug in bank_names()
        for question in bank_of(slug)
        for version in (question, *question.variants)
        for identifier in named_in(version.body.specification())
    }
    return [identifier for identifier in misconceptions() if identifier not in used]


def _question(table: Table, file: Path) -> Question:
    name = table.text("id")
    table.place = f"question {name!r}"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        table.fail("id", "lower-case words joined by hyphens", name)
    rows = table.tables("variants", least=0)
    question = _version(table, file)
    variants = tuple(_version(row.over(table, without="variants"), file) for row in rows)
    asked = [(each.prompt, each.body.asked(), each.body.solution()) for each in (question, *variants)]
    for number, row in enumerate(rows, start=1):
        if asked[number] in asked[:number]:
            row.fail("prompt", "a variant that asks something else", asked[number][0])
    return replace(question, variants=variants)


def _version(table: Table, file: Path) -> Question:
    """Read a question, or one variant of it with the question's keys where it has none of its own."""
    graded = file.name == _GRADED
    name = table.text("id")
    table.tables("variants", least=0)
    kind = table.word("kind", list(KINDS))
    objective = table.text("objective")
    # It becomes a tag of the cards, and a tag ends at a space.
    if not re.fullmatch(r"[\w-]+", objective):
        table.fail("objective", "letters, figures and hyphens", objective)
    question = Question(
        id=f"{file.parent.name}/{name}",
        kind=kind,
        objective=objective,
        place=table.word("place", ["assignment"] if graded else PLACES),
        prompt=table.text("prompt"),
        explain=table.text("explain"),
        hints=tuple(table.texts("hints", most=_MOST_HINTS)),
        body=KINDS[kind].read(table),
        graded=graded,
    )
    table.done()
    _require_solvable(question, f"{file}: {table.place}")
    register = read_register(file.parent.parent / "misconceptions.toml")
    require_known(named_in(question.body.specification()), register, f"{file}: {table.place}")
    return question


def _require_solvable(question: Question, place: str) -> None:
    """Refuse a question whose own solution is not accepted: nobody could answer it."""
    solution = question.body.solution()
    if check(question, solution).status not in ("correct", "saved"):
        raise ExerciseError(f"{place}: its own solution is not accepted: {solution!r}.")


def _require_unique(questions: tuple[Question, ...], file: Path) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            msg = (
                f"{file}: question {question.id.partition('/')[2]!r}: key 'id': expected an id used once, got it twice."
            )
            raise ExerciseError(msg)
        seen.add(question.id)
