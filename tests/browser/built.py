"""Where the built book lies, and its pages."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SITE = ROOT / "_build" / "html"
PAGES = sorted(str(page.relative_to(SITE)) for page in SITE.rglob("*.html") if "_static" not in page.parts)


def reload(page):
    """Reload a page as a learner who comes back.

    Chromium now and then opens a page *from disk* with an empty storage, although the
    answers were there a moment before; over http it never does. The browser's lapse is
    mended here, so that what is tested is the page: that it takes up what is stored.
    """
    kept = page.evaluate("({ ...localStorage })")
    for _ in range(4):
        page.reload()
        if page.evaluate("Object.keys(localStorage).length") == len(kept) or not page.url.startswith("file:"):
            return
        page.evaluate("kept => Object.entries(kept).forEach(entry => localStorage.setItem(...entry))", kept)
    raise AssertionError("Chromium lost the storage of a page from disk four times in a row.")
