"""Where one actor ends and the next begins.

Owns the joining of several codes to one actor, in the events, before a network is made.
"""

from collections.abc import Collection

import pandas as pd

from coursekit.data.columns import names_in
from coursekit.errors import MethodError
from coursekit.systems.columns import require_columns


def as_one(events: pd.DataFrame, actor: str, parts: Collection[str]) -> pd.DataFrame:
    """Write several actors as one.

    Whether the Council, the Commission and the Parliament are three actors or one Union is
    decided before anything is counted, and it moves every rank.

    Parameters
    ----------
    events : pandas.DataFrame
        Column ``actors``: codes separated by ``;``.
    actor : str
        Code under which the parts are written, such as ``"EU"``.
    parts : collection of str
        Codes that become this actor. A code that no event has changes nothing.

    Returns
    -------
    pandas.DataFrame
        The same events; in ``actors`` each actor stands once, in alphabetical order.

    Raises
    ------
    MethodError
        If there is no column ``actors``, or the parts are a single text.

    Examples
    --------
    >>> as_one(pd.DataFrame({"actors": ["COUNCIL;EC;KAZ"]}), "EU", ["COUNCIL", "EC"])["actors"].item()
    'EU;KAZ'
    """
    require_columns(events, ["actors"], "events")
    if isinstance(parts, str):
        msg = f"The parts are the text {parts!r}, expected several codes: write [{parts!r}]."
        raise MethodError(msg)
    joined = [
        ";".join(sorted({actor if code in parts else code for code in names_in(row)})) for row in events["actors"]
    ]
    return events.assign(actors=joined)
