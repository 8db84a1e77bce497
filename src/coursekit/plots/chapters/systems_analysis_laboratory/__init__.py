"""Figures of chapter 15, *Systems-analysis laboratory*."""
