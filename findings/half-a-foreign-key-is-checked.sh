#!/usr/bin/env bash
# Guess: a foreign key of two columns of which one cell is empty is not looked up, as in SQL (MATCH SIMPLE).
# Version: frictionless 5.21.0 (PyPI).
# Instead: it is looked up with the empty cell in it and is an error; only a key that is empty as a whole passes.
# Seen: "empty half: foreign-key; both empty: valid".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check frictionless==5.21.0
seen="$(v/bin/python - <<'PYTHON'
from pathlib import Path

from frictionless import Package

KEY = {"fields": ["country", "year"], "reference": {"resource": "known", "fields": ["country", "year"]}}


def fields(**types):
    return [{"name": name, "type": kind} for name, kind in types.items()]


def errors(row):
    Path("known.csv").write_text("country,year\nKAZ,2007\n", "utf-8")
    Path("rows.csv").write_text(f"id,country,year\n1,KAZ,2007\n2,{row}\n", "utf-8")
    used = {"fields": fields(id="integer", country="string", year="integer"), "foreignKeys": [KEY]}
    resources = [
        {"name": "rows", "path": "rows.csv", "schema": used},
        {"name": "known", "path": "known.csv", "schema": {"fields": fields(country="string", year="integer")}},
    ]
    report = Package.from_descriptor({"name": "example", "resources": resources}).validate()
    return ", ".join(kind for (kind,) in report.flatten(["type"])) or "valid"


print(f"empty half: {errors('KAZ,')}; both empty: {errors(',')}")
PYTHON
)"
echo "$seen"
[ "$seen" = "empty half: foreign-key; both empty: valid" ]
