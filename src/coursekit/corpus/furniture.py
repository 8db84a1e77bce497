"""Running heads, page numbers and what else stands on every page.

Owns how they are told from the text: by repetition at the edge of pages, by
numbers that count pages, and by a few heads that official papers are known for. Pure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from coursekit.corpus.layout import MARK, Line
from coursekit.corpus.numbers import split_number

#: How many rows at either edge may be furniture.
_EDGE = 3
_NUMBER = re.compile(r"[\s–—\-\[(|/p.]*(\d{1,4})(?:\s*(?:/|of|из)\s*\d{1,4})?[\s–—\-\])|.]*", re.IGNORECASE)
#: Heads of the Official Journal: its name among dates, numbers and letters of languages.
_JOURNAL = re.compile(r"Official Journal of the European (?:Union|Communities)")
_AROUND_JOURNAL = re.compile(r"[\d./]+|[A-Z]{1,2}\d*")
#: Heads and feet of Commission and Council papers, such as ``EN 3 EN`` or ``10113/07 2 EN``.
_KNOWN = re.compile(
    r"(?:\d{1,2}\.\d{1,2}\.\d{4}\s+)?(?:EN|RU|FR|DE)(?:\s+\d{1,4})?(?:\s+(?:EN|RU|FR|DE))?"
    r"|[LC] \d{1,4}/\d{1,4}|\d{4,5}/\d{2}(?:\s.{0,30})?\s\d{1,4}(?:\s+[A-Z .]{2,12})?(?:\s+EN)?"
)


def without_furniture(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Leave out running heads, running feet and page numbers.

    Parameters
    ----------
    pages : sequence of sequences of Line
        The rows of each page, from top to bottom.

    Returns
    -------
    tuple
        The rows that stay, and the text of every row left out.
    """
    repeated, counting = _repeated(pages), _counting(pages)
    kept: list[list[Line]] = []
    removed: list[str] = []
    for page in pages:
        gone = {
            number
            for number in _edges(page)
            if _key(page[number]) in repeated
            or _is_known(page[number].text)
            or _offset(page[number]) in counting
            or (number in {0, len(page) - 1} and counting & _outer_offsets(page[number]))
        }
        gone = {number for number in gone if _reaches_edge(number, gone, len(page))}
        removed += [page[number].text for number in sorted(gone)]
        kept.append([row for number, row in enumerate(page) if number not in gone])
    if sum(map(len, removed)) > 0.5 * sum(len(row.text) for page in pages for row in page):
        # Pages that consist of one line each, all alike: that line is the text.
        return [list(page) for page in pages], []
    return kept, removed


def _is_known(text: str) -> bool:
    """Return whether a row is a head or foot that official papers are known for."""
    if len(text) > 100:
        return False
    around, journals = _JOURNAL.subn("", text)
    if journals:
        return all(_AROUND_JOURNAL.fullmatch(piece) for piece in around.split())
    return bool(_KNOWN.fullmatch(text))


def _edges(page: Sequence[Line]) -> Iterator[int]:
    """Return the numbers of the rows at the top and at the bottom; a footnote is none of them."""
    edges = {*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))}
    yield from (number for number in sorted(edges) if not MARK.match(page[number].text))


def _reaches_edge(number: int, gone: set[int], count: int) -> bool:
    """Return whether nothing but furniture stands between a row and the edge of the page."""
    return set(range(number)) <= gone or set(range(number + 1, count)) <= gone


def _key(row: Line) -> tuple[str, bool]:
    return re.sub(r"^[ivxlc]{1,6}$|\d+", "#", row.text.casefold()), row.bold


def _repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[str, bool]]:
    """Return the rows that stand at the same height of several pages."""
    alike: dict[tuple[str, bool], list[Line]] = defaultdict(list)
    for page in pages:
        for key, row in {_key(page[number]): page[number] for number in _edges(page)}.items():
            alike[key].append(row)
    enough = 2 if len(pages) < 6 else 3
    return {
        key
        for key, found in alike.items()
        if _same(found) >= (max(enough, len(pages) / 2) if _is_of_text(key[0]) else enough)
    }


def _is_of_text(key: str) -> bool:
    """Return whether a row may well begin many pages and still be text, such as ``Article 3``."""
    return bool(split_number(key.replace("#", "1")).number) and not _NUMBER.fullmatch(key.replace("#", "1"))


def _same(found: Sequence[Line]) -> int:
    """Return how many rows stand at one height, within four points, and count alike.

    A number in a running head is the same on every page or counts the pages. Footnotes
    such as ``OJ L 12, p. 3`` differ in their numbers only, and must not be taken for one.
    """
    numbers = [[int(number) for number in re.findall(r"\d{1,9}", row.text)] for row in found]
    fitting = list(found)
    for slot in range(min(map(len, numbers))):
        values = [(row, one[slot]) for row, one in zip(found, numbers, strict=True) if row in fitting]
        fixed, count = Counter(value for _, value in values).most_common(1)[0]
        offset, counting = Counter(value - row.page for row, value in values).most_common(1)[0]
        fitting = [
            row for row, value in values if (value == fixed if count >= counting else value - row.page == offset)
        ]
    return max((sum(abs(row.base - other.base) <= 4 for other in fitting) for row in fitting), default=0)


def _offset(row: Line) -> int | None:
    """Return how far a row that is only a number is from the number of its page."""
    found = _NUMBER.fullmatch(row.text)
    return int(found[1]) - row.page if found else None


def _outer_offsets(row: Line) -> set[int | None]:
    """Return how far the numbers at both ends of a running head are from the number of its page."""
    ends = (re.match(r"\d{1,4}(?=\s)", row.text), re.search(r"(?<=\s)\d{1,4}$", row.text))
    return {int(found[0]) - row.page for found in ends if found}


def _counting(pages: Sequence[Sequence[Line]]) -> set[int | None]:
    """Return the offsets at which numbers at the edge count the pages, alone or in a running head."""
    alone: Counter[int | None] = Counter()
    inside: Counter[int | None] = Counter()
    for page in pages:
        alone.update({_offset(page[number]) for number in _edges(page)} - {None})
        outer = [page[number] for number in _edges(page) if number in {0, len(page) - 1}]
        inside.update(set().union(*map(_outer_offsets, outer)))
    many = max(3, 0.5 * len(pages))
    found = {offset for offset, count in alone.items() if count >= 3 or count == len(pages)}
    return found | {offset for offset, count in inside.items() if count >= many}
