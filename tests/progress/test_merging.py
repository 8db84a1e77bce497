"""Two states of a question become one."""

from coursekit.progress import merged
from progress.making import FIRST, RIGHT, WRONG, fingerprint, of, one_try, state


class TestMerging:
    """Two states of a question become one, and nothing is lost."""

    def test_the_better_answer_and_all_tries(self):
        """Right wins over wrong; the tries of both are there, in order, each once."""
        here = of(FIRST, WRONG, status="not_yet")
        there = {**of(FIRST, WRONG, RIGHT, attempts=2)}
        both = merged(here, there)

        assert both["status"] == "correct"
        assert [one["right"] for one in both["tries"]] == [WRONG, RIGHT]
        assert merged(there, here)["tries"] == both["tries"]

    def test_an_answer_to_the_present_version_wins(self):
        """A right answer to an earlier version is kept beside it."""
        now = of(FIRST, WRONG, status="not_yet")
        before = state(one_try(RIGHT, 1, mark="00000000"), mark="00000000")
        both = merged(before, now, [fingerprint(FIRST)])

        assert both["fingerprint"] == fingerprint(FIRST)
        assert both["earlier"] == before
        assert len(both["tries"]) == 2

    def test_a_miss_that_was_put_right_stays_so(self):
        """Whichever of the two states knows of it."""
        miss = one_try(WRONG, 1)
        known, unknown = state({**miss, "corrected": "2026-11-01T09:05:00.000Z"}), state(miss)

        for both in (merged(known, unknown), merged(unknown, known)):
            assert both["tries"] == known["tries"]

    def test_merging_again_changes_nothing(self):
        """The same file twice is the same file."""
        here, there = of(FIRST, WRONG, status="not_yet"), of(FIRST, RIGHT, start=3)
        once = merged(here, there)

        assert merged(once, there) == once
        assert merged(once, once) == once
