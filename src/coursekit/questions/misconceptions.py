"""The register of misconceptions: what many believe, why it tempts, what speaks against it.

Owns ``exercises/misconceptions.toml``. Questions name an id of it where a wrong
answer betrays the belief; feedback and reports say it in the register's words.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coursekit.data.package import index
from coursekit.errors import ExerciseError, nearest
from coursekit.questions.reading import Table


@dataclass(frozen=True)
class Misconception:
    """One belief.

    Attributes
    ----------
    id : str
        By which questions name it.
    belief, tempting, refutation : str
        What is believed, why, and what speaks against it.
    taught : tuple of str
        Chapters where it is dealt with: ``slug`` or ``slug#anchor``.
    """

    id: str
    belief: str
    tempting: str
    refutation: str
    taught: tuple[str, ...]


@cache
def read_register(file: Path) -> dict[str, Misconception]:
    """Read the register; a course without one has no misconceptions.

    Parameters
    ----------
    file : pathlib.Path
        ``exercises/misconceptions.toml``.

    Raises
    ------
    ExerciseError
        Names file, entry, key and what was expected.
    """
    if not file.exists():
        return {}
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ExerciseError(f"{file}: not valid TOML: {error}.") from error
    register: dict[str, Misconception] = {}
    for row in Table(content, file, "the register").tables("misconception", least=1):
        entry = _entry(row)
        if entry.id in register:
            row.fail("id", "an id used once", entry.id)
        register[entry.id] = entry
    return register


def named_in(specification: Any) -> Iterator[str]:
    """Yield the ids that a question's specification names, wherever they stand.

    Examples
    --------
    >>> list(named_in({"options": [{"text": "a"}, {"misconception": "pledged-is-spent"}]}))
    ['pledged-is-spent']
    """
    if isinstance(specification, dict):
        if isinstance(identifier := specification.get("misconception"), str) and identifier:
            yield identifier
        for value in specification.values():
            yield from named_in(value)
    elif isinstance(specification, list):
        for value in specification:
            yield from named_in(value)


def require_known(identifiers: Iterator[str], register: dict[str, Misconception], place: str) -> None:
    """Refuse an id that is not in the register.

    Raises
    ------
    ExerciseError
        Names the place and the nearest ids.
    """
    for identifier in identifiers:
        if identifier not in register:
            msg = f"{place}: there is no misconception {identifier!r}. {nearest(identifier, register)}"
            raise ExerciseError(msg)


def _entry(row: Table) -> Misconception:
    taught = tuple(row.texts("taught", least=1))
    chapters = index("chapters", "slug")
    for place in taught:
        if place.partition("#")[0] not in chapters:
            row.fail("taught", f"slugs of chapters. {nearest(place, chapters)}", place)
    entry = Misconception(
        id=row.text("id"),
        belief=row.text("belief"),
        tempting=row.text("tempting"),
        refutation=row.text("refutation"),
        taught=taught,
    )
    row.done()
    return entry
