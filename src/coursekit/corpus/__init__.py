"""A student's own documents: read from files, repaired, stored as plain tables."""
