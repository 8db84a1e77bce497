"""The course's own codings: the same sections read by three automated coders.

Owns how the tables of the course become units and codings. Imports nothing above
:mod:`coursekit.data`.
"""

import pandas as pd

from coursekit.data import load
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest

#: Whose codes stand in the table ``section_codes``.
REFERENCE = "A"


def section_units() -> pd.DataFrame:
    """Return the sections of the course's documents as units.

    Returns
    -------
    pandas.DataFrame
        ``unit``, ``document``, ``number``, ``heading``, and ``basis``: how well the text
        is known (``seen_full``, ``seen_part``, ``secondary``). There is no ``text``: the
        course holds what the sections say in its own words, not their wording.

    Examples
    --------
    >>> units = section_units()
    >>> len(units), int((units["basis"] == "seen_full").sum())
    (156, 7)
    """
    sections = load("sections").rename(columns={"id": "unit"})
    return sections[["unit", "document", "number", "heading", "basis"]]


def section_codings() -> pd.DataFrame:
    """Return how coders A, B and C coded the sections of the course's documents.

    Returns
    -------
    pandas.DataFrame
        Codings (``unit``, ``coder``, ``code``, ``document``) as :func:`joined` makes them
        from the tables ``section_codes`` and ``codings``.

    Examples
    --------
    >>> section_codings().groupby("coder")["unit"].nunique().to_dict()
    {'A': 156, 'B': 156, 'C': 156}
    """
    return joined(load("section_codes"), load("codings"), load("sections"))


def joined(section_codes: pd.DataFrame, codings: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """Put the codes of the course and those of further coders into one table.

    Parameters
    ----------
    section_codes : pandas.DataFrame
        ``section``, ``code``: the codes of coder A, who read every section. A section
        without a row has none of the codes.
    codings : pandas.DataFrame
        ``section``, ``coder``, ``code``: the codes of others. A row without a code says
        that the coder read the section and found none; a section without a row was not
        read.
    sections : pandas.DataFrame
        ``id``, ``document``: all sections.

    Returns
    -------
    pandas.DataFrame
        One row per code that a coder gave a section, by coder in the order of the
        sections: ``unit``, ``coder``, ``code`` (missing: read, no code found),
        ``document``.

    Raises
    ------
    MethodError
        If a section is unknown, or the further codings have a coder A of their own.

    Examples
    --------
    >>> sections = pd.DataFrame({"id": ["s1", "s2"], "document": ["x", "x"]})
    >>> codes = pd.DataFrame({"section": ["s1"], "code": ["water"]})
    >>> others = pd.DataFrame({"section": ["s1"], "coder": ["B"], "code": ["energy"]})
    >>> joined(codes, others, sections).fillna("").values.tolist()
    [['s1', 'A', 'water', 'x'], ['s2', 'A', '', 'x'], ['s1', 'B', 'energy', 'x']]
    """
    need(sections, ["id", "document"], "the sections")
    need(section_codes, ["section", "code"], "the section codes")
    need(codings, ["section", "coder", "code"], "the codings")
    if (codings["coder"] == REFERENCE).any():
        raise MethodError(f"The codings have a coder {REFERENCE!r}; this coder's codes stand in the section codes.")
    documents = sections.set_index("id")["document"]
    every = pd.DataFrame({"section": documents.index})
    reference = every.merge(section_codes[["section", "code"]], how="outer", on="section").assign(coder=REFERENCE)
    table = pd.concat([reference, codings[["section", "coder", "code"]]], ignore_index=True)
    unknown = table.loc[~table["section"].isin(documents.index), "section"]
    if not unknown.empty:
        section = str(unknown.iloc[0])
        raise MethodError(f"There is no section {section!r}. {nearest(section, documents.index.astype(str))}")
    place = table["section"].map({section: place for place, section in enumerate(documents.index)})
    order = table.assign(place=place).sort_values(["coder", "place"], kind="stable").index
    table = table.loc[order].assign(document=table["section"].map(documents)).rename(columns={"section": "unit"})
    return table[["unit", "coder", "code", "document"]].astype("str").reset_index(drop=True)
