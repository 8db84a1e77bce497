"""A figure as a piece of a page: title, drawing, table, source, downloads.

Owns the HTML that the book and the notebooks share for figures.
"""

import json
from html import escape
from urllib.parse import quote

from coursekit.plots.figure import NARROW, Figure
from coursekit.plots.specification import chart_specification
from coursekit.plots.svg import svg


def figure_html(shown: Figure, words: dict[str, str]) -> str:
    """Return a figure as HTML that needs no script.

    Parameters
    ----------
    shown : Figure
        From :func:`coursekit.plots.figure.find`.
    words : dict
        The interface words of the page's language.

    Returns
    -------
    str
        A ``<figure>``; an explorable one is wrapped so that the front end takes over.

    Examples
    --------
    >>> from coursekit.language import words
    >>> from coursekit.plots.figure import figure_names, find
    >>> "<figure" in figure_html(find(figure_names()[0]), words("en"))
    True
    """
    static = _static(shown, words)
    if shown.explore is None:
        return static
    spec = escape(json.dumps(chart_specification(shown), ensure_ascii=False), quote=True)
    return f'<div class="ck" id="chart-{shown.name}" data-ck="{spec}"><div class="ck-plain">{static}</div></div>'


def _static(shown: Figure, words: dict[str, str]) -> str:
    title, subtitle = escape(shown.title), escape(shown.subtitle)
    parts = [
        f'<figure class="chart" id="figure-{shown.name}">',
        f'<figcaption><p class="ck-title">{title}</p><p class="ck-subtitle">{subtitle}</p></figcaption>',
        _drawings(shown),
        f'<p class="chart-source">{escape(words["source"])}: {_source(shown)}</p>',
        _table(shown, words),
        "</figure>",
    ]
    return "".join(parts)


def _drawings(shown: Figure) -> str:
    if shown.draw is None:
        return ""
    label = f'<svg role="img" aria-label="{escape(shown.alt, quote=True)}"'
    if shown.explore:
        # Seen only where no script runs: one form is enough there.
        return f'<div class="chart-only">{svg(shown).replace("<svg", label, 1)}</div>'
    wide = svg(shown).replace("<svg", label, 1)
    narrow = svg(shown, NARROW).replace("<svg", label, 1)
    return f'<div class="chart-wide">{wide}</div><div class="chart-narrow">{narrow}</div>'


def _source(shown: Figure) -> str:
    if not shown.source_url:
        return escape(shown.source)
    return f'<a href="{escape(shown.source_url, quote=True)}">{escape(shown.source)}</a>'


def _table(shown: Figure, words: dict[str, str]) -> str:
    # A figure without a drawing shows its table at once: nothing else would be there to read.
    state = "" if shown.draw else ' open=""'
    rows = shown.table.to_html(index=False, border=0, na_rep=words["no_data"], classes="data")
    csv = "data:text/csv;charset=utf-8," + quote(shown.table.to_csv(index=False))
    label = escape(shown.title, quote=True)
    download = escape(words["download_csv"])
    return (
        f'<details class="chart-table"{state}><summary>{escape(words["table"])}</summary>'
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">{rows}</div>'
        f'<p class="chart-tools"><a download="{shown.name}.csv" href="{csv}">{download}</a></p>'
        "</details>"
    )
