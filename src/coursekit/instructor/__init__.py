"""The instructor's tools: plain files in, plain files out.

One module per command. So far: :mod:`coursekit.instructor.assign` and
:mod:`coursekit.instructor.report`.
"""
