"""How codes come, go and change their weight from document to document.

Owns the comparison over time, in the words of :data:`coursekit.content.CHANGES`. What is
not known of a document stays unknown. Imports nothing above :mod:`coursekit.errors`.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from coursekit.content.coding.themes import change_between
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest

_KEYS = ["document", "coder", "code"]
_FOLLOWED = ("first", "first_certain", "last", "last_certain", "documents", "unknown", "peak", "trend", "certain")


def change(
    frequencies: pd.DataFrame, order: Sequence[str], *, measure: str = "share", margin: float = 0
) -> pd.DataFrame:
    """Compare each document with the next: which codes stay, come, go, weigh more or less.

    Parameters
    ----------
    frequencies : pandas.DataFrame
        From :func:`frequencies` or :func:`salience`.
    order : sequence of str
        Keys of the documents, from the earliest to the latest.
    measure : str
        Column to compare: ``share``, ``share_words`` or ``units``.
    margin : float
        Two values above zero that differ by no more than this are the same.

    Returns
    -------
    pandas.DataFrame
        One row per pair of neighbours, coder and code, if at least one of the two
        documents is known.

        - ``earlier``, ``later``: keys of the two documents.
        - ``before``, ``after``: the measure in each, missing where unknown.
        - ``change``: one of :data:`coursekit.content.CHANGES`: ``same``, ``stronger``,
          ``weaker``, ``new``, ``dropped``, ``unknown before``, ``unknown after``.
        - ``certain``: whether both documents were read in full by the coder. Where it is
          false, a share may lie above or below that of the whole document.

    Raises
    ------
    MethodError
        If a column is missing, a document is unknown or stands twice, there are fewer
        than two, or the margin is below zero.

    Examples
    --------
    >>> counts = {"document": ["x", "y"], "coder": "A", "code": "water", "share": [0.5, 0.0], "complete": True}
    >>> change(pd.DataFrame(counts), ["x", "y"])[["before", "after", "change"]].values.tolist()
    [[0.5, 0.0, 'dropped']]
    """
    order = _ordered(order)
    if margin < 0:
        raise MethodError(f"The margin is {margin}; a difference is never below zero.")
    parts = [part for part in _neighbours(frequencies, order, measure, margin) if not part.empty]
    columns = ["earlier", "later", "coder", "code", "before", "after", "change", "certain"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _ordered(order: Sequence[str]) -> list[str]:
    """Return the order as a list of at least two keys."""
    # A plain text is a sequence too, of letters.
    keys = [] if isinstance(order, str) or not hasattr(order, "__iter__") else list(order)
    if len(keys) < 2:
        msg = f"A change needs at least two documents, not {order!r}."
        raise MethodError(f"{msg} Give a list of their keys, the earliest first.")
    return keys


def _neighbours(table: pd.DataFrame, order: Sequence[str], measure: str, margin: float) -> Iterator[pd.DataFrame]:
    """Return the comparison of each document with the next."""
    values = _by_document(table, order, measure)
    for earlier, later in pairwise(order):
        both = values[earlier].merge(values[later], how="outer", on=["coder", "code"], suffixes=("_1", "_2"))
        both = both.rename(columns={"value_1": "before", "value_2": "after"}).assign(earlier=earlier, later=later)
        both = both[both["before"].notna() | both["after"].notna()]
        near = (both["before"] > 0) & (both["after"] > 0) & ((both["after"] - both["before"]).abs() <= margin)
        both["change"] = change_between(both["before"], both["after"].mask(near, both["before"]))
        both["certain"] = both["complete_1"].eq(other=True) & both["complete_2"].eq(other=True)
        yield both


def _by_document(table: pd.DataFrame, order: Sequence[str], measure: str) -> dict[str, pd.DataFrame]:
    """Return the measure by coder and code for each document of the order."""
    need(table, [*_KEYS, measure, "complete"], "the frequencies")
    known = table["document"].astype(str).unique()
    for place, document in enumerate(order):
        if document not in known:
            raise MethodError(f"There is no document {document!r} in the frequencies. {nearest(str(document), known)}")
        if document in order[:place]:
            raise MethodError(f"The order has the document {document!r} twice.")
    doubled = table.loc[table.duplicated(_KEYS), _KEYS].astype(str)
    if not doubled.empty:
        raise MethodError(f"The frequencies have two rows for {', '.join(doubled.iloc[0])}. Expected one.")
    values = table.assign(value=table[measure].astype("Float64").astype("float64"))
    return {key: values.loc[values["document"] == key, ["coder", "code", "value", "complete"]] for key in order}


def appearances(frequencies: pd.DataFrame, order: Sequence[str], *, measure: str = "share") -> pd.DataFrame:
    """Follow each code through the documents: when it comes, when it goes, where it peaks.

    Parameters
    ----------
    frequencies, order, measure
        As for :func:`change`.

    Returns
    -------
    pandas.DataFrame
        One row per coder and code.

        - ``first``, ``last``: the first and last document that has the code; missing if
          none has.
        - ``first_certain``, ``last_certain``: whether all documents before, or after, are
          known to be without it. Where not, it may be older, or live on.
        - ``documents``: how many documents have it; ``unknown``: of how many it is
          unknown.
        - ``peak``: the document in which it weighs most, the earliest of equals.
        - ``trend``: ``rise``, ``fall``, ``level`` or ``mixed``, over the documents in
          which it is known; missing where these are fewer than two. Documents that were
          not read in full enter with what was found in them.
        - ``certain``: whether the coder read every document in full, so that ``peak`` and
          ``trend`` are findings. Where it is false, they are hints: the share of a part
          may lie above or below that of the whole.

    Raises
    ------
    MethodError
        As for :func:`change`.

    Examples
    --------
    >>> counts = {"document": ["x", "y"], "coder": "A", "code": "water", "share": [None, 0.4], "complete": True}
    >>> appearances(pd.DataFrame(counts), ["x", "y"])[["first", "first_certain", "unknown"]].values.tolist()
    [['y', False, 1]]
    """
    order = _ordered(order)
    values = _by_document(frequencies, order, measure)
    columns = [values[key].set_index(["coder", "code"])["value"].rename(key) for key in order]
    wide = pd.concat(columns, axis="columns").sort_index()
    full = [values[key].set_index(["coder", "code"])["complete"].eq(other=True).rename(key) for key in order]
    read = pd.concat(full, axis="columns").reindex(wide.index).eq(other=True).all(axis="columns")
    rows = [
        {**_followed(row, order), "certain": bool(all_read) and not pd.isna(row).any()}
        for row, all_read in zip(wide.to_numpy("float64"), read, strict=True)
    ]
    return pd.concat([wide.index.to_frame(index=False), pd.DataFrame(rows, columns=list(_FOLLOWED))], axis="columns")


def _followed(row: Any, order: list[str]) -> dict[str, Any]:
    """Return what became of one code."""
    values = pd.Series(row, index=order)
    has = [key for key in order if values[key] > 0]
    first, last = (has[0], has[-1]) if has else (None, None)
    known = values.dropna()
    return {
        "first": first,
        "first_certain": bool(has) and bool(values[: order.index(has[0])].eq(0).all()),
        "last": last,
        "last_certain": bool(has) and bool(values[order.index(has[-1]) + 1 :].eq(0).all()),
        "documents": len(has),
        "unknown": int(values.isna().sum()),
        "peak": known.idxmax() if has else None,
        "trend": _trend(known.tolist()),
    }


def _trend(values: list[float]) -> str | None:
    ups, downs = (
        any(later > earlier for earlier, later in pairwise(values)),
        any(later < earlier for earlier, later in pairwise(values)),
    )
    if len(values) < 2:
        return None
    if ups and downs:
        return "mixed"
    return "rise" if ups else "fall" if downs else "level"
