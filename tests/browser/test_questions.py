"""Questions in their pages: hints, earlier versions, what waits for an answer; a visit of a page answers them all."""

from built import PAGES
from coursekit.authoring.parts import place
from coursekit.chapters import contract_of
from coursekit.data.package import index
from coursekit.questions import bank_names, read_bank
from coursekit.questions.bank import exercises_folder
from kinds import driver

QUESTIONS = [
    question
    for slug in bank_names()
    for question in read_bank(exercises_folder() / slug / "questions.toml")
    if question.place != "lab"
]


def path_of(question):
    """Return the page of a question."""
    slug = question.id.partition("/")[0]
    where = question.place if slug in index("chapters", "slug") else "chapter"
    return {"chapter": f"book/{slug}.html", "practice": f"exercises/{slug}/practice.html"}[where]


def address(site, question):
    """Return the page and the element of a question."""
    return f"{site}/{path_of(question)}", "#q-" + question.id.replace("/", "-")


def status(box):
    """Return the learner-visible state of the mark in the head of a question."""
    return box.locator(".ck-mark").inner_text().strip()


def submit(page, box):
    """Press the Check button by keyboard."""
    box.locator("button[type=submit]").focus()
    page.keyboard.press("Enter")


def answer(page, box, question, *, right):
    """Give a right or a wrong answer by keyboard; return it as Python's check expects it."""
    by_kind = driver(question.kind)
    given = question.body.solution() if right else by_kind.wrong(question.body)
    if given is not None:
        by_kind.enter(page, box, question.body, given)
    return given


def test_hints_come_one_by_one_and_reset_clears_all(http, open_page):
    """Three hints, then no more; reset forgets answer and hints, not that the question was once tried."""
    question = next(question for question in QUESTIONS if len(question.hints) == 3 and question.kind == "choice")
    url, element = address(http, question)
    page = open_page(url)
    box = page.locator(element)
    for shown in range(1, 4):
        box.get_by_role("button", name="Hint").click()
        assert box.locator(".ck-hints li").count() == shown
    answer(page, box, question, right=True)
    submit(page, box)

    box.get_by_role("button", name="Reset", exact=True).click()

    assert status(box) == "Not started"
    assert box.locator(".ck-hints li").count() == 0
    kept = page.evaluate("id => JSON.parse(localStorage.getItem('coursekit:' + id))", question.id)
    assert kept["answer"] is None
    assert [each["right"] for each in kept["tries"]] == [True]


def test_an_answer_to_an_earlier_version_is_kept_and_marked(http, open_page):
    """When the question has changed, the old answer is not taken for an answer to the new one."""
    question = QUESTIONS[0]
    url, element = address(http, question)
    page = open_page(url)
    old = {"answer": "a", "status": "correct", "attempts": 1, "fingerprint": "00000000", "time": "2026-01-01T00:00:00Z"}
    page.evaluate("([id, state]) => localStorage.setItem('coursekit:' + id, JSON.stringify(state))", [question.id, old])
    page.reload()

    assert "earlier version" in page.locator(element).inner_text()
    assert status(page.locator(element)) == "Not started"


def test_predictions_reveal_the_figure(http, open_page):
    """The fold opens once the question before it is answered, rightly or wrongly."""
    page = open_page(f"{http}/book/06-new-partnership.html")
    fold = page.locator("details[data-ck-reveal]").first
    question = next(q for q in QUESTIONS if q.id == fold.get_attribute("data-ck-reveal"))
    box = page.locator("#q-" + question.id.replace("/", "-"))

    before = fold.evaluate("fold => fold.open")
    if answer(page, box, question, right=False) is None:
        answer(page, box, question, right=True)
    submit(page, box)

    assert not before
    assert fold.evaluate("fold => fold.open")


def test_blocked_storage_is_said_once_and_breaks_nothing(http, chromium):
    """A browser that refuses to save still gives feedback."""
    question = next(question for question in QUESTIONS if question.kind == "choice")
    url, element = address(http, question)
    page = chromium.new_page()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } });")
    page.goto(url)
    box = page.locator(element)
    answer(page, box, question, right=True)
    submit(page, box)

    assert "does not allow saving" in box.inner_text()
    assert status(box) == "Right"
    page.close()


def test_no_page_with_widgets_is_left_out():
    """Chapter, lab and practice pages are among the pages tested."""
    for slug in filter(index("chapters", "slug").get, bank_names()):
        for part in {"page", "lab", "practice"} & set(contract_of(slug).parts):
            assert place(part, slug).replace(".md", ".html").replace(".ipynb", ".html") in PAGES
