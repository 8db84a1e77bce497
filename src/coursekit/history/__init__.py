"""History: what happened when, in which phase, at what distance, and who says so."""
