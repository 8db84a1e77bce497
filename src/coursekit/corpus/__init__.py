"""A student's own documents: read from files, repaired, stored as plain tables.

Owns reading (PDF, HTML, DOCX, TXT), what may be repaired and what is only reported,
and the student's folder. Libraries for the formats are imported when a file asks for
them. Imports nothing above :mod:`coursekit.waiting`.
"""

from coursekit.corpus.intake import add
from coursekit.corpus.reading import documents, read, suspects, texts
from coursekit.corpus.report import REPAIRS, Report

__all__ = ["REPAIRS", "Report", "add", "documents", "read", "suspects", "texts"]
