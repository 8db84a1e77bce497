"""Assignments: the parameter each student gets.

Owns what an assignment notebook calls while it runs at the student's place.
"""

from collections.abc import Sequence
from hashlib import sha256
from operator import index
from typing import Any

#: What stands in a notebook before the student's own name or number does.
_PLACEHOLDERS = frozenset({"student-001", "student", "your name", "name", "none", "todo"})


def parameter(student: str | int, choices: Sequence[str], *, task: str = "") -> str:
    """Return the choice that belongs to a student.

    The same name gives the same choice on every machine and in every year, so a
    grader can repeat it; neighbours in the list of names get different ones.

    Parameters
    ----------
    student : str or int
        The student's own name or number; case and outer spaces do not count.
    choices : sequence of str
        What there is to choose from.
    task : str
        What the choice is for, where a student gets several that do not hang together.

    Returns
    -------
    str
        One of ``choices``.

    Raises
    ------
    ValueError
        If what stands there is not the student's own name or number, as the dots before
        it is filled in, or if there is nothing to choose from.

    Examples
    --------
    >>> parameter("Aigerim", ["KAZ", "KGZ"]) == parameter(" aigerim ", ["KAZ", "KGZ"])
    True
    """
    if not choices:
        msg = "expected the student's name and at least one choice"
        raise ValueError(msg)
    name = f"{student_name(student)} {task}".strip().casefold()
    digest = sha256(name.encode()).digest()
    return choices[int.from_bytes(digest[:8], "big") % len(choices)]


def student_name(student: Any) -> str:
    """Return a student's name or number as text.

    Parameters
    ----------
    student : str or int
        What the student has put in the place for it.

    Raises
    ------
    ValueError
        If that is not a name or number of one's own; one sentence says what to write.

    Examples
    --------
    >>> student_name(" Aigerim "), student_name(2301475), student_name(2301475.0)
    ('Aigerim', '2301475', '2301475')
    """
    name = _as_text(student)
    if not any(letter.isalnum() for letter in name) or name.casefold().strip("<>[](){} ") in _PLACEHOLDERS:
        shown = "..." if student is ... else repr(student)
        msg = f"Write your own number or name in place of {shown}: the student's name or number decides the task."
        raise ValueError(msg)
    return name


def _as_text(student: Any) -> str:
    if isinstance(student, str):
        return student.strip()
    if isinstance(student, float) and student.is_integer():
        # A number that a table has read.
        return str(int(student))
    # Whole numbers, numpy's too; a truth value is none.
    return str(index(student)) if hasattr(student, "__index__") and not isinstance(student, bool) else ""
