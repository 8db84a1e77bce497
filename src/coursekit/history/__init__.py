"""History: what happened when, in which phase, at what distance, and who says so.

Owns the public names of the method; each module owns one step of it. Pure functions,
tidy frames in and out; imports nothing above :mod:`coursekit.data`. Dates are known to
the day, the month or the year, and no function gives one a day it does not have.
"""

from coursekit.history.chance import overlay_by_chance as overlay_by_chance
from coursekit.history.dates import bounds as bounds
from coursekit.history.dates import dated as dated
from coursekit.history.density import density as density
from coursekit.history.density import recorded as recorded
from coursekit.history.intervals import durations as durations
from coursekit.history.intervals import intervals as intervals
from coursekit.history.overlays import overlay as overlay
from coursekit.history.phases import crossed as crossed
from coursekit.history.phases import cut as cut
from coursekit.history.phases import phases as phases
from coursekit.history.sources import sources as sources
from coursekit.history.timelines import enlargements as enlargements
from coursekit.history.timelines import neighbours_projects as neighbours_projects
from coursekit.history.timelines import reclassifications as reclassifications
from coursekit.history.timelines import timeline_of as timeline_of
