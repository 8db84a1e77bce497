"""The faces of a question: what the front end gets, and plain text.

Owns the fingerprint, by which a saved answer knows which version it was given to.
"""

import json
from hashlib import sha256
from typing import Any

from coursekit.questions.bank import Question


def specification(question: Question) -> dict[str, Any]:
    """Return a question as the front end reads it, JSON-ready.

    Parameters
    ----------
    question : Question
        Any question of a bank.

    Returns
    -------
    dict
        Common keys, those of the kind, and the ``fingerprint`` of what is asked.

    Examples
    --------
    >>> from coursekit.questions import find
    >>> len(specification(find("06-new-partnership/adoption-date"))["fingerprint"])
    8
    """
    asked = {"kind": question.kind, "id": question.id, "prompt": question.prompt, **question.body.specification()}
    canonical = json.dumps(asked, sort_keys=True, ensure_ascii=False)
    return {
        **asked,
        "hints": list(question.hints),
        "explain": question.explain,
        "fingerprint": sha256(canonical.encode()).hexdigest()[:8],
    }


def plain(question: Question) -> str:
    """Return a question as text to read or to write on.

    Examples
    --------
    >>> from coursekit.questions import find
    >>> plain(find("06-new-partnership/adoption-date")).splitlines()[1][:2]
    'a)'
    """
    return "\n".join([question.prompt, *question.body.lines()])
