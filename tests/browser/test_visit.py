"""The visit sees what it must: faults put on a page of the example are found, and without them nothing is."""

import pytest

import visit as visits
from accessibility import violations
from example import PAGE, SMALL
from visit import visit

#: Where on a page -> what is put there, and the line in which the visit must tell of it.
LOOKS = {
    "dark": (
        "<style>@media (prefers-color-scheme: dark) { #dark { color: #444 } }</style><p id='dark'>Pale at night</p>",
        "390 px, dark: color-contrast: ['#dark']",
    ),
    "light": (
        "<style>@media (prefers-color-scheme: light) { #light { color: #ddd } }</style><p id='light'>Pale by day</p>",
        "1280 px, light: color-contrast: ['#light']",
    ),
    "nameless": ("<img id='nameless' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "image-alt: ['#nameless']"),
    "narrow": ("<p style='min-width: 325px'>Narrow</p>", "320 px: wide: P : Narrow"),
    "spaced": (
        "<p style='width: 12em; overflow: hidden; white-space: nowrap'>Room for letters that</p>",
        "320 px, spaced: cut: P : Room for letters that",
    ),
    "phone": ("<p style='width: 25em'>Wider than a phone</p>", "390 px: scrolls sideways"),
    "letters": ("<style>.ck-plot text { font-size: 8px !important }</style>", "letters of 8.0 px in a chart"),
}


def _deaf(event, condition):
    """Return a script that keeps an event from whoever waits for it."""
    stop = f"if ({condition}) event.stopImmediatePropagation();"
    return f"<script>addEventListener('{event}', (event) => {{ {stop} }}, true)</script>"


#: The same of what is loaded and used.
LOADED = {
    "console": ("<script>console.error('broken')</script>", "console: broken"),
    "error": ("<script>throw new Error('thrown')</script>", "error: thrown"),
    "outside": ("<img alt='A map' src='https://example.org/map.png'>", "external: https://example.org/map.png"),
    "missing": ("<img alt='A map' src='map.png'>", "missing: "),
    "page": ("<p><a href='nowhere.html'>Nowhere</a></p>", "no such page: "),
    "place": ("<p><a href='#nowhere'>Nowhere</a></p>", "no such place: "),
    "title": ("<h1>Another title</h1>", "expected one h1, found 2"),
    "desk": ("<p style='width: 1400px'>Wider than a desk</p>", "1280 px: scrolls sideways"),
    "prompts": (
        "<script>document.querySelectorAll('.gp').forEach((one) => one.classList.remove('gp'))</script>",
        "copied code cannot be run",
    ),
    "paper": (
        "<script>addEventListener('beforeprint', () => document.querySelector('.ck-plot').replaceChildren())</script>",
        "not drawn on paper: chart-",
    ),
    "forgetful": (
        "<script>addEventListener('pagehide', () => localStorage.clear())</script>",
        "the answer is not kept",
    ),
    "chart": (
        _deaf("change", "event.target.closest('.ck-chart')"),
        ": reads {",
    ),
    "events": (
        _deaf("input", "event.target.type === 'search'"),
        "does not follow its controls",
    ),
}
#: What stands in the page -> what stands there instead, and the line.
CHANGED = {
    "&quot;right&quot;: true": ("&quot;right&quot;: false", "its right answer is called 'tried', not 'correct'"),
    "&quot;y_label&quot;: &quot;": ("&quot;y_label&quot;: &quot;Not ", "the page does not have Python's figure"),
    "&quot;kind&quot;: &quot;timeline&quot;": ("&quot;kind&quot;: &quot;nonesuch&quot;", "what to do with 'nonesuch'"),
}
_END = "</article>"


@pytest.fixture(name="visited")
def _visited(example, example_http, open_page):
    """Visit the small page of the example with texts of its source replaced."""

    def visited(changes):
        text = (example / f"{SMALL}.html").read_text("utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        address = f"{example_http}/{SMALL}.html"

        def prepare(page):
            page.route(address, lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))

        return visit(open_page(address, folder=example, prepare=prepare))

    return visited


def told(faults, lines):
    """Return the faults that no line tells of."""
    return [fault for fault, line in faults.items() if not any(line in each for each in lines)]


def test_without_a_fault_nothing_is_found(visited):
    """The page itself is good."""
    assert visited({}) == []


@pytest.mark.parametrize("faults", [LOOKS, LOADED], ids=["looks", "loaded and used"])
def test_each_fault_on_a_page_is_found(visited, faults):
    """Each has a line of its own."""
    lines = visited({_END: "".join(html for html, _ in faults.values()) + _END})

    assert told({name: line for name, (_, line) in faults.items()}, lines) == []


def test_a_fault_of_one_look_is_told_of_that_look_alone(visited):
    """What is pale in the dark is not so by day, and what is too wide at 320 px fits a phone."""
    lines = visited({_END: "".join(LOOKS[name][0] for name in ("dark", "light", "narrow")) + _END})

    assert not any(("light" in line and "#dark" in line) or ("dark" in line and "#light" in line) for line in lines)
    assert not any(line.startswith("390 px: scrolls") for line in lines)


def test_each_change_of_what_is_asked_and_drawn_is_found(visited):
    """A key that is lost, a figure that is not Python's, a kind nobody knows."""
    lines = visited({old: new for old, (new, _) in CHANGED.items()})

    assert told({old: line for old, (_, line) in CHANGED.items()}, lines) == []
    assert any(line.startswith("not alive") for line in lines)


def test_a_heavy_page_is_found(visited, monkeypatch):
    """A budget that is spent."""
    monkeypatch.setattr(visits, "WIDGET_BUDGET", 1000)

    assert any(line.startswith("weighs ") for line in visited({}))


def test_axes_that_change_with_the_state_are_found():
    """Within a measure; another measure has axes of its own."""
    spec = {"mark": "bar", "controls": [{"name": "measure"}, {"name": "year"}], "axis_by": ["measure"]}
    states = [("share", "2007"), ("share", "2019"), ("sum", "2007")]

    def shown(*ticks):
        return [{"svg": 9, "ticks": ticks, "legend": ""}]

    assert visits.restless(spec, states, [shown("1"), shown("1"), shown("9")]) == []
    assert len(visits.restless(spec, states, [shown("1"), shown("2"), shown("9")])) == 1


#: Texts that are pale for different reasons, among many that are not.
PALE = (
    "<p id='a' style='color: #bbb'>Pale</p>",
    "<div style='background: #333'><p style='color: #fff'>Bright</p><p><span id='b'>On the dark</span></p></div>",
    "<div style='opacity: 0.3'><p id='c'>Seen through</p></div>",
    f"<div style='height: 3em; overflow: auto'>{'<p>Scrolled</p>' * 9}<p id='d' style='color: #ccc'>Low</p></div>",
    "<label>Field <input id='e' value='pale' style='color: #ccc; background: #fff'></label>",
    "<p style='position: relative'>Below <b id='f' style='position: absolute; color: #ddd'>Above</b></p>",
)


def test_one_text_of_each_look_tells_what_all_of_them_tell(example, example_http, open_page):
    """Asked of every text axe finds the same looks to be pale, and on the page as it is none."""
    page = open_page(f"{example_http}/{PAGE}.html", folder=example)
    assert violations(page, ["color-contrast"]) == violations(page, ["color-contrast"], each_text=True) == []
    page.evaluate("pale => document.querySelector('article').insertAdjacentHTML('beforeend', pale)", "".join(PALE))
    again = "".join(PALE).replace(" id=", " data-again=")
    page.evaluate("pale => document.querySelector('article').insertAdjacentHTML('beforeend', pale)", again)

    quick, thorough = (violations(page, ["color-contrast"], each_text=each) for each in (False, True))
    ids = {f"#{name}" for name in "abcdef"}

    def named(found):
        return {name for _, target in found for name in ids if name in str(target)}

    assert named(thorough) == named(quick) == ids
    assert len(quick) < len(thorough)
