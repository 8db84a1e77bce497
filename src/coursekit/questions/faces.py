"""The faces of a question: what the front end gets, and plain text.

Owns the fingerprint, by which a saved answer knows which version it was given to.
"""

import json
from hashlib import sha256
from typing import Any

from coursekit.data.package import index
from coursekit.questions.bank import Question, misconceptions
from coursekit.questions.misconceptions import named_in


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
        A graded question has no keys, and its fingerprint is made without them.

    Examples
    --------
    >>> from coursekit.questions import find
    >>> len(specification(find("06-new-partnership/adoption-date"))["fingerprint"])
    8
    """
    first, *others = [_version(version) for version in (question, *question.variants)]
    beliefs = [_belief(identifier) for identifier in dict.fromkeys(named_in([first, *others]))]
    return {
        **first,
        **({"variants": others} if others else {}),
        **({"misconceptions": beliefs} if beliefs else {}),
        **({"graded": True} if question.graded else {}),
        # How sure one is, is asked where one practises.
        **({"sure": True} if question.place == "practice" and is_marked(question) else {}),
    }


def _version(question: Question) -> dict[str, Any]:
    body = question.body
    return {
        "kind": question.kind,
        "id": question.id,
        "prompt": question.prompt,
        **(body.asked() if question.graded else body.specification()),
        "hints": list(question.hints),
        "explain": "" if question.graded else question.explain,
        # What *Show the answer* shows; where nothing is marked there is nothing to show.
        **({"answer_lines": body.solution_lines()} if is_marked(question) else {}),
        "fingerprint": _fingerprint(question),
    }


def _fingerprint(question: Question) -> str:
    """Return a digest of what is asked and what is right; rewording a feedback leaves it."""
    right = None if question.graded else question.body.solution()
    asked = [question.kind, question.id, question.prompt, question.body.asked(), right]
    return sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:8]


def _belief(identifier: str) -> dict[str, Any]:
    known = misconceptions()[identifier]
    chapters = index("chapters", "slug")
    return {
        **{key: getattr(known, key) for key in ("id", "belief", "tempting", "refutation")},
        "taught": list(dict.fromkeys(chapters[place.partition("#")[0]]["number"] for place in known.taught)),
    }


def is_marked(question: Question) -> bool:
    """Return whether an answer is found right or wrong: not a graded question, nor a prediction or a text.

    Examples
    --------
    >>> from coursekit.questions import find
    >>> is_marked(find("06-new-partnership/adoption-date"))
    True
    """
    return not question.graded and question.body.check(question.body.solution(), "").status == "correct"


def plain(question: Question) -> str:
    """Return a question as text to read or to write on.

    Examples
    --------
    >>> from coursekit.questions import find
    >>> plain(find("06-new-partnership/adoption-date")).splitlines()[1][:2]
    'a)'
    """
    return "\n".join([question.prompt, *question.body.lines()])
