"""The controls of an explorable figure, alive.

Owns the way from a control moved to the state shown. Imported only where there is a
kernel.
"""

from html import escape
from typing import Any

import ipywidgets

from coursekit.errors import CourseError
from coursekit.language import current_language, front_end_words, words
from coursekit.plots.specification import chart_specification
from coursekit.widgets.explore.choices import Choice
from coursekit.widgets.explore.exploration import Exploration, Form
from coursekit.widgets.live import Live


class Explored(ipywidgets.VBox):  # type: ignore[misc]
    """Controls and the figure in the state they say.

    Attributes
    ----------
    controls : tuple
        The widgets, in the order of the choices.
    shown : dict
        The state shown as the front end draws it; empty if it could not be drawn.
    said : str
        What is wrong, in words; empty as a rule.

    Parameters
    ----------
    exploration : coursekit.widgets.explore.exploration.Exploration
        The function with its choices.
    """

    def __init__(self, exploration: Exploration) -> None:
        self._exploration = exploration
        self._message = ipywidgets.HTML()
        self._text = self._html = self.said = ""
        self._form: Form | None = None
        self._figure = Live(
            spec={"kind": "chart", "controls": [], "states": {}},
            words=front_end_words(),
            lang=current_language(),
            text="",
            html="",
        )
        self.controls = tuple(_control(choice) for choice in exploration.choices)
        for control in self.controls:
            control.observe(self._update, "value")
        row = ipywidgets.Box(self.controls, layout={"flex_flow": "row wrap"})
        super().__init__([row, self._message, self._figure])
        # The front end knows by this class whose keys it keeps from JupyterLab.
        self.add_class("ck-explored")
        self._update()

    @property
    def shown(self) -> dict[str, Any]:
        """The state shown, as the front end draws it; nothing if it could not be drawn."""
        return {} if self._figure.layout.display == "none" else dict(self._figure.spec)

    def __repr__(self) -> str:
        return self._text

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        data = dict(super()._repr_mimebundle_(**kwargs) or {})
        # What a notebook that has not been run shows; the default holds a memory address.
        return {**data, "text/plain": self._text, "text/html": self._html}

    def _update(self, _: Any = None) -> None:
        """Show the state that the controls say, or say why it cannot be shown."""
        state = tuple(control.state for control in self.controls)
        try:
            figure, form = self._exploration.figure([state], [], self._form)
            text = self._text or self._exploration.text(figure)
            html = self._html or self._exploration.html(figure)
            self._figure.spec = chart_specification(figure)
        except Exception as problem:  # noqa: BLE001 — whatever the function does, the controls stay alive
            known = isinstance(problem, CourseError)
            self._say(f"{words()['no_drawing']} {problem if known else f'{type(problem).__name__}: {problem}'}")
            title = self._exploration.said["title"]
            self._text = self._text or f"{title}\n\n{self.said}"
            self._html = self._html or f"<p>{escape(title)}</p><p>{escape(self.said)}</p>"
            # An old drawing beside new controls would be a wrong one.
            self._figure.layout.display = "none"
            return
        self._text, self._html, self._form = text, html, form
        self._figure.layout.display = None
        self._say(self._exploration.too_many)

    def _say(self, text: str) -> None:
        self.said = text
        self._message.value = f'<p role="status">{escape(text)}</p>' if text else ""


class _List(ipywidgets.Dropdown):  # type: ignore[misc]
    @property
    def state(self) -> int:
        return int(self.value)


class _Slide(ipywidgets.SelectionSlider):  # type: ignore[misc]
    @property
    def state(self) -> int:
        return int(self.value)


class _Tick(ipywidgets.Checkbox):  # type: ignore[misc]
    #: Whether the box is ticked in the first state.
    begins = False

    @property
    def state(self) -> int:
        return int(self.value != self.begins)


def _control(choice: Choice) -> Any:
    look = {"description": choice.control.label, "style": {"description_width": "initial"}}
    if choice.control.form == "tick":
        tick = _Tick(value=choice.values[0], indent=False, **look)
        tick.begins = choice.values[0]
        return tick
    options = [(label, place) for place, (_, label) in enumerate(choice.control.values)]
    make = _Slide if choice.control.form == "slide" else _List
    return make(options=options, value=0, **look)
