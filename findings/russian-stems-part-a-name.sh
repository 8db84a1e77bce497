#!/usr/bin/env bash
# Guess: a stemmer for Russian gives the case forms of a state's name one stem.
# Version: snowballstemmer 3.1.1 (PyPI).
# Instead: names in -ан are taken for verbs in some cases and for nouns in others: nominative and genitive lose
#   the last н of the name itself, the other cases keep it. Who counts stems counts Kazakhstan twice.
# Seen: below.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check snowballstemmer==3.1.1
seen="$(PYTHONUTF8=1 v/bin/python - <<'PYTHON'
import snowballstemmer

stem = snowballstemmer.stemmer("russian").stemWord
for name in ("казахстан", "узбекистан", "европейск"):
    endings = ("ий", "ого", "ому") if name == "европейск" else ("", "а", "у", "ом", "е")
    print(", ".join(f"{name}{ending} -> {stem(name + ending)}" for ending in endings))
PYTHON
)"
echo "$seen"
diff <(echo "$seen") - <<'SEEN'
казахстан -> казахста, казахстана -> казахста, казахстану -> казахстан, казахстаном -> казахстан, казахстане -> казахстан
узбекистан -> узбекиста, узбекистана -> узбекиста, узбекистану -> узбекистан, узбекистаном -> узбекистан, узбекистане -> узбекистан
европейский -> европейск, европейского -> европейск, европейскому -> европейск
SEEN
