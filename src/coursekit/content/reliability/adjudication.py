"""An agreed version of several readings: what was disputed, and what was decided.

Owns the way from several coders to one. Nothing is overwritten: the codings of every
coder stay as they are, and the agreed version is one more coder, with who decided and why.
"""

from typing import Any

import pandas as pd

from coursekit.content.reliability.presence import asked, check_codings, one_round
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest

#: Name of the coder who stands for the agreed version.
ADJUDICATED = "adjudicated"
#: What the agreed version says of a code that every reader of a unit gave.
AGREED = "all coders"


def disputes(codings: pd.DataFrame, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """List every code that some but not all readers of a unit gave, with what was decided.

    Without decisions it is the form to fill in; with them, the record to publish.

    Parameters
    ----------
    codings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``code``, of one round.
    decisions : pandas.DataFrame, optional
        Columns ``unit``, ``code``, ``keep`` (true, false, or missing while undecided),
        ``decided_by``, ``reason``.

    Returns
    -------
    pandas.DataFrame
        One row per unit and code, in the order of the codings: ``unit``, ``code``,
        ``given_by`` and ``not_given_by`` (coders, separated by ``"; "``), ``keep``,
        ``decided_by``, ``reason`` (missing while undecided). Decisions on codes that nobody
        disputed are listed at the end.

    Raises
    ------
    MethodError
        If the codings or decisions lack a column or a name, the codings hold several
        rounds, or a decision names an unknown unit or code, is made twice, or does not say
        who decided and why.

    Examples
    --------
    >>> codings = pd.DataFrame(
    ...     [("s2", "A", "trade"), ("s2", "B", None)], columns=["unit", "coder", "code"]
    ... )
    >>> disputes(codings)[["unit", "code", "given_by", "not_given_by"]].values.tolist()
    [['s2', 'trade', 'A', 'B']]
    """
    asked_of = _answers(codings)
    sides = asked_of.groupby(["unit", "code"], sort=False)
    table = sides["value"].agg(["sum", "size"]).reset_index()
    for name, value in (("given_by", 1), ("not_given_by", 0)):
        who = asked_of[asked_of["value"] == value].groupby(["unit", "code"])["coder"].agg(in_one_cell)
        table[name] = pd.MultiIndex.from_frame(table[["unit", "code"]]).map(who.to_dict())
    table[["given_by", "not_given_by"]] = table[["given_by", "not_given_by"]].astype(object).fillna("")
    decided = _decided(codings, decisions)
    table = table.merge(decided, how="left", on=["unit", "code"])
    split = (table["sum"] > 0) & (table["sum"] < table["size"])
    listed = pd.concat([table[split], table[~split & table["keep"].notna()]], ignore_index=True)
    return listed.drop(columns=["sum", "size"])


def adjudicated(codings: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Add the agreed version of the codings, as one more coder.

    What every reader of a unit gave is taken over; what some gave and others did not is
    taken over or left out as decided. A decision may also overrule what all gave, or add a
    code that nobody gave: with a reason, like any other.

    Parameters
    ----------
    codings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``code``, of one round.
    decisions : pandas.DataFrame
        One row per decision: ``unit``, ``code``, ``keep`` (true or false), ``decided_by``,
        ``reason``. Every dispute needs one; :func:`disputes` lists them. Reasons for
        leaving a code out have no row in the agreed version: publish
        ``disputes(codings, decisions)`` with it.

    Returns
    -------
    pandas.DataFrame
        The codings as they were, and after them the rows of the coder ``adjudicated``: one
        per code that holds, or one with a missing code for a unit in which none does.
        Columns are those of the codings, and

        - ``decided_by``: who decided; ``all coders`` where all readers gave the code,
          ``only A`` where ``A`` alone read the unit; missing in the rows of the coders;
        - ``reason``: why, missing where nothing had to be decided.

        Other columns, such as ``document`` or ``start``, are carried over where all rows of
        the unit (for positions: of the code in the unit) say the same.

    Raises
    ------
    MethodError
        If the codings or decisions lack a column or a name, the codings hold several
        rounds or are adjudicated already, a decision names an unknown unit or code, is
        made twice, or does not say who decided and why, or a dispute is undecided.

    Examples
    --------
    >>> codings = pd.DataFrame(
    ...     [("s1", "A", "water"), ("s1", "B", "water"), ("s2", "A", "trade"), ("s2", "B", None)],
    ...     columns=["unit", "coder", "code"],
    ... )
    >>> decisions = pd.DataFrame(
    ...     [("s2", "trade", False, "Dana", "customs are listed, trade is not the aim")],
    ...     columns=["unit", "code", "keep", "decided_by", "reason"],
    ... )
    >>> adjudicated(codings, decisions).tail(2)[["unit", "coder", "code", "decided_by"]].values.tolist()
    [['s1', 'adjudicated', 'water', 'all coders'], ['s2', 'adjudicated', nan, nan]]
    """
    check_codings(codings)
    if (codings["coder"] == ADJUDICATED).any():
        msg = f"The codings hold an agreed version already: leave out the rows of the coder {ADJUDICATED!r} first."
        raise MethodError(msg)
    _check_decided(disputes(codings, decisions))
    agreed = _agreed(codings, _decided(codings, decisions))
    return pd.concat([codings, _carried(codings, agreed)], ignore_index=True)


def in_one_cell(names: "pd.Series[Any]") -> str:
    """Write names into one cell, each once, in their order.

    Parameters
    ----------
    names : pandas.Series
        Names; empty ones are left out.

    Returns
    -------
    str
        The names, separated by ``"; "``.

    Examples
    --------
    >>> in_one_cell(pd.Series(["water", "", "trade", "water"]))
    'water; trade'
    """
    return "; ".join(dict.fromkeys(str(name) for name in names if name != ""))


def _answers(codings: pd.DataFrame) -> pd.DataFrame:
    """Return for every unit, in its order, what each reader says to each code."""
    check_codings(codings)
    one_round(codings)
    answers = asked(codings, sorted(codings["code"].dropna().unique()))
    place = {unit: number for number, unit in enumerate(pd.unique(codings["unit"]))}
    return answers.assign(place=answers["unit"].map(place)).sort_values("place", kind="stable").drop(columns="place")


def _decided(codings: pd.DataFrame, decisions: pd.DataFrame | None) -> pd.DataFrame:
    """Return the decisions that were made, checked."""
    columns = ["unit", "code", "keep", "decided_by", "reason"]
    if decisions is None:
        return pd.DataFrame(columns=columns, dtype=object)
    need(decisions, columns, "the decisions")
    made = decisions.loc[decisions["keep"].notna(), columns].astype(object)
    for column in ("unit", "code"):
        known = codings[column].dropna().unique()
        unknown = made.loc[~made[column].isin(known), column]
        if not unknown.empty:
            msg = f"Row {unknown.index[0]!r} of the decisions names a {column} {unknown.iloc[0]!r} "
            raise MethodError(f"{msg}that is not in the codings. {nearest(str(unknown.iloc[0]), map(str, known))}")
    _check_decisions(made)
    return made.assign(keep=made["keep"].astype(bool))


def _check_decisions(made: pd.DataFrame) -> None:
    """Make sure that every decision is made once, says yes or no, by whom and why."""
    for row, decision in zip(made.index, made.to_dict("records"), strict=True):
        about = f"Row {row!r} of the decisions (unit {decision['unit']!r}, code {decision['code']!r})"
        if decision["keep"] not in (True, False):
            msg = f"{about} has keep={decision['keep']!r}; True or False was expected."
            raise MethodError(msg)
        for column in ("decided_by", "reason"):
            if pd.isna(decision[column]) or not str(decision[column]).strip():
                msg = f"{about} has no {column}: an agreed version must say who decided and why."
                raise MethodError(msg)
    twice = made[made.duplicated(["unit", "code"])]
    if not twice.empty:
        msg = f"Unit {twice.iloc[0]['unit']!r}, code {twice.iloc[0]['code']!r} is decided twice: keep one decision."
        raise MethodError(msg)


def _check_decided(disputed: pd.DataFrame) -> None:
    """Make sure that every dispute has a decision."""
    undecided = disputed[disputed["keep"].isna()]
    if not undecided.empty:
        first = ", ".join(f"{row['unit']!r} {row['code']!r}" for row in undecided.head(3).to_dict("records"))
        msg = (
            f"{len(undecided)} of {len(disputed)} disputes have no decision yet: {first}"
            f"{' …' if len(undecided) > 3 else ''}. List them all with disputes(codings, decisions)."
        )
        raise MethodError(msg)


def _agreed(codings: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """Return the codes that hold, and a missing code for the units in which none does."""
    answers = _answers(codings).merge(decided, how="left", on=["unit", "code"])
    readers = codings.groupby("unit")["coder"].agg(lambda names: sorted(set(names), key=str))
    every = answers.groupby(["unit", "code"], sort=False, as_index=False).agg(
        all_gave=("value", "min"),
        keep=("keep", "first"),
        decided_by=("decided_by", "first"),
        reason=("reason", "first"),
    )
    holds = every["keep"].where(every["keep"].notna(), every["all_gave"] == 1).astype(bool)
    kept = every[holds].copy()
    by_all = [AGREED if len(readers[unit]) > 1 else f"only {readers[unit][0]}" for unit in kept["unit"]]
    kept["decided_by"] = kept["decided_by"].where(
        kept["decided_by"].notna(), pd.Series(by_all, kept.index, dtype=object)
    )
    units = pd.DataFrame({"unit": pd.unique(codings["unit"])})
    return units.merge(kept[["unit", "code", "decided_by", "reason"]], how="left", on="unit").assign(coder=ADJUDICATED)


def _carried(codings: pd.DataFrame, agreed: pd.DataFrame) -> pd.DataFrame:
    """Return the agreed rows with what else all codings of the unit, or of the code in it, say alike."""
    for column in codings.columns.difference(["unit", "coder", "code", "decided_by", "reason", "note"]):
        by = ["unit", "code"] if column in ("start", "end") else ["unit"]
        said = codings.dropna(subset=[column]).groupby(by)[column].agg(["nunique", "first"])
        alike = said.loc[said["nunique"] == 1, "first"].rename(column).reset_index()
        agreed = agreed.merge(alike, how="left", on=by)
    return agreed
