"""Figures of chapter 1, *Five states at a crossroads*."""
