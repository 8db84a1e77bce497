"""Figures of chapter 14, *Content-analysis laboratory*."""
