"""Four explanations of one event, held against the same facts: figure of primer B.

Owns the facts, how they bear on each lens, what each lens expects and hides, and the figure ``B-lenses``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes

from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour


@dataclass(frozen=True)
class Lens:
    """A lens: how it explains the end of the measures, what would refute it, what it hides."""

    name: str
    explains: str
    refuted: str
    hides: str


LENSES = {
    "interest": Lens(
        "Interest",
        "They ended because governments needed a base, a transit route and energy more than they needed an inquiry.",
        "states without a base or trade there had pressed for the end as hard as those that have them.",
        "that words bind: for four years the inquiry and the reforms were the measure of every review",
    ),
    "norm": Lens(
        "Norm",
        "They were imposed because a norm was broken, and ended because reforms were accepted as progress.",
        "no reform had been named, and nobody in the Union had had to justify the end.",
        "who pays for a principle, and whose voice counts when it is spoken",
    ),
    "institution": Lens(
        "Institution",
        "They ended because renewal needs unanimity, and unanimity was no longer there.",
        "all had wanted to renew and the measures had ended all the same.",
        "why some governments wanted the end",
    ),
    "agency": Lens(
        "Regional agency",
        "Tashkent chose its course before and apart from Brussels, gave what cost it least, and waited.",
        "its course had turned with each European decision, and not before.",
        "the victims, and states that are weaker than Uzbekistan",
    ),
}
#: Fact -> lens -> speaks for it (+) or against it (-); on a lens that is not named it does not bear.
FACTS: dict[str, dict[str, str]] = {
    "In 2007 Germany, with a base at Termez, pressed to ease; Britain resisted": {
        "interest": "+",
        "norm": "-",
        "institution": "-",
    },
    "EU exports grew by 86 per cent, 2005–2009, much as to the neighbours": {"interest": "-"},
    "Death penalty ended, habeas corpus, prison visits, some releases": {"norm": "+", "agency": "+"},
    "The international inquiry was refused": {"norm": "-", "agency": "+"},
    "Scores for liberal democracy and voice did not rise": {"norm": "-"},
    "Without consensus to renew: end by default on 13 November 2009": {"institution": "+"},
    "A forecast of their lapse in October 2008 failed for the embargo": {"institution": "-"},
    "In votes Tashkent moved to Russia before and in 2005": {"agency": "+"},
    "Human Rights Watch: the threat to reinstate them brought the small steps": {"norm": "+", "agency": "-"},
}
_ALL = "all"
#: Where the facts begin, left of the lenses at 0, 1, 2 and 3.
_LEFT = -5.6


@figure("B-lenses")
def lenses() -> Figure:
    """Show which facts speak for and against each lens; the lens is the reader's choice."""
    return Figure(
        title="Every lens has facts that speak for it and facts that speak against it",
        subtitle="Why did the measures of 2005 end in 2009? Disc: the fact speaks for the lens; square: against it",
        source="Facts: sources in the text; how they bear on a lens: judged by the course's own team",
        alt=(
            "Grid of nine facts and four lenses. For interest speaks Germany's push, against it the growth of exports. "
            "For norm speak the reforms and the view of Human Rights Watch, against it Germany's push, the missing "
            "inquiry and flat scores. For institution speaks the rule on expiry, against it a forecast that failed and "
            "Germany's push. For regional agency speak chosen reforms, the refused inquiry and the votes, against it "
            "the view of Human Rights Watch."
        ),
        table=_table(),
        draw=_drawing(),
        explore=_frames(),
        height=5.2,
        narrow_height=7.2,
    )


def _table() -> pd.DataFrame:
    words = {"+": "for", "-": "against"}
    columns = {
        lens.name: [words.get(bears.get(key, ""), "") for bears in FACTS.values()] for key, lens in LENSES.items()
    }
    return pd.DataFrame({"Fact": list(FACTS), **columns})


def _frames() -> Frames:
    states: dict[tuple[str, ...], Frame] = {
        (key,): Frame(draw=_drawing(key), reading=_reading(key), table=_table()) for key in (_ALL, *LENSES)
    }
    choices = [(_ALL, "All four"), *((key, lens.name) for key, lens in LENSES.items())]
    return Frames([Control("lens", "Lens", choices)], states, height=7.2)


def _reading(key: str) -> str:
    if key == _ALL:
        return "Choose a lens: it says how it explains the end, what would refute it, and what it hides."
    lens = LENSES[key]
    return f"{lens.name}. {lens.explains} It would be refuted if {lens.refuted} It hides {lens.hides}."


def _drawing(chosen: str = _ALL) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        for row, (fact, bears) in enumerate(FACTS.items()):
            is_used = chosen == _ALL or chosen in bears
            tone = colour("ink" if is_used else "kept")
            words = fill(fact, 27 if is_narrow(ax) else 56)
            ax.text(_LEFT, row, words, va="center", fontsize=10.5 if is_narrow(ax) else 9, color=tone)
            for column, key in enumerate(LENSES):
                _mark(ax, (column, row), bears.get(key, ""), lit=chosen in (_ALL, key))
        return _grid(ax, chosen)

    return draw


def _mark(ax: Axes, place: tuple[int, int], bears: str, *, lit: bool) -> None:
    if bears:
        tone = colour("accent" if bears == "+" else "dropped") if lit else colour("line")
        face = tone if bears == "+" else "none"
        ax.plot(*place, "o" if bears == "+" else "s", ms=9, mec=tone, mfc=face, mew=2)


def _grid(ax: Axes, chosen: str) -> Axes:
    narrow = is_narrow(ax)
    names = [lens.name if narrow else lens.name.replace(" ", "\n") for lens in LENSES.values()]
    # Labels are those of the side on which they stand.
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(LENSES)), names, color=colour("ink"))
    for key, label in zip(LENSES, ax.get_xticklabels(), strict=True):
        label.set_fontweight("bold" if key == chosen else "normal")
        if narrow:
            label.set(rotation=40, ha="left", rotation_mode="anchor")
    ax.tick_params(length=0, labelsize=9.5)
    ax.set_yticks([])
    ax.set_xlim(_LEFT, len(LENSES) - (0.2 if narrow else 0.5))
    ax.set_ylim(len(FACTS) - 0.4, -0.6)
    ax.grid(visible=False)
    for row in range(1, len(FACTS)):
        ax.axhline(row - 0.5, color=colour("line"), lw=1)
    ax.spines["bottom"].set_visible(False)
    return ax
