#!/usr/bin/env bash
# Guess: pandas asks whether it is in a terminal when it shows a table, so it does not matter when it was imported.
# Version: pandas 3.1.1, ipykernel 7.4.0 (PyPI).
# Instead: it asks once, on import, and only by the name `get_ipython`. Imported before the kernel is there, for
#   instance in the process that a kernel is forked from, it takes the notebook for a terminal for ever:
#   `display.max_columns` is 0 instead of 20, and the text of a wide table is cut to the width of a terminal.
# Seen: "before 0, after 20".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pandas==3.1.1 ipykernel==7.4.0
seen="$(v/bin/python - <<'PYTHON'
import os
import subprocess
import sys

KERNEL = "from ipykernel.inprocess.ipkernel import InProcessKernel as Kernel; shell = Kernel().shell; "


def shown(first):
    code = first + KERNEL + "shell.run_cell('import pandas; print(pandas.get_option(\"display.max_columns\"))')"
    home = os.environ | {"HOME": os.getcwd()}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=home)
    return said.stdout.split()[-1]


print(f"before {shown('import pandas; ')}, after {shown('')}")
PYTHON
)"
echo "$seen"
[ "$seen" = "before 0, after 20" ]
