"""How often codes are used, and with what weight.

Owns counting units by document, coder and code. A count says nothing about text that
nobody read: there, no unit with a code is unknown and not zero. Imports nothing above
:mod:`coursekit.errors`.
"""

from typing import Any

import pandas as pd

from coursekit.content.coding.codings import need_values
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest

#: What a coder must have read for "no unit has this code" to be a finding.
READ_IN_FULL = "seen_full"
_KEYS = ["document", "coder", "code"]


def frequencies(codings: pd.DataFrame, units: pd.DataFrame, *, codebook: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count in how many units of each document each coder used each code.

    Parameters
    ----------
    codings : pandas.DataFrame
        ``unit``, ``coder``, ``code`` (missing: read, no code found); of one round.
    units : pandas.DataFrame
        ``unit``, ``document``, all units of the documents; perhaps ``basis``, how well
        the text of a unit is known: only ``seen_full`` was read in full.
    codebook : pandas.DataFrame, optional
        Codes to count, with ``code``; by default those that occur in the codings.

    Returns
    -------
    pandas.DataFrame
        One row per document, coder and code, if the coder read a unit of the document.

        - ``units``: in how many units the coder used the code; above zero, the code is
          present. Missing where none was found and the document was not read in full:
          that is unknown, not zero.
        - ``read``: how many units of the document the coder read.
        - ``share``: ``units / read``; missing where ``units`` is. Of a document that was
          not read in full it is the share of the part that was: no lower bound, for the
          rest may have more of the code or less.
        - ``complete``: whether the coder read every unit of the document in full. Where
          it is false, ``units`` says: at least so many.

    Raises
    ------
    MethodError
        If a column is missing, a row has no unit, coder or document, a coding is of an
        unknown unit or code, a unit stands twice, or the codings are of several rounds.

    Examples
    --------
    >>> units = pd.DataFrame({"unit": ["s1", "s2"], "document": ["x", "x"]})
    >>> codings = pd.DataFrame({"unit": ["s1", "s2"], "coder": ["A", "A"], "code": ["water", None]})
    >>> frequencies(codings, units).values.tolist()
    [['x', 'A', 'water', 1, 2, 0.5, True]]
    """
    placed = _placed(codings, units)
    codes = _codes(placed, codebook)
    reading = _reading(placed, units)
    table = reading.merge(pd.DataFrame({"code": codes}, dtype="str"), how="cross")
    given = placed.dropna(subset="code").drop_duplicates(["unit", "coder", "code"])
    counts = given.groupby(_KEYS).size().rename("units").reset_index()
    table = table.merge(counts, how="left", on=_KEYS)
    table["units"] = _known(table["units"], table["complete"]).astype("Int64")
    table["share"] = table["units"].astype("Float64").astype("float64") / table["read"]
    return table[[*_KEYS, "units", "read", "share", "complete"]]


def _known(counts: "pd.Series[Any]", complete: "pd.Series[bool]") -> "pd.Series[Any]":
    """Make "none was found" a zero where all was read, and unknown elsewhere."""
    return counts.mask(counts.isna() & complete, 0)


def _placed(codings: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return codings with the document of their unit."""
    need(codings, ["unit", "coder", "code"], "the codings")
    need(units, ["unit", "document"], "the units")
    need_values(codings, ["unit", "coder"], "the codings")
    need_values(units, ["unit", "document"], "the units")
    doubled = units.loc[units["unit"].duplicated(), "unit"]
    if not doubled.empty:
        raise MethodError(f"The units have {doubled.iloc[0]!r} twice; each unit is to stand there once.")
    unknown = codings.loc[~codings["unit"].isin(units["unit"]), "unit"]
    if not unknown.empty:
        unit = str(unknown.iloc[0])
        raise MethodError(f"The codings have a unit {unit!r}. {nearest(unit, units['unit'].astype(str))}")
    rounds = [str(one) for one in codings["round"].unique()] if "round" in codings else []
    if len(rounds) > 1:
        msg = f"The codings are of several rounds ({', '.join(rounds)})."
        raise MethodError(f"{msg} Choose one: codings[codings['round'] == {rounds[-1]}].")
    return codings[["unit", "coder", "code"]].astype("str").merge(units[["unit", "document"]].astype("str"), on="unit")


def _codes(placed: pd.DataFrame, codebook: pd.DataFrame | None) -> list[str]:
    """Return the codes to count, in the order of the codebook if there is one."""
    used = placed["code"].dropna().unique()
    if codebook is None:
        return sorted(used)
    need(codebook, ["code"], "the codebook")
    codes = codebook["code"].tolist()
    for code in used:
        if code not in codes:
            raise MethodError(f"The codings have a code {code!r}, the codebook has not. {nearest(str(code), codes)}")
    return codes


def _reading(placed: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return what each coder read of each document, in the order of the documents."""
    full = units["basis"] == READ_IN_FULL if "basis" in units else pd.Series(data=True, index=units.index)
    documents = (
        units.assign(full=full, document=units["document"].astype("str"))
        .groupby("document", sort=False)
        .agg(all=("unit", "size"), full=("full", "all"))
    )
    reading = placed.groupby(["document", "coder"])["unit"].nunique().rename("read").reset_index()
    reading = reading.merge(documents, left_on="document", right_index=True)
    reading["complete"] = reading["full"] & (reading["read"] == reading["all"])
    place = reading["document"].map({document: place for place, document in enumerate(documents.index)})
    order = reading.assign(place=place).sort_values(["place", "coder"], kind="stable").index
    return reading.loc[order, ["document", "coder", "read", "complete"]]


def salience(
    codings: pd.DataFrame,
    units: pd.DataFrame,
    *,
    codebook: pd.DataFrame | None = None,
    language: str = "en",
) -> pd.DataFrame:
    """Measure how much of each document speaks of each code, in units and in words.

    A code in one long section may weigh more than in three short ones; the share of words
    shows it. A word counts for every code of its unit, so shares add up to more than one
    where units have several codes.

    Parameters
    ----------
    codings, codebook
        As for :func:`frequencies`.
    units : pandas.DataFrame
        As for :func:`frequencies`, with ``text``.
    language : {"en", "kk", "ru"}
        Language of the text, for what a word is: see :func:`coursekit.content.tokens`.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`frequencies`, and

        - ``words``: how many words the units with the code have; missing where ``units``
          is.
        - ``share_words``: ``words`` by the words of all units that the coder read.

    Raises
    ------
    MethodError
        As for :func:`frequencies`, or if a unit that was read has no text.

    Examples
    --------
    >>> units = pd.DataFrame({"unit": ["s1", "s2"], "document": "x", "text": ["Water flows.", "It is a long way."]})
    >>> codings = pd.DataFrame({"unit": ["s1", "s2"], "coder": ["A", "A"], "code": ["water", None]})
    >>> salience(codings, units)[["share", "words", "share_words"]].round(3).values.tolist()
    [[0.5, 2, 0.286]]
    """
    need(units, ["unit", "document", "text"], "the units")
    table = frequencies(codings, units, codebook=codebook)
    placed = _placed(codings, units)
    placed["words"] = placed["unit"].map(_words(units[units["unit"].isin(placed["unit"])], language))
    read = placed.drop_duplicates(["unit", "coder"]).groupby(["document", "coder"])["words"].sum()
    given = placed.dropna(subset="code").drop_duplicates(["unit", "coder", "code"]).groupby(_KEYS)["words"].sum()
    table = table.merge(given.reset_index(), how="left", on=_KEYS)
    table["words"] = table["words"].mask(table["units"].eq(0).fillna(value=False).astype(bool), 0).astype("Int64")
    total = table.merge(read.rename("total").reset_index(), how="left", on=["document", "coder"])["total"]
    table["share_words"] = table["words"].astype("Float64").astype("float64") / total.where(total > 0)
    return table


def _words(units: pd.DataFrame, language: str) -> dict[str, int]:
    """Return how many words each unit has."""
    # Late: what a word is, is needed for this only.
    from coursekit.content.words.tokens import tokens

    counts = {}
    for unit, text in zip(units["unit"], units["text"], strict=True):
        if not isinstance(text, str):
            raise MethodError(f"The unit {unit!r} has no text, so its words cannot be counted. Use frequencies().")
        counts[unit] = len(tokens(text, language))
    return counts
