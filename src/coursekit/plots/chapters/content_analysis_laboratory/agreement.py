"""Agreement in chapter 14: how far three automated coders found the same codes in the same sections.

Owns the three codings as the chapter's figures read them, and the figure ``14-agreement``.
The dictionary stands in ``dictionary.py``, values and economy in ``values.py``.
"""

from collections.abc import Callable
from itertools import combinations

import pandas as pd
from matplotlib.axes import Axes

from coursekit.content.coding.sections import section_codings
from coursekit.content.reliability.agreement import agreement_by_code
from coursekit.data import load
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour
from coursekit.plots.themes import SHORT

CODERS = ("A", "B", "C")
SOURCE = (
    "Three codings of the course's own paraphrases by automated readers (language models), made for this course "
    "(tables section_codes and codings)"
)
#: By custom alpha from here on may carry a finding, and from the lower value a tentative one.
RELIABLE, TENTATIVE = 0.8, 0.667
ALPHA = "Krippendorff's alpha"
#: Coefficients the reader may choose: name in the table of agreement, name in the control.
COEFFICIENTS = {ALPHA: ALPHA, "Gwet's AC1": "Gwet's AC1", "percent agreement": "Share of equal answers"}
#: Sets of coders the reader may choose; all of them first.
SETS = ("ABC", *("".join(pair) for pair in combinations(CODERS, 2)))
REPLICATES = 1000


def set_words(coders: str) -> str:
    """Return a set of coders in words.

    Examples
    --------
    >>> set_words("ABC"), set_words("BC")
    ('All three coders', 'Coders B and C')
    """
    return "All three coders" if len(coders) > 2 else f"Coders {coders[0]} and {coders[1]}"


@computed_once
def agreement_of(coders: str) -> pd.DataFrame:
    """Return the agreement of a set of coders, code by code, over all sections.

    Parameters
    ----------
    coders : str
        Their letters, for instance ``"ABC"``.

    Returns
    -------
    pandas.DataFrame
        As :func:`coursekit.content.reliability.agreement.agreement_by_code` returns it, with the short
        name of the code in ``theme``.

    Examples
    --------
    >>> found = agreement_of("ABC").set_index(["code", "coefficient"])["value"]
    >>> round(float(found["governance_reform", "Krippendorff's alpha"]), 2)
    0.59
    """
    codings = section_codings()
    chosen = codings[codings["coder"].isin(list(coders))]
    table = agreement_by_code(chosen, units=load("sections")["id"], replicates=REPLICATES)
    table["theme"] = table["code"].map(SHORT)
    return table


@figure("14-agreement")
def agreement_by_theme() -> Figure:
    """Show agreement code by code, with intervals; the coders and the coefficient are the reader's choice."""
    shown = _in_order("ABC", ALPHA)
    good, poor = shown["value"] >= RELIABLE, shown["value"] < TENTATIVE
    worst = " and ".join(theme.split(",")[0].lower() for theme in shown.loc[poor, "theme"])
    states: dict[tuple[str, ...], Frame] = {
        (coders, key): _frame(coders, key) for coders in SETS for key in COEFFICIENTS
    }
    return Figure(
        title=f"Alpha reaches .80 for {good.sum()} of {len(shown)} codes; {worst} stay below .67",
        subtitle="Agreement of three coders on 156 sections by code; lines: middle 95 per cent of 1,000 resamples",
        source=SOURCE,
        alt=_alt(shown),
        table=_table(shown, ALPHA),
        draw=_drawing(shown, ALPHA),
        explore=Frames(
            controls=[
                Control("coders", "Coders", [(coders, set_words(coders)) for coders in SETS]),
                Control("coefficient", "Coefficient", list(COEFFICIENTS.items())),
            ],
            states=states,
            height=6.6,
        ),
        height=6.6,
        narrow_height=6.8,
    )


def _in_order(coders: str, coefficient: str) -> pd.DataFrame:
    """Return one coefficient, in the order of alpha among all three, so that states can be compared."""
    alphas = agreement_of("ABC").query("coefficient == @ALPHA")
    order = alphas.sort_values(["value", "given", "code"], ascending=[True, False, True])["code"]
    table = agreement_of(coders)
    return table[table["coefficient"] == coefficient].set_index("code").loc[order].reset_index()


def _table(shown: pd.DataFrame, coefficient: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Theme": shown["theme"],
            COEFFICIENTS[coefficient]: shown["value"].round(2),
            "Interval from": shown["low"].round(2),
            "to": shown["high"].round(2),
            "Given, all coders together": shown["given"],
        }
    )


def _alt(shown: pd.DataFrame) -> str:
    lowest, full = shown.iloc[0], shown[shown["value"] == 1]
    return (
        f"{len(shown)} themes in rows, each with a mark and a line for its interval on a scale from 0 to 1. "
        f"Lowest is {lowest['theme']} at {lowest['value']:.2f}. The lines of civil society and of cyber threats "
        f"reach from about 0 to 1, because the codes were hardly ever given. {len(full)} themes stand at 1, among "
        "them borders, Afghanistan and water. Dashed lines mark .667 and .80."
    )


def _frame(coders: str, coefficient: str) -> Frame:
    shown = _in_order(coders, coefficient)
    lowest = shown.sort_values("value", kind="stable").iloc[0]
    reading = (
        f"{set_words(coders)}, {COEFFICIENTS[coefficient]}: {(shown['value'] >= RELIABLE).sum()} of {len(shown)} "
        f"codes at .80 or more; lowest {lowest['theme'].lower()} with {lowest['value']:.2f}."
    )
    return Frame(draw=_drawing(shown, coefficient), reading=reading, table=_table(shown, coefficient))


def _drawing(shown: pd.DataFrame, coefficient: str) -> Callable[[Axes], Axes]:
    def draw(ax: Axes) -> Axes:
        # The custom of .80 and .667 is one of alpha; the other coefficients have no such lines.
        limits = ((TENTATIVE, ".667 ", "right"), (RELIABLE, " .80", "left")) if coefficient == ALPHA else ()
        for value, words, side in limits:
            ax.axvline(value, color=colour("muted"), lw=0.9, ls="--", zorder=1)
            ax.text(value, -1.0, words, ha=side, va="center", fontsize=10, color=colour("muted"))
        edge = 1.3 if is_narrow(ax) else 1.12
        for row, (value, low, high, given) in enumerate(shown[["value", "low", "high", "given"]].to_numpy()):
            key, marker, face = _mark(value) if limits else ("accent", "o", "accent")
            ax.plot([max(low, -0.03), high], [row, row], color=colour(key), lw=1.6, alpha=0.55, zorder=2)
            ax.plot([value], [row], marker, ms=7, mec=colour(key), mfc=colour(face), mew=1.6, zorder=3)
            ax.text(edge, row, f"{given:.0f}", ha="right", va="center_baseline", fontsize=10, color=colour("muted"))
        ax.text(edge, -1.0, "given", ha="right", va="center", fontsize=10, color=colour("muted"))
        ax.set_xlim(-0.05, edge + 0.01)
        return _scale(ax, shown, coefficient)

    return draw


def _mark(alpha: float) -> tuple[str, str, str]:
    """Return colour, marker and filling: disc where alpha can be relied on, diamond if tentative, ring if not."""
    if alpha >= RELIABLE:
        return "new", "o", "new"
    return ("dropped", "D", "dropped") if alpha >= TENTATIVE else ("dropped", "o", "paper")


def _scale(ax: Axes, shown: pd.DataFrame, coefficient: str) -> Axes:
    ax.set_yticks(range(len(shown)), list(shown["theme"]), color=colour("ink"))
    ax.set_ylim(len(shown) - 0.4, -1.5)
    ticks = [0, 0.5, 1] if is_narrow(ax) else [0, 0.25, 0.5, 0.75, 1]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.set_xlabel(COEFFICIENTS[coefficient])
    ax.grid(visible=False, axis="y")
    return ax
