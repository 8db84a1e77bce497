"""Texts and codings as a REFI-QDA project.

Owns the writing: which element holds which coding. A coding becomes a selection in the
text, whole units as well as passages, because some programs read nothing else. A unit
that was read and has no code becomes a selection without a code. Imports nothing of
coursekit but its own package and the errors.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from coursekit.content.exchange.codes import for_xml, guid
from coursekit.content.exchange.positions import Counting, for_file
from coursekit.data.columns import need
from coursekit.errors import MethodError, library, nearest

#: What this course is called in the files that it writes.
ORIGIN = "coursekit"


class Passage(NamedTuple):
    """A place in a text, and who said what of it."""

    text: str
    start: int
    end: int
    unit: str
    coder: str
    note: str


class _Written(NamedTuple):
    """A text as it goes into the project."""

    name: str
    length: int
    content: str
    positions: Any


def texts_of(texts: pd.DataFrame, counting: Counting) -> dict[str, _Written]:
    """Return the texts by name."""
    named = "document" if not hasattr(texts, "columns") or "document" in texts else "unit"
    need(texts, [named, "text"], "the texts")
    written: dict[str, _Written] = {}
    for name, text in zip(texts[named].astype(str), texts["text"], strict=True):
        if name in written:
            raise MethodError(f"The texts have {name!r} twice. Give each text once.")
        if not isinstance(text, str):
            raise MethodError(f"The text of {name!r} is {text!r}; expected text.")
        for_xml(name, f"The name {name!r}")
        written[name] = _Written(name, len(text), *for_file(text, counting))
    return written


def passages_of(codings: pd.DataFrame, texts: dict[str, _Written], codes: set[str]) -> dict[Passage, list[str]]:
    """Return the passages of the codings with the codes that each was given."""
    need(codings, ["coder", "code"], "the codings")
    if "round" in codings and len(codings["round"].unique()) > 1:
        raise MethodError(
            "The codings are of several rounds, which a project has no place for. Write one file for each."
        )
    passages: dict[Passage, list[str]] = {}
    for row, coding in enumerate(_each(codings), start=1):
        passage = _passage(coding, texts, f"Row {row} of the codings")
        given = passages.setdefault(passage, [])
        code = coding.get("code")
        if code is not None and code not in codes:
            raise MethodError(f"Row {row} of the codings: there is no code {code!r}. {nearest(str(code), codes)}")
        if code is not None and code not in given:
            given.append(code)
    return passages


def _each(codings: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Return the rows, without what is missing."""
    for row in codings.to_dict("records"):
        yield {str(name): value for name, value in row.items() if not pd.isna(value)}


def _passage(coding: dict[str, Any], texts: dict[str, _Written], at: str) -> Passage:
    """Return the place of a coding; one of a whole unit needs a text of that name."""
    if ("start" in coding) != ("end" in coding):
        has, lacks = ("start", "end") if "start" in coding else ("end", "start")
        raise MethodError(f"{at}: it has no {lacks} beside its {has}. Give both, or neither for a whole text.")
    unit, document = (str(coding[name]) if name in coding else None for name in ("unit", "document"))
    placed = "start" in coding and "end" in coding and document in texts
    name = document if placed else unit or document
    if name is None or name not in texts:
        known = f"Positions are start and end in a text; texts are: {', '.join(map(repr, list(texts)[:6]))}."
        raise MethodError(f"{at}: neither a place in a text nor a text of its own for {name!r}. {known}")
    text = texts[name]
    start, end = (_position(coding, key, at) for key in ("start", "end")) if placed else (0, text.length)
    if not 0 <= start < end <= text.length:
        raise MethodError(f"{at}: {start}–{end} is no place in {name!r}, which has {text.length} characters.")
    parts = {key: for_xml(str(coding.get(key, "")), f"{at}, column {key!r}") for key in ("coder", "note")}
    if not parts["coder"]:
        raise MethodError(f"{at}: there is no coder.")
    return Passage(name, start, end, for_xml(unit or "", at), parts["coder"], parts["note"])


def _position(coding: dict[str, Any], key: str, at: str) -> int:
    """Return a position; a part of a character is none."""
    try:
        position = float(coding[key])
    except (TypeError, ValueError):
        position = float("nan")
    if not position.is_integer():
        raise MethodError(f"{at}, column {key!r}: {coding[key]!r} is no position. Expected a whole number from 0.")
    return int(position)


def project_of(
    name: str,
    day: date,
    codes: list[Any],
    texts: dict[str, _Written],
    passages: dict[Passage, list[str]],
) -> Any:
    """Return the project as a model of the format."""
    # Late: the models take half a second to load.
    models = library("pyrefiqda.models")
    time = library("xsdata.models.datatype").XmlDateTime(day.year, day.month, day.day, 0, 0, 0, 0, 0)
    coders = dict.fromkeys(passage.coder for passage in passages)
    users = [models.UserType(guid=guid("coder", coder), name=coder) for coder in coders]
    selected: dict[str, list[Any]] = {text: [] for text in texts}
    for passage, given in passages.items():
        selected[passage.text].append(_selection(models, passage, given, texts[passage.text].positions, time))
    sources = [_source(models, text, selected[text], time) for text in texts]
    return models.Project(
        name=for_xml(name, "The name of the project"),
        origin=ORIGIN,
        creation_date_time=time,
        users=models.UsersType(user=users) if users else None,
        code_book=models.ProjectCodeBookType(codes=models.ProjectCodesType(code=codes)),
        sources=models.SourcesType(text_source=sources) if sources else None,
    )


def path_in_archive(name: str) -> str:
    """Return where the text of a document lies in the archive."""
    return f"sources/{guid('text', name)}.txt"


def _source(models: Any, name: str, selections: list[Any], time: Any) -> Any:
    return models.TextSourceType(
        guid=guid("text", name),
        name=name,
        plain_text_path=f"internal://{guid('text', name)}.txt",
        creation_date_time=time,
        plain_text_selection=selections,
    )


def _selection(models: Any, passage: Passage, given: list[str], positions: Any, time: Any) -> Any:
    who = guid("coder", passage.coder)
    codings = [
        models.CodingType(
            guid=guid("coding", *passage, code),
            creating_user=who,
            creation_date_time=time,
            code_ref=models.CodeRefType(target_guid=guid("code", code)),
        )
        for code in given
    ]
    return models.PlainTextSelectionType(
        guid=guid("passage", *passage),
        name=passage.unit or None,
        start_position=int(positions[passage.start]),
        end_position=int(positions[passage.end]),
        creating_user=who,
        creation_date_time=time,
        description=passage.note or None,
        coding=codings,
    )
