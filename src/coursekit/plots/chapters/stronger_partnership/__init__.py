"""Figures of chapter 9, *The 2019 strategy*."""
