// Lines, bars and dots drawn from series, and what other drawings share with them.
import { h } from "./elements.js";

/** Draw as soon as there is width, and whenever it changes; returns what ends this. */
export function onWidth(node, draw) {
  let known = 0;
  const measure = () => {
    const width = Math.floor(node.clientWidth);
    if (!width || width === known) return;
    known = width;
    draw(width);
  };
  const watch = new ResizeObserver(measure);
  watch.observe(node);
  // A fold opened for print has a width now; the observer would tell of it after printing.
  window.addEventListener("beforeprint", measure);
  return () => {
    watch.disconnect();
    window.removeEventListener("beforeprint", measure);
  };
}

// A series is known without its colour: by its label, its marker, and its dash (in the style sheet).
const SHAPES = [
  "M-4 0a4 4 0 1 0 8 0 4 4 0 1 0-8 0z",
  "M-3.5-3.5h7v7h-7z",
  "M0-4.6l4.5 8.2h-9z",
  "M0-5l5 5-5 5-5-5z",
  "M0 4.6l4.5-8.2h-9z",
];

// Points are [x, y]: in a path's text they write themselves as "x,y".
export const text = ([x, y], anchor, content, name) => h("text", { x, y: y + 4.5, "text-anchor": anchor, class: name }, content);
export const path = (d, name, series) =>
  h("path", { d, class: name, "data-dash": series?.dash, style: series && `color:var(--c-${series.colour},currentColor)` });
export const marker = (series, i, point, size = 1) =>
  h("g", { transform: `translate(${point}) scale(${size})` }, path(SHAPES[i % SHAPES.length], "ck-dot", series));
export const swatch = (series, i, mark) =>
  h("svg", { class: "ck-swatch", viewBox: "0 0 26 12", "aria-hidden": "true" },
    mark === "bar" ? path("M4 1h18v10H4z", "ck-bar", series) : [mark === "line" && path("M0 6h26", "ck-curve", series), marker(series, i, [13, 6])]);

export const widest = (texts) => 7.6 * Math.max(0, ...texts.map((each) => String(each).length));
export const scale = (from, to, start, end) => (value) => start + ((value - from) / (to - from || 1)) * (end - start);
export const nearest = (xs, x) => xs.reduce((best, each) => (Math.abs(each - x) < Math.abs(best - x) ? each : best), xs[0]);
/** Return the last place where most series have a value: a good one to begin at. */
export const fullest = (series, xs) => {
  const filled = (x) => series.filter((each) => valueAt(each, x) !== null).length;
  return xs.reduce((best, x) => (filled(x) >= filled(best) ? x : best), xs[0]);
};
export const valueAt = (series, x) => series.points.find((point) => point[0] === x)?.[1] ?? null;
export const valuesOf = (series) => series.flatMap((each) => each.points.map((point) => point[1])).filter((y) => y !== null);

/** Return round values that cover low to high in about `count` steps. */
export function ticks(low, high, count, least = 0) {
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

/** Draw lines over years, with the cursor at one of them; the axes hold for `held` and `range`. */
export function drawLines({ series, xs, range, held = series, width, number, at, top: least }) {
  const marks = valueTicks(held, 4, false, least);
  const labels = widest(held.map((each) => each.label)) + 26;
  const direct = width >= 480 && labels < width * 0.36;
  const height = width < 480 ? 250 : 330;
  const [left, right, top, bottom] = [widest(marks.map((y) => number(y))) + 8, width - (direct ? labels : 16), 26, height - 28];
  const [first, last] = range ?? [xs[0], xs.at(-1)];
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
    return [path(d, "ck-curve", each), (points.length < 13 ? points : [points[0], points.at(-1)]).map((point) => marker(each, each.place ?? i, point))];
  });
  spread(ends, 17, top, bottom);
  const names = direct && ends.map(({ each, end, y: beside }) => [
    path(`M${end[0] + 7} ${end[1]}L${right + 8} ${beside}h5`, "ck-leader", each),
    text([right + 17, beside], "start", each.label, "ck-name"),
  ]);
  const cursor = [
    path(`M${x(at)} ${top - 6}V${bottom}`, "ck-cursor"),
    text([Math.min(Math.max(x(at), left + 14), width - 18), top - 16], "middle", at, "ck-name"),
    series.map((each, i) => valueAt(each, at) !== null && marker(each, each.place ?? i, [x(at), y(valueAt(each, at))])),
  ];
  return { nodes: [grid, years, curves, names, early, cursor], height, x, y, pick: (px) => nearest(xs, scale(left + 6, right - 4, first, last)(px)) };
}

/** Draw bars or dots by category; bars stand upright only where there is room for the names; the axis holds for `held`. */
export function drawBars({ series, xs, held = series, width, number, mark, top }) {
  const dots = mark === "dot";
  const marks = valueTicks(held, width < 480 ? 3 : 5, !dots, top);
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
    : scale(marks[0], marks.at(-1), start, width - widest(valuesOf(held).map((y) => number(y))) - 14);
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
      ? [path(`M${zero} ${c}H${v}`, "ck-stem", each), marker(each, each.place ?? k, [v, c], 1.4)]
      : path(`M${at(zero, c - half)}L${at(v, c - half)}L${at(v, c + half)}L${at(zero, c + half)}z`, "ck-bar", each);
    const fits = dots ? series.length < 2 : !upright || widest([number(y)]) < bar + 10;
    const label = upright ? [c, Math.min(v, zero) - 12] : [Math.max(v, zero) + (dots ? 12 : 8), c];
    return [drawn, fits && text(label, upright ? "middle" : "start", number(y), "ck-name")];
  };
  return { nodes: [grid, titles, series.map((each, k) => xs.map((_, i) => one(each, k, i)))], height };
}
