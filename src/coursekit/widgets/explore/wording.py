"""The words of an explorable figure: given in the call, or written in the function's docstring."""

import inspect
import re
from collections.abc import Callable
from typing import Any

from coursekit.errors import FigureError

#: What every figure says.
PARTS = ("title", "subtitle", "source", "alt")


def words_of(function: Callable[..., Any], given: dict[str, str]) -> dict[str, str]:
    """Return the words of the figure: as given, else from the docstring."""
    paragraphs = [" ".join(each.split()) for each in re.split(r"\n\s*\n", inspect.getdoc(function) or "")]
    named = dict.fromkeys(PARTS, "")
    free = []
    for paragraph in filter(None, paragraphs):
        marked = re.match(r"(source|alt): *(.*)", paragraph, re.IGNORECASE)
        if marked:
            named[marked[1].lower()] = marked[2]
        else:
            free.append(paragraph)
    named["title"], named["subtitle"] = (*free, "", "")[:2]
    found = {part: given[part].strip() or named[part].removesuffix(".") for part in PARTS}
    found["alt"] = given["alt"].strip() or named["alt"]
    missing = [part for part in PARTS if not found[part]]
    if missing:
        name = getattr(function, "__name__", "function")
        raise FigureError(
            f"explore({name}): {' and '.join(missing)} missing. Every figure has a title (first paragraph of the "
            "function's docstring), a subtitle (second), and paragraphs 'Source: …' and 'Alt: …'; "
            "or give them in the call: " + ", ".join(f'{part}="…"' for part in missing) + "."
        )
    return found
