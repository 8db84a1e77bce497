"""A page as it is read: on paper, copied from, on a narrow screen, by a reader who comes back."""

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import product

import pypdfium2
import pytest
from playwright.sync_api import expect

from built import PAGES, SITE
from coursekit.data.package import rows
from coursekit.plots.figure import Explorer, figure_names, find

CHAPTERS = sorted(name for name in PAGES if re.fullmatch(r"book/\d\d-.*\.html", name))
RECIPES = [name for name in PAGES if name.startswith("book/cookbook/")]
LABS = [name for name in PAGES if name.startswith("notebooks/")]
SLUGS = {row["number"].zfill(2): row["slug"] for row in rows("chapters")}
DRAWN = [name for name in figure_names() if isinstance(find(name).explore, Explorer)]
#: The spacing a reader may set and lose nothing (WCAG 2.2, 1.4.12).
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    "p { margin-bottom: 2em !important; }"
)
#: What is wider than the screen without a box that scrolls, or is cut off.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const unseen = ".visually-hidden, .ck-unseen, .fact-source, .label, [popover], svg, .ck-file input";
  const shown = (node) => !node.closest(unseen);
  const boxed = (node) => { for (let p = node.parentElement; p && p !== document.body; p = p.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(p).overflowX)) return true; return false; };
  const found = document.documentElement.scrollWidth > width ? ["the page"] : [];
  for (const node of [...document.querySelectorAll("body *")].filter(shown)) {
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    if (!box.width || style.visibility === "hidden") continue;
    const name = `${node.tagName} ${node.className}: ${node.textContent.trim().slice(0, 40)}`;
    if (style.textOverflow === "ellipsis") found.push(`ellipsis: ${name}`);
    const overflows = node.scrollWidth > node.clientWidth + 1;
    if (["hidden", "clip"].includes(style.overflowX) && overflows) found.push(`cut: ${name}`);
    if (box.right > width + 1 && !boxed(node)) found.push(`wide: ${name}`);
    const scrolls = ["auto", "scroll"].includes(style.overflowX) && overflows;
    if (scrolls && node.tabIndex < 0) found.push(`out of reach: ${name}`);
  }
  return found;
}"""


def print_now(page):
    """Do what a page does when it is about to be printed."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_figure_in_a_closed_fold_is_drawn_on_paper(http, open_page, name):
    """Nobody opened the fold before: all the same the paper has a drawing, and the screen is as it was after."""
    page = open_page(f"{http}/{name}")
    charts = page.locator(".ck-chart .ck-plot")
    before = page.locator("main details[open]").count()
    print_now(page)
    drawn = charts.evaluate_all("plots => plots.map(plot => plot.querySelectorAll('svg *').length > 5)")
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    assert drawn
    assert all(drawn)
    assert page.locator("main details[open]").count() == before
    assert page.locator(".predict > details.reveal").count() == page.locator("details.reveal").count()


@pytest.mark.parametrize("name", CHAPTERS)
def test_on_paper_the_estimate_comes_first(http, open_page, name):
    """The title of a figure that waits for an estimate is read at the end of the print, not beside the question."""
    page = open_page(f"{http}/{name}")
    titles = page.locator(".predict details.reveal .ck-title").all_text_contents()
    paper = pypdfium2.PdfDocument(page.pdf())
    text = " ".join("".join(sheet.get_textpage().get_text_range() for sheet in paper).split())
    before, _, after = text.partition("Figures to look at after your estimate")

    assert titles
    # A title may be broken anywhere on paper; its beginning is not.
    for title in titles:
        assert title[:20] in after
        assert title[:20] not in before


@pytest.mark.parametrize("name", RECIPES + LABS)
def test_code_is_copied_without_prompts_and_results(http, open_page, name):
    """Every block of Python that is copied with the keyboard can be run; selecting leaves prompts out too."""
    page = open_page(f"{http}/{name}")
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    # What lies in a fold is copied once it is open.
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    blocks = page.locator("main :is(.highlight-python, .highlight-ipython3, .highlight-pycon) pre")
    buttons = page.locator("main :is(.highlight-python, .highlight-ipython3, .highlight-pycon) .copy-code")
    assert 0 < buttons.count() == blocks.count()
    for place in range(buttons.count()):
        # What the button before has copied must not stand in for what this one does.
        page.evaluate("window.copied = null")
        buttons.nth(place).focus()
        page.keyboard.press("Enter")
        copied = page.evaluate("window.copied")
        compile(copied, name, "exec")
        assert ">>>" not in copied
    selected = blocks.first.evaluate(
        "block => { getSelection().selectAllChildren(block); return getSelection().toString(); }"
    )

    assert ">>>" not in selected
    told = buttons.last.locator("xpath=following-sibling::*[contains(@class, 'copy-told')]")
    expect(told).to_have_text("Copied, without prompts and results")


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


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("width", [390, 1280])
def test_axes_and_legend_hold_while_one_chooses(http, open_page, name, width):
    """Of a figure's states those that share a measure have the same ticks and the same legend."""
    explorer = find(name).explore
    page = open_page(f"{http}/book/{SLUGS[name[:2]]}.html", width=width)
    page.evaluate("document.querySelectorAll('details.reveal').forEach(fold => { fold.open = true; })")
    chart = page.locator(f"#chart-{name}")
    chart.locator(".ck-plot svg").wait_for()
    seen = {}
    for state in product(*[[value for value, _ in control.values] for control in explorer.controls]):
        for select, value in zip(chart.locator("select").all(), state, strict=True):
            select.select_option(value)
        measure = tuple(v for c, v in zip(explorer.controls, state, strict=True) if c.name in explorer.axis_by)
        ticks = chart.locator(".ck-plot text:not(.ck-name)").all_text_contents()
        seen.setdefault(measure, set()).add((tuple(ticks), chart.locator(".ck-key").inner_text()))

    assert {measure: len(forms) for measure, forms in seen.items()} == dict.fromkeys(seen, 1)


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_citation_touched_on_a_phone_shows_its_reference_in_place(chromium, http, name):
    """The first touch shows the whole reference with its address and stays in the chapter."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{http}/{name}")
    cited = page.locator(".bibtex-citation .fact").first
    cited.scroll_into_view_if_needed()
    cited.tap()
    note = page.locator(".bibtex-citation .fact-source").first
    note.wait_for(state="visible")
    box = note.bounding_box()

    assert page.url == f"{http}/{name}"
    assert len(note.inner_text()) > len(cited.inner_text()) + 20
    assert page.locator(".bibtex-citation .fact-source a[href^='https://']").count() > 0
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.locator(".bibtex-citation a.reference").count() == 0
    context.close()


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


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_320_pixels(http, open_page, name):
    """At 400 % zoom, with and without wider spacing: nothing scrolls sideways, is cut, or out of reach."""
    page = open_page(f"{http}/{name}", width=320)
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
    found = []
    for spacing in ("/* as the page is */", SPACING):
        page.add_style_tag(content=spacing)
        page.evaluate("dispatchEvent(new Event('resize'))")
        page.wait_for_function(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
        )
        found += page.evaluate(TOO_WIDE)

    assert found == []


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
    assert f"Go on with chapter {newer['number']}: {newer['title']}" in told
    assert f"3 of {len(newer['questions'])} questions answered" in told
    assert f"{due} questions are due" in told
    page.locator("#welcome a").first.click()
    assert page.url == f"{http}/book/{marked[0]['id'].split('/')[0]}.html"


@pytest.mark.parametrize("name", ["index.html", *CHAPTERS, *LABS])
def test_the_contents_number_the_chapters(http, open_page, name):
    """Every chapter has its number in the contents, on its own page too; review and progress stand before them."""
    page = open_page(f"{http}/{name}")
    numbers = page.locator("#site-nav .nav-number").all_text_contents()
    links = page.locator("#site-nav a").all_text_contents()

    assert [number.zfill(2) for number in numbers] == [chapter[5:7] for chapter in CHAPTERS]
    first = next(place for place, link in enumerate(links) if link.startswith(numbers[0]))
    assert {"Today’s review", "Your progress"} <= set(links[:first])


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


@pytest.mark.parametrize("name", LABS)
def test_the_exercises_of_a_lab_are_answered_in_the_page(http, open_page, name):
    """No cell says 'not attempted': each exercise is a question of the bank, and its page says how to run the lab."""
    page = open_page(f"{http}/{name}")
    questions = page.locator("main .ck-live .ck-question")

    assert questions.count() >= 5
    assert "Not attempted yet" not in page.locator("main").inner_text()
    assert page.locator(".lab-head a[download]").count() == 1
    questions.first.locator("button[type=submit]").click()
    assert questions.first.locator(".ck-feedback").inner_text() != ""


@pytest.mark.parametrize("name", LABS)
def test_tables_of_a_lab_show_their_titles_whole(http, open_page, name):
    """No cell of a table ends in three dots."""
    page = open_page(f"{http}/{name}")
    cells = page.locator("main table.dataframe td").all_text_contents()

    assert cells
    assert [cell for cell in cells if cell.endswith("...") and cell != "..."] == []
