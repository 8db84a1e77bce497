"""Today's review: what is due when, and a sitting from the first question to the last."""

import json
import re

import pytest

from built import SITE, reload
from coursekit.book.review import reviewed
from coursekit.questions import bank_names, specification
from sittings import RIGHT, WRONG, answered, asked, review_of
from workbench import page_of

ADDRESS = "http://course.test/review.html"
ZONE = "Asia/Almaty"


@pytest.fixture(name="sit")
def _sit(chromium):
    """Open the review of some questions at a time, with saved states; times are UTC, the learner is in Almaty."""
    contexts = []

    def sit(questions, states, now="2026-11-23T05:00:00Z", *, fault=None):
        context = chromium.new_context(viewport={"width": 390, "height": 900}, timezone_id=ZONE, locale="en-GB")
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.trouble = []
        page.on("console", lambda message: page.trouble.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: page.trouble.append(f"error: {error}"))
        html = page_of([review_of(questions)], fault=fault)
        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        page.clock.set_fixed_time(now)
        page.goto("http://course.test/empty.html")
        save(page, states)
        page.goto(ADDRESS)
        page.wait_for_function("document.querySelector('.ck-review')?.children.length > 0")
        return page

    yield sit
    for context in contexts:
        context.close()


def save(page, states):
    """Put saved states into the browser."""
    page.evaluate(
        "states => Object.entries(states).forEach(([id, state]) =>"
        " localStorage.setItem('coursekit:' + id, JSON.stringify(state)))",
        states,
    )


def saved(page, identifier):
    """Return the saved state of a question."""
    return json.loads(page.evaluate("id => localStorage.getItem('coursekit:' + id)", identifier))


def answer(page, *, right):
    """Answer the question shown, and check."""
    page.locator(".ck-option input").nth(1 if right else 0).check()
    page.get_by_role("button", name="Check").click()


def onward(page):
    """Go on, whatever comes next."""
    page.locator(".ck-review > .ck-actions .ck-main").first.click()


def prompt(page):
    """Return the prompt shown."""
    return page.locator(".ck-review legend").first.inner_text()


Q1, Q2, Q3 = (asked(f"01-try/q{n}") for n in (1, 2, 3))
OTHER = asked("02-more/other")

#: Name -> (tries, day it is due, place in the order); times are UTC, Almaty is five hours ahead.
SCHEDULE = {
    "never tried": ([], None, None),
    "right: next day": ([(RIGHT, "2026-11-02T05:00:00.000Z")], "2026-11-03", 2),
    "right at ten in the evening: next morning": ([(RIGHT, "2026-11-02T17:00:00.000Z")], "2026-11-03", 2),
    "right after midnight, still the day before in Greenwich": (
        [(RIGHT, "2026-11-02T20:00:00.000Z")],
        "2026-11-04",
        2,
    ),
    "right twice: seven days": (
        [(RIGHT, "2026-11-02T05:00:00.000Z"), (RIGHT, "2026-11-03T01:00:00.000Z")],
        "2026-11-10",
        2,
    ),
    "right twice, the second late: from the second": (
        [(RIGHT, "2026-11-02T05:00:00.000Z"), (RIGHT, "2026-11-09T05:00:00.000Z")],
        "2026-11-16",
        2,
    ),
    "right three times: twenty-one days": (
        [(RIGHT, f"2026-11-{day}T05:00:00.000Z") for day in ("02", "03", "10")],
        "2026-12-01",
        2,
    ),
    "right four times: learned": (
        [(RIGHT, f"2026-{day}T05:00:00.000Z") for day in ("10-01", "10-02", "10-09", "10-30")],
        "learned",
        2,
    ),
    "right again before it was due: no step further": (
        [(RIGHT, "2026-11-02T05:00:00.000Z"), (RIGHT, "2026-11-02T06:00:00.000Z")],
        "2026-11-03",
        2,
    ),
    "right on another device before it was due: the day stays": (
        [(RIGHT, f"2026-11-{day}T05:00:00.000Z") for day in ("02", "03", "07")],
        "2026-11-10",
        2,
    ),
    "an impossible time: as if it had not been": (
        [(RIGHT, "2026-11-02T05:00:00.000Z"), (RIGHT, "2026-99-99T99:99")],
        "2026-11-03",
        2,
    ),
    "put right at an impossible time: as if it had not been": (
        [(RIGHT, "2026-11-02T05:00:00.000Z"), (WRONG, "2026-11-03T05:00:00.000Z", {"corrected": "soon"})],
        "2026-11-03",
        2,
    ),
    "a miss: at once": ([(WRONG, "2026-11-02T05:00:00.000Z")], "2026-11-02", 1),
    "a miss put right: the day after that": (
        [(WRONG, "2026-11-02T05:00:00.000Z", {"corrected": "2026-11-04T05:00:00.000Z"})],
        "2026-11-05",
        1,
    ),
    "a miss put right, then right: seven days": (
        [
            (WRONG, "2026-11-02T05:00:00.000Z", {"corrected": "2026-11-02T05:01:00.000Z"}),
            (RIGHT, "2026-11-03T05:00:00.000Z"),
        ],
        "2026-11-10",
        2,
    ),
    "a miss after two right ones: at once": (
        [(RIGHT, "2026-11-02T05:00:00.000Z"), (RIGHT, "2026-11-03T05:00:00.000Z"), (WRONG, "2026-11-10T05:00:00.000Z")],
        "2026-11-10",
        1,
    ),
    "sure and wrong: first": ([(WRONG, "2026-11-02T05:00:00.000Z", {"sure": 3})], "2026-11-02", 0),
    "unsure and wrong: among the misses": ([(WRONG, "2026-11-02T05:00:00.000Z", {"sure": 1})], "2026-11-02", 1),
    "sure and right: as all right ones": ([(RIGHT, "2026-11-02T05:00:00.000Z", {"sure": 3})], "2026-11-03", 2),
}


def test_when_a_question_is_due(sit):
    """Days of the learner's own calendar: 1, 7, 21, learned; a miss begins again."""
    page = sit([Q1], {})
    found = {}
    for name, (tries, *_) in SCHEDULE.items():
        state = answered(Q1, *tries) if tries else None
        due = page.evaluate(
            """([state, marks]) => {
              const found = coursekit.due(state, marks);
              if (!found) return [null, null];
              const { day, rank } = found;
              return [Number.isFinite(day) ? new Date(day * 864e5).toISOString().slice(0, 10) : "learned", rank];
            }""",
            [state, [Q1["fingerprint"]]],
        )
        found[name] = tuple(due)

    assert found == {name: (day, rank) for name, (_, day, rank) in SCHEDULE.items()}


def test_an_answer_to_an_earlier_version_is_not_due(sit):
    """The question has changed: it is asked again in its chapter, not here."""
    page = sit([Q1], {Q1["id"]: answered({**Q1, "fingerprint": "before"}, (RIGHT, "2026-11-02T05:00:00.000Z"))})

    assert "Answer a question of a chapter first" in page.locator(".ck-review").inner_text()


def test_a_clock_that_was_ahead_silences_no_question(sit):
    """What was answered in the future is asked today; then it goes by the present."""
    ahead = [(RIGHT, "2035-01-01T05:00:00.000Z"), (RIGHT, "2035-02-01T05:00:00.000Z")]
    miss = (WRONG, "2026-11-20T05:00:00.000Z", {"corrected": "2035-01-01T05:00:00.000Z"})
    page = sit([Q1, Q2], {Q1["id"]: answered(Q1, *ahead), Q2["id"]: answered(Q2, miss)})
    assert page.locator(".ck-review-step").inner_text() == "Question 1 of 2"
    for _ in range(2):
        answer(page, right=True)
        onward(page)
    summary = page.locator(".ck-review").inner_text()

    assert "Right at once: 2 of 2" in summary
    assert "Next review: 30 November 2026, 2 questions" in summary


def test_answers_cleared_elsewhere_stay_cleared(sit):
    """The sitting goes on, but writes no record that could not be read."""
    states = {each["id"]: answered(each, (RIGHT, "2026-11-20T05:00:00.000Z")) for each in (Q1, Q2)}
    page = sit([Q1, Q2], states)
    page.evaluate("localStorage.clear()")
    answer(page, right=False)
    answer(page, right=True)
    onward(page)
    answer(page, right=True)

    assert prompt(page) == "Prompt q2?"
    assert page.evaluate("localStorage.length") == 0
    assert page.trouble == []


def test_the_order_and_the_most_of_a_day(sit):
    """Sure and wrong, misses, longest waiting; fifteen a day, those asked today included."""
    many = [asked(f"01-try/m{n:02}") for n in range(14)]
    tries = {
        Q1["id"]: answered(Q1, (RIGHT, "2026-11-20T05:00:00.000Z")),
        Q2["id"]: answered(Q2, (WRONG, "2026-11-22T05:00:00.000Z")),
        Q3["id"]: answered(Q3, (WRONG, "2026-11-22T06:00:00.000Z", {"sure": 3})),
        OTHER["id"]: answered(OTHER, (RIGHT, "2026-11-10T05:00:00.000Z")),
        many[0]["id"]: answered(
            many[0],
            (RIGHT, "2026-11-20T05:00:00.000Z"),
            # In the first minutes of the learner's day.
            (RIGHT, "2026-11-22T19:05:00.000Z"),
        ),
        **{question["id"]: answered(question, (RIGHT, "2026-11-21T05:00:00.000Z")) for question in many[1:]},
    }
    page = sit([Q1, Q2, Q3, OTHER, *many], tries)
    order = page.evaluate(
        """() => {
          const { chapters } = JSON.parse(document.getElementById("q-review").dataset.ck);
          const read = (id) => JSON.parse(localStorage.getItem("coursekit:" + id));
          const asked = chapters.flatMap((each) => each.questions);
          return coursekit.agenda(asked, read, new Date()).due.map((each) => each.id);
        }"""
    )

    assert order[:4] == [Q3["id"], Q2["id"], OTHER["id"], Q1["id"]]
    assert len(order) == 14
    assert many[0]["id"] not in order
    assert page.locator(".ck-review-step").inner_text() == "Question 1 of 14"


def test_a_miss_comes_back_in_the_same_sitting(sit):
    """Only the first answer of the sitting is a try; the page's own answer stays."""
    before = answered(Q1, (RIGHT, "2026-11-20T05:00:00.000Z"))
    page = sit([Q1, Q2], {Q1["id"]: before, Q2["id"]: answered(Q2, (RIGHT, "2026-11-21T05:00:00.000Z"))})
    assert prompt(page) == "Prompt q1?"

    answer(page, right=False)
    assert "comes back" in page.locator(".ck-review").inner_text()
    missed = saved(page, Q1["id"])
    onward(page)
    assert prompt(page) == "Prompt q2?"
    answer(page, right=True)
    onward(page)
    assert prompt(page) == "Prompt q1?"
    assert page.locator(".ck-review-step").inner_text() == "Once more: 1 question missed"
    assert page.locator(".ck-option input:checked").count() == 0
    answer(page, right=False)
    onward(page)
    answer(page, right=True)
    assert page.get_by_role("button", name="Finish").is_visible()
    onward(page)
    after = saved(page, Q1["id"])
    summary = page.locator(".ck-review").inner_text()

    assert [each["right"] for each in missed["tries"]] == [RIGHT, WRONG]
    assert [(each["right"], each["where"]) for each in after["tries"]] == [(RIGHT, "page"), (WRONG, "review")]
    assert after["tries"][-1]["corrected"].startswith("2026-11-23")
    assert {key: after[key] for key in before if key != "tries"} == {
        key: before[key] for key in before if key != "tries"
    }
    assert "Right at once: 1 of 2" in summary
    assert "Next review: 24 November 2026, 1 question" in summary
    assert page.trouble == []


def test_what_is_put_right_at_once_is_put_right(sit):
    """A second answer below the first corrects the miss, and the question comes back all the same."""
    page = sit([Q1], {Q1["id"]: answered(Q1, (RIGHT, "2026-11-20T05:00:00.000Z"))})
    answer(page, right=False)
    answer(page, right=True)
    tries = saved(page, Q1["id"])["tries"]
    onward(page)

    assert [each["right"] for each in tries] == [RIGHT, WRONG]
    assert "corrected" in tries[-1]
    assert "Once more" in page.locator(".ck-review-step").inner_text()


def test_how_sure_one_is_is_kept_with_the_try(sit):
    """Sure and wrong today comes first next time; the verdict is the same."""
    page = sit([Q1], {Q1["id"]: answered(Q1, (RIGHT, "2026-11-20T05:00:00.000Z"))})
    page.locator(".ck-sure input").last.check()
    answer(page, right=False)

    assert saved(page, Q1["id"])["tries"][-1]["sure"] == 3
    assert "Not yet" in page.locator(".ck-feedback").inner_text()


def test_each_review_asks_another_variant(sit):
    """The number of tries tells which one comes."""
    variants = [{**asked("01-try/q1", prompt=f"Prompt variant {n}?"), "fingerprint": f"v{n}"} for n in (1, 2)]
    varied = {**Q1, "variants": variants}
    days = ["2026-11-02T05:00:00.000Z", "2026-11-03T05:00:00.000Z", "2026-11-10T05:00:00.000Z"]
    shown = []
    for count in (1, 2, 3):
        page = sit([varied], {Q1["id"]: answered(Q1, *[(RIGHT, day) for day in days[:count]])}, "2026-12-24T05:00:00Z")
        shown.append(prompt(page))
        answer(page, right=True)
        shown.append(saved(page, Q1["id"])["tries"][-1]["fingerprint"])

    assert shown == ["Prompt variant 1?", "v1", "Prompt variant 2?", "v2", "Prompt q1?", "f-q1"]


def test_nothing_to_review(sit):
    """Nothing answered yet: links to the chapters; nothing due: the next day; all learned: that."""
    nothing = sit([Q1, OTHER], {})
    early = sit([Q1], {Q1["id"]: answered(Q1, (RIGHT, "2026-11-23T04:00:00.000Z"))})
    days = ["2026-10-01", "2026-10-02", "2026-10-09", "2026-10-30"]
    learned = sit([Q1], {Q1["id"]: answered(Q1, *[(RIGHT, f"{day}T05:00:00.000Z") for day in days])})

    links = nothing.locator(".ck-review a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links == ["01-try.html", "02-more.html"]
    assert "Next review: 24 November 2026, 1 question" in early.locator(".ck-review").inner_text()
    assert "four times in a row" in learned.locator(".ck-review").inner_text()


def test_enough_for_one_day(sit):
    """After fifteen the rest waits for tomorrow."""
    many = [asked(f"01-try/m{n:02}") for n in range(16)]
    states = {
        question["id"]: answered(
            question, (WRONG, "2026-11-20T05:00:00.000Z"), *([(RIGHT, "2026-11-23T04:00:00.000Z")] if n else [])
        )
        for n, question in enumerate(many)
    }
    page = sit(many, states)

    assert "15 questions were asked today" in page.locator(".ck-review").inner_text()
    assert "24 November 2026, 16 questions" in page.locator(".ck-review").inner_text()


def test_stopping_and_going_on(sit):
    """What is left stays due, and the page says so."""
    states = {each["id"]: answered(each, (RIGHT, "2026-11-20T05:00:00.000Z")) for each in (Q1, Q2, Q3)}
    page = sit([Q1, Q2, Q3], states)
    answer(page, right=True)
    onward(page)
    page.get_by_role("button", name="Stop for now").click()
    stopped = page.locator(".ck-review").inner_text()
    page.get_by_role("button", name="Go on").click()

    assert "Right at once: 1 of 1" in stopped
    assert "2 questions are still due today" in stopped
    assert page.locator(".ck-review-step").inner_text() == "Question 1 of 2"


def test_a_sitting_by_keyboard_alone(sit):
    """Tab, arrows, space and enter; after each step the focus is where the next begins."""
    states = {each["id"]: answered(each, (RIGHT, "2026-11-20T05:00:00.000Z")) for each in (Q1, Q2)}
    page = sit([Q1, Q2], states)
    for step in ("Question 2 of 2", "Done for now"):
        page.locator(".ck-option input").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('.ck-review > .ck-actions') !== null"):
                break
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == step


def test_a_seeded_fault_is_noticed(sit):
    """The tests of the schedule are alive."""
    fault = ("const WAITS = [1, 7, 21];", "const WAITS = [1, 8, 21];")
    with pytest.raises(AssertionError):
        test_when_a_question_is_due(lambda questions, states: sit(questions, states, fault=fault))


class TestInTheBook:
    """The page of the built book, over http and from disk."""

    @pytest.fixture(name="page")
    def _page(self, open_page, site):
        """The review page of a learner who answered one question a few days ago."""
        question = specification(reviewed(bank_names()[0])[0])
        page = open_page(f"{site}/book/review.html")
        save(page, {question["id"]: answered(question, (RIGHT, "2026-11-01T05:00:00.000Z"))})
        page.clock.set_fixed_time("2026-11-23T05:00:00Z")
        page.loaded = []
        page.on("request", lambda request: page.loaded.append(request.url))
        reload(page)
        page.wait_for_selector(".ck-review-step")
        page.asked = question
        return page

    def test_only_the_chapters_with_something_due_are_loaded(self, page):
        """The page itself carries an index, not the questions."""
        scripts = {re.sub(r".*/_static/", "", url) for url in page.loaded if "/_static/review/" in url}

        assert [script.partition("?")[0] for script in scripts] == [f"review/{bank_names()[0]}.js"]
        assert prompt(page) == page.asked["prompt"]
        assert page.trouble == []

    def test_the_deck_can_be_taken_along(self, page):
        """The link leads to the file that the build wrote."""
        link = page.get_by_role("link", name="Anki").get_attribute("href")

        assert (SITE / "book" / link).resolve().stat().st_size > 10_000
