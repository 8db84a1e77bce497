"""The actors that the course is about: who they are, in which order, and what they are called.

Owns the five states of Central Asia, the codes of the Union and the powers beside it. Names
are those of ``entities.csv``; the colour of an actor is the palette's under the same code
(``plots/palette.json``). Standard library only.
"""

from coursekit.data.package import index

#: The five states, in the order in which tables and figures list them.
FIVE = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
#: The codes under which the register writes the Union: as a whole, and its institutions.
UNION = ("EU", "EC", "COUNCIL", "EP", "EIB")
#: Those who keep a colour of their own in every figure.
COLOURED = (*FIVE, "EU", "RUS", "CHN", "USA", "TUR")
#: Kinds of actors, as networks tell them apart.
GROUPS = ("central_asia", "other_state", "union", "organisation")


def name_of(code: str, language: str = "en") -> str:
    """Return what an actor is called.

    Parameters
    ----------
    code : str
        As in ``entities.csv``.
    language : str
        ``en``, ``kk`` or ``ru``.

    Examples
    --------
    >>> [name_of(code) for code in FIVE]
    ['Kazakhstan', 'Kyrgyzstan', 'Tajikistan', 'Turkmenistan', 'Uzbekistan']
    """
    return index("entities", "code")[code][f"name_{language}"]


def group_of(code: str, kind: str) -> str:
    """Return the group of an actor, one of ``GROUPS``.

    Parameters
    ----------
    code : str
        As in ``entities.csv``.
    kind : str
        Its ``kind`` there.

    Examples
    --------
    >>> group_of("KAZ", "state"), group_of("COUNCIL", "organisation"), group_of("RUS", "state")
    ('central_asia', 'union', 'other_state')
    """
    if code in FIVE:
        return "central_asia"
    if code in UNION:
        return "union"
    return "other_state" if kind == "state" else "organisation"
