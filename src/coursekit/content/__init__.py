"""Content analysis: what documents speak of, with what weight, and how sure we can be.

Owns the public names of the method; each module owns one step of it. Pure functions,
tidy frames in and out; imports nothing above :mod:`coursekit.data`.
"""

from coursekit.content.themes import CHANGES as CHANGES
from coursekit.content.themes import themes as themes
