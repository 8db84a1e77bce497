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
#: Words a case has: a decision told, not an essay.
CASE_WORDS = (110, 220)
#: Ladders a chapter has at most; what is simply confirmed stands in one table.
MOST_LADDERS = 6
_MAY_LACK = ("tested", "bridges")
_ONCE = ("opening", "case", "criticism", "keypoints", "discussion", "reading")
#: Boxes beside the argument, whose words are not counted.
_ASIDE = ("evidence", "readings", "case", "criticism", "close-reading", "keypoints", "discussion", "reading")


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
    r"""Count the words of the argument: directives' fences, roles' names and boxes aside.

    Ladders, readings, the case, source criticism and the boxes at the end are not counted.

    Examples
    --------
    >>> prose_words("# Title\n\nTwo words {claim}`C26`.")
    4
    """
    without = re.sub(rf"^(:{{3,}})\{{({'|'.join(_ASIDE)})\}}.*?^\1\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    return _words(without)


def _words(text: str) -> int:
    without = re.sub(r"^:{3,}.*$", "", text, flags=re.MULTILINE)
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
    found += _case(chapter)
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
    found += [
        f"expected at most {number} {name!r}, found {names.count(name)}"
        for name, number in {"evidence": MOST_LADDERS, "settled": 1, "close-reading": 1}.items()
        if names.count(name) > number
    ]
    if not 3 <= len(chapter.objectives) <= 5:
        found.append(f"expected 3 to 5 objectives, found {len(chapter.objectives)}")
    return found


def _case(chapter: Chapter) -> list[str]:
    told = re.search(r"^(:{3,})\{case\}.*?\n(.*?)^\1\s*$", chapter.text, flags=re.DOTALL | re.MULTILINE)
    length = _words(told[2]) if told else None
    if length is None or CASE_WORDS[0] <= length <= CASE_WORDS[1]:
        return []
    return [f"expected {CASE_WORDS[0]} to {CASE_WORDS[1]} words in the case, found {length}"]


def _claims(chapter: Chapter, present: list[tuple[str, str]]) -> list[str]:
    marked = set(roles(chapter.text, "claim"))
    weighed = {argument for name, argument in present if name == "evidence"}
    weighed |= {claim for name, argument in present if name == "settled" for claim in argument.split()}
    named = [*chapter.claims, *chapter.tested]
    found = [f"claim {claim} is taught or tested but not marked in the text" for claim in named if claim not in marked]
    found += [
        f"claim {claim} has no evidence ladder and stands in no table of settled claims"
        for claim in chapter.claims
        if claim not in weighed
    ]
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
