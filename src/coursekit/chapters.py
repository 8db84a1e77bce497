"""Chapter pages and the contract each of them keeps.

Owns the front matter of a chapter and the list of what a complete chapter has. A primer is a
chapter with a smaller contract: its number is a letter. Reads text only; knows nothing of Sphinx.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from coursekit.data.package import rows
from coursekit.errors import ChapterError

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_DIRECTIVE = re.compile(r"^:{3,}\{([\w-]+)\}[ \t]*(.*)$", re.MULTILINE)
_ROLE = re.compile(r"\{(\w+)\}`([^`]+)`")
#: Words a case has: a decision told, not an essay.
CASE_WORDS = (110, 220)
_MAY_LACK = ("tested", "bridges")
#: Boxes beside the argument, whose words are not counted.
_ASIDE = ("evidence", "readings", "case", "criticism", "close-reading", "keypoints", "discussion", "reading")


@dataclass(frozen=True)
class Contract:
    """What a page of the course has.

    Attributes
    ----------
    parts : tuple of str
        Names of its parts, see :mod:`coursekit.authoring.parts`.
    words, objectives : tuple of int
        Least and most words of prose, least and most objectives.
    once : tuple of str
        Boxes that stand there once.
    least, most : dict
        Directive -> how many there are at least, at most.
    asked : dict
        Place -> how many questions are asked there at least.
    """

    parts: tuple[str, ...]
    words: tuple[int, int]
    objectives: tuple[int, int]
    once: tuple[str, ...]
    least: Mapping[str, int]
    most: Mapping[str, int]
    asked: Mapping[str, int]


CHAPTER = Contract(
    parts=("page", "notes", "lab", "questions", "practice", "assignment", "figures"),
    words=(1800, 2800),
    objectives=(3, 5),
    once=("opening", "case", "criticism", "keypoints", "discussion", "reading"),
    least={"chart": 2, "question": 4, "predict": 1, "readings": 1},
    # Few ladders: what is simply confirmed stands in one table.
    most={"evidence": 6, "settled": 1, "close-reading": 1},
    asked={"chapter": 5, "practice": 10, "lab": 1},
)
#: Three printed pages that chapters build on: it teaches no claim, and a case is welcome.
PRIMER = Contract(
    parts=("page", "questions", "practice", "figures"),
    words=(700, 1300),
    objectives=(3, 4),
    once=("opening", "keypoints", "reading"),
    least={"chart": 2, "question": 4, "readings": 1},
    most={"evidence": 0, "settled": 0, "case": 1, "criticism": 1, "discussion": 1, "close-reading": 1},
    asked={"chapter": 4, "practice": 6},
)


def is_primer(name: str) -> bool:
    """Return whether a number or a slug is a primer's: primers have letters, chapters have numbers.

    Examples
    --------
    >>> is_primer("A"), is_primer("06-new-partnership")
    (True, False)
    """
    return not name[0].isdigit()


def contract_of(name: str) -> Contract:
    """Return what the page with that number or slug has.

    Examples
    --------
    >>> contract_of("B").words
    (700, 1300)
    """
    return PRIMER if is_primer(name) else CHAPTER


def called(number: str, said: Mapping[str, str]) -> str:
    """Return how a chapter or primer is called.

    Parameters
    ----------
    number : str
        Its number.
    said : dict
        Words of the page's language, from :func:`coursekit.language.words`.

    Examples
    --------
    >>> from coursekit.language import words
    >>> called("6", words("en")), called("A", words("ru"))
    ('Chapter 6', 'Введение A')
    """
    return said["primer" if is_primer(number) else "chapter"].format(n=number)


def part_caption(part: str, said: Mapping[str, str]) -> str:
    """Return how a part is called: the primers stand before the first part, in one of their own.

    Examples
    --------
    >>> from coursekit.language import words
    >>> part_caption("2", words("en")), part_caption("0", words("en"))
    ('Part II · How the strategy evolved', 'Primers')
    """
    name = said[f"part_{part}"]
    return f"{said['part'].format(n='I' * int(part))} · {name}" if int(part) else name


@dataclass(frozen=True)
class Chapter:
    """A chapter as its front matter describes it.

    Attributes
    ----------
    number : str
        Its number; a primer's is a letter.
    part : int
        Part of the course.
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
        Number of a necessary chapter, as text -> what one needs of it, in a few sentences;
        shown while that chapter is planned. May be left out.
    objectives : list of dict
        Each with ``id`` and ``text``.
    text : str
        The page below the front matter.
    file : pathlib.Path
        Where it was read.
    """

    number: str
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
    bridges: dict[str, str] = field(default_factory=dict)


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


def read_chapters(folder: Path) -> list[Chapter]:
    """Read the primers and chapters that lie in a folder, in the order of the course.

    Parameters
    ----------
    folder : pathlib.Path
        Where the pages lie, called by their slugs.
    """
    files = [folder / f"{row['slug']}.md" for row in rows("chapters")]
    found = [read_chapter(file) for file in files if file.exists()]
    return [chapter for chapter in found if chapter is not None]


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
    contract = contract_of(chapter.number)
    found = [
        f"expected exactly one {name!r} box, found {names.count(name)}"
        for name in contract.once
        if names.count(name) != 1
    ]
    found += _counts(contract, names)
    found += _case(chapter)
    found += _claims(chapter, present)
    found += _between(contract.words, prose_words(chapter.text), "words of prose")
    found += _between(contract.objectives, len(chapter.objectives), "objectives")
    if not chapter.questions:
        found.append("expected at least one guiding question")
    return found


def _counts(contract: Contract, names: list[str]) -> list[str]:
    found = [
        f"expected at least {number} {name!r}, found {names.count(name)}"
        for name, number in contract.least.items()
        if names.count(name) < number
    ]
    return found + [
        f"expected at most {number} {name!r}, found {names.count(name)}"
        for name, number in contract.most.items()
        if names.count(name) > number
    ]


def _between(bounds: tuple[int, int], found: int, what: str) -> list[str]:
    least, most = bounds
    return [] if least <= found <= most else [f"expected {least} to {most} {what}, found {found}"]


def _case(chapter: Chapter) -> list[str]:
    told = re.search(r"^(:{3,})\{case\}.*?\n(.*?)^\1\s*$", chapter.text, flags=re.DOTALL | re.MULTILINE)
    return _between(CASE_WORDS, _words(told[2]), "words in the case") if told else []


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
    return {name: head[name] for name in wanted if name in head} | _numbers(head)


def _numbers(head: dict[str, Any]) -> dict[str, Any]:
    """Return what names chapters by number, as text: YAML reads some as numbers, and primers have letters."""
    return {
        "number": str(head["number"]),
        **{name: [str(number) for number in head[name]] for name in ("necessary", "helpful")},
        "bridges": {str(number): text for number, text in head.get("bridges", {}).items()},
    }
