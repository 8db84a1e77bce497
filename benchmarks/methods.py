"""Speed of the methods, in one run: agreement, dictionaries, own documents.

Run it from the repository, in the course's environment, on a machine that does nothing else::

    .venv/bin/python benchmarks/methods.py > measured.md

It takes about three minutes. It is a measurement, never a test: numbers depend on the
machine, ratios much less. The three parts can be run one by one; each says what it measures
and how it makes sure that both sides compute the same.
"""

import methods_agreement
import methods_corpus
import methods_words
import pandas as pd

PARTS = {
    "Krippendorff's alpha beside the package krippendorff, milliseconds, medians": methods_agreement.table,
    "Coding by dictionary beside scikit-learn's CountVectorizer, medians": methods_words.table,
    "Adding a document of 60 pages, seconds, medians": methods_corpus.table,
}


def markdown(table: pd.DataFrame) -> str:
    """Write a table in Markdown."""
    rows = [table.columns, ["---"] * len(table.columns), *table.to_numpy()]
    return "\n".join("| " + " | ".join(map(_cell, row)) + " |" for row in rows)


def _cell(value: object) -> str:
    """Write a number with two decimals, anything else as it is."""
    return f"{value:.2f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    for title, table in PARTS.items():
        print(f"**{title}**\n\n{markdown(table())}\n", flush=True)
