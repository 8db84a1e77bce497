"""Agreement on where segments begin and end: Krippendorff's first alpha for unitizing.

Owns the coefficient of 1995 and 2004, which compares segments as wholes.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from coursekit.content.reliability.scales import Matrix
from coursekit.content.reliability.segments import Segments, check_no_overlap, segments_of


def boundary_alpha(segments: pd.DataFrame, *, length: int | Mapping[str, int]) -> pd.DataFrame:
    """Compute agreement on the boundaries of segments, for each code and all together.

    Two overlapping segments differ by the square of the distance of their beginnings plus
    that of their ends; a segment that lies in a gap of the other coder differs by the
    square of its length. This is set against the disagreement expected if all segments and
    gaps were moved about at random. Source: Krippendorff 1995, *On the reliability of
    unitizing continuous data*, Sociological Methodology 25, in the form of *Content
    analysis*, 2nd edition (2004), section 11.6. The formula was taken from an open
    implementation (DKPro Statistics) and gives the values of the book's worked example.

    It suits texts that are cut into pieces without gaps, such as quasi-sentences, because
    it sees boundaries between neighbours of one code. Each code is compared by itself; to
    compare boundaries whatever the code, leave the column ``code`` out.

    Zero is chance only roughly: two coders who each cut a text without gaps at random
    reach, on average over simulated texts, 0.14 with ten pieces, 0.03 with thirty and 0.02
    with fifty; single values scatter by 0.1 to 0.2 around that. Read low values as no
    agreement.

    Parameters
    ----------
    segments : pandas.DataFrame
        One row per segment: ``coder``, ``start``, ``end`` (positions in the text, end
        exclusive), ``code`` and ``document`` if there are any; see
        :func:`unitizing_alpha`. Segments of one coder and code must not overlap, those of
        different codes may.
    length : int or mapping of str to int
        Length of the text, or of each document.

    Returns
    -------
    pandas.DataFrame
        Columns ``measure`` (``boundaries``), ``code`` (missing for all codes together, then
        each code), ``value`` (1 full agreement, about 0 chance; missing where there is no
        segment) and ``coverage`` (missing).

    Raises
    ------
    MethodError
        If a column or coder is missing, there is one coder only, a coder has no row in one
        of several documents, a segment is empty or leaves the text, or two segments of one coder and code overlap.

    Examples
    --------
    >>> cut = pd.DataFrame(
    ...     [("A", 0, 50), ("A", 50, 100), ("B", 0, 40), ("B", 40, 100)], columns=["coder", "start", "end"]
    ... )
    >>> boundary_alpha(cut, length=100)["value"].round(2).tolist()
    [0.38, 0.38]
    """
    checked = segments_of(segments, length)
    check_no_overlap(checked, by_code=True)
    found = [(_observed(checked, code), _expected(checked, code)) for code in range(len(checked.codes))]
    sums = np.array(found).reshape(-1, 2).sum(axis=0)
    values = [_alpha(*pair) for pair in (sums.tolist(), *found)]
    return pd.DataFrame(
        {"measure": "boundaries", "code": [None, *checked.codes], "value": values, "coverage": np.nan},
    )


def _alpha(observed: float, expected: float) -> float:
    """Return one minus observed over expected disagreement."""
    return 1 - observed / expected if expected > 0 else float("nan")


def _observed(segments: Segments, code: int) -> float:
    """Return the mean squared difference between the coders' segments of a code."""
    own = segments.code == code
    marked = [
        np.column_stack([segments.start[mine], segments.end[mine]]).astype(float)
        for mine in (own & (segments.coder == coder) for coder in range(len(segments.coders)))
    ]
    pairs = [_difference(one, other) for at, one in enumerate(marked) for other in marked[at + 1 :]]
    coders = len(marked)
    return 2 * sum(pairs) / (coders * (coders - 1) * segments.length**2)


def _difference(one: Matrix, other: Matrix) -> float:
    """Return the squared differences between the segments of two coders."""
    starts, ends = (np.subtract.outer(one[:, side], other[:, side]) for side in (0, 1))
    overlap = (one[:, None, 0] < other[None, :, 1]) & (other[None, :, 0] < one[:, None, 1])
    apart = ((one, overlap.any(axis=1)), (other, overlap.any(axis=0)))
    alone = sum(float((np.diff(spans[~met], axis=1) ** 2).sum()) for spans, met in apart)
    return float((starts**2 + ends**2)[overlap].sum()) + alone


def _expected(segments: Segments, code: int) -> float:
    """Return the disagreement if segments and gaps of a code were moved about at random."""
    own = segments.code == code
    lengths = (segments.end - segments.start)[own].astype(float)
    gaps = _gaps(segments, code)
    with_units = (len(lengths) - 1) / 3 * (2 * lengths**3 - 3 * lengths**2 + lengths)
    room = np.maximum(np.subtract.outer(gaps, lengths) + 1, 0).sum(axis=0)
    places = len(segments.coders) * segments.length
    pairs = places * (places - 1) - (lengths * (lengths - 1)).sum()
    return float(2 / segments.length * (with_units + lengths**2 * room).sum() / pairs)


def _gaps(segments: Segments, code: int) -> Matrix:
    """Return the lengths of what the coders left between their segments of a code."""
    gaps = []
    for coder in range(len(segments.coders)):
        mine = (segments.code == code) & (segments.coder == coder)
        begins, ends = np.append(segments.start[mine], segments.length), np.append(0, segments.end[mine])
        gaps.append(begins - ends)
    every = np.concatenate(gaps).astype(float)
    return every[every > 0]
