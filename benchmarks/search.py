"""Size and speed of the search: what a reader loads, and how long an answer takes.

Run it from the repository, in the course's environment, with Chromium installed, after
``make book``::

    .venv/bin/python benchmarks/search.py > measured.md

It is a measurement, never a test: numbers depend on the machine. What is measured:

- the index of the built book as it travels, and its parts, gzip;
- the same for a course of 17 chapters, in which each published chapter with its lab and
  its practice stands in several times, its words made into other ones in part, as another
  chapter has words of its own; registers as they are;
- in Chromium, from the call to the list of results: median and 95th percentile over the
  queries below, each asked once in a page that was just opened, and again when warm;
- how long the index takes to be ready.
"""

import gzip
import json
import re
import statistics
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "browser")]

from playwright.sync_api import sync_playwright

from conftest import browser_path
from coursekit.book.search_index import Page, index, index_script, is_found, page_of, page_script

SITE = ROOT / "_build" / "html"
CHAPTERS = 17
#: Of a chapter's different words, the share that other chapters do not have.
OWN_WORDS = 0.35
QUERIES = """
2007 | 2019 | C26 | E044 | eu2007strategy | 675 | JOIN(2019) 9 final | Turkiye | Turkey | Türkiye |
Казахстан | Казахстану | сотрудничество | сотрудничеству | ынтымақтастықтың | Қазақстанда | Kazahstan |
Kirgizstan | O‘zbekiston | European Council | Европейского совета | Орталық Азияға | права человека |
Global Gateway | strategies | negotiating | Krippendorff's alpha | reliability | sanctions Andijan |
human rights dialogue | Troika Astana | centrality | energy | water | e | en | ene | ener | partnershp |
straregy | Centrl Asai | zzqqxx | qwertyuiop asdfghjkl zxcvbnmkjh poiuytrewq | the | ... | coursekit load |
In December 2006 the European Council asked the German presidency to prepare a strategy for Central Asia
"""


def main() -> None:
    pages = [built for file in sorted(SITE.rglob("*.html")) if (built := read(file)) is not None]
    whole = course(pages)
    print("| | the book as it is | 17 chapters |\n|---|---|---|")
    print(f"| pages, sections | {counted(pages)} | {counted(whole)} |")
    for name, now, then in zip(*sizes(pages), sizes(whole)[1], strict=True):
        print(f"| {name}, kB gzip | {now:.1f} | {then:.1f} |")
    for name, now, then in zip(*times(pages), times(whole)[1], strict=True):
        print(f"| {name}, ms | {now:.1f} | {then:.1f} |")


def read(file: Path) -> Page | None:
    docname = str(file.relative_to(SITE).with_suffix(""))
    if docname in ("search", "genindex") or not is_found(docname):
        return None
    return page_of(docname, f"{docname}.html", file.read_text("utf-8"))


def course(pages: list[Page]) -> list[Page]:
    """Return the book as large as it will be."""
    by_chapter: dict[str, list[Page]] = {}
    for page in pages:
        if number := re.search(r"/(\d\d)-", page.address):
            by_chapter.setdefault(number[1], []).append(page)
    models = list(by_chapter.values())
    more = [models[n % len(models)] for n in range(CHAPTERS - len(models))]
    return pages + [another(page, n) for n, model in enumerate(more) for page in model]


def another(page: Page, n: int) -> Page:
    """Return a page like this one, with words of its own."""

    def other(match: re.Match[str]) -> str:
        word = match[0]
        own = sum(map(ord, word.lower())) % 100 < 100 * OWN_WORDS
        # Letters moved on by a few places: as long and as common as the word was.
        return word[0] + "".join(chr((ord(letter) - 97 + n + 1) % 26 + 97) for letter in word[1:]) if own else word

    def text(written: str) -> str:
        return re.sub(r"\b[A-Za-z][a-z]{3,}\b", other, written)

    sections = [
        replace(one, heading=text(one.heading), above=text(one.above), text=text(one.text)) for one in page.sections
    ]
    return replace(page, address=f"{n}-{page.address}", title=text(page.title), sections=tuple(sections))


def counted(pages: list[Page]) -> str:
    return f"{len(pages)}, {sum(len(page.sections) for page in pages)}"


def sizes(pages: list[Page]) -> tuple[list[str], list[float]]:
    made = index(pages)
    parts = {"index and MiniSearch": index_script(pages), "page's script": page_script("en")}
    parts |= {
        f"of it {name}": json.dumps(part, ensure_ascii=False, separators=(",", ":")) for name, part in made.items()
    }
    return list(parts), [len(gzip.compress(part.encode(), 6)) / 1000 for part in parts.values()]


def times(pages: list[Page]) -> tuple[list[str], list[float]]:
    queries = [query.strip() for query in QUERIES.split("|")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.route("**/index.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.goto((SITE / "search.html").as_uri())
        ready = page.evaluate(
            "script => { const start = performance.now(); (0, eval)(script); return performance.now() - start; }",
            index_script(pages),
        )
        ask = """queries => queries.map(query => {
          const start = performance.now();
          courseSearch.search(query);
          return performance.now() - start;
        })"""
        first, again = page.evaluate(ask, queries), page.evaluate(ask, queries * 5)
        browser.close()
    names, values = ["index ready"], [ready]
    for name, taken in (("first time", first), ("warm", again)):
        names += [f"answer, {name}, median", f"answer, {name}, 95th percentile"]
        values += [statistics.median(taken), statistics.quantiles(taken, n=20)[-1]]
    return names, values


if __name__ == "__main__":
    main()
