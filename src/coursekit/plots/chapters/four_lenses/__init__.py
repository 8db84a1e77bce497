"""Figures of primer B, *Four lenses*."""
