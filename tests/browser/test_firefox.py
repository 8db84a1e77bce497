"""Firefox: the page that holds everything, a page that the reader comes back to, a book opened from disk."""

import json
import threading
from itertools import product

import pytest

from accessibility import violations
from cases import CASES, TABLES, expected
from coursekit.progress import answers_text
from coursekit.serve import server
from example import LAB, PAGE, SMALL
from sittings import asked, review_of
from visit import EVERY_STATE, TOO_WIDE, restless, states_of, told_wrongly
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


# ------------------------------------------------------------ the page that holds everything


@pytest.fixture(
    name="opened", params=[(name, form) for name in (PAGE, LAB, SMALL, "index") for form in ("http", "file")]
)
def _opened(request, firefox, example, example_http):
    """A page of the example, over http and from disk, with its folds open."""
    name, form = request.param
    firefox.trouble.clear()
    firefox.goto(f"{example_http if form == 'http' else example.as_uri()}/{name}.html")
    firefox.run("(document.querySelectorAll('main details').forEach((fold) => { fold.open = true; }), null)")
    return firefox


def test_a_page_is_alive_accessible_and_fits_in_every_look(opened):
    """Nothing missing, nothing in the console; both modes, three widths."""
    found = opened.run("[...document.querySelectorAll('[data-ck]:not(.ck-live)')].map((one) => one.id)")
    for width, dark in product((1280, 390, 320), (False, True)):
        opened.look(width=width, dark=dark)
        found += [(width, dark, *one) for one in violations(opened)]
        if opened.run("document.documentElement.scrollWidth") > width:
            found.append((width, dark, "scrolls sideways"))
    found += opened.evaluate(TOO_WIDE)

    assert found == []
    assert opened.trouble == []


def test_every_state_of_its_charts_shows_pythons_values(opened):
    """Gone through by their own controls."""
    charts = "[...document.querySelectorAll('[data-ck]')].filter((one) => JSON.parse(one.dataset.ck).kind === 'chart')"
    opened.look(width=1280, dark=False)
    found = []
    for number, text in enumerate(opened.run(f"{charts}.map((one) => one.dataset.ck)")):
        spec = json.loads(text)
        opened.run(f"({charts}[{number}].querySelector('.ck-foot button').click(), null)")
        states = states_of(spec)
        every = opened.run(f"({EVERY_STATE})({charts}[{number}], {json.dumps(states)})")
        for state, seen in zip(states, every, strict=True):
            found += [line for shown in seen for line in told_wrongly(spec, state, shown)]
        found += restless(spec, states, every)

    assert found == []


def test_firefox_gives_the_verdicts_of_the_table(firefox, example_http):
    """The same table that holds Python and the other browser."""
    firefox.goto(f"{example_http}/{PAGE}.html")
    cases = [(TABLES[kind]["specs"][case["spec"]], case["answer"]) for kind, case in CASES]
    found = firefox.evaluate("cases => cases.map(([spec, answer]) => coursekit.check(spec, answer))", cases)

    wrong = [
        (case["name"], verdict) for (_, case), verdict in zip(CASES, found, strict=True) if verdict != expected(case)
    ]
    assert wrong == []


@pytest.mark.parametrize("form", ["http", "file"])
def test_a_choice_is_checked_by_enter_and_kept(firefox, served, book, form):
    """Enter checks what is chosen; the answer is there after a reload."""
    address = served if form == "http" else book.as_uri()
    firefox.goto(f"{address}/chapter.html?keyboard")
    firefox.run("localStorage.clear()")
    firefox.goto(f"{address}/chapter.html?keys")
    # Without a screen Firefox gives no page the focus of its window, and Space, which it handles itself, does nothing.
    option = f"document.querySelector('{BOX} input[value=b]')"
    firefox.run(f"({option}.focus(), {option}.click(), null)")
    firefox.key("\ue007")
    firefox.wait(f"localStorage.getItem('coursekit:{QUESTION['id']}') !== null")
    before = firefox.saved(QUESTION["id"])
    firefox.goto(f"{address}/chapter.html?keys")

    assert before["status"] == "correct"
    assert firefox.run(f"document.querySelector('{BOX} .ck-mark').dataset.state") == "correct"
