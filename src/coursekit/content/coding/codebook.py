"""The codebook: the codes, what they mean, and when to use them.

Owns how a student's own codebook is read and checked. The course's is
``coursekit.load("codebook")``. Imports nothing above :mod:`coursekit.errors`.
"""

from collections import Counter
from pathlib import Path

import pandas as pd

from coursekit.content.csv_tables import read_table, write_table
from coursekit.data.columns import need
from coursekit.errors import MethodError, nearest

#: Languages in which a code can have a label.
LANGUAGES = ("en", "kk", "ru")
NEEDED = ("code", "definition")
KNOWN = ("label_en", "label_kk", "label_ru", "include", "exclude", "keywords")
#: What separates keywords, and codes where a cell holds several; so no code may have it.
SEPARATOR = ";"


def read_codebook(file: Path | str) -> pd.DataFrame:
    r"""Read a codebook of one's own from a CSV file.

    Parameters
    ----------
    file : pathlib.Path or str
        CSV as spreadsheets save it (commas, semicolons or tabs; UTF-8 or *Unicode Text*)
        with the columns ``code`` and ``definition``, and as wanted ``label_en``,
        ``label_kk``, ``label_ru``, ``include``, ``exclude``, ``keywords`` and others.

    Returns
    -------
    pandas.DataFrame
        One row per code, in the order of the file, as :func:`check_codebook` returns it.

    Raises
    ------
    MethodError
        Names the file, the row as the spreadsheet counts it, the column, and what was
        expected.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "codebook.csv")
    ...     _ = file.write_text("code;definition;label_kk\nwater;Rivers and lakes;Су\n", encoding="utf-8")
    ...     read_codebook(file)[["code", "label_kk"]].values.tolist()
    [['water', 'Су']]
    """
    table = read_table(file, NEEDED, others=KNOWN)
    return _checked(table, Path(file).name, {index: f", row {index}" for index in table.index})


def check_codebook(codebook: pd.DataFrame) -> pd.DataFrame:
    """Make sure that a table is a codebook.

    Parameters
    ----------
    codebook : pandas.DataFrame
        ``code`` and ``definition``; perhaps labels, rules, keywords and other columns.

    Returns
    -------
    pandas.DataFrame
        The same codes with text in every column, missing where nothing stands. Keywords
        are separated by ``;`` without spaces.

    Raises
    ------
    MethodError
        If a column is missing; a code is empty, doubled (upper and lower case make no
        difference) or has a ``;``; a definition is empty; or keywords are separated by
        something else than ``;``.

    Examples
    --------
    >>> import coursekit
    >>> len(check_codebook(coursekit.load("codebook")))
    26
    >>> check_codebook(pd.DataFrame({"code": ["water", "Water"], "definition": ["Rivers", "Lakes"]}))
    Traceback (most recent call last):
        ...
    coursekit.errors.MethodError: The codebook, row 2, column 'code': 'Water' stands in row 1 too. Each code once.
    """
    need(codebook, NEEDED, "the codebook")
    text = codebook.reset_index(drop=True).astype("str").fillna("").apply(lambda column: column.str.strip())
    return _checked(text, "The codebook", {index: f", row {index + 1}" for index in range(len(text))})


def _checked(table: pd.DataFrame, where: str, places: dict[int, str]) -> pd.DataFrame:
    """Go through the rows and refuse the first that breaks a rule."""
    if table.empty:
        raise MethodError(f"{where}: there is no code in it. Expected one row per code.")
    seen: dict[str, str] = {}
    for index, code, definition in zip(table.index, table["code"], table["definition"], strict=True):
        at = f"{where}{places[index]}, column"
        _require(code != "", f"{at} 'code': it is empty. Give the code a short name, such as 'water'.")
        _require(SEPARATOR not in code, f"{at} 'code': {code!r} has a {SEPARATOR!r}, which separates codes.")
        first = seen.setdefault(code.casefold(), places[index])
        _require(first == places[index], f"{at} 'code': {code!r} stands in {first[2:]} too. Each code once.")
        _require(definition != "", f"{at} 'definition': {code!r} has none. Say what the code covers.")
    if "keywords" in table:
        cells = zip(table.index, table["keywords"], strict=True)
        words = [_keywords(cell, f"{where}{places[index]}") for index, cell in cells]
        table = table.assign(keywords=words)
    return table.reset_index(drop=True).replace("", pd.NA).astype("str")


def _require(holds: bool, message: str) -> None:  # noqa: FBT001
    if not holds:
        raise MethodError(message)


def _keywords(cell: str, at: str) -> str:
    """Return keywords separated in one way."""
    words = [word.strip() for word in cell.split(SEPARATOR)]
    _require(
        SEPARATOR in cell or not any(mark in cell for mark in ",|\n"),
        f"{at}, column 'keywords': {cell!r} is one keyword. Separate keywords by {SEPARATOR!r}.",
    )
    doubled = [word for word, times in Counter(words).items() if times > 1 and word]
    _require(not doubled, f"{at}, column 'keywords': {doubled[0] if doubled else ''!r} stands there twice.")
    return SEPARATOR.join(word for word in words if word)


def labels(codebook: pd.DataFrame, language: str = "en") -> dict[str, str]:
    """Return what each code is called in a language.

    Parameters
    ----------
    codebook : pandas.DataFrame
        Codes with ``label_en``, ``label_kk`` or ``label_ru``.
    language : {"en", "kk", "ru"}
        The language.

    Returns
    -------
    dict
        Code -> label; the code itself where it has no label in that language.

    Raises
    ------
    MethodError
        If the language is not one of the three, or there is no column ``code``.

    Examples
    --------
    >>> import coursekit
    >>> labels(coursekit.load("codebook"), "kk")["gender_equality"]
    'Гендерлік теңдік'
    """
    need(codebook, ["code"], "the codebook")
    if language not in LANGUAGES:
        raise MethodError(f"There are no labels in {language!r}. {nearest(str(language), LANGUAGES)}")
    column = f"label_{language}"
    given = codebook[column] if column in codebook else codebook["code"]
    return dict(zip(codebook["code"].astype(str), given.fillna(codebook["code"]).astype(str), strict=True))


def write_codebook(file: Path | str, codebook: pd.DataFrame, *, overwrite: bool = False) -> Path:
    """Write a codebook as CSV, to be read by a spreadsheet or by :func:`read_codebook`.

    Parameters
    ----------
    file : pathlib.Path or str
        Where to write it.
    codebook : pandas.DataFrame
        The codes, as :func:`check_codebook` accepts them.
    overwrite : bool
        Whether a file of that name may be replaced.

    Returns
    -------
    pathlib.Path
        The file: UTF-8 with byte order mark, so that spreadsheets show every letter.

    Raises
    ------
    MethodError
        If the codebook is none, or the file is there already or cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import coursekit
    >>> with TemporaryDirectory() as folder:
    ...     file = write_codebook(Path(folder, "codebook.csv"), coursekit.load("codebook"))
    ...     read_codebook(file).equals(check_codebook(coursekit.load("codebook")))
    True
    """
    return write_table(file, check_codebook(codebook), overwrite=overwrite)
