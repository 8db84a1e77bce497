"""Figures of chapter 7, *Twelve years of practice*."""
