"""Three papers held against a planner's checklist: figure of chapter 5.

Owns the points of the checklist, the sums by witness and weight, and the figure
``05-checklist``.
"""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

#: Papers in the order of the figure.
PAPERS = {
    "ec2002strategy": "Aid paper 2002",
    "eu2007strategy": "Strategy 2007",
    "ec2007rsp": "Aid paper 2007",
}
#: Points of the checklist, as a planner would ask for them.
POINTS = {
    "interests": "Own interests",
    "aims": "Aims",
    "means": "Means",
    "budget": "Budget",
    "term": "Term",
    "lessons": "Lessons",
    "adoption": "Adopted by ministers or leaders",
    "review": "Review",
}
WITNESSES = {"either": "The paper or reports", "paper": "The paper itself", "reports": "Reports about it"}
#: Which points count twice.
WEIGHTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "once": ("Each point once", ()),
    "politics": ("Adoption and review twice", ("adoption", "review")),
    "planning": ("Budget and term twice", ("budget", "term")),
}


def shown_points() -> pd.DataFrame:
    """Return what each witness shows of each paper: 1 shown, 0 not shown, missing where it could not be seen.

    Returns
    -------
    pandas.DataFrame
        A row per paper and point; columns ``paper``, ``reports`` and ``either``.

    Examples
    --------
    >>> shown_points().loc["ec2002strategy"].sum().astype(int).to_dict()
    {'paper': 6, 'reports': 4, 'either': 6}
    """
    rows = load("checklist")
    wide = rows.assign(shown=rows["shown"].astype("Float64")).pivot_table(
        index=["document", "point"], columns="reader", values="shown", aggfunc="first", dropna=False
    )
    wide = wide[["paper", "reports"]].astype(float).reindex([(paper, point) for paper in PAPERS for point in POINTS])
    # What one witness shows is shown, also where the other could not be read.
    wide["either"] = wide.max(axis=1)
    return wide


def scores(witness: str, weight: str) -> pd.Series:
    """Return how many points each paper has.

    Parameters
    ----------
    witness : {"either", "paper", "reports"}
        What is read.
    weight : {"once", "politics", "planning"}
        Which points count twice.

    Returns
    -------
    pandas.Series
        A sum for each paper; missing where most of the paper could not be seen.

    Examples
    --------
    >>> scores("either", "once").tolist(), scores("either", "politics").tolist()
    ([6.0, 6.0, 5.0], [6.0, 8.0, 5.0])
    """
    twice = WEIGHTS[weight][1]
    points = shown_points().reset_index().pivot_table(index="document", columns="point", values=witness, dropna=False)
    weights = pd.Series({point: 2 if point in twice else 1 for point in points.columns})
    sums = (points * weights).sum(axis=1)
    return sums.where(points.notna().all(axis=1)).loc[list(PAPERS)]


@figure("05-checklist")
def checklist() -> Figure:
    """Show which points of the checklist each paper has; witness and weights are the reader's choice."""
    return Figure(
        title="No paper shows all eight: the aid papers no vote of ministers or leaders, the strategy no term",
        subtitle="Eight points; disc: shown by the paper itself, ring: by reports only, dash: not shown, ?: not seen",
        source="Read for this course by an automated reader (a language model); table checklist, a page for each row",
        alt=(
            "Grid of eight points and three papers. Aid paper of 2002: interests, aims, means, budget, term and "
            "lessons are shown by the paper itself; adoption and review by neither. Strategy of 2007: aims by the "
            "words that were read; interests, means, budget, adoption and review by reports only; term and lessons "
            "by neither. Aid paper of 2007: aims, means, term and lessons by the paper, budget by reports, the "
            "others by neither. Sums: six, six, five."
        ),
        table=_table("either"),
        draw=_drawing("either", "once"),
        explore=_frames(),
        height=4.2,
        narrow_height=4.2,
    )


def _marks(witness: str) -> "pd.Series[str]":
    """Return for each paper and point by whom it is shown: paper, reports, none, or unseen."""
    points = shown_points()
    kinds = points[witness].map({1.0: "reports", 0.0: "none"}).fillna("unseen")
    return kinds if witness == "reports" else kinds.mask(points["paper"] == 1, "paper")


def _grid(ax: Axes, witness: str, weight: str) -> Axes:
    marks, sums = _marks(witness), scores(witness, weight)
    for column, paper in enumerate(PAPERS):
        for row, point in enumerate(POINTS):
            twice = 0.13 if point in WEIGHTS[weight][1] else 0.0
            for shift in sorted({-twice, twice}):
                _mark(ax, (column + shift, row), marks[paper, point])
        total = "?" if pd.isna(sums[paper]) else f"{sums[paper]:.0f}"
        ax.text(column, len(POINTS) + 0.1, total, ha="center", va="center", fontweight="bold", color=colour("ink"))
    ax.set_yticks([*range(len(POINTS)), len(POINTS) + 0.1], [*_names(ax), "Sum"], color=colour("ink"))
    ax.set_xticks(range(len(PAPERS)), [name.replace(" 2", "\n2") for name in _tops(ax)], color=colour("ink"))
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.axhline(len(POINTS) - 0.45, color=colour("line"), lw=1)
    ax.set_xlim(-0.6, 2.6)
    ax.set_ylim(len(POINTS) + 0.6, -0.5)
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    return ax


def _tops(ax: Axes) -> list[str]:
    """Return the names of the papers, shorter where there is little room."""
    return [name.replace("Aid paper", "Aid") if is_narrow(ax) else name for name in PAPERS.values()]


def _names(ax: Axes) -> list[str]:
    return [name.replace(" by ", "\nby ") if is_narrow(ax) else name for name in POINTS.values()]


def _mark(ax: Axes, place: tuple[float, int], kind: str) -> None:
    if kind == "unseen":
        ax.text(*place, "?", ha="center", va="center_baseline", color=colour("muted"))
    elif kind == "none":
        ax.plot(*place, "_", ms=9, mec=colour("muted"), mew=1.6)
    else:
        face = colour("accent" if kind == "paper" else "paper")
        ax.plot(*place, "o", ms=10, mec=colour("accent"), mfc=face, mew=2)


def _frames() -> Frames:
    states: dict[tuple[str, ...], Frame] = {
        (witness, weight): Frame(
            draw=_drawing(witness, weight), reading=_reading(witness, weight), table=_table(witness)
        )
        for witness in WITNESSES
        for weight in WEIGHTS
    }
    controls = [
        Control("witness", "Witness", list(WITNESSES.items())),
        Control("weight", "Count", [(key, words) for key, (words, _) in WEIGHTS.items()]),
    ]
    return Frames(controls, states, height=4.0)


def _drawing(witness: str, weight: str) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        return _grid(ax, witness, weight)

    return draw


def _reading(witness: str, weight: str) -> str:
    found = scores(witness, weight)
    parts = [f"{PAPERS[str(paper)]}: {'unknown' if pd.isna(total) else int(total)}" for paper, total in found.items()]
    return f"{WITNESSES[witness]}, {WEIGHTS[weight][0].lower()}. " + "; ".join(parts) + "."


def _table(witness: str) -> pd.DataFrame:
    """Return the rows of the checklist that a witness rests on; both witnesses' rows for either."""
    rows = load("checklist")
    rows = rows if witness == "either" else rows[rows["reader"] == witness]
    answers = rows["shown"].map({True: "yes", False: "no"}).fillna("could not be seen")
    return pd.DataFrame(
        {
            "Paper": rows["document"].map(PAPERS),
            "Point": rows["point"].map(POINTS),
            "Read": rows["reader"].map({"paper": "the paper", "reports": "reports"}),
            "Shown": answers,
            "Ground": rows["ground"],
        }
    )
