"""The tables of verdicts, one per kind: what both Python and the page must say."""

import json
from pathlib import Path

from kinds import NAMES

TABLES = {kind: json.loads((Path(__file__).parent / f"{kind}.json").read_text("utf-8")) for kind in NAMES}
CASES = [(kind, case) for kind, table in TABLES.items() for case in table["cases"]]
_USUAL_CREDIT = {"correct": 1, "not_yet": 0}


def expected(case):
    """Return the whole verdict that a case expects."""
    said = case["expect"]
    usual = {"count": None, "total": None, "message": "", "misconception": ""}
    return {**usual, "credit": _USUAL_CREDIT.get(said["status"]), **said}
