"""Wordscores and Wordfish: published values, simulated positions, and when they refuse."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.content.words.scaling import wordscores
from coursekit.content.words.wordfish import wordfish
from coursekit.errors import MethodError

# The artificial texts of Laver, Benoit and Garry (2003): 37 words, one hump of counts at
# six places. Counts and results as printed in the vignette of the R package austin and in
# the reference pages of the R package quanteda.textmodels (data_dfm_lbgexample).
HUMP = [2, 3, 10, 22, 45, 78, 115, 146, 158, 146, 115, 78, 45, 22, 10, 3, 2]
PLACES = {"R1": 0, "R2": 5, "R3": 10, "R4": 15, "R5": 20, "V1": 7}
REFERENCES = {"R1": -1.5, "R2": -0.75, "R3": 0.0, "R4": 0.75, "R5": 1.5}
LETTERS = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *(f"Z{letter}" for letter in "ABCDEFGHIJK")]
RAW = [-1.317931, -0.7395598, 0, 0.7395598, 1.317931, -0.4480591]
ERRORS = [0.006699613, 0.011433605, 0.012005250, 0.011433605, 0.006699613, 0.011897667]
LBG = [-1.58967683, -0.88488724, 0.01632248, 0.91753220, 1.62232179, -0.52967149]
MV = [-1.5, -0.8417280, 0, 0.8417280, 1.5, -0.5099572]
# Positions that quanteda.textmodels prints for the same texts; it holds them by a prior, we do not.
QUANTEDA = [-1.29057, -0.61644, 0.03351, 0.70961, 1.52334, -0.35945]

# The simulated texts of austin's vignette (rows W01 to W12, columns D01 to D10), with its estimates.
AUSTIN = """
 41  39  28  27  30  23  16  12  13  10    41  35  28  24  28  15  15  13   6   9
 40  27  29  31  25   9  12  16   8   3     9  12  20  14  18  22  27  27  28  42
 11   8  17  26  18  35  30  30  41  43     5   5  14  15  28  26  26  28  34  28
 89  93  76  81  61  49  50  34  31  25   104 102  83  81  64  54  43  36  35  13
 83  97  88  78  62  57  42  42  23  22    24  33  38  45  62  70  89  98 103 107
 21  25  42  36  43  69  74  83  93  94    32  24  37  42  61  71  76  81  85 104
"""
AUSTIN_POSITIONS = [-1.3824, -1.2908, -0.7084, -0.6238, -0.2130, 0.2960, 0.5300, 0.7416, 1.1162, 1.5329]
AUSTIN_ERRORS = [0.10698, 0.10416, 0.09127, 0.09009, 0.08674, 0.08795, 0.09052, 0.09397, 0.10283, 0.11717]
AUSTIN_WEIGHTS = [-0.3933133, -0.4848757, -0.5384519, 0.5757630, 0.6057153, 0.6166657]
AUSTIN_WEIGHTS += [-0.3579225, -0.4535794, -0.3838047, 0.6273774, 0.6449619, 0.5892480]


def tidy(table, documents, words):
    """Return counts of a table of texts by words."""
    frame = pd.DataFrame(np.asarray(table), index=documents, columns=words).rename_axis("document").reset_index()
    counts = frame.melt("document", var_name="token", value_name="count")
    return counts.sort_values("document", kind="stable", ignore_index=True)


def lbg(**more):
    """Return the counts of the artificial texts, and of further ones at other places."""
    places = PLACES | more
    rows = [[0] * place + HUMP + [0] * (20 - place) for place in places.values()]
    return tidy(rows, list(places), LETTERS)


def simulated(documents, words, length, seed):
    """Return counts drawn from the model of Wordfish, and the positions they were drawn with."""
    random = np.random.default_rng(seed)
    positions = random.normal(size=documents)
    line = random.normal(size=words) + np.outer(positions, random.normal(scale=0.5, size=words))
    shares = np.exp(line) / np.exp(line).sum(axis=1, keepdims=True)
    table = random.poisson(length * shares)
    return tidy(table, [f"d{n:02}" for n in range(documents)], [f"w{n:03}" for n in range(words)]), positions


def test_wordscores_gives_the_published_scores():
    """Virgin text −0.448, error 0.0119, and every text scored back, to six digits."""
    _, documents = wordscores(lbg(), REFERENCES)

    assert documents["score"].to_numpy() == pytest.approx(RAW, abs=5e-7)
    assert documents["error"].to_numpy() == pytest.approx(ERRORS, abs=5e-10)
    assert documents["mv"].to_numpy() == pytest.approx(MV, abs=5e-8)
    assert documents.loc[5, ["low", "high"]].tolist() == pytest.approx([-0.47137808, -0.42474008], abs=1e-6)


def test_wordscores_gives_the_published_scores_of_words():
    """A word of one text has its position, one in the middle has the middle."""
    words, _ = wordscores(lbg(), REFERENCES)
    scores = words.set_index("token")["score"]

    assert scores[["A", "F", "L", "S", "ZE", "ZK"]].tolist() == pytest.approx(
        [-1.5, -1.48125, -1.0369898, 0, 1.4809322, 1.5], abs=5e-8
    )


def test_virgin_texts_are_spread_as_the_references():
    """The published rescaling took all six texts for virgin; so do six copies."""
    copies = {f"{name}'": place for name, place in PLACES.items()}
    counts = lbg(**copies)
    counts = counts[counts["document"] != "V1"]
    _, documents = wordscores(counts, REFERENCES)

    assert documents.loc[documents["reference"].isna(), "lbg"].to_numpy() == pytest.approx(LBG, abs=5e-8)
    assert documents.loc[documents["reference"].notna(), "lbg"].isna().all()


def test_one_virgin_text_cannot_be_spread():
    """The rescaling of 2003 needs two virgin texts."""
    _, documents = wordscores(lbg(), REFERENCES)

    assert documents["lbg"].isna().all()


def test_words_that_no_reference_has_are_left_out():
    """They are counted in the share, not in the score; without any scored word there is no score."""
    rows = [("a", "x", 1), ("b", "y", 1), ("new", "x", 1), ("new", "z", 3), ("strange", "z", 2)]
    _, documents = wordscores(pd.DataFrame(rows, columns=["document", "token", "count"]), {"a": 0, "b": 1})
    table = documents.set_index("document")

    assert table.loc["new", ["score", "scored", "share"]].tolist() == [0, 1, 0.25]
    assert math.isnan(table.loc["strange", "score"])
    assert table.loc["strange", "scored"] == 0


@settings(max_examples=25)
@given(st.floats(-5, 5), st.floats(0.1, 5))
def test_scores_move_with_the_scale(shift, stretch):
    """Another zero and another unit of the references give the same picture."""
    moved = {key: shift + stretch * value for key, value in REFERENCES.items()}
    _, documents = wordscores(lbg(), moved)

    assert documents["score"].to_numpy() == pytest.approx(shift + stretch * np.array(RAW), abs=1e-5)


@pytest.mark.parametrize(
    ("references", "message"),
    [
        ({"R1": -1, "R6": 1}, "There is no text 'R6' in the counts"),
        ({"R1": 1}, "at least two reference texts at different positions"),
        ({"R1": 1, "R2": 1}, "at least two reference texts at different positions"),
        ({"R1": 1, "R2": math.nan}, "position of the reference text 'R2' is nan"),
        ({"R1": 0, "R2": 0, "R3": 1}, "'R1' and 'R2' share the lowest position, 0"),
        ({"R1": 0, "R2": 1, "R3": 1}, "'R2' and 'R3' share the highest position, 1"),
    ],
)
def test_references_that_make_no_scale_are_refused(references, message):
    """The message names the text and what is needed."""
    with pytest.raises(MethodError, match=message):
        wordscores(lbg(), references)


def test_a_confidence_is_a_share():
    """95 is not 0.95."""
    with pytest.raises(MethodError, match=r"between 0 and 1, such as 0\.95, not 95"):
        wordscores(lbg(), REFERENCES, confidence=95)


def test_wordfish_gives_the_estimates_of_austin():
    """Positions, errors and weights of its vignette, to the third digit."""
    table = np.array(AUSTIN.split(), dtype=int).reshape(12, 10).T
    counts = tidy(table, [f"D{n:02}" for n in range(1, 11)], [f"W{n:02}" for n in range(1, 13)])
    words, documents = wordfish(counts, direction=("D01", "D10"))
    # Austin prints positions after a last step that moves them off mean 0 and deviation 1.
    positions = (np.array(AUSTIN_POSITIONS) - np.mean(AUSTIN_POSITIONS)) / np.std(AUSTIN_POSITIONS, ddof=1)

    assert documents["position"].to_numpy() == pytest.approx(positions, abs=5e-4)
    assert documents["error"].to_numpy() == pytest.approx(AUSTIN_ERRORS, abs=5e-4)
    weights = words.sort_values("token")["weight"].to_numpy()
    assert weights == pytest.approx(np.array(AUSTIN_WEIGHTS) - np.mean(AUSTIN_WEIGHTS), abs=1e-3)


def test_wordfish_orders_the_artificial_texts_as_published():
    """Same order as quanteda's estimates, and nearly the same distances."""
    _, documents = wordfish(lbg(), direction=("R1", "R5"))
    positions = documents["position"].to_numpy()

    assert positions.argsort().tolist() == np.argsort(QUANTEDA).tolist()
    assert np.corrcoef(positions, QUANTEDA)[0, 1] > 0.998


@pytest.mark.parametrize("seed", [1, 2])
def test_wordfish_recovers_simulated_positions(seed):
    """Texts drawn from the model stand where they were drawn, within their intervals."""
    counts, true = simulated(documents=15, words=150, length=2000, seed=seed)
    true = (true - true.mean()) / true.std(ddof=1)
    low, high = f"d{true.argmin():02}", f"d{true.argmax():02}"
    _, documents = wordfish(counts, direction=(low, high))

    assert np.corrcoef(documents["position"], true)[0, 1] > 0.98
    assert ((documents["low"] < true) & (true < documents["high"])).mean() > 0.6


def test_wordfish_is_identified():
    """Mean 0, deviation 1, first length 0, mean weight 0, in the direction asked for."""
    counts, _ = simulated(documents=6, words=30, length=500, seed=3)
    words, documents = wordfish(counts, direction=("d04", "d01"))

    assert documents["position"].mean() == pytest.approx(0, abs=1e-12)
    assert documents["position"].std() == pytest.approx(1)
    assert documents["length"].iloc[0] == 0
    assert words["weight"].mean() == pytest.approx(0, abs=1e-12)
    assert documents.set_index("document")["position"].pipe(lambda of: of["d04"] < of["d01"])


def test_the_direction_turns_the_line_and_nothing_else():
    """The other direction gives the mirror image."""
    counts, _ = simulated(documents=6, words=30, length=500, seed=3)
    _, one = wordfish(counts, direction=("d04", "d01"))
    _, two = wordfish(counts, direction=("d01", "d04"))

    assert one["position"].to_numpy() == pytest.approx(-two["position"].to_numpy(), abs=1e-6)


def test_the_expected_counts_add_up():
    """With the parameters returned, every text has as many words as it has."""
    counts, _ = simulated(documents=6, words=30, length=500, seed=4)
    words, documents = wordfish(counts, direction=("d00", "d01"))
    line = np.outer(documents["position"], words["weight"]) + words["constant"].to_numpy()
    expected = np.exp(line + documents["length"].to_numpy()[:, None]).sum(axis=1)

    assert expected == pytest.approx(documents["tokens"].to_numpy())


def test_the_seed_does_not_move_the_result():
    """Three starts lead to one end; the same seed gives the same digits."""
    counts, _ = simulated(documents=6, words=30, length=500, seed=5)
    ends = [wordfish(counts, direction=("d00", "d01"), seed=seed)[1]["position"].to_numpy() for seed in (0, 0, 9)]

    assert (ends[0] == ends[1]).all()
    assert ends[0] == pytest.approx(ends[2], abs=1e-4)


def test_a_search_that_does_not_end_is_an_error():
    """No half-found positions are handed out."""
    with pytest.raises(MethodError, match="The positions were not found in 2 steps"):
        wordfish(lbg(), direction=("R1", "R5"), patience=2)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        ({"direction": ("R1", "R9")}, "There is no text 'R9' in the counts"),
        ({"direction": ("R1", "R1")}, "The direction names two texts"),
        ({"direction": "R1"}, "The direction names two texts"),
        ({"direction": ("R1", "R5", "R5")}, "The direction names two texts"),
        ({"direction": ("R1", "R5"), "prior": 0}, "The prior is a standard deviation, above 0, not 0"),
    ],
)
def test_a_line_needs_a_direction(ask, message):
    """Two texts of the counts, and a prior above zero."""
    with pytest.raises(MethodError, match=message):
        wordfish(lbg(), **ask)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([[1, 2], [2, 1]], "at least three texts, and there are 2"),
        ([[1, 2], [2, 1], [0, 0]], "The text 'c' has no words"),
        ([[1, 2], [2, 4], [3, 6]], "no line along which they differ"),
    ],
)
def test_texts_without_a_line_are_refused(rows, message):
    """Two texts, an empty text, texts with the same shares."""
    with pytest.raises(MethodError, match=message):
        wordfish(tidy(rows, list("abc")[: len(rows)], ["x", "y"]), direction=("a", "b"))


def test_shares_are_no_counts():
    """Relative frequencies gave an empty table; now the row is named."""
    counts = lbg()
    counts["count"] = counts["count"] / counts.groupby("document")["count"].transform("sum")
    with pytest.raises(MethodError, match=r"Row 1 of the counts holds 'A' .* not a share"):
        wordscores(counts, REFERENCES)


def test_a_text_without_a_name_is_refused():
    """Its row is named."""
    counts = lbg()
    counts.loc[2, "document"] = None
    with pytest.raises(MethodError, match=r"Row 3 of the counts .* in the document nan"):
        wordfish(counts, direction=("R1", "R5"))


@pytest.mark.parametrize(
    "ask", [lambda c: wordscores(c, {"0": 0, "1": 1}), lambda c: wordfish(c, direction=("0", "1"))]
)
def test_a_table_too_big_for_the_memory_is_refused(ask):
    """7,100 texts times 7,100 words are more than 50 million cells."""
    names = [str(number) for number in range(7100)]
    with pytest.raises(MethodError, match=r"7,100 texts times 7,100 words .* Leave out words"):
        ask(pd.DataFrame({"document": names, "token": names, "count": 1}))


def test_a_line_is_found_in_pure_noise():
    """Ten texts of one distribution: most intervals leave out 0, as the notes say."""
    table = np.random.default_rng(1).multinomial(1000, np.full(100, 0.01), size=10)
    _, documents = wordfish(tidy(table, list("abcdefghij"), [f"w{n}" for n in range(100)]), direction=("a", "j"))

    assert ((documents["low"] > 0) | (documents["high"] < 0)).mean() >= 0.6
