"""Aid and bank money, each by state: figure of chapter 11.

Owns the shares of both and the figure ``11-two-maps``.
"""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.data.actors import name_of
from coursekit.plots.chapters.money_and_instruments.payments import SOURCE, SOURCE_URL, paid
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Figure, figure
from coursekit.plots.rows import bare, is_narrow
from coursekit.plots.style import colour

#: Years of the aid that is compared, the last two of the series.
AID = (2018, 2019)
_ORDER = ("KGZ", "TJK", "TKM", "UZB", "KAZ")


@computed_once
def shares() -> pd.DataFrame:
    """Return each state's share in aid and in bank money, per cent; an unknown one is missing.

    Examples
    --------
    >>> shares().loc[["KGZ", "KAZ"]].round().astype(int).to_numpy().tolist()
    [[35, 3], [3, 46]]
    """
    aid = paid().loc[AID[0] : AID[1]].sum()
    rows = load("assistance").query("indicator == 'ebrd_investment' ")
    bank = rows.set_index("entity")["value"].reindex(aid.index)
    return pd.DataFrame({"aid": aid / aid.sum() * 100, "bank": bank / bank.sum() * 100}).loc[list(_ORDER)]


@figure("11-two-maps")
def two_maps() -> Figure:
    """Mirror the shares of the states in aid and in bank money."""
    table = pd.DataFrame(
        {
            "State": [name_of(state) for state in _ORDER],
            "Share of EU aid 2018–2019, per cent": shares()["aid"].round(1).to_numpy(),
            "Share of EBRD investment 2024, per cent": shares()["bank"].round(1).to_numpy(),
        }
    )
    return Figure(
        title="Aid went to Kyrgyzstan and Tajikistan, bank money to Kazakhstan and Uzbekistan",
        subtitle="Shares of the states, per cent: net aid of EU institutions 2018–2019 (left), EBRD 2024 (right)",
        source=f"{SOURCE}; EBRD in The Times of Central Asia",
        source_url=SOURCE_URL,
        alt=(
            "Bars to the left for aid: Kyrgyzstan 35, Tajikistan 34, Turkmenistan 5, Uzbekistan 24, Kazakhstan 3 per "
            "cent. Bars to the right for bank money: Kyrgyzstan 3, Tajikistan 4, Uzbekistan 47, Kazakhstan 46 per "
            "cent; Turkmenistan is not named by the source."
        ),
        table=table,
        draw=_draw,
        height=2.9,
    )


def _draw(ax: Axes) -> Axes:
    # The names stand between the two sides; on a phone they need a larger part of the width.
    gap = 30 if is_narrow(ax) else 16
    for row, (state, aid, bank) in enumerate(shares().itertuples(name=None)):
        ax.barh(row, -aid, left=-gap, height=0.55, color=colour(state))
        ax.text(-gap - aid - 2, row, f"{aid:.0f}", ha="right", va="center", fontsize=10)
        ax.text(0, row, name_of(state), ha="center", va="center", fontsize=9.5, color=colour("ink"))
        if pd.notna(bank):
            ax.barh(row, bank, left=gap, height=0.55, color=colour(state))
            ax.text(gap + bank + 2, row, f"{bank:.0f}", ha="left", va="center", fontsize=10)
        else:
            ax.text(gap + 1, row, "not named", ha="left", va="center", fontsize=9, color=colour("muted"))
    ax.text(-gap, -0.75, "EU aid", ha="right", fontsize=10, color=colour("muted"))
    ax.text(gap, -0.75, "EBRD", ha="left", fontsize=10, color=colour("muted"))
    ax.set_xlim(-gap - 48, gap + 60)
    ax.set_ylim(len(_ORDER) - 0.5, -1.1)
    ax.set_xticks([])
    bare(ax)
    ax.spines["bottom"].set_visible(False)
    return ax
