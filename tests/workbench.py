"""A page with questions and nothing else: the front end as the book has it, without the book."""

import json
import re
from html import escape
from pathlib import Path

from coursekit.front_end import script, style
from coursekit.language import front_end_words
from coursekit.plots.style import palette

_THEME = Path(__file__).parent.parent / "src" / "coursekit" / "book" / "theme" / "static" / "atlas.css"


def page_of(specs, *, lang="en", dark=False, fault=None):
    """Return one HTML page in which the given specifications are alive.

    `fault` is a pair (text, other text) that is replaced in the script: a seeded fault,
    which the tests must notice.
    """
    code = script()
    if fault is not None:
        assert fault[0] in code, fault
        code = code.replace(*fault)
    # The fonts are files of the book; here the system's do.
    theme_style = re.sub(r"@font-face *{.*?}", "", _THEME.read_text("utf-8"), flags=re.DOTALL)
    colours = "".join(f"--c-{key}:{value};" for key, value in palette().items())
    said = json.dumps(front_end_words(lang), ensure_ascii=False).replace("<", "\\u003c")
    boxes = "".join(
        f'<div class="ck" id="q-{spec["id"].replace("/", "-")}" data-ck="{escape(json.dumps(spec), quote=True)}">'
        f'<div class="ck-plain"><p>{escape(spec.get("prompt", spec["id"]))}</p></div></div>'
        for spec in specs
    )
    theme = ' data-theme="dark"' if dark else ""
    return (
        f'<!doctype html><html lang="{lang}"{theme}><head><meta charset="utf-8"><title>Workbench</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{theme_style}</style><style>:root{{{colours}}}</style><style>{style()}</style></head>"
        f'<body><main style="max-width:46rem;margin:0 auto;padding:1rem"><h1>Workbench</h1>{boxes}</main>'
        f'<script type="application/json" id="coursekit-words">{said}</script><script>{code}</script></body></html>'
    )
