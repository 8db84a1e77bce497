"""The bibliography: titles as their publishers write them, and whose works they are.

Owns the style in which works are listed, and what ``references.bib`` says of each work
beyond what a bibliography prints: ``country``, where it was made, and ``kind``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pybtex.backends.plaintext import Backend as Plaintext
from pybtex.database import parse_file
from pybtex.plugin import register_plugin
from pybtex.style.formatting.alpha import Style
from pybtex.style.template import field, sentence
from sphinx.application import Sphinx

from coursekit.chapters import Chapter
from coursekit.data.actors import FIVE
from coursekit.data.package import index
from coursekit.errors import CourseError, nearest

#: Kinds of works, in the order of the page *Whose voices*.
KINDS = ("scholar", "think_tank", "press", "advocacy", "state", "union", "international", "methods")
#: A work whose author's place was not shown in what we read.
UNKNOWN = "unknown"
_CITATION = re.compile(r"\{cite(?::\w+)?\}`([^`]+)`")


class AsPublished(Style):  # type: ignore[misc]  # pybtex has no types
    """Pybtex's alphabetical style, but a title keeps its capitals: Central Asia is a name."""

    def format_title(self, e: Any, which_field: str, as_sentence: bool = True) -> Any:  # noqa: FBT001, FBT002, ARG002
        """Return the title as the file has it."""
        title = field(which_field)
        return sentence[title] if as_sentence else title


@dataclass(frozen=True)
class Work:
    """A work as its entry describes it: where it was made (codes), and of what kind."""

    key: str
    countries: tuple[str, ...]
    kind: str


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    register_plugin("pybtex.style.formatting", "as-published", AsPublished)
    # Asked for at each citation, and else looked up each time in what every installed package says of itself.
    register_plugin("pybtex.backends", "plaintext", Plaintext, force=True)


def works(file: Path) -> dict[str, Work]:
    """Read what a bibliography says of the origin of each work.

    Parameters
    ----------
    file : pathlib.Path
        A BibTeX file whose entries have ``country`` and ``kind``.

    Returns
    -------
    dict of str to Work
        By key.

    Raises
    ------
    CourseError
        If an entry lacks one of the two, or has a value that is not known; names file, entry and field.
    """
    return {key: _work(key, entry.fields, file) for key, entry in parse_file(str(file)).entries.items()}


def _work(key: str, fields: Mapping[str, str], file: Path) -> Work:
    for name in ("country", "kind"):
        if not fields.get(name):
            raise CourseError(f"{file}: entry {key!r}: field {name!r} is missing; {_allowed(name)}.")
    countries = tuple(code.strip() for code in fields["country"].split(";"))
    for code in countries:
        if code != UNKNOWN and code not in index("entities", "code"):
            raise CourseError(f"{file}: entry {key!r}: unknown country {code!r}; {_allowed('country')}.")
    if fields["kind"] not in KINDS:
        raise CourseError(f"{file}: entry {key!r}: unknown kind. {nearest(fields['kind'], KINDS)} {_allowed('kind')}.")
    return Work(key, countries, fields["kind"])


def _allowed(name: str) -> str:
    codes = f"codes of entities.csv separated by semicolons, or {UNKNOWN!r}"
    return f"expected {codes if name == 'country' else ', '.join(KINDS)}"


def cited(text: str) -> set[str]:
    """Return the keys that a page cites.

    Examples
    --------
    >>> sorted(cited("So she says {cite:t}`kassenova2008region`, he too {cite}`a2001, b2002`."))
    ['a2001', 'b2002', 'kassenova2008region']
    """
    return {key.strip() for keys in _CITATION.findall(text) for key in keys.split(",")}


def counted(chosen: Iterable[Work]) -> dict[str, Counter[str]]:
    """Return how many works of each kind come from each country; one from two countries counts in both.

    Examples
    --------
    >>> counted([Work("a", ("KAZ", "DEU"), "scholar"), Work("b", ("KAZ",), "press")])["KAZ"].total()
    2
    """
    found: dict[str, Counter[str]] = {}
    for work in chosen:
        for country in work.countries:
            found.setdefault(country, Counter())[work.kind] += 1
    return found


def voices(chapters: Iterable[Chapter], file: Path) -> dict[str, Any]:
    """Return what the page *Whose voices* shows.

    Parameters
    ----------
    chapters : iterable of Chapter
        The published chapters.
    file : pathlib.Path
        The bibliography.

    Returns
    -------
    dict
        ``total``: works cited in chapters; ``countries``: (code, counts by kind), those of the
        region first, then the others, most works first; ``kinds``: those that occur; ``chapters``:
        each with its number of works and how many of them come from each state of the region.
    """
    known = works(file)
    keys = {chapter.slug: cited(chapter.text) & known.keys() for chapter in chapters}
    chosen = [known[key] for key in sorted(set().union(*keys.values()))]
    counts = counted(chosen)
    others = sorted(counts.keys() - {*FIVE}, key=lambda code: (code == UNKNOWN, -counts[code].total(), code))
    return {
        "total": len(chosen),
        "kinds": [kind for kind in KINDS if any(work.kind == kind for work in chosen)],
        "countries": [(code, counts.get(code, Counter())) for code in (*FIVE, *others)],
        "chapters": [(chapter, len(keys[chapter.slug]), _regional(known, keys[chapter.slug])) for chapter in chapters],
        "region": FIVE,
    }


def _regional(known: Mapping[str, Work], keys: Iterable[str]) -> Counter[str]:
    return Counter(code for key in keys for code in known[key].countries if code in FIVE)
