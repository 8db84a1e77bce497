import { h } from "../shared/elements.js";
import { withoutSpaces } from "../shared/words.js";
import { RULES, correct, notAttempted, verdict } from "../frame/verdicts.js";
import { KINDS, question } from "../frame/question.js";

RULES.number = (spec, answer) => {
  if (typeof answer !== "string" || !withoutSpaces(answer)) return notAttempted("empty");
  const x = parseNumber(answer);
  if (x === null) return notAttempted("not_a_number");
  // Room for the rounding of binary fractions.
  if (Math.abs(x - spec.answer) <= spec.tolerance + 1e-9) return correct(spec);
  const near = spec.near.find((range) => range.from <= x && x <= range.to);
  return near
    ? verdict("not_yet", "near", { message: near.feedback, misconception: near.misconception })
    : verdict("not_yet", "wrong", { message: spec.wrong });
};

/** Read a number as people write it ("1 250", "1,250", "1.250,5", "−3", "70 %"); null if it is none. */
export function parseNumber(typed) {
  let text = withoutSpaces(typed).replace("\u2212", "-").replace(/%$/, "");
  const comma = text.lastIndexOf(",");
  const point = text.lastIndexOf(".");
  if (comma >= 0 && point >= 0) text = text.replaceAll(comma > point ? "." : ",", "");
  else if (/([,.]).*\1/s.test(text) || /^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) text = text.replace(/[,.]/g, "");
  text = text.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null;
}

KINDS.number = question(({ spec, answer, t }) => {
  const value = typeof answer === "string" ? answer : "";
  const input = h("input", { type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 60, value });
  return {
    nodes: [h("label", { class: "ck-number" }, h("span", {}, t("your_answer")), " ", input, " ", h("span", {}, spec.unit))],
    read: () => input.value,
  };
});
