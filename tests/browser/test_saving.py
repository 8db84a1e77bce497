"""What happens to a learner's answers in a page: saved or not, shown, taken back; without the book."""

import json

import pytest

from cases import TABLES
from coursekit.progress import answers_text, read_answers
from coursekit.questions import check, find, specification
from kinds import driver
from sittings import WRONG, asked, one_try, review_of
from workbench import page_of

HINTS = ["One.", "Two.", "Three."]
QUESTION = asked("01-try/q1", hints=HINTS, answer_lines=["Right q1"], sure=False)
WORDS = {"kind": "reflect", "id": "01-try/words"} | next(iter(TABLES["reflect"]["specs"].values()))
PROGRESS = {"kind": "progress", "id": "progress", "course": "2026.1", "chapters": [], "versions": {}}
#: What a browser does that refuses: its storage is full, or the reader does not allow one.
REFUSALS = {
    "full": (
        "Storage.prototype.setItem = () => { throw new DOMException('no room', 'QuotaExceededError'); };",
        "storage for this site is full",
    ),
    "forbidden": (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
        "does not allow saving",
    ),
}


@pytest.fixture(name="sit")
def _sit(chromium):
    """Open a page with the given specifications, over http; first run a script in it."""
    contexts = []

    def sit(specs, *, before="", states=None):
        context = chromium.new_context(viewport={"width": 390, "height": 900}, timezone_id="Asia/Almaty")
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.trouble = []
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        html = page_of(specs)
        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.clock.set_fixed_time("2026-11-23T05:00:00Z")
        page.goto("http://course.test/first.html")
        page.evaluate(
            "states => Object.entries(states).forEach(([id, state]) =>"
            " localStorage.setItem('coursekit:' + id, JSON.stringify(state)))",
            states or {},
        )
        page.add_init_script(before)
        page.goto("http://course.test/page.html")
        return page

    yield sit
    for context in contexts:
        context.close()


def answer(page, *, right):
    """Answer the choice that is shown, and check."""
    page.locator(".ck-option input").nth(1 if right else 0).check()
    page.get_by_role("button", name="Check").click()


def miss(page, times):
    """Miss a question so many times: each time another answer is one attempt."""
    for n in range(times):
        page.locator(".ck-option input").nth(0 if n % 2 == 0 else 2).check()
        page.get_by_role("button", name="Check").click()


def saved(page, identifier=QUESTION["id"]):
    """Return the saved state of a question."""
    return json.loads(page.evaluate("id => localStorage.getItem('coursekit:' + id)", identifier))


def three_options():
    """Return the question with two wrong options."""
    more = {"key": "c", "text": "Wrong too", "right": False, "feedback": "Nor so."}
    return {**QUESTION, "options": [*QUESTION["options"], more]}


# ------------------------------------------------------------ what is not saved


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_question_says_why_its_answer_is_not_saved(sit, refusal):
    """Full is not forbidden: the one can be helped in the settings, the other is a choice."""
    script, said = REFUSALS[refusal]
    page = sit([QUESTION], before=script)
    answer(page, right=True)

    assert said in page.locator(".ck").inner_text()
    assert page.locator(".ck-mark").get_attribute("data-state") == "correct"
    assert page.trouble == []


def test_what_could_not_be_saved_is_no_longer_said_once_there_is_room(sit):
    """The note goes when the next answer is stored, and that answer has all that came before."""
    page = sit([QUESTION], before="window.keep = Storage.prototype.setItem;" + REFUSALS["full"][0])
    page.get_by_role("button", name="Hint").click()
    before = page.locator(".ck-note").count()
    page.evaluate("() => { Storage.prototype.setItem = window.keep; }")
    answer(page, right=False)

    assert (before, page.locator(".ck-note").count()) == (1, 0)
    assert (saved(page)["hints"], saved(page)["attempts"]) == (1, 1)


@pytest.mark.parametrize("refusal", REFUSALS)
def test_resuming_says_how_many_answers_were_stored(sit, tmp_path, refusal):
    """None, and why; the note stays beside it, whatever else is done."""
    script, said = REFUSALS[refusal]
    state = {"answer": "b", "status": "correct", "attempts": 1, "fingerprint": QUESTION["fingerprint"]}
    file = tmp_path / "answers.json"
    answers = {"01-try/q1": state, "01-try/q2": state}
    file.write_text(answers_text(answers, saved="2026-11-23T10:00:00Z", course="2026.1"), "utf-8")
    page = sit([PROGRESS], before=script)
    page.set_input_files("input[type=file]", str(file))
    page.locator(".ck-said", has_text="stored").wait_for()
    told = page.locator(".ck-progress").inner_text()
    page.get_by_role("button", name="Download my answers").click()

    assert "0 of 2" in told
    assert said in told
    assert said in page.locator(".ck-progress").inner_text()


def test_resuming_stores_what_there_is_room_for(sit, tmp_path):
    """One of two: the number is that of the answers that are really there."""
    state = {"answer": "b", "status": "correct", "attempts": 1, "fingerprint": QUESTION["fingerprint"]}
    file = tmp_path / "answers.json"
    answers = {"01-try/q1": {**state, "answer": "x" * 999}, "01-try/q2": state}
    file.write_text(answers_text(answers, saved="2026-11-23T10:00:00Z", course="2026.1"), "utf-8")
    full = (
        "const keep = Storage.prototype.setItem; Storage.prototype.setItem = function (key, text) {"
        "if (text.length > 500) throw new DOMException('no room', 'QuotaExceededError');"
        "return keep.call(this, key, text); };"
    )
    page = sit([PROGRESS], before=full)
    page.set_input_files("input[type=file]", str(file))
    page.locator(".ck-said", has_text="1 of 2").wait_for()

    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('/'))") == ["coursekit:01-try/q2"]
    assert "is full" in page.locator(".ck-progress").inner_text()


def test_clearing_a_storage_that_may_not_be_used_is_not_called_done(sit):
    """Nothing was deleted, and nothing says so."""
    page = sit([PROGRESS], before=REFUSALS["forbidden"][0])
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("button", name="Delete all answers").click()

    assert "not deleted" in page.locator(".ck-said").inner_text()


def test_a_review_says_that_it_is_not_saved(sit):
    """An answer in the review is one too."""
    state = {"answer": "a", "status": "not_yet", "attempts": 1, "fingerprint": "f-q1", "time": "2026-11-02T05:00:00Z"}
    page = sit([review_of([QUESTION])], before=REFUSALS["full"][0], states={QUESTION["id"]: state})
    page.locator(".ck-review form").wait_for()
    answer(page, right=True)

    assert "is full" in page.locator(".ck-review").inner_text()


def test_the_browser_is_asked_once_to_keep_the_answers(sit):
    """With the first answer that is saved; not before, and not again."""
    count = "window.times = 0; navigator.storage.persist = () => { window.times += 1; return Promise.resolve(true); };"
    page = sit(
        [QUESTION],
        before=f"if (navigator.storage) {{ {count} }} else {{ window.times = 0; Object.defineProperty("
        "navigator, 'storage', { value: { persist: () => { window.times += 1; return Promise.resolve(true); } } }); }",
    )
    before = page.evaluate("window.times")
    page.get_by_role("button", name="Hint").click()
    first = page.evaluate("window.times")
    answer(page, right=True)
    page.reload()
    page.get_by_role("button", name="Hint").click()

    assert (before, first, page.evaluate("window.times")) == (0, 1, 0)


# ------------------------------------------------------------ the answer shown


def test_the_answer_is_shown_after_three_misses(sit, tmp_path):
    """Not before; then it counts as not known, however it is answered, and Python says the same."""
    page = sit([three_options()])
    show = page.get_by_role("button", name="Show the answer")
    miss(page, 2)
    early = show.is_visible()
    page.locator(".ck-option input").nth(0).check()
    page.get_by_role("button", name="Check").click()
    show.click()
    told = page.locator(".ck-solution").inner_text()
    answer(page, right=True)
    state = saved(page)
    file = tmp_path / "answers.json"
    file.write_text(answers_text({QUESTION["id"]: state}, saved="2026-11-23T10:00:00Z", course="2026.1"), "utf-8")
    row = read_answers(file).iloc[0]

    assert not early
    assert "Right q1" in told
    assert "Explained q1." in told
    assert page.locator(".ck-mark").inner_text().strip() == "Answer shown"
    assert page.locator(".ck-mark").get_attribute("data-state") == "tried"
    assert state["correct_at_attempt"] is None
    assert [each["right"] for each in state["tries"]] == [False]
    assert (row["status"], bool(row["shown"])) == ("not_yet", True)


def test_the_answer_is_shown_after_all_hints_and_is_no_first_try(sit):
    """Without an attempt: seen is not known, and resetting does not make it so."""
    page = sit([QUESTION])
    for _ in HINTS:
        page.get_by_role("button", name="Hint").click()
    page.get_by_role("button", name="Show the answer").click()
    page.reload()
    kept = page.locator(".ck-solution").inner_text()
    page.get_by_role("button", name="Reset").click()
    answer(page, right=True)
    state = saved(page)

    assert "Right q1" in kept
    assert [each["right"] for each in state["tries"]] == [False]
    assert state["correct_at_attempt"] is None


def test_a_right_answer_on_a_later_day_counts(sit):
    """What was shown yesterday may be known today."""
    page = sit([three_options()])
    miss(page, 3)
    page.get_by_role("button", name="Show the answer").click()
    page.clock.set_fixed_time("2026-11-24T05:00:00Z")
    answer(page, right=True)

    assert page.locator(".ck-mark").get_attribute("data-state") == "correct"
    assert saved(page)["correct_at_attempt"] == 4


def test_nothing_is_shown_where_nothing_is_marked(sit):
    """A graded question has no answer in the page, a text has none at all."""
    graded = {key: QUESTION[key] for key in ("kind", "id", "prompt", "fingerprint", "many")}
    options = [{"key": each["key"], "text": each["text"]} for each in QUESTION["options"]]
    page = sit([{**graded, "options": options, "hints": ["One."], "explain": "", "graded": True}])
    page.get_by_role("button", name="Hint").click()

    assert page.get_by_role("button", name="Show the answer").count() == 0


def test_every_marked_question_can_show_its_answer():
    """The specification has the words; a graded one has none."""
    for name in ("06-new-partnership/adoption-date", "06-new-partnership/papers-and-purposes"):
        question = find(name)
        assert specification(question)["answer_lines"] == question.body.solution_lines()
    assert "answer_lines" not in specification(find("06-new-partnership/yearbook-sentence"))


def test_a_review_goes_on_after_a_question_that_cannot_be_answered(sit):
    """A miss comes back twice; then the answer is shown, and the question is due the next day."""
    states = {
        QUESTION["id"]: {
            "answer": "a",
            "status": "not_yet",
            "attempts": 1,
            "fingerprint": "f-q1",
            "time": "2026-11-02T05:00:00.000Z",
            "tries": [one_try(WRONG, "2026-11-02T05:00:00.000Z", mark="f-q1")],
        }
    }
    page = sit([review_of([QUESTION])], states=states)
    onward = page.locator(".ck-review > .ck-actions .ck-main").first
    for _ in range(2):
        page.locator(".ck-review form").wait_for()
        answer(page, right=False)
        onward.click()
    answer(page, right=False)
    page.get_by_role("button", name="Show the answer").click()
    onward.click()
    page.locator(".ck-review-title", has_text="").first.wait_for()
    state = saved(page)

    assert page.locator(".ck-review form").count() == 0
    assert page.get_by_text("24 November").count() == 1
    assert [(each["right"], "shown" in each) for each in state["tries"]] == [(False, False), (False, True)]


# ------------------------------------------------------------ reset, and back


def test_a_reset_is_taken_back(sit):
    """Seventy words, half of them not yet sent, are there again; so is how far the question was."""
    page = sit([WORDS])
    area = page.locator("textarea")
    area.fill("word " * 70)
    page.get_by_role("button", name="Check").or_(page.locator("button[type=submit]")).first.click()
    area.press("End")
    area.press_sequentially("and more")
    before = area.input_value()
    page.get_by_role("button", name="Reset", exact=True).click()
    empty = (area.input_value(), page.locator(".ck-mark").get_attribute("data-state"))
    page.get_by_role("button", name="Undo reset").click()

    assert empty == ("", "new")
    assert area.input_value() == before
    assert page.locator(".ck-mark").get_attribute("data-state") == "saved"
    assert not page.get_by_role("button", name="Undo reset").is_visible()


def test_what_was_not_yet_sent_is_taken_back_too(sit):
    """A choice made and not checked is something to lose; an untouched question has nothing."""
    page = sit([QUESTION])
    undo = page.get_by_role("button", name="Undo reset")
    page.get_by_role("button", name="Reset", exact=True).click()
    untouched = undo.is_visible()
    page.locator(".ck-option input").nth(1).check()
    page.get_by_role("button", name="Reset", exact=True).click()
    cleared = page.locator(".ck-option input").nth(1).is_checked()
    undo.click()

    assert (untouched, cleared) == (False, False)
    assert page.locator(".ck-option input").nth(1).is_checked()


# ------------------------------------------------------------ one remark for each part


@pytest.mark.parametrize(
    ("kind", "spec", "given"),
    [
        ("choice", "choice-2", ["a", "b", "c", "d", "e"]),
        ("categorise", "categorise-1", {"a": "a", "b": "a", "c": "b", "d": "c", "e": "c"}),
        ("match", "match-1", {"a": "d", "b": "f", "c": "c", "d": "g", "e": "a"}),
    ],
)
def test_each_wrong_part_has_its_remark_in_the_page(sit, kind, spec, given):
    """One line each, the words that Python says."""
    shown = {"hints": [], **TABLES[kind]["specs"][spec]}
    body = driver(kind).body_of(shown)
    page = sit([shown])
    driver(kind).enter(page, page.locator(".ck"), body, given)
    page.locator("button[type=submit]").click()
    lines = page.locator(".ck-feedback p").all_inner_texts()
    remarks = body.check(given, "").message.split("\n")

    assert len(remarks) >= 2
    assert [line for line in lines if line in remarks] == remarks


def test_a_lab_says_each_remark_too():
    """Python's own words have a line for each."""
    question = find("06-new-partnership/legal-force")
    wrong = [option.key for option in question.body.options if not option.right]
    message = check(question, wrong).message

    assert len(wrong) < 2 or len(message.split("\n")) == len(wrong)


# ------------------------------------------------------------ handing in


def handin(questions):
    """Return the box that makes the file."""
    listed = [{"id": question["id"], "fingerprints": [question["fingerprint"]]} for question in questions]
    about = {"course": "eu-central-asia", "version": "2026.1", "assignment": "06-new-partnership"}
    return {"kind": "handin", "id": "handin", **about, "questions": listed}


@pytest.mark.parametrize(
    ("student", "name"),
    [
        ("2301475", "eu-central-asia-06-new-partnership-2301475.json"),
        ("", "eu-central-asia-06-new-partnership.json"),
        (" Айгерім О./../x ", "eu-central-asia-06-new-partnership-Айгерім-О-x.json"),
    ],
)
def test_graded_answers_are_handed_in_under_the_students_name(sit, tmp_path, student, name):
    """The answers of this assignment alone; Python reads who handed them in."""
    graded = {key: QUESTION[key] for key in ("kind", "id", "prompt", "fingerprint", "many")}
    options = [{"key": each["key"], "text": each["text"]} for each in QUESTION["options"]]
    graded |= {"options": options, "hints": [], "explain": "", "graded": True}
    other = {"answer": "b", "status": "correct", "attempts": 1}
    page = sit([graded, handin([graded])], states={"01-try/other": other})
    empty = page.locator(".ck-handin").inner_text()
    page.locator(".ck-option input").nth(1).check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Answered and saved: 1 of 1.").wait_for()
    page.locator(".ck-handin input").fill(student)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file to hand in").click()
    file = tmp_path / "handed-in.json"
    download.value.save_as(file)
    table = read_answers(file)

    assert "0 of 1" in empty
    assert download.value.suggested_filename == name
    assert table["question"].tolist() == [QUESTION["id"]]
    assert table["student"].fillna("").tolist() == [student.strip()]
    assert json.loads(file.read_text("utf-8"))["assignment"] == "06-new-partnership"
