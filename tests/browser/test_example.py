"""What is the same on every page, on the page that holds everything once: in every look, by every way to use it."""

import json

import pypdfium2
import pytest
from playwright.sync_api import expect

from coursekit.questions import check, find
from coursekit.questions.bank import KINDS
from example import AT_HOME, CHARTS, IN_A_CHAPTER, LAB, ON_A_PAGE, PAGE, PREDICTED, ROLES, SMALL, registered
from kinds import driver
from visit import charts, looks, questions, reads_without_scripts, state_of, visit, weight, words

HELD = [PAGE, LAB, SMALL, "index"]


@pytest.fixture(name="example_site", params=["http", "file"])
def _example_site(request, example, example_http):
    """The example in both its forms: over http and from disk."""
    return example_http if request.param == "http" else example.as_uri()


@pytest.fixture(name="open_example")
def _open_example(example, example_http, open_page):
    """Open a page of the example over http."""

    def open_example(name, **how):
        return open_page(f"{example_http}/{name}.html", folder=example, **how)

    return open_example


def specifications(page):
    """Return what is alive on a page."""
    return [
        json.loads(text) for text in page.locator("[data-ck]").evaluate_all("all => all.map(one => one.dataset.ck)")
    ]


def test_every_directive_and_every_role_has_an_example():
    """What is new in the course's extension is shown here, or fails."""
    directives, roles = registered()

    assert {*IN_A_CHAPTER, *ON_A_PAGE, *AT_HOME} == directives
    assert set(ROLES) == roles


def test_every_kind_and_every_form_is_on_the_page(open_example):
    """Kinds of questions, graded ones too; marks of charts; both explorers; forms of controls."""
    specs = specifications(open_example(PAGE))
    explored = [spec for spec in specifications(open_example(LAB)) if spec["kind"] == "chart"]

    assert {spec["kind"] for spec in specs} == {*KINDS, "chart", "timeline", "network"}
    assert any(spec.get("graded") for spec in specs)
    assert {spec["mark"] for spec in specs if spec["kind"] == "chart"} == {*CHARTS} - {"drawn"}
    assert {control["form"] for spec in explored for control in spec["controls"]} == {"list", "slide", "tick"}


@pytest.mark.parametrize("name", HELD)
def test_a_page_passes_its_visit(example_site, example, open_page, name):
    """By keyboard, over http and from disk. What holds everything may weigh more than a page."""
    assert visit(open_page(f"{example_site}/{name}.html", folder=example), without=[weight]) == []


@pytest.mark.parametrize("name", [*HELD, *ON_A_PAGE.values()])
def test_every_look_is_accessible_and_fits(open_example, name):
    """Both modes at both widths, all rules."""
    assert looks(open_example(name), every=True) == []


@pytest.mark.parametrize("name", HELD)
def test_what_was_answered_and_opened_is_accessible_too(open_example, name):
    """Every verdict, every table and what waited for an answer; by pointer."""
    page = open_example(name)
    assert questions(page, "touch") + charts(page) == []

    assert looks(page) == []


def test_nothing_and_a_wrong_answer_are_told_in_the_page(open_example):
    """Of each kind: empty asks for an answer, wrong explains."""
    page = open_example(PAGE)
    for spec in specifications(page):
        if spec["kind"] not in KINDS:
            continue
        question = find(spec["id"])
        box = page.locator("#q-" + question.id.replace("/", "-")).first
        box.locator("button[type=submit]").press("Enter")
        assert words(box.locator(".ck-feedback")), question.id
        wrong = driver(question.kind).wrong(question.body)
        if wrong is None or question.graded:
            continue
        driver(question.kind).enter(page, box, question.body, wrong)
        box.locator("button[type=submit]").press("Enter")
        expected = check(question, wrong)
        assert (expected.status, state_of(box)) == ("not_yet", "tried"), question.id
        assert " ".join(expected.message.split()) in words(box.locator(".ck-feedback")), question.id
    assert page.trouble == []


def test_the_page_reads_without_scripts(open_example):
    """Every question, figure and explorer is there with JavaScript off."""
    assert reads_without_scripts(open_example(PAGE, javascript=False))


def test_on_paper_the_estimate_comes_first(open_example):
    """The title of a figure that waits for an estimate is read at the end of the print, not beside the question."""
    page = open_example(PAGE)
    titles = page.locator(".predict details.reveal .ck-title").all_text_contents()
    paper = pypdfium2.PdfDocument(page.pdf())
    text = " ".join("".join(sheet.get_textpage().get_text_range() for sheet in paper).split())
    before, _, after = text.partition("Figures to look at after your estimate")

    assert titles
    # A title may be broken anywhere on paper; its beginning is not.
    for title in titles:
        assert title[:20] in after
        assert title[:20] not in before


def test_a_fold_opens_with_the_answer_it_waits_for(open_example):
    """Not before; and a print does not open it for good."""
    page = open_example(PAGE)
    fold = page.locator(f"details[data-ck-reveal='{PREDICTED.id}']")
    before = fold.evaluate("fold => fold.open")
    box = page.locator("#q-" + PREDICTED.id.replace("/", "-")).first
    driver("predict").enter(page, box, PREDICTED.body, PREDICTED.body.solution())
    box.locator("button[type=submit]").press("Enter")

    assert (before, fold.evaluate("fold => fold.open")) == (False, True)


@pytest.mark.parametrize("name", [SMALL, LAB])
def test_code_is_copied_by_keyboard_without_prompts_and_results(open_example, name):
    """Each block by its button, told to the ear; selecting leaves prompts out too."""
    page = open_example(name)
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    blocks = page.locator("main :is(.highlight-python, .highlight-ipython3, .highlight-pycon) pre")
    buttons = page.locator("main :is(.highlight-python, .highlight-ipython3, .highlight-pycon) .copy-code")
    assert 0 < buttons.count() == blocks.count()
    for button in buttons.all():
        # What the button before has copied must not stand in for what this one does.
        page.evaluate("window.copied = null")
        button.press("Enter")
        copied = page.evaluate("window.copied")
        compile(copied, name, "exec")
        assert ">>>" not in copied
    selected = blocks.first.evaluate(
        "block => { getSelection().selectAllChildren(block); return getSelection().toString(); }"
    )

    assert ">>>" not in selected
    told = buttons.last.locator("xpath=following-sibling::*[contains(@class, 'copy-told')]")
    expect(told).to_have_text("Copied, without prompts and results")


def test_the_download_of_a_chart_holds_the_state_shown(open_example):
    """In each form the table opens by keyboard, and the CSV has the same cells."""
    page = open_example(PAGE)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    for form, name in CHARTS.items():
        if form == "drawn":
            continue
        chart = page.locator(f"#chart-{name}")
        chart.get_by_role("button", name="Table").press("Enter")
        rows = chart.locator("table tbody tr").count()
        with page.expect_download() as download:
            chart.get_by_role("button", name="Download CSV").press("Enter")
        lines = download.value.path().read_text("utf-8-sig").splitlines()

        assert chart.locator("table caption").is_visible(), name
        assert len([line for line in lines if line]) == rows + 1 > 1, name


def test_a_citation_touched_on_a_phone_shows_its_reference_in_place(chromium, example_http):
    """The first touch shows the whole reference with its address and stays in the chapter."""
    context = chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{example_http}/{PAGE}.html")
    cited = page.locator(".bibtex-citation .fact").first
    cited.scroll_into_view_if_needed()
    cited.tap()
    note = page.locator(".bibtex-citation .fact-source").first
    note.wait_for(state="visible")
    box = note.bounding_box()

    assert page.url == f"{example_http}/{PAGE}.html"
    assert len(note.inner_text()) > len(cited.inner_text()) + 20
    assert page.locator(".bibtex-citation .fact-source a[href^='https://']").count() > 0
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.locator(".bibtex-citation a.reference").count() == 0
    context.close()
