"""The widget with a kernel: a thin carrier of the front end.

Owns the traits; all behaviour is in the front end, which the page shares.
"""

from typing import Any

import anywidget
import traitlets
from IPython.core.pylabtools import print_figure
from matplotlib.figure import Figure as Canvas

from coursekit.front_end import module, style
from coursekit.plots.style import palette
from coursekit.widgets.answer_file import AnswerFile


def _palette_css() -> str:
    colours = "".join(f"--c-{key}:{value};" for key, value in palette().items())
    return f".ck{{{colours}}}"


class Live(anywidget.AnyWidget):
    """One question or chart, alive.

    Attributes
    ----------
    spec : dict
        What is asked or drawn.
    value : dict
        The learner's answer with status, attempts and time; empty before the first.

    Parameters
    ----------
    text, html : str
        The readable forms.
    answers : AnswerFile, optional
        Where the answer is kept beside the notebook.
    """

    _esm = module()
    # In a page the theme sets the palette; in a notebook it comes along.
    _css = f"{_palette_css()}\n{style()}"
    spec = traitlets.Dict().tag(sync=True)
    value = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)

    def __init__(self, *, text: str, html: str, answers: AnswerFile | None = None, **traits: Any) -> None:
        super().__init__(**traits)
        self._text = text
        self._html = html
        if answers is not None:
            identifier = self.spec["id"]
            self.value = answers.read(identifier)
            self.observe(lambda change: answers.write(identifier, change["new"]), names="value")

    def __repr__(self) -> str:
        # The default holds a memory address, which no two runs share.
        return self._text

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        data["text/plain"] = self._text
        if self._html:
            data["text/html"] = self._html
        return data, metadata


class Drawn:
    """A matplotlib figure with its data as text, for readers and for comparison."""

    def __init__(self, canvas: Canvas, text: str) -> None:
        self.canvas = canvas
        self._text = text

    def __repr__(self) -> str:
        return self._text

    def _repr_png_(self) -> Any:
        return print_figure(self.canvas, fmt="png", facecolor="white")  # type: ignore[no-untyped-call]
