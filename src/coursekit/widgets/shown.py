"""What is shown where there is no kernel: the page's own form, and a text.

Owns the question whether the book is being built.
"""

import os

from coursekit.questions import Question
from coursekit.questions.page import question_html
from coursekit.widgets.answers import Checked


class Shown:
    """Something shown by its text and HTML forms alone: a page without a kernel."""

    def __init__(self, text: str, html: str) -> None:
        self.text = text
        self.html = html

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


class Posed(Checked):
    """An exercise of a lab in a page: the page asks its question, as no cell can be run there.

    Parameters
    ----------
    question : Question
        The question asked.
    checked : Checked
        The verdict of the cell, for readers of text.
    """

    def __init__(self, question: Question, checked: Checked) -> None:
        super().__init__(checked.feedback, checked.hints, checked.available, checked.unreadable)
        self.question = question

    def _repr_html_(self) -> str:
        return question_html(self.question)


def building_page() -> bool:
    """Return whether a page of the book is being built, which no kernel will serve."""
    return os.environ.get("COURSEKIT_STATIC") == "1"
