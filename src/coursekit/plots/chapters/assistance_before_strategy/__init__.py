"""Figures of chapter 5, *Assistance before strategy, 2002–2006*."""
