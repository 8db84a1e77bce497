"""Lines put together to blocks: paragraphs, headings, footnotes.

Owns how a printed page shows where a paragraph begins: by space, indent, size,
weight, a number, or a line that ends early. Pure.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from coursekit.corpus.blocks import Block
from coursekit.corpus.hyphens import Vocabulary, join
from coursekit.corpus.layout import MARK, Line
from coursekit.corpus.numbers import split_number

_ENDED = re.compile(r"[.!?:;…][\"”»’')\]]*(?:\[\d+\])*$")
#: What may stand before a numbered paragraph: the end of a sentence or of a point.
_MAY_PRECEDE_NUMBER = re.compile(r"(?:[.!?:;,…][\"”»’')\]]*(?:\[\d+\])*|\b(?:and|or|и|или|және))$")
_NOTE = re.compile(r"(?:\[(\d{1,3}|\*{1,3})\]|\((\d{1,3}|\*{1,3})\)|(\d{1,3})(?=\s+[\"“«A-ZА-ЯӘҒҚҢӨҰҮҺІh]))[.)]?\s*")
_HEADING_LENGTH = 250
#: A piece of text this much smaller than the body may be a footnote.
_SMALL = 0.93
#: So many lines above and below show how wide a column is.
_AROUND = 5


class Measure(NamedTuple):
    """What is usual in a document: size of letters, distance of lines."""

    size: float
    leading: float
    #: Whether a gap between lines always parts paragraphs.
    parting: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together."""

    lines: tuple[Line, ...]
    kind: str = "paragraph"


def measure(lines: Sequence[Line]) -> Measure:
    """Return the size and the leading in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    steps = [
        upper.base - lower.base
        for upper, lower in pairwise(lines)
        if _neighbours(upper, lower) and abs(upper.size - size) < 0.5
    ]
    return Measure(size, median([step for step in steps if 0 < step < 4 * size] or [1.2 * size]))


def blocks_of(
    lines: Sequence[Line], repairs: Counter[str], unsure: list[str], *, leading: float | None = None
) -> list[Block]:
    """Turn lines in reading order into blocks, footnotes last.

    Parameters
    ----------
    lines : sequence of Line
        Every line of the document that is text.
    repairs : collections.Counter
        Counts what was done.
    unsure : list of str
        Takes words whose hyphen at a line end is doubtful.
    leading : float, optional
        Distance of lines if it is known; a larger gap then always parts paragraphs.
    """
    usual, words = measure(lines), Vocabulary.of(line.text for line in lines)
    if leading is not None:
        usual = Measure(usual.size, leading, parting=True)
    body, notes = _notes_apart(lines, usual)
    groups = [*_continued(_grouped(body, usual), usual, repairs), *_note_groups(notes)]
    found = []
    for group in groups:
        text = join([line.text for line in group.lines], words, repairs, unsure)
        found.append(_block(group, text, usual))
        repairs["marks"] += len(MARK.findall(text)) if group.kind != "footnote" else 0
    return found


def _neighbours(upper: Line, lower: Line) -> bool:
    return upper.page == lower.page and upper.column == lower.column


def _notes_apart(lines: Sequence[Line], usual: Measure) -> tuple[list[Line], list[Line]]:
    """Take the footnotes from the foot of each column."""
    body: list[Line] = []
    notes: list[Line] = []
    foot: list[Line] = []
    for number, line in enumerate(lines):
        begins = _begins_note(line, usual) and _is_foot(lines, number, usual)
        if foot and not _neighbours(foot[-1], line):
            foot = []
        if begins or (foot and line.size <= foot[0].size * 1.03 and foot[-1].base > line.base):
            foot.append(line)
            notes.append(line)
        elif _carries_on(line, lines, number, usual, notes):
            notes.append(line)
        else:
            foot = []
            body.append(line)
    return body, notes


def _begins_note(line: Line, usual: Measure) -> bool:
    raised = bool(MARK.match(line.text))
    return raised or (line.size < _SMALL * usual.size and bool(_NOTE.match(line.text)))


def _is_foot(lines: Sequence[Line], number: int, usual: Measure) -> bool:
    """Return whether only small lines follow in the column."""
    line = lines[number]
    for other in lines[number + 1 :]:
        if not _neighbours(line, other) or other.base > line.base:
            return True
        if other.size > max(line.size * 1.03, _SMALL * usual.size):
            return False
    return True


def _carries_on(line: Line, lines: Sequence[Line], number: int, usual: Measure, notes: Sequence[Line]) -> bool:
    """Return whether a small line at the foot carries on the last footnote of the page before."""
    if not notes or notes[-1].page not in {line.page, line.page - 1} or line.size > notes[-1].size * 1.03:
        return False
    before = lines[number - 1] if number else line
    parted = before.base - line.base > 1.4 * usual.leading or before.size > 1.05 * line.size or before in notes
    return line.size < _SMALL * usual.size and parted and _is_foot(lines, number, usual)


def _note_groups(notes: Sequence[Line]) -> list[Group]:
    groups: list[list[Line]] = []
    for line in notes:
        if _NOTE.match(line.text) or not groups:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [Group(tuple(group), "footnote") for group in groups]


def _grouped(lines: Sequence[Line], usual: Measure) -> list[Group]:
    """Group lines to paragraphs, page by page and column by column."""
    groups: list[list[Line]] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if groups and not _begins(
            line, groups[-1], _step(groups[-1], line, following, usual), _right_edge(lines, number)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Group(tuple(group)) for group in groups]


def _right_edge(lines: Sequence[Line], number: int) -> float:
    """Return where the lines around a line end at most, in its column."""
    around = lines[max(0, number - _AROUND) : number + _AROUND]
    return max(line.right for line in around if _neighbours(line, lines[number]))


def _step(group: Sequence[Line], line: Line, following: Line | None, usual: Measure) -> float:
    """Return how far apart lines are inside the paragraph to which a line may belong."""
    if len(group) > 1:
        return group[-2].base - group[-1].base
    if following and _neighbours(line, following) and following.base < line.base:
        return min(usual.leading, line.base - following.base)
    return usual.leading


def _begins(line: Line, group: Sequence[Line], usual_step: float, edge: float) -> bool:
    """Return whether a line begins a new paragraph after the lines of another."""
    last = group[-1]
    if not _neighbours(last, line) or abs(last.size - line.size) > 0.08 * last.size or last.bold != line.bold:
        return True
    if not 0 < last.base - line.base <= 1.18 * max(usual_step, line.size):
        return not _heading_goes_on(last, line, edge)
    numbered = split_number(line.text)
    if numbered.pattern and (_MAY_PRECEDE_NUMBER.search(last.text) or line.bold):
        return True
    return _indented(line, group) or _ended_early(last, line, edge)


def _heading_goes_on(last: Line, line: Line, edge: float) -> bool:
    """Return whether a long bold line, set wider than the text, goes on in the next."""
    wide = 0 < last.base - line.base <= 1.45 * line.size
    long = last.right > edge - 0.35 * (edge - last.left)
    return wide and long and last.bold and line.bold and not _ENDED.search(last.text)


def _indented(line: Line, group: Sequence[Line]) -> bool:
    """Return whether the left edge of a line shows a new paragraph."""
    last, em = group[-1], 0.8 * line.size
    if split_number(group[0].text).pattern and len(group) == 1:
        return False
    if line.left > last.left + em:
        return bool(_ENDED.search(last.text))
    return len(group) > 1 and line.left < last.left - em


def _ended_early(last: Line, line: Line, edge: float) -> bool:
    """Return whether the first word of a line would have fitted on the line before."""
    first = line.words[0].right - line.words[0].left
    room = edge - last.right - 0.3 * line.size
    if _ENDED.search(last.text):
        return room > first
    return room > first + 0.25 * (edge - last.left) and line.text[:1].isupper()


def _continued(groups: Sequence[Group], usual: Measure, repairs: Counter[str]) -> list[Group]:
    """Join what a page or a column has cut in two."""
    joined: list[Group] = []
    for group in groups:
        if joined and _carries_over(joined[-1].lines[-1], group.lines[0], usual):
            joined[-1] = replace(joined[-1], lines=(*joined[-1].lines, *group.lines))
            repairs["continued"] += 1
        else:
            joined.append(group)
    return joined


def _carries_over(last: Line, first: Line, usual: Measure) -> bool:
    """Return whether a sentence goes on in the next group."""
    alike = last.bold == first.bold and abs(last.size - first.size) <= 0.08 * usual.size
    if not alike or _ENDED.search(last.text) or split_number(first.text).pattern:
        return False
    if last.bold or last.size >= 1.08 * usual.size or last.text.isupper():
        return False
    # In one column only a small letter shows that a gap is none.
    if _neighbours(last, first) and last.base > first.base:
        return first.text[:1].islower() and not usual.parting
    return True


def _block(group: Group, text: str, usual: Measure) -> Block:
    """Return the block that a group of lines makes."""
    line = group.lines[0]
    if group.kind == "footnote":
        found = _NOTE.match(text)
        number = next((part for part in found.groups() if part), "") if found else ""
        return Block("footnote", text[found.end() :] if found else text, number, page=line.page)
    return Block("heading" if _is_set_off(group, text, usual) else "paragraph", text, level=_rank(line), page=line.page)


def _is_set_off(group: Group, text: str, usual: Measure) -> bool:
    """Return whether a group is set as a heading: larger, bold or in capitals, and short."""
    line = group.lines[0]
    larger = line.size >= 1.12 * usual.size
    bold = all(one.bold for one in group.lines)
    letters = [letter for letter in text if letter.isalpha()]
    capitals = len(letters) > 3 and text.isupper() and len(text) < 120
    if len(text) > _HEADING_LENGTH or not letters:
        return False
    return larger or ((bold or capitals) and not re.search(r"[.;,:]$", text))


def _rank(line: Line) -> int:
    """Return a number that is higher for smaller headings; made a level later."""
    return 10_000 - 10 * round(2 * line.size) - (1 if line.bold else 0)
