"""Four acts of the Union, stop by stop: figure of primer A.

Owns the stops of each path, who can stop an act at each of them, and the figure ``A-paths``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from coursekit.facts import event
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.style import colour

#: Paths in the order of the figure, with the example that each follows.
PATHS = {
    "strategy": ("Strategy", "the strategy of 2019"),
    "agreement": ("Agreement", "the enhanced agreement with Kazakhstan"),
    "programme": ("Programme", "the programme for Kyrgyzstan, 2021–2027"),
    "sanction": ("Sanction", "the measures against Uzbekistan, 2005–2009"),
}
STOPS = {
    "asked": "Asked for",
    "prepared": "Prepared",
    "decided": "Decided",
    "consented": "Consented",
    "paid": "Paid for",
    "ended": "Ended",
}
_STATE, _STATES, _PARLIAMENT, _COMMISSION = "one state", "many states", "Parliament", "Commission"
_PARTNER, _NOBODY = "the partner", "nobody"
#: Who can stop an act -> palette key: member states, the Union's own bodies, the other side, no one.
TONES = {
    _STATE: "dropped",
    _STATES: "dropped",
    _PARLIAMENT: "EU",
    _COMMISSION: "EU",
    _PARTNER: "new",
    _NOBODY: "muted",
}


@dataclass(frozen=True)
class Stop:
    """One stop of a path.

    Attributes
    ----------
    acts : str
        Who does what there.
    stoppers : tuple of str
        Who can stop the act there, of the keys of :data:`TONES`.
    example : str
        What happened in the example; ``{E119}`` stands for the date of an event.
    """

    acts: str
    stoppers: tuple[str, ...]
    example: str


WALK: dict[str, dict[str, Stop]] = {
    "strategy": {
        "asked": Stop("The ministers in the Council ask for it.", (_STATE,), "The Council asked on {E101}."),
        "prepared": Stop(
            "Commission and High Representative write a joint communication.",
            (_COMMISSION,),
            "They presented it on {E119}.",
        ),
        "decided": Stop(
            "The Council endorses it in conclusions, which by practice are agreed and not outvoted.",
            (_STATE,),
            "The conclusions are of {E122}; the strategy of 2007 went one floor higher, to the European Council.",
        ),
        "consented": Stop(
            "Nobody is asked: Parliament may resolve what it likes, and the five states sign nothing.",
            (_NOBODY,),
            "Parliament asked for an update on {E174}; its wish binds no one.",
        ),
        "paid": Stop("A strategy has no budget line.", (_NOBODY,), "Money is decided on the third path."),
        "ended": Stop(
            "It is replaced by the next one, and until then it stays.",
            (_STATE,),
            "The text of 2019 took the place of the text of 2007.",
        ),
    },
    "agreement": {
        "asked": Stop(
            "The Council gives the Commission a mandate to negotiate.",
            (_STATE,),
            "Mandate of {E209}; a resolution of Parliament says 24 May 2011.",
        ),
        "prepared": Stop(
            "Both sides negotiate until they initial a text.",
            (_PARTNER, _COMMISSION),
            "The text was initialled on {E211}.",
        ),
        "decided": Stop(
            "The Council decides to sign; a mixed agreement is signed by every member state too.",
            (_STATE, _PARTNER),
            "It was signed on {E091}.",
        ),
        "consented": Stop(
            "Parliament consents; because the agreement is mixed, every member state and the partner ratify too.",
            (_PARLIAMENT, _STATE, _PARTNER),
            "Kazakhstan ratified on {E094}, Parliament consented on {E212}.",
        ),
        "paid": Stop(
            "An agreement pays nothing by itself.", (_NOBODY,), "Projects under it are paid on the third path."
        ),
        "ended": Stop(
            "It is in force until a new agreement replaces it or a side gives notice.",
            (_PARTNER, _STATE),
            "On {E133} the new agreement replaced that of 1995.",
        ),
    },
    "programme": {
        "asked": Stop(
            "The Commission and its delegation consult the government, member states and civil society.",
            (_COMMISSION,),
            "Kyrgyz authorities, civil society and local authorities were consulted, says the delegation.",
        ),
        "prepared": Stop(
            "A committee of member states gives its opinion on the draft; here one state alone is not enough.",
            (_STATES,),
            "The Commission's decision names the committee's opinion.",
        ),
        "decided": Stop("The Commission adopts the programme.", (_COMMISSION,), "It was announced on {E219}."),
        "consented": Stop(
            "Parliament agreed beforehand, when it passed the law on the instrument; during the years it watches.",
            (_PARLIAMENT,),
            "The regulation is of {E140}.",
        ),
        "paid": Stop(
            "The Union's budget pays, contract by contract.",
            (_COMMISSION, _PARLIAMENT),
            "EUR 62 million were set aside for 2021–2024; the rest was left to a review.",
        ),
        "ended": Stop("It ends with its period.", (_NOBODY,), "The period is 2021–2027."),
    },
    "sanction": {
        "asked": Stop(
            "Since 2009 the High Representative proposes; in 2005 ministers agreed in principle first.",
            (_STATE,),
            "They agreed in principle on {E034}.",
        ),
        "prepared": Stop(
            "Working parties and ambassadors of the member states prepare the texts.",
            (_STATE,),
            "Between the killings of {E032} and the measures lay 185 days.",
        ),
        "decided": Stop(
            "The Council decides by unanimity; a regulation makes the trade part law in the Union.",
            (_STATE,),
            "Both acts are of {E035}, first for one year.",
        ),
        "consented": Stop(
            "Nobody is asked: Parliament is informed.", (_NOBODY,), "In 2005 Parliament spoke, and ministers decided."
        ),
        "paid": Stop(
            "No budget pays: firms lose trade, persons lose visas.",
            (_NOBODY,),
            "Arms and twelve persons were listed.",
        ),
        "ended": Stop(
            "It lapses on its day unless all agree to renew it: here a single state ends it.",
            (_STATE,),
            "On {E057} ministers let it go; the law gives 13 November 2009 as its end.",
        ),
    },
}


def in_words(identifier: str) -> str:
    """Return the first day of an event in words.

    Examples
    --------
    >>> in_words("E119")
    '15 May 2019'
    """
    day = date.fromisoformat(event(identifier).date)
    return f"{day.day} {day:%B %Y}"


def example(path: str, stop: str) -> str:
    """Return what happened in the example, with dates from the register.

    Examples
    --------
    >>> example("strategy", "prepared")
    'They presented it on 15 May 2019.'
    """
    parts = WALK[path][stop].example.split("{")
    dated = [f"{in_words(part[:4])}{part[5:]}" for part in parts[1:]]
    return "".join([parts[0], *dated])


@figure("A-paths")
def paths() -> Figure:
    """Show who can stop an act at each stop; path and stop are the reader's choice."""
    return Figure(
        title="One state can stop a strategy, a treaty or a sanction, but alone it cannot stop a programme",
        subtitle="Who can stop the act at each stop of its path; choose a path and walk it stop by stop",
        source="Register of events; Council of the EU on sanctions, conclusions and agreements; our reading",
        source_url="https://www.consilium.europa.eu/en/policies/sanctions/adoption-procedure/",
        alt=(
            "Grid of four paths and six stops. A member state can stop a strategy and a sanction when it is asked for, "
            "decided and ended, an agreement also when it is to be ratified. Parliament can stop an agreement, and it "
            "holds the budget of a programme. A programme lies with the Commission and a committee in which one state "
            "alone is not enough. Nobody consents to a strategy or a sanction, and neither pays for anything."
        ),
        table=_table(),
        draw=_drawing(),
        explore=_frames(),
        height=4.4,
        narrow_height=4.4,
    )


def _table(paths: Iterable[str] = PATHS) -> pd.DataFrame:
    rows = [
        (PATHS[path][0], STOPS[stop], WALK[path][stop].acts, ", ".join(WALK[path][stop].stoppers), example(path, stop))
        for path in paths
        for stop in STOPS
    ]
    return pd.DataFrame(rows, columns=["Path", "Stop", "Who does what", "Who can stop it here", "In the example"])


def _frames() -> Frames:
    states: dict[tuple[str, ...], Frame] = {
        (path, stop): Frame(draw=_drawing(path, stop), reading=_reading(path, stop), table=_table([path]))
        for path in PATHS
        for stop in STOPS
    }
    controls = [
        Control("path", "Path", [(path, name) for path, (name, _) in PATHS.items()]),
        Control("stop", "Stop", list(STOPS.items()), form="slide"),
    ]
    return Frames(controls, states, height=4.4)


def _reading(path: str, stop: str) -> str:
    found = WALK[path][stop]
    name, followed = PATHS[path]
    who = ", ".join(found.stoppers)
    told = f"{followed[0].upper()}{followed[1:]}: {example(path, stop)}"
    return f"{name}, {STOPS[stop].lower()}. {found.acts} Who can stop it here: {who}. {told}"


def _drawing(path: str = "", stop: str = "") -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        for row, (place, words) in enumerate(STOPS.items()):
            ax.text(-0.5, row - 0.36, f"{row + 1}  {words}", va="center", fontsize=9.5, color=colour("muted"))
            for column, name in enumerate(PATHS):
                _cell(ax, (column, row), WALK[name][place].stoppers, chosen=(name, place) == (path, stop))
        return _grid(ax, path)

    return draw


def _cell(ax: Axes, place: tuple[int, int], stoppers: tuple[str, ...], *, chosen: bool) -> None:
    column, row = place
    if chosen:
        frame = Rectangle((column - 0.49, row - 0.24), 0.98, 0.72, fill=False, edgecolor=colour("accent"), linewidth=2)
        ax.add_patch(frame)
    for line, who in enumerate(stoppers):
        height = row + 0.12 + (line - (len(stoppers) - 1) / 2) * 0.23
        ax.text(column, height, who, ha="center", va="center", fontsize=9.5, color=colour(TONES[who]))


def _grid(ax: Axes, path: str) -> Axes:
    # Labels are those of the side on which they stand.
    ax.xaxis.tick_top()
    ax.set_xticks(range(len(PATHS)), [name for name, _ in PATHS.values()], color=colour("ink"))
    for name, label in zip(PATHS, ax.get_xticklabels(), strict=True):
        label.set_fontweight("bold" if name == path else "normal")
    ax.tick_params(length=0, labelsize=9.5)
    ax.set_yticks([])
    ax.set_xlim(-0.52, len(PATHS) - 0.48)
    ax.set_ylim(len(STOPS) - 0.48, -0.52)
    ax.grid(visible=False)
    for row in range(1, len(STOPS)):
        ax.axhline(row - 0.5, color=colour("line"), lw=1)
    ax.spines["bottom"].set_visible(False)
    return ax
