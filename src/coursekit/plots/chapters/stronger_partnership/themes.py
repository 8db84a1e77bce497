"""Figures of chapter 9 on themes: what the 2019 strategy kept, and one theme over time.

Owns the registered figures ``09-priorities`` and ``09-salience``. A theme without a row
is unknown and drawn so. Reads the course's data; draws marks, labels and axes only,
because the page sets title, subtitle and source.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.content import themes
from coursekit.data import load
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour
from coursekit.plots.themes import DOCUMENTS, RECORD, SHORT

EARLIER, LATER = "eu2007strategy", "eu2019strategy"
TEXT_2019 = "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A52019JC0009"

# --- 09-priorities ----------------------------------------------------------

#: Group, its heading, palette key of its pips.
GROUPS = (
    ("same", "Same weight", "kept"),
    ("stronger", "Heavier in 2019", "new"),
    ("weaker", "Lighter in 2019", "dropped"),
    ("unknown", "No row for 2007: unknown", "accent"),
    ("circular", "Cannot be tested: the article is the source", "muted"),
)


def grouped_themes() -> pd.DataFrame:
    """Return the themes of 2007 and 2019 with the group each is shown in.

    Examples
    --------
    >>> grouped_themes()["group"].value_counts()[["same", "stronger", "weaker"]].tolist()
    [9, 2, 5]
    """
    compared = themes(load("priorities"), EARLIER, LATER)
    compared["group"] = compared["change"].replace({"unknown before": "unknown"})
    compared.loc[compared["circular"], "group"] = "circular"
    compared["theme"] = compared["code"].map(SHORT)
    return compared


@figure("09-priorities")
def priorities() -> Figure:
    """Show the weight of every theme in 2007 and 2019, in groups."""
    compared = grouped_themes()
    headings = {group: heading for group, heading, _ in GROUPS}
    table = pd.DataFrame(
        {
            "Theme": compared["theme"],
            "Salience 2007": compared["earlier"],
            "Salience 2019": compared["later"],
            "Group": compared["group"].map(headings),
        }
    ).sort_values(["Group", "Theme"])

    def draw(ax: Axes) -> Axes:
        row = 0.0
        for group, heading, key in GROUPS:
            found = compared[compared["group"] == group].sort_values(["later", "theme"], ascending=[False, True])
            _write(ax, row, f"{heading} ({len(found)})", indent=0, weight="bold")
            for theme, *weights, circular in found[["theme", "earlier", "later", "circular"]].values.tolist():
                row += 1
                _write(ax, row, theme, indent=0.03, weight="normal")
                _draw_pips(ax, (0, row), weights[0], key, hollow=False)
                _draw_pips(ax, (5, row), weights[1], key, hollow=circular)
            row += 1.35
        return _matrix_axis(ax, row)

    return Figure(
        title="Of sixteen themes that can be compared, nine kept their weight, two gained, five lost",
        subtitle="Salience 1–3 in the 2007 and 2019 strategies; ? = no row, so unknown; hollow = rests on the article",
        source=RECORD,
        source_url=TEXT_2019,
        alt=(
            "Matrix of 26 themes, with up to three dots for 2007 and for 2019. Same weight: nine themes, among them "
            "democracy and rights, education, transport. Heavier: regional cooperation and institutions. Lighter: "
            "energy supply, people and culture, security in general, trade, water. Five themes have a question mark "
            "for 2007: Afghanistan, civil society, digital links, gender equality, poverty. Five have hollow dots "
            "for 2019 because their weight rests on the article alone."
        ),
        table=table,
        draw=draw,
        height=7.6,
    )


def _write(ax: Axes, row: float, words: str, *, indent: float, weight: str) -> None:
    place = ax.get_yaxis_transform()
    ax.text(
        indent, row, words, transform=place, fontsize=9.5, fontweight=weight, va="center_baseline", color=colour("ink")
    )


def _draw_pips(ax: Axes, place: tuple[int, float], weight: object, key: str, *, hollow: bool) -> None:
    start, row = place
    if weight is pd.NA:
        ax.text(start, row, "?", ha="center", va="center_baseline", fontsize=10.5, color=colour("muted"))
        return
    places = [start + step for step in range(int(str(weight)))]
    tone = colour(key)
    ax.plot(places, [row] * len(places), "o", ms=7, mec=tone, mfc="none" if hollow else tone, mew=1.4, ls="none")


def _matrix_axis(ax: Axes, rows: float) -> Axes:
    # Names of themes take the left part of the axes; pips stand at 0-2 and 5-7.
    names, pips = (0.58, 0.42) if is_narrow(ax) else (0.44, 0.4)
    unit = 8.2 / pips
    ax.set_xlim(-0.6 - names * unit, -0.6 + (1 - names) * unit)
    ax.set_ylim(rows - 0.9, -0.7)
    ax.set_xticks([1, 6], ["2007", "2019"], fontweight="bold", color=colour("ink"))
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    return ax


# --- 09-salience ------------------------------------------------------------

SHOWN_FIRST = "afghanistan"


@figure("09-salience")
def salience() -> Figure:
    """Let the reader follow one theme through twelve documents of the EU, two of them shared with the region."""
    coded = load("priorities")
    coded = coded[coded["document"].isin(DOCUMENTS)]
    labels = load("codebook").set_index("code")["label_en"].sort_values()
    values = [(code, labels[code]) for code in labels.index if code in set(coded["code"])]
    table = pd.DataFrame(
        {
            "Theme": coded["code"].map(labels),
            "Document": coded["document"].map(DOCUMENTS),
            "Salience": coded["salience"],
            "Basis": coded["basis"].str.replace("_", " "),
            "Rests on the article": coded["circular"].map({True: "yes", False: "no"}),
        }
    ).sort_values(["Theme", "Document"])

    def draw(ax: Axes) -> Axes:
        return _draw_profile(ax, _profile(coded, SHOWN_FIRST), labels[SHOWN_FIRST])

    return Figure(
        title="A gap in the record is not a gap in the policy",
        subtitle="Salience 1–3 of one theme in twelve documents, two of them joint; no dot or ?: no row, so unknown",
        source=RECORD,
        source_url=TEXT_2019,
        alt=(
            "One row per document from 2002 to 2025, a dot at salience 1, 2 or 3 where the theme is coded, nothing "
            "where there is no row. For Afghanistan there are dots in 2002, 2017, 2019 and 2025 and none for 2007."
        ),
        table=table,
        draw=draw,
        explore=Explorer(
            mark="dot",
            x_label="Document",
            y_label="Salience, 1 to 3; no dot means no row, so unknown",
            unit="",
            top=3,
            controls=[Control(name="theme", label="Theme", values=values)],
            states={(code,): _profile(coded, code) for code, _ in values},
        ),
        height=3.9,
    )


def _profile(coded: pd.DataFrame, code: str) -> list[Series]:
    """Return the salience of a theme by document; circular rows are a series of their own."""
    rows = coded[coded["code"] == code].set_index("document")
    sound = rows.loc[~rows["circular"].astype(bool), "salience"]
    circular = rows.loc[rows["circular"].astype(bool), "salience"]
    points = [(name, int(sound[key]) if key in sound.index else None) for key, name in DOCUMENTS.items()]
    series = [Series(key="salience", label="Salience", points=points, colour="accent")]
    if len(circular):
        hollow = [(name, int(circular[key])) for key, name in DOCUMENTS.items() if key in circular.index]
        series.append(Series(key="circular", label="Rests on the article", points=hollow, colour="dropped"))
    return series


def _draw_profile(ax: Axes, series: list[Series], label: str) -> Axes:
    names = list(DOCUMENTS.values())
    for one in series:
        known = [(weight, names.index(str(name))) for name, weight in one.points if weight is not None]
        ax.plot(*zip(*known, strict=True), "o", ms=8, color=colour(one.colour), ls="none")
    known_names = {name for one in series for name, weight in one.points if weight is not None}
    for row, name in enumerate(names):
        if name not in known_names:
            ax.text(0.8, row, "?", ha="center", va="center_baseline", fontsize=10.5, color=colour("muted"))
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.set_xlim(0.7, 3.3)
    ax.set_xticks([1, 2, 3])
    ax.set_xlabel(f"Salience: {label}")
    return ax
