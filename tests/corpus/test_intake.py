"""Documents come into the folder as a whole or not at all."""

import csv
import json
import os
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.making import KAZAKH, OJ_PAGE, archive, journal_pdf, pages_pdf, word_file, zip_bomb
from coursekit.corpus import add, documents, read, suspects, texts
from coursekit.errors import CorpusError

NOTE = "AIMS\n\n1. Peace in the region.\n\n2. Trade with the neighbours.\n"


@pytest.fixture(name="note")
def _note(tmp_path):
    """A small text file."""
    file = tmp_path / "note.txt"
    file.write_text(NOTE, "utf-8")
    return file


@pytest.fixture(name="folder")
def _folder(tmp_path, note):
    """A corpus with one document."""
    add(note, folder=tmp_path / "corpus")
    return tmp_path / "corpus"


def contents(folder):
    """Return every file of a folder with its bytes."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_a_document_is_stored_with_what_is_known_of_it(folder, note):
    """The record names the source with its hash, and the original is not changed."""
    record = json.loads((folder / "note.json").read_text("utf-8"))

    assert [record[name] for name in ("key", "title", "source", "format")] == ["note", "AIMS", "note.txt", "TXT"]
    assert record["blocks"] == {"heading": 1, "item": 2}
    assert len(record["sha256"]) == 64
    assert note.read_text("utf-8") == NOTE
    assert sorted(contents(folder)) == ["note.csv", "note.json"]


def test_positions_find_the_text_of_each_block(folder):
    """``start`` and ``end`` cut every block out of the text of its document."""
    whole = texts(folder).set_index("document")["text"]

    for row in read(folder).itertuples():
        assert whole[row.document][row.start : row.end] == row.text


def test_the_shape_of_blocks_is_that_of_the_course(folder):
    """Columns and missing values are those that the methods expect."""
    blocks = read(folder)

    assert list(blocks) == ["document", "block", "kind", "level", "number", "text", "page", "start", "end"]
    assert blocks["number"].tolist()[1:] == ["1", "2"]
    assert blocks["page"].isna().all()
    assert blocks["level"].isna().tolist() == [False, True, True]
    assert blocks["number"].isna().tolist() == [True, False, False]


def test_the_same_file_is_added_once(folder, note, tmp_path):
    """The file is known by its content, under whatever name."""
    before = contents(folder)
    copy = tmp_path / "another name.txt"
    copy.write_text(NOTE, "utf-8")

    reports = [add(note, folder=folder), add(copy, folder=folder)]

    assert [(report.key, report.added) for report in reports] == [("note", False)] * 2
    assert str(reports[0]).startswith("Already in the corpus: note")
    assert contents(folder) == before


def test_a_file_read_again_keeps_its_key(folder, note):
    """With replace the same file is read anew in its own place; under another key it would stand there twice."""
    before = contents(folder)
    with pytest.raises(CorpusError, match=r"in the corpus as 'note' and would stand there twice.*note\.json out of"):
        add(note, folder=folder, key="peace", replace=True)
    assert contents(folder) == before

    for name in ("note.csv", "note.json"):
        (folder / name).unlink()
    add(note, folder=folder, key="peace")
    assert add(note, folder=folder, replace=True).key == "peace"
    assert documents(folder)["document"].tolist() == ["peace"]


def test_what_is_not_taken_of_a_known_file_is_said(folder, note):
    """A key, a title or a language given with a file that is there already is not passed over in silence."""
    report = add(note, folder=folder, key="peace", title="AIMS", language="kk")

    assert not report.added
    assert "  Note: Not taken, because the document is left as it was: key 'peace' and language 'kk'." in str(report)
    assert "With --replace it is read again" in str(add(note, folder=folder, title="Peace"))
    assert add(note, folder=folder, key="note").notes == ()


def test_a_taken_key_is_not_overwritten(folder, tmp_path):
    """Another document with the same name asks for a key; with one, or with replace, it is stored."""
    other = tmp_path / "sub" / "note.txt"
    other.parent.mkdir()
    other.write_text("Another text on water.", "utf-8")
    before = contents(folder)

    with pytest.raises(CorpusError, match=r"the key 'note' is taken.*--key.*--replace"):
        add(other, folder=folder)
    assert contents(folder) == before

    assert add(other, folder=folder, key="water").key == "water"
    other.write_text("A third text on roads.", "utf-8")
    assert add(other, folder=folder, key="note", replace=True).added
    assert set(read(folder, "note")["text"]) == {"A third text on roads."}


def test_a_table_of_the_students_own_is_not_overwritten(tmp_path, note):
    """A file that only happens to lie in the folder is in the way, not in danger."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "note.csv").write_text("mine", "utf-8")

    for replace in (False, True):
        with pytest.raises(CorpusError, match="is taken by a file of your own"):
            add(note, folder=folder, replace=replace)
    assert contents(folder) == {"note.csv": b"mine"}


def test_a_table_corrected_by_hand_is_kept_when_replaced(folder, note):
    """Every correction outlives a replacement, and the report says where it is."""
    for name in ("note.csv.bak", "note.csv.bak2"):
        corrected = (folder / "note.csv").read_bytes() + f"9,paragraph,,,{name},\n".encode()
        (folder / "note.csv").write_bytes(corrected)
        report = add(note, folder=folder, replace=True)

        assert (folder / name).read_bytes() == corrected
        assert f"  Note: The table corrected by hand is kept: {folder / name}." in str(report)
    assert add(note, folder=folder, replace=True).notes == ()
    assert sorted(contents(folder)) == ["note.csv", "note.csv.bak", "note.csv.bak2", "note.json"]


def test_a_long_paragraph_is_read_again(tmp_path):
    """A paragraph of any length that was written can be read."""
    (tmp_path / "long.txt").write_text("Water and roads. " * 10_000, "utf-8")
    add(tmp_path / "long.txt", folder=tmp_path / "c")
    before = csv.field_size_limit(131_072)

    assert len(texts(tmp_path / "c")["text"][0]) == 169_999
    assert csv.field_size_limit(before) == 131_072


def test_files_have_the_rights_that_the_system_gives(tmp_path, note):
    """Who keeps files from others keeps these too."""
    before = os.umask(0o077)
    try:
        add(note, folder=tmp_path / "c")
    finally:
        os.umask(before)

    if os.name == "posix":
        assert {file.stat().st_mode & 0o777 for file in (tmp_path / "c").iterdir()} == {0o600}


def wrong_files(place):
    """Write one file of every kind that cannot be read; yield it with what is said of it."""
    document = docx.Document()
    document.add_paragraph("Text.")
    document.save(str(place / "whole.docx"))
    whole = (place / "whole.docx").read_bytes()
    pdf = journal_pdf(place / "whole.pdf").read_bytes()
    made = {
        "empty.txt": (b"", "empty"),
        "lines.txt": (b"=====\n=====\n", "no text was found"),
        "nested.html": (b"<div>" * 900 + b"Text <p>that is long enough.</p>" + b"</div>" * 900, "HTML is too deeply"),
        "deep.html": (b"<div>" * 5000 + b"Text that is long enough." + b"</div>" * 5000, "too deeply nested"),
        "picture.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture"),
        "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "an old Word file"),
        "broken.docx": (whole[:-200], "damaged"),
        "hollow.docx": (archive(place / "a", "word/document.xml", "[Content_Types].xml").read_bytes(), "damaged"),
        "broken.pdf": (pdf[:700], "damaged"),
        "page.html": (b"<html><body><script>x()</script></body></html>", "no text"),
        "table.xlsx": (archive(place / "b", "xl/workbook.xml").read_bytes(), "an Excel workbook"),
        "things.zip": (archive(place / "c", "a.txt").read_bytes(), "a ZIP archive"),
        "slides.pptx": (archive(place / "d", "ppt/presentation.xml").read_bytes(), "a PowerPoint file"),
        "bomb.docx": (zip_bomb(place / "e").read_bytes(), "zip bomb"),
        "scan.pdf": (pages_pdf(place / "f", 2, text="").read_bytes(), "a scan"),
        "long.pdf": (pages_pdf(place / "g", 401).read_bytes(), "at most 400"),
        "closed.pdf": (pages_pdf(place / "h", 1, encrypt="x").read_bytes(), "password"),
    }
    for name, (content, message) in made.items():
        (place / name).write_bytes(content)
        yield place / name, message


def test_a_file_that_cannot_be_read_leaves_the_corpus_as_it_was(folder, tmp_path):
    """Every refusal is one line that begins with the file, and nothing in the folder changes."""
    before = contents(folder)

    for file, message in wrong_files(tmp_path):
        with pytest.raises(CorpusError, match=message) as refused:
            add(file, folder=folder)
        assert str(refused.value).startswith(f"{file}: ")
        assert "\n" not in str(refused.value)
        assert contents(folder) == before


@settings(max_examples=60)
@given(
    st.sampled_from([OJ_PAGE.encode(), KAZAKH.encode(), b"%PDF-1.4\n", b"PK\x03\x04", b""]),
    st.binary(max_size=60),
    st.integers(0, 900),
)
def test_whatever_the_bytes_there_is_a_report_or_one_clear_line(start, noise, place):
    """No file brings the program down, however damaged."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "some file.dat"
        file.write_bytes(start[:place] + noise + start[place:])
        refusal = ""
        try:
            add(file, folder=Path(folder) / "c")
        except CorpusError as error:
            refusal = str(error)

        assert refusal.startswith(f"{file}: ") != (Path(folder) / "c" / "some-file.json").exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [("missing.pdf", "there is no such file"), ("", "this is a folder. Name the files in it")],
)
def test_what_is_no_file_is_said(folder, tmp_path, name, message):
    """A wrong name is not a damaged document."""
    with pytest.raises(CorpusError, match=message):
        add(tmp_path / name, folder=folder)


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    """A film is no document."""
    with (tmp_path / "film.mp4").open("wb") as stream:
        stream.truncate(101_000_000)

    with pytest.raises(CorpusError, match="it has 101 MB; at most 100 MB are read"):
        add(tmp_path / "film.mp4", folder=tmp_path / "c")


@pytest.mark.parametrize("key", ["Note", "a b", "", "../up", "nul", "x" * 65])
def test_a_key_that_cannot_be_a_name_is_refused(tmp_path, note, key):
    """Keys are names of files on every system."""
    with pytest.raises(CorpusError, match="cannot be used; expected are small Latin letters"):
        add(note, folder=tmp_path / "corpus", key=key)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Стратегия 2019 (жаңа).txt", "strategiya-2019-zhanga"),
        (unicodedata.normalize("NFD", "Район.txt"), "raion"),
        ("CON.txt", "con-file"),
        ("文.txt", "document"),
    ],
)
def test_a_key_is_made_of_any_name(tmp_path, name, key):
    """Cyrillic names are written in Latin letters."""
    (tmp_path / name).write_text(NOTE, "utf-8")

    assert add(tmp_path / name, folder=tmp_path / "corpus").key == key


def test_parts_of_a_pdf_are_documents_of_their_own(tmp_path):
    """Two parts of one file lie side by side."""
    file = pages_pdf(tmp_path / "long.pdf", 6)

    keys = [add(file, folder=tmp_path / "c", pages=part).key for part in ((1, 3), (4, 6))]

    assert keys == ["long-p1-3", "long-p4-6"]
    assert documents(tmp_path / "c")["pages"].tolist() == [3, 3]


def test_a_part_of_a_text_file_is_refused(tmp_path, note):
    """Only a PDF has pages to take a part of."""
    with pytest.raises(CorpusError, match="only a PDF has pages; this is TXT"):
        add(note, folder=tmp_path / "c", pages=(1, 2))


def test_a_folder_that_is_a_file_is_refused(tmp_path, note):
    """The corpus cannot be where a file is."""
    with pytest.raises(CorpusError, match="this is a file, not a folder"):
        add(note, folder=note)


def test_a_write_that_fails_leaves_nothing_behind(folder, tmp_path, monkeypatch):
    """If a table cannot be put in its place, no temporary file stays and the record does not come."""
    (tmp_path / "water.txt").write_text("A text on water.", "utf-8")
    before = contents(folder)

    def put_nothing(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", put_nothing)
    with pytest.raises(CorpusError, match="cannot be read or written"):
        add(tmp_path / "water.txt", folder=folder)
    assert contents(folder) == before


@pytest.mark.parametrize("key", ["note", "water"])
def test_a_record_that_cannot_be_written_takes_its_table_back(folder, tmp_path, monkeypatch, key):
    """A table never stands without its own record."""
    (tmp_path / "water.txt").write_text("A text on water.", "utf-8")
    before, put = contents(folder), Path.replace

    def put_tables_only(self, target):
        if target.suffix == ".json":
            raise PermissionError(13, "is open in another program")
        return put(self, target)

    monkeypatch.setattr(Path, "replace", put_tables_only)
    with pytest.raises(CorpusError, match="is open in another program"):
        add(tmp_path / "water.txt", folder=folder, key=key, replace=True)
    assert contents(folder) == before


def rewritten(folder, change):
    """Change the rows of the table as a student may."""
    file = folder / "note.csv"
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    change(rows)
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)


def test_a_table_corrected_by_hand_is_read_as_it_is(folder):
    """Positions follow the corrected text, whatever Excel made of the commas, and the list says that it was edited."""

    def change(rows):
        rows[2][4] = "Peace, at last."
        del rows[3]

    rewritten(folder, change)
    blocks = read(folder)

    assert blocks["text"].tolist() == ["AIMS", "Peace, at last."]
    assert blocks[["start", "end"]].values.tolist() == [[0, 4], [6, 21]]
    assert documents(folder)["edited"].tolist() == [True]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows[2].__setitem__(1, "items"), r"note\.csv: row 3: kind is 'items'.*Did you mean 'item'"),
        (lambda rows: rows[2].__setitem__(4, " "), r"row 3: the text is empty"),
        (lambda rows: rows[1].__setitem__(2, "one"), r"row 2: level is 'one'; expected is a whole number"),
        (lambda rows: rows[0].__setitem__(1, "sort"), r"note\.csv: the column 'kind' is missing"),
    ],
    ids=["kind", "text", "level", "column"],
)
def test_a_table_spoilt_by_hand_is_said_to_be(folder, change, message):
    """The message names file, row, column and value."""
    rewritten(folder, change)

    with pytest.raises(CorpusError, match=message):
        read(folder)


@pytest.mark.parametrize("spoilt", [b'block,kind\n1,"a\x00', b"block\rkind"])
def test_a_table_that_is_no_table_is_said_to_be(folder, spoilt):
    """Whatever stands in the file, the answer is one line that names it."""
    (folder / "note.csv").write_bytes(spoilt)

    with pytest.raises(CorpusError, match=r"note\.csv: the "):
        read(folder)


def test_a_table_in_another_encoding_is_said_to_be(folder):
    """Excel may save in an old code page."""
    (folder / "note.csv").write_bytes("block,kind\n1,тақырып".encode("kz1048"))

    with pytest.raises(CorpusError, match=r"not UTF-8\. In Excel save it as 'CSV UTF-8'"):
        read(folder)


def test_files_of_other_kinds_may_lie_in_the_folder(folder, note):
    """A JSON file without a table beside it is not the business of the corpus."""
    (folder / "package.json").write_text('{"name": "other"}', "utf-8")

    assert documents(folder)["document"].tolist() == ["note"]
    assert not add(note, folder=folder).added


@pytest.mark.parametrize("spoilt", ["{", '{"key": "other"}', '{"key": "note"}', "[]"])
def test_a_damaged_record_is_named(folder, spoilt):
    """A record that is none is not passed over."""
    (folder / "note.json").write_text(spoilt, "utf-8")

    with pytest.raises(CorpusError, match=r"note\.json: this"):
        documents(folder)


def test_an_unknown_document_is_answered_with_the_nearest(folder):
    """A misspelt key is named with what was meant."""
    with pytest.raises(CorpusError, match=r"no document 'not'\. Did you mean 'note'"):
        read(folder, "not")


def test_an_empty_corpus_has_no_documents_but_nothing_to_read(tmp_path):
    """The list of an empty corpus is empty; reading it says how to fill it."""
    assert documents(tmp_path / "none").empty
    with pytest.raises(CorpusError, match="coursekit corpus add FILE"):
        read(tmp_path / "none")


def test_suspects_are_listed_with_their_place(tmp_path):
    """A place that is probably scrambled is named with block and words."""
    (tmp_path / "a.txt").write_text("Sound words stand here.\n\nBut theseAreGlued,together here.", "utf-8")
    add(tmp_path / "a.txt", folder=tmp_path / "c")

    found = suspects(tmp_path / "c")
    assert found[["document", "block", "excerpt"]].values.tolist() == [["a", 2, "theseAreGlued,together"]]


def test_the_report_says_what_was_done(tmp_path):
    """Kinds of blocks, repairs with their counts and warnings are in the report."""
    report = add(word_file(tmp_path / "a.docx"), folder=tmp_path / "c", title="My title", language="kk")

    shown = str(report)
    assert "Added: a — My title" in shown
    assert "DOCX, Kazakh; 2 headings, 2 paragraphs, 5 numbered paragraphs, 1 footnote" in shown
    assert "Repaired: footnote marks set in square brackets (1)" in shown
    assert "Check: It has tracked changes" in shown
