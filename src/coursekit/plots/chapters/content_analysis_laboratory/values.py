"""Values and economy in chapter 14: one claim, measured by weight and by three coders.

Owns the two groups of codes, and the figures ``14-weights`` and ``14-readers``. A theme
without a row is unknown and drawn so.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.content.coding.sections import section_codings
from coursekit.data import load
from coursekit.plots.chapters.content_analysis_laboratory.agreement import CODERS, SOURCE
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour
from coursekit.plots.themes import DOCUMENTS as CODED
from coursekit.plots.themes import RECORD, SHORT

#: Codes that the codebook gives to the interest "values".
VALUES = ("democracy_rights", "governance_reform", "civil_society", "gender_equality")
#: Codes that this chapter takes together as economy; another choice is open to the reader.
ECONOMY = ("trade_wto", "investment_sme", "energy_supply", "transport_connectivity")
#: Documents of the EU on Central Asia, alone or with the five states, in order of time.
DOCUMENTS = {key: name for key, name in CODED.items() if not key.startswith("jc")}
_COLUMNS = {
    "democracy_rights": "Rights",
    "governance_reform": "Reform",
    "civil_society": "Civil\nsociety",
    "gender_equality": "Gender",
    "trade_wto": "Trade",
    "investment_sme": "Invest-\nment",
    "energy_supply": "Energy",
    "transport_connectivity": "Trans-\nport",
}

# --- 14-weights -------------------------------------------------------------


def weights() -> pd.DataFrame:
    """Return the weights of the themes of values and economy, one row per document.

    Rows of the record that rest on the article are left out; a weight that is not known is
    missing.

    Examples
    --------
    >>> weights()["trade_wto"].loc[["eu2007strategy", "eu2019strategy"]].tolist()
    [3, 2]
    """
    coded = load("priorities")
    sound = coded[~coded["circular"]]
    wide = sound.pivot_table(index="document", columns="code", values="salience", aggfunc="first")
    return wide.reindex(index=list(DOCUMENTS), columns=[*VALUES, *ECONOMY]).astype("Int64")


@figure("14-weights")
def weights_over_time() -> Figure:
    """Show the weight of four themes of values and four of economy, document by document."""
    known = weights()
    unknown = int(known.isna().sum().sum())
    table = known.rename(index=DOCUMENTS, columns=SHORT).rename_axis("Document", axis=0).reset_index()

    def draw(ax: Axes) -> Axes:
        for row, document in enumerate(known.index):
            ax.axhline(row, color=colour("muted"), lw=0.5, alpha=0.3, zorder=1)
            for column, code in enumerate(known.columns):
                key = "accent" if code in VALUES else "dropped"
                _draw_weight(ax, (_place(column), row), known.loc[document, code], key)
        return _weights_axis(ax)

    return Figure(
        title=f"From 2007 to 2019 no weight moves from rights to the economy; {unknown} of {known.size} are unknown",
        subtitle="Salience 1 to 3 of themes of values and economy in EU or joint texts, 2002–2025; ? = no row: unknown",
        source=RECORD,
        source_url="data.html",
        alt=(
            "Matrix of documents in rows and eight themes in columns; the larger a disc, the heavier the theme; a "
            "question mark where the weight is unknown. Democracy and governance have weight 3 in the strategies of "
            "2007 and 2019. Trade and energy fall from 3 to 2, investment and transport keep 3. The roadmap of 2023 "
            "has four economic themes at 3 and no row on values; the summit of 2025 has democracy at 1, energy and "
            "transport at 3."
        ),
        table=table.rename_axis(None, axis=1),
        draw=draw,
        height=4.4,
        narrow_height=4.6,
    )


def _place(column: int) -> float:
    """Return where a column stands: a gap parts the two groups."""
    return column + 0.7 * (column >= len(VALUES))


def _draw_weight(ax: Axes, place: tuple[float, float], weight: object, key: str) -> None:
    if weight is pd.NA:
        ax.text(*place, "?", ha="center", va="center_baseline", fontsize=10, color=colour("muted"))
        return
    size = int(str(weight))
    ax.plot(*place, "o", ms=(6 + 3 * size) if is_narrow(ax) else (8 + 4 * size), color=colour(key), zorder=2)
    ax.text(*place, str(size), ha="center", va="center_baseline", fontsize=9.5, color=colour("paper"), zorder=3)


def _weights_axis(ax: Axes) -> Axes:
    columns = len(VALUES) + len(ECONOMY)
    ax.set_xticks([_place(column) for column in range(columns)], list(_COLUMNS.values()), color=colour("ink"))
    if is_narrow(ax):
        ax.set_xticklabels([label.replace("-\n", "").replace("\n", " ") for label in _COLUMNS.values()], rotation=90)
    ax.xaxis.tick_top()
    ax.set_xlim(-0.6, _place(columns - 1) + 0.6)
    ax.set_yticks(range(len(DOCUMENTS)), list(DOCUMENTS.values()), color=colour("ink"))
    ax.set_ylim(len(DOCUMENTS) - 0.3, -1.5)
    for first, last, words, key in ((0, 3, "Values", "accent"), (4, columns - 1, "Economy", "dropped")):
        middle = (_place(first) + _place(last)) / 2
        ax.text(middle, -1.0, words, ha="center", va="center", fontsize=10, fontweight="bold", color=colour(key))
    ax.tick_params(length=0)
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    return ax


# --- 14-readers -------------------------------------------------------------

#: How the reader may draw the two groups.
GROUPS_OF_VALUES = {"four": VALUES, "rights": VALUES[:1]}
GROUPS_OF_ECONOMY = {"four": ECONOMY, "narrow": ECONOMY[:2]}
#: The documents that the drawn form compares; in the explorable one the later is a choice.
COMPARED = ("eu2007strategy", "eu2019strategy")
LATER = ("eu2019strategy", "cc2015", "cc2017", "cc2019", "roadmap2023", "jd2025samarkand")


@computed_once
def sections_with(coder: str, codes: tuple[str, ...]) -> pd.DataFrame:
    """Count the sections of each document to which a coder gave at least one of some codes.

    Parameters
    ----------
    coder : str
        ``"A"``, ``"B"`` or ``"C"``.
    codes : tuple of str
        Codes of the codebook.

    Returns
    -------
    pandas.DataFrame
        Indexed by document: ``sections`` with one of the codes, ``all`` sections.

    Examples
    --------
    >>> sections_with("B", VALUES).loc["eu2019strategy"].tolist()
    [2, 11]
    """
    codings = section_codings()
    codings = codings[codings["coder"] == coder]
    found = codings[codings["code"].isin(codes)]
    every = codings.groupby("document")["unit"].nunique()
    return pd.DataFrame(
        {"sections": found.groupby("document")["unit"].nunique().reindex(every.index, fill_value=0), "all": every}
    )


def values_and_economy(coder: str, document: str) -> tuple[int, int, int]:
    """Return how many sections of a document bear values, how many economy, and how many there are.

    Examples
    --------
    >>> values_and_economy("A", "eu2019strategy")
    (5, 5, 11)
    """
    values, economy = sections_with(coder, VALUES), sections_with(coder, ECONOMY)
    found = values["sections"][document], economy["sections"][document], values["all"][document]
    return int(found[0]), int(found[1]), int(found[2])


@figure("14-readers")
def values_and_economy_by_coder() -> Figure:
    """Show sections with values and with economy in the two strategies, coder by coder."""
    gain = [coder for coder in CODERS if _lead(coder, COMPARED[1]) > _lead(coder, COMPARED[0])]
    others = [coder for coder in CODERS if coder not in gain]

    def draw(ax: Axes) -> Axes:
        for block, document in enumerate(COMPARED):
            for step, coder in enumerate(CODERS):
                values, economy, total = values_and_economy(coder, document)
                _draw_coder(ax, block * 4.2 + step, coder, values, economy)
            _write_heading(ax, block * 4.2 - 0.95, f"Strategy of {DOCUMENTS[document][:4]}, {total} sections")
        return _readers_axis(ax)

    rows = [
        (name, coder, *values_and_economy(coder, document)) for document, name in DOCUMENTS.items() for coder in CODERS
    ]
    return Figure(
        title=(
            f"From 2007 to 2019 coders {' and '.join(gain)} see the economy gain on values, "
            f"coder {' and '.join(others)} does not"
        ),
        subtitle="Sections with at least one code of values and of economy, by coder",
        source=SOURCE,
        alt=_readers_alt(),
        table=pd.DataFrame(rows, columns=["Document", "Coder", "Values", "Economy", "Sections"]),
        draw=draw,
        explore=_explorer(),
        height=3.6,
        narrow_height=3.8,
    )


def _lead(coder: str, document: str) -> int:
    """Return by how many sections economy is ahead of values."""
    values, economy, _ = values_and_economy(coder, document)
    return economy - values


def _readers_alt() -> str:
    counted = {(document, coder): values_and_economy(coder, document) for document in COMPARED for coder in CODERS}
    said = [f"coder {coder} {values} and {economy}" for (_, coder), (values, economy, _) in counted.items()]
    return (
        "Two blocks of three rows. Sections with values and with economy in the strategy of 2007: "
        f"{', '.join(said[:3])}. In the strategy of 2019: {', '.join(said[3:])}."
    )


def _draw_coder(ax: Axes, row: float, coder: str, values: int, economy: int) -> None:
    # Two marks at one place stand one above the other.
    lift = 0.2 if values == economy else 0.0
    ax.plot([values, economy], [row, row], color=colour("muted"), lw=1.6, alpha=0.6, zorder=1)
    ax.plot([values], [row - lift], "o", ms=9, color=colour("accent"), zorder=3)
    ax.plot([economy], [row + lift], "s", ms=8, color=colour("dropped"), zorder=3)
    ax.text(0.4, row, f"Coder {coder}", ha="left", va="center_baseline", fontsize=9.5, color=colour("ink"))
    words = f"values {values}, economy {economy}"
    ax.text(5.5, row, words, ha="left", va="center_baseline", fontsize=9.5, color=colour("ink"))


def _write_heading(ax: Axes, row: float, words: str) -> None:
    ax.text(0.4, row, words, va="center_baseline", fontsize=9.5, fontweight="bold", color=colour("ink"))


def _readers_axis(ax: Axes) -> Axes:
    ax.set_ylim(6.8, -1.6)
    ax.set_xlim(0.3, 9.4 if is_narrow(ax) else 7.6)
    ax.set_xticks([2, 3, 4, 5])
    ax.set_xlabel("Sections")
    ax.set_yticks([])
    ax.grid(visible=False, axis="y")
    return ax


def _explorer() -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {
        (later, values, economy): [
            _shares("values", "Values", later, GROUPS_OF_VALUES[values], "accent"),
            _shares("economy", "Economy", later, GROUPS_OF_ECONOMY[economy], "dropped"),
        ]
        for later in LATER
        for values in GROUPS_OF_VALUES
        for economy in GROUPS_OF_ECONOMY
    }
    values = [("four", "Rights, reform, civil society, gender"), ("rights", "Rights only")]
    economy = [("four", "Trade, investment, energy, transport"), ("narrow", "Trade and investment only")]
    return Explorer(
        mark="bar",
        x_label="Document and coder",
        y_label="Sections with at least one code of the group, per cent of the document's sections",
        unit="%",
        top=100,
        controls=[
            Control("later", "Strategy of 2007 against", [(later, DOCUMENTS[later]) for later in LATER]),
            Control("values", "Values", values),
            Control("economy", "Economy", economy),
        ],
        states=states,
    )


def _shares(key: str, label: str, later: str, codes: tuple[str, ...], tone: str) -> Series:
    points: list[tuple[float | str, float | None]] = []
    for document in (COMPARED[0], later):
        for coder in CODERS:
            counted = sections_with(coder, codes)
            share = 100 * counted["sections"][document] / counted["all"][document]
            points.append((f"{DOCUMENTS[document]}, {coder}", round(share)))
    return Series(key, label, points, tone)
