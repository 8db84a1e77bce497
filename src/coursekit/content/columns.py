"""The columns that a method needs, asked for once and in one wording.

Hands on the check of :mod:`coursekit.data.columns` to the modules of this package.
"""

from coursekit.data.columns import need

__all__ = ["need"]
