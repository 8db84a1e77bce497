"""Places for Afghan students that Kazakhstan planned and that the Union paid for: figure of chapter 12.

Owns the three programmes and the figure ``12-students``.
"""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from coursekit.plots.figure import Figure, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

#: Places in one square.
IN_A_SQUARE = 5


@dataclass(frozen=True)
class Programme:
    """One programme as its payer describes it: places that were planned, money, years, and where this was read."""

    name: str
    payer: str
    places: int
    million: float
    currency: str
    years: str
    source: str


PROGRAMMES = (
    Programme(
        "Kazakhstan's programme for Afghans, women and men",
        "KAZ",
        1000,
        50,
        "USD",
        "from 2010",
        "https://www.inform.kz/en/50-afghan-women-to-obtain-higher-education-at-kazakh-uzbek-universities_a3584753/amp",
    ),
    Programme(
        "The Union's first phase, for women",
        "EU",
        50,
        2,
        "EUR",
        "2019–2025",
        "https://www.eeas.europa.eu/delegations/kazakhstan/supporting-economic-empowerment-afghan-women-through-education-and-training_en",
    ),
    Programme(
        "The Union's second phase, for women",
        "EU",
        105,
        4,
        "EUR",
        "2021–2027",
        "https://www.eeas.europa.eu/delegations/kazakhstan/phase-2-supporting-economic-empowerment-afghan-women-through-education-and-training-kazakhstan_en?s=138",
    ),
)


def programmes() -> pd.DataFrame:
    """Return the programmes with the money planned for each place.

    Examples
    --------
    >>> programmes()["a place"].tolist()
    [50000, 40000, 38095]
    """
    table = pd.DataFrame([programme.__dict__ for programme in PROGRAMMES])
    each = table["million"] * 1_000_000 / table["places"]
    return table.assign(**{"a place": each.round(0).astype(int)})


@figure("12-students")
def students() -> Figure:
    """Show the places of three programmes as squares."""
    table = programmes()
    own = table.loc[table["payer"] == "EU", "places"].sum()
    return Figure(
        title=f"Kazakhstan planned a thousand places years before the Union paid for {own}",
        subtitle=f"Places for students from Afghanistan that were planned; one square is {IN_A_SQUARE} places",
        source="Kazakhstan's deputy foreign minister, by Kazinform; EU Delegation to Kazakhstan, project pages",
        source_url=PROGRAMMES[0].source,
        alt=(
            "Three fields of squares. Kazakhstan's programme from 2010: 200 squares for 1,000 places. The Union's "
            "first phase of 2019: ten squares for 50 places. Its second phase of 2021: 21 squares for 105 places."
        ),
        table=pd.DataFrame(
            {
                "Programme": table["name"],
                "Places planned": table["places"],
                "Money, million": [f"{row.currency} {row.million:g}" for row in table.itertuples()],
                "Years": table["years"],
                "A place": [f"{row.currency} {each:,}" for row, each in zip(PROGRAMMES, table["a place"], strict=True)],
                "Read at": table["source"],
            }
        ),
        draw=_draw,
        height=3.9,
        narrow_height=4.9,
    )


def _draw(ax: Axes) -> Axes:
    across = 25 if is_narrow(ax) else 40
    row = 0.0
    for programme in PROGRAMMES:
        squares = programme.places // IN_A_SQUARE
        words = f"{programme.name}: {programme.places:,}"
        if is_narrow(ax):
            words = words.replace(", ", ",\n", 1)
        ax.text(-0.5, row, words, va="bottom", fontsize=10, fontweight="bold", color=colour("ink"))
        ax.text(
            -0.5,
            row + 0.25,
            f"{programme.currency} {programme.million:g} million, {programme.years}",
            va="top",
            fontsize=9.5,
            color=colour("muted"),
        )
        row += 2.1
        xs = [n % across for n in range(squares)]
        ys = [row + n // across for n in range(squares)]
        ax.scatter(xs, ys, marker="s", s=20 if is_narrow(ax) else 36, color=colour(programme.payer))
        row = max(ys) + (3.4 if is_narrow(ax) else 2.2)
    ax.set_xlim(-0.9, across)
    ax.set_ylim(row - 1.2, -3.2 if is_narrow(ax) else -1.9)
    ax.set(xticks=[], yticks=[])
    ax.axis("off")
    return ax
