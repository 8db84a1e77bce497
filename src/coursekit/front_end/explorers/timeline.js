import { button, h } from "../shared/elements.js";
import { onWidth, path, scale, text, ticks, widest } from "../shared/drawing.js";
import { choiceOf, tableBeside, tick } from "./tables.js";
import { KINDS } from "../frame/question.js";

const TIMELINE_LIST = 560; // below this width dots would be too dense
const TIMELINE_ROWS = 20;

/** Return where a partial date begins (last = 0) or ends (last = 1), in years. */
function timelineEdge(iso, last) {
  const [year, month, day] = iso.split("-").map(Number);
  if (!month) return year + last;
  return year + (month - 1 + (day ? (day - 1 + last) / 31 : last)) / 12;
}

KINDS.timeline = ({ el, spec, t }) => {
  const columns = Object.entries(spec.events);
  const actors = new Map(spec.actors);
  const kinds = new Map(spec.categories);
  const events = spec.events.id.map((_, i) => {
    const event = Object.fromEntries(columns.map(([name, values]) => [name, values[i]]));
    const codes = event.actors.split(" ");
    const names = codes.map((code) => actors.get(code)).join(", ");
    const words = [event.title, event.summary, event.note, event.when, kinds.get(event.category), names].join(" ").toLowerCase();
    return { ...event, codes, names, words, from: timelineEdge(event.date, 0), to: timelineEdge(event.end || event.date, 1) };
  });
  const allYears = Array.from({ length: spec.until - spec.since + 1 }, (_, i) => [spec.since + i, spec.since + i]);
  const on = new Set(kinds.keys());
  let { since, until } = spec;
  let actor = "";
  let wanted = "";
  let shown, current, open;
  let rows = TIMELINE_ROWS;
  let width = 0;
  let dots = new Map();

  const plot = h("div", { class: "ck-plot ck-timeline" });
  const at = h("p", { class: "ck-axis" });
  const card = h("div", { class: "ck-event-card", "aria-live": "polite" });
  const count = h("p", { class: "ck-at", "aria-live": "polite" });
  const label = (event) => `${event.when}: ${event.title}`;

  /** Take up what the controls now say. */
  function update() {
    shown = events.filter((event) =>
      event.from < until + 1 && event.to > since && on.has(event.category) &&
      (!actor || event.codes.includes(actor)) && event.words.includes(wanted));
    if (!shown.includes(current)) current = shown[0];
    if (!shown.includes(open)) show(null);
    rows = TIMELINE_ROWS;
    count.textContent = t("timeline_count", { n: shown.length, total: events.length });
    summary.textContent = t("timeline_categories", { n: on.size, total: kinds.size });
    [fromYear, toYear].forEach((box, i) => (box.lastChild.value = [since, until][i]));
    draw();
    table.update();
  }

  function draw() {
    if (!width) return;
    const list = width < TIMELINE_LIST;
    zooms.hidden = at.hidden = key.hidden = list;
    if (list) show(null);
    dots = new Map();
    at.textContent = t("timeline_keys");
    if (!shown.length) plot.replaceChildren(h("p", {}, t("timeline_nothing")));
    else plot.replaceChildren(...(list ? asList() : asLanes()));
  }

  // ------------------------------------------------------------------ lanes

  function asLanes() {
    const lanes = spec.categories.filter(([kind]) => shown.some((event) => event.category === kind));
    const left = widest(lanes.map(([, name]) => name)) + 14;
    const right = width - 8;
    const x = scale(since, until + 1, left, right);
    const titled = shown.length <= 24;
    const step = titled ? 22 : 17;
    let y = 28;
    const drawn = lanes.map(([kind, name]) => {
      const taken = [];
      const top = y;
      const marks = shown.filter((event) => event.category === kind).map((event) => {
        const box = timelineBox(event, x, left, right, titled);
        let row = 0;
        while (taken.some((each) => each.row === row && each.start < box.end + 3 && box.start < each.end + 3)) row += 1;
        taken.push({ ...box, row });
        y = Math.max(y, top + row * step);
        return dot(event, box, top + row * step + 10);
      });
      y += step + 8;
      return [path(`M0 ${y - 2.5}H${right}`, "ck-grid"), text([0, top + 10], "start", name, "ck-name"), marks];
    });
    const years = until - since > 1
      ? ticks(since, until + 1, Math.min(until + 1 - since, (right - left) / 64), 1).map((year) => [year, year])
      : [since, until].flatMap((year) => [1, 4, 7, 10].map((month) => [year + (month - 1) / 12, `${year}-${String(month).padStart(2, 0)}`]));
    const axis = years.filter(([year], i) => since <= year && x(year) < right - 20 && (i === 0 || years[i - 1][0] < year))
      // At the top too: the chart may be taller than the screen.
      .map(([year, words]) => [path(`M${x(year)} 4V${y}`, "ck-grid"), [8, y + 10].map((beside) => text([x(year) + 3, beside], "start", words))]);
    return [h("svg", { viewBox: `0 0 ${width} ${y + 24}`, width, height: y + 24, role: "group", "aria-label": t("timeline_keys") }, axis, drawn)];
  }

  function dot(event, box, y) {
    const size = box.to - box.from;
    const node = h("g", {
        class: "ck-event", role: "button", tabindex: event === current ? 0 : -1,
        "aria-label": `${label(event)}, ${kinds.get(event.category)}`, "aria-current": event === open && "true",
        "data-sure": event.confidence ? "no" : "yes", "data-id": event.id,
        click: () => show(event), keydown: onKey, focus: () => look(event), pointerenter: () => (at.textContent = label(event)),
      },
      h("rect", { x: box.from, y: y - 6, width: size, height: 12, rx: event.confidence ? 1 : 6 }),
      box.words && text([box.side < 0 ? box.from - 5 : box.to + 5, y], box.side < 0 ? "end" : "start", box.words, "ck-name"));
    dots.set(event, node);
    return node;
  }

  function look(event) {
    dots.get(current)?.setAttribute("tabindex", -1);
    current = event;
    dots.get(event).setAttribute("tabindex", 0);
    at.textContent = label(event);
  }

  function onKey(pressed) {
    const i = shown.indexOf(current);
    const lane = (step) => {
      const order = [...kinds.keys()];
      for (let k = order.indexOf(current.category) + step; k in order; k += step) {
        const there = shown.filter((event) => event.category === order[k]);
        if (there.length) return there.reduce((a, b) => (Math.abs(b.from - current.from) < Math.abs(a.from - current.from) ? b : a));
      }
      return current;
    };
    const go = {
      ArrowRight: () => shown[i + 1], ArrowLeft: () => shown[i - 1], Home: () => shown[0], End: () => shown.at(-1),
      ArrowUp: () => lane(-1), ArrowDown: () => lane(1),
    };
    if (Object.hasOwn(go, pressed.key)) dots.get(go[pressed.key]() || current).focus();
    else if (pressed.key === "Enter" || pressed.key === " ") show(current);
    else return;
    pressed.preventDefault();
  }

  function show(event) {
    dots.get(open)?.removeAttribute("aria-current");
    open = event;
    dots.get(open)?.setAttribute("aria-current", "true");
    const close = () => { const from = open; show(null); dots.get(from)?.focus(); };
    card.replaceChildren(...(event ? [h("p", { class: "ck-kind" }, event.when), h("p", { class: "ck-title" }, event.title), ...about(event), button(t("timeline_close"), close, { class: "ck-quiet" })] : []));
  }

  function about(event) {
    const doubt = event.confidence && t(event.confidence === "low" ? "timeline_low" : "timeline_unsure");
    return [
      h("p", {}, event.summary),
      event.note && h("p", { class: "ck-note" }, h("b", {}, t("timeline_note"), ": "), event.note),
      h("p", { class: "ck-subtitle" }, [kinds.get(event.category), event.names, doubt].filter(Boolean).join(" · ")),
      h("p", { class: "ck-subtitle" }, t("source"), ": ", h("a", { href: event.url }, event.source), `, ${event.publisher}`),
      spec.url && h("p", { class: "ck-subtitle" }, h("a", { href: `${spec.url}#${event.id}` }, t("timeline_page"))),
    ].filter(Boolean);
  }

  // ------------------------------------------------------------------- list

  function asList() {
    const years = allYears.filter(([year]) => since <= year && year <= until).map(([year]) => year);
    const numbers = years.map((year) => shown.filter((event) => event.from < year + 1 && event.to > year).length);
    const x = scale(0, years.length, 0, width);
    const y = scale(0, Math.max(...numbers), 52, 14);
    const strip = h("svg", { viewBox: `0 0 ${width} 72`, width, height: 72, role: "img", "aria-label": t("timeline_density") },
      numbers.map((n, i) => path(`M${x(i) + 0.5} 52V${y(n)}H${x(i + 1) - 0.5}V52z`, "ck-bar")),
      path(`M0 52H${width}`, "ck-zero"), text([0, 62], "start", since), text([width, 62], "end", until),
      text([0, 4], "start", t("timeline_density")));
    const item = (event) => h("li", { "data-id": event.id },
      h("details", {}, h("summary", {}, h("span", { class: "ck-subtitle" }, event.when, event.confidence && ` · ${t("timeline_unsure")}`), h("span", {}, event.title)), about(event)));
    const list = h("ol", { class: "ck-events" }, shown.slice(0, rows).map(item));
    const left = shown.length - rows;
    const more = () => {
      rows += TIMELINE_ROWS;
      draw();
      plot.querySelectorAll("summary")[rows - TIMELINE_ROWS].focus();
    };
    return [strip, list, left > 0 && button(t("timeline_more", { n: Math.min(left, TIMELINE_ROWS) }), more)].filter(Boolean);
  }

  // --------------------------------------------------------------- controls

  function zoom(times) {
    const whole = spec.until - spec.since + 1;
    const span = Math.min(whole, Math.max(1, Math.round((until - since + 1) * times)));
    const held = current && dots.has(current) ? (Math.max(current.from, since) + Math.min(current.to, until + 1)) / 2 : (since + until + 1) / 2;
    since = Math.min(Math.max(Math.round(held - span / 2), spec.since), spec.until - span + 1);
    until = since + span - 1;
    update();
  }

  function every(yes) {
    for (const input of filters.querySelectorAll("input")) input.checked = yes;
    for (const kind of kinds.keys()) on[yes ? "add" : "delete"](kind);
    update();
  }

  const search = h("input", { type: "search", input: (event) => { wanted = event.target.value.trim().toLowerCase(); update(); } });
  const fromYear = choiceOf(t("timeline_since"), allYears, (year) => { since = Number(year); until = Math.max(since, until); update(); });
  const toYear = choiceOf(t("timeline_until"), allYears, (year) => { until = Number(year); since = Math.min(since, until); update(); });
  const summary = h("summary");
  const filters = h("div", { class: "ck-ticks" },
    spec.categories.map(([kind, name]) => tick(name, true, (yes) => { on[yes ? "add" : "delete"](kind); update(); })));
  const zooms = h("div", { class: "ck-actions" },
    button("+", () => zoom(0.5), { "aria-label": t("timeline_closer") }),
    button("−", () => zoom(2), { "aria-label": t("timeline_farther") }),
    button(t("timeline_whole"), () => { ({ since, until } = spec); update(); }, { class: "ck-quiet" }));
  const sample = (sure) => h("svg", { class: "ck-swatch", viewBox: "0 0 26 12", "aria-hidden": "true" },
    h("g", { class: "ck-event", "data-sure": sure }, h("rect", { x: 8, y: 1, width: 10, height: 10, rx: sure === "yes" ? 5 : 1 })));
  const key = h("p", { class: "ck-key ck-subtitle" },
    h("span", {}, sample("yes"), t("timeline_sure")), h("span", {}, sample("no"), t("timeline_unsure")), h("span", {}, t("timeline_span")));
  const table = tableBeside({
    spec, t,
    read: () => [
      ["date", "event", "category", "actors"].map((name) => t("timeline_" + name)),
      ...shown.map((event) => [event.when, h("a", { href: event.url }, event.title), kinds.get(event.category), event.names]),
    ],
    save: () => [columns.map(([name]) => name), ...shown.map((event) => columns.map(([name]) => event[name]))],
  });

  el.replaceChildren(h("div", { class: "ck-chart" },
    h("p", { class: "ck-title" }, spec.title),
    h("div", { class: "ck-controls" },
      h("label", {}, h("span", {}, t("timeline_search")), search),
      choiceOf(t("timeline_actors"), [["", t("timeline_all_actors")], ...spec.actors], (code) => { actor = code; update(); }),
      fromYear, toYear),
    h("details", {}, summary, filters,
      h("div", { class: "ck-actions" }, button(t("timeline_every"), () => every(true), { class: "ck-quiet" }), button(t("timeline_none"), () => every(false), { class: "ck-quiet" }))),
    h("div", { class: "ck-readout" }, count, zooms), plot, key, at, card,
    h("div", { class: "ck-foot" }, table.buttons), table.region));
  update();
  return onWidth(plot, (now) => {
    width = now;
    draw();
  });
};

/** Return where an event's mark stands, and its title if there is room; {start, end} is all it takes. */
function timelineBox(event, x, left, right, titled) {
  let [from, to] = [Math.max(x(event.from), left), Math.min(x(event.to), right)];
  if (to - from < 12) [from, to] = [(from + to) / 2 - 6, (from + to) / 2 + 6];
  if (!titled) return { from, to, start: from, end: to };
  const side = right - to > from - left ? 1 : -1;
  const letters = Math.floor((side > 0 ? right - to : from - left) / 6.7) - 1;
  const words = event.title.length > letters ? event.title.slice(0, Math.max(letters - 1, 0)).trimEnd() + "…" : event.title;
  const room = words.length < 8 ? 0 : words.length * 6.7 + 6;
  return { from, to, side, words: room && words, start: side < 0 ? from - room : from, end: side < 0 ? to : to + room };
}
