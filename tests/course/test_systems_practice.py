"""The practice of chapter 15 marks as right only what the data say."""

import re
from functools import cache
from itertools import product
from pathlib import Path

import networkx as nx
import pytest

from coursekit.data import load
from coursekit.data.actors import FIVE
from coursekit.plots.chapters.systems_analysis_laboratory.actors import one_union
from coursekit.plots.chapters.systems_analysis_laboratory.removal import meetings_struck
from coursekit.questions import read_bank
from coursekit.systems import (
    causal_diagram,
    loops,
    network,
    projection,
    removals,
    sensitivity,
)

BANK = Path(__file__).parent.parent.parent / "exercises" / "15-systems-analysis-laboratory" / "questions.toml"


@cache
def versions():
    """Return each practice question with its variants, by name."""
    return {
        question.id.partition("/")[2]: (question, *question.variants)
        for question in read_bank(BANK)
        if question.place == "practice"
    }


def version(name, number=0):
    """Return one version of a question."""
    return versions()[name][number]


@cache
def lists():
    """Return the set of actors of each event, the Union as one actor."""
    return tuple(frozenset(row.split(";")) for row in one_union(load("events"))["actors"])


@cache
def meetings():
    """Return the network of actors and events, the Union as one actor."""
    return network(kinds=["actor", "event"], events=one_union(load("events")))


@cache
def web(weight="count"):
    """Return the network of actors."""
    return projection(meetings(), "actor", weight=weight)


@cache
def full():
    """Return the network of all kinds, the Union as one actor."""
    return network(events=one_union(load("events")))


def pairings(sets):
    """Count two names in one list."""
    return sum(len(each) * (len(each) - 1) // 2 for each in sets)


def share_of_fives():
    """Return which share of all pairings comes from events that name all five, in per cent."""
    return round(100 * pairings(each for each in lists() if each >= set(FIVE)) / pairings(lists()))


def between(links, node):
    """Return the betweenness in a small network."""
    return nx.betweenness_centrality(nx.Graph(links.split()))[node]


SMALL = [set(each.split()) for each in ("U A", "U A B", "A B", "U B C", "A C")]


def mean_of_draws(count):
    """Return how many pairings remain on average when so many of the small lists are struck."""
    draws = [keep for keep in product((True, False), repeat=len(SMALL)) if keep.count(False) == count]
    kept = [pairings(each for each, stays in zip(SMALL, keep, strict=True) if stays) for keep in draws]
    return sum(kept) / len(kept)


def kept_weight(struck):
    """Return the pairings of the small register without a name."""
    return pairings(each - {struck} for each in SMALL)


ANSWERS = [
    ("lists-of-five", 0, share_of_fives),
    ("between-by-hand", 0, lambda: between("AB BC CD", "B")),
    ("between-by-hand", 1, lambda: between("AB BC CD DA", "A")),
    ("between-by-hand", 2, lambda: between("AB BC AC CD", "B")),
    ("names-and-meetings", 0, lambda: kept_weight("U")),
    ("names-and-meetings", 1, lambda: pairings(each for each in SMALL if "U" not in each)),
    ("names-and-meetings", 2, lambda: mean_of_draws(3)),
]


@pytest.mark.parametrize(("name", "number", "computed"), ANSWERS, ids=[f"{row[0]}-{row[1]}" for row in ANSWERS])
def test_a_number_of_the_bank_is_the_computed_one(name, number, computed):
    """The answer differs from the computed value by rounding only, and the value itself is accepted."""
    body = version(name, number).body
    value = computed()

    assert body.answer == pytest.approx(value, abs=0.0051)
    assert body.check(f"{value:.4f}", "").code in ("correct", "predict_close")


def test_every_version_with_a_number_stands_in_the_table():
    """No number is taken on trust."""
    asked = {
        (name, number)
        for name, each in versions().items()
        for number, question in enumerate(each)
        if question.kind in ("number", "predict")
    }

    assert asked == {(name, number) for name, number, _ in ANSWERS}


def register_says():
    """What the questions on the register tell of it."""
    fives = sum(each >= set(FIVE) for each in lists())
    in_fives = pairings(each for each in lists() if each >= set(FIVE))
    pairs = sum(len(each) == 2 for each in lists())
    share = round(100 * fives / len(lists()))
    assert 100 * pairs / pairings(lists()) < 5
    assert all("KAZ" in each for each in lists() if len(each) >= 6)
    assert sorted(len(each) for each in lists() if "AFG" in each)[-6:] == [7, 7, 7, 7, 7, 10]
    return (
        f"Of the {len(lists())} events of the register {fives} name all five states of Central Asia: {share} per cent",
        f"{share_of_fives()} per cent, {in_fives:,} of {pairings(lists()):,} pairings",
        f"The {pairs} events that name exactly two actors",
        f"Strike each of the {len(web())} actors in turn",
    )


def unlinked():
    """Documents without themes, and a theme without documents."""
    documents = [node for node, kind in full().nodes(data="kind") if kind == "document"]
    themed = [node for node in documents if any(full().nodes[other]["kind"] == "theme" for other in full()[node])]
    weights = load("priorities")
    rows = weights[weights["code"] == "nonproliferation"].set_index("document")
    assert list(full()["ep2024strategy"]) == ["E174"]
    assert set(themed) == set(weights["document"])
    assert not any(full().nodes[node]["kind"] == "document" for node in full()["nonproliferation"])
    assert sorted(rows.index) == ["eu2019strategy", "us2023c5plus1"]
    assert rows.loc["eu2019strategy", "circular"]
    assert (rows["salience"] == [1, 0]).all()
    assert rows.loc["us2023c5plus1", "basis"] == "seen_full"
    return (f"as for {len(documents) - len(themed)} of the {len(documents)} documents in the network",)


def bridges():
    """Which removals cut a path, and how many themes serve each interest."""
    actors, themes = removals(web()), removals(full(), kind="theme")
    interests = load("codebook").set_index("code")["interest"]
    served = interests.value_counts()
    assert actors.loc[actors["pairs_lost"] > 0, "node"].tolist() == ["KAZ"]
    assert [each for each in lists() if "OSCE" in each] == [{"KAZ", "OSCE"}]
    assert themes.loc[themes["pairs_lost"] > 0, "node"].tolist() == ["energy_supply"]
    assert list(full()["energy"]) == ["energy_supply"]
    assert interests["energy_transition"] == "none"
    assert full().degree("energy_transition") > 2
    assert (served["security"], served["values"], served["energy"]) == (7, 4, 1)
    return (f"Strike each of the {len(themes)} themes in turn",)


def matrix():
    """The cell that decides, and how many are assumed."""
    impacts = load("cross_impacts")
    first = sensitivity(impacts, {"regional cooperation": 1.0}, "bilateral deals").iloc[0]
    assert (first["row"], first["column"]) == ("regional cooperation", "bilateral deals")
    assert first["value"] < 0 < first["one_more"]
    return (
        f"the cell holds −{-first['impact']:.0f}",
        f"of the {len(impacts)} in the course's matrix {(impacts['basis'] == 'assumed').sum()} are assumptions",
    )


def democracy():
    """The index in the model answer on the assumed arrow."""
    rows = load("governance").set_index(["indicator", "entity", "period"])["value"].sort_index()
    known = rows.loc["vdem_electoral_democracy", "KGZ"]
    return (f"stood at {known.loc['2019']:.2f} in 2019", f"at {known.loc['2024']:.2f} in 2024")


SAYINGS = [register_says, unlinked, bridges, matrix, democracy]


@pytest.mark.parametrize("say", SAYINGS, ids=lambda say: say.__name__)
def test_the_practice_says_what_the_data_say(say):
    """Each number in the words of a question is computed again, and its sentence is found."""
    words = BANK.read_text("utf-8")
    for fragment in say():
        assert fragment in words


def test_the_cards_on_chance_give_the_computed_ranges():
    """Name, what is left, the range, and the bin that follows from them."""
    known = meetings_struck().set_index("node")
    names = {"Kazakhstan": "KAZ", "Tajikistan": "TJK", "Afghanistan": "AFG", "Russia": "RUS", "NATO": "NATO"}
    names |= {"The EU as one actor": "EU", "The World Trade Organization": "WTO"}
    body = version("against-chance").body
    bins = dict(body.bins)
    for card in body.cards:
        name, *figures = re.fullmatch(
            r"(.+): ([\d.]+) per cent left; by chance ([\d.]+) to ([\d.]+)", card.text
        ).groups()
        row = known.loc[names.pop(name)]
        digits = len(figures[0].partition(".")[2])
        below, above = row["left"] < row["low"], row["left"] > row["high"]
        belongs = "Takes away more than chance" if below else "Takes away less than chance"
        assert figures == [f"{row[key]:.{digits}f}" for key in ("left", "low", "high")]
        assert bins[card.bin] == (belongs if below or above else "Within what chance does")
    assert not names


def with_sign(cause, effect, sign):
    """Return the course's causal links with another sign for one of them."""
    links = load("causal_links")
    at = (links["cause"] == cause) & (links["effect"] == effect)
    assert at.sum() == 1
    return links.assign(sign=links["sign"].mask(at, sign))


CONTESTED = [
    (0, ("weight of Russia and China", "EU engagement", "-"), "EU trade and investment", "R", "It reinforces"),
    (1, ("EU engagement", "regional cooperation", "-"), "regional cooperation → EU", "B", "It balances"),
    (2, ("turn to bilateral work", "regional cooperation", "?"), "turn to bilateral", "?", "It cannot be said"),
]


@pytest.mark.parametrize(("number", "change", "loop", "polarity", "right"), CONTESTED)
def test_a_contested_sign_gives_the_loop_another_polarity(number, change, loop, polarity, right):
    """The option marked as right is what the loops say with the reader's sign."""
    found = loops(causal_diagram(with_sign(*change)))
    before = loops(causal_diagram(load("causal_links")))
    changed = found[found["path"].str.contains(loop, regex=False)]
    body = version("contested-sign", number).body

    assert changed["polarity"].tolist() == [polarity]
    assert before.loc[before["path"] == changed["path"].item(), "polarity"].item() != polarity
    assert [option.text.startswith(right) for option in body.options if option.right] == [True]


def test_the_arrows_one_document_short_are_those_that_close_a_loop():
    """Each assumed arrow is taken for asserted in turn; the options are the five assumed arrows."""
    links = load("causal_links")
    known = links["basis"] != "assumed"
    before = len(loops(causal_diagram(links[known])))
    closing = {
        f"From {links.loc[row, 'cause']} to {links.loc[row, 'effect']}": len(
            loops(causal_diagram(links[known | (links.index == row)]))
        )
        > before
        for row in links.index[~known]
    }

    assert {option.text: option.right for option in version("one-arrow-short").body.options} == closing


SIGNS = {
    "More graduates": "++",
    "Fewer books": "++",
    "More trust": "--+",
    "More traffic": "+-",
    "More visits": "+-+",
    "More water": "---",
    "More loans": "++?",
}


def test_the_small_loops_have_the_polarity_of_their_signs():
    """Even is reinforcing, odd balancing, an unknown sign leaves it open."""
    body = version("which-way-round").body
    bins = dict(body.bins)
    for card in body.cards:
        signs = next(signs for words, signs in SIGNS.items() if card.text.startswith(words))
        by_sign = "Balances a change" if signs.count("-") % 2 else "Reinforces a change"
        assert bins[card.bin] == ("Cannot be said" if "?" in signs else by_sign)
    assert len(body.cards) == len(SIGNS)


def test_the_practice_covers_the_objectives_in_several_kinds():
    """Each objective at least twice, six kinds or more, not half of it multiple choice, four with variants."""
    asked = [each[0] for each in versions().values()]
    objectives = [question.objective for question in asked]

    assert 14 <= len(asked) <= 18
    assert all(objectives.count(f"15-O{number}") >= 2 for number in range(1, 6))
    assert len({question.kind for question in asked}) >= 6
    assert 2 * sum(question.kind == "choice" for question in asked) <= len(asked)
    assert sum(bool(question.variants) for question in asked) >= 4


#: Questions that compute on the course's own tables.
ARITHMETIC = {"predict-partners", "lists-of-five", "against-chance", "lab-1", "lab-2", "lab-4", "lab-5", "lab-6"}
#: Questions on what actors want, gain or can do, or on what evidence allows.
ON_POLICY = {
    "article-as-system",
    "what-a-link-rests-on",
    "rank-and-record",
    "strike-name-or-events",
    "winter-power",
    "matrix-says",
    "hidden",
    "no-link-to-a-theme",
    "honest-removal",
    "only-bridge",
    "contested-sign",
    "one-arrow-short",
    "test-an-arrow",
    "fill-one-cell",
    "who-wants-what",
    "sanction-line",
    "who-else-invites",
    "azerbaijan-joins",
    "lenses",
}


def test_the_bank_asks_about_the_policy_more_than_about_our_tables():
    """At most a quarter computes on our tables, at least half asks about actors or evidence."""
    names = {question.id.partition("/")[2] for question in read_bank(BANK)}

    assert names >= ARITHMETIC | ON_POLICY
    assert 4 * len(ARITHMETIC) <= len(names)
    assert 2 * len(ON_POLICY) >= len(names)


def test_those_who_called_the_five_together_did_so_without_the_union():
    """The options marked as right name events of all five at which no institution of the Union was."""
    events = load("events").set_index("id")["actors"].str.split(";").map(set)
    union = {"EU", "EC", "COUNCIL", "EP", "EIB"}
    ids = ["E107", "E164", "E170", "E126", "E182"]
    body = version("who-else-invites").body

    assert [option.right for option in body.options] == [
        set(FIVE) <= events[each] and not union & events[each] for each in ids
    ]
