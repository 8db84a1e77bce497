import { h } from "../shared/elements.js";
import { RULES, correct, notAttempted, remarks, verdict } from "../frame/verdicts.js";
import { KINDS, question } from "../frame/question.js";

RULES.choice = (spec, answer) => {
  const given = new Set(spec.many && Array.isArray(answer) ? answer : [answer]);
  const chosen = spec.options.filter((option) => given.has(option.key));
  if (!chosen.length) return notAttempted("choose");
  const right = chosen.filter((option) => option.right).length;
  const all = spec.options.filter((option) => option.right).length;
  const wrong = chosen.filter((option) => !option.right);
  const credit = spec.many ? Math.max(0, right - (chosen.length - right)) / all : undefined;
  if (wrong.length) return verdict("not_yet", "wrong", { ...remarks(wrong), credit });
  return right < all ? verdict("not_yet", "missing", { count: all - right, credit }) : correct(spec);
};

KINDS.choice = question(({ spec, uid, answer }) => {
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
});
