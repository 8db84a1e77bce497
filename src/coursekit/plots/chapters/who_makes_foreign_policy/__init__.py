"""Figures of primer A, *Who makes EU foreign policy*."""
