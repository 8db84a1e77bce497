"""Codings of passages: from a question of the course, or from places in a text.

Owns how they become codings of units, so that coders can be compared. Imports nothing
above :mod:`coursekit.errors`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from coursekit.content.coding.codings import need_values
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest
from coursekit.waiting import steps

#: How much of a passage must lie in a unit, or of a unit in a passage, to count.
HALF = 0.5
OUTSIDE = ("refuse", "leave out")


def codings_from_answer(
    answer: Any,
    passages: Iterable[Mapping[str, str]],
    *,
    question: str,
    coder: str = "me",
) -> pd.DataFrame:
    """Return what a learner's answer to a question of the kind ``code`` says, as codings.

    Parameters
    ----------
    answer : dict
        Key of a passage -> code, as the page saves it. A passage without a code has no
        entry.
    passages : iterable of mapping
        The passages of the question: ``key``, and where the reference may be seen,
        ``code`` (empty: none of the codes on offer).
    question : str
        Id of the question; units are named after it and the key.
    coder : str
        What the learner is called.

    Returns
    -------
    pandas.DataFrame
        Codings (``unit``, ``coder``, ``code``, ``document``: the question) of the learner
        and, if the passages have it, of the coder ``reference``.

    Raises
    ------
    MethodError
        If there is no answer, or it is to other passages.

    Examples
    --------
    >>> passages = [{"key": "a", "code": "water"}, {"key": "b", "code": ""}]
    >>> codings_from_answer({"a": "energy"}, passages, question="09/q1").fillna("").values.tolist()[:2]
    [['09/q1/a', 'me', 'energy', '09/q1'], ['09/q1/b', 'me', '', '09/q1']]
    """
    passages = list(passages)
    if not isinstance(answer, dict) or not answer:
        raise MethodError(f"No passage of {question!r} was given a code yet. Code some of them first.")
    keys = [passage["key"] for passage in passages]
    strange = next((str(key) for key, code in answer.items() if key not in keys or not isinstance(code, str)), None)
    if strange is not None:
        msg = f"The answer to {question!r} cannot be read at {strange!r}. Expected codes of these passages."
        raise MethodError(f"{msg} {nearest(strange, keys)}")
    rows = [(key, coder, answer.get(key)) for key in keys]
    rows += [(passage["key"], "reference", passage["code"]) for passage in passages if "code" in passage]
    table = pd.DataFrame(
        [(f"{question}/{key}", who, code or None, question) for key, who, code in rows],
        columns=["unit", "coder", "code", "document"],
    )
    return table.astype("str")


def codings_in_units(
    codings: pd.DataFrame,
    units: pd.DataFrame,
    *,
    complete: bool = False,
    outside: str = "refuse",
) -> pd.DataFrame:
    """Carry codings of passages over to units.

    Tools for qualitative analysis code whatever passage the coder selects; agreement and
    frequencies need units that are the same for all. A passage counts for every unit of
    which it covers at least half, and for every unit that holds at least half of it; if
    there is none, for the unit that holds most of it.

    Parameters
    ----------
    codings : pandas.DataFrame
        ``document``, ``start``, ``end`` (code points, end exclusive), ``coder``, ``code``.
    units : pandas.DataFrame
        ``unit``, ``document``, ``start``, ``end``, such as from :func:`units`.
    complete : bool
        Whether every coder read every unit: then a unit in which a coder coded nothing
        was read and has no code. By default it counts as not read.
    outside : {"refuse", "leave out"}
        What to do with passages that lie in none of the units.

    Returns
    -------
    pandas.DataFrame
        Codings of units, each once: ``unit``, ``coder``, ``code``, ``document``, ``start``
        and ``end`` of the unit; by coder in the order of the units.

    Raises
    ------
    MethodError
        If a column is missing; a row has no document, coder, start or end, or one that is
        no whole number; or a passage lies in no unit and is not to be left out.

    Examples
    --------
    >>> units = pd.DataFrame({"unit": ["u1", "u2"], "document": "x", "start": [0, 10], "end": [9, 30]})
    >>> passage = {"document": ["x"], "start": [4], "end": [12], "coder": ["A"], "code": ["water"]}
    >>> codings_in_units(pd.DataFrame(passage), units)["unit"].tolist()
    ['u1']
    """
    need(codings, ["document", "start", "end", "coder", "code"], "the codings")
    need(units, ["unit", "document", "start", "end"], "the units")
    need_values(codings, ["document", "coder"], "the codings")
    need_values(units, ["unit", "document", "start", "end"], "the units")
    if outside not in OUTSIDE:
        raise MethodError(f"outside={outside!r} is not known. {nearest(str(outside), OUTSIDE)}")
    units = units.reset_index(drop=True)
    groups = dict(iter(units.groupby("document", sort=False)))
    found: list[tuple[int, str, str | None]] = []
    placed = codings["start"].notna() & codings["end"].notna()
    if not placed.all():
        row = int(np.flatnonzero(~placed)[0]) + 1
        raise MethodError(f"Row {row} of the codings has no start or end, so no passage can be placed in a unit.")
    whole = (codings[["start", "end"]].astype("float64") % 1 == 0).all(axis="columns").to_numpy()
    if not whole.all():
        row = int(whole.argmin()) + 1
        raise MethodError(f"Row {row} of the codings has a start or end that is no whole number.")
    fields = zip(*(codings[key] for key in ("document", "start", "end", "coder", "code")), strict=True)
    for document, start, end, coder, code in steps(fields, "Placing passages", total=len(codings)):
        places = _places(groups[document], int(start), int(end)) if document in groups else []
        if not places and outside == "refuse":
            where = f"The passage {start}–{end} of {document!r}, coded by {coder!r}, lies in none of the units."
            raise MethodError(f"{where} Cut the document into other units, or say outside='leave out'.")
        found += [(place, str(coder), None if pd.isna(code) else str(code)) for place in places]
    if complete:
        coders = codings["coder"].astype(str).unique()
        found += [(int(place), coder, None) for coder in coders for place in units.index]
    return _of_units(found, units)


def _places(units: pd.DataFrame, start: int, end: int) -> list[int]:
    """Return the rows of the units that a passage counts for."""
    starts, ends = units["start"].to_numpy("int64"), units["end"].to_numpy("int64")
    common = np.minimum(ends, end) - np.maximum(starts, start)
    enough = (common > 0) & ((common >= HALF * (ends - starts)) | (common >= HALF * (end - start)))
    if not enough.any() and common.size and common.max() > 0:
        enough[common.argmax()] = True
    return [int(place) for place in units.index[enough]]


def _of_units(found: list[tuple[int, str, str | None]], units: pd.DataFrame) -> pd.DataFrame:
    """Return each coding once; "no code" gives way to a code."""
    table = pd.DataFrame(found, columns=["place", "coder", "code"]).drop_duplicates()
    coded = table.groupby(["coder", "place"])["code"].transform("count") > 0
    table = table[table["code"].notna() | ~coded].sort_values(["coder", "place"], kind="stable")
    placed = units.loc[table["place"], ["unit", "document", "start", "end"]].reset_index(drop=True)
    table = pd.concat([table[["coder", "code"]].reset_index(drop=True), placed], axis="columns")
    texts = dict.fromkeys(("unit", "coder", "code", "document"), "str")
    return table[["unit", "coder", "code", "document", "start", "end"]].astype(texts)
