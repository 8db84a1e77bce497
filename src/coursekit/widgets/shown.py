"""What is shown where there is no kernel: the page's own form, and a text.

Owns the question whether the book is being built.
"""

import os


class Shown:
    """Something shown by its text and HTML forms alone: a page without a kernel."""

    def __init__(self, text: str, html: str) -> None:
        self.text = text
        self.html = html

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def building_page() -> bool:
    """Return whether a page of the book is being built, which no kernel will serve."""
    return os.environ.get("COURSEKIT_STATIC") == "1"
