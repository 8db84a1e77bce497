"""How long it takes to add documents to a student's corpus.

Run it from the repository, in the course's environment::

    .venv/bin/python benchmarks/methods_corpus.py

The files are made for it: pages set densely, with running heads, footnotes, words
broken at line ends, in one column and in two. It is a measurement, never a test.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from corpus.making import BOTTOM, RECITALS, RUSSIAN, Press, fonts
from coursekit.corpus import add, read

RUNS = 3
PAGES = 60
#: Seconds that adding a PDF of 60 pages may take.
LIMIT = 5.0


def table() -> pd.DataFrame:
    """Measure and return the median of three runs of each part."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        parts = {
            f"add a PDF of {PAGES} pages, one column": (_dense(folder / "one.pdf", columns=1), LIMIT),
            f"add a PDF of {PAGES} pages, two columns, Cyrillic": (_dense(folder / "two.pdf", columns=2), LIMIT),
        }
        rows = [(part, _median(lambda file=file: add(file, folder=folder / "c", replace=True)), limit)
                for part, (file, limit) in parts.items()]  # fmt: skip
        rows.append(("read both back as blocks", _median(lambda: read(folder / "c")), LIMIT))
    return pd.DataFrame(rows, columns=["part", "seconds", "limit"])


def _median(run):
    """Return the median of the seconds that several runs take."""
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    return round(statistics.median(seconds), 2)


def _dense(file, *, columns):
    """Print pages with running heads and two footnotes each."""
    options = {"fonts": fonts()} if columns == 2 else {}
    press = Press(
        file, columns=columns, head=lambda page: f"EN Official Journal of the European Union L 209/{page}", **options
    )
    number, last = 0, 0
    while press.page < PAGES or press.height > BOTTOM + 80:
        if press.page > last:
            last = press.page
            press.note(2 * last, f"OJ L {last}, 1.1.2030, p. {last}.")
            press.note(2 * last + 1, f"COM(2030) {last} final.")
        number += 1
        words = RUSSIAN.split()
        turned = " ".join(words[number % len(words) :] + words[: number % len(words)])
        turned = f"{turned[0].upper()}{turned[1:].rstrip('.,')}."
        text = turned if columns == 2 else f"({number}) {RECITALS[number % 3]}^{2 * last}^"
        press.paragraph(text, 9, justified="forwards" if columns == 2 else "", space=3)
    press.save()
    return file


if __name__ == "__main__":
    print(table().to_string(index=False))
