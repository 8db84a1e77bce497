"""Counts of words, keyness, tf-idf and similarity."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import power_divergence
from statsmodels.stats.multitest import multipletests

from coursekit.content.words.counts import word_counts
from coursekit.content.words.keyness import keyness
from coursekit.content.words.similarity import similarity, tf_idf
from coursekit.content.words.tokens import token_table
from coursekit.errors import MethodError

COUNTS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=12).filter(
    lambda pairs: all(sum(side) > 0 for side in zip(*pairs, strict=True))
)
MILLION = (1_000_000, 1_000_000)


def counts(**documents):
    """Return counts of words by document."""
    rows = [(key, token, count) for key, words in documents.items() for token, count in words.items()]
    return pd.DataFrame(rows, columns=["document", "token", "count"])


def sides(pairs):
    """Return counts of two documents from pairs."""
    return counts(
        A={f"w{number}": a for number, (a, _) in enumerate(pairs)},
        B={f"w{number}": b for number, (_, b) in enumerate(pairs)},
    )


@pytest.mark.parametrize(
    ("a", "b", "likelihood", "ratio"), [(392, 170, 90.1301, 1.2053), (9, 32, 13.6823, -1.8301)], ids=["KEEP", "keeping"]
)
def test_published_values_of_two_corpora_of_a_million_words(a, b, likelihood, ratio):
    """KEEP 392 and 170 times, keeping 9 and 32 times: 90.13 and 1.205, 13.68 and −1.830."""
    row = keyness(counts(A={"w": a}, B={"w": b}), "A", sizes=MILLION).iloc[0]

    assert row["log_likelihood"] == pytest.approx(likelihood, abs=5e-5)
    assert row["log_ratio"] == pytest.approx(ratio, abs=5e-5)


@settings(max_examples=30)
@given(COUNTS)
def test_log_likelihood_is_the_power_divergence_of_two_cells(pairs):
    """scipy gives the same number, zeros included, and no number is negative."""
    table = keyness(sides(pairs), "A").set_index("token")
    first, second = (sum(side) for side in zip(*pairs, strict=True))
    for number, (a, b) in enumerate(pairs):
        expected = (a + b) / (first + second) * np.array([first, second])
        theirs = power_divergence([a, b], expected, lambda_="log-likelihood").statistic if a + b else 0
        assert table.loc[f"w{number}", "log_likelihood"] == pytest.approx(theirs, abs=1e-9)
    assert (table["log_likelihood"] >= 0).all()


@settings(max_examples=30)
@given(COUNTS)
def test_sides_exchanged_turn_the_sign_and_nothing_else(pairs):
    """The direction is in the log ratio alone."""
    one = keyness(sides(pairs), "A").set_index("token").sort_index()
    two = keyness(sides(pairs), "B").set_index("token").sort_index()

    assert one["log_ratio"].to_numpy() == pytest.approx(-two["log_ratio"].to_numpy(), nan_ok=True)
    assert one["log_likelihood"].to_numpy() == pytest.approx(two["log_likelihood"].to_numpy(), abs=1e-9)


def test_a_count_of_zero_is_taken_as_a_half_in_the_ratio_only():
    """A word of one side has a finite ratio; G² takes zero for zero."""
    row = keyness(counts(A={"w": 8}, B={"w": 0}), "A", sizes=(100, 100)).iloc[0]

    assert row["log_ratio"] == math.log2(16)
    assert row["log_likelihood"] == pytest.approx(2 * 8 * math.log(2))


def test_rates_and_p_belong_to_the_sizes():
    """Per 1,000 words; p of 3.84 is five per cent."""
    row = keyness(counts(A={"w": 10}, B={"w": 10}), "A", sizes=(1000, 2000)).iloc[0]

    assert row[["target_rate", "reference_rate"]].tolist() == [10, 5]
    assert row["log_ratio"] == 1
    assert row["p"] == pytest.approx(math.erfc(math.sqrt(row["log_likelihood"] / 2)))


# Few examples: theirs takes a moment for each.
@pytest.mark.parametrize(("ours", "theirs"), [("holm", "holm"), ("fdr", "fdr_bh")])
@settings(max_examples=8)
@given(COUNTS)
def test_corrections_are_those_of_statsmodels(ours, theirs, pairs):
    """Holm and Benjamini–Hochberg, word by word."""
    table = keyness(sides(pairs), "A", correction=ours).dropna(subset=["p"])

    assert table["p_adjusted"].to_numpy() == pytest.approx(multipletests(table["p"], method=theirs)[1])


def test_key_words_stand_first_and_of_them_the_biggest_difference():
    """A huge corpus makes a tiny difference key; a bigger one stands above it."""
    table = keyness(
        counts(A={"the": 60_000, "eu": 400, "rare": 1}, B={"the": 58_000, "eu": 100, "rare": 0}), "A", sizes=MILLION
    )

    assert table["token"].tolist() == ["eu", "the", "rare"]
    assert table["key"].tolist() == [True, True, False]


def test_without_correction_p_stays():
    """One may ask for plain p-values."""
    table = keyness(sides([(5, 9), (8, 2)]), "A", correction="none")

    assert table["p_adjusted"].equals(table["p"].rename("p_adjusted"))


def test_several_texts_make_a_side_and_codes_can_be_compared():
    """The reference is all that is not the target."""
    table = counts(a={"w": 1}, b={"w": 2}, c={"w": 3}, d={"w": 4}).rename(columns={"token": "code"})
    row = keyness(table, ["a", "b"], sizes=(10, 10)).iloc[0]

    assert row[["code", "target", "reference"]].tolist() == ["w", 3, 7]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        ({"target": "C"}, "There is no text 'C' in the counts"),
        ({"target": "A", "reference": "A"}, "'A' is on both sides"),
        ({"target": ["A", "B"]}, "one side has no text"),
        ({"target": "A", "sizes": (3, 100)}, "The target is said to have 3 words, but 'w' alone occurs 8 times"),
        ({"target": "A", "sizes": (100, 0)}, "The reference is said to have 0 words"),
        ({"target": "A", "correction": "bonferoni"}, "There is no correction 'bonferoni'"),
    ],
)
def test_sides_that_cannot_be_compared_are_named(ask, message):
    """The message says which text, which side, which number."""
    with pytest.raises(MethodError, match=message):
        keyness(counts(A={"w": 8}, B={"w": 2}), **ask)


def test_tokens_of_a_side_are_no_more_than_its_words():
    """Codes may be: one unit can have several."""
    table = counts(A={"w": 8, "v": 8}, B={"w": 2})
    with pytest.raises(MethodError, match=r"The target is said to have 10 words, but .* add up to 16"):
        keyness(table, "A", sizes=(10, 10))

    assert len(keyness(table.rename(columns={"token": "code"}), "A", sizes=(10, 10))) == 2


def test_a_word_of_neither_side_is_not_tested():
    """It has no ratio, is not key, and does not make the others less so."""
    without = keyness(counts(A={"w": 20, "v": 1}, B={"w": 5, "v": 1}), "A", sizes=(100, 50))
    table = keyness(counts(A={"w": 20, "v": 1, "no": 0}, B={"w": 5, "v": 1}), "A", sizes=(100, 50))

    assert table["token"].tolist()[-1] == "no"
    assert table.iloc[-1][["log_ratio", "p", "p_adjusted"]].isna().all()
    assert not table["key"].iloc[-1]
    assert table.iloc[:-1].equals(without)


@pytest.mark.parametrize("correction", ["holm", "fdr", "none"])
def test_where_no_word_is_tested_none_is_key(correction):
    """All counts may be zero when the sizes are given."""
    assert not keyness(counts(A={"w": 0}, B={"w": 0}), "A", sizes=(9, 9), correction=correction)["key"].any()


@pytest.mark.parametrize("kind", ["int64", "Int64", "float64", "object", "uint8"])
def test_whole_counts_of_any_type_will_do(kind):
    """Three is three, however it is stored."""
    table = counts(A={"w": 3}, B={"w": 1}).astype({"count": kind})

    assert keyness(table, "A", sizes=(9, 9))[["target", "reference"]].values.tolist() == [[3, 1]]


def test_words_left_out_are_several():
    """The letters of one text would be taken for words."""
    with pytest.raises(MethodError, match=r"Words to leave out are a collection, such as {'the'}"):
        word_counts(pd.DataFrame({"document": ["a"], "text": ["the water"]}), without="the")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"document": ["a"], "token": ["w"]}, "no column 'count' in the counts"),
        ({"document": [], "token": [], "count": []}, "The counts are empty"),
        (
            {"document": ["a", "a"], "token": ["w", "v"], "count": [1, -1]},
            "Row 2 of the counts holds 'v' with the count -1",
        ),
        ({"document": ["a", "a"], "token": ["w", "v"], "count": [1, 0.5]}, "Row 2 .* 'v' with the count 0.5. .* share"),
        ({"document": ["a"], "token": ["w"], "count": [math.inf]}, "Row 1 of the counts holds 'w' with the count inf"),
        ({"document": ["a"], "token": ["w"], "count": ["3"]}, "Row 1 of the counts holds 'w' with the count '3'"),
        ({"document": ["a"], "token": ["w"], "count": [None]}, "Row 1 of the counts holds 'w' with the count None"),
        ({"document": ["a", None], "token": ["w", "w"], "count": [1, 1]}, "Row 2 .* 'w' .* in the document nan"),
    ],
)
@pytest.mark.parametrize("ask", [tf_idf, similarity])
def test_counts_that_are_none_are_refused(ask, table, message):
    """Column, row and value are in the message."""
    with pytest.raises(MethodError, match=message):
        ask(pd.DataFrame(table))


def test_words_are_counted_by_text_from_the_commonest():
    """Texts in their order, equal counts by alphabet, words left out on demand."""
    texts = pd.DataFrame({"unit": ["b", "a"], "text": ["The water, the energy", "Water"]})

    assert word_counts(texts, without=["the"]).values.tolist() == [
        ["b", "energy", 1],
        ["b", "water", 1],
        ["a", "water", 1],
    ]
    assert word_counts(token_table(texts)).equals(word_counts(texts))


@pytest.mark.parametrize(
    ("language", "text", "counted"),
    [("kk", "Елдер елдерінің стратегиясы", {"ел": 2, "стратегия": 1}), ("en", "Strategy, strategies", {"strategi": 2})],
)
def test_stems_can_be_counted_in_place_of_words(language, text, counted):
    """The forms of a word come together."""
    table = word_counts(pd.DataFrame({"document": ["a"], "text": [text]}), language, stemmed=True)

    assert dict(zip(table["token"], table["count"], strict=True)) == counted


def test_weights_are_high_for_words_of_one_text():
    """The formula by hand: two texts, one word in both."""
    weights = tf_idf(counts(a={"both": 1, "own": 1, "none": 0}, b={"both": 1}))
    own, both = math.log(3 / 2) + 1, 1.0

    assert weights["token"].tolist() == ["own", "both", "both"]
    assert weights["weight"].tolist() == pytest.approx([own / math.hypot(own, both), both / math.hypot(own, both), 1])
    assert weights["count"].tolist() == [1, 1, 1]


@pytest.mark.parametrize("weights", ["tf_idf", "count"])
def test_like_texts_have_the_cosine_one_and_strangers_zero(weights):
    """Twice as long with the same shares is the same; no shared word is nothing."""
    pairs = similarity(counts(a={"x": 1, "y": 2}, b={"x": 2, "y": 4}, c={"z": 5}), weights=weights)

    assert pairs[["first", "second"]].values.tolist() == [["a", "b"], ["a", "c"], ["b", "c"]]
    assert pairs["cosine"].tolist() == pytest.approx([1, 0, 0])
    assert pairs["shared"].tolist() == [2, 0, 0]


def test_cosine_of_counts_by_hand():
    """(1·3) / (√2 · 3)."""
    pairs = similarity(counts(a={"x": 1, "y": 1}, b={"x": 3}), weights="count")

    assert pairs["cosine"].tolist() == pytest.approx([1 / math.sqrt(2)])


def test_one_text_has_nothing_to_be_compared_with():
    """And unknown weights are answered with the known."""
    with pytest.raises(MethodError, match="hold 1 text"):
        similarity(counts(a={"x": 1}))
    with pytest.raises(MethodError, match="Did you mean 'tf_idf'"):
        similarity(counts(a={"x": 1}, b={"x": 1}), weights="tfidf")
