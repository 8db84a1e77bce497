import { h } from "../shared/elements.js";
import { RULES, notAttempted, verdict } from "../frame/verdicts.js";
import { KINDS, question } from "../frame/question.js";

const REFLECT_LONGEST = 20000;

// Listed by hand, as Python's and JavaScript's \s differ.
const reflectWords = (text) =>
  text.split(/[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/).filter(Boolean).length;

RULES.reflect = (spec, answer) => {
  const text = typeof answer === "string" ? answer : "";
  if (text.length > REFLECT_LONGEST) return notAttempted("reflect_long", { count: text.length, total: REFLECT_LONGEST });
  const count = reflectWords(text);
  if (count < spec.words) return notAttempted("reflect_short", { count, total: spec.words });
  return verdict("saved", "reflect_saved", { message: spec.explain });
};

KINDS.reflect = question(({ spec, uid, t, number, answer, say, changed }) => {
  const area = h("textarea", { class: "ck-reflect-text", rows: 8, spellcheck: "true", "aria-label": t("your_answer"), "aria-describedby": `${uid}-words`, input: onInput });
  area.value = typeof answer === "string" ? answer : "";
  const counter = h("p", { class: "ck-reflect-words", id: `${uid}-words` });
  let enough;

  function count() {
    const n = reflectWords(area.value);
    counter.textContent = t("reflect_count", { n, total: number(spec.words) });
    return n >= spec.words;
  }

  // Heard only where the number wanted is reached or lost again, not with every word.
  function onInput() {
    const now = count();
    if (now !== enough) say(now ? t("reflect_enough") : counter.textContent);
    enough = now;
    changed?.();
  }

  enough = count();
  return {
    nodes: [area, counter],
    keepsDraft: true,
    read: () => area.value || null,
    after({ code }) {
      if (code !== "reflect_saved") return [];
      const met = h("p", { class: "ck-reflect-words", "aria-live": "polite" });
      const ticks = spec.rubric.map(() => h("input", { type: "checkbox", change: tell }));
      function tell() {
        met.textContent = t("reflect_met", { n: ticks.filter((tick) => tick.checked).length, total: number(ticks.length) });
      }
      tell();
      return [h("div", { class: "ck-reflect-after" },
        h("fieldset", {},
          h("legend", {}, t("reflect_rubric")),
          spec.rubric.map((point, i) => h("label", { class: "ck-option" }, ticks[i], h("span", {}, point))),
          met),
        h("details", {},
          h("summary", {}, t("reflect_model")),
          spec.model.split("\n").filter(Boolean).map((text) => h("p", {}, text))))];
    },
  };
});
