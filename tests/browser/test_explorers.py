"""The explorers in a browser, without the book: by keyboard, on a desk and on a phone."""

import csv
import io
from pathlib import Path

import pytest

from accessibility import violations
from coursekit.explorers import network_specification, timeline_specification
from coursekit.explorers.events import events_of
from workbench import page_of

TIMELINE = timeline_specification(url="timeline.html")


@pytest.fixture(name="bench")
def _bench(open_page, tmp_path):
    """Open a page with one explorer and nothing else."""

    def open_bench(spec, *, width=1280, lang="en"):
        file = tmp_path / "bench.html"
        file.write_text(page_of([spec], lang=lang), "utf-8")
        page = open_page(file.as_uri(), width=width)
        page.locator(".ck-live").wait_for()
        return page

    return open_bench


def count(page):
    """Return the number of events or links that the page says it shows."""
    return int(page.locator(".ck-at").inner_text().split()[0])


def table(page):
    """Open the table by keyboard, if it is not, and return its rows."""
    button = page.get_by_role("button", name="Table")
    if button.get_attribute("aria-expanded") == "false":
        button.focus()
        page.keyboard.press("Enter")
    rows = page.locator(".ck-data tbody tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def ids(page):
    """Return the ids of the events that are drawn."""
    return set(page.locator(".ck-timeline [data-id]").evaluate_all("all => all.map(each => each.dataset.id)"))


def test_the_events_are_filtered_by_keyboard_and_the_table_agrees(bench):
    """Search, actor and kinds; what is drawn, counted and listed are the same events."""
    page = bench(TIMELINE)
    assert count(page) == len(ids(page)) == len(TIMELINE["events"]["id"])

    page.get_by_label("Actors").focus()
    page.keyboard.type("Russia")
    page.get_by_label("Search the text").focus()
    page.keyboard.type("customs union")
    wanted = [
        event
        for event in events_of(TIMELINE)
        if "RUS" in event["actors"].split()
        and "customs union" in f"{event['title']} {event['summary']} {event['note']}".lower()
    ]
    assert wanted
    assert ids(page) == {event["id"] for event in wanted}
    assert [row[:2] for row in table(page)] == [[event["when"], event["title"]] for event in wanted]
    assert count(page) == len(wanted)

    page.get_by_label("Search the text").fill("")
    page.get_by_label("Actors").select_option("")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="No kind").focus()
    page.keyboard.press("Enter")
    assert "No event fits" in page.locator(".ck-timeline").inner_text()
    page.get_by_label("Summit", exact=True).focus()
    page.keyboard.press("Space")
    assert ids(page) == {event["id"] for event in events_of(TIMELINE) if event["category"] == "summit"}
    assert page.trouble == []


def test_the_table_is_downloaded_with_what_is_shown(bench):
    """A CSV of the filtered events, dates as in the data."""
    page = bench(TIMELINE)
    page.get_by_label("Search the text").fill("Samarkand")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download CSV").focus()
        page.keyboard.press("Enter")
    written = Path(caught.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))

    dates = {event["id"]: event["date"] for event in events_of(TIMELINE)}
    assert len(rows) == count(page)
    assert {row["id"]: row["date"] for row in rows} == {name: dates[name] for name in ids(page)}


def test_the_period_is_chosen_by_zoom_and_by_years(bench):
    """Closer halves the period around the event in hand; the years always say where one is."""
    page = bench(TIMELINE)
    closer = page.get_by_role("button", name="Zoom in")
    for _ in range(3):
        closer.focus()
        page.keyboard.press("Enter")
    since, until = (int(year(page, name).input_value()) for name in ("From", "To"))
    assert until - since + 1 == 5
    inside = {event["id"] for event in events_of(TIMELINE) if overlaps(event, since, until)}
    assert ids(page) == inside

    page.get_by_role("button", name="Whole period").press("Enter")
    assert count(page) == len(TIMELINE["events"]["id"])
    year(page, "From").select_option("2019")
    year(page, "To").select_option("2018")
    assert year(page, "From").input_value() == "2018"
    assert ids(page) == {event["id"] for event in events_of(TIMELINE) if overlaps(event, 2018, 2018)}
    page.get_by_role("button", name="Zoom out").press("Enter")
    since, until = (int(year(page, name).input_value()) for name in ("From", "To"))
    assert until - since + 1 == 2
    assert since <= 2018 <= until


def year(page, name):
    """Return the list of years of that name."""
    return page.get_by_role("combobox", name=name, exact=True)


def overlaps(event, since, until):
    """Return whether any part of an event lies in these years."""
    return int(event["date"][:4]) <= until and int((event["end"] or event["date"])[:4]) >= since


def test_an_event_is_reached_and_opened_by_keyboard(bench):
    """One stop of the Tab key, arrows in time and across kinds, Enter opens, Close goes back."""
    page = bench(TIMELINE)
    page.get_by_role("button", name="Whole period").focus()
    page.keyboard.press("Tab")
    events = events_of(TIMELINE)
    focused = lambda: page.evaluate("document.activeElement.dataset.id")  # noqa: E731
    assert focused() == events[0]["id"]
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert focused() == events[3]["id"]
    page.keyboard.press("End")
    assert focused() == events[-1]["id"]
    category = {event["id"]: event["category"] for event in events}
    page.keyboard.press("ArrowDown")
    assert category[focused()] != events[-1]["category"]
    page.keyboard.press("ArrowUp")
    assert category[focused()] == events[-1]["category"]
    page.keyboard.press("Home")

    doubtful = next(event for event in events if event["confidence"] and event["note"])
    for _ in range(events.index(doubtful)):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    card = page.locator(".ck-event-card")
    said = card.inner_text()
    assert all(doubtful[part] in said for part in ("when", "title", "summary", "note", "publisher"))
    assert "with some uncertainty" in said
    links = card.locator("a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    assert links == [doubtful["url"], f"timeline.html#{doubtful['id']}"]
    card.get_by_role("button", name="Close").press("Enter")
    assert card.inner_text() == ""
    assert focused() == doubtful["id"]
    assert page.trouble == []


def test_on_a_phone_the_events_are_a_list(bench):
    """A strip, then rows that open in place; more on request; nothing scrolls sideways."""
    page = bench(TIMELINE, width=390)
    rows = page.locator(".ck-events > li")
    assert rows.count() == 20
    page.get_by_role("button", name="Show 20 more events").press("Enter")
    assert rows.count() == 40
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('.ck-events > li')[20]")
    page.keyboard.press("Enter")
    assert events_of(TIMELINE)[20]["summary"] in rows.nth(20).inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("kind", ["themes", "meetings"])
def test_a_node_is_chosen_moved_and_read_by_keyboard(bench, kind):
    """Page Down goes on, arrows move, Enter says what the node is linked with; the layout comes back."""
    spec = network_specification(kind)
    page = bench(spec)
    page.get_by_role("button", name="Reset layout").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("PageDown")
    node = page.locator(".ck-node:focus")
    key = node.get_attribute("data-key")
    before = node.get_attribute("transform")
    line = page.locator(".ck-link").evaluate_all("all => all.map(each => each.getAttribute('d')).join()")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert node.get_attribute("transform") != before
    assert page.locator(".ck-link").evaluate_all("all => all.map(each => each.getAttribute('d')).join()") != line
    assert "was moved" in page.locator(".ck-unseen[aria-live]").inner_text()

    page.keyboard.press("Enter")
    own = [link for link in spec["links"] if key in (link["a"], link["b"]) and link["weight"] >= spec["least"]]
    labels = {each["key"]: each["label"] for each in spec["nodes"]}
    names = {labels[link["b"] if link["a"] == key else link["a"]] for link in own}
    assert node.get_attribute("aria-pressed") == "true"
    assert page.locator(".ck-link.ck-near").count() == len(own)
    said = page.locator(".ck-unseen[aria-live]").inner_text()
    assert f"linked with {len(own)} other" in said
    assert all(name in said for name in names)
    listed = page.locator(".ck-node-card > ul > li")
    assert {text.split(" · ")[0] for text in listed.locator("summary").all_inner_texts()} == names
    listed.first.locator("summary").press("Enter")
    assert len(listed.first.locator("details > :last-child").inner_text()) > 20

    page.get_by_role("button", name="Reset layout").press("Enter")
    assert page.locator(f".ck-node[data-key={key}]").get_attribute("transform") == before
    assert page.trouble == []


def test_a_node_is_dragged(bench):
    """By pointer a node follows; a short press only chooses it."""
    page = bench(network_specification("meetings"))
    node = page.locator(".ck-node[data-key=EU]")
    node.scroll_into_view_if_needed()
    box = node.locator(".ck-hit").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = node.get_attribute("transform")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y + 40, steps=4)
    page.mouse.up()
    assert node.get_attribute("transform") != before
    assert page.locator(".ck-node-card").inner_text() == ""
    page.mouse.click(x - 60, y + 40)
    assert node.get_attribute("aria-pressed") == "true"
    assert page.get_by_label("Choose one").input_value() == "EU"


def test_links_are_filtered_by_weight_type_and_period(bench):
    """What is counted, drawn and listed are the same links, recounted here."""
    spec = network_specification("meetings")
    types = {node["key"]: node["type"] for node in spec["nodes"]}
    labels = {node["key"]: node["label"] for node in spec["nodes"]}
    page = bench(spec)
    page.get_by_label("Events at least").select_option("2")
    page.get_by_label("Period").select_option("2")
    page.get_by_role("checkbox", name="Other organisations").focus()
    page.keyboard.press("Space")

    wanted = {}
    for link in spec["links"]:
        weight = sum(spec["events"][number][2] == 2 for number in link["events"])
        if weight >= 2 and "organisation" not in (types[link["a"]], types[link["b"]]):
            wanted[labels[link["a"]], labels[link["b"]]] = str(weight)
    assert wanted
    assert {(a, b): weight for a, b, weight in table(page)} == wanted
    assert count(page) == page.locator(".ck-link").count() == len(wanted)


def test_what_is_unknown_is_not_called_absent(bench):
    """Weight 0 is said to be absent, a missing row unknown."""
    page = bench(network_specification("themes"))
    card = page.locator(".ck-node-card")
    page.get_by_label("Choose one").select_option("us2023c5plus1")
    assert "this was not found: Civil society" in card.inner_text()
    assert "Nothing is known" not in card.inner_text()
    page.get_by_label("Choose one").select_option("eu2007strategy")
    assert "Nothing is known about 7 more" in card.inner_text()
    page.get_by_label("Choose one").select_option("nonproliferation")
    assert "no link that is shown" in card.inner_text()


def test_when_nothing_is_left_the_network_is_empty_and_alive(bench):
    """Every type away, then back again."""
    page = bench(network_specification("meetings"))
    boxes = page.locator(".ck-ticks input")
    for box in boxes.all():
        box.uncheck()
    assert count(page) == 0
    for box in boxes.all():
        box.check()
    assert count(page) == page.locator(".ck-link").count() > 0
    assert page.trouble == []


def test_labels_do_not_meet(bench):
    """In no width does a node's label lie on another's."""
    overlapping = """() => {
        const boxes = [...document.querySelectorAll('.ck-node')].map(node =>
            [...node.querySelectorAll('text')].map(text => text.getBoundingClientRect()));
        let met = 0;
        boxes.forEach((own, i) => boxes.slice(i + 1).forEach(others => own.forEach(a => others.forEach(b => {
            if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3) met += 1;
        }))));
        return met;
    }"""
    for width in (390, 1280):
        for kind in ("themes", "meetings"):
            page = bench(network_specification(kind), width=width)
            page.locator("select").nth(1).select_option("1")
            assert page.evaluate(overlapping) == 0, (width, kind)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, kind)


@pytest.mark.parametrize(("width", "lang"), [(1280, "en"), (390, "kk"), (390, "ru")])
def test_the_explorers_are_accessible(bench, width, lang):
    """Nothing for axe to find in both modes, opened and with the table; nothing scrolls sideways."""
    specs = [
        timeline_specification(2002, 2019, language=lang, url="timeline.html"),
        network_specification("meetings", language=lang),
    ]
    found = []
    for spec in specs:
        page = bench(spec, width=width, lang=lang)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        page.locator(".ck-event, .ck-node, .ck-events summary").first.press("Enter")
        page.locator(".ck-foot button").first.press("Enter")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [(spec["id"], scheme, *violation) for violation in violations(page) if violation[0] not in BENCH]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((spec["id"], "scrolls sideways"))

    assert found == []


#: What the bare bench lacks and the book has.
BENCH = {"page-has-heading-one", "region", "landmark-one-main"}
