"""Exchange with programs for qualitative analysis: REFI-QDA projects and codebooks."""

import io
import zipfile
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import coursekit
from coursekit.content.coding.codebook import check_codebook
from coursekit.content.coding.passages import codings_in_units
from coursekit.content.coding.units import units
from coursekit.content.exchange.positions import ATLAS, for_file, from_file
from coursekit.content.exchange.refi import Counting, read_refi, refi_contents, write_refi
from coursekit.errors import MethodError

CODEBOOK = pd.DataFrame(
    {
        "code": ["water", "су", "rivers"],
        "label_en": ["Water", "Suw", None],
        "label_kk": ["Су", "Су (қазақша)", None],
        "definition": ["Rivers.\n\n[code] is no field here\n\\[x] y", "Өзендер; «көл» 🙂", "Only rivers"],
        "keywords": ["river*;lake*", None, None],
        "pillar 2019": ["a\n[b] c", None, "x"],
        "color": ["#1F77B4", None, None],
        "parent": [None, None, "water"],
    },
)
# Kazakh, Russian, an accent written after its letter, emoji of one and of several code points.
TEXT = "Қазақстан 🙂 е\u0301лі.\nСу — «ресурс» 👩‍👩‍👧 конец.\n\nEnd."
ROW = {"unit": "u1", "document": "kk", "start": 10, "end": 11, "coder": "Әсел", "code": "су", "note": None}
PLACES = st.integers(0, len(TEXT) - 1).flatmap(
    lambda start: st.tuples(st.just(start), st.integers(start + 1, len(TEXT)))
)


def codings(*rows):
    """Return codings from what differs from the first one."""
    return pd.DataFrame([{**ROW, **row} for row in rows])


def texts(text=TEXT, document="kk"):
    """Return one text."""
    return pd.DataFrame({"document": [document], "text": [text]})


def as_set(table):
    """Return rows as a set, missing values as None."""
    columns = [name for name in ROW if name in table]
    return set(table[columns].astype(object).where(table[columns].notna(), None).itertuples(index=False, name=None))


def test_a_project_comes_back_as_it_went(tmp_path):
    """Coders, codes, notes, passages, units without a code, texts and labels survive."""
    made = codings(
        {},
        {"code": "water"},
        {"start": 0, "end": len(TEXT), "coder": "B", "note": 'so\nbe "it" & <that>'},
        {"unit": "u2", "start": 20, "end": 24, "code": None},
    )

    codebook, again, passages = read_refi(write_refi(tmp_path / "a.qdpx", CODEBOOK, texts(), made))

    assert as_set(passages) == as_set(made)
    assert again.to_dict("list") == {"document": ["kk"], "text": [TEXT]}
    expected = check_codebook(CODEBOOK)
    pd.testing.assert_frame_equal(
        codebook.set_index("code").loc[expected["code"]].reset_index()[expected.columns], expected
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    st.lists(PLACES, min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([1, 2]),
    st.sampled_from([1, 2]),
)
def test_positions_survive_however_they_are_counted(tmp_path, places, line_end, windows, beyond):
    """Whatever a program makes of line ends and emoji, the same characters come back."""
    counting = Counting(line_end, windows, beyond)
    made = codings(*[{"start": start, "end": end} for start, end in places])

    file = write_refi(tmp_path / "a.qdpx", CODEBOOK, texts(), made, counting=counting, overwrite=True)
    _, again, passages = read_refi(file, counting=counting)

    assert again["text"].tolist() == [TEXT]
    assert as_set(passages) == as_set(made)


@given(st.text(alphabet="aӘ\u0301🙂\r\n\ufeff", max_size=12), st.sampled_from([1, 2]), st.sampled_from([1, 2]))
def test_a_position_in_a_file_is_the_same_place_in_the_text(text, windows, beyond):
    """Line ends become plain, and every place keeps the letters around it."""
    written, at = for_file(text, Counting("\n", windows, beyond))
    plain, places = from_file(written, Counting("\n", windows, beyond))

    assert plain == text.replace("\r\n", "\n")
    outside = [place for place in range(len(text) + 1) if text[max(place - 1, 0) : place + 1] != "\r\n"]
    assert [places[at[place]] for place in outside] == [len(text[:place].replace("\r\n", "\n")) for place in outside]


@pytest.mark.parametrize("start", ["\ufeff", "\ufeff\ufeff", "\n\ufeff"])
def test_a_text_that_begins_with_a_mark_keeps_its_places(tmp_path, start):
    """U+FEFF at the beginning of a text is a letter of the text and not the mark of the file."""
    text = f"{start}Су 🙂 бәріне керек."
    made = codings({"start": text.index("Су"), "end": text.index("Су") + 2})

    file = write_refi(tmp_path / "a.qdpx", CODEBOOK, texts(text), made)

    _, again, passages = read_refi(file)
    assert again["text"].tolist() == [text]
    assert as_set(passages) == as_set(made)
    with zipfile.ZipFile(file) as archive:
        (written,) = (archive.read(name) for name in archive.namelist() if name.startswith("sources/"))
    # So does a program that takes the mark off.
    assert written.decode("utf-8-sig") == text


def test_the_file_counts_in_code_points(tmp_path):
    """The standard counts code points: an emoji is one, an accent of its own is one."""
    start = TEXT.index("Су")
    file = write_refi(tmp_path / "a.qdpx", CODEBOOK, texts(), codings({"start": start, "end": start + 2}))

    with zipfile.ZipFile(file) as archive:
        xml = archive.read("project.qde").decode()
        source = next(name for name in archive.namelist() if name.startswith("sources/"))
        assert archive.read(source).decode() == TEXT
    assert f'startPosition="{start}" endPosition="{start + 2}"' in xml
    assert len(TEXT[:start].encode("utf-16-le")) == 2 * (start + 1)


def test_the_same_tables_make_the_same_file(tmp_path):
    """No time and no chance: two files are equal, byte by byte; another day makes another."""
    first = write_refi(tmp_path / "a.qdpx", CODEBOOK, texts(), codings({}))
    second = write_refi(tmp_path / "b.qdpx", CODEBOOK, texts(), codings({}))
    other = write_refi(tmp_path / "c.qdpx", CODEBOOK, texts(), codings({}), day=date(2026, 11, 2))

    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() != other.read_bytes()


def test_nothing_is_overwritten_unless_told(tmp_path):
    """A file that is there stays as it is."""
    file = write_refi(tmp_path / "a.qdc", CODEBOOK)
    before = file.read_bytes()

    with pytest.raises(MethodError, match="overwrite=True"):
        write_refi(file, CODEBOOK.head(1))
    assert file.read_bytes() == before


@pytest.mark.parametrize("language", ["en", "kk", "ru", None])
@pytest.mark.parametrize("name", ["a.qdc", "a.qdpx"])
def test_the_codebook_of_the_course_survives_in_every_language(tmp_path, language, name):
    """Labels, rules and keywords in three languages, whichever label names the codes."""
    course = check_codebook(coursekit.load("codebook"))

    codebook, none, nothing = read_refi(write_refi(tmp_path / name, course, language=language))

    pd.testing.assert_frame_equal(codebook[course.columns], course)
    assert none.empty
    assert nothing.empty


def test_whole_units_can_be_texts(tmp_path):
    """Where units are texts, a coding is a passage over all of it."""
    made = pd.DataFrame({"unit": ["s1", "s2"], "coder": ["A", "A"], "code": ["water", None]})
    sections = pd.DataFrame({"unit": ["s1", "s2"], "text": ["Су 🙂", "Ештеңе жоқ"]})

    _, again, passages = read_refi(write_refi(tmp_path / "a.qdpx", CODEBOOK, sections, made))

    assert again["document"].tolist() == ["s1", "s2"]
    assert passages[["unit", "start", "end"]].to_numpy().tolist() == [["s1", 0, 4], ["s2", 0, 10]]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"codings": codings({"code": "watr"})}, "Row 1 of the codings: there is no code 'watr'. Did you mean 'water'"),
        ({"codings": codings({}, {"end": 99})}, "Row 2 of the codings: 10–99 is no place in 'kk', which has 50"),
        ({"codings": codings({"end": 10})}, "10–10 is no place"),
        ({"codings": codings({"document": "kz"})}, "neither a place in a text nor a text of its own for 'u1'. .* 'kk'"),
        ({"codings": codings({"start": None})}, "Row 1 of the codings: it has no start beside its end"),
        ({"codings": codings({}, {"unit": "kk", "end": None})}, "Row 2 of the codings: it has no end beside its start"),
        ({"codings": codings({}, {"end": 12.7})}, "Row 2 of the codings, column 'end': 12.7 is no position"),
        ({"codings": codings({"start": "ten"})}, "Row 1 of the codings, column 'start': 'ten' is no position"),
        ({"codings": codings({"coder": None})}, "Row 1 of the codings: there is no coder"),
        ({"codings": codings({"note": "a\x0bb"})}, r"column 'note' has the character U\+000B"),
        ({"codings": codings({"round": 1}, {"round": 2})}, "several rounds"),
        ({"codings": codings({}).drop(columns="coder")}, "no column 'coder'"),
        ({"texts": pd.concat([texts(), texts()])}, "texts have 'kk' twice"),
        ({"texts": texts(None)}, "text of 'kk' is"),
        ({"texts": texts("half \ud83d")}, "Character 5 of a text is half of one"),
        ({"texts": texts(document="k\x01")}, r"U\+0001"),
        ({"codebook": CODEBOOK.assign(color="blue")}, "colour 'blue'"),
        ({"codebook": CODEBOOK.assign(parent=["rivers", None, "water"])}, "'water' stands below itself"),
        ({"codebook": CODEBOOK.assign(parent=[None, None, "watr"])}, "below 'watr'. Did you mean 'water'"),
        ({"codebook": CODEBOOK.assign(label_en="Same")}, "'water' and 'су' have the same label 'Same'"),
        ({"codebook": CODEBOOK.assign(definition="a\x02")}, r"U\+0002"),
        ({"codebook": CODEBOOK.drop(columns="definition")}, "no column 'definition'"),
        ({"codebook": CODEBOOK.rename(columns={"pillar 2019": "a]"})}, r"has a '\]'"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_said(tmp_path, changes, says):
    """Row, value and reason are named, and no file is left."""
    given = {"codebook": CODEBOOK, "texts": texts(), "codings": codings({}), **changes}
    with pytest.raises(MethodError, match=says):
        write_refi(tmp_path / "a.qdpx", **given)
    assert list(tmp_path.iterdir()) == []


def test_the_ending_decides_what_is_written(tmp_path):
    """Other endings are refused; a codebook holds no texts."""
    with pytest.raises(MethodError, match="expected a REFI-QDA project"):
        write_refi(tmp_path / "a.zip", CODEBOOK)
    with pytest.raises(MethodError, match="holds no texts and codings"):
        write_refi(tmp_path / "a.qdc", CODEBOOK, texts())
    with pytest.raises(MethodError, match="Lines cannot end"):
        Counting("\r")
    with pytest.raises(MethodError, match="count 1 or 2"):
        Counting(windows_line_end=0)


def guid(number):
    """Return an identifier as other programs write it: in capitals."""
    return f"{number:08X}-0000-4000-8000-00000000000A"


def project(body, *, codes=None, origin="Other 1.0", namespace='xmlns="urn:QDA-XML:project:1.0"'):
    """Return the XML of a project with one coder, one code and a body."""
    code = f'<Code guid="{guid(2)}" name="Water" isCodable="true"><Description>\n Rivers \n</Description></Code>'
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project {namespace} name="p" origin="{origin}">'
        f'<Users><User guid="{guid(1)}" name="Dana"/></Users>'
        f"<CodeBook><Codes>{codes or code}</Codes></CodeBook>{body}</Project>"
    )


def source(selections, *, name="note", path="internal://t.txt", content=""):
    """Return a text source."""
    where = f'plainTextPath="{path}"' if path else ""
    return f'<TextSource guid="{guid(3)}" name="{name}" {where}>{content}{selections}</TextSource>'


def selection(start, end, *, coding=True, who="creatingUser", more=""):
    """Return a selection, by default with a coding."""
    who = f'{who}="{guid(1)}"'
    code = f'<Coding guid="{guid(5)}" {who}><CodeRef targetGUID="{{{guid(2).lower()}}}"/></Coding>' if coding else ""
    return (
        f'<PlainTextSelection guid="{guid(4)}" startPosition="{start}" endPosition="{end}" name="an excerpt …" '
        f'creationDateTime="2020-01-01 at noon" {who}>{more}{code}</PlainTextSelection>'
    )


@pytest.fixture(name="archive")
def _archive(tmp_path):
    """Return a function that packs a project and its sources."""

    def pack(xml, name="project.qde", compression=zipfile.ZIP_DEFLATED, **sources):
        file = tmp_path / "other.qdpx"
        with zipfile.ZipFile(file, "w", compression) as packed:
            packed.writestr(name, xml)
            for path, content in sources.items():
                packed.writestr(path, content)
        return file

    return pack


def test_a_project_named_after_itself_is_read(archive):
    """ATLAS.ti names the XML after the project, writes two characters a line end and counts one."""
    written = "Бір 🙂\r\nекі су\r\n"
    xml = project(f"<Sources>{source(selection(10, 12))}</Sources>", origin="ATLAS.ti 26")

    codebook, again, passages = read_refi(archive(xml, name="Trial.qde", **{"sources/t.txt": written}))

    assert again["text"][0][10:12] == "су"
    assert passages[["coder", "code", "start", "end"]].to_numpy().tolist() == [["Dana", "Water", 10, 12]]
    assert codebook["definition"].tolist() == ["Rivers"]


def test_windows_line_ends_of_others_count_two(archive):
    """NVivo's exports count both characters; its folder is Sources, and who changed last is the coder."""
    written = "\ufeffБір 🙂\r\nекі су\r\n".encode()
    xml = project(f"<Sources>{source(selection(11, 13, who='modifyingUser'))}</Sources>")

    _, again, passages = read_refi(archive(xml, **{"Sources/T.TXT": written}))

    assert again["text"][0] == "Бір 🙂\nекі су\n"
    assert passages[["coder", "start", "end"]].to_numpy().tolist() == [["Dana", 10, 12]]
    assert passages["unit"].tolist() == ["note:10–12"]


def test_a_program_that_counts_in_utf_16_can_be_read(archive):
    """Where an emoji counts two, the reader can say so."""
    xml = project(f"<Sources>{source(selection(7, 9))}</Sources>")
    file = archive(xml, **{"sources/t.txt": "Бір 🙂 су"})

    _, again, passages = read_refi(file, counting=Counting(beyond_basic_plane=2))

    assert again["text"][0][passages["start"][0] : passages["end"][0]] == "су"


def test_what_others_put_elsewhere_is_found(archive):
    """Texts in the XML, texts of PDF documents, codings of whole texts, notes, equal names."""
    note = f'<Notes><Note guid="{guid(9)}"><PlainTextContent>Why?</PlainTextContent></Note></Notes>'
    inline = source(
        selection(0, 2, more="<Description>Hm.</Description>").replace(
            "</PlainTextSelection>", f'<NoteRef targetGUID="{guid(9)}"/></PlainTextSelection>'
        ),
        path="",
        content="<PlainTextContent>Су 🙂</PlainTextContent>",
    )
    whole = f'<Coding guid="{guid(7)}"><CodeRef targetGUID="{guid(2)}"/></Coding>'
    pdf = source(selection(1, 2), path="", content="<PlainTextContent>PDF</PlainTextContent>").replace(
        "TextSource", "Representation"
    )
    body = (
        f"<Sources>{inline}{source(whole, path='', content='<PlainTextContent>abc</PlainTextContent>')}"
        f'<PDFSource guid="{guid(8)}" name="paper.pdf"><PDFSelection guid="{guid(6)}"/>{pdf}</PDFSource>'
        f"</Sources>{note}"
    )

    _, again, passages = read_refi(archive(project(body)))

    assert again["document"].tolist() == ["note", "note (2)", "paper.pdf"]
    assert passages["note"].fillna("").tolist() == ["Hm.\nWhy?", "", ""]
    assert passages["coder"].tolist() == ["Dana", "unknown", "Dana"]
    assert passages[["start", "end"]].to_numpy().tolist() == [[0, 2], [0, 3], [1, 2]]


def test_comments_and_codings_of_cases_are_left_behind_and_counted(archive):
    """A selection without a code is a comment of another program; the list tells what is not read."""
    case = selection(0, 1).replace(f"{{{guid(2).lower()}}}", guid(99))
    comment = selection(0, 2, coding=False)
    body = (
        f"<Variables><Variable/></Variables><Cases><Case/><Case/></Cases><Sources>{source(case + comment)}"
        f'<TextSource guid="{guid(8)}" name="far" plainTextPath="relative://far.txt"/></Sources>'
    )
    file = archive(project(body), **{"sources/t.txt": "abc"})

    _, again, passages = read_refi(file)
    parts = refi_contents(file).set_index("what")

    assert again["document"].tolist() == ["note"]
    assert passages.empty
    assert parts.loc["cases"].tolist() == [2, False]
    assert parts.loc["passages in texts"].tolist() == [2, True]


def test_codes_of_others_keep_their_tree_and_colour(archive):
    """Codes below codes have a parent; two codes of one name are told apart by their path."""
    code = '<Code guid="{}" name="{}" isCodable="true" color="#ff0000">{}</Code>'
    codes = code.format(guid(2), "A; B", code.format(guid(3), "same", "")) + code.format(guid(4), "same", "")

    codebook, _, _ = read_refi(archive(project("", codes=codes)))

    assert codebook["code"].tolist() == ["A, B", "same", "same (2)"] or codebook["code"].tolist()[:2] == [
        "A, B",
        "same",
    ]
    assert codebook["parent"].fillna("").tolist() == ["", "A, B", ""]
    assert codebook["color"].tolist() == ["#ff0000"] * 3


def test_an_edited_codebook_is_read_with_what_was_edited(tmp_path):
    """A label and a definition changed in another program come back; the code is still known."""
    file = write_refi(tmp_path / "a.qdc", CODEBOOK)
    file.write_text(file.read_text("utf-8").replace('name="Water"', 'name="Waters"').replace("Only", "All"), "utf-8")

    codebook, _, _ = read_refi(file)

    assert codebook.set_index("code").loc["water", "label_en"] == "Waters"
    assert codebook.set_index("code").loc["rivers", "definition"] == "All rivers"


def test_a_codebook_with_another_namespace_is_read(tmp_path):
    """Some programs write codebooks with the namespace of projects, and identifiers of their own."""
    file = tmp_path / "a.qdc"
    file.write_text(
        '<CodeBook xmlns="urn:QDA-XML:project:1.0"><Codes>'
        '<Code guid="c1" name="Rage" isCodable="true" more="x"/></Codes></CodeBook>',
        "utf-8",
    )

    assert read_refi(file)[0]["code"].tolist() == ["Rage"]


def test_passages_come_back_as_codings_of_units(tmp_path):
    """From units to a program and back, the same units have the same codes."""
    paper = units(texts(), of="sentence", language="ru")
    made = paper.head(2).assign(coder="A", code=["water", "су"])

    _, _, passages = read_refi(write_refi(tmp_path / "a.qdpx", CODEBOOK, texts(), made))
    back = codings_in_units(passages, paper, complete=True)

    assert back["unit"].tolist() == paper["unit"].tolist()
    assert back["code"].fillna("").tolist()[:2] == ["water", "су"]
    assert back["code"].isna().sum() == len(paper) - 2


FINE = project(f"<Sources>{source(selection(0, 2))}</Sources>")
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("xml", "sources", "says"),
    [
        (FINE, {}, "names a text 'internal://t.txt' that is not in the archive"),
        (FINE, {"sources/t.txt": b"\xff\xfea"}, r"text 'internal://t.txt' is not in UTF-8 \(byte 0\)"),
        (FINE, {"sources/t.txt": "a"}, "passage of 'note' stands at 0–2, but the text ends at 1.*counting="),
        (FINE, {"second.qde": "x"}, "expected one file 'project.qde' in the archive, found 2"),
        (FINE.replace("internal://t.txt", "internal://../../t.txt"), {"../t.txt": "abc"}, "not in the archive"),
        (FINE[:-30], {}, "other.qdpx: the XML is damaged"),
        (FINE.replace("<Project", BOMB + "<Project"), {}, "defines a document type of its own"),
        (FINE.replace('startPosition="0"', 'startPosition="x"'), {"sources/t.txt": "abc"}, "breaks the format"),
        (FINE.replace('startPosition="0"', 'startPosition="-1"'), {"sources/t.txt": "abc"}, "stands at -1–2"),
        (FINE.replace(' isCodable="true"', ""), {}, "breaks the format"),
        ("<CodeBook><Codes/></CodeBook>", {}, r"this is a REFI-QDA codebook \(.qdc\); expected a REFI-QDA project"),
        ("<html/>", {}, "this is XML of 'html'; expected a REFI-QDA project"),
        ("", {}, "the XML is damaged"),
    ],
)  # fmt: skip
def test_a_project_that_cannot_be_read_says_where(archive, tmp_path, xml, sources, says):
    """Torn, foreign and hostile projects are refused, and nothing is unpacked."""
    file = archive(xml, **sources)

    with pytest.raises(MethodError, match=says):
        read_refi(file)
    assert [path.name for path in tmp_path.iterdir()] == ["other.qdpx"]


def test_a_damaged_archive_is_said(archive, tmp_path):
    """Files that are no archive, cut archives and torn parts are named."""
    file = archive(FINE * 50, compression=zipfile.ZIP_STORED, **{"sources/t.txt": "abc"})
    whole = file.read_bytes()
    for content, says in [
        (b"no archive", "other.qdpx: this is no project archive, or a damaged one"),
        (b"", "this is no project archive"),
        (whole[: len(whole) // 2], "this is no project archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a program's own format"),
        (whole.replace(b"<Project", b"<Brokect"), "'project.qde' is damaged"),
    ]:
        file.write_bytes(content)
        with pytest.raises(MethodError, match=says):
            read_refi(file)
    with pytest.raises(MethodError, match="no such file"):
        read_refi(tmp_path / "none.qdpx")
    with pytest.raises(MethodError, match="no such file"):
        read_refi(tmp_path / "none.qdc")


def test_sizes_and_passwords_are_limited(archive, monkeypatch):
    """A small archive that unpacks to much, and a protected one, are refused."""
    file = archive(FINE, **{"sources/t.txt": "a" * 5000})
    protected = bytearray(file.read_bytes())
    monkeypatch.setattr("coursekit.content.exchange.archives._MOST_TEXT", 1000)
    with pytest.raises(MethodError, match=r"'sources/t\.txt' is larger than the 1,000 bytes"):
        read_refi(file)
    monkeypatch.setattr("coursekit.content.exchange.archives._MOST_FILES", 1)
    with pytest.raises(MethodError, match="more than 1 files"):
        read_refi(file)
    monkeypatch.setattr("coursekit.content.exchange.archives._MOST_FILES", 10)
    for entry in zipfile.ZipFile(io.BytesIO(protected)).infolist():
        protected[entry.header_offset + 6] |= 1
    place = protected.index(b"PK\x01\x02")
    protected[place + 8] |= 1
    file.write_bytes(protected)
    with pytest.raises(MethodError, match="protected by a password"):
        read_refi(file)
    monkeypatch.setattr("coursekit.content.exchange.archives._MOST_TOGETHER", 10)
    with pytest.raises(MethodError, match="larger than the 10 bytes"):
        read_refi(file)


def test_the_counting_of_atlas_is_known():
    """One character a line end, in code points."""
    assert Counting(windows_line_end=1) == ATLAS
