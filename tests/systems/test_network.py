"""The typed network: which rows make which links, and that it agrees with the page."""

import pandas as pd
import pytest

import coursekit
from coursekit.errors import MethodError
from coursekit.explorers.actors import network_specification
from coursekit.systems import KINDS, as_one, course_links, links, network, network_from_links, nodes, projection

GRAPH = network()


def test_meetings_are_those_of_the_page():
    """The projection of actors has the pairs, weights and events that the explorer shows."""
    page = network_specification("meetings")
    shown = {(link["a"], link["b"]): {page["events"][n][3] for n in link["events"]} for link in page["links"]}
    actors = projection(GRAPH, "actor")
    projected = {tuple(sorted(pair)): set(actors.edges[pair]["shared"]) for pair in actors.edges}

    assert projected == shown
    assert all(actors.edges[pair]["weight"] == len(events) for pair, events in shown.items())


def test_actors_have_the_types_of_the_page():
    """Each actor is of the same type as in the explorer."""
    page = network_specification("meetings")

    assert all(GRAPH.nodes[node["key"]]["group"] == node["type"] for node in page["nodes"])


def test_weights_of_themes_are_those_of_the_page():
    """With circular rows kept, documents give themes the weights the explorer shows, zeros included."""
    table = course_links(circular=True)
    mine = table[table["relation"] == "gives weight to"].set_index(["first", "second"])["weight"].to_dict()
    page = {(link["a"], link["b"]): link["weight"] for link in network_specification("themes")["links"]}

    assert mine == page


def test_circular_rows_are_left_out_unless_asked_for():
    """What rests on the article cannot test the article."""
    circular = coursekit.load("priorities")["circular"].sum()

    assert len(course_links(circular=True)) - len(course_links()) == circular
    assert not course_links()["circular"].any()


def test_a_weight_of_zero_is_kept_in_the_table_and_makes_no_link():
    """A known absence is a finding, not a link."""
    absent = course_links().query("weight == 0")

    assert len(absent) == (coursekit.load("priorities").query("salience == 0")["circular"] == False).sum()  # noqa: E712
    assert not any(GRAPH.has_edge(*pair) for pair in absent[["first", "second"]].itertuples(index=False))


def test_every_link_names_rows_that_exist():
    """Each piece of evidence leads to a row of a table."""
    tables = {
        "events": set(coursekit.load("events")["id"]),
        "codebook": set(coursekit.load("codebook")["code"]),
        "priorities": set(coursekit.load("priorities")[["document", "code"]].agg(" ".join, axis=1)),
        "event_documents": set(coursekit.load("event_documents")[["event", "document"]].agg(" ".join, axis=1)),
    }
    named = [one.split(" ", 1) for _, _, rows in GRAPH.edges(data="evidence") for one in rows]

    assert all(row in tables[table] for table, row in named)
    assert {table for table, _ in named} == set(tables)


def test_kinds_are_the_five_and_can_be_chosen():
    """All kinds occur; a choice of them leaves out the others' links."""
    chosen = network(kinds=["theme", "interest"])

    assert set(nodes(GRAPH)["kind"]) == set(KINDS)
    assert set(links(chosen)["relation"]) == {"serves"}


def test_a_part_of_the_events_makes_a_part_of_the_network():
    """Events that are not handed in bring neither their actors nor their documents."""
    events = coursekit.load("events")
    part = network(kinds=["actor", "event", "document"], events=events[events["id"] == "E004"])

    assert set(nodes(part).query("kind == 'document'")["node"]) == {"eec1991tacis"}
    assert set(part["E004"]) == {"COUNCIL", "EC", "KAZ", "KGZ", "TJK", "TKM", "UZB", "eec1991tacis"}


def test_labels_follow_the_language():
    """Actors and themes are named in Kazakh when asked for."""
    assert network(language="kk").nodes["KAZ"]["label"] == "Қазақстан"


def test_the_table_of_links_makes_the_same_network_again():
    """From graph to table and back nothing is lost."""
    again = network_from_links(links(GRAPH))

    assert {frozenset(pair) for pair in again.edges} == {frozenset(pair) for pair in GRAPH.edges}
    assert all(again.edges[pair]["weight"] == GRAPH.edges[pair]["weight"] for pair in GRAPH.edges)


def own(**columns):
    """Return a table of links of a student's own."""
    return pd.DataFrame({"first": ["A"], "second": ["B"], **columns})


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (pd.DataFrame({"first": ["A"], "secnd": ["B"]}), "no column 'second' in the links. Did you mean 'secnd'"),
        (own(second=["A"]), "row 0 links 'A' with itself"),
        (own(weight=[0]), "weight 0, expected one above 0"),
        (own(weight=["much"]), "'weight' is 'much', expected a number"),
        (own(second=[None]), "row 0 has no 'second'"),
        (own(first_kind=["actor"], second=["A"], second_kind=["event"]), "kind 'actor' in one row and 'event'"),
        ([("A", "B")], r"was expected as the links, not list"),
    ],
)
def test_bad_links_are_answered_with_row_and_remedy(table, says):
    """What is wrong, where, and what was expected."""
    with pytest.raises(MethodError, match=says):
        network_from_links(table)


def test_an_unknown_kind_or_language_is_answered_with_the_nearest():
    """A misspelt option is named with what was meant."""
    with pytest.raises(MethodError, match="Did you mean 'actor'"):
        network(kinds=["actors"])
    with pytest.raises(MethodError, match="'en', 'kk', 'ru'"):
        network(language="de")


def test_names_in_a_cell_may_stand_apart_and_twice():
    """``EU; KAZ`` names Kazakhstan, and nothing between two marks is nobody."""
    made = course_links(events=pd.DataFrame({"id": ["E1"], "actors": ["EU; KAZ;;EU "]}))

    assert made.loc[made["second"] == "E1", "first"].tolist() == ["EU", "KAZ"]


def test_parts_become_one_actor_and_are_several_codes():
    """Blanks do not matter, and a single text would be read letter by letter."""
    events = pd.DataFrame({"actors": ["COUNCIL; EC;KAZ;", "KAZ"]})

    assert as_one(events, "EU", ["COUNCIL", "EC"])["actors"].tolist() == ["EU;KAZ", "KAZ"]
    with pytest.raises(MethodError, match=r"write \['EC'\]"):
        as_one(events, "EU", "EC")
