"""Drawing a figure, and the drawing as a piece of a page.

Owns the way from a :class:`~coursekit.plots.figure.Figure` to a matplotlib figure, and
from there to an SVG element in the colours and type of the page.
"""

import io
import re

import matplotlib as mpl
from matplotlib.figure import Figure as Canvas

from coursekit.errors import FigureError
from coursekit.plots.figure import FRAME, WIDE, Figure, Frame
from coursekit.plots.style import course_style, with_variables


def draw(shown: Figure, width: float = WIDE) -> Canvas:
    """Draw a figure at a width in inches, in the course's style.

    Raises
    ------
    FigureError
        If the figure has only an explorable form.
    """
    if shown.draw is None:
        raise FigureError(f"Figure {shown.name!r} has no drawn form, only an explorable one.")
    height = shown.narrow_height if width < WIDE and shown.narrow_height else shown.height
    with course_style():
        canvas = Canvas(figsize=(width, height), layout="constrained")
        shown.draw(canvas.subplots())
    return canvas


def svg(shown: Figure, width: float = WIDE) -> str:
    """Return a figure as an SVG element that follows the page's colours and type.

    Parameters
    ----------
    shown : Figure
        A figure with a drawn form.
    width : float
        Width in inches.

    Examples
    --------
    >>> from coursekit.plots.figure import figure_names, find
    >>> name = next(name for name in figure_names() if find(name).draw)
    >>> svg(find(name))[:4]
    '<svg'
    """
    return _svg_of(draw(shown, width), f"{shown.name}-{width}")


def frame_svg(frame: Frame, height: float, salt: str) -> str:
    """Return one frame as an SVG element.

    One drawing serves a page and a phone, so it is drawn at a width between the two.
    All frames of a figure share their salt, so that what is alike in them is alike to
    the byte and is stored once.
    """
    if isinstance(frame.draw, Canvas):
        return _svg_of(frame.draw, salt)
    with course_style():
        canvas = Canvas(figsize=(FRAME, height), layout="constrained")
        frame.draw(canvas.subplots())
    return _svg_of(canvas, salt)


def _svg_of(canvas: Canvas, salt: str) -> str:
    written = io.StringIO()
    # A fixed salt and no date: the same data give the same bytes.
    with course_style(), mpl.rc_context({"svg.hashsalt": salt}):
        canvas.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    text = written.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
    # Readable ids (axes_1, text_7) repeat from figure to figure; nothing refers to them.
    text = re.sub(r' id="[A-Za-z0-9.]+(_\d+)+"', "", text)
    text = re.sub(r'(width|height)="[\d.]+pt" ', "", text)
    text = re.sub(r"(\d+\.\d\d)\d+", r"\1", text)
    # Matplotlib writes each point of a path on a line of its own.
    text = re.sub(r" ?\n(?=[MLCQz])|(?<=[MLCQ]) (?=[-\d])", "", text)
    return with_variables(text).strip()
