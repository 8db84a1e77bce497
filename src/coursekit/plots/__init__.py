"""Figures of the course, drawn with matplotlib in one style.

What makes a figure stands here, the drawings of the methods in :mod:`coursekit.plots.history`
and :mod:`coursekit.plots.systems`, the figures of the chapters in :mod:`coursekit.plots.chapters`;
:func:`coursekit.plots.figure.find` returns them by name.
"""
