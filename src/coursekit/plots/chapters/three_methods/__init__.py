"""Figures of chapter 2, *Three ways to study a strategy*."""
