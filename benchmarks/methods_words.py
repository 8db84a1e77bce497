"""Speed and memory of coding by dictionary, side by side with scikit-learn's CountVectorizer.

Run it from the repository, in the course's environment::

    .venv/bin/python benchmarks/methods_words.py

A corpus of ten million words in 2,000 documents is made with a seed: words whose
frequencies fall as Zipf's law says, and among them the forms and phrases that the course's
codebook looks for, capitals here and there. Both sides count the same 26 codes in it:

- ours: ``code_by_dictionary`` with the patterns as they stand in the codebook;
- other: ``CountVectorizer(vocabulary=…)`` with every word form and phrase that those
  patterns find in the corpus, given beforehand, a shorter rule of what a word is, and then
  one sparse multiplication that adds the forms up by code. A form within a longer form of
  the same code is subtracted, so that both count the same thing: the counts must be equal.

Each side runs in a process of its own; peak memory is what the system reports for it. It is
a measurement, never a test: numbers depend on the machine, the ratio much less.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

import coursekit
from coursekit.content.words.dictionary import code_by_dictionary, dictionary
from coursekit.content.words.patterns import fits

DOCUMENTS = 2_000
WORDS = 5_000
RUNS = 3
_SEED = 20190617
_WORD = r"(?u)\b\w[\w-]*\b"
_ENDINGS = ("", "s", "ed", "ing", "al", "ation", "ity", "ly")


def corpus(documents: int = DOCUMENTS, words: int = WORDS) -> pd.DataFrame:
    """Make the texts: about one word in sixteen gives way to a form that the codebook looks for."""
    random = np.random.default_rng(_SEED)
    common = _common_words(random)
    forms = np.array(planted(), dtype=object)
    frequency = 1 / np.arange(1, len(common) + 1)
    texts = []
    for _ in range(documents):
        chosen = random.choice(common, size=words, p=frequency / frequency.sum())
        # Never two forms side by side: phrases that share a word are not what is compared here.
        at = np.arange(0, words, 16) + random.integers(0, 8, size=len(range(0, words, 16)))
        at = at[at < words]
        chosen[at] = random.choice(forms, size=at.size)
        capital = random.integers(0, words, size=words // 20)
        chosen[capital] = [word.capitalize() for word in chosen[capital]]
        texts.append(" ".join(" ".join(chosen).split()[:words]))
    return pd.DataFrame({"document": [f"d{number:04}" for number in range(documents)], "text": texts})


def planted() -> list[str]:
    """Return the forms that are put into the corpus: every pattern, its asterisk once with each ending."""
    patterns = dictionary(coursekit.load("codebook"))["pattern"]
    forms = {word.replace("*", ending) for word in patterns for ending in (_ENDINGS if "*" in word else ("",))}
    return sorted(forms)


def expanded() -> list[tuple[str, str]]:
    """Return codes and all forms that their patterns find in the corpus: the other side's vocabulary."""
    words = sorted({word for form in planted() for word in form.split()})
    rows = dictionary(coursekit.load("codebook"))[["code", "pattern"]].itertuples(index=False)
    return [
        (code, " ".join(form))
        for code, pattern in rows
        for form in product(*([word for word in words if fits(word, part)] for part in pattern.split()))
    ]


def _common_words(random: np.random.Generator) -> np.ndarray:
    """Return fifty thousand words, made up but for the first three, of which no pattern knows any."""
    letters = np.array(list("bcdfghjklmnpqrstvwxz"))
    vowels = np.array(list("aeiou"))
    made = {
        "".join(np.stack([random.choice(letters, size), random.choice(vowels, size)], axis=1).ravel())
        for size in random.integers(1, 5, size=80_000)
    }
    patterns = [word for pattern in dictionary(coursekit.load("codebook"))["pattern"] for word in pattern.split()]
    kept = sorted(word for word in made if not any(fits(word, pattern) for pattern in patterns))
    random.shuffle(kept)
    return np.array(["the", "to", "in", *kept[:50_000]], dtype=object)


def ours(texts: pd.DataFrame) -> np.ndarray:
    """Count with the patterns."""
    counted = code_by_dictionary(texts, dictionary(coursekit.load("codebook")))
    return counted["count"].to_numpy().reshape(len(texts), -1)


def other(texts: pd.DataFrame) -> np.ndarray:
    """Count every form with CountVectorizer and add the forms up by code."""
    from scipy.sparse import csr_array
    from sklearn.feature_extraction.text import CountVectorizer

    pairs = expanded()
    forms = sorted({form for _, form in pairs})
    longest = max(len(form.split()) for form in forms)
    vectorizer = CountVectorizer(vocabulary=forms, ngram_range=(1, longest), token_pattern=_WORD)
    codes = list(dict.fromkeys(dictionary(coursekit.load("codebook"))["code"]))
    weights = np.zeros((len(forms), len(codes)), dtype=np.int64)
    by_code = {code: {form for other_code, form in pairs if other_code == code} for code in codes}
    for column, code in enumerate(codes):
        for form, weight in _weights(by_code[code]).items():
            weights[forms.index(form), column] = weight
    return (vectorizer.fit_transform(texts["text"]) @ csr_array(weights)).toarray()


def _weights(forms: set[str]) -> dict[str, int]:
    """Give each form what makes every longest form count once: itself less the forms within it."""
    weights: dict[str, int] = {}
    for form in sorted(forms, key=lambda form: len(form.split())):
        words = form.split()
        within = [
            " ".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
            if end - start < len(words)
        ]
        weights[form] = 1 - sum(weights.get(inner, 0) for inner in within)
    return weights


def measured(side: str, folder: Path) -> dict:
    """Do one side in a process of its own; return the median of its seconds and its peak memory in MB."""
    command = [sys.executable, __file__, side, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def run(side: str, folder: Path) -> dict:
    """Make the corpus, or count as often as asked, in this process."""
    if side == "corpus":
        return {"bytes": (folder / "corpus.json").write_text(json.dumps(corpus().to_dict("list")), "utf-8")}
    texts = pd.DataFrame(json.loads((folder / "corpus.json").read_text("utf-8")))
    count = {"ours": ours, "other": other}[side]
    seconds = []
    for _ in range(RUNS):
        started = time.perf_counter()
        counts = count(texts)
        seconds.append(time.perf_counter() - started)
    np.save(folder / f"{side}.npy", counts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": statistics.median(seconds), "peak": peak}


def table() -> pd.DataFrame:
    """Measure both sides.

    Returns
    -------
    pandas.DataFrame
        Columns ``part``, ``ours``, ``other``, ``ratio`` (other by ours) and ``equal``
        (whether both counted the same).
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measured("corpus", folder)
        sides = {side: measured(side, folder) for side in ("ours", "other")}
        counts = [np.load(folder / f"{side}.npy") for side in ("ours", "other")]
        equal = bool((counts[0] == counts[1]).all()) and counts[0].sum() > 0
    parts = {
        f"dictionary coding, {DOCUMENTS * WORDS:,} words, 26 codes, s": "seconds",
        "the same, peak memory, MB": "peak",
    }
    rows = [
        (part, sides["ours"][key], sides["other"][key], sides["other"][key] / sides["ours"][key], equal)
        for part, key in parts.items()
    ]
    return pd.DataFrame(rows, columns=["part", "ours", "other", "ratio", "equal"])


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(run(sys.argv[1], Path(sys.argv[2]))))
    else:
        print(table().round(2).to_string(index=False))
