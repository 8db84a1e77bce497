"""Weight and speed of the course's questions, side by side with jupyterquiz.

Run it from the repository, in the course's environment, with Chromium installed::

    .venv/bin/python benchmarks/widgets.py > measured.md

It downloads jupyterquiz (pinned below) from PyPI into a temporary folder, builds two
small books there, one with each, and measures both in Chromium with every host but this
machine unreachable. It takes about a minute. It is a measurement, never a test: numbers
depend on the machine, ratios much less. What is measured:

- the size of the front end, all kinds of questions together, gzip;
- a page of the built book with twenty questions: how long until all are alive and the
  first takes a click (`make book` comes first);
- from a click on Check to its feedback in the page, laid out: the 95th percentile;
- the same ten multiple-choice questions in a book with the course's front end and in a
  stock Jupyter Book with jupyterquiz: weight over the wire, requests, time, and what
  works from disk, by keyboard, and after a reload.
"""

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT / "tests")]

from conftest import _FLAGS, browser_path
from coursekit.book.assets import minified
from coursekit.front_end import kinds, script, style
from coursekit.language import front_end_words
from coursekit.questions import bank_names, read_bank
from coursekit.questions.bank import exercises_folder
from coursekit.serve import server

JUPYTERQUIZ = "jupyterquiz==2.9.6.4"
RUNS = 10
CLICKS = 240
#: Kinds of files that servers compress.
_COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg")
# Note the moment at which the last question is there, and that at which a click on the first was answered.
# The page is watched from its first byte, from inside.
_WATCH = """(() => {
  const clicks = CLICKS;
  const look = () => {
    if (window.readyAt !== undefined || document.querySelectorAll(SELECTOR).length < COUNT) return;
    window.readyAt = performance.now();
    const click = () => {
      try { clicks(1); window.clickAt = performance.now(); } catch { setTimeout(click, 1); }
    };
    setTimeout(click);
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
})()"""
# A click is done when its feedback is in the page and laid out.
_CLICKS_OURS = """count => {
  const boxes = [...document.querySelectorAll(".ck-live")].filter((box) => box.querySelector(".ck-option"));
  const times = [];
  for (let n = 0; times.length < count; n++) {
    const box = boxes[n % boxes.length];
    const options = box.querySelectorAll(".ck-option input");
    options[Math.floor(n / boxes.length) % options.length].click();
    const feedback = box.querySelector(".ck-feedback");
    const said = feedback.textContent;
    const start = performance.now();
    box.querySelector("button[type=submit]").click();
    feedback.getBoundingClientRect();
    times.push(performance.now() - start);
    if (!feedback.textContent) throw new Error("no feedback at once: " + box.id);
  }
  return times;
}"""
_CLICKS_THEIRS = """count => {
  const quizzes = [...document.querySelectorAll(".Quiz")];
  const times = [];
  for (let n = 0; times.length < count; n++) {
    const quiz = quizzes[n % quizzes.length];
    const options = quiz.querySelectorAll(".MCButton");
    const feedback = quiz.querySelector(".Feedback, [id^=fb]");
    const start = performance.now();
    options[Math.floor(n / quizzes.length) % options.length].click();
    feedback.getBoundingClientRect();
    times.push(performance.now() - start);
    if (!feedback.textContent) throw new Error("no feedback at once");
  }
  return times;
}"""


@dataclass(frozen=True)
class Rival:
    """One of the two that are compared: where its page lies and how its questions are found."""

    name: str
    page: Path
    question: str
    option: str
    feedback: str
    clicks: str


def main() -> None:
    """Measure, and print the tables."""
    folder = Path(tempfile.mkdtemp(prefix="benchmark-"))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=_FLAGS)
            sizes()
            twenty(browser)
            side_by_side(browser, [ours(folder), theirs(folder)])
            browser.close()
    finally:
        shutil.rmtree(folder)


def sizes() -> None:
    """Print how heavy the front end is, as a page carries it."""
    everything = minified(script(), "js"), minified(style(), "css")
    said = json.dumps(front_end_words("en"), ensure_ascii=False)
    print("## Size of the front end\n\n| part | bytes, gzip |\n| --- | ---: |")
    parts = {
        f"script, all {len(kinds())} kinds with the review": everything[0],
        "style, all kinds": everything[1],
        "words of one language, all kinds": said,
        "script, frame only": minified(script([]), "js"),
    }
    weights = {name: len(gzip.compress(text.encode(), 6)) for name, text in parts.items()}
    for name, weight in weights.items():
        print(f"| {name} | {weight} |")
    print(f"| **script and style together** | **{sum(list(weights.values())[:2])}** |\n")


def twenty(browser) -> None:
    """Print how fast a page of the book with twenty questions lives, and answers."""
    pages = sorted((ROOT / "_build" / "html" / "exercises").glob("*/practice.html"))
    page_file = next((page for page in pages if page.read_text("utf-8").count('data-ck="') >= 20), None)
    if page_file is None:
        raise SystemExit("No built page has twenty questions: run `make book` first.")
    count = page_file.read_text("utf-8").count('data-ck="')
    rival = Rival("twenty", page_file, ".ck-live", ".ck-option", ".ck-feedback", _CLICKS_OURS)
    site = ROOT / "_build" / "html"
    with _served(site) as address:
        url = f"{address}/{page_file.relative_to(site).as_posix()}"
        ready = [_time_to_live(browser, url, rival, count) for _ in range(RUNS)]
        page = browser.new_page()
        page.goto(url)
        times = page.evaluate(_CLICKS_OURS, CLICKS)
        page.close()
    print(f"## {page_file.parent.name}/practice.html, {count} questions\n\n| measured | ms |\n| --- | ---: |")
    for part, words in (
        ("after", "all alive, from the page being parsed"),
        ("load", "all alive, from the load event (negative: before it)"),
        ("ready", "all alive, from the start of navigation"),
        ("click", "first click answered, from the start of navigation"),
        ("click after load", "first click answered, from the load event"),
    ):
        print(f"| {words}, median of {RUNS} | {statistics.median(one[part] for one in ready):.1f} |")
    print(f"| Check to feedback, 95th percentile of {CLICKS} clicks | {_percentile(times):.2f} |")
    print(f"| Check to feedback, median | {statistics.median(times):.2f} |\n")


def side_by_side(browser, rivals: list[Rival]) -> None:
    """Print the comparison on the same ten questions."""
    found = [measure(browser, rival) for rival in rivals]
    print("## The same ten multiple-choice questions in a built book, network blocked\n")
    print(f"| measured | {rivals[0].name} | {rivals[1].name} | ratio |\n| --- | ---: | ---: | ---: |")
    for name in found[0]:
        mine, other = (each[name] for each in found)
        ratio = f"{other / mine:.1f}" if isinstance(mine, float) and mine else ""
        print(f"| {name} | {_written(mine)} | {_written(other)} | {ratio} |")
    print()


def measure(browser, rival: Rival) -> dict[str, float | str]:
    """Return everything that is compared for one of the two."""
    with _served(rival.page.parent) as address:
        url = f"{address}/{rival.page.name}"
        weight, requests, external = _weight(browser, url, address)
        # A page of the same book without a question: what is left over is the theme's.
        bare, _, _ = _weight(browser, f"{address}/index.html", address)
        ready = [_time_to_live(browser, url, rival, 10) for _ in range(RUNS)]
        page = browser.new_page()
        page.goto(url)
        page.locator(rival.question).nth(9).wait_for()
        times = page.evaluate(rival.clicks, CLICKS)
        page.close()
        keyboard = _by_keyboard(browser, url, rival)
        reload = _after_reload(browser, url, rival)
    return {
        "page weight over the wire, kB, gzip": weight / 1000,
        "of it the questions and what brings them to life, kB": (weight - bare) / 1000,
        "requests": float(requests),
        "external requests": ", ".join(sorted(external)) or "none",
        "all alive, ms from the start of navigation": statistics.median(one["ready"] for one in ready),
        "first click answered, ms from the start": statistics.median(one["click"] for one in ready),
        "click to feedback, ms, 95th percentile": _percentile(times),
        "works from disk": _from_disk(browser, rival),
        "works by keyboard alone": keyboard,
        "answer still there after a reload": reload,
        "readable without JavaScript": _without_script(browser, rival),
    }


def _weight(browser, url: str, address: str) -> tuple[int, int, set[str]]:
    context = browser.new_context()
    page = context.new_page()
    asked, answered = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: answered.append((response.headers.get("content-type", ""), response)))
    page.goto(url, wait_until="networkidle")
    weight = 0
    for kind, response in answered:
        body = response.body() if response.ok else b""
        packed = kind.startswith(_COMPRESSED)
        weight += len(gzip.compress(body, 6)) if packed else len(body)
    external = {
        urlsplit(one).netloc + urlsplit(one).path
        for one in asked
        if one.startswith("http") and not one.startswith(address)
    }
    context.close()
    return weight, len(asked), external


def _time_to_live(browser, url: str, rival: Rival, count: int) -> dict[str, float]:
    """Return when all questions were alive and when a click on the first had its answer."""
    context = browser.new_context()
    page = context.new_page()
    watch = _WATCH.replace("SELECTOR", json.dumps(rival.question)).replace("COUNT", str(count))
    page.add_init_script(watch.replace("CLICKS", rival.clicks))
    page.goto(url, wait_until="commit")
    page.wait_for_function("window.clickAt !== undefined && document.readyState !== 'loading'")
    page.wait_for_load_state("load")
    page.wait_for_function("performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
    ready, click, parsed, loaded = page.evaluate(
        """() => {
          const { domInteractive, loadEventEnd } = performance.getEntriesByType("navigation")[0];
          return [readyAt, clickAt, domInteractive, loadEventEnd];
        }"""
    )
    context.close()
    times = {"ready": ready, "after": ready - parsed, "load": ready - loaded}
    return {**times, "click": click, "click after load": click - loaded}


def _by_keyboard(browser, url: str, rival: Rival) -> str:
    """Answer the first question by Tab, Space and Enter, as far as that goes."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    page.locator(rival.question).nth(9).wait_for()
    inside = f"!!document.activeElement.closest({json.dumps(rival.question)})"
    seen = f"[...document.querySelectorAll({json.dumps(rival.feedback)})].some((node) => node.textContent.trim())"
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(inside):
            break
    else:
        context.close()
        return "no: Tab never reaches a question"
    for key in ("Space", "Tab", "Enter", "Tab", "Enter"):
        page.keyboard.press(key)
        if page.evaluate(seen):
            context.close()
            return "yes"
    context.close()
    return "no: reached, but not answered"


def _after_reload(browser, url: str, rival: Rival) -> str:
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    page.locator(rival.question).nth(9).wait_for()
    page.evaluate(rival.clicks, 1)
    page.reload()
    page.locator(rival.question).nth(9).wait_for()
    kept = page.evaluate(
        """([feedback, option]) => [...document.querySelectorAll(feedback)].some((node) => node.textContent.trim())
          || [...document.querySelectorAll(option)].some((node) => node.querySelector(":checked"))""",
        [rival.feedback, rival.option],
    )
    context.close()
    return "yes" if kept else "no"


def _from_disk(browser, rival: Rival) -> str:
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(rival.page.as_uri())
    page.locator(rival.question).nth(9).wait_for()
    page.evaluate(rival.clicks, 1)
    context.close()
    return f"yes, with {len(errors)} script errors" if errors else "yes"


def _without_script(browser, rival: Rival) -> str:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(rival.page.as_uri())
    text = page.locator("body").inner_text()
    context.close()
    readable = sum(
        " ".join(question.prompt.split())[:30] in " ".join(text.split()) for question in _choice_questions(10)
    )
    return f"{readable} of 10 questions"


def ours(folder: Path) -> Rival:
    """Build the ten questions with the course's extension and theme."""
    directives = "\n\n".join(f":::{{question}} {question.id}\n:::" for question in _choice_questions(10))
    config = {
        "sphinx": {
            "extra_extensions": ["coursekit.book"],
            "config": {"html_theme": "atlas", "nb_ipywidgets_js": {}, "html_show_sourcelink": False},
        },
        "parse": {"myst_enable_extensions": ["colon_fence", "deflist"]},
    }
    page = _book(folder / "ours", config, "page.md", f"# Ten questions\n\n{directives}\n", None)
    return Rival("coursekit", page, ".ck-live", ".ck-option", ".ck-feedback", _CLICKS_OURS)


def theirs(folder: Path) -> Rival:
    """Build the same ten questions in a stock Jupyter Book with jupyterquiz."""
    library = folder / "library"
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "--target", str(library)]
    subprocess.run([sys.executable, *install, JUPYTERQUIZ], check=True, stderr=subprocess.DEVNULL)
    quiz = [_for_jupyterquiz(question) for question in _choice_questions(10)]
    questions = folder / "questions.json"
    questions.write_text(json.dumps(quiz), "utf-8")
    source = f"from jupyterquiz import display_quiz\n\ndisplay_quiz({str(questions)!r}, shuffle_answers=False)"
    notebook = {
        "cells": [
            {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Ten questions"},
            {
                "cell_type": "code",
                "id": "quiz",
                "metadata": {},
                "source": source,
                "outputs": [],
                "execution_count": None,
            },
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    page = _book(folder / "theirs", {}, "page.ipynb", json.dumps(notebook), library)
    return Rival(f"jupyterquiz {JUPYTERQUIZ.split('==')[1]}", page, ".Quiz", ".MCButton", "[id^=fb]", _CLICKS_THEIRS)


def _book(folder: Path, config: dict, name: str, content: str, library: Path | None) -> Path:
    folder.mkdir()
    (folder / "_config.yml").write_text(json.dumps({"title": "Benchmark", "author": "", **config}), "utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n- file: page\n", "utf-8")
    (folder / "index.md").write_text("# Benchmark\n\nA book of one page.\n", "utf-8")
    (folder / name).write_text(content, "utf-8")
    env = {**os.environ, **({"PYTHONPATH": str(library)} if library else {})}
    build = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(folder), "--quiet"]
    done = subprocess.run(build, env=env, capture_output=True, text=True, check=False)
    page = folder / "_build" / "html" / "page.html"
    if not page.exists():
        raise RuntimeError(done.stdout + done.stderr)
    return page


def _for_jupyterquiz(question) -> dict:
    answers = []
    for option in question.body.options:
        answer = {"answer": option.text, "correct": option.right, "feedback": option.feedback or question.explain}
        answers.append(answer)
    kind = "many_choice" if question.body.many else "multiple_choice"
    return {"question": question.prompt, "type": kind, "answers": answers}


def _all_questions() -> list:
    banks = [read_bank(exercises_folder() / slug / "questions.toml") for slug in bank_names()]
    return [question for bank in banks for question in bank if not question.graded]


def _choice_questions(count: int) -> list:
    return [question for question in _all_questions() if question.kind == "choice" and not question.body.many][:count]


@contextmanager
def _served(folder: Path):
    with server(folder) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}"
        running.shutdown()


def _percentile(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _written(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.1f}"


if __name__ == "__main__":
    main()
