"""The numbers that Word gives to paragraphs by itself.

They are in no file: a list is defined once, and Word counts while it shows the page.
Owns the same counting. Pure over the XML.
"""

from collections import defaultdict
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class Numbering:
    """Counts the automatic numbers of a document.

    Parameters
    ----------
    document : docx.document.Document
        The document.
    """

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, dict[int, Any]] = {}
        self._overridden: dict[tuple[str, int], int] = {}
        self._of_styles = _style_numbers(document)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        relation = next((one for one in document.part.rels.values() if one.reltype.endswith("/numbering")), None)
        if relation is not None:
            self._read(relation.target_part.element)

    def _read(self, numbering: Any) -> None:
        abstract = {
            one.get(f"{_W}abstractNumId"): {int(level.get(f"{_W}ilvl", 0)): level for level in one.findall(f"{_W}lvl")}
            for one in numbering.findall(f"{_W}abstractNum")
        }
        for one in numbering.findall(f"{_W}num"):
            name = one.get(f"{_W}numId")
            self._lists[name] = abstract.get(_value(one, "abstractNumId"), {})
            for override in one.findall(f"{_W}lvlOverride"):
                start = _value(override, "startOverride")
                if start.isdecimal():
                    self._overridden[name, int(override.get(f"{_W}ilvl", 0))] = int(start)

    def number(self, paragraph: Any, style: str) -> str | None:
        """Count on and return the number of a paragraph.

        Parameters
        ----------
        paragraph : docx.oxml.text.paragraph.CT_P
            Its XML.
        style : str
            Id of its style.

        Returns
        -------
        str or None
            The number without brackets and full stop, empty for a bullet, None if
            the paragraph is not in a list.
        """
        place = _place(paragraph) or self._of_styles.get(style)
        if place is None or place[0] not in self._lists:
            return None
        name, level = place
        levels = self._lists[name]
        if level not in levels:
            return None
        counts = self._counts[name]
        counts[level] = counts[level] + 1 if level in counts else self._start(name, level)
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if _value(levels[level], "numFmt") in {"bullet", "none"}:
            return ""
        shown = _value(levels[level], "lvlText")
        for one in range(level + 1):
            count = counts.get(one, self._start(name, one))
            shown = shown.replace(f"%{one + 1}", written(count, _value(levels.get(one), "numFmt")))
        return shown.strip(" .()\t")

    def _start(self, name: str, level: int) -> int:
        start = _value(self._lists[name].get(level), "start")
        return self._overridden.get((name, level), int(start) if start.isdecimal() else 1)


def _value(tag: Any, path: str) -> str:
    found = tag.find(f"{_W}{path}") if tag is not None else None
    return found.get(f"{_W}val", "") if found is not None else ""


def _place(tag: Any) -> tuple[str, int] | None:
    """Return list and level of a paragraph or a style."""
    found = tag.find(f"{_W}pPr/{_W}numPr")
    if found is None:
        return None
    name, level = _value(found, "numId"), _value(found, "ilvl")
    return (name, int(level) if level.isdecimal() else 0) if name else None


def _style_numbers(document: Any) -> dict[str, tuple[str, int]]:
    """Return list and level of each style that numbers its paragraphs, itself or by the style it is based on."""
    styles = {style.get(f"{_W}styleId", ""): style for style in document.styles.element.findall(f"{_W}style")}
    found = {}
    for name in styles:
        base, seen = name, set()
        while base in styles and base not in seen:
            seen.add(base)
            if place := _place(styles[base]):
                found[name] = place
                break
            base = _value(styles[base], "basedOn")
    return found


def written(count: int, form: str) -> str:
    """Write a number in a form that Word knows.

    Parameters
    ----------
    count : int
        The number.
    form : str
        Word's name of the form; an unknown one is written in figures.

    Examples
    --------
    >>> written(4, "lowerRoman"), written(28, "upperLetter"), written(3, "decimal"), written(3, "decimalZero")
    ('iv', 'BB', '3', '03')
    >>> written(26, "lowerLetter"), written(1, "lowerLetter"), written(0, "lowerLetter")
    ('z', 'a', '0')
    """
    if form in {"lowerRoman", "upperRoman"}:
        roman, left = "", count
        for value, letters in _ROMAN:
            roman += letters * (left // value)
            left %= value
        return roman.upper() if form == "upperRoman" else roman
    if form in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02d}" if form == "decimalZero" else str(count)
