"""Agreement between coders: published values, second opinions, laws, intervals, and what is refused."""

import json
from functools import partial
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats import inter_rater

from coursekit.content.reliability.agreement import agreement, agreement_by_code
from coursekit.content.reliability.alpha import krippendorff_alpha
from coursekit.content.reliability.bootstrap import bootstrap
from coursekit.content.reliability.coefficients import fleiss_kappa, gwet_ac1, percent_agreement, scott_pi
from coursekit.content.reliability.kappa import cohen_kappa
from coursekit.content.reliability.presence import presence
from coursekit.content.reliability.ratings import ratings_from_rows, ratings_from_table, ratings_from_wide
from coursekit.errors import MethodError

HERE = Path(__file__).parent
LEVELS = ("nominal", "ordinal", "interval", "ratio")
COEFFICIENTS = {
    "percent_agreement": percent_agreement,
    "cohen_kappa": cohen_kappa,
    "cohen_kappa linear": partial(cohen_kappa, weights="linear"),
    "scott_pi": scott_pi,
    "fleiss_kappa": fleiss_kappa,
    "gwet_ac1": gwet_ac1,
    **{f"krippendorff_alpha {level}": partial(krippendorff_alpha, level=level) for level in LEVELS},
}
NAMES = {
    "percent agreement": percent_agreement,
    "Cohen's kappa": cohen_kappa,
    "Cohen's kappa, linear": partial(cohen_kappa, weights="linear"),
    "Cohen's kappa, quadratic": partial(cohen_kappa, weights="quadratic"),
    "Scott's pi": scott_pi,
    "Fleiss' kappa": fleiss_kappa,
    "Gwet's AC1": gwet_ac1,
    "Krippendorff's alpha": krippendorff_alpha,
}
KRIPPENDORFF = {"A": "123321412...", "B": "1233224125.3", "C": ".3332342251.", "D": "12332441251."}


def read(name):
    return json.loads((HERE / name).read_text("utf-8"))["cases"]


def ratings_of(case):
    """Return the ratings of a published case, whatever way it is printed."""
    if "rows" in case:
        return ratings_from_rows(case["rows"])
    if "table" in case:
        return ratings_from_table(case["table"])
    values = [[value for value, times in enumerate(row) for _ in range(times)] for row in case["counts"]]
    return ratings_from_wide(pd.DataFrame(values))


def cases(name):
    return [
        pytest.param(case, coefficient, value, id=f"{case['case']}: {coefficient}")
        for case in read(name)
        for coefficient, value in case["values"].items()
    ]


@pytest.mark.parametrize(("case", "coefficient", "value"), cases("published_agreement.json"))
def test_published_values_are_reproduced(case, coefficient, value):
    """What the literature prints comes out, to four decimals or as many as it prints."""
    found = COEFFICIENTS[coefficient](ratings_of(case))

    assert round(found, case.get("digits", 4)) == value


@pytest.mark.parametrize(("case", "coefficient", "value"), cases("second_opinion.json"))
def test_irrcac_agrees(case, coefficient, value):
    """A package that is not installed here computed the same, also with missing judgements."""
    assert NAMES[coefficient](ratings_from_rows(case["rows"])) == pytest.approx(value, abs=1e-9)


@st.composite
def sheets(draw, *, values=3, most=8, missing=True):
    """Return sheets of units and coders; at least two values vary, in units of two coders."""
    coders, units = draw(st.integers(2, 5)), draw(st.integers(2, most))
    cell = st.integers(1, values) if not missing else st.one_of(st.integers(1, values), st.none())
    cells = draw(st.lists(st.lists(cell, min_size=coders, max_size=coders), min_size=units, max_size=units))
    sheet = pd.DataFrame(cells, dtype=float, columns=list("ABCDE")[:coders])
    compared = sheet[sheet.notna().sum(axis=1) >= 2]
    assume(len(np.unique(compared.to_numpy()[compared.notna().to_numpy()])) > 1)
    assume((sheet.notna().sum() > 0).all())
    return sheet


@given(sheets(values=5), st.sampled_from(LEVELS))
@settings(max_examples=60)
def test_alpha_equals_the_package_krippendorff(sheet, level):
    """At every level, with values missing, the reference package gives the same alpha."""
    theirs = krippendorff.alpha(reliability_data=sheet.to_numpy().T, level_of_measurement=level)

    assert krippendorff_alpha(ratings_from_wide(sheet), level=level) == pytest.approx(theirs, abs=1e-9)


@given(sheets(missing=False))
@settings(max_examples=25)
def test_fleiss_kappa_equals_statsmodels(sheet):
    """Where every coder judged every unit, statsmodels gives the same Fleiss' kappa."""
    counted, _ = inter_rater.aggregate_raters(sheet.to_numpy())

    assert fleiss_kappa(ratings_from_wide(sheet)) == pytest.approx(inter_rater.fleiss_kappa(counted), abs=1e-9)


@given(sheets(values=4), st.sampled_from([percent_agreement, fleiss_kappa, gwet_ac1, krippendorff_alpha]), st.data())
@settings(max_examples=40)
def test_names_and_order_of_coders_units_and_values_do_not_matter(sheet, coefficient, data):
    """Agreement on names is the same whoever is called what, in whatever order rows stand."""
    ratings = ratings_from_wide(sheet)
    names = dict(zip([1.0, 2.0, 3.0, 4.0], data.draw(st.permutations(["w", "x", "y", "z"])), strict=True))
    shuffled = ratings.assign(
        value=ratings["value"].map(names), coder=ratings["coder"].map(dict(zip("ABCDE", "VWXYZ", strict=True)))
    )
    shuffled = shuffled.sample(frac=1, random_state=data.draw(st.integers(0, 99)))

    assert coefficient(shuffled) == pytest.approx(coefficient(ratings), abs=1e-12)


@given(sheets(missing=False), st.sampled_from(list(NAMES.values())))
@settings(max_examples=40)
def test_coders_who_always_agree_have_full_agreement(sheet, coefficient):
    """Where all coders repeat one coder, every coefficient is one."""
    assume(len(set(sheet["A"])) > 1)
    same = pd.DataFrame({"A": sheet["A"], "B": sheet["A"]})

    assert coefficient(ratings_from_wide(same)) == pytest.approx(1)


@given(sheets(missing=False, values=5), st.sampled_from(LEVELS[2:]), st.integers(2, 9))
@settings(max_examples=25)
def test_alpha_does_not_depend_on_the_unit_of_measurement(sheet, level, times):
    """Amounts in thousands agree as well as amounts in ones."""
    ours = krippendorff_alpha(ratings_from_wide(sheet), level=level)

    assert krippendorff_alpha(ratings_from_wide(sheet * times), level=level) == pytest.approx(ours, abs=1e-9)


def test_alpha_nears_pi_when_there_are_many_units():
    """The two differ by how a value is paired with itself, which fades as units are added."""
    draw = np.random.default_rng(3)
    first = draw.integers(1, 4, 20_000)
    second = np.where(draw.random(20_000) < 0.6, first, draw.integers(1, 4, 20_000))
    ratings = ratings_from_wide(pd.DataFrame({"A": first, "B": second}))

    assert krippendorff_alpha(ratings) == pytest.approx(scott_pi(ratings), abs=1e-4)
    assert krippendorff_alpha(ratings) != scott_pi(ratings)


def crowd(value=lambda draw: int(draw.integers(1, 4))):
    """Return ratings of many coders who judged two or three units each."""
    draw = np.random.default_rng(8)
    pairs = {(f"s{number}", f"c{coder}") for number in range(60) for coder in draw.integers(0, 40, 3)}
    return frame(*((unit, coder, value(draw)) for unit, coder in sorted(pairs)))


@given(
    sheets(values=4).filter(lambda sheet: len(sheet) > 1),
    st.sampled_from([cohen_kappa, COEFFICIENTS["cohen_kappa linear"], scott_pi]),
    st.data(),
)
@settings(max_examples=40)
def test_of_two_coders_each_keeps_their_own_shares(sheet, coefficient, data):
    """Order of rows, rows without a value and categories without a judgement change nothing."""
    sheet = sheet[["A", "B"]]
    assume(sheet.notna().all(axis=1).any())
    rows = ratings_from_wide(sheet).dropna().astype({"unit": object, "coder": object})
    empty = pd.DataFrame({"unit": [f"e{n}" for n in range(60)], "coder": list("ABC") * 20, "value": np.nan})
    more = pd.concat([rows.sample(frac=1, random_state=data.draw(st.integers(0, 99))), empty])
    wide = rows.assign(
        unit=pd.Categorical(rows["unit"], [*range(200)]), coder=pd.Categorical(rows["coder"], list("ZBYA"))
    )

    expected = coefficient(rows)
    assert coefficient(more) == pytest.approx(expected, abs=1e-12, nan_ok=True)
    assert coefficient(wide) == pytest.approx(expected, abs=1e-12, nan_ok=True)
    turned = sheet.rename(columns={"A": "B", "B": "A"})[["B", "A"]]
    assert coefficient(ratings_from_wide(turned)) == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_rows_without_a_value_leave_kappa_as_it_is():
    """Eight units, coders in mixed order: the kappa of scikit-learn, however many rows are empty."""
    first, second = list("xxxyyxyx"), list("xyxxyyxx")
    rows = [
        (f"s{n}", coder, pair[coder == "B"]) for n, pair in enumerate(zip(first, second, strict=True)) for coder in "AB"
    ]
    mixed = frame(*(row for n in range(0, 16, 2) for row in (rows[n : n + 2][::-1] if n % 4 else rows[n : n + 2])))
    empty = frame(*((f"e{n}", "A", None) for n in range(57)))

    for ratings in (mixed, pd.concat([mixed, empty], ignore_index=True)):
        assert cohen_kappa(ratings) == pytest.approx(cohen_kappa_score(first, second))
        intervals = [bootstrap(one, cohen_kappa, replicates=50) for one in (ratings, ratings.iloc[::-1])]
        pd.testing.assert_frame_equal(*intervals)


def test_a_value_of_a_lone_judgement_is_no_step():
    """Weights count steps between the values of units that both judged, unless the scale is given."""
    pairs = ratings_from_rows({"A": "1331", "B": "1315"})
    lone = pd.concat([pairs, frame(("s9", "A", 2), ("s10", "B", 2))])

    for weights in ("linear", "quadratic"):
        expected = cohen_kappa(pairs, weights=weights)
        assert cohen_kappa(lone, weights=weights) == pytest.approx(expected)
        assert bootstrap(lone, cohen_kappa, weights=weights, replicates=1)["value"].item() == pytest.approx(expected)
        whole = cohen_kappa(pairs, weights=weights, order=[1, 2, 3, 4, 5])
        assert cohen_kappa(lone, weights=weights, order=[1, 2, 3, 4, 5]) == pytest.approx(whole)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (["1", 1, "1", "2"], r"The value 1 \(unit 's1', coder 'B'\) is a number, but '1' is text"),
        (["x", "", "x", "y"], r"The value '' \(unit 's1', coder 'B'\) is an empty text. Leave the cell empty"),
        (["x", "  ", "x", "y"], "is an empty text"),
    ],
)
def test_names_that_can_never_agree_are_refused(values, message):
    """A number among text, and text with nothing in it."""
    ratings = pd.DataFrame({"unit": ["s1", "s1", "s2", "s2"], "coder": list("ABAB"), "value": values})

    for coefficient in (percent_agreement, cohen_kappa, krippendorff_alpha):
        with pytest.raises(MethodError, match=message):
            coefficient(ratings)


@pytest.mark.parametrize("level", LEVELS)
def test_a_crowd_of_coders_is_compared_like_few(level):
    """Where most pairs of unit and coder are empty, the values are the same as in a full sheet."""
    ratings = crowd()
    sheet = ratings.set_index(["coder", "unit"])["value"].unstack("unit").to_numpy(dtype=float)  # noqa: PD010

    theirs = krippendorff.alpha(reliability_data=sheet, level_of_measurement=level)
    assert krippendorff_alpha(ratings, level=level) == pytest.approx(theirs, abs=1e-9)
    assert agreement(ratings).loc[0, "coders"] == ratings["coder"].nunique()
    with pytest.raises(MethodError, match=r"Coder 'c[0-9]+' judged unit 's[0-9]+' more than once"):
        krippendorff_alpha(pd.concat([ratings, ratings.tail(1)]), level=level)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([True, False, True, False, True, True], id="truth values"),
        pytest.param([-1, 0, -1, 5, 2, 2], id="below zero"),
        pytest.param([0.5, 0.25, 0.5, 0.5, 1e6, 1e6], id="fractions"),
        pytest.param([2007, 2019, 2007, 2019, 2019, 2019], id="years"),
        pytest.param(pd.array([1, 2, 1, None, 2, 2], dtype="Int64"), id="nullable"),
        pytest.param(["yes", "yes ", "no", " no", "yes", "no"], id="spaces"),
        pytest.param(pd.Categorical(list("abacca"), list("zcba")), id="categories"),
    ],
)
def test_names_may_be_of_any_type(values):
    """What is the same is the same, whatever it is written as."""
    ratings = pd.DataFrame({"unit": list("112233"), "coder": list("ABABAB"), "value": values})
    plain = ratings["value"].astype(object).map(lambda value: value.strip() if isinstance(value, str) else value)
    codes = {value: str(number) for number, value in enumerate(dict.fromkeys(plain.dropna()))}
    renamed = ratings.assign(value=plain.map(codes))

    assert krippendorff_alpha(ratings) == pytest.approx(krippendorff_alpha(renamed))
    assert gwet_ac1(ratings) == pytest.approx(gwet_ac1(renamed))


def test_zero_is_an_amount():
    """At the ratio level nothing and nothing do not differ, nothing and something differ fully."""
    ratings = ratings_from_rows({"A": "0012", "B": "0112"})
    theirs = krippendorff.alpha(reliability_data=[[0, 0, 1, 2], [0, 1, 1, 2]], level_of_measurement="ratio")

    assert krippendorff_alpha(ratings, level="ratio") == pytest.approx(theirs, abs=1e-9)


def test_too_many_different_values_are_refused_before_memory_ends(monkeypatch):
    """Measured numbers taken for names would need a table of all of them."""
    monkeypatch.setattr("coursekit.content.reliability.judgements.MOST_CELLS", 20)
    with pytest.raises(MethodError, match="level='interval'"):
        krippendorff_alpha(ratings_from_wide(pd.DataFrame(np.arange(10.0).reshape(5, 2) ** 2)))


def test_the_ordinal_level_takes_words_in_their_order():
    """Words with an order give what their ranks give, as a list or as an ordered category."""
    ranks = ratings_from_rows({"A": "1213", "B": "1323"})
    order = ["low", "middle", "high"]
    words = ranks.assign(value=ranks["value"].map(dict(zip([1, 2, 3], order, strict=True))))
    category = words.assign(value=pd.Categorical(words["value"], order, ordered=True))

    expected = krippendorff_alpha(ranks, level="ordinal")
    assert krippendorff_alpha(words, level="ordinal", order=order) == expected
    assert krippendorff_alpha(category, level="ordinal") == expected


def test_weighted_kappa_of_words_needs_and_uses_their_order():
    """The steps are those of the scale, also over a value that nobody used."""
    order = ["none", "low", "middle", "high"]
    ratings = pd.DataFrame(
        {"unit": list("112233"), "coder": list("ABABAB"), "value": ["none", "low", "high", "high", "low", "none"]}
    )

    found = cohen_kappa(ratings, weights="quadratic", order=order)

    assert found == pytest.approx(cohen_kappa_score([0, 3, 1], [1, 3, 0], weights="quadratic", labels=range(4)))
    with pytest.raises(MethodError, match=r"order=\['low', 'middle', 'high'\]"):
        cohen_kappa(ratings, weights="linear")


def test_numbers_written_as_text_are_numbers():
    """A column read as text is measured all the same."""
    ratings = ratings_from_rows({"A": "123", "B": "133"})

    assert krippendorff_alpha(ratings.astype({"value": str}), level="interval") == pytest.approx(
        krippendorff_alpha(ratings, level="interval")
    )


def test_years_keep_their_digits():
    """Numbers far from zero lose nothing: the differences are what counts."""
    sheet = pd.DataFrame({"A": [2007.25, 2019.5, 2007.75], "B": [2007.5, 2019.5, 2008.0]})
    far = sheet + 1e7

    theirs = krippendorff.alpha(reliability_data=(sheet - 2000).to_numpy().T, level_of_measurement="interval")
    assert krippendorff_alpha(ratings_from_wide(far), level="interval") == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("level", LEVELS)
def test_alpha_is_undefined_where_nothing_varies(level):
    """One value throughout proves nothing, and says so; the percentage is full."""
    ratings = ratings_from_rows({"A": "1111", "B": "1111"})

    assert np.isnan(krippendorff_alpha(ratings, level=level))
    assert percent_agreement(ratings) == 1


def test_the_others_are_undefined_with_chance_where_one_value_occurs():
    """Chance explains everything; AC1 alone can be told that another value was possible."""
    ratings = ratings_from_rows({"A": "1111", "B": "1111"})

    assert all(np.isnan(one(ratings)) for one in (cohen_kappa, scott_pi, fleiss_kappa, gwet_ac1))
    assert gwet_ac1(ratings, values=[0, 1]) == 1


def test_units_of_one_coder_count_for_nothing_in_alpha():
    """Alpha compares pairs; a lone judgement has none."""
    lone = {"A": "1221.", "B": "1212."}

    assert krippendorff_alpha(ratings_from_rows({**lone, "A": "12212"})) == krippendorff_alpha(ratings_from_rows(lone))


def frame(*rows):
    return pd.DataFrame(rows, columns=["unit", "coder", "value"])


@pytest.mark.parametrize(
    ("ratings", "options", "message"),
    [
        (frame(("s1", "A", 1), ("s1", "A", 2), ("s1", "B", 1)), {}, "Coder 'A' judged unit 's1' more than once"),
        (frame(("s1", "A", 1), ("s2", "A", 2)), {}, "at least two coders, only 'A' gave any"),
        (frame(("s1", "A", None)), {}, "at least two coders, nobody gave any"),
        (frame(("s1", "A", 1), ("s2", "B", 2)), {}, r"No unit was judged by two coders \(A, B\)"),
        (frame(("s1", "A", 1), (None, "B", 2)), {}, "Row 1 of the ratings has no unit"),
        (frame(("s1", "A", 1), ("s1", None, 2)), {}, "Row 1 of the ratings has no coder"),
        (frame(("s1", "A", 1), ("s1", "B", "high")), {"level": "interval"}, r"'high' \(unit 's1', coder 'B'\)"),
        (frame(("s1", "A", 1), ("s1", "B", -2)), {"level": "ratio"}, r"-2 \(unit 's1', coder 'B'\) is below zero"),
        (frame(("s1", "A", "x"), ("s1", "B", "y")), {"level": "ordinal"}, "from the lowest to the highest"),
        (
            frame(("s1", "A", "low"), ("s1", "B", "hihg")),
            {"level": "ordinal", "order": ["low", "high"]},
            "'hihg'.*Did you mean 'high'",
        ),
        (frame(("s1", "A", 1), ("s1", "B", 2)), {"level": "ordinal", "order": [1, 2, 1]}, "stands twice"),
        (frame(("s1", "A", 1), ("s1", "B", 2)), {"level": "intervall"}, "Did you mean 'interval'"),
        (pd.DataFrame({"units": ["s1"], "coder": ["A"], "value": [1]}), {}, "no column 'unit' in the ratings"),
    ],
)
def test_what_cannot_be_compared_is_named(ratings, options, message):
    """The message says which value, unit or coder it is, and what to do."""
    with pytest.raises(MethodError, match=message):
        krippendorff_alpha(ratings, **options)


def test_kappa_of_three_coders_is_refused_with_an_alternative():
    """Cohen's kappa and Scott's pi know two coders."""
    ratings = ratings_from_rows({"A": "12", "B": "12", "C": "21"})

    for coefficient in (cohen_kappa, scott_pi):
        with pytest.raises(MethodError, match=r"there are 3: A, B, C.*fleiss_kappa"):
            coefficient(ratings)
    with pytest.raises(MethodError, match="Did you mean 'linear'"):
        cohen_kappa(ratings, weights="linea")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ratings_from_rows({"A": "12", "B": "1"}), "'A' has 2, 'B' has 1"),
        (lambda: ratings_from_rows({}), "there is none"),
        (lambda: ratings_from_table([[1, 2, 3], [4, 5, 6]]), "the same values, each once"),
        (lambda: ratings_from_table([[1, 2], [0.5, 3]]), "Row 2, column 1 of the table holds 0.5"),
        (lambda: ratings_from_wide(pd.DataFrame([[1, 2]], columns=["A", "A"])), "Two columns are named 'A'"),
        (lambda: ratings_from_wide(pd.DataFrame([[1, 2]], columns=["A", None])), "A column has no name"),
    ],
)
def test_ratings_that_cannot_be_made_are_named(make, message):
    """A row too short, a table that is not square, a count that is none."""
    with pytest.raises(MethodError, match=message):
        make()


def test_a_table_of_two_coders_keeps_its_counts():
    """Ratings made of a table count up to the table, with its names."""
    table = pd.DataFrame([[3, 1], [0, 2]], index=["yes", "no"], columns=["yes", "no"])
    first, second = (ratings["value"].to_numpy() for _, ratings in ratings_from_table(table).groupby("coder"))

    assert pd.crosstab(first, second).loc[["yes", "no"], ["yes", "no"]].to_numpy().tolist() == [[3, 1], [0, 2]]


def test_all_coefficients_stand_side_by_side():
    """Two coders have six coefficients, four coders four, and what was compared is counted."""
    two = agreement(ratings_from_table([[20, 5], [10, 15]]))
    four = agreement(ratings_from_rows(KRIPPENDORFF), level="ordinal")

    assert len(two) == 6
    assert list(four["coefficient"]) == ["percent agreement", "Fleiss' kappa", "Gwet's AC1", "Krippendorff's alpha"]
    assert four["value"].round(4).iloc[-1] == 0.8154
    assert four.loc[0, ["units", "coders", "judgements"]].tolist() == [11, 4, 40]
    assert four["low"].isna().all()


def test_intervals_are_seeded_and_hold_their_value():
    """One seed one interval, whatever the order of the rows; and the value lies in it."""
    ratings = ratings_from_rows({"A": "123123123312321", "B": "123123113312221", "C": "123123123112321"})
    table = agreement(ratings, replicates=300, seed=4)

    pd.testing.assert_frame_equal(table, agreement(ratings.iloc[::-1], replicates=300, seed=4))
    assert not table["low"].equals(agreement(ratings, replicates=300, seed=5)["low"])
    assert ((table["low"] <= table["value"]) & (table["value"] <= table["high"])).all()


def one_at_a_time(coefficient):
    """Return the coefficient as a function that the bootstrap does not know."""

    def called(ratings):
        return coefficient(ratings)

    return called


@pytest.mark.parametrize(
    "name", ["percent agreement", "Cohen's kappa, quadratic", "Gwet's AC1", "Krippendorff's alpha"]
)
def test_the_fast_interval_is_the_interval_of_resampled_units(name):
    """Drawing how often each kind of unit occurs and drawing units give the same distribution."""
    ratings = ratings_from_rows({"A": "12312312331232112", "B": "1231231133122.113"})
    coefficient = NAMES[name]

    fast = bootstrap(ratings, coefficient, replicates=2000, confidence=0.8).iloc[0]
    slow = bootstrap(ratings, one_at_a_time(coefficient), replicates=200, confidence=0.8).iloc[0]

    assert fast["value"] == pytest.approx(slow["value"])
    assert [fast["low"], fast["high"]] == pytest.approx([slow["low"], slow["high"]], abs=0.1)


def test_kappa_in_resamples_is_the_kappa_of_scikit_learn():
    """With every weight one, the formula behind the interval is scikit-learn's."""
    from coursekit.content.reliability.kappa import kappa_sample
    from coursekit.content.reliability.resampling import point

    ratings = ratings_from_rows({"A": "12341234122344", "B": "12341334112343"})
    for weights in (None, "linear", "quadratic"):
        assert point(kappa_sample(ratings, weights=weights)) == pytest.approx(cohen_kappa(ratings, weights=weights))


@pytest.mark.parametrize("level", LEVELS)
def test_intervals_exist_at_every_level(level):
    """The value lies within, and resamples without variation are counted, not hidden."""
    ratings = ratings_from_rows({"A": "1111112", "B": "1111112"})

    found = bootstrap(ratings, krippendorff_alpha, level=level, replicates=200).iloc[0]

    assert found["low"] == found["high"] == found["value"] == 1
    assert 0 < found["undefined"] < 200


def test_an_interval_without_replicates_is_missing():
    """No draws, no limits; draws and confidence that make no sense are refused."""
    ratings = ratings_from_rows({"A": "12", "B": "12"})

    assert bootstrap(ratings, scott_pi, replicates=0)["low"].isna().all()
    with pytest.raises(MethodError, match="replicates=-1"):
        bootstrap(ratings, scott_pi, replicates=-1)
    with pytest.raises(MethodError, match="confidence=95"):
        agreement(ratings, confidence=95)


def test_intervals_do_not_hang_on_the_index_of_the_table():
    """Rows picked out of a larger table, with doubled labels, resample all the same."""
    ratings = ratings_from_rows({"A": "1212", "B": "1211"}).set_axis([7] * 8)

    found = bootstrap(ratings, one_at_a_time(percent_agreement), replicates=20)
    assert 0 <= found["low"].iloc[0] <= found["high"].iloc[0] <= 1


def codings(*rows):
    return pd.DataFrame(rows, columns=["unit", "coder", "code"])


READ = codings(
    ("s1", "A", "water"),
    ("s1", "A", "trade"),
    ("s1", "B", "water"),
    ("s2", "A", None),
    ("s2", "B", "trade"),
    ("s3", "A", "water"),
)


def test_presence_asks_every_code_of_every_unit_that_was_read():
    """A unit read and found empty is a no; a unit without a row is missing, unless all units are named."""
    asked = presence(READ).set_index(["code", "unit", "coder"])["value"]

    assert asked.to_dict() == {
        ("trade", "s1", "A"): 1,
        ("trade", "s1", "B"): 0,
        ("trade", "s2", "A"): 0,
        ("trade", "s2", "B"): 1,
        ("trade", "s3", "A"): 0,
        ("water", "s1", "A"): 1,
        ("water", "s1", "B"): 1,
        ("water", "s2", "A"): 0,
        ("water", "s2", "B"): 0,
        ("water", "s3", "A"): 1,
    }
    everywhere = presence(READ, ["s1", "s2", "s3", "s4"])
    assert len(everywhere) == 2 * 4 * 2
    assert everywhere.equals(presence(READ, pd.DataFrame({"unit": ["s1", "s2", "s3", "s4"]})))


def test_a_code_given_twice_in_a_unit_is_given():
    """Two passages of one unit with one code are one yes."""
    assert presence(pd.concat([READ, READ]))["value"].tolist() == presence(READ)["value"].tolist()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: presence(READ, ["s1", "s2"]), "unit 's3' .row 5. that is not among the units"),
        (lambda: presence(READ.assign(round=[1, 1, 1, 1, 2, 2])), r"several rounds \(1, 2\)"),
        (lambda: presence(READ.assign(coder=None)), "Row 0 of the codings has no coder"),
        (lambda: presence(READ.head(0)), "have no row"),
        (lambda: presence(READ.replace("trade", "")), r"The code '' \(row 1 of the codings\) is an empty text"),
        (lambda: presence(READ.replace("trade", "a; b")), r"The code 'a; b' \(row 1 .*\) holds a semicolon"),
        (lambda: agreement_by_code(READ, units="s1"), r"units='s1' is one text"),
        (lambda: presence(READ, units="s1"), r"units=\['s1'\]"),
        (lambda: agreement_by_code(codings(("s1", "A", None), ("s1", "B", None))), "hold no code"),
    ],
)
def test_codings_that_cannot_be_asked_are_named(call, message):
    """Units that do not exist, rounds mixed, nothing coded."""
    with pytest.raises(MethodError, match=message):
        call()


def test_agreement_code_by_code_is_agreement_of_presence():
    """Each code has the coefficients of its own yes and no, with how often it was given."""
    coded = codings(*[(f"s{n}", coder, code) for n in range(12) for coder, code in zip("AB", _answers(n), strict=True)])
    table = agreement_by_code(coded, replicates=50).set_index(["code", "coefficient"])
    drawn = bootstrap(presence(coded).query("code == 'water'"), krippendorff_alpha, replicates=50)
    assert table.loc[("water", "Krippendorff's alpha"), "undefined"] == drawn["undefined"].item()
    water = presence(coded).query("code == 'water'")

    assert table.loc[("water", "Krippendorff's alpha"), "value"] == krippendorff_alpha(water)
    assert table.loc[("water", "Cohen's kappa"), "value"] == cohen_kappa(water)
    assert table.loc["water", "given"].unique().tolist() == [water["value"].sum()]
    assert (table["low"] <= table["value"] + 1e-12).all()


def _answers(number):
    return ("water", "trade") if number == 5 else ("water", "water") if number % 2 else ("trade", "trade")


def test_a_code_that_everyone_gave_everywhere_has_no_alpha_but_an_ac1():
    """Nothing varies: kappa and alpha are missing, AC1 knows that no was possible."""
    everywhere = codings(*[(f"s{n}", coder, "water") for n in range(4) for coder in "AB"])
    table = agreement_by_code(everywhere).set_index("coefficient")["value"]

    assert table["Gwet's AC1"] == table["percent agreement"] == 1
    assert table[["Cohen's kappa", "Krippendorff's alpha"]].isna().all()
