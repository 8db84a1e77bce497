"""$name: figures of *$title*."""

import pandas as pd
from matplotlib.axes import Axes

from coursekit.plots.figure import Control, Explorer, Figure, Series, figure
from coursekit.plots.style import colour


@figure("$nn-drawn")
def drawn() -> Figure:
    """Show what is to be written here."""
    table = pd.DataFrame({"Year": [2007, 2019], "Value": [1, 2]})

    def draw(ax: Axes) -> Axes:
        ax.plot(table["Year"], table["Value"], marker="o", color=colour("accent"))
        return ax

    return Figure(
        title="To be written: what the figure finds, as a sentence",
        subtitle="To be written: what is shown, with unit and period",
        source="To be written: who published the data",
        alt="To be written: what one would see",
        table=table,
        draw=draw,
    )


@figure("$nn-explored")
def explored() -> Figure:
    """Show what is to be written here, with a choice for the reader."""
    values = {"first": [1, 2], "second": [2, 1]}
    table = pd.DataFrame({"Year": [2007, 2019], **values})
    states: dict[tuple[str, ...], list[Series]] = {
        (name,): [Series(name, name, [(2007, early), (2019, late)], "accent")] for name, (early, late) in values.items()
    }
    control = Control("shown", "To be written: what one chooses", [(name, name) for name in values])
    return Figure(
        title="To be written: what the figure finds, as a sentence",
        subtitle="To be written: what is shown, with unit and period",
        source="To be written: who published the data",
        alt="To be written: what one would see",
        table=table,
        explore=Explorer("line", "Year", "To be written: what is measured", "", [control], states),
    )
