#!/usr/bin/env bash
# Guess: notes of two models, with different models' numbers, have two identities even if their fields are equal.
# Version: genanki 0.13.1 (PyPI).
# Instead: the identity (guid) is made from the fields alone, so both have the same one; a program that imports
#   the deck takes the second for the first. Give each note a guid of its own.
# Seen: "same identity: True, notes in the deck: 2".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check genanki==0.13.1
seen="$(v/bin/python - <<'PYTHON'
import sqlite3
import zipfile

import genanki


def note(number, front, back):
    fields = [{"name": "Term"}, {"name": "Meaning"}]
    template = {"name": "Card", "qfmt": front, "afmt": back}
    model = genanki.Model(number, f"Model {number}", fields=fields, templates=[template])
    return genanki.Note(model=model, fields=["troika", "presidency, Commission and representative"])


deck = genanki.Deck(1, "Terms")
deck.add_note(note(1, "{{Term}}", "{{Meaning}}"))
deck.add_note(note(2, "{{Meaning}}", "{{Term}}"))
genanki.Package(deck).write_to_file("terms.apkg")
zipfile.ZipFile("terms.apkg").extract("collection.anki2")
guids = [row[0] for row in sqlite3.connect("collection.anki2").execute("select guid from notes")]
print(f"same identity: {len(set(guids)) == 1}, notes in the deck: {len(guids)}")
PYTHON
)"
echo "$seen"
[ "$seen" = "same identity: True, notes in the deck: 2" ]
