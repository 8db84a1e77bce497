"""Every kind of question in a browser, without the book: one verdict, every way to answer."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Error as PlaywrightError

from accessibility import violations
from built import reload
from cases import CASES, TABLES, expected
from coursekit.front_end import script
from coursekit.questions import bank_names, check, find, read_bank, specification
from coursekit.questions.bank import exercises_folder, misconceptions
from kinds import NAMES, driver
from visit import PAINTED
from workbench import page_of

GENERATED = 500


@pytest.fixture(name="bench")
def _bench(open_page, tmp_path):
    """Open a page with the given specifications and nothing else."""

    def open_bench(specs, *, width=1280, dark=False, fault=None, lang="en"):
        file = tmp_path / "bench.html"
        file.write_text(page_of(specs, dark=dark, fault=fault, lang=lang), "utf-8")
        return open_page(file.as_uri(), width=width)

    return open_bench


def first_spec(kind):
    """Return the specification that stands for a kind."""
    return {"hints": ["A nudge."], **next(iter(TABLES[kind]["specs"].values()))}


def all_kinds():
    """Return kind -> specification, fit to stand on one page."""
    return {kind: first_spec(kind) | {"id": f"kinds/{kind}"} for kind in NAMES}


def box_of(page, kind):
    """Return the element of a kind on a page with all of them."""
    return page.locator(f"#q-kinds-{kind}")


def said(box):
    """Return the words of the feedback."""
    return " ".join(box.locator(".ck-feedback").inner_text().split())


def standing(box):
    """Return how far the question is."""
    return box.locator(".ck-mark").get_attribute("data-state")


def send(page, box):
    """Press Check by keyboard."""
    box.locator("button[type=submit]").focus()
    page.keyboard.press("Enter")


def test_the_page_gives_the_verdicts_of_the_table(bench):
    """The same table that holds Python holds the front end."""
    page = bench([])
    cases = [(TABLES[kind]["specs"][case["spec"]], case["answer"]) for kind, case in CASES]

    found = page.evaluate("cases => cases.map(([spec, answer]) => coursekit.check(spec, answer))", cases)

    differing = [
        (case["name"], verdict, expected(case))
        for (_, case), verdict in zip(CASES, found, strict=True)
        if verdict != expected(case)
    ]
    assert differing == []


@pytest.mark.parametrize("kind", NAMES)
def test_python_and_the_page_agree_on_generated_answers(bench, kind):
    """Questions and answers nobody thought of get one verdict from both."""
    cases, verdicts = [], []

    @settings(
        max_examples=GENERATED,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(driver(kind).strategy())
    def collect(pair):
        spec, answer = pair
        cases.append((spec, answer))
        verdicts.append(vars(driver(kind).body_of(spec).check(answer, spec["explain"])))

    collect()
    page = bench([])
    found = page.evaluate("cases => cases.map(([spec, answer]) => coursekit.check(spec, answer))", cases)

    differing = [
        (case, verdict, by_python)
        for case, verdict, by_python in zip(cases, found, verdicts, strict=True)
        if verdict != by_python
    ]
    assert len(cases) >= GENERATED
    assert differing[:3] == []
    assert len({verdict["code"] for verdict in found}) >= 2


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize("way", ["keyboard", "touch"])
def test_a_kind_is_answered_kept_and_reset(bench, kind, way):
    """Empty asks, wrong explains, right or saved is kept after a reload, reset starts afresh."""
    spec = first_spec(kind)
    body = driver(kind).body_of(spec)
    give = driver(kind).enter if way == "keyboard" else driver(kind).touch
    page = bench([spec], width=1280 if way == "keyboard" else 390, dark=way == "touch")
    box = page.locator(".ck")

    send(page, box)
    nothing = said(box)
    wrong = driver(kind).wrong(body)
    if wrong is not None:
        give(page, box, body, wrong)
        send(page, box)
        feedback = body.check(wrong, spec["explain"])
        assert standing(box) == "tried"
        assert " ".join(feedback.message.split()) in said(box)
    give(page, box, body, body.solution())
    send(page, box)
    final = body.check(body.solution(), spec["explain"])
    told = said(box)
    reload(page)

    assert nothing
    assert " ".join(final.message.split()) in told
    assert standing(box) == ("saved" if final.status == "saved" else "correct")
    assert said(box) == told
    box.get_by_role("button", name="Reset", exact=True).click()
    assert standing(box) == "new"
    assert said(box) == ""
    assert page.trouble == []


def test_every_kind_can_be_used_by_everybody(bench):
    """axe finds nothing and nothing scrolls sideways: desk in the light, phone in the dark; untouched, wrong, right."""
    specs = all_kinds()
    bodies = {kind: driver(kind).body_of(spec) for kind, spec in specs.items()}
    page = bench(list(specs.values()))
    found = []
    for state in ("untouched", "wrong", "right"):
        for kind, body in bodies.items():
            answer = driver(kind).wrong(body) if state == "wrong" else body.solution()
            if state != "untouched" and answer is not None:
                driver(kind).enter(page, box_of(page, kind), body, answer)
                send(page, box_of(page, kind))
        for width, scheme in ((1280, "light"), (390, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.evaluate(PAINTED)
            found += [(state, width, scheme, *violation) for violation in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append((state, width, "scrolls sideways"))

    assert page.locator("[data-state=correct], [data-state=saved]").count() == len(NAMES)
    assert found == []
    assert page.trouble == []


def test_every_kind_speaks_kazakh_and_russian(bench):
    """What the learner is told is in the page's language, and no key of the catalogue shows."""
    specs = all_kinds()
    told = {}
    for lang in ("en", "kk", "ru"):
        page = bench(list(specs.values()), lang=lang)
        for kind, spec in specs.items():
            body = driver(kind).body_of(spec)
            driver(kind).enter(page, box_of(page, kind), body, body.solution())
            send(page, box_of(page, kind))
            assert f"{kind}_" not in box_of(page, kind).inner_text()
        told[lang] = page.locator(".ck-kind").all_inner_texts()

    assert all(len(set(words)) == 3 for words in zip(*told.values(), strict=True))


def test_graded_questions_are_saved_and_never_judged(bench):
    """Without keys in the page there is no verdict; the answer is kept."""
    specs = []
    for kind, full in all_kinds().items():
        common = {key: full[key] for key in ("kind", "id", "prompt", "fingerprint")}
        asked = driver(kind).body_of(full).asked()
        specs.append({**common, **asked, "hints": [], "explain": "", "graded": True})
    page = bench(specs)
    for kind, full in all_kinds().items():
        box, body = box_of(page, kind), driver(kind).body_of(full)
        send(page, box)
        assert "first" in said(box)
        driver(kind).enter(page, box, body, driver(kind).wrong(body) or body.solution())
        send(page, box)
        assert "Saved" in said(box)
        assert standing(box) == "saved"

    assert page.trouble == []


@pytest.mark.parametrize(
    "fault",
    [
        ("check(asked, given)", "check(asked, null)"),
        ("node.addEventListener(name, value)", "node.addEventListener('nothing', value)"),
        ("RULES[spec.kind](spec, answer)", "verdict('not_attempted', 'choose')"),
    ],
    ids=["a handler that judges nothing", "controls without effect", "a rule that always refuses"],
)
def test_a_seeded_fault_does_not_pass_for_a_working_question(bench, fault):
    """The questions are there and look alive, and still none of them passes for answered."""
    specs = all_kinds()
    page = bench(list(specs.values()), fault=fault)
    assert page.locator("form").count() == len(NAMES)
    page.set_default_timeout(1000)
    for kind, spec in specs.items():
        body = driver(kind).body_of(spec)
        # Without effect, some controls cannot even be used: that is noticed too.
        with suppress(PlaywrightError, AssertionError, ValueError):
            driver(kind).enter(page, box_of(page, kind), body, body.solution())
            send(page, box_of(page, kind))

    # A form whose handler is dead is sent to the page itself, which then loads again.
    page.set_default_timeout(30_000)
    page.wait_for_load_state("load")
    page.locator(".ck-mark").last.wait_for()
    assert page.locator(".ck-mark[data-state=correct], .ck-mark[data-state=saved]").count() == 0


def test_a_graded_answer_that_changes_is_saved_as_it_stands(bench):
    """What is handed in is what is shown: once saved, every change is."""
    full = first_spec("choice") | {"many": True}
    common = {key: full[key] for key in ("kind", "id", "prompt", "fingerprint")}
    options = [{"key": option["key"], "text": option["text"]} for option in full["options"]]
    spec = {**common, "many": True, "options": options, "hints": [], "explain": "", "graded": True}
    page = bench([spec])
    boxes = page.locator(".ck-option input")
    boxes.nth(0).check()
    send(page, page.locator(".ck"))
    boxes.nth(1).check()
    reload(page)

    assert boxes.nth(0).is_checked()
    assert boxes.nth(1).is_checked()


def test_a_verdict_beside_a_changed_answer_says_that_it_is_about_the_earlier_one(bench):
    """Right stays below the answer it was said of, and says so when that changes."""
    spec = first_spec("choice")
    body = driver("choice").body_of(spec)
    page = bench([spec])
    box = page.locator(".ck")
    driver("choice").enter(page, box, body, body.solution())
    send(page, box)
    before = box.get_by_text("earlier answer").is_visible()
    driver("choice").enter(page, box, body, driver("choice").wrong(body))
    during = box.get_by_text("earlier answer").is_visible()
    driver("choice").enter(page, box, body, body.solution())

    assert (before, during, box.get_by_text("earlier answer").is_visible()) == (False, True, False)


def test_a_text_is_kept_while_it_is_written_and_no_other_tab_takes_it_away(bench):
    """A page that is closed in the middle, and a hint taken elsewhere, cost nothing."""
    spec = first_spec("reflect") | {"hints": ["A nudge."]}
    page = bench([spec])
    area = page.locator("textarea")
    area.press_sequentially("Half a thought")
    page.wait_for_function("Object.values(localStorage).some(text => text.includes('Half a thought'))")
    reload(page)
    kept = area.input_value()
    area.press_sequentially(" and more")
    page.evaluate(
        """id => {
          const state = JSON.parse(localStorage.getItem("coursekit:" + id));
          localStorage.setItem("coursekit:" + id, JSON.stringify({ ...state, hints: 1 }));
          window.dispatchEvent(new StorageEvent("storage", { key: "coursekit:" + id }));
        }""",
        spec["id"],
    )

    assert kept == "Half a thought"
    assert area.input_value() in ("Half a thought and more", " and moreHalf a thought")
    assert page.locator(".ck-hints li").count() == 1
    assert standing(page.locator(".ck")) == "new"


def test_answers_of_every_kind_travel_to_another_browser(bench, tmp_path):
    """Downloaded here, taken up there: the same standing, the same feedback."""
    specs = all_kinds()
    pages = [*specs.values(), {"kind": "progress", "id": "progress", "course": "test", "chapters": []}]
    here = bench(pages)
    for kind, spec in specs.items():
        body = driver(kind).body_of(spec)
        box = box_of(here, kind)
        driver(kind).enter(here, box, body, body.solution())
        send(here, box)
    told = {kind: said(box_of(here, kind)) for kind in NAMES}
    with here.expect_download() as download:
        here.get_by_role("button", name="Download my answers").click()
    file = tmp_path / "coursekit-answers.json"
    download.value.save_as(file)

    there = bench(pages)
    there.set_input_files("input[type=file]", str(file))
    there.wait_for_function(f"Object.keys(localStorage).length >= {len(NAMES)}")
    reload(there)

    assert sorted(json.loads(file.read_text("utf-8"))["answers"]) == sorted(f"kinds/{kind}" for kind in NAMES)
    assert {kind: said(box_of(there, kind)) for kind in NAMES} == told
    assert here.trouble == there.trouble == []


def test_how_sure_one_is_changes_no_verdict_and_is_kept(bench):
    """Asked where one practises, saved with the first try; it need not be answered."""
    spec = first_spec("choice") | {"sure": True}
    body = driver("choice").body_of(spec)
    page = bench([spec])
    box = page.locator(".ck")

    driver("choice").enter(page, box, body, driver("choice").wrong(body))
    box.get_by_label("Sure", exact=True).focus()
    page.keyboard.press("Space")
    send(page, box)
    state = page.evaluate("id => JSON.parse(localStorage.getItem('coursekit:' + id))", spec["id"])

    assert standing(box) == "tried"
    assert state["sure"] == 3
    assert [(one["right"], one["sure"]) for one in state["tries"]] == [(False, 3)]


def test_a_belief_behind_a_wrong_answer_is_named(bench):
    """Belief, why it tempts, what speaks against it, where it is taught; it stays on record."""
    question = find("06-new-partnership/legal-force")
    spec = specification(question)
    key, belief = next((o["key"], o["misconception"]) for o in spec["options"] if o.get("misconception"))
    known = misconceptions()[belief]
    page = bench([spec])
    box = page.locator(".ck")

    driver("choice").enter(page, box, question.body, [key])
    send(page, box)
    box.locator(".ck-belief summary").press("Enter")
    told = " ".join(box.locator(".ck-belief").inner_text().split())
    driver("choice").enter(page, box, question.body, question.body.solution())
    send(page, box)
    state = page.evaluate("id => JSON.parse(localStorage.getItem('coursekit:' + id))", spec["id"])

    assert all(text in told for text in (known.belief, known.tempting, known.refutation))
    assert "Chapters or primers that deal with it: 6" in told
    assert state["beliefs"] == [belief]
    assert box.locator(".ck-belief").count() == 0


def test_a_repeat_is_not_the_same_item(bench):
    """After a right answer the same is asked about another country, year or document."""
    question = next(q for q in questions() if q.kind == "number" and len(q.variants) > 1 and q.place == "practice")
    page = bench([specification(question)])
    box = page.locator(".ck")
    asked = []
    for version in (question, *question.variants, question):
        asked.append(box.locator("legend").first.inner_text())
        driver("number").enter(page, box, version.body, version.body.solution())
        send(page, box)
        assert " ".join(version.explain.split()) in said(box)
        box.get_by_role("button", name="Another one like this").press("Enter")
        reload(page)

    assert len(set(asked)) == 1 + len(question.variants)
    assert asked[0] == asked[-1]
    assert page.trouble == []


def test_every_question_and_variant_of_the_course_gets_one_verdict(bench):
    """Solution, wrong answer, nothing, and every answer the author foresaw: Python and the page agree."""
    cases = [
        (specification(version), answer, vars(check(version, answer)))
        for question in questions()
        for version in (question, *question.variants)
        for answer in (version.body.solution(), driver(version.kind).wrong(version.body), None, *foreseen(version))
    ]
    page = bench([])

    found = page.evaluate(
        "cases => cases.map(([spec, answer]) => coursekit.check(spec, answer))", [c[:2] for c in cases]
    )

    differing = [(case, got) for case, got in zip(cases, found, strict=True) if got != case[2]]
    assert differing[:3] == []
    assert len(cases) > 400


def questions():
    """Return every question of the course that is not graded."""
    return [question for slug in bank_names() for question in read_bank(exercises_folder() / slug / "questions.toml")]


def foreseen(version):
    """Return the wrong answers that have words of their own."""
    spec = version.body.specification()
    if version.kind == "choice":
        return [[o["key"]] if spec["many"] else o["key"] for o in spec["options"]]
    if version.kind == "number":
        return [f"{edge:.10g}" for near in spec["near"] for edge in (near["from"], near["to"])]
    if version.kind == "text":
        return [text for near in version.body.near for text in near.texts]
    return []


def test_the_page_carries_the_kinds_it_uses_and_no_others():
    """A page with a choice pays for a choice."""
    assert "RULES.choice" in script(["choice"])
    assert "RULES.order" not in script(["choice"])
