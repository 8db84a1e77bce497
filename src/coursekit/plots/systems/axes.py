"""What all drawings of systems analysis share: axes to draw on, and what each of them hides."""

from matplotlib.axes import Axes

#: What each drawing hides, to be printed beside it.
CAVEATS = {
    "network": "A link says that the course's tables put two names together, in the rows listed. "
    "It does not say that they met or agreed. No link means unknown unless the table says 0, and who stands "
    "in the middle depends on what was collected.",
    "cross_impact": "Each number is a judgement by the person who filled in the matrix. Another person fills it "
    "in differently, and sums and roles change with it.",
    "loops": "Each arrow is a claim about a cause: read who makes it. The letters say in which direction a loop "
    "pushes, not how strongly or how fast, nor which loop prevails.",
    "ranks": "The bars cover chance in the collection of events, not the choice of what to collect.",
    "scenarios": "This follows from the judgements in the matrix and is no forecast. Values have no unit: read "
    "signs and order. The bars cover doubt about each judgement, not factors that were left out.",
}


def axes_of(ax: Axes | None) -> Axes:
    """Return the axes given, or those of a new figure."""
    if ax is not None:
        return ax
    # Late: only who hands in no axes needs the figures that pyplot keeps.
    import matplotlib.pyplot as plt

    made: Axes = plt.subplots(layout="constrained")[1]
    return made
