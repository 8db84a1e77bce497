"""The questions as they are now, and the fingerprints by which saved answers know them."""

from functools import cache

from coursekit.questions import Question, bank_names, read_bank, specification
from coursekit.questions.bank import exercises_folder


def present_versions() -> dict[str, list[str]]:
    """Return the fingerprints of every question whose answer can be saved, as it is now.

    Examples
    --------
    >>> len(present_versions()["06-new-partnership/adoption-date"]), "06-new-partnership/gone" in present_versions()
    (1, False)
    """
    return {identifier: fingerprints(question) for identifier, question in questions_by_id().items()}


def questions_by_id() -> dict[str, Question]:
    """Return the questions by id; the graded ones too, where their bank is: in the author's copy."""
    folders = [exercises_folder() / slug for slug in bank_names()]
    files = [file for folder in folders for file in (folder / "questions.toml", *folder.glob("graded.toml"))]
    return {question.id: question for file in files for question in read_bank(file)}


def fingerprints(question: Question) -> list[str]:
    """Return the fingerprints by which saved answers know a question and its variants."""
    return list(_fingerprints(question))


@cache
def _fingerprints(question: Question) -> tuple[str, ...]:
    spec = specification(question)
    return (spec["fingerprint"], *(variant["fingerprint"] for variant in spec.get("variants", [])))
