"""Where the factors of a causal diagram stand: on the places of a brick wall.

Owns the search for places that keep arrows short, crossing seldom and off the factors. It
is seeded, so the same diagram gives the same drawing.
"""

from functools import cache
from math import ceil, exp
from typing import Any

import networkx as nx
import numpy as np

_TRIES = 6000
Place = tuple[float, float]


def places_of(diagram: nx.DiGraph, columns: int, *, seed: int = 0) -> dict[str, Place]:
    """Return a place between 0 and 1 for each factor.

    Parameters
    ----------
    diagram : networkx.DiGraph
        What is to be drawn.
    columns : int
        Bricks side by side.
    seed : int
        Of the search.

    Examples
    --------
    >>> places_of(nx.DiGraph([("A", "B")]), 2)
    {'A': (0.0, 0.5), 'B': (1.0, 0.5)}
    """
    names = list(diagram)
    links = tuple((names.index(cause), names.index(effect)) for cause, effect in diagram.edges)
    return dict(zip(names, _searched(links, len(names), columns, seed), strict=True))


@cache
def _searched(links: tuple[tuple[int, int], ...], count: int, columns: int, seed: int) -> tuple[Place, ...]:
    """Search for places that keep arrows short, apart and off the factors: simulated annealing."""
    cells, arrows = np.array(_cells(count, columns)), _Arrows(np.array(links))
    generator = np.random.default_rng(seed)
    order = kept = np.arange(len(cells))
    cost = best = arrows.cost(cells[order], count)
    swaps, chances = generator.integers(0, len(cells), (_TRIES, 2)), generator.random(_TRIES)
    for step, (swap, chance) in enumerate(zip(swaps, chances, strict=True)):
        new = order.copy()
        new[swap] = order[swap[::-1]]
        changed = arrows.cost(cells[new], count)
        heat = 1.5 * (1 - step / _TRIES) + 1e-9
        if changed <= cost or chance < exp((cost - changed) / heat):
            order, cost = new, changed
            if cost < best:
                kept, best = order, cost
    chosen = cells[kept][:count]
    # Places that stay empty at an edge leave no gap there.
    low, high = chosen.min(axis=0), chosen.max(axis=0)
    spread = np.where(high > low, (chosen - low) / np.maximum(high - low, 1e-9), 0.5)
    return tuple((float(x), float(y)) for x, y in spread)


def _cells(count: int, columns: int) -> list[Place]:
    """Return the places of a brick wall: every other row is shifted by half a brick."""
    columns = min(columns, max(2, count // 2))
    rows = ceil((count + 1) / (columns - 0.5))
    cells = []
    for row in range(rows):
        here = columns - row % 2
        shift = 0.5 if row % 2 else 0.0
        across = [(place + shift) / (columns - 1) for place in range(here)]
        cells += [(x, 1 - row / max(1, rows - 1)) for x in across]
    return cells


class _Arrows:
    """The arrows of a diagram, and what it costs to draw them between given places."""

    def __init__(self, links: Any) -> None:
        self.links = links
        one, two = np.triu_indices(len(links), 1)
        apart = ~(links[one][:, :, None] == links[two][:, None, :]).any(axis=(1, 2))
        self.one, self.two = one[apart], two[apart]

    def cost(self, cells: Any, count: int) -> float:
        """Return the length of all arrows, with a price on crossings and on arrows behind factors."""
        starts, ends = cells[self.links[:, 0]], cells[self.links[:, 1]]
        length = np.hypot(*(ends - starts).T).sum()
        return float(4 * length + 3 * self._crossings(starts, ends) + 6 * self._hidden(starts, ends, cells[:count]))

    def _crossings(self, starts: Any, ends: Any) -> int:
        one, two = self.one, self.two
        first = _side(starts[one], ends[one], starts[two]) * _side(starts[one], ends[one], ends[two])
        second = _side(starts[two], ends[two], starts[one]) * _side(starts[two], ends[two], ends[one])
        return int(((first < 0) & (second < 0)).sum())

    def _hidden(self, starts: Any, ends: Any, factors: Any) -> int:
        """Count arrows that pass close to a factor which is not their own."""
        along = ends - starts
        squared = np.maximum((along**2).sum(axis=1), 1e-12)
        toward = factors[None] - starts[:, None]
        share = np.clip((toward * along[:, None]).sum(axis=2) / squared[:, None], 0, 1)
        away = toward - share[:, :, None] * along[:, None]
        near = (away**2).sum(axis=2) < 0.12**2
        rows = np.arange(len(self.links))
        near[rows, self.links[:, 0]] = near[rows, self.links[:, 1]] = False
        return int(near.sum())


def _side(one: Any, two: Any, point: Any) -> Any:
    along, toward = two - one, point - one
    return along[:, 0] * toward[:, 1] - along[:, 1] * toward[:, 0]
