"""Agreement of two readers on one paper at a time: figure of chapter 5.

Owns the counts of equal answers and equal headings, and the figure ``05-agreement``.
"""

from itertools import combinations

import pandas as pd
from matplotlib.axes import Axes

from coursekit.content.coding.sections import section_codings
from coursekit.content.reliability.kappa import cohen_kappa
from coursekit.content.reliability.presence import presence
from coursekit.data import load
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

PAPERS = {
    "ec2002strategy": "Aid paper 2002",
    "eu2007strategy": "Strategy 2007",
    "ec2007rsp": "Aid paper 2007",
    "ec2007mip": "Aid programme 2007",
}
PAIRS = tuple("".join(pair) for pair in combinations("ABC", 2))
MEASURES = {
    "answers": "Equal answers, heading by heading and code by code",
    "headings": "Headings with exactly the same codes",
    "kappa": "Cohen's kappa over all answers",
}


@computed_once
def agreement_on_papers() -> pd.DataFrame:
    """Return how far each pair of readers agrees on each paper.

    Returns
    -------
    pandas.DataFrame
        ``paper``, ``pair``, and the three measures: ``answers`` and ``headings`` as shares,
        ``kappa`` over the yes-or-no answers.

    Examples
    --------
    >>> found = agreement_on_papers().set_index(["paper", "pair"]).loc[("ec2002strategy", "AB")]
    >>> found.round(2).tolist()
    [0.97, 0.44, 0.63]
    """
    papers = load("sections").set_index("id")["document"]
    ratings = presence(section_codings(), units=papers.index)
    ratings["paper"] = ratings["unit"].map(papers)
    found = [
        {"paper": paper, "pair": pair, **_measures(rows[rows["coder"].isin(list(pair))])}
        for paper, rows in ratings[ratings["paper"].isin(list(PAPERS))].groupby("paper", sort=False)
        for pair in PAIRS
    ]
    return pd.DataFrame(found)


def _measures(ratings: pd.DataFrame) -> dict[str, float]:
    answers = ratings.pivot_table(index=["unit", "code"], columns="coder", values="value")
    same = answers.iloc[:, 0] == answers.iloc[:, 1]
    asked = ratings.assign(unit=ratings["unit"] + " " + ratings["code"])
    return {
        "answers": float(same.mean()),
        "headings": float(same.groupby("unit").all().mean()),
        "kappa": cohen_kappa(asked[["unit", "coder", "value"]]),
    }


@figure("05-agreement")
def agreement_by_measure() -> Figure:
    """Show agreement on four papers in three measures; the pair of coders is the reader's choice."""
    found = agreement_on_papers()
    first = found[found["pair"] == PAIRS[0]].set_index("paper")
    worst = first.loc["ec2002strategy"]

    def draw(ax: Axes) -> Axes:
        return _dots(ax, first)

    return Figure(
        title=(
            f"The same two readers agree on {worst['answers']:.0%} of the answers "
            f"and on {worst['headings']:.0%} of the headings"
        ).replace("%", " per cent"),
        subtitle="Two readers on four papers of the EU, in three measures, from 0 to 1; first readers A and B",
        source=(
            "Codings of the course's own paraphrases by automated readers (language models), made for this course "
            "(tables section_codes and codings)"
        ),
        alt=(
            "Four papers in rows with three marks each. Equal answers stand between .97 and .99 for all four. Headings "
            "with the same codes: .44 for the aid paper of 2002, .58 for that of 2007, .65 for the programme, .82 for "
            "the strategy. Kappa: .63, .69, .86 and .96."
        ),
        table=_table(found),
        draw=draw,
        explore=_explorer(found),
        height=3.0,
        narrow_height=3.4,
    )


def _table(found: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Paper": found["paper"].map(PAPERS),
            "Readers": [f"{pair[0]} and {pair[1]}" for pair in found["pair"]],
            **{words: found[measure].round(2) for measure, words in MEASURES.items()},
        }
    )


#: Marker and palette key of each measure, and its name beside the marks.
_MARKS = {
    "answers": ("o", "kept", "equal answers"),
    "headings": ("D", "dropped", "equal headings"),
    "kappa": ("s", "accent", "kappa"),
}


def _dots(ax: Axes, first: pd.DataFrame) -> Axes:
    for row, paper in enumerate(PAPERS):
        values = {measure: float(first[measure][paper]) for measure in MEASURES}
        ax.plot(
            [min(values.values()), max(values.values())], [row, row], color=colour("muted"), lw=0.8, alpha=0.6, zorder=1
        )
        for measure, (marker, key, words) in _MARKS.items():
            ax.plot(values[measure], row, marker, ms=8, color=colour(key), label=words if row == 0 else None)
    ax.set_yticks(range(len(PAPERS)), list(PAPERS.values()), color=colour("ink"))
    # The key has its place above the first row.
    ax.set_ylim(len(PAPERS) - 0.5, -2.3 if is_narrow(ax) else -1.3)
    ax.set_xlim(0, 1.04)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", ".25", ".50", ".75", "1"])
    ax.grid(visible=False, axis="y")
    columns = 1 if is_narrow(ax) else 3
    ax.legend(loc="upper left", ncols=columns, fontsize=9.5, borderpad=0, handletextpad=0.3, columnspacing=1.2)
    return ax


def _explorer(found: pd.DataFrame) -> Explorer:
    by = found.set_index(["pair", "paper"])
    states: dict[tuple[str, ...], list[Series]] = {
        (pair,): [
            Series(
                measure,
                words[0].upper() + words[1:],
                [(name, round(float(by[measure][pair, paper]), 2)) for paper, name in PAPERS.items()],
                key,
            )
            for measure, (_, key, words) in _MARKS.items()
        ]
        for pair in PAIRS
    }
    controls = [Control("pair", "Readers", [(pair, f"{pair[0]} and {pair[1]}") for pair in PAIRS])]
    return Explorer("dot", "Paper", "Agreement, 0 to 1", "", controls, states, top=1)
