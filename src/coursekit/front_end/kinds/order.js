import { button, h, icon } from "../shared/elements.js";
import { RULES, correct, notAttempted, verdict } from "../frame/verdicts.js";
import { KINDS, question } from "../frame/question.js";

RULES.order = (spec, answer) => {
  if (!isOrderOf(spec, answer)) return notAttempted("move");
  const total = answer.length;
  const count = answer.filter((key, place) => key === spec.solution[place]).length;
  return count === total
    ? correct(spec)
    : verdict("not_yet", "in_place", { message: spec.wrong, count, total, credit: count / total });
};

function isOrderOf(spec, answer) {
  if (!Array.isArray(answer) || answer.length !== spec.items.length) return false;
  return spec.items.every((item) => answer.includes(item.key));
}

KINDS.order = question(({ spec, answer, t, say }) => {
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
});
