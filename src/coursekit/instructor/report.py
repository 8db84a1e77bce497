"""What a class knows, from the files of answers that learners hand in.

Owns the instructor's report: files in, Markdown out. The numbers are those of
:mod:`coursekit.progress`, which each learner sees as well.
"""

import math
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from coursekit.progress import answers_file, misconceptions, read_answers, where_you_stand
from coursekit.questions.bank import misconceptions as register


def class_report(paths: Sequence[Path | str]) -> str:
    """Return a report on a class as Markdown.

    Parameters
    ----------
    paths : sequence of pathlib.Path or str
        One file of answers per learner, from *Download my answers*.

    Returns
    -------
    str
        What was handed in, first-try success by objective, and the misconceptions that showed, with what
        tempts in them, what speaks against them and where they are taught.

    Raises
    ------
    AnswersError
        Names the first file that cannot be read and what is wrong with it.
    """
    answers = [read_answers(path) for path in paths]
    stand = where_you_stand(pd.concat(answers, ignore_index=True)) if answers else pd.DataFrame()
    tried = stand[stand["tries"] > 0] if len(stand) else stand
    lines = [f"# The class, {len(answers)} files of answers", "", *_handed_in(paths), "## First tries by objective", ""]
    lines += ["| objective | first tries | right | share |", "|---|---|---|---|"]
    for row in tried.to_dict("records"):
        lines.append(f"| {row['objective']} | {row['tries']} | {row['right']} | {_share(row['share'])} |")
    lines += ["", "## Misconceptions", ""]
    for row in misconceptions(paths).to_dict("records"):
        entry = register()[row["id"]]
        lines += [f"### {entry.belief}", "", f"Showed {row['times']} times, with {row['learners']} learners.", ""]
        lines += [f"Why it tempts: {entry.tempting}", "", f"What speaks against it: {entry.refutation}", ""]
        lines += [f"Taught in: {', '.join(entry.taught)}", ""]
    return "\n".join(lines)


def _handed_in(paths: Sequence[Path | str]) -> list[str]:
    """Return a table of the files that were handed in for an assignment; nothing if there is none."""
    files = [(Path(path).name, answers_file(path)) for path in paths]
    rows = [
        f"| {_cell(file['student'] or 'not given')} | {_cell(file['assignment'])} | {len(file['answers'])} "
        f"| {_cell(file['saved'])} | {_cell(name)} |"
        for name, file in files
        if file["assignment"]
    ]
    head = ["## Handed in", "", "| student | assignment | answers | saved | file |", "|---|---|---|---|---|"]
    return [*head, *sorted(rows), ""] if rows else []


def _cell(text: str | None) -> str:
    """Return what a student wrote as plain words of a table: no markup, no line, no column of its own."""
    plain = " ".join((text or "").split())
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~&])", r"\\\1", plain)


def _share(share: float) -> str:
    return "too little to tell" if math.isnan(share) else f"{share:.0%}"
