"""A tool for readers: the word and the payer of a headline sum, and the questions to ask of it.

Owns which words stand for which steps, what to ask, and the figure ``11-questions``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import bare, is_narrow
from coursekit.plots.style import colour

STEPS = ("announced", "programmed", "committed", "contracted", "paid")


@dataclass(frozen=True)
class Word:
    """A verb of headlines: the lowest and highest step it may mean, and the question it calls for."""

    text: str
    low: str
    high: str
    question: str


@dataclass(frozen=True)
class Payer:
    """Whose money it is, as far as the headline says, and the question that follows."""

    text: str
    question: str


WORDS = {
    "pledge": Word("pledges, announces, a package", "announced", "announced", "Which act or programme will carry it?"),
    "mobilise": Word(
        "mobilises, unlocks, up to",
        "announced",
        "announced",
        "How much is the giver's own, how much hoped for from others?",
    ),
    "memorandum": Word(
        "signs a memorandum", "announced", "announced", "Which later signature would bind, and on which conditions?"
    ),
    "allocate": Word("allocates, will give", "announced", "committed", "Which decision is meant, with which date?"),
    "commit": Word(
        "commits, approves", "announced", "contracted", "Is there a legal commitment, or is it a word of a speech?"
    ),
    "disburse": Word("has paid, disbursed", "paid", "paid", "Gross or net of repayments, and in which year?"),
}
PAYERS = {
    "unknown": Payer("not said", "Who pays: a budget, a bank, a member state, a firm?"),
    "budget": Payer("the EU budget", "Grant, budget support or guarantee; old programme or new?"),
    "bank": Payer("EIB or EBRD", "A loan to whom, at which interest, guaranteed by which treasury?"),
    "several": Payer("several: Team Europe, partners", "How much comes from each, and what was counted before?"),
}
ALWAYS = ("Which years?", "Which currency?", "For whom: one state, five, or more?")


def questions(word: str, payer: str) -> tuple[str, ...]:
    """Return what to ask of a headline, from the most telling question on.

    Examples
    --------
    >>> questions("memorandum", "bank")[0]
    'Which later signature would bind, and on which conditions?'
    """
    return (WORDS[word].question, PAYERS[payer].question, *ALWAYS)


def steps(word: str) -> tuple[str, ...]:
    """Return the steps on which a sum with this word may stand.

    Examples
    --------
    >>> steps("allocate")
    ('announced', 'programmed', 'committed')
    """
    chosen = WORDS[word]
    return STEPS[STEPS.index(chosen.low) : STEPS.index(chosen.high) + 1]


@figure("11-questions")
def questions_of_a_sum() -> Figure:
    """Light the steps on which a sum may stand and list what to ask; word and payer are the reader's choice."""
    frames: dict[tuple[str, ...], Frame] = {
        (word, payer): Frame(draw=_drawing(word), reading=_reading(word, payer), table=_table(word, payer))
        for word in WORDS
        for payer in PAYERS
    }
    controls = [
        Control("word", "The headline says", [(key, word.text) for key, word in WORDS.items()]),
        Control("payer", "Who pays", [(key, payer.text) for key, payer in PAYERS.items()]),
    ]
    return Figure(
        title="The verb of a headline tells how far a sum is from being paid",
        subtitle="Choose verb and payer: filled steps are possible ones; the questions stand below the steps",
        source="The course's own reading of the sums of this chapter",
        alt=(
            "A staircase of five steps: announced, programmed, committed, contracted, paid. For the verb that is "
            "chosen the steps on which the sum may stand are filled; for a pledge only the lowest."
        ),
        table=_table("pledge", "unknown"),
        draw=_drawing("pledge"),
        explore=Frames(controls, frames, height=2.4),
        height=2.5,
    )


def _reading(word: str, payer: str) -> str:
    return "Ask: " + " ".join(questions(word, payer))


def _table(word: str, payer: str) -> pd.DataFrame:
    asked = questions(word, payer)
    return pd.DataFrame({"": range(1, len(asked) + 1), "Ask of the sum": asked})


def _drawing(word: str) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        possible = steps(word)
        for place, step in enumerate(STEPS):
            lit = step in possible
            ax.bar(place, place + 1, width=0.94, color=colour("EU") if lit else colour("line"), zorder=2)
            ax.text(
                place,
                place + 1.12,
                step,
                ha="center",
                va="bottom",
                fontsize=8.5 if is_narrow(ax) else 10,
                fontweight="bold" if lit else "normal",
                color=colour("ink"),
            )
        ax.set_xlim(-0.75, len(STEPS) - 0.25)
        ax.set_ylim(0, len(STEPS) + 0.9)
        ax.set_xticks([])
        bare(ax)
        ax.spines["bottom"].set_visible(False)
        return ax

    return draw
