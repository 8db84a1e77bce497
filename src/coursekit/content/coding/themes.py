"""Two documents compared theme by theme: what was kept, added, dropped.

Owns the comparison and its words. Tidy frames in and out.
"""

from typing import Any

import pandas as pd

from coursekit.data.columns import need
from coursekit.errors import DatasetError, nearest

#: Every answer to "what became of this theme?", in the order in which they are listed.
CHANGES = ("same", "stronger", "weaker", "new", "dropped", "unknown before", "unknown after")


def themes(priorities: pd.DataFrame, earlier: str, later: str) -> pd.DataFrame:
    """Compare the themes of two documents.

    A theme without a row in a document is unknown there, not absent: only a row
    with salience 0 says that the whole text was read and the theme not found.

    Parameters
    ----------
    priorities : pandas.DataFrame
        Coded themes with columns ``document``, ``code``, ``salience`` and ``circular``,
        such as ``coursekit.load("priorities")``.
    earlier, later : str
        Keys of the two documents.

    Returns
    -------
    pandas.DataFrame
        One row per theme that at least one of the two documents has, sorted by code.

        - ``code``: the theme.
        - ``earlier``, ``later``: salience in each document, missing where unknown.
        - ``change``: ``same``, ``stronger`` or ``weaker`` where both are above zero;
          ``new`` or ``dropped`` where one is zero; ``unknown before`` or
          ``unknown after`` where one document has no row.
        - ``circular``: true where a row rests on the text that is to be tested.
        - ``testable``: true where both saliences are known and neither row is circular.

    Raises
    ------
    DatasetError
        If a document has no row at all; the message gives the nearest keys.
    MethodError
        If a column is missing.

    Examples
    --------
    >>> import coursekit
    >>> compared = themes(coursekit.load("priorities"), "eu2007strategy", "eu2019strategy")
    >>> compared.loc[compared["code"] == "water", ["earlier", "later", "change"]].values.tolist()
    [[3, 2, 'weaker']]
    """
    need(priorities, ["document", "code", "salience", "circular"], "the priorities")
    before, after = _weights(priorities, earlier), _weights(priorities, later)
    table = before.merge(after, how="outer", on="code", suffixes=("_earlier", "_later")).sort_index()
    compared = table[["salience_earlier", "salience_later"]].set_axis(["earlier", "later"], axis="columns")
    compared["change"] = change_between(compared["earlier"], compared["later"])
    circular = table["circular_earlier"].fillna(value=False) | table["circular_later"].fillna(value=False)
    compared["circular"] = circular
    compared["testable"] = compared["earlier"].notna() & compared["later"].notna() & ~circular
    return compared.reset_index(names="code")


def _weights(priorities: pd.DataFrame, document: str) -> pd.DataFrame:
    """Return salience and circularity of one document, by theme."""
    rows = priorities[priorities["document"] == document]
    if rows.empty:
        known = priorities["document"].astype(str).unique()
        msg = f"There is no document {document!r} among the priorities. {nearest(document, known)}"
        raise DatasetError(msg)
    weights = rows.set_index("code")[["salience", "circular"]]
    return weights.astype({"salience": "Int64", "circular": "boolean"})


def change_between(earlier: "pd.Series[Any]", later: "pd.Series[Any]") -> "pd.Series[Any]":
    """Name what became of each theme; a later rule overrules an earlier one."""
    change = pd.Series("same", index=earlier.index)
    for name, holds in [
        ("stronger", later > earlier),
        ("weaker", later < earlier),
        ("new", (earlier == 0) & (later > 0)),
        ("dropped", (earlier > 0) & (later == 0)),
        ("unknown before", earlier.isna()),
        ("unknown after", later.isna()),
    ]:
        change = change.mask(holds.fillna(value=False).astype(bool), name)
    return change
