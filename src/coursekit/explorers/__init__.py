"""Explorers: the events and the network of the course, to look around in.

An explorer asks nothing and saves nothing. This package makes its specification
from the data, its readable form and its text; the front end brings it to life.
"""

from coursekit.explorers.actors import NETWORKS, network_specification
from coursekit.explorers.events import timeline_specification
from coursekit.explorers.page import explorer_html, explorer_text

__all__ = ["NETWORKS", "explorer_html", "explorer_text", "network_specification", "timeline_specification"]
