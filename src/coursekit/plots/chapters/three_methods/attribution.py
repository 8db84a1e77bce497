"""Figure of chapter 2 on whose word each claim of the article is.

Owns the registered figure ``02-attribution`` and the sorting of claims by what stands
behind them. Draws marks and labels only: the page sets title and source.
"""

import re

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.plots.figure import WIDE, Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import bare
from coursekit.plots.style import colour

#: What stands behind a claim, in the order of the figure, with its colour.
BACKINGS = {
    "the author alone": "phase1",
    "a text of the EU": "EU",
    "a work of a named author": "phase3",
    "unnamed experts or politicians": "muted",
}
#: Parts of the article in its own order, and how they are called here.
PARTS = {
    "abstract": "Abstract",
    "introduction": "Introduction",
    "method": "Method",
    "interests": "Interests",
    "strategy_2007": "Strategy of 2007",
    "rethinking": "Rethinking, 2017–2019",
    "strategy_2019": "Strategy of 2019",
    "instruments": "Instruments",
    "central_asian_view": "Central Asian view",
    "conclusion": "Conclusion",
}
_ALL = "all"
#: Squares in a line: four lines would hold all claims.
_PER_LINE = 21
#: Height of a line beside the distance of its squares, and side of a square beside it.
_LINE, _SIDE = 1.0, 0.74


def backing(attributed_to: str) -> str:
    """Return what stands behind a claim, from whom the article names for it.

    Parameters
    ----------
    attributed_to : str
        As in the table of claims, for instance ``"Peyrouse 2017"``.

    Examples
    --------
    >>> backing("the author"), backing("European Commission 2019")
    ('the author alone', 'a text of the EU')
    >>> backing("many experts; Muratbekova 2019"), backing("some experts")
    ('a work of a named author', 'unnamed experts or politicians')
    """
    if attributed_to == "the author":
        return "the author alone"
    if re.match(r"(?:European Commission|Council of the European Union) \d{4}", attributed_to):
        return "a text of the EU"
    return "a work of a named author" if re.search(r"\d{4}", attributed_to) else "unnamed experts or politicians"


def claims_by_backing() -> pd.DataFrame:
    """Return id, part of the article and backing of each claim.

    Examples
    --------
    >>> claims_by_backing().iloc[0].tolist()
    ['C01', 'abstract', 'the author alone']
    """
    claims = load("claims")
    return pd.DataFrame(
        {"id": claims["id"], "part": claims["section"], "backing": claims["attributed_to"].map(backing)}
    )


@figure("02-attribution")
def attribution() -> Figure:
    """Show each claim as a square, by whose word it is, and pick out a part of the article."""
    claims = claims_by_backing()
    alone = int((claims["backing"] == "the author alone").sum())
    counts = claims["backing"].value_counts()
    return Figure(
        title=f"{alone} of {len(claims)} claims name nobody behind them but the author",
        subtitle="The claims of the article by what it names as their origin; each square is one claim",
        source="Claims of the article; the course's own reading of the Kazakh text",
        alt="Squares in four groups. " + "; ".join(f"{name}: {counts[name]}" for name in BACKINGS) + ".",
        table=_counted(claims),
        draw=lambda ax: _squares(ax, claims, _ALL),
        explore=Frames(
            controls=[Control("part", "Part of the article", [(_ALL, "The whole article"), *PARTS.items()])],
            states={(part,): _frame(claims, part) for part in (_ALL, *PARTS)},
            height=3.1,
        ),
        height=4.3,
        narrow_height=2.9,
    )


def _counted(claims: pd.DataFrame) -> pd.DataFrame:
    counts = pd.crosstab(claims["part"], claims["backing"]).reindex(index=list(PARTS), columns=list(BACKINGS))
    counts.index = pd.Index([PARTS[part] for part in counts.index], name="Part")
    return counts.rename(columns=lambda name: name[0].upper() + name[1:]).reset_index().rename_axis(columns=None)


def _frame(claims: pd.DataFrame, part: str) -> Frame:
    chosen = claims if part == _ALL else claims[claims["part"] == part]
    counts = chosen["backing"].value_counts().reindex(list(BACKINGS), fill_value=0)
    said = "; ".join(f"{name}: {number}" for name, number in counts.items())
    where = "In the whole article" if part == _ALL else f"In the part {PARTS[part]!r}"
    table = counts.rename_axis("Origin").rename("Claims").reset_index()
    return Frame(
        draw=lambda ax: _squares(ax, claims, part),
        reading=f"{where} there are {len(chosen)} claims: {said}.",
        table=table,
    )


def _squares(ax: Axes, claims: pd.DataFrame, part: str) -> Axes:
    size = 72 * _width(ax) / (_PER_LINE + 0.6) * _SIDE
    line = 0.0
    for name, key in BACKINGS.items():
        # Those of the chosen part come first, so that they can be counted at a glance.
        parts = claims.loc[claims["backing"] == name, "part"]
        chosen = parts.eq(part).sum() if part != _ALL else len(parts)
        number = f"{len(parts)}" if part == _ALL else f"{chosen} of {len(parts)}"
        ax.text(-_SIDE / 2, line, f"{name}: {number}", va="center", fontsize=10, color=colour("ink"))
        for place in range(len(parts)):
            at = (place % _PER_LINE, line + (1 + place // _PER_LINE) * _LINE)
            ax.plot(*at, marker="s", ms=size, color=colour(key), alpha=1 if place < chosen else 0.2, mew=0, ls="")
        line += (2.3 + (len(parts) - 1) // _PER_LINE) * _LINE
    ax.set_xlim(-0.8, _PER_LINE - 0.2)
    ax.set_ylim(line - 0.8, -0.7)
    ax.set_xticks([])
    ax.grid(visible=False)
    bare(ax).spines["bottom"].set_visible(False)
    return ax


def _width(ax: Axes) -> float:
    """Return the width of the drawing in inches."""
    canvas = ax.get_figure(root=True)
    return canvas.get_figwidth() if canvas is not None else WIDE
