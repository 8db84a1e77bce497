"""What kind of file something is, by its content and never by its name.

Owns the beginnings of files by which they are known, and what to say about the
ones that cannot be read. Pure, standard library only.
"""

import io
import re
import zipfile

from coursekit.corpus.encoding import decode
from coursekit.errors import CorpusError

_READABLE = "PDF, HTML, DOCX and TXT can be read"
_SAVE_AS = "Open it in the program that made it and save it as DOCX or PDF"
#: Beginning of a file -> what it is, and what to do.
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a picture (PNG)", "Download the text itself, not a picture of it"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Download the text itself, not a picture of it"),
    (b"GIF8", "a picture (GIF)", "Download the text itself, not a picture of it"),
    (b"II*\x00", "a picture (TIFF)", "Download the text itself, not a picture of it"),
    (b"MM\x00*", "a picture (TIFF)", "Download the text itself, not a picture of it"),
    (b"AT&TFORM", "a scanned book (DjVu)", "Look for a version with text"),
    (b"{\\rtf", "an RTF file", _SAVE_AS),
    (b"%!PS", "a PostScript file", "Look for the PDF"),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it first"),
    (b"7z\xbc\xaf", "an archive (7z)", "Unpack it first and add the documents in it"),
    (b"Rar!", "an archive (RAR)", "Unpack it first and add the documents in it"),
    (b"MZ", "a program", "Do not open it; download the document again"),
    (b"\x7fELF", "a program", "Do not open it; download the document again"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|h[1-6]|table|meta|title)\b", re.IGNORECASE)


def form_of(content: bytes) -> str:
    """Return the form of a file: ``pdf``, ``html``, ``docx`` or ``txt``.

    Parameters
    ----------
    content : bytes
        The file.

    Raises
    ------
    CorpusError
        If it is empty or of a kind that cannot be read; says what it is and what to do.

    Examples
    --------
    >>> form_of(b"%PDF-1.7 ..."), form_of(b"<!DOCTYPE html><html>..."), form_of("Мәтін".encode())
    ('pdf', 'html', 'txt')
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise CorpusError("it is empty (0 letters). Download it again")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    if content.startswith(_OLD_OFFICE):
        raise CorpusError(_old_office(content))
    for beginning, kind, advice in _OTHERS:
        if content.startswith(beginning):
            raise CorpusError(f"it is {kind}, whatever its name says; {_READABLE}. {advice}")
    return _text(content)


def _text(content: bytes) -> str:
    found = decode(content)
    if re.match(rb"(?:From: |MIME-Version:|Snapshot-)", content) and b"text/html" in content[:20_000]:
        return "html"
    if found is None:
        raise CorpusError(f"it is neither a document nor a text; {_READABLE}. Choose another file")
    beginning = found.text[:20_000].lstrip("\ufeff \t\r\n")
    if beginning.startswith("<") and _PAGE.search(beginning):
        return "html"
    return "txt"


def _archive(content: bytes) -> str:
    """Return the form of a file that is packed as an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError) as error:
        msg = "it is damaged or was not downloaded to its end (a Word file or an archive). Download it again"
        raise CorpusError(msg) from error
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        kind, advice = "an Excel workbook", "Tables are no documents; save the text that you need as DOCX or TXT"
    elif any(name.startswith("ppt/") for name in names):
        kind, advice = "a PowerPoint file", "Save it as PDF"
    elif "META-INF/container.xml" in names:
        kind, advice = "an e-book (EPUB)", "Look for the PDF or the HTML page"
    elif "content.xml" in names:
        kind, advice = "an OpenDocument file", _SAVE_AS
    else:
        kind, advice = "a ZIP archive", "Unpack it first and add the documents in it"
    raise CorpusError(f"it is {kind}; {_READABLE}. {advice}")


def _old_office(content: bytes) -> str:
    """Return what to say about a file of old Office; new ones with a password look the same."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "it is protected with a password. Open it in Word, take the password off, and save it"
    for name, kind in (("WordDocument", "Word file (.doc)"), ("Workbook", "Excel workbook (.xls)")):
        if name.encode("utf-16-le") in content:
            return f"it is an old {kind}; {_READABLE}. {_SAVE_AS}"
    return f"it is a file of an old Office program; {_READABLE}. {_SAVE_AS}"
