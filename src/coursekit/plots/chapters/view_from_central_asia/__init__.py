"""Figures of chapter 12, *The view from Central Asia*."""
