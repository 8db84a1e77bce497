"""Figures of chapter 6, *The 2007 Strategy for a New Partnership*."""
