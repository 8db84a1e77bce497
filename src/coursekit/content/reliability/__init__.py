"""Reliability: how far coders agree, how sure that is, and how readings become one."""
