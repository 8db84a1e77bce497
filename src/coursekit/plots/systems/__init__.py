"""Drawings of systems analysis: networks, grids of judgements, loops, ranks and scenarios.

Drawings take ``ax`` and return it; they are no figures of a chapter. Each has its table, and
its caveat in ``CAVEATS``.
"""

from coursekit.plots.systems.axes import CAVEATS
from coursekit.plots.systems.grid import cross_impact_figure, cross_impact_table
from coursekit.plots.systems.loops import loop_figure, loop_table
from coursekit.plots.systems.network import network_figure, network_table
from coursekit.plots.systems.rows import rank_figure, rank_table, scenario_figure, scenario_table

__all__ = [
    "CAVEATS",
    "cross_impact_figure",
    "cross_impact_table",
    "loop_figure",
    "loop_table",
    "network_figure",
    "network_table",
    "rank_figure",
    "rank_table",
    "scenario_figure",
    "scenario_table",
]
