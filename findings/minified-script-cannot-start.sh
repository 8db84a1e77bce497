#!/usr/bin/env bash
# Guess: a minifier gives a script that does what the script did.
# Version: tdewolff-minify 2.24.12 (PyPI, module minify); minisearch 7.2.0 (npm), dist/umd/index.js; node 20.
# Instead: where a local name of the source becomes one letter, that letter is also the name of a constant
#   that the same statement reads from further out; the local one hides it, and the first search fails.
# Seen: source "found 1", minified "ReferenceError: Cannot access 'd' before initialization".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check tdewolff-minify==2.24.12
npm pack --silent minisearch@7.2.0 >/dev/null
tar -xzf minisearch-7.2.0.tgz
cp package/dist/umd/index.js source.cjs
v/bin/python - <<'PYTHON'
from pathlib import Path

import minify

source = Path("source.cjs").read_text("utf-8")
Path("minified.cjs").write_text(minify.string("application/javascript", source), "utf-8")
PYTHON
cat >search.cjs <<'NODE'
const MiniSearch = require(process.argv[2]);
const engine = new MiniSearch({ fields: ["text"] });
engine.add({ id: 1, text: "a strategy for Central Asia" });
try {
  console.log(`found ${engine.search("strategy").length}`);
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
}
NODE
seen="$(node search.cjs ./source.cjs; node search.cjs ./minified.cjs)"
echo "$seen"
diff <(echo "$seen") - <<'SEEN'
found 1
ReferenceError: Cannot access 'd' before initialization
SEEN
