"""Figures of chapter 10, *Connectivity*."""
