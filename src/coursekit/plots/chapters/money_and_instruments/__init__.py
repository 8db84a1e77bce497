"""Figures of chapter 11, *Money and instruments*."""
