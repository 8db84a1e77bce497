"""What a learner coded in a question, as codings that coders are compared by."""

from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.errors import AnswersError, MethodError
from coursekit.progress.files import saved_answers
from coursekit.progress.versions import fingerprints
from coursekit.questions import find, specification

if TYPE_CHECKING:
    import pandas as pd


def codings_from_answers(path: Path | str, question: str, *, coder: str = "me") -> "pd.DataFrame":
    """Return what a learner coded in a question of the kind ``code``, as codings.

    Parameters
    ----------
    path : pathlib.Path or str
        What *Download my answers* wrote, or the file beside a notebook.
    question : str
        Id of the question, such as ``"09-stronger-partnership/code-eight-passages"``.
    coder : str
        What the learner is called in the codings.

    Returns
    -------
    pandas.DataFrame
        One row per passage and coder: ``unit`` (question and key of the passage),
        ``coder``, ``code`` (missing: none of the codes on offer), ``document`` (the
        question). The codes of the course stand there as those of the coder
        ``reference``, unless the question is graded.

    Raises
    ------
    AnswersError
        If the file cannot be read, has no answer to the question, or one to an earlier
        version of it.
    ExerciseError
        If there is no such question; the message gives the nearest ids.
    MethodError
        If the question is of another kind, or nothing was coded yet.
    """
    # Late: pandas, which reading a file of answers does without.
    from coursekit.content.coding.passages import codings_from_answer

    asked = find(question)
    if asked.kind != "code":
        raise MethodError(f"{question!r} is a question of the kind {asked.kind!r}; codings come from the kind 'code'.")
    state = saved_answers(path).get(question)
    if state is None:
        raise AnswersError(f"{path}: there is no answer to {question!r} in this file.")
    versions = dict(zip(fingerprints(asked), (asked, *asked.variants), strict=True))
    version = versions.get(state.get("fingerprint") or "")
    if version is None:
        raise AnswersError(f"{path}: the answer to {question!r} was given to an earlier version of the question.")
    return codings_from_answer(state.get("answer"), specification(version)["passages"], question=question, coder=coder)
