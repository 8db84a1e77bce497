"""Codings as yes-or-no ratings: a unit may bear several codes, a rating is one value.

Owns the step from codings to ratings, and what is asked of codings before it.
"""

from collections.abc import Iterable

import pandas as pd

from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest


def presence(codings: pd.DataFrame, units: Iterable[str] | pd.DataFrame | None = None) -> pd.DataFrame:
    """Turn codings into yes-or-no ratings, one set per code.

    A unit may bear several codes, a rating is one value; so each code becomes a question
    of its own: did the coder give it to this unit (1) or not (0)?

    Parameters
    ----------
    codings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``code``. A row with a missing code says that the
        coder read the unit and found nothing.
    units : iterable of str or pandas.DataFrame, optional
        All units that every coder read (names, or a table with a column ``unit``). Without
        it a coder is taken to have read the units for which they have a row, and the
        other units are missing for them: say so if they were read and found empty.

    Returns
    -------
    pandas.DataFrame
        Columns ``code``, ``unit``, ``coder``, ``value`` (1 given, 0 not given), sorted by
        code; for each code one row per unit that a coder read.

    Raises
    ------
    MethodError
        If a column or a name is missing, a code is empty text or holds a semicolon, a
        coded unit is not among ``units``, ``units`` is one text, or the codings hold
        several rounds.

    Examples
    --------
    >>> codings = pd.DataFrame(
    ...     [("s1", "A", "water"), ("s1", "B", "water"), ("s2", "A", "trade"), ("s2", "B", None)],
    ...     columns=["unit", "coder", "code"],
    ... )
    >>> presence(codings).query("code == 'trade'").values.tolist()
    [['trade', 's1', 'A', 0], ['trade', 's1', 'B', 0], ['trade', 's2', 'A', 1], ['trade', 's2', 'B', 0]]
    """
    check_codings(codings)
    one_round(codings)
    return asked(codings, sorted(codings["code"].dropna().unique()), units)


def asked(
    codings: pd.DataFrame, codes: Iterable[str], units: Iterable[str] | pd.DataFrame | None = None
) -> pd.DataFrame:
    """Ask of every unit that a coder read, for each of some codes, whether it was given.

    Parameters
    ----------
    codings : pandas.DataFrame
        Checked codings of one round.
    codes : iterable of str
        The codes to ask for, whether given or not.
    units : iterable of str or pandas.DataFrame, optional
        All units that every coder read.

    Returns
    -------
    pandas.DataFrame
        As of :func:`presence`, the codes in the order given.

    Examples
    --------
    >>> codings = pd.DataFrame({"unit": ["s1"], "coder": ["A"], "code": ["water"]})
    >>> asked(codings, ["trade", "water"])["value"].tolist()
    [0, 1]
    """
    read = _read(codings, units)
    given = codings[["code", "unit", "coder"]].dropna().drop_duplicates().assign(value=1)
    questions = pd.DataFrame({"code": pd.Series(list(codes), dtype=given["code"].dtype)}).merge(read, how="cross")
    answered = questions.merge(given, how="left", on=["code", "unit", "coder"])
    return answered.assign(value=answered["value"].fillna(0).astype(int))


def check_codings(codings: pd.DataFrame) -> None:
    """Make sure that codings name unit and coder in every row, and one code at most.

    Parameters
    ----------
    codings : pandas.DataFrame
        What was handed in as codings.

    Raises
    ------
    MethodError
        If a column is missing, there is no row, a row lacks unit or coder, or a code is
        empty text or holds a semicolon.

    Examples
    --------
    >>> check_codings(pd.DataFrame({"unit": ["s1"], "coder": ["A"], "code": [None]}))
    """
    need(codings, ["unit", "coder", "code"], "the codings")
    if codings.empty:
        msg = "The codings have no row. One row per code that a coder gave a unit was expected."
        raise MethodError(msg)
    for column in ("unit", "coder"):
        missing = codings[column].isna().to_numpy()
        if missing.any():
            row = list(codings.index)[int(missing.argmax())]
            msg = f"Row {row!r} of the codings has no {column}: name it, or leave the row out."
            raise MethodError(msg)
    _check_codes(codings)


def _check_codes(codings: pd.DataFrame) -> None:
    """Make sure that every code is a name, not an empty text and not a list of names."""
    for code in codings["code"].dropna().unique():
        if not isinstance(code, str) or (code.strip() and ";" not in code):
            continue
        row = list(codings.index)[int((codings["code"] == code).to_numpy(dtype=bool, na_value=False).argmax())]
        wrong = (
            "holds a semicolon, which separates codes: give each code a row of its own"
            if code.strip()
            else "is an empty text: leave the cell empty (missing) where a coder found nothing"
        )
        msg = f"The code {code!r} (row {row!r} of the codings) {wrong}."
        raise MethodError(msg)


def one_round(codings: pd.DataFrame) -> None:
    """Refuse codings of several rounds: merged, they would be nobody's judgement.

    Parameters
    ----------
    codings : pandas.DataFrame
        Codings, perhaps with a column ``round``.

    Raises
    ------
    MethodError
        If there is more than one round.

    Examples
    --------
    >>> one_round(pd.DataFrame({"unit": ["s1"], "round": [1]}))
    """
    known = [str(one) for one in codings["round"].unique()] if "round" in codings else []
    if len(known) > 1:
        msg = (
            f"The codings hold several rounds ({', '.join(known)}), which must not be mixed: choose one, "
            "such as codings[codings['round'] == 1], or compare them with rounds(codings)."
        )
        raise MethodError(msg)


def _read(codings: pd.DataFrame, units: Iterable[str] | pd.DataFrame | None) -> pd.DataFrame:
    """Return which coder read which unit, in the order of the codings."""
    if units is None:
        return codings[["unit", "coder"]].drop_duplicates()
    if isinstance(units, pd.DataFrame):
        need(units, ["unit"], "the units")
        units = units["unit"]
    if isinstance(units, str):
        msg = f"units={units!r} is one text; a list of units was expected, such as units=[{units!r}], or a table."
        raise MethodError(msg)
    known = pd.DataFrame({"unit": list(dict.fromkeys(units))})
    unknown = codings.loc[~codings["unit"].isin(known["unit"]), "unit"]
    if not unknown.empty:
        msg = f"The codings name a unit {unknown.iloc[0]!r} (row {unknown.index[0]!r}) that is not among the units. "
        raise MethodError(msg + nearest(str(unknown.iloc[0]), map(str, known["unit"])))
    return known.merge(codings[["coder"]].drop_duplicates(), how="cross")
