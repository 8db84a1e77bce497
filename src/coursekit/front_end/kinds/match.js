import { h } from "../shared/elements.js";
import { chosenOf, keysOf } from "../frame/answers.js";
import { RULES, correct, notAttempted, remarks, verdict } from "../frame/verdicts.js";
import { KINDS, question } from "../frame/question.js";

RULES.match = (spec, answer) => {
  const chosen = matchesChosen(spec, answer);
  if (!chosen.size) return notAttempted("match_choose");
  const total = spec.lefts.length;
  const count = [...chosen].filter(([left, right]) => spec.solution[left] === right).length;
  if (count === total) return correct(spec);
  return verdict("not_yet", "match_pairs", { ...remarks(mismatched(spec, chosen), spec.wrong), count, total, credit: count / total });
};

/** The wrong pairs in the order of the left sides, with the words that fit each. */
const mismatched = (spec, chosen) => spec.lefts
  .filter(({ key }) => chosen.has(key) && spec.solution[key] !== chosen.get(key))
  .map(({ key, text }) => {
    const right = chosen.get(key);
    const near = spec.near.find((pair) => pair.left === key && pair.right === right);
    return { text: `${text} → ${spec.rights.find((each) => each.key === right).text}`, ...(near && { feedback: near.feedback, misconception: near.misconception }) };
  });

const matchesChosen = (spec, answer) => chosenOf(answer, keysOf(spec.lefts), keysOf(spec.rights));

// The native list lies unseen over a box that shows the whole of the chosen text, on as many lines as it takes.
KINDS.match = question(({ spec, answer, t }) => {
  const saved = matchesChosen(spec, answer);
  const rows = spec.lefts.map(({ key, text }) => {
    const options = spec.rights.map((right) => h("option", { value: right.key, selected: saved.get(key) === right.key }));
    const select = h("select", { change: show }, h("option", { value: "" }, t("match_open")), options);
    const shown = h("span", { "aria-hidden": "true" });
    return { key, text, options, select, shown, pick: h("span", { class: "ck-match-pick" }, shown, select) };
  });

  function show() {
    for (const { options, select, shown, pick } of rows) {
      const times = (key) => rows.filter((row) => row.select.value === key).length;
      spec.rights.forEach(({ key, text }, i) => {
        const used = times(key) > (select.value === key ? 1 : 0);
        options[i].textContent = used ? t("match_used", { item: text }) : text;
      });
      const right = spec.rights.find(({ key }) => key === select.value);
      pick.dataset.state = right ? "chosen" : "open";
      const twice = right && times(right.key) > 1 && h("small", {}, t("match_twice"));
      shown.replaceChildren(...[right ? right.text : t("match_open"), twice].filter(Boolean));
    }
  }

  show();
  return {
    nodes: [
      h("ul", { class: "ck-match" }, rows.map(({ text, pick }) => h("li", {}, h("label", {}, h("span", {}, text), pick)))),
      h("ul", { class: "ck-match-print" }, spec.rights.map(({ key, text }) => h("li", {}, `${key}) ${text}`))),
    ],
    read() {
      const chosen = rows.filter(({ select }) => select.value).map(({ key, select }) => [key, select.value]);
      return chosen.length ? Object.fromEntries(chosen) : null;
    },
  };
});
