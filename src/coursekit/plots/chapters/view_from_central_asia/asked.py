"""What Kazakhstan asked to have in the strategy of 2019, statement by statement: figure of chapter 12.

Owns the names of the proposals, what the two strategies are reported to hold of them, and the figure
``12-asked``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.plots.figure import Figure, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

#: Proposals that are themes of the codebook, most repeated first, then those narrower than a theme.
NAMES = {
    "small_firms": "Small firms",
    "transport": "Transport",
    "digital": "Digital",
    "women": "Women in business",
    "energy_efficiency": "Energy efficiency",
    "education": "Education",
    "rule_of_law": "Rule of law",
    "environment": "Environment",
    "water": "Water",
    "administration": "Administration",
    "security": "Security",
    "portal": "A portal",
    "belt_and_road": "Belt and Road",
    "bilateral_projects": "Bilateral projects",
}
#: Where the text of May 2019 falls among the statements.
_TEXT_AFTER = 6
_TEXTS = {"eu2007strategy": "2007", "eu2019strategy": "2019"}
#: The one proposal that a witness of the asking side says to have found in the text.
_CLAIMED = "portal"


def asked() -> pd.DataFrame:
    """Return each proposal with its theme, how often it was made, and whether two texts are reported to hold it.

    Returns
    -------
    pandas.DataFrame
        A row per proposal; ``code`` is missing where it is narrower than a theme, ``eu2007strategy`` and
        ``eu2019strategy`` are true where a report has the theme, and false where nothing is known.

    Examples
    --------
    >>> themes = asked().dropna(subset="code")
    >>> len(themes), int(themes["eu2007strategy"].sum()), int(themes["eu2019strategy"].sum())
    (11, 9, 11)
    """
    rows = load("proposals")
    table = rows.groupby("proposal").agg(code=("code", "first"), times=("statement", "nunique")).loc[list(NAMES)]
    held = load("priorities").groupby("document")["code"].agg(set)
    return table.assign(**{text: table["code"].isin(held[text]) for text in _TEXTS})


@figure("12-asked")
def asked_for() -> Figure:
    """Show what was asked for in which statement, and what two texts are reported to hold of it."""
    table = asked()
    themes = table.dropna(subset="code")
    return Figure(
        title=(
            f"Of {_word(len(themes))} themes that Kazakhstan asked for or welcomed, "
            f"{_word(int(themes['eu2007strategy'].sum()))} are reported of the text of 2007 already"
        ),
        subtitle="Eight statements, disc: before the text of May 2019, ring: after it; tick: a report has it",
        source="Tables proposals and priorities, read for this course by an automated reader (a language model)",
        alt=(
            "Grid of fourteen proposals and eight statements, September 2017 to July 2019. Small firms and transport "
            "stand in six statements, digital, women and energy efficiency in four, education, rule of law, "
            "environment and water in three, administration in two, security in one. Eleven themes have a tick for "
            "2019, nine of them one for 2007; digital and women have a question mark. A portal was asked for in "
            "December 2018 and claimed in May 2019, the Belt and Road asked for in September 2017, bilateral projects "
            "in July 2019; for these the texts are unknown, except that one side claims the portal for 2019."
        ),
        table=_table(table),
        draw=_draw,
        height=5.0,
        narrow_height=5.2,
    )


def _word(number: int) -> str:
    return {9: "nine", 11: "eleven"}.get(number, str(number))


def _table(table: pd.DataFrame) -> pd.DataFrame:
    rows = load("proposals")
    dates = rows.groupby("proposal")["date"].agg(", ".join)
    said = {True: "reported", False: "unknown"}
    return pd.DataFrame(
        {
            "Proposal": [NAMES[str(key)] for key in table.index],
            "Theme of the codebook": table["code"].fillna("narrower than a theme").tolist(),
            "Asked or welcomed on": dates.loc[table.index].tolist(),
            "Text of 2007": table["eu2007strategy"].map(said).tolist(),
            "Text of 2019": [
                "word of one side" if key == _CLAIMED else said[held] for key, held in table["eu2019strategy"].items()
            ],
        }
    )


def _draw(ax: Axes) -> Axes:
    table, rows = asked(), load("proposals")
    narrow = table.index[table["code"].isna()]
    places = {key: row + (0.6 if key in narrow else 0) for row, key in enumerate(NAMES)}
    columns = {statement: n + (0.5 if n >= _TEXT_AFTER else 0) for n, statement in enumerate(_statements(rows))}
    for made in rows.to_dict("records"):
        tone = colour("accent" if isinstance(made["code"], str) else "dropped")
        face = tone if made["before_text"] else colour("paper")
        ax.plot(columns[made["statement"]], places[made["proposal"]], "o", ms=8, mec=tone, mfc=face, mew=1.8)
    last = max(columns.values())
    for n, text in enumerate(_TEXTS):
        for key, row in places.items():
            _tell(ax, (last + 1.3 + n * 1.1, row), key, held=bool(table.loc[key, text]), text=text)
    ax.axvline(_TEXT_AFTER - 0.25, color=colour("muted"), lw=1, ls=(0, (2, 2)))
    ax.axvline(last + 0.65, color=colour("line"), lw=1)
    ax.axhline(list(places.values())[-3] - 0.8, color=colour("line"), lw=1)
    if not is_narrow(ax):
        ax.text(
            _TEXT_AFTER - 0.4, last, "the text of 2019", rotation=90, ha="right", color=colour("muted"), fontsize=9.5
        )
    return _frame(ax, places, columns, last)


def _statements(rows: pd.DataFrame) -> list[str]:
    return sorted(rows["statement"].unique())


def _tell(ax: Axes, place: tuple[float, float], key: str, *, held: bool, text: str) -> None:
    """Put a tick, a question mark, or a ring for the word of one side."""
    if key == _CLAIMED and text == "eu2019strategy":
        ax.plot(*place, "o", ms=7, mec=colour("dropped"), mfc=colour("paper"), mew=1.8)
        return
    words, tone = ("✓", "ink") if held else ("?", "muted")
    ax.text(*place, words, ha="center", va="center_baseline", color=colour(tone), fontsize=10.5)


def _frame(ax: Axes, places: dict[str, float], columns: dict[str, float], last: float) -> Axes:
    dates = load("proposals").groupby("statement")["date"].first()
    narrow = is_narrow(ax)
    form = "%b %y" if narrow else "%b\n%y"
    months = [pd.Timestamp(dates[statement]).strftime(form) for statement in columns]
    texts = [f"in {year}" if narrow else f"in\n{year}" for year in _TEXTS.values()]
    ax.set_yticks(list(places.values()), [NAMES[key] for key in places], color=colour("ink"))
    ticks = [*columns.values(), last + 1.3, last + 2.4]
    ax.set_xticks(ticks, [*months, *texts], color=colour("ink"), fontsize=9.5, rotation=90 if narrow else 0)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    ax.set_xlim(-0.5, last + 2.9)
    ax.set_ylim(max(places.values()) + 0.6, -0.6)
    return ax
