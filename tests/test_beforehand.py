"""Notebooks are run and figures drawn before pages are read."""

from types import SimpleNamespace

import nbformat
import pytest
from jupyter_cache import get_cache

from coursekit.book.beforehand import make
from coursekit.language import words
from coursekit.plots.kept import FOLDER, is_kept


@pytest.fixture(name="book")
def _book(tmp_path, monkeypatch):
    """A book of a page with a figure and two notebooks, one of which fails."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "figures"))
    (tmp_path / "page.md").write_text("# Page\n\n:::{chart} 06-steps\n:::\n", "utf-8")
    for name, source in (("good", "print(6 * 7)"), ("bad", "1 / 0")):
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(source)], metadata=nbformat.from_dict({"kernelspec": kernel})
        )
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")
    settings = SimpleNamespace(execution_cache_path=tmp_path / "cache", execution_mode="cache", execution_timeout=60)
    files = {"page": "page.md", "good": "good.ipynb", "bad": "bad.ipynb"}
    env = SimpleNamespace(mystnb_config=settings, doc2path=lambda page: str(tmp_path / files[page]))
    return SimpleNamespace(
        app=SimpleNamespace(config=SimpleNamespace(language="en"), srcdir=tmp_path), env=env, folder=tmp_path
    )


def test_stores_are_filled_with_all_that_runs(book):
    """The figure is kept, the outputs of the notebook are in the cache, and the one that fails is left to its page."""
    make(book.app, book.env, ["page", "good", "bad"])

    cache = get_cache(book.folder / "cache")
    read = {name: nbformat.read(book.folder / f"{name}.ipynb", 4) for name in ("good", "bad")}
    assert is_kept("06-steps", words("en"))
    assert cache.merge_match_into_notebook(read["good"])[1].cells[0].outputs[0].text == "42\n"
    with pytest.raises(KeyError):
        cache.match_cache_notebook(read["bad"])


def test_what_is_there_is_not_made_again(book):
    """A second build runs nothing: the outputs are those of the first."""
    make(book.app, book.env, ["page", "good"])
    made = {file: file.stat().st_mtime_ns for file in book.folder.rglob("*.*") if file.suffix in {".html", ".ipynb"}}
    make(book.app, book.env, ["page", "good"])

    assert {file: file.stat().st_mtime_ns for file in made} == made
