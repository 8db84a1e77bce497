"""Figures of the course, drawn with matplotlib in one style.

Each chapter's figures live in a module of their own here and register
themselves by name; :func:`coursekit.plots.figure.find` returns them.
"""
