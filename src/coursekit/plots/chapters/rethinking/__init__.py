"""Figures of chapter 8, *Rethinking, 2017–2019*."""
