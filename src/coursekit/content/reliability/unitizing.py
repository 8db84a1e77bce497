"""Agreement on where units begin and end, apart from agreement on their codes.

Owns Krippendorff's family of alpha coefficients for unitized continua. Agreement on the
boundaries themselves, also between neighbours of one code, stands in
:mod:`coursekit.content.reliability.boundaries`.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from coursekit.content.reliability.boundaries import boundary_alpha
from coursekit.content.reliability.resampling import ratio
from coursekit.content.reliability.scales import Integers, Matrix
from coursekit.content.reliability.segments import Segments, check_no_overlap, segments_of

#: What the rows of unitizing_alpha measure, in their order.
MEASURES = ("overall", "relevance", "coding", "code", "boundaries")


def unitizing_alpha(segments: pd.DataFrame, *, length: int | Mapping[str, int]) -> pd.DataFrame:
    """Compute how far coders agree on segments, and apart from that on codes.

    The text is a continuum; what no coder marked is a gap. Coincidences are lengths: how
    much text two coders marked with codes c and k, summed over ordered pairs of coders and
    divided by the number of coders less one. Expected coincidences come from the lengths
    each code has in all, less what a segment would share with itself: the square of its
    length, and for gaps, which are no units, the length. All coefficients are one minus
    observed over expected disagreement, codes being names (nominal).

    Implemented are the four coefficients of Krippendorff, Mathet, Bouvry and Widlöcher
    (2016, *On the reliability of unitizing textual continua: Further developments*,
    Quality & Quantity 50), as restated in Krippendorff's *Content analysis*, 4th edition,
    section 12.6, and, as ``boundaries``, the earlier coefficient of 1995 and 2004
    (:func:`boundary_alpha`). The formulas were taken from open implementations of both
    texts, and give the values of the book's worked example. In one term these
    implementations differ where there are three coders or more: how much of a segment
    counts as pairable in the code agreement. Here it is the mean, over the other coders,
    of what they marked within it, which is what adds up to the observed lengths and gives
    the book's value, 0.724.

    Parameters
    ----------
    segments : pandas.DataFrame
        One row per segment: ``coder``, ``start``, ``end`` (positions in the text, end
        exclusive), ``code`` and ``document`` if there are any. Without a column ``code``
        all segments are of one kind. A row with missing start and end, or a missing code,
        says that the coder marked nothing: name every coder, also those who did not find a
        single segment. With several documents every coder needs a row in each of them:
        without one nobody knows whether the document was read and found empty, or never
        read. Segments of one coder must not overlap.
    length : int or mapping of str to int
        Length of the text, in the unit of the positions; with a column ``document``, of
        each document. Several documents are laid end to end.

    Returns
    -------
    pandas.DataFrame
        - ``measure``: ``overall`` (where and what at once, Krippendorff's *uα*),
          ``relevance`` (which text is marked at all, *|uα*), ``coding`` (the codes of what
          both coders marked, *cuα*), ``code`` (the same for one code, *(k)uα*), and
          ``boundaries`` (where segments begin and end, *αU*).
        - ``code``: the code, missing where all codes are taken together.
        - ``value``: 1 for full agreement, 0 for what chance would give; missing where
          nothing varies, such as ``coding`` where there is one code.
        - ``coverage``: share of the text, or of the text with that code, on which the
          value rests; missing for ``boundaries``.

    Raises
    ------
    MethodError
        If a column or coder is missing, there is one coder only, a coder has no row in one
        of several documents, a segment is empty or leaves the text, or two segments of a
        coder overlap.

    Notes
    -----
    The first four compare texts position by position. So they do not see a boundary
    between two neighbours with the same code: one long segment and two halves of it are
    the same to them. ``boundaries`` sees it.

    Examples
    --------
    >>> marked = pd.DataFrame(
    ...     [("A", "water", 0, 40), ("A", "trade", 60, 100), ("B", "water", 0, 40), ("B", "trade", 70, 100)],
    ...     columns=["coder", "code", "start", "end"],
    ... )
    >>> found = unitizing_alpha(marked, length=100)
    >>> found[["measure", "value"]].round(2).values.tolist()[:3]
    [['overall', 0.87], ['relevance', 0.77], ['coding', 1.0]]
    """
    checked = segments_of(segments, length)
    check_no_overlap(checked, by_code=False)
    widths, values, units = _laid_out(checked)
    lengths = _coincidences(widths, values, len(checked.codes))
    own = _squares(checked.code, (checked.end - checked.start).astype(float), len(checked.codes))
    expected = _expected(lengths, np.concatenate([lengths[0].sum(keepdims=True), own]))
    table = pd.DataFrame(
        [
            ("overall", None, _overall(lengths, expected), 1.0),
            ("relevance", None, _part(lengths, expected, 0), 1.0),
            *_coding(lengths, _pairable(checked, widths, values, units), checked),
        ],
        columns=["measure", "code", "value", "coverage"],
    )
    return pd.concat([table, boundary_alpha(segments, length=length)], ignore_index=True)


def _laid_out(segments: Segments) -> tuple[Matrix, Integers, Integers]:
    """Cut the continuum wherever a segment begins or ends.

    Returns the widths of the pieces, and for each coder and piece the code (0 is a gap, 1
    the first code) and the segment (-1 is a gap).
    """
    cuts = np.unique(np.concatenate([[0, segments.length], segments.start, segments.end]))
    units = np.full((len(segments.coders), len(cuts) - 1), -1)
    first, last = np.searchsorted(cuts, segments.start), np.searchsorted(cuts, segments.end)
    for unit, (coder, begin, stop) in enumerate(zip(segments.coder, first, last, strict=True)):
        units[coder, begin:stop] = unit
    codes = np.append(segments.code + 1, 0)  # so that segment -1, the last, has code 0
    return np.diff(cuts).astype(float), codes[units], units


def _coincidences(widths: Matrix, values: Integers, codes: int) -> Matrix:
    """Return the length of text that two coders marked with one code and another, for all codes and the gap."""
    used = np.stack([(values == value).sum(axis=0) for value in range(codes + 1)]).astype(float)
    together = (used * widths) @ used.T - np.diag(used @ widths)
    return np.asarray(together / (len(values) - 1))


def _squares(code: Integers, lengths: Matrix, codes: int) -> Matrix:
    """Return the squares of segment lengths, summed by code."""
    return np.bincount(code, weights=lengths**2, minlength=codes).astype(float)


def _expected(lengths: Matrix, own: Matrix) -> Matrix:
    """Return the coincidences expected by chance, a segment never meeting itself."""
    margins, total = lengths.sum(axis=1), lengths.sum()
    return np.asarray((np.outer(margins, margins) - np.diag(own)) / (total - own.sum() / total))


def _overall(observed: Matrix, expected: Matrix) -> float:
    """Return one minus observed over expected disagreement of all codes."""
    return _ratio(observed.sum() - np.trace(observed), expected.sum() - np.trace(expected))


def _part(observed: Matrix, expected: Matrix, one: int) -> float:
    """Return one minus observed over expected disagreement of one code with all others."""
    return _ratio(observed[one].sum() - observed[one, one], expected[one].sum() - expected[one, one])


def _ratio(observed: float, expected: float) -> float:
    """Return one minus a ratio of disagreements; of nothing that varies, nothing is known."""
    return float(1 - observed / expected) if expected > 1e-9 else float("nan")


def _pairable(segments: Segments, widths: Matrix, values: Integers, units: Integers) -> Matrix:
    """Return how much of each segment the other coders marked too, on average over them."""
    others = ((values > 0).sum(axis=0) - 1) / (len(values) - 1)
    inside = units >= 0
    shared = np.broadcast_to(widths * others, units.shape)[inside]
    return np.bincount(units[inside], weights=shared, minlength=len(segments.start)).astype(float)


def _coding(lengths: Matrix, pairable: Matrix, segments: Segments) -> list[tuple[str, str | None, float, float]]:
    """Return agreement on the codes of what both coders marked: of all codes, and of each."""
    both = lengths[1:, 1:]
    margins, whole = both.sum(axis=1), lengths[1:].sum(axis=1)
    shares = np.divide(margins, whole, out=np.zeros_like(whole), where=whole > 0)
    if not both.sum():
        return [("coding", None, float("nan"), 0.0), *(("code", code, float("nan"), 0.0) for code in segments.codes)]
    expected = _expected(both, _squares(segments.code, pairable, len(segments.codes)))
    # The expected disagreement of a code is put on the footing of its observed length.
    footing = ratio(expected.sum(axis=1), margins)
    return [
        ("coding", None, _overall(both, expected), float(both.sum() / lengths.sum())),
        *(
            ("code", code, _scaled(_part(both, expected, one), float(footing[one])), float(shares[one]))
            for one, code in enumerate(segments.codes)
        ),
    ]


def _scaled(value: float, footing: float) -> float:
    """Return one minus the disagreement ratio times a factor."""
    return 1 - (1 - value) * footing
