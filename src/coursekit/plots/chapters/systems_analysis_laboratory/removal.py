"""Figure of chapter 15 on removal: a name struck from the lists, or its meetings.

Owns the registered figure ``15-removal`` and the comparison of both with chance. What is
left is counted in pairings: two actors named by one event. Reads the course's register
with the institutions of the Union as one actor.
"""

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes

from coursekit.data import load
from coursekit.plots.chapters.systems_analysis_laboratory.actors import REGISTER, TIMELINE, actor_names, one_union
from coursekit.plots.computed import computed_once
from coursekit.plots.figure import Control, Figure, Frame, Frames, figure
from coursekit.plots.style import colour, palette
from coursekit.systems import network, projection

#: What is struck.
STRUCK = (("names", "names"), ("meetings", "meetings"))
#: How often the order of removal is drawn, the seed, and how many names are struck at most.
DRAWS, SEED, MOST = 200, 15, 10
_Numbers = npt.NDArray[np.float64]


@computed_once
def _graph() -> nx.Graph:
    return network(kinds=["actor", "event"], events=one_union(load("events")))


@computed_once
def _actors(weight: str) -> nx.Graph:
    return projection(_graph(), "actor", weight=weight)


def names_struck(weight: str = "count") -> pd.DataFrame:
    """Strike names from all lists, the most paired first, and at random.

    Parameters
    ----------
    weight : str
        As for :func:`coursekit.systems.projection`.

    Returns
    -------
    pandas.DataFrame
        ``struck`` (how many names), ``node`` (the one struck last, in the first order),
        ``left`` (percent of the weight of all pairings), and ``mean``, ``low``, ``high`` of the
        same for random orders (5 to 95 percent).

    Examples
    --------
    >>> table = names_struck()
    >>> bool((table["left"] <= table["mean"] + 1e-9).all())
    True
    """
    graph = _actors(weight)
    order = sorted(graph, key=lambda node: (-graph.degree(node, weight="weight"), node))
    weights = nx.to_numpy_array(graph, nodelist=order, weight="weight")
    generator = np.random.default_rng(SEED)
    random = np.array([_left(weights, generator.permutation(len(order))) for _ in range(DRAWS)])
    low, high = np.quantile(random, [0.05, 0.95], axis=0)
    return pd.DataFrame(
        {
            "struck": range(MOST + 1),
            "node": ["", *order[:MOST]],
            "left": _left(weights, np.arange(len(order))),
            "mean": random.mean(axis=0),
            "low": low,
            "high": high,
        }
    )


def _left(weights: _Numbers, order: npt.NDArray[np.int64]) -> _Numbers:
    """Return the percentage of weight left after each removal, from none to the most."""
    ordered = weights[np.ix_(order, order)]
    kept = [ordered[count:, count:].sum() for count in range(MOST + 1)]
    return np.asarray(100 * np.array(kept) / weights.sum())


def meetings_struck(weight: str = "count") -> pd.DataFrame:
    """Strike, for each actor, the events that name it, and as many at random.

    Parameters
    ----------
    weight : str
        As for :func:`coursekit.systems.projection`.

    Returns
    -------
    pandas.DataFrame
        ``node``, ``struck`` (how many events name it), ``left`` (percent of the weight of all
        pairings in the other events), and ``mean``, ``low``, ``high`` of the same if as many
        events are struck at random (5 to 95 percent), the most named first.

    Examples
    --------
    >>> meetings_struck()["node"].iloc[0]
    'EU'
    """
    worth = _worth(weight)
    lists = [set(row.split(";")) for row in one_union(load("events"))["actors"]]
    curves = chance_curves(weight)
    rows = []
    for node in _actors(weight):
        named = np.array([node in codes for codes in lists])
        at_random = curves[:, named.sum()]
        low, high = np.quantile(at_random, [0.05, 0.95])
        left = 100 * worth[~named].sum() / worth.sum()
        # The mean needs no draws: each event has the same chance to stay.
        rows.append((node, int(named.sum()), left, 100 * (1 - named.mean()), low, high))
    table = pd.DataFrame(rows, columns=["node", "struck", "left", "mean", "low", "high"])
    return table.sort_values(["struck", "node"], ascending=[False, True], ignore_index=True)


def _worth(weight: str) -> _Numbers:
    """Return how much of the weight of all pairings each event brings."""
    sizes = one_union(load("events"))["actors"].str.count(";").to_numpy(dtype=float) + 1
    if weight == "count":
        return np.asarray(sizes * (sizes - 1) / 2)
    return np.where(sizes > 1, sizes / 2, 0.0)


@computed_once
def chance_curves(weight: str) -> _Numbers:
    """Return the percentage of weight left when events are struck at random, one row per draw."""
    worth = _worth(weight)
    generator = np.random.default_rng(SEED)
    gone = np.array([np.cumsum([0.0, *generator.permutation(worth)]) for _ in range(DRAWS)])
    return np.asarray(100 * (1 - gone / worth.sum()))


@figure("15-removal")
def removal() -> Figure:
    """Show what is left of the web when names, or their meetings, are struck."""
    names = names_struck()
    alone = _left_without("EU")
    meetings = meetings_struck()
    union = meetings.loc[meetings["node"] == "EU", "left"].item()
    return Figure(
        title=f"Without the EU's name {alone:.0f} per cent of all pairings remain, without its meetings {union:.0f}",
        subtitle="Per cent of pairings left in the register; band: 90 per cent of random removals",
        source=REGISTER,
        source_url=TIMELINE,
        alt=(
            "Two curves from 100 per cent. If names are struck in the order of their pairings, Kazakhstan first, "
            f"{names['left'].iloc[6]:.0f} per cent are left after six names: the five states and the EU. If names are "
            f"struck at random, {names['mean'].iloc[6]:.0f} per cent are left on average after six."
        ),
        table=_names_table(names),
        draw=lambda ax: _draw_names(ax, names),
        explore=Frames(
            controls=[Control("struck", "Strike", STRUCK)],
            states={("names",): _names_frame(names), ("meetings",): _meetings_frame(meetings)},
            height=3.3,
        ),
        height=3.6,
    )


def _left_without(node: str) -> float:
    graph = _actors("count")
    return float(100 * (1 - graph.degree(node, weight="weight") / graph.size(weight="weight")))


def _names_frame(names: pd.DataFrame) -> Frame:
    said = "; ".join(
        f"{actor_names()[row['node']]}, {row['left']:.0f} per cent left, by chance {row['mean']:.0f}"
        for row in names.iloc[1:7].to_dict("records")
    )
    return Frame(
        draw=lambda ax: _draw_names(ax, names),
        reading=f"Names struck, the most paired first: {said}.",
        table=_names_table(names),
    )


def _meetings_frame(meetings: pd.DataFrame) -> Frame:
    said = "; ".join(
        f"{actor_names()[row['node']]}, {row['struck']} events, {row['left']:.0f} per cent left, "
        f"as many at random {row['mean']:.0f}"
        for row in meetings.head(7).to_dict("records")
    )
    return Frame(
        draw=lambda ax: _draw_meetings(ax, meetings, chance_curves("count")),
        reading=f"All events that name an actor struck: {said}.",
        table=_meetings_table(meetings),
    )


def _names_table(names: pd.DataFrame) -> pd.DataFrame:
    shown = names.iloc[1:].round(0).astype(dict.fromkeys(("left", "mean", "low", "high"), int))
    return pd.DataFrame(
        {
            "Names struck": shown["struck"],
            "The last one": shown["node"].map(actor_names()),
            "Per cent left": shown["left"],
            "At random, mean": shown["mean"],
            "From": shown["low"],
            "To": shown["high"],
        }
    )


def _meetings_table(meetings: pd.DataFrame) -> pd.DataFrame:
    shown = meetings.round(0).astype(dict.fromkeys(("left", "mean", "low", "high"), int))
    return pd.DataFrame(
        {
            "Actor": shown["node"].map(actor_names()),
            "Events struck": shown["struck"],
            "Per cent left": shown["left"],
            "At random, mean": shown["mean"],
            "From": shown["low"],
            "To": shown["high"],
        }
    )


def _draw_names(ax: Axes, names: pd.DataFrame) -> Axes:
    ax.fill_between(names["struck"], names["low"], names["high"], color=colour("muted"), alpha=0.22, lw=0)
    ax.plot(names["struck"], names["mean"], color=colour("muted"), lw=1.6, ls="--")
    ax.plot(names["struck"], names["left"], color=colour("accent"), marker="o", ms=5)
    ax.text(4.1, names["mean"].iloc[4] + 5, "names struck at random", color=colour("muted"), fontsize=10)
    order = [actor_names()[node].replace("European Union", "the EU") for node in names["node"].iloc[1:]]
    # From the fifth on the points lie too close for a label each.
    labels = [*order[:4], f"{order[4]}, {order[5]}"]
    for row, words in zip(names.iloc[1:6].to_dict("records"), labels, strict=True):
        # Beside the curve, and above it where it runs along the axis.
        steep = row["left"] > 40
        place = (row["struck"] + (0.45 if steep else 0.18), row["left"] - (6.5 if steep else -2.2))
        ax.text(*place, words, color=colour("ink"), fontsize=10, va="center" if steep else "bottom")
    ax.set_xlabel("names struck, the most paired first")
    return _percent_axis(ax, MOST)


def _draw_meetings(ax: Axes, meetings: pd.DataFrame, curves: _Numbers) -> Axes:
    # Every seventh event is enough for a band, and a page stays light.
    events = np.arange(0, curves.shape[1], 7)
    curves_end = curves.shape[1] - 1
    curves = curves[:, events]
    low, high = np.quantile(curves, [0.05, 0.95], axis=0)
    ax.fill_between(events, low, high, color=colour("muted"), alpha=0.22, lw=0)
    ax.plot(events, curves.mean(axis=0), color=colour("muted"), lw=1.6, ls="--")
    ax.text(72, 72, "as many events\nstruck at random", color=colour("muted"), fontsize=10)
    for row in meetings.to_dict("records"):
        tone = colour(row["node"] if row["node"] in palette() else "muted")
        ax.plot([row["struck"]], [row["left"]], "o", ms=7, color=tone)
    left = dict(zip(meetings["node"], meetings["left"], strict=True))
    ax.text(curves_end - 1, left["EU"] + 17, "the EU's events", color=colour("EU"), fontsize=10, ha="right")
    ax.text(111, left["KAZ"] + 1, "those of each of the five  ", color=colour("ink"), fontsize=10, ha="right")
    ax.set_xlabel("events struck")
    return _percent_axis(ax, curves_end)


def _percent_axis(ax: Axes, most: int) -> Axes:
    ax.set_xlim(0, most)
    ax.set_ylim(0, 104)
    ax.set_yticks([0, 25, 50, 75, 100])
    # Above the axis: a turned label is hard to read on a phone.
    ax.set_title("per cent of pairings left", loc="left", fontsize=10, color=colour("muted"))
    ax.grid(axis="x", visible=False)
    return ax
