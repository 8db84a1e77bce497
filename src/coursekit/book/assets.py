"""What a page loads: the theme, and the front end only where a page uses it.

Owns the built form of the front end, the allow-list of scripts and styles, and
the rule that the cache of executed notebooks dies when coursekit changes.
"""

import json
import re
import shutil
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from coursekit.digest import digest
from coursekit.front_end import script, style
from coursekit.language import front_end_words

_PACKAGE = Path(__file__).parent.parent
#: How a page names the kind of each thing that the front end brings to life.
_KIND = re.compile(r'data-ck="\{"kind": "(\w+)"')
#: What brings it to life; an electronic book has no use for it.
_SPECIFICATION = re.compile(r' data-ck="[^"]*"')
#: How it names the kinds that it may show later.
_KINDS_TO_COME = re.compile(r'data-ck-kinds="([\w ]+)"')


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("config-inited", _forget_stale_outputs)
    app.connect("env-get-outdated", _read_all_again)
    # After every other extension has had its say about scripts and styles.
    app.connect("html-page-context", _prune, priority=990)
    app.connect("build-finished", _remember)


def _forget_stale_outputs(app: Sphinx, config: Config) -> None:
    """Clear the cache of executed notebooks if coursekit or the banks changed since.

    The cache compares the notebooks' code only, so it would show yesterday's figures.
    """
    if _is_stale(app):
        shutil.rmtree(_stamp(app).with_name(".jupyter_cache"), ignore_errors=True)
        for written in (Path(app.outdir) / "_static").glob("coursekit-????????.*"):
            written.unlink()


def _read_all_again(app: Sphinx, env: BuildEnvironment, *_changed: set[str]) -> list[str]:
    """Return every page if coursekit or the banks changed: any of them may show a fact that did."""
    return sorted(env.found_docs) if _is_stale(app) else []


def _remember(app: Sphinx, exception: Exception | None) -> None:
    """Note what this build was made from; a failed build is not remembered."""
    if exception is None:
        _stamp(app).write_text(_digest(app), "utf-8")


def _is_stale(app: Sphinx) -> bool:
    return not _stamp(app).exists() or _stamp(app).read_text("utf-8") != _digest(app)


def _stamp(app: Sphinx) -> Path:
    return Path(app.outdir).parent / "coursekit-stamp"


def _digest(app: Sphinx) -> str:
    """Return a digest of all that a page or a notebook's output may depend on."""
    return digest([_PACKAGE, Path(app.srcdir) / "exercises"])


def _front_end(app: Sphinx, kinds: set[str]) -> tuple[str, str]:
    """Write script and style for a set of kinds, once; return their names.

    The name is a digest of the content: pages with the same kinds share a file,
    and a browser never shows yesterday's.
    """
    names = []
    for content, ending in ((script(kinds), "js"), (style(kinds), "css")):
        name = f"coursekit-{sha256(content.encode()).hexdigest()[:8]}.{ending}"
        target = Path(app.outdir) / "_static" / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(minified(content, ending), "utf-8")
        names.append(f"_static/{name}")
    return names[0], names[1]


def minified(content: str, ending: str) -> str:
    """Return a script or style as short as it gets, or as it is where no minifier is installed.

    Parameters
    ----------
    content : str
        The script or style.
    ending : str
        ``js`` or ``css``.
    """
    try:
        import minify
    except ImportError:
        return content
    media_types = {"js": "application/javascript", "css": "text/css"}
    shorter: str = minify.string(media_types[ending], content)
    return shorter


def _prune(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Leave a page what it needs: the theme, and the front end if used; the search page brings its own."""
    context["script_files"] = []
    context["css_files"] = [
        css for css in context.get("css_files", []) if _file(css).partition("?")[0].endswith("atlas.css")
    ]
    context["course_scripts"] = []
    if app.builder.name == "epub":
        context["body"] = _SPECIFICATION.sub("", context.get("body", ""))
        return
    body = unescape(context.get("body", ""))
    kinds = {*_KIND.findall(body), *" ".join(_KINDS_TO_COME.findall(body)).split()}
    if kinds:
        written_script, written_style = _front_end(app, kinds)
        context["css_files"].append(written_style)
        context["course_scripts"] = [written_script]
        said = json.dumps(front_end_words(app.config.language, kinds), ensure_ascii=False).replace("<", "\\u003c")
        context["body"] += f'<script type="application/json" id="coursekit-words">{said}</script>'


def _file(script: Any) -> str:
    return str(getattr(script, "filename", script) or "")
