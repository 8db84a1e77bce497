"""Speed of Krippendorff's alpha, side by side with the package krippendorff.

Run it from the repository, in the course's environment::

    .venv/bin/python benchmarks/methods_agreement.py

Four coders, 100,000 units, five values, a twentieth missing. The package is given its own
kind of input, an array with one row per coder, made beforehand, except in the last two
parts. What is measured of ours always begins with a table, and includes every check:

- from ratings with categorical units and coders, one row per judgement;
- from a sheet with one row per unit and one column per coder (`ratings_from_wide` and alpha);
- from ratings with units and coders as text: here the package's time includes the pivot
  that it takes to turn the same ratings into its array.

The two take turns, so that a busy machine slows both; numbers depend on the machine,
ratios much less.
"""

import statistics
import time

import krippendorff
import numpy as np
import pandas as pd

from coursekit.content.reliability.alpha import krippendorff_alpha
from coursekit.content.reliability.ratings import ratings_from_wide

CODERS, UNITS, VALUES, MISSING = 4, 100_000, 5, 0.05
RUNS = 15
LEVELS = ("nominal", "interval")


def table(runs: int = RUNS) -> pd.DataFrame:
    """Measure, and return one row per part: milliseconds (medians), ratio, and whether the values are equal."""
    sheet = _sheet()
    array = sheet.to_numpy().T.copy()
    ratings = ratings_from_wide(sheet)
    text = ratings.astype({"unit": "str", "coder": "str"})
    rows = []
    for level in LEVELS:
        name = f"alpha, {level}, {CODERS} coders × {UNITS:,} units"
        alone = _package(level, lambda: array)
        pivoted = _package(level, lambda: text.set_index(["coder", "unit"])["value"].unstack("unit").to_numpy())  # noqa: PD010
        rows += [
            (f"{name}: ratings, categorical", lambda level=level: krippendorff_alpha(ratings, level=level), alone),
            (f"{name}: sheet", lambda level=level: krippendorff_alpha(ratings_from_wide(sheet), level=level), alone),
            (f"{name}: ratings, text", lambda level=level: krippendorff_alpha(text, level=level), pivoted),
        ]
    measured = [_compared(part, ours, other, runs) for part, ours, other in rows]
    return pd.DataFrame(measured, columns=["part", "ours", "other", "ratio", "equal"])


def _sheet() -> pd.DataFrame:
    """Return a sheet of four coders who often agree, with missing values."""
    draw = np.random.default_rng(0)
    true = draw.integers(1, VALUES + 1, (UNITS, 1))
    given = np.where(draw.random((UNITS, CODERS)) < 0.7, true, draw.integers(1, VALUES + 1, (UNITS, CODERS)))
    judged = np.where(draw.random((UNITS, CODERS)) < MISSING, np.nan, given)
    return pd.DataFrame(judged, columns=list("ABCD"), index=[f"unit-{number:06d}" for number in range(UNITS)])


def _package(level: str, array):
    return lambda: krippendorff.alpha(reliability_data=array(), level_of_measurement=level)


def _compared(part: str, ours, other, runs: int) -> tuple[str, float, float, float, bool]:
    """Let the two take turns, and return medians in milliseconds, their ratio, and whether the values are equal."""
    times, values = ([], []), [ours(), other()]
    for _ in range(runs):
        for place, run in enumerate((ours, other)):
            started = time.perf_counter()
            run()
            times[place].append((time.perf_counter() - started) * 1000)
    mine, theirs = (statistics.median(each) for each in times)
    return part, mine, theirs, theirs / mine, abs(values[0] - values[1]) < 1e-9


if __name__ == "__main__":
    print(table().round(1).to_string(index=False))
