"""The search: its index, its scripts and its page, made when the book has been built.

Owns what is found (every page but the instructors' notes), what counts how much, and the
form in which the index travels. The index says which words stand in which section; the
texts lie beside it, one script a page, and are loaded only to show where a word was found.
All of it are plain scripts, as a page opened from disk can load nothing else.
"""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from coursekit.book.assets import minified
from coursekit.book.search_read import SectionStore
from coursekit.book.search_sections import Section, sections_of
from coursekit.book.search_words import COMMON, cut, endings, fold, front_coded, stems
from coursekit.book.unchanged import is_unchanged
from coursekit.data.package import rows
from coursekit.language import words

FOLDER = "_static/search"
#: Pages that students do not find: what helps an instructor in the seminar.
_NOT_FOUND = ("book/notes/",)
#: Pages whose rows stand in a register too, where they are found.
_ROWS_ELSEWHERE = ("book/official-documents",)
#: Where a page lies -> what stands there; the first that fits.
_KINDS = (
    (r"book/\d\d-", "chapter"),
    (r"book/[A-Z]-", "primer"),
    (r"notebooks/", "lab"),
    (r"exercises/", "practice"),
    (r"book/timeline$", "event"),
    (r"book/claims$", "claim"),
    (r"book/(documents|official-documents)$", "document"),
    (r"book/glossary$", "term"),
    (r"book/bibliography$", "work"),
    (r"book/data$", "data"),
    (r"book/cookbook/", "recipe"),
    (r"", "page"),
)
#: Fields of a section in the order of the index, with what a word in them counts.
FIELDS = {"title": 8, "code": 8, "heading": 5, "term": 4, "row": 3, "text": 1, "around": 0.6}
#: Rows that count otherwise than rows do; a work is named by the first words of its entry.
_ROWS = {"term": "term", "work": "work"}
_MOST = 4
_CODED = Path(__file__).parent / "search"
_MINISEARCH = "minisearch-7.2.0.js"
_SPHINX_SCRIPTS = (
    "doctools.js",
    "documentation_options.js",
    "sphinx_highlight.js",
    "searchtools.js",
    "language_data.js",
)
_BRACKETS = re.compile(r"\(([^)]*)\)")
_SHORT_FORM = re.compile(r"[A-ZА-ЯӘІҢҒҮҰҚӨҺ0-9+]{2,}")
_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")


@dataclass(frozen=True)
class Page:
    """A page that can be found.

    Parameters
    ----------
    address : str
        Its address, seen from the root of the book.
    title : str
        Its title.
    kind : str
        What stands on it: ``chapter``, ``lab``, ``event`` and so on.
    sections : tuple of Section
        Its places, the beginning first.
    """

    address: str
    title: str
    kind: str
    sections: tuple[Section, ...]


def connect(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("builder-inited", _replace_the_search_of_sphinx)
    app.connect("html-collect-pages", _search_page)
    app.connect("html-page-context", _say)
    app.connect("build-finished", _write)


def page_of(docname: str, address: str, html: str, read: Callable[[str], list[Section]] = sections_of) -> Page:
    """Return a built page as the search sees it.

    Parameters
    ----------
    docname : str
        As Sphinx calls the page.
    address : str
        Its address, seen from the root of the book.
    html : str
        The page.
    read : callable
        Returns the sections of HTML.

    Examples
    --------
    >>> page = page_of("book/06-try", "book/06-try.html", "<article><h1>Try</h1></article>")
    >>> page.address, page.title, page.kind, len(page.sections)
    ('book/06-try.html', 'Try', 'chapter', 1)
    """
    kind = next(kind for pattern, kind in _KINDS if re.match(pattern, docname))
    sections = tuple(one for one in read(html) if not (one.is_row and docname in _ROWS_ELSEWHERE))
    return Page(address, sections[0].heading if sections else "", kind, sections)


def is_found(docname: str) -> bool:
    """Tell whether students find a page.

    Examples
    --------
    >>> is_found("book/06-new-partnership"), is_found("book/notes/06-new-partnership")
    (True, False)
    """
    return not docname.startswith(_NOT_FOUND)


def names(language: str) -> list[list[str]]:
    """Return things that have several names: each with its names in three languages and other spellings.

    Parameters
    ----------
    language : str
        ``en``, ``kk``, ``ru``, or ``other`` for the one wanted first; the others follow.
    """
    order = sorted(("en", "kk", "ru", "other"), key=lambda code: code != language)
    return [[form for code in order for form in one.get(code, [])] for one in _named()]


@cache
def _named() -> tuple[dict[str, list[str]], ...]:
    from_glossary = [{code: _forms(row[f"term_{code}"]) for code in ("en", "kk", "ru")} for row in rows("glossary")]
    from_entities = [{code: _forms(row[f"name_{code}"]) for code in ("en", "kk", "ru")} for row in rows("entities")]
    with (_CODED / "names.csv").open(encoding="utf-8", newline="") as file:
        of_our_own = [{code: text.split(";") for code, text in row.items() if text} for row in csv.DictReader(file)]
    return (*of_our_own, *from_glossary, *from_entities)


def _forms(name: str) -> list[str]:
    """Return a name and the short form in brackets behind it, if it is one."""
    short = [inside for inside in _BRACKETS.findall(name) if _SHORT_FORM.fullmatch(inside)]
    return [form for form in (_BRACKETS.sub("", name).strip(), *short) if cut(form)]


def index(pages: Iterable[Page], language: str = "en") -> dict[str, Any]:
    """Return the index of a book as it travels; ``search/engine.js`` reads it.

    Parameters
    ----------
    pages : iterable of Page
        What can be found.
    language : str
        Of the book: ``en``, ``kk`` or ``ru``.

    Returns
    -------
    dict
        ``pages`` as (address, title, kind); ``sections`` as (page, anchor, heading, heading
        above, 1 for a row of a register); ``words``, front-coded; ``places``, one text a word (see
        :func:`_coded`); ``fields`` with their weights; ``stems`` and ``endings`` by language;
        ``names`` of the things that have several; ``common`` words, which are not indexed.
    """
    listed = list(pages)
    sections = [(number, section) for number, page in enumerate(listed) for section in page.sections]
    places = _places([(listed[number], section) for number, section in sections])
    vocabulary = sorted(places)
    return {
        "pages": [[page.address, page.title, page.kind] for page in listed],
        "sections": [
            [number, section.anchor, section.heading, section.above, int(section.is_row)]
            for number, section in sections
        ],
        "words": front_coded(vocabulary),
        "places": [_coded(places[word]) for word in vocabulary],
        "fields": FIELDS,
        "stems": _stems(listed, language),
        "endings": {code: endings(code) for code in ("kk", "ru")},
        "names": [list(dict.fromkeys(" ".join(cut(form)) for form in one)) for one in names(language)],
        "common": sorted(COMMON),
    }


def _fields(page: Page, section: Section) -> dict[str, str]:
    """Return the words of a section by what they count."""
    is_top = section is page.sections[0]
    named = "title" if is_top else _ROWS.get(page.kind, "row") if section.is_row else "heading"
    # Keys of rows are found too: E044, C26, eu2007strategy.
    code = (
        section.anchor.removeprefix("claim-") if section.is_row and page.kind in ("event", "claim", "document") else ""
    )
    around = f"{section.above} {'' if is_top else page.title}"
    return {
        named: f"{section.heading} {section.other_names}",
        "code": code,
        "text": section.text if named == "work" else _rest(section),
        "around": around,
    }


def _rest(section: Section) -> str:
    """Return the text without the words that already name the section."""
    named = section.heading.removesuffix(" …")
    return section.text.removeprefix(named)


def _places(sections: Iterable[tuple[Page, Section]]) -> dict[str, dict[int, dict[int, int]]]:
    """Return word -> field -> section -> how often."""
    found: dict[str, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for number, (page, section) in enumerate(sections):
        by_field = _fields(page, section)
        for place, field in enumerate(FIELDS):
            for word, count in Counter(cut(by_field.get(field, ""))).items():
                if word not in COMMON:
                    found[word][place][number] = count
    return found


def _coded(fields: Mapping[int, Mapping[int, int]]) -> str:
    """Return where a word stands as a short text.

    For each field its digit, then for each section in order how far it is from the one
    before, to base 26 in letters, the last one a capital; an exclamation mark for each
    further time the word stands there, up to three.

    Examples
    --------
    >>> _coded({2: {0: 1, 5: 3}, 5: {30: 1}})
    '2AF!!5bE'
    """
    parts = []
    for field in sorted(fields):
        before = 0
        parts.append(str(field))
        for section, count in sorted(fields[field].items()):
            parts.append(_letters(section - before) + "!" * (min(count, _MOST) - 1))
            before = section
    return "".join(parts)


def _letters(number: int) -> str:
    last = chr(ord("A") + number % 26)
    ahead = ""
    while number := number // 26:
        ahead = chr(ord("a") + number % 26) + ahead
    return ahead + last


def _stems(pages: Iterable[Page], language: str) -> dict[str, str]:
    """Return, by language, what forms begin with; a stem that is spelt otherwise stands behind a colon."""
    of_language: dict[str, set[str]] = {"kk": set(), "ru": set()}
    for one in _named():
        for code, known in of_language.items():
            known.update(word for form in one.get(code, []) for word in _cyrillic(form))
    from_names = of_language["kk"] - of_language["ru"]
    for page in pages:
        for section in page.sections:
            for word in _cyrillic(f"{section.heading} {section.other_names} {section.text}"):
                is_kazakh = _KAZAKH_LETTERS.search(word) or language == "kk"
                of_language["kk" if is_kazakh or word in from_names else "ru"].add(word)
    russian = stems(of_language["ru"], "ru")
    # A word of both languages has one stem: азия is азия in Kazakh and ази- in Russian.
    shared = {
        fold(word): next(iter(stems([word], "ru").values()), word) for word in of_language["kk"] & of_language["ru"]
    }
    kazakh = {begun: shared.get(stem, stem) for begun, stem in stems(of_language["kk"], "kk").items()}
    return {"kk": _listed(kazakh), "ru": _listed(russian)}


def _listed(beginnings: Mapping[str, str]) -> str:
    return " ".join(begun if begun == stem else f"{begun}:{stem}" for begun, stem in beginnings.items())


def _cyrillic(text: str) -> Iterator[str]:
    for token in re.findall(r"[^\W\d_]+", re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text).lower()):
        if _CYRILLIC.match(token):
            yield token


def index_script(pages: Iterable[Page], language: str = "en") -> str:
    """Return MiniSearch and the index as one script, with the licence of the former."""
    licence = " ".join((_CODED / "minisearch-LICENSE.txt").read_text("utf-8").split())
    coded = json.dumps(index(pages, language), ensure_ascii=False, separators=(",", ":"))
    notice = f"/*! {_MINISEARCH.removesuffix('.js')}. {licence} */"
    return f"{notice}\n{_minisearch()}\ncourseSearch.take({_in_script(coded)});\n"


def texts_script(number: int, page: Page) -> str:
    """Return the script that hands the texts of a page to the search, to show where a word was found."""
    texts = [section.other_names + " " * bool(section.other_names) + _rest(section) for section in page.sections]
    return f"courseSearch.texts({number},{_in_script(json.dumps(texts, ensure_ascii=False))});\n"


def _in_script(coded: str) -> str:
    # The two ends of a line that JSON allows in a text and old scripts do not.
    return coded.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def _minisearch() -> str:
    # Without its notes and indents only: the minifier gives two of its variables one name (executeQuerySpec).
    source = re.sub(r"^\s*/\*\*.*?\*/$", "", (_CODED / _MINISEARCH).read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _said(language: str) -> dict[str, str]:
    return {key.removeprefix("search_"): text for key, text in words(language).items() if key.startswith("search_")}


def page_script(language: str, built: str = "") -> str:
    """Return the script of the search page; ``built`` marks the index that it is to load."""
    return f"(() => {{const MARK={json.dumps(built)};{_page_code(language)}}})();\n"


@cache
def _page_code(language: str) -> str:
    return _wrapped("words.js", "engine.js", "page.js", language=language)


@cache
def marks_script(language: str) -> str:
    """Return the script that marks the words on the page that a result opens."""
    return _wrapped("words.js", "marks.js", language=language)


def _wrapped(*files: str, language: str) -> str:
    said = f"const SAID = {_in_script(json.dumps(_said(language), ensure_ascii=False))};\n"
    code = "".join((_CODED / name).read_text("utf-8") for name in files)
    return minified(f'(() => {{\n"use strict";\n{said}{code}}})();\n', "js")


def _has_search(app: Sphinx) -> bool:
    return app.builder.name in ("html", "dirhtml")


def _replace_the_search_of_sphinx(app: Sphinx) -> None:
    """Keep Sphinx from writing a search of its own."""
    if _has_search(app):
        app.builder.search = False  # type: ignore[attr-defined]


def _search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    if _has_search(app):
        yield "search", {}, "search.html"


def _say(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the search page its words and its own style."""
    if pagename == "search":
        language = app.config.language or "en"
        context |= {"said": words(language), "search_mark": _mark(page_script(language))}


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write index, texts and scripts beside the pages."""
    if exception is not None or not _has_search(app):
        return
    folder = Path(app.outdir) / FOLDER
    if is_unchanged(app.env) and (folder / "index.js").exists():
        _remove_the_scripts_of_sphinx(Path(app.outdir))
        return
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*"):
        left.unlink()
    language = app.config.language or "en"
    pages = _read(app)
    scripts = {f"texts-{number}.js": texts_script(number, page) for number, page in enumerate(pages)}
    scripts["index.js"] = index_script(pages, language)
    scripts["page.js"] = page_script(language, _mark("".join(scripts.values())))
    scripts["marks.js"] = marks_script(language)
    for name, content in scripts.items():
        (folder / name).write_text(content, "utf-8")
    (folder / "search.css").write_text(minified((_CODED / "search.css").read_text("utf-8"), "css"), "utf-8")
    _remove_the_scripts_of_sphinx(Path(app.outdir))


def _read(app: Sphinx) -> list[Page]:
    """Return the built pages in the order of the contents."""
    builder: Any = app.builder
    found = [docname for docname in _in_order(app) if is_found(docname)]
    built = [(docname, Path(builder.get_outfilename(docname))) for docname in found]
    store = SectionStore(Path(app.outdir).parent / "search-read")
    pages = [
        page_of(docname, builder.get_target_uri(docname), file.read_text("utf-8"), store.sections_of)
        for docname, file in built
        if file.exists()
    ]
    store.forget_others()
    return pages


def _in_order(app: Sphinx) -> list[str]:
    """Return the pages as a reader leafs through them, then those that stand in no contents."""
    relations = app.env.collect_relations()
    return sorted(
        app.env.found_docs,
        key=lambda docname: (list(relations).index(docname) if docname in relations else len(relations), docname),
    )


def _remove_the_scripts_of_sphinx(outdir: Path) -> None:
    for name in _SPHINX_SCRIPTS:
        (outdir / "_static" / name).unlink(missing_ok=True)
    (outdir / "searchindex.js").unlink(missing_ok=True)


def _mark(content: str) -> str:
    """Return a few letters that change with a content, so that a browser never takes yesterday's."""
    return sha256(content.encode()).hexdigest()[:8]
