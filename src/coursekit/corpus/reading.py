"""The corpus as tables that the methods take.

Owns the shapes of blocks, documents and texts; columns as everywhere in the course.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from coursekit.corpus import store
from coursekit.corpus.blocks import Block
from coursekit.corpus.scramble import suspects as suspects_of
from coursekit.errors import CorpusError, nearest


def read(folder: str | Path = store.FOLDER, document: str | None = None) -> pd.DataFrame:
    r"""Read the blocks of every document of a corpus, or of one.

    Parameters
    ----------
    folder : str or pathlib.Path
        The corpus.
    document : str, optional
        Key of one document; all by default.

    Returns
    -------
    pandas.DataFrame
        One row per block in reading order, footnotes at the end of each document.

        - ``document``: key.
        - ``block``: 1, 2, … in the document.
        - ``kind``: ``heading``, ``paragraph``, ``item`` (a numbered paragraph) or ``footnote``.
        - ``level``: of a heading, 1 for the highest; missing elsewhere.
        - ``number``: as printed, such as ``12`` or ``Article 3``; missing where there is none.
        - ``text``: on one line, without its number; ``[3]`` marks footnote 3.
        - ``page``: on which the block begins, counted from 1; missing where the format has none.
        - ``start``, ``end``: position in the document's text, in code points, end exclusive;
          that text is the texts of its blocks, joined by an empty line (see :func:`texts`).

    Raises
    ------
    CorpusError
        If there is no such corpus or document, or a table in it is damaged.

    Examples
    --------
    >>> import tempfile
    >>> from coursekit.corpus import add
    >>> with tempfile.TemporaryDirectory() as place:
    ...     file = Path(place) / "note.txt"
    ...     _ = file.write_text("AIMS\n\n1. Peace in the region.\n\n2. Trade with the neighbours.", "utf-8")
    ...     _ = add(file, folder=place)
    ...     found = read(place)
    >>> found[["block", "kind", "number", "text", "start", "end"]].values.tolist()[1]
    [2, 'item', '1', 'Peace in the region.', 6, 26]
    """
    rows = [row for key in _keys(folder, document) for row in _rows(key, store.blocks(folder, key))]
    columns = ["document", *store.COLUMNS, "start", "end"]
    frame = pd.DataFrame(rows, columns=columns)
    whole = {"block": "int64", "level": "Int64", "page": "Int64", "start": "int64", "end": "int64"}
    return frame.astype(whole | {"document": "str", "kind": "str", "text": "str", "number": "str"})


def texts(folder: str | Path = store.FOLDER) -> pd.DataFrame:
    """Read the whole text of every document of a corpus.

    Parameters
    ----------
    folder : str or pathlib.Path
        The corpus.

    Returns
    -------
    pandas.DataFrame
        One row per document: ``document`` (key) and ``text`` (the texts of its blocks,
        joined by an empty line).

    Raises
    ------
    CorpusError
        As :func:`read`.
    """
    rows = [(key, _text(store.blocks(folder, key))) for key in _keys(folder, None)]
    return pd.DataFrame(rows, columns=["document", "text"]).astype("str")


def documents(folder: str | Path = store.FOLDER) -> pd.DataFrame:
    """List the documents of a corpus.

    Parameters
    ----------
    folder : str or pathlib.Path
        The corpus; one that is not there yet has no documents.

    Returns
    -------
    pandas.DataFrame
        One row per document, by key: ``document``, ``title``, ``format``, ``pages`` (missing
        where the format has none), ``language``, ``blocks`` (how many), ``warnings`` (how
        many), ``edited`` (whether its table was changed by hand), ``source`` (name of the
        file), ``added`` (when, UTC), ``sha256`` (of the file).

    Raises
    ------
    CorpusError
        If a record in it is damaged.
    """
    rows = [_document(folder, record) for record in store.records(folder)]
    columns = ["document", "title", "format", "pages", "language", "blocks", "warnings", "edited", "source", "added"]
    frame = pd.DataFrame(rows, columns=[*columns, "sha256"])
    return frame.astype({"pages": "Int64", "blocks": "int64", "warnings": "int64", "edited": "bool"})


def suspects(folder: str | Path = store.FOLDER, document: str | None = None) -> pd.DataFrame:
    """List the places that are probably scrambled, to be corrected by hand.

    Parameters
    ----------
    folder : str or pathlib.Path
        The corpus.
    document : str, optional
        Key of one document; all by default.

    Returns
    -------
    pandas.DataFrame
        One row per place: ``document``, ``block``, ``page`` (missing where the format has
        none), ``why`` (the sign) and ``excerpt`` (the words). A sign is no proof, and text
        can be wrong without a sign: compare with the original.

    Raises
    ------
    CorpusError
        As :func:`read`.
    """
    rows = []
    for key in _keys(folder, document):
        found = store.blocks(folder, key)
        rows += [
            (key, one.block, found[one.block - 1].page or pd.NA, one.why, one.excerpt) for one in suspects_of(found)
        ]
    return pd.DataFrame(rows, columns=["document", "block", "page", "why", "excerpt"]).astype({"page": "Int64"})


def _keys(folder: str | Path, document: str | None) -> list[str]:
    keys = [str(record["key"]) for record in store.records(folder)]
    if not keys:
        msg = f"{folder}: there is no corpus with documents. Add one: coursekit corpus add FILE --folder {folder}"
        raise CorpusError(msg)
    if document is None:
        return keys
    if document not in keys:
        raise CorpusError(f"{folder}: there is no document {document!r}. {nearest(document, keys)}")
    return [document]


def _text(blocks: Sequence[Block]) -> str:
    return "\n\n".join(block.text for block in blocks)


def _rows(key: str, blocks: Sequence[Block]) -> list[tuple[Any, ...]]:
    rows, start = [], 0
    for number, block in enumerate(blocks, start=1):
        end = start + len(block.text)
        level, page, printed = block.level or pd.NA, block.page or pd.NA, block.number or None
        rows.append((key, number, block.kind, level, printed, block.text, page, start, end))
        start = end + 2
    return rows


def _document(folder: str | Path, record: dict[str, Any]) -> tuple[Any, ...]:
    names = ("key", "title", "format")
    known = [record.get(name, "") for name in names]
    counts = (sum(record["blocks"].values()), len(record["warnings"]), store.is_edited(folder, record))
    place = (record.get("source", ""), record.get("added", ""), record.get("sha256", ""))
    return (*known, record["pages"] or pd.NA, record.get("language", ""), *counts, *place)
