"""Real browsers, the built book over http and from disk, and no network beyond it."""

import os
import shutil
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

from built import SITE
from coursekit.serve import server
from example import build
from firefox import running_firefox

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    # No name resolves: what asks for the network fails, and is seen.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def browser_path():
    """Return the installed Chromium; its absence is an error, never a skipped test."""
    if chosen := os.environ.get("CHROMIUM"):
        return chosen
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise RuntimeError("Chromium is not installed: run `make browser`, or set CHROMIUM to its path.")


@pytest.fixture(name="chromium", scope="session")
def _chromium():
    """One browser for all tests of a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(name="firefox", scope="session")
def _firefox(tmp_path_factory):
    """A tab of one Firefox for all tests of a process."""
    with running_firefox(tmp_path_factory.mktemp("firefox")) as tab:
        yield tab


@contextmanager
def served(folder):
    """Serve a folder on this machine; yields its address."""
    with server(folder) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


@pytest.fixture(name="http", scope="session")
def _http():
    """Address of the book served on this machine."""
    with served(SITE) as address:
        yield address


@pytest.fixture(name="example", scope="session")
def _example(tmp_path_factory):
    """Folder of the book that holds everything once."""
    return build(tmp_path_factory.mktemp("example"))


@pytest.fixture(name="example_http", scope="session")
def _example_http(example):
    """Address of that book served on this machine."""
    with served(example) as address:
        yield address


@pytest.fixture(name="site", params=["http", "file"])
def _site(request, http):
    """The book in both its forms: over http and from disk."""
    return http if request.param == "http" else SITE.as_uri()


@pytest.fixture(name="open_page")
def _open_page(chromium):
    """Open pages in a context of their own; note whatever goes wrong in `page.trouble`.

    Over http a page is opened as on a desk (1280 px, light), from disk as on a phone
    (390 px, dark), so that what is tested in both forms is tested in both looks.
    `folder` is where the pages lie; `prepare` is called with the page before it goes anywhere.
    """
    contexts = []

    def open_page(address, *, width=None, javascript=True, folder=SITE, prepare=None):
        on_desk = address.startswith("http")
        context = chromium.new_context(
            viewport={"width": width or (1280 if on_desk else 390), "height": 900},
            color_scheme="light" if on_desk else "dark",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        # Generous: a loaded machine is slow, and a page that never answers fails all the same.
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.trouble = []
        page.on("console", lambda message: page.trouble.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: page.trouble.append(f"error: {error}"))
        # A request given up because the reader moved on is no failure.
        page.on("requestfailed", lambda r: r.failure == "net::ERR_ABORTED" or page.trouble.append(f"failed: {r.url}"))
        page.on("response", lambda response: response.status >= 400 and page.trouble.append(f"missing: {response.url}"))
        page.folder = folder
        page.site = "/".join(address.split("/", 3)[:3]) if on_desk else folder.as_uri()
        own = (f"{page.site}/", "file:", "data:", "blob:")
        page.on("request", lambda r: r.url.startswith(own) or page.trouble.append(f"external: {r.url}"))
        if prepare:
            prepare(page)
        page.goto(address)
        if javascript:
            page.evaluate("document.fonts.ready.then(() => {})")
        return page

    yield open_page
    for context in contexts:
        context.close()
