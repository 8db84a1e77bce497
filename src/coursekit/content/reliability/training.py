"""Training coders: disagreements side by side, agreement round by round.

Owns the two tables that a training works with; how disagreements are settled stands in
:mod:`coursekit.content.reliability.adjudication`.
"""

import pandas as pd

from coursekit.content.reliability.adjudication import disputes, in_one_cell
from coursekit.content.reliability.agreement import coefficients_for
from coursekit.content.reliability.presence import asked, check_codings, one_round
from coursekit.data.columns import need
from coursekit.errors import MethodError


def disagreements(codings: pd.DataFrame) -> pd.DataFrame:
    """Lay the codings of all coders side by side, with what they differ in.

    Parameters
    ----------
    codings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``code``, of one round; a missing code says that the
        coder read the unit and found nothing.

    Returns
    -------
    pandas.DataFrame
        One row per unit, in the order of the codings.

        - ``unit``.
        - one column per coder, in alphabetical order: the codes given, separated by
          ``"; "``; empty where the unit was read and nothing found, missing where it was
          not read.
        - ``differ``: the codes that some but not all of its readers gave; empty where they
          agree.

    Raises
    ------
    MethodError
        If the codings lack a column or a name, or hold several rounds.

    Examples
    --------
    >>> codings = pd.DataFrame(
    ...     [("s1", "A", "water"), ("s1", "B", "water"), ("s2", "A", "trade"), ("s2", "B", None)],
    ...     columns=["unit", "coder", "code"],
    ... )
    >>> disagreements(codings).values.tolist()
    [['s1', 'water', 'water', ''], ['s2', 'trade', '', 'trade']]
    """
    check_codings(codings)
    one_round(codings)
    given = codings.assign(code=codings["code"].astype(object).where(codings["code"].notna(), ""))
    cells = given.groupby(["unit", "coder"], sort=False)["code"].agg(in_one_cell)
    wide = cells.unstack("coder")  # noqa: PD010 - one cell each, and order must stay
    wide = wide.reindex(pd.unique(codings["unit"]))[sorted(wide.columns, key=str)]
    disputed = disputes(codings).groupby("unit")["code"].agg(in_one_cell)
    wide["differ"] = disputed.reindex(wide.index).fillna("")
    return wide.rename_axis(columns=None).reset_index(names="unit")


def rounds(codings: pd.DataFrame, *, by_code: bool = True) -> pd.DataFrame:
    """Compute agreement round by round, code by code.

    Every code is a question to every unit that a coder read: given or not? The questions
    are the same in every round, so that rounds can be compared; but an easier text also
    raises agreement, so train on texts that are alike.

    Parameters
    ----------
    codings : pandas.DataFrame
        Columns ``unit``, ``coder``, ``code``, ``round``.
    by_code : bool
        One value per code. With ``by_code=False`` all questions are taken together, as if
        they were one. Codes are then not alike in how often they are given, and that alone
        lifts every coefficient, alpha too: coders who give each code at random, but the
        frequent ones often and the rare ones seldom, come out well above 0. Do not judge a
        training by that value.

    Returns
    -------
    pandas.DataFrame
        One row per round (in its order), code and coefficient.

        - ``round``, ``code`` (not if all are taken together), ``coefficient``.
        - ``value``: missing where nothing varies.
        - ``units``: units that two or more coders read in the round.
        - ``coders``: coders of the round.
        - ``given``: how often the code (or any) was given in the round, by all coders
          together.

    Raises
    ------
    MethodError
        If a column or a name is missing, or a round has one coder only or no unit that two
        coders read; the message names the round.

    Examples
    --------
    >>> codings = pd.DataFrame(
    ...     [(1, "s1", "A", "water"), (1, "s1", "B", "trade"), (2, "s2", "A", "trade"), (2, "s2", "B", "trade")],
    ...     columns=["round", "unit", "coder", "code"],
    ... )
    >>> table = rounds(codings)
    >>> table.loc[table["coefficient"] == "percent agreement", ["round", "code", "value"]].values.tolist()
    [[1, 'trade', 0.0], [1, 'water', 0.0], [2, 'trade', 1.0], [2, 'water', 1.0]]
    """
    check_codings(codings)
    need(codings, ["round"], "the codings")
    codes = sorted(codings["code"].dropna().unique())
    rows = []
    for number, part in codings.groupby("round", sort=True, dropna=False):
        answers = asked(part, codes)
        _check_round(number, part)
        facts = {
            "units": int((part.groupby("unit")["coder"].nunique() >= 2).sum()),
            "coders": part["coder"].nunique(),
        }
        for code, questions in answers.groupby("code") if by_code else [(None, _together(answers))]:
            head = {"round": number, "code": code} if by_code else {"round": number}
            given = int(questions["value"].sum())
            for name, coefficient in coefficients_for(part["coder"].nunique()).items():
                rows.append({**head, "coefficient": name, "value": coefficient(questions), **facts, "given": given})
    return pd.DataFrame(rows)


def _check_round(number: object, part: pd.DataFrame) -> None:
    """Make sure that a round can be compared."""
    if part["coder"].nunique() < 2 or (part.groupby("unit")["coder"].nunique() < 2).all():
        coders = ", ".join(map(str, part["coder"].unique()))
        msg = f"Round {number!r} has no unit that two coders read (coders: {coders}), so nothing can be compared."
        raise MethodError(msg)


def _together(answers: pd.DataFrame) -> pd.DataFrame:
    """Return all questions as units of their own."""
    return answers.assign(unit=answers["code"].astype(str) + "\n" + answers["unit"].astype(str))
