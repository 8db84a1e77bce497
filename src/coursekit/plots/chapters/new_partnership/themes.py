"""Figure of chapter 6 on the text itself: which themes it weighs, as others report it.

Owns the registered figure ``06-priorities``; how the text was made and paid for is the
business of ``steps.py`` and its neighbours.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

#: The project page that lists the seven fields.
FIELDS = (
    "http://ruleoflaw.eu/about-us/eu-ca-strategy-for-a-new-partnership/"
    "download-report-on-european-union-and-central-asia-strategy-for-a-new-partnership/"
)

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
            "Interest": rows["interest"].fillna("none"),
            "Where": rows["location"],
            "Evidence": rows["note"],
        }
    )
    return table.sort_values(["Weight (1-3)", "Theme"], ascending=[False, True], ignore_index=True)


@figure("06-priorities")
def weights_of_the_themes() -> Figure:
    """Show the weight of each theme: a list on which most things come first."""
    table = coded_themes()
    top = int((table["Weight (1-3)"] == 3).sum())

    def draw(ax: Axes) -> Axes:
        return _weight_dots(ax, table)

    return Figure(
        title=f"{top} of {len(table)} themes carry the top weight: such a list does not say what comes first",
        subtitle="Weight of each theme of 2007 as other texts report it, 1 (named) to 3 (title of a priority)",
        source="Coding made for this course from summaries, press and reviews; evidence row by row in the table",
        source_url=FIELDS,
        alt=(
            f"{len(table)} themes in rows, each with one dot at weight 1, 2 or 3. {top} dots stand at 3, "
            "among them democracy and rights, education, trade, energy supply, water and security."
        ),
        table=table,
        draw=draw,
        explore=_explore_weights(table),
        height=5.4,
        narrow_height=5.8,
    )


def _weight_dots(ax: Axes, table: pd.DataFrame) -> Axes:
    for row, weight in enumerate(table["Weight (1-3)"]):
        ax.plot([0.6, weight], [row, row], color=colour("muted"), lw=0.6, alpha=0.5, zorder=1)
        ax.plot(weight, row, marker="o", ms=8, color=colour("accent"), zorder=2)
    ax.set_yticks(range(len(table)), list(table["Theme"]), fontsize=9.5, color=colour("ink"))
    ax.set_ylim(len(table) - 0.4, -0.8)
    ax.set_xlim(0.6, 3.6)
    ax.set_xticks([1, 2, 3], ["1", "2", "3"] if is_narrow(ax) else ["1 named", "2 treated", "3 in a title"])
    ax.grid(visible=False, axis="y")
    return ax


def _explore_weights(table: pd.DataFrame) -> Explorer:
    states: dict[tuple[str, ...], list[Series]] = {(key,): [_weight_series(table, key)] for key in INTERESTS}
    control = Control("interest", "Themes", list(INTERESTS.items()))
    return Explorer("dot", "Theme", "Weight, 1 to 3", "", [control], states, top=3)


def _weight_series(table: pd.DataFrame, interest: str) -> Series:
    rows = table if interest == "all" else table[table["Interest"] == interest]
    pairs = zip(rows["Theme"], rows["Weight (1-3)"], strict=True)
    return Series("weight", "Weight", [(theme, int(weight)) for theme, weight in pairs], "accent")
