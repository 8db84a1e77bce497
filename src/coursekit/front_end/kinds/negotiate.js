import { button, h } from "../shared/elements.js";
import { RULES, notAttempted, verdict } from "../frame/verdicts.js";
import { KINDS, question } from "../frame/question.js";

const NEGOTIATE_HIGHEST = 10;

/** Follow option keys from the start: steps, measures, and the turn or outcome reached; null if no such way exists. */
function negotiateWalk(spec, path) {
  let at = spec.start;
  const values = spec.measures.map((measure) => measure.start);
  const steps = [];
  for (const key of path) {
    const option = spec.turns.find((turn) => turn.id === at)?.options.find((each) => each.key === key);
    if (!option) return null;
    option.effects.forEach((effect, i) => (values[i] += effect));
    steps.push(option);
    at = option.to;
  }
  const named = (all) => all.find((each) => each.id === at);
  return { steps, values, turn: named(spec.turns), outcome: named(spec.outcomes) };
}

RULES.negotiate = (spec, answer) => {
  const outcome = Array.isArray(answer) && negotiateWalk(spec, answer)?.outcome;
  return outcome ? verdict("saved", "negotiate_outcome", { message: outcome.text }) : notAttempted("negotiate_unfinished");
};

KINDS.negotiate = question(({ spec, t, number, answer, say, changed }) => {
  let path = Array.isArray(answer) && negotiateWalk(spec, answer) ? [...answer] : [];
  const measures = h("ul", { class: "ck-negotiate-measures", "aria-label": t("negotiate_measures") });
  const scene = h("div", { class: "ck-negotiate-scene" });
  const log = h("ol", { class: "ck-negotiate-log" });
  const past = h("div", { class: "ck-negotiate-past" }, h("p", { class: "ck-negotiate-label" }, t("negotiate_log")), log);
  const back = button(t("negotiate_back"), () => go(path.slice(0, -1)), { class: "ck-quiet" });
  const again = button(t("negotiate_again"), () => go([]), { class: "ck-quiet" });
  const wait = h("p", {}, t("negotiate_check", { check: t("check") }));
  const tools = h("div", { class: "ck-negotiate-tools" }, back, again);

  const signed = (value) => (value > 0 ? "+" : "") + number(value);
  const level = (value) => t(`negotiate_${value < 4 ? "low" : value < 7 ? "middle" : "high"}`);
  const changes = ({ effects }) =>
    spec.measures.map(({ text }, i) => effects[i] && `${text} ${signed(effects[i])}`).filter(Boolean).join(", ") ||
    t("negotiate_nothing");

  function measure({ text }, i, { steps, values }) {
    const change = steps.at(-1)?.effects[i];
    return h("li", {},
      h("span", {}, text),
      h("b", {}, t("negotiate_value", { n: number(values[i]), total: number(NEGOTIATE_HIGHEST) })),
      h("progress", { max: NEGOTIATE_HIGHEST, value: values[i], "aria-hidden": "true" }),
      h("span", {}, level(values[i])),
      h("span", {}, change ? signed(change) : ""));
  }

  function draw() {
    const now = negotiateWalk(spec, path);
    const { steps, turn, outcome } = now;
    const heading = h("p", { class: "ck-negotiate-turn", tabindex: -1 },
      turn ? t("negotiate_turn", { n: steps.length + 1 }) : [t("negotiate_end"), outcome.title && `: ${outcome.title}`]);
    const choose = (option) => button(option.text, () => go([...path, option.key]), { class: "ck-negotiate-option", "data-key": option.key });
    measures.replaceChildren(...spec.measures.map((each, i) => measure(each, i, now)));
    scene.replaceChildren(heading, measures,
      ...(turn ? [h("p", {}, turn.text), ...turn.options.map(choose)] : [wait]));
    wait.hidden = !outcome?.text;
    log.replaceChildren(...steps.map((step) =>
      h("li", {}, h("b", {}, step.text), h("p", {}, step.says), h("p", { class: "ck-negotiate-label" }, changes(step)))));
    past.hidden = tools.hidden = !steps.length;
    return { heading, last: steps.at(-1) };
  }

  /** Take up another way; the button pressed is gone, so the new situation gets the focus. */
  function go(way) {
    const forward = way.length > path.length;
    path = way;
    const { heading, last } = draw();
    heading.focus();
    say(forward ? `${last.says} ${changes(last)}.` : t("negotiate_returned", { n: path.length + 1 }));
    changed?.();
  }

  draw();
  return {
    nodes: [past, scene, tools],
    read: () => (path.length ? [...path] : null),
    after({ code }) {
      const { outcome, values } = negotiateWalk(spec, path);
      if (code !== "negotiate_outcome" || !outcome) return [];
      wait.hidden = true;
      const ledger = spec.measures.map(({ text, start }, i) => h("li", {}, `${text}: ${number(start)} → `, h("b", {}, number(values[i]))));
      return [h("div", { class: "ck-negotiate-end" },
        h("p", {}, h("b", {}, outcome.title)),
        h("ul", { "aria-label": t("negotiate_measures") }, ledger),
        h("p", {}, t("negotiate_outcomes", { n: spec.outcomes.length })),
        spec.explain && h("p", {}, spec.explain))];
    },
  };
});
