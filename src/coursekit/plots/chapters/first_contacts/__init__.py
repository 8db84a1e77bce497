"""Figures of chapter 4, *First contacts, 1991–2001*."""
