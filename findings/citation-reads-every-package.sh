#!/usr/bin/env bash
# Guess: sphinxcontrib-bibtex looks its plugins up once; a page with many citations costs only its text.
# Version: sphinxcontrib-bibtex 2.7.0, pybtex 0.26.1, Sphinx 7.4.7 (PyPI).
# Instead: for each citation pybtex asks for its plain text backend anew, and each time the metadata of every
#   installed package is read. With 200 packages, 200 citations take seconds of a build. A backend registered at
#   run time is asked for first: register_plugin("pybtex.backends", "plaintext", Backend, force=True).
# Seen: "50 more citations, 50 more readings; registered: 0 more".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check sphinxcontrib-bibtex==2.7.0 pybtex==0.26.1 Sphinx==7.4.7
seen="$(v/bin/python - <<'PYTHON'
import pathlib

import pybtex.plugin
from pybtex.backends.plaintext import Backend
from sphinx.application import Sphinx

readings = 0
ask = pybtex.plugin.entry_points


def counted(**given):
    global readings
    readings += 1
    return ask(**given)


pybtex.plugin.entry_points = counted


def readings_for(citations):
    global readings
    source = pathlib.Path(f"book{citations}")
    source.mkdir(exist_ok=True)
    (source / "works.bib").write_text("@book{one, author = {A. Author}, title = {A Title}, publisher = {P}, year = {2020}}\n")
    (source / "index.rst").write_text("T\n=\n\n" + "A sentence :cite:`one`.\n" * citations + "\n.. bibliography::\n")
    readings = 0
    settings = {"extensions": ["sphinxcontrib.bibtex"], "bibtex_bibfiles": ["works.bib"]}
    folders = [str(source), None, str(source / "out"), str(source / "trees"), "html"]
    Sphinx(*folders, settings, status=None, warning=None, freshenv=True).build(force_all=True)
    return readings


readings_for(1)
more = readings_for(60) - readings_for(10)
pybtex.plugin.register_plugin("pybtex.backends", "plaintext", Backend, force=True)
print(f"50 more citations, {more} more readings; registered: {readings_for(60) - readings_for(10)} more")
PYTHON
)"
echo "$seen"
[ "$seen" = "50 more citations, 50 more readings; registered: 0 more" ]
