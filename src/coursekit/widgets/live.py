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
            self.value = self._stored = answers.read(self.spec["id"])
            self.observe(lambda change: self._keep(answers, change["old"], change["new"]), names="value")

    def _keep(self, answers: AnswerFile, seen: dict[str, Any], value: dict[str, Any]) -> None:
        """Save a change of the answer, and tell the page whether it is in the file.

        Without this word the page says that nothing was saved: a kernel that was restarted
        knows nothing of the widgets on the screen.
        """
        if value == self._stored:
            return
        stored = answers.write(self.spec["id"], value, seen=seen)
        self.send({"saved": stored is not None, "time": value.get("time")})
        if stored is not None:
            # What another notebook has added in the meantime is shown as well.
            self.value = self._stored = stored

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
