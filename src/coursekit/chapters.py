"""Chapter pages and the contract each of them keeps.

Owns the front matter of a chapter and the list of what a complete chapter has.
Reads text only; knows nothing of Sphinx.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from coursekit.errors import ChapterError

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_DIRECTIVE = re.compile(r"^:{3,}\{([\w-]+)\}[ \t]*(.*)$", re.MULTILINE)
_ROLE = re.compile(r"\{(\w+)\}`([^`]+)`")
#: Words of prose a chapter has.
WORDS = (1800, 2800)
_MAY_LACK = ("tested", "bridges")
_ONCE = ("opening", "criticism", "keypoints", "discussion", "reading")


@dataclass(frozen=True)
class Chapter:
    """A chapter as its front matter describes it.

    Attributes
    ----------
    number, part : int
        Place in the course.
    slug, title, checked : str
        File name without ending, heading, date of the last fact check.
    minutes : dict
        ``read`` and ``do``.
    necessary, helpful, questions, claims, data, terms : list of str
        As in the front matter.
    tested : list of str
        Claims of other chapters that this one takes up again with its method; they
        have their verdict and their ladder there. May be left out.
    bridges : dict
        Number of a necessary chapter -> what one needs of it, in a few sentences; shown
        while that chapter is planned. May be left out.
    objectives : list of dict
        Each with ``id`` and ``text``.
    text : str
        The page below the front matter.
    file : pathlib.Path
        Where it was read.
    """

    number: int
    part: int
    slug: str
    title: str
    checked: str
    minutes: dict[str, int]
    necessary: list[str]
    helpful: list[str]
    questions: list[str]
    claims: list[str]
    data: list[str]
    terms: list[str]
    objectives: list[dict[str, str]]
    text: str
    file: Path
    tested: list[str] = field(default_factory=list)
    bridges: dict[int, str] = field(default_factory=dict)


def read_chapter(file: Path) -> Chapter | None:
    """Read a page; ``None`` if it is not a chapter.

    Parameters
    ----------
    file : pathlib.Path
        A Markdown file.

    Raises
    ------
    ChapterError
        If the front matter lacks a key or is not valid YAML; names file and key.
    """
    text = file.read_text("utf-8")
    matter = _FRONT_MATTER.match(text)
    if not matter:
        return None
    try:
        head = (yaml.safe_load(matter[1]) or {}).get("chapter")
    except yaml.YAMLError as error:
        raise ChapterError(f"{file}: the front matter is not valid YAML: {error}") from error
    if head is None:
        return None
    body = text[matter.end() :]
    return Chapter(text=body, file=file, title=_title(body, file), **_fields(head, file))


def directives(text: str) -> list[tuple[str, str]]:
    r"""Return (name, argument) of each directive, in order.

    Examples
    --------
    >>> directives(":::{chart} 06-envelopes\n:::")
    [('chart', '06-envelopes')]
    """
    return [(name, argument.strip()) for name, argument in _DIRECTIVE.findall(text)]


def roles(text: str, name: str) -> list[str]:
    """Return the targets of all roles of that name.

    Examples
    --------
    >>> roles("the mark {claim}`C26` here", "claim")
    ['C26']
    """
    return [target for role, target in _ROLE.findall(text) if role == name]


def prose_words(text: str) -> int:
    r"""Count the words a reader reads: directives' fences, roles' names and ladders aside.

    Evidence ladders, questions and the reading list are beside the argument and not counted.

    Examples
    --------
    >>> prose_words("# Title\n\nTwo words {claim}`C26`.")
    4
    """
    without = re.sub(
        r"^(:{3,})\{(evidence|reading|discussion|keypoints)\}.*?^\1\s*$", "", text, flags=re.DOTALL | re.MULTILINE
    )
    without = re.sub(r"^:{3,}.*$", "", without, flags=re.MULTILINE)
    without = re.sub(r"\{[\w:]+\}`[^`]*`", "x", without)
    return len(re.findall(r"\w+(?:[-'’]\w+)*", without))


def problems(chapter: Chapter) -> list[str]:
    """Return what a chapter lacks of the contract; empty when it is complete.

    Parameters
    ----------
    chapter : Chapter
        From :func:`read_chapter`.

    Returns
    -------
    list of str
        One sentence per gap.
    """
    present = directives(chapter.text)
    names = [name for name, _ in present]
    found = [
        f"expected exactly one {name!r} box, found {names.count(name)}" for name in _ONCE if names.count(name) != 1
    ]
    found += _counts(chapter, names)
    found += _claims(chapter, present)
    words = prose_words(chapter.text)
    if not WORDS[0] <= words <= WORDS[1]:
        found.append(f"expected {WORDS[0]} to {WORDS[1]} words of prose, found {words}")
    if not chapter.questions:
        found.append("expected at least one guiding question")
    return found


def _counts(chapter: Chapter, names: list[str]) -> list[str]:
    least = {"chart": 2, "question": 4, "predict": 1, "readings": 1}
    found = [
        f"expected at least {number} {name!r}, found {names.count(name)}"
        for name, number in least.items()
        if names.count(name) < number
    ]
    if not 3 <= len(chapter.objectives) <= 5:
        found.append(f"expected 3 to 5 objectives, found {len(chapter.objectives)}")
    return found


def _claims(chapter: Chapter, present: list[tuple[str, str]]) -> list[str]:
    marked = set(roles(chapter.text, "claim"))
    weighed = {argument for name, argument in present if name == "evidence"}
    named = [*chapter.claims, *chapter.tested]
    found = [f"claim {claim} is taught or tested but not marked in the text" for claim in named if claim not in marked]
    found += [f"claim {claim} has no evidence ladder" for claim in chapter.claims if claim not in weighed]
    strangers = sorted(marked - set(named) | weighed - set(chapter.claims))
    return found + [f"claim {claim} is marked but not in the front matter" for claim in strangers]


def _title(body: str, file: Path) -> str:
    heading = re.search(r"^# (.+)$", body, re.MULTILINE)
    if not heading:
        raise ChapterError(f"{file}: expected a heading '# Title' below the front matter.")
    return heading[1].strip()


def _fields(head: dict[str, Any], file: Path) -> dict[str, Any]:
    wanted = [name for name in Chapter.__dataclass_fields__ if name not in ("text", "file", "title")]
    for name in wanted:
        if name not in head and name not in _MAY_LACK:
            raise ChapterError(f"{file}: front matter: key 'chapter.{name}' is missing.")
    for name in head:
        if name not in wanted:
            raise ChapterError(f"{file}: front matter: unknown key 'chapter.{name}'; expected {', '.join(wanted)}.")
    if not isinstance(head["checked"], str):
        raise ChapterError(
            f"{file}: front matter: key 'chapter.checked': expected a date in quotes, got {head['checked']}."
        )
    for number in head.get("bridges", {}):
        if number not in head["necessary"]:
            raise ChapterError(f"{file}: front matter: key 'chapter.bridges': {number} is not in 'chapter.necessary'.")
    return {name: head[name] for name in wanted if name in head}
