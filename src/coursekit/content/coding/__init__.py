"""Coding: documents cut into units, a codebook, codings of units, and what they say of documents."""
