import { button, h } from "../shared/elements.js";
import { marker, onWidth, text } from "../shared/drawing.js";
import { choiceOf, tableBeside, tick } from "./tables.js";
import { KINDS } from "../frame/question.js";

const NETWORK_STEP = 16;

KINDS.network = ({ el, spec, t, number }) => {
  const themes = spec.mode === "themes";
  const nodes = new Map(spec.nodes.map((node) => [node.key, node]));
  const types = new Map(spec.types.map((type) => [type.key, type]));
  const on = new Set(types.keys());
  const word = (name) => t(`network_${spec.mode}_${name}`);
  const label = (key) => nodes.get(key).label;
  let { least } = spec;
  let period = "";
  let chosen = "";
  let focused = spec.nodes[0].key;
  let moved = new Map();
  let links = [];
  let drawn = new Map();
  let height = 0;
  let margins = [0, 0];
  let ends = [0, 0];
  let width = 0;

  const plot = h("div", { class: "ck-plot ck-network" });
  const count = h("p", { class: "ck-at", "aria-live": "polite" });
  const said = h("p", { class: "ck-unseen", "aria-live": "polite" });
  const reading = h("div", { class: "ck-node-card" });

  // ------------------------------------------------------------------ links

  const inPeriod = (link) => (link.events || []).filter((i) => period === "" || spec.events[i][2] === Number(period));
  const otherOf = (link, key) => (link.a === key ? link.b : link.a);
  const linksOf = (key) => links.filter((link) => link.a === key || link.b === key);
  const weightWords = (link) => t(themes ? `network_weight_${link.weight}` : "network_events", { n: link.weight });

  /** Take up what the controls now say. */
  function update() {
    const seen = (key) => on.has(nodes.get(key).type);
    links = spec.links
      .map((link) => (themes ? link : { ...link, weight: inPeriod(link).length }))
      .filter((link) => link.weight >= least && seen(link.a) && seen(link.b))
      .sort((one, other) => other.weight - one.weight);
    count.textContent = t("network_count", { n: links.length });
    draw();
    read();
    table.update();
  }

  // ---------------------------------------------------------------- drawing

  const sideOf = (node) => node.side ?? (node.x ? 1 : -1);
  const placeOf = (key) => {
    const node = nodes.get(key);
    const [x, y] = moved.get(key) || [node.x, node.y];
    return [margins[0] + x * (width - margins[0] - margins[1]), y * height];
  };

  function draw() {
    if (!width) return undefined;
    const shown = spec.nodes.filter((node) => linksOf(node.key).length || node.key === chosen);
    drawn = new Map();
    if (!shown.length) return plot.replaceChildren();
    const letters = Math.floor((width * (width < 560 ? 0.33 : 0.36)) / 6.9);
    const wrapped = new Map(spec.nodes.map((node) => [node.key, networkWrap(node.label, letters)]));
    const lines = Math.max(...[...wrapped.values()].map((each) => each.length));
    const column = (side) => spec.nodes.filter((node) => sideOf(node) === side);
    margins = [-1, 1].map((side) => 16 + 6.9 * Math.max(...column(side).flatMap((node) => wrapped.get(node.key).map((line) => line.length))));
    height = Math.max(column(-1).length, column(1).length) * Math.max(themes ? 24 : 38, lines * 15 + 6);
    const curves = links.map((link) => h("path", { class: "ck-link", "stroke-width": themes ? link.weight * 0.9 : Math.sqrt(link.weight) * 0.6 }));
    // Only the part of the height where something stands is drawn.
    const heights = shown.map((node) => placeOf(node.key)[1]);
    ends = [Math.min(...heights) - 24, Math.max(...heights) + 24];
    if (!shown.some((node) => node.key === focused)) focused = shown[0]?.key;
    drawn = new Map(shown.map((node) => [node.key, mark(node, wrapped.get(node.key))]));
    links.forEach((link, i) => (link.curve = curves[i]));
    plot.replaceChildren(h("svg", { viewBox: `0 ${ends[0]} ${width} ${ends[1] - ends[0]}`, width, height: ends[1] - ends[0], role: "group", "aria-label": spec.title },
      curves, [...drawn.values()]));
    for (const key of drawn.keys()) put(key);
    return light();
  }

  function mark(node, lines) {
    const side = sideOf(node);
    const type = types.get(node.type);
    let from = null;
    const group = h("g", {
        class: type.hollow ? "ck-node ck-hollow" : "ck-node", role: "button", tabindex: node.key === focused ? 0 : -1, "data-key": node.key,
        "aria-label": `${node.name || node.label}, ${type.label}`,
        focus: () => focus(node.key), keydown: onKey,
        pointerdown(event) {
          from = [event.clientX, event.clientY, ...placeOf(node.key), false];
          group.setPointerCapture(event.pointerId);
        },
        pointermove(event) {
          if (!from) return;
          const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
          from[4] ||= Math.hypot(dx, dy) > 4;
          if (from[4]) moveTo(node.key, from[2] + dx, from[3] + dy);
        },
        pointerup() {
          if (from && !from[4]) choose(node.key);
          from = null;
        },
        pointercancel: () => (from = null),
      },
      h("circle", { r: 14, class: "ck-hit" }), marker({ colour: node.colour || type.colour }, type.shape, [0, 0], 1.4),
      lines.map((line, i) => text([side * 11, (i - (lines.length - 1) / 2) * 15], side < 0 ? "end" : "start", line, "ck-name")));
    return group;
  }

  /** Set a node where it now belongs, and its links with it. */
  function put(key) {
    const [x, y] = placeOf(key);
    drawn.get(key)?.setAttribute("transform", `translate(${x} ${y})`);
    for (const link of linksOf(key)) {
      const [[ax, ay], [bx, by]] = [placeOf(link.a), placeOf(link.b)];
      const middle = (ax + bx) / 2;
      // Links of two columns swing across, those of a circle bend towards its centre.
      const centre = [0.4 * middle + 0.6 * (width + margins[0] - margins[1]) / 2, 0.2 * (ay + by) + 0.3 * (ends[0] + ends[1])];
      link.curve.setAttribute("d", `M${ax} ${ay}` + (themes ? `C${middle} ${ay} ${middle} ${by} ${bx} ${by}` : `Q${centre} ${bx} ${by}`));
    }
  }

  function moveTo(key, x, y) {
    const within = (value, low, most) => Math.min(Math.max(value, low + 8), most - 8);
    const across = width - margins[0] - margins[1];
    moved.set(key, [(within(x, 0, width) - margins[0]) / across, within(y, ...ends) / height]);
    put(key);
  }

  function focus(key) {
    drawn.get(focused)?.setAttribute("tabindex", -1);
    focused = key;
    drawn.get(key).setAttribute("tabindex", 0);
  }

  function onKey(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const turns = { PageDown: 1, PageUp: -1 };
    if (Object.hasOwn(steps, event.key)) {
      const [x, y] = placeOf(focused);
      const [dx, dy] = steps[event.key];
      moveTo(focused, x + dx * NETWORK_STEP, y + dy * NETWORK_STEP);
      said.textContent = t("network_moved", { name: label(focused) });
    } else if (Object.hasOwn(turns, event.key)) {
      const keys = [...drawn.keys()];
      drawn.get(keys[(keys.indexOf(focused) + turns[event.key] + keys.length) % keys.length]).focus();
    } else if (event.key === "Enter" || event.key === " ") choose(focused === chosen ? "" : focused);
    else return;
    event.preventDefault();
  }

  // ---------------------------------------------------------------- reading

  function choose(key) {
    const again = plot.contains(document.activeElement);
    chosen = key;
    select.lastChild.value = key;
    if (drawn.has(key) || !key) light();
    else draw();
    if (again && key) drawn.get(key).focus();
    read();
  }

  /** Bring out what is chosen and its links. */
  function light() {
    const near = new Set(linksOf(chosen).map((link) => otherOf(link, chosen)));
    plot.dataset.chosen = chosen;
    for (const link of links) link.curve.classList.toggle("ck-near", link.a === chosen || link.b === chosen);
    for (const [key, node] of drawn) {
      node.classList.toggle("ck-near", key === chosen || near.has(key));
      node.setAttribute("aria-pressed", key === chosen);
    }
  }

  /** Say in words what the chosen node is linked with, and list it with its evidence. */
  function read() {
    if (!chosen) {
      said.textContent = "";
      return reading.replaceChildren();
    }
    const own = linksOf(chosen);
    const names = (list) => list.map((link) => label(otherOf(link, chosen))).join(", ");
    const sentences = [own.length ? t("network_linked", { name: label(chosen), n: own.length, names: names(own) }) : t("network_alone", { name: label(chosen) })];
    if (themes) {
      const known = spec.links.filter((link) => link.a === chosen || link.b === chosen);
      const absent = known.filter((link) => link.weight === 0);
      const all = spec.nodes.filter((node) => node.x !== nodes.get(chosen).x).length;
      if (absent.length) sentences.push(t("network_absent", { names: names(absent) }));
      if (all > known.length) sentences.push(t("network_unknown", { n: all - known.length }));
    }
    said.textContent = sentences.join(" ");
    reading.replaceChildren(
      h("p", { class: "ck-title" }, nodes.get(chosen).name || label(chosen)),
      // What it is linked with is listed; the sentence is for the ear.
      ...sentences.slice(own.length ? 1 : 0).map((sentence) => h("p", {}, sentence)),
      h("ul", {}, own.map((link) => h("li", {}, h("details", {}, h("summary", {}, `${label(otherOf(link, chosen))} · ${weightWords(link)}`), evidence(link))))));
    return undefined;
  }

  function evidence(link) {
    if (themes) return h("p", { class: "ck-subtitle" }, [link.note, t(`network_basis_${link.basis}`), link.circular && t("network_circular")].filter(Boolean).join(" · "));
    const line = ([when, title, , id]) => h("li", {}, `${when}: `, spec.url ? h("a", { href: `${spec.url}#${id}` }, title) : title);
    return h("ol", { class: "ck-subtitle" }, inPeriod(link).map((i) => line(spec.events[i])));
  }

  // --------------------------------------------------------------- controls

  function reset() {
    moved = new Map();
    for (const key of drawn.keys()) put(key);
    said.textContent = t("network_back");
  }

  const groups = (side) => spec.nodes.filter((node) => sideOf(node) === side).map((node) => [node.key, node.label]);
  const select = choiceOf(t("network_choose"), [["", t("network_nobody")], ...groups(-1), ...groups(1)], choose);
  const legend = h("fieldset", { class: "ck-ticks" }, h("legend", { class: "ck-unseen" }, t("network_types")),
    spec.types.map((type) => tick([
      h("svg", { class: type.hollow ? "ck-swatch ck-hollow" : "ck-swatch", viewBox: "0 0 26 12", "aria-hidden": "true" }, marker(type, type.shape, [13, 6], 1.2)),
      h("span", {}, type.label)], true, (yes) => { on[yes ? "add" : "delete"](type.key); update(); })));
  const table = tableBeside({
    spec, t,
    read: () => [
      [word("a"), word("b"), word("weight"), ...(themes ? [t("network_basis"), t("network_evidence")] : [])],
      ...links.map((link) => [label(link.a), label(link.b), number(link.weight), ...(themes ? [t(`network_basis_${link.basis}`), [link.note, link.circular && ` (${t("network_circular")})`]] : [])]),
    ],
    save: () => themes
      ? [["document", "code", "salience", "basis", "circular", "note"], ...links.map((link) => [link.a, link.b, link.weight, link.basis, Boolean(link.circular), link.note])]
      : [["actor", "with", "events", "ids"], ...links.map((link) => [link.a, link.b, link.weight, inPeriod(link).map((i) => spec.events[i][3]).join(" ")])],
  });

  el.replaceChildren(h("div", { class: "ck-chart" },
    h("p", { class: "ck-title" }, spec.title), h("p", { class: "ck-subtitle" }, spec.subtitle),
    h("div", { class: "ck-controls" }, select,
      choiceOf(word("least"), spec.steps.map((step) => [step, step]), (step) => { least = Number(step); update(); }, least),
      spec.periods && choiceOf(t("network_period"), [["", t("network_whole")], ...spec.periods.map((name, i) => [i, name])], (i) => { period = i; update(); })),
    legend,
    h("div", { class: "ck-readout" }, count, h("div", { class: "ck-actions" }, button(t("network_reset"), reset, { class: "ck-quiet" }))),
    plot, h("p", { class: "ck-axis" }, t("network_keys")), said, reading,
    h("p", { class: "ck-subtitle ck-caveat" }, spec.caveat),
    h("div", { class: "ck-foot" }, table.buttons), table.region));
  update();
  return onWidth(plot, (now) => {
    width = now;
    draw();
  });
};

/** Break a label into lines of so many letters. */
function networkWrap(label, letters) {
  return label.split(" ").reduce((lines, word) => {
    const longer = [...lines.slice(-1), word].join(" ");
    return longer.length > letters && lines.length ? [...lines, word] : [...lines.slice(0, -1), longer];
  }, []);
}
