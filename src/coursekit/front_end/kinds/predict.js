import { h } from "../shared/elements.js";
import { drawLines, marker, onWidth, path, swatch, text, ticks } from "../shared/drawing.js";
import { RULES, notAttempted, verdict } from "../frame/verdicts.js";
import { parseNumber } from "./number.js";
import { KINDS, question } from "../frame/question.js";

RULES.predict = (spec, answer) => {
  if (typeof answer !== "string" || !answer) return notAttempted("predict_first");
  const estimate = parseNumber(answer);
  if (estimate === null) return notAttempted("predict_number");
  if (!(spec.from <= estimate && estimate <= spec.to)) return notAttempted("predict_range");
  // Room for the rounding of binary fractions.
  const close = Math.abs(estimate - spec.answer) <= spec.close + 1e-9;
  const code = close ? "predict_close" : estimate < spec.answer ? "predict_low" : "predict_high";
  return verdict("saved", code, { message: spec.explain });
};

KINDS.predict = question(({ spec, answer, t, number }) => {
  const { from, to, step, unit, label } = spec;
  const value = typeof answer === "string" ? answer : "";
  const shown = h("p", { class: "ck-predict-value" });
  const slider = h("input", { type: "range", min: from, max: to, step, value: (from + to) / 2, "aria-label": label, input: slide, click: slide, pointerup: slide });
  const field = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 60, value, input: show });

  function slide() {
    field.value = slider.value;
    show();
  }

  function show() {
    const estimate = parseNumber(field.value);
    const known = estimate !== null && from <= estimate && estimate <= to;
    if (known) slider.value = estimate;
    const written = known ? number(estimate, unit) : t("predict_none");
    for (const each of [slider, shown]) each.toggleAttribute("data-known", known);
    slider.setAttribute("aria-valuetext", written);
    shown.textContent = written;
  }

  show();
  return {
    nodes: [
      h("p", { class: "ck-predict-label" }, label),
      shown,
      h("div", { class: "ck-predict-axis" }, slider, predictAxis(spec, number)),
      h("label", { class: "ck-predict-field" }, h("span", {}, t("predict_yours")), field, h("span", {}, unit)),
    ],
    read: () => field.value,
    after({ code }) {
      if (code === "graded") return [];
      // What was committed stays: an estimate made after the figure is known is none.
      if (document.activeElement === slider) field.focus();
      slider.disabled = field.readOnly = true;
      return predictReveal(spec, parseNumber(field.value), t, number);
    },
  };
});

/** Draw the axis; with two marks, given as [value, words, class], a stem for each. */
function predictAxis({ from, to }, number, marks = []) {
  const share = (value) => (100 * (value - from)) / (to - from);
  const base = marks.length ? 54 : 4;
  const line = (x, top, bottom, name) => h("line", { x1: `${x}%`, x2: `${x}%`, y1: top, y2: bottom, class: name });
  const inner = ticks(from, to, 5).filter((value) => share(value) > 14 && share(value) < 86);
  // Words lead away from the other mark, and no stem runs through them.
  const pair = [...marks].sort((a, b) => a[0] - b[0]).map(([value, words, name], i) => {
    const x = share(value);
    return { x, words, name, side: x < 30 ? "start" : x > 70 ? "end" : i ? "start" : "end" };
  });
  if (pair[1]?.side === "end") pair.reverse();
  return h("svg", { class: "ck-predict-line", height: base + 24, "aria-hidden": "true" },
    h("line", { x1: "0%", x2: "100%", y1: base, y2: base, class: "ck-zero" }),
    [from, ...inner, to].map((value) => {
      const side = value === from ? "start" : value === to ? "end" : "middle";
      return [line(share(value), base, base + 6, "ck-zero"), text([`${share(value)}%`, base + 16], side, number(value))];
    }),
    pair.length > 0 && h("line", { x1: `${pair[0].x}%`, x2: `${pair[1].x}%`, y1: base, y2: base, class: "ck-predict-gap" }),
    pair.map(({ x, name }, i) => [line(x, 16 + 22 * i, base, name), h("circle", { cx: `${x}%`, cy: base, r: 5, class: name })]),
    pair.map(({ x, words, side }, i) => text([`${x}%`, 8 + 22 * i], side, words, "ck-name")));
}

/** Show the figure with the estimate in it: drawn, in words, and as a table. */
function predictReveal(spec, estimate, t, number) {
  const { unit, label, points, x, entity } = spec;
  // As many decimals as the figure is written with.
  const decimals = 1 + [1, 10].filter((size) => Math.abs(spec.answer) < size).length;
  const apart = Number(Math.abs(estimate - spec.answer).toFixed(decimals));
  // A difference of shares is no share.
  const distance = /^(%|percent)/.test(unit) ? t("predict_points", { n: number(apart) }) : number(apart, unit);
  const real = { label: t("predict_real"), colour: entity, points };
  const yours = { label: t("predict_yours"), dash: "dashed" };
  const entry = (words, value, series, i) =>
    h("div", {}, h("dt", {}, points && series && swatch(series, i, "line"), words), h("dd", {}, value));
  const drawn = points
    ? predictLines({ spec, estimate, real, yours, number })
    : predictAxis(spec, number, [[estimate, yours.label, "ck-predict-yours"], [spec.answer, real.label, "ck-predict-real"]]);
  const row = ([year, value]) => h("tr", {}, h("th", { scope: "row" }, year), h("td", {}, number(value)));
  const source = spec.source_url ? h("a", { href: spec.source_url }, spec.source) : spec.source;
  return [h("figure", { class: "ck-predict" },
    h("figcaption", { class: "ck-predict-label" }, label, unit && `, ${unit}`),
    drawn,
    h("dl", { class: "ck-reading" },
      entry(yours.label, number(estimate, unit), yours, 1),
      entry([real.label, x && `, ${x}`], number(spec.answer, unit), real, 0),
      entry(t("predict_distance"), distance)),
    h("p", { class: "ck-source" }, t("source"), ": ", source),
    points && h("details", {}, h("summary", {}, t("table")),
      h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("year")), h("th", { scope: "col" }, label, unit && `, ${unit}`))),
        h("tbody", {}, points.map(row)))),
    h("p", { class: "ck-predict-kept" }, t("predict_kept")))];
}

/** Draw the series and across it the estimate, in the width there is. */
function predictLines({ spec, estimate, real, yours, number }) {
  const plot = h("div", { class: "ck-plot" });
  const xs = spec.points.map(([year]) => year);
  onWidth(plot, (width) => {
    const { nodes, height, x, y } = drawLines({ series: [real], xs, width, number, at: spec.x, top: [estimate] });
    const [level, start, end, here] = [y(estimate), x(xs[0]), x(xs.at(-1)), x(spec.x)];
    // The words stand at the end where the series is farther from the line, and on its other side.
    const [first, last] = [spec.points[0], spec.points.at(-1)].map((point) => level - y(point[1]));
    const left = Math.abs(first) > Math.abs(last);
    const above = level > 32 && ((left ? first : last) < 0 || level > height - 60);
    const words = `${yours.label}: ${number(estimate)}`;
    plot.replaceChildren(h("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" }, nodes,
      h("g", { class: "ck-predict-yours" },
        path(`M${start} ${level}H${end}`, "ck-curve", yours),
        path(`M${here} ${level}V${y(spec.answer)}`, "ck-predict-gap"),
        marker(yours, 1, [here, level], 1.3)),
      text([left ? start + 4 : end, level + (above ? -12 : 14)], left ? "start" : "end", words, "ck-name")));
  });
  return plot;
}
