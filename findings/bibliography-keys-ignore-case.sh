#!/usr/bin/env bash
# Guess: two entries whose keys differ in upper and lower case are two entries, as biber has them.
# Version: pybtex 0.26.1 (PyPI).
# Instead: the second is refused as a repetition of the first.
# Seen: "repeated bibliography entry: EU2007".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check pybtex==0.26.1
seen="$(v/bin/python - <<'PYTHON'
from pybtex.database import BibliographyDataError, parse_string

try:
    print(len(parse_string("@misc{Eu2007, title={A}}\n@misc{EU2007, title={B}}", "bibtex").entries))
except BibliographyDataError as error:
    print(error)
PYTHON
)"
echo "$seen"
[ "$seen" = "repeated bibliography entry: EU2007" ]
