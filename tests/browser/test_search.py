"""The search: what it finds, in three languages and many spellings; over http and from disk."""

import re
from itertools import product

import pytest

from accessibility import violations
from built import PAGES, SITE
from coursekit.data.package import rows
from visit import INDEX_BUDGET, PAINTED, weighed

#: Words as a student may type them, with what has to be among the first five results.
RUSSIAN = {
    "сотрудничеству": "Shanghai Cooperation Organisation (SCO)",
    "соглашениями": "Partnership and Cooperation Agreement (PCA)",
    "партнёрстве": "Partnership and Cooperation Agreement (PCA)",
    "партнерством": "Partnership and Cooperation Agreement (PCA)",
    "стратегией": "Strategy",
    "санкциями": "Sanctions (restrictive measures)",
    "надежности": "Reliability",
    "надёжностью": "Reliability",
    "устойчивости": "Resilience",
    "валидностью": "Validity",
    "сценариев": "Scenario",
    "Европейского совета": "European Council",
    "ЕВРОПЕЙСКОЙ КОМИССИИ": "European Commission",
    "Европейскому парламенту": "European Parliament",
    "председательства": "Presidency of the Council",
    "тройкой": "Troika",
    "регламентом": "Regulation",
    "индикативных программ": "Indicative programme",
    "центральности": "Centrality",
    "проекцией": "Projection of a network",
    "обратной связью": "Feedback loop",
    "критику источников": "Source criticism",
    "единицами анализа": "Unit of analysis",
    "кодировочную книгу": "Codebook",
    "реэкспорта": "Re-export",
    "обусловленностью": "Conditionality",
    "счетной палаты": "European Court of Auditors",
    "государства-члены": "Member state",
    "СРПС": "Enhanced Partnership and Cooperation Agreement (EPCA)",
    "зеркальной статистикой": "Mirror statistics",
}
KAZAKH = {
    "ынтымақтастықты": "Shanghai Cooperation Organisation (SCO)",
    "келісімдердің": "Partnership and Cooperation Agreement (PCA)",
    "әріптестігі": "Partnership and Cooperation Agreement (PCA)",
    "серіктестікке": "Partnership and Cooperation Agreement (PCA)",
    "стратегиясының": "Strategy",
    "санкцияларға": "Sanctions (restrictive measures)",
    "сенімділікті": "Reliability",
    "төзімділігі": "Resilience",
    "валидтіліктің": "Validity",
    "сценарийлерге": "Scenario",
    "Еуропалық кеңестің": "European Council",
    "Еуропалық комиссияға": "European Commission",
    "Еуропалық парламентте": "European Parliament",
    "төрағалықтан": "Presidency of the Council",
    "регламентке": "Regulation",
    "бағдарламалардан": "Indicative programme",
    "орталықтығы": "Centrality",
    "мүше мемлекеттердің": "Member state",
    "дереккөздерді сыни талдаудың": "Source criticism",
    "тұжырымдары": "Claim",
    "реэкспорттың": "Re-export",
    "шарттылықпен": "Conditionality",
    "кодтау кітабында": "Codebook",
    "ынтымактастык": "Shanghai Cooperation Organisation (SCO)",
    "көпвекторлы сыртқы саясатты": "Multi-vector foreign policy",
}
COUNTRIES = {
    "Kazakhstan": "Казахстан Казахстану Казахстаном казахстане Қазақстан Қазақстанның Қазақстанда қазақстандық "
    "Qazaqstan Kazahstan Kazakstan kazakhstans Казакстан Kazakhstan’s",
    "Kyrgyzstan": "Кыргызстана Кыргызстане Киргизии Қырғызстанға Kirgizstan Kyrgystan kyrgyzstán",
    "Tajikistan": "Таджикистану Таджикистаном Тәжікстанмен Тоҷикистон Tadjikistan",
    "Turkmenistan": "Туркменистана Туркмении Түрікменстаннан Türkmenistan Turkmenistn",
    "Uzbekistan": "Узбекистане Узбекистаном Өзбекстанның O‘zbekiston Oʻzbekiston O'zbekiston Oʼzbekiston O`zbekiston "
    "OZBEKISTON Uzbekistán Usbekistan Uz\u00adbekistan",
    "Türkiye": "Turkiye Turkey TÜRKİYE türkiye Tu\u0308rkiye Турция Турцией Түркиямен Turkiey",
}
#: Words that misspell one of the book's; what is offered or shown in their stead.
MISSPELT = {
    "Kazahstan": "Kazakhstan",
    "partnershp": "partnership",
    "straregy": "strategy",
    "Astnaa": "Astana",
    "Centrl": "Central",
    "conectivity": "connectivity",
    "Krippendorf": "",
    "Brusels": "Brussels",
    "сотрудничиство": "сотрудничество",
    "ынтымақтастығ": "",
}


@pytest.fixture(name="search")
def _search(site, open_page):
    """The search page; type into it with `found`."""
    return open_page(f"{site}/search.html")


def found(page, words):
    """Type words and press Enter; return the headings of what is shown."""
    page.fill("#search-words", words)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "words => document.querySelector('#search-results').dataset.asked === words", arg=words.strip()
    )
    return page.locator(".found h2").all_text_contents()


def first_five(page, words):
    """Return the headings of the first five results, asked of the engine."""
    page.wait_for_function("window.courseSearch && courseSearch.engine")
    return page.evaluate(
        """words => courseSearch.search(words).results.slice(0, 5)
          .map(one => courseSearch.engine.sections[one.section][2])""",
        words,
    )


def test_a_year_is_found_and_no_other_year(search):
    """2007 finds what has 2007; a year that the book does not have finds nothing, and no neighbour."""
    assert "2007" in found(search, "2007")[0]
    # Every excerpt comes; the number stands in the heading or in it.
    search.wait_for_function("[...document.querySelectorAll('.found')].every(one => one.dataset.shown)")
    assert all("2007" in one for one in search.locator(".found").all_text_contents())
    assert found(search, "1789") == []
    assert search.locator("#search-remarks a").count() == 0
    assert search.trouble == []


def test_a_country_is_found_by_every_name(search):
    """In three languages, their cases, old spellings, apostrophes and capitals: as by its own name."""
    for state, names in COUNTRIES.items():
        wanted = set(first_five(search, state))
        missed = [name for name in names.split() if not wanted & set(first_five(search, name))]

        assert missed == []
        assert found(search, names.split()[0])
    assert search.trouble == []


def test_terms_are_found_in_every_case(search):
    """Forms that stand nowhere in the book find the term all the same; in Russian and in Kazakh."""
    forms = RUSSIAN | KAZAKH
    missed = {
        words: first_five(search, words) for words, term in forms.items() if term not in first_five(search, words)
    }

    assert len(forms) == len(RUSSIAN) + len(KAZAKH)
    assert missed == {}


def test_every_term_is_found_in_three_languages(http, open_page):
    """Each of the glossary, by its full name."""
    page = open_page(f"{http}/search.html")
    missed = [
        (row["id"], language)
        for row in rows("glossary")
        for language in ("en", "kk", "ru")
        if row["term_en"] not in first_five(page, row[f"term_{language}"])
    ]

    assert missed == []


def test_numbers_of_rows_are_exact(http, open_page):
    """Each claim, event and document comes first when its number is typed, capital or small, Cyrillic or not."""
    page = open_page(f"{http}/search.html")
    page.wait_for_function("window.courseSearch && courseSearch.engine")
    asked = {row["id"]: f"claim-{row['id']}" for row in rows("claims")}
    asked |= {row["id"]: row["id"] for row in rows("events")} | {row["key"]: row["key"] for row in rows("documents")}
    asked |= {"с26": "claim-C26", "С26": "claim-C26", "c26": "claim-C26", "e044": "E044", "E44": "E044", "Е044": "E044"}
    first = page.evaluate(
        """asked => asked.map(one => {
          const [first] = courseSearch.search(one).results;
          return first ? courseSearch.engine.sections[first.section][1] : "";
        })""",
        list(asked),
    )

    assert [pair for pair in zip(asked, first, strict=True) if pair[1] != asked[pair[0]]] == []


def test_a_near_spelling_is_shown_or_offered(search):
    """A misspelt word finds what it means and says so; the offer can be followed."""
    for words, meant in MISSPELT.items():
        assert found(search, words) or search.locator("#search-remarks a").count(), words
        if meant:
            link = search.locator("#search-remarks a").first
            assert link.text_content().lower() == meant.lower()
            link.click()
            wanted = "words => document.getElementById('search-results').dataset.asked?.toLowerCase() === words"
            search.wait_for_function(wanted, arg=meant.lower())
            assert search.locator(".found h2").count(), words


ODD = [
    "...", "?!", "—", "«»", "<b>", "<img src=x onerror=alert(1)>", "&amp;", "%", "%E0%A4%A", "\\", "'", '"',
    "/^(a+)+$/",
    "constructor", "__proto__", "toString", "hasOwnProperty", "the", "of the", "😀", "x" * 5000, "word " * 2000,
]  # fmt: skip


def test_odd_input_is_answered(search):
    """Nothing breaks, nothing hangs, and the page says what it understood."""
    for words in ODD:
        found(search, words)

        assert search.locator("#search-status").text_content(), words
        assert search.locator(".found").count() or search.locator("#search-remarks p").count(), words
        assert search.locator("#main img").count() == 0, words
    assert search.trouble == []


def test_a_whole_sentence_finds_sections_that_have_parts_of_it(search):
    """Pasted text is no dead end."""
    assert found(
        search, "In December 2006 the European Council asked the German dragon to prepare a strategy for Central Asia"
    )
    assert "some of them" in search.locator("#search-remarks").text_content()


def test_quotation_marks_and_capitals_change_nothing(search):
    """Words are compared, not signs."""
    plain = found(search, "global gateway")

    assert plain[0] == "Global Gateway"
    for words in (
        '"Global Gateway"',
        "«GLOBAL gateway»",
        "  global   gateway  ",
        "global-gateway",
        "glo\u00adbal gateway",
    ):
        assert found(search, words) == plain


def test_a_result_has_an_excerpt_and_opens_at_its_section_with_the_words_marked(search, site):
    """From the list to the very place; Escape puts the marks away."""
    assert found(search, "draft blank page")[0].startswith("Germany came to Astana")
    search.wait_for_selector(".found-text")
    assert search.locator(".found").first.locator("mark").count() >= 2
    search.locator(".found-link").first.click()
    search.wait_for_selector("mark.search-mark")

    assert search.url.startswith(f"{site}/book/06-new-partnership.html")
    assert search.url.endswith("#germany-came-to-astana-with-a-first-draft-not-with-a-blank-page")
    section = search.locator("#germany-came-to-astana-with-a-first-draft-not-with-a-blank-page")
    assert 0 <= section.bounding_box()["y"] < 300
    assert search.locator("mark.search-mark").count() == section.locator("mark.search-mark").count()
    assert {"draft", "blank", "page"} <= {text.lower() for text in section.locator("mark").all_text_contents()}
    assert search.trouble == []

    search.get_by_role("button", name="Next").click()
    assert search.locator(".search-mark-here").count() == 1
    before = section.text_content()
    search.keyboard.press("Escape")
    assert search.locator("mark.search-mark").count() == 0
    assert search.locator(".marks-bar").count() == 0
    assert section.text_content() == before


def test_the_way_back_leads_to_the_results(search):
    """A reader who opened a result comes back to the list."""
    results = found(search, "Troika")
    search.locator(".found-link").first.click()
    search.wait_for_selector(".marks-bar")
    search.go_back()
    search.wait_for_selector(".found h2")

    assert search.locator("#search-words").input_value() == "Troika"
    assert search.locator(".found h2").all_text_contents() == results


def test_a_result_in_a_register_opens_at_its_row(search):
    """The row of a claim, of an event and of a document is the place, not the page."""
    for words, anchor in (("C26", "claim-C26"), ("E044", "E044"), ("eu2007strategy", "eu2007strategy")):
        found(search, words)
        assert search.locator(".found-link").first.get_attribute("href").endswith(f"#{anchor}")


def test_the_header_s_field_leads_to_the_results(http, open_page):
    """A form of plain HTML: it works from every page."""
    page = open_page(f"{http}/book/06-new-partnership.html")
    page.fill(".site-search input", "Казахстану & Co?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results[data-asked]")

    assert page.locator("#search-words").input_value() == "Казахстану & Co?"
    assert page.trouble == []


DENIED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


@pytest.mark.parametrize("storage", [DENIED, FULL], ids=["denied", "full"])
def test_the_search_needs_no_storage(chromium, site, storage):
    """With site data blocked or storage full it answers, and marks, as usual."""
    context = chromium.new_context()
    context.add_init_script(storage)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site}/search.html?q=2007")
    page.wait_for_selector(".found-text mark")
    page.locator(".found-link").first.click()
    page.wait_for_selector("mark.search-mark")
    context.close()

    assert errors == []


def test_without_a_script_the_page_says_what_to_do(site, open_page):
    """No field that does nothing; ways on instead."""
    page = open_page(f"{site}/search.html", javascript=False)

    assert not page.locator("#search-words").is_visible()
    assert page.locator("main a:visible").count() >= 4
    assert "JavaScript" in page.locator("main").inner_text()


def test_an_index_that_does_not_come_is_said_and_asked_for_again(http, open_page):
    """A slow line is no dead end."""
    page = open_page(f"{http}/index.html")
    page.route("**/search/index.js*", lambda route: route.abort())
    page.goto(f"{http}/search.html?q=2007")
    page.wait_for_function("document.querySelector('#search-status').textContent.includes('could not')")
    page.unroute("**/search/index.js*")
    page.press("#search-words", "Enter")

    page.wait_for_selector(".found h2")


def test_the_index_is_loaded_when_it_is_needed(http, open_page):
    """Not by other pages, and by the search page at the first key or focus."""
    page = open_page(f"{http}/book/glossary.html")
    names = "performance.getEntriesByType('resource').map(one => one.name)"
    loaded = f"{names}.filter(name => name.includes('_static/search/'))"
    assert page.evaluate(loaded) == []
    page.goto(f"{http}/search.html")
    page.wait_for_function("window.courseSearch && courseSearch.engine")

    assert [name for name in page.evaluate(loaded) if "texts-" in name] == []
    files = [SITE / name.removeprefix(f"{http}/").partition("?")[0] for name in page.evaluate(loaded)]
    assert 0 < sum(weighed(file) for file in files) <= INDEX_BUDGET
    assert len((SITE / "search.html").read_bytes()) < 15_000


def test_kinds_narrow_the_results(search):
    """A button for each kind; the count follows, and one shows more."""
    found(search, "2007")
    total = int(re.search(r"\d+", search.locator("#search-status").text_content())[0])
    assert search.locator(".found").count() == min(15, total)
    search.locator("#search-more").click()
    assert search.locator(".found").count() == min(30, total)
    assert search.evaluate("document.activeElement.className") == "found-link"
    search.locator(".kind-button", has_text="Claims").click()
    claims = int(re.search(r"\d+", search.locator("#search-status").text_content())[0])

    assert 0 < claims < total
    assert search.locator(".kind-button[aria-pressed=true]").count() == 1
    assert all(kind == "Claim" for kind in search.locator(".found-kind").all_text_contents())


def test_it_is_used_by_keyboard_and_heard(search):
    """The field has the focus, results are announced, Tab goes on to them."""
    assert search.evaluate("document.activeElement.id") == "search-words"
    search.keyboard.type("Troika")
    search.wait_for_selector(".found h2")
    status = search.locator("#search-status")
    assert (status.get_attribute("role"), status.get_attribute("aria-live")) == ("status", "polite")
    assert re.search(r"\d", status.text_content())
    assert search.locator("[role=search]").count() == 1
    order = []
    for _ in range(20):
        search.keyboard.press("Tab")
        order.append(search.evaluate("document.activeElement.className.split(' ')[0]"))
        if order[-1] == "found-link":
            break
    assert order[0] == "button"
    assert order[-1] == "found-link"
    assert set(order[1:-1]) <= {"kind-button"}


def test_results_and_marks_are_accessible_and_fit(http, open_page):
    """axe-core finds nothing in the list, in the remarks and on the page that opens, in every look."""
    page = open_page(f"{http}/search.html")
    problems = []
    for words in ("Kazahstan 2007", "zzqqxx", "Brusels"):
        found(page, words)
        if page.locator(".found").count():
            page.wait_for_selector(".found-text")
        problems += in_every_look(page)
    found(page, "Troika Astana")
    page.locator(".found-link").first.click()
    page.wait_for_selector(".marks-bar")

    assert problems + in_every_look(page) == []


def in_every_look(page):
    """Return what axe finds, and what is too wide, at three widths in both modes."""
    problems = []
    for width, scheme in product((320, 390, 1280), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(PAINTED)
        problems += [(width, scheme, *problem) for problem in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append((width, "scrolls sideways"))
    return problems


def test_page_and_build_cut_words_alike(http, open_page):
    """On every text of the book; and what the build has folded, the page leaves as it is."""
    page = open_page(f"{http}/search.html")
    page.wait_for_function("window.courseSearch && courseSearch.engine")
    texts = [text for name in PAGES for text in [(SITE / name).read_text("utf-8")]]
    from coursekit.book.search_sections import sections_of
    from coursekit.book.search_words import cut

    pieces = [f"{one.heading} {one.other_names} {one.text}" for text in texts for one in sections_of(text)]
    odd = [
        "İSTANBUL ıssız",
        "O‘zbekiston Oʻz O'z Oʼz",
        "co\u00adop",
        "13,158 66,4 24.7.1991 1.5",
        "Straße Łódź Øre",
        "e\u0301 й й",
        "½ x² Ⅱ ﬁn",
        "С05 е044",
    ]
    by_page = page.evaluate("pieces => pieces.map(piece => courseSearch.cut(piece).map(one => one.word))", pieces + odd)
    different = [(mine, its) for piece, its in zip(pieces + odd, by_page, strict=True) if (mine := cut(piece)) != its]

    assert len(pieces) > 700
    assert different == []
    assert page.evaluate("courseSearch.engine.vocabulary.filter(word => courseSearch.cut(word)[0].word !== word)") == []


def test_instructors_notes_are_not_found(http, open_page):
    """No result leads to them, and no text of theirs travels with the search."""
    page = open_page(f"{http}/search.html")
    page.wait_for_function("window.courseSearch && courseSearch.engine")

    assert page.evaluate("courseSearch.engine.pages.filter(([address]) => address.includes('notes/'))") == []
    carried = "".join(file.read_text("utf-8") for file in (SITE / "_static/search").glob("*.js"))
    assert "What students usually believe" in (SITE / "book/notes/06-new-partnership.html").read_text("utf-8")
    assert "What students usually believe" not in carried


def test_sphinx_s_search_is_gone():
    """Nothing ships that nothing uses."""
    left = (
        "searchindex.js",
        "_static/searchtools.js",
        "_static/language_data.js",
        "_static/doctools.js",
        "_static/sphinx_highlight.js",
    )

    assert [name for name in left if (SITE / name).exists()] == []
