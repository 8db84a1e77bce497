"""Assignments: the parameter each student gets.

Owns what an assignment notebook calls while it runs at the student's place.
"""

from collections.abc import Sequence
from hashlib import sha256


def parameter(student: str, choices: Sequence[str]) -> str:
    """Return the choice that belongs to a student.

    The same name gives the same choice on every machine and in every year, so a
    grader can repeat it; neighbours in the list of names get different ones.

    Parameters
    ----------
    student : str
        Name or number of the student; case and outer spaces do not count.
    choices : sequence of str
        What there is to choose from.

    Returns
    -------
    str
        One of ``choices``.

    Raises
    ------
    ValueError
        If there is no name or nothing to choose from.

    Examples
    --------
    >>> parameter("Aigerim", ["KAZ", "KGZ"]) == parameter(" aigerim ", ["KAZ", "KGZ"])
    True
    """
    name = student.strip().casefold()
    if not name or not choices:
        msg = "expected the student's name and at least one choice"
        raise ValueError(msg)
    digest = sha256(name.encode()).digest()
    return choices[int.from_bytes(digest[:8], "big") % len(choices)]
