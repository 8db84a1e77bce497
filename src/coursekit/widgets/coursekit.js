// The course's questions and charts, the same with a kernel and without one.
// Two entrances: `render` (the anywidget contract) and `start` (a built page).
// To add a kind: write a function, enter it in KINDS and, if it is marked, in RULES.

// ---------------------------------------------------------------- elements

const DRAWN = new Set(["svg", "g", "path", "text"]);
const FOCUSABLE = new Set(["a", "button", "input", "select", "summary"]);
let serial = 0;

/** Make one element; functions become listeners, children that are nothing are left out. */
function h(tag, props, ...children) {
  const node = DRAWN.has(tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value != null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  // JupyterLab takes the keys of an element unless that very element says this.
  if (FOCUSABLE.has(tag) || node.hasAttribute("tabindex")) node.dataset.lmSuppressShortcuts = "true";
  node.append(...children.flat(Infinity).filter((child) => child != null && child !== false && child !== ""));
  return node;
}

const RING = "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 1 0 0-15";
const ICONS = {
  new: RING,
  tried: RING + "M6.5 10h7",
  correct: RING + "M6.5 10.3l2.5 2.5 4.6-5.2",
  not_yet: RING + "M7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6",
  not_attempted: RING + "M10 6v4.8M10 13.6v.1",
  up: "M4.5 12.5l5.5-5.5 5.5 5.5",
  down: "M4.5 7.5l5.5 5.5 5.5-5.5",
};
const icon = (name) =>
  h("svg", { class: "ck-icon", viewBox: "0 0 20 20", "aria-hidden": "true" }, h("path", { d: ICONS[name] }));

const button = (label, click, props) => h("button", { type: "button", click, ...props }, label);

function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

// ------------------------------------------------------- words and numbers

/** Return t(key, values): the interface word, in the plural form of values.n. */
function translator(words, lang) {
  const table = words[lang] || words[lang.split("-")[0]] || words.en || words;
  const plural = new Intl.PluralRules(lang);
  return (key, values = {}) => {
    const word = table[key] ?? key;
    const text = typeof word === "string" ? word : word[plural.select(values.n)] || word.other;
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };
}

// The catalogue names the rules for numbers, as not every browser knows Kazakh ones.
/** Return number(value, unit): the value as the language writes it, nearer zero with more digits. */
function numberWriter(t) {
  return (value, unit = "") => {
    const size = Math.abs(value);
    const digits = size < 1 ? 3 : size < 10 ? 2 : size < 10000 ? 1 : 0;
    const n = value.toLocaleString(t("numbers"), { maximumFractionDigits: digits }).replace("-", "−");
    const [, money, rest] = unit.match(/^(EUR|USD)\b(.*)/) || [];
    if (money) return `${money}\u00a0${n}${rest}`;
    if (unit[0] === "%") return t("percent", { n }) + unit.slice(1);
    return unit ? `${n}\u00a0${unit}` : n;
  };
}

// ----------------------------------------------------------------- verdicts

const verdict = (status, code, message = "", count = null) => ({ status, code, message, count });
const notAttempted = (code) => verdict("not_attempted", code);
const correct = (spec) => verdict("correct", "correct", spec.explain);

const RULES = {
  choice(spec, answer) {
    const given = new Set(spec.many && Array.isArray(answer) ? answer : [answer]);
    const chosen = spec.options.filter((option) => given.has(option.key));
    if (!chosen.length) return notAttempted("choose");
    const wrong = chosen.find((option) => !option.right);
    if (wrong) return verdict("not_yet", "wrong", wrong.feedback);
    const missing = spec.options.filter((option) => option.right).length - chosen.length;
    return missing ? verdict("not_yet", "missing", "", missing) : correct(spec);
  },

  order(spec, answer) {
    if (!isOrderOf(spec, answer)) return notAttempted("move");
    const placed = answer.filter((key, place) => key === spec.solution[place]).length;
    return placed === answer.length ? correct(spec) : verdict("not_yet", "in_place", spec.wrong, placed);
  },

  number(spec, answer) {
    if (typeof answer !== "string" || !withoutSpaces(answer)) return notAttempted("empty");
    const x = parseNumber(answer);
    if (x === null) return notAttempted("not_a_number");
    // Room for the rounding of binary fractions.
    if (Math.abs(x - spec.answer) <= spec.tolerance + 1e-9) return correct(spec);
    const near = spec.near.find((range) => range.from <= x && x <= range.to);
    return near ? verdict("not_yet", "near", near.feedback) : verdict("not_yet", "wrong", spec.wrong);
  },
};

/** Judge an answer: {status, code, message, count}. Pure; never throws on a strange answer. */
function check(spec, answer) {
  return RULES[spec.kind](spec, answer);
}

function isOrderOf(spec, answer) {
  if (!Array.isArray(answer) || answer.length !== spec.items.length) return false;
  return spec.items.every((item) => answer.includes(item.key));
}

// Listed by hand, as Python's and JavaScript's \s differ.
const withoutSpaces = (text) =>
  text.replace(/[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g, "");

/** Read a number as people write it ("1 250", "1,250", "1.250,5", "−3"); null if it is none. */
function parseNumber(typed) {
  let text = withoutSpaces(typed).replace("\u2212", "-");
  const comma = text.lastIndexOf(",");
  const point = text.lastIndexOf(".");
  if (comma >= 0 && point >= 0) text = text.replaceAll(comma > point ? "." : ",", "");
  else if (/([,.]).*\1/s.test(text) || /^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) text = text.replace(/[,.]/g, "");
  text = text.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null;
}

// ------------------------------------------------------------ saved answers

const PREFIX = "coursekit:";
const STATUSES = ["correct", "not_yet", "not_attempted"];
const memory = new Map();
let blocked = false;
let told = false;

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isState = (value) =>
  isRecord(value) && STATUSES.includes(value.status) && Number.isInteger(value.attempts) && value.attempts >= 0;

/** Use the browser's storage, which may be forbidden or full. */
function withStorage(use) {
  try {
    return use(localStorage);
  } catch {
    blocked = true;
    return undefined;
  }
}

/** Where a built page keeps answers: localStorage, or memory where that is blocked. */
const store = {
  read(id) {
    try {
      const state = JSON.parse(memory.get(id) ?? withStorage((storage) => storage.getItem(PREFIX + id)));
      return isState(state) ? state : null;
    } catch {
      return null;
    }
  },
  write(id, state) {
    const text = JSON.stringify(state);
    withStorage((storage) => (state ? storage.setItem(PREFIX + id, text) : storage.removeItem(PREFIX + id)));
    if (blocked) memory.set(id, text);
  },
  ids() {
    const keys = withStorage(Object.keys) || [];
    const ids = keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    return [...new Set([...memory.keys(), ...ids])].filter(store.read);
  },
};

/** How far a question is: new, tried or correct. */
function standing(state, fingerprint) {
  if (!state || (fingerprint && state.fingerprint !== fingerprint)) return "new";
  if (state.correct_at_attempt || state.status === "correct") return "correct";
  return state.attempts ? "tried" : "new";
}

// ---------------------------------------------------------------- questions

const FRESH = { answer: null, status: "not_attempted", code: "", attempts: 0, hints: 0, correct_at_attempt: null };

/** Give a kind of answer (a function returning {nodes, read}) the frame all questions share. */
function question(kind) {
  return ({ model, el, spec, t }) => {
    const uid = `ck-${++serial}`;
    let state, earlier, answer;

    const about = h("p", { class: "ck-kind", id: uid }, t(spec.many ? "choice_many" : spec.kind));
    const mark = h("p", { class: "ck-mark" });
    const note = h("div");
    const body = h("div", { class: "ck-body" });
    const hints = h("ol", { class: "ck-hints" });
    const feedback = h("div", { class: "ck-feedback" });
    const said = h("p", { class: "ck-unseen", "aria-live": "polite" });
    const hint = spec.hints.length > 0 && button("", nextHint, { class: "ck-quiet" });

    const noteOf = (key, values) => h("p", { class: "ck-note" }, t(key, values));

    function load() {
      const saved = isState(model.get("value")) ? model.get("value") : null;
      const stale = saved && saved.fingerprint !== spec.fingerprint;
      earlier = stale && saved.attempts ? saved : saved?.earlier;
      state = stale ? FRESH : { ...FRESH, ...saved };
      answer = kind({ spec, uid, t, answer: state.answer, say: (text) => (said.textContent = text) });
      body.replaceChildren(...answer.nodes);
      note.replaceChildren(stale && earlier ? noteOf("earlier", { date: String(earlier.time).slice(0, 10) }) : "");
      // After a reload the last verdict is worked out again, not stored.
      const found = check(spec, state.answer);
      showFeedback(found.status === "not_attempted" ? null : found);
      showProgress();
    }

    function showProgress() {
      const now = standing(state);
      mark.dataset.state = now;
      mark.replaceChildren(icon(now), t("mark_" + now));
      const texts = spec.hints.slice(0, state.hints);
      hints.replaceChildren(...texts.map((text, i) => h("li", {}, h("b", {}, t("hint_label", { n: i + 1 })), " ", text)));
      if (!hint) return;
      const left = state.hints < spec.hints.length;
      hint.textContent = left ? t("hint", { n: state.hints + 1, total: spec.hints.length }) : t("hints_done");
      hint.setAttribute("aria-disabled", !left);
    }

    function showFeedback(found) {
      feedback.dataset.status = found ? found.status : "";
      if (!found) return feedback.replaceChildren();
      const total = spec.items?.length;
      const counted = found.count !== null && t(found.code, { n: found.count, total });
      const title = [t(found.status), h("span", {}, " · ", t("attempt", { n: state.attempts }))];
      const texts = found.status === "not_attempted" ? [t(found.code)] : [counted, found.message];
      feedback.replaceChildren(
        icon(found.status),
        h("div", {},
          found.status !== "not_attempted" && h("p", { class: "ck-verdict" }, title),
          texts.filter(Boolean).map((text) => h("p", {}, text)),
        ),
      );
    }

    function save(change) {
      state = { ...state, ...change, fingerprint: spec.fingerprint, time: new Date().toISOString() };
      if (earlier) state.earlier = earlier;
      model.set("value", state);
      model.save_changes();
      if (!blocked || told) return;
      told = true;
      note.append(noteOf("not_saved"));
    }

    function onCheck(event) {
      event.preventDefault();
      const given = answer.read();
      const found = check(spec, given);
      // The same answer sent twice is one attempt.
      const again = state.status !== "not_attempted" && JSON.stringify(given) === JSON.stringify(state.answer);
      const attempts = state.attempts + (found.status === "not_attempted" || again ? 0 : 1);
      const first = found.status === "correct" ? attempts : null;
      save({
        answer: given,
        status: found.status,
        code: found.code,
        attempts,
        correct_at_attempt: state.correct_at_attempt ?? first,
      });
      showFeedback(found);
      showProgress();
    }

    function nextHint() {
      if (state.hints >= spec.hints.length) return;
      save({ hints: state.hints + 1 });
      showProgress();
    }

    function reset() {
      model.set("value", {});
      model.save_changes();
      load();
      said.textContent = t("cleared");
    }

    function onOutsideChange() {
      if (JSON.stringify(model.get("value")) !== JSON.stringify(state)) load();
    }

    load();
    el.replaceChildren(
      h("form", { class: "ck-question", novalidate: true, submit: onCheck, autocomplete: "off" },
        h("div", { class: "ck-head" }, about, mark),
        h("div", { "aria-live": "polite" }, note),
        h("fieldset", { "aria-describedby": uid }, h("legend", {}, spec.prompt), body),
        h("div", { "aria-live": "polite" }, hints),
        h("div", { class: "ck-actions" },
          h("button", { type: "submit", class: "ck-main" }, t("check")),
          hint,
          button(t("reset"), reset, { class: "ck-quiet" }),
        ),
        h("div", { "aria-live": "polite" }, feedback),
        said,
      ),
    );
    model.on("change:value", onOutsideChange);
    return () => model.off("change:value", onOutsideChange);
  };
}

function choice({ spec, uid, answer }) {
  const chosen = [answer].flat();
  const type = spec.many ? "checkbox" : "radio";
  const inputs = spec.options.map(({ key }) =>
    h("input", { type, name: uid + "-option", value: key, checked: chosen.includes(key) }));
  return {
    nodes: spec.options.map((option, i) => h("label", { class: "ck-option" }, inputs[i], h("span", {}, option.text))),
    read() {
      const keys = inputs.filter((input) => input.checked).map((input) => input.value);
      return spec.many ? keys : keys[0] ?? null;
    },
  };
}

function order({ spec, answer, t, say }) {
  const texts = new Map(spec.items.map((item) => [item.key, item.text]));
  let moved = isOrderOf(spec, answer);
  let keys = moved ? [...answer] : [...texts.keys()];
  const rows = new Map(keys.map((key) => [key, row(key)]));
  const list = h("ol", { class: "ck-order" }, [...rows.values()]);

  function move(key, step, focus) {
    const from = keys.indexOf(key);
    const to = Math.min(Math.max(from + step, 0), keys.length - 1);
    if (to !== from) {
      keys.splice(to, 0, ...keys.splice(from, 1));
      moved = true;
      list.append(...keys.map((each) => rows.get(each)));
      focus.focus();
    }
    say(t("position", { item: texts.get(key), n: to + 1, total: keys.length }));
  }

  function row(key) {
    const steps = { ArrowUp: -1, ArrowDown: 1 };
    const mover = (name, step) =>
      button(icon(name), (event) => move(key, step, event.currentTarget), {
        class: "ck-move",
        "aria-label": t(name, { item: texts.get(key) }),
        keydown(event) {
          if (!steps[event.key]) return;
          event.preventDefault();
          move(key, steps[event.key], event.currentTarget);
        },
      });
    return h("li", {}, h("span", {}, texts.get(key)), mover("up", -1), mover("down", 1));
  }

  return { nodes: [list], read: () => (moved ? keys.slice() : null) };
}

function number({ spec, answer, t }) {
  const value = typeof answer === "string" ? answer : "";
  const input = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 60, value });
  return {
    nodes: [h("label", { class: "ck-number" }, h("span", {}, t("your_answer")), " ", input, " ", h("span", {}, spec.unit))],
    read: () => input.value,
  };
}

// ------------------------------------------------------------------- charts

// A series is known without its colour: by its label, its marker, and its dash (in the style sheet).
const SHAPES = [
  "M-4 0a4 4 0 1 0 8 0 4 4 0 1 0-8 0z",
  "M-3.5-3.5h7v7h-7z",
  "M0-4.6l4.5 8.2h-9z",
  "M0-5l5 5-5 5-5-5z",
  "M0 4.6l4.5-8.2h-9z",
];

// Points are [x, y]: in a path's text they write themselves as "x,y".
const text = ([x, y], anchor, content, name) => h("text", { x, y: y + 4.5, "text-anchor": anchor, class: name }, content);
const path = (d, name, series) =>
  h("path", { d, class: name, "data-dash": series?.dash, style: series && `color:var(--c-${series.colour},currentColor)` });
const marker = (series, i, point, size = 1) =>
  h("g", { transform: `translate(${point}) scale(${size})` }, path(SHAPES[i % SHAPES.length], "ck-dot", series));
const swatch = (series, i, mark) =>
  h("svg", { class: "ck-swatch", viewBox: "0 0 26 12", "aria-hidden": "true" },
    mark === "bar" ? path("M4 1h18v10H4z", "ck-bar", series) : [mark === "line" && path("M0 6h26", "ck-curve", series), marker(series, i, [13, 6])]);

const widest = (texts) => 7.6 * Math.max(0, ...texts.map((each) => String(each).length));
const scale = (from, to, start, end) => (value) => start + ((value - from) / (to - from || 1)) * (end - start);
const nearest = (xs, x) => xs.reduce((best, each) => (Math.abs(each - x) < Math.abs(best - x) ? each : best), xs[0]);
/** Return the last place where most series have a value: a good one to begin at. */
const fullest = (series, xs) => {
  const filled = (x) => series.filter((each) => valueAt(each, x) !== null).length;
  return xs.reduce((best, x) => (filled(x) >= filled(best) ? x : best), xs[0]);
};
const valueAt = (series, x) => series.points.find((point) => point[0] === x)?.[1] ?? null;
const valuesOf = (series) => series.flatMap((each) => each.points.map((point) => point[1])).filter((y) => y !== null);

/** Return round values that cover low to high in about `count` steps. */
function ticks(low, high, count, least = 0) {
  const raw = (high - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(least, power * [1, 2, 5, 10].find((times) => times * power > raw * 0.999));
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Return the ticks for a value axis; from zero where the values are not far above it. */
function valueTicks(series, count, always, top) {
  const all = valuesOf(series).concat(top ?? []);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const near = low >= 0 && low < 0.6 * high;
  return ticks(always || near ? Math.min(0, low) : low, always ? Math.max(0, high) : high, count);
}

/** Push labels apart until each has its gap, keeping their order. */
function spread(labels, gap, top, bottom) {
  labels.sort((a, b) => a.y - b.y);
  let limit = top;
  for (const label of labels) limit = (label.y = Math.max(label.y, limit)) + gap;
  limit = bottom;
  for (const label of labels.reverse()) limit = (label.y = Math.min(label.y, limit)) - gap;
}

/** Draw lines over years, with the cursor at one of them. */
function drawLines({ series, xs, width, number, at, top: least }) {
  const marks = valueTicks(series, 4, false, least);
  const labels = widest(series.map((each) => each.label)) + 26;
  const direct = width >= 480 && labels < width * 0.36;
  const height = width < 480 ? 250 : 330;
  const [left, right, top, bottom] = [widest(marks.map((y) => number(y))) + 8, width - (direct ? labels : 16), 26, height - 28];
  const [first, last] = [xs[0], xs.at(-1)];
  const x = scale(first, last, left + 6, right - 4);
  const y = scale(marks[0], marks.at(-1), bottom, top);

  const grid = marks.map((value) => [
    path(`M${left} ${y(value)}H${right}`, value ? "ck-grid" : "ck-zero"),
    text([left - 8, y(value)], "end", number(value)),
  ]);
  const years = ticks(first, last, Math.min(last - first, (right - left) / 80), 1)
    .filter((year) => first <= year && year <= last)
    .map((year) => [path(`M${x(year)} ${bottom}v5`, "ck-zero"), text([x(year), bottom + 16], "middle", year)]);

  const ends = [];
  const early = [];
  const curves = series.map((each, i) => {
    let pen = "M";
    let d = "";
    const points = [];
    for (const year of xs) {
      const value = valueAt(each, year);
      if (value !== null) points.push([x(year), y(value)]);
      if (value !== null) d += pen + points.at(-1);
      pen = value === null ? "M" : "L";
    }
    if (!points.length) return null;
    const end = points.at(-1);
    // A line that ends early has its name there: a long leader would look like data.
    if (end[0] > right - 60) ends.push({ each, end, y: end[1] });
    else if (direct) early.push(text([end[0] + 12, end[1]], "start", each.label, "ck-name"));
    return [path(d, "ck-curve", each), (points.length < 13 ? points : [points[0], points.at(-1)]).map((point) => marker(each, i, point))];
  });
  spread(ends, 17, top, bottom);
  const names = direct && ends.map(({ each, end, y: beside }) => [
    path(`M${end[0] + 7} ${end[1]}L${right + 8} ${beside}h5`, "ck-leader", each),
    text([right + 17, beside], "start", each.label, "ck-name"),
  ]);
  const cursor = [
    path(`M${x(at)} ${top - 6}V${bottom}`, "ck-cursor"),
    text([Math.min(Math.max(x(at), left + 14), width - 18), top - 16], "middle", at, "ck-name"),
    series.map((each, i) => valueAt(each, at) !== null && marker(each, i, [x(at), y(valueAt(each, at))])),
  ];
  return { nodes: [grid, years, curves, names, early, cursor], height, pick: (px) => nearest(xs, scale(left + 6, right - 4, first, last)(px)) };
}

/** Draw bars or dots by category; bars stand upright only where there is room for the names. */
function drawBars({ series, xs, width, number, mark, top }) {
  const dots = mark === "dot";
  const marks = valueTicks(series, width < 480 ? 3 : 5, !dots, top);
  const names = widest(xs) + 12;
  const upright = !dots && width >= 560 && names < (width - 60) / xs.length;
  const beside = upright || names < width * 0.36; // else a name stands above its bars
  const rows = dots ? 1 : series.length;
  const band = upright ? (width - 60) / xs.length : 20 * rows + (beside ? 14 : 32);
  const bar = upright ? Math.min(64, (band - 16) / rows) : 20;
  const height = upright ? 330 : band * xs.length + 28;
  const start = upright ? widest(marks.map((y) => number(y))) + 12 : beside ? names : 4;
  const value = upright
    ? scale(marks[0], marks.at(-1), height - 28, 24)
    : scale(marks[0], marks.at(-1), start, width - widest(valuesOf(series).map((y) => number(y))) - 14);
  const at = (v, across) => (upright ? [across, v] : [v, across]);
  const middle = (i) => (upright ? start + band * (i + 0.5) : band * i + (beside ? band / 2 : 20 + 10 * rows));

  const grid = marks.map((y) => [
    path(`M${at(value(y), upright ? start : 0)}L${at(value(y), upright ? width : height - 24)}`, y ? "ck-grid" : "ck-zero"),
    upright ? text([start - 8, value(y)], "end", number(y)) : text([value(y), height - 10], "middle", number(y)),
  ]);
  const titles = xs.map((name, i) => {
    if (upright) return text([middle(i), height - 12], "middle", name, "ck-name");
    return beside ? text([start - 10, middle(i)], "end", name, "ck-name") : text([0, band * i + 10], "start", name, "ck-name");
  });
  const one = (each, k, i) => {
    const y = valueAt(each, xs[i]);
    if (y === null) return null;
    const c = middle(i) + (dots ? 0 : (k - (rows - 1) / 2) * bar);
    const [v, zero, half] = [value(y), value(dots ? marks[0] : 0), bar / 2 - 1];
    const drawn = dots
      ? [path(`M${zero} ${c}H${v}`, "ck-stem", each), marker(each, k, [v, c], 1.4)]
      : path(`M${at(zero, c - half)}L${at(v, c - half)}L${at(v, c + half)}L${at(zero, c + half)}z`, "ck-bar", each);
    const fits = dots ? series.length < 2 : !upright || widest([number(y)]) < bar + 10;
    const label = upright ? [c, Math.min(v, zero) - 12] : [Math.max(v, zero) + (dots ? 12 : 8), c];
    return [drawn, fits && text(label, upright ? "middle" : "start", number(y), "ck-name")];
  };
  return { nodes: [grid, titles, series.map((each, k) => xs.map((_, i) => one(each, k, i)))], height };
}

const csvCell = (value) => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);

function chart({ el, spec, t, number }) {
  const uid = `ck-${++serial}`;
  const overYears = spec.mark === "line";
  const picks = spec.controls.map((control) => control.values[0][0]);
  const plot = h("div", { class: "ck-plot", pointermove: onPointer, pointerdown: onPointer });
  const key = h("div", { class: "ck-key" });
  const reading = h("div", { class: overYears ? "ck-readout" : "ck-readout ck-unseen", "aria-live": "polite", "aria-atomic": "true" });
  const data = h("div", { class: "ck-data", id: uid, hidden: true, tabindex: 0, role: "group", "aria-label": spec.title });
  const slider = h("input", { type: "range", input: onSlide });
  let state, series, xs, table, at, pick;
  let width = 0;

  /** Take up the state that the controls now say. */
  function update() {
    state = spec.states[picks.join("|")] || {};
    series = state.series || [];
    xs = [...new Set(series.flatMap((each) => each.points.map((point) => point[0])))];
    if (overYears) xs.sort((a, b) => a - b);
    at = nearest(xs, at ?? fullest(series, xs));
    Object.assign(slider, { min: xs[0], max: xs.at(-1), step: xs.every(Number.isInteger) ? 1 : "any" });
    slider.value = at;
    table = state.table || {
      columns: [spec.x_label || "", ...series.map((each) => each.label + (spec.unit ? `, ${spec.unit}` : ""))],
      rows: xs.map((x) => [x, ...series.map((each) => valueAt(each, x))]),
    };
    draw();
    read();
    tabulate();
  }

  function draw() {
    pick = null;
    if (state.svg) {
      const frame = h("div", { class: "ck-frame", role: "img", "aria-label": spec.alt });
      frame.innerHTML = state.svg; // drawn by the course's own build
      frame.firstElementChild.setAttribute("aria-hidden", "true");
      return plot.replaceChildren(frame);
    }
    if (!valuesOf(series).length) return plot.replaceChildren(h("p", {}, t("no_data")));
    if (!width) return;
    const drawn = (overYears ? drawLines : drawBars)({ series, xs, width, number, at, mark: spec.mark, top: spec.top });
    const { nodes, height } = drawn;
    pick = drawn.pick;
    plot.replaceChildren(h("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": spec.alt }, nodes));
    if (!overYears && series.length > 1) key.replaceChildren(...series.map((each, i) => h("span", {}, swatch(each, i, spec.mark), each.label)));
  }

  function read() {
    reading.classList.toggle("ck-unseen", !overYears && !state.svg);
    if (state.svg) return reading.replaceChildren(h("p", {}, state.reading));
    const entry = (each, i, x, label) => {
      const value = valueAt(each, x);
      return h("div", { "data-key": each.key, "data-x": x },
        h("dt", {}, overYears && swatch(each, i, "line"), label),
        h("dd", { "data-value": value ?? "" }, value === null ? t("no_data") : number(value, spec.unit)));
    };
    const entries = overYears
      ? series.map((each, i) => entry(each, i, at, each.label))
      : series.map((each, i) => xs.map((x) => entry(each, i, x, series.length > 1 ? `${x}, ${each.label}` : x)));
    reading.replaceChildren(overYears ? h("p", { class: "ck-at" }, at) : "", h("dl", { class: "ck-reading" }, entries));
  }

  function tabulate() {
    const write = (cell) => (cell === null ? t("no_data") : typeof cell === "number" ? number(cell) : cell);
    const row = ([first, ...rest]) => h("tr", {}, h("th", { scope: "row" }, first), rest.map((cell) => h("td", {}, write(cell))));
    const head = table.columns.map((name) => (name ? h("th", { scope: "col" }, name) : h("td")));
    data.replaceChildren(h("table", {}, h("caption", {}, spec.title), h("thead", {}, h("tr", {}, head)), h("tbody", {}, table.rows.map(row))));
  }

  // Where years are missing the cursor goes on to the next one, in the direction of the move.
  function onSlide() {
    const asked = Number(slider.value);
    moveTo((asked > at ? xs.find((x) => x >= asked) : xs.findLast((x) => x <= asked)) ?? at);
  }

  function onPointer(event) {
    if (pick) moveTo(pick(event.clientX - plot.getBoundingClientRect().left));
  }

  function moveTo(x) {
    slider.value = x;
    if (x === at) return;
    at = x;
    draw();
    read();
  }

  function toggleTable(event) {
    data.hidden = !data.hidden;
    event.currentTarget.setAttribute("aria-expanded", !data.hidden);
  }

  function saveTable() {
    const lines = [table.columns, ...table.rows].map((row) => row.map((cell) => csvCell(cell ?? "")).join(","));
    download(`${[spec.id, ...picks].join("-")}.csv`, `\ufeff${lines.join("\r\n")}\r\n`, "text/csv");
  }

  const selects = spec.controls.map((control, i) => {
    const options = control.values.map(([value, label]) => h("option", { value }, label));
    const change = (event) => { picks[i] = event.target.value; update(); };
    return h("label", {}, h("span", {}, control.label), h("select", { name: control.name, change }, options));
  });
  const source = spec.source_url ? h("a", { href: spec.source_url }, spec.source) : spec.source;
  el.replaceChildren(
    h("figure", { class: "ck-chart" },
      h("figcaption", {}, h("p", { class: "ck-title" }, spec.title), h("p", { class: "ck-subtitle" }, spec.subtitle)),
      h("div", { class: "ck-controls" }, selects),
      h("p", { class: "ck-axis" }, spec.y_label), plot, key,
      overYears && h("label", { class: "ck-slider" }, h("span", {}, spec.x_label || t("year")), slider),
      reading,
      h("div", { class: "ck-foot" },
        h("p", { class: "ck-source" }, t("source"), ": ", source),
        h("div", {},
          button(t("table"), toggleTable, { class: "ck-quiet", "aria-expanded": "false", "aria-controls": uid }),
          button(t("csv"), saveTable, { class: "ck-quiet" }))),
      data));
  update();
  const watch = new ResizeObserver(() => {
    const now = Math.floor(plot.clientWidth);
    if (now === width) return;
    width = now;
    draw();
  });
  watch.observe(plot);
  return () => watch.disconnect();
}

// ----------------------------------------------------------------- progress

const FORMAT = "coursekit-progress";

/** Read an exported file: [id, state] pairs, or throw the key of the message. */
function readExport(content) {
  let file;
  try {
    file = JSON.parse(content);
  } catch {
    throw "import_damaged";
  }
  if (!isRecord(file) || file.format !== FORMAT) throw "import_foreign";
  if (file.version > 1) throw "import_version";
  const answers = isRecord(file.answers) && Object.entries(file.answers);
  const sound = ([id, state]) => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(id) && isState(state);
  if (file.version !== 1 || !answers || !answers.every(sound)) throw "import_damaged";
  return answers;
}

/** Of two saved states: is the other worth more? Right first, then more attempts, then later. */
function isBetter(other, own) {
  const worth = (state) => [standing(state) === "correct" ? 1 : 0, state.attempts, state.time || ""];
  const [a, b] = [worth(other), worth(own)];
  const place = a.findIndex((value, i) => value !== b[i]);
  return place >= 0 && a[place] > b[place];
}

function progress({ el, spec, t }) {
  const summary = h("div", { class: "ck-summary" });
  const said = h("p", { class: "ck-said", "aria-live": "polite" });
  const say = (key, n) => (said.textContent = t(key, { n }));
  const how = (asked) => standing(store.read(asked.id), asked.fingerprint);

  function counts(questions) {
    const all = { correct: 0, tried: 0, new: 0 };
    for (const asked of questions) all[how(asked)] += 1;
    const parts = [t("correct_of", { n: all.correct, total: questions.length })];
    if (all.tried) parts.push(t("tried_count", { n: all.tried }));
    if (all.new) parts.push(t("new_count", { n: all.new }));
    return { correct: all.correct, words: parts.join(" · ") };
  }

  function meter(questions, label) {
    const { correct, words } = counts(questions);
    return [
      h("progress", { max: questions.length || 1, value: correct, "aria-label": label }),
      h("p", { class: "ck-counts" }, words),
    ];
  }

  function openLinks(chapter, questions) {
    const open = questions.filter((asked) => how(asked) !== "correct");
    if (!open.length) return h("p", { class: "ck-counts" }, t("none_open"));
    const link = (asked) => h("a", { href: asked.url || `${chapter.url}#q-${asked.id.replaceAll("/", "-")}` }, asked.label);
    return h("ul", {}, open.map((asked) => h("li", {}, icon(how(asked)), h("span", {}, link(asked), " ", h("small", {}, t("mark_" + how(asked)))))));
  }

  function group(chapter, title, questions) {
    return questions.length > 0 &&
      h("div", { class: "ck-objective" }, h("p", {}, title), h("p", { class: "ck-counts" }, counts(questions).words), openLinks(chapter, questions));
  }

  function chapterRow(chapter) {
    const of = (id) => chapter.questions.filter((asked) => asked.objective === id);
    const known = chapter.objectives.map((objective) => objective.id);
    const others = chapter.questions.filter((asked) => !known.includes(asked.objective));
    return h("li", {},
      h("p", { class: "ck-chapter" }, h("span", {}, t("chapter", { n: chapter.number })), " ", h("a", { href: chapter.url }, chapter.title)),
      meter(chapter.questions, `${t("chapter", { n: chapter.number })}: ${chapter.title}`),
      h("details", {}, h("summary", {}, t("by_objective"), h("span", { class: "ck-unseen" }, `: ${chapter.title}`)),
        chapter.objectives.map((objective) => group(chapter, objective.text, of(objective.id))),
        group(chapter, t("other_questions"), others)));
  }

  function draw() {
    summary.replaceChildren(
      h("div", { class: "ck-total" }, h("p", { class: "ck-chapter" }, t("total")), meter(spec.chapters.flatMap((each) => each.questions), t("total"))),
      h("ol", { class: "ck-chapters" }, spec.chapters.map(chapterRow)));
    if (blocked) say("not_saved");
  }

  function exportFile() {
    const answers = Object.fromEntries(store.ids().map((id) => [id, store.read(id)]));
    const file = { format: FORMAT, version: 1, saved: new Date().toISOString(), answers };
    download("coursekit-progress.json", JSON.stringify(file, null, 1), "application/json");
    say("exported", Object.keys(answers).length);
  }

  async function importFile({ target }) {
    try {
      const answers = readExport(await target.files[0].text());
      const better = answers.filter(([id, state]) => !store.read(id) || isBetter(state, store.read(id)));
      for (const [id, state] of better) store.write(id, state);
      draw();
      say("imported", better.length);
    } catch (problem) {
      say(typeof problem === "string" ? problem : "import_damaged");
    }
    target.value = "";
  }

  function clear() {
    for (const id of store.ids()) store.write(id, null);
    dialog.close();
    draw();
    say("clear_done");
  }

  const question = h("p", { id: `ck-${++serial}` }, t("clear_ask"));
  const dialog = h("dialog", { "aria-labelledby": question.id }, question,
    h("div", { class: "ck-actions" },
      button(t("clear_no"), () => dialog.close(), { class: "ck-main" }),
      button(t("clear_yes"), clear, { class: "ck-quiet" })));
  draw();
  el.replaceChildren(
    h("div", { class: "ck-progress" }, summary,
      h("div", { class: "ck-actions" },
        button(t("export"), exportFile, { class: "ck-main" }),
        h("label", { class: "ck-file" }, t("import"), h("input", { type: "file", accept: ".json,application/json", change: importFile })),
        button(t("clear"), () => dialog.showModal(), { class: "ck-quiet" })),
      said, dialog));
  // Answers given in another tab, or on the page left with "back".
  const events = ["storage", "pageshow"];
  events.forEach((name) => window.addEventListener(name, draw));
  return () => events.forEach((name) => window.removeEventListener(name, draw));
}

// ---------------------------------------------------------------- entrances

const KINDS = { choice: question(choice), order: question(order), number: question(number), chart, progress };

/** Show model's spec in el: the front-end contract of anywidget. */
function render({ model, el }) {
  const spec = model.get("spec");
  if (!Object.hasOwn(KINDS, spec.kind)) return undefined;
  const t = translator(model.get("words") || {}, model.get("lang") || "en");
  el.classList.add("ck", "ck-live");
  return KINDS[spec.kind]({ model, el, spec, t, number: numberWriter(t) });
}

/** Make the model of a question in a built page: the interface of anywidget over the store. */
function localModel(spec, words, lang) {
  const data = { spec, words, lang, value: store.read(spec.id) || {} };
  const listeners = new Set();
  const model = {
    get: (name) => data[name],
    set(name, value) {
      data[name] = value;
      if (name === "value") [...listeners].forEach((listener) => listener());
    },
    save_changes() {
      store.write(spec.id, isState(data.value) ? data.value : null);
      reveal();
    },
    on: (event, listener) => event === "change:value" && listeners.add(listener),
    off: (event, listener) => listeners.delete(listener),
  };
  // The same question answered in another tab.
  window.addEventListener("storage", (event) => {
    if (event.key === PREFIX + spec.id) model.set("value", store.read(spec.id) || {});
  });
  return model;
}

/** Open what waits for an answer. */
function reveal() {
  for (const details of document.querySelectorAll("details[data-ck-reveal]"))
    if (standing(store.read(details.dataset.ckReveal)) !== "new") details.open = true;
}

/** Bring every question and chart of a built page to life. */
function start() {
  const source = document.getElementById("coursekit-words");
  const words = source ? JSON.parse(source.textContent) : {};
  const lang = document.documentElement.lang || "en";
  const models = new Map();
  for (const el of document.querySelectorAll("[data-ck]:not(.ck-live)")) {
    try {
      const spec = JSON.parse(el.dataset.ck);
      if (!models.has(spec.id)) models.set(spec.id, localModel(spec, words, lang));
      render({ model: models.get(spec.id), el });
    } catch (error) {
      console.error("coursekit:", el.id, error); // the readable form stays
    }
  }
  reveal();
}

export default { render };
