"""Figures of chapter 13, *The other powers*."""
