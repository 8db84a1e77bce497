"""The command: what is typed, what is printed, how it ends."""

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from corpus.making import OJ_PAGE, journal_pdf, pages_pdf, word_file
from coursekit.chapters import contract_of
from coursekit.cli import main
from coursekit.data.package import rows
from coursekit.errors import CorpusError


@pytest.fixture(name="files")
def _files(tmp_path, monkeypatch):
    """A folder with two documents and a picture that calls itself PDF; it is the working folder."""
    monkeypatch.chdir(tmp_path)
    journal_pdf(tmp_path / "act.pdf")
    (tmp_path / "note.txt").write_text("AIMS\n\n1. Peace in the region.\n", "utf-8")
    (tmp_path / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    return tmp_path


def test_documents_are_added_and_listed(files, capsys):
    """What was added is reported, and the list shows it."""
    assert main(["corpus", "add", "act.pdf", "note.txt"]) == 0
    assert main(["corpus", "list"]) == 0

    shown = capsys.readouterr().out
    assert "Added: act — REGULATION ON NEIGHBOURLY COOPERATION" in shown
    assert "running heads and page numbers left out (2)" in shown
    assert "act\n  REGULATION ON NEIGHBOURLY COOPERATION\n  PDF, 2 pages, en, 43 blocks, from act.pdf" in shown
    assert "TXT, en, 2 blocks, from note.txt" in shown
    assert (files / "coursekit-corpus" / "act.csv").is_file()


def test_good_files_are_added_and_bad_ones_reported(files, capsys):
    """One file that cannot be read does not keep the others out; the exit code tells."""
    assert main(["corpus", "add", "act.pdf", "picture.pdf", "note.txt", "--folder", "mine"]) == 1

    shown = capsys.readouterr()
    assert shown.out.count("Added:") == 2
    refused, summed_up = shown.err.splitlines()
    assert refused.startswith("coursekit: picture.pdf: it is a picture (PNG), whatever its name says; PDF, HTML, DOCX")
    assert summed_up == "coursekit: 1 of 3 files could not be added"
    assert {file.name for file in (files / "mine").iterdir()} == {"act.csv", "act.json", "note.csv", "note.json"}


def test_a_pattern_names_files_where_the_shell_does_not(files, capsys):
    """``*.txt`` works on Windows too."""
    assert main(["corpus", "add", "*.txt"]) == 0

    assert "Added: note" in capsys.readouterr().out


def test_options_reach_the_document(files, capsys):
    """Key, title, language and pages are taken as typed; a taken key is replaced only when told."""
    pages_pdf(files / "long.pdf", 5)
    typed = ["corpus", "add", "long.pdf", "--key", "part", "--title", "A part", "--language", "kk", "--pages", "2-3"]

    assert main(typed) == 0
    assert main(["corpus", "add", "note.txt", "--key", "part"]) == 1
    assert main(["corpus", "add", "note.txt", "--key", "part", "--replace"]) == 0

    shown = capsys.readouterr()
    assert "Added: part — A part\n  PDF, 2 pages, Kazakh; 2 paragraphs" in shown.out
    assert "the key 'part' is taken" in shown.err


def test_an_empty_corpus_says_how_to_begin(files, capsys):
    """Nothing to list is no error."""
    assert main(["corpus", "list"]) == 0

    assert "No documents in coursekit-corpus yet. Add one: coursekit corpus add FILE" in capsys.readouterr().out


@pytest.mark.parametrize(
    "typed",
    [
        [],
        ["corpus"],
        ["chapter"],
        ["corpus", "ad"],
        ["corpus", "add"],
        ["corpus", "add", "a.pdf", "--pages", "9-3"],
        ["corpus", "add", "a.pdf", "--pages", "first"],
        ["corpus", "add", "a.pdf", "b.pdf", "--key", "one"],
    ],
    ids=" ".join,
)
def test_a_mistyped_command_is_exit_code_2(typed, capsys):
    """Wrong use is told apart from a file that cannot be read."""
    with pytest.raises(SystemExit) as ended:
        main(typed)

    assert ended.value.code == 2
    assert "usage: coursekit" in capsys.readouterr().err


def test_debug_shows_where_in_the_code(files):
    """With ``--debug`` the error itself comes out."""
    with pytest.raises(CorpusError, match="a picture"):
        main(["corpus", "add", "picture.pdf", "--debug"])


def test_help_names_every_command(capsys):
    """``--help`` shows what there is."""
    with pytest.raises(SystemExit):
        main(["corpus", "--help"])

    shown = capsys.readouterr().out
    assert "add" in shown
    assert "list" in shown


def test_the_table_of_chapters_says_what_each_has_and_lacks(capsys, monkeypatch):
    """One row a chapter: what is published lacks nothing, what is planned says how it begins."""
    monkeypatch.setenv("COLUMNS", "200")
    published = [row for row in rows("chapters") if row["published"] == "true"]

    assert main(["chapters"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert sum("everything: make chapter N=" in line for line in lines) == len(rows("chapters")) - len(published)
    for row in rows("chapters"):
        line = next(line for line in lines if f"│ {row['number']} {row['title']} " in line)
        assert ("│ nothing " if row in published else f"make chapter N={row['slug'].partition('-')[0]} ") in line
        assert row not in published or f"│ {', '.join(contract_of(row['slug']).parts)} " in line


def test_a_chapter_that_is_not_planned_is_one_line(capsys):
    """Nothing is laid for it."""
    assert main(["chapter", "18"]) == 1

    assert capsys.readouterr().err.startswith("coursekit: There is no chapter '18' in chapters.csv.")


def test_chapters_are_written_in_the_repository_only(capsys, monkeypatch, tmp_path):
    """Installed elsewhere, the command says what it needs."""
    installed = tmp_path / "site-packages" / "coursekit" / "authoring" / "parts.py"
    monkeypatch.setattr("coursekit.authoring.parts.__file__", str(installed))

    assert main(["chapters"]) == 1

    assert "expected the course's repository, found no _toc.yml" in capsys.readouterr().err


@pytest.mark.parametrize(("missing", "file"), [("docx", "paper.docx"), ("lxml", "page.html")])
def test_a_library_that_is_not_installed_stops_only_the_files_that_need_it(files, capsys, monkeypatch, missing, file):
    """Without python-docx or lxml the other files are added, and the line says what to install."""
    word_file(files / "paper.docx")
    (files / "page.html").write_text(OJ_PAGE, "utf-8")
    monkeypatch.setitem(sys.modules, missing, None)

    assert main(["corpus", "add", file, "note.txt"]) == 1

    shown = capsys.readouterr()
    assert "Added: note" in shown.out
    assert shown.err.splitlines()[0] == (
        f'coursekit: {file}: The library {missing!r} is not installed. Run: pip install "coursekit[methods]"'
    )


def test_the_command_is_installed():
    """What is installed as ``coursekit`` is this command."""
    assert entry_points(group="console_scripts")["coursekit"].load() is main


def test_a_console_that_lacks_letters_shows_what_it_can(files):
    """A letter that the console does not have is no reason to stop."""
    run = subprocess.run(
        [sys.executable, "-c", "from coursekit.cli import main; main(['corpus', 'add', 'act.pdf'])"],
        capture_output=True,
        check=True,
        env={"PYTHONIOENCODING": "cp866", "PATH": ""},
    )

    assert b"Added: act" in run.stdout
