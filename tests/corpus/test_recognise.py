"""Files are known by their content: a picture called PDF is a picture."""

import pytest

from coursekit.corpus.recognise import form_of
from coursekit.errors import CorpusError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf  <?xml version='1.0'?><html xmlns='x'>", "html"),
        (b"From: <Saved by Blink>\nContent-Type: text/html", "html"),
        ("Мәтін".encode(), "txt"),
        (b"a < b", "txt"),
    ],
)
def test_readable_files_are_told_by_their_beginning(content, form):
    """The name of a file says nothing."""
    assert form_of(content) == form


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"it is empty \(0 letters\)\. Download it again"),
        (b" \n\t \x00", "it is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), r"a picture \(PNG\), whatever its name says.*Download the text itself"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a picture"),
        (b"{\\rtf1 text}", "an RTF file.*save it as DOCX or PDF"),
        (b"\x1f\x8b\x08" + bytes(50), "a compressed file"),
        (b"MZ\x90\x00" + bytes(50), "a program"),
        (OLE + "WordDocument".encode("utf-16-le"), r"an old Word file \(\.doc\)"),
        (OLE + "Workbook".encode("utf-16-le"), r"an old Excel workbook \(\.xls\)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (OLE, "an old Office program"),
        (b"PK\x03\x04" + bytes(50), "damaged"),
        (bytes(range(256)) * 8, "neither a document nor a text"),
    ],
)
def test_other_files_are_named_for_what_they_are(content, message):
    """The message says what it is, what can be read, and what to do."""
    with pytest.raises(CorpusError, match=message):
        form_of(content)
