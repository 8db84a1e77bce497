"""The explorers: what they show is in the data, and they say what they cannot show."""

import gzip
import json
from datetime import date
from itertools import combinations

import pytest
from babel.dates import format_date

from coursekit.book.wording import date_words as book_words
from coursekit.data.package import rows
from coursekit.errors import CourseError
from coursekit.explorers import NETWORKS, explorer_html, explorer_text, network_specification, timeline_specification
from coursekit.explorers.dates import date_words
from coursekit.explorers.events import events_of
from coursekit.language import front_end_words

LANGUAGES = ("en", "kk", "ru")


def test_all_events_are_there_and_light():
    """Every event with date, text and source; over the wire at most 147 bytes for each, 30 kB for 204 of them."""
    spec = timeline_specification()
    events = {event["id"]: event for event in events_of(spec)}

    assert set(events) == {row["id"] for row in rows("events")}
    assert all(
        events[row["id"]]["date"] == row["date"] and events[row["id"]]["note"] == row["note"] for row in rows("events")
    )
    assert all(event["title"] and event["summary"] and event["url"].startswith("http") for event in events.values())
    assert len(gzip.compress(json.dumps(spec, ensure_ascii=False).encode())) <= 147 * len(events)


def test_filters_keep_what_fits_and_nothing_else():
    """Period, kind and actor together, against a plain reading of the table."""
    spec = timeline_specification(2007, 2016, ["summit", "ministerial"], ["KAZ"])
    wanted = {
        row["id"]
        for row in rows("events")
        if row["date"][:4] <= "2016"
        and (row["end_date"] or row["date"])[:4] >= "2007"
        and row["category"] in {"summit", "ministerial"}
        and "KAZ" in row["actors"].split(";")
    }

    assert wanted
    assert set(spec["events"]["id"]) == wanted
    assert spec["events"]["date"] == sorted(spec["events"]["date"])


def test_an_event_that_lasts_counts_in_every_year_it_touches():
    """The civil war of 1992 to 1997 is an event of 1995 too."""
    assert "Civil war in Tajikistan" in timeline_specification(1995, 1995)["events"]["title"]
    assert "Civil war in Tajikistan" not in timeline_specification(1998, 1999)["events"]["title"]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({"since": 1066}, "expected a year from 1989"),
        ({"since": "2002"}, "expected a year"),
        ({"since": True}, "expected a year"),
        ({"since": 2010, "until": 2002}, "later than until"),
        ({"categories": ["sumit"]}, "Did you mean 'summit'"),
        ({"actors": "KAX"}, "Did you mean 'KAZ'"),
        ({"actors": [None]}, "no actor 'None'"),
        ({"categories": []}, "leave the choice out"),
        ({"since": 1993, "until": 1993, "categories": "summit"}, "Take a longer period"),
    ],
)
def test_misuse_says_what_is_allowed(choices, said):
    """A CourseError names the mistake and the way out."""
    with pytest.raises(CourseError, match=said):
        timeline_specification(**choices)


def test_an_unknown_network_names_those_there_are():
    """A CourseError, not a KeyError."""
    with pytest.raises(CourseError, match="Did you mean 'themes'"):
        network_specification("theme")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(1, 13))
def test_months_are_those_of_babel(language, number):
    """With a day and alone, in every language; only the capital of a Kazakh month that stands alone is not."""
    locale = {"en": "en_GB"}.get(language, language)
    day = date(2007, number, 3)
    months = [format_date(day, pattern, locale=locale) for pattern in ("MMMM", "LLLL")]
    with_day, alone = [month.lower() if language == "kk" else month for month in months]

    assert with_day in date_words(f"2007-{number:02}-03", "", language).split()
    assert alone in date_words(f"2007-{number:02}", "", language).split()


@pytest.mark.parametrize(
    ("start", "end", "language", "precision", "written"),
    [
        ("1993-05", "", "kk", "day", "1993 жылғы мамыр"),
        ("1993-05-07", "", "kk", "month", "1993 жылғы мамыр"),
        ("1993-05-07", "", "ru", "month", "май 1993 года"),
        ("2007-06-21", "2007-06-22", "ru", "year", "2007"),
        ("2007-06-30", "2007-07-02", "en", "day", "30 June – 2 July 2007"),
        ("2007-06-30", "2007-07-02", "kk", "month", "2007 жылғы маусым – 2007 жылғы шілде"),
        ("1992-05", "1997-06-27", "en", "day", "May 1992 – 27 June 1997"),
    ],
)
def test_dates_are_written_alike_everywhere(start, end, language, precision, written):
    """Spans, partial dates and coarser ones; the book has no other way of writing them."""
    assert date_words(start, end, language, precision=precision) == written
    assert book_words is date_words


def test_every_theme_link_is_a_row_and_every_row_a_link():
    """Weights are the data's, zeros stay zeros, what is missing stays missing."""
    links = {(link["a"], link["b"]): link for link in network_specification("themes")["links"]}

    assert {key: link["weight"] for key, link in links.items()} == {
        (row["document"], row["code"]): int(row["salience"]) for row in rows("priorities")
    }
    assert {key for key, link in links.items() if link.get("circular")} == {
        (row["document"], row["code"]) for row in rows("priorities") if row["circular"] == "true"
    }
    assert links["us2023c5plus1", "civil_society"]["weight"] == 0
    assert ("cc2017", "nonproliferation") not in links


def test_every_meeting_is_an_event_with_both():
    """Each link lists exactly the events in which both actors stand."""
    spec = network_specification("meetings")
    actors = {row["id"]: set(row["actors"].split(";")) for row in rows("events")}
    found = set()
    for link in spec["links"]:
        ids = {spec["events"][number][3] for number in link["events"]}
        assert ids == {name for name, present in actors.items() if {link["a"], link["b"]} <= present}
        assert link["weight"] == len(ids) == len(link["events"])
        found.add((link["a"], link["b"]))

    assert found == {pair for present in actors.values() for pair in combinations(sorted(present), 2)}


def test_one_link_counted_by_hand():
    """Afghanistan and NATO: read off events.csv, event by event."""
    by_hand = ["E023", "E027", "E080", "E143"]
    spec = network_specification("meetings")
    link = next(link for link in spec["links"] if (link["a"], link["b"]) == ("AFG", "NATO"))

    assert [spec["events"][number][3] for number in link["events"]] == by_hand
    assert link["weight"] == len(by_hand)


@pytest.mark.parametrize("kind", NETWORKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_network_is_whole_in_every_language(kind, language):
    """Links join nodes there are, nodes have type, place and label, and the layout never varies."""
    spec = network_specification(kind, language=language)
    keys = [node["key"] for node in spec["nodes"]]
    types = {each["key"] for each in spec["types"]}

    assert len(set(keys)) == len(keys)
    assert {link[end] for link in spec["links"] for end in ("a", "b")} <= set(keys)
    assert all(
        node["type"] in types and node["label"] and 0 <= node["x"] <= 1 and 0 < node["y"] < 1 for node in spec["nodes"]
    )
    assert len({(node["x"], node["y"]) for node in spec["nodes"]}) == len(keys)
    assert spec == network_specification(kind, language=language)
    assert spec["caveat"]
    assert len(gzip.compress(json.dumps(spec, ensure_ascii=False).encode())) <= 12_000


def test_every_coded_document_has_a_short_name():
    """A new document among the priorities asks for one, in all languages."""
    for language in LANGUAGES:
        said = front_end_words(language, ["network"])
        assert {f"network_document_{row['document']}" for row in rows("priorities")} <= set(said)


@pytest.mark.parametrize("name", ["timeline", "network"])
def test_the_words_are_there_in_all_languages(name):
    """Equal keys, in each language, with the kind's prefix."""
    own = [{key for key in front_end_words(language, [name]) if key.startswith(name)} for language in LANGUAGES]

    assert own[0] == own[1] == own[2]
    assert name in own[0]


@pytest.mark.parametrize(
    "spec", [timeline_specification(2018, 2019), *map(network_specification, NETWORKS)], ids=lambda spec: spec["id"]
)
def test_the_readable_form_has_every_row(spec):
    """A table without a script, and lines of text in a stored notebook."""
    count = len(spec["events"]["id"]) if spec["kind"] == "timeline" else len(spec["links"])
    html, text = explorer_html(spec), explorer_text(spec)

    assert html.startswith('<div class="ck" id=')
    assert 'data-ck="{&quot;kind&quot;: &quot;' in html
    assert html.count("<tr>") == count + 1
    assert text.startswith(spec["title"])
    assert len([line for line in text.splitlines() if " · " in line]) >= count
    assert "<script" not in explorer_html({**spec, "title": "<script>"})


def test_the_readable_form_links_to_the_timeline_page():
    """Where there is a page with every event, an event leads to its place there."""
    assert 'href="timeline.html#E044"' in explorer_html(timeline_specification(2007, 2007, url="timeline.html"))
