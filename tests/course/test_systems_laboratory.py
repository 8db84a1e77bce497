"""Chapter 15 says nothing in numbers that its data do not say."""

import re
from functools import cache
from pathlib import Path

import pytest

from coursekit.chapters import problems, read_chapter
from coursekit.data import load
from coursekit.data.actors import FIVE, UNION
from coursekit.facts import lacking
from coursekit.plots.chapters.systems_analysis_laboratory.actors import (
    MEASURES,
    one_union,
    ranked,
    shared_events,
)
from coursekit.plots.chapters.systems_analysis_laboratory.causes import SHOWN, diagram
from coursekit.plots.chapters.systems_analysis_laboratory.removal import meetings_struck
from coursekit.systems import (
    cross_impact,
    loops,
    network,
    projection,
    scenarios,
    sensitivity,
    without,
)

ROOT = Path(__file__).parent.parent.parent
SLUG = "15-systems-analysis-laboratory"
PAGE = (ROOT / "book" / f"{SLUG}.md").read_text("utf-8")
BANK = (ROOT / "exercises" / SLUG / "questions.toml").read_text("utf-8")
WORDS = dict(enumerate(["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]))
WORDS |= {16: "sixteen"}


def named(events=None):
    """Return the set of actors of each event."""
    return [set(row.split(";")) for row in (load("events") if events is None else events)["actors"]]


@cache
def register():
    """Return the network of actors and events with the Union as one actor."""
    return network(kinds=["actor", "event"], events=one_union(load("events")))


@cache
def left_without(node):
    """Return how many per cent of the pairings remain when a name is struck."""
    effects = without(projection(register(), "actor"), node).set_index("effect").loc["weight"]
    return round(100 * effects["after"] / effects["before"])


def opening():
    """Two states, the events that name both, and those of them that name all five."""
    pair = shared_events().set_index(["first", "second"]).loc[("TKM", "UZB")]
    five = pair["five_union"] + pair["five_alone"]
    return f"in {pair['together']} of the {len(load('events'))} events", f"in {five} of them all five states"


def one_event_left():
    """The one event that names both and not all five."""
    events = load("events")
    left = [
        row["id"]
        for row in events.to_dict("records")
        if {"TKM", "UZB"} <= set(row["actors"].split(";")) and not set(FIVE) <= set(row["actors"].split(";"))
    ]
    (only,) = left
    return (f"One event is left, {{event}}`{only}`",)


def copresence():
    """Least and most shared events, those of all five, what is left, and the EU's part."""
    pairs = shared_events()
    five = (pairs["five_union"] + pairs["five_alone"]).unique().item()
    events = load("events")
    listed = events["actors"].str.split(";").map(set)
    union = events[listed.map(lambda row: set(FIVE) <= row and bool(row & {"EU", "EC", "COUNCIL", "EP", "EIB"}))]
    met = int(union["category"].isin(["ministerial", "summit", "dialogue"]).sum())
    return (
        f"{met} ministerials, summits and dialogues, and {len(union) - met} programmes, sums, papers and bodies",
        (
            f"between {pairs['together'].min()} and {pairs['together'].max()} events; {five} of them name all five; "
            f"at most {WORDS[pairs['fewer'].max()]} are left"
        ),
        f"Of the {five}, an EU institution is on the list in {pairs['five_union'].unique().item()}",
    )


def article():
    """What the register marks as mentioned in the article."""
    events = load("events")
    mentioned = events[events["in_article"]]
    ministerials = events[events["format"] == "ministerial"]
    consultative = events[events["format"] == "consultative"]
    # E140, adopted in June 2021, is in the article an instrument still expected.
    latest = mentioned[(mentioned["id"] != "E140")].sort_values("date")
    older = consultative[consultative["date"] < latest["date"].max()]
    held = ministerials[ministerials["date"] < latest["date"].max()]
    assert not ministerials["in_article"].any()
    assert not consultative["in_article"].any()
    assert older["id"].tolist() == ["E107", "E128"]
    assert lacking("ministerial").split(" and ")[0] in PAGE
    assert events.loc[events["id"] == "E241", "date"].item() == events["date"].max()
    return (
        f"The latest act it names is a strategy of the United States of {{event}}`{latest['id'].iloc[-1]}:month`",
        f"By then the register has {len(held)} ministerials and {WORDS[len(older)]} meetings of the region's own",
        f"{WORDS[len(consultative)]} times in our record",
    )


def worked_example():
    """The five rows of the page: pairings, a weight counted and shared out, and three measures."""
    rows = (
        load("events").set_index("id").loc[["E091", "E194", "E182", "E184", "E107"], "actors"].str.split(";").map(set)
    )
    pairings = [len(row) * (len(row) - 1) // 2 for row in rows]
    both = [len(row) for row in rows if {"KGZ", "TJK"} <= row]
    partners = {code: len(set().union(*(row for row in rows if code in row)) - {code}) for code in ("KAZ", "KGZ")}
    events = {code: sum(code in row for row in rows) for code in ("KAZ", "KGZ")}
    shared = [f"1/{length - 1}" for length in both]
    assert not any({"EU", "KGZ"} <= row for row in rows)
    return (
        f"{' + '.join(map(str, pairings))} = {sum(pairings)}",
        f"so their line has the *weight* {len(both)}",
        f"{' + '.join(shared)} = {sum(1 / (length - 1) for length in both):.2f}",
        f"so it has {partners['KAZ']}; Kyrgyzstan has {partners['KGZ']}",
        f"so it has {events['KGZ']}; Kazakhstan has {events['KAZ']}",
    )


def arrows():
    """How many arrows on which basis, and the loops that they close."""
    links = load("causal_links")
    counts = links["basis"].value_counts()
    known, whole = len(loops(diagram(SHOWN[1][2]))), len(loops(diagram()))
    total, stated = WORDS[len(links)], WORDS[counts["evidenced"] + counts["asserted"]]
    evidenced, asserted, assumed = (WORDS[counts[basis]] for basis in ("evidenced", "asserted", "assumed"))
    assert links.loc[links["basis"] != "assumed", "claim"].notna().all()
    assert len(loops(diagram(("evidenced",)))) == 0
    return (
        f"collected {total} links; {stated} of them carry a statement of the article",
        f"these {stated} close {WORDS[known]} loops",
        f"{stated} of the {total} links in the course's diagram",
        f"{total.capitalize()} arrows: {evidenced} evidenced, {asserted} asserted, {assumed} assumed",
        f"close {WORDS[whole]} loops; without the assumed ones {WORDS[known]}; with the evidenced ones alone none",
        f"{WORDS[whole - known].capitalize()} loops of {WORDS[whole]} are therefore ours",
    )


def regional_loop():
    """The loop of regional and bilateral work: polarity, and what is assumed in it."""
    found = loops(diagram()).set_index("path")
    loop = found.loc[
        "regional cooperation → regional programme results → turn to bilateral work → regional cooperation"
    ]
    links = load("causal_links").set_index(["cause", "effect"])["basis"]
    around = [
        ("regional cooperation", "regional programme results"),
        ("regional programme results", "turn to bilateral work"),
        ("turn to bilateral work", "regional cooperation"),
    ]
    assumed = sum(links[pair] == "assumed" for pair in around)
    assert loop["polarity"] == "R"
    return (
        f"{WORDS[loop['minus']].capitalize()} minus signs, so it reinforces",
        f"{WORDS[assumed]} of its three arrows",
    )


def strain_loops():
    """One balancing and one reinforcing loop pass through the strain, both with assumed arrows."""
    found = loops(diagram())
    through = found[found["path"].str.contains("strain")]
    assert sorted(through["polarity"]) == ["B", "R"]
    assert set(through["weakest"]) == {"assumed"}
    return ("Take the assumed arrows away and neither loop remains.",)


def union():
    """The Union as one actor: most events, sixth by partners, first when meetings are shared out."""
    events = sum("EU" in codes for codes in named(one_union(load("events"))))
    apart = {measure[0]: ranked(measure[0], "apart", "all").iloc[0]["node"] for measure in MEASURES}
    partners = ranked("partners", "one", "all").set_index("node")
    five = partners.loc[list(FIVE), "value"]
    assert set(apart.values()) == {"KAZ"}
    assert partners.loc["EU", "rank"] == 6
    assert (five > partners.loc["EU", "value"]).all()
    assert ranked("joint", "one", "all").iloc[0]["node"] == "EU"
    assert events > max(sum(code in codes for codes in named()) for code in FIVE)
    assert ranked("partners", "one", "second").iloc[0]["node"] not in ("KAZ", "EU")
    return (
        f"in {events} of the {len(load('events'))} events",
        f"We wrote the {len(load('events'))} events",
        "\nSixth.\n",
    )


def bars():
    """Kazakhstan's bar is short, the next four overlap; the question says the same."""
    found = ranked("partners", "one", "all").set_index("node")
    four = found.loc[[code for code in FIVE if code != "KAZ"]]
    assert four["low"].max() <= four["high"].min()
    assert (found.loc["KAZ", "low"], found.loc["KAZ", "high"]) == (1, 2)
    assert len(UNION) == 5
    kyrgyz, tajik = found.loc["KGZ"], found.loc["TJK"]
    assert (
        f"Kyrgyzstan has rank {kyrgyz['rank']}, with a bar from {kyrgyz['low']} to {kyrgyz['high']}; "
        f"Tajikistan has rank {tajik['rank']}, with a bar from {tajik['low']} to {tajik['high']}"
    ) in BANK
    return ("First place by partners is nearly safe for Kazakhstan",)


def removal():
    """Without the EU's name, without its meetings, and by chance."""
    meetings = meetings_struck().set_index("node")
    effects = without(projection(register(), "actor"), "EU").set_index("effect").loc["weight"]
    at_random = round(100 * (1 + effects["random_mean"] / effects["before"]))
    of_five = [left_without(code) for code in FIVE]
    assert max(of_five) <= left_without("EU")
    assert (meetings.loc[list(FIVE), "left"] < meetings.loc[list(FIVE), "low"] / 2).all()
    return (
        f"strike its name from every list, {left_without('EU')} per cent of them remain",
        f"the events that name it, {meetings.loc['EU', 'left']:.0f} per cent remain",
        f"drawn at random, leaves {at_random} per cent on average",
        f"each of the five leaves {min(of_five)} to {max(of_five)}",
        f"struck at random, leave {meetings.loc['EU', 'mean']:.0f} per cent too",
        f"Strike Russia's name, and {left_without('RUS')} per cent of the pairings remain",
    )


def quarrel():
    """Outside meetings of all five, Council and Uzbekistan share sanctions and one mandate."""
    events = load("events")
    rows = [
        row
        for row in events.to_dict("records")
        if {"COUNCIL", "UZB"} <= set(row["actors"].split(";")) and not set(FIVE) <= set(row["actors"].split(";"))
    ]
    quarrels = [row for row in rows if re.search("sanction|ban|embargo", row["title"])]
    (other,) = [row["id"] for row in rows if row not in quarrels]
    return (
        f"the line between the Council and Uzbekistan rests on {WORDS[len(rows)]}",
        f"{WORDS[len(quarrels)].capitalize()} of them are about sanctions",
        f"the seventh is the mandate for a treaty ({{event}}`{other}`)",
    )


def silence():
    """Civil society forums list governments; no member state of the Union is in any list."""
    events = load("events")
    forums = events[events["format"] == "civil_society_forum"].sort_values("date")
    member_states = {"DEU", "FRA", "ITA", "NLD", "BEL"}
    assert set(forums["actors"]) == {"EU;KAZ;KGZ;TJK;TKM;UZB"}
    assert len(forums) == 5
    assert not member_states & set().union(*named())
    return (
        "The second to the sixth civil society forum are in the register, the first is missing",
        f"the latest is of {{event}}`{forums['id'].iloc[-1]}:month`",
    )


def sources():
    """Of how many events the source is official, of how many press."""
    kinds = load("events")["source"].map(load("sources").set_index("id")["kind"]).value_counts()
    return (f"of the {len(load('events'))}, {kinds['official']} are official and {kinds['press']} press",)


def matrix():
    """The matrix: factors, cells, what is asserted, and who gives and receives most."""
    impacts = load("cross_impacts")
    sums = cross_impact(impacts).set_index("factor")
    asserted = int((impacts["basis"] == "asserted").sum())
    values = impacts.set_index(["row", "column"])["impact"]
    assert (sums["active"].idxmax(), sums["passive"].idxmax()) == ("China's weight", "transport links")
    assert values["regional cooperation", "bilateral deals"] == values["bilateral deals", "regional cooperation"] == -1
    return (
        f"has {WORDS[len(sums)]} factors and a scale from −3 to 3, so {len(impacts)} questions",
        f"For {WORDS[asserted]} of the {len(impacts)} cells a statement of the article suggests the direction",
        f"The other {len(impacts) - asserted} are the course's assumptions",
    )


def scenario():
    """More regional cooperation, a thousand runs, seed 1; and the cell that decides."""
    push = {"regional cooperation": 1.0}
    runs = scenarios(load("cross_impacts"), {"more": push}, runs=1000, seed=1).set_index("factor")
    deals = runs.loc["bilateral deals"]
    first = sensitivity(load("cross_impacts"), push, "bilateral deals").iloc[0]
    assert deals["value"] < 0
    assert (first["row"], first["column"], first["impact"]) == ("regional cooperation", "bilateral deals", -1)
    assert first["turns"]
    assert first["one_more"] > 0
    return (
        f"fall in {100 * deals['falls']:.0f} per cent of the runs and rise in {100 * deals['rises']:.0f}",
        "With seed 1",
    )


SAYINGS = [
    opening,
    one_event_left,
    copresence,
    article,
    worked_example,
    arrows,
    regional_loop,
    strain_loops,
    union,
    bars,
    removal,
    quarrel,
    silence,
    sources,
    matrix,
    scenario,
]


@pytest.mark.parametrize("say", SAYINGS, ids=lambda say: say.__name__)
def test_the_page_says_what_the_data_say(say):
    """Each number of the page is computed again, and its sentence is found."""
    for fragment in say():
        assert fragment in PAGE


def test_the_chapter_keeps_the_contract():
    """Boxes, figures, questions, ladders and length are complete."""
    assert problems(read_chapter(ROOT / "book" / f"{SLUG}.md")) == []


def test_every_source_of_the_page_is_in_the_bibliography():
    """No key is cited that does not exist."""
    keys = {key for keys in re.findall(r"\{cite(?::t)?\}`([^`]+)`", PAGE) for key in keys.split(",")}
    known = set(re.findall(r"^@\w+\{([^,]+),", (ROOT / "book" / "references.bib").read_text("utf-8"), re.MULTILINE))

    assert keys <= known


def test_the_verdict_on_the_method_rests_on_the_same_numbers():
    """The ledger and the beliefs repeat numbers of the page: they are the data's as well."""
    note = load("claims").set_index("id").loc["C16", "verdict_note"]
    beliefs = (ROOT / "exercises" / "misconceptions.toml").read_text("utf-8")
    impacts = load("cross_impacts")
    pair = shared_events().set_index(["first", "second"]).loc[("TKM", "UZB")]

    assert "eleven of the sixteen links" in note
    assert f"together in {pair['together']} events" in beliefs
    assert f"all five states are named, {pair['five_union']} times with the EU" in beliefs
    assert f"Of {len(impacts)} cells of its matrix {(impacts['basis'] == 'assumed').sum()} are assumptions" in beliefs
    assert f"{left_without('EU')} per cent of the pairings remain" in BANK
