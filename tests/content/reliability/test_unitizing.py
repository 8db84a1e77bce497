"""Agreement on where units begin and end: worked examples, laws, and what is refused."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.content.reliability.boundaries import boundary_alpha
from coursekit.content.reliability.unitizing import MEASURES, unitizing_alpha
from coursekit.errors import MethodError

# Krippendorff 2019, Content analysis, 4th edition, figure 12.11 (page 340): a text of length 60, first and
# last position of each segment. Data and printed values as they stand in the tests of the R package quallmer.
BOOK = {
    "Alex": [(1, 7, "1"), (8, 13, "2"), (31, 32, "5"), (33, 37, "6"), (38, 44, "6"), (45, 60, "7")],
    "Paul": [(1, 7, "1"), (8, 13, "3"), (14, 21, "5"), (33, 44, "6")],
    "Suzan": [(1, 7, "1"), (8, 13, "4"), (14, 21, "5"), (33, 37, "6"), (38, 41, "6"), (42, 44, "6")],
}
# Krippendorff 1995, page 57: pairs of segmentations of a text of length 24, start and length. Data and printed
# values as they stand in the tests of DKPro Statistics, which allow 0.02: the paper's formula has a misprint.
PAPER = {
    "A": ([(2, 8), (14, 6)], [(4, 4), (15, 2)], 0.553),
    "B": ([(0, 18)], [(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)], -0.926),
    "C": ([(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)], 0.679),
    "D": ([(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)], 0.066),
}


def segments(*rows):
    return pd.DataFrame(rows, columns=["coder", "code", "start", "end"])


def book():
    return segments(*[(coder, code, first - 1, last) for coder, rows in BOOK.items() for first, last, code in rows])


def value(table, measure, code=None):
    """Return one value of the table."""
    at_code = table["code"].isna() if code is None else table["code"] == code
    return table.loc[(table["measure"] == measure) & at_code, "value"].item()


@pytest.mark.parametrize(
    ("measure", "published", "within"),
    [("overall", 0.510, 0.0005), ("relevance", 0.413, 0.001), ("coding", 0.724, 5e-4)],
)
def test_the_worked_example_of_the_book(measure, published, within):
    """The three coefficients of all codes are those that Krippendorff prints."""
    assert value(unitizing_alpha(book(), length=60), measure) == pytest.approx(published, abs=within)


def test_the_worked_example_of_the_book_code_by_code():
    """Codes 1, 5 and 6 agree fully, 2, 3 and 4 not at all, and 7 was never met: with the coverage printed."""
    table = unitizing_alpha(book(), length=60).query("measure == 'code'").set_index("code")

    assert table["value"].round(6).to_dict() == pytest.approx(
        {"1": 1, "2": 0, "3": 0, "4": 0, "5": 1, "6": 1, "7": np.nan}, nan_ok=True
    )
    assert table["coverage"].round(2).loc[["5", "7"]].tolist() == [0.44, 0]


def test_the_worked_example_of_the_second_edition():
    """Krippendorff 2004, page 254, as in the tests of DKPro Statistics: .7286, 1, and .8591 of rounded terms."""
    one = [("c", 225, 70), ("c", 370, 30), ("k", 180, 60), ("k", 300, 50)]
    two = [("c", 220, 80), ("c", 355, 20), ("c", 400, 20), ("k", 180, 60), ("k", 300, 50)]
    rows = [
        (coder, code, start - 150, start - 150 + length)
        for coder, marked in (("i", one), ("j", two))
        for code, start, length in marked
    ]
    table = boundary_alpha(segments(*rows), length=300)

    assert round(value(table, "boundaries", "c"), 4) == 0.7286
    assert value(table, "boundaries", "k") == 1
    assert value(table, "boundaries") == pytest.approx(0.8591, abs=0.0005)


@pytest.mark.parametrize("example", list(PAPER))
def test_the_examples_of_the_first_paper(example):
    """On a text so long that its grain no longer matters, the four examples of 1995 come out."""
    first, second, published = PAPER[example]
    grain = 50_000
    rows = [
        (coder, start * grain, (start + length) * grain)
        for coder, marked in (("one", first), ("two", second))
        for start, length in marked
    ]
    table = boundary_alpha(pd.DataFrame(rows, columns=["coder", "start", "end"]), length=24 * grain)

    assert value(table, "boundaries") == pytest.approx(published, abs=0.02)


def test_a_shifted_boundary_lowers_unitizing_and_leaves_codes_alone():
    """The further a beginning is moved, the lower the agreement on where; on what, it stays full."""
    tables = [
        unitizing_alpha(
            segments(("A", "x", 0, 40), ("A", "y", 60, 90), ("B", "x", 0, 40), ("B", "y", 60 + shift, 90)), length=100
        )
        for shift in (0, 5, 10, 20)
    ]

    for measure in ("overall", "relevance", "boundaries"):
        found = [value(table, measure) for table in tables]
        assert found[0] == pytest.approx(1)
        assert found == sorted(found, reverse=True)
        assert len(set(found)) == 4
    assert [value(table, "coding") for table in tables] == pytest.approx([1, 1, 1, 1])


def test_another_code_lowers_coding_and_leaves_boundaries_of_all_segments_alone():
    """What was marked is marked, whatever it is called."""
    table = unitizing_alpha(
        segments(("A", "x", 0, 40), ("A", "y", 60, 90), ("B", "x", 0, 40), ("B", "x", 60, 90)), length=100
    )

    assert value(table, "relevance") == pytest.approx(1)
    assert value(table, "coding") < 1
    assert value(table, "overall") < 1


def test_only_boundaries_sees_where_neighbours_of_one_code_part():
    """A text cut into pieces without gaps: position by position all is alike, but the cuts differ."""
    cut = pd.DataFrame([("A", 0, 50), ("A", 50, 100), ("B", 0, 30), ("B", 30, 100)], columns=["coder", "start", "end"])
    table = unitizing_alpha(cut, length=100)

    assert np.isnan(value(table, "overall"))
    assert value(table, "boundaries") < 1
    assert value(boundary_alpha(cut.assign(start=[0, 50, 0, 50], end=[50, 100] * 2), length=100), "boundaries") == 1


@st.composite
def segmentations(draw, coders=2):
    """Return non-overlapping coded segments of some coders in a text of length 40."""
    rows = []
    for coder in "ABCD"[:coders]:
        cuts = sorted(draw(st.sets(st.integers(0, 40), min_size=2, max_size=8)))
        for start, end in pairwise(cuts):
            code = draw(st.sampled_from(["x", "y", "z", None]))
            rows.append((coder, code, start, end))
    return segments(*rows)


@given(segmentations(coders=1), st.integers(2, 4))
@settings(max_examples=40)
def test_identical_segmentations_agree_fully(one, coders):
    """Coders who marked the same have one everywhere, or nothing varies and nothing is known."""
    same = pd.concat([one.assign(coder=name) for name in "ABCD"[:coders]])
    values = unitizing_alpha(same, length=40)["value"].dropna()

    assert values.to_numpy() == pytest.approx(1)


@given(segmentations(coders=3), st.permutations(["x", "y", "z"]))
@settings(max_examples=40)
def test_names_of_coders_and_codes_do_not_matter(rows, names):
    """Who is called what, and in which order rows stand, changes nothing."""
    table = unitizing_alpha(rows, length=40)
    renamed = rows.assign(
        code=rows["code"].map(dict(zip("xyz", names, strict=True))),
        coder=rows["coder"].map({"A": "C", "B": "A", "C": "B"}),
    )
    again = unitizing_alpha(renamed.iloc[::-1], length=40)

    for measure in ("overall", "relevance", "coding", "boundaries"):
        assert value(again, measure) == pytest.approx(value(table, measure), abs=1e-9, nan_ok=True)


@given(segmentations(coders=3))
@settings(max_examples=30)
def test_observed_lengths_are_those_counted_position_by_position(rows):
    """Cut at the boundaries or into single positions, the coincidences are the same: overall, by hand."""
    marked = rows.dropna(subset=["code"])
    codes = ["-", *sorted(set(marked["code"]))]
    grid = np.zeros((3, 40), dtype=int)
    for row in marked.itertuples():
        grid["ABC".index(row.coder), row.start : row.end] = codes.index(row.code)
    pairs = [(grid[i], grid[j]) for i in range(3) for j in range(3) if i != j]
    observed = sum((one != other).sum() for one, other in pairs) / 2
    margins = np.bincount(grid.ravel(), minlength=len(codes))
    lengths = marked["end"] - marked["start"]
    own = np.array([margins[0], *((lengths[marked["code"] == code] ** 2).sum() for code in codes[1:])], dtype=float)
    expected = 120 - ((margins**2 - own) / (120 - own.sum() / 120)).sum()

    assert value(unitizing_alpha(rows, length=40), "overall") == pytest.approx(
        1 - observed / expected if expected > 1e-9 else np.nan, nan_ok=True
    )


def test_a_coder_who_marked_nothing_counts():
    """A row without positions, or without a code, names a coder who read and found nothing."""
    two = segments(("A", "x", 0, 10), ("B", "x", 0, 10))
    three = segments(("A", "x", 0, 10), ("B", "x", 0, 10), ("C", None, None, None))
    also = segments(("A", "x", 0, 10), ("B", "x", 0, 10), ("C", None, 0, 40))

    assert value(unitizing_alpha(two, length=40), "overall") == pytest.approx(1)
    assert value(unitizing_alpha(three, length=40), "overall") < 1
    pd.testing.assert_frame_equal(unitizing_alpha(three, length=40), unitizing_alpha(also, length=40))


def test_coders_who_all_marked_nothing_prove_nothing():
    """No segment anywhere: every value is missing."""
    nothing = segments(("A", None, None, None), ("B", None, None, None))

    assert unitizing_alpha(nothing, length=40)["value"].isna().all()


def test_documents_are_laid_end_to_end():
    """Two texts give what one long text gives."""
    one = segments(("A", "x", 0, 10), ("A", "y", 25, 30), ("B", "x", 2, 10), ("B", "y", 25, 35))
    two = one.assign(document=["d1", "d2"] * 2, start=[0, 5, 2, 5], end=[10, 10, 10, 15])

    pd.testing.assert_frame_equal(
        unitizing_alpha(one, length=40), unitizing_alpha(two, length={"d1": 20, "d2": 20}), check_dtype=False
    )


def test_a_document_read_and_empty_is_told_from_one_never_read():
    """A row without a stretch says that a coder read the document; no row at all is refused."""
    rows = segments(("A", "x", 0, 10), ("A", "x", 0, 5), ("B", "x", 0, 10)).assign(document=["d1", "d2", "d1"])
    empty = segments(("B", None, None, None)).assign(document="d2")
    lengths = {"d1": 20, "d2": 20}

    for measure in (unitizing_alpha, boundary_alpha):
        with pytest.raises(MethodError, match=r"Coder 'B' has no row in document 'd2'.*found nothing.*leave it out"):
            measure(rows, length=lengths)
    assert value(unitizing_alpha(pd.concat([rows, empty]), length=lengths), "overall") < 1
    assert value(unitizing_alpha(rows.query("document == 'd1'"), length={"d1": 20}), "overall") == pytest.approx(1)


def test_the_measures_stand_in_their_order():
    """Readers find the same rows in the same places."""
    assert tuple(dict.fromkeys(unitizing_alpha(book(), length=60)["measure"])) == MEASURES


PAIR = segments(("A", "x", 0, 10), ("B", "x", 0, 10))


@pytest.mark.parametrize(
    ("rows", "length", "message"),
    [
        (segments(("A", "x", 0, 10)), 40, "needs two coders, and the segments name 'A'"),
        (segments(("A", "x", 0, 10), ("A", "y", 5, 20), ("B", "x", 0, 10)), 40, "'A' overlap: 0 to 10 and 5 to 20"),
        (segments(("A", "x", 10, 10), ("B", "x", 0, 10)), 40, "from 10 to 10 of coder 'A'"),
        (segments(("A", "x", 0, 50), ("B", "x", 0, 10)), 40, "text of length 40"),
        (segments(("A", "x", 0.5, 3), ("B", "x", 0, 10)), 40, "Whole positions"),
        (segments(("A", "x", 0, None), ("B", "x", 0, 10)), 40, "only one end"),
        (segments((None, "x", 0, 10), ("B", "x", 0, 10)), 40, "Row 0 of the segments has no coder"),
        (PAIR.rename(columns={"start": "from"}), 40, "no column 'start' in the segments"),
        (PAIR, 0, "The length of the text is 0"),
        (PAIR.assign(document=["d1", "d2"]), 40, "several documents \\('d1', 'd2'\\)"),
        (PAIR.assign(document=["d1", "d2"]), {"d1": 40}, "no length for document 'd2'"),
        (PAIR, {"d1": 40}, "no column 'document'"),
        (PAIR.assign(document="d1"), {"d1": 40, "d2": 9}, "'A' has no row in document 'd2'"),
    ],
)
def test_segments_that_cannot_be_compared_are_named(rows, length, message):
    """The message says which coder and which segment it is."""
    with pytest.raises(MethodError, match=message):
        unitizing_alpha(rows, length=length)


def test_segments_of_different_codes_may_overlap_where_boundaries_are_compared():
    """A passage with two codes is refused by the first coefficients, with a way out that works."""
    both = segments(("A", "x", 0, 10), ("A", "y", 5, 20), ("B", "x", 0, 10))

    with pytest.raises(MethodError, match="use boundary_alpha"):
        unitizing_alpha(both, length=40)
    assert value(boundary_alpha(both, length=40), "boundaries", "x") == 1
