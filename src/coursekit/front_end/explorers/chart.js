import { button, h, uniqueId } from "../shared/elements.js";
import { drawBars, drawLines, fullest, nearest, onWidth, swatch, valueAt, valuesOf } from "../shared/drawing.js";
import { downloadTable } from "./tables.js";
import { KINDS } from "../frame/question.js";

/**
 * The series that axes and legend are made for, each once with all its points: those of every
 * state, so that states compare; of the controls in axis_by only the choice that is made.
 */
function heldSeries({ controls, states, axis_by = [] }, picks) {
  const alike = (key) => key.split("|").every((value, i) => !axis_by.includes(controls[i]?.name) || value === picks[i]);
  const known = new Map();
  for (const [key, { series = [] }] of Object.entries(states)) {
    for (const each of alike(key) ? series : []) {
      const before = known.get(each.key);
      known.set(each.key, before ? { ...before, points: [...before.points, ...each.points] } : each);
    }
  }
  return [...known.values()];
}

KINDS.chart = ({ model, el, spec, t, number }) => {
  const uid = uniqueId();
  const overYears = spec.mark === "line";
  const picks = spec.controls.map((control) => control.values[0][0]);
  const plot = h("div", { class: "ck-plot", pointermove: onPointer, pointerdown: onPointer });
  const key = h("div", { class: "ck-key" });
  const reading = h("div", { class: overYears ? "ck-readout" : "ck-readout ck-unseen", "aria-live": "polite", "aria-atomic": "true" });
  const data = h("div", { class: "ck-data", id: uid, hidden: true, tabindex: 0, role: "group", "aria-label": spec.title });
  const slider = h("input", { type: "range", input: onSlide });
  let state, series, xs, range, held, table, at, pick;
  let width = 0;

  /** Take up the state that the controls now say. */
  function update() {
    state = spec.states[picks.join("|")] || {};
    held = heldSeries(spec, picks);
    const keys = held.map((each) => each.key);
    series = (state.series || []).map((each) => ({ ...each, place: keys.indexOf(each.key) }));
    const years = held.flatMap((each) => each.points.map((point) => point[0]));
    range = [Math.min(...years), Math.max(...years)];
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
      // Drawn by the course's own build; what several states share is stored once.
      frame.innerHTML = state.svg.map((part) => spec.parts[part]).join("");
      frame.firstElementChild.setAttribute("aria-hidden", "true");
      return plot.replaceChildren(frame);
    }
    if (!valuesOf(series).length) return plot.replaceChildren(h("p", {}, t("no_data")));
    if (!width) return;
    const drawn = (overYears ? drawLines : drawBars)({ series, xs, range, held, width, number, at, mark: spec.mark, top: spec.top });
    const { nodes, height } = drawn;
    pick = drawn.pick;
    plot.replaceChildren(h("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": spec.alt }, nodes));
    const named = !overYears && held.length > 1 ? held : [];
    key.replaceChildren(...named.map((each, i) => h("span", {}, swatch(each, i, spec.mark), each.label)));
  }

  function read() {
    reading.classList.toggle("ck-unseen", !overYears && !state.svg);
    if (state.svg) return reading.replaceChildren(h("p", {}, state.reading));
    const entry = (each, i, x, label) => {
      const value = valueAt(each, x);
      return h("div", { "data-key": each.key, "data-x": x },
        h("dt", {}, overYears && swatch(each, each.place, "line"), label),
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

  const saveTable = () => downloadTable([spec.id, ...picks].join("-"), [table.columns, ...table.rows]);

  const controls = spec.controls.map(({ name, label, form, values }, i) => {
    const take = (place) => { picks[i] = values[place][0]; update(); };
    if (form === "tick") {
      const change = (event) => take(event.target.checked === (values[0][0] === "yes") ? 0 : 1);
      return h("label", { class: "ck-tick" }, h("input", { type: "checkbox", name, change, checked: values[0][0] === "yes" }), h("span", {}, label));
    }
    if (form === "slide") {
      const shown = h("output", {}, values[0][1]);
      const input = ({ target }) => {
        shown.textContent = values[target.value][1];
        target.setAttribute("aria-valuetext", shown.textContent);
        take(target.value);
      };
      const slide = h("input", { type: "range", name, min: 0, max: values.length - 1, value: 0, "aria-valuetext": values[0][1], input });
      return h("label", { class: "ck-slide" }, h("span", {}, label), h("span", {}, slide, shown));
    }
    const change = (event) => take(event.target.selectedIndex);
    return h("label", {}, h("span", {}, label), h("select", { name, change }, values.map(([value, each]) => h("option", { value }, each))));
  });
  const source = spec.source_url ? h("a", { href: spec.source_url }, spec.source) : spec.source;
  el.replaceChildren(
    h("figure", { class: "ck-chart" },
      h("figcaption", {}, h("p", { class: "ck-title" }, spec.title), h("p", { class: "ck-subtitle" }, spec.subtitle)),
      h("div", { class: "ck-controls" }, controls),
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
  // With a kernel another state may be sent; the cursor and the open table stay as they are.
  const exchange = () => { spec = model.get("spec"); update(); };
  model.on("change:spec", exchange);
  // The controls of ipywidgets beside it leave their keys to JupyterLab, which cuts and adds cells with them.
  const guard = ({ target }) => { if (target.closest(".ck-explored")) target.dataset.lmSuppressShortcuts = "true"; };
  document.addEventListener("focusin", guard);
  const unwatch = onWidth(plot, (now) => {
    width = now;
    draw();
  });
  return () => {
    model.off("change:spec", exchange);
    document.removeEventListener("focusin", guard);
    unwatch();
  };
};
