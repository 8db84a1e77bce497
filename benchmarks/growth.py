"""What a course of 4, 9 and 17 chapters costs to build: as it was, and as it is.

Run: ``python benchmarks/growth.py [--chapters 4 9 17] [--repeat 3] [--tests]``

The four chapters that both states have are copied under the slugs of the others, in temporary
trees of two states of the repository: *stock*, the commit before kernels were forked, with plain
``jupyter-book build`` and one new kernel after another; and *now*, the files of this working
tree. Both are run in turns. Prints a table in Markdown: medians of the repetitions, and how
many times shorter *now* is. Run it on a machine that does nothing else: it names the load.
"""

import argparse
import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from collections import defaultdict
from pathlib import Path

import psutil
import yaml

ROOT = Path(__file__).resolve().parent.parent
STOCK = "ecf3ac0"
#: Published chapters, each with what its figures' modules are called in the stock state.
SOURCES = {
    "06-new-partnership": "new_partnership",
    "09-stronger-partnership": "stronger_partnership",
    "14-content-analysis-laboratory": "content_laboratory",
    "15-systems-analysis-laboratory": "systems_laboratory",
}
CHAPTERS = "src/coursekit/data/chapters.csv"
CLAIMS = "src/coursekit/data/claims.csv"
TEXT = {".md", ".ipynb", ".toml", ".py", ".csv"}
FIRST_CELL = """
import coursekit
import pandas as pd
import matplotlib.pyplot as plt
coursekit.load("events").head()
"""


# Trees


def stock_tree(folder):
    """Lay the files of the stock commit."""
    folder.mkdir()
    archive = subprocess.run(["git", "archive", STOCK], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)


def present_tree(folder):
    """Lay the files that git knows, as they are now."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
            shutil.copymode(ROOT / name, target)


def grow(tree, chapters):
    """Leave the chapters that both states have, then publish others until there are so many, with their content."""
    slugs = [row["slug"] for row in table(tree, CHAPTERS)]
    for slug in slugs:
        if slug not in SOURCES:
            withdraw(tree, slug)
    # Primers, which have letters, are no chapters.
    others = [slug for slug in slugs if slug not in SOURCES and slug[0].isdigit()][: chapters - len(SOURCES)]
    for place, slug in enumerate(others):
        copy_chapter(tree, list(SOURCES)[place % len(SOURCES)], slug)
    publish(tree, {*SOURCES, *others})
    forget_misconceptions(tree)
    forget_exercises(tree)


def table(tree, name):
    with (tree / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(tree, name, rows):
    with (tree / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def publish(tree, slugs):
    rows = table(tree, CHAPTERS)
    write_table(tree, CHAPTERS, [{**row, "published": str(row["slug"] in slugs).lower()} for row in rows])


def withdraw(tree, slug):
    """Remove what there is of a chapter that the stock state does not have."""
    for file in [*tree.glob(f"book/**/{slug}.md"), tree / f"notebooks/{slug}.ipynb"]:
        file.unlink(missing_ok=True)
    place = "_".join(slug.split("-")[1:])
    shutil.rmtree(tree / "exercises" / slug, ignore_errors=True)
    shutil.rmtree(tree / "src/coursekit/plots/chapters" / place, ignore_errors=True)
    (tree / f"src/coursekit/plots/chapters/{place}.py").unlink(missing_ok=True)
    change_contents(tree, slug, lambda _: [])


def forget_misconceptions(tree):
    """Remove the beliefs that only the questions of withdrawn chapters name."""
    file = tree / "exercises/misconceptions.toml"
    banks = "".join(bank.read_text("utf-8") for bank in tree.glob("exercises/*/questions.toml"))
    head, *entries = file.read_text("utf-8").split("[[misconception]]\n")
    named = [entry for entry in entries if f'misconception = "{tomllib.loads(entry)["id"]}"' in banks]
    file.write_text("[[misconception]]\n".join([head, *named]), "utf-8")


def forget_exercises(tree):
    """Empty what the claims say of questions that are no longer there."""
    rows = table(tree, CLAIMS)
    banks = {bank.parent.name: bank.read_text("utf-8") for bank in tree.glob("exercises/*/questions.toml")}
    for row in rows:
        slug, _, question = row["exercise"].partition("/")
        if f'id = "{question}"' not in banks.get(slug, ""):
            row["exercise"] = ""
    write_table(tree, CLAIMS, rows)


def copy_chapter(tree, source, slug):
    """Copy all that belongs to a chapter under another slug, with its ids and the names of its figures."""
    stem = SOURCES[source]
    place = "_".join(slug.split("-")[1:])
    own = "_".join(source.split("-")[1:])
    flat = tree / "src/coursekit/plots" / f"{stem}.py"
    renamed = {source: slug, own: place} | ({stem: place} if flat.exists() else {})

    def rewritten(text):
        for old, new in renamed.items():
            text = text.replace(old, new)
        return re.sub(rf"\b{source[:2]}-(?=[a-z])", f"{slug[:2]}-", text)

    def copied(file):
        target = tree / rewritten(str(file.relative_to(tree)))
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix in TEXT:
            target.write_text(rewritten(file.read_text("utf-8")), "utf-8")
        else:
            shutil.copyfile(file, target)

    pages = [*tree.glob(f"book/**/{source}.md"), tree / f"notebooks/{source}.ipynb"]
    exercises = (tree / "exercises" / source).rglob("*")
    figures = (tree / "src/coursekit/plots").glob(f"{stem}*.py") if flat.exists() else ()
    room = (tree / "src/coursekit/plots/chapters" / own).rglob("*.py")
    for file in [*pages, *exercises, *figures, *room]:
        if file.is_file() and "__pycache__" not in file.parts:
            copied(file)
    list_chapter(tree, source, slug)


def list_chapter(tree, source, slug):
    """Add the pages of a copied chapter to the table of contents, beside those of its source."""
    change_contents(tree, source, lambda entry: [entry, yaml.safe_load(yaml.safe_dump(entry).replace(source, slug))])


def change_contents(tree, slug, change):
    """Put other entries in the place of each that belongs to a chapter, with all below it."""

    def changed(entries):
        for entry in entries:
            if slug in entry["file"]:
                yield from change(entry)
            else:
                sections = list(changed(entry.get("sections", [])))
                yield {key: value for key, value in {**entry, "sections": sections}.items() if value}

    file = tree / "_toc.yml"
    contents = yaml.safe_load(file.read_text("utf-8"))
    parts = [{**part, "chapters": list(changed(part["chapters"]))} for part in contents["parts"]]
    contents["parts"] = [part for part in parts if part["chapters"]]
    file.write_text(yaml.safe_dump(contents, allow_unicode=True, sort_keys=False), "utf-8")


# Runs


def environment(tree):
    """Have a tree's own code imported; entry points are those of the installation, or named before."""
    given = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path and path != str(ROOT / "src")]
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(tree / "src"), *given])}


def timed(tree, *command):
    """Run a command in a tree; return its seconds and the most memory that it and its children took, in MB."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=tree, env=environment(tree), stdout=said, stderr=subprocess.STDOUT)
        peak = Peak(process.pid)
        code = process.wait()
        seconds = time.perf_counter() - started
        memory = peak.end()
        if code:
            said.seek(0)
            sys.exit(f"{' '.join(map(str, command))} in {tree} failed:\n{said.read()[-3000:].decode()}")
    return seconds, memory


class Peak:
    """The most memory that a process and its children took together, shared pages counted once."""

    def __init__(self, process):
        self.process = psutil.Process(process)
        self.most = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def watch(self):
        while not self.ended.wait(0.5):
            self.most = max(self.most, sum(map(proportional, family(self.process))))

    def end(self):
        self.ended.set()
        self.thread.join()
        return self.most


def family(process):
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def proportional(process):
    try:
        return process.memory_full_info().pss / 1e6
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0


def build(tree):
    return timed(tree, sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", ".", "--quiet")


def run_notebooks(tree):
    files = sorted(str(file) for pattern in ("notebooks", "exercises") for file in (tree / pattern).rglob("*.ipynb"))
    return timed(tree, sys.executable, "-m", "coursekit.notebooks", *files)


def start_kernels(tree, repeat):
    """Return the seconds until each of some kernels had run its first cell, and the memory of its own."""
    command = [sys.executable, __file__, "--kernels", str(repeat)]
    ran = subprocess.run(command, cwd=tree, env=environment(tree), capture_output=True, text=True, check=True)
    return [tuple(map(float, line.split())) for line in ran.stdout.splitlines()]


def kernels(repeat):
    """Start kernels one after another as Jupyter does, in a process of the tree whose code is on the path."""
    from jupyter_client.manager import start_new_kernel

    try:
        from coursekit.execution import fork_kernels
    except ModuleNotFoundError:
        pass
    else:
        fork_kernels()
        # Forked kernels are compared once there is something to fork.
        stop(*start_new_kernel(kernel_name="python3", stderr=subprocess.DEVNULL))
    for _ in range(repeat):
        started = time.perf_counter()
        manager, client = start_new_kernel(kernel_name="python3", stderr=subprocess.DEVNULL)
        client.execute_interactive(FIRST_CELL, output_hook=lambda _: None)
        seconds = time.perf_counter() - started
        print(seconds, psutil.Process(manager.provisioner.pid).memory_full_info().uss / 1e6)
        stop(manager, client)


def stop(manager, client):
    client.stop_channels()
    manager.shutdown_kernel()


def edit(tree):
    page = tree / "book/06-new-partnership.md"
    page.write_text(page.read_text("utf-8") + f"\nA sentence more, {time.time_ns()}.\n", "utf-8")


def measured(tree, repeat, *, tests):
    """Yield what was measured in one turn: name, seconds or megabytes."""
    for seconds, memory in start_kernels(tree, repeat):
        yield "a kernel and its first cell, s", seconds
        yield "memory of a kernel alone, MB", memory
    yield "all notebooks, s", run_notebooks(tree)[0]
    shutil.rmtree(tree / "_build", ignore_errors=True)
    seconds, memory = build(tree)
    yield "cold build, s", seconds
    yield "most memory of the build, MB", memory
    yield "nothing changed, s", build(tree)[0]
    edit(tree)
    yield "one chapter edited, s", build(tree)[0]
    if tests:
        yield "tests, s", timed(tree, sys.executable, "-m", "pytest", "-q")[0]


def compare(chapters, repeat, *, tests):
    """Return for each measure the values of stock and now, for a number of chapters."""
    found = defaultdict(lambda: {"stock": [], "now": []})
    with tempfile.TemporaryDirectory() as folder:
        trees = {"stock": Path(folder) / "stock", "now": Path(folder) / "now"}
        stock_tree(trees["stock"])
        present_tree(trees["now"])
        for tree in trees.values():
            grow(tree, chapters)
        for turn in range(repeat):
            # Each goes first in turn: what runs second finds files in memory.
            for state in ("stock", "now") if turn % 2 == 0 else ("now", "stock"):
                for name, value in measured(trees[state], 3, tests=tests):
                    found[name][state].append(value)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chapters", type=int, nargs="+", default=[4, 9, 17])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--tests", action="store_true", help="run the whole test suite of each tree, too")
    parser.add_argument("--kernels", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.kernels:
        kernels(given.kernels)
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, median of {given.repeat}\n")
    print("| chapters | what | stock | now | stock / now |\n|---|---|---|---|---|")
    for chapters in given.chapters:
        for name, values in compare(chapters, given.repeat, tests=given.tests).items():
            stock, now = statistics.median(values["stock"]), statistics.median(values["now"])
            print(f"| {chapters} | {name} | {stock:.2f} | {now:.2f} | {stock / now:.1f} |", flush=True)


if __name__ == "__main__":
    main()
