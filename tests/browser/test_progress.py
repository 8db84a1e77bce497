"""The progress page: sums up, exports, imports, refuses foreign files, clears."""

import json

import pytest
from built import SITE, reload

from coursekit.questions import find, specification


@pytest.fixture(name="answered")
def _answered(open_page, site):
    """The progress page of a learner with one right and one wrong answer."""
    page = open_page(f"{site}/book/progress.html")
    for name, status in (("adoption-date", "correct"), ("legal-force", "not_yet")):
        question = find(f"06-new-partnership/{name}")
        state = {
            "answer": "a",
            "status": status,
            "code": status,
            "attempts": 2,
            "hints": 0,
            "correct_at_attempt": 2 if status == "correct" else None,
            "fingerprint": specification(question)["fingerprint"],
            "time": "2026-11-23T10:00:00Z",
        }
        page.evaluate(
            "([id, state]) => localStorage.setItem('coursekit:' + id, JSON.stringify(state))", [question.id, state]
        )
    reload(page)
    return page


def summary(page):
    """Return the words of the page's summary."""
    return " ".join(page.locator(".ck-summary").inner_text().split())


def saved(page):
    """Return the answers kept in the browser."""
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('coursekit:0')).sort()")


def test_the_page_counts_what_was_answered(answered):
    """One right, one tried, the rest not started; open questions are linked."""
    assert "1 of" in summary(answered)
    assert "1 tried" in summary(answered)
    for link in answered.locator(".ck-summary details a").evaluate_all("links => links.map(link => link.href)"):
        assert (SITE / "book" / link.rpartition("#")[0].split("/book/")[-1]).exists() or "/exercises/" in link


def test_export_and_import_carry_the_answers_to_another_browser(answered, open_page, tmp_path, http):
    """A file leaves one browser and arrives in another."""
    with answered.expect_download() as download:
        answered.get_by_role("button", name="Export").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    other = open_page(f"{http}/book/progress.html")
    other.set_input_files("input[type=file]", str(file))
    other.wait_for_function("Object.keys(localStorage).filter(key => key.startsWith('coursekit:0')).length === 2")

    content = json.loads(file.read_text("utf-8"))
    assert content["format"] == "coursekit-progress"
    assert saved(other) == saved(answered)
    assert "1 of" in summary(other)


@pytest.mark.parametrize(
    "content",
    [
        "not json",
        "[]",
        '{"format": "something-else", "version": 1, "answers": {}}',
        '{"format": "coursekit-progress", "version": 1, "answers": 7}',
    ],
)
def test_a_damaged_or_foreign_file_changes_nothing(answered, tmp_path, content):
    """The message is clear and the answers stay."""
    file = tmp_path / "foreign.json"
    file.write_text(content, "utf-8")
    before = saved(answered)

    answered.set_input_files("input[type=file]", str(file))
    answered.get_by_text("Nothing was changed").wait_for()

    assert saved(answered) == before
    assert answered.trouble == []


def test_clearing_asks_first(answered):
    """Keep means keep; delete means delete."""
    answered.get_by_role("button", name="Clear all").click()
    answered.get_by_role("button", name="Keep them").click()
    kept = saved(answered)
    answered.get_by_role("button", name="Clear all").click()
    answered.get_by_role("button", name="Delete all answers").click()

    assert len(kept) == 2
    assert saved(answered) == []
