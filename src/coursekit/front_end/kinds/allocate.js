import { button, h } from "../shared/elements.js";
import { isRecord } from "../saving/saved.js";
import { RULES, notAttempted, verdict } from "../frame/verdicts.js";
import { parseNumber } from "./number.js";
import { KINDS, question } from "../frame/question.js";

RULES.allocate = (spec, answer) => {
  let left = spec.total;
  for (const { key } of spec.aims) {
    const given = allocateAmount(spec, answer, key);
    if (given === null) return notAttempted("allocate_first");
    left -= given;
  }
  if (left > 0) return notAttempted("allocate_left", { count: left, total: spec.total });
  if (left < 0) return notAttempted("allocate_over", { count: -left, total: spec.total });
  return verdict("saved", "allocate_done", { message: spec.explain });
};

/** Return what an answer gives to an aim: a whole number that the budget allows, or null. */
function allocateAmount(spec, answer, key) {
  const amount = isRecord(answer) && Object.hasOwn(answer, key) ? answer[key] : null;
  return Number.isInteger(amount) && 0 <= amount && amount <= spec.total ? amount : null;
}

KINDS.allocate = question(({ spec, answer, t, number }) => {
  const { total, unit, step, aims } = spec;
  const amounts = new Map(aims.map(({ key }) => [key, allocateAmount(spec, answer, key) ?? 0]));
  let touched = aims.some(({ key }) => amounts.get(key));
  const left = h("p", { class: "ck-allocate-left", "aria-live": "polite", "aria-atomic": "true" });
  const rows = aims.map(row);

  function tell() {
    const rest = total - [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
    left.toggleAttribute("data-over", rest < 0);
    const words = rest < 0 ? "allocate_beyond" : "allocate_rest";
    left.replaceChildren(t(words, { n: number(Math.abs(rest)), total: number(total, unit) }));
  }

  function row({ key, text }) {
    const bar = h("div", { class: "ck-allocate-bar", "aria-hidden": "true" });
    const field = h("input", { type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 20, placeholder: 0, "aria-label": `${text}, ${unit}`, input: typed, change: write, keydown: arrow });
    const mover = (sign, word, by) => button(sign, () => move(by), { class: "ck-allocate-move", "aria-label": t(word, { item: text }) });

    function give(amount) {
      touched = true;
      amounts.set(key, Math.min(Math.max(amount, 0), total));
      show();
      tell();
    }
    function move(by) {
      give(amounts.get(key) + by);
      write();
    }
    function typed() {
      give(Math.round(parseNumber(field.value) ?? 0));
    }
    function arrow(event) {
      const by = { ArrowUp: step, ArrowDown: -step }[event.key];
      if (!by) return;
      event.preventDefault();
      move(by);
    }
    function write() {
      // Nothing given is nothing written: on paper there is room to write.
      field.value = amounts.get(key) || "";
    }
    function show() {
      bar.style.setProperty("--share", `${(100 * amounts.get(key)) / total}%`);
    }

    write();
    show();
    return h("li", {}, h("span", { class: "ck-allocate-aim" }, text),
      h("div", {}, mover("−", "allocate_less", -step), field, mover("+", "allocate_more", step)), bar);
  }

  tell();
  return {
    nodes: [h("ul", { class: "ck-allocate" }, rows), left],
    read: () => (touched ? Object.fromEntries(amounts) : null),
    after: ({ code }) => code !== "graded" && allocateCompared(spec, amounts, t, number),
  };
});

/** Set a budget beside the real one, and tell what each clear difference would cost. */
function allocateCompared(spec, amounts, t, number) {
  const { unit, aims, source } = spec;
  const apart = ({ key, real }) => Number((amounts.get(key) - real).toPrecision(12));
  const signed = (value) => (value > 0 ? "+" : "") + number(value);
  const bar = (name, amount) => h("div", { class: name, style: `--share:${(100 * amount) / spec.total}%`, "aria-hidden": "true" });
  const telling = aims.filter((aim) => Math.abs(apart(aim)) >= spec.telling * spec.step);
  const heads = ["allocate_aim", "allocate_yours", "allocate_real", "allocate_difference"];
  return [
    h("div", { class: "ck-allocate-compared" },
      h("table", {},
        h("caption", {}, t("allocate_caption", { total: number(spec.total, unit), unit })),
        h("thead", {}, h("tr", {}, heads.map((word) => h("th", { scope: "col" }, t(word))))),
        h("tbody", {}, aims.map((aim) =>
          h("tr", {},
            h("th", { scope: "row" }, aim.text,
              bar("ck-allocate-bar", amounts.get(aim.key)), bar("ck-allocate-bar ck-allocate-real", aim.real)),
            h("td", {}, number(amounts.get(aim.key))), h("td", {}, number(aim.real)), h("td", {}, signed(apart(aim))))))),
      h("p", { class: "ck-source" }, t("allocate_source"), ": ", spec.source_url ? h("a", { href: spec.source_url }, source) : source),
      h("p", { class: "ck-allocate-title" }, t(telling.length ? "allocate_price" : "allocate_same")),
      telling.length > 0 && h("ul", { class: "ck-allocate-prices" }, telling.map((aim) => {
        const less = apart(aim) < 0;
        const by = t(less ? "allocate_less_by" : "allocate_more_by", { n: number(Math.abs(apart(aim)), unit) });
        return h("li", {}, h("b", {}, `${aim.text}: ${by}. `), less ? aim.less : aim.more);
      }))),
  ];
}
