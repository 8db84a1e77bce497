"""One visit to a page, as a reader makes it; what is wrong with the page comes back, a line each.

A step is a function of the page that returns its lines, none if all is well. Those that need the page
as it comes stand first, those that change it last.
"""

import gzip
import json
import re
from functools import cache
from itertools import product

from lxml import html

from accessibility import violations
from built import reload
from coursekit.errors import CourseError
from coursekit.plots.figure import Frames, figure_names
from coursekit.plots.figure import find as find_figure
from coursekit.plots.specification import chart_specification
from coursekit.questions import check, find
from coursekit.questions.bank import KINDS
from kinds import driver

#: Bytes over the wire of a page of text, and of one with widgets.
TEXT_BUDGET, WIDGET_BUDGET = 170_000, 200_000
#: What the letters of a second script may add, where a page prints words of the article.
CYRILLIC_BUDGET = 32_000
#: The index of the search, which only the search page loads.
INDEX_BUDGET = 350_000
#: Files that are compressed already.
_COMPRESSED = (".woff2", ".png")
#: The spacing a reader may set and lose nothing (WCAG 2.2, 1.4.12).
_SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    "p { margin-bottom: 2em !important; }"
)
#: What is wider than the screen without a box that scrolls, or is cut off.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const unseen = ".visually-hidden, .ck-unseen, .fact-source, .label, [popover], svg, .ck-file input";
  const shown = (node) => !node.closest(unseen);
  const boxed = (node) => { for (let p = node.parentElement; p && p !== document.body; p = p.parentElement)
    if (["auto", "scroll"].includes(getComputedStyle(p).overflowX)) return true; return false; };
  const found = document.documentElement.scrollWidth > width ? ["the page"] : [];
  for (const node of document.querySelectorAll("body *")) {
    if (!shown(node)) continue;
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    if (!box.width || style.visibility === "hidden") continue;
    const words = () => node.textContent.trim().slice(0, 40);
    const note = (what) => found.push(`${what}: ${node.tagName} ${node.className}: ${words()}`);
    if (style.textOverflow === "ellipsis") note("ellipsis");
    const overflows = node.scrollWidth > node.clientWidth + 1;
    if (["hidden", "clip"].includes(style.overflowX) && overflows) note("cut");
    if (box.right > width + 1 && !boxed(node)) note("wide");
    const scrolls = ["auto", "scroll"].includes(style.overflowX) && overflows;
    if (scrolls && node.tabIndex < 0) note("out of reach");
  }
  return found;
}"""
#: The elements of a kind, alive or not.
_KIND = '[data-ck*=\'"kind": "{}"\']'
#: A page takes note of its new width before it paints the second time.
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"


def visit(page, without=()):
    """Return all that is wrong with a page that was opened just now; some steps may be left out."""
    return [line for step in STEPS if step not in without for line in step(page)]


# ------------------------------------------------------------ as it comes


def structure(page):
    """One title, one main part."""
    counts = {name: page.locator(name).count() for name in ("h1", "main")}
    return [f"expected one {name}, found {count}" for name, count in counts.items() if count != 1]


def weight(page):
    """What a first visit carries over the wire, compressed."""
    if not page.site.startswith("http"):
        return []
    loaded = page.evaluate("[location.href, ...performance.getEntriesByType('resource').map(entry => entry.name)]")
    files = {_file(page, address) for address in loaded if address.startswith(page.site)}
    # What is not there is told of by the trouble it made.
    files = {file for file in files if file.is_file()}
    cyrillic = sum(weighed(file) for file in files if "-cyrillic" in file.name)
    index = sum(weighed(file) for file in files if file.parent.name == "search")
    rest = sum(weighed(file) for file in files) - min(cyrillic, CYRILLIC_BUDGET) - index
    allowed = WIDGET_BUDGET if page.locator("[data-ck]").count() else TEXT_BUDGET
    over = [f"weighs {rest} bytes, {allowed} are allowed"] if rest > allowed else []
    return over + ([f"its search weighs {index} bytes"] if index > INDEX_BUDGET else [])


@cache
def weighed(file):
    """Return the size of a file as a server sends it."""
    content = file.read_bytes()
    return len(content) if file.suffix in _COMPRESSED else len(gzip.compress(content, 6))


def links(page):
    """Every link inside the book leads to a page that is there, and to a place on it."""
    found = page.evaluate("[...new Set([...document.querySelectorAll('a[href]')].map(link => link.href))]")
    here = page.url.partition("#")[0]
    own = set(page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)"))
    lines = []
    for link in sorted(each for each in found if each.startswith(page.site)):
        address, _, place = link.partition("#")
        file = _file(page, address)
        if not file.is_file():
            lines.append(f"no such page: {link}")
        elif place and place not in (own if address == here else _places(file)):
            lines.append(f"no such place: {link}")
    return lines


def _file(page, address):
    path = address.removeprefix(page.site).partition("#")[0].partition("?")[0].lstrip("/")
    return page.folder / (path or "index.html")


@cache
def _places(file):
    return set(html.fromstring(file.read_text("utf-8")).xpath("//@id"))


def on_paper(page):
    """Before a print every figure is drawn, also in folds that nobody opened; afterwards the screen is as it was."""
    folds = "document.querySelectorAll('main details[open]').length"
    before = page.evaluate(folds)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    empty = page.locator(_KIND.format("chart")).evaluate_all(
        "all => all.filter(one => one.querySelectorAll('.ck-plot svg *').length <= 5).map(one => one.id)"
    )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    opened = ["the print left folds open"] if page.evaluate(folds) != before else []
    return [f"not drawn on paper: {name}" for name in empty] + opened


# ------------------------------------------------------------ as it looks


def looks(page, *, every=False):
    """Axe finds nothing in both modes, all rules, nothing scrolls sideways on desk or phone, nothing is cut at 320 px.

    Light on a desk and dark on a phone; that mode and width are no matter of one another is shown
    once for all pages, on the one that has everything, in `every` look.
    """
    page.evaluate("document.querySelectorAll('main details').forEach(fold => { fold.open = true; })")
    found = []
    for width, schemes in ((1280, ("light", "dark")), (390, ("dark", "light"))):
        _widen(page, width)
        for scheme in schemes if every else schemes[:1]:
            page.emulate_media(color_scheme=scheme)
            found += [f"{width} px, {scheme}: {rule}: {target}" for rule, target in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width} px: scrolls sideways")
    found += small_letters(page) + narrow(page)
    _widen(page, 1280)
    return found


def small_letters(page):
    """No letter in a drawn chart is smaller than 11 px on a phone."""
    sizes = page.locator(".ck-plot > svg text").evaluate_all(
        "nodes => nodes.map(node => parseFloat(getComputedStyle(node).fontSize) * node.getScreenCTM().a)"
    )
    return [f"letters of {min(sizes):.1f} px in a chart"] if sizes and min(sizes) < 11 else []


def narrow(page):
    """At 400 % zoom, with and without wider spacing: nothing scrolls sideways, is cut, or out of reach."""
    _widen(page, 320)
    found = [f"320 px: {line}" for line in page.evaluate(TOO_WIDE)]
    spacing = page.add_style_tag(content=_SPACING)
    page.evaluate("dispatchEvent(new Event('resize'))")
    page.evaluate(PAINTED)
    found += [f"320 px, spaced: {line}" for line in page.evaluate(TOO_WIDE)]
    spacing.evaluate("style => style.remove()")
    return found


def _widen(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(PAINTED)


# ------------------------------------------------------------ as it is used


def code(page):
    """Every block of Python that is copied can be run."""
    blocks = "main :is(.highlight-python, .highlight-ipython3, .highlight-pycon)"
    copied = page.evaluate(
        """(blocks) => {
          const copied = [];
          const clipboard = Object.getOwnPropertyDescriptor(Navigator.prototype, "clipboard");
          const kept = { writeText: async (text) => { copied.push(text); } };
          Object.defineProperty(navigator, "clipboard", { value: kept, configurable: true });
          const all = [...document.querySelectorAll(`${blocks} pre`)].map((block) => block.closest(blocks));
          const buttons = all.map((block) => block.querySelector(".copy-code"));
          buttons.forEach((button) => button?.click());
          delete navigator.clipboard;
          return [all.length, copied];
        }""",
        blocks,
    )
    count, texts = copied
    missing = [f"{count} blocks of code, {len(texts)} copied"] if len(texts) != count else []
    return missing + [f"copied code cannot be run: {text[:60]!r}" for text in texts if not _runs(text)]


def _runs(text):
    try:
        compile(text, "copied", "exec")
    except SyntaxError:
        return False
    return bool(text.strip()) and ">>>" not in text


#: What a chart shows now.
_SHOWN = """(chart) => ({
  reading: [...chart.querySelectorAll(".ck-reading > div")]
    .map((one) => [one.dataset.key, one.dataset.x, one.querySelector("dd").dataset.value]),
  at: chart.querySelector(".ck-at")?.textContent,
  words: chart.querySelector(".ck-readout > p:only-child")?.textContent,
  rows: [...chart.querySelectorAll(".ck-data tbody tr")].length,
  svg: chart.querySelectorAll(".ck-plot > svg *, .ck-frame > svg *").length,
  ticks: [...chart.querySelectorAll(".ck-plot > svg text:not(.ck-name)")].map((text) => text.textContent),
  legend: chart.querySelector(".ck-key").textContent,
})"""
#: What it shows in each of its states, gone through by its own controls; of a line also at both ends.
EVERY_STATE = """(chart, states) => {
  const spec = JSON.parse(chart.dataset.ck);
  const shown = __SHOWN__;
  const tell = (box, event) => box.dispatchEvent(new Event(event, { bubbles: true }));
  const set = ({ name, form, values }, value) => {
    const box = chart.querySelector(`[name="${name}"]`);
    if (form === "tick") box.checked = value === "yes";
    else box.value = form === "slide" ? values.findIndex(([one]) => one === value) : value;
    tell(box, form === "slide" ? "input" : "change");
  };
  const slider = chart.querySelector(".ck-slider input");
  return states.map((state) => {
    spec.controls.forEach((control, i) => set(control, state[i]));
    if (!slider) return [shown(chart)];
    return [slider.min, slider.max].map((end) => { slider.value = end; tell(slider, "input"); return shown(chart); });
  });
}""".replace("__SHOWN__", _SHOWN)


def charts(page):
    """Every control moved by keyboard, then every state: what is shown are Python's numbers."""
    return [line for chart in of_kind(page, "chart") for line in _chart(page, chart)]


def _chart(page, chart):
    spec = json.loads(chart.get_attribute("data-ck"))
    name = spec["id"]
    found = []
    if name in figure_names() and not _is_pythons(spec):
        found.append("the page does not have Python's figure")
    chart.get_by_role("button", name="Table").press("Enter")
    if not chart.locator("table caption").is_visible():
        found.append("its table does not open")
    picks = [control["values"][0][0] for control in spec["controls"]]
    for place, control in enumerate(spec["controls"]):
        # The second, the last, and back; the others are chosen below.
        for step in (1, len(control["values"]) - 1, 0):
            choose(page, chart, control, step)
            picks[place] = control["values"][step][0]
            found += told_wrongly(spec, tuple(picks), chart.evaluate(_SHOWN))
    if spec["mark"] == "line":
        found += _walked(page, chart, spec, tuple(picks))
    states = states_of(spec)
    every = chart.evaluate(EVERY_STATE, states)
    for state, seen in zip(states, every, strict=True):
        found += [line for shown in seen for line in told_wrongly(spec, state, shown)]
    found += restless(spec, states, every)
    return [f"{name}: {line}" for line in dict.fromkeys(found)]


def states_of(spec):
    """Return every combination of what the controls of a chart can say."""
    return list(product(*[[value for value, _ in control["values"]] for control in spec["controls"]]))


def _is_pythons(spec):
    """Whether the page has the states that Python has; of a drawn one its words and the size of its table."""
    explorer = find_figure(spec["id"]).explore
    if isinstance(explorer, Frames):
        held = {state: (frame.reading, len(frame.table)) for state, frame in explorer.states.items()}
        carried = {state: (one["reading"], len(one["table"]["rows"])) for state, one in spec["states"].items()}
        return carried == {"|".join(state): told for state, told in held.items()}
    return spec == json.loads(json.dumps(chart_specification(find_figure(spec["id"]))))


def choose(page, chart, control, place):
    """Move a control by keyboard to the alternative at a place."""
    box = chart.locator(f"[name='{control['name']}']")
    if control["form"] == "list":
        # The open list itself belongs to the device.
        box.focus()
        box.select_option(index=place)
    elif control["form"] == "slide":
        box.press("Home")
        for _ in range(place):
            page.keyboard.press("ArrowRight")
    elif box.is_checked() != (control["values"][place][0] == "yes"):
        box.press("Space")


def _walked(page, chart, spec, state):
    chart.locator(".ck-slider input").focus()
    found, places = [], set()
    for key in ("Home", "ArrowRight", "ArrowRight", "End", "ArrowLeft"):
        page.keyboard.press(key)
        shown = chart.evaluate(_SHOWN)
        places.add(shown["at"])
        found += told_wrongly(spec, state, shown)
    return found if len(places) > 1 else [*found, "its slider moves nothing"]


def told_wrongly(spec, state, shown):
    """Return what a chart in a state shows that its series do not have."""
    where = "|".join(state)
    held = spec["states"][where]
    if "reading" in held:
        wrong = (shown["words"] or "").strip() != held["reading"].strip() or shown["rows"] != len(held["table"]["rows"])
        return [f"{where}: shows another reading or table"] if wrong or not shown["svg"] else []
    points = {series["key"]: {_text(x): _text(y) for x, y in series["points"]} for series in held["series"]}
    places = {x for series in points.values() for x in series}
    expected = {_text(shown["at"])} if spec["mark"] == "line" else places
    read = {(key, _text(x)): _text(value) for key, x, value in shown["reading"]}
    told = {(key, x): series.get(x, "") for key, series in points.items() for x in expected}
    drawn = shown["svg"] or not any(value for series in points.values() for value in series.values())
    lines = [] if read == told else [f"{where}: reads {read}, expected {told}"]
    if shown["rows"] != len(places) or not drawn:
        lines.append(f"{where}: {shown['rows']} rows in its table, expected {len(places)}; drawn: {bool(drawn)}")
    return lines


def _text(value):
    """Return a place or a value as text that compares: one form for each number, none for what is missing."""
    if value is None or value == "":
        return ""
    try:
        return f"{float(value):g}"
    except ValueError:
        return str(value)


def restless(spec, states, every):
    """Of the states that share a measure axes and legend are the same."""
    if spec["mark"] == "frame":
        return []
    apart = [place for place, control in enumerate(spec["controls"]) if control["name"] in spec["axis_by"]]
    seen = {}
    for state, (shown, *_) in zip(states, every, strict=True):
        if shown["svg"]:
            form = (tuple(shown["ticks"]), shown["legend"])
            seen.setdefault(tuple(state[place] for place in apart), set()).add(form)
    return [
        f"axes or legend change within {measure or 'its states'}" for measure, forms in seen.items() if len(forms) > 1
    ]


def explorers(page):
    """The events and the networks follow their controls: nothing is left, then all is there again."""
    found = []
    for box in of_kind(page, "timeline"):
        field = box.get_by_label("Search the text")
        found += _emptied(box, lambda field=field: field.fill("zzqqxx"), lambda field=field: field.fill(""))
    for box in of_kind(page, "network"):
        ticks = box.locator(".ck-ticks input").all()
        found += _emptied(
            box,
            lambda ticks=ticks: [tick.uncheck() for tick in ticks],
            lambda ticks=ticks: [tick.check() for tick in ticks],
        )
    return found


def _emptied(box, empty, fill):
    counts = []
    for act in (lambda: None, empty, fill):
        act()
        counts.append(int(re.match(r"\d*", box.locator(".ck-at").inner_text())[0] or 0))
    good = counts[1] == 0 < counts[0] == counts[2]
    return [] if good else [f"{box.get_attribute('id')} does not follow its controls: {counts}"]


def questions(page, way="enter"):
    """Every question answered right by keyboard (`touch`: by pointer): the page says what Python says, and keeps it."""
    asked = page.locator("[data-ck]").evaluate_all(
        "all => all.filter((one) => one.querySelector('.ck-question'))"
        ".map((one) => [one.id, JSON.parse(one.dataset.ck).id])"
    )
    kept, found = {}, []
    for box, identifier in asked:
        try:
            kept[box] = answered(page, page.locator(f"[id='{box}']"), find(identifier), way)
        except CourseError as error:
            found.append(str(error))
    if kept:
        reload(page)
    for box, (standing, message, lines) in kept.items():
        found += [f"{box}: {line}" for line in lines]
        if not lines and state_of(page.locator(f"[id='{box}']")) != standing:
            found.append(f"{box}: the answer is not kept")
        if not lines and message not in words(page.locator(f"[id='{box}'] .ck-feedback")):
            found.append(f"{box}: after a reload it does not say {message!r}")
    return found + strangers(page)


def answered(page, box, question, way):
    """Answer a question right; return how it must stand then, what it must say, and what is wrong."""
    getattr(driver(question.kind), way)(page, box, question.body, question.body.solution())
    box.locator("button[type=submit]").press("Enter")
    final = check(question, question.body.solution())
    standing = "saved" if question.graded or final.status == "saved" else "correct"
    message = "" if question.graded else " ".join(final.message.split())
    lines = []
    if state_of(box) != standing:
        lines.append(f"its right answer is called {state_of(box)!r}, not {standing!r}")
    if message not in words(box.locator(".ck-feedback")):
        lines.append(f"it does not say {message!r}")
    if not question.graded and " ".join(question.explain.split()) not in words(box):
        lines.append("it does not say why that is right")
    return standing, message, lines


def strangers(page):
    """What is alive on a page is of a kind that a visit knows; all of it came alive."""
    known = {*KINDS, "chart", "timeline", "network", "progress", "review", "welcome", "handin"}
    all_of_it = page.locator("[data-ck]").evaluate_all(
        "all => all.map((one) => [one.id, JSON.parse(one.dataset.ck).kind, one.classList.contains('ck-live')])"
    )
    dead = [f"not alive: {name}" for name, _, alive in all_of_it if not alive]
    return dead + [f"a visit does not know what to do with {kind!r}" for _, kind, _ in all_of_it if kind not in known]


def of_kind(page, kind):
    """Return the elements of a kind, alive or not."""
    return page.locator(_KIND.format(kind)).all()


def state_of(box):
    """Return how far a question is."""
    return box.locator(".ck-mark").get_attribute("data-state")


def words(box):
    """Return the words of an element with single spaces."""
    return " ".join(box.inner_text().split())


def reads_without_scripts(page):
    """Return whether title, links and all readable forms that are not folded away are seen."""
    plain = page.locator(".ck-plain")
    return (
        page.locator("h1").is_visible()
        and page.locator("main a").count() > 0
        and all(
            box.is_visible()
            for box in plain.all()
            if not box.evaluate_handle("box => box.closest('details:not([open])')").as_element()
        )
    )


def trouble(page):
    """Zero external requests, zero failed ones, an empty console, to the end of the visit."""
    return page.trouble


STEPS = (structure, weight, links, on_paper, looks, code, charts, explorers, questions, trouble)
