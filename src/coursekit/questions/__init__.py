"""Questions: one file of data, every face the same verdict.

Owns what a question is, how a bank is read and what an answer is worth.
Pure, standard library only; the page, the notebook, the grader and the print
form all ask here. A kind of question is one module of this package.

Examples
--------
>>> question = find("06-new-partnership/adoption-date")
>>> check(question, None).status
'not_attempted'
"""

from coursekit.questions.bank import Question, bank_names, bank_of, find, read_bank
from coursekit.questions.faces import is_marked, plain, specification
from coursekit.questions.verdict import Feedback, check

__all__ = [
    "Feedback",
    "Question",
    "bank_names",
    "bank_of",
    "check",
    "find",
    "is_marked",
    "plain",
    "read_bank",
    "specification",
]
