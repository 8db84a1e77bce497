#!/usr/bin/env bash
# Guess: an accessibility check reads a page and leaves its console as it was, over http and from disk.
# Version: axe-core 4.12.1 in axe-playwright-python 0.1.8, playwright 1.65.2 (PyPI); Chromium 156 on the path.
# Instead: for one of its rules axe reads each style sheet again by XMLHttpRequest, which a page from disk may not;
#   the console has errors that are none of the page's. With the option preload: false it does not.
# Seen: "as it is: 0 before, then ['Access to XMLHttpRequest at']"; "without preload: 0 before, then []".
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check playwright==1.65.2 axe-playwright-python==0.1.8
echo 'p { color: black }' >style.css
cat >page.html <<'HTML'
<!doctype html><html lang="en"><head><title>A page</title><link rel="stylesheet" href="style.css"></head>
<body><main><h1>A page</h1><p>Some words.</p></main></body></html>
HTML
cat >look.py <<'PYTHON'
import shutil
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import sync_playwright

axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
with sync_playwright() as playwright:
    found = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))))
    browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
    for name, options in (("as it is", {}), ("without preload", {"preload": False})):
        page = browser.new_page()
        said = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto(Path("page.html").resolve().as_uri())
        before = len(said)
        page.evaluate(axe)
        page.evaluate("async (options) => { await axe.run(options); }", options)
        told = {line.split("'")[0].strip() for line in said if "XMLHttpRequest" in line}
        print(f"{name}: {before} before, then {sorted(told)}")
    browser.close()
PYTHON
seen="$(v/bin/python look.py)"
echo "$seen"
diff <(echo "$seen") - <<'SEEN'
as it is: 0 before, then ['Access to XMLHttpRequest at']
without preload: 0 before, then []
SEEN
