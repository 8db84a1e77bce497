#!/usr/bin/env bash
# Guess: with --nbval a cell that gives a result, stored without any, fails: the outputs differ.
# Version: nbval 0.11.0, pytest 9.2.0, ipykernel 7.4.0 (PyPI).
# Instead: it fails only if the cell was stored with a number of execution. Without one (so notebooks look after
#   "clear all outputs", and as filters for version control leave them) every result passes.
# Seen: "never-run passed, run-once failed".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check nbval==0.11.0 pytest==9.2.0 ipykernel==7.4.0
v/bin/python - <<'PYTHON'
import json

for name, count in (("never-run", None), ("run-once", 1)):
    cell = {"cell_type": "code", "id": "one", "metadata": {}, "source": "1 + 1", "outputs": [], "execution_count": count}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    with open(f"{name}.ipynb", "w", encoding="utf-8") as file:
        json.dump(notebook, file)
PYTHON
ended() { if v/bin/python -m pytest -q -p no:cacheprovider --nbval "$1.ipynb" >"$1.log" 2>&1; then echo "$1 passed"; else echo "$1 failed"; fi; }
seen="$(ended never-run), $(ended run-once)"
echo "$seen"
grep -q "Cell 0" run-once.log
[ "$seen" = "never-run passed, run-once failed" ]
