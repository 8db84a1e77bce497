"""The progress page: sums up, downloads, resumes, refuses foreign files, clears; the same numbers as Python."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from built import SITE, reload
from coursekit.progress import answers_text, merged, present_versions, read_answers, saved_answers, where_you_stand
from coursekit.questions import bank_names, find, read_bank, specification
from coursekit.questions.bank import exercises_folder
from coursekit.widgets.answer_file import NAME, AnswerFile

COUNT = "Object.keys(localStorage).filter(key => key.startsWith('coursekit:0')).length"


def state_of(name, status, **more):
    """Return id and saved state of a question of chapter 6."""
    question = find(f"06-new-partnership/{name}")
    mark = specification(question)["fingerprint"]
    right = status == "correct"
    return question.id, {
        "answer": "a",
        "status": status,
        "code": status,
        "attempts": 2,
        "hints": 0,
        "correct_at_attempt": 2 if right else None,
        "fingerprint": mark,
        "time": "2026-11-23T10:00:00.000Z",
        "tries": [{"time": "2026-11-23T09:00:00.000Z", "right": False, "fingerprint": mark, "where": "page"}],
        **more,
    }


def save(page, answers):
    """Put saved states into the browser and open the page again."""
    page.evaluate(
        "answers => Object.entries(answers).forEach(([id, state]) =>"
        " localStorage.setItem('coursekit:' + id, JSON.stringify(state)))",
        answers,
    )
    reload(page)


@pytest.fixture(name="answered")
def _answered(open_page, site):
    """The progress page of a learner with one right and one wrong answer."""
    page = open_page(f"{site}/book/progress.html")
    save(page, dict([state_of("adoption-date", "correct"), state_of("legal-force", "not_yet")]))
    return page


def summary(page):
    """Return the words of the page's summary."""
    return " ".join(page.locator(".ck-summary").inner_text().split())


def saved(page):
    """Return the answers kept in the browser."""
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('coursekit:0')).sort()")


def state_in(page, identifier):
    """Return the saved state of a question."""
    return json.loads(page.evaluate("id => localStorage.getItem('coursekit:' + id)", identifier))


def file_with(folder, answers, name="coursekit-answers.json", **other):
    """Write a file of answers and return its path."""
    content = json.loads(answers_text(answers, saved="2026-11-23T10:00:00.000Z", course="2026.1"))
    file = folder / name
    file.write_text(json.dumps({**content, **other}), "utf-8")
    return file


def test_the_page_counts_what_was_answered(answered):
    """One right, one tried, the rest not started; open questions are linked."""
    assert "1 of" in summary(answered)
    assert "1 tried" in summary(answered)
    for link in answered.locator(".ck-summary details a").evaluate_all("links => links.map(link => link.href)"):
        assert (SITE / "book" / link.rpartition("#")[0].split("/book/")[-1]).exists() or "/exercises/" in link


def test_where_you_stand(answered):
    """First tries by objective, with their number; fewer than three are too little to tell."""
    identifier, state = state_of("adoption-date", "correct")
    first = state["tries"][0]
    later = [
        {**first, "right": right, "where": "review", "time": f"2026-11-2{day}T09:00:00.000Z"}
        for day, right in ((4, True), (5, True))
    ]
    before = summary(answered)
    save(answered, {identifier: {**state, "tries": [first, *later]}})

    assert "Too little to tell: 1 first try so far" in before
    assert "67% Right at the first try: 2 of 3" in summary(answered)
    assert answered.trouble == []


def test_download_and_resume_carry_the_answers_to_another_browser(answered, open_page, tmp_path, http):
    """A file leaves one browser and arrives in another; Python reads it too."""
    with answered.expect_download() as download:
        answered.get_by_role("button", name="Download my answers").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    other = open_page(f"{http}/book/progress.html")
    other.set_input_files("input[type=file]", str(file))
    other.wait_for_function(f"{COUNT} === 2")

    content = json.loads(file.read_text("utf-8"))
    assert file.name == "coursekit-answers.json"
    assert content["format"] == "coursekit-progress"
    assert content["course"] == "2026.1"
    assert saved(other) == saved(answered)
    assert "1 of" in summary(other)
    assert read_answers(file)["status"].tolist() == ["correct", "not_yet"]
    stand = where_you_stand(file)
    assert other.locator(".ck-total .ck-success").get_attribute("data-tries") == str(stand["tries"].sum())


def test_resuming_keeps_the_better_answer_and_every_try(answered, tmp_path):
    """What is right here stays right, and the other device's tries are added."""
    identifier, state = state_of("adoption-date", "not_yet", attempts=1, time="2026-11-24T10:00:00.000Z")
    state["tries"][0]["time"] = "2026-11-24T09:00:00.000Z"
    answered.set_input_files("input[type=file]", str(file_with(tmp_path, {identifier: state})))
    answered.get_by_text("1 answer was taken over").wait_for()
    both = state_in(answered, identifier)

    assert both["status"] == "correct"
    assert [each["time"][:10] for each in both["tries"]] == ["2026-11-23", "2026-11-24"]


def test_resuming_never_loses_an_answer_to_an_earlier_version(answered, tmp_path):
    """The answer to the present version stays; the other is kept beside it."""
    identifier, state = state_of("legal-force", "correct", fingerprint="00000000", attempts=9)
    answered.set_input_files("input[type=file]", str(file_with(tmp_path, {identifier: state})))
    answered.get_by_text("1 answer was taken over").wait_for()
    both = state_in(answered, identifier)

    assert both["status"] == "not_yet"
    assert both["earlier"]["attempts"] == 9


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not json", "damaged"),
        ("[]", "does not come from this course"),
        ('{"format": "something-else", "version": 1, "answers": {}}', "does not come from this course"),
        ('{"format": "coursekit-progress", "version": 2, "answers": {}}', "newer version"),
        ('{"format": "coursekit-progress", "version": "2", "answers": {}}', "damaged"),
        ('{"format": "coursekit-progress", "version": true, "answers": {}}', "damaged"),
        ('{"format": "coursekit-progress", "version": 1, "answers": 7}', "damaged"),
        ('{"format": "coursekit-progress", "version": 1, "answers": {"__proto__": {}}}', "damaged"),
        ('{"format": "coursekit-progress", "version": 1, "answers": {"a/b": {"status": "fine"}}}', "damaged"),
        (
            '{"format": "coursekit-progress", "version": 1, "answers": {"a/a": {"status": "saved"}, "b": 0}}',
            "damaged",
        ),
    ],
)
def test_a_damaged_or_foreign_file_changes_nothing(answered, tmp_path, content, said):
    """The message is clear and the answers stay."""
    file = tmp_path / "foreign.json"
    file.write_text(content, "utf-8")
    before = answered.evaluate("({ ...localStorage })")

    answered.set_input_files("input[type=file]", str(file))
    answered.get_by_text("Nothing was changed").wait_for()

    assert said in answered.locator(".ck-said").inner_text()
    assert answered.evaluate("({ ...localStorage })") == before
    assert answered.trouble == []


def test_clearing_asks_first(answered):
    """Keep means keep; delete means delete, also what cannot be read; the look that was chosen stays."""
    answered.evaluate("localStorage.setItem('coursekit:06-new-partnership/old', '{')")
    answered.evaluate("localStorage.setItem('coursekit:theme', 'dark')")
    answered.get_by_role("button", name="Clear all").click()
    answered.get_by_role("button", name="Keep them").click()
    kept = saved(answered)
    answered.get_by_role("button", name="Clear all").click()
    answered.get_by_role("button", name="Delete all answers").click()

    assert len(kept) == 3
    assert answered.evaluate("({ ...localStorage })") == {"coursekit:theme": "dark"}


# ------------------------------------------------------------ the same as in Python

BANKS = [question for slug in bank_names() for question in read_bank(exercises_folder() / slug / "questions.toml")]
VERSIONS = present_versions()
TIMES = st.builds(
    "2026-{:02}-{:02}T{:02}:30:00.000Z".format, st.integers(9, 12), st.integers(1, 28), st.integers(0, 23)
)
ODD_TIMES = st.sampled_from(
    [
        "2026-99-99T99:99",
        "2026-02-30T09:00:00.000Z",
        "2024-02-29T09:00",
        "2026-11-01T09:00:00.000+05:00",
        "2026-11-01T24:00:00.000Z",
        "0000-11-01T09:00:00.000Z",
        "2026-11-01T09:00:00.000Z later",
        "2026-11-01",
        "2035-11-01T09:00:00.000Z",
        "soon",
        {},
        None,
    ]
)
STRANGE = st.sampled_from([None, 7, "x", [], {}, {"right": True}, {"right": "yes", "time": "2026-11-01T09:00:00Z"}])


@st.composite
def states(draw, identifier):
    """Return a saved state of a question: usual ones, old ones, and ones with strange parts."""
    mark = st.sampled_from([*VERSIONS.get(identifier, []) * 4, "00000000"])
    tries = st.fixed_dictionaries(
        {
            "time": st.one_of(TIMES, TIMES, ODD_TIMES),
            "right": st.booleans(),
            "fingerprint": mark,
            "where": st.sampled_from(["page", "review"]),
        },
        optional={"sure": st.integers(1, 3), "corrected": st.one_of(TIMES, TIMES, ODD_TIMES)},
    )
    optional = {
        "time": st.one_of(TIMES, ODD_TIMES, STRANGE),
        "tries": st.one_of(
            st.lists(tries, min_size=1, max_size=6), st.lists(st.one_of(tries, STRANGE), max_size=4), STRANGE
        ),
        "correct_at_attempt": st.sampled_from([None, 0, 1, 2]),
        "fingerprint": st.one_of(mark, st.none()),
        "first_time": st.one_of(TIMES, st.just(5)),
        "right_time": TIMES,
        "earlier": st.sampled_from([None, {}, {"status": "correct", "attempts": 1}]),
    }
    required = {
        "answer": st.sampled_from(["a", None, ["a", "b"]]),
        "status": st.sampled_from(["correct", "not_yet", "not_attempted", "saved"]),
        "attempts": st.integers(0, 4),
    }
    return draw(st.fixed_dictionaries(required, optional=optional))


@st.composite
def files(draw):
    """Return the answers of a learner, some of them to questions the course does not have."""
    ids = draw(st.lists(st.sampled_from([*VERSIONS, "06-new-partnership/gone"]), unique=True, min_size=30, max_size=80))
    return {identifier: draw(states(identifier)) for identifier in ids}


def generated(strategy, number):
    """Return cases that hypothesis makes up, to be judged by Python and the page in one go."""
    cases = []

    @settings(max_examples=number, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(case):
        cases.append(case)

    collect()
    return cases


def test_the_page_and_python_give_the_same_numbers(http, open_page, tmp_path):
    """Where you stand, for made-up files of answers, objective by objective."""
    cases = generated(files(), 200)
    page = open_page(f"{http}/book/progress.html")
    on_page = page.evaluate(
        """files => {
          const { chapters } = JSON.parse(document.getElementById("progress").dataset.ck);
          const asked = chapters.flatMap((chapter) => chapter.questions);
          const objectives = [...new Set(asked.map((question) => question.objective))];
          return files.map((answers) => objectives.map((id) => {
            const own = asked.filter((question) => question.objective === id);
            const { tries, right, share } = coursekit.whereYouStand(own, (each) => answers[each]);
            return [id, tries, right, share];
          }));
        }""",
        cases,
    )
    in_python = []
    for case in cases:
        stand = where_you_stand(file_with(tmp_path, case))
        in_python.append(
            [
                [row.objective, row.tries, row.right, None if row.share != row.share else row.share]
                for row in stand.itertuples()
            ]
        )

    assert len(cases) >= 200
    assert sum(row[3] is not None for case in in_python for row in case) > 100
    assert [sorted(case) for case in on_page] == [sorted(case) for case in in_python]


def test_the_page_and_python_make_the_same_of_two_states(http, open_page):
    """Merging, for made-up pairs."""
    identifier = BANKS[0].id
    cases = generated(st.tuples(states(identifier), states(identifier)), 500)
    page = open_page(f"{http}/book/progress.html")
    on_page = page.evaluate(
        "([pairs, versions]) => pairs.map(([own, other]) => coursekit.merged(own, other, versions))",
        [cases, VERSIONS[identifier]],
    )

    assert on_page == [merged(own, other, VERSIONS[identifier]) for own, other in cases]


def test_the_page_and_python_mark_a_question_alike(http, open_page, tmp_path):
    """How far it is: the page's mark and the status in the table."""
    identifier = BANKS[0].id
    cases = generated(states(identifier), 100)
    page = open_page(f"{http}/book/progress.html")
    on_page = page.evaluate("states => states.map((state) => coursekit.standing(state))", cases)
    words = {"correct": "correct", "saved": "saved", "tried": "not_yet", "new": "not_attempted"}
    file = file_with(tmp_path, {f"06-new-partnership/case-{n}": state for n, state in enumerate(cases)})
    status = read_answers(file).set_index("question")["status"]

    assert [words[mark] for mark in on_page] == [status[f"06-new-partnership/case-{n}"] for n in range(len(cases))]


def test_the_page_and_the_kernel_resume_alike(http, open_page, tmp_path):
    """The same two files, with questions of chapters, labs, assignments and the page of all kinds."""
    graded = next(question for question in VERSIONS if question not in {each.id for each in BANKS})
    lab = next(question.id for question in BANKS if question.place == "lab")
    kind = next(question.id for question in BANKS if question.id.startswith("every-kind/"))
    names = [graded, lab, kind, BANKS[0].id, "06-new-partnership/gone"]
    here = {name: state_of("legal-force", "correct", attempts=5, fingerprint="00000000")[1] for name in names}
    there = {
        name: state_of("legal-force", "not_yet", fingerprint=VERSIONS.get(name, ["1"])[0], time="2026-11-24T10:00Z")[1]
        for name in names
    }
    there[graded]["status"] = "saved"
    page = open_page(f"{http}/book/progress.html")
    save(page, here)
    other = file_with(tmp_path, there, "other.json")
    page.set_input_files("input[type=file]", str(other))
    page.get_by_text("5 answers were taken over").wait_for()
    file_with(tmp_path, here, NAME)

    assert AnswerFile(tmp_path).resume(other) == 5
    in_kernel = saved_answers(tmp_path / NAME)
    assert {name: state_in(page, name) for name in names} == in_kernel
    assert [in_kernel[name]["status"] for name in names] == ["saved", "not_yet", "not_yet", "not_yet", "correct"]
