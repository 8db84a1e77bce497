import { h } from "../shared/elements.js";
import { chosenOf, keysOf } from "../frame/answers.js";
import { RULES, correct, notAttempted, verdict } from "../frame/verdicts.js";
import { KINDS, question } from "../frame/question.js";

RULES.place = (spec, answer) => {
  const placed = namesPlaced(spec, answer);
  if (!placed.size) return notAttempted("place_first");
  const total = spec.items.length;
  const count = spec.items.filter((item) => placed.get(item.key) === spec.solution[item.key]).length;
  return count === total
    ? correct(spec)
    : verdict("not_yet", "place_count", { message: spec.wrong, count, total, credit: count / total });
};

const namesPlaced = (spec, answer) => chosenOf(answer, keysOf(spec.items), keysOf(spec.targets));

// A tap this far from a dot, in pixels of the screen, still means it.
const PLACE_REACH = 40;

KINDS.place = question(({ spec, uid, answer, t, say }) => {
  const { ground, items, targets } = spec;
  const names = new Map(items.map((item) => [item.key, item.text]));
  const placed = namesPlaced(spec, answer);
  const holders = (number) => [...names.keys()].filter((key) => placed.get(key) === number);
  const free = () => [...names.keys()].find((key) => !placed.has(key)) ?? null;
  const written = (keys) => keys.map((key) => names.get(key)).join(", ");
  let inHand = null;

  const at = (x, y) => `left:${(100 * x) / ground.width}%;top:${(100 * y) / ground.height}%`;
  const marks = targets.map(({ key, x, y, left }) =>
    h("span", { class: "ck-place-mark", "data-left": left, style: at(x, y) }, h("b", {}, key), h("span")));
  const shapes = targets.map(({ key, shape }) => shape && h("path", { class: "ck-place-state", d: shape, "data-key": key }));
  const map = h("div", { class: "ck-place-map", "data-map": spec.map, role: "img", "aria-label": t("place_alt", { n: targets.length }), click: onTap },
    h("svg", { viewBox: `0 0 ${ground.width} ${ground.height}` },
      h("rect", { x: ground.east, width: ground.width, height: ground.height }),
      h("path", { d: ground.land }),
      h("path", { class: "ck-place-rest", d: ground.states }),
      shapes),
    ground.names.map(([x, y, text]) => h("span", { class: "ck-place-name", style: at(x, y).replace(/left:([^;]+)/, "left:max(3em,$1)") }, text)),
    marks);

  const selects = new Map(items.map(({ key }) => [key, h("select", {
    id: `${uid}-${key}`,
    focus: () => take(key),
    // The arrow keys pass over numbers that others have: nobody is sent away.
    change: (event) => put(key, event.target.value, "place_shared"),
  }, h("option", { value: "" }, t("place_open")), targets.map((target) => h("option", { value: target.key }, target.key)))]));
  const rows = new Map(items.map(({ key, text }) => [key, h("li", { click: () => take(key) },
    h("label", { for: `${uid}-${key}` }, text), selects.get(key))]));

  function take(key) {
    inHand = key;
    for (const [each, row] of rows) row.toggleAttribute("data-taken", each === key);
  }

  function put(key, number, shared) {
    const others = number ? holders(number).filter((other) => other !== key) : [];
    if (shared !== "place_shared") others.forEach((other) => placed.delete(other));
    if (number) placed.set(key, number);
    else placed.delete(key);
    const word = !number ? "place_away" : others.length ? shared : "place_put";
    say(t(word, { name: names.get(key), n: number, other: written(others) }));
    show();
    take(free());
  }

  function show() {
    for (const [key, select] of selects) select.value = placed.get(key) || "";
    targets.forEach((target, i) => {
      const here = holders(target.key);
      marks[i].lastChild.textContent = written(here);
      for (const node of [marks[i], shapes[i]]) if (node) node.toggleAttribute("data-full", here.length > 0);
    });
  }

  /** Put the name in hand where the map is tapped, and take the next; with no name in hand, take the one there. */
  function onTap(event) {
    const number = event.target.dataset.key || near(event);
    if (!number) return;
    if (inHand === null) take(holders(number)[0] ?? null);
    else put(inHand, number, "place_taken");
  }

  function near(event) {
    const box = map.getBoundingClientRect();
    const scale = box.width / ground.width;
    const far = ({ x, y }) => Math.hypot(event.clientX - box.left - x * scale, event.clientY - box.top - y * scale);
    const [first] = [...targets].sort((a, b) => far(a) - far(b));
    return spec.map === "cities" && far(first) <= PLACE_REACH ? first.key : "";
  }

  take(free());
  show();
  return {
    nodes: [
      h("p", { class: "ck-place-how" }, t("place_how")),
      map,
      h("p", { class: "ck-place-how" }, t("place_outlines")),
      h("ul", { class: "ck-place" }, [...rows.values()]),
      h("details", { class: "ck-place-words" }, h("summary", {}, t("place_words")),
        h("ul", {}, targets.map((target) => h("li", {}, h("b", {}, target.key), " ", target.about)))),
    ],
    read: () => (placed.size ? Object.fromEntries(items.filter(({ key }) => placed.has(key)).map(({ key }) => [key, placed.get(key)])) : null),
  };
});
