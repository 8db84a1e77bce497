"""Figures of chapter 3, *Who wants what*."""
