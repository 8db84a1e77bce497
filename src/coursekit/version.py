"""The version of the course, which is that of its package: the year, and which edition in it."""

VERSION = "2026.1"
