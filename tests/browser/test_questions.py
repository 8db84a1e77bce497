"""Every question of the book, answered by keyboard: wrong, empty, right; kept after a reload."""

import pytest

from built import PAGES, reload
from coursekit.questions import bank_names, check, read_bank
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
    place = question.place if slug[0].isdigit() else "chapter"
    return {"chapter": f"book/{slug}.html", "practice": f"exercises/{slug}/practice.html"}[place]


#: Page -> its questions.
BY_PAGE = {
    path: [question for question in QUESTIONS if path_of(question) == path]
    for path in dict.fromkeys(path_of(question) for question in QUESTIONS)
}


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


def in_one_line(words):
    """Return words with single spaces."""
    return " ".join(words.split())


def tried(page, question):
    """Submit nothing, a wrong and the right answer; return what the page said, and the answers."""
    box = page.locator("#q-" + question.id.replace("/", "-"))
    box.scroll_into_view_if_needed()
    feedback = box.locator(".ck-feedback")
    submit(page, box)
    nothing = feedback.inner_text()
    given = answer(page, box, question, right=False)
    submit(page, box)
    wrong = feedback.inner_text()
    final = check(question, answer(page, box, question, right=True))
    submit(page, box)
    said = [in_one_line(words) for words in (nothing, wrong, feedback.inner_text(), box.inner_text())]
    return said, given, final


@pytest.mark.parametrize("path", BY_PAGE)
def test_the_questions_of_a_page_by_keyboard(site, open_page, path):
    """Empty asks for an answer, wrong explains, right explains; the page says what Python says, and keeps it.

    One visit a page, as a learner makes it: every question is answered, then the page is opened again.
    """
    page = open_page(f"{site}/{path}")
    answered = {question.id: tried(page, question) for question in BY_PAGE[path]}
    reload(page)

    for question in BY_PAGE[path]:
        (nothing, wrong, right, explained), given, final = answered[question.id]
        kept = page.locator("#q-" + question.id.replace("/", "-"))
        marked = given is not None
        assert nothing, question.id
        if marked:
            expected_wrong = check(question, given)
            assert expected_wrong.status == "not_yet", question.id
            assert in_one_line(expected_wrong.message) in wrong, question.id
        assert in_one_line(final.message) in right, question.id
        assert in_one_line(question.explain) in explained, question.id
        assert status(kept) == ("Right" if marked else "Saved"), question.id
        assert in_one_line(final.message) in in_one_line(kept.locator(".ck-feedback").inner_text()), question.id
    assert page.trouble == []


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
    for slug in filter(lambda name: name[0].isdigit(), bank_names()):
        for page in (f"book/{slug}.html", f"notebooks/{slug}.html", f"exercises/{slug}/practice.html"):
            assert page in PAGES
