"""A figure is drawn once, and again when something changes that it is drawn from."""

import pytest

from coursekit.errors import FigureError
from coursekit.language import words
from coursekit.plots.figure import find
from coursekit.plots.kept import FOLDER, figure_piece, is_kept
from coursekit.plots.page import figure_html

NAME = "06-steps"


@pytest.fixture(name="folder")
def _folder(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER, str(tmp_path / "figures"))
    return tmp_path / "figures"


def test_a_kept_figure_is_the_drawn_one(folder):
    """What a page is given is the same, drawn or kept."""
    drawn = figure_html(find(NAME), words("en"))

    assert figure_piece(NAME, words("en")) == figure_piece(NAME, words("en")) == drawn
    assert len(list(folder.iterdir())) == 1


def test_a_figure_that_is_kept_is_not_drawn(folder):
    """The piece is taken from the folder."""
    figure_piece(NAME, words("en"))
    next(folder.iterdir()).write_text("kept", "utf-8")

    assert is_kept(NAME, words("en"))
    assert figure_piece(NAME, words("en")) == "kept"


def test_what_was_kept_for_other_inputs_goes(folder):
    """A figure in other words is another one, and the former makes room."""
    figure_piece(NAME, words("en"))
    former = next(folder.iterdir())
    figure_piece(NAME, {**words("en"), "source": "Fount"})

    assert not former.exists()
    assert not is_kept(NAME, words("en"))


def test_without_a_folder_nothing_is_kept(monkeypatch):
    """A notebook of a student's writes no files."""
    monkeypatch.delenv(FOLDER, raising=False)

    assert figure_piece(NAME, words("en")) == figure_html(find(NAME), words("en"))
    assert not is_kept(NAME, words("en"))


def test_an_unknown_figure_is_an_error_and_keeps_nothing(folder):
    """The message is that of the register."""
    with pytest.raises(FigureError, match="06-step"):
        figure_piece("06-step", words("en"))
    assert not folder.exists()
