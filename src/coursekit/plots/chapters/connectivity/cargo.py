"""What crosses the Caspian Sea: export, import and transit of Kazakhstan on the route.

Owns the three parts and the figure ``10-cargo`` of chapter 10.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.facts import source
from coursekit.plots.figure import Figure, figure
from coursekit.plots.rows import is_narrow
from coursekit.plots.style import colour

#: Months for which a witness gives all three parts.
MONTHS = "2022-01/2022-07"
#: Part -> name and colour.
PARTS = {
    "titr_cargo_export": ("Export of Kazakhstan", "KAZ"),
    "titr_cargo_import": ("Import of Kazakhstan", "kept"),
    "titr_cargo_transit": ("Transit through Kazakhstan", "accent"),
}
#: Squares in the figure.
_SQUARES = 100


def parts() -> pd.DataFrame:
    """Return tonnes and share of each part in their sum.

    Examples
    --------
    >>> parts()["share"].round(1).tolist()
    [58.5, 21.2, 20.3]
    """
    rows = load("logistics").query("period == @MONTHS").set_index("indicator")["value"]
    tonnes = rows.loc[list(PARTS)] * 1000
    return pd.DataFrame({"thousand": tonnes, "share": tonnes / tonnes.sum() * 100})


def squares() -> list[str]:
    """Return a part for each of a hundred squares, the largest remainders rounded up.

    Examples
    --------
    >>> [squares().count(part) for part in PARTS]
    [59, 21, 20]
    """
    share = parts()["share"] * _SQUARES / 100
    whole = share.astype(int)
    rest = (share - whole).sort_values(ascending=False).index[: _SQUARES - int(whole.sum())]
    whole.loc[rest] += 1
    return [part for part in PARTS for _ in range(int(whole[part]))]


@figure("10-cargo")
def cargo() -> Figure:
    """Show what a hundred squares of cargo are."""
    table = parts()
    origin = source("s612")
    return Figure(
        title="Of a hundred tonnes on the “bridge”, about 59 were Kazakhstan's own export and 20 were transit",
        subtitle=f"Cargo of January to July 2022, {table['thousand'].sum():.0f} thousand tonnes in three parts",
        source=f"{origin.publisher}, from KTZ Express; the parts add up to 844, the total is given as 845",
        source_url=origin.url,
        alt=(
            "A hundred squares: 59 are export of Kazakhstan, 494 thousand tonnes; 21 import, 179 thousand; 20 transit, "
            "171 thousand."
        ),
        table=pd.DataFrame(
            {
                "Part": [name for name, _ in PARTS.values()],
                "Thousand tonnes": table["thousand"].round().astype(int).to_numpy(),
                "Share, per cent": table["share"].round(1).to_numpy(),
            }
        ),
        draw=_draw,
        height=3.0,
        narrow_height=4.2,
    )


def _draw(ax: Axes) -> Axes:
    wide = 10 if is_narrow(ax) else 20
    high = _SQUARES // wide
    for place, part in enumerate(squares()):
        # Column by column, so that a part stays together.
        column, row = divmod(place, high)
        ax.plot(column, -row, "s", ms=17 if is_narrow(ax) else 16, color=colour(PARTS[part][1]), alpha=0.9)
    table = parts()
    for line, (part, (name, tone)) in enumerate(PARTS.items()):
        words = f"{name}: {float(table['thousand'].loc[part]):.0f} thousand t"
        low = -high - 0.6 - line * (0.95 if is_narrow(ax) else 0.75)
        ax.plot(-0.1, low, "s", ms=9, color=colour(tone))
        ax.text(0.5, low, words, va="center", fontsize=9.5, color=colour("ink"))
    ax.set_xlim(-0.7, wide - 0.3)
    ax.set_ylim(-high - (3.1 if is_narrow(ax) else 2.7), 0.7)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.spines["bottom"].set_visible(False)
    return ax
