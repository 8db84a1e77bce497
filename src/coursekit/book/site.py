"""The addresses of the course as it is published, each configured once in ``_config.yml``.

``html_baseurl`` is Sphinx's own: where the book stands. ``course_report`` is where errors
are reported, ``course_launch`` where notebooks can be run. What is not configured is shown
nowhere: no address is invented.
"""

from typing import Any
from urllib.parse import quote, urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from coursekit.language import words

_SCHEMES = {"https", "http", "mailto"}


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_config_value("course_report", "", "html", str)
    app.add_config_value("course_launch", {}, "env", dict)
    app.connect("config-inited", _require_addresses)
    app.connect("html-page-context", _tell_page)


def report_address(address: str, page: str) -> str:
    """Return where an error of a page is reported, with the page named where the address has ``{page}``.

    Examples
    --------
    >>> report_address("mailto:course@example.org?subject={page}", "book/06-new-partnership")
    'mailto:course@example.org?subject=book%2F06-new-partnership'
    """
    return address.replace("{page}", quote(page, safe=""))


def launches(services: dict[str, str], path: str) -> list[tuple[str, str]]:
    """Return name and address of each service that can run a notebook.

    Parameters
    ----------
    services : dict
        Name of a service and its address with ``{path}`` for the notebook.
    path : str
        Where the notebook stands beside the pages, such as ``labs/lab-06.ipynb``.

    Examples
    --------
    >>> launches({"Colab": "https://example.org/open/{path}"}, "labs/lab-06.ipynb")
    [('Colab', 'https://example.org/open/labs/lab-06.ipynb')]
    """
    return [(name, address.replace("{path}", quote(path))) for name, address in services.items() if address]


def _require_addresses(app: Sphinx, config: Config) -> None:
    given = {
        "course_report": config.course_report,
        **{f"course_launch.{k}": v for k, v in config.course_launch.items()},
    }
    for key, address in given.items():
        if address and urlsplit(address).scheme not in _SCHEMES:
            raise ConfigError(
                f"_config.yml: {key}: expected an address that begins with https: or mailto:, got {address!r}."
            )


def _tell_page(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Hand the layout the interface words, and the address for errors if there is one."""
    context["said"] = words(app.config.language)
    context["report_address"] = report_address(app.config.course_report, pagename)
