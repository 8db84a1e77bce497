"""Exchange with the programs that scholars code with: REFI-QDA, and CSV.

Owns the doors: files in, tables out, and back. REFI-QDA is the open format that MAXQDA,
NVivo, ATLAS.ti, QualCoder and others read and write: a codebook alone (``.qdc``), or a
project with texts and codings (``.qdpx``). Imports nothing above
:mod:`coursekit.errors`.
"""

from datetime import date
from pathlib import Path

import pandas as pd

from coursekit.content.coding.codebook import write_codebook
from coursekit.content.coding.codings import write_codings
from coursekit.content.csv_tables import write_file
from coursekit.content.exchange.archives import (
    CODEBOOK,
    PROJECT,
    Archive,
    archive_of,
    contents,
    model_of,
    parsed,
    xml_of,
)
from coursekit.content.exchange.codes import code_elements, codebook_of
from coursekit.content.exchange.positions import STANDARD, Counting
from coursekit.content.exchange.projects import ORIGIN, passages_of, path_in_archive, project_of, texts_of
from coursekit.content.exchange.readings import codings_of, counting_of, parts_of, sources_of
from coursekit.errors import MethodError, library

__all__ = ["Counting", "read_refi", "refi_contents", "write_codebook", "write_codings", "write_refi"]

#: The day that stands in a file if none is given: the earliest that archives know.
NO_DAY = date(1980, 1, 1)
_FORMATS = (".qdpx", ".qdc")
_NO_TEXTS = pd.DataFrame({"document": [], "text": []}, dtype="str")


def write_refi(  # noqa: PLR0913  three tables, five choices of the file
    file: Path | str,
    codebook: pd.DataFrame,
    texts: pd.DataFrame | None = None,
    codings: pd.DataFrame | None = None,
    *,
    name: str = ORIGIN,
    language: str | None = "en",
    day: date = NO_DAY,
    counting: Counting = STANDARD,
    overwrite: bool = False,
) -> Path:
    """Write a codebook, texts and codings as REFI-QDA.

    Parameters
    ----------
    file : pathlib.Path or str
        ``….qdpx`` for a project, ``….qdc`` for the codebook alone.
    codebook : pandas.DataFrame
        ``code``, ``definition`` and whatever else; perhaps ``color`` (``#RRGGBB``) and
        ``parent`` (another code). Columns that the format does not know stand in the
        description of the code, one to a line.
    texts : pandas.DataFrame, optional
        ``document``, ``text``; or ``unit``, ``text``, so that each unit is a text.
    codings : pandas.DataFrame, optional
        ``coder``, ``code``; and either ``document``, ``start``, ``end`` (code points, end
        exclusive), or ``unit`` (without units: ``document``) naming a whole text.
        ``unit`` and ``note`` are written too. Codings without positions get those of
        their units by ``codings.merge(units[["unit", "document", "start", "end"]])``.
    name : str
        Name of the project.
    language : {"en", "kk", "ru"}, optional
        Language of the labels by which the codes are named; ``None`` names them by
        ``code``.
    day : datetime.date
        The day that the file gives for all that it holds. The same tables and day make
        the same file, byte by byte.
    counting : Counting
        How the other program counts positions.
    overwrite : bool
        Whether a file of that name may be replaced.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    MethodError
        If a table does not fit (with the row), a text or label has a character that XML
        cannot hold, codings are of several rounds, or the file is there already.

    Notes
    -----
    A unit that was read and has no code is a passage without a code; other programs show
    it as such or drop it. The format has no place for rounds, pages and the headings of
    units.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> codebook = pd.DataFrame({"code": ["water"], "definition": ["Rivers"], "label_en": ["Water"]})
    >>> texts = pd.DataFrame({"document": ["note"], "text": ["🙂 Су бәріне керек."]})
    >>> codings = pd.DataFrame({"document": ["note"], "start": [2], "end": [4], "coder": ["A"], "code": ["water"]})
    >>> with TemporaryDirectory() as folder:
    ...     project = write_refi(Path(folder, "note.qdpx"), codebook, texts, codings)
    ...     codes, again, passages = read_refi(project)
    >>> passages[["coder", "code", "start", "end"]].values.tolist()
    [['A', 'water', 2, 4]]
    """
    path = _of_format(file)
    if path.suffix.lower() == ".qdc":
        if texts is not None or codings is not None:
            raise MethodError(f"{path.name}: a codebook (.qdc) holds no texts and codings. Write a project (.qdpx).")
        # Late: the models take half a second to load.
        models = library("pyrefiqda.models")
        codes = models.CodebookCodesType(code=code_elements(codebook, language, models="CodebookCodeType"))
        return write_file(path, xml_of(models.CodeBook(codes=codes, origin=ORIGIN), CODEBOOK), overwrite=overwrite)
    elements = code_elements(codebook, language, models="ProjectCodeType")
    written = texts_of(_NO_TEXTS if texts is None else texts, counting)
    known = set(codebook["code"].astype(str).str.strip())
    passages = {} if codings is None else passages_of(codings, written, known)
    project = xml_of(project_of(name, day, elements, written, passages), PROJECT)
    sources = {path_in_archive(text.name): _bytes_of(text.content) for text in written.values()}
    return write_file(path, archive_of(project, sources), overwrite=overwrite)


def read_refi(file: Path | str, *, counting: Counting | None = None) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Read a REFI-QDA project or codebook, of this course or of another program.

    Parameters
    ----------
    file : pathlib.Path or str
        ``….qdpx`` or ``….qdc``.
    counting : Counting, optional
        How the program that wrote the file counts positions; by default as the standard
        has it, and for ATLAS.ti as its exports are known to be.

    Returns
    -------
    codebook : pandas.DataFrame
        ``code``, ``definition``, and labels, rules, keywords, ``color``, ``parent`` where
        they are given. A code of another program is called by its name, or by the path to
        it where two have one name.
    texts : pandas.DataFrame
        ``document``, ``text``, with plain line ends. Of PDF documents the text that the
        program took from them, if the file has it.
    codings : pandas.DataFrame
        ``unit``, ``coder``, ``code``, ``document``, ``start``, ``end`` (code points, end
        exclusive), ``note``. Units of other programs are named after their place, such as
        ``note:2–4``; :func:`codings_in_units` carries them over to yours.

    Raises
    ------
    MethodError
        If the file is damaged, of another kind, protected or too large, or a passage lies
        outside its text; the message says which part.

    See Also
    --------
    refi_contents : what a file has, and what of it is not read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import coursekit
    >>> with TemporaryDirectory() as folder:
    ...     codebook, texts, codings = read_refi(write_refi(Path(folder, "codes.qdc"), coursekit.load("codebook")))
    >>> len(codebook), len(texts), len(codings)
    (26, 0, 0)
    """
    path = _of_format(file)
    if path.suffix.lower() == ".qdc":
        model = model_of(parsed(contents(path), "CodeBook", path), "CodeBook", CODEBOOK, path)
        no_codings = pd.DataFrame(columns=["unit", "coder", "code", "document", "start", "end", "note"])
        return codebook_of(model.codes.code)[0], _NO_TEXTS.copy(), no_codings
    archive = Archive(path)
    project = model_of(parsed(archive.project(), "Project", path), "Project", PROJECT, path)
    codebook, codes = codebook_of(project.code_book.codes.code if project.code_book else [])
    sources = sources_of(project, archive, counting or counting_of(project.origin))
    texts = pd.DataFrame([(each.name, each.text) for each in sources], columns=["document", "text"], dtype="str")
    return codebook, texts, codings_of(project, sources, codes, archive)


def refi_contents(file: Path | str) -> pd.DataFrame:
    """List what a REFI-QDA file has, and what of it :func:`read_refi` reads.

    Parameters
    ----------
    file : pathlib.Path or str
        ``….qdpx`` or ``….qdc``.

    Returns
    -------
    pandas.DataFrame
        ``what``, ``count``, ``read``: one row per kind of thing that the file has.

    Raises
    ------
    MethodError
        As for :func:`read_refi`.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import coursekit
    >>> with TemporaryDirectory() as folder:
    ...     refi_contents(write_refi(Path(folder, "codes.qdc"), coursekit.load("codebook"))).values.tolist()
    [['codes', 26, True]]
    """
    path = _of_format(file)
    if path.suffix.lower() == ".qdc":
        return parts_of(parsed(contents(path), "CodeBook", path))
    return parts_of(parsed(Archive(path).project(), "Project", path))


def _bytes_of(text: str) -> bytes:
    """Return a text as it stands in the archive.

    Whoever reads UTF-8 takes one U+FEFF at the beginning for the mark of the file. A text
    that has one of its own gets another before it, so that no position shifts.
    """
    return text.encode("utf-8-sig" if text.startswith("\ufeff") else "utf-8")


def _of_format(file: Path | str) -> Path:
    path = Path(file)
    if path.suffix.lower() not in _FORMATS:
        raise MethodError(f"{path.name}: expected a REFI-QDA project (.qdpx) or codebook (.qdc).")
    return path
