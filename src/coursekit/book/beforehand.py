"""What pages would wait for is made before they are read: notebooks are run and figures drawn, on all cores.

MyST-NB runs a notebook when its page is read, one after another, unless its cache has the outputs;
a figure is drawn when its page is read, unless it is kept. Here both stores are filled first. What
fails here is left to the page, which reports it.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from coursekit.execution.side_by_side import Run, run_side_by_side
from coursekit.language import words
from coursekit.plots.kept import is_kept

_LOG = logging.getLogger(__name__)
_CHART = re.compile(r"^:{3,}\{chart\} +(\S+)", re.MULTILINE)


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("env-before-read-docs", make)


def make(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Fill the stores for the pages that are to be read."""
    settings = env.mystnb_config  # type: ignore[attr-defined]
    files = [Path(env.doc2path(page)) for page in pages]
    language = app.config.language
    drawings = [_drawing(names, language) for names in map(_charts, files) if not _are_kept(names, language)]
    cache = get_cache(settings.execution_cache_path)
    stale = list(_stale(cache, files)) if settings.execution_mode == "cache" else []
    # Figures first: those of a page together take longer than most notebooks.
    work = [(drawing, Path(app.srcdir)) for drawing in drawings] + [(notebook, file.parent) for file, notebook in stale]
    runs = run_side_by_side(work, timeout=settings.execution_timeout)
    for (file, notebook), run in zip(stale, runs[len(drawings) :], strict=True):
        _store(cache, file, notebook, run)
    if runs:
        most = max(run.memory for run in runs) / 1e6
        _LOG.info(
            "made beforehand: figures of %d pages, %d notebooks; up to %.0f MB each", len(drawings), len(stale), most
        )


def _charts(file: Path) -> list[str]:
    return _CHART.findall(file.read_text("utf-8")) if file.suffix == ".md" else []


def _are_kept(names: Sequence[str], language: str) -> bool:
    return all(is_kept(name, words(language)) for name in names)


def _drawing(names: list[str], language: str) -> Any:
    """Return a notebook that draws figures: the engine that runs notebooks draws them, too."""
    source = (
        "from coursekit.language import words\n"
        "from coursekit.plots.kept import figure_piece\n"
        f"for name in {names!r}:\n"
        f"    figure_piece(name, words({language!r}))"
    )
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])  # type: ignore[no-untyped-call]


def _stale(cache: JupyterCacheAbstract, files: Iterable[Path]) -> Iterable[tuple[Path, Any]]:
    """Yield the notebooks whose outputs the cache does not have, except for those with settings of their own."""
    for file in files:
        if file.suffix == ".ipynb":
            notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
            try:
                cache.match_cache_notebook(notebook)
            except KeyError:
                if _is_plain(notebook):
                    yield file, notebook


def _is_plain(notebook: Any) -> bool:
    """Return whether a notebook names its kernel, else the cache never finds it again, and sets nothing more."""
    return "kernelspec" in notebook.metadata and "execution" not in notebook.metadata


def _store(cache: JupyterCacheAbstract, file: Path, notebook: Any, run: Run) -> None:
    if run.error is None:
        bundle = CacheBundleIn(notebook, str(file), data={"execution_seconds": run.seconds})
        cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
