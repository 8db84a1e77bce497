"""Segments: stretches of a text that coders marked, checked and laid on one line.

Owns what both measures of unitizing ask of their input. Internal: the public face is
:mod:`coursekit.content.reliability.unitizing` and :mod:`coursekit.content.reliability.boundaries`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from coursekit.content.reliability.scales import Integers
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest

#: What stretches are called where nobody gave them codes.
UNNAMED = "unit"


@dataclass(frozen=True)
class Segments:
    """Marked stretches on one continuum, sorted by coder and start.

    Attributes
    ----------
    coder, code, start, end : numpy.ndarray of int
        One entry per stretch; ``end`` exclusive.
    coders, codes : list
        Names; every coder who was named, also without a stretch.
    length : int
        Length of the continuum.
    """

    coder: Integers
    code: Integers
    start: Integers
    end: Integers
    coders: list[Any]
    codes: list[Any]
    length: int


def segments_of(table: pd.DataFrame, length: int | Mapping[str, int]) -> Segments:
    """Check marked stretches and lay their documents end to end.

    Parameters
    ----------
    table : pandas.DataFrame
        Columns ``coder``, ``start``, ``end``; ``code`` and ``document`` if there are any.
    length : int or mapping of str to int
        Length of the text, or of each document.

    Returns
    -------
    Segments
        The stretches.

    Raises
    ------
    MethodError
        If a column or coder is missing, a stretch is empty or leaves the text, a document
        has no length, a coder has no row in one of the documents, or there are fewer than
        two coders.

    Examples
    --------
    >>> marked = pd.DataFrame({"coder": ["A", "B"], "start": [0, 2], "end": [4, 4]})
    >>> segments_of(marked, 10).codes
    ['unit']
    """
    need(table, ["coder", "start", "end"], "the segments")
    _check_coders(table)
    _check_length(length)
    there = _marked(table)
    marked = table[there]
    shift, total = _continuum(table, length)
    _check_positions(marked, _limits(marked, length))
    if shift:
        _check_read(table, list(shift))
    coder, coders = pd.factorize(table["coder"], sort=True)
    code, codes = pd.factorize(marked["code"] if "code" in marked else pd.Series(UNNAMED, marked.index), sort=True)
    offset = marked["document"].map(shift).to_numpy() if shift else 0
    start, end = (marked[column].to_numpy(dtype=float) + offset for column in ("start", "end"))
    columns = [coder[there], code, start, end]
    arranged = np.lexsort((columns[2], columns[0]))
    four = [column[arranged].astype(np.intp) for column in columns]
    return Segments(four[0], four[1], four[2], four[3], list(coders), list(codes), total)


def _check_coders(table: pd.DataFrame) -> None:
    """Make sure that every row names a coder, and two are named."""
    missing = table["coder"].isna().to_numpy()
    if missing.any():
        msg = f"Row {list(table.index)[int(missing.argmax())]!r} of the segments has no coder: name it."
        raise MethodError(msg)
    if table["coder"].nunique() < 2:
        found = ", ".join(map(repr, table["coder"].unique())) or "nobody"
        msg = (
            f"Agreement on segments needs two coders, and the segments name {found}. A coder who marked nothing "
            "still counts: give them one row with a missing start and end."
        )
        raise MethodError(msg)


def _marked(table: pd.DataFrame) -> "pd.Series[bool]":
    """Return which rows mark a stretch; the others say that a coder found nothing."""
    has_start, has_end = table["start"].notna(), table["end"].notna()
    if (has_start != has_end).any():
        row = table[has_start != has_end].iloc[0]
        msg = f"A segment of coder {row['coder']!r} has only one end: start {row['start']}, end {row['end']}."
        raise MethodError(msg)
    return has_start & table["code"].notna() if "code" in table else has_start


def _check_length(length: int | Mapping[str, int]) -> None:
    """Make sure that every length is a whole number above zero."""
    lengths: dict[str, Any] = dict(length) if isinstance(length, Mapping) else {"the text": length}
    for document, one in lengths.items():
        if not (isinstance(one, int | np.integer) and one > 0):
            msg = f"The length of {document} is {one!r}; a whole number of characters above zero was expected."
            raise MethodError(msg)


def _continuum(table: pd.DataFrame, length: int | Mapping[str, int]) -> tuple[dict[str, int], int]:
    """Return where each document begins on the continuum (nothing for one text), and the length of it all."""
    if isinstance(length, Mapping):
        need(table, ["document"], "the segments")
        begins = np.cumsum([0, *length.values()])
        return dict(zip(length, begins.tolist(), strict=False)), int(begins[-1])
    known = list(table["document"].unique()) if "document" in table else []
    if len(known) > 1:
        names = ", ".join(map(repr, known))
        msg = f"The segments lie in several documents ({names}): give the length of each, length={{document: length}}."
        raise MethodError(msg)
    return {}, int(length)


def _limits(marked: pd.DataFrame, length: int | Mapping[str, int]) -> "pd.Series[Any]":
    """Return for each stretch the length of its document."""
    if not isinstance(length, Mapping):
        return pd.Series(length, index=marked.index)
    unknown = marked.loc[~marked["document"].isin(list(length)), "document"]
    if not unknown.empty:
        msg = f"There is no length for document {unknown.iloc[0]!r}. {nearest(str(unknown.iloc[0]), map(str, length))}"
        raise MethodError(msg)
    return marked["document"].map(dict(length))


def _check_read(table: pd.DataFrame, documents: list[str]) -> None:
    """Make sure that every coder has a row in every document: one nobody read is not one found empty."""
    read = set(zip(table["coder"], table["document"], strict=True))
    for document in documents:
        for coder in table["coder"].unique():
            if (coder, document) not in read:
                msg = (
                    f"Coder {coder!r} has no row in document {document!r}. If they read it and found nothing, give "
                    "them a row there with a missing start and end. If they did not read it, compare the documents "
                    "that all coders read, and leave it out of the segments and of length."
                )
                raise MethodError(msg)


def _check_positions(marked: pd.DataFrame, limits: "pd.Series[Any]") -> None:
    """Make sure that every stretch is a stretch of its text."""
    start, end = (pd.to_numeric(marked[column], errors="coerce") for column in ("start", "end"))
    whole = (start % 1 == 0) & (end % 1 == 0)
    bad = ~(whole & (start >= 0) & (start < end) & (end <= limits)).to_numpy()
    if bad.any():
        at = int(bad.argmax())
        row = marked.iloc[at]
        msg = (
            f"The segment from {row['start']} to {row['end']} of coder {row['coder']!r} is no stretch of a text of "
            f"length {limits.iloc[at]}. Whole positions with 0 <= start < end <= length were expected, end exclusive."
        )
        raise MethodError(msg)


def check_no_overlap(segments: Segments, *, by_code: bool) -> None:
    """Make sure that no coder marked a position twice.

    Parameters
    ----------
    segments : Segments
        The stretches.
    by_code : bool
        Look at each code by itself: stretches of different codes may overlap.

    Raises
    ------
    MethodError
        If two stretches of a coder overlap, naming both.

    Examples
    --------
    >>> marked = pd.DataFrame({"coder": ["A", "B"], "start": [0, 2], "end": [4, 4]})
    >>> check_no_overlap(segments_of(marked, 10), by_code=False)
    """
    code = segments.code if by_code else np.zeros_like(segments.code)
    order = np.lexsort((segments.start, code, segments.coder))
    coder, kind, start, end = (column[order] for column in (segments.coder, code, segments.start, segments.end))
    bad = (coder[1:] == coder[:-1]) & (kind[1:] == kind[:-1]) & (start[1:] < end[:-1])
    if bad.any():
        at = int(bad.argmax())
        advice = (
            "" if by_code else " For passages with several codes compare one code at a time, or use boundary_alpha."
        )
        msg = (
            f"Two segments of coder {segments.coders[coder[at]]!r} overlap: {start[at]} to {end[at]} and "
            f"{start[at + 1]} to {end[at + 1]}. This coefficient knows one segment per position.{advice}"
        )
        raise MethodError(msg)
