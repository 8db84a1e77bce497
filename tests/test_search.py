"""The build's side of the search: sections, folding, stems and the index as it travels."""

import re

import pytest

from coursekit.book.search_index import FIELDS, index, index_script, is_found, names, page_of, page_script, texts_script
from coursekit.book.search_sections import sections_of
from coursekit.book.search_words import COMMON, cut, endings, fold, front_coded, stems

PAGE = """<html><nav>Menu</nav><article class="article"><section id="top"><h1>The title</h1>
<p>First <em>wo</em>rds.<span role="tooltip" class="fact-source">a note</span></p>
<section id="part"><h2>A part</h2><p>Its text.</p><svg><text>drawn</text></svg>
<details class="reveal"><summary>Show</summary><p>estimate first</p></details>
<div class="ck" data-ck="{}"><div class="ck-plain"><p>Which year?</p>
<ul class="ck-lines"><li>never</li></ul></div></div>
<section id="below"><h3>Below</h3><p>Deep &amp; quiet.</p></section><p>Last line.</p></section>
</section></article><footer>Foot</footer></html>"""


def test_a_section_has_its_own_words_and_no_others():
    """Sections inside it, notes, drawings, answers and what is kept back are left out."""
    found = {section.anchor: section for section in sections_of(PAGE)}

    assert list(found) == ["top", "part", "below"]
    assert found["top"].text == "First words."
    assert found["part"].text == "Its text. Which year? Last line."
    assert (found["below"].heading, found["below"].above, found["below"].text) == ("Below", "A part", "Deep & quiet.")
    assert (found["part"].heading, found["part"].above) == ("A part", "")


TERM = """<dl class="glossary-list"><div id="x"><dt>Term
<span class="other-languages"><span lang="kk">Сөз</span></span></dt><dd>Meaning.</dd></div></dl>"""
EVENT = """<ol class="timeline"><li id="E001"><p class="event-date">1989</p>
<div><p class="event-title">Treaty</p><p>Signed.</p></div></li></ol>"""
DOCUMENT = """<ol class="register"><li id="key"><p class="register-title">Paper</p>
<dl><div><dt>Issued by</dt><dd>EU</dd></div></dl></li></ol>"""
WORK = '<div class="citation" id="id1"><span class="label">[AB]</span><p>A. B. A title.</p></div>'
RESOURCE = '<section class="resource"><h2 id="data-x">X</h2><p>Y.</p></section>'


@pytest.mark.parametrize(
    ("html", "anchor", "heading", "other_names"),
    [
        (TERM, "x", "Term", "Сөз"),
        (EVENT, "E001", "Treaty", ""),
        (DOCUMENT, "key", "Paper", ""),
        (WORK, "id1", "A. B. A title.", ""),
        (RESOURCE, "data-x", "X", ""),
    ],
    ids=["term", "event", "document", "work", "resource"],
)
def test_each_row_of_a_register_is_a_place_of_its_own(html, anchor, heading, other_names):
    """A result opens at the row, and is called as the row is."""
    row = next(section for section in sections_of(html) if section.anchor == anchor)

    assert (row.heading, row.other_names) == (heading, other_names)


def test_broken_html_is_read_as_far_as_it_goes():
    """Void and unclosed elements, stray ends, an unclosed section."""
    page = "<section id='a'><h1>A</h1><p>one<br>two<img alt='x'></b><p>three<section id='b'><h2>B</h2>four"

    assert [(one.heading, one.text) for one in sections_of(page)] == [("A", "one two three"), ("B", "four")]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Türkiye", "turkiye"),
        ("Tu\u0308rkiye", "turkiye"),
        ("TÜRKİYE", "turkiye"),
        ("ISSIZ", "issiz"),
        ("ıssız", "issiz"),
        ("Kubiš", "kubis"),
        ("O‘zbekiston", "ozbekiston"),
        ("Oʻzbekiston", "ozbekiston"),
        ("O'zbekiston", "ozbekiston"),
        ("Oʼzbekiston", "ozbekiston"),
        ("Krippendorff’s", "krippendorffs"),
        ("coop\u00aderation", "cooperation"),
        ("партнёрство", "партнерство"),
        ("Қазақстан", "казакстан"),
        ("Өзбекстанның", "озбекстаннын"),
        ("Ўзбекистон", "узбекистон"),
        ("Тоҷикистон", "точикистон"),
        ("Straße", "strasse"),
        ("C05", "c5"),
        ("С26", "c26"),
        ("Е044", "e44"),
        ("2007", "2007"),
        ("1,234", "1234"),
        ("66,4", "66.4"),
    ],
)
def test_a_word_is_folded(written, folded):
    """Accents, capitals, apostrophes, hyphens that are not written, letters of other keyboards."""
    assert fold(written) == folded
    assert cut(written) == [folded]
    assert fold(folded) == folded


def test_words_are_cut_where_they_end():
    """At hyphens, dashes, slashes, brackets and underscores; not inside numbers."""
    assert cut("контент-анализ 2007–2013 99/2000 JOIN(2019) causal_links EUR 13,158 1.5 24.7.1991") == [
        *("контент", "анализ", "2007", "2013", "99", "2000", "join", "2019", "causal", "links", "eur", "13158"),
        *("1.5", "24", "7", "1991"),
    ]
    assert cut("… — «» '' <> &") == []
    assert cut("the states’ ‘Brussels’ O‘zbekiston’s") == ["the", "states", "brussels", "ozbekistons"]


def forms_fit(word, form, language):
    """Tell whether a form is taken for one of a word's, by the rule that the page follows."""
    known = stems([word], language)
    ending = re.compile(endings(language))
    folded = fold(form)
    return any(
        folded[:n] in known and (n == len(folded) or ending.fullmatch(folded[n:])) for n in range(len(folded), 1, -1)
    )


@pytest.mark.parametrize(
    ("language", "word", "forms"),
    [
        ("ru", "казахстан", "казахстан казахстана казахстану казахстаном казахстане"),
        ("ru", "узбекистан", "узбекистана узбекистану узбекистаном узбекистане"),
        ("ru", "сотрудничество", "сотрудничества сотрудничеству сотрудничеством сотрудничестве"),
        ("ru", "партнёрство", "партнерства партнёрству партнёрством"),
        ("ru", "соглашение", "соглашения соглашений соглашениям соглашениями соглашениях"),
        ("ru", "устойчивость", "устойчивости устойчивостью"),
        ("ru", "азия", "азии азию азией"),
        ("ru", "рынок", "рынка рынку рынки рынков рынками"),
        ("ru", "счётная", "счетной счётную"),
        ("ru", "европейский", "европейского европейскому европейская европейских"),
        ("ru", "китай", "китая китаю китаем"),
        ("kk", "қазақстан", "қазақстанның қазақстанға қазақстанда қазақстаннан қазақстанмен қазақстанды"),
        ("kk", "серіктестік", "серіктестігі серіктестіктер серіктестікке серіктестігінің серіктестіктеріміздің"),
        ("kk", "ынтымақтастық", "ынтымақтастықты ынтымақтастығы ынтымақтастықтың"),
        ("kk", "келісім", "келісімдердің келісімге келісімі келісімінде"),
        ("kk", "халық", "халқы халқының халықтар"),
        ("kk", "ел", "елдер елдерінің елге"),
    ],
)
def test_forms_share_a_stem(language, word, forms):
    """Cases, numbers and owners of Russian and Kazakh words, names among them."""
    known = [word, *(["халқы"] if word == "халық" else [])]
    assert [form for form in forms.split() if not any(forms_fit(one, form, language) for one in known)] == []


@pytest.mark.parametrize(
    ("word", "other", "language"),
    [
        ("казахстан", "казань", "ru"),
        ("союз", "союзник", "ru"),
        ("регион", "регистр", "ru"),
        ("совет", "советник", "ru"),
        ("қазақстан", "қазақ", "kk"),
        ("кеңес", "кең", "kk"),
    ],
)
def test_other_words_do_not(word, other, language):
    """A shared beginning alone makes no form."""
    assert not forms_fit(word, other, language)


def test_a_word_of_both_languages_has_one_stem():
    """Азия is written alike in Kazakh and Russian and is not found twice."""
    page = page_of("book/x", "book/x.html", "<article><h1>Орталық Азия</h1><p>Центральная Азия</p></article>")
    coded = index([page])["stems"]

    assert dict(one.split(":") for one in coded["kk"].split() if ":" in one)["азия"] == "ази"
    assert "ази" in coded["ru"].split()


def decoded(coded):
    """Return the words of a front-coded list."""
    word, found = "", []
    for part in coded.split(" "):
        word = word[: int(part[0], 36)] + part[1:]
        found.append(word)
    return found


def test_front_coding_loses_nothing():
    """Long shared beginnings included."""
    listed = sorted({"a", "ab", "b", "trade", "traded", "trades", "x" * 60, "x" * 61, "ынтымак"})

    assert decoded(front_coded(listed)) == listed


def test_the_index_knows_where_each_word_stands():
    """Titles, codes and text are told apart; common words and the text of other sections are left out."""
    chapter = "<section id='a'><h1>Trade</h1><p>The oil and oil.</p></section>"
    register = "<h1>Timeline</h1><ol><li id='E044'><p class='event-title'>Oil</p></li></ol>"
    pages = [
        page_of("book/01-a", "book/01-a.html", chapter),
        page_of("book/timeline", "book/timeline.html", f"<section id='t'>{register}</section>"),
    ]
    made = index(pages)
    where = dict(zip(decoded(made["words"]), made["places"], strict=True))
    fields = list(FIELDS)

    assert made["pages"] == [["book/01-a.html", "Trade", "chapter"], ["book/timeline.html", "Timeline", "event"]]
    assert [section[1:] for section in made["sections"]] == [
        ["a", "Trade", "", 0],
        ["t", "Timeline", "", 0],
        ["E044", "Oil", "", 1],
    ]
    assert where["oil"] == f"{fields.index('row')}C{fields.index('text')}A!"
    assert where["e44"] == f"{fields.index('code')}C"
    assert where["trade"] == f"{fields.index('title')}A"
    assert "the" not in where
    assert list(where) == sorted(where)


def test_names_have_no_common_words_alone():
    """A name that is only a common word would match everywhere."""
    for forms in names("en"):
        for form in forms:
            assert set(cut(form)) - COMMON, form


def test_notes_are_left_out():
    """What helps an instructor is not offered to students."""
    assert not is_found("book/notes/06-new-partnership")
    assert is_found("book/instructors")


def test_scripts_are_plain_and_carry_the_licence():
    """No module, and MiniSearch's notice with it, as its licence asks."""
    page = page_of("book/x", "book/x.html", "<article><h1>Line\u2028end</h1><p>Text.</p></article>")
    script = index_script([page])

    assert "Permission is hereby granted" in script.splitlines()[0]
    assert "Luca Ongaro" in script.splitlines()[0]
    assert "\u2028" not in script + texts_script(0, page)
    assert "localStorage" not in page_script("en")


@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_the_scripts_speak_the_book_s_language(language):
    """Every word of the search is in the catalogue."""
    from coursekit.language import words

    assert words(language)["search_marks_away"] in page_script(language)
