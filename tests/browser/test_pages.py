"""Every page: no network, no errors, accessible, light."""

import gzip
import json
from importlib.resources import files

import pytest

from built import PAGES, SITE

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
TEXT_BUDGET, WIDGET_BUDGET = 170_000, 200_000
#: What the letters of a second script may add, where a page prints words of the article.
CYRILLIC_BUDGET = 32_000
#: The index of the search, which only the search page loads.
INDEX_BUDGET = 350_000
#: Files that are compressed already.
_COMPRESSED = (".woff2", ".png")


def violations(page, rules=None):
    """Run axe-core on a page, all of it or these rules; return (rule, target) of each violation."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(
        "async (runOnly) => (await axe.run({ resultTypes: ['violations'], ...(runOnly && { runOnly }) })).violations",
        rules,
    )
    return [(rule["id"], node["target"]) for rule in found for node in rule["nodes"]]


def test_there_is_a_book_to_test():
    """Without a built book these tests would be empty, not green."""
    assert len(PAGES) >= 20


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_itself_and_nothing_else(site, open_page, name):
    """Zero external requests, zero failed ones, an empty console; over http and from disk."""
    page = open_page(f"{site}/{name}")
    page.wait_for_timeout(150)

    assert page.trouble == []
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits(http, open_page, name):
    """axe-core finds nothing, in both modes, on a phone and on a desk; nothing scrolls sideways.

    All rules in one mode at each width; of the other mode those that look at colours.
    """
    page = open_page(f"{http}/{name}")
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
    found = []
    for width, first, second in ((1280, "light", "dark"), (390, "dark", "light")):
        page.set_viewport_size({"width": width, "height": 900})
        # The page takes note of its new width a moment later.
        page.wait_for_timeout(200)
        for scheme, rules in ((first, None), (second, ["color-contrast", "link-in-text-block"])):
            page.emulate_media(color_scheme=scheme)
            found += [(width, scheme, *violation) for violation in violations(page, rules)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((width, "scrolls sideways"))

    assert found == []


def test_the_accessibility_check_is_alive(http, open_page):
    """A picture without a name and pale text are found."""
    page = open_page(f"{http}/index.html")
    faulty = '<img src="data:,"><p style="color:#ddd;background:#fff">too pale to read</p>'
    page.evaluate("faulty => { document.querySelector('main').innerHTML += faulty; }", faulty)

    assert {rule for rule, _ in violations(page)} >= {"image-alt", "color-contrast"}
    assert {rule for rule, _ in violations(page, ["color-contrast"])} == {"color-contrast"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_its_budget(http, open_page, name):
    """What a first visit carries over the wire, compressed."""
    page = open_page(f"{http}/{name}", wait=False)
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    paths = {
        SITE / name,
        *(SITE / url.removeprefix(f"{http}/").partition("?")[0] for url in loaded if url.startswith(http)),
    }

    cyrillic = sum(weighed(path) for path in paths if "-cyrillic" in path.name)
    index = sum(weighed(path) for path in paths if path.parent.name == "search")
    weight = sum(weighed(path) for path in paths) - min(cyrillic, CYRILLIC_BUDGET) - index

    print(json.dumps({"page": name, "kB": round(weight / 1000, 1), "Cyrillic letters, kB": round(cyrillic / 1000, 1)}))
    assert index <= INDEX_BUDGET
    assert weight <= (WIDGET_BUDGET if page.locator("[data-ck]").count() else TEXT_BUDGET)


def weighed(path):
    """Return the size of a file as a server sends it."""
    content = path.read_bytes()
    return len(content) if path.suffix in _COMPRESSED else len(gzip.compress(content, 6))


def test_the_colours_can_be_chosen_and_are_remembered(http, open_page):
    """The switch goes round light, dark and auto, and survives a reload."""
    page = open_page(f"{http}/index.html")
    button = page.locator("[data-theme-button]")
    seen = set()
    for _ in range(3):
        button.click()
        seen.add(page.evaluate("document.documentElement.dataset.theme ?? 'auto'"))
    button.click()
    chosen = page.evaluate("document.documentElement.dataset.theme")
    page.reload()

    assert seen == {"light", "dark", "auto"}
    assert page.evaluate("document.documentElement.dataset.theme") == chosen


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith(("book/0", "index", "book/progress"))])
def test_a_page_reads_without_scripts(http, open_page, name):
    """Questions, figures' tables and the course map are there with JavaScript off."""
    page = open_page(f"{http}/{name}", javascript=False)

    plain = page.locator(".ck-plain")
    assert page.locator("h1").is_visible()
    assert all(
        box.is_visible()
        for box in plain.all()
        if not box.evaluate_handle("box => box.closest('details:not([open])')").as_element()
    )
    assert page.locator("main a").count() > 0


def test_links_inside_the_book_lead_somewhere(http, open_page):
    """Every relative link and anchor of every page exists."""
    missing = []
    anchors = {}
    page = open_page(f"{http}/index.html")
    for name in PAGES:
        page.goto(f"{http}/{name}", wait_until="domcontentloaded")
        anchors[f"{http}/{name}"] = set(page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)"))
        anchors[f"{http}/{name}"].add("")
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.href)")
        missing += [(name, link) for link in links if link.startswith(http)]
    files_only = [(name, link) for name, link in missing if not (SITE / path_of(link, http)).is_file()]
    broken = [
        (name, link)
        for name, link in missing
        if link.partition("#")[0] in anchors and link.partition("#")[2] not in anchors[link.partition("#")[0]]
    ]

    assert files_only == []
    assert broken == []


def path_of(link, http):
    """Return the file a link leads to, relative to the site."""
    path = link.removeprefix(f"{http}/").partition("#")[0].partition("?")[0]
    return path or "index.html"


def test_the_ledger_gives_its_width_to_the_claim(http, open_page):
    """On a wide page the verdict stands beside the claim, and what stands under the claim does not push it aside."""
    page = open_page(f"{http}/book/claims.html", width=1200)
    boxes = page.eval_on_selector_all(
        "#claim-C82 > :is(.ledger-claim, .ledger-verdict)",
        "parts => parts.map(part => part.getBoundingClientRect().toJSON())",
    )

    assert boxes[0]["width"] > 3 * boxes[1]["width"]
    assert boxes[0]["right"] <= boxes[1]["left"]
