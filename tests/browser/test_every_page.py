"""Every page of the book, one visit each; over http, and opened from disk."""

import pytest

from built import PAGES, SITE
from visit import visit


def test_there_is_a_book_to_test():
    """Without a built book these tests would be empty, not green."""
    assert len(PAGES) >= 20


@pytest.mark.parametrize("name", PAGES)
def test_a_page_passes_its_visit(http, open_page, name):
    """It loads itself and nothing else, fits, can be used by everybody; what it asks can be answered and explored."""
    from_disk = open_page(f"{SITE.as_uri()}/{name}")

    assert visit(open_page(f"{http}/{name}")) == []
    assert from_disk.trouble == []
