"""The frame of all pages: colours, links to everywhere, no script."""

import pytest

from accessibility import violations
from visit import reads_without_scripts


def test_the_accessibility_check_is_alive(http, open_page):
    """A picture without a name and pale text are found."""
    page = open_page(f"{http}/index.html")
    faulty = '<img src="data:,"><p style="color:#ddd;background:#fff">too pale to read</p>'
    page.evaluate("faulty => { document.querySelector('main').innerHTML += faulty; }", faulty)

    assert {rule for rule, _ in violations(page)} >= {"image-alt", "color-contrast"}
    assert {rule for rule, _ in violations(page, ["color-contrast"])} == {"color-contrast"}


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


@pytest.mark.parametrize("name", ["index", "book/progress"])
def test_a_page_reads_without_scripts(http, open_page, name):
    """What is alive with a script is there to read without one."""
    assert reads_without_scripts(open_page(f"{http}/{name}.html", javascript=False))


def test_the_ledger_gives_its_width_to_the_claim(http, open_page):
    """On a wide page the verdict stands beside the claim, and what stands under the claim does not push it aside."""
    page = open_page(f"{http}/book/claims.html", width=1200)
    boxes = page.eval_on_selector_all(
        "#claim-C82 > :is(.ledger-claim, .ledger-verdict)",
        "parts => parts.map(part => part.getBoundingClientRect().toJSON())",
    )

    assert boxes[0]["width"] > 3 * boxes[1]["width"]
    assert boxes[0]["right"] <= boxes[1]["left"]
