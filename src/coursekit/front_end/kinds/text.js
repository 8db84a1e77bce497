import { h } from "../shared/elements.js";
import { RULES, correct, notAttempted, verdict } from "../frame/verdicts.js";
import { KINDS, question } from "../frame/question.js";

const TEXT_LONGEST = 400;
const TEXT_LEAST_FOR_A_SLIP = 5;

RULES.text = (spec, answer) => {
  const given = typeof answer === "string" ? foldedText(answer) : "";
  if (given === "") return notAttempted("text_empty");
  if (given === null) return verdict("not_yet", "wrong", { message: spec.wrong });
  const accepted = spec.accept.map((text) => foldedText(text) ?? "");
  if (accepted.includes(given)) return correct(spec);
  const near = spec.near.find(({ texts }) => texts.some((text) => foldedText(text) === given));
  if (near) return verdict("not_yet", "near", { message: near.feedback, misconception: near.misconception });
  return accepted.some((text) => isOneSlip(given, text))
    ? verdict("not_yet", "text_spelling", { credit: 0.5 })
    : verdict("not_yet", "wrong", { message: spec.wrong });
};

/** Return what is compared of a text, so that only the words matter; null if it is too long. The lists are Python's. */
function foldedText(typed) {
  let text = typed
    .replace(/[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+/g, "")
    .replace(/[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g, " ")
    .replace(/^ | $/g, "");
  if ([...text].length > TEXT_LONGEST) return null;
  text = text
    .replace(/[`\xb4\u02b9\u02bb-\u02bd\u2018-\u201b\u2032\u2035\uff07]/g, "'")
    .replace(/[\xab\xbb\u201c-\u201f\u2033\u2036\u2039\u203a\u301d-\u301f\uff02]/g, '"')
    .replace(/[\u2010-\u2015\u207b\u208b\u2043\u2212\ufe58\ufe63\uff0d]/g, "-")
    // Elsewhere in Unicode, what a small or a composed letter is may differ from one edition to the next.
    .replace(/[\0-\u052f\u1e00-\u1eff\u2000-\u218f\ufb00-\ufb06\uff00-\uffef]+/g, (run) => run.normalize("NFKC").toLowerCase())
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[авекмнорстухіјѕәёς]/g, (letter) => "abekmhopctyxijsəeσ"["авекмнорстухіјѕәёς".indexOf(letter)])
    .replace(/ß/g, "ss")
    .replace(/([0-9])\.(?=[0-9])|\./g, (point, figure) => (figure ? point : ""));
  return text.replace(/ +/g, " ").replace(/ ?- ?/g, "-").replace(/^[ .,;:!?¡¿'"()[\]{}<>/\\*_·•-]+|[ .,;:!?¡¿'"()[\]{}<>/\\*_·•-]+$/g, "");
}

/** Tell whether one letter was missed, added, mistaken, or swapped with its neighbour; a figure is no letter. */
function isOneSlip(given, right) {
  const [mine, due] = [[...given], [...right]];
  const figures = (text) => text.replace(/[^0-9.]/g, "");
  if (due.length < TEXT_LEAST_FOR_A_SLIP || Math.abs(mine.length - due.length) > 1 || figures(given) !== figures(right)) return false;
  let from = 0;
  while (from < mine.length && mine[from] === due[from]) from += 1;
  const rest = (letters, left) => letters.slice(from + left).join("");
  const swapped = mine[from] === due[from + 1] && mine[from + 1] === due[from] && rest(mine, 2) === rest(due, 2);
  return swapped || rest(mine, 1) === rest(due, 1) || rest(mine, 1) === rest(due, 0) || rest(mine, 0) === rest(due, 1);
}

KINDS.text = question(({ spec, answer, t }) => {
  const value = typeof answer === "string" ? answer : "";
  const input = h("input", { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: TEXT_LONGEST, value });
  return {
    nodes: [h("label", { class: "ck-text" }, h("span", {}, t("your_answer")), input)],
    read: () => input.value,
  };
});
