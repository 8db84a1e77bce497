"""An explorer as a piece of a page, and as text.

Owns the HTML that the book and the notebooks share for explorers, and what a stored
notebook keeps of them. Both are to be read: nothing in them needs a script.
"""

import json
from html import escape
from typing import Any

from coursekit.explorers.events import events_of
from coursekit.language import current_language, front_end_words


def explorer_html(spec: dict[str, Any], *, language: str | None = None) -> str:
    """Return an explorer as HTML: a table to read as it stands, alive where the front end runs.

    Parameters
    ----------
    spec : dict
        From :func:`~coursekit.explorers.timeline_specification` or
        :func:`~coursekit.explorers.network_specification`.
    language : str, optional
        Of the words around; the current language by default.

    Examples
    --------
    >>> from coursekit.explorers import timeline_specification
    >>> "<table" in explorer_html(timeline_specification(2007, 2008))
    True
    """
    said = front_end_words(language or current_language(), [spec["kind"]])
    columns, lines = _table(spec, said)
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    notes = "".join(f"<p>{escape(spec[key])}</p>" for key in ("subtitle", "caveat") if spec.get(key))
    title = escape(spec["title"])
    carried = escape(json.dumps(spec, ensure_ascii=False), quote=True)
    return (
        f'<div class="ck" id="{escape(spec["id"], quote=True)}" data-ck="{carried}"><div class="ck-plain">'
        f'<p class="ck-title">{title}</p>{notes}'
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{escape(spec["title"], quote=True)}">'
        f'<table class="data"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></div></div>'
    )


def explorer_text(spec: dict[str, Any], *, language: str | None = None) -> str:
    """Return an explorer as text, for stored notebooks and for comparison.

    Examples
    --------
    >>> from coursekit.explorers import timeline_specification
    >>> spec = timeline_specification(2007, 2007, categories="strategy", language="en")
    >>> explorer_text(spec, language="en").splitlines()[-1]
    '21–22 June 2007 · European Council adopts the Strategy for a New Partnership · Strategy'
    """
    said = front_end_words(language or current_language(), [spec["kind"]])
    _, lines = _table(spec, said)
    notes = [spec[key] for key in ("subtitle", "caveat") if spec.get(key)]
    return "\n".join([spec["title"], *notes, "", *(" · ".join(map(_plain, line)) for line in lines)])


def _table(spec: dict[str, Any], said: dict[str, Any]) -> tuple[list[str], list[list[Any]]]:
    """Return columns and rows; a cell is a text, or a text with an address."""
    if spec["kind"] == "timeline":
        kinds = dict(spec["categories"])
        rows = [
            [event["when"], (event["title"], _address(spec, event)), kinds[event["category"]]]
            for event in events_of(spec)
        ]
        return [said["timeline_date"], said["timeline_event"], said["timeline_category"]], rows
    label = {node["key"]: node["label"] for node in spec["nodes"]}
    mode = spec["mode"]
    strongest = sorted(spec["links"], key=lambda link: -link["weight"])
    rows = [[label[link["a"]], label[link["b"]], str(link["weight"])] for link in strongest]
    return [said[f"network_{mode}_{part}"] for part in ("a", "b", "weight")], rows


def _address(spec: dict[str, Any], event: dict[str, str]) -> str:
    return f"{spec['url']}#{event['id']}" if spec["url"] else event["url"]


def _cell(cell: Any) -> str:
    text = escape(_plain(cell))
    if isinstance(cell, tuple) and cell[1]:
        return f'<a href="{escape(cell[1], quote=True)}">{text}</a>'
    return text


def _plain(cell: Any) -> str:
    return str(cell[0] if isinstance(cell, tuple) else cell)
