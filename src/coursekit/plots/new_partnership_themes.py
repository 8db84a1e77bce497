"""Figures of chapter 6 on the text itself: what it opens with, which themes it weighs.

Owns the registered figures ``06-opening-words`` and ``06-priorities``; how the text was
made and paid for is the business of :mod:`coursekit.plots.new_partnership`.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

COUNTED_COPY = "https://www.edocr.com/v/rgwjk57r/globaldocuments/eu-centralasia-strategypdf"


# --- 06-opening-words -------------------------------------------------------

#: The opening sections that could be read, with the label of each text.
OPENINGS = (("eu2007strategy", "I", "2007"), ("eu2019strategy", "Intro", "2019"))

#: Themes of the codebook under names short enough for an axis.
SHORT = {
    "democracy_rights": "Democracy and rights",
    "governance_reform": "Governance and reform",
    "security_general": "Peace and stability",
    "afghanistan": "Afghanistan",
    "energy_supply": "Energy supply",
    "energy_transition": "Energy transition",
    "transport_connectivity": "Transport, connectivity",
    "trade_wto": "Trade",
    "investment_sme": "Investment, firms",
    "education_youth": "Education and youth",
    "people_culture": "People and culture",
    "regional_cooperation": "Regional cooperation",
    "external_actors": "Other powers, UN, OSCE",
    "institutional_coordination": "Institutions",
    "financing_instruments": "Money",
    "environment_climate": "Environment, climate",
    "water": "Water",
    "terrorism_extremism": "Terrorism",
    "drugs_crime": "Drugs and crime",
    "border_migration": "Borders, migration",
}


def opening_words() -> pd.DataFrame:
    """Count the codebook's words in the openings of 2007 and 2019, theme by theme.

    A theme found in one opening only counts zero in the other, as far as that opening was read.

    Examples
    --------
    >>> int(opening_words().set_index("Theme").at["Energy supply", "2007"])
    0
    """
    terms = load("terms")
    counts: dict[str, dict[str, int]] = {}
    for document, section, label in OPENINGS:
        here = terms[(terms["document"] == document) & (terms["section"] == section)]
        for code, number in _by_theme(here).items():
            counts.setdefault(code, {})[label] = number
    table = pd.DataFrame.from_dict(counts, orient="index").fillna(0).astype(int)
    order = [code for code in SHORT if code in table.index]
    table = table.loc[order].rename(index=SHORT)
    return table.reset_index(names="Theme")


def _by_theme(here: pd.DataFrame) -> dict[str, int]:
    """Add up the counts per theme; "governance" inside "good governance" counts once."""
    theme_of = {word: row.code for row in load("codebook").itertuples() for word in str(row.keywords).split(";")}
    found = set(here["term"])
    counted = here[[not _is_inside(term, found) for term in here["term"]]]
    totals = counted.groupby(counted["term"].map(theme_of))["count"].sum()
    return {str(code): int(number) for code, number in totals.items()}


def _is_inside(term: str, found: set[str]) -> bool:
    return any(term != other and term in other.split() for other in found)


@figure("06-opening-words")
def words_of_the_openings() -> Figure:
    """Compare what the openings of the two strategies name."""
    table = opening_words()
    lengths = _lengths()

    def draw(ax: Axes) -> Axes:
        return _facing_bars(ax, table)

    return Figure(
        title="The opening of 2007 does not name energy; the opening of 2019 does",
        subtitle=f"Words of the codebook, out of {lengths['2007']} words read of 2007 and {lengths['2019']} of 2019",
        source="Count made for this course in the copies named in the register of documents",
        source_url=COUNTED_COPY,
        alt=(
            "Bars to the left for 2007, to the right for 2019, one row per theme. In 2007 peace and stability has "
            "four words, democracy and rights three, education and culture two each, energy none. In 2019 energy "
            "supply has one word; connectivity, governance and reform, peace and stability two each."
        ),
        table=table,
        draw=draw,
        explore=_explore_words(table, lengths),
        height=4.4,
        narrow_height=4.8,
    )


def _lengths() -> dict[str, int]:
    terms = load("terms")
    return {
        label: int(terms.loc[(terms["document"] == document) & (terms["section"] == section), "tokens"].iloc[0])
        for document, section, label in OPENINGS
    }


def _facing_bars(ax: Axes, table: pd.DataFrame) -> Axes:
    """Draw 2007 to the left and 2019 to the right of a common line."""
    rows = range(len(table))
    reach = int(table[["2007", "2019"]].to_numpy().max()) + 0.9
    for label, key, side in (("2007", "phase3", -1), ("2019", "phase4", 1)):
        ax.barh(rows, side * table[label], height=0.62, color=colour(key))
        ax.text(
            side * reach / 2,
            -0.75,
            label,
            ha="center",
            va="bottom",
            fontsize=10.5,
            fontweight="bold",
            color=colour(key),
        )
        for row, number in zip(rows, table[label], strict=True):
            ax.text(
                side * (number + 0.12),
                row,
                f"{number}",
                ha="right" if side < 0 else "left",
                va="center",
                fontsize=9.5,
            )
    ax.axvline(0, color=colour("muted"), lw=0.8)
    ax.set_yticks(list(rows), list(table["Theme"]), fontsize=9.5, color=colour("ink"))
    ax.set_ylim(len(table) - 0.4, -1.4)
    ax.set_xlim(-reach, reach)
    ax.set_xticks([])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    return ax


def _explore_words(table: pd.DataFrame, lengths: dict[str, int]) -> Explorer:
    texts = Control("text", "Text", [("both", "Both texts"), ("2007", "Opening of 2007"), ("2019", "Opening of 2019")])
    measures = Control("measure", "Measure", [("count", "Number of words"), ("rate", "Per 1,000 words")])
    states: dict[tuple[str, ...], list[Series]] = {}
    for text, _ in texts.values:
        for measure, _ in measures.values:
            shown = ["2007", "2019"] if text == "both" else [text]
            states[(text, measure)] = [_word_series(table, label, measure, lengths[label]) for label in shown]
    return Explorer("bar", "Theme", "Words found", "", [texts, measures], states, axis_by=("measure",))


def _word_series(table: pd.DataFrame, label: str, measure: str, length: int) -> Series:
    factor = 1000 / length if measure == "rate" else 1
    pairs = zip(table["Theme"], table[label], strict=True)
    points = [(theme, round(int(number) * factor, 1)) for theme, number in pairs]
    return Series(label, f"Opening of {label}", points, "phase3" if label == "2007" else "phase4")


# --- 06-priorities ----------------------------------------------------------

#: How a coded theme of the 2007 text is known.
BASES = {"seen_full": "read in the text", "seen_part": "read in the text", "secondary": "reported by others"}

#: The competing interests of the codebook, as the control names them.
INTERESTS = {
    "all": "All themes",
    "values": "Values",
    "security": "Security",
    "energy": "Energy",
    "none": "Other themes",
}


def coded_themes() -> pd.DataFrame:
    """Return the coded themes of the 2007 strategy with weight and evidence.

    Examples
    --------
    >>> int(coded_themes()["Weight (1-3)"].max())
    3
    """
    rows = load("priorities")
    rows = rows[rows["document"] == "eu2007strategy"].merge(
        load("codebook")[["code", "label_en", "interest"]], on="code", how="left"
    )
    table = pd.DataFrame(
        {
            "Theme": rows["code"].map(SHORT).fillna(rows["label_en"]),
            "Weight (1-3)": rows["salience"].astype(int),
            "How we know it": rows["basis"].map(BASES),
            "Interest": rows["interest"].fillna("none"),
            "Where": rows["location"],
        }
    )
    by = ["Weight (1-3)", "How we know it", "Theme"]
    return table.sort_values(by, ascending=[False, True, True], ignore_index=True)


@figure("06-priorities")
def weights_of_the_themes() -> Figure:
    """Show the weight of each theme and whether we read it or rely on others."""
    table = coded_themes()
    top = int((table["Weight (1-3)"] == 3).sum())
    read = int((table["How we know it"] == "read in the text").sum())

    def draw(ax: Axes) -> Axes:
        return _weight_dots(ax, table)

    return Figure(
        title=f"{top} of {len(table)} themes carry the top weight; only {read} rest on text we could read",
        subtitle="Weight of each coded theme in the 2007 strategy, 1 (named) to 3 (title of a priority)",
        source="Coding made for this course; evidence row by row in the table",
        source_url=COUNTED_COPY,
        alt=(
            f"{len(table)} themes in rows, each with one dot at weight 1, 2 or 3. {top} dots stand at 3. "
            f"{read} dots are filled: read in the text. The others are hollow: reported by other sources."
        ),
        table=table,
        draw=draw,
        explore=_explore_weights(table),
        height=5.4,
        narrow_height=5.8,
    )


def _weight_dots(ax: Axes, table: pd.DataFrame) -> Axes:
    for row, (weight, known) in enumerate(zip(table["Weight (1-3)"], table["How we know it"], strict=True)):
        tone = colour("accent")
        is_read = known == "read in the text"
        ax.plot([0.6, weight], [row, row], color=colour("muted"), lw=0.6, alpha=0.5, zorder=1)
        ax.plot(weight, row, marker="o", ms=8, color=tone, mfc=tone if is_read else "none", mew=1.6, zorder=2)
    ax.set_yticks(range(len(table)), list(table["Theme"]), fontsize=9.5, color=colour("ink"))
    ax.set_ylim(len(table) - 0.4, -1.5)
    ax.set_xlim(0.6, 3.6)
    ax.set_xticks([1, 2, 3], ["1", "2", "3"] if is_narrow(ax) else ["1 named", "2 treated", "3 in a title"])
    ax.text(3.6, -1.0, "● read in the text   ○ reported by others", ha="right", fontsize=9.5, color=colour("muted"))
    ax.grid(visible=False, axis="y")
    return ax


def _explore_weights(table: pd.DataFrame) -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {
        (interest,): _weight_series(table, interest) for interest in INTERESTS
    }
    control = Control("interest", "Themes", list(INTERESTS.items()))
    return Explorer("dot", "Theme", "Weight, 1 to 3", "", [control], states, top=3)


def _weight_series(table: pd.DataFrame, interest: str) -> list[Series]:
    """Return one series per kind of evidence; every series names every theme, to keep the rows in order."""
    rows = table if interest == "all" else table[table["Interest"] == interest]
    series = []
    for known, key in (("read in the text", "accent"), ("reported by others", "dropped")):
        weights = rows["Weight (1-3)"].where(rows["How we know it"] == known)
        pairs = zip(rows["Theme"], weights, strict=True)
        points = [(theme, None if pd.isna(weight) else int(weight)) for theme, weight in pairs]
        if weights.notna().any():
            series.append(Series(known.split()[0], known.capitalize(), points, key))
    return series
