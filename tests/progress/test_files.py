"""A learner's answers as a file: what is damaged is refused, by name."""

import pytest

from coursekit.data.package import rows
from coursekit.errors import AnswersError
from coursekit.progress import read_answers, saved_answers
from coursekit.questions import bank_of
from progress.making import FIRST, RIGHT, of

DAMAGED = {
    "not JSON": ("not json", "not valid JSON"),
    "cut off": ('{"format": "coursekit-progress", "version": 1, "answers": {"a/b": ', "not valid JSON"),
    "too deep": ("[" * 100_000, "not valid JSON"),
    "NaN": ('{"format": "coursekit-progress", "version": 1, "answers": {"a/b": NaN}}', "not valid JSON"),
    "a list": ("[]", "not a file of answers"),
    "foreign": ('{"format": "something-else", "version": 1, "answers": {}}', "not a file of answers"),
    "newer": ('{"format": "coursekit-progress", "version": 2, "answers": {}}', "newer version"),
    "a version that is no number": (
        '{"format": "coursekit-progress", "version": "2", "answers": {}}',
        "expected version 1, got '2'",
    ),
    "no version": ('{"format": "coursekit-progress", "version": true, "answers": {}}', "expected version 1"),
    "no answers": ('{"format": "coursekit-progress", "version": 1, "answers": 7}', "expected answers"),
    "a bad id": (
        '{"format": "coursekit-progress", "version": 1, "answers": {"__proto__": {}}}',
        "'__proto__' is no id",
    ),
    "a bad state": (
        '{"format": "coursekit-progress", "version": 1, "answers": {"a/b": {"status": "fine", "attempts": 1}}}',
        "the answer to 'a/b'",
    ),
    "impossible attempts": (
        '{"format": "coursekit-progress", "version": 1, "answers": {"a/b": {"status": "correct", "attempts": 1e99}}}',
        "the answer to 'a/b'",
    ),
}


class TestDamage:
    """A damaged or foreign file is refused with a clear message."""

    @pytest.mark.parametrize(("text", "said"), DAMAGED.values(), ids=DAMAGED.keys())
    def test_the_message_names_file_and_fault(self, tmp_path, text, said):
        """The learner learns which file and what is wrong."""
        file = tmp_path / "answers.json"
        file.write_text(text, "utf-8")

        with pytest.raises(AnswersError, match=said) as caught:
            read_answers(file)
        assert str(file) in str(caught.value)

    def test_no_file_no_text(self, tmp_path):
        """A missing file, a folder, and bytes that are no text."""
        binary = tmp_path / "binary.json"
        binary.write_bytes(b"\xff\xfe\x00")

        for file, said in ((tmp_path / "none.json", "no such file"), (tmp_path, "cannot be opened"), (binary, "damag")):
            with pytest.raises(AnswersError, match=said):
                saved_answers(file)

    def test_a_byte_order_mark_does_no_harm(self, write):
        """Some editors put one in front."""
        file = write({FIRST.id: of(FIRST, RIGHT)})
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

        assert len(saved_answers(file)) == 1

    @pytest.mark.parametrize("slug", [row["slug"] for row in rows("chapters") if row["published"] == "true"])
    def test_answers_of_every_chapter_and_primer_are_read(self, write, slug):
        """Their ids begin with a number or a letter."""
        question = bank_of(slug)[0]

        assert question.id in saved_answers(write({question.id: of(question, RIGHT)}))
