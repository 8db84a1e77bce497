"""Notebooks are run in kernels that are forked, so that nobody waits for imports twice."""
