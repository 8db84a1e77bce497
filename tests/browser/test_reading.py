"""A page as it is read: copied from, taken along, by a reader who comes back."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml import html

from built import PAGES, SITE
from coursekit.data.package import rows
from coursekit.questions.bank import KINDS

#: Primers stand before the chapters, with their letters.
NUMBERS = [row["number"] for row in rows("chapters") if f"book/{row['slug']}.html" in PAGES]
LABS = [name for name in PAGES if name.startswith("notebooks/")]


@pytest.mark.parametrize("allowed", [True, False], ids=["the older way", "no way"])
def test_code_is_copied_where_a_browser_gives_no_clipboard(site, open_page, allowed):
    """Without the clipboard there is the older way; without both the code is left selected, and that is said."""
    page = open_page(f"{site}/book/cookbook/history.html")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    told = (
        "document.execCommand = () => { window.copied = document.activeElement.value; return true; }"
        if allowed
        else "document.execCommand = () => false"
    )
    page.evaluate(f"() => {{ {told} }}")
    page.locator(".copy-code").first.click()
    page.wait_for_function("document.querySelector('.copy-told').textContent !== ''")
    said = page.locator(".copy-told").first.inner_text()

    if allowed:
        assert page.evaluate("window.copied").startswith("from pathlib import Path\n")
        assert said.startswith("Copied")
    else:
        assert "from pathlib import Path" in page.evaluate("getSelection().toString()")
        assert "selected" in said


@pytest.mark.parametrize(
    ("name", "link", "saved"),
    [
        ("book/06-new-partnership.html", ".chapter-next a[download]", "assignment-06.ipynb"),
        ("notebooks/06-new-partnership.html", ".lab-head a[download]", "lab-06.ipynb"),
    ],
)
def test_a_notebook_is_downloaded_under_a_name_of_its_own(site, open_page, name, link, saved):
    """Over http and from disk, where a browser would show it as text; the lab's file is never overwritten."""
    page = open_page(f"{site}/{name}")
    with page.expect_download() as download:
        page.locator(link).click()

    assert download.value.suggested_filename == saved
    text = download.value.path().read_text("utf-8")
    assert json.loads(text)["nbformat"] == 4
    assert text == next(SITE.glob(f"*/{saved}")).read_text("utf-8")
    assert page.url == f"{site}/{name}"


def state_of(days_ago, **more):
    """Return a stored answer, right at once, given some days ago."""
    time = (datetime.now(UTC) - timedelta(days=days_ago)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return {
        "answer": "a",
        "status": "correct",
        "code": "correct",
        "attempts": 1,
        "hints": 0,
        "correct_at_attempt": 1,
        "time": time,
        **more,
    }


def test_the_home_page_is_silent_to_a_new_reader(site, open_page):
    """Who comes for the first time is told nothing about a return."""
    page = open_page(f"{site}/index.html")

    assert page.locator("#welcome").evaluate("box => box.childElementCount") == 0


def test_the_home_page_knows_who_comes_back(http, open_page):
    """It leads to the chapter answered last, and says how many questions are due."""
    page = open_page(f"{http}/index.html")
    spec = json.loads(page.locator("#welcome").get_attribute("data-ck"))
    older, newer = spec["chapters"][:2]
    marked = [question for question in newer["questions"] if question["marked"]][:3]
    answers = {older["questions"][0]["id"]: state_of(9, fingerprint=older["questions"][0]["fingerprints"][0])}
    answers |= {question["id"]: state_of(2, fingerprint=question["fingerprints"][0]) for question in marked}
    page.evaluate(
        "answers => Object.entries(answers)"
        ".forEach(([id, state]) => localStorage.setItem(`coursekit:${id}`, JSON.stringify(state)))",
        answers,
    )
    page.reload()
    told = page.locator("#welcome").inner_text()

    due = 3 + older["questions"][0]["marked"]
    assert f"Go on with {newer['name']}: {newer['title']}" in told
    assert f"3 of {len(newer['questions'])} questions answered" in told
    assert f"{due} questions are due" in told
    page.locator("#welcome a").first.click()
    assert page.url == f"{http}/book/{marked[0]['id'].split('/')[0]}.html"


def test_the_contents_number_the_chapters():
    """On every page every chapter has its number in the contents; review and progress stand before them."""
    for name in PAGES:
        contents = parsed(name).get_element_by_id("site-nav")
        numbers = [each.text_content() for each in contents.find_class("nav-number")]
        links = [each.text_content() for each in contents.iter("a")]

        assert numbers == NUMBERS, name
        first = next(place for place, link in enumerate(links) if link.startswith(numbers[0]))
        assert {"Today’s review", "Your progress"} <= set(links[:first]), name


def parsed(name):
    """Return a page of the book as it is written."""
    return html.fromstring((SITE / name).read_text("utf-8"))


def test_the_timeline_has_its_years_at_the_top(http, open_page):
    """The first screen tells the years, however tall the chart is."""
    page = open_page(f"{http}/book/timeline.html")
    drawing = page.locator(".ck-timeline svg")
    drawing.wait_for()
    years = drawing.locator("text").evaluate_all(
        "texts => texts.map(each => [each.textContent, Number(each.getAttribute('y'))])"
        r".filter(([words]) => /^\d{4}$/.test(words))"
    )
    top = [year for year, y in years if y < 30]

    assert len(top) >= 4
    assert sorted(top) == sorted(year for year, y in years if y >= 30)


def test_the_exercises_of_a_lab_are_questions_of_its_page():
    """No cell says 'not attempted': each exercise is a question of the bank, and the page says how to run the lab."""
    assert LABS
    for name in LABS:
        main = parsed(name).get_element_by_id("main")
        asked = [json.loads(each.get("data-ck")) for each in main.find_class("ck")]

        assert sum(each["kind"] in KINDS for each in asked) >= 5, name
        assert "Not attempted yet" not in main.text_content(), name
        assert len(main.xpath("//*[contains(@class, 'lab-head')]//a[@download]")) == 1, name


def test_tables_of_a_lab_show_their_titles_whole():
    """No cell of a table ends in three dots."""
    for name in LABS:
        tables = parsed(name).xpath("//main//table[contains(@class, 'dataframe')]//td")
        cells = [cell.text_content() for cell in tables]

        assert cells, name
        assert [cell for cell in cells if cell.endswith("...") and cell != "..."] == [], name
