"""Firefox: a page that the reader comes back to, and a book opened from disk."""

import json
import threading

import pytest

from coursekit.progress import answers_text
from coursekit.serve import server
from test_review import asked, review_of
from workbench import page_of

QUESTION = asked("01-try/q1", hints=["One.", "Two.", "Three."])
OTHER = asked("01-try/q2")
BOX = "#q-01-try-q1"
PAGES = {
    "chapter": [QUESTION, OTHER],
    "review": [review_of([QUESTION])],
    "progress": [{"kind": "progress", "id": "progress", "course": "2026.1", "chapters": [], "versions": {}}],
}


@pytest.fixture(name="book", scope="module")
def _book(tmp_path_factory):
    """A folder with a page of questions, the review and the progress page."""
    folder = tmp_path_factory.mktemp("book")
    for name, specs in PAGES.items():
        (folder / f"{name}.html").write_text(page_of(specs), "utf-8")
    return folder


@pytest.fixture(name="served", scope="module")
def _served(book):
    """The address of that folder over http."""
    with server(book) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


@pytest.fixture(name="answered")
def _answered(firefox, served):
    """A chapter in which a question was answered wrongly, with one hint."""
    firefox.goto(f"{served}/chapter.html")
    firefox.run("localStorage.clear()")
    firefox.goto(f"{served}/chapter.html?again")
    firefox.run("(window.addEventListener('pageshow', ({ persisted }) => (window.isTheSamePage = persisted)), null)")
    answer(firefox, "a")
    firefox.press(BOX, "Hint 1")
    return firefox


def answer(firefox, option, box=BOX):
    """Choose an option and check."""
    firefox.click(f"{box} input[value={option}]")
    firefox.click(f"{box} button[type=submit]")


def review_again(firefox, served, _folder):
    """Answer the question in the review, wrongly and then rightly."""
    firefox.goto(f"{served}/review.html")
    firefox.wait("document.querySelector('.ck-review form')")
    answer(firefox, "a", ".ck-review")
    answer(firefox, "b", ".ck-review")


def resume_a_file(firefox, served, folder):
    """Take over a file in which the question is right, after three attempts."""
    mark = QUESTION["fingerprint"]
    state = {"answer": "b", "status": "correct", "attempts": 3, "correct_at_attempt": 3, "hints": 2}
    state |= {"code": "correct", "fingerprint": mark, "time": "2026-11-23T10:00:00.000Z"}
    file = folder / "answers.json"
    file.write_text(answers_text({QUESTION["id"]: state}, saved="2026-11-23T10:00:00.000Z", course="2026.1"), "utf-8")
    firefox.goto(f"{served}/progress.html")
    firefox.set_file("input[type=file]", file)
    firefox.wait("document.querySelector('.ck-said').textContent.includes('1 answer')")


def clear_all(firefox, served, _folder):
    """Delete all answers."""
    firefox.goto(f"{served}/progress.html")
    firefox.press(".ck-progress", "Clear all")
    firefox.press("dialog", "Delete all")


def answer_the_other(firefox, served, _folder):
    """Answer the same question in another tab, rightly."""
    firefox.goto(f"{served}/chapter.html?other-tab")
    answer(firefox, "b")


#: What is done elsewhere -> what must be stored after one more hint on the page that came back.
ELSEWHERE = {
    review_again: {"attempts": 1, "hints": 2, "status": "not_yet", "tries": 2},
    resume_a_file: {"attempts": 3, "hints": 3, "status": "correct", "correct_at_attempt": 3, "tries": 2},
    clear_all: {"attempts": 0, "hints": 1, "status": "not_attempted", "tries": 0},
    answer_the_other: {"attempts": 2, "hints": 2, "status": "correct", "correct_at_attempt": 2, "tries": 1},
}


@pytest.mark.parametrize("elsewhere", ELSEWHERE, ids=lambda each: each.__name__)
def test_a_page_that_comes_back_adds_to_what_is_stored_now(answered, served, tmp_path, elsewhere):
    """Nothing that was done elsewhere is lost, and nothing that was deleted returns."""
    elsewhere(answered, served, tmp_path)
    answered.back()
    assert answered.run("window.isTheSamePage") is True

    answered.press(BOX, "Hint")
    state = answered.saved(QUESTION["id"])

    found = {**state, "tries": len(state.get("tries", []))}
    assert {key: found[key] for key in ELSEWHERE[elsewhere]} == ELSEWHERE[elsewhere]


def test_a_page_that_comes_back_shows_what_is_stored_now(answered, served, tmp_path):
    """Without a touch: the mark is the one of today."""
    before = answered.run(f"document.querySelector('{BOX} .ck-mark').dataset.state")
    answer_the_other(answered, served, tmp_path)
    answered.back()

    assert before == "tried"
    assert answered.run(f"document.querySelector('{BOX} .ck-mark').dataset.state") == "correct"


@pytest.mark.parametrize("page", PAGES)
def test_a_book_opened_from_disk_says_that_its_pages_do_not_see_one_another(firefox, book, page):
    """What holds and what to do; over http, where it does not hold, nothing of it."""
    firefox.goto((book / f"{page}.html").as_uri())
    firefox.wait("document.querySelector('.ck-question, .ck-progress, .ck-review')")
    said = firefox.run("document.querySelector('.ck-apart').textContent")

    assert "opened this page from disk" in said
    assert "make serve" in said
    assert ("Download the answers of this page" in said) == (page == "chapter")


def test_over_http_nothing_is_said_of_it(answered):
    """The pages share one storage there."""
    assert answered.run("document.querySelectorAll('.ck-apart').length") == 0


def test_answers_of_a_page_from_disk_are_handed_on_as_a_file(firefox, book):
    """The button makes the file that the progress page takes."""
    firefox.goto((book / "chapter.html").as_uri())
    answer(firefox, "b")
    made = firefox.run(
        "new Promise((done) => { const make = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => { blob.text().then(done); return make(blob); };"
        "document.querySelector('.ck-apart button').click(); })"
    )

    assert list(json.loads(made)["answers"]) == [QUESTION["id"]]
