"""A question as a piece of a page.

Owns the HTML that the book and the notebooks share for questions.
"""

import json
from html import escape

from coursekit.questions.bank import Question
from coursekit.questions.faces import specification


def question_html(question: Question) -> str:
    """Return a question as HTML: readable as it stands, alive where the front end runs.

    Examples
    --------
    >>> from coursekit.questions import find
    >>> question_html(find("06-new-partnership/adoption-date"))[:15]
    '<div class="ck"'
    """
    spec = escape(json.dumps(specification(question), ensure_ascii=False), quote=True)
    lines = "".join(f"<li>{escape(line)}</li>" for line in question.body.lines())
    anchor = "q-" + question.id.replace("/", "-")
    return (
        f'<div class="ck" id="{anchor}" data-ck="{spec}"><div class="ck-plain">'
        f'<p class="ck-prompt">{escape(question.prompt)}</p><ul class="ck-lines">{lines}</ul></div></div>'
    )
