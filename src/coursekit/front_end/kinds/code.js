import { button, h } from "../shared/elements.js";
import { chosenOf, keysOf } from "../frame/answers.js";
import { API, RULES, correct, notAttempted, verdict } from "../frame/verdicts.js";
import { KINDS, question } from "../frame/question.js";

RULES.code = (spec, answer) => {
  const marked = codeMarks(spec, answer);
  if (!marked.size) return notAttempted("code_first");
  const differing = codeDiffering(spec, marked);
  const total = spec.passages.length;
  const count = total - differing.length;
  const { misconception } = differing[0] || {};
  return count / total >= spec.enough
    ? correct(spec)
    : verdict("not_yet", "code_agreement", { message: spec.wrong, count, total, credit: count / total, misconception });
};

const codeMarks = (spec, answer) => chosenOf(answer, keysOf(spec.passages), spec.codes.map((code) => code.id));
const codeDiffering = (spec, marked) => spec.passages.filter(({ key, code }) => (marked.get(key) || "") !== code);

/** Share of passages coded as in the reference, and Cohen's kappa (null if undefined), as Python's Coding.agreement. */
function codeAgreement(spec, answer) {
  const marked = codeMarks(spec, answer);
  const n = spec.passages.length;
  const alike = n - codeDiffering(spec, marked).length;
  const uses = (of) => (code) => spec.passages.filter((passage) => of(passage) === code).length;
  const mine = uses(({ key }) => marked.get(key) || "");
  const theirs = uses((passage) => passage.code);
  // A sum of whole numbers: passages that would be alike by chance, times n.
  const byChance = ["", ...spec.codes.map((code) => code.id)].reduce((sum, code) => sum + mine(code) * theirs(code), 0);
  return [alike / n, byChance === n * n ? null : (n * alike - byChance) / (n * n - byChance)];
}
API.codeAgreement = codeAgreement;

KINDS.code = question(({ spec, uid, answer, t, number, say }) => {
  const marked = codeMarks(spec, answer);
  const choices = [...spec.codes, { id: "", label: t("code_none") }];
  const labels = new Map(choices.map((code) => [code.id, code.label]));
  const tint = (id) => spec.codes.findIndex((code) => code.id === id);
  const inputs = choices.map(({ id }, i) =>
    h("input", { type: "radio", name: `${uid}-code`, value: id, checked: i === 0 }));
  const chosen = () => inputs.find((input) => input.checked).value;

  // Seen, and found to have none of the codes; that no code was given is all that the answer says.
  const none = new Set();
  const tags = new Map(spec.passages.map(({ key }) => [key, h("span", { class: "ck-code-tag" })]));
  const buttons = new Map(spec.passages.map(({ key, text }) =>
    [key, button([h("span", {}, text), tags.get(key)], () => mark(key), { class: "ck-code-passage" })]));

  /** Mark with the code in hand; the same code once more takes the mark off. */
  function mark(key) {
    const code = chosen();
    if (!code && !marked.has(key) && !none.has(key)) none.add(key);
    else none.delete(key);
    if (!code || marked.get(key) === code) marked.delete(key);
    else marked.set(key, code);
    show(key);
    say(`${spec.passages.findIndex((passage) => passage.key === key) + 1}: ${labels.get(marked.get(key) || "")}`);
  }

  function show(key) {
    const code = marked.get(key);
    const box = buttons.get(key);
    box.dataset.code = tint(code);
    box.setAttribute("aria-pressed", Boolean(code));
    tags.get(key).textContent = code ? labels.get(code) : t(none.has(key) ? "code_none" : "code_open");
  }

  function after() {
    if (spec.graded) return [];
    const [share, kappa] = codeAgreement(spec, read());
    const differing = codeDiffering(spec, marked);
    const place = (passage) => spec.passages.indexOf(passage) + 1;
    const percent = number(Math.round(100 * share), "%");
    return [
      h("p", {}, h("b", {}, t("code_alike", { percent })), " ",
        kappa === null ? t("code_kappa_none") : [h("b", {}, t("code_kappa", { kappa: number(Math.round(100 * kappa) / 100 || 0) })), " ", t("code_kappa_means")]),
      differing.length > 0 && h("p", {}, t("code_differing")),
      h("ul", { class: "ck-code-differing" }, differing.map((passage) =>
        h("li", {},
          h("p", {}, h("b", {}, place(passage)), " ", t("code_pair", { mine: labels.get(marked.get(passage.key) || ""), other: labels.get(passage.code) })),
          h("p", {}, passage.why)))),
    ];
  }

  const read = () => (marked.size ? Object.fromEntries(marked) : null);
  [...buttons.keys()].forEach(show);
  return {
    nodes: [
      h("details", { class: "ck-code-book" }, h("summary", {}, t("code_book")),
        h("dl", {}, spec.codes.map(({ label, definition }) => h("div", {}, h("dt", {}, label), h("dd", {}, definition))))),
      h("p", { class: "ck-code-source", id: `${uid}-hand` }, t("code_hand")),
      h("div", { class: "ck-code-hand", role: "radiogroup", "aria-labelledby": `${uid}-hand` },
        choices.map(({ id, label }, i) => h("label", { "data-code": tint(id) }, inputs[i], h("span", {}, label)))),
      h("ol", { class: "ck-code" }, [...buttons.values()].map((box) => h("li", {}, box))),
      h("p", { class: "ck-code-source" }, t("source"), ": ", spec.source),
    ],
    read,
    after,
  };
});
