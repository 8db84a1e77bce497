"""Questions of a review and what is stored of them, as several tests need them."""

import json
from urllib.parse import quote

RIGHT, WRONG = True, False
OBJECTIVES = {"01-try": ("01-O1", "01-O2"), "02-more": ("02-O1",)}


def asked(identifier, **more):
    """Return a question with a right option `b`, as the front end reads it."""
    name = identifier.partition("/")[2]
    options = [
        {"key": "a", "text": f"Wrong {name}", "right": False, "feedback": "Not so."},
        {"key": "b", "text": f"Right {name}", "right": True, "feedback": ""},
    ]
    return {
        "kind": "choice",
        "id": identifier,
        "prompt": f"Prompt {name}?",
        "many": False,
        "options": options,
        "hints": [],
        "explain": f"Explained {name}.",
        "fingerprint": f"f-{name}",
        "sure": True,
        **more,
    }


def review_of(questions):
    """Return the review page's specification for questions of two chapters."""
    chapters = []
    for number, (slug, objectives) in enumerate(OBJECTIVES.items(), start=1):
        own = [question for question in questions if question["id"].startswith(slug)]
        script = f"coursekit.bank({json.dumps(slug)}, {json.dumps(own)});"
        index = [
            {
                "id": question["id"],
                "objective": objectives[n % len(objectives)],
                "fingerprints": [
                    question["fingerprint"],
                    *(variant["fingerprint"] for variant in question.get("variants", [])),
                ],
            }
            for n, question in enumerate(own)
        ]
        chapters.append(
            {
                "slug": slug,
                "name": f"Chapter {number}",
                "title": f"Chapter of {slug}",
                "url": f"{slug}.html",
                "script": f"data:text/javascript,{quote(script)}",
                "objectives": [{"id": objective, "text": f"Objective {objective}"} for objective in objectives],
                "questions": index,
            }
        )
    return {"kind": "review", "id": "review", "chapters": chapters}


def one_try(right, time, *, mark, where="page", **more):
    """Return a first try."""
    return {"time": time, "right": right, "fingerprint": mark, "where": where, **more}


def answered(question, *tries, **more):
    """Return the saved state of a question with first tries (right, time) or (right, time, more)."""
    mark = question["fingerprint"]
    listed = [
        one_try(right, time, mark=mark, where="page" if n == 0 else "review", **(rest[0] if rest else {}))
        for n, (right, time, *rest) in enumerate(tries)
    ]
    right = tries[0][0]
    return {
        "answer": "b" if right else "a",
        "status": "correct" if right else "not_yet",
        "code": "correct" if right else "wrong",
        "attempts": 1,
        "hints": 0,
        "correct_at_attempt": 1 if right else None,
        "fingerprint": mark,
        "time": tries[0][1],
        "tries": listed,
        **more,
    }
