#!/usr/bin/env bash
# Guess: a checker of formats that is installed beside jsonschema costs something when a format is checked.
# Version: jsonschema 4.26.0 with its extra format-nongpl: rfc3987-syntax 1.1.0, lark 1.3.1 (PyPI).
# Instead: `import jsonschema` alone compiles 39 grammars, for a second or so. JupyterLab brings the extra along
#   (by way of jupyter-events), and with it each `jupyter-book build` in the same environment begins a second later,
#   though it checks no format.
# Seen: "alone 0, with the extra 39".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check jsonschema==4.26.0 lark==1.3.1
count() {
  v/bin/python - <<'PYTHON'
import lark

compiled = 0
make = lark.Lark.__init__


def counted(self, *given, **named):
    global compiled
    compiled += 1
    make(self, *given, **named)


lark.Lark.__init__ = counted
import jsonschema

print(compiled)
PYTHON
}
alone="$(count)"
v/bin/pip install --quiet --disable-pip-version-check "jsonschema[format-nongpl]==4.26.0" rfc3987-syntax==1.1.0 lark==1.3.1
seen="alone $alone, with the extra $(count)"
echo "$seen"
[ "$seen" = "alone 0, with the extra 39" ]
