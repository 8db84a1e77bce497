"""The contents of the aid paper of 2002 beside those of two papers of 2007: figure of chapter 5.

Owns which headings answer each other, and the figure ``05-contents``.
"""

import textwrap
from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data.package import index
from coursekit.plots.figure import WIDE, Control, Figure, Frame, Frames, figure
from coursekit.plots.style import colour

EARLIER = "ec2002strategy"
LATER = {"ec2007rsp": "Aid paper 2007–2013", "eu2007strategy": "Strategy of 2007"}
#: Headings that are drawn: chapters, and the parts that matter to the argument.
SHOWN = {
    EARLIER: (1, 2, 4, 7, 10, 11, 13, 14, 15, 16, 17, 21),
    "ec2007rsp": (1, 2, 6, 10, 14, 16, 19, 20, 21),
    "eu2007strategy": tuple(range(1, 12)),
}
#: Headings of 2002 that a heading of 2007 takes up, by their places in the tables of contents.
ANSWERS = {
    "ec2007rsp": ((1, 1), (2, 2), (4, 6), (7, 10), (10, 14), (11, 16), (13, 19)),
    "eu2007strategy": ((14, 2), (16, 3)),
}
#: Letters of a line for each inch of the drawing; where the right column begins.
_LETTERS = 4.6
_RIGHT = 0.58


def headings(document: str) -> pd.DataFrame:
    """Return the headings of a paper that the figure draws.

    Returns
    -------
    pandas.DataFrame
        ``place`` in the table of contents, ``words``, and ``chapter``: whether it is one of the main headings.

    Examples
    --------
    >>> headings("ec2002strategy")["words"].tolist()[7]
    '5.1 EU interests and policy objectives'
    """
    sections = index("sections", "id")
    found = [sections[f"{document}-{place:02d}"] for place in SHOWN[document]]
    # The numbers of the strategy's sections are the course's own: the copy shows the first one only.
    numbered = [row["number"] if document != "eu2007strategy" else "" for row in found]
    words = [f"{number} {row['heading']}".strip() for number, row in zip(numbered, found, strict=True)]
    return pd.DataFrame({"place": SHOWN[document], "words": words, "chapter": [row["level"] == "1" for row in found]})


@figure("05-contents")
def contents() -> Figure:
    """Join headings of 2002 with headings of 2007 that take them up; the later paper is the reader's choice."""
    frames: dict[tuple[str, ...], Frame] = {
        (later,): Frame(draw=_drawing(later), reading=_reading(later), table=_table(later)) for later in LATER
    }
    return Figure(
        title="More headings of 2002 return in the aid paper of 2007 than in the strategy of that year",
        subtitle="Headings of the paper of 2002 (left), joined with headings of 2007 that take them up (right)",
        source="Tables of contents as far as seen; of the strategy of 2007 headings as others report them",
        alt=(
            "Two columns of headings joined by lines. Six of the seven main headings of 2002 and one part on lessons "
            "are joined with headings of the aid paper of 2007: summary, objectives, policy agenda, analysis, past "
            "cooperation, response. Five have no line: interests, building on lessons, the three tracks, the "
            "programme and its budget. With the strategy of 2007 only two "
            "headings are joined: EU interests and the approach by means."
        ),
        table=pd.concat([_table(later) for later in LATER], ignore_index=True),
        draw=_drawing("ec2007rsp"),
        explore=Frames([Control("later", "Compare with", list(LATER.items()))], frames, height=6.8),
        height=5.0,
        narrow_height=7.4,
    )


def _reading(later: str) -> str:
    joined = len(ANSWERS[later])
    return f"{LATER[later]}: {joined} of the {len(SHOWN[EARLIER])} headings of 2002 that are shown are taken up."


def _table(later: str) -> pd.DataFrame:
    right = headings(later).set_index("place")["words"]
    taken_up = dict(ANSWERS[later])
    left = headings(EARLIER)
    return pd.DataFrame(
        {
            "Heading of 2002": left["words"],
            "Compared with": LATER[later],
            "Taken up by": [
                right[taken_up[place]] if place in taken_up else "no heading seen" for place in left["place"]
            ],
        }
    )


def _drawing(later: str) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        sides = {}
        letters = _letters(ax)
        for document, edge in ((EARLIER, 0.0), (later, _RIGHT)):
            table = headings(document)
            step = (len(SHOWN[EARLIER]) - 1) / (len(table) - 1)
            sides[document] = {place: row * step for row, place in enumerate(table["place"])}
            joined = {pair[document == later] for pair in ANSWERS[later]}
            for place, words, chapter in table.itertuples(index=False, name=None):
                ax.text(
                    edge,
                    sides[document][place],
                    textwrap.fill(words, letters),
                    va="center",
                    fontsize=10,
                    fontweight="bold" if chapter else "normal",
                    color=colour("ink" if place in joined else "muted"),
                )
        for first, second in ANSWERS[later]:
            ends = [sides[EARLIER][first], sides[later][second]]
            ax.plot([_RIGHT - 0.13, _RIGHT - 0.02], ends, color=colour("accent"), lw=1.6, marker="o", ms=4)
        return _bare(ax, later)

    return draw


def _letters(ax: Axes) -> int:
    """Return how many letters a column has room for."""
    canvas = ax.get_figure(root=True)
    return int(_LETTERS * (canvas.get_figwidth() if canvas else WIDE))


def _bare(ax: Axes, later: str) -> Axes:
    for edge, words in ((0.0, "Aid paper 2002"), (_RIGHT, LATER[later])):
        ax.text(edge, -1.1, words, va="center", color=colour("accent"), fontsize=10)
    ax.set_xlim(0, 1)
    ax.set_ylim(len(SHOWN[EARLIER]) - 0.4, -1.5)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    return ax
