r"""A codebook in REFI-QDA: names, colours, descriptions, and what the format has no place for.

Owns how a code of this course becomes a code of the format and back. The format knows a
name, a colour and one description. Labels in further languages, rules and keywords go
into the description, below the definition, one to a line::

    Rivers, lakes and those who share them.

    [code] water
    [name] label_en
    [label_kk] Су
    [exclude] Drinking water in cities.

Other programs show this as the code's memo; what comes back is read again. Imports
nothing of coursekit but the errors and the codebook.
"""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pandas as pd

from coursekit.content.coding.codebook import check_codebook, labels
from coursekit.errors import MethodError, library, nearest

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:coursekit:refi-qda")
COLOUR = re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
_FIELD = re.compile(r"\[([^\]\n]+)\] (.*)")
# Columns that have a place of their own in the format.
_PLACED = frozenset({"definition", "color", "parent"})
# Characters that XML 1.0 has no way to hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def guid(*parts: object) -> str:
    """Return an identifier that is the same whenever the same things are named.

    Examples
    --------
    >>> guid("code", "water") == guid("code", "water") != guid("code", "energy")
    True
    """
    return str(uuid.uuid5(NAMESPACE, "\x1f".join(map(str, parts))))


def for_xml(text: str, what: str) -> str:
    """Return a text after making sure that XML can hold it."""
    found = _NOT_XML.search(text)
    if found:
        sign = f"U+{ord(found.group()):04X}"
        raise MethodError(f"{what} has the character {sign}, which no XML file can hold. Take it out: {text[:40]!r}.")
    return text


def code_elements(codebook: pd.DataFrame, language: str | None, *, models: str) -> list[Any]:
    """Return the codes of a codebook as elements of the format.

    Parameters
    ----------
    codebook : pandas.DataFrame
        The codes; perhaps with ``color`` (``#RRGGBB``) and ``parent`` (another code).
    language : str, optional
        Language of the labels that the codes are named by; without it by ``code``.
    models : {"ProjectCodeType", "CodebookCodeType"}
        Which of the two formats.
    """
    table = check_codebook(codebook)
    names = labels(table, language) if language else dict(zip(table["code"], table["code"], strict=True))
    _require_different(names)
    # Late: the models take half a second to load.
    model = getattr(library("pyrefiqda.models"), models)
    rows: list[dict[str, Any]] = table.astype(object).where(table.notna(), None).to_dict("records")  # type: ignore[assignment]
    tree = _Tree(rows, names, f"label_{language}" if language else "code", model)
    return tree.elements()


def _require_different(names: dict[str, str]) -> None:
    seen: dict[str, str] = {}
    for code, name in names.items():
        other = seen.setdefault(name.casefold(), code)
        if other != code:
            msg = f"The codes {other!r} and {code!r} have the same label {name!r}, which no program keeps apart."
            raise MethodError(f"{msg} Choose another language, or language=None to name codes by their code.")


class _Tree:
    """Codes below codes, as their parents say."""

    def __init__(self, rows: list[dict[str, Any]], names: dict[str, str], named: str, model: Any) -> None:
        self.rows, self.names, self.named, self.model = rows, names, named, model
        self.below: dict[str | None, list[dict[str, Any]]] = {}
        for row in rows:
            parent = row.get("parent")
            if parent is not None and parent not in names:
                raise MethodError(f"The code {row['code']!r} stands below {parent!r}. {nearest(parent, names)}")
            self.below.setdefault(parent, []).append(row)

    def elements(self) -> list[Any]:
        """Return the highest codes, each with those below it."""
        placed: set[str] = set()
        found = [self._element(row, placed) for row in self.below.get(None, [])]
        lost = next((row["code"] for row in self.rows if row["code"] not in placed), None)
        if lost is not None:
            raise MethodError(f"The code {lost!r} stands below itself. Follow the column 'parent' from there.")
        return found

    def _element(self, row: dict[str, Any], placed: set[str]) -> Any:
        code, colour = row["code"], row.get("color")
        if colour is not None and not COLOUR.fullmatch(colour):
            raise MethodError(f"The code {code!r} has the colour {colour!r}. Expected one such as '#1F77B4'.")
        placed.add(code)
        return self.model(
            guid=guid("code", code),
            name=for_xml(self.names[code], f"The label of {code!r}"),
            is_codable=True,
            color=colour,
            description=for_xml(_description(row, self.named if row.get(self.named) else "code"), f"The code {code!r}"),
            code=[self._element(below, placed) for below in self.below.get(code, [])],
        )


def _description(row: dict[str, Any], named: str) -> str:
    """Return the definition with the further fields below it."""
    fields = {"code": row["code"], "name": named}
    fields |= {key: value for key, value in row.items() if key not in {*_PLACED, *fields, named} and value is not None}
    for key in fields:
        if "]" in key or "\n" in key:
            raise MethodError(f"The column {key!r} of the codebook cannot be written: its name has a ']'.")
    lines = [f"[{key}] {_guarded(str(value))}" for key, value in fields.items()]
    return "\n".join([_guarded(row["definition"]), "", *lines])


def _guarded(text: str) -> str:
    """Mark lines that look like a field, so that they are not read as one."""
    return re.sub(r"(?m)^(\\*\[)", r"\\\1", text)


def _unguarded(text: str) -> str:
    return re.sub(r"(?m)^\\(\\*\[)", r"\1", text)


def codebook_of(elements: list[Any]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return a codebook, and the code by the identifier that it has in the file.

    Codes of another program have their name as ``code``, and the path to it where two
    codes have one name.
    """
    found = list(_walk(elements, None))
    rows = [_row(element) for element, _ in found]
    ours = [row.get("code") for row in rows]
    names = [str(element.name) for element, _ in found]
    codes: dict[str, str] = {}
    taken = {code.casefold() for code in ours if code}
    for (element, parent), own, name in zip(found, ours, names, strict=True):
        path = f"{codes[key(parent.guid)]} / {name}" if parent is not None else name
        free = (
            own
            if own and own not in codes.values()
            else next(each for each in _candidates(name, path) if each.casefold() not in taken)
        )
        taken.add(free.casefold())
        codes[key(element.guid)] = free
    for row, (element, parent) in zip(rows, found, strict=True):
        row |= {"code": codes[key(element.guid)], "parent": codes[key(parent.guid)] if parent is not None else None}
    return _codebook(rows), codes


def key(identifier: str) -> str:
    """Return an identifier as it is compared: programs write it in capitals or braces too."""
    return identifier.strip("{} ").lower()


def _candidates(name: str, path: str) -> Iterator[str]:
    """Return what a code may be called, until one is free; ``;`` separates codes in cells."""
    yield name.replace(";", ",")
    yield path.replace(";", ",")
    number = 2
    while True:
        yield f"{path.replace(';', ',')} ({number})"
        number += 1


def _walk(elements: list[Any], parent: Any) -> Iterator[tuple[Any, Any]]:
    for element in elements:
        yield element, parent
        yield from _walk(element.code, element)


def _row(element: Any) -> dict[str, Any]:
    """Return what the element says of a code; ``code`` only where this course wrote it."""
    definition, fields = _fields(element.description or "")
    named = fields.pop("name", None)
    if "code" in fields and named and named != "code":
        fields[named] = element.name
    return {**fields, "definition": definition or None, "color": element.color}


def _fields(description: str) -> tuple[str, dict[str, str]]:
    """Split a description into the definition and the fields below it."""
    lines = description.replace("\r\n", "\n").split("\n")
    places = [place for place, line in enumerate(lines) if _FIELD.fullmatch(line)]
    if not places or _field(lines[places[0]])[0] != "code":
        return _unguarded(description.strip()), {}
    fields = {}
    for place, end in zip(places, [*places[1:], len(lines)], strict=True):
        name, value = _field(lines[place])
        fields[name] = _unguarded("\n".join([value, *lines[place + 1 : end]]).strip())
    return _unguarded("\n".join(lines[: places[0]]).strip()), fields


def _field(line: str) -> tuple[str, str]:
    match = _FIELD.fullmatch(line)
    return (match.group(1), match.group(2)) if match else ("", "")


def _codebook(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the rows as a table, without the columns in which nothing stands."""
    given = dict.fromkeys(name for row in rows for name in row)
    labels_first = [name for name in given if name.startswith("label_")]
    placed = ["code", *labels_first, "definition", "include", "exclude", "keywords"]
    columns = list(dict.fromkeys([*(name for name in placed if name in given), *given]))
    table = pd.DataFrame(rows, columns=columns or ["code", "definition"]).astype("str")
    columns = list(table.columns)
    return table[[name for name in columns if name in {"code", "definition"} or table[name].notna().any()]]
