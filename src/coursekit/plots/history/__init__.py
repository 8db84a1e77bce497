"""Drawings of history: events in time, and how many there are.

Drawings take ``ax`` and return it; they are no figures of a chapter.
"""

from coursekit.plots.history.density import density_figure
from coursekit.plots.history.timeline import timeline_figure

__all__ = ["density_figure", "timeline_figure"]
